/// The one row of forest-wide facts: names, versions, the virtual clock, the seed.
import Directory

public struct Forest: Record {
  static let table = 0
  static let schema = TableSchema("Forest", [
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

  let store: Store, row: Row

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
  var sessionAccount: String { get { text(11) } nonmutating set { set(11, .text(newValue)) } }
  var sessionGroups: [String] { get { list(12) } nonmutating set { set(12, .list(newValue)) } }
}
