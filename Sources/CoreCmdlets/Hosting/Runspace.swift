/// A runspace: an engine as scripts see it, with what it is opened with and whether it is busy.
import Engine
import NetTypes
import Primitives

final class Runspace: Ref {
  enum State: Int { case beforeOpen, opening, opened, closed, closing, broken }
  let id: Int
  var name: String
  let instanceId = NetGuid.newGuid()
  private(set) var state: State
  var reason: PSException?
  /// Commands run in it now.
  var running = 0
  let initial: InitialSession
  /// The program's own host: an object of a class derived from `PSHost`.
  var host: Value?
  /// The engine, when this object made it; else the session it stands for.
  private(set) var owned: ExecutionContext?
  private weak var session: ExecutionContext?
  var context: ExecutionContext? { owned ?? session }
  private(set) lazy var debugger = RunspaceDebugger(self)
  /// Nobody sits at a prompt of it.
  var isBackground: Bool { context?.services["Background"] != nil }
  var threadOptions = Value.other(PSEnum(Hosting.runspaces + "PSThreadOptions", "Default"))

  nonisolated(unsafe) private static var lastId = 1
  private final class Link { weak var runspace: Runspace?; init(_ r: Runspace) { runspace = r } }
  /// Those not disposed, in the order they were made; whom nobody has any more goes without.
  nonisolated(unsafe) private static var known: [Link] = []
  static var all: [Runspace] {
    known.removeAll { $0.runspace == nil }
    return known.compactMap(\.runspace)
  }

  init(_ initial: InitialSession, name: String? = nil) {
    Runspace.lastId += 1
    id = Runspace.lastId
    self.name = name ?? "Runspace\(id)"
    self.initial = initial
    state = .beforeOpen
    super.init()
    Runspace.known.append(Link(self))
  }
  private init(session: ExecutionContext, id: Int) {
    self.id = id
    name = "Runspace\(id)"
    initial = InitialSession(.standard)
    state = .opened
    self.session = session
    super.init()
  }
  override var netType: NetType { TypeTable.get(Hosting.runspaces + "LocalRunspace") }

  /// The runspace of a session.
  static func of(_ c: ExecutionContext) -> Runspace {
    if let r = c.services["Runspace"] as? Runspace { return r }
    if let r = (c.services["Runspace"] as? Link)?.runspace { return r }
    let isFirst = !all.contains { $0.id == 1 }
    if !isFirst { lastId += 1 }
    let r = Runspace(session: c, id: isFirst ? 1 : lastId)
    r.running = 1
    c.services["Runspace"] = r
    known.insert(Link(r), at: isFirst ? 0 : known.count)
    return r
  }

  var availability: String {
    switch state {
    case .opened: running > 0 ? "Busy" : "Available"
    default: "None"
    }
  }
  func open(from parent: ExecutionContext) throws {
    guard state == .beforeOpen else {
      throw Hosting.refusal(
        Hosting.runspaces + "InvalidRunspaceStateException",
        "Cannot open the runspace because the runspace is not in the BeforeOpen state. Current state of the runspace is '\(stateName)'.")
    }
    _ = Runspace.of(parent)
    let c = try ExecutionContext.engine(beside: parent, host: host.map { ProgramHost($0, parent) })
    c.services["Runspace"] = Link(self)
    owned = c
    state = .opened
    try parent.lend(to: c) { try initial.apply(to: c) }
  }
  func close() {
    if let owned { Transcripts.end(owned) }
    if state == .beforeOpen || state == .opened { state = .closed }
    owned = nil
  }
  func dispose() {
    close()
    Runspace.known.removeAll { $0.runspace === self }
  }
  var stateName: String { ["BeforeOpen", "Opening", "Opened", "Closed", "Closing", "Broken"][state.rawValue] }
  /// The engine of an open runspace.
  func engine() throws -> ExecutionContext {
    if state == .opened, let context { return context }
    throw Hosting.refusal(
      Hosting.runspaces + "InvalidRunspaceStateException",
      "Cannot perform the operation because the runspace is not in the Opened state. Current state of the runspace is '\(stateName)'.")
  }
}

/// A pool: runspaces that are made as they are needed, up to a limit, and used again.
final class RunspacePool: Ref {
  let initial: InitialSession
  var host: Value?
  var minimum: Int, maximum: Int
  private(set) var state = Runspace.State.beforeOpen
  let instanceId = NetGuid.newGuid()
  private var free: [Runspace] = []
  private var busy: [Runspace] = []
  /// Those who wait for a runspace.
  private var waiting: [(Runspace) -> Void] = []

  init(_ initial: InitialSession, _ minimum: Int, _ maximum: Int) { self.initial = initial; self.minimum = minimum; self.maximum = maximum; super.init() }
  override var netType: NetType { TypeTable.get(Hosting.runspaces + "RunspacePool") }

  func open() throws {
    guard state == .beforeOpen else {
      throw Hosting.refusal(
        Hosting.runspaces + "InvalidRunspacePoolStateException",
        "Cannot open the runspace pool because it is not in the 'BeforeOpen' state. The current state is '\(stateName)'.")
    }
    state = .opened
  }
  func close() {
    for r in free { r.dispose() }
    free = []
    state = .closed
  }
  var stateName: String { ["BeforeOpen", "Opening", "Opened", "Closed", "Closing", "Broken"][state.rawValue] }
  var available: Int { maximum - busy.count }
  /// A runspace that is free now; nil when all that may be are busy.
  func take(_ parent: ExecutionContext) throws -> Runspace? {
    if state != .opened {
      throw Hosting.refusal(
        Hosting.runspaces + "InvalidRunspacePoolStateException",
        "Cannot perform the operation because the runspace pool is not in the 'Opened' state. The current state is '\(stateName)'.")
    }
    if let r = free.popLast() { busy.append(r); return r }
    guard busy.count < maximum else { return nil }
    let r = Runspace(initial)
    r.host = host
    try r.open(from: parent)
    busy.append(r)
    return r
  }
  func whenFree(_ body: @escaping (Runspace) -> Void) { waiting.append(body) }
  func giveBack(_ r: Runspace) {
    if !waiting.isEmpty { return waiting.removeFirst()(r) }
    busy.removeAll { $0 === r }
    if state == .opened { free.append(r) } else { r.dispose() }
  }
}
