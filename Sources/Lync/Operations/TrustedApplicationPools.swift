// The settings New- and Set-CsTrustedApplicationPool take.
import Directory

/// The settings New- and Set-CsTrustedApplicationPool take. An outer nil means the parameter was not given.
public struct TrustedApplicationPoolSettings {
  /// FQDN or service id; inner nil disassociates the pool.
  public var registrar: String??
  /// Connections of its computers are throttled as a server's, not as a client's.
  public var throttleAsServer: Bool?
  /// Nobody asks its computers to authenticate.
  public var treatAsAuthenticated: Bool?
  /// It calls, and is never called.
  public var outboundOnly: Bool?
  /// Its computers hold a replica of the Central Management Store.
  public var requiresReplication: Bool?
  /// First port; outer nil = left as it is, inner nil = `$null`. So for application sharing and video.
  public var audioPortStart: Int??
  /// How many ports from the first on.
  public var audioPortCount: Int?
  /// First port of application sharing.
  public var appSharingPortStart: Int??
  /// How many ports from the first on.
  public var appSharingPortCount: Int?
  /// First port of video.
  public var videoPortStart: Int??
  /// How many ports from the first on.
  public var videoPortCount: Int?

  /// Nothing is set yet.
  public init() {}

  /// True when something besides the Registrar is set.
  var touchesMoreThanRegistrar: Bool {
    throttleAsServer != nil || treatAsAuthenticated != nil || outboundOnly != nil || requiresReplication != nil || audioPortStart != nil
      || audioPortCount != nil || appSharingPortStart != nil || appSharingPortCount != nil || videoPortStart != nil || videoPortCount != nil
  }

  func apply(to service: Service) {
    if let throttleAsServer { service.throttleAsServer = throttleAsServer }
    if let treatAsAuthenticated { service.treatAsAuthenticated = treatAsAuthenticated }
    if let outboundOnly { service.outboundOnly = outboundOnly }
    if let requiresReplication { service.requiresReplication = requiresReplication }
    if let audioPortStart { service.audioPortStart = audioPortStart }
    if let audioPortCount { service.audioPortCount = audioPortCount }
    if let appSharingPortStart { service.appSharingPortStart = appSharingPortStart }
    if let appSharingPortCount { service.appSharingPortCount = appSharingPortCount }
    if let videoPortStart { service.videoPortStart = videoPortStart }
    if let videoPortCount { service.videoPortCount = videoPortCount }
  }
}

/// Get-, New-, Set-, Remove-CsTrustedApplicationPool.
extension LyncWorld {
  /// All trusted application pools, the one named, or those whose Identity matches a wildcard. R-020: legacy ones too.
  public func trustedApplicationPools(identity: String? = nil, filter: String? = nil) throws(Fault) -> [LyncObject] {
    try checkManagementUpdate()
    if let identity, !Wildcard.isPattern(identity) {
      guard let service = trustedApplicationPool(identity) else { throw .notFound(identity) }
      return [poolObject(service)]
    }
    let pattern = (identity ?? filter).map { Wildcard($0) }
    return all(Service.self).filter { service in
      guard service.role == Role.trustedApplicationPool else { return false }
      return pattern.map { $0.matches(service.identity) || $0.matches(service.pool) } ?? true
    }.map { poolObject($0) }
  }

  /// The warning about a computer without account in Active Directory; nil when it has one.
  public func missingAccountWarning(_ computer: String) -> String? {
    if host(computer) != nil { return nil }
    return
      """
      Machine \(computer) from the topology you are publishing was not found in Active Directory and will result in errors during Enable-CsTopology as it \
      tries to prepare Active Directory entries for the topology machines.
      """
  }

  /// Whether the published topology holds a pool of this name.
  public func hasPool(_ fqdn: String) -> Bool { pool(fqdn) != nil }

  /// New-CsTrustedApplicationPool: a pool, its first computer and its service.
  public func newTrustedApplicationPool(
    _ identity: String, computer: String? = nil, site siteName: String? = nil, settings: TrustedApplicationPoolSettings = .init()
  ) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("New-CsTrustedApplicationPool \(identity)") { () throws(Fault) -> Outcome in
      try checkFqdn(identity)
      if let computer { try checkFqdn(computer) }
      if trustedApplicationPool(identity) != nil { throw .poolDup(identity) }
      let registrar: Service?
      if let name = settings.registrar ?? nil, !name.isEmpty { registrar = try nextHop(name) } else { registrar = nil }
      let existing = pool(identity)
      let site: Site
      if let own = existing.flatMap({ first(Site.name, $0.site) }) { site = own } else { site = try newPoolSite(siteName, pool: identity) }
      if isLegacySite(site.name) { throw .siteBackCompat() }
      var warnings: [String] = []
      let machine = computer ?? identity
      if existing == nil {
        let cluster = add(Pool.self)
        cluster.fqdn = identity
        cluster.number = nextClusterNumber(site: site.name)
        cluster.site = site.name
        addMachine(machine, pool: identity)
        if let warning = missingAccountWarning(machine) { warnings.append(warning) }
      }
      // CMS changes count from here: the service belongs to the version this very change makes.
      topologyChanged("TrustedApplicationPool:" + identity, "New")
      let service = addService(Role.trustedApplicationPool, pool: identity, site: site.name, version: ServerVersion.lync2013)
      service.poolSettings = []
      service.registrar = registrar?.pool
      settings.apply(to: service)
      if existing == nil { prepareComputer(machine, pool: identity, replicates: service.requiresReplication) }
      return Outcome([poolObject(service)], warnings: warnings + [LyncWorld.enableWarning])
    }
  }

  private func newPoolSite(_ name: String?, pool: String) throws(Fault) -> Site {
    guard let name, !name.isEmpty else { throw .siteRequired(pool) }
    guard let site = site(name) else { throw .site(name) }
    return site
  }

  /// A computer of a pool that replicates gets a replica and its agent.
  private func prepareComputer(_ computer: String, pool: String, replicates: Bool) {
    guard let host = host(computer) else { return }
    host.pool = pool
    if replicates { addHost(computer, pool: pool, kind: .application).replica = true }
  }

  /// Set-CsTrustedApplicationPool; with another next hop, contacts stay behind until they are moved (warning).
  public func setTrustedApplicationPool(_ identity: String, settings: TrustedApplicationPoolSettings) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Set-CsTrustedApplicationPool \(identity)") { () throws(Fault) -> Outcome in
      guard let service = trustedApplicationPool(identity) else { throw .pool(identity) }
      let legacy = isLegacySite(service.site)
      // of a legacy pool only the Registrar can be changed.
      if legacy, settings.touchesMoreThanRegistrar || settings.registrar == nil { throw .legacyPool(service.pool) }
      var warnings: [String] = []
      if let value = settings.registrar {
        let registrar: String?
        if let value, !value.isEmpty { registrar = try nextHop(value).pool } else { registrar = nil }
        for application in all(Application.pool, service.pool) {
          // D-08
          try checkRouting(of: application.applicationId, legacyName: application.legacyName, pool: service.pool, legacy: legacy, registrar: registrar)
        }
        let changed = !(service.registrar ?? "").same(registrar ?? "")
        service.registrar = registrar
        // the pool's contacts stay where they are until each is moved.
        let orphans = all(Contact.self).filter { $0.applicationPool?.same(service.pool) ?? false && !($0.home ?? "").same(registrar ?? "") }.count
        if changed, orphans > 0 {
          warnings.append("\(orphans) contact object(s) of this pool are orphaned until Move-CsApplicationEndpoint is run for each of them.")
        }
      }
      settings.apply(to: service)
      if let replicates = settings.requiresReplication {
        for machine in machines(of: service.pool) where host(machine.fqdn) != nil {
          if replicates { prepareComputer(machine.fqdn, pool: service.pool, replicates: true) } else { host(machine.fqdn)?.replica = false }
        }
      }
      topologyChanged(service.identity, "Set")
      return Outcome(warnings: warnings + [LyncWorld.enableWarning])
    }
  }

  /// The number of endpoints a pool still holds: removing it prompts when there are any.
  public func endpointCount(ofPool identity: String) -> Int {
    guard let service = trustedApplicationPool(identity) else { return 0 }
    return all(Contact.self).filter { $0.applicationPool?.same(service.pool) ?? false }.count
  }

  /// Remove-CsTrustedApplicationPool with its applications and computers.
  public func removeTrustedApplicationPool(_ identity: String) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Remove-CsTrustedApplicationPool \(identity)") { () throws(Fault) -> Outcome in
      guard let service = trustedApplicationPool(identity) else { throw .pool(identity) }
      if isLegacySite(service.site) { throw .legacyPool(service.pool) }
      guard service.registrar != nil else { throw .poolNoRegistrar(service.pool) }
      let name = service.pool
      let others = services(on: name).contains { $0.row != service.row }
      for application in all(Application.pool, name) { application.delete() }
      for contact in all(Contact.self) where contact.applicationPool?.same(name) ?? false { contact.delete() }
      for instance in all(Instance.self) where instance.pool.same(name) { instance.delete() }
      if !others {
        for machine in machines(of: name) {
          machine.delete()
          host(machine.fqdn)?.pool = nil
        }
        pool(name)?.delete()
      }
      let identity = service.identity
      service.delete()
      topologyChanged(identity, "Remove")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }
}
