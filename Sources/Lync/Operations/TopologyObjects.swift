/// Get-CsPool, -Site, -Computer, -Service, Set-CsSite and the SIP domains.
import Directory

extension LyncWorld {
  /// Get-CsPool. An identity without wildcards that is not there is refused.
  public func pools(identity: String? = nil, site siteName: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity, !Wildcard.isPattern(identity) {
      guard let pool = pool(identity) else { throw .notFound(identity) }
      return [object(pool)]
    }
    var found = all(Pool.self)
    if let identity {
      let pattern = Wildcard(identity)
      found = found.filter { pattern.matches($0.fqdn) }
    }
    if let siteName {
      guard let site = site(siteName) else { throw .site(siteName) }
      found = found.filter { $0.site.same(site.name) }
    }
    return found.map { object($0) }
  }

  /// Get-CsSite; `Site:` before the name may be left out. An identity without wildcards that is not there is refused.
  public func sites(identity: String? = nil, filter: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity, !Wildcard.isPattern(identity) {
      guard let site = site(identity) else { throw .notFound(identity) }
      return [object(site)]
    }
    let pattern = (identity ?? filter).map { Wildcard($0) }
    return all(Site.self).filter { site in pattern.map { $0.matches("Site:" + site.name) || $0.matches(site.name) } ?? true }.map { object($0) }
  }

  /// The properties Set-CsSite changes; inner nil = `$null`.
  public func setSite(
    _ identity: String, description: String?? = nil, displayName: String? = nil, federationRoute: String?? = nil, xmppFederationRoute: String?? = nil,
    defaultPersistentChatPool: String?? = nil
  ) throws(Fault) {
    try change("Set-CsSite \(identity)") { () throws(Fault) -> Void in
      guard let site = site(identity) else { throw .notFound(identity) }
      if let description { site.description = description }
      if let displayName { site.displayName = displayName }
      if let federationRoute { site.federationRoute = federationRoute }
      if let xmppFederationRoute { site.xmppFederationRoute = xmppFederationRoute }
      if let defaultPersistentChatPool { site.defaultPersistentChatPool = defaultPersistentChatPool }
      topologyChanged("Site:" + site.name, "Set")
    }
  }

  /// Get-CsComputer; `local` = the computer of the session only.
  public func computers(identity: String? = nil, filter: String? = nil, pool: String? = nil, local: Bool = false) throws(Fault) -> [LyncObject] {
    let found = selectedMachines(identity: identity, filter: filter, pool: pool, local: local)
    if let identity, found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    return found.map { object($0) }
  }

  /// Services by identity, wildcard on the identity, role (the name of the switch) and pool. R-001: nothing of OCS
  /// before a merge is published, because it is not in the topology.
  public func services(identity: String? = nil, filter: String? = nil, role: String? = nil, pool: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity, !Wildcard.isPattern(identity) {
      guard let service = first(Service.identity, identity) else { throw .notFound(identity) }
      return [object(service)]
    }
    let pattern = (identity ?? filter).map { Wildcard($0) }
    return all(Service.self).filter { service in
      if let role, !service.role.same(role) { return false }
      if let pool, !service.pool.same(pool) { return false }
      return pattern.map { $0.matches(service.identity) } ?? true
    }.map { object($0) }
  }

  // MARK: SIP domains

  /// Get-CsSipDomain.
  public func sipDomains(identity: String? = nil, filter: String? = nil) throws(Fault) -> [LyncObject] {
    if let identity, !Wildcard.isPattern(identity) {
      guard let domain = first(SipDomain.name, identity) else { throw .notFound(identity) }
      return [object(domain)]
    }
    let pattern = (identity ?? filter).map { Wildcard($0) }
    return all(SipDomain.self).filter { domain in pattern.map { $0.matches(domain.name) } ?? true }.map { object($0) }
  }

  /// New-CsSipDomain. Refuses one that is there (E-SIPDOMAIN-DUP); Enable-CsTopology has to follow.
  public func newSipDomain(_ name: String, isDefault: Bool = false) throws(Fault) -> Outcome {
    try change("New-CsSipDomain \(name)") { () throws(Fault) -> Outcome in
      try checkFqdn(name)
      if first(SipDomain.name, name) != nil {
        throw Fault(.resourceExists, key: "E-SIPDOMAIN-DUP", id: "SipDomainDup", target: name, "The SIP domain \"\(name)\" already exists.")
      }
      let domain = add(SipDomain.self)
      domain.name = name
      if isDefault { makeDefault(domain) }
      topologyChanged(name, "New")
      return Outcome([object(domain)], warnings: [LyncWorld.enableWarning])
    }
  }

  /// Set-CsSipDomain. The default domain stays it until another one is made the default (E-SIPDOMAIN-DEFAULT).
  public func setSipDomain(_ name: String, isDefault: Bool) throws(Fault) -> Outcome {
    try change("Set-CsSipDomain \(name)") { () throws(Fault) -> Outcome in
      guard let domain = first(SipDomain.name, name) else { throw .notFound(name) }
      if !isDefault, domain.isDefault {
        throw Fault(.invalidOperation, key: "E-SIPDOMAIN-DEFAULT", id: "SipDomainDefault", target: name,
          "\"\(name)\" is the default SIP domain. Make another domain the default instead.")
      }
      var warnings: [String] = []
      if isDefault, !domain.isDefault {
        makeDefault(domain)
        warnings.append("The default SIP domain was changed. Restart the Conferencing Attendant (RTCCAA) and Conferencing Announcement (RTCCAS) services.")
      }
      topologyChanged(name, "Set")
      return Outcome(warnings: warnings + [LyncWorld.enableWarning])
    }
  }

  private func makeDefault(_ domain: SipDomain) {
    for other in all(SipDomain.self) where other.isDefault { other.isDefault = false }
    domain.isDefault = true
  }

  /// A SIP domain that addresses use stays, whether a cmdlet or a published document would take it away.
  func checkUnused(_ domain: SipDomain) throws(Fault) {
    let name = domain.name, tail = "@" + Folding.key(name)
    let used = all(User.self).filter { Folding.key($0.sipAddress ?? "").hasSuffix(tail) }.count + all(Contact.self).filter { Folding.key($0.sipAddress).hasSuffix(tail) }.count
    if used > 0 {
      throw Fault(.invalidOperation, key: "E-SIPDOMAIN-INUSE", id: "SipDomainInUse", target: name, "The SIP domain \"\(name)\" is used by \(used) SIP address(es).")
    }
  }

  /// Remove-CsSipDomain. Refuses the default domain and one that accounts use.
  public func removeSipDomain(_ name: String) throws(Fault) -> Outcome {
    try change("Remove-CsSipDomain \(name)") { () throws(Fault) -> Outcome in
      guard let domain = first(SipDomain.name, name) else { throw .notFound(name) }
      if domain.isDefault {
        throw Fault(.invalidOperation, key: "E-SIPDOMAIN-DEFAULT", id: "SipDomainDefault", target: name, "The default SIP domain \"\(name)\" cannot be removed.")
      }
      try checkUnused(domain)
      domain.delete()
      topologyChanged(name, "Remove")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }
}
