/// A runspace's debugger as scripts see it: its mode, who is told when execution stops, and what it can be asked then.
///
/// Where execution stops, the person at the session's prompt is asked first, then the handlers of `DebuggerStop`; a runspace that has
/// neither goes on, or waits for one when it was told to (Enable-RunspaceDebug) or a preference Break stopped it.
import Engine
import NetTypes
import Primitives
import Syntax

final class RunspaceDebugger: Ref {
  private(set) var mode = Value.other(PSEnum(RunspaceDebugger.modes, 1))
  private let instanceId = NetGuid.newGuid()
  /// `UnhandledBreakpointMode` is `Wait`: who stops waits for somebody to look (Enable-RunspaceDebug).
  var waits: Bool
  /// The service whose presence makes it so from the beginning.
  static let waiting = "WaitsAtBreakpoints"
  var breaksAll = false
  unowned let runspace: Runspace
  private var handlers: [Value] = []
  private let commands = DebugCommands()
  private var prompt: DebugPrompt?

  init(_ runspace: Runspace) {
    self.runspace = runspace
    waits = runspace.context?.services[RunspaceDebugger.waiting] != nil
    super.init()
  }
  override var netType: NetType { TypeTable.get(RunspaceDebugger.name) }

  /// Makes the debugger of a session tell its runspace where it stops.
  static func install(into context: ExecutionContext) {
    context.debugger.onStop = { hit, place, c in try Runspace.of(c).debugger.stopped(hit, place, c) }
  }

  // MARK: Stopping

  private func stopped(_ hit: [Debugger.Breakpoint], _ place: Extent, _ c: ExecutionContext) throws -> Debugger.Resume {
    let outer = c.debugger.place
    c.debugger.place = place
    c.setGlobal("PSDebugContext", RunspaceDebugger.stopContext.make([info(place), .arr(hit.map { .other($0) }), c.debugger.trigger]))
    defer {
      c.debugger.place = outer
      c.setGlobal("PSDebugContext", .null)
    }
    var resume = Debugger.Resume.go, isAsked = false
    if !runspace.isBackground, HostObject.isDebuggerEnabled(c) {
      if prompt == nil { prompt = DebugPrompt(c) }
      if let prompt { resume = try prompt.stopped(hit, place) }
      isAsked = true
    }
    while !isAsked, handlers.isEmpty {
      if !waits, c.debugger.trigger.isNull { return .go }
      // until a handler comes or the pipeline is stopped
      try c.poll()
      Turn.wait(c, milliseconds: 10)
    }
    guard !handlers.isEmpty else { return resume }
    let breakpoints = PSArray(hit.map { .other($0) })
    breakpoints.kind = .collection
    breakpoints.elementType = TypeTable.get(Hosting.ns + "Breakpoint")
    let event = RunspaceDebugger.stopEvent.make([info(place), .array(breakpoints), .other(PSEnum(RunspaceDebugger.actions, Int64(RunspaceDebugger.order.firstIndex(of: resume) ?? 0)))])
    for h in handlers { _ = try c.callMethod(h, "Invoke", [.other(self), event]) }
    let answer: Value = try Conversion.convert(Record.of(event)?.values[2] ?? .null, to: RunspaceDebugger.actions, c)
    let chosen = (answer.refValue as? PSEnum).map { Int($0.raw) } ?? 0
    return RunspaceDebugger.order.indices.contains(chosen) ? RunspaceDebugger.order[chosen] : .go
  }
  private func info(_ place: Extent) -> Value {
    let i = InvocationInfo()
    i.position = place
    i.scriptName = place.source.file
    return .other(i)
  }
  /// Runs what a handler asks for while execution stands still: a short command of the debugger, or anything else in its place.
  private func process(_ list: CommandList, into output: PSArray, _ c: ExecutionContext) throws -> Value {
    guard let place = c.debugger.place else {
      throw netError(Hosting.ns + "PSInvalidOperationException", "The debugger cannot process commands unless it is in the Stopped state.")
    }
    var all = list.all
    if all.count == 1, all[0].parameters.count == 0 {
      let answer = commands.answer(all[0].text.trimmed, at: place, write: { output.append(.str($0)) }, complain: { text in
        output.append(.other(TerminatingError("DebuggerError", text, .invalidOperation).record))
      })
      switch answer {
      case .resume(let how): return RunspaceDebugger.result(how, isOwn: true)
      case .done: return RunspaceDebugger.result(nil, isOwn: true)
      case .run(let text): if text != all[0].text.trimmed { all = [HostedCommand(text, isScript: true)] }
      }
    }
    do {
      try c.runHosted(all, input: nil, streams: HostedStreams(error: output, warning: output, verbose: output, debug: output, information: output) { _ in }, into: output)
    } catch let e as HostedFailure { throw Hosting.failed("ProcessCommand", 2, e.exception) }
    return RunspaceDebugger.result(nil, isOwn: false)
  }

  // MARK: Types

  private static let name = Hosting.ns + "ScriptDebugger"
  private static let modes: NetType = {
    let t = NetType(Hosting.ns + "DebugModes", .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
    t.enumeration = EnumInfo([("None", 0), ("Default", 1), ("LocalScript", 2), ("RemoteScript", 4)], flags: true)
    return t
  }()
  private static let actions = TypeTable.get(Hosting.ns + "DebuggerResumeAction")
  /// What the actions stand for, in their order.
  private static let order: [Debugger.Resume] = [.go, .into, .out, .over, .quit]
  private static let stopEvent = RecordType(Hosting.ns + "DebuggerStopEventArgs", base: "System.EventArgs", [
    "\(Hosting.ns)InvocationInfo InvocationInfo {get;}", "System.Collections.ObjectModel.Collection[\(Hosting.ns)Breakpoint] Breakpoints {get;}",
    "\(Hosting.ns)DebuggerResumeAction ResumeAction {get;set;}",
  ])
  private static let stopContext = RecordType(Hosting.ns + "PSDebugContext", [
    "\(Hosting.ns)InvocationInfo InvocationInfo {get;}", "\(Hosting.ns)Breakpoint[] Breakpoints {get;}", "System.Object Trigger {get;}",
  ])
  private static let results = RecordType(Hosting.ns + "DebuggerCommandResults", [
    "System.Nullable[\(Hosting.ns)DebuggerResumeAction] ResumeAction {get;}", "bool EvaluatedByDebugger {get;}",
  ])
  private static func result(_ r: Debugger.Resume?, isOwn: Bool) -> Value {
    results.make([r.flatMap { order.firstIndex(of: $0) }.map { .other(PSEnum(actions, Int64($0))) } ?? .null, .bool(isOwn)])
  }

  static func register() {
    TypeTable.register(Hosting.ns + "DebugModes") { modes }
    TypeTable.registerLater {
      _ = stopEvent
      _ = stopContext
      _ = results
    }
    defineBreakpointConstructors()
    TypeTable.register(Hosting.ns + "Debugger") { NetType(Hosting.ns + "Debugger", base: TypeTable.object, define: define) }
    TypeTable.register(name) { NetType(name, base: TypeTable.get(Hosting.ns + "Debugger")) }
  }
  private static func define(_ t: NetType) {
    func of(_ v: Value) throws -> RunspaceDebugger {
      guard let d = v.refValue as? RunspaceDebugger else { throw Hosting.null("debugger") }
      return d
    }
    func engine(_ v: Value) throws -> Debugger? { try of(v).runspace.context?.debugger }
    t.property("\(Hosting.ns)DebugModes DebugMode {get;}") { v, _ in try of(v).mode }
    t.property("bool InBreakpoint {get;}") { v, _ in .bool(try engine(v)?.place != nil) }
    t.property("guid InstanceId {get;}") { v, _ in Hosting.guid(try of(v).instanceId) }
    t.property("bool IsActive {get;}") { v, _ in .bool(!(try engine(v)?.breakpoints.isEmpty ?? true)) }
    t.method("void SetDebugMode(\(Hosting.ns)DebugModes mode)") { v, a, c in
      try of(v).mode = try Conversion.convert(a.first ?? .null, to: modes, c)
      return .void
    }
    t.method("void SetDebuggerStepMode(bool enabled)") { v, a, c in
      guard let d = try engine(v) else { return .void }
      d.enable(c)
      d.stopsNext = Conversion.toBool(a[0])
      return .void
    }
    t.method("System.Collections.Generic.IEnumerable[\(Hosting.ns)CallStackFrame] GetCallStack()") { v, _, c in
      let c = try of(v).runspace.context ?? c
      return .arr(c.callStack(at: c.debugger.place).map(GetPSCallStack.object))
    }
    t.method("\(Hosting.ns)DebuggerCommandResults ProcessCommand(\(Hosting.ns)PSCommand command, \(Hosting.ns)PSDataCollection[psobject] output)") { v, a, c in
      guard let list = a[0].refValue as? CommandList else { throw Hosting.null("command") }
      guard let output = a[1].arrayValue else { throw Hosting.null("output") }
      let d = try of(v), engine = try d.runspace.engine()
      return try c.lend(to: engine) { try d.process(list, into: output, engine) }
    }
    t.method("void StopProcessCommand()") { _, _, _ in .void }
    for (method, change) in [("add", { (d: RunspaceDebugger, h: Value) in d.handlers.append(h) }), ("remove", { d, h in
      if let i = d.handlers.lastIndex(where: { $0.refValue?.isEqual(h, ignoreCase: false) ?? false }) { d.handlers.remove(at: i) }
    })] {
      t.method("void \(method)_DebuggerStop(System.EventHandler[\(Hosting.ns)DebuggerStopEventArgs] value)") { v, a, c in
        if let e = try of(v).runspace.context { e.debugger.enable(e) }
        change(try of(v), a[0])
        return .void
      }
      t.method("void \(method)_BreakpointUpdated(System.EventHandler[\(Hosting.ns)BreakpointUpdatedEventArgs] value)") { _, _, _ in .void }
    }
    t.event("System.EventHandler[\(Hosting.ns)DebuggerStopEventArgs] DebuggerStop(System.Object, \(Hosting.ns)DebuggerStopEventArgs)")
    t.event("System.EventHandler[\(Hosting.ns)BreakpointUpdatedEventArgs] BreakpointUpdated(System.Object, \(Hosting.ns)BreakpointUpdatedEventArgs)")
    defineBreakpoints(t)
  }
}
