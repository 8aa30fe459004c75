/// Loading a deployment: replaces the whole world by what a data file describes (domain 6).
import Directory

extension LyncWorld {
  /// The names of the deployments that come with the program.
  public static var deploymentNames: [String] { EmbeddedDeployments.names }

  /// Loads deployment `a`, `b` or `c`.
  public func load(deployment name: String) throws(Fault) {
    guard let text = EmbeddedDeployments.text(name.lowercased()) else {
      throw .invalid(name, "Cannot find deployment \"\(name)\". The deployments are \(LyncWorld.deploymentNames.joined(separator: ", ")); a file may be given too.",
        id: "DeploymentNotFound")
    }
    try load(text: text, name: name.lowercased() + ".psd1")
  }

  /// Loads the deployment a data file describes; forgets the history.
  public func load(text: String, name: String) throws(Fault) {
    try load(files: [(text, name)])
  }

  /// Loads the deployment that several data files describe together.
  public func load(files: [(text: String, name: String)]) throws(Fault) {
    var read: [DataValue] = []
    for (text, name) in files { read.append(try DataFile.read(text, name: name)) }
    let data = try DataValue.merged(read)
    if let other = read.first(where: { !$0.isTable }) { throw other.fault("A deployment is a table: @{ … }") }
    if data["State"].isTable { return try load(state: data["State"]) }
    let forest = try DeploymentRules.check(data)
    let fresh = LyncWorld()
    DeploymentBuilder(world: fresh, data: data, forest: forest).build()
    store.replace(with: fresh.store)
    explanation = nil
  }
}

/// Fills an empty world from the data of a deployment file.
struct DeploymentBuilder {
  let world: LyncWorld
  let data: DataValue
  let forest: String

  /// A name without a dot gets the forest's domain.
  func fqdn(_ name: String) -> String { name.utf8.contains(UInt8(ascii: ".")) ? name : name + "." + forest }
  func fqdn(_ value: DataValue) -> String { fqdn(value.text ?? "") }
  func sip(_ name: String) -> String {
    name.dropping(prefix: "sip:") != nil ? name : "sip:" + name + (name.contains("@") ? "" : "@" + world.defaultSipDomain)
  }

  func build() {
    let facts = world.forest
    facts.name = forest
    facts.deployment = data["Name"].text ?? forest
    facts.seed = data["Seed"].int ?? 1
    facts.enforceRoles = data["EnforceRoles"].flag ?? false
    world.setStandardAccount()
    if let name = data["Account"]["Name"].text { facts.sessionAccount = (facts.sessionAccount.cut(at: "\\")?.before ?? "") + "\\" + (name.cut(at: "\\")?.after ?? name) }
    if !data["Account"]["Groups"].texts.isEmpty { facts.sessionGroups = data["Account"]["Groups"].texts }
    for (number, name) in data["SipDomains"].texts.enumerated() {
      let domain = world.add(SipDomain.self)
      domain.name = name
      domain.isDefault = number == 0
    }
    for (number, name) in data["LegacySipDomains"].texts.enumerated() { world.addLegacySipDomain(name, authoritative: false, isDefault: number == 0) }
    buildTopology()
    buildLegacy()
    buildPolicies()
    buildApplications()
    buildContacts()
    for entry in data["Users"].items { buildUser(entry) }
    for entry in data["Meetings"].items { buildMeeting(entry) }
    facts.currentComputer = fqdn(data["CurrentComputer"])
    for computer in data["Computers"].texts { world.addHost(fqdn(computer), pool: nil, kind: .other) }
    for (computer, packages) in data["Packages"].pairs {
      guard let host = world.host(fqdn(computer)) else { continue }
      host.packages = packages.texts.map { $0 + "@" + String(world.now) }
    }
    for host in world.all(Host.self) {
      host.loadedVersion = facts.cmsVersion
      host.loadedEnabled = facts.enabledVersion
      host.rtcStarted = world.now
    }
  }

  // MARK: Topology

  private func buildTopology() {
    let name = data["Site"]["Name"].text ?? "Redmond"
    let site = world.add(Site.self)
    site.name = name
    site.displayName = name
    site.siteId = data["Site"]["SiteId"].text ?? "1"
    site.siteType = "CentralSite"
    site.description = data["Site"]["Description"].text
    let cms = fqdn(data["CmsPool"])
    for (index, entry) in data["Pools"].items.enumerated() {
      let pool = fqdn(entry["Fqdn"])
      let version = entry["Version"].int ?? ServerVersion.lync2013
      let computers = entry["Computers"].texts.map(fqdn)
      let mediation = entry["Mediation"].flag ?? false
      addPool(pool, site: name, number: index + 1, computers: computers)
      let sql = fqdn(entry["Sql"])
      let edge = entry["Edge"].text.map { "EdgeServer:" + fqdn($0) }
      func service(_ role: String, _ settings: [String]) {
        world.addService(role, pool: pool, site: name, version: version, settings: settings)
      }
      let edgeSetting = edge.map { ["EdgeServer=" + $0] } ?? []
      service("UserServer", ["UserDatabase=UserDatabase:" + pool])
      service("Registrar", edgeSetting)
      service("UserDatabase", ["SqlInstanceName=" + sql + "\\rtc"])
      world.addService("FileStore", pool: sql, site: name, version: version)
      service("ApplicationServer", ["ApplicationDatabase=ApplicationDatabase:" + pool])
      service("ApplicationDatabase", ["SqlInstanceName=" + sql + "\\rtc"])
      service("ConferencingServer", edgeSetting)
      service("WebServer", ["FileStore=FileStore:" + sql, "ExternalFqdn=" + "web." + pool])
      if mediation { service("MediationServer", edgeSetting) }
      if cms.same(pool) {
        service("CentralManagement", [])
        service("CentralManagementDatabase", ["SqlInstanceName=" + sql + "\\rtc"])
        world.forest.masterComputer = computers.first ?? ""
      }
      for (number, computer) in computers.enumerated() {
        let host = world.addHost(computer, pool: pool, kind: version >= ServerVersion.lync2013 ? .frontEnd2013 : .frontEnd2010,
          mediation: mediation, holdsCms: cms.same(pool) && number == 0)
        host.replica = true
      }
    }
    for entry in data["Pools"].items {
      let sql = fqdn(entry["Sql"])
      if world.pool(sql) == nil {
        addPool(sql, site: name, number: world.nextClusterNumber(site: name), computers: [sql])
        world.addHost(sql, pool: sql, kind: .other)
      }
    }
    for entry in data["Edges"].items {
      let pool = fqdn(entry["Fqdn"])
      addPool(pool, site: name, number: world.nextClusterNumber(site: name), computers: [pool])
      let external = entry["External"].text ?? "sip." + forest
      world.addService("EdgeServer", pool: pool, site: name, version: entry["Version"].int ?? ServerVersion.lync2013, settings: [
        "Registrar=Registrar:" + fqdn(entry["Registrar"]), "AccessEdgeExternalFqdn=" + external, "DataEdgeExternalFqdn=" + external,
        "AVEdgeExternalFqdn=" + external, "ExternalMrasFqdn=" + external,
      ])
      world.addHost(pool, pool: pool, kind: .edge).replica = true
    }
    for entry in data["ConferenceDirectories"].items {
      let directory = world.add(ConferenceDirectory.self)
      directory.number = entry["Id"].int ?? 0
      directory.pool = fqdn(entry["Pool"])
    }
  }

  private func addPool(_ name: String, site: String, number: Int, computers: [String]) {
    let pool = world.add(Pool.self)
    pool.fqdn = name
    pool.site = site
    pool.number = number
    for computer in computers { world.addMachine(computer, pool: name) }
  }

  // MARK: Office Communications Server

  private func buildLegacy() {
    for (index, entry) in data["LegacyPools"].items.enumerated() {
      let pool = world.add(LegacyPool.self)
      pool.fqdn = fqdn(entry["Fqdn"])
      pool.kind = entry["Kind"].text ?? "Pool"
      pool.computers = entry["Computers"].texts.map(fqdn)
      pool.number = index + 1
      let kind: HostKind = pool.kind == "Pool" ? .ocsFrontEnd : pool.kind == "Edge" ? .ocsEdge : .ocsMediation
      for computer in pool.computers { world.addHost(computer, pool: pool.fqdn, kind: kind) }
    }
    for entry in data["LegacyPolicies"].items {
      let policy = world.add(LegacyPolicy.self)
      policy.name = entry["Name"].text ?? ""
      policy.kind = entry["Kind"].text ?? ""
    }
    for entry in data["LegacyApplications"].items {
      let pool = fqdn(entry["Pool"])
      let computers = entry["Computers"].texts.map(fqdn)
      let name = entry["Name"].text ?? ""
      for computer in computers where world.host(computer) == nil { world.addHost(computer, pool: pool, kind: .other) }
      world.addTrustedServices(application: name, pool: pool, computers: computers, port: entry["Port"].int ?? 0, routingPool: fqdn(entry["OcsPool"]), native: false)
      for computer in computers { world.addInstance(name, pool: pool, computer: computer, ucmaVersion: "2.0", running: true) }
      for contact in entry["Contacts"].items {
        world.addLegacyContact(application: name, pool: pool, home: fqdn(entry["OcsPool"]), sip: sip(contact["Sip"].text ?? ""),
          displayName: contact["Name"].text, lineUri: contact["LineURI"].text)
      }
    }
  }

  // MARK: Policies

  private func buildPolicies() {
    for kind in PolicyKinds.all { world.addPolicy(kind, "Global") }
    for entry in data["Policies"].items {
      guard let kind = entry["Kind"].text, let identity = entry["Identity"].text else { continue }
      let policy = world.policy(kind, identity) ?? world.addPolicy(kind, identity)
      policy.settings = entry["Settings"].texts
    }
  }

  // MARK: Applications and contacts

  private func buildApplications() {
    let site = data["Site"]["Name"].text ?? "Redmond"
    for entry in data["ApplicationPools"].items {
      let pool = fqdn(entry["Fqdn"])
      let computers = entry["Computers"].texts.map(fqdn)
      addPool(pool, site: site, number: world.nextClusterNumber(site: site), computers: computers)
      let service = world.addService(Role.trustedApplicationPool, pool: pool, site: site, version: entry["Version"].int ?? ServerVersion.lync2013)
      service.registrar = fqdn(entry["Registrar"])
      service.poolSettings = []
      for computer in computers { world.addHost(computer, pool: pool, kind: .application).replica = true }
      for app in entry["Applications"].items {
        let application = world.addApplication(app["Id"].text ?? "", pool: pool, port: app["Port"].int ?? 0, legacyName: nil, tcp: false)
        application.createdVersion = 1
        world.addTrustedServices(
          application: application.legacyName, pool: pool, computers: computers, port: application.port, routingPool: service.registrar, native: true)
        for computer in computers {
          world.addInstance(application.applicationId, pool: pool, computer: computer, ucmaVersion: entry["Runtime"].text ?? "4.0", running: true)
        }
        for endpoint in app["Endpoints"].items {
          let contact = world.addContact(sip: sip(endpoint["Sip"].text ?? ""), owner: application.applicationId, pool: pool, home: service.registrar)
          contact.displayName = endpoint["Name"].text
        }
      }
    }
  }

  private func buildContacts() {
    for entry in data["AccessNumbers"].items {
      let pool = fqdn(entry["Pool"])
      let legacy = entry["Legacy"].flag ?? false
      let contact = world.addContact(sip: sip(entry["Sip"].text ?? ""), owner: legacy ? nil : "urn:application:Caa", pool: pool, home: pool)
      contact.applicationName = "Caa"
      contact.displayName = entry["Name"].text
      contact.displayNumber = entry["Number"].text
      contact.lineURI = entry["LineURI"].text
      contact.primaryCulture = entry["Language"].text
      contact.primaryLanguage = contact.primaryCulture.flatMap { Cultures.lcid[$0.lowercased()] } ?? 0
      contact.regions = entry["Regions"].texts
    }
    for entry in data["Contacts"].items {
      let pool = fqdn(entry["Pool"])
      let address = entry["Sip"].text.map(sip) ?? "sip:RtcApplication-\(world.newGuid())@\(world.defaultSipDomain)"
      let contact = world.addContact(sip: address, owner: "urn:application:" + (entry["Owner"].text ?? ""), pool: pool, home: pool)
      contact.displayName = entry["Name"].text
    }
  }
}
