// Active Directory as raw objects (Get-SimDirectoryObject): names and values as the schema has them (domain 1.4.7).
import Directory

extension Shapes {
  static let directoryObject = Shape("Sim.DirectoryObject", ["DistinguishedName", "ObjectClass", "Attributes"], text: "DistinguishedName")
}

/// Active Directory as raw objects (Get-SimDirectoryObject): names and values as the schema has them (domain 1.4.7).
extension LyncWorld {
  /// An attribute list as an object with one property per attribute, in order.
  private func attributes(_ pairs: [(String, LyncValue)]) -> LyncValue {
    let present = pairs.filter { $0.1 != .null }
    return .object(LyncObject(Shape("Sim.DirectoryAttributes", present.map(\.0), text: nil), present.map(\.1)))
  }

  private func object(_ dn: String, _ objectClass: String, _ pairs: [(String, LyncValue)], only attribute: [String]?) -> LyncObject {
    let chosen = attribute.map { names in pairs.filter { pair in names.contains { Wildcard($0).matches(pair.0) } } } ?? pairs
    return LyncObject(Shapes.directoryObject, [.string(dn), .string(objectClass), attributes(chosen)])
  }

  /// Users, contacts, trusted service entries and pools by DN (or what people call them), class and attributes.
  public func directoryObjects(identity: String? = nil, objectClass: String? = nil, attributes: [String]? = nil) throws(Fault) -> [LyncObject] {
    var objects: [LyncObject] = []
    func wants(_ name: String) -> Bool { objectClass.map { Wildcard($0).matches(name) } ?? true }
    if wants("user") {
      for user in identity.map({ users(matching: $0) }) ?? all(User.self) { objects.append(object(user.dn, "user", userAttributes(user), only: attributes)) }
    }
    if wants("contact") {
      for contact in identity.map({ contacts(matching: $0) }) ?? all(Contact.self) {
        objects.append(object(contact.dn, "contact", contactAttributes(contact), only: attributes))
      }
    }
    if wants("msRTCSIP-TrustedService") {
      for entry in identity.map({ name in all(TrustedService.dn, name) + all(TrustedService.fqdn, name) }) ?? all(TrustedService.self) {
        objects.append(object(entry.dn, "msRTCSIP-TrustedService", serviceAttributes(entry), only: attributes))
      }
    }
    if wants("msRTCSIP-Pool") {
      for pool in all(LegacyPool.self).filter({ $0.kind == "Pool" }).map(\.fqdn) + all(Service.self).filter({ $0.role == "Registrar" && $0.version > ServerVersion.ocs }).map(\.pool) {
        let dn = (homeServerDn(pool) ?? "").cut(at: ",").flatMap { $0.after.cut(at: ",")?.after } ?? ""
        if let identity, !identity.same(dn), !identity.same(pool) { continue }
        objects.append(object(dn, "msRTCSIP-Pool", [("dNSHostName", .string(pool)), ("msRTCSIP-PoolDisplayName", .string(pool.cut(at: ".")?.before ?? pool))], only: attributes))
      }
    }
    if let identity, objects.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    return objects
  }

  private func userAttributes(_ user: User) -> [(String, LyncValue)] {
    [
      ("sAMAccountName", .string(user.samAccountName)), ("userPrincipalName", .string(user.userPrincipalName)), ("displayName", .string(user.displayName)),
      ("msRTCSIP-PrimaryUserAddress", .optional(user.sipAddress)), ("msRTCSIP-UserEnabled", user.enabled.map { .string($0 ? "TRUE" : "FALSE") } ?? .null),
      ("msRTCSIP-PrimaryHomeServer", .optional(homeServerDn(user.home))), ("msRTCSIP-Line", .optional(user.lineURI)),
      ("msRTCSIP-DeploymentLocator", isLyncPool(user.home) ? .string("SRV:") : .null), ("msRTCSIP-UserRoutingGroupId", user.routingGroup.map(LyncValue.guid) ?? .null),
      ("msRTCSIP-UserPolicies", user.policies.isEmpty ? .null : .strings(user.policies)),
    ]
  }

  private func contactAttributes(_ contact: Contact) -> [(String, LyncValue)] {
    let upgraded = contact.ownerUrn != nil
    let entry = all(TrustedService.fqdn, contact.applicationPool ?? "").first { $0.applicationName.same(contact.applicationName) }
    return [
      ("msRTCSIP-PrimaryUserAddress", .string(contact.sipAddress)), ("displayName", .optional(contact.displayName)), ("msRTCSIP-Line", .optional(contact.lineURI)),
      ("msRTCSIP-UserEnabled", .string(contact.enabled ? "TRUE" : "FALSE")), ("msRTCSIP-PrimaryHomeServer", .optional(homeServerDn(contact.home))),
      ("msRTCSIP-ApplicationDestination", .optional(entry?.dn)), ("msRTCSIP-ApplicationOptions", .int(256)), ("msRTCSIP-OwnerUrn", .optional(contact.ownerUrn)),
      ("msRTCSIP-DeploymentLocator", upgraded ? .string("SRV:") : .null), ("msRTCSIP-UserRoutingGroupId", contact.routingGroup.map(LyncValue.guid) ?? .null),
      ("msRTCSIP-OptionFlags", .int(upgraded ? 384 : 256)), ("msRTCSIP-SourceObjectType", .int(3)),
      ("msRTCSIP-UserPolicies", contact.policies.isEmpty ? .null : .strings(contact.policies)),
    ]
  }

  private func serviceAttributes(_ entry: TrustedService) -> [(String, LyncValue)] {
    [
      ("msRTCSIP-TrustedServerFQDN", .string(entry.fqdn)), ("msRTCSIP-TrustedServicePort", .int(entry.port)), ("msRTCSIP-TrustedServiceType", .string(entry.applicationName)),
      ("msRTCSIP-TrustedServerVersion", .int(entry.version)), ("msRTCSIP-TrustedServiceRoutable", .string(entry.routable ? "TRUE" : "FALSE")),
      ("msRTCSIP-RoutingPoolDN", .optional(homeServerDn(entry.routingPool))), ("msRTCSIP-TrustedServiceTLSTarget", .optional(entry.tlsTarget)),
    ]
  }
}
