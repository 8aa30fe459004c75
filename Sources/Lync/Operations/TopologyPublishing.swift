/// Publish-, Enable-, Get-, Test-CsTopology.
import Directory

extension LyncWorld {
  /// `(Get-CsTopology -AsXml).ToString()`; publishing it changes nothing.
  public func topologyXml() -> String { topologyDocument().xml }

  /// Get-CsTopology: the published document as an object.
  public func topology() -> LyncObject { topologyObject() }

  /// Replaces the CMS topology by a document. Publishing is not enabling.
  public func publishTopology(xml: String, file: String) throws(Fault) {
    if file.lowercased().hasSuffix(".tbxml") { throw .publishTbxml() }
    let document = try TopologyDocument(xml: xml, file: file)
    try change("Publish-CsTopology \(file)") { () throws(Fault) -> Void in try publish(document, "Topology") }
  }

  func publish(_ document: TopologyDocument, _ object: String) throws(Fault) {
    for pool in all(Pool.self) where !document.clusters.contains(where: { $0.fqdn.same(pool.fqdn) }) { try checkUnused(pool) }
    for domain in all(SipDomain.self) where !document.domains.contains(where: { $0.name.same(domain.name) }) { try checkUnused(domain) }
    topologyChanged(object, "Publish")
    apply(document)
    // D-01: running Front Ends learn the legacy application ids of a merge when it is published.
    let legacyIds = legacyApplicationIds()
    if !legacyIds.isEmpty {
      for host in all(Host.self) where isRunning("RTCSRV", on: host.fqdn) {
        let known = host.knownLegacyIds
        host.knownLegacyIds = known + legacyIds.filter { id in !known.contains { $0.same(id) } }
      }
    }
  }

  /// The application ids of the legacy pools in the published topology.
  func legacyApplicationIds() -> [String] {
    all(Application.self).filter { application in
      trustedApplicationPool(application.pool).map { isLegacySite($0.site) } ?? false
    }.map(\.applicationId)
  }

  /// a pool that still homes something stays in the topology.
  func checkUnused(_ pool: Pool) throws(Fault) {
    let name = pool.fqdn
    let users = all(User.self).filter { $0.home.same(name) }.count
    if users > 0 { throw .publishInUse(name, users, "users") }
    let homed = all(Contact.self).filter { $0.home.same(name) }
    let numbers = homed.filter { isAccessNumber($0) }.count
    if numbers > 0 { throw .publishInUse(name, numbers, "access numbers") }
    if homed.count > 0 { throw .publishInUse(name, homed.count, "contact objects") }
    let devices = self.devices().filter { $0.item.value("RegistrarPool")?.same(name) ?? false }.count
    if devices > 0 { throw .publishInUse(name, devices, "devices") }
    if let service = trustedApplicationPool(name), !isLegacySite(service.site) {
      let owned = all(Contact.self).filter { $0.applicationPool.same(name) }.count
      if owned > 0 { throw .publishInUse(name, owned, "contact objects") }
    }
    let directories = all(ConferenceDirectory.self).filter { $0.pool.same(name) }.count
    if directories > 0 { throw .publishInUse(name, directories, "conference directories") }
    if service("CentralManagement", on: name) != nil, host(forest.masterComputer)?.pool.same(name) ?? false {
      throw .publishInUse(name, 1, "Central Management store")
    }
    let routed = all(Service.self).filter { $0.role == Role.trustedApplicationPool && $0.registrar.same(name) && !isLegacySite($0.site) }.count
    if routed > 0 { throw .publishInUse(name, routed, "trusted application pools") }
  }

  /// Sets EnabledVersion and writes the entries of native applications into Active Directory.
  public func enableTopology() throws(Fault) {
    try change("Enable-CsTopology") { () throws(Fault) -> Void in
      forest.enabledVersion = forest.cmsVersion
      let native = all(Application.self).filter { !isLegacyApplicationPool($0.pool) }
      var kept: Set<Int> = []
      for application in native {
        let name = application.legacyName
        let machines = self.machines(of: application.pool).map(\.fqdn)
        let registrar = trustedApplicationPool(application.pool)?.registrar
        let wanted = [application.pool] + machines.filter { !$0.same(application.pool) }
        for fqdn in wanted {
          let entry = all(TrustedService.self).first { $0.native && $0.fqdn.same(fqdn) && $0.applicationName.same(name) }
          if let entry {
            entry.port = application.port
            entry.routingPool = registrar
            kept.insert(entry.row)
          }
        }
        let present = all(TrustedService.self).filter { kept.contains($0.row) && $0.applicationName.same(name) && wanted.contains($0.fqdn) }
        if present.count < wanted.count {
          for entry in present { entry.delete() }
          addTrustedServices(application: name, pool: application.pool, computers: machines, port: application.port, routingPool: registrar, native: true)
          for entry in all(TrustedService.self) where entry.native && entry.applicationName.same(name) && wanted.contains(entry.fqdn) { kept.insert(entry.row) }
        }
      }
      for entry in all(TrustedService.self) where entry.native && !kept.contains(entry.row) { entry.delete() }
    }
  }

  /// Test-CsTopology: Failure while something waits for Enable-CsTopology or a service of the computer is stopped.
  /// - Parameter serviceId: the only service looked at, on all computers of its pool; nil = what runs on this computer
  public func testTopology(service serviceId: String? = nil) throws(Fault) -> LyncObject {
    var stopped: (name: String, computer: String)?
    var target = forest.name
    if let serviceId {
      guard let service = first(Service.identity, serviceId.dropping(prefix: "service:") ?? serviceId) else { throw .notFound(serviceId) }
      target = service.pool
      for machine in machines(of: service.pool) where stopped == nil {
        let rows = all(HostService.host, machine.fqdn).filter { WindowsServiceDefinition.named($0.name)?.roles.contains(service.role) ?? false }
        stopped = rows.first { !$0.running }.map { ($0.name, machine.fqdn) }
      }
    } else {
      let computer = forest.currentComputer
      stopped = all(HostService.host, computer).first { !$0.running }.map { ($0.name, computer) }
    }
    var error: String?
    if forest.enabledVersion < forest.cmsVersion {
      error = "The published topology was not enabled. Run Enable-CsTopology."
    } else if let stopped { error = "Service \(stopped.name) is stopped on \(stopped.computer)." }
    return LyncObject(Shapes.taskOutput, [
      .string(target), .null, .enumeration(type: "Microsoft.Rtc.SyntheticTransactions.TaskResult", member: error == nil ? "Success" : "Failure"),
      .timeSpan(0), .optional(error), .null,
    ])
  }

  /// Remove-SimBackCompatSite: refused while a pool is left in it.
  public func removeBackCompatSite() throws(Fault) {
    try change("Remove-SimBackCompatSite") { () throws(Fault) -> Void in
      guard first(Site.name, backCompatSite) != nil else { throw .site(backCompatSite) }
      if let pool = all(Pool.self).first(where: { isLegacySite($0.site) }) {
        try checkUnused(pool)
        throw .publishInUse(pool.fqdn, services(on: pool.fqdn).count, "services")
      }
      var document = topologyDocument()
      document.sites.removeAll { $0.name.same(backCompatSite) }
      try publish(document, backCompatSite)
    }
  }
}
