// A trusted service entry of Active Directory.
import Directory

/// A trusted service entry of Active Directory.
public struct TrustedService: Record {
  public static let table = 10
  public static let schema = TableSchema("TrustedService", [
    Attribute("DistinguishedName", .text, indexed: true),
    Attribute("Fqdn", .term),
    Attribute("Port", .int),
    Attribute("ApplicationName", .term),
    Attribute("Version", .int),
    Attribute("Routable", .flag),
    Attribute("RoutingPool", .term),
    Attribute("TlsTarget", .term),
    Attribute("Guid", .text),
    Attribute("Native", .flag),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  public var dn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var fqdn: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var port: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  public var applicationName: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  public var version: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  public var routable: Bool { get { flag(5) } nonmutating set { set(5, .flag(newValue)) } }
  public var routingPool: String? { get { cell(6).text } nonmutating set { set(6, newValue.map(Cell.text) ?? .null) } }
  public var tlsTarget: String? { get { cell(7).text } nonmutating set { set(7, newValue.map(Cell.text) ?? .null) } }
  public var guid: String { get { text(8) } nonmutating set { set(8, .text(newValue)) } }
  public var native: Bool { get { flag(9) } nonmutating set { set(9, .flag(newValue)) } }

  public static let dn = Key<TrustedService>(0)
  public static let fqdn = Key<TrustedService>(1)
  public static let port = Key<TrustedService>(2)
  public static let applicationName = Key<TrustedService>(3)
  public static let version = Key<TrustedService>(4)
  public static let routable = Key<TrustedService>(5)
  public static let routingPool = Key<TrustedService>(6)
  public static let tlsTarget = Key<TrustedService>(7)
  public static let guid = Key<TrustedService>(8)
  public static let native = Key<TrustedService>(9)
}
