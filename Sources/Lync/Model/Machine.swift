// A computer of the topology.
import Directory

/// A computer of the topology.
public struct Machine: Record {
  public static let table = 6
  public static let schema = TableSchema("Machine", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Pool", .term, indexed: true),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }

  static let fqdn = Key<Machine>(0)
  static let pool = Key<Machine>(1)
}
