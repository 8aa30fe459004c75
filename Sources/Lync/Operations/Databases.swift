/// Databases of the forest: installing and removing them, mirrors, purges, what is left of backups, the fail-over of the
/// Central Management Server.
///
/// The databases of the topology's services are there; what Install-CsDatabase adds, a note tells. A database that a service
/// of the topology uses cannot be removed.
/// - Source: S11, the reference pages of the CsDatabase, CsMirrorDatabase and purge cmdlets.
import Directory

extension Shapes {
  static let archivingPurge = Shape("Microsoft.Rtc.Management.Purge.ArchDataPurgeStatistics", ["Database", "PurgedMessages", "PurgedConferences", "Cutoff"], view: .list)
  static let callDetailPurge = Shape("Microsoft.Rtc.Management.Purge.CdrDataPurgeStatistics", ["Database", "PurgedSessions", "PurgedDiagnostics", "Cutoff"], view: .list)
  static let qualityPurge = Shape("Microsoft.Rtc.Management.Purge.QoEDataPurgeStatistics", ["Database", "PurgedSessions", "Cutoff"], view: .list)
  static let accessLicense = Shape("System.Object", ["LicenseName", "Users"], view: .table)
}

extension Fault {
  static func mirror(_ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-MIRROR", id: "NoMirror", target: pool, "The databases of \"\(pool)\" are not mirrored.", help: "Install-CsMirrorDatabase sets the mirror up.")
  }
  static func databaseInUse(_ type: String, _ server: String, _ service: String) -> Fault {
    Fault(.invalidOperation, key: "E-DB-INUSE", id: "DatabaseInUse", target: server, "Database \(type) on \"\(server)\" is used by \"\(service)\". Take that service out of the topology first.",
      facts: [Fact("Service", service)])
  }
}

/// Which databases a cmdlet names.
public enum DatabaseChoice {
  case centralManagement
  case type(String)
  /// Those the topology wants on a server, or on the current computer.
  case configured
  case local
}

extension LyncWorld {
  /// Roles of the topology by the name of a database type.
  private static let roles = [
    ("Application", "ApplicationDatabase"), ("Archiving", "ArchivingDatabase"), ("CentralMgmt", "CentralManagementDatabase"), ("Monitoring", "MonitoringDatabase"), ("User", "UserDatabase"),
    ("PersistentChat", "PersistentChatDatabase"), ("PersistentChatCompliance", "PersistentChatComplianceDatabase"),
  ]

  /// The service of the topology that uses a database.
  private func user(ofDatabase type: String, on server: String) -> Service? {
    guard let role = LyncWorld.roles.first(where: { $0.0.same(type) })?.1 else { return nil }
    return databases(on: server).first { $0.role == role }
  }

  private func sqlServer(of service: Service) -> String {
    let text = service.setting("SqlInstanceName") ?? service.pool
    return text.cut(at: "\\")?.before ?? text
  }

  /// The services of the topology whose databases are on a server.
  private func databases(on server: String) -> [Service] { all(Service.self).filter { $0.role.hasSuffix("Database") && sqlServer(of: $0).same(server) } }

  private func checkSqlServer(_ server: String) throws(Fault) -> String {
    if let service = databases(on: server).first { return sqlServer(of: service) }
    guard let host = host(server) else { throw Fault(.objectNotFound, key: "E-COMPUTER", id: "Computer", target: server, "Cannot find computer \"\(server)\".") }
    return host.fqdn
  }

  private func types(_ choice: DatabaseChoice, on server: String) throws(Fault) -> [String] {
    switch choice {
    case .centralManagement: return ["CentralMgmt"]
    case .type(let name): return [name]
    case .local: return ["Registrar", "Lyss"]
    case .configured:
      let found = databases(on: server).compactMap { service in LyncWorld.roles.first { $0.1 == service.role }?.0 }
      guard !found.isEmpty else {
        throw Fault(
          .objectNotFound, key: "E-NOTFOUND", id: "ManagementObjectNotFound", target: server, "The topology places no database on \"\(server)\".",
          help: "Get-CsService -UserDatabase lists the databases.")
      }
      return found
    }
  }

  private func databaseIdentity(_ server: String, _ instance: String?, _ type: String) -> String { server + (instance.map { "\\" + $0 } ?? "") + "/" + type }

  /// - Parameter clean: makes it anew although it is there
  public func installDatabase(_ choice: DatabaseChoice, server: String?, instance: String?, clean: Bool) throws(Fault) -> Outcome {
    try change("Install-CsDatabase \(server ?? "")") { () throws(Fault) -> Outcome in
      let server = try server.map { name throws(Fault) -> String in try checkSqlServer(name) } ?? forest.currentComputer
      for type in try types(choice, on: server) {
        let identity = databaseIdentity(server, instance, type)
        // What is there and belongs to a service that runs would lose everything.
        if clean, let user = user(ofDatabase: type, on: server) { throw .databaseInUse(type, server, user.identity) }
        if note(.database, identity) == nil || clean { keep(.database, identity, ["Since=" + String(now)]) }
      }
      return Outcome()
    }
  }

  /// Uninstall-CsDatabase. Refuses a database that a service of the topology uses.
  public func uninstallDatabase(_ choice: DatabaseChoice, server: String, instance: String?) throws(Fault) -> Outcome {
    try change("Uninstall-CsDatabase \(server)") { () throws(Fault) -> Outcome in
      let server = try checkSqlServer(server)
      for type in try types(choice, on: server) {
        if let user = user(ofDatabase: type, on: server) { throw .databaseInUse(type, server, user.identity) }
        let identity = databaseIdentity(server, instance, type), present = note(.database, identity)
        // A server that held a Central Management Store still has its database after the store moved on.
        let isLeft = present == nil && type.same("CentralMgmt") && !databases(on: server).isEmpty
        guard isLeft || present.map({ $0.setting("Removed") == nil }) ?? false else { throw .notFound(identity) }
        keep(.database, identity, ["Removed=" + String(now)])
      }
      return Outcome()
    }
  }

  // MARK: Mirrors

  /// Install-CsMirrorDatabase. Refuses a share that is not `\\server\share`, and databases that nothing uses.
  public func installMirror(_ choice: DatabaseChoice, server: String, share: String) throws(Fault) -> Outcome {
    guard share.hasPrefix("\\\\") else { throw .invalid(share, "\"\(share)\" is not a shared folder. Use the form \\\\server\\share.", id: "FileShare") }
    return try change("Install-CsMirrorDatabase \(server)") { () throws(Fault) -> Outcome in
      let server = try checkSqlServer(server), types = try types(choice, on: server)
      for type in types {
        guard user(ofDatabase: type, on: server) != nil else { throw .notFound(databaseIdentity(server, nil, type)) }
      }
      let present = note(.mirror, server)
      let all = (present?.list("Databases") ?? []).filter { old in !types.contains { $0.same(old) } } + types
      keep(.mirror, server, ["Databases=" + all.joined(separator: LyncWorld.separator), "Principal=" + (present?.setting("Principal") ?? "Primary"), "Share=" + share])
      return Outcome()
    }
  }

  /// Uninstall-CsMirrorDatabase, of one kind of database. Refuses one that is not mirrored.
  public func uninstallMirror(type: String, server: String) throws(Fault) -> Outcome {
    try change("Uninstall-CsMirrorDatabase \(server)") { () throws(Fault) -> Outcome in
      let server = try checkSqlServer(server)
      guard let present = note(.mirror, server), present.list("Databases").contains(where: { $0.same(type) }) else { throw .mirror(server) }
      let left = present.list("Databases").filter { !$0.same(type) }
      if left.isEmpty { present.delete() } else { present.setSetting("Databases", left.joined(separator: LyncWorld.separator)) }
      return Outcome()
    }
  }

  /// The mirror of the user database of a pool, and whether it is the principal now.
  func mirror(of pool: String) -> Policy? { service("UserDatabase", on: pool).flatMap { note(.mirror, sqlServer(of: $0)) } }

  /// Invoke-CsDatabaseFailover.
  public func failOverDatabase(type: String, pool: String, principal: String) throws(Fault) -> Outcome {
    try change("Invoke-CsDatabaseFailover \(pool)") { () throws(Fault) -> Outcome in
      guard let registrar = registrarService(pool), registrar.version >= ServerVersion.lync2013 else { throw .registrar(pool) }
      guard let mirror = mirror(of: registrar.pool), mirror.list("Databases").contains(where: { $0.same(type) }) else { throw .mirror(registrar.pool) }
      mirror.setSetting("Principal", principal)
      return Outcome()
    }
  }

  // MARK: Purges

  /// Whose old records are taken out.
  public enum Purge { case archiving, callDetails, quality }

  /// The database of a service identity or of an SQL server; the simulated stores hold no old records.
  public func purge(_ purge: Purge, identity: String?, server: String?, hours: Int) throws(Fault) -> Outcome {
    let role = purge == .archiving ? "ArchivingDatabase" : "MonitoringDatabase"
    let title = purge == .archiving ? "Invoke-CsArchivingDatabasePurge" : purge == .quality ? "Invoke-CsQoEDatabasePurge" : "Invoke-CsCdrDatabasePurge"
    return try change("\(title) \(identity ?? server ?? "")") { () throws(Fault) -> Outcome in
      let wanted = identity.map { $0.dropping(prefix: "service:") ?? $0 }
      let found = all(Service.self).first { service in
        service.role == role && (wanted.map { service.identity.same($0) || service.pool.same($0) } ?? sqlServer(of: service).same(server ?? ""))
      }
      guard let found else { throw .notFound(identity ?? server ?? "") }
      let cutoff = LyncValue.date(now - max(0, min(hours, 1 << 24)) * 3600)
      switch purge {
      case .archiving: return Outcome([LyncObject(Shapes.archivingPurge, [.string(found.identity), .int(0), .int(0), cutoff])])
      case .callDetails: return Outcome([LyncObject(Shapes.callDetailPurge, [.string(found.identity), .int(0), .int(0), cutoff])])
      case .quality: return Outcome([LyncObject(Shapes.qualityPurge, [.string(found.identity), .int(0), cutoff])])
      }
    }
  }

  /// Export-CsArchivingData: the archived conversations; nothing is archived here, so the document is empty.
  public func exportArchive(identity: String?, instance: String?, user: String?) throws(Fault) -> String {
    let wanted = identity.map { $0.dropping(prefix: "service:") ?? $0 }
    let found = all(Service.self).first { service in
      service.role == "ArchivingDatabase"
        && (wanted.map { service.identity.same($0) || service.pool.same($0) } ?? (service.setting("SqlInstanceName") ?? service.pool).same(instance ?? ""))
    }
    guard let found else { throw .notFound(identity ?? instance ?? "") }
    if let user { _ = try self.user(user.dropping(prefix: "sip:") == nil ? "sip:" + user : user) }
    var writer = XmlWriter()
    writer.element("ArchivedConversations", [("Database", found.identity), ("User", user)])
    return writer.text
  }

  /// Remove-CsUserStoreBackupData: what a former backup partner left.
  public func removeBackupData(_ pool: String) throws(Fault) -> Outcome {
    try change("Remove-CsUserStoreBackupData \(pool)") { () throws(Fault) -> Outcome in
      guard let registrar = registrarService(pool), registrar.version >= ServerVersion.lync2013 else { throw .registrar(pool) }
      if let partner = backupPool(of: registrar.pool) {
        throw Fault(.invalidOperation, key: "E-BACKUPPOOL", id: "PoolPaired", target: registrar.pool, "Pool \"\(registrar.pool)\" is still paired with \"\(partner)\".",
          help: "Set-CsRegistrar Registrar:\(registrar.pool) -BackupRegistrar $null")
      }
      try checkBackEnd(registrar.pool)
      return Outcome()
    }
  }

  // MARK: Central Management Server

  /// Invoke-CsManagementServerFailover: the store goes to the backup pool of the pool that holds it.
  /// - Parameter disaster: the SQL server of the new store, when the old one cannot be reached
  public func failOverManagementServer(disaster server: String?, restores: Bool) throws(Fault) -> Outcome {
    try change("Invoke-CsManagementServerFailover") { () throws(Fault) -> Outcome in
      guard let pool = host(forest.masterComputer)?.pool else { throw .notFound(forest.masterComputer) }
      guard let partner = backupPool(of: pool) else { throw .noBackupPool(pool) }
      if restores {
        // It did not get there, so it stays; its services run again.
        for row in all(HostService.host, forest.masterComputer) where row.name == "MASTER" || row.name == "FTA" { row.running = true }
        return Outcome()
      }
      if let server {
        guard databases(on: server).contains(where: { $0.pool.same(partner) }) else { throw .notFound(server) }
      } else {
        try checkBackEnd(pool)
      }
      try checkBackEnd(partner)
      guard let target = runningFrontEnds(of: partner).first else { throw .backend(partner) }
      return try moveManagementServer(to: target)
    }
  }

  // MARK: Licences

  /// Get-CsClientAccessLicense -License: how many users need which licence; each includes the one before.
  public func accessLicenses() -> [LyncObject] {
    let users = all(User.self).filter { $0.enabled == true }
    return [
      ("Standard", users.count), ("Enterprise", users.filter { user in !meetings(of: user).isEmpty }.count), ("Plus", users.filter(\.enterpriseVoice).count),
    ].map { LyncObject(Shapes.accessLicense, [.string($0.0), .int($0.1)]) }
  }

  /// The usage of licences is in the monitoring database.
  public func accessLicenses(monitoring name: String) throws(Fault) -> [LyncObject] {
    let wanted = name.dropping(prefix: "service:") ?? name
    guard all(Service.self).contains(where: { $0.role == "MonitoringDatabase" && ($0.identity.same(wanted) || $0.pool.same(wanted)) }) else { throw .notFound(name) }
    return accessLicenses()
  }
}
