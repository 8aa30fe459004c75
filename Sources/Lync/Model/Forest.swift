// The one row of forest-wide facts: names, versions, the virtual clock, the seed.
import Directory

/// The one row of forest-wide facts: names, versions, the virtual clock, the seed.
public struct Forest: Record {
  public static let table = 0
  public static let schema = TableSchema("Forest", [
    Attribute("Name", .text),
    Attribute("Deployment", .text),
    Attribute("CmsVersion", .int),
    Attribute("EnabledVersion", .int),
    Attribute("Clock", .int),
    Attribute("Seed", .int),
    Attribute("CurrentComputer", .text),
    Attribute("MasterComputer", .text),
    Attribute("LegacyImported", .flag),
    Attribute("LegacyDirectoriesImported", .flag),
    Attribute("EnforceRoles", .flag),
    Attribute("SessionAccount", .text),
    Attribute("SessionGroups", .list),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var name: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var deployment: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var cmsVersion: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  var enabledVersion: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  var clock: Int { get { int(4) } nonmutating set { set(4, .int(newValue)) } }
  var seed: Int { get { int(5) } nonmutating set { set(5, .int(newValue)) } }
  var currentComputer: String { get { text(6) } nonmutating set { set(6, .text(newValue)) } }
  var masterComputer: String { get { text(7) } nonmutating set { set(7, .text(newValue)) } }
  var legacyImported: Bool { get { flag(8) } nonmutating set { set(8, .flag(newValue)) } }
  var legacyDirectoriesImported: Bool { get { flag(9) } nonmutating set { set(9, .flag(newValue)) } }
  var enforceRoles: Bool { get { flag(10) } nonmutating set { set(10, .flag(newValue)) } }
  /// Who works at the shell, and in which groups (Q12).
  public var sessionAccount: String { get { text(11) } nonmutating set { set(11, .text(newValue)) } }
  var sessionGroups: [String] { get { list(12) } nonmutating set { set(12, .list(newValue)) } }

  static let name = Key<Forest>(0)
  static let deployment = Key<Forest>(1)
  static let cmsVersion = Key<Forest>(2)
  static let enabledVersion = Key<Forest>(3)
  static let clock = Key<Forest>(4)
  static let seed = Key<Forest>(5)
  static let currentComputer = Key<Forest>(6)
  static let masterComputer = Key<Forest>(7)
  static let legacyImported = Key<Forest>(8)
  static let legacyDirectoriesImported = Key<Forest>(9)
  static let enforceRoles = Key<Forest>(10)
  static let sessionAccount = Key<Forest>(11)
  static let sessionGroups = Key<Forest>(12)
}
