/// A pool (cluster) of the topology.
import Directory

public struct Pool: Record {
  static let table = 5
  static let schema = TableSchema("Pool", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Site", .term),
    Attribute("Number", .int),
    Attribute("BackupPool", .text),
  ])

  let store: Store, row: Row

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var site: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var number: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var backupPool: String? { get { cell(3).text } nonmutating set { set(3, newValue.map(Cell.text) ?? .null) } }

  static let fqdn = Key<Pool>(0)
}
