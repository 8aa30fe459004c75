/// Get-, New-, Remove-CsTrustedApplicationComputer.
import Directory

extension LyncWorld {
  /// The computers of trusted application pools. R-020: legacy ones too.
  public func trustedApplicationComputers(identity: String? = nil, filter: String? = nil, pool: String? = nil, local: Bool = false) throws(Fault) -> [LyncObject] {
    try checkManagementUpdate()
    let found = selectedMachines(identity: identity, filter: filter, pool: pool, local: local).filter { trustedApplicationPool($0.pool) != nil }
    if let identity, found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    return found.map { object($0) }
  }

  func selectedMachines(identity: String?, filter: String?, pool: String?, local: Bool) -> [Machine] {
    var machines = identity.map { Wildcard.isPattern($0) ? all(Machine.self) : all(Machine.fqdn, $0) } ?? all(Machine.self)
    if let pattern = (filter ?? identity.flatMap { Wildcard.isPattern($0) ? $0 : nil }).map({ Wildcard($0) }) {
      machines = machines.filter { pattern.matches($0.fqdn) }
    }
    if let pool { machines = machines.filter { $0.pool.same(pool.dropping(prefix: "TrustedApplicationPool:") ?? pool) } }
    if local { machines = machines.filter { $0.fqdn.same(forest.currentComputer) } }
    return machines
  }

  /// New-CsTrustedApplicationComputer. Refuses a pool that is its only computer, and a computer it has already (E-COMP-DUP).
  public func newTrustedApplicationComputer(_ identity: String, pool poolName: String) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("New-CsTrustedApplicationComputer \(identity)") { () throws(Fault) -> Outcome in
      try checkFqdn(identity)
      guard let service = trustedApplicationPool(poolName) else { throw .pool(poolName) }
      let name = service.pool
      if isLegacySite(service.site) { throw .legacyPool(name) }
      if services(on: name).contains(where: { $0.row != service.row }) { throw .poolRoles(name) }
      let present = machines(of: name)
      if let only = present.first, only.fqdn.same(name) { throw .poolSingle(name) }
      if present.contains(where: { $0.fqdn.same(identity) }) {
        throw Fault(.resourceExists, key: "E-COMP-DUP", id: "CompDup", target: identity, "\"\(identity)\" is already a computer of pool \"\(name)\".")
      }
      var warnings: [String] = []
      if let warning = missingAccountWarning(identity) { warnings.append(warning) }
      addMachine(identity, pool: name)
      for application in all(Application.pool, name) { application.gruus += [identity + "=" + newGruuTail()] }
      if let host = host(identity) {
        host.pool = name
        if service.requiresReplication { addHost(identity, pool: name, kind: .application).replica = true }
      }
      topologyChanged(identity, "New")
      return Outcome(all(Machine.fqdn, identity).filter { $0.pool.same(name) }.map { object($0) }, warnings: warnings + [LyncWorld.enableWarning])
    }
  }

  /// Remove-CsTrustedApplicationComputer. Refuses the last one of a pool.
  public func removeTrustedApplicationComputer(_ identity: String) throws(Fault) -> Outcome {
    try checkManagementUpdate()
    return try change("Remove-CsTrustedApplicationComputer \(identity)") { () throws(Fault) -> Outcome in
      guard let machine = all(Machine.fqdn, identity).first(where: { trustedApplicationPool($0.pool) != nil }) else { throw .notFound(identity) }
      let name = machine.pool
      if isLegacyApplicationPool(name) { throw .legacyPool(name) }
      if machines(of: name).count <= 1 { throw .computerLast(machine.fqdn) }
      for application in all(Application.pool, name) {
        application.gruus = application.gruus.filter { !($0.cut(at: "=")?.before.same(identity) ?? false) }
      }
      for instance in all(Instance.self) where instance.pool.same(name) && instance.computer.same(identity) { instance.delete() }
      if let host = host(identity) {
        host.pool = nil
        host.replica = false
      }
      machine.delete()
      topologyChanged(identity, "Remove")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }
}
