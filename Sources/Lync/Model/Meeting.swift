/// A scheduled conference.
import Directory

public struct Meeting: Record {
  static let table = 13
  static let schema = TableSchema("Meeting", [
    Attribute("MeetingId", .text, indexed: true),
    Attribute("Title", .text),
    Attribute("Organizer", .text, indexed: true),
    Attribute("Kind", .term),
    Attribute("Url", .text),
    Attribute("Host", .term),
    Attribute("CreatedOn", .term),
    Attribute("AddIn", .term),
    Attribute("Start", .int),
    Attribute("Expiry", .int),
    Attribute("Locked", .flag),
    Attribute("Admission", .term),
    Attribute("PstnId", .int),
    Attribute("Directory", .int),
    Attribute("State", .term),
    Attribute("InvitationUpdated", .flag),
    Attribute("LiveMeetingService", .flag),
    Attribute("Invitees", .list),
  ])

  let store: Store, row: Row

  var meetingId: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var title: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var organizer: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var kind: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var url: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  var host: String? { get { cell(5).text } nonmutating set { set(5, newValue.map(Cell.text) ?? .null) } }
  var createdOn: String { get { text(6) } nonmutating set { set(6, .text(newValue)) } }
  var addIn: String { get { text(7) } nonmutating set { set(7, .text(newValue)) } }
  var start: Int { get { int(8) } nonmutating set { set(8, .int(newValue)) } }
  var expiry: Int { get { int(9) } nonmutating set { set(9, .int(newValue)) } }
  var locked: Bool { get { flag(10) } nonmutating set { set(10, .flag(newValue)) } }
  var admission: String { get { text(11) } nonmutating set { set(11, .text(newValue)) } }
  var pstnId: Int? { get { cell(12).int } nonmutating set { set(12, newValue.map(Cell.int) ?? .null) } }
  var directory: Int? { get { cell(13).int } nonmutating set { set(13, newValue.map(Cell.int) ?? .null) } }
  var state: String { get { text(14) } nonmutating set { set(14, .text(newValue)) } }
  var invitationUpdated: Bool { get { flag(15) } nonmutating set { set(15, .flag(newValue)) } }
  var liveMeetingService: Bool { get { flag(16) } nonmutating set { set(16, .flag(newValue)) } }
  var invitees: [String] { get { list(17) } nonmutating set { set(17, .list(newValue)) } }

  static let meetingId = Key<Meeting>(0)
  static let organizer = Key<Meeting>(2)
}
