// An application host: a UCMA application installed on one computer of a pool.
import Directory

/// An application host: a UCMA application installed on one computer of a pool.
public struct Instance: Record {
  public static let table = 17
  public static let schema = TableSchema("Instance", [
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

  public let store: Store
  public let row: Row

  public init(store: Store, row: Row) {
    self.store = store
    self.row = row
  }

  public var identity: String { get { text(0) } nonmutating set { set(0, .text(newValue)) } }
  public var pool: String { get { text(1) } nonmutating set { set(1, .text(newValue)) } }
  public var applicationId: String { get { text(2) } nonmutating set { set(2, .text(newValue)) } }
  public var computer: String { get { text(3) } nonmutating set { set(3, .text(newValue)) } }
  public var ucmaVersion: String { get { text(4) } nonmutating set { set(4, .text(newValue)) } }
  public var autoProvisioned: Bool { get { flag(5) } nonmutating set { set(5, .flag(newValue)) } }
  public var running: Bool { get { flag(6) } nonmutating set { set(6, .flag(newValue)) } }
  public var registered: Bool { get { flag(7) } nonmutating set { set(7, .flag(newValue)) } }
  public var started: Int { get { int(8) } nonmutating set { set(8, .int(newValue)) } }
  public var reason: String? { get { cell(9).text } nonmutating set { set(9, newValue.map(Cell.text) ?? .null) } }

  public static let identity = Key<Instance>(0)
  public static let pool = Key<Instance>(1)
  public static let applicationId = Key<Instance>(2)
  public static let computer = Key<Instance>(3)
  public static let ucmaVersion = Key<Instance>(4)
  public static let autoProvisioned = Key<Instance>(5)
  public static let running = Key<Instance>(6)
  public static let registered = Key<Instance>(7)
  public static let started = Key<Instance>(8)
  public static let reason = Key<Instance>(9)
}
