// Who joins: a user of the forest, an anonymous caller, or somebody from a federated company.
import Directory

extension Shapes {
  static let meetingJoin = Shape("Sim.MeetingJoin", ["MeetingId", "Client", "CanJoin", "UseClient", "MissingFeatures", "Reason"], text: nil)
}

/// Who joins: a user of the forest, an anonymous caller, or somebody from a federated company.
public enum Joiner {
  case user(String)
  case anonymous
  case federated(String)
}

/// The join matrix of meetings and clients (domain 3.9, D-19).
struct MeetingJoin {
  var canJoin = true
  var useClient = ""
  var missing: [String] = []
  var reason = ""
  var rules: [String] = []

  /// The four clients of R-101.
  static let legacyClients = [Clients.communicator2007R2, Clients.attendant2007R2, Clients.communicator2007, Clients.liveMeeting]

  /// No program: somebody dials in.
  static let phone = ClientProgram(name: "Phone", shortNames: [], signIn: (.none, .none, .none), joinOnly: true, addIns: [])

  private static func isLegacy(_ client: ClientProgram) -> Bool { legacyClients.contains { $0.same(client.name) } }

  static func refused(_ reason: String, use client: String = "", rules: String...) -> MeetingJoin {
    MeetingJoin(canJoin: false, useClient: client, reason: reason, rules: rules)
  }

  private static func joined(_ client: ClientProgram, missing: [String] = [], reason: String = "", rules: String...) -> MeetingJoin {
    MeetingJoin(canJoin: true, useClient: client.name, missing: missing, reason: reason, rules: rules)
  }

  /// a federated Communicator 2007 user at a locked meeting of Lync Server 2013.
  static func federatedAtLocked() -> MeetingJoin { refused("Locked; reschedule in Lync Server 2013", rules: "R-107") }

  /// a meeting hosted on Lync Server 2013.
  static func on2013(_ client: ClientProgram, scheduledOn created: String, slidesBy2013: Bool) -> MeetingJoin {
    if isLegacy(client) { return refused("\(client.name) cannot join Lync Server 2013 meetings", use: Clients.webApp2013, rules: "R-101") }
    if client.signIn(version: ServerVersion.lync2013) == .none {
      return refused("\(client.name) cannot join Lync Server 2013 meetings", use: Clients.webApp2013, rules: "R-100", "R-109")
    }
    var missing: [String] = []
    if client.name == "Lync 2010", slidesBy2013 { missing.append("Slides uploaded by Lync 2013 are view-only") }
    if client.name == Clients.webApp2013, created == "2010" { missing.append("PowerPoint files cannot be uploaded") }
    var result = joined(client, missing: missing, rules: "R-100")
    if !missing.isEmpty { result.rules.append(client.name == "Lync 2010" ? "R-105" : "R-106") }
    return result
  }

  /// a meeting hosted on Lync Server 2010.
  static func on2010(_ client: ClientProgram) -> MeetingJoin {
    if client.name == Clients.webApp2013 { return refused("\(client.name) cannot join Lync Server 2010 meetings", use: Clients.webApp2010, rules: "R-103") }
    if client.name == Clients.lync2013 || client.name == "Lync 2013 Basic" {
      return joined(client, missing: [
        "Meeting IM does not work", "Gallery View unavailable (active speaker only)", "Participant list shown by default in video",
        "Lock the Video Spotlight and Pin to Gallery unavailable",
      ], rules: "R-102")
    }
    return joined(client, rules: "R-103")
  }

  /// conf:// by Communicator, meet:// by Live Meeting, both scaled down by newer clients.
  static func onOcs(_ client: ClientProgram, kind: String) -> MeetingJoin {
    let communicators = [Clients.communicator2007R2, Clients.communicator2007, Clients.attendant2007R2]
    let scaled = ["Scaled-down meeting experience"]
    if kind == MeetingKind.webConference {
      if client.name == Clients.liveMeeting { return joined(client, rules: "R-104") }
      if client.name == Clients.lync2013 { return joined(client, missing: scaled, rules: "R-104") }
      return refused("\(client.name) cannot join Live Meeting conferences", use: Clients.liveMeeting, rules: "R-104")
    }
    if communicators.contains(client.name) { return joined(client, rules: "R-104") }
    if client.name == Clients.lync2013 || client.name == "Lync 2010" { return joined(client, missing: scaled, rules: "R-104") }
    return refused("\(client.name) cannot join conference calls", use: Clients.communicator2007R2, rules: "R-104")
  }
}

extension LyncWorld {
  private func join(_ meeting: Meeting, _ client: ClientProgram, _ joiner: Joiner) -> MeetingJoin {
    switch meeting.state {
    case "Deleted": return .refused("The meeting was deleted", rules: "R-084")
    case "Orphaned": return .refused("The meeting must be rescheduled", rules: "R-091")
    default: break
    }
    if meeting.liveMeetingService { return .onOcs(client, kind: meeting.kind) }
    guard let host = meeting.host else { return .refused("The meeting has no hosting pool") }
    // unsupported meetings live on while their OCS pool runs.
    if runningFrontEnds(of: host).isEmpty {
      var refused = MeetingJoin.refused("No Front End of \(host) is running", rules: homeVersion(host) == ServerVersion.ocs ? "R-108" : "R-080")
      refused.rules += faults(touching: host).compactMap { FaultKind(rawValue: $0.kind)?.rule }
      return refused
    }
    var result: MeetingJoin
    switch homeVersion(host) ?? ServerVersion.lync2013 {
    case ServerVersion.ocs: result = .onOcs(client, kind: meeting.kind)
    case ServerVersion.lync2010: result = .on2010(client)
    default:
      if case .federated = joiner, client.name == Clients.communicator2007, meeting.locked { return .federatedAtLocked() }
      let slides = all(Content.meetingId, meeting.meetingId).contains { $0.type == "PowerPoint" && $0.uploadedBy.same(Clients.lync2013) }
      result = .on2013(client, scheduledOn: meeting.createdOn, slidesBy2013: slides)
    }
    if meeting.state == "Unsupported" { result.rules += ["R-088", "R-108"] }
    if result.canJoin, meeting.locked, !isOrganizer(joiner, meeting) { result.reason = "Lobby" }
    return result
  }

  private func isOrganizer(_ joiner: Joiner, _ meeting: Meeting) -> Bool {
    guard case .user(let name) = joiner else { return false }
    return users(matching: name).first?.sipAddress?.same(meeting.organizer) ?? false
  }

  /// Test-SimMeetingJoin: whether somebody gets in with a client, and through which component not (Q9, D-19).
  public func testMeetingJoin(_ id: String, client name: String, joiner: Joiner = .anonymous) throws(Fault) -> LyncObject {
    let meeting = try self.meeting(id)
    if name.same(MeetingJoin.phone.name) { return explained(meeting, MeetingJoin.phone, joinByPhone(meeting)) }
    guard let client = Clients.named(name) else { throw unknownClient(name) }
    return explained(meeting, client, join(meeting, client, joiner))
  }

  /// a caller who types the meeting's code is led by its conference directory; the pool that holds it must run.
  private func joinByPhone(_ meeting: Meeting) -> MeetingJoin {
    guard meeting.state == "Active", let host = meeting.host, let code = meeting.pstnId, let number = meeting.directory else {
      return .refused("The meeting has no dial-in code", rules: "R-085")
    }
    guard let directory = all(ConferenceDirectory.self).first(where: { $0.number == number }) else { return .refused("Conference directory \(number) does not exist", rules: "R-086") }
    for pool in [directory.pool, host] where runningFrontEnds(of: pool).isEmpty {
      return .refused(pool.same(directory.pool) ? "Conference directory \(number) is on \(pool), which is not running" : "No Front End of \(pool) is running", rules: "R-086")
    }
    return MeetingJoin(canJoin: true, useClient: "Phone", reason: "Code \(code)", rules: ["R-085", "R-086"])
  }

  private func explained(_ meeting: Meeting, _ client: ClientProgram, _ result: MeetingJoin) -> LyncObject {
    let id = meeting.meetingId
    explanation = Explanation(
      title: "Test-SimMeetingJoin \(id)", key: result.canJoin ? "Joined" : "Refused", message: result.reason, rules: result.rules,
      facts: [
        Fact("HostPool", meeting.host.map { name in homeVersion(name).map { "\(name) (version \($0))" } ?? name } ?? "(none)", from: "Get-SimMeeting \(id)"),
        Fact("State", meeting.state, from: "Get-SimMeeting \(id)"), Fact("Kind", meeting.kind, from: "Get-SimMeeting \(id)"),
        Fact("Locked", meeting.locked ? "True" : "False", from: "Get-SimMeeting \(id)"), Fact("Client", client.name, from: "-Client"),
        Fact("RunningFrontEnds", runningFrontEnds(of: meeting.host ?? "").joined(separator: ", "), from: "Get-CsWindowsService RTCSRV"),
      ] + (result.missing.isEmpty ? [] : [Fact("MissingFeatures", result.missing.joined(separator: "; "), from: "Test-SimMeetingJoin")]),
      help: nextStep(meeting, result))
    return LyncObject(Shapes.meetingJoin, [
      .string(meeting.meetingId), .string(client.name), .bool(result.canJoin), .string(result.useClient), .strings(result.missing), .string(result.reason),
    ])
  }

  /// How to join all the same, or with everything.
  private func nextStep(_ meeting: Meeting, _ result: MeetingJoin) -> String? {
    switch meeting.state {
    case "Deleted", "Orphaned": return "The organizer schedules the meeting anew: New-SimMeeting -Organizer \(meeting.organizer) -Title \"\(meeting.title)\""
    case "Unsupported" where result.canJoin || !result.useClient.isEmpty:
      return "To make it a meeting of Lync Server 2013: Set-SimUserClient -Identity \(meeting.organizer) -Client \"Lync 2013\"; Update-SimMeetingInvitation -MeetingId \(meeting.meetingId)"
    default: break
    }
    if result.rules.contains("R-107") { return "Set-SimMeeting -MeetingId \(meeting.meetingId) -Reschedule" }
    if result.rules.contains("R-102") { return "Meetings of Lync Server 2013 have these features: Move-CsUser -Identity \(meeting.organizer) -Target \(nextHops)" }
    if !result.canJoin, !result.useClient.isEmpty { return "Join with \(result.useClient)." }
    return result.canJoin ? nil : startStep(meeting.host)
  }

  func unknownClient(_ name: String) -> Fault {
    .invalid(name, "\"\(name)\" is not a known client. The clients are: \(Clients.all.map(\.name).joined(separator: ", ")).", id: "UnknownClient")
  }
}
