/// An application contact object of Active Directory.
import Directory

public struct Contact: Record {
  static let table = 11
  static let schema = TableSchema("Contact", [
    Attribute("DistinguishedName", .text, indexed: true),
    Attribute("Guid", .guid, indexed: true),
    Attribute("SipAddress", .text, indexed: true),
    Attribute("DisplayName", .text),
    Attribute("DisplayNumber", .text),
    Attribute("LineURI", .text, indexed: true),
    Attribute("PrimaryLanguage", .int),
    Attribute("SecondaryLanguages", .list),
    Attribute("OwnerUrn", .term),
    Attribute("Home", .term),
    Attribute("ApplicationPool", .term),
    Attribute("ApplicationName", .term),
    Attribute("EnterpriseVoice", .flag),
    Attribute("ExUm", .flag),
    Attribute("Enabled", .flag),
    Attribute("Federation", .flag),
    Attribute("Created", .int),
    Attribute("Changed", .int),
    Attribute("CrossedAt", .int),
    Attribute("CreatedVersion", .int),
    Attribute("RoutingGroup", .guid),
    Attribute("Policies", .list),
    Attribute("Regions", .list),
    Attribute("PrimaryCulture", .text),
    Attribute("SecondaryCultures", .list),
    Attribute("ExchangeArchiving", .term),
  ])

  let store: Store, row: Row

  var dn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var guid: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var sipAddress: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var displayName: String? { get { cell(3).text } nonmutating set { set(3, newValue.map(Cell.text) ?? .null) } }
  var displayNumber: String? { get { cell(4).text } nonmutating set { set(4, newValue.map(Cell.text) ?? .null) } }
  var lineURI: String? { get { cell(5).text } nonmutating set { set(5, newValue.map(Cell.text) ?? .null) } }
  var primaryLanguage: Int { get { int(6) } nonmutating set { set(6, .int(newValue)) } }
  var secondaryLanguages: [String] { get { list(7) } nonmutating set { set(7, .list(newValue)) } }
  var ownerUrn: String? { get { cell(8).text } nonmutating set { set(8, newValue.map(Cell.text) ?? .null) } }
  var home: String? { get { cell(9).text } nonmutating set { set(9, newValue.map(Cell.text) ?? .null) } }
  var applicationPool: String? { get { cell(10).text } nonmutating set { set(10, newValue.map(Cell.text) ?? .null) } }
  var applicationName: String { get { text(11) } nonmutating set { set(11, .text(newValue)) } }
  var enterpriseVoice: Bool { get { flag(12) } nonmutating set { set(12, .flag(newValue)) } }
  var exUm: Bool { get { flag(13) } nonmutating set { set(13, .flag(newValue)) } }
  var enabled: Bool { get { flag(14) } nonmutating set { set(14, .flag(newValue)) } }
  var federation: Bool { get { flag(15) } nonmutating set { set(15, .flag(newValue)) } }
  var created: Int { get { int(16) } nonmutating set { set(16, .int(newValue)) } }
  var changed: Int { get { int(17) } nonmutating set { set(17, .int(newValue)) } }
  var crossedAt: Int? { get { cell(18).int } nonmutating set { set(18, newValue.map(Cell.int) ?? .null) } }
  var createdVersion: Int { get { int(19) } nonmutating set { set(19, .int(newValue)) } }
  var routingGroup: String? { get { cell(20).text } nonmutating set { set(20, newValue.map(Cell.text) ?? .null) } }
  var policies: [String] { get { list(21) } nonmutating set { set(21, .list(newValue)) } }
  var regions: [String] { get { list(22) } nonmutating set { set(22, .list(newValue)) } }
  var primaryCulture: String? { get { cell(23).text } nonmutating set { set(23, newValue.map(Cell.text) ?? .null) } }
  var secondaryCultures: [String] { get { list(24) } nonmutating set { set(24, .list(newValue)) } }
  var exchangeArchiving: String? { get { cell(25).text } nonmutating set { set(25, newValue.map(Cell.text) ?? .null) } }

  static let dn = Key<Contact>(0)
  static let sipAddress = Key<Contact>(2)
  static let lineURI = Key<Contact>(5)
}
