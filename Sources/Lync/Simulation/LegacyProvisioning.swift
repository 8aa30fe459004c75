// What stands in for the WMI tools of Office Communications Server: ApplicationProvisioner.exe and WBemTest.
import Directory

extension Shapes {
  static let legacyApplication = Shape("Sim.LegacyApplication", ["ApplicationName", "PoolFqdn", "OcsPool", "Port", "Computers", "Contacts"], text: nil)
  static let legacySipDomain = Shape("MSFT_SIPDomainData", ["Address", "Authoritative", "DefaultDomain"], text: nil)
}

/// What stands in for the WMI tools of Office Communications Server: ApplicationProvisioner.exe and WBemTest
/// (domain 4.2, 4.3). R-025: they work on legacy application pools at any time, also after migration.
extension LyncWorld {
  /// D-04: OCSCore is needed on the current computer or on any computer of the forest.
  private func checkOcsCore(_ computer: String?) throws(Fault) {
    if let computer {
      if !isInstalled("OCSCore", on: computer) { throw .ocsCore() }
    } else if !all(Host.self).contains(where: { isInstalled("OCSCore", on: $0.fqdn) }) {
      throw .ocsCore()
    }
  }

  /// the unmodified tool fails on a type with an entry whose TLS target is its own name.
  private func checkEntries(_ application: String) throws(Fault) {
    if all(Host.self).contains(where: { isInstalled("ModifiedApplicationProvisioner", on: $0.fqdn) }) { return }
    for entry in all(TrustedService.self) where entry.applicationName.same(application) && entry.tlsTarget.same(entry.fqdn) { throw .corruptedEntries() }
  }

  func legacyComputers(of pool: String, application: String) -> [String] {
    let members = all(TrustedService.self).filter { !$0.native && $0.applicationName.same(application) && $0.tlsTarget.same(pool) }.map(\.fqdn)
    return members.isEmpty ? [pool] : members
  }

  private func entry(_ application: String, _ pool: String) -> TrustedService? {
    all(TrustedService.fqdn, pool).first { !$0.native && $0.applicationName.same(application) && ($0.tlsTarget == nil || $0.tlsTarget.same(pool)) }
  }

  /// The contacts the WMI tools still own: without Lync attributes, or owned by the legacy pool itself.
  private func contacts(_ application: String, _ pool: String) -> [Contact] {
    all(Contact.self).filter { $0.applicationPool.same(pool) && $0.applicationName.same(application) && isLegacyApplicationPool(pool) }
  }

  /// The applications Office Communications Server trusts, as its WMI class has them.
  public func legacyApplications(name: String? = nil, computer: String? = nil) throws(Fault) -> [LyncObject] {
    try checkOcsCore(computer)
    var objects: [LyncObject] = []
    for entry in all(TrustedService.self) where !entry.native && (entry.tlsTarget == nil || entry.tlsTarget.same(entry.fqdn)) {
      if let name, !Wildcard(name).matches(entry.applicationName) { continue }
      objects.append(LyncObject(Shapes.legacyApplication, [
        .string(entry.applicationName), .string(entry.fqdn), .optional(entry.routingPool), .int(entry.port),
        .strings(legacyComputers(of: entry.fqdn, application: entry.applicationName)),
        .strings(contacts(entry.applicationName, entry.fqdn).map(\.sipAddress)),
      ]))
    }
    return objects
  }

  /// Writes the trusted service entries of an application and installs and starts it where UCMA 2.0 is present (D-03).
  public func newLegacyApplication(
    _ name: String, pool: String, computers: [String], port: Int, ocsPool: String, noStart: Bool = false, computer: String? = nil
  ) throws(Fault) -> [LyncObject] {
    try change("New-SimLegacyApplication \(name)") { () throws(Fault) -> [LyncObject] in
      try checkOcsCore(computer)
      try checkEntries(name)
      try checkFqdn(pool)
      for name in computers { try checkFqdn(name) }
      guard homeVersion(ocsPool) != nil else { throw .registrar(ocsPool) }
      if entry(name, pool) != nil { throw .appDup(LyncWorld.urn(name), pool) }
      addTrustedServices(application: name, pool: pool, computers: computers, port: port, routingPool: spelling(ofPool: ocsPool), native: false)
      for machine in computers where isInstalled("UCMA2Runtime", on: machine) {
        addInstance(name, pool: pool, computer: machine, ucmaVersion: "2.0", running: !noStart)
      }
      return try legacyApplications(name: name, computer: computer)
    }
  }

  /// The pool's own spelling of its name.
  private func spelling(ofPool name: String) -> String { pool(name)?.fqdn ?? first(LegacyPool.fqdn, name)?.fqdn ?? name }

  /// New-SimLegacyContact. Refuses an application that is not trusted and an address that is taken.
  public func newLegacyContact(
    application: String, pool: String, sipAddress: String, displayName: String? = nil, lineUri: String? = nil, computer: String? = nil
  ) throws(Fault) -> [LyncObject] {
    try change("New-SimLegacyContact \(sipAddress)") { () throws(Fault) -> [LyncObject] in
      try checkOcsCore(computer)
      try checkEntries(application)
      guard let entry = entry(application, pool) else { throw .appNotFound(LyncWorld.urn(application), pool) }
      guard sipAddress.dropping(prefix: "sip:") != nil else {
        throw .invalid(sipAddress, "\"\(sipAddress)\" is not a valid SIP address. Use the form sip:name@domain.", id: "SipAddress")
      }
      if first(User.sipAddress, sipAddress) != nil || first(Contact.sipAddress, sipAddress) != nil { throw .sipDup(sipAddress) }
      let contact = addLegacyContact(
        application: entry.applicationName, pool: entry.fqdn, home: entry.routingPool, sip: sipAddress, displayName: displayName, lineUri: lineUri)
      return [object(contact)]
    }
  }

  /// Remove-SimLegacyContact.
  public func removeLegacyContact(_ sipAddress: String, computer: String? = nil) throws(Fault) {
    try change("Remove-SimLegacyContact \(sipAddress)") { () throws(Fault) -> Void in
      try checkOcsCore(computer)
      guard let contact = first(Contact.sipAddress, sipAddress), let pool = contact.applicationPool, isLegacyApplicationPool(pool) else {
        throw .notFound(sipAddress)
      }
      try checkEntries(contact.applicationName)
      contact.delete()
    }
  }

  /// Removes the entries and instances of an application; its contacts stay (D-22).
  public func removeLegacyApplication(_ name: String, pool: String, computer: String? = nil) throws(Fault) {
    try change("Remove-SimLegacyApplication \(name)") { () throws(Fault) -> Void in
      try checkOcsCore(computer)
      try checkEntries(name)
      guard entry(name, pool) != nil else { throw .appNotFound(LyncWorld.urn(name), pool) }
      for entry in all(TrustedService.self) where !entry.native && entry.applicationName.same(name) && (entry.fqdn.same(pool) || entry.tlsTarget.same(pool)) {
        entry.delete()
      }
      for instance in all(Instance.self) where instance.pool.same(pool) && instance.applicationId.same(name) { instance.delete() }
    }
  }

  // MARK: MSFT_SIPDomainData

  /// The instances of MSFT_SIPDomainData.
  public func legacySipDomains() -> [LyncObject] {
    all(LegacySipDomain.self).map { LyncObject(Shapes.legacySipDomain, [.string($0.address), .bool($0.authoritative), .bool($0.isDefault)]) }
  }

  /// Makes or changes an instance of MSFT_SIPDomainData.
  public func setLegacySipDomain(_ address: String, authoritative: Bool = false, isDefault: Bool) throws(Fault) -> [LyncObject] {
    try change("Set-WmiInstance MSFT_SIPDomainData \(address)") { () throws(Fault) -> [LyncObject] in
      try checkOcsCore(nil)
      try checkFqdn(address)
      addLegacySipDomain(address, authoritative: authoritative, isDefault: isDefault)
      return all(LegacySipDomain.address, address).map {
        LyncObject(Shapes.legacySipDomain, [.string($0.address), .bool($0.authoritative), .bool($0.isDefault)])
      }
    }
  }

  // MARK: OCS pools

  /// Remove-SimLegacyPool: takes a pool out of Office Communications Server (D-10).
  public func removeLegacyPool(_ fqdn: String) throws(Fault) {
    try change("Remove-SimLegacyPool \(fqdn)") { () throws(Fault) -> Void in
      guard let pool = first(LegacyPool.fqdn, fqdn) else { throw .notFound(fqdn) }
      let users = all(User.self).filter { $0.home.same(pool.fqdn) }.count
      if users > 0 { throw .publishInUse(pool.fqdn, users, "users") }
      let contacts = all(Contact.self).filter { $0.home.same(pool.fqdn) }.count
      if contacts > 0 { throw .publishInUse(pool.fqdn, contacts, "contact objects") }
      let directories = all(ConferenceDirectory.self).filter { $0.pool.same(pool.fqdn) }.count
      if directories > 0 { throw .publishInUse(pool.fqdn, directories, "conference directories") }
      pool.delete()
    }
  }
}
