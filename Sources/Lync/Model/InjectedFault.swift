/// A fault a trainer injected: what fails, where, since when.
import Directory

public struct InjectedFault: Record {
  static let table = 22
  static let schema = TableSchema("InjectedFault", [
    Attribute("Kind", .term),
    Attribute("Target", .text, indexed: true),
    Attribute("Since", .int),
    Attribute("Version", .int),
    Attribute("Stopped", .list),
  ])

  let store: Store, row: Row

  var kind: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var target: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var since: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  /// The CMS version a blocked replica stays at.
  var version: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  /// `service@computer` of what the fault stopped and its end starts again.
  var stopped: [String] { get { list(4) } nonmutating set { set(4, .list(newValue)) } }

  static let target = Key<InjectedFault>(1)
}
