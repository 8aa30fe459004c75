// The settings New- and Set-CsTrustedApplicationEndpoint take; nil = not given, inner nil = `$null`.
import Directory

/// The settings New- and Set-CsTrustedApplicationEndpoint take; nil = not given, inner nil = `$null`.
public struct EndpointSettings {
  public var sipAddress: String?
  public var displayName: String??
  public var displayNumber: String??
  public var lineURI: String??
  /// A culture (`en-US`) or the number of its language.
  public var primaryLanguage: String?
  public var secondaryLanguages: [String]?
  public var enabled: Bool?
  public var enabledForFederation: Bool?
  public var enterpriseVoiceEnabled: Bool?
  public var exchangeArchivingPolicy: String?

  public init() {}
}

/// Get-, New-, Set-, Remove-CsTrustedApplicationEndpoint.
extension LyncWorld {
  public func trustedApplicationEndpoints(_ query: EndpointQuery) throws(Fault) -> [LyncObject] {
    try checkManagementUpdate()
    var query = query
    query.trustedOnly = true
    return try applicationEndpoints(query)
  }

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
