/// The settings New- and Set-CsTrustedApplicationEndpoint take; nil = not given, inner nil = `$null`.
import Directory

public struct EndpointSettings {
  /// With or without `sip:`.
  public var sipAddress: String?
  /// Outer nil = left as it is, inner nil = `$null`; so for the next two.
  public var displayName: String??
  /// The number as it is printed for people.
  public var displayNumber: String??
  /// `tel:` and an E.164 number; unique in the forest.
  public var lineURI: String??
  /// A culture (`en-US`) or the number of its language.
  public var primaryLanguage: String?
  /// Cultures the application offers beside its first.
  public var secondaryLanguages: [String]?
  /// Whether calls to the endpoint are routed.
  public var enabled: Bool?
  /// Whether partners reach it.
  public var enabledForFederation: Bool?
  /// Whether it reaches the telephone network.
  public var enterpriseVoiceEnabled: Bool?
  /// Uninitialized, UseLyncArchivingPolicy, NoArchiving or ArchivingToExchange.
  public var exchangeArchivingPolicy: String?

  /// Nothing is set yet.
  public init() {}
}

/// Get-, New-, Set-, Remove-CsTrustedApplicationEndpoint.
extension LyncWorld {
  /// Get-CsTrustedApplicationEndpoint: endpoints whose owner is a trusted application of the topology.
  public func trustedApplicationEndpoints(_ query: EndpointQuery) throws(Fault) -> [LyncObject] {
    try checkManagementUpdate()
    var query = query
    query.trustedOnly = true
    return try applicationEndpoints(query)
  }

  /// New-CsTrustedApplicationEndpoint: makes the contact object in Active Directory.
  public func newTrustedApplicationEndpoint(applicationId: String, pool poolName: String, settings: EndpointSettings) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("New-CsTrustedApplicationEndpoint \(applicationId)") { () throws(Fault) -> Outcome in
      guard let service = trustedApplicationPool(poolName) else { throw .pool(poolName) }
      if isLegacySite(service.site) { throw .legacyPool(service.pool, rule: "R-023") }
      guard let registrar = service.registrar else { throw .endpointNoRegistrar(service.pool) }
      guard let application = application(applicationId, in: service.pool) else { throw .appNotFound(LyncWorld.urn(applicationId), service.pool) }
      if let address = settings.sipAddress { try checkSipAddress(address) }
      if let uri = settings.lineURI ?? nil { try checkLineUri(uri) }
      let address = settings.sipAddress ?? "sip:RtcApplication-\(newGuid())@\(defaultSipDomain)"
      let contact = addContact(sip: address, owner: application.applicationId, pool: service.pool, home: registrar)
      try apply(settings, to: contact)
      return Outcome([object(contact)])
    }
  }

  /// Set-CsTrustedApplicationEndpoint.
  public func setTrustedApplicationEndpoint(_ identity: String, settings: EndpointSettings, passThru: Bool = false) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Set-CsTrustedApplicationEndpoint \(identity)") { () throws(Fault) -> Outcome in
      let contact = try managedContact(identity)
      if let address = settings.sipAddress, !address.same(contact.sipAddress) { throw .sipReadOnly(contact.sipAddress) }
      if let uri = settings.lineURI ?? nil { try checkLineUri(uri, exceptContact: contact) }
      try apply(settings, to: contact)
      contact.changed = now
      return Outcome(passThru ? [object(contact)] : [])
    }
  }

  /// Remove-CsTrustedApplicationEndpoint.
  public func removeTrustedApplicationEndpoint(_ identity: String) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Remove-CsTrustedApplicationEndpoint \(identity)") { () throws(Fault) -> Outcome in
      try managedContact(identity).delete()
      return Outcome()
    }
  }

  /// contacts of legacy pools belong to the WMI tools until they are owned by a native pool.
  private func managedContact(_ identity: String) throws(Fault) -> Contact {
    let contact = try self.contact(identity)
    if isOwnApplication(contact) { throw .notFound(identity) }
    if let pool = contact.applicationPool, isLegacyApplicationPool(pool) { throw .legacyPool(pool, rule: "R-023") }
    return contact
  }

  private func apply(_ settings: EndpointSettings, to contact: Contact) throws(Fault) {
    if let value = settings.displayName { contact.displayName = value }
    if let value = settings.displayNumber { contact.displayNumber = value }
    if let value = settings.lineURI { contact.lineURI = value.flatMap { $0.isEmpty ? nil : $0 } }
    if let value = settings.primaryLanguage, !value.isEmpty {
      guard let id = Int(value) ?? Cultures.lcid[value.lowercased()] else { throw .invalid(value, "\"\(value)\" is not a supported language.", id: "Language") }
      contact.primaryLanguage = id
    }
    if let value = settings.secondaryLanguages { contact.secondaryLanguages = value }
    if let value = settings.enabled { contact.enabled = value }
    if let value = settings.enabledForFederation { contact.federation = value }
    if let value = settings.enterpriseVoiceEnabled { contact.enterpriseVoice = value }
    if let value = settings.exchangeArchivingPolicy { contact.exchangeArchiving = value }
  }
}
