// The routing probe behind Test-SimApplicationCall: seven steps, stopping at the first that fails (domain 3.7).
import Directory

extension Shapes {
  static let applicationCall = Shape(
    "Sim.ApplicationCall", ["From", "To", "CallerPool", "RegistrarPool", "FrontEnd", "ApplicationPool", "Computer", "Result", "Reason"], text: nil)
}

/// The routing probe behind Test-SimApplicationCall: seven steps, stopping at the first that fails (domain 3.7).
struct CallProbe {
  private let world: LyncWorld
  private let caller: User
  private let to: String
  private let frontEnd: String?

  private var registrarPool: String?
  private var usedFrontEnd: String?
  private var applicationPool: String?
  private var computer: String?
  /// What each step found, for Get-SimExplanation.
  private var steps: [Fact] = []

  init(world: LyncWorld, caller: User, to: String, frontEnd: String?) {
    self.world = world
    self.caller = caller
    self.to = to
    self.frontEnd = frontEnd
  }

  /// Nil when the call arrives, else the reason.
  private struct Failure {
    var reason: String
    var rules: [String]
    init(_ reason: String, _ rules: String...) {
      self.reason = reason
      self.rules = rules
    }
    init(_ reason: String, rules: [String]) {
      self.reason = reason
      self.rules = rules
    }
  }

  mutating func run() -> (object: LyncObject, explanation: Explanation) {
    let failure = route()
    let object = LyncObject(Shapes.applicationCall, [
      .string(caller.sipAddress ?? ""), .string(to), .optional(caller.home), .optional(registrarPool), .optional(usedFrontEnd), .optional(applicationPool),
      .optional(computer), .string(failure == nil ? "Success" : "Failure"), .string(failure?.reason ?? ""),
    ])
    let explanation = Explanation(
      title: "Test-SimApplicationCall \(caller.sipAddress ?? "") \(to)", key: failure?.reason ?? "Success",
      message: failure.map { CallProbe.sentences[$0.reason] ?? $0.reason } ?? "The call reaches the application.", rules: failure?.rules ?? [], facts: steps,
      help: failure.flatMap { CallProbe.help[$0.reason] })
    return (object, explanation)
  }

  /// - Parameter step: begins with the number of the step
  private mutating func note(_ step: String, _ finding: String, from origin: String) { steps.append(Fact(step, finding, from: origin)) }
  /// Why Front Ends do not serve, when faults were injected there.
  private mutating func noteFaults(_ step: String, _ pool: String) {
    for fault in world.faults(touching: pool) { note(step + " fault", "\(fault.kind) at \(fault.target)", from: "Get-SimFault") }
  }
  private func faultRules(_ pool: String) -> [String] { world.faults(touching: pool).compactMap { FaultKind(rawValue: $0.kind)?.rule } }

  private mutating func route() -> Failure? {
    // 1: the caller's pool serves the caller.
    guard let home = caller.home else {
      note("1 Caller's pool", "none", from: "Active Directory, \(caller.dn): msRTCSIP-PrimaryHomeServer")
      return Failure("CallerPoolDown")
    }
    let callerFrontEnds = world.frontEnds(of: home)
    let running = world.runningFrontEnds(of: world.serving(home))
    note("1 Caller's pool", "\(home), running Front Ends: \(running.joined(separator: ", "))", from: "Active Directory, \(caller.dn); Get-CsWindowsService RTCSRV")
    if running.count < callerFrontEnds.count { noteFaults("1", home) }
    if let frontEnd, callerFrontEnds.contains(where: { $0.same(frontEnd) }), !running.contains(where: { $0.same(frontEnd) }) {
      return Failure("CallerPoolDown", rules: faultRules(home))
    }
    if running.isEmpty { return Failure("CallerPoolDown", rules: faultRules(home)) }
    let onLync = world.isLyncPool(home)

    // 2: the endpoint exists.
    guard let contact = world.first(Contact.sipAddress, to.dropping(prefix: "sip:") == nil ? "sip:" + to : to), contact.enabled else {
      note("2 Endpoint", "not found or disabled", from: "Active Directory, CN=Application Contacts,\(world.rtcContainer)")
      return Failure("NotFound")
    }
    note("2 Endpoint", contact.sipAddress, from: "Active Directory, \(contact.dn)")
    let poolName = contact.applicationPool ?? ""
    applicationPool = poolName
    registrarPool = contact.home
    let own = world.isOwnApplication(contact)
    let service = world.trustedApplicationPool(poolName)
    let entries = world.all(TrustedService.fqdn, poolName).filter { $0.applicationName.same(contact.applicationName) }
    let registrar = own ? contact.home : service.map(\.registrar) ?? entries.first?.routingPool ?? contact.home

    // 3: the endpoint has been upgraded for the Registrar that routes it.
    note("3 Application pool's Registrar", registrar ?? "none", from: service.map { "Central Management Store, \($0.identity)" } ?? "Active Directory, CN=Trusted Services")
    note("3 OwnerUrn", contact.ownerUrn ?? "(absent)", from: "Active Directory, \(contact.dn): msRTCSIP-OwnerUrn")
    if contact.ownerUrn == nil {
      guard let registrar else { return Failure("Orphaned", "R-054") }
      if world.isLyncPool(registrar) { return Failure("EndpointNotUpgraded", "R-043", "R-046") }
      if onLync, own ? world.service("Registrar", on: poolName) == nil : service == nil && !entries.isEmpty { return Failure("LegacyNotMerged", "R-071", "R-008") }
    }

    // 4: the endpoint's Registrar runs.
    let registrarHome = contact.home ?? ""
    let registrarFrontEnds = world.runningFrontEnds(of: registrarHome)
    note("4 Endpoint's Registrar", "\(registrarHome), running Front Ends: \(registrarFrontEnds.joined(separator: ", "))",
      from: "Active Directory, \(contact.dn): msRTCSIP-PrimaryHomeServer; Get-CsWindowsService RTCSRV")
    if registrarFrontEnds.count < world.frontEnds(of: registrarHome).count { noteFaults("4", registrarHome) }
    let chosen = frontEnd.flatMap { name in world.frontEnds(of: registrarHome).first { $0.same(name) } }
    if let chosen, !registrarFrontEnds.contains(where: { $0.same(chosen) }) {
      return Failure("RegistrarDown", rules: faultRules(registrarHome))
    }
    guard let first = registrarFrontEnds.first else { return Failure("RegistrarDown", rules: faultRules(registrarHome)) }
    let front = chosen ?? first
    usedFrontEnd = front
    if own { return ownApplication(contact, front) }

    // 5: the application exists where this Registrar looks for it (D-22).
    let onLyncRegistrar = world.isLyncPool(registrar)
    let application = world.all(Application.pool, poolName).first { $0.owns(contact) }
    let exists = onLyncRegistrar || onLync ? application != nil : !entries.isEmpty
    note("5 Application", exists ? "\(poolName)/\(LyncWorld.urn(contact.applicationName))" : "missing",
      from: onLyncRegistrar || onLync ? "Central Management Store, Get-CsTrustedApplication" : "Active Directory, CN=Trusted Services")
    if !exists { return Failure("ApplicationMissing", "R-062") }
    if contact.ownerUrn != nil, !contact.home.same(service?.registrar ?? "") { return Failure("Orphaned", "R-054") }

    // 6: OCS callers need a trusted service entry (R-051); a Lync Front End must not hold a stale one (R-052).
    if !onLync {
      let trusted = world.all(TrustedService.fqdn, poolName).contains { entry in
        entry.applicationName.same(contact.applicationName) || entry.applicationName.same(application?.legacyName ?? "")
      }
      note("6 Trusted service entry", trusted ? "present" : "missing", from: "Active Directory, CN=Trusted Services,\(world.rtcContainer)")
      if !trusted { return Failure("NotEnabled", "R-050", "R-051") }
    }
    if onLyncRegistrar, let application, isStale(application, front) { return Failure("FrontEndStale", "R-052") }

    // 7: an instance runs and is registered.
    let instances = world.all(Instance.self).filter { $0.pool.same(poolName) && application?.matches($0.applicationId) ?? $0.applicationId.same(contact.applicationName) }
    for instance in instances where instance.running && world.fault(.certificateExpired, instance.computer) == nil {
      if instance.registered, contact.crossedAt.map({ instance.started > $0 }) ?? true {
        computer = instance.computer
        note("7 Instance", instance.computer, from: "Get-SimApplication \(poolName)")
        return nil
      }
    }
    note("7 Instance", instances.isEmpty ? "not installed" : instances.contains { $0.running } ? "running, not registered" : "not running", from: "Get-SimApplication \(poolName)")
    let expired = instances.contains { world.fault(.certificateExpired, $0.computer) != nil }
    if expired { note("7 fault", "CertificateExpired", from: "Get-SimFault") }
    if instances.contains(where: { world.isUnsupportedOnOcs($0) }) { return Failure("AppNotRunning", "R-066") }
    return Failure("AppNotRunning", rules: expired ? ["F-04"] : ["R-053", "R-055"])
  }

  /// D-01, R-052: the Front End knew this id through a legacy pool and has not restarted since the native application was enabled.
  private mutating func isStale(_ application: Application, _ frontEnd: String) -> Bool {
    guard !world.isLegacyApplicationPool(application.pool), let host = world.host(frontEnd) else { return false }
    let known = host.knownLegacyIds.contains { $0.same(application.applicationId) || $0.same(LyncWorld.urn(application.legacyName)) }
    let stale = known && host.loadedEnabled < application.createdVersion
    note("6 Front End", "\(frontEnd) loaded version \(host.loadedEnabled), application from version \(application.createdVersion)\(known ? ", id known from a legacy pool" : "")",
      from: "Get-SimComputer \(frontEnd)")
    return stale
  }

  /// Conferencing attendant, response groups and the like run as Windows services of the Front End.
  private mutating func ownApplication(_ contact: Contact, _ frontEnd: String) -> Failure? {
    let services = ["caa": "RTCCAA", "cas": "RTCCAS", "cps": "RTCCPS", "rgs": "RTCRGS", "testbot": "RTCATS"]
    computer = frontEnd
    if world.isLyncPool(contact.home), let name = services[contact.applicationName.lowercased()], !world.isRunning(name, on: frontEnd) {
      note("7 Service", "\(name) is stopped on \(frontEnd)", from: "Get-CsWindowsService \(name) -ComputerName \(frontEnd)")
      computer = nil
      return Failure("AppNotRunning")
    }
    return nil
  }

  private static let sentences = [
    "CallerPoolDown": "No Front End of the caller's pool is running.",
    "NotFound": "The endpoint does not exist or is disabled.",
    "EndpointNotUpgraded": "The endpoint has no Lync attributes, and its application pool is routed by Lync.",
    "LegacyNotMerged": "The legacy application pool is not in the published topology.",
    "RegistrarDown": "No Front End of the endpoint's Registrar pool is running.",
    "ApplicationMissing": "The application does not exist in the endpoint's application pool.",
    "Orphaned": "The endpoint is not homed on the Registrar of its application pool.",
    "NotEnabled": "The application has no trusted service entry in Active Directory.",
    "FrontEndStale": "The Front End still knows the application through the legacy pool.",
    "AppNotRunning": "No running and registered instance of the application was found.",
  ]

  private static let help = [
    "EndpointNotUpgraded": "Run Move-CsApplicationEndpoint for the endpoint.",
    "LegacyNotMerged": "Run Merge-CsLegacyTopology and Publish-CsTopology.",
    "Orphaned": "Run Move-CsApplicationEndpoint for the endpoint.",
    "NotEnabled": "Run Enable-CsTopology.",
    "FrontEndStale": "Run Enable-CsTopology, then restart RTCSRV on the Front End.",
    "AppNotRunning": "Start the application; after a move from a legacy pool restart RTCSRV on the Front Ends first.",
  ]
}

extension Application {
  /// Whether an application id, with or without prefix, means this application.
  func matches(_ id: String) -> Bool { applicationId.same(LyncWorld.urn(id)) || legacyName.same(id) }
}

extension LyncWorld {
  /// Test-SimApplicationCall. Refuses a caller that is not there; a call that does not get through is a result.
  public func testApplicationCall(from: String, to: String, frontEnd: String? = nil) throws(Fault) -> LyncObject {
    let caller = try user(from)
    var probe = CallProbe(world: self, caller: caller, to: to, frontEnd: frontEnd)
    let (object, explanation) = probe.run()
    self.explanation = explanation
    return object
  }
}
