/// Tests an object's properties: the closure answers a property's value, nil when there is no such property.
import Directory

public typealias PropertyFilter = (_ value: (String) -> LyncValue?) -> Bool

/// Which endpoints a Get- cmdlet asks for.
public struct EndpointQuery {
  /// DN, SIP address, GUID or name, with wildcards.
  public var identity: String?
  /// The owner, with or without `urn:application:`.
  public var applicationId: String?
  /// The Registrar pool.
  public var pool: String?
  /// The trusted application pool.
  public var applicationPool: String?
  /// Only those below this organizational unit (a DN).
  public var ou: String?
  /// `-Filter`, on the properties that are printed.
  public var filter: PropertyFilter?
  /// At most so many; nil = all, 0 = none.
  public var resultSize: Int?
  /// Only endpoints of third-party applications.
  var trustedOnly = false

  /// All endpoints.
  public init() {}
}

/// Get- and Move-CsApplicationEndpoint.
extension LyncWorld {
  /// Applications that come with the product; their contacts live on Lync pools.
  static let ownApplications = ["Caa", "Cas", "Cps", "Rgs", "testbot", "PersistentChat"]

  func isOwnApplication(_ contact: Contact) -> Bool {
    let name = contact.ownerUrn.map { $0.dropping(prefix: LyncWorld.urnPrefix) ?? $0 } ?? contact.applicationName
    return LyncWorld.ownApplications.contains { $0.same(name) }
  }

  func endpointRows(_ query: EndpointQuery) throws(Fault) -> [Contact] {
    var found = query.identity.map { contacts(matching: $0) } ?? all(Contact.self)
    if query.trustedOnly { found = found.filter { !isOwnApplication($0) } }
    if let identity = query.identity, found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    if let id = query.applicationId {
      found = found.filter { contact in
        if let owner = contact.ownerUrn { return owner.same(LyncWorld.urn(id)) }
        return LyncWorld.urn(contact.applicationName).same(LyncWorld.urn(id))
      }
    }
    if let pool = query.pool { found = found.filter { (registrarPool(of: $0) ?? "").same(pool.dropping(prefix: "Registrar:") ?? pool) } }
    if let pool = query.applicationPool {
      let name = pool.dropping(prefix: "TrustedApplicationPool:") ?? pool
      found = found.filter { ($0.applicationPool ?? "").same(name) }
    }
    if let ou = query.ou { found = found.filter { Folding.key($0.dn).hasSuffix(Folding.key("," + ou)) } }
    if let filter = query.filter {
      found = found.filter { contact in
        let object = self.object(contact)
        return filter { object[$0] }
      }
    }
    if let size = query.resultSize { found = Array(found.prefix(max(0, size))) }
    return found
  }

  /// Get-CsApplicationEndpoint. An identity without wildcards that is not there is refused.
  public func applicationEndpoints(_ query: EndpointQuery) throws(Fault) -> [LyncObject] { try endpointRows(query).map { object($0) } }

  /// Moves a contact object to the pool that routes its application. The first failing check refuses.
  public func moveApplicationEndpoint(
    _ identity: String, target: String, force: Bool = false, ignoreBackend: Bool = false, passThru: Bool = false
  ) throws(Fault) -> Outcome {
    try change("Move-CsApplicationEndpoint \(identity)") { () throws(Fault) -> Outcome in
      let contact = try self.contact(identity)
      let destination = try self.destination(target, for: contact)
      let samePool = (contact.applicationPool ?? "").same(destination.pool)
      let upgraded = contact.ownerUrn != nil
      // the pool may be the same, but rewriting a contact without Lync attributes must be asked for.
      if samePool, !upgraded, !force { throw .moveForce(contact.sipAddress, destination.pool) }
      if !ignoreBackend { try checkBackEnd(destination.registrar) }
      if samePool, upgraded, !force, (contact.home ?? "").same(destination.registrar) {
        return Outcome(passThru ? [object(contact)] : [])
      }
      // from a legacy to a native pool the Registrar's Front Ends must be restarted before the application starts.
      if let old = contact.applicationPool, isLegacyApplicationPool(old), !isLegacyApplicationPool(destination.pool) { contact.crossedAt = now }
      //
      contact.ownerUrn = destination.owner
      contact.applicationName = destination.owner.dropping(prefix: LyncWorld.urnPrefix) ?? destination.owner
      contact.applicationPool = destination.pool
      contact.home = destination.registrar
      let version = homeVersion(destination.registrar) ?? 0
      contact.routingGroup = version >= ServerVersion.lync2013 ? (contact.routingGroup ?? newGuid()) : nil
      contact.changed = now
      contact.createdVersion = forest.cmsVersion
      return Outcome(passThru ? [object(contact)] : [])
    }
  }

  private struct Destination {
    var pool: String
    var registrar: String
    var owner: String
  }

  /// Checks 2 to 5 of the move: a pool, with a Lync Registrar, that holds the endpoint's application.
  private func destination(_ target: String, for contact: Contact) throws(Fault) -> Destination {
    let owner = contact.ownerUrn ?? LyncWorld.urn(contact.applicationName)
    guard let service = trustedApplicationPool(target) else {
      // Dial-in numbers, response groups and the like live on Lync pools.
      let name = target.dropping(prefix: "Registrar:") ?? target
      guard let server = self.service("ApplicationServer", on: name), LyncWorld.ownApplications.contains(where: { LyncWorld.urn($0).same(owner) })
      else { throw .moveNotPool(target) }
      let canonical = LyncWorld.ownApplications.first { LyncWorld.urn($0).same(owner) }.map { LyncWorld.urn($0) } ?? owner
      return Destination(pool: server.pool, registrar: server.pool, owner: canonical)
    }
    guard let registrar = service.registrar else { throw .moveNoRegistrar(service.pool) }
    guard isLyncPool(registrar) else { throw .moveLegacyRegistrar(service.pool, registrar) }
    guard let application = all(Application.pool, service.pool).first(where: { $0.owns(contact) }) else {
      throw .moveNoApp(owner, contact.sipAddress, service.pool)
    }
    return Destination(pool: service.pool, registrar: registrar, owner: application.applicationId)
  }
}
