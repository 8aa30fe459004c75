// An item of meeting content.
import Directory

/// An item of meeting content.
public struct Content: Record {
  public static let table = 14
  public static let schema = TableSchema("Content", [
    Attribute("MeetingId", .text, indexed: true),
    Attribute("Name", .text),
    Attribute("Type", .term),
    Attribute("Pool", .term),
    Attribute("UploadedBy", .term),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var meetingId: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var name: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var type: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var pool: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var uploadedBy: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }

  static let meetingId = Key<Content>(0)
  static let name = Key<Content>(1)
  static let type = Key<Content>(2)
  static let pool = Key<Content>(3)
  static let uploadedBy = Key<Content>(4)
}
