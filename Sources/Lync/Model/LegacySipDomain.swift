/// A SIP domain of the Office Communications Server list (WMI class MSFT_SIPDomainData).
import Directory

public struct LegacySipDomain: Record {
  static let table = 3
  static let schema = TableSchema("LegacySipDomain", [
    Attribute("Address", .text, indexed: true),
    Attribute("Authoritative", .flag),
    Attribute("IsDefault", .flag),
  ])

  let store: Store, row: Row

  var address: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var authoritative: Bool { get { flag(1) } nonmutating set { set(1, .flag(newValue)) } }
  var isDefault: Bool { get { flag(2) } nonmutating set { set(2, .flag(newValue)) } }

  static let address = Key<LegacySipDomain>(0)
}
