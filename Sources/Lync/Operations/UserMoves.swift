/// What Move-CsUser and Move-CsLegacyUser are told besides user and target.
import Directory

public struct UserMoveOptions {
  /// Moves the account without its data, asking no back end.
  public var force = false
  /// `-IgnoreBackendStoreException`.
  public var ignoreBackend = false
  /// `-MoveConferenceData`, alias `-MoveMeetingContent` (Q1).
  public var moveConferenceData = false
  /// `-ProxyPool`: through whom the old home is reached.
  public var proxyPool: String?
  /// Policy kinds Move-CsLegacyUser does not assign: ConferencingPolicy, DialPlan, ...
  public var excludedPolicies: [String] = []
  /// The moved accounts are handed out.
  public var passThru = false
  /// Nothing special.
  public init() {}
}

/// Moving users between pools (domain 3.8).
extension LyncWorld {
  func meetings(of user: User) -> [Meeting] {
    guard let sip = user.sipAddress else { return [] }
    return all(Meeting.organizer, sip).filter { $0.state != "Deleted" }
  }

  private func checkBackends(_ pools: [String?]) throws(Fault) {
    for case let pool? in pools { try checkBackEnd(pool) }
  }

  static let earlierVersionWarning =
    "Moving a user from the current version to an earlier version (or to a service version) can cause data loss."

  /// Move-CsUser; refusals in the order of D-06.
  public func moveUser(_ identity: String, target: String, options: UserMoveOptions = .init()) throws(Fault) -> Outcome {
    try change("Move-CsUser \(identity)") { () throws(Fault) -> Outcome in try move(try self.user(identity), target, options) }
  }

  /// The same for an account that was found already.
  public func moveUser(row: Row, _ identity: String, target: String, options: UserMoveOptions) throws(Fault) -> Outcome {
    try change("Move-CsUser \(identity)") { () throws(Fault) -> Outcome in
      let user = User(store: store, row: row)
      return try move(user.enabled == nil ? try self.user(identity) : user, target, options)
    }
  }

  private func move(_ user: User, _ target: String, _ options: UserMoveOptions) throws(Fault) -> Outcome {
    // A legacy pool is a possible target (rollback, R-091) once it is in the topology.
    let destination = standing(target)
    guard let registrar = destination.registrar else { throw .registrar(target) }
    let source = user.home, origin = source.map { standing($0) }
    //
    let sourceVersion = origin?.homeVersion ?? 0
    if let source, sourceVersion == ServerVersion.ocs { throw .moveUseLegacy(user.sipAddress ?? user.dn, source) }
    if options.proxyPool != nil { throw .proxy() }
    if source.same(registrar.pool) { return Outcome(options.passThru ? [object(user)] : []) }
    if !options.force, !options.ignoreBackend, origin?.isBackEndReachable == false || !destination.isBackEndReachable { try checkBackends([source, registrar.pool]) }
    var warnings: [String] = []
    if registrar.version < sourceVersion { warnings.append(LyncWorld.earlierVersionWarning) }
    if options.force {
      let (meetings, contacts) = discardData(of: user)
      warnings.append("The account of \(user.sipAddress ?? user.dn) was moved without its data: \(meetings) meeting(s) and \(contacts) contact(s) were discarded.")
    } else {
      if options.moveConferenceData, meetings(of: user).contains(where: { !all(Content.meetingId, $0.meetingId).isEmpty }) { try checkFileStore(of: registrar.pool) }
      moveMeetings(of: user, to: registrar, withContent: options.moveConferenceData)
    }
    rehome(user, to: registrar)
    return Outcome(options.passThru ? [object(user)] : [], warnings: warnings)
  }

  /// the account moves, its meetings and contacts are gone for good.
  private func discardData(of user: User) -> (meetings: Int, contacts: Int) {
    let lost = meetings(of: user)
    for meeting in lost { meeting.state = "Deleted" }
    let contacts = user.contactsCount
    user.contactsCount = 0
    return (lost.count, contacts)
  }

  /// home server and routing group change; address, line, policies and PIN do not.
  private func rehome(_ user: User, to registrar: Service) {
    user.home = registrar.pool
    user.routingGroup = registrar.version >= ServerVersion.lync2013 ? newGuid() : nil
    if registrar.version == ServerVersion.ocs { user.policies = [] }
    user.changed = now
  }

  /// https meetings follow the account, content only when asked for.
  private func moveMeetings(of user: User, to registrar: Service, withContent: Bool) {
    for meeting in meetings(of: user) {
      guard meeting.kind == MeetingKind.online, let host = meeting.host else { continue }
      if registrar.version == ServerVersion.ocs {
        // an https meeting means nothing to Office Communications Server.
        meeting.state = "Orphaned"
        continue
      }
      if withContent { moveContent(of: meeting, from: host, to: registrar.pool) }
      meeting.host = registrar.pool
      meeting.state = "Active"
    }
  }

  private func moveContent(of meeting: Meeting, from: String, to: String) {
    for item in all(Content.meetingId, meeting.meetingId) { item.pool = to }
  }

  /// Whether a meeting's content lies on the pool that hosts it (R-082, R-092, D-21).
  func isContentAvailable(_ meeting: Meeting) -> Bool {
    all(Content.meetingId, meeting.meetingId).allSatisfy { $0.pool.same(meeting.host ?? $0.pool) }
  }

  // MARK: Legacy users

  /// Move-CsLegacyUser; refusals in the order of D-06.
  public func moveLegacyUser(_ identity: String, target: String, options: UserMoveOptions = .init()) throws(Fault) -> Outcome {
    try change("Move-CsLegacyUser \(identity)") { () throws(Fault) -> Outcome in
      let user = try self.user(identity)
      let sip = user.sipAddress ?? user.dn
      // R-090; enabled but unassigned users may be moved too.
      if let home = user.home, isLyncPool(home) { throw .notLegacy(sip) }
      guard let registrar = registrarService(target), registrar.version >= ServerVersion.lync2010 else { throw .registrar(target) }
      if options.proxyPool != nil { throw .proxy() }
      try checkWmi()
      if !isMerged { throw .legacyMerge() }
      let assigned = try importedPolicies(of: user, sip, excluding: options.excludedPolicies)
      if !options.force, !options.ignoreBackend { try checkBackends([user.home, registrar.pool]) }
      var warnings: [String] = []
      if options.force {
        let (meetings, contacts) = discardData(of: user)
        warnings.append("The account of \(sip) was moved without its data: \(meetings) meeting(s) and \(contacts) contact(s) were discarded.")
      } else {
        markLegacyMeetings(of: user, movedTo: registrar)
      }
      rehome(user, to: registrar)
      for (kind, policy) in assigned { user.policies = PolicyList.setting(kind, policy, in: user.policies) }
      user.federation = true
      user.internetAccess = true
      user.richPresence = true
      return Outcome(options.passThru ? [object(user)] : [], warnings: warnings)
    }
  }

  /// each legacy policy that is not excluded has an imported equivalent, else E-LEGACY-IMPORT.
  private func importedPolicies(of user: User, _ sip: String, excluding: [String]) throws(Fault) -> [(kind: String, policy: String)] {
    var result: [(kind: String, policy: String)] = []
    for entry in user.legacyPolicies {
      guard let (kind, name) = entry.cut(at: "="), !excluding.contains(where: { $0.same(kind) }) else { continue }
      guard let policy = policy(kind, "Tag:" + name), policy.imported else { throw .legacyImport(name, sip, kind) }
      result.append((kind, policy.identity))
    }
    return result
  }

  /// conf:// and meet:// meetings never migrate; service meetings are nobody's server (D-14).
  private func markLegacyMeetings(of user: User, movedTo registrar: Service) {
    for meeting in meetings(of: user) where !meeting.liveMeetingService {
      if meeting.kind == MeetingKind.online {
        meeting.host = registrar.pool
        meeting.state = "Active"
      } else {
        meeting.state = "Unsupported"
      }
    }
  }
}
