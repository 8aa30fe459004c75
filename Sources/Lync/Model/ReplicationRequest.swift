// A forced replication under way.
import Directory

/// A forced replication under way.
public struct ReplicationRequest: Record {
  public static let table = 21
  public static let schema = TableSchema("ReplicationRequest", [
    Attribute("Replica", .text, indexed: true),
    Attribute("Due", .int),
    Attribute("Version", .int),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var replica: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var due: Int { get { int(1) } nonmutating set { set(1, .int(newValue)) } }
  var version: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }

  static let replica = Key<ReplicationRequest>(0)
  static let due = Key<ReplicationRequest>(1)
  static let version = Key<ReplicationRequest>(2)
}
