/// The XML form of a topology document (domain 2.3, D-27).
import Directory

extension TopologyDocument {
  var xml: String {
    var writer = XmlWriter()
    writer.element("Topology") { out in
      out.element("InternalDomains") { out in
        for domain in domains { out.element("InternalDomain", [("Name", domain.name), ("Default", domain.isDefault ? "true" : "false")]) }
      }
      out.element("Sites") { out in
        for site in sites {
          out.element(site.type, [("SiteId", site.siteId), ("ParentSite", site.parent)]) { out in
            out.element("Name", text: site.name)
            if let display = site.displayName, display != site.name { out.element("DisplayName", text: display) }
            if let description = site.description { out.element("Description", text: description) }
          }
        }
      }
      out.element("Clusters") { out in
        for cluster in clusters {
          out.element("Cluster", [("Fqdn", cluster.fqdn), ("BackupPool", cluster.backup)]) { out in
            out.element("ClusterId", [("SiteId", cluster.siteId), ("Number", String(cluster.number))])
            for machine in cluster.machines { out.element("Machine", [("Fqdn", machine)]) }
          }
        }
      }
      out.element("Services") { out in
        for service in services { write(service, &out) }
      }
    }
    return writer.text
  }

  private func write(_ service: ServiceEntry, _ out: inout XmlWriter) {
    let cluster = clusters.first { $0.fqdn.same(service.pool) }
    out.element("Service", [("ServiceVersion", String(service.version)), ("Type", "Microsoft.Rtc.Management.Deploy.Internal.ServiceRoles." + service.role)]) { out in
      out.element("ServiceId", [
        ("SiteId", service.siteId), ("RoleName", Role.serviceIdName(service.role)), ("Instance", String(service.number)),
      ])
      out.element("InstalledOn") { out in
        if let cluster {
          out.element("ClusterId", [("SiteId", cluster.siteId), ("Number", String(cluster.number))])
        } else {
          out.element("Cluster", [("Fqdn", service.pool)])
        }
      }
      if service.registrar != nil || service.fileStore != nil {
        out.element("DependsOn") { out in
          if let registrar = service.registrar { out.element("Dependency", [("Service", "Registrar:" + registrar)]) }
          if let fileStore = service.fileStore { out.element("Dependency", [("Service", fileStore)]) }
        }
      }
      for setting in service.settings + service.poolSettings {
        if let (name, value) = setting.cut(at: "=") { out.element("Setting", [("Name", name), ("Value", value)]) }
      }
      if !service.applications.isEmpty {
        out.element("Applications") { out in
          for application in service.applications {
            out.element("Application", [
              ("Id", application.id), ("Port", String(application.port)), ("LegacyName", application.legacyName),
              ("Protocol", application.protocolName), ("ServiceGruu", application.gruu),
            ]) { out in
              for gruu in application.gruus {
                if let (fqdn, tail) = gruu.cut(at: "=") { out.element("ComputerGruu", [("Fqdn", fqdn), ("Gruu", tail)]) }
              }
            }
          }
        }
      }
    }
  }

  /// Reads a document; refuses what is not one (E-PUB-XML) and services on unknown clusters (E-PUB-REF).
  init(xml text: String, file: String) throws(Fault) {
    guard let root = XmlElement.parse(text), root.name == "Topology", root.child("Clusters") != nil, root.child("Services") != nil
    else { throw .publishXml(file) }
    domains = root.children("InternalDomains", "InternalDomain").compactMap { element in
      element.attributes["Name"].map { Domain(name: $0, isDefault: element.attributes["Default"]?.same("true") ?? false) }
    }
    sites = (root.child("Sites")?.children ?? []).compactMap { element in
      guard let id = element.attributes["SiteId"] else { return nil }
      let name = element.child("Name")?.text.trimmed ?? id
      return SiteEntry(
        siteId: id, name: name, type: element.name, description: element.child("Description")?.text.trimmed,
        displayName: element.child("DisplayName")?.text.trimmed ?? name, parent: element.attributes["ParentSite"])
    }
    for element in root.children("Clusters", "Cluster") {
      guard let fqdn = element.attributes["Fqdn"], let id = element.child("ClusterId"), let site = id.attributes["SiteId"],
        let number = id.attributes["Number"].flatMap({ Int($0) })
      else { throw .publishXml(file) }
      clusters.append(
        Cluster(fqdn: fqdn, siteId: site, number: number, machines: element.children("Machine").compactMap { $0.attributes["Fqdn"] },
          backup: element.attributes["BackupPool"]))
    }
    for element in root.children("Services", "Service") { services.append(try service(element, file)) }
  }

  private func service(_ element: XmlElement, _ file: String) throws(Fault) -> ServiceEntry {
    guard let id = element.child("ServiceId"), let site = id.attributes["SiteId"], let roleName = id.attributes["RoleName"],
      let number = id.attributes["Instance"].flatMap({ Int($0) }), let version = element.attributes["ServiceVersion"].flatMap({ Int($0) }),
      let installed = element.child("InstalledOn")?.children.first
    else { throw .publishXml(file) }
    let role = Role.named(serviceId: roleName)
    let cluster = clusters.first {
      if let fqdn = installed.attributes["Fqdn"] { return $0.fqdn.same(fqdn) }
      return $0.siteId.same(installed.attributes["SiteId"]) && String($0.number) == installed.attributes["Number"]
    }
    guard let cluster else {
      let name = installed.attributes["Fqdn"] ?? "\(installed.attributes["SiteId"] ?? ""):\(installed.attributes["Number"] ?? "")"
      throw .publishReference("\(site)-\(roleName)-\(number)", name)
    }
    var entry = ServiceEntry(role: role, version: version, siteId: site, number: number, pool: cluster.fqdn)
    for dependency in element.children("DependsOn", "Dependency") {
      guard let name = dependency.attributes["Service"] else { continue }
      if let fqdn = name.dropping(prefix: "Registrar:") { entry.registrar = fqdn } else { entry.fileStore = name }
    }
    let settings = element.children("Setting").compactMap { setting in
      setting.attributes["Name"].map { $0 + "=" + (setting.attributes["Value"] ?? "") }
    }
    if role == Role.trustedApplicationPool { entry.poolSettings = settings } else { entry.settings = settings }
    entry.applications = element.children("Applications", "Application").compactMap { application in
      guard let id = application.attributes["Id"], let port = application.attributes["Port"].flatMap({ Int($0) }) else { return nil }
      return ApplicationEntry(
        id: id, port: port, legacyName: application.attributes["LegacyName"] ?? "", protocolName: application.attributes["Protocol"] ?? "Mtls",
        gruu: application.attributes["ServiceGruu"] ?? "",
        gruus: application.children("ComputerGruu").map { ($0.attributes["Fqdn"] ?? "") + "=" + ($0.attributes["Gruu"] ?? "") })
    }
    return entry
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" || $0 == "\r" }
    var slice = self[...]
    while let first = slice.first, blank(first) { slice.removeFirst() }
    while let last = slice.last, blank(last) { slice.removeLast() }
    return String(slice)
  }
}
