/// A computer of the topology.
import Directory

public struct Machine: Record {
  static let table = 6
  static let schema = TableSchema("Machine", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Pool", .term, indexed: true),
  ])

  let store: Store, row: Row

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }

  static let fqdn = Key<Machine>(0)
  static let pool = Key<Machine>(1)
}
