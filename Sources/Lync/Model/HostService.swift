/// A Windows service of a computer.
import Directory

public struct HostService: Record {
  static let table = 16
  static let schema = TableSchema("HostService", [
    Attribute("Host", .text, indexed: true),
    Attribute("Name", .term),
    Attribute("Running", .flag),
  ])

  let store: Store, row: Row

  var host: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var name: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var running: Bool { get { flag(2) } nonmutating set { set(2, .flag(newValue)) } }

  static let host = Key<HostService>(0)
}
