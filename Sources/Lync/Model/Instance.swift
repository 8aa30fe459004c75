/// An application host: a UCMA application installed on one computer of a pool.
import Directory

public struct Instance: Record {
  static let table = 17
  static let schema = TableSchema("Instance", [
    Attribute("Identity", .text, indexed: true),
    Attribute("Pool", .term),
    Attribute("ApplicationId", .term),
    Attribute("Computer", .term),
    Attribute("UcmaVersion", .term),
    Attribute("AutoProvisioned", .flag),
    Attribute("Running", .flag),
    Attribute("Registered", .flag),
    Attribute("Started", .int),
    Attribute("Reason", .text),
  ])

  let store: Store, row: Row

  var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  var applicationId: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  var computer: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  var ucmaVersion: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  var autoProvisioned: Bool { get { flag(5) } nonmutating set { set(5, .flag(newValue)) } }
  var running: Bool { get { flag(6) } nonmutating set { set(6, .flag(newValue)) } }
  var registered: Bool { get { flag(7) } nonmutating set { set(7, .flag(newValue)) } }
  var started: Int { get { int(8) } nonmutating set { set(8, .int(newValue)) } }
  var reason: String? { get { cell(9).text } nonmutating set { set(9, newValue.map(Cell.text) ?? .null) } }
}
