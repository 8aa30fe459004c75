/// Merge-CsLegacyTopology: the CMS topology plus what Office Communications Server shows through WMI, as XML.
///
/// The CMS is untouched (R-002); publishing the document makes the legacy objects visible.
import Directory

extension LyncWorld {
  /// Whether the WMI backward compatibility package is on the current computer (R-010).
  func checkWmi() throws(Fault) {
    if !isInstalled("OCSWMIBC", on: forest.currentComputer) { throw .mergeWmi() }
  }

  /// Merge-CsLegacyTopology: the topology document as XML, with what WMI tells of Office Communications Server; nothing is published.
  public func mergeLegacyTopology(userInput: String? = nil) throws(Fault) -> String {
    try checkWmi()
    try checkLegacyDomains()
    var document = topologyDocument()
    // R-007: domains Office Communications Server knows become Lync SIP domains.
    for domain in all(LegacySipDomain.self) where !document.domains.contains(where: { $0.name.same(domain.address) }) {
      document.domains.append(.init(name: domain.address, isDefault: document.domains.isEmpty))
    }
    let legacyId = document.backCompatId
    let old = document
    document.clusters.removeAll { $0.siteId.same(legacyId) }
    document.services.removeAll { $0.siteId.same(legacyId) }
    var merge = LegacyMerge(document: document, old: old, siteId: legacyId, world: self)
    merge.addServers(edges: try edges(in: userInput))
    merge.addApplications()
    document = merge.document
    let hasLegacy = document.clusters.contains { $0.siteId.same(legacyId) }
    if hasLegacy, !document.sites.contains(where: { $0.name.same(backCompatSite) }) {
      // R-003
      document.sites.append(.init(siteId: backCompatSite, name: backCompatSite, displayName: backCompatSite))
    }
    return document.xml
  }

  /// R-011: without an OCS pool the SIP domains of Lync and of trusted contacts must be in MSFT_SIPDomainData.
  private func checkLegacyDomains() throws(Fault) {
    if all(LegacyPool.self).contains(where: { $0.kind == "Pool" }) { return }
    var needed = all(SipDomain.self).sorted { $0.isDefault && !$1.isDefault }.map(\.name)
    for contact in all(Contact.self) where contact.ownerUrn == nil {
      if let domain = contact.sipAddress.cut(at: "@")?.after, !needed.contains(where: { $0.same(domain) }) { needed.append(domain) }
    }
    for domain in needed where first(LegacySipDomain.address, domain) == nil { throw .mergeDomain(domain) }
  }

  /// The Edge servers of the user input file (R-009).
  private func edges(in userInput: String?) throws(Fault) -> [(fqdn: String, internalFqdn: String?)] {
    guard let userInput else { return [] }
    guard let root = XmlElement.parse(userInput), root.name == "Edges" else {
      throw .invalid("UserInputFileName", "The user input file is not a list of Edge servers.", id: "UserInputFile")
    }
    return root.children("Edge").compactMap { edge in edge.attributes["Fqdn"].map { ($0, edge.attributes["InternalFqdn"]) } }
  }
}

/// Builds the BackCompatSite part of a document.
private struct LegacyMerge {
  var document: TopologyDocument
  let old: TopologyDocument
  let siteId: String
  let world: LyncWorld

  /// Keeps the number a cluster had in the last merge.
  private mutating func addCluster(_ fqdn: String, _ machines: [String]) {
    let known = old.clusters.first { $0.fqdn.same(fqdn) && $0.siteId.same(siteId) }?.number
    let used = (document.clusters + old.clusters).filter { $0.siteId.same(siteId) }.map(\.number).max() ?? 0
    document.clusters.append(.init(fqdn: fqdn, siteId: siteId, number: known ?? used + 1, machines: machines))
  }

  private mutating func addService(_ role: String, _ pool: String, settings: [String] = []) {
    if let kept = old.services.first(where: { $0.role == role && $0.pool.same(pool) && $0.siteId.same(siteId) }) {
      document.services.append(kept)
      return
    }
    let used = (document.services + old.services).filter { $0.siteId.same(siteId) && $0.role == role }.map(\.number).max() ?? 0
    var service = TopologyDocument.ServiceEntry(role: role, version: ServerVersion.ocs, siteId: siteId, number: used + 1, pool: pool)
    service.settings = settings
    document.services.append(service)
  }

  /// R-014: only the roles that interoperability needs; what an OCS Front End collocates is not listed.
  mutating func addServers(edges: [(fqdn: String, internalFqdn: String?)]) {
    for pool in world.all(LegacyPool.self) {
      switch pool.kind {
      case "Pool":
        addCluster(pool.fqdn, pool.computers)
        addService("UserServer", pool.fqdn)
        addService("Registrar", pool.fqdn)
      case "Mediation":
        addCluster(pool.fqdn, pool.computers)
        addService("MediationServer", pool.fqdn)
      default: break
      }
    }
    for edge in edges {
      addCluster(edge.fqdn, [edge.internalFqdn ?? edge.fqdn])
      addService("EdgeServer", edge.fqdn, settings: edge.internalFqdn.map { ["InternalInterfaceFqdn=" + $0] } ?? [])
    }
  }

  /// R-004, R-005, R-006, R-012: one cluster per entry without TLS target or with its own name as target; the other
  /// entries are its machines. Trusted service entries and routing only, nothing of the application's own settings.
  mutating func addApplications() {
    let entries = world.all(TrustedService.self).filter { !$0.native }
    var pools: [String] = []
    for entry in entries where entry.tlsTarget == nil || entry.tlsTarget.same(entry.fqdn) {
      if !pools.contains(where: { $0.same(entry.fqdn) }) { pools.append(entry.fqdn) }
    }
    for pool in pools {
      var machines: [String] = []
      for entry in entries where entry.tlsTarget.same(pool) && !entry.fqdn.same(pool) {
        if !machines.contains(where: { $0.same(entry.fqdn) }) { machines.append(entry.fqdn) }
      }
      addCluster(pool, machines.isEmpty ? [pool] : machines)
      let own = entries.filter { $0.fqdn.same(pool) }
      let kept = old.services.first { $0.role == Role.trustedApplicationPool && $0.pool.same(pool) && $0.siteId.same(siteId) }
      addService(Role.trustedApplicationPool, pool)
      guard var service = document.services.popLast() else { continue }
      // A Registrar changed by Set-CsTrustedApplicationPool outlives later merges.
      if kept == nil {
        service.registrar = own.first?.routingPool
        service.poolSettings = ["ThrottleAsServer=true", "TreatAsAuthenticated=true", "OutboundOnly=false", "RequiresReplication=false"]
      }
      service.applications = own.map { entry in
        let id = LyncWorld.urn(entry.applicationName)
        if let same = kept?.applications.first(where: { $0.id.same(id) }) { return same }
        let gruus = (machines.isEmpty ? [pool] : machines).map { $0 + "=" + world.gruuTail(for: $0 + "/" + id) }
        return .init(id: id, port: entry.port, legacyName: entry.applicationName, gruu: world.gruuTail(for: pool + "/" + id), gruus: gruus)
      }
      document.services.append(service)
    }
  }
}

extension LyncWorld {
  /// A GRUU tail that depends on the name alone: merging must not use up the generator, it changes nothing.
  func gruuTail(for name: String) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    var text = ""
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    for byte in name.lowercased().utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for position in 0..<22 {
      state ^= state >> 27
      state = state &* 0x3c79_ac49_2ba7_b653 &+ UInt64(position)
      let digit = Int(state >> 40 & 63)
      text.append(position == 21 ? digits[digit & 0x30] : digits[digit])
    }
    return text + "AA"
  }
}

extension Optional where Wrapped == String {
  func same(_ other: String) -> Bool { self.map { $0.same(other) } ?? false }
}
