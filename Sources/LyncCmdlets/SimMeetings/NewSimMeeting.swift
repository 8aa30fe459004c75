/// Schedules a meeting the way the organizer's client does.
import Engine
import Lync
import Primitives

struct NewSimMeeting: Cmdlet {
  static let command = Command("New", "SimMeeting", module: "Sim", errorType: "CsShell.NewSimMeeting",
    synopsis: "Schedules a meeting the way the organizer's client does.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("With a deck", "New-SimMeeting -Organizer sip:haoc@contoso.com -Title \"Plan\" -Content PowerPoint"),
    ])
  @Parameter("Organizer", at: 0, from: [.pipeline, .propertyName], aliases: ["SipAddress"], help: "Who schedules it.") var organizer: UserIdentity
  @Parameter("Title", at: 1, help: "The title; wildcards are allowed when meetings are looked for.") var title: String
  @Parameter("Kind", help: "LyncOnlineMeeting, ConferenceCall or WebConference.") var kind: String?
  @Parameter("StartTime", help: "When it begins.") var startTime: NetDateTime?
  @Parameter("Locked", help: "Whether it is locked.") var locked: Switch
  @Parameter("Content", help: "Kinds of content: PowerPoint, Whiteboard, Poll, Attachment.") var content: [String]

  mutating func process(_ shell: Invocation) throws {
    var settings = MeetingSettings()
    settings.title = title
    settings.startTime = startTime.map { LyncObjects.seconds($0) }
    if shell.isBound("Locked") { settings.locked = locked.isOn }
    settings.kind = kind
    settings.content = content
    try shell.get { [try $0.newMeeting(organizer: organizer.text, settings: settings)] }
  }
}
