/// Pools that back each other up: relationship, state of the backup service, fail-over and fail-back; moving the principal of
/// the user database; the mirror state.
///
/// A pool that failed over is served by its partner; which it is says PoolState of its Registrar's configuration.
/// - Source: S11, the reference pages of Invoke-CsPoolFailOver, Invoke-CsPoolFailBack, Get-CsPoolBackupRelationship.
import Directory

extension Fault {
  static func noBackupPool(_ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-BACKUPPOOL", id: "BackupPool", target: pool, "Pool \"\(pool)\" has no backup pool.",
      help: "Set-CsRegistrar Registrar:\(pool) -BackupRegistrar Registrar:<other pool>")
  }
}

extension Shapes {
  static let backupRelation = Shape("Microsoft.Rtc.Management.Hadr.BackupService.BackupRelation", ["BackupPoolFqdn"], view: .list, text: "BackupPoolFqdn")
  static let backupStatus = Shape("Microsoft.Rtc.Management.Hadr.BackupService.BackupServiceStatus",
    ["ActiveMachineFqdn", "OverallExportStatus", "OverallImportStatus", "BackupModules"], view: .list, text: "ActiveMachineFqdn")
  static let upgradeState = Shape("Microsoft.Rtc.Management.Hadr.PoolUpgradeState",
    ["PoolFqdn", "IsReadyForUpgrade", "State", "TotalFrontends", "TotalActiveFrontends", "UpgradeDomains"], view: .list, text: "PoolFqdn")
  static let mirrorState = Shape("Microsoft.Rtc.Management.Deployment.DatabaseMirrorState",
    ["DatabaseName", "StateOnPrimary", "StateOnMirror", "MirroringStatusOnPrimary", "MirroringStatusOnMirror"], view: .list, text: "DatabaseName")
}

extension LyncWorld {
  private func registrar(_ name: String) throws(Fault) -> Service {
    guard let registrar = registrarService(name), registrar.version >= ServerVersion.lync2013 else { throw .registrar(name) }
    return registrar
  }

  /// The pool that backs another one up, as the topology says.
  func backupPool(of fqdn: String) -> String? {
    pool(fqdn)?.backupPool ?? service("Registrar", on: fqdn)?.setting("BackupRegistrar").map { $0.dropping(prefix: "Registrar:") ?? $0 }
  }

  private func partner(_ name: String) throws(Fault) -> (pool: String, backup: String) {
    let registrar = try registrar(name)
    guard let backup = backupPool(of: registrar.pool) else { throw .noBackupPool(registrar.pool) }
    return (registrar.pool, backup)
  }

  /// Get-CsPoolBackupRelationship. Refuses a pool without a partner.
  public func backupRelationship(_ name: String) throws(Fault) -> LyncObject { LyncObject(Shapes.backupRelation, [.string(try partner(name).backup)]) }

  /// Get-CsBackupServiceStatus: normal while both pools have a Front End Server that runs.
  public func backupStatus(_ name: String) throws(Fault) -> LyncObject {
    let (pool, backup) = try partner(name)
    let runs = hasRunningFrontEnd(pool) && hasRunningFrontEnd(backup)
    return LyncObject(Shapes.backupStatus, [
      .optional(runningFrontEnds(of: pool).first), .string(runs ? "NormalState" : "ErrorState"), .string(runs ? "NormalState" : "ErrorState"),
      .strings(["PresenceFocus.Presence:[\(runs ? "FinalState" : "Error")]", "ConfServices.DataConf:[\(runs ? "FinalState" : "Error")]", "CentralMgmt.CMSMaster:[\(runs ? "FinalState" : "Error")]"]),
    ])
  }

  /// Invoke-CsBackupServiceSync; refuses when a back end does not answer (E-BACKEND).
  public func syncBackup(_ name: String) throws(Fault) {
    let (pool, backup) = try partner(name)
    for one in [pool, backup] { try checkBackEnd(one) }
  }

  /// Get-CsPoolUpgradeReadinessState, of every pool of Lync Server 2013.
  public func upgradeReadiness() throws(Fault) -> [LyncObject] {
    all(Service.self).filter { $0.role == "Registrar" && $0.version >= ServerVersion.lync2013 }.map { registrar in
      let servers = frontEnds(of: registrar.pool), active = runningFrontEnds(of: registrar.pool)
      let isReady = active.count == servers.count && fault(.quorumLost, registrar.pool) == nil
      return LyncObject(Shapes.upgradeState, [
        .string(registrar.pool), .bool(isReady), .string(isReady ? "Ready" : active.isEmpty ? "InsufficientActiveFrontEnds" : "Busy"), .int(servers.count), .int(active.count),
        .strings(servers.map { "[\($0)]" }),
      ])
    }
  }

  // MARK: Failing over

  private func poolState(_ pool: String) -> String {
    guard let kind = SettingsClass.named("RegistrarConfiguration") else { return "Active" }
    return instance(kind, "Service:Registrar:" + pool)?.value("PoolState") ?? "Active"
  }

  func isFailedOver(_ pool: String) -> Bool { poolState(pool).same("FailedOver") }

  /// The pool that serves the users of a pool: its partner once it failed over.
  func serving(_ pool: String) -> String { isFailedOver(pool) ? backupPool(of: pool) ?? pool : pool }

  /// The other pool serves the users of this one; `disaster` when this one cannot be reached.
  public func failOver(_ name: String, disaster: Bool) throws(Fault) -> Outcome {
    try change("Invoke-CsPoolFailOver \(name)") { () throws(Fault) -> Outcome in
      let (pool, backup) = try partner(name)
      if isFailedOver(pool) { throw .invalid(pool, "Pool \"\(pool)\" has failed over to \"\(backup)\" already.", id: "PoolFailedOver") }
      if !disaster { try checkBackEnd(pool) }
      try checkBackEnd(backup)
      try setPoolState(pool, "FailedOver")
      return Outcome()
    }
  }

  /// Invoke-CsPoolFailBack. Refuses a pool that has not failed over.
  public func failBack(_ name: String) throws(Fault) -> Outcome {
    try change("Invoke-CsPoolFailBack \(name)") { () throws(Fault) -> Outcome in
      let (pool, _) = try partner(name)
      guard isFailedOver(pool) else { throw .invalid(pool, "Pool \"\(pool)\" has not failed over.", id: "PoolNotFailedOver") }
      try checkBackEnd(pool)
      try setPoolState(pool, "Active")
      return Outcome()
    }
  }

  private func setPoolState(_ pool: String, _ state: String) throws(Fault) {
    guard let kind = SettingsClass.named("RegistrarConfiguration") else { return }
    _ = try setSettings(kind, "Service:Registrar:" + pool, [("PoolState", .text(state))], adds: true)
  }

  // MARK: Databases

  /// Get-CsDatabaseMirrorState: one result a database.
  public func mirrorState(_ name: String) throws(Fault) -> [LyncObject] {
    let registrar = try registrar(name), mirror = mirror(of: registrar.pool)
    return ["rtcab", "rtcxds", "rtcshared"].map { database in
      if let mirror, isBackEndReachable(registrar.pool) {
        let isPrimary = mirror.setting("Principal")?.same("Primary") ?? true
        return LyncObject(Shapes.mirrorState, [
          .string(database), .string(isPrimary ? "Principal" : "Mirror"), .string(isPrimary ? "Mirror" : "Principal"), .string("synchronized"), .string("synchronized"),
        ])
      }
      let state = isBackEndReachable(registrar.pool) ? "Principal" : "DatabaseInaccessible"
      return LyncObject(Shapes.mirrorState, [.string(database), .string(state), .string("DatabaseMirroringNotConfigured"), .string("NotApplicable"), .string("NotApplicable")])
    }
  }
}
