/// An instance of a role on a pool; `settings` holds the role's own properties as Name=Value.
import Directory

public struct Service: Record {
  static let table = 7
  static let schema = TableSchema("Service", [
    Attribute("Identity", .text, indexed: true),
    Attribute("Role", .term),
    Attribute("Pool", .term, indexed: true),
    Attribute("Site", .term),
    Attribute("Number", .int),
    Attribute("Version", .int),
    Attribute("Registrar", .text),
    Attribute("FileStore", .text),
    Attribute("Settings", .list),
    Attribute("ThrottleAsServer", .flag),
    Attribute("TreatAsAuthenticated", .flag),
    Attribute("OutboundOnly", .flag),
    Attribute("RequiresReplication", .flag),
    Attribute("AudioPortStart", .int),
    Attribute("AudioPortCount", .int),
    Attribute("AppSharingPortStart", .int),
    Attribute("AppSharingPortCount", .int),
    Attribute("VideoPortStart", .int),
    Attribute("VideoPortCount", .int),
    Attribute("CreatedVersion", .int),
  ])

  let store: Store, row: Row

  var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var role: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var pool: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var site: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var number: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  var version: Int { get { int(5) } nonmutating set { set(5, .int(newValue)) } }
  var registrar: String? { get { cell(6).text } nonmutating set { set(6, newValue.map(Cell.text) ?? .null) } }
  var fileStore: String? { get { cell(7).text } nonmutating set { set(7, newValue.map(Cell.text) ?? .null) } }
  var settings: [String] { get { list(8) } nonmutating set { set(8, .list(newValue)) } }
  var throttleAsServer: Bool { get { flag(9) } nonmutating set { set(9, .flag(newValue)) } }
  var treatAsAuthenticated: Bool { get { flag(10) } nonmutating set { set(10, .flag(newValue)) } }
  var outboundOnly: Bool { get { flag(11) } nonmutating set { set(11, .flag(newValue)) } }
  var requiresReplication: Bool { get { flag(12) } nonmutating set { set(12, .flag(newValue)) } }
  var audioPortStart: Int? { get { cell(13).int } nonmutating set { set(13, newValue.map(Cell.int) ?? .null) } }
  var audioPortCount: Int { get { int(14) } nonmutating set { set(14, .int(newValue)) } }
  var appSharingPortStart: Int? { get { cell(15).int } nonmutating set { set(15, newValue.map(Cell.int) ?? .null) } }
  var appSharingPortCount: Int { get { int(16) } nonmutating set { set(16, .int(newValue)) } }
  var videoPortStart: Int? { get { cell(17).int } nonmutating set { set(17, newValue.map(Cell.int) ?? .null) } }
  var videoPortCount: Int { get { int(18) } nonmutating set { set(18, .int(newValue)) } }
  var createdVersion: Int { get { int(19) } nonmutating set { set(19, .int(newValue)) } }

  static let identity = Key<Service>(0)
  static let pool = Key<Service>(2)
}
