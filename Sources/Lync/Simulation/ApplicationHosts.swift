// Application hosts: the UCMA programs themselves (domain 4.4).
import Directory

extension Shapes {
  static let instance = Shape(
    "Sim.Application", ["Pool", "ApplicationId", "Computer", "UcmaVersion", "AutoProvisioned", "Running", "Registered"], text: nil)
}

/// Application hosts: the UCMA programs themselves (domain 4.4).
extension LyncWorld {
  private func object(_ instance: Instance) -> LyncObject {
    LyncObject(Shapes.instance, [
      .string(instance.pool), .string(instance.applicationId), .string(instance.computer), .string(instance.ucmaVersion), .bool(instance.autoProvisioned),
      .bool(instance.running), .bool(instance.registered),
    ])
  }

  private func bare(_ id: String) -> String { id.dropping(prefix: LyncWorld.urnPrefix) ?? id }

  private func instances(_ pool: String, _ id: String) throws(Fault) -> [Instance] {
    let found = all(Instance.self).filter { $0.pool.same(pool) && $0.applicationId.same(bare(id)) }
    if found.isEmpty {
      throw Fault(.objectNotFound, key: "E-INSTANCE", id: "Instance", target: id, "Application \"\(bare(id))\" is not installed on the computers of pool \"\(pool)\".",
        help: "Install-SimApplication installs it.")
    }
    return found
  }

  /// Get-SimApplication.
  public func simApplications(pool: String? = nil, id: String? = nil) -> [LyncObject] {
    all(Instance.self).filter { instance in
      (pool.map { instance.pool.same($0) } ?? true) && (id.map { instance.applicationId.same(bare($0)) } ?? true)
    }.map { object($0) }
  }

  /// Installs an application on every computer of its pool; stopped until it is started (D-02).
  public func installApplication(_ pool: String, _ id: String, ucmaVersion: String = "4.0", autoProvisioned: Bool = false) throws(Fault) -> [LyncObject] {
    try change("Install-SimApplication \(pool) \(id)") { () throws(Fault) -> [LyncObject] in
      let legacy = all(TrustedService.fqdn, pool).filter { !$0.native && $0.applicationName.same(bare(id)) }
      guard application(id, in: pool) != nil || !legacy.isEmpty else {
        if trustedApplicationPool(pool) == nil { throw .pool(pool) }
        throw .appNotFound(LyncWorld.urn(id), pool)
      }
      var computers = machines(of: pool).map(\.fqdn)
      if computers.isEmpty { computers = legacyComputers(of: pool, application: bare(id)) }
      for computer in computers {
        let present = all(Instance.self).first { $0.pool.same(pool) && $0.applicationId.same(bare(id)) && $0.computer.same(computer) }
        if let present {
          present.ucmaVersion = ucmaVersion
          present.autoProvisioned = autoProvisioned
        } else {
          addInstance(bare(id), pool: pool, computer: computer, ucmaVersion: ucmaVersion, running: false)
          all(Instance.self).last?.autoProvisioned = autoProvisioned
        }
      }
      return simApplications(pool: pool, id: id)
    }
  }

  /// Launches an application. R-055: an auto-provisioned one needs an up-to-date replica on its computers. R-053: after a
  /// contact came over from a legacy pool the Registrar's Front Ends must have been restarted, else it does not register.
  public func startApplication(_ pool: String, _ id: String) throws(Fault) -> [LyncObject] {
    try change("Start-SimApplication \(pool) \(id)") { () throws(Fault) -> [LyncObject] in
      let found = try instances(pool, id)
      for instance in found where instance.autoProvisioned {
        guard let host = host(instance.computer), host.replica, isUpToDate(host), isRunning("REPLICA", on: host.fqdn) else {
          throw Fault(.invalidOperation, key: "E-PROVISIONING", id: "ProvisioningFailureException", target: instance.computer,
            "ProvisioningFailureException: the replica on \"\(instance.computer)\" is not up to date.",
            help: "Wait for replication, or run Invoke-CsManagementStoreReplication.", rules: ["R-055"])
        }
      }
      let registered = isRegistrable(pool, id)
      for instance in found where !instance.running || !instance.registered {
        instance.running = true
        instance.registered = registered && !isUnsupportedOnOcs(instance)
        instance.started = now
      }
      return found.map { object($0) }
    }
  }

  /// against Office Communications Server alone, UCMA 3.0 and later have user endpoints only.
  func isUnsupportedOnOcs(_ instance: Instance) -> Bool {
    guard let registrar = trustedApplicationPool(instance.pool)?.registrar ?? all(TrustedService.fqdn, instance.pool).first?.routingPool else { return false }
    return homeVersion(registrar) == ServerVersion.ocs && !instance.ucmaVersion.hasPrefix("2")
  }

  private func isRegistrable(_ pool: String, _ id: String) -> Bool {
    let application = self.application(id, in: pool)
    for contact in all(Contact.self) where contact.applicationPool.same(pool) {
      guard let crossed = contact.crossedAt, application?.owns(contact) ?? contact.applicationName.same(bare(id)), let home = contact.home else { continue }
      for frontEnd in runningFrontEnds(of: home) where host(frontEnd)?.rtcStarted ?? 0 <= crossed { return false }
    }
    return true
  }

  /// Stop-SimApplication, on every computer of the pool.
  public func stopApplication(_ pool: String, _ id: String) throws(Fault) -> [LyncObject] {
    try change("Stop-SimApplication \(pool) \(id)") { () throws(Fault) -> [LyncObject] in
      let found = try instances(pool, id)
      for instance in found {
        instance.running = false
        instance.registered = false
      }
      return found.map { object($0) }
    }
  }

  /// Rebuilds an application against another UCMA version; the compiler's warnings come along.
  public func updateApplication(_ pool: String, _ id: String, ucmaVersion: String) throws(Fault) -> Outcome {
    try change("Update-SimApplication \(pool) \(id)") { () throws(Fault) -> Outcome in
      let found = try instances(pool, id)
      let obsolete = found.contains { $0.ucmaVersion != ucmaVersion } && ucmaVersion == "4.0"
      for instance in found { instance.ucmaVersion = ucmaVersion }
      return Outcome(found.map { object($0) }, warnings: obsolete ? LyncWorld.obsoleteMembers.map { "'\($0)' is obsolete." } : [])
    }
  }

  private static let obsoleteMembers = [
    "Microsoft.Rtc.Collaboration.ApplicationEndpoint.SetProxyInformation(String, Int32)",
    "Microsoft.Rtc.Collaboration.UserEndpoint.SetProxyInformation(String, Int32)",
  ]
}
