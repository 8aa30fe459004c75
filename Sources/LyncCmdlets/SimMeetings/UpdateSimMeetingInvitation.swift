/// Opens an invitation in Outlook and sends it again.
import Engine
import Lync

struct UpdateSimMeetingInvitation: Cmdlet {
  static let command = Command("Update", "SimMeetingInvitation", module: "Sim", errorType: "CsShell.UpdateSimMeetingInvitation",
    synopsis: "Opens an invitation in Outlook and sends it again.",
    description: "Turns a conf:// or meet:// meeting into an https one, when the organizer is on Lync Server 2013 with the Lync 2013 client. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One meeting", "Get-SimMeeting -Title \"b-06*\" | Update-SimMeetingInvitation"),
    ])
  @Parameter("MeetingId", at: 0, from: .propertyName, help: "The id of the meeting.") var meetingId: String

  mutating func process(_ shell: Invocation) throws { try shell.get { [try $0.updateInvitation(meetingId)] } }
}
