// Get-, Start-, Stop-CsWindowsService, and the legacy services behind Stop-/Start-SimLegacyService.
import Directory

extension Shapes {
  static let windowsService = Shape(
    "Microsoft.Rtc.Management.Deployment.Core.NTService",
    ["Status", "Name", "DisplayName", "ActivityLevel", "RoleName", "ComputerName", "ServicesDependedOn", "DependentServices"],
    view: .table, text: "Name")
}

/// Get-, Start-, Stop-CsWindowsService, and the legacy services behind Stop-/Start-SimLegacyService.
extension LyncWorld {
  /// The computer cmdlets work on by default.
  public var currentComputer: String { forest.currentComputer }
  /// The computer that holds the Central Management Store.
  public var masterComputer: String { forest.masterComputer }

  /// Get-CsWindowsService; of the computer of the session unless another is said.
  public func windowsServices(_ name: String? = nil, computer: String? = nil, withActivity: Bool = true, legacy: Bool = false) throws(Fault) -> [LyncObject] {
    try serviceRows(name, computer: computer, legacy: legacy).map { object($0, withActivity: withActivity) }
  }

  /// Whether a computer belongs to Office Communications Server: Stop-Service works on it, Cs cmdlets do not.
  public func isLegacyComputer(_ fqdn: String) -> Bool { host(fqdn)?.role.isLegacy ?? false }

  private func serviceRows(_ name: String?, computer: String?, legacy: Bool) throws(Fault) -> [HostService] {
    let computer = computer ?? forest.currentComputer
    guard let host = host(computer) else { throw unknownComputer(computer) }
    // R-045: Cs cmdlets do not manage the services of Office Communications Server.
    let rows = host.role.isLegacy == legacy ? all(HostService.host, host.fqdn) : []
    guard let name else { return rows }
    guard let row = rows.first(where: { $0.name.same(name) }) else { throw .service(name, host.fqdn, rules: host.role.isLegacy && !legacy ? ["R-045"] : []) }
    return [row]
  }

  private func unknownComputer(_ name: String) -> Fault {
    Fault(.objectNotFound, key: "E-COMPUTER", id: "Computer", target: name, "Cannot find computer \"\(name)\".")
  }

  private func object(_ row: HostService, withActivity: Bool = true) -> LyncObject {
    let definition = WindowsServiceDefinition.named(row.name)
    let activity = definition?.activity ?? ""
    let present = all(HostService.host, row.host).map(\.name)
    let dependents = present.filter { WindowsServiceDefinition.named($0)?.dependsOn.contains(row.name) ?? false }
    return LyncObject(Shapes.windowsService, [
      .enumeration(type: "System.ServiceProcess.ServiceControllerStatus", member: row.running ? "Running" : "Stopped"), .string(row.name),
      .string(displayName(row, definition)), row.running && withActivity && !activity.isEmpty ? .string(activity) : .null,
      .strings(definition?.roles ?? []), .string(row.host), .strings(definition?.dependsOn ?? []), .strings(dependents),
    ])
  }

  private func displayName(_ row: HostService, _ definition: WindowsServiceDefinition?) -> String {
    let name = definition?.displayName ?? row.name
    guard isLegacyComputer(row.host), let rest = name.dropping(prefix: "Lync Server ") else { return name }
    return "Office Communications Server " + rest
  }

  /// Starts a service with its prerequisites, or all; starting a running one is silent. Returns what was started.
  @discardableResult
  public func startWindowsService(_ name: String? = nil, computer: String? = nil, legacy: Bool = false) throws(Fault) -> [String] {
    try change("Start-CsWindowsService \(name ?? "")") { () throws(Fault) -> [String] in
      var started: [String] = []
      for row in try serviceRows(name, computer: computer, legacy: legacy) { try start(row, &started) }
      return started
    }
  }

  private func start(_ row: HostService, _ started: inout [String]) throws(Fault) {
    if row.running { return }
    try checkStart(row.name, on: row.host)
    for need in WindowsServiceDefinition.named(row.name)?.dependsOn ?? [] {
      if let other = all(HostService.host, row.host).first(where: { $0.name.same(need) }) { try start(other, &started) }
    }
    row.running = true
    started.append(row.name)
    guard let host = host(row.host) else { return }
    if row.name == "RTCSRV" {
      // R-052: a Front End reads the topology when it starts.
      host.loadedVersion = replicaVersion(of: host)
      host.loadedEnabled = forest.enabledVersion
      host.rtcStarted = now
      host.knownLegacyIds = legacyApplicationIds()
    }
    if row.name == "REPLICA" { host.frozenVersion = nil }
  }

  /// Stops a service and what depends on it, or all. Returns what was stopped.
  @discardableResult
  /// - Parameter left: services that run on when all are stopped
  public func stopWindowsService(_ name: String? = nil, computer: String? = nil, legacy: Bool = false, except left: [String] = []) throws(Fault) -> [String] {
    try change("Stop-CsWindowsService \(name ?? "")") { () throws(Fault) -> [String] in
      var stopped: [String] = []
      for row in try serviceRows(name, computer: computer, legacy: legacy) where name != nil || !left.contains(row.name) { stop(row, &stopped) }
      return stopped
    }
  }

  private func stop(_ row: HostService, _ stopped: inout [String]) {
    if !row.running { return }
    for other in all(HostService.host, row.host) where WindowsServiceDefinition.named(other.name)?.dependsOn.contains(row.name) ?? false {
      stop(other, &stopped)
    }
    if row.name == "REPLICA", let host = host(row.host) { host.frozenVersion = replicaVersion(of: host) }
    row.running = false
    stopped.append(row.name)
  }

  /// Stops a service with its dependents, or all, as a fault does; `service@computer` of each.
  func haltServices(_ name: String?, on computers: [String]) -> [String] {
    var result: [String] = []
    for computer in computers {
      var stopped: [String] = []
      for row in all(HostService.host, computer) where name.map({ row.name.same($0) }) ?? true { stop(row, &stopped) }
      // What depends on others is started after them.
      result += stopped.reversed().map { $0 + "@" + computer }
    }
    return result
  }

  /// Starts a service if nothing keeps it from running.
  func resumeService(_ name: String, on computer: String) {
    var started: [String] = []
    for row in all(HostService.host, computer) where row.name.same(name) { try? start(row, &started) }
  }

  /// What an interactive shell prints while it waits (domain 2.5).
  public static func waiting(for name: String, toStart: Bool) -> String {
    let display = WindowsServiceDefinition.named(name)?.displayName ?? name
    return "Waiting for service '\(display) (\(name))' to \(toStart ? "start" : "stop")..."
  }
}
