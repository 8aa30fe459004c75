// Computers, packages, versions and what is still pending (domain 4.5, D-24, D-30).
import Directory

extension Shapes {
  static let computerState = Shape("Sim.Computer", ["Fqdn", "Pool", "LoadedVersion", "ReplicaVersion", "Packages", "Services"], text: "Fqdn")
  static let package = Shape("Sim.Package", ["ComputerName", "Name", "InstalledOn"], text: "Name")
  static let state = Shape("Sim.State", ["CmsVersion", "EnabledVersion", "Clock", "Deployment", "Journal"], text: nil)
  static let nextHopCandidate = Shape("Sim.NextHopCandidate", ["PoolFqdn", "Version", "Site", "Selectable"], text: "PoolFqdn")
  static let pendingChange = Shape("Sim.PendingChange", ["Object", "Needs", "Where", "Since"], text: nil)
}

/// Computers, packages, versions and what is still pending (domain 4.5, D-24, D-30).
extension LyncWorld {
  /// Get-SimComputer.
  public func simComputers(_ fqdn: String? = nil) throws(Fault) -> [LyncObject] {
    let found = all(Host.self).filter { host in fqdn.map { Wildcard($0).matches(host.fqdn) } ?? true }
    if let fqdn, found.isEmpty, !Wildcard.isPattern(fqdn) { throw .notFound(fqdn) }
    return found.map { host in
      LyncObject(Shapes.computerState, [
        .string(host.fqdn), .optional(host.pool), .int(host.loadedVersion), .int(replicaVersion(of: host)),
        .strings(host.packages.map { $0.cut(at: "@")?.before ?? $0 }), .strings(all(HostService.host, host.fqdn).map(\.name)),
      ])
    }
  }

  /// Enter-SimComputer: the computer of the session from now on. Refuses an unknown one.
  public func enterComputer(_ fqdn: String) throws(Fault) {
    try change("Enter-SimComputer \(fqdn)") { () throws(Fault) -> Void in
      guard let host = host(fqdn) ?? host(fqdn + "." + forest.name) else { throw .notFound(fqdn) }
      forest.currentComputer = host.fqdn
    }
  }

  /// The packages Install-SimPackage knows.
  public static let packageNames = ["OCSWMIBC", "OCSCore", "UCMA2Runtime", "UCMA3Runtime", "UCMA4Runtime", "KB2741295", "ModifiedApplicationProvisioner"]

  /// Install-SimPackage, on the computer of the session unless another is said.
  public func installPackage(_ name: String, computer: String? = nil) throws(Fault) {
    try change("Install-SimPackage \(name)") { () throws(Fault) -> Void in
      guard let package = LyncWorld.packageNames.first(where: { $0.same(name) }) else { throw .invalid(name, "\"\(name)\" is not a known package.", id: "UnknownPackage") }
      let fqdn = computer ?? forest.currentComputer
      guard let host = host(fqdn) else { throw .notFound(fqdn) }
      if !isInstalled(package, on: fqdn) { host.packages += [package + "@" + String(now)] }
    }
  }

  /// Get-SimPackage.
  public func packages(computer: String? = nil) throws(Fault) -> [LyncObject] {
    let hosts: [Host]
    if let computer {
      guard let host = host(computer) else { throw .notFound(computer) }
      hosts = [host]
    } else {
      hosts = all(Host.self)
    }
    return hosts.flatMap { host in
      host.packages.map { entry in
        let parts = entry.cut(at: "@")
        return LyncObject(Shapes.package, [.string(host.fqdn), .string(parts?.before ?? entry), .optional(date: parts.flatMap { Int($0.after) })])
      }
    }
  }

  /// The drop-down of Topology Builder: only 2013 can be chosen in a mixed topology (R-031, D-23).
  public func nextHopCandidates() -> [LyncObject] {
    all(Service.self).filter { $0.role == "Registrar" }.map { registrar in
      LyncObject(Shapes.nextHopCandidate, [
        .string(registrar.pool), .int(registrar.version), .string("Site:" + registrar.site), .bool(isSelectableNextHop(registrar)),
      ])
    }
  }

  /// R-057: what still needs Enable-CsTopology, replication, a restart or a move.
  public func pendingChanges() -> [LyncObject] {
    var objects: [LyncObject] = []
    func report(_ object: String, _ needs: String, _ place: String, _ since: Int) {
      objects.append(LyncObject(Shapes.pendingChange, [.string(object), .string(needs), .string(place), .date(since)]))
    }
    let enabled = forest.enabledVersion
    for change in all(CmsChange.self) where change.needsEnable && change.version > enabled { report(change.object, "EnableTopology", forest.name, change.time) }
    let last = all(CmsChange.self).last?.time ?? LyncWorld.startOfTime
    for host in replicas() where !isUpToDate(host) { report("CMS version \(forest.cmsVersion)", "Replication", host.fqdn, last) }
    for application in all(Application.self) where !isLegacyApplicationPool(application.pool) {
      guard let registrar = trustedApplicationPool(application.pool)?.registrar else { continue }
      for frontEnd in runningFrontEnds(of: registrar) {
        guard let host = host(frontEnd), host.loadedEnabled < application.createdVersion, host.knownLegacyIds.contains(where: { application.matches($0) }) else { continue }
        report(application.identity, "Restart", frontEnd, host.rtcStarted)
      }
    }
    for contact in all(Contact.self) where !isOwnApplication(contact) {
      guard let pool = contact.applicationPool, let home = contact.home else { continue }
      if let crossed = contact.crossedAt {
        for frontEnd in runningFrontEnds(of: home) where host(frontEnd)?.rtcStarted ?? 0 <= crossed { report(contact.sipAddress, "Restart", frontEnd, crossed) }
      }
      let registrar = trustedApplicationPool(pool).map(\.registrar) ?? contact.home
      if contact.ownerUrn == nil ? isLyncPool(registrar) : !home.same(registrar ?? "") { report(contact.sipAddress, "Move", pool, contact.changed) }
    }
    return objects
  }

  // MARK: State and history

  /// Get-SimState: versions of the Central Management Store, the clock, the deployment, the number of steps.
  public func state() -> LyncObject {
    LyncObject(Shapes.state, [
      .int(forest.cmsVersion), .int(forest.enabledVersion), .date(now), .string(forest.deployment), .int(store.stepCount),
    ])
  }

  /// Save-SimState; a state of that name is replaced.
  public func saveState(_ name: String) { store.save(as: name) }

  /// Restore-SimState. Refuses a name nothing was saved as.
  public func restoreState(_ name: String) throws(Fault) {
    if !store.restore(name) { throw .notFound(name) }
  }

  /// How a saved state differs from another one, or from now.
  public func compareStates(_ reference: String, _ other: String?) throws(Fault) -> [Difference] {
    if let other, !store.savedNames.contains(Folding.key(other)) { throw .notFound(other) }
    guard let found = store.compare(reference, with: other) else { throw .notFound(reference) }
    return found.filter { $0.table != Forest.schema.name || $0.attribute != "Clock" && $0.attribute != "Seed" }
  }

  /// Names that `restoreState` knows.
  public var savedStates: [String] { store.savedNames }

  /// How many steps there are.
  public var stepCount: Int { store.stepCount }
  /// The changes of the session, the last ones; nil = all.
  public func lastSteps(_ count: Int?) -> ArraySlice<JournalEntry> { count.map { store.history.suffix(max(0, $0)) } ?? store.history[...] }

  /// What a step changed; that the clock went on is no news.
  public func differences(of entry: JournalEntry) -> [Difference] {
    store.differences(entry).filter { $0.table != Forest.schema.name || $0.attribute != "Clock" && $0.attribute != "Seed" }
  }

  /// The names of the objects a step touched.
  public func objects(of entry: JournalEntry) -> [String] { store.objects(entry, except: Forest.schema.name) }

  /// Takes the last step back; its title, or nil when there is none.
  @discardableResult
  public func undo() -> String? { store.undo()?.title }

  /// Lets the journal begin here.
  public func forgetHistory() { store.forgetHistory() }

  @discardableResult
  /// Redo-SimChange: what was done again; nil when nothing was undone.
  public func redo() -> String? { store.redo()?.title }
}
