/// Get-, New-, Set-, Remove-CsTrustedApplication.
import Directory

extension LyncWorld {
  static let urnPrefix = "urn:application:"

  /// An application id with its prefix, whichever way it was typed.
  static func urn(_ id: String) -> String { urnPrefix + (id.dropping(prefix: urnPrefix) ?? id) }

  /// `<pool>/<id>` with or without prefix.
  func application(_ identity: String) -> Application? {
    guard let (pool, id) = identity.cut(at: "/") else { return nil }
    return application(id, in: pool)
  }

  func application(_ id: String, in pool: String) -> Application? {
    first(Application.identity, (pool.dropping(prefix: "TrustedApplicationPool:") ?? pool) + "/" + LyncWorld.urn(id))
  }

  /// Get-CsTrustedApplication.
  public func trustedApplications(identity: String? = nil, filter: String? = nil, id: String? = nil, pool: String? = nil) throws(Fault) -> [LyncObject] {
    try checkManagementUpdate()
    if let identity, !Wildcard.isPattern(identity) {
      guard let found = application(identity) else { throw .notFound(identity) }
      return [object(found)]
    }
    if id != nil || pool != nil {
      guard let id, let pool else {
        throw .invalid(id ?? pool ?? "", "The ApplicationId and TrustedApplicationPoolFqdn parameters must be used together.", id: "ApplicationIdAndPool")
      }
      guard let found = application(id, in: pool) else { throw .notFound(pool + "/" + LyncWorld.urn(id)) }
      return [object(found)]
    }
    let pattern = (identity ?? filter).map { Wildcard($0) }
    return all(Application.self).filter { application in pattern.map { $0.matches(application.identity) } ?? true }.map { object($0) }
  }

  /// New-CsTrustedApplication. Refuses an application or port that its pool has already.
  public func newTrustedApplication(_ id: String, pool poolName: String, port: Int, tcp: Bool = false, legacyName: String? = nil) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("New-CsTrustedApplication \(id)") { () throws(Fault) -> Outcome in
      guard let service = trustedApplicationPool(poolName) else { throw .pool(poolName) }
      let name = service.pool
      if isLegacySite(service.site) { throw .legacyPool(name) }
      let bare = id.dropping(prefix: LyncWorld.urnPrefix) ?? id
      if bare.isEmpty || bare.utf8.contains(where: { $0 <= 32 || $0 == UInt8(ascii: "/") }) { throw .appId(id) }
      if application(bare, in: name) != nil { throw .appDup(LyncWorld.urn(bare), name) }
      guard 1...65535 ~= port else { throw .invalid(String(port), "Port \(port) is not between 1 and 65535.", id: "PortRange") }
      if let other = all(Application.pool, name).first(where: { $0.port == port }) { throw .portDup(port, other.applicationId) }
      try checkRouting(of: LyncWorld.urn(bare), legacyName: legacyName ?? bare, pool: name, legacy: false, registrar: service.registrar)
      topologyChanged(name + "/" + LyncWorld.urn(bare), "New")
      let application = addApplication(bare, pool: name, port: port, legacyName: legacyName, tcp: tcp)
      return Outcome([object(application)], warnings: [LyncWorld.enableWarning])
    }
  }

  /// Set-CsTrustedApplication, whose port is all that can be changed.
  public func setTrustedApplication(_ identity: String, port: Int?) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Set-CsTrustedApplication \(identity)") { () throws(Fault) -> Outcome in
      guard let application = application(identity) else { throw .notFound(identity) }
      if isLegacyApplicationPool(application.pool) { throw .legacyPool(application.pool) }
      if let port {
        guard 1...65535 ~= port else { throw .invalid(String(port), "Port \(port) is not between 1 and 65535.", id: "PortRange") }
        if let other = all(Application.pool, application.pool).first(where: { $0.port == port && $0.row != application.row }) {
          throw .portDup(port, other.applicationId)
        }
        application.port = port
      }
      topologyChanged(application.identity, "Set")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }

  /// Remove-CsTrustedApplication; its endpoints and running instances go with it.
  public func removeTrustedApplication(_ identity: String) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Remove-CsTrustedApplication \(identity)") { () throws(Fault) -> Outcome in
      guard let application = application(identity) else { throw .notFound(identity) }
      if isLegacyApplicationPool(application.pool) { throw .legacyPool(application.pool) }
      let name = application.identity
      for contact in all(Contact.self) where contact.applicationPool?.same(application.pool) ?? false && application.owns(contact) { contact.delete() }
      for instance in all(Instance.self) where instance.pool.same(application.pool) && LyncWorld.urn(instance.applicationId).same(application.applicationId) {
        instance.delete()
      }
      application.delete()
      topologyChanged(name, "Remove")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }
}

extension Application {
  /// Whether a contact belongs to this application: by OwnerUrn, else by the type of its trusted service entry.
  func owns(_ contact: Contact) -> Bool {
    if let urn = contact.ownerUrn, applicationId.same(urn) { return true }
    let name = contact.ownerUrn.map { $0.dropping(prefix: LyncWorld.urnPrefix) ?? $0 } ?? contact.applicationName
    return legacyName.same(name) || applicationId.same(LyncWorld.urn(name))
  }
}
