/// The settings New- and Set-CsDialInConferencingAccessNumber take.
import Directory

public struct AccessNumberSettings {
  /// Outer nil = left as it is, inner nil = `$null`, which empties it.
  public var displayName: String??
  /// The number as it is printed for people, `1-425-555-1200`.
  public var displayNumber: String?
  /// `tel:+14255551200`.
  public var lineURI: String?
  /// The FQDN of the pool that answers.
  public var pool: String?
  /// A culture, `en-US`.
  public var primaryLanguage: String?
  /// Cultures, in the order they are offered.
  public var secondaryLanguages: [String]?
  /// The dial-in regions in which the number is shown.
  public var regions: [String]?

  /// Nothing is set yet.
  public init() {}
}

/// Get-, New-, Set-, Remove-CsDialInConferencingAccessNumber: contacts owned by the Conferencing Attendant.
extension LyncWorld {
  func isAccessNumber(_ contact: Contact) -> Bool { contact.applicationName.same("Caa") }

  /// Get-CsDialInConferencingAccessNumber.
  public func accessNumbers(identity: String? = nil, region: String? = nil, filter: PropertyFilter? = nil) throws(Fault) -> [LyncObject] {
    // A legacy number shows once its pool is in the published topology.
    var found = all(Contact.self).filter { isAccessNumber($0) && registrarPool(of: $0) != nil }
    if let identity {
      let named = contacts(matching: identity).map(\.row)
      found = found.filter { named.contains($0.row) }
      if found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    }
    if let region {
      let order = self.order(inRegion: region)
      func place(_ contact: Contact) -> Int { order.firstIndex { $0.same(contact.sipAddress) } ?? order.count }
      found = found.filter { $0.regions.contains { $0.same(region) } }
      found = found.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
    }
    let objects = found.map { accessNumberObject($0) }
    return filter.map { test in objects.filter { object in test { object[$0] } } } ?? objects
  }

  private func checkRegions(_ regions: [String]) throws(Fault) {
    let known = all(Policy.self).filter { $0.kind == "DialPlan" }.flatMap { policy in
      policy.settings.compactMap { $0.dropping(prefix: "DialinConferencingRegion=") }
    }
    for region in regions where !known.contains(where: { $0.same(region) }) { throw .region(region) }
  }

  /// New-CsDialInConferencingAccessNumber: makes the contact object. Refuses a pool without a Registrar of Lync.
  public func newAccessNumber(_ primaryUri: String, settings: AccessNumberSettings) throws(Fault) -> Outcome {
    try change("New-CsDialInConferencingAccessNumber \(primaryUri)") { () throws(Fault) -> Outcome in
      try checkSipAddress(primaryUri)
      guard let name = settings.pool, let registrar = registrarService(name), registrar.version >= ServerVersion.lync2010 else { throw .registrar(settings.pool ?? "") }
      try checkRegions(settings.regions ?? [])
      if let uri = settings.lineURI { try checkLineUri(uri) }
      let contact = addContact(sip: primaryUri, owner: "urn:application:Caa", pool: registrar.pool, home: registrar.pool)
      try apply(settings, to: contact)
      return Outcome([accessNumberObject(contact)])
    }
  }

  /// Set-CsDialInConferencingAccessNumber with properties.
  public func setAccessNumber(_ identity: String, settings: AccessNumberSettings) throws(Fault) {
    try change("Set-CsDialInConferencingAccessNumber \(identity)") { () throws(Fault) -> Void in
      let contact = try accessNumber(identity)
      try checkRegions(settings.regions ?? [])
      if let uri = settings.lineURI { try checkLineUri(uri, exceptContact: contact) }
      try apply(settings, to: contact)
      contact.changed = now
    }
  }

  // MARK: Priority

  private static let orderKind = "AccessNumberOrder"

  /// The addresses of a region's numbers in the order people are offered them.
  private func order(inRegion region: String) -> [String] {
    all(Policy.self).first { $0.kind == LyncWorld.orderKind && $0.identity.same(region) }?.settings ?? []
  }

  /// Set-CsDialInConferencingAccessNumber -Priority: the number takes this place among those of the region, 0 being the first.
  public func setAccessNumber(_ identity: String, priority: Int, inRegion region: String) throws(Fault) {
    try change("Set-CsDialInConferencingAccessNumber \(identity)") { () throws(Fault) -> Void in
      let contact = try accessNumber(identity)
      guard contact.regions.contains(where: { $0.same(region) }) else {
        throw .invalid(region, "\"\(region)\" is not a region of \"\(contact.sipAddress)\".", id: "AccessNumberRegion")
      }
      let present = try accessNumbers(region: region).compactMap { $0["PrimaryUri"]?.text }
      var addresses = present.filter { !$0.same(contact.sipAddress) }
      guard 0...addresses.count ~= priority else {
        throw .invalid(String(priority), "\(priority) is not a priority in \"\(region)\"; its numbers have the priorities 0 to \(addresses.count).", id: "AccessNumberPriority")
      }
      addresses.insert(contact.sipAddress, at: priority)
      let row = all(Policy.self).first { $0.kind == LyncWorld.orderKind && $0.identity.same(region) } ?? addPolicy(LyncWorld.orderKind, region)
      row.settings = addresses
    }
  }

  /// Remove-CsDialInConferencingAccessNumber. Refuses one that is not there.
  public func removeAccessNumber(_ identity: String) throws(Fault) {
    try change("Remove-CsDialInConferencingAccessNumber \(identity)") { () throws(Fault) -> Void in try accessNumber(identity).delete() }
  }

  private func accessNumber(_ identity: String) throws(Fault) -> Contact {
    guard let contact = contacts(matching: identity).first(where: { isAccessNumber($0) }) else { throw .notFound(identity) }
    return contact
  }

  private func apply(_ settings: AccessNumberSettings, to contact: Contact) throws(Fault) {
    if let value = settings.displayName { contact.displayName = value }
    if let value = settings.displayNumber { contact.displayNumber = value }
    if let value = settings.lineURI { contact.lineURI = value }
    if let value = settings.regions { contact.regions = value }
    if let value = settings.secondaryLanguages { contact.secondaryCultures = value }
    if let value = settings.primaryLanguage {
      guard let id = Cultures.lcid[value.lowercased()] else { throw .invalid(value, "\"\(value)\" is not a supported language.", id: "Language") }
      contact.primaryCulture = value
      contact.primaryLanguage = id
    }
  }
}
