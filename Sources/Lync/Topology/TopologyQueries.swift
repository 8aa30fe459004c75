/// Looking things up in the published topology.
import Directory

extension LyncWorld {
  func pool(_ fqdn: String) -> Pool? { first(Pool.fqdn, fqdn) }

  func service(_ role: String, on pool: String) -> Service? { first(Service.identity, role + ":" + pool) }

  func services(on pool: String) -> [Service] { all(Service.pool, pool) }

  func machines(of pool: String) -> [Machine] { all(Machine.pool, pool) }

  /// The version of a pool: that of its Registrar, else of its newest service; nil when the topology does not know it.
  func version(ofPool fqdn: String) -> Int? {
    if let registrar = service("Registrar", on: fqdn) { return registrar.version }
    return services(on: fqdn).map(\.version).max()
  }

  /// A Registrar of Lync Server 2010 or 2013.
  func isLyncPool(_ fqdn: String?) -> Bool {
    guard let fqdn, let version = homeVersion(fqdn) else { return false }
    return version >= ServerVersion.lync2010
  }

  func isLegacySite(_ name: String) -> Bool { name.same(backCompatSite) }

  /// The site a user names: SiteId, name, or `Site:` and either (Q3).
  func site(_ name: String) -> Site? {
    let bare = name.dropping(prefix: "Site:") ?? name
    return first(Site.siteId, bare) ?? first(Site.name, bare)
  }

  func siteId(ofSite name: String) -> String { first(Site.name, name)?.siteId ?? name }

  /// The trusted application pool service of a pool, by FQDN or service id.
  func trustedApplicationPool(_ name: String) -> Service? {
    service(Role.trustedApplicationPool, on: name.dropping(prefix: "TrustedApplicationPool:") ?? name)
  }

  /// A legacy application pool lies in BackCompatSite and stays legacy whatever its Registrar (domain 3.2).
  func isLegacyApplicationPool(_ fqdn: String) -> Bool {
    if let service = trustedApplicationPool(fqdn) { return isLegacySite(service.site) }
    return all(TrustedService.fqdn, fqdn).contains { !$0.native }
  }

  /// The computers of a pool that carry RTCSRV, merged or not.
  func frontEnds(of pool: String) -> [String] {
    let machines = self.machines(of: pool).map(\.fqdn)
    if !machines.isEmpty { return machines }
    return first(LegacyPool.fqdn, pool)?.computers ?? []
  }

  func isRunning(_ service: String, on computer: String) -> Bool {
    store.contains(HostService.table, where: HostService.host.number, equals: computer) { row in
      let found = HostService(store: store, row: row)
      return found.name.same(service) && found.running
    }
  }

  /// Whether a Front End Server serves: RTCSRV runs, and others trust its certificate (F-04).
  private func isServing(_ computer: String) -> Bool { isRunning("RTCSRV", on: computer) && fault(.certificateExpired, computer) == nil }

  func hasRunningFrontEnd(_ pool: String) -> Bool { frontEnds(of: pool).contains { isServing($0) } }

  func runningFrontEnds(of pool: String) -> [String] { frontEnds(of: pool).filter { isServing($0) } }

  func host(_ fqdn: String) -> Host? { first(Host.fqdn, fqdn) }

  func isInstalled(_ package: String, on computer: String) -> Bool {
    host(computer)?.packages.contains { ($0.cut(at: "@")?.before ?? $0).same(package) } ?? false
  }

  /// Whether the published topology holds a merge.
  var isMerged: Bool { first(Site.name, backCompatSite) != nil }

  /// The DN of the container of everything real-time.
  var rtcContainer: String { "CN=RTC Service,CN=Services,CN=Configuration," + rootDn }

  var rootDn: String { forest.name.split(separator: ".").map { "DC=" + $0 }.joined(separator: ",") }

  /// The home server DN of a pool: by cluster id on Lync, by name on OCS (domain 1.4.7).
  func homeServerDn(_ pool: String?) -> String? {
    guard let fqdn = pool else { return nil }
    if let entry = self.pool(fqdn), !isLegacySite(entry.site) {
      return "CN=Lc Services,CN=Microsoft,CN=\(siteId(ofSite: entry.site)):\(entry.number),CN=Pools,\(rtcContainer)"
    }
    return "CN=LC Services,CN=Microsoft,CN=\(fqdn.cut(at: ".")?.before ?? fqdn),CN=Pools,\(rtcContainer)"
  }

  var defaultSipDomain: String { (all(SipDomain.self).first { $0.isDefault })?.name ?? forest.name }

  /// The next number of a role within a site (D-15).
  func nextServiceNumber(_ role: String, site: String) -> Int {
    (all(Service.self).filter { $0.role == role && $0.site.same(site) }.map(\.number).max() ?? 0) + 1
  }

  func nextClusterNumber(site: String) -> Int {
    (all(Pool.self).filter { $0.site.same(site) }.map(\.number).max() ?? 0) + 1
  }
}

extension Service {
  func setting(_ name: String) -> String? {
    for entry in settings {
      if let (key, value) = entry.cut(at: "="), key.same(name) { return value }
    }
    return nil
  }

  func setSetting(_ name: String, _ value: String?) {
    var entries = settings
    let at = entries.firstIndex { $0.cut(at: "=")?.before.same(name) ?? false }
    switch (at, value) {
    case (let at?, let value?): entries[at] = name + "=" + value
    case (let at?, nil): entries.remove(at: at)
    case (nil, let value?): entries.append(name + "=" + value)
    case (nil, nil): return
    }
    settings = entries
  }
}
