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

  public var fqdn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var computers: [String] { get { list(2) } nonmutating set { set(2, .list(newValue)) } }
  public var number: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  public var internalFqdn: String? { get { cell(4).text } nonmutating set { set(4, newValue.map(Cell.text) ?? .null) } }

  public static let fqdn = Key<LegacyPool>(0)
  public static let kind = Key<LegacyPool>(1)
  public static let computers = Key<LegacyPool>(2)
  public static let number = Key<LegacyPool>(3)
  public static let internalFqdn = Key<LegacyPool>(4)
}
