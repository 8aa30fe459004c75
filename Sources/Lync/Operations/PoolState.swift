/// What the product tells of the health of pools and computers: fabric state, user databases, versions.
import Directory

extension Shapes {
  static let userStoreState = Shape("Microsoft.Rtc.Management.Xds.UserStoreState", ["Identity", "Online"])
}

extension LyncWorld {
  /// Get-CsPoolFabricState: lines of text. Layout [O].
  public func poolFabricState(_ pool: String) throws(Fault) -> [String] {
    guard let registrar = registrarService(pool), registrar.version >= ServerVersion.lync2013 else { throw .registrar(pool) }
    let computers = frontEnds(of: registrar.pool)
    let up = computers.filter { isRunning("RTCSRV", on: $0) }
    let lost = fault(.quorumLost, registrar.pool) != nil
    var lines = ["Windows Fabric state of pool \(registrar.pool)", "  Quorum : \(lost ? "Lost" : "Ok")", "  Voters : \(up.count) of \(computers.count) up"]
    for (number, computer) in computers.enumerated() {
      let state = up.contains(computer) ? "Up" : "Down"
      let role = lost || up.isEmpty ? "None" : computer == up.first ? "Primary" : state == "Up" ? "Secondary" : "None"
      lines.append("  Node \(number + 1) : \(computer)  \(state)  \(role)")
    }
    return lines
  }

  /// Get-CsUserDatabaseState: whether the user store of a pool is online.
  public func userDatabaseState(_ name: String?) throws(Fault) -> [LyncObject] {
    let bare = name.map { $0.cut(at: ":")?.after ?? $0 }
    let found = all(Service.self).filter { service in service.role == "UserServer" && (bare.map { service.pool.same($0) } ?? true) }
    if let name, found.isEmpty { throw .notFound(name) }
    return found.map { LyncObject(Shapes.userStoreState, [.string($0.identity), .bool(fault(.backEndUnreachable, $0.pool) == nil)]) }
  }

  /// Get-CsServerVersion, on the computer of the session.
  public func serverVersion() -> String {
    let version = homeVersion(host(forest.currentComputer)?.pool ?? "") ?? ServerVersion.lync2013
    return version >= ServerVersion.lync2013
      ? "Microsoft Lync Server 2013 (\(ServerVersion.build(version))): Volume license key installed."
      : "Microsoft Lync Server 2010 (\(ServerVersion.build(version))): Volume license key installed."
  }
}
