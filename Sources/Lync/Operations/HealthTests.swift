/// What tests of computers, databases, replicas, certificates and permissions find; who tests; who may do what.
///
/// Nothing is called: the answer follows from the state of the forest and the faults injected into it.
import Directory

extension Shapes {
  static let certificateTest = Shape("Microsoft.Rtc.Management.Deployment.CertificateExists", ["Use", "Thumbprint", "NotAfter", "Result", "Error"], view: .list, text: "Use")
  static let databaseTest = Shape("Microsoft.Rtc.Management.Deployment.DatabaseTestOutput",
    ["SqlServerFqdn", "SqlInstanceName", "DatabaseName", "DataSource", "SQLServerVersion", "ExpectedVersion", "InstalledVersion", "Succeed"], view: .list, text: "DatabaseName")
  static let replicationDetails = Shape("Microsoft.Rtc.Management.UserPinService.Data.SyncReplicationDetails", ["Fqdn", "Identity", "State"], view: .list, text: "Fqdn")
  static let principal = Shape("Microsoft.Rtc.Management.ADConnect.Schema.OCSADPrincipal", ["Identity", "Name", "ObjectClass", "SipAddress", "DisplayName"], view: .list)
  static let testUser = Shape("Microsoft.Rtc.Management.WatcherNode.TestUser", ["SipAddress", "UserName"])
}

extension LyncWorld {
  private func task(_ target: String, _ failure: String?, _ diagnosis: String? = nil) -> LyncObject {
    LyncObject(Shapes.taskOutput, [
        .string(target), .null, .enumeration(type: "Microsoft.Rtc.SyntheticTransactions.TaskResult", member: failure == nil ? "Success" : "Failure"),
        .timeSpan(0), .optional(failure), .optional(diagnosis)
    ])
  }

  // MARK: Computers

  /// Test-CsComputer, of the computer of the session: all its services run and no fault is on it.
  public func computerTest() -> LyncObject {
    let computer = currentComputer
    let stopped = all(HostService.host, computer).filter { !$0.running }.map(\.name)
    let broken = all(InjectedFault.target, computer).first
    return task(computer, stopped.first.map { "Service \($0) does not run." } ?? (broken == nil ? nil : "The computer does not serve."), broken.map { "Fault \($0.kind) at \($0.target)." })
  }

  /// Test-CsReplica, of the computer of the session.
  public func replicaTest() -> LyncObject {
    let computer = currentComputer
    guard let host = host(computer), host.replica else { return task(computer, "There is no local replica.", "Enable-CsReplica makes one.") }
    if !isRunning("REPLICA", on: computer) { return task(computer, "Service REPLICA does not run.") }
    return task(computer, nil)
  }

  /// Test-CsFederatedPartner: an Edge Server, federation on, a domain that is allowed or found and not blocked.
  public func federationTest(edge: String, domain: String) throws(Fault) -> LyncObject {
    guard service("EdgeServer", on: edge) != nil else { return task(edge, "No such host is known", "The topology knows no Edge Server \(edge).") }
    guard let access = SettingsClass.named("AccessEdgeConfiguration"), let allowed = SettingsClass.named("AllowedDomain"),
      let blocked = SettingsClass.named("BlockedDomain")
    else { return task(edge, nil) }
    let item = instance(access, "Global")
    if !(item?.value("AllowFederatedUsers")?.same("True") ?? false) { return task(edge, "403, Forbidden", "Federation is off: Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true.") }
    if instance(blocked, domain) != nil { return task(edge, "403, Forbidden", "\(domain) is blocked (Get-CsBlockedDomain).") }
    if instance(allowed, domain) == nil, !(item?.value("EnablePartnerDiscovery")?.same("True") ?? false) {
      return task(edge, "504, Server time-out", "\(domain) is not an allowed domain (New-CsAllowedDomain), and partners are not discovered.")
    }
    return task(edge, nil)
  }

  /// Test-CsSetupPermission and Test-CsOUPermission.
  public func permissionTest(_ what: String, on ou: String) -> LyncObject {
    hasPermission(what, on: ou) ? task(forest.name, nil) : task(forest.name, "Permission \(what) was not granted on \(ou).", "Grant-Cs\(what.same("Setup") ? "Setup" : "OU")Permission")
  }

  /// Test-CsCertificateConfiguration: one result a use of a certificate on the computer of the session.
  public func certificateTests() throws(Fault) -> [LyncObject] {
    certificates(types: []).map { certificate in
      var isValid = false, end = LyncValue.null
      if case .date(let seconds)? = certificate["NotAfter"] { (isValid, end) = (seconds > now, .date(seconds)) }
      return LyncObject(Shapes.certificateTest, [
        certificate["Use"] ?? .null, certificate["Thumbprint"] ?? .null, end, .string(isValid ? "Valid" : "Expired"), isValid ? .null : .string("The certificate has expired."),
      ])
    }
  }

  /// Test-CsDatabase: one result a database of the topology.
  public func databaseTests(server: String?, centralOnly: Bool) throws(Fault) -> [LyncObject] {
    let databases = all(Service.self).filter { $0.role.hasSuffix("Database") && (!centralOnly || $0.role == "CentralManagementDatabase") }
    let found = databases.compactMap { service -> LyncObject? in
      let halves = (service.setting("SqlInstanceName") ?? service.pool).cut(at: "\\")
      let host = halves?.before ?? service.setting("SqlInstanceName") ?? service.pool
      if let server, !host.same(server) { return nil }
      let name = service.setting("DatabaseName") ?? Role.named(service.role)?.properties.first { $0.name == "DatabaseName" }?.standard ?? ""
      let isThere = fault(.backEndUnreachable, service.pool) == nil
      let version: LyncValue = .string(service.version >= ServerVersion.lync2013 ? "12.44.1" : "10.13.2")
      return LyncObject(Shapes.databaseTest, [
          .string(host), .string(halves?.after ?? ""), .string(name), .string(service.setting("SqlInstanceName") ?? host),
          .string(service.version >= ServerVersion.lync2013 ? "11.00" : "10.50"), version,
        isThere ? version : .null, .bool(isThere),
      ])
    }
    if let server, found.isEmpty { throw .notFound(server) }
    return found
  }

  /// Test-CsKerberosAccountAssignment: the account assigned at a scope is there.
  public func kerberosTest(_ scope: String) throws(Fault) -> [LyncObject] {
    guard let kind = SettingsClass.named("KerberosAccountAssignment") else { return [] }
    let identity = try settingsIdentity(kind, scope)
    guard let account = instance(kind, identity)?.value("UserAccount"), !account.isEmpty else { return [task(identity, "No Kerberos account is assigned.", "New-CsKerberosAccountAssignment")] }
    return [isKerberosAccount(account) ? task(identity, nil) : task(identity, "The account \(account) does not exist.", "New-CsKerberosAccount")]
  }

  // MARK: Replication

  /// Debug-CsAddressBookReplication: a user store that answers knows what Active Directory knows.
  public func addressBookTests(pool name: String?, user identity: String?) throws(Fault) -> [LyncObject] {
    if let identity { _ = try user(identity) }
    let pools: [String]
    if let name {
      guard let registrar = registrarService(name), registrar.version >= ServerVersion.lync2010 else { throw .registrar(name) }
      pools = [registrar.pool]
    } else { pools = all(Service.self).filter { $0.role == "UserServer" && $0.version >= ServerVersion.lync2010 }.map(\.pool) }
    return pools.map { pool in
      isBackEndReachable(pool)
        ? task(pool, nil) : task(pool, "The back-end of pool \(pool) cannot be contacted.", "RTCSRV runs on no Front End Server, or the database is off line.")
    }
  }

  /// Debug-CsInterPoolReplication: a line a module.
  public func interPoolReplication(_ name: String, module: String) throws(Fault) -> [String] {
    let status = try backupStatus(name)
    guard case .strings(let lines)? = status["BackupModules"] else { return [] }
    let parts = ["centralmgmt": "CentralMgmt.", "presencefocus": "PresenceFocus.", "dataconf": "ConfServices."]
    return lines.filter { line in parts[module.lowercased()].map { line.hasPrefix($0) } ?? true }
  }

  /// Invoke-CsStorageServiceFlush: a line a Front End Server; the queues are empty.
  public func flushStorage(_ name: String) throws(Fault) -> [String] {
    guard let registrar = registrarService(name), registrar.version >= ServerVersion.lync2013 else { throw .registrar(name) }
    return frontEnds(of: registrar.pool).map { computer in
      computer + (runningFrontEnds(of: registrar.pool).contains(computer) ? ": 0 items flushed, 0 items left." : ": the storage service cannot be contacted.")
    }
  }

  /// A pool reaches mailboxes through a partner application for Exchange.
  public func exchangeStorageTest(_ sip: String) throws(Fault) -> String {
    let user = try self.user(sip)
    guard let home = user.home, homeVersion(home) ?? 0 >= ServerVersion.lync2013 else {
      throw Fault(.connectionError, key: "E-EXCHANGE", id: "ExchangeStorage", target: user.sipAddress ?? sip,
        "The storage service belongs to Lync Server 2013; \"\(user.sipAddress ?? sip)\" is homed on \"\(user.home ?? "no pool")\".")
    }
    try checkBackEnd(home)
    guard let kind = SettingsClass.named("PartnerApplication"), instances(kind).contains(where: { $0.value("Enabled")?.same("False") != true }) else {
      throw Fault(
        .connectionError, key: "E-EXCHANGE", id: "ExchangeStorage", target: user.sipAddress ?? sip,
        "No mailbox of \"\(user.sipAddress ?? sip)\" can be reached: there is no partner application for Exchange.",
        help: "New-CsPartnerApplication", facts: [Fact("PartnerApplications", "(none)")])
    }
    return "Test passed."
  }

  /// Test-CsMcxPushNotification.
  public func pushNotificationTest(edge: String) -> LyncObject {
    guard service("EdgeServer", on: edge) != nil else { return task(edge, "No such host is known", "The topology knows no Edge Server \(edge).") }
    let isOn = SettingsClass.named("PushNotificationConfiguration").flatMap { instance($0, "Global") }.map { item in
      ["EnableApplePushNotificationService", "EnableMicrosoftPushNotificationService"].contains { item.value($0)?.same("True") ?? false }
    } ?? false
    if !isOn { return task(edge, "403, Forbidden", "Push notifications are off: Set-CsPushNotificationConfiguration.") }
    guard let kind = SettingsClass.named("HostingProvider"), instances(kind).contains(where: { $0.value("Enabled")?.same("True") ?? false }) else {
      return task(edge, "504, Server time-out", "No hosting provider is enabled (Get-CsHostingProvider).")
    }
    return task(edge, nil)
  }

  /// Test-CsWatcherNodeConfiguration: the back end of every pool that is watched answers.
  public func watcherNodeTest() -> LyncObject {
    guard let kind = SettingsClass.named("WatcherNodeConfiguration"), let node = instances(kind).first else {
      return task(currentComputer, "There is no watcher node.", "New-CsWatcherNodeConfiguration")
    }
    let broken = instances(kind).first { !isBackEndReachable(($0.value("TargetFqdn").flatMap { $0.isEmpty ? nil : $0 }) ?? $0.identity) }
    if let broken { return task(broken.identity, "A connection could not be established with \(broken.identity).") }
    return task(node.identity, nil)
  }

  /// Debug-CsIntraPoolReplication.
  public func intraPoolReplication(user: String?, directory: String?) throws(Fault) -> [LyncObject] {
    let pool: String, what: String
    if let directory {
      guard let number = Int(directory), let found = all(ConferenceDirectory.self).first(where: { $0.number == number }) else { throw .notFound(directory) }
      (pool, what) = (found.pool, directory)
    } else {
      let found = try self.user(user ?? "")
      guard let home = found.home else { throw .notFound(user ?? "") }
      (pool, what) = (home, found.sipAddress ?? found.dn)
    }
    return frontEnds(of: pool).map { LyncObject(Shapes.replicationDetails, [.string($0), .string(what), .string(runningFrontEnds(of: pool).contains($0) ? "Synchronized" : "Unreachable")]) }
  }

  /// Update-CsAddressBook. Refuses a pool without a Registrar.
  public func updateAddressBook(_ name: String?) throws(Fault) {
    if let name { guard registrarService(name) != nil else { throw .registrar(name) } }
  }

  /// Taking a user database off line is the fault BackEndUnreachable (F-06) under its product name.
  public func setUserDatabaseState(_ name: String, online: Bool) throws(Fault) -> Outcome {
    guard let registrar = registrarService(name) else { throw .registrar(name) }
    let present = fault(.backEndUnreachable, registrar.pool) != nil
    if online, present {
      _ = try clearFaults(FaultKind.backEndUnreachable.rawValue, target: registrar.pool)
    } else if !online, !present {
      _ = try setFault(FaultKind.backEndUnreachable.rawValue, target: registrar.pool)
    }
    return Outcome()
  }

  // MARK: People

  /// Get-CsAdPrincipal: users and contacts, those of the whole forest unless narrowed.
  public func principals(identity: String?, ou: String?, filter: PropertyFilter?, limit: Int?) throws(Fault) -> [LyncObject] {
    let users = identity.map { self.users(matching: $0) } ?? all(User.self)
    let contacts = identity.map { self.contacts(matching: $0) } ?? all(Contact.self)
    func object(_ dn: String, _ name: String, _ kind: [String], _ sip: String?, _ shown: String?) -> LyncObject {
      LyncObject(Shapes.principal, [.string(dn), .string(name), .strings(kind), .optional(sip), .optional(shown)])
    }
    var found = users.map { object($0.dn, $0.name, ["top", "person", "organizationalPerson", "user"], $0.sipAddress, $0.displayName) }
      + contacts.map { object($0.dn, "{" + $0.guid + "}", ["top", "person", "organizationalPerson", "contact"], $0.sipAddress, $0.displayName) }
    if let ou { found = found.filter { Folding.key($0["Identity"]?.text ?? "").hasSuffix("," + Folding.key(ou)) } }
    if let filter { found = found.filter { object in filter { object[$0] } } }
    if let identity, found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    return limit.map { Array(found.prefix($0)) } ?? found
  }

  /// The roles of an account: those of the session's groups; nobody else has any.
  public func roles(of identity: String) throws(Fault) -> [String] {
    let logon = identity.cut(at: "\\")?.after ?? identity
    if (forest.sessionAccount.cut(at: "\\")?.after ?? forest.sessionAccount).same(logon) {
      var found: [String] = []
      if forest.sessionGroups.contains(where: { $0.same("RTCUniversalServerAdmins") }) { found += ["CsAdministrator", "CsServerAdministrator"] }
      if forest.sessionGroups.contains(where: { $0.same("RTCUniversalUserAdmins") }) { found.append("CsUserAdministrator") }
      return found
    }
    _ = try account(identity)
    return []
  }

  private static let testUserKind = "TestUser"

  /// Get-CsTestUserCredential.
  public func testUsers(_ sip: String?) throws(Fault) -> [LyncObject] {
    let rows = all(Policy.self).filter { $0.kind == LyncWorld.testUserKind && (sip.map($0.identity.same) ?? true) }
    if let sip, rows.isEmpty { throw .notFound(sip) }
    return rows.map { LyncObject(Shapes.testUser, [.string($0.identity), .string($0.settings.first ?? "")]) }
  }

  /// - Parameter name: nil = the credentials are forgotten
  public func setTestUser(_ sip: String, _ name: String?) throws(Fault) -> Outcome {
    try change((name == nil ? "Remove" : "Set") + "-CsTestUserCredential \(sip)") { () throws(Fault) -> Outcome in
      let row = all(Policy.identity, sip).first { $0.kind == LyncWorld.testUserKind }
      guard let name else {
        guard let row else { throw .notFound(sip) }
        row.delete()
        return Outcome()
      }
      let user = try self.user(sip)
      (row ?? addPolicy(LyncWorld.testUserKind, user.sipAddress ?? sip)).settings = [name]
      return Outcome()
    }
  }

  /// Set-CsAudioTestServiceApplication.
  public func setTestService(_ identity: String, _ values: [(String, String?)], passThru: Bool) throws(Fault) -> Outcome {
    try change("Set-CsAudioTestServiceApplication \(identity)") { () throws(Fault) -> Outcome in
      let contact = try contact(identity)
      guard contact.applicationName.same("testbot") else { throw .notFound(identity) }
      for (name, value) in values {
        switch name {
        case "DisplayName": contact.displayName = value
        case "DisplayNumber": contact.displayNumber = value
        case "LineURI":
          if let value, !value.isEmpty { try checkLineUri(value, exceptContact: contact) }
          contact.lineURI = value.flatMap { $0.isEmpty ? nil : $0 }
        case "Enabled": contact.enabled = value?.same("True") ?? true
        case "EnterpriseVoiceEnabled": contact.enterpriseVoice = value?.same("True") ?? true
        case "EnabledForFederation": contact.federation = value?.same("True") ?? false
        default: break
        }
      }
      contact.changed = now
      var query = EndpointQuery()
      query.identity = contact.sipAddress
      return Outcome(passThru ? try applicationEndpoints(query) : [])
    }
  }

  /// The scope whose policy holds for a user.
  public func effectiveScope(_ kind: String, of identity: String) throws(Fault) -> String {
    let user = try self.user(identity)
    if let assigned = PolicyList.value(kind, in: user.policies) { return assigned }
    if let site = user.home.flatMap({ pool($0) })?.site, policy(kind, "Site:" + site) != nil { return "Site:" + site }
    return "Global"
  }

  /// The DNS name of the forest's root domain.
  public var forestName: String { forest.name }

  /// Update-CsUserData: users where they are homed.
  public func updateUserData(_ text: String, file: String, _ query: UserDataQuery) throws(Fault) -> Outcome { try importUserData(text, file: file, query, replaces: false) }
}
