// A SIP domain of the Office Communications Server list (WMI class MSFT_SIPDomainData).
import Directory

/// A SIP domain of the Office Communications Server list (WMI class MSFT_SIPDomainData).
public struct LegacySipDomain: Record {
  public static let table = 3
  public static let schema = TableSchema("LegacySipDomain", [
    Attribute("Address", .text, indexed: true),
    Attribute("Authoritative", .flag),
    Attribute("IsDefault", .flag),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var address: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var authoritative: Bool { get { flag(1) } nonmutating set { set(1, .flag(newValue)) } }
  var isDefault: Bool { get { flag(2) } nonmutating set { set(2, .flag(newValue)) } }

  static let address = Key<LegacySipDomain>(0)
  static let authoritative = Key<LegacySipDomain>(1)
  static let isDefault = Key<LegacySipDomain>(2)
}
