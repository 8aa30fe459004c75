// A Windows service of a computer.
import Directory

/// A Windows service of a computer.
public struct HostService: Record {
  public static let table = 16
  public static let schema = TableSchema("HostService", [
    Attribute("Host", .text, indexed: true),
    Attribute("Name", .term),
    Attribute("Running", .flag),
  ])

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  var host: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var name: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var running: Bool { get { flag(2) } nonmutating set { set(2, .flag(newValue)) } }

  static let host = Key<HostService>(0)
  static let name = Key<HostService>(1)
  static let running = Key<HostService>(2)
}
