/// Events of a session: who waits for them, which have come, and the blocks that run when they do.
///
/// Everything happens on the session's own thread: an event is made by New-Event, by the engine, or noticed when somebody looks (the end
/// of a process, what an `EventSource` has to tell). Actions wait until a pipeline begins, with its arguments evaluated, or a loop takes a turn.
import Engine
import NetTypes
import Primitives

final class EventManager: Ref {
  final class Subscriber: Ref {
    let id: Int
    let source: Value
    let eventName: String?
    let identifier: String
    let action: ScriptBlock?
    let isSupport: Bool, isForward: Bool
    /// How often it may still happen; below 1 = any number of times, or no more.
    var left: Int
    let isLimited: Bool
    let data: Value
    /// Where the action's output is kept.
    let job: Job?
    /// What tells of an object's events, when it does so only if asked.
    var watched: CollectionWatch?
    /// Arguments of events that an object's own code raised since the last look, and how it is told to stop.
    var posted: [[Value]] = []
    var detach: ((ExecutionContext) throws -> Void)?
    init(_ id: Int, _ source: Value, _ name: String?, _ identifier: String, _ action: ScriptBlock?, support: Bool, forward: Bool, limit: Int, data: Value, job: Job?) {
      self.id = id; self.source = source; eventName = name; self.identifier = identifier; self.action = action
      isSupport = support; isForward = forward; left = limit; isLimited = limit > 0; self.data = data; self.job = job
      super.init()
    }
    override var netType: NetType { TypeTable.named("System.Management.Automation.PSEventSubscriber") }
    override func text() -> String { netType.fullName }
  }

  private(set) var subscribers: [Subscriber] = []
  private(set) var received: [Value] = []
  /// Those whose source identifier fits; a pattern that is none is refused when there is an event to compare with.
  func received(from pattern: String, _ shell: Invocation) throws -> [Value] {
    if received.isEmpty { return [] }
    try shell.checkWildcards([pattern])
    let wanted = Wildcard(pattern)
    return received.filter { wanted.matches(EventManager.identifier(of: $0)) }
  }
  private var lastEvent = 0, lastSubscription = 0
  private let runspace = NetGuid.newGuid()

  static func of(_ context: ExecutionContext) -> EventManager { context.service("EventManager") { EventManager() } }

  private static let eventType = RecordType("System.Management.Automation.PSEventArgs", base: "System.EventArgs", [
    "string ComputerName {get;}", "guid RunspaceId {get;}", "int EventIdentifier {get;}", "System.Object Sender {get;}",
    "System.EventArgs SourceEventArgs {get;}", "System.Object[] SourceArgs {get;}", "string SourceIdentifier {get;}", "datetime TimeGenerated {get;}",
    "psobject MessageData {get;}",
  ])
  static func identifier(of event: Value) -> String { Record.of(event)?.values[6].stringValue ?? "" }
  static func number(of event: Value) -> Int { Record.of(event).map { if case .int(let n) = $0.values[2] { Int(n) } else { 0 } } ?? 0 }

  /// Members of subscribers, put in place when the first one is made or asked for.
  static let defineOnce: Void = defineSubscriber()
  private static func defineSubscriber() {
    TypeTable.get("System.Management.Automation.PSEventSubscriber").extend { t in
      func of(_ v: Value) -> Subscriber? { v.refValue as? Subscriber }
      t.property("int SubscriptionId {get;}") { v, _ in .integer(of(v)?.id ?? 0) }
      t.property("System.Object SourceObject {get;}") { v, _ in of(v)?.source ?? .null }
      t.property("string EventName {get;}") { v, _ in of(v)?.eventName.map { .str($0) } ?? .null }
      t.property("string SourceIdentifier {get;}") { v, _ in .str(of(v)?.identifier ?? "") }
      t.property("System.Management.Automation.PSEventJob Action {get;}") { v, _ in of(v)?.job.map { .other($0) } ?? .null }
      t.property("System.Management.Automation.PSEventReceivedEventHandler HandlerDelegate {get;}") { _, _ in .null }
      t.property("bool SupportEvent {get;}") { v, _ in .bool(of(v)?.isSupport ?? false) }
      t.property("bool ForwardEvent {get;}") { v, _ in .bool(of(v)?.isForward ?? false) }
    }
  }

  /// Adds a subscriber; its job when it has an action.
  func subscribe(
    _ source: Value, _ name: String?, _ identifier: String?, _ action: ScriptBlock?, support: Bool, forward: Bool, limit: Int, data: Value,
    watched: CollectionWatch? = nil, _ context: ExecutionContext
  ) -> Job? {
    let table = JobTable.of(context)
    _ = EventManager.defineOnce
    lastSubscription += 1
    let id = identifier ?? NetGuid.newGuid().description
    let job = action.map { table.make(.event, name: id, command: $0.text()) }
    if let job, !support { table.add(job) }
    let action = job.flatMap { job in action.map { context.enclose($0, in: job.action.module) } }
    let s = Subscriber(lastSubscription, source, name, id, action, support: support, forward: forward, limit: limit, data: data, job: job)
    s.watched = watched
    subscribers.append(s)
    job?.action.unsubscribe = { [weak self, weak s] in if let s { self?.unsubscribe(s) } }
    return job
  }
  func unsubscribe(_ s: Subscriber) {
    subscribers.removeAll { $0 === s }
    s.job?.endAction()
    if let detach = s.detach { try? detach(ExecutionContext.current) }
  }
  /// Adds a handler to an event that is a method `add_Name` of the object; what it is called with waits for the next look.
  func attach(_ object: Value, _ name: String, _ context: ExecutionContext) throws {
    guard let s = subscribers.last else { return }
    let t = TypeTable.typeOf(object)
    guard let add = t.instanceMember("add_" + name)?.overloads.first, let type = add.types.first.flatMap({ $0 }) else { return }
    let handler = Value.other(PSDelegate(type, [PSDelegate.Target(method: s, object: .null) { [unowned s] arguments, _ in s.posted.append(arguments); return .void }]))
    _ = try add.body(object, [handler], context)
    s.detach = { c in _ = try t.instanceMember("remove_" + name)?.overloads.first?.body(object, [handler], c) }
  }
  /// Some subscriber waits for what must be looked for.
  private var isWatching = false
  private var isDelivering = false, isLooking = false
  func remove(_ event: Value) {
    guard let gone = Record.of(event), let i = received.firstIndex(where: { Record.of($0) === gone }) else { return }
    received.remove(at: i)
  }

  /// The last event of a session, which is for actions alone.
  func raiseExiting(_ context: ExecutionContext) throws {
    try deliver(context)
    guard subscribers.contains(where: { $0.identifier.equalsIgnoringCase("PowerShell.Exiting") }) else { return }
    try raise("PowerShell.Exiting", sender: .null, arguments: [], data: .null, context)
    try deliver(context)
  }
  /// Actions of events that have happened, in their order.
  private var pending: [(ExecutionContext) throws -> Void] = []
  /// Runs the actions that wait now. What happens while one runs comes behind it; the script goes on before the
  /// actions of events that actions raise, which may have no end.
  func deliver(_ context: ExecutionContext) throws {
    if isDelivering { return }
    try look(context)
    isDelivering = true
    defer {
      isDelivering = false
      if pending.isEmpty { context.listens = isWatching } else { context.expectDelivery() }
    }
    for _ in pending.indices where !pending.isEmpty { try pending.removeFirst()(context) }
  }
  /// An event happens: actions are to run, or it waits to be fetched.
  @discardableResult func raise(_ identifier: String, sender: Value, arguments: [Value], data: Value, eventArgs: Value = .null, _ context: ExecutionContext) throws -> Value {
    lastEvent += 1
    let event = EventManager.eventType.make([.null, .other(PSGuid(runspace)), .integer(lastEvent), sender, eventArgs, .arr(arguments), .str(identifier), .datetime(NetDateTime.now), data])
    var handled = false
    for s in subscribers where s.identifier.equalsIgnoringCase(identifier) && !(s.isLimited && s.left == 0) {
      if s.left > 0 { s.left -= 1 }
      let isLast = s.left == 0 && s.isLimited
      guard let action = s.action else {
        if isLast { unsubscribe(s) }
        continue
      }
      handled = true
      pending.append { [unowned self] c in
        defer { if isLast { unsubscribe(s) } }
        try run(action, s, event, sender, arguments, c)
      }
      context.deliverEvents = { [weak self] c in try self?.deliver(c) }
      context.expectDelivery()
    }
    if !handled { received.append(event) }
    return event
  }
  private func run(_ action: ScriptBlock, _ s: Subscriber, _ event: Value, _ sender: Value, _ arguments: [Value], _ context: ExecutionContext) throws {
    guard let job = s.job, !job.isOver else { return }
    job.action.state = .running
    if job.began == nil { job.began = .now }
    let variables: [(String, Value)] = [("eventSubscriber", .other(s)), ("event", event), ("sender", sender), ("eventArgs", Record.of(event)?.values[4] ?? .null)]
    let known = job.action.errors.elements.first?.refValue
    do {
      try context.runEnclosed(action, variables, arguments: arguments, errors: job.action.errors) { job.action.write(.output, $0) }
      job.action.hasMoreData = true
    } catch FlowSignal.stopped { throw FlowSignal.stopped } catch {
      // whatever ends it is the job's affair
      job.action.state = .failed
      job.ended = .now
    }
    job.action.tell(errors: job.action.errors.elements.prefix { $0.refValue !== known }.reversed())
  }
  /// Looks whether something happened that nobody tells us of.
  func look(_ context: ExecutionContext) throws {
    if !isWatching || isLooking { return }
    isLooking = true
    defer { isLooking = false }
    var asked = Set<ObjectIdentifier>()
    for s in subscribers {
      let posted = s.posted
      s.posted = []
      for a in posted { try raise(s.identifier, sender: a.first ?? s.source, arguments: a, data: s.data, eventArgs: a.count > 1 ? a[1] : .null, context) }
      if let watched = s.watched { for e in watched.pending() { try raise(s.identifier, sender: s.source, arguments: [s.source, e], data: s.data, eventArgs: e, context) } }
      guard let object = s.source.refValue, asked.insert(ObjectIdentifier(object)).inserted else { continue }
      if let e = object as? EventSource {
        for (name, arguments) in e.occurrences() {
          for t in subscribers where t.source.refValue === object && t.eventName?.equalsIgnoringCase(name) ?? false {
            try raise(t.identifier, sender: t.source, arguments: [t.source, arguments], data: t.data, eventArgs: arguments, context)
          }
        }
      }
    }
  }
  /// Lets the engine look by itself while there are such subscribers.
  func watch(_ context: ExecutionContext) {
    isWatching = subscribers.contains { $0.watched != nil || $0.detach != nil || $0.source.refValue is EventSource }
    if isWatching { context.deliverEvents = { [weak self] c in try self?.deliver(c) } }
    context.listens = isWatching || !pending.isEmpty
  }
}
