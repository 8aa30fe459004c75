// A fault a trainer injected: what fails, where, since when.
import Directory

/// A fault a trainer injected: what fails, where, since when.
public struct InjectedFault: Record {
  public static let table = 22
  public static let schema = TableSchema("InjectedFault", [
    Attribute("Kind", .term),
    Attribute("Target", .text, indexed: true),
    Attribute("Since", .int),
    Attribute("Version", .int),
    Attribute("Stopped", .list),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var kind: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var target: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var since: Int { get { int(2) } nonmutating set { set(2, .int(newValue)) } }
  /// The CMS version a blocked replica stays at.
  public var version: Int { get { int(3) } nonmutating set { set(3, .int(newValue)) } }
  /// `service@computer` of what the fault stopped and its end starts again.
  public var stopped: [String] { get { list(4) } nonmutating set { set(4, .list(newValue)) } }

  static let kind = Key<InjectedFault>(0)
  static let target = Key<InjectedFault>(1)
  static let since = Key<InjectedFault>(2)
  static let version = Key<InjectedFault>(3)
  static let stopped = Key<InjectedFault>(4)
}
