/// An item of meeting content.
import Directory

public struct Content: Record {
  static let table = 14
  static let schema = TableSchema("Content", [
    Attribute("MeetingId", .text, indexed: true),
    Attribute("Name", .text),
    Attribute("Type", .term),
    Attribute("Pool", .term),
    Attribute("UploadedBy", .term),
  ])

  let store: Store, row: Row

  var meetingId: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var name: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var type: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var pool: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var uploadedBy: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }

  static let meetingId = Key<Content>(0)
}
