/// Changes a meeting, or schedules it again on Lync Server 2013.
import Engine
import Lync
import Primitives

struct SetSimMeeting: Cmdlet {
  static let command = Command("Set", "SimMeeting", module: "Sim", errorType: "CsShell.SetSimMeeting",
    synopsis: "Changes a meeting, or schedules it again on Lync Server 2013.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A new https URL", "Get-SimMeeting -Title \"b-09*\" | Set-SimMeeting -Reschedule"),
    ])
  @Parameter("MeetingId", at: 0, from: .propertyName, help: "The id of the meeting.") var meetingId: String
  @Parameter("Title", help: "The title; wildcards are allowed when meetings are looked for.") var title: String?
  @Parameter("StartTime", help: "When it begins.") var startTime: NetDateTime?
  @Parameter("Locked", help: "Whether it is locked.") var locked: Switch
  @Parameter("Reschedule", help: "Gives it a new https URL on Lync Server 2013.") var reschedule: Switch

  mutating func process(_ shell: Invocation) throws {
    var settings = MeetingSettings()
    settings.title = title
    settings.startTime = startTime.map { LyncObjects.seconds($0) }
    if shell.isBound("Locked") { settings.locked = locked.isOn }
    settings.reschedule = reschedule.isOn
    try shell.run { world in
      _ = try world.setMeeting(meetingId, settings: settings)
      return Outcome()
    }
  }
}
