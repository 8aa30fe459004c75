/// A SIP domain of the Central Management Store.
import Directory

public struct SipDomain: Record {
  static let table = 2
  static let schema = TableSchema("SipDomain", [
    Attribute("Name", .text, indexed: true),
    Attribute("IsDefault", .flag),
  ])

  let store: Store, row: Row

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var isDefault: Bool { get { flag(1) } nonmutating set { set(1, .flag(newValue)) } }

  static let name = Key<SipDomain>(0)
}
