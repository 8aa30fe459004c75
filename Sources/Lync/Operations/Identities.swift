/// Finding users and endpoints by what people type (domain 1.6, D-16, D-17).
import Directory

extension LyncWorld {
  /// The forest's NetBIOS name.
  var netbiosName: String { (forest.name.cut(at: ".")?.before ?? forest.name).uppercased() }

  /// The accounts an identity names: SIP address, UPN, `domain\logon`, bare logon, display name (`*` allowed), DN, GUID.
  func users(matching identity: String) -> [User] {
    if identity.begins("sip:") { return all(User.sipAddress, identity) }
    if identity.begins("cn=") { return all(User.dn, identity) }
    if identity.utf8.contains(UInt8(ascii: "\\")), let (domain, logon) = identity.cut(at: "\\") {
      return domain.same(netbiosName) || domain.same(forest.name) ? all(User.samAccountName, logon) : []
    }
    if Wildcard.isPattern(identity) {
      return store.rows(User.table, where: .text(User.displayName.number, ifNull: false, Wildcard(identity).bytesTest)).map { User(store: store, row: $0) }
    }
    if identity.utf8.contains(UInt8(ascii: "@")) {
      let byName = all(User.userPrincipalName, identity)
      return byName.isEmpty ? all(User.sipAddress, "sip:" + identity) : byName
    }
    for key in [User.displayName, User.samAccountName, User.guid] {
      let found = all(key, identity)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The account of an address or DN, which is what pipelines bring.
  @inline(__always)
  private func addressed(_ identity: String) -> User? {
    identity.begins("cn=") ? first(User.dn, identity) : identity.begins("sip:") ? first(User.sipAddress, identity) : nil
  }

  /// The one account an identity names, whether enabled or not.
  func account(_ identity: String) throws(Fault) -> User {
    if let user = addressed(identity) { return user }
    guard let user = users(matching: identity).first else { throw .notFound(identity) }
    return user
  }

  /// The row of it, for a change that asks first.
  public func accountRow(_ identity: String) throws(Fault) -> Row { try account(identity).row }

  /// The Identity of an account.
  public func userIdentity(ofRow row: Row) -> String { User(store: store, row: row).dn }

  /// The one Lync or OCS user an identity names; accounts that were never enabled do not count.
  func user(_ identity: String) throws(Fault) -> User {
    if let user = addressed(identity), user.enabled != nil { return user }
    guard let user = users(matching: identity).first(where: { $0.enabled != nil }) else { throw .notFound(identity) }
    return user
  }

  /// The endpoints an identity names: DN, SIP address, display name (`*` allowed).
  func contacts(matching identity: String) -> [Contact] {
    if identity.dropping(prefix: "sip:") != nil { return all(Contact.sipAddress, identity) }
    if identity.dropping(prefix: "CN=") != nil { return all(Contact.dn, identity) }
    if Wildcard.isPattern(identity) {
      let pattern = Wildcard(identity)
      return all(Contact.self).filter { pattern.matches($0.displayName ?? "") }
    }
    // A SIP address needs its `sip:`; anything else is a display name.
    return all(Contact.self).filter { $0.displayName?.same(identity) ?? false || $0.guid.same(identity) }
  }

  func contact(_ identity: String) throws(Fault) -> Contact {
    guard let contact = contacts(matching: identity).first else { throw .notFound(identity) }
    return contact
  }

  /// The users a display name with wildcards names; accounts that were never enabled do not count.
  public func userNames(matching pattern: String) -> [String] { users(matching: pattern).filter { $0.enabled != nil }.map(\.dn) }

  /// The target text of ShouldProcess (D-25): the Identity of the user or endpoint an argument names.
  public func userIdentity(_ identity: String) throws(Fault) -> String { try account(identity).dn }

  /// The DN of the contact that any form of identity means; refuses an unknown one.
  public func endpointIdentity(_ identity: String) throws(Fault) -> String { try contact(identity).dn }

  // MARK: Checks

  func checkFqdn(_ name: String) throws(Fault) {
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let valid = labels.allSatisfy { label in
      !label.isEmpty
        && label.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }
    if !valid { throw .fqdn(name) }
  }

  /// `tel:+...`, unused by any other user or contact.
  func checkLineUri(_ uri: String, exceptUser: User? = nil, exceptContact: Contact? = nil) throws(Fault) {
    guard let number = uri.dropping(prefix: "tel:"), number.utf8.first == UInt8(ascii: "+"), number.utf8.count > 1 else { throw .lineUri(uri) }
    if all(User.lineURI, uri).contains(where: { $0.row != exceptUser?.row }) { throw .lineUriDup(uri) }
    if all(Contact.lineURI, uri).contains(where: { $0.row != exceptContact?.row }) { throw .lineUriDup(uri) }
  }

  /// The SIP domain is authorized and the address unused.
  func checkSipAddress(_ address: String, exceptUser: User? = nil) throws(Fault) {
    guard let rest = address.dropping(prefix: "sip:"), let (_, domain) = rest.cut(at: "@") else {
      throw .invalid(address, "\"\(address)\" is not a valid SIP address. Use the form sip:name@domain.", id: "SipAddress")
    }
    if first(SipDomain.name, domain) == nil { throw .sipDomain(domain) }
    if all(User.sipAddress, address).contains(where: { $0.row != exceptUser?.row }) || first(Contact.sipAddress, address) != nil {
      throw .sipDup(address)
    }
  }

  /// R-063, Q13: a computer whose newest UCMA runtime is 3.0 needs the update before it manages a 2013 forest.
  func checkManagementUpdate() throws(Fault) {
    let computer = forest.currentComputer
    guard isInstalled("UCMA3Runtime", on: computer), !isInstalled("UCMA4Runtime", on: computer), !isInstalled("KB2741295", on: computer) else { return }
    if all(Service.self).contains(where: { $0.role == "Registrar" && $0.version >= ServerVersion.lync2013 }) { throw .kb() }
  }
}
