// A policy of Office Communications Server that Import-CsLegacyConfiguration brings over.
import Directory

/// A policy of Office Communications Server that Import-CsLegacyConfiguration brings over.
public struct LegacyPolicy: Record {
  public static let table = 20
  public static let schema = TableSchema("LegacyPolicy", [
    Attribute("Name", .text),
    Attribute("Kind", .term),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }

  static let name = Key<LegacyPolicy>(0)
  static let kind = Key<LegacyPolicy>(1)
}
