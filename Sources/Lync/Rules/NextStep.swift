/// What to do after a refusal that brings no help of its own: the command that leads on, or the name that was meant.
///
/// Said only by Get-SimExplanation and for the forest as it is when asked; errors themselves keep the catalogue's texts.
/// - Source: the procedures of S1 to S4, S11, S15 and S17.
import Directory

extension LyncWorld {
  /// The next step behind an explanation; nil when the message says it all.
  public func nextStep(_ explanation: Explanation) -> String? {
    let target = explanation.target
    func fact(_ name: String) -> String? { explanation.facts.first { $0.name == name }?.value }
    switch explanation.key {
    case "E-NOTFOUND": return whereItIs(target)
    case "E-REG": return meant(target, registrars) ?? "Get-CsService -Registrar lists the Registrars."
    case "E-POOL", "E-MOVE-NOTPOOL":
      if isUnmerged(target) { return merging }
      return meant(target, applicationPools) ?? "Get-CsTrustedApplicationPool lists the pools; New-CsTrustedApplicationPool creates one."
    case "E-SITE": return meant(target.dropping(prefix: "Site:") ?? target, all(Site.self).map(\.name)) ?? "Get-CsSite lists the sites."
    case "E-SITE-REQ", "E-SITE-BC": return all(Site.self).first { !isLegacySite($0.name) }.map { "Name a site of Lync Server: -Site \($0.siteId)" }
    case "E-POLICY":
      let names = all(Policy.self).filter { $0.scope == "Tag" }.map(\.name)
      return meant(target.dropping(prefix: "Tag:") ?? target, names) ?? "Get-Cs…Policy -Filter Tag:* lists the policies that can be granted; $null takes a policy away."
    case "E-REGION": return "Set-CsDialPlan -DialinConferencingRegion names a region."
    case "E-SIPDOMAIN": return meant(target, all(SipDomain.self).map(\.name)) ?? "Use a domain of the forest, or create this one: New-CsSipDomain -Identity \(target)"
    case "E-SIPDUP": return "Choose another address, or remove the object that holds this one."
    case "E-SVC": return serviceStep(fact("Computer") ?? currentComputer, target)
    case "E-COMPUTER": return meant(target, all(Host.self).map(\.fqdn)) ?? "Get-CsComputer lists the computers of the topology, Get-SimComputer all."
    case "E-FQDN": return "A name holds letters, digits, - and _, parted by dots."
    case "E-POOL-DUP": return "Get-CsTrustedApplicationPool -Identity \(target) shows it; Set-CsTrustedApplicationPool changes it."
    case "E-POOL-SINGLE": return "Create a pool whose first computer has a name of its own: New-CsTrustedApplicationPool -ComputerFqdn"
    case "E-POOL-ROLES": return "Create a pool of its own for further computers: New-CsTrustedApplicationPool"
    case "E-POOL-NOREG", "E-MOVE-NOREG": return "Set-CsTrustedApplicationPool -Identity \(target) -Registrar \(nextHops)"
    case "E-COMP-LAST": return "Remove-CsTrustedApplicationPool removes the pool with its computer."
    case "E-APP-DUP": return "Get-CsTrustedApplication shows it; another application needs another id."
    case "E-APP-NOTFOUND": return nil
    case "E-APP-REGDUP": return fact("Pool").map { "Set-CsTrustedApplicationPool -Identity \($0) -Registrar $null" }
    case "E-PORT-DUP": return "Choose a port no application of the pool uses (Get-CsTrustedApplication)."
    case "E-LEGACYPOOL":
      return "The tools stand in as New-SimLegacyApplication, New-SimLegacyContact, Remove-SimLegacyApplication and Remove-SimLegacyContact; merge and publish afterwards."
    case "E-MOVE-NOAPP": return applicationStep(fact("Application"), fact("TargetPool"))
    case "E-MOVE-FORCE": return fact("TargetPool").map { "Move-CsApplicationEndpoint -Identity \(target) -TargetApplicationPool \($0) -Force" }
    case "E-MOVE-USELEGACY": return "Move-CsLegacyUser -Identity \(target) -Target \(nextHops)"
    case "E-NOTLEGACY": return "Move-CsUser -Identity \(target) -Target \(nextHops)"
    case "E-LEGACY-IMPORT": return "Import-CsLegacyConfiguration"
    case "E-LEGACY-MERGE", "E-IMPORT-MERGE": return merging
    case "E-NOCLIENT":
      let isMoved = isLyncPool(users(matching: target).first?.home)
      return (isMoved ? "" : "Move-CsLegacyUser -Identity \(target) -Target \(nextHops); ") + "Set-SimUserClient -Identity \(target) -Client \"Lync 2013\""
    case "E-PUB-INUSE": return emptying(target)
    case "E-PROXY": return "Leave -ProxyPool out."
    case "E-PROMPT": return "Repeat the command with -Confirm:$false; what it asks besides is answered with -Force."
    case "CallerPoolDown": return startStep(fact("1 Caller's pool"))
    case "RegistrarDown": return startStep(fact("4 Endpoint's Registrar"))
    case "NotFound": return "Get-CsApplicationEndpoint lists the endpoints; Set-CsTrustedApplicationEndpoint -Enabled $true enables one."
    case "ApplicationMissing": return "Create the application in the endpoint's pool, or move the endpoint to the pool that has it (Get-CsTrustedApplication)."
    default: return nil
    }
  }

  // MARK: Names

  private var registrars: [String] { all(Service.self).filter { $0.role == "Registrar" }.map(\.pool) }
  private var applicationPools: [String] { all(Service.self).filter { $0.role == Role.trustedApplicationPool }.map(\.pool) }
  /// The pools that can be next hop, as the argument of a command line.
  var nextHops: String {
    let pools = all(Service.self).filter { $0.role == "Registrar" && isSelectableNextHop($0) }.map(\.pool)
    return pools.count == 1 ? pools[0] : "<2013 pool>"
  }

  private func meant(_ typed: String, _ names: [String]) -> String? { Nearness.nearest(to: typed, among: names).map { "Did you mean \($0)?" } }

  private var merging: String { "Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml; Publish-CsTopology -FileName D:\\output.xml; Enable-CsTopology" }

  /// A pool Office Communications Server knows and the published topology does not.
  private func isUnmerged(_ name: String) -> Bool {
    pool(name) == nil && (first(LegacyPool.fqdn, name) != nil || all(TrustedService.fqdn, name).contains { !$0.native })
  }

  /// Names are compared one by one: in a large forest that would take too long.
  private static let mostNames = 20_000

  private func whereItIs(_ name: String) -> String? {
    if isUnmerged(name) { return merging }
    if let user = users(matching: name).first, user.enabled == nil {
      return "The account is not enabled: Enable-CsUser -Identity \"\(name)\" -RegistrarPool \(nextHops) -SipAddressType UserPrincipalName"
    }
    var names = all(Pool.self).map(\.fqdn) + all(Machine.self).map(\.fqdn) + all(Service.self).map(\.identity) + all(Site.self).map(\.name) + all(Application.self).map(\.identity)
    let users = all(User.self), contacts = all(Contact.self)
    if users.count + contacts.count <= LyncWorld.mostNames {
      names += contacts.map(\.sipAddress) + contacts.compactMap(\.displayName)
      for user in users { names += [user.samAccountName, user.userPrincipalName, user.displayName ?? user.name] + (user.sipAddress.map { [$0] } ?? []) }
    }
    if let hint = meant(name, names) { return hint }
    // An address without its scheme, or an endpoint asked for as user.
    if let contact = first(Contact.sipAddress, "sip:" + name) { return "Did you mean \(contact.sipAddress)?" }
    if first(Contact.sipAddress, name) != nil { return "This is an application endpoint: Get-CsApplicationEndpoint -Identity \(name)" }
    return nil
  }

  // MARK: Steps

  private func serviceStep(_ computer: String, _ name: String) -> String? {
    if isLegacyComputer(computer) { return "Stop-SimLegacyService and Start-SimLegacyService -Name \(name) -ComputerName \(computer)" }
    return meant(name, all(HostService.host, computer).map(\.name)) ?? "Get-CsWindowsService -ComputerName \(computer) lists the services; a name is given whole, without wildcards."
  }

  private func applicationStep(_ urn: String?, _ pool: String?) -> String? {
    guard let urn, let pool else { return nil }
    let id = urn.dropping(prefix: "urn:application:") ?? urn
    let there = all(Application.pool, pool).map(\.applicationId)
    let create = "New-CsTrustedApplication -ApplicationId \(id) -TrustedApplicationPoolFqdn \(pool) -Port <port>"
    return there.isEmpty ? create : create + "; the id must be this one, or -LegacyApplicationName must name it"
  }

  /// `pool13.contoso.com`, also with `, running Front Ends: …`, as the command that starts its services.
  func startStep(_ finding: String?) -> String? {
    guard let pool = finding?.cut(at: ",")?.before ?? finding, let computer = frontEnds(of: pool).first(where: { !isRunning("RTCSRV", on: $0) }) else { return nil }
    return homeVersion(pool) == ServerVersion.ocs ? "Start-SimLegacyService -Name RTCSRV -ComputerName \(computer)" : "Start-CsWindowsService -Name RTCSRV -ComputerName \(computer)"
  }

  /// What leaves a pool first, in the order of S15 and S17: users, contacts, conference directories.
  private func emptying(_ pool: String) -> String? {
    let isLegacy = homeVersion(pool) == ServerVersion.ocs
    if all(User.self).contains(where: { $0.home.same(pool) }) {
      return isLegacy ? "Get-CsUser -OnOfficeCommunicationServer | Move-CsLegacyUser -Target \(nextHops)" : "Get-CsUser -Filter {RegistrarPool -eq \"\(pool)\"} | Move-CsUser -Target \(nextHops)"
    }
    if all(Contact.self).contains(where: { $0.home.same(pool) }) {
      return "Get-CsApplicationEndpoint -PoolFqdn \(pool) lists the contacts; Move-CsApplicationEndpoint moves each."
    }
    if all(ConferenceDirectory.self).contains(where: { $0.pool.same(pool) }) {
      return "Get-CsConferenceDirectory | Where-Object {$_.ServiceId -match \"\(pool)\"} | Move-CsConferenceDirectory -TargetPool \(nextHops)"
    }
    return nil
  }
}
