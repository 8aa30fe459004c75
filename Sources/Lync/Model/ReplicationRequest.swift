/// A forced replication under way.
import Directory

public struct ReplicationRequest: Record {
  static let table = 21
  static let schema = TableSchema("ReplicationRequest", [
    Attribute("Replica", .text, indexed: true),
    Attribute("Due", .int),
    Attribute("Version", .int),
  ])

  let store: Store, row: Row

  var replica: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var due: Int { get { int(1) } nonmutating set { set(1, .int(newValue)) } }
  var version: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
}
