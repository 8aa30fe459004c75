/// URLs, conference URIs and ids of meetings (domain 1.4.9).
import Directory

extension LyncWorld {
  /// The URL a meeting of this kind and organizer gets.
  func meetingUrl(_ meeting: Meeting) -> String {
    let address = meeting.organizer.dropping(prefix: "sip:") ?? meeting.organizer
    let (user, domain) = address.cut(at: "@") ?? (address, forest.name)
    switch meeting.kind {
    case MeetingKind.conferenceCall: return "conf://\(meeting.host ?? domain)/\(user)/\(meeting.meetingId)"
    case MeetingKind.webConference:
      return meeting.liveMeetingService ? "meet://www.livemeeting.com/cc/\(domain)/\(meeting.meetingId)" : "meet://\(meeting.host ?? domain)/\(user)/\(meeting.meetingId)"
    default: return "https://meet.\(domain)/\(user)/\(meeting.meetingId)"
    }
  }

  func conferenceUri(_ meeting: Meeting) -> String { "\(meeting.organizer);gruu;opaque=app:conf:focus:id:\(meeting.meetingId)" }

  /// Gives an online meeting a PSTN conference id: the number of a directory of its pool, then its own digits.
  func assignPstnId(_ meeting: Meeting, pool: String) {
    guard let directory = all(ConferenceDirectory.self).first(where: { $0.pool.same(pool) }) else { return }
    meeting.directory = directory.number
    meeting.pstnId = Int(String(directory.number) + String(nextRandom() % 9000 + 1000))
  }
}
