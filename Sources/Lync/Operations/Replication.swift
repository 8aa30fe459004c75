// Replicas of the Central Management Store: a change reaches them after 60 s, or 5 s after it was asked for.
import Directory

extension Shapes {
  static let replicaState = Shape(
    "Microsoft.Rtc.Management.Xds.ReplicaState", ["UpToDate", "ReplicaFqdn", "LastStatusReport", "LastUpdateCreation", "ProductVersion"], view: .list,
    text: "ReplicaFqdn")
  static let managementStoreStatus = Shape("Microsoft.Rtc.Management.Xds.ManagementStoreStatus", [
    "ActiveMasterFqdn", "ActiveMasterLastHeartbeat", "FileTransferAgentFqdn", "FileTransferAgentLastHeartbeat", "ActiveReplicas", "DeletedReplicas",
  ], text: nil)
  static let managementConnection = Shape(
    "Microsoft.Rtc.Management.Xds.ManagementConnection", ["StoreProvider", "Connection", "ReadOnly", "SqlServer", "SqlInstance"], text: nil)
}

/// Replicas of the Central Management Store: a change reaches them after 60 s, or 5 s after it was asked for.
extension LyncWorld {
  private static let delay = 60
  private static let forcedDelay = 5

  private var masterRuns: Bool { isRunning("MASTER", on: forest.masterComputer) && isRunning("FTA", on: forest.masterComputer) }

  /// The CMS version a computer's replica holds now.
  func replicaVersion(of host: Host, ignoringFaults: Bool = false) -> Int {
    if !ignoringFaults, let blocked = fault(.replicationBlocked, host.fqdn) { return blocked.version }
    if let frozen = host.frozenVersion { return frozen }
    var version = 1
    for change in all(CmsChange.self) where change.time + LyncWorld.delay <= now { version = max(version, change.version) }
    if host.forcedDue > 0, host.forcedDue <= now { version = max(version, host.forcedVersion) }
    return version
  }

  /// The time whose state a computer's replica holds now.
  private func replicaTime(of host: Host) -> Int {
    func arrived(at time: Int) -> Int {
      host.forcedDue > 0 && host.forcedDue <= time ? max(time - LyncWorld.delay, host.forcedDue - LyncWorld.forcedDelay) : time - LyncWorld.delay
    }
    if let blocked = fault(.replicationBlocked, host.fqdn) { return arrived(at: blocked.since) }
    if let frozen = host.frozenVersion { return all(CmsChange.self).filter { $0.version <= frozen }.map(\.time).max() ?? LyncWorld.startOfTime }
    return arrived(at: now)
  }

  /// `-LocalStore`: runs `body` on what the replica of the session's computer holds.
  public func fromReplica<R>(_ body: () throws -> R) throws -> R {
    guard let host = host(forest.currentComputer), host.replica else {
      throw Fault.invalid(forest.currentComputer, "There is no local copy of the Central Management Store on \(forest.currentComputer).", id: "LocalStore")
    }
    let time = replicaTime(of: host)
    var count = 0
    for entry in store.history.reversed() {
      if entry.time <= time { break }
      count += 1
    }
    return try store.before(last: count, body)
  }

  func isUpToDate(_ host: Host) -> Bool { replicaVersion(of: host) >= forest.cmsVersion }

  /// The computers that hold a replica (R-056).
  func replicas() -> [Host] {
    all(Host.self).filter { host in
      guard host.replica else { return false }
      return all(Machine.fqdn, host.fqdn).contains { machine in trustedApplicationPool(machine.pool).map { $0.requiresReplication || services(on: machine.pool).count > 1 } ?? true }
    }
  }

  /// Get-CsManagementStoreReplicationStatus; nil = all computers with a replica.
  public func replicationStatus(_ fqdn: String? = nil) throws(Fault) -> [LyncObject] {
    let found = replicas().filter { host in fqdn.map { host.fqdn.same($0) } ?? true }
    if let fqdn, found.isEmpty { throw .notFound(fqdn) }
    let lastChange = all(CmsChange.self).map(\.time).max() ?? LyncWorld.startOfTime
    return found.map { host in
      // What is installed follows the newest role of the computer's pool.
      let version = homeVersion(host.pool ?? "") ?? services(on: host.pool ?? "").map(\.version).max() ?? ServerVersion.lync2013
      let upToDate = isUpToDate(host)
      return LyncObject(Shapes.replicaState, [
        .bool(upToDate), .string(host.fqdn), .date(upToDate ? max(lastChange, now - now % 60) : LyncWorld.startOfTime), .date(lastChange),
        .string(ServerVersion.build(version)),
      ])
    }
  }

  /// Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus.
  public func managementStoreStatus() -> LyncObject {
    let master = forest.masterComputer, beat = LyncValue.date(now - now % 10)
    return LyncObject(Shapes.managementStoreStatus, [
      .string(master), beat, .string(master), beat, .strings(replicas().map(\.fqdn)), .strings([]),
    ])
  }

  /// Asks for full replication; it is not instantaneous.
  public func invokeReplication(_ fqdn: String? = nil) throws(Fault) {
    try change("Invoke-CsManagementStoreReplication \(fqdn ?? "")") { () throws(Fault) -> Void in
      let found = replicas().filter { host in fqdn.map { host.fqdn.same($0) } ?? true }
      if let fqdn, found.isEmpty { throw .notFound(fqdn) }
      guard masterRuns else {
        throw Fault(.connectionError, key: "E-MASTER", id: "Master", target: forest.masterComputer, "The Master Replicator Agent on \(forest.masterComputer) is not running.")
      }
      for host in found where isRunning("REPLICA", on: host.fqdn) {
        host.forcedVersion = forest.cmsVersion
        host.forcedDue = now + LyncWorld.forcedDelay
      }
    }
  }

  /// Enable-CsReplica on the current computer.
  public func enableReplica() throws(Fault) {
    try change("Enable-CsReplica") { () throws(Fault) -> Void in
      guard let host = host(forest.currentComputer) else { throw .notFound(forest.currentComputer) }
      host.replica = true
      addHostService("REPLICA", on: host.fqdn)
    }
  }

  /// Get-CsManagementConnection. Refuses when the connection was taken away.
  public func managementConnection() throws(Fault) -> LyncObject {
    if let set = note(.connection, "Session") {
      guard let provider = set.setting("Provider") else { throw .notFound("ManagementConnection") }
      let text = set.setting("Connection") ?? ""
      let parts = LyncWorld.dataSource(text).flatMap { $0.cut(at: "\\") ?? ($0, "") }
      return LyncObject(Shapes.managementConnection, [
        .enumeration(type: "Microsoft.Rtc.Management.Xds.StoreProvider", member: provider), .string(text), .bool(false), .string(parts?.before ?? ""), .string(parts?.after ?? ""),
      ])
    }
    let instance = all(Service.self).first { $0.role == "CentralManagementDatabase" }?.setting("SqlInstanceName") ?? ""
    let parts = instance.cut(at: "\\") ?? (instance, "rtc")
    return LyncObject(Shapes.managementConnection, [
      .enumeration(type: "Microsoft.Rtc.Management.Xds.StoreProvider", member: "Sql"), .string("Data Source=\(instance);Initial Catalog=xds;Integrated Security=True"),
      .bool(false), .string(parts.before), .string(parts.after),
    ])
  }

  /// `sql13.contoso.com\rtc` of `Data Source=sql13.contoso.com\rtc;Initial Catalog=xds`, or given alone.
  private static func dataSource(_ connection: String) -> String? {
    if !connection.contains("=") { return connection.isEmpty ? nil : connection }
    return connection.split(separator: ";").lazy.map(String.init).compactMap { $0.dropping(prefix: "Data Source=") ?? $0.dropping(prefix: "Server=") }.first
  }

  /// Set-CsManagementConnection; nil = Remove-CsManagementConnection.
  public func setManagementConnection(_ given: (provider: String, connection: String)?) throws(Fault) -> Outcome {
    try change((given == nil ? "Remove" : "Set") + "-CsManagementConnection") { () throws(Fault) -> Outcome in
      if given == nil { _ = try managementConnection() }
      if let given, given.provider.same("Sql"), LyncWorld.dataSource(given.connection) == nil {
        throw .invalid(
          given.connection,
          "\"\(given.connection)\" names no SQL server. Use the form \"server\\instance\" or \"Data Source=server\\instance;Initial Catalog=xds\".",
          id: "ManagementConnection")
      }
      keep(.connection, "Session", given.map { ["Provider=" + $0.provider, "Connection=" + $0.connection] } ?? [])
      return Outcome()
    }
  }

  /// The language the product's texts are shown in; `en-US` from the start.
  public var interfaceCulture: String { note(.culture, "Session")?.settings.first ?? "en-US" }

  /// Set-CsUICulture, kept with the state of the forest.
  public func setInterfaceCulture(_ name: String) throws(Fault) -> Outcome {
    try change("Set-CsUICulture \(name)") { () throws(Fault) -> Outcome in
      keep(.culture, "Session", [name])
      return Outcome()
    }
  }
}
