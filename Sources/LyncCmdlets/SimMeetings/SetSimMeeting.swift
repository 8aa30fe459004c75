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
  @Parameter("MeetingId", at: 0, from: .propertyName) var meetingId: String
  @Parameter("Title") var title: String?
  @Parameter("StartTime") var startTime: NetDateTime?
  @Parameter("Locked") var locked: Switch
  @Parameter("Reschedule") var reschedule: Switch

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
