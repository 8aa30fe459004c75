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

  public var meetingId: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var name: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var type: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  public var pool: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  public var uploadedBy: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }

  public static let meetingId = Key<Content>(0)
  public static let name = Key<Content>(1)
  public static let type = Key<Content>(2)
  public static let pool = Key<Content>(3)
  public static let uploadedBy = Key<Content>(4)
}
