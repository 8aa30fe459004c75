// A pool, Mediation or Edge server of Office Communications Server as WMI shows it.
import Directory

/// A pool, Mediation or Edge server of Office Communications Server as WMI shows it.
public struct LegacyPool: Record {
  public static let table = 9
  public static let schema = TableSchema("LegacyPool", [
    Attribute("Fqdn", .text, indexed: true),
    Attribute("Kind", .term),
    Attribute("Computers", .list),
    Attribute("Number", .int),
    Attribute("InternalFqdn", .text),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var computers: [String] { get { list(2) } nonmutating set { set(2, .list(newValue)) } }
  var number: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  var internalFqdn: String? { get { cell(4).text } nonmutating set { set(4, newValue.map(Cell.text) ?? .null) } }

  static let fqdn = Key<LegacyPool>(0)
  static let kind = Key<LegacyPool>(1)
  static let computers = Key<LegacyPool>(2)
  static let number = Key<LegacyPool>(3)
  static let internalFqdn = Key<LegacyPool>(4)
}
