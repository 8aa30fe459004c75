/// A pool, Mediation or Edge server of Office Communications Server as WMI shows it.
import Directory

public struct LegacyPool: Record {
  static let table = 9
  static let schema = TableSchema("LegacyPool", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Kind", .term),
    Attribute("Computers", .list),
    Attribute("Number", .int),
    Attribute("InternalFqdn", .text),
  ])

  let store: Store, row: Row

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var computers: [String] { get { list(2) } nonmutating set { set(2, .list(newValue)) } }
  var number: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  var internalFqdn: String? { get { cell(4).text } nonmutating set { set(4, newValue.map(Cell.text) ?? .null) } }

  static let fqdn = Key<LegacyPool>(0)
}
