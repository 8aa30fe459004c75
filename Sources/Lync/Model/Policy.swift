/// A policy instance of one kind at one scope.
import Directory

public struct Policy: Record {
  static let table = 19
  static let schema = TableSchema("Policy", [
    Attribute("Identity", .text, indexed: true),
    Attribute("Kind", .term),
    Attribute("Scope", .term),
    Attribute("Name", .term),
    Attribute("Imported", .flag),
    Attribute("Settings", .list),
  ])

  let store: Store, row: Row

  var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var kind: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var scope: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var name: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var imported: Bool { get { flag(4) } nonmutating set { set(4, .flag(newValue)) } }
  var settings: [String] { get { list(5) } nonmutating set { set(5, .list(newValue)) } }

  static let identity = Key<Policy>(0)
}
