// Import-CsLegacyConfiguration, Import-CsLegacyConferenceDirectory, Move-CsRgsConfiguration, Move-CsManagementServer, and the configuration.
import Directory

/// Import-CsLegacyConfiguration, Import-CsLegacyConferenceDirectory, Move-CsRgsConfiguration, Move-CsManagementServer,
/// Export- and Import-CsConfiguration.
extension LyncWorld {
  private func checkMerged() throws(Fault) {
    try checkWmi()
    if !isMerged { throw .importMerge() }
  }

  /// Brings the legacy policies over as `Tag:` plus their name (D-13); a second run adds only what is new.
  public func importLegacyConfiguration(replaceExisting: Bool = false) throws(Fault) {
    try change("Import-CsLegacyConfiguration") { () throws(Fault) -> Void in
      try checkMerged()
      for legacy in all(LegacyPolicy.self) {
        if let present = policy(legacy.kind, "Tag:" + legacy.name) {
          if replaceExisting { present.imported = true }
        } else {
          addPolicy(legacy.kind, "Tag:" + legacy.name, imported: true)
        }
      }
      forest.legacyImported = true
    }
  }

  /// Import-CsLegacyConferenceDirectory.
  public func importLegacyConferenceDirectory() throws(Fault) {
    try change("Import-CsLegacyConferenceDirectory") { () throws(Fault) -> Void in
      try checkMerged()
      forest.legacyDirectoriesImported = true
    }
  }

  /// Copies the response groups of a pool to a 2013 pool and moves their contact objects (D-28).
  public func moveRgsConfiguration(source: String, destination: String) throws(Fault) -> Outcome {
    try change("Move-CsRgsConfiguration \(source)") { () throws(Fault) -> Outcome in
      try checkWmi()
      let from = source.cut(at: ":")?.after ?? source
      let to = destination.cut(at: ":")?.after ?? destination
      guard homeVersion(from) != nil else { throw .registrar(source) }
      guard let registrar = registrarService(to), registrar.version >= ServerVersion.lync2010 else { throw .registrar(destination) }
      for contact in all(Contact.self) where contact.home.same(from) && contact.applicationName.same("Rgs") {
        contact.ownerUrn = "urn:application:Rgs"
        contact.home = registrar.pool
        contact.applicationPool = registrar.pool
        contact.changed = now
      }
      return Outcome()
    }
  }

  /// Makes the current computer's pool the home of the CMS.
  public func moveManagementServer() throws(Fault) -> Outcome {
    try change("Move-CsManagementServer") { () throws(Fault) -> Outcome in try moveManagementServer(to: forest.currentComputer) }
  }

  func moveManagementServer(to computer: String) throws(Fault) -> Outcome {
    guard let name = host(computer)?.pool, let registrar = service("Registrar", on: name), registrar.version >= ServerVersion.lync2010 else {
      throw Fault(.invalidOperation, key: "E-CMS-COMPUTER", id: "CmsComputer", target: computer,
        "The Central Management Server cannot be moved to \"\(computer)\"; run the command on a Front End Server.")
    }
    let old = forest.masterComputer
    if host(old)?.pool.same(name) ?? false { return Outcome() }
    for row in all(HostService.host, old) where row.name == "MASTER" || row.name == "FTA" { row.delete() }
    addHostService("MASTER", on: computer)
    addHostService("FTA", on: computer)
    forest.masterComputer = computer
    for role in ["CentralManagement", "CentralManagementDatabase"] {
      all(Service.self).filter { $0.role == role }.forEach { $0.delete() }
      let instance = service("UserDatabase", on: name)?.setting("SqlInstanceName")
      topologyChanged(role + ":" + name, "Move")
      addService(role, pool: name, site: registrar.site, version: registrar.version,
        settings: role == "CentralManagement" ? [] : instance.map { ["SqlInstanceName=" + $0] } ?? [])
    }
    return Outcome(warnings: [LyncWorld.enableWarning])
  }

  // MARK: Configuration

  /// The CMS part as XML: topology and policies.
  public func exportConfiguration() -> String {
    var writer = XmlWriter()
    writer.element("Configuration", [("Forest", forest.name), ("Version", String(forest.cmsVersion))]) { out in
      out.element("Topology", text: self.topologyXml())
      out.element("Policies") { out in
        for policy in self.all(Policy.self) {
          out.element("Policy", [("Kind", policy.kind), ("Identity", policy.identity), ("Imported", policy.imported ? "true" : "false")]) { out in
            for setting in policy.settings { out.element("Setting", text: ListText.visible(setting)) }
          }
        }
      }
    }
    return writer.text
  }

  /// Import-CsConfiguration: publishes the topology and replaces all policies. Refuses a text that is no exported configuration.
  /// - Parameter file: its name, for the refusal
  public func importConfiguration(_ text: String, file: String) throws(Fault) {
    guard let root = XmlElement.parse(text), root.name == "Configuration", let topology = root.child("Topology")?.text else { throw .publishXml(file) }
    let document = try TopologyDocument(xml: topology.trimmed, file: file)
    try change("Import-CsConfiguration \(file)") { () throws(Fault) -> Void in
      try publish(document, "Configuration")
      for policy in all(Policy.self) { policy.delete() }
      for element in root.children("Policies", "Policy") {
        guard let kind = element.attributes["Kind"], let identity = element.attributes["Identity"] else { continue }
        addPolicy(kind, identity, imported: element.attributes["Imported"] == "true", settings: element.children("Setting").map { ListText.kept($0.text) })
      }
    }
  }
}

/// Settings in documents: what parts the elements of a list is no character XML allows.
enum ListText {
  static func visible(_ text: String) -> String { String(text.map { $0 == "\u{1E}" ? "\u{241E}" : $0 }) }
  static func kept(_ text: String) -> String { String(text.map { $0 == "\u{241E}" ? "\u{1E}" : $0 }) }
}
