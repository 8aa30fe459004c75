// A scheduled conference.
import Directory

/// A scheduled conference.
public struct Meeting: Record {
  public static let table = 13
  public static let schema = TableSchema("Meeting", [
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

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  public var meetingId: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var title: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var organizer: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  public var kind: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  public var url: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  public var host: String? { get { cell(5).text } nonmutating set { set(5, newValue.map(Cell.text) ?? .null) } }
  public var createdOn: String { get { text(6) } nonmutating set { set(6, .text(newValue)) } }
  public var addIn: String { get { text(7) } nonmutating set { set(7, .text(newValue)) } }
  public var start: Int { get { int(8) } nonmutating set { set(8, .int(newValue)) } }
  public var expiry: Int { get { int(9) } nonmutating set { set(9, .int(newValue)) } }
  public var locked: Bool { get { flag(10) } nonmutating set { set(10, .flag(newValue)) } }
  public var admission: String { get { text(11) } nonmutating set { set(11, .text(newValue)) } }
  public var pstnId: Int? { get { cell(12).int } nonmutating set { set(12, newValue.map(Cell.int) ?? .null) } }
  public var directory: Int? { get { cell(13).int } nonmutating set { set(13, newValue.map(Cell.int) ?? .null) } }
  public var state: String { get { text(14) } nonmutating set { set(14, .text(newValue)) } }
  public var invitationUpdated: Bool { get { flag(15) } nonmutating set { set(15, .flag(newValue)) } }
  public var liveMeetingService: Bool { get { flag(16) } nonmutating set { set(16, .flag(newValue)) } }
  public var invitees: [String] { get { list(17) } nonmutating set { set(17, .list(newValue)) } }

  public static let meetingId = Key<Meeting>(0)
  public static let title = Key<Meeting>(1)
  public static let organizer = Key<Meeting>(2)
  public static let kind = Key<Meeting>(3)
  public static let url = Key<Meeting>(4)
  public static let host = Key<Meeting>(5)
  public static let createdOn = Key<Meeting>(6)
  public static let addIn = Key<Meeting>(7)
  public static let start = Key<Meeting>(8)
  public static let expiry = Key<Meeting>(9)
  public static let locked = Key<Meeting>(10)
  public static let admission = Key<Meeting>(11)
  public static let pstnId = Key<Meeting>(12)
  public static let directory = Key<Meeting>(13)
  public static let state = Key<Meeting>(14)
  public static let invitationUpdated = Key<Meeting>(15)
  public static let liveMeetingService = Key<Meeting>(16)
  public static let invitees = Key<Meeting>(17)
}
