/// The facts behind a refusal: what the objects it is about look like now, and which store says so.
import Directory

extension LyncWorld {
  /// Facts for `Get-SimExplanation`: those the refusal brought along, then what its target and its kind are about.
  func facts(behind fault: Fault) -> [Fact] {
    var facts = fault.facts
    func add(_ name: String, _ value: String, _ origin: String) {
      if !facts.contains(where: { $0.name == name && $0.value == value }) { facts.append(Fact(name, value, from: origin)) }
    }
    // What was not found has nothing to be described by.
    if fault.key != "E-NOTFOUND" { describe(fault.target, add) }
    switch fault.key {
    case "E-MERGE-WMI", "E-KB", "E-OCSCORE":
      let packages = host(forest.currentComputer)?.packages.map { $0.cut(at: "@")?.before ?? $0 } ?? []
      add("CurrentComputer", forest.currentComputer, "Get-SimComputer")
      add("InstalledPackages", packages.isEmpty ? "(none)" : packages.joined(separator: ", "), "Get-SimPackage -ComputerName \(forest.currentComputer)")
    case "E-IMPORT-MERGE", "E-LEGACY-MERGE":
      add("BackCompatSite", isMerged ? "published" : "not in the topology", "Central Management Store, version \(forest.cmsVersion)")
    case "E-LEGACY-IMPORT":
      let imported = all(Policy.self).filter(\.imported).map(\.identity)
      add("ImportedPolicies", imported.isEmpty ? "(none)" : imported.joined(separator: ", "), "Central Management Store")
    case "E-LINEURI-DUP":
      let user = all(User.self).first { $0.lineURI.same(fault.target) }?.dn
      add("HeldBy", user ?? all(Contact.self).first { $0.lineURI.same(fault.target) }?.sipAddress ?? "(nobody)", "Active Directory: msRTCSIP-Line")
    case "E-CONFDIR-DUP":
      add("HomePool", all(ConferenceDirectory.self).first { String($0.number) == fault.target }?.pool ?? "", "Central Management Store, Get-CsConferenceDirectory")
    case "E-SETTINGS-DUP":
      add("Instances", all(Policy.self).filter { $0.identity.same(fault.target) }.map { "\($0.kind) \($0.identity)" }.joined(separator: ", "), "Central Management Store")
    case "E-MOVE-NOTPOOL":
      add("TrustedApplicationPools", all(Service.self).filter { $0.role == Role.trustedApplicationPool }.map(\.pool).joined(separator: ", "), "Central Management Store, Get-CsTrustedApplicationPool")
    case "E-SVC":
      let computer = fault.facts.first { $0.name == "Computer" }?.value ?? forest.currentComputer
      let names = isLegacyComputer(computer) ? [] : all(HostService.host, computer).map(\.name)
      add("Services", names.isEmpty ? "(none)" : names.joined(separator: ", "), "Get-CsWindowsService -ComputerName \(computer)")
    case "E-CERTIFICATE":
      add("Thumbprints", certificates(types: []).compactMap { $0["Thumbprint"]?.text }.joined(separator: ", "), "Get-CsCertificate on \(forest.currentComputer)")
    case "E-SIPDOMAIN-INUSE":
      let addresses = all(User.self).compactMap(\.sipAddress) + all(Contact.self).map(\.sipAddress)
      add("AddressesInDomain", String(addresses.filter { $0.lowercased().hasSuffix("@" + fault.target.lowercased()) }.count), "Active Directory: msRTCSIP-PrimaryUserAddress")
    case "E-SIPDOMAIN", "E-MERGE-DOMAIN", "E-SIPDOMAIN-DUP", "E-SIPDOMAIN-DEFAULT":
      add("SipDomains", all(SipDomain.self).map(\.name).joined(separator: ", "), "Central Management Store, Get-CsSipDomain")
      if fault.key == "E-MERGE-DOMAIN" {
        let known = all(LegacySipDomain.self).map(\.address)
        add("LegacySipDomains", known.isEmpty ? "(none)" : known.joined(separator: ", "), "WMI class MSFT_SIPDomainData")
      }
    case "E-PORT-DUP":
      let users = all(Application.self).filter { String($0.port) == fault.target }.map(\.identity)
      add("UsedBy", users.joined(separator: ", "), "Central Management Store, Get-CsTrustedApplication")
    case "E-PUB-INUSE":
      let users = all(User.self).filter { $0.home.same(fault.target) }.count
      let contacts = all(Contact.self).filter { $0.home.same(fault.target) }.count
      let directories = all(ConferenceDirectory.self).filter { $0.pool.same(fault.target) }.count
      add("Homed", "\(users) users, \(contacts) contacts, \(directories) conference directories", "Active Directory and Central Management Store")
    case "E-REGION":
      let regions = all(Policy.self).filter { $0.kind.same("DialPlan") }.flatMap(\.settings).compactMap { $0.dropping(prefix: "DialinConferencingRegion=") }
      add("Regions", regions.joined(separator: ", "), "Central Management Store, Get-CsDialPlan")
    case "E-SITE", "E-SITE-REQ":
      add("Sites", all(Site.self).map { "\($0.siteId) (Site:\($0.name))" }.joined(separator: ", "), "Central Management Store, Get-CsSite")
    case "E-REG", "E-NEXTHOP":
      let registrars = all(Service.self).filter { $0.role == "Registrar" }.map { "\($0.pool) (version \($0.version))" }
      add("Registrars", registrars.joined(separator: ", "), "Central Management Store, Get-CsService -Registrar")
    case "E-POLICY":
      let names = all(Policy.self).filter { $0.scope == "Tag" }.map { "\($0.kind) \($0.name)" }
      add("PerUserPolicies", names.isEmpty ? "(none)" : names.joined(separator: ", "), "Central Management Store")
    case "E-APP-NOTFOUND", "E-INSTANCE":
      add("Applications", all(Application.self).map(\.identity).joined(separator: ", "), "Central Management Store, Get-CsTrustedApplication")
      if fault.key == "E-INSTANCE" { add("Installed", all(Instance.self).map(\.identity).joined(separator: ", "), "Get-SimApplication") }
    case "E-POOL":
      let pools = all(Service.self).filter { $0.role == Role.trustedApplicationPool }.map(\.pool)
      add("TrustedApplicationPools", pools.isEmpty ? "(none)" : pools.joined(separator: ", "), "Central Management Store, Get-CsTrustedApplicationPool")
    case "E-TSE-CORRUPT":
      let own = all(TrustedService.self).filter { $0.tlsTarget.same($0.fqdn) }.map { "\($0.fqdn) (\($0.applicationName))" }
      add("OwnNameAsTlsTarget", own.joined(separator: ", "), "Active Directory, CN=Trusted Services,\(rtcContainer)")
    case "E-NOTFOUND":
      add("Matches", "none", "Active Directory and Central Management Store")
    case "E-MASTER", "E-CMS-COMPUTER":
      add("MasterComputer", forest.masterComputer, "Central Management Store, Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus")
      if fault.key == "E-MASTER" { for service in all(HostService.host, forest.masterComputer) where service.name == "MASTER" || service.name == "FTA" {
        add(service.name, service.running ? "Running" : "Stopped", "Get-CsWindowsService -ComputerName \(forest.masterComputer)")
      } }
    case "E-ACCESS":
      add("Account", forest.sessionAccount, "Get-SimAccount")
      add("Groups", forest.sessionGroups.joined(separator: ", "), "Get-SimAccount")
    default: break
    }
    return facts
  }

  /// What the forest knows under a name: a contact, a user, an application, a pool, a computer.
  private func describe(_ target: String, _ add: (String, String, String) -> Void) {
    if target.isEmpty { return }
    if let contact = first(Contact.sipAddress, target) ?? all(Contact.self).first(where: { $0.dn.same(target) }) { return describe(contact, add) }
    if let user = users(matching: target).first { return describe(user, add) }
    if let application = all(Application.self).first(where: { $0.identity.same(target) || $0.applicationId.same(target) }) {
      add("Application", "\(application.identity), port \(application.port)", "Central Management Store, Get-CsTrustedApplication")
      return describe(pool: application.pool, add)
    }
    let name = target.cut(at: ":")?.after ?? target
    if pool(name) != nil || first(LegacyPool.fqdn, name) != nil { return describe(pool: name, add) }
    guard let host = host(name) else { return }
    let stopped = all(HostService.host, host.fqdn).filter { !$0.running }.map(\.name)
    add("StoppedServices", stopped.isEmpty ? "(none)" : stopped.joined(separator: ", "), "Get-CsWindowsService -ComputerName \(host.fqdn)")
    for fault in all(InjectedFault.target, host.fqdn) { add("Fault", "\(fault.kind) at \(fault.target)", "Get-SimFault") }
  }

  private func describe(_ contact: Contact, _ add: (String, String, String) -> Void) {
    let place = "Active Directory, \(contact.dn)"
    add("OwnerUrn", contact.ownerUrn ?? "(absent)", place + ": msRTCSIP-OwnerUrn")
    add("RegistrarPool", contact.home ?? "(none)", place + ": msRTCSIP-PrimaryHomeServer")
    guard let name = contact.applicationPool else { return }
    add("ApplicationPool", name, place + ": msRTCSIP-ApplicationDestination")
    describe(pool: name, add)
  }

  private func describe(_ user: User, _ add: (String, String, String) -> Void) {
    let place = "Active Directory, \(user.dn)"
    add("Enabled", user.enabled.map { $0 ? "True" : "False" } ?? "(never)", place + ": msRTCSIP-UserEnabled")
    add("HomePool", user.home.map { name in homeVersion(name).map { "\(name) (version \($0))" } ?? name } ?? "(none)", place + ": msRTCSIP-PrimaryHomeServer")
    if !user.legacyPolicies.isEmpty { add("LegacyPolicies", user.legacyPolicies.joined(separator: ", "), place) }
    if let client = user.client { add("Client", client, "Get-SimUser") }
  }

  private func describe(pool name: String, _ add: (String, String, String) -> Void) {
    for computer in frontEnds(of: name) where all(HostService.host, computer).contains(where: { $0.name == "RTCSRV" }) {
      add("RTCSRV on \(computer)", isRunning("RTCSRV", on: computer) ? "Running" : "Stopped", "Get-CsWindowsService -ComputerName \(computer)")
    }
    for fault in faults(touching: name) { add("Fault", "\(fault.kind) at \(fault.target)", "Get-SimFault") }
    if let service = trustedApplicationPool(name) {
      add("Registrar of \(service.pool)", service.registrar.map { "\($0) (version \(homeVersion($0) ?? 0))" } ?? "(none)", "Central Management Store, \(service.identity)")
      add("Site of \(service.pool)", "Site:" + service.site, "Central Management Store, \(service.identity)")
      let applications = all(Application.pool, service.pool).map(\.applicationId)
      add("Applications of \(service.pool)", applications.isEmpty ? "(none)" : applications.joined(separator: ", "), "Central Management Store, Get-CsTrustedApplication")
    }
  }
}
