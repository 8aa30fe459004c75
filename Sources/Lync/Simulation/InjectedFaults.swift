/// Faults a trainer injects and their consequences: Set-, Get-, Clear-SimFault. All [O]; the table stands in README.md.
///
/// A fault is a row; what follows from it is asked where it matters: `runningFrontEnds`, `isBackEndReachable`,
/// `replicaVersion`, starting of services, storing of content. Taking the row away ends it, so undo and saved states
/// need nothing special.
import Directory

/// What can be broken. `rule` is where Get-SimExplanation points.
public enum FaultKind: String, CaseIterable {
  case frontEndDown = "FrontEndDown"
  case replicationBlocked = "ReplicationBlocked"
  case quorumLost = "QuorumLost"
  case certificateExpired = "CertificateExpired"
  case fileStoreFull = "FileStoreFull"
  case backEndUnreachable = "BackEndUnreachable"

  var rule: String {
    switch self {
    case .frontEndDown: "F-01"
    case .replicationBlocked: "F-02"
    case .quorumLost: "F-03"
    case .certificateExpired: "F-04"
    case .fileStoreFull: "F-05"
    case .backEndUnreachable: "F-06"
    }
  }

  /// What a target of this kind is.
  var targetKind: String {
    switch self {
    case .frontEndDown: "Front End Server"
    case .replicationBlocked: "computer with a replica"
    case .quorumLost: "Front End pool of Lync Server 2013"
    case .certificateExpired: "computer"
    case .fileStoreFull: "file store"
    case .backEndUnreachable: "Front End pool"
    }
  }

  /// What follows from it, in one sentence.
  public var effect: String {
    switch self {
    case .frontEndDown: "All services of the server are stopped and cannot be started."
    case .replicationBlocked: "Changes of the Central Management Store no longer reach the replica."
    case .quorumLost: "RTCSRV is stopped on every Front End Server of the pool and cannot be started."
    case .certificateExpired: "Nobody connects to the computer any more; RTCSRV cannot be started again."
    case .fileStoreFull: "Meeting content can be neither added nor moved there."
    case .backEndUnreachable: "Users and contacts cannot be moved to or from the pool; PINs cannot be read or set."
    }
  }
}

extension Shapes {
  static let fault = Shape("Sim.Fault", ["Name", "Target", "Since", "Effect"], view: .list, text: "Name")
  static let faultKind = Shape("Sim.FaultKind", ["Name", "TargetKind", "Targets", "Effect"], view: .list, text: "Name")
}

extension LyncWorld {
  // MARK: Asking

  func fault(_ kind: FaultKind, _ target: String) -> InjectedFault? {
    all(InjectedFault.target, target).first { $0.kind == kind.rawValue }
  }

  func checkBackEnd(_ pool: String) throws(Fault) {
    if isBackEndReachable(pool) { return }
    var refusal = Fault.backend(pool)
    refusal.rules = rules(behind: pool)
    if fault(.backEndUnreachable, pool) != nil { refusal.help = "Clear-SimFault BackEndUnreachable \(pool), or use -IgnoreBackendStoreException." }
    throw refusal
  }

  /// F-05
  func checkFileStore(of pool: String) throws(Fault) {
    guard let store = fileStore(of: pool), fault(.fileStoreFull, store) != nil else { return }
    throw Fault(.resourceUnavailable, key: "E-FILESTORE", id: "FileStoreFull", target: store,
      "The file store \"\(store)\" of pool \"\(pool)\" is full; meeting content cannot be stored.", help: "Make room: Clear-SimFault FileStoreFull \(store)", rules: ["F-05"])
  }

  /// The file store a pool's web services use.
  func fileStore(of pool: String) -> String? {
    (service("WebServer", on: pool)?.fileStore ?? service("WebServer", on: pool)?.setting("FileStore")).map { $0.dropping(prefix: "FileStore:") ?? $0 }
  }

  /// Why a service cannot be started now.
  func checkStart(_ name: String, on computer: String) throws(Fault) {
    let pool = host(computer)?.pool ?? ""
    let kind: FaultKind
    if fault(.frontEndDown, computer) != nil { kind = .frontEndDown }
    else if name == "RTCSRV", fault(.quorumLost, pool) != nil { kind = .quorumLost }
    else if name == "RTCSRV", fault(.certificateExpired, computer) != nil { kind = .certificateExpired }
    else { return }
    let why = switch kind {
    case .frontEndDown: "the server is down"
    case .quorumLost: "pool \(pool) has lost its quorum"
    default: "the certificate has expired"
    }
    let help = kind == .quorumLost ? "Reset-CsPoolRegistrarState -PoolFqdn \(pool) -ResetType QuorumLossRecovery" : "Clear-SimFault \(kind.rawValue) \(computer)"
    throw Fault(.invalidOperation, key: "E-SVC-START", id: "ServiceStart", target: name,
      "The service \"\(name)\" cannot be started on \(computer): \(why).", help: help, rules: [kind.rule],
      facts: [
        Fact("Fault", "\(kind.rawValue) at \(kind == .quorumLost ? pool : computer)", from: "Get-SimFault"),
        Fact("\(name) on \(computer)", "Stopped", from: "Get-CsWindowsService -ComputerName \(computer)")
      ])
  }

  /// The faults that touch a pool, its computers included.
  func faults(touching pool: String) -> [InjectedFault] {
    let places = [pool] + frontEnds(of: pool) + (fileStore(of: pool).map { [$0] } ?? [])
    return all(InjectedFault.self).filter { fault in places.contains { $0.same(fault.target) } }
  }

  private func rules(behind pool: String) -> [String] { faults(touching: pool).compactMap { FaultKind(rawValue: $0.kind)?.rule } }

  // MARK: Targets

  /// Everything a fault can be injected at.
  public func faultTargets(_ kind: FaultKind) -> [String] {
    switch kind {
    case .frontEndDown: return all(Host.self).filter { [.frontEnd2013, .frontEnd2010, .ocsFrontEnd].contains($0.role) }.map(\.fqdn)
    case .replicationBlocked: return replicas().map(\.fqdn)
    case .quorumLost: return all(Service.self).filter { $0.role == "Registrar" && $0.version >= ServerVersion.lync2013 }.map(\.pool)
    case .certificateExpired: return all(Host.self).filter { $0.role != .other }.map(\.fqdn)
    case .fileStoreFull: return all(Service.self).filter { $0.role == "FileStore" }.map(\.pool)
    case .backEndUnreachable:
      return all(Service.self).filter { $0.role == "Registrar" }.map(\.pool)
        + all(LegacyPool.self).filter { $0.kind == "Pool" && service("Registrar", on: $0.fqdn) == nil }.map(\.fqdn)
    }
  }

  /// The targets a name means: itself, or what a pool or a computer stands for.
  private func targets(_ kind: FaultKind, _ text: String) throws(Fault) -> [String] {
    let possible = faultTargets(kind)
    let name = text.utf8.contains(UInt8(ascii: ".")) ? text : text + "." + forest.name
    if let exact = possible.first(where: { $0.same(name) || $0.same(text) }) { return [exact] }
    let ofPool = frontEnds(of: name).filter { computer in possible.contains { $0.same(computer) } }
    if !ofPool.isEmpty { return ofPool }
    let stands = kind == .fileStoreFull ? fileStore(of: name) : host(name)?.pool
    if let stands, let exact = possible.first(where: { $0.same(stands) }) { return [exact] }
    throw .invalid(text, "\"\(text)\" is not a target of fault \(kind.rawValue). Targets: \(possible.joined(separator: ", ")).", id: "FaultTarget")
  }

  private func kind(_ name: String) throws(Fault) -> FaultKind {
    guard let kind = FaultKind.allCases.first(where: { $0.rawValue.same(name) }) else {
      throw .invalid(name, "\"\(name)\" is not a fault. The faults are \(FaultKind.allCases.map(\.rawValue).joined(separator: ", ")).", id: "FaultName")
    }
    return kind
  }

  // MARK: Injecting

  private func object(_ fault: InjectedFault) -> LyncObject {
    LyncObject(Shapes.fault, [.string(fault.kind), .string(fault.target), .date(fault.since), .string(FaultKind(rawValue: fault.kind)?.effect ?? "")])
  }

  /// Get-SimFault.
  public func injectedFaults(_ name: String? = nil, target: String? = nil) -> [LyncObject] {
    let name = name.map { Wildcard($0) }, target = target.map { Wildcard($0) }
    return all(InjectedFault.self).filter { (name?.matches($0.kind) ?? true) && (target?.matches($0.target) ?? true) }.map { object($0) }
  }

  /// Get-SimFault -ListAvailable.
  public func faultKinds(_ name: String? = nil) -> [LyncObject] {
    let name = name.map { Wildcard($0) }
    return FaultKind.allCases.filter { name?.matches($0.rawValue) ?? true }.map { kind in
      LyncObject(Shapes.faultKind, [.string(kind.rawValue), .string(kind.targetKind), .strings(faultTargets(kind)), .string(kind.effect)])
    }
  }

  /// Set-SimFault.
  public func setFault(_ name: String, target: String) throws(Fault) -> [LyncObject] {
    let kind = try self.kind(name)
    let targets = try self.targets(kind, target)
    return try change("Set-SimFault \(kind.rawValue) \(target)") { () throws(Fault) -> [LyncObject] in
      targets.map { target in
        if let present = fault(kind, target) { return object(present) }
        let new = add(InjectedFault.self)
        new.kind = kind.rawValue
        new.target = target
        new.since = now
        begin(kind, new)
        return object(new)
      }
    }
  }

  private func begin(_ kind: FaultKind, _ fault: InjectedFault) {
    switch kind {
    case .frontEndDown: fault.stopped = haltServices(nil, on: [fault.target])
    case .quorumLost: fault.stopped = haltServices("RTCSRV", on: frontEnds(of: fault.target))
    case .replicationBlocked: if let host = host(fault.target) { fault.version = replicaVersion(of: host, ignoringFaults: true) }
    case .certificateExpired, .fileStoreFull, .backEndUnreachable: break
    }
  }

  /// Ends faults; what a fault stopped starts again. Returns what was ended.
  public func clearFaults(_ name: String? = nil, target: String? = nil) throws(Fault) -> [LyncObject] {
    if let name, !Wildcard.isPattern(name) { _ = try kind(name) }
    return try change("Clear-SimFault \(name ?? "*")") { () throws(Fault) -> [LyncObject] in
      let name = name.map { Wildcard($0) }
      var ended: [LyncObject] = []
      for fault in all(InjectedFault.self) where (name?.matches(fault.kind) ?? true) && (target.map { isMeant(fault, $0) } ?? true) {
        ended.append(object(fault))
        end(fault)
      }
      return ended
    }
  }

  private func isMeant(_ fault: InjectedFault, _ target: String) -> Bool {
    if Wildcard(target).matches(fault.target) || (target + "." + forest.name).same(fault.target) { return true }
    guard let kind = FaultKind(rawValue: fault.kind), let all = try? targets(kind, target) else { return false }
    return all.contains { $0.same(fault.target) }
  }

  private func end(_ fault: InjectedFault) {
    let stopped = fault.stopped
    fault.delete()
    for entry in stopped { if let (service, computer) = entry.cut(at: "@") { resumeService(service, on: computer) } }
  }

  /// Reset-CsPoolRegistrarState: a quorum-loss recovery ends the loss; the others start what can be started.
  public func resetPoolRegistrarState(_ pool: String, type: String, restart: Bool) throws(Fault) {
    guard let registrar = registrarService(pool), registrar.version >= ServerVersion.lync2013 else { throw .registrar(pool) }
    try change("Reset-CsPoolRegistrarState \(pool)") { () throws(Fault) -> Void in
      if type.same("QuorumLossRecovery") || type.same("FullReset"), let fault = fault(.quorumLost, registrar.pool) { end(fault) }
      if fault(.quorumLost, registrar.pool) != nil {
        throw Fault(.invalidOperation, key: "E-QUORUM", id: "QuorumLost", target: registrar.pool, "Pool \"\(registrar.pool)\" has lost its quorum.",
          help: "Use -ResetType QuorumLossRecovery.", rules: ["F-03"])
      }
      guard restart else { return }
      for computer in frontEnds(of: registrar.pool) { resumeService("RTCSRV", on: computer) }
    }
  }
}
