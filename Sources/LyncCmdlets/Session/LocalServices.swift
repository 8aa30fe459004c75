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

  /// By name or display name, wildcards allowed.
  static func matching(_ text: String, _ world: LyncWorld) throws -> [LyncObject] {
    let pattern = Wildcard(text)
    return try all(world).filter { pattern.matches($0["Name"]?.text ?? "") || pattern.matches($0["DisplayName"]?.text ?? "") }
  }

  static func start(_ name: String, _ world: LyncWorld) throws { try world.startWindowsService(name, legacy: world.isLegacyComputer(world.currentComputer)) }
  static func stop(_ name: String, _ world: LyncWorld) throws { try world.stopWindowsService(name, legacy: world.isLegacyComputer(world.currentComputer)) }
  static func restart(_ name: String, _ world: LyncWorld) throws {
    let stopped = try world.stopWindowsService(name, legacy: world.isLegacyComputer(world.currentComputer))
    // Whatever went down with it comes back.
    for service in stopped.isEmpty ? [name] : stopped.reversed() { try start(service, world) }
  }

  static func notFound(_ name: String) -> ErrorRecord {
    ErrorRecord(
      PSException("Microsoft.PowerShell.Commands.ServiceCommandException", "Cannot find any service with service name '\(name)'."), id: "NoServiceFoundForGivenName",
      .objectNotFound, target: .str(name))
  }
}
