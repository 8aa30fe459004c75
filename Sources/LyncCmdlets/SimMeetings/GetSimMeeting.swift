/// Lists scheduled meetings.
import Engine
import Lync

struct GetSimMeeting: Cmdlet {
  static let command = Command("Get", "SimMeeting", module: "Sim", errorType: "CsShell.GetSimMeeting",
    synopsis: "Lists scheduled meetings.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Of one organizer", "Get-SimMeeting -Organizer sip:haoc@litwareinc.com"),
    ])
  @Parameter("MeetingId", at: 0, from: .propertyName, help: "The id of the meeting.") var meetingId: String?
  @Parameter("Title", help: "The title; wildcards are allowed when meetings are looked for.") var title: String?
  @Parameter("Organizer", help: "Who schedules it.") var organizer: String?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.meetings(id: meetingId, title: title, organizer: organizer) } }
}
