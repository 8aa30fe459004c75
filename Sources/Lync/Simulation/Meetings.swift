// What New- and Set-SimMeeting take.
import Directory

extension Shapes {
  static let meeting = Shape("Sim.Meeting", [
    "MeetingId", "Title", "Organizer", "Kind", "Url", "ConferenceUri", "HostPool", "HostVersion", "CreatedOn", "AddIn", "StartTime", "ExpiryTime", "Locked",
    "AdmissionType", "PstnConferenceId", "ConferenceDirectory", "Content", "ContentAvailable", "State", "InvitationUpdated",
  ], view: .list, text: "Title")
  static let content = Shape("Sim.MeetingContent", ["Name", "Type", "Store", "UploadedBy"], text: "Name")
}

/// What New- and Set-SimMeeting take.
public struct MeetingSettings {
  /// Its subject.
  public var title: String?
  /// What kind of meeting.
  public var kind: String?
  /// When it begins, in seconds of the virtual clock.
  public var startTime: Int?
  /// Nobody else gets in.
  public var locked: Bool?
  /// Names of uploaded files, kept in the pool's file store.
  public var content: [String] = []
  /// Schedule again on Lync Server 2013: a new https URL.
  public var reschedule = false
  /// Nothing is set yet.
  public init() {}
}

/// Scheduled conferences: Get-, New-, Set-SimMeeting, Update-SimMeetingInvitation.
extension LyncWorld {
  func object(_ meeting: Meeting) -> LyncObject {
    let content = all(Content.meetingId, meeting.meetingId).map { item in
      LyncValue.object(LyncObject(Shapes.content, [.string(item.name), .string(item.type), .string(item.pool), .string(item.uploadedBy)]))
    }
    let version = meeting.host.flatMap { homeVersion($0) }.map { ServerVersion.meetingName($0) }
    return LyncObject(Shapes.meeting, [
      .string(meeting.meetingId), .string(meeting.title), .string(meeting.organizer), .enumeration(type: "Sim.MeetingKind", member: meeting.kind),
      .string(meeting.url), .string(conferenceUri(meeting)), .optional(meeting.host), .optional(version), .string(meeting.createdOn),
      .string(meeting.addIn), .date(meeting.start), .date(meeting.expiry), .bool(meeting.locked), .string(meeting.admission), .number(meeting.pstnId),
      .number(meeting.directory), .list(content), .bool(isContentAvailable(meeting)), .enumeration(type: "Sim.MeetingState", member: meeting.state),
      .bool(meeting.invitationUpdated),
    ])
  }

  func meeting(_ id: String) throws(Fault) -> Meeting {
    guard let meeting = first(Meeting.meetingId, id) else { throw .notFound(id) }
    return meeting
  }

  /// Get-SimMeeting.
  public func meetings(id: String? = nil, title: String? = nil, organizer: String? = nil) throws(Fault) -> [LyncObject] {
    if let id { return [object(try meeting(id))] }
    var found: [Meeting]
    if let organizer {
      guard let sip = try user(organizer).sipAddress else { return [] }
      found = all(Meeting.organizer, sip)
    } else { found = all(Meeting.self) }
    if let title {
      let pattern = Wildcard(title)
      found = found.filter { pattern.matches($0.title) }
    }
    return found.map { object($0) }
  }

  /// on a Lync pool every new meeting is an https meeting; on OCS the kind decides.
  public func newMeeting(organizer: String, settings: MeetingSettings) throws(Fault) -> LyncObject {
    try change("New-SimMeeting \(organizer)") { () throws(Fault) -> LyncObject in
      let user = try self.user(organizer)
      guard let home = user.home, let version = homeVersion(home) else { throw .notFound(organizer) }
      let onLync = version >= ServerVersion.lync2010
      let meeting = add(Meeting.self)
      meeting.meetingId = newMeetingId()
      meeting.title = settings.title ?? ""
      meeting.organizer = user.sipAddress ?? ""
      let wanted = settings.kind ?? (onLync ? MeetingKind.online : MeetingKind.conferenceCall)
      meeting.kind = onLync ? MeetingKind.online : wanted
      meeting.host = home
      meeting.createdOn = ServerVersion.meetingName(version)
      meeting.addIn = addIn(of: user, version: version)
      meeting.start = settings.startTime ?? now + 86_400
      meeting.expiry = meeting.start + 14 * 86_400
      meeting.locked = settings.locked ?? false
      meeting.admission = meeting.locked ? "ClosedAuthenticated" : "OpenAuthenticated"
      meeting.state = "Active"
      meeting.url = meetingUrl(meeting)
      if onLync { assignPstnId(meeting, pool: home) }
      for name in settings.content { try addContent(name, to: meeting, by: user.client ?? "") }
      return object(meeting)
    }
  }

  private func addIn(of user: User, version: Int) -> String {
    if version == ServerVersion.ocs { return "Communicator2007R2" }
    return user.addIns.contains { $0.same(Clients.addIn2013) } ? "Lync2013" : "Lync2010"
  }

  private func addContent(_ text: String, to meeting: Meeting, by client: String) throws(Fault) {
    if let host = meeting.host { try checkFileStore(of: host) }
    let item = add(Content.self)
    let parts = text.cut(at: "|")
    let name = parts?.after ?? text
    let lower = name.lowercased()
    item.meetingId = meeting.meetingId
    item.name = name
    item.type = parts?.before ?? (lower.hasSuffix(".pptx") || lower.hasSuffix(".ppt") ? "PowerPoint" : lower.contains("whiteboard") ? "Whiteboard" : lower.contains("poll") ? "Poll" : "Attachment")
    item.pool = meeting.host ?? ""
    item.uploadedBy = client
  }

  /// Set-SimMeeting. Refuses content when the file store is full (E-FILESTORE).
  public func setMeeting(_ id: String, settings: MeetingSettings) throws(Fault) -> LyncObject {
    try change("Set-SimMeeting \(id)") { () throws(Fault) -> LyncObject in
      let meeting = try self.meeting(id)
      if let title = settings.title { meeting.title = title }
      if let start = settings.startTime {
        meeting.start = start
        meeting.expiry = start + 14 * 86_400
      }
      if let locked = settings.locked {
        meeting.locked = locked
        meeting.admission = locked ? "ClosedAuthenticated" : "OpenAuthenticated"
      }
      for name in settings.content { try addContent(name, to: meeting, by: "") }
      if settings.reschedule { reschedule(meeting) }
      return object(meeting)
    }
  }

  /// rescheduling on 2013 gives a new https URL, and the lock no longer keeps federated legacy users out.
  private func reschedule(_ meeting: Meeting) {
    guard let user = first(User.sipAddress, meeting.organizer), let home = user.home, let version = homeVersion(home), version >= ServerVersion.lync2010 else { return }
    let content = all(Content.meetingId, meeting.meetingId)
    meeting.meetingId = newMeetingId()
    for item in content { item.meetingId = meeting.meetingId }
    meeting.kind = MeetingKind.online
    meeting.host = home
    meeting.createdOn = ServerVersion.meetingName(version)
    meeting.addIn = addIn(of: user, version: version)
    meeting.state = "Active"
    meeting.locked = false
    meeting.admission = "OpenAuthenticated"
    meeting.url = meetingUrl(meeting)
    assignPstnId(meeting, pool: home)
  }

  /// R-089, D-20: with the Lync 2013 client and its add-in the organizer turns an old invitation into an https meeting.
  public func updateInvitation(_ id: String) throws(Fault) -> LyncObject {
    try change("Update-SimMeetingInvitation \(id)") { () throws(Fault) -> LyncObject in
      let meeting = try self.meeting(id)
      guard let user = first(User.sipAddress, meeting.organizer), let home = user.home, homeVersion(home) ?? 0 >= ServerVersion.lync2013,
        user.client.same(Clients.lync2013) || user.client.same("Lync 2013 Basic"), user.addIns.contains(where: { $0.same(Clients.addIn2013) })
      else { throw .noClient(meeting.organizer) }
      meeting.kind = MeetingKind.online
      meeting.host = home
      meeting.state = "Active"
      meeting.invitationUpdated = true
      meeting.addIn = "Lync2013"
      meeting.liveMeetingService = false
      meeting.url = meetingUrl(meeting)
      if meeting.pstnId == nil { assignPstnId(meeting, pool: home) }
      return object(meeting)
    }
  }
}
