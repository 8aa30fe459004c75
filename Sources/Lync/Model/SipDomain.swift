// A SIP domain of the Central Management Store.
import Directory

/// A SIP domain of the Central Management Store.
public struct SipDomain: Record {
  public static let table = 2
  public static let schema = TableSchema("SipDomain", [
    Attribute("Name", .text, indexed: true),
    Attribute("IsDefault", .flag),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var isDefault: Bool { get { flag(1) } nonmutating set { set(1, .flag(newValue)) } }

  static let name = Key<SipDomain>(0)
  static let isDefault = Key<SipDomain>(1)
}
