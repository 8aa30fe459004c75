/// A user account of Active Directory with its Lync attributes and what the simulator knows about its clients.
import Directory

public struct User: Record {
  static let table = 12
  static let schema = TableSchema("User", [
    Attribute("DistinguishedName", .text, indexed: true),
    Attribute("Guid", .guid, indexed: true),
    Attribute("Sid", .text),
    Attribute("Name", .text),
    Attribute("SamAccountName", .text, indexed: true),
    Attribute("UserPrincipalName", .text, indexed: true),
    Attribute("FirstName", .term),
    Attribute("LastName", .term),
    Attribute("DisplayName", .text, indexed: true),
    Attribute("Title", .term),
    Attribute("Department", .term),
    Attribute("Company", .term),
    Attribute("Office", .term),
    Attribute("Phone", .text),
    Attribute("Email", .text),
    Attribute("Ou", .term),
    Attribute("SipAddress", .text, indexed: true),
    Attribute("Enabled", .flag),
    Attribute("Home", .term),
    Attribute("LineURI", .text, indexed: true),
    Attribute("EnterpriseVoice", .flag),
    Attribute("AudioVideoDisabled", .flag),
    Attribute("RemoteCallControl", .flag),
    Attribute("IpPbx", .flag),
    Attribute("PrivateLine", .text),
    Attribute("LineServerURI", .text),
    Attribute("HostedVoiceMail", .flag),
    Attribute("ExchangeArchiving", .term),
    Attribute("Federation", .flag),
    Attribute("InternetAccess", .flag),
    Attribute("PublicNetwork", .flag),
    Attribute("RichPresence", .flag),
    Attribute("RoutingGroup", .guid),
    Attribute("Policies", .list),
    Attribute("LegacyPolicies", .list),
    Attribute("Created", .int),
    Attribute("Changed", .int),
    Attribute("Client", .term),
    Attribute("AddIns", .list),
    Attribute("NeedsLiveMeeting", .flag),
    Attribute("ContactsCount", .int),
    Attribute("Pin", .text),
    Attribute("PinSet", .flag),
    Attribute("PinLocked", .flag),
    Attribute("PinChanged", .int),
    Attribute("PinExpires", .int),
  ])

  let store: Store, row: Row
  /// The user of one of `LyncWorld.userRows`.
  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  /// The distinguished name; unique in the forest.
  public var dn: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var guid: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var sid: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var name: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var samAccountName: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  var userPrincipalName: String { get { text(5) } nonmutating set { set(5, .text(newValue)) } }
  var firstName: String { get { text(6) } nonmutating set { set(6, .text(newValue)) } }
  var lastName: String { get { text(7) } nonmutating set { set(7, .text(newValue)) } }
  var displayName: String { get { text(8) } nonmutating set { set(8, .text(newValue)) } }
  var title: String? { get { cell(9).text } nonmutating set { set(9, newValue.map(Cell.text) ?? .null) } }
  var department: String { get { text(10) } nonmutating set { set(10, .text(newValue)) } }
  var company: String? { get { cell(11).text } nonmutating set { set(11, newValue.map(Cell.text) ?? .null) } }
  var office: String? { get { cell(12).text } nonmutating set { set(12, newValue.map(Cell.text) ?? .null) } }
  var phone: String? { get { cell(13).text } nonmutating set { set(13, newValue.map(Cell.text) ?? .null) } }
  var email: String { get { text(14) } nonmutating set { set(14, .text(newValue)) } }
  var ou: String { get { text(15) } nonmutating set { set(15, .text(newValue)) } }
  var sipAddress: String? { get { cell(16).text } nonmutating set { set(16, newValue.map(Cell.text) ?? .null) } }
  var enabled: Bool? { get { cell(17).flag } nonmutating set { set(17, newValue.map(Cell.flag) ?? .null) } }
  var home: String? { get { cell(18).text } nonmutating set { set(18, newValue.map(Cell.text) ?? .null) } }
  var lineURI: String? { get { cell(19).text } nonmutating set { set(19, newValue.map(Cell.text) ?? .null) } }
  var enterpriseVoice: Bool { get { flag(20) } nonmutating set { set(20, .flag(newValue)) } }
  var audioVideoDisabled: Bool { get { flag(21) } nonmutating set { set(21, .flag(newValue)) } }
  var remoteCallControl: Bool { get { flag(22) } nonmutating set { set(22, .flag(newValue)) } }
  var ipPbx: Bool { get { flag(23) } nonmutating set { set(23, .flag(newValue)) } }
  var privateLine: String? { get { cell(24).text } nonmutating set { set(24, newValue.map(Cell.text) ?? .null) } }
  var lineServerURI: String? { get { cell(25).text } nonmutating set { set(25, newValue.map(Cell.text) ?? .null) } }
  var hostedVoiceMail: Bool? { get { cell(26).flag } nonmutating set { set(26, newValue.map(Cell.flag) ?? .null) } }
  var exchangeArchiving: String { get { text(27) } nonmutating set { set(27, .text(newValue)) } }
  var federation: Bool { get { flag(28) } nonmutating set { set(28, .flag(newValue)) } }
  var internetAccess: Bool { get { flag(29) } nonmutating set { set(29, .flag(newValue)) } }
  var publicNetwork: Bool { get { flag(30) } nonmutating set { set(30, .flag(newValue)) } }
  var richPresence: Bool { get { flag(31) } nonmutating set { set(31, .flag(newValue)) } }
  var routingGroup: String? { get { cell(32).text } nonmutating set { set(32, newValue.map(Cell.text) ?? .null) } }
  var policies: [String] { get { list(33) } nonmutating set { set(33, .list(newValue)) } }
  var legacyPolicies: [String] { get { list(34) } nonmutating set { set(34, .list(newValue)) } }
  var created: Int { get { int(35) } nonmutating set { set(35, .int(newValue)) } }
  var changed: Int { get { int(36) } nonmutating set { set(36, .int(newValue)) } }
  var client: String? { get { cell(37).text } nonmutating set { set(37, newValue.map(Cell.text) ?? .null) } }
  var addIns: [String] { get { list(38) } nonmutating set { set(38, .list(newValue)) } }
  var needsLiveMeeting: Bool { get { flag(39) } nonmutating set { set(39, .flag(newValue)) } }
  var contactsCount: Int { get { int(40) } nonmutating set { set(40, .int(newValue)) } }
  var pin: String? { get { cell(41).text } nonmutating set { set(41, newValue.map(Cell.text) ?? .null) } }
  var pinSet: Bool { get { flag(42) } nonmutating set { set(42, .flag(newValue)) } }
  var pinLocked: Bool { get { flag(43) } nonmutating set { set(43, .flag(newValue)) } }
  var pinChanged: Int? { get { cell(44).int } nonmutating set { set(44, newValue.map(Cell.int) ?? .null) } }
  var pinExpires: Int? { get { cell(45).int } nonmutating set { set(45, newValue.map(Cell.int) ?? .null) } }

  static let dn = Key<User>(0)
  static let guid = Key<User>(1)
  static let samAccountName = Key<User>(4)
  static let userPrincipalName = Key<User>(5)
  static let displayName = Key<User>(8)
  static let sipAddress = Key<User>(16)
  static let enabled = Key<User>(17)
  static let home = Key<User>(18)
  static let lineURI = Key<User>(19)
  static let policies = Key<User>(33)
}
