/// What a user has besides the account: audio conferencing providers, client certificates, contacts in Exchange.
///
/// - Source: S11, the reference pages of the CsUserAcp and CsClientCertificate cmdlets, Invoke-CsUcsRollback.
import Directory

extension Shapes {
  static let userAcp = Shape("Microsoft.Rtc.Management.ADConnect.Schema.ADUserAcp", ["Identity", "AcpInfo", "SipAddress", "Enabled", "DisplayName"], view: .list, text: "Identity")
  static let certificateInfo = Shape("Microsoft.Rtc.Management.UserPinService.CertInfoDetails", ["Identity", "DeviceId", "PublicationTime", "ExpirationTime"], view: .list, text: "Identity")
  static let contactStore = Shape("Microsoft.Rtc.Management.Presence.Cmdlets.GetUcsFrontEndData", ["UserUri", "RegistrarPool", "MigrationState", "ContactCount"], view: .list, text: "UserUri")
}

/// One audio conferencing provider of a user, as the directory keeps it.
public struct ConferencingProvider {
  /// What an audio conferencing provider gave a person: its name and domain, a number, a passcode, a page.
  public var name = "", domain = "", tollNumber = "", passcode = "", url = ""
  /// Numbers that cost the caller nothing.
  public var tollFree: [String] = []
  /// The one that invitations name.
  public var isDefault = false
  /// Nothing is set yet.
  public init() {}

  var text: String {
    var parts = ["<acpInformation default=\"\(isDefault ? "true" : "false")\">", "<tollNumber>\(tollNumber)</tollNumber>"]
    parts += tollFree.map { "<tollFreeNumber>\($0)</tollFreeNumber>" }
    parts += ["<participantPassCode>\(passcode)</participantPassCode>", "<domain>\(domain)</domain>", "<name>\(name)</name>"]
    if !url.isEmpty { parts.append("<url>\(url)</url>") }
    return parts.joined() + "</acpInformation>"
  }

  /// Whether a kept text is of the provider a command names; what is not given fits.
  static func matches(_ text: String, name: String?, tollNumber: String?, passcode: String?) -> Bool {
    func holds(_ element: String, _ value: String?) -> Bool { value.map { Folding.key(text).contains(Folding.key("<\(element)>\($0)</\(element)>")) } ?? true }
    return holds("name", name) && holds("tollNumber", tollNumber) && holds("participantPassCode", passcode)
  }
}

extension LyncWorld {
  private func object(ofProviders user: User) -> LyncObject {
    LyncObject(Shapes.userAcp, [
      .string(user.dn), .strings(note(.conferencingProvider, user.dn)?.settings ?? []), .optional(user.sipAddress), .optional(user.enabled), .string(user.displayName),
    ])
  }

  /// Get-CsUserAcp.
  public func userProviders(identity: String?, filter: PropertyFilter?, limit: Int?) throws(Fault) -> [LyncObject] {
    var query = UserQuery()
    query.identity = identity
    query.resultSize = filter == nil ? limit : nil
    let found = try userRows(query).map { object(ofProviders: User(store: store, row: $0)) }
    let passed = filter.map { test in found.filter { user in test { user[$0] } } } ?? found
    return limit.map { Array(passed.prefix(max(0, $0))) } ?? passed
  }

  /// Set-CsUserAcp: a provider of the same name and number gives way; the first one is the default one.
  public func setProvider(_ identity: String, _ provider: ConferencingProvider, passThru: Bool) throws(Fault) -> Outcome {
    try change("Set-CsUserAcp \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      for (name, value) in [("TollNumber", provider.tollNumber), ("ParticipantPasscode", provider.passcode)] where !value.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "+") }) {
        throw .invalid(value, "\"\(value)\" is not a \(name); it may have digits only.", id: "AcpInfo")
      }
      var provider = provider
      var kept = note(.conferencingProvider, user.dn)?.settings ?? []
      kept.removeAll { ConferencingProvider.matches($0, name: provider.name, tollNumber: provider.tollNumber, passcode: nil) }
      if kept.isEmpty { provider.isDefault = true }
      if provider.isDefault { kept = kept.map { $0.replacing("default=\"true\"", with: "default=\"false\"") } }
      keep(.conferencingProvider, user.dn, kept + [provider.text])
      return Outcome(passThru ? [object(ofProviders: user)] : [])
    }
  }

  /// Remove-CsUserAcp: those that agree with all that is said.
  public func removeProvider(_ identity: String, name: String?, tollNumber: String?, passcode: String?, passThru: Bool) throws(Fault) -> Outcome {
    try change("Remove-CsUserAcp \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      let kept = note(.conferencingProvider, user.dn)?.settings ?? []
      let left = kept.filter { !ConferencingProvider.matches($0, name: name, tollNumber: tollNumber, passcode: passcode) }
      guard left.count < kept.count else { throw .notFound(name ?? tollNumber ?? passcode ?? identity) }
      if left.isEmpty { note(.conferencingProvider, user.dn)?.delete() } else { keep(.conferencingProvider, user.dn, left) }
      return Outcome(passThru ? [object(ofProviders: user)] : [])
    }
  }

  // MARK: Client certificates

  /// How long the certificate of a client is valid: 180 days.
  private static let certificateLifetime = 180 * 86_400

  /// Lync clients get a certificate when they first sign in; the simulator's clients did so when their account was made.
  public func clientCertificates(_ identity: String) throws(Fault) -> [LyncObject] {
    let user = try self.user(identity)
    guard let sip = user.sipAddress, user.enabled == true, user.home.map({ isLyncPool($0) }) ?? false, user.client?.begins("lync") ?? false,
      note(.revokedCertificates, user.dn) == nil
    else { return [] }
    let published = max(user.created, LyncWorld.startOfTime - 30 * 86_400)
    return [LyncObject(Shapes.certificateInfo, [.string(sip), .guid(user.guid), .date(published), .date(published + LyncWorld.certificateLifetime)])]
  }

  /// Until the user signs in with credentials again there is none.
  public func revokeClientCertificates(_ identity: String) throws(Fault) -> Outcome {
    try change("Revoke-CsClientCertificate \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      keep(.revokedCertificates, user.dn, ["Since=" + String(now)])
      return Outcome()
    }
  }

  // MARK: Contacts in Exchange

  private func contactStore(_ user: User) -> LyncObject {
    LyncObject(Shapes.contactStore, [.optional(user.sipAddress), .optional(user.home), .string("NotMigrated"), .int(user.contactsCount)])
  }

  /// Debug-CsUnifiedContactStore.
  public func contactStores(user identity: String?, pool: String?) throws(Fault) -> [LyncObject] {
    if let identity { return [contactStore(try user(identity))] }
    guard let registrar = registrarService(pool ?? ""), registrar.version >= ServerVersion.lync2013 else { throw .registrar(pool ?? "") }
    return all(User.self).filter { $0.enabled != nil && $0.home.same(registrar.pool) }.map { contactStore($0) }
  }

  /// No simulated mailbox holds contacts, so there is none to bring back.
  public func rollBackContacts(_ identity: String) throws(Fault) -> Outcome {
    let user = try self.user(identity), sip = user.sipAddress ?? user.dn
    guard let home = user.home, homeVersion(home) ?? 0 >= ServerVersion.lync2013 else { throw .registrar(user.home ?? "") }
    throw Fault(.invalidOperation, key: "E-UCS", id: "UserNotMigrated", target: sip, "The contacts of \"\(sip)\" are not in the unified contact store; pool \"\(home)\" keeps them.",
      help: "Debug-CsUnifiedContactStore \(sip) tells where the contacts are.", facts: [Fact("Contacts", String(user.contactsCount)), Fact("HomePool", home)])
  }
}
