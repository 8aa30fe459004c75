// A pool (cluster) of the topology.
import Directory

/// A pool (cluster) of the topology.
public struct Pool: Record {
  public static let table = 5
  public static let schema = TableSchema("Pool", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Site", .term),
    Attribute("Number", .int),
    Attribute("BackupPool", .text),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var site: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var number: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var backupPool: String? { get { cell(3).text } nonmutating set { set(3, newValue.map(Cell.text) ?? .null) } }

  static let fqdn = Key<Pool>(0)
  static let site = Key<Pool>(1)
  static let number = Key<Pool>(2)
  static let backupPool = Key<Pool>(3)
}
