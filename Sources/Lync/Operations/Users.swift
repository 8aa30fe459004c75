/// Which users Get-CsUser and Get-CsAdUser ask for.
import Directory

public struct UserQuery {
  /// Where accounts are homed: `-OnLyncServer`, `-OnOfficeCommunicationServer`, `-UnassignedUser`.
  public enum Home { case any, lync, officeCommunicationServer, unassigned }

  /// Any form of identity, with wildcards; nil = all.
  public var identity: String?
  /// What a filter says, scanned column by column.
  public var test: PropertyTest?
  /// Any other condition, asked user by user.
  public var filter: PropertyFilter?
  /// Only those below this organizational unit (a DN).
  public var ou: String?
  /// Where they are homed.
  public var home = Home.any
  /// At most so many; nil = all, 0 = none.
  public var resultSize: Int?
  /// Everybody.
  public init() {}
}

extension Array {
  fileprivate func capped(_ size: Int?) -> [Element] { size.map { Array(prefix(Swift.max(0, $0))) } ?? self }
}

/// Get-CsUser, Get-CsAdUser, Get-CsUserPoolInfo and the changes of one user that are no moves.
extension LyncWorld {
  /// The users a query asks for, in the order of their creation; D-11: never enabled users only with `accounts`.
  public func userRows(_ query: UserQuery, accounts: Bool = false) throws(Fault) -> [Row] {
    if let identity = query.identity, !Wildcard.isPattern(identity) {
      let found = users(matching: identity).filter { accounts || $0.enabled != nil }
      if found.isEmpty { throw .notFound(identity) }
      guard let test = rowTest(query, accounts: true) else { return found.map(\.row).capped(query.resultSize) }
      return found.map(\.row).filter { store.holds(User.table, $0, test) }.capped(query.resultSize)
    }
    var test = rowTest(query, accounts: accounts)
    if let identity = query.identity {
      let named = RowTest.text(User.displayName.number, ifNull: false, Wildcard(identity).bytesTest)
      test = test.map { .and($0, named) } ?? named
    }
    return store.rows(User.table, where: test ?? .constant(true), limit: query.resultSize.map { max(0, $0) })
  }

  /// What a query asks for besides the identity; nil = nothing.
  private func rowTest(_ query: UserQuery, accounts: Bool) -> RowTest? {
    var test: RowTest?
    func also(_ next: RowTest) { test = test.map { .and($0, next) } ?? next }
    if !accounts { also(.flag(User.enabled.number) { $0 != nil }) }
    switch query.home {
    case .any: break
    case .lync: also(.term(User.home.number) { self.isLyncPool($0) })
    case .officeCommunicationServer: also(.term(User.home.number) { $0.map { self.homeVersion($0) == ServerVersion.ocs } ?? false })
    case .unassigned: also(.term(User.home.number) { $0 == nil })
    }
    if let ou = query.ou { also(.text(User.dn.number, ifNull: false, Wildcard("*," + Wildcard.escaped(ou)).bytesTest)) }
    if let filter = query.test { also(filter.rowTest(self)) }
    if let filter = query.filter {
      also(.row { row in
        let user = User(store: self.store, row: row)
        return filter { UserProperty(named: $0)?.value(self, user) }
      })
    }
    return test
  }

  /// Get-CsUser: accounts that are enabled for Lync or OCS.
  public func users(_ query: UserQuery) throws(Fault) -> [LyncObject] { try userRows(query).map { object(User(store: store, row: $0)) } }

  /// Get-CsAdUser: all accounts of Active Directory.
  public func adUsers(_ query: UserQuery) throws(Fault) -> [LyncObject] {
    try userRows(query, accounts: true).map { adObject(User(store: store, row: $0)) }
  }

  /// The property names a filter on users may use.
  public static var userProperties: [String] { Shapes.user.properties }
  /// What Get-CsAdUser prints, in its order.
  public static var adUserProperties: [String] { Shapes.adUser.properties }

  /// The account of a row.
  public func adUser(_ row: Row) -> LyncObject { adObject(User(store: store, row: row)) }

  /// Get-CsUserPoolInfo. Refuses an account without a Registrar pool (E-NOPOOL).
  public func userPoolInfo(_ identity: String) throws(Fault) -> LyncObject {
    let user = try self.user(identity)
    guard let home = registrarPool(of: user), service("Registrar", on: home)?.version ?? 0 >= ServerVersion.lync2010 else {
      throw Fault(.objectNotFound, key: "E-NOPOOL", id: "NoRegistrarPool", target: user.sipAddress ?? identity, "User \"\(user.sipAddress ?? identity)\" has no Registrar pool.")
    }
    let backup = pool(home)?.backupPool
    let machines = self.machines(of: home).map(\.fqdn)
    let backups = backup.map { name in self.machines(of: name).map(\.fqdn) } ?? []
    return LyncObject(Shapes.userPoolInfo, [
      .string(user.dn), .string(home), .optional(backup), .string(home), .strings(machines), .strings(backups), .optional(machines.first),
      .strings(Array(machines.dropFirst())), .optional(machines.first), .strings(Array(machines.dropFirst())), .optional(backups.first),
      .strings(Array(backups.dropFirst())), .optional(backups.first), .strings(Array(backups.dropFirst())),
    ])
  }

  // MARK: Enable and disable

  /// Where the SIP address of a new user comes from.
  public enum SipAddressSource {
    case address(String)
    case type(String, domain: String?)
  }

  /// Enable-CsUser. Refuses an account that is enabled (E-ENABLED), an address that is taken, a pool without a Registrar of Lync.
  public func enableUser(_ identity: String, registrarPool: String, address source: SipAddressSource, passThru: Bool = false) throws(Fault) -> Outcome {
    try change("Enable-CsUser \(identity)") { () throws(Fault) -> Outcome in
      let user = try account(identity)
      if user.enabled != nil {
        throw Fault(.invalidOperation, key: "E-ENABLED", id: "UserEnabled", target: user.dn, "User \"\(user.displayName)\" is already enabled.")
      }
      guard let registrar = registrarService(registrarPool), registrar.version >= ServerVersion.lync2010 else { throw .registrar(registrarPool) }
      let address = try sipAddress(of: user, source)
      try checkSipAddress(address, exceptUser: user)
      try checkBackEnd(registrar.pool)
      user.sipAddress = address
      user.enabled = true
      user.home = registrar.pool
      user.federation = true
      user.internetAccess = true
      user.richPresence = true
      user.routingGroup = registrar.version >= ServerVersion.lync2013 ? newGuid() : nil
      user.changed = now
      return Outcome(passThru ? [object(user)] : [])
    }
  }

  private func sipAddress(of user: User, _ source: SipAddressSource) throws(Fault) -> String {
    switch source {
    case .address(let text): return text.dropping(prefix: "sip:") == nil ? "sip:" + text : text
    case .type(let type, let domain):
      func local(_ name: String) throws(Fault) -> String {
        guard let domain else { throw .invalid(type, "The SipDomain parameter is required with SipAddressType \(type).", id: "SipDomainRequired") }
        return "sip:" + name + "@" + domain
      }
      switch type.lowercased() {
      case "firstlastname": return try local(user.firstName + "." + user.lastName)
      case "samaccountname": return try local(user.samAccountName)
      case "emailaddress": return "sip:" + user.email
      case "userprincipalname": return "sip:" + user.userPrincipalName
      default: throw .invalid(type, "\"\(type)\" is not a SIP address type.", id: "SipAddressType")
      }
    }
  }

  /// Wipes the Lync attributes, deletes the user's conferences and contacts.
  public func disableUser(_ identity: String, passThru: Bool = false) throws(Fault) -> Outcome {
    try change("Disable-CsUser \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      for meeting in meetings(of: user) { meeting.state = "Deleted" }
      user.sipAddress = nil
      user.enabled = nil
      user.home = nil
      user.lineURI = nil
      user.enterpriseVoice = false
      user.routingGroup = nil
      user.policies = []
      user.legacyPolicies = []
      user.contactsCount = 0
      user.federation = false
      user.internetAccess = false
      user.richPresence = false
      user.privateLine = nil
      user.lineServerURI = nil
      user.remoteCallControl = false
      user.audioVideoDisabled = false
      user.hostedVoiceMail = nil
      user.pinSet = false
      user.pin = nil
      user.pinChanged = nil
      user.pinLocked = false
      user.changed = now
      return Outcome(passThru ? [object(user)] : [])
    }
  }

  // MARK: Set

  /// What Set-CsUser changes; inner nil = `$null`.
  public struct UserSettings {
    /// Whether the account is enabled; nil = left as it is, here and below; an inner nil is `$null`.
    public var enabled: Bool?
    /// Excludes `audioVideoDisabled`.
    public var enterpriseVoiceEnabled: Bool?
    /// `tel:` and an E.164 number, with an extension behind `;ext=`; unique in the forest.
    public var lineURI: String??
    /// With or without `sip:`; the organizer of the account's meetings changes with it.
    public var sipAddress: String?
    /// No audio and video between two clients.
    public var audioVideoDisabled: Bool?
    /// A second number that nobody finds; unique in the forest.
    public var privateLine: String??
    /// Whether Lync steers a desk phone; excludes `audioVideoDisabled`.
    public var remoteCallControl: Bool?
    /// The gateway of remote call control.
    public var lineServerURI: String??
    /// Voice mail is in Exchange Online.
    public var hostedVoiceMail: Bool??
    /// Uninitialized, UseLyncArchivingPolicy, NoArchiving or ArchivingToExchange.
    public var exchangeArchivingPolicy: String?
    /// Nothing is set yet.
    public init() {}
  }

  /// Set-CsUser. Refuses no audio and video together with Enterprise Voice or remote call control.
  public func setUser(_ identity: String, settings: UserSettings, passThru: Bool = false) throws(Fault) -> Outcome {
    try change("Set-CsUser \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      if let value = settings.lineURI {
        let uri = value.flatMap { $0.isEmpty ? nil : $0 }
        if let uri { try checkLineUri(uri, exceptUser: user) }
        user.lineURI = uri
      }
      if let value = settings.sipAddress {
        let address = value.dropping(prefix: "sip:") == nil ? "sip:" + value : value
        try checkSipAddress(address, exceptUser: user)
        for meeting in meetings(of: user) { meeting.organizer = address }
        user.sipAddress = address
      }
      if let value = settings.audioVideoDisabled { user.audioVideoDisabled = value }
      if let value = settings.enterpriseVoiceEnabled { user.enterpriseVoice = value }
      if let value = settings.remoteCallControl { user.remoteCallControl = value }
      if user.audioVideoDisabled, user.enterpriseVoice || user.remoteCallControl {
        throw .invalid(user.dn, "AudioVideoDisabled cannot be combined with Enterprise Voice or remote call control.", id: "AudioVideoDisabled")
      }
      if let value = settings.enabled { user.enabled = value }
      if let value = settings.privateLine { user.privateLine = value }
      if let value = settings.lineServerURI { user.lineServerURI = value }
      if let value = settings.hostedVoiceMail { user.hostedVoiceMail = value }
      if let value = settings.exchangeArchivingPolicy { user.exchangeArchiving = value }
      user.changed = now
      return Outcome(passThru ? [object(user)] : [])
    }
  }

  /// Grant-Cs…Policy: on users and application endpoints; nil or empty unassigns.
  public func grantPolicy(_ kind: String, _ name: String?, to identity: String, passThru: Bool = false) throws(Fault) -> Outcome {
    try change("Grant-Cs\(kind) \(identity)") { () throws(Fault) -> Outcome in
      let kind = PolicyKinds.named(kind) ?? kind
      let policy: String?
      if let name, !name.isEmpty { policy = try userPolicy(kind, name) } else { policy = nil }
      if let user = users(matching: identity).first(where: { $0.enabled != nil }) {
        user.policies = PolicyList.setting(kind, policy, in: user.policies)
        user.changed = now
        return Outcome(passThru ? [object(user)] : [])
      }
      let contact = try self.contact(identity)
      contact.policies = PolicyList.setting(kind, policy, in: contact.policies)
      contact.changed = now
      return Outcome(passThru ? [object(contact)] : [])
    }
  }

  /// Update-CsUserDatabase: the pool reads Active Directory again.
  public func updateUserDatabase(_ fqdn: String? = nil) throws(Fault) {
    try change("Update-CsUserDatabase \(fqdn ?? "")") { () throws(Fault) -> Void in
      if let fqdn {
        guard let registrar = registrarService(fqdn) else { throw .registrar(fqdn) }
        try checkBackEnd(registrar.pool)
      }
    }
  }
}
