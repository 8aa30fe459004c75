/// Windows services of the computer the session is on: Get-, Start-, Stop- and Restart-Service.
import Engine
import Lync

enum LocalServices {
  private static let shape = Lync.Shape(
    "System.ServiceProcess.ServiceController", ["Status", "Name", "DisplayName", "MachineName", "ServiceName", "ServicesDependedOn", "DependentServices"],
    shows: ["Status", "Name", "DisplayName"], view: .table, text: "Name")

  static func all(_ world: LyncWorld, on computer: String? = nil) throws -> [LyncObject] {
    let legacy = world.isLegacyComputer(computer ?? world.currentComputer)
    return try world.windowsServices(computer: computer, legacy: legacy).map { service in
      func value(_ name: String) -> LyncValue { service[name] ?? .null }
      return LyncObject(shape, [
        value("Status"), value("Name"), value("DisplayName"), value("ComputerName"), value("Name"), value("ServicesDependedOn"), value("DependentServices"),
      ])
    }
  }

  /// The services a service names in a property, as they are now.
  static func related(_ service: LyncObject, _ property: String, _ world: LyncWorld) throws -> [LyncObject] {
    let names: [String] = if case .strings(let names)? = service[property] { names } else { [] }
    return try all(world, on: service["MachineName"]?.text).filter { names.contains($0["Name"]?.text ?? "") }
  }

  static func start(_ service: LyncObject, _ world: LyncWorld) throws -> [String] {
    try start(service["Name"]?.text ?? "", on: service["MachineName"]?.text, world)
  }
  static func start(_ name: String, on computer: String?, _ world: LyncWorld) throws -> [String] {
    try world.startWindowsService(name, computer: computer, legacy: world.isLegacyComputer(computer ?? world.currentComputer))
    return [name]
  }
  /// Stops it with those that need it, which come first among the names.
  static func stop(_ service: LyncObject, _ world: LyncWorld) throws -> [String] {
    let computer = service["MachineName"]?.text, name = service["Name"]?.text ?? ""
    let stopped = try world.stopWindowsService(name, computer: computer, legacy: world.isLegacyComputer(computer ?? world.currentComputer))
    return stopped.isEmpty ? [name] : stopped
  }

  private static func problem(_ id: String, _ category: ErrorCategory, _ target: Value, _ message: String) -> ErrorRecord {
    ErrorRecord(PSException("Microsoft.PowerShell.Commands.ServiceCommandException", message), id: id, category, target: target)
  }
  static func notFound(_ name: String) -> ErrorRecord {
    problem("NoServiceFoundForGivenName", .objectNotFound, .str(name), "Cannot find any service with service name '\(name)'.")
  }
  static func notFound(displayName: String) -> ErrorRecord {
    problem("NoServiceFoundForGivenDisplayName", .objectNotFound, .str(displayName), "Cannot find any service with display name '\(displayName)'.")
  }
  static func hasDependents(_ service: LyncObject) -> ErrorRecord {
    problem(
      "ServiceHasDependentServices", .invalidOperation, LyncObjects.value(service),
      """
      Cannot stop service '\(service["DisplayName"]?.text ?? "") (\(service["Name"]?.text ?? ""))' because it has dependent services. It can only be \
      stopped if the Force flag is set.
      """)
  }
}
