/// A trusted service entry of Active Directory.
import Directory

public struct TrustedService: Record {
  static let table = 10
  static let schema = TableSchema("TrustedService", [
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

  let store: Store, row: Row

  var dn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var fqdn: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var port: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var applicationName: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var version: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  var routable: Bool { get { flag(5) } nonmutating set { set(5, .flag(newValue)) } }
  var routingPool: String? { get { cell(6).text } nonmutating set { set(6, newValue.map(Cell.text) ?? .null) } }
  var tlsTarget: String? { get { cell(7).text } nonmutating set { set(7, newValue.map(Cell.text) ?? .null) } }
  var guid: String { get { text(8) } nonmutating set { set(8, .text(newValue)) } }
  var native: Bool { get { flag(9) } nonmutating set { set(9, .flag(newValue)) } }

  static let dn = Key<TrustedService>(0)
  static let fqdn = Key<TrustedService>(1)
}
