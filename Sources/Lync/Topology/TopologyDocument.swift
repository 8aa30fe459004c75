/// The topology as a document: what Get-CsTopology -AsXml prints, a merge writes and Publish-CsTopology reads.
///
/// Reading the CMS gives a document, publishing writes one into it; a round trip changes nothing. No namespace (D-27).
import Directory

struct TopologyDocument: Equatable {
  struct Domain: Equatable {
    var name: String
    var isDefault: Bool
  }

  struct SiteEntry: Equatable {
    var siteId: String
    var name: String
    var type = "CentralSite"
    var description: String?
    var displayName: String?
    var parent: String?
  }

  struct Cluster: Equatable {
    var fqdn: String
    var siteId: String
    var number: Int
    var machines: [String]
    var backup: String?
  }

  struct ApplicationEntry: Equatable {
    var id: String
    var port: Int
    var legacyName: String
    var protocolName = "Mtls"
    var gruu = ""
    var gruus: [String] = []
  }

  struct ServiceEntry: Equatable {
    var role: String
    var version: Int
    var siteId: String
    var number: Int
    var pool: String
    var registrar: String?
    var fileStore: String?
    var settings: [String] = []
    /// Settings of a trusted application pool: Name=Value.
    var poolSettings: [String] = []
    var applications: [ApplicationEntry] = []

    var identity: String { role + ":" + pool }
  }

  var domains: [Domain] = []
  var sites: [SiteEntry] = []
  var clusters: [Cluster] = []
  var services: [ServiceEntry] = []

  func site(id: String) -> SiteEntry? { sites.first { $0.siteId.same(id) } }

  var backCompatId: String { sites.first { $0.name.same(backCompatSite) }?.siteId ?? backCompatSite }
}

// MARK: - From and to the CMS

extension LyncWorld {
  /// The topology as it stands in the CMS.
  func topologyDocument() -> TopologyDocument {
    var document = TopologyDocument()
    document.domains = all(SipDomain.self).map { .init(name: $0.name, isDefault: $0.isDefault) }
    document.sites = all(Site.self).map {
      .init(siteId: $0.siteId, name: $0.name, type: $0.siteType, description: $0.description, displayName: $0.displayName, parent: $0.parentSite)
    }
    document.clusters = all(Pool.self).map { pool in
      .init(fqdn: pool.fqdn, siteId: siteId(ofSite: pool.site), number: pool.number, machines: machines(of: pool.fqdn).map(\.fqdn), backup: pool.backupPool)
    }
    document.services = all(Service.self).map { service in
      var entry = TopologyDocument.ServiceEntry(
        role: service.role, version: service.version, siteId: siteId(ofSite: service.site), number: service.number, pool: service.pool)
      entry.registrar = service.registrar
      entry.fileStore = service.fileStore
      entry.settings = service.settings
      if service.role == Role.trustedApplicationPool { entry.poolSettings = service.poolSettings }
      entry.applications = all(Application.pool, service.pool).filter { _ in service.role == Role.trustedApplicationPool }.map {
        .init(id: $0.applicationId, port: $0.port, legacyName: $0.legacyName, protocolName: $0.protocolName, gruu: $0.serviceGruu, gruus: $0.gruus)
      }
      return entry
    }
    return document
  }

  /// Writes a document into the CMS: rows that stay are updated, others come or go.
  func apply(_ document: TopologyDocument) {
    synchronize(all(SipDomain.self), \.name, document.domains, \.name) { row, entry in
      row.name = entry.name
      row.isDefault = entry.isDefault
    }
    synchronize(all(Site.self), \.name, document.sites, \.name) { row, entry in
      row.name = entry.name
      row.siteId = entry.siteId
      row.siteType = entry.type
      row.description = entry.description
      row.displayName = entry.displayName ?? entry.name
      row.parentSite = entry.parent
    }
    func siteName(_ id: String) -> String { document.site(id: id)?.name ?? id }
    synchronize(all(Pool.self), \.fqdn, document.clusters, \.fqdn) { row, entry in
      row.fqdn = entry.fqdn
      row.site = siteName(entry.siteId)
      row.number = entry.number
      row.backupPool = entry.backup
    }
    let machines = document.clusters.flatMap { cluster in cluster.machines.map { (pool: cluster.fqdn, fqdn: $0) } }
    synchronize(all(Machine.self), { $0.pool + "|" + $0.fqdn }, machines, { $0.pool + "|" + $0.fqdn }) { row, entry in
      row.fqdn = entry.fqdn
      row.pool = entry.pool
    }
    synchronize(all(Service.self), \.identity, document.services, \.identity) { row, entry in
      if row.identity.isEmpty { row.createdVersion = forest.cmsVersion }
      row.identity = entry.identity
      row.role = entry.role
      row.pool = entry.pool
      row.site = siteName(entry.siteId)
      row.number = entry.number
      row.version = entry.version
      row.registrar = entry.registrar
      row.fileStore = entry.fileStore
      row.settings = entry.settings
      if entry.role == Role.trustedApplicationPool { row.poolSettings = entry.poolSettings }
    }
    let applications = document.services.flatMap { service in service.applications.map { (pool: service.pool, entry: $0) } }
    synchronize(all(Application.self), \.identity, applications, { $0.pool + "/" + $0.entry.id }) { row, item in
      if row.identity.isEmpty { row.createdVersion = forest.cmsVersion }
      row.identity = item.pool + "/" + item.entry.id
      row.pool = item.pool
      row.applicationId = item.entry.id
      row.port = item.entry.port
      row.legacyName = item.entry.legacyName
      row.protocolName = item.entry.protocolName
      row.serviceGruu = item.entry.gruu
      row.gruus = item.entry.gruus
    }
  }

  private func synchronize<R: Record, E>(
    _ rows: [R], _ key: (R) -> String, _ entries: [E], _ entryKey: (E) -> String, _ write: (R, E) -> Void
  ) {
    var known: [String: R] = [:]
    for row in rows { known[key(row).lowercased()] = row }
    for entry in entries {
      write(known.removeValue(forKey: entryKey(entry).lowercased()) ?? store.add(R.self), entry)
    }
    for row in rows where known[key(row).lowercased()]?.row == row.row { row.delete() }
  }
}

extension Service {
  /// The settings of a trusted application pool as Name=Value, in print order.
  var poolSettings: [String] {
    get {
      var entries = [
        "ThrottleAsServer=\(throttleAsServer)", "TreatAsAuthenticated=\(treatAsAuthenticated)", "OutboundOnly=\(outboundOnly)",
        "RequiresReplication=\(requiresReplication)",
      ]
      for (name, start, count) in [
        ("Audio", audioPortStart, audioPortCount), ("AppSharing", appSharingPortStart, appSharingPortCount), ("Video", videoPortStart, videoPortCount),
      ] {
        if let start { entries.append("\(name)PortStart=\(start)") }
        if count != 0 { entries.append("\(name)PortCount=\(count)") }
      }
      return entries
    }
    nonmutating set {
      var values: [String: String] = [:]
      for entry in newValue {
        if let (name, value) = entry.cut(at: "=") { values[name] = value }
      }
      func flag(_ name: String, _ standard: Bool) -> Bool { values[name].map { $0.same("true") } ?? standard }
      throttleAsServer = flag("ThrottleAsServer", true)
      treatAsAuthenticated = flag("TreatAsAuthenticated", true)
      outboundOnly = flag("OutboundOnly", false)
      requiresReplication = flag("RequiresReplication", true)
      audioPortStart = values["AudioPortStart"].flatMap { Int($0) }
      audioPortCount = values["AudioPortCount"].flatMap { Int($0) } ?? 0
      appSharingPortStart = values["AppSharingPortStart"].flatMap { Int($0) }
      appSharingPortCount = values["AppSharingPortCount"].flatMap { Int($0) } ?? 0
      videoPortStart = values["VideoPortStart"].flatMap { Int($0) }
      videoPortCount = values["VideoPortCount"].flatMap { Int($0) } ?? 0
    }
  }
}
