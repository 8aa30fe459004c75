// An instance of a role on a pool; `settings` holds the role's own properties as Name=Value.
import Directory

/// An instance of a role on a pool; `settings` holds the role's own properties as Name=Value.
public struct Service: Record {
  public static let table = 7
  public static let schema = TableSchema("Service", [
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

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  public var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var role: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var pool: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  public var site: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  public var number: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  public var version: Int { get { int(5) } nonmutating set { set(5, .int(newValue)) } }
  public var registrar: String? { get { cell(6).text } nonmutating set { set(6, newValue.map(Cell.text) ?? .null) } }
  public var fileStore: String? { get { cell(7).text } nonmutating set { set(7, newValue.map(Cell.text) ?? .null) } }
  public var settings: [String] { get { list(8) } nonmutating set { set(8, .list(newValue)) } }
  public var throttleAsServer: Bool { get { flag(9) } nonmutating set { set(9, .flag(newValue)) } }
  public var treatAsAuthenticated: Bool { get { flag(10) } nonmutating set { set(10, .flag(newValue)) } }
  public var outboundOnly: Bool { get { flag(11) } nonmutating set { set(11, .flag(newValue)) } }
  public var requiresReplication: Bool { get { flag(12) } nonmutating set { set(12, .flag(newValue)) } }
  public var audioPortStart: Int? { get { cell(13).int } nonmutating set { set(13, newValue.map(Cell.int) ?? .null) } }
  public var audioPortCount: Int { get { int(14) } nonmutating set { set(14, .int(newValue)) } }
  public var appSharingPortStart: Int? { get { cell(15).int } nonmutating set { set(15, newValue.map(Cell.int) ?? .null) } }
  public var appSharingPortCount: Int { get { int(16) } nonmutating set { set(16, .int(newValue)) } }
  public var videoPortStart: Int? { get { cell(17).int } nonmutating set { set(17, newValue.map(Cell.int) ?? .null) } }
  public var videoPortCount: Int { get { int(18) } nonmutating set { set(18, .int(newValue)) } }
  public var createdVersion: Int { get { int(19) } nonmutating set { set(19, .int(newValue)) } }

  public static let identity = Key<Service>(0)
  public static let role = Key<Service>(1)
  public static let pool = Key<Service>(2)
  public static let site = Key<Service>(3)
  public static let number = Key<Service>(4)
  public static let version = Key<Service>(5)
  public static let registrar = Key<Service>(6)
  public static let fileStore = Key<Service>(7)
  public static let settings = Key<Service>(8)
  public static let throttleAsServer = Key<Service>(9)
  public static let treatAsAuthenticated = Key<Service>(10)
  public static let outboundOnly = Key<Service>(11)
  public static let requiresReplication = Key<Service>(12)
  public static let audioPortStart = Key<Service>(13)
  public static let audioPortCount = Key<Service>(14)
  public static let appSharingPortStart = Key<Service>(15)
  public static let appSharingPortCount = Key<Service>(16)
  public static let videoPortStart = Key<Service>(17)
  public static let videoPortCount = Key<Service>(18)
  public static let createdVersion = Key<Service>(19)
}
