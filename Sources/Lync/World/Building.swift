/// The bare steps out of which deployments and operations build objects; no checks here.
import Directory

extension LyncWorld {
  @discardableResult
  func addHost(_ fqdn: String, pool: String?, kind: HostKind, mediation: Bool = false, holdsCms: Bool = false) -> Host {
    let host = self.host(fqdn) ?? add(Host.self)
    if host.fqdn.isEmpty { host.fqdn = fqdn }
    host.pool = pool ?? host.pool
    if kind != .other || host.kind.isEmpty { host.kind = kind.rawValue }
    for name in WindowsServiceDefinition.names(kind: kind, mediation: mediation, holdsCms: holdsCms) { addHostService(name, on: host.fqdn) }
    return host
  }

  func addHostService(_ name: String, on computer: String) {
    if all(HostService.host, computer).contains(where: { $0.name.same(name) }) { return }
    let service = add(HostService.self)
    service.host = computer
    service.name = name
    service.running = true
  }

  func addMachine(_ fqdn: String, pool: String) {
    let machine = add(Machine.self)
    machine.fqdn = fqdn
    machine.pool = pool
  }

  @discardableResult
  func addService(_ role: String, pool: String, site: String, version: Int, settings: [String] = []) -> Service {
    let service = add(Service.self)
    service.number = nextServiceNumber(role, site: site)
    service.identity = role + ":" + pool
    service.role = role
    service.pool = pool
    service.site = site
    service.version = version
    service.settings = settings
    service.createdVersion = forest.cmsVersion
    return service
  }

  @discardableResult
  func addApplication(_ id: String, pool: String, port: Int, legacyName: String?, tcp: Bool) -> Application {
    let bare = id.dropping(prefix: "urn:application:") ?? id
    let application = add(Application.self)
    application.applicationId = "urn:application:" + bare
    application.identity = pool + "/" + application.applicationId
    application.pool = pool
    application.port = port
    application.legacyName = legacyName ?? bare
    application.protocolName = tcp ? "Tcp" : "Mtls"
    application.serviceGruu = newGruuTail()
    application.gruus = machines(of: pool).map { $0.fqdn + "=" + newGruuTail() }
    application.createdVersion = forest.cmsVersion
    return application
  }

  /// Writes the trusted service entries of an application: one for the pool, and one per computer whose name is not
  /// the pool's, with the pool as TLS target (domain 1.2, R-005).
  func addTrustedServices(application: String, pool: String, computers: [String], port: Int, routingPool: String?, native: Bool) {
    func entry(_ fqdn: String, target: String?) {
      let service = add(TrustedService.self)
      service.guid = newGuid()
      service.dn = "CN={\(service.guid)},CN=Trusted Services,\(rtcContainer)"
      service.fqdn = fqdn
      service.port = port
      service.applicationName = application
      service.version = native ? ServerVersion.lync2013 : ServerVersion.ocs
      service.routable = true
      service.routingPool = routingPool
      service.tlsTarget = target
      service.native = native
    }
    // Enable-CsTopology writes the pool's own name as TLS target, the WMI tools leave it empty: what R-006 is about.
    entry(pool, target: native ? pool : nil)
    for computer in computers where !computer.same(pool) { entry(computer, target: pool) }
  }

  func addInstance(_ application: String, pool: String, computer: String, ucmaVersion: String, running: Bool) {
    let bare = application.dropping(prefix: "urn:application:") ?? application
    let instance = add(Instance.self)
    instance.identity = pool + "/" + bare + "@" + computer
    instance.pool = pool
    instance.applicationId = bare
    instance.computer = computer
    instance.ucmaVersion = ucmaVersion
    instance.running = running
    instance.registered = running
    instance.started = now
  }

  private func newContact(_ sip: String) -> Contact {
    let contact = add(Contact.self)
    contact.guid = newGuid()
    contact.dn = "CN={\(contact.guid)},CN=Application Contacts,\(rtcContainer)"
    contact.sipAddress = sip
    contact.enabled = true
    contact.enterpriseVoice = true
    contact.created = now
    contact.changed = now
    contact.createdVersion = forest.cmsVersion
    return contact
  }

  /// A contact with Lync attributes, as New-CsTrustedApplicationEndpoint makes it.
  @discardableResult
  func addContact(sip: String, owner: String?, pool: String, home: String?) -> Contact {
    let contact = newContact(sip)
    contact.ownerUrn = owner
    contact.applicationName = owner.map { $0.dropping(prefix: "urn:application:") ?? $0 } ?? ""
    contact.applicationPool = pool
    contact.home = home
    if owner != nil, home.map({ version(ofPool: $0) ?? 0 >= ServerVersion.lync2013 }) ?? false { contact.routingGroup = newGuid() }
    return contact
  }

  /// A contact as the WMI tools write it: no Lync attributes (domain 1.4.7).
  @discardableResult
  func addLegacyContact(application: String, pool: String, home: String?, sip: String, displayName: String?, lineUri: String?) -> Contact {
    let contact = newContact(sip)
    contact.applicationName = application
    contact.applicationPool = pool
    contact.home = home
    contact.displayName = displayName
    contact.lineURI = lineUri
    return contact
  }

  func addLegacySipDomain(_ name: String, authoritative: Bool, isDefault: Bool) {
    if isDefault { for other in all(LegacySipDomain.self) where other.isDefault { other.isDefault = false } }
    let domain = first(LegacySipDomain.address, name) ?? add(LegacySipDomain.self)
    domain.address = name
    domain.authoritative = authoritative
    domain.isDefault = isDefault
  }

  @discardableResult
  func addUser(logon: String, name: String, department: String) -> User {
    let user = add(User.self)
    let parts = name.cut(at: " ")
    user.name = name
    user.displayName = name
    user.firstName = parts?.before ?? name
    user.lastName = parts?.after ?? ""
    user.samAccountName = logon
    user.userPrincipalName = logon + "@" + forest.name
    user.email = logon + "@" + forest.name
    user.department = department
    user.ou = "OU=\(department),\(rootDn)"
    user.dn = "CN=\(name),\(user.ou)"
    user.guid = newGuid()
    user.sid = "S-1-5-21-\(forest.name.utf8.reduce(1_000_000_007) { ($0 &* 31 &+ Int($1)) & 0x3fff_ffff })-\(1100 + user.row + 1)"
    user.created = LyncWorld.startOfTime - 86_400 * 90
    user.changed = user.created
    user.exchangeArchiving = "Uninitialized"
    return user
  }
}
