// What the simulator knows of users beyond Lync: clients, add-ins, advice (domain 4.5).
import Directory

extension Shapes {
  static let simUser = Shape("Sim.User", ["Identity", "DisplayName", "Client", "AddIns", "NeedsLiveMeeting", "ContactsCount"])
  static let advice = Shape("Sim.MigrationAdvice", ["Rank", "Identity", "DisplayName", "FutureMeetings", "Client", "Advice"])
}

/// What the simulator knows of users beyond Lync: clients, add-ins, advice (domain 4.5).
extension LyncWorld {
  /// Get-SimUser. An identity without wildcards that is not there is refused.
  public func simUsers(_ identity: String? = nil) throws(Fault) -> [LyncObject] {
    let found = identity.map { users(matching: $0) } ?? all(User.self)
    if let identity, found.isEmpty, !Wildcard.isPattern(identity) { throw .notFound(identity) }
    return found.map { user in
      LyncObject(Shapes.simUser, [
        .string(user.dn), .string(user.displayName), .optional(user.client), .strings(user.addIns), .bool(user.needsLiveMeeting), .int(user.contactsCount),
      ])
    }
  }

  /// Installing a client installs its add-ins; older ones stay beside them.
  public func setUserClient(_ identity: String, client name: String?, addIns: [String] = []) throws(Fault) {
    try change("Set-SimUserClient \(identity)") { () throws(Fault) -> Void in
      let user = try self.user(identity)
      var present = user.addIns
      if let name {
        guard let client = Clients.named(name) else { throw unknownClient(name) }
        user.client = client.name
        present += client.addIns
      }
      present += addIns
      var seen: Set<String> = []
      user.addIns = present.filter { seen.insert($0.lowercased()).inserted }
    }
  }

  /// what works for a user with this client on the pool that homes them.
  public func testClientFeature(_ identity: String, feature: String) throws(Fault) -> Bool {
    let user = try self.user(identity)
    let home = user.home ?? "", version = homeVersion(home), running = runningFrontEnds(of: home)
    let signIn = version.flatMap { version in user.client.flatMap { Clients.named($0) }?.signIn(version: version) } ?? .none
    let works = user.enabled == true && !running.isEmpty && (signIn == .full || signIn == .presenceAndIm && !feature.same("Conferencing"))
    explanation = Explanation(
      title: "Test-SimClientFeature \(identity)", key: feature, message: works ? "\(feature) works." : "\(feature) does not work.", rules: ["R-097"],
      facts: [
        Fact("Client", user.client ?? "(none)", from: "Get-SimUser"), Fact("Enabled", user.enabled == true ? "True" : "False", from: "Get-CsUser"),
        Fact("HomePool", home.isEmpty ? "(none)" : home, from: "Get-CsUser"), Fact("Version", version.map { String($0) } ?? "(none)", from: "Get-CsService -Registrar"),
        Fact("RunningFrontEnds", running.joined(separator: ", "), from: "Get-CsWindowsService RTCSRV"),
      ],
      help: works ? nil : signIn == .full ? startStep(home) : "Set-SimUserClient -Identity \(user.sipAddress ?? identity) -Client \"Lync 2013\"")
    return works
  }

  /// frequent organizers first; who needs Live Meeting features stays.
  public func migrationAdvice() -> [LyncObject] {
    var counts: [String: Int] = [:]
    for meeting in all(Meeting.self) where meeting.start > now && meeting.state != "Deleted" { counts[meeting.organizer.lowercased(), default: 0] += 1 }
    let versions = all(Service.self).filter { $0.role == "Registrar" }.map(\.version)
    let newest = versions.max() ?? ServerVersion.lync2013
    let candidates = all(User.self).filter { user in user.enabled != nil && (user.home.flatMap { homeVersion($0) } ?? 0) < newest }
    let ranked = candidates.map { (user: $0, meetings: counts[($0.sipAddress ?? "").lowercased()] ?? 0) }.enumerated()
      .sorted { $0.element.meetings != $1.element.meetings ? $0.element.meetings > $1.element.meetings : $0.offset < $1.offset }
    return ranked.enumerated().map { rank, entry in
      let (user, meetings) = entry.element
      let advice: String
      if user.needsLiveMeeting { advice = "Needs Live Meeting features: leave on Office Communications Server or use the Live Meeting service" } else if meetings > 1 {
        advice = "Frequent organizer: move first"
      } else if meetings == 1 {
        advice = "Organizer: move early"
      } else {
        advice = "Move any time"
      }
      return LyncObject(Shapes.advice, [
        .int(rank + 1), .string(user.dn), .string(user.displayName), .int(meetings), .optional(user.client), .string(advice),
      ])
    }
  }
}
