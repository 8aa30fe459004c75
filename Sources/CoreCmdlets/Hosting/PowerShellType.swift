/// The members of `[powershell]`, its streams and its states.
import Engine
import NetTypes
import Primitives

enum PowerShellType {
  private static let ns = Hosting.ns
  private static let stateInfo = RecordType(ns + "PSInvocationStateInfo", base: "System.Object", ["\(ns)PSInvocationState State {get;}", "System.Exception Reason {get;}"])
  private static let progressRecord = RecordType(
    ns + "ProgressRecord", base: "System.Object",
    [
      "int ActivityId {get;}", "int ParentActivityId {get;set;}", "string Activity {get;set;}", "string StatusDescription {get;set;}",
      "string CurrentOperation {get;set;}", "int PercentComplete {get;set;}", "int SecondsRemaining {get;set;}", "\(ns)ProgressRecordType RecordType {get;set;}"
    ]
  ) { t in
    func negative(_ parameter: String, _ v: Value) -> TerminatingError { outOfRange(parameter, "Cannot process the argument because \(parameter) cannot be a negative value.", v) }
    func outOfRange(_ parameter: String, _ message: String, _ v: Value) -> TerminatingError {
      netError(ns + "PSArgumentOutOfRangeException", "\(message) (Parameter '\(parameter)')\nActual value was \(Conversion.toString(v)).")
    }
    func filled(_ v: Value, _ parameter: String) throws -> Value {
      if !Conversion.toString(v).isEmpty { return v }
      throw netError(ns + "PSArgumentException", "Cannot process the argument because the value of \(parameter) cannot be null or empty.", param: parameter)
    }
    func made(_ id: Value, _ activity: Value, _ status: Value) throws -> Value {
      if try Conversion.toInt64(id) < 0 { throw negative("activityId", id) }
      return .other(Progress(t, [id, .int(-1), activity, status, .null, .int(-1), .int(-1), Hosting.state(ns + "ProgressRecordType", "Processing")]))
    }
    t.constructor("\(ns)ProgressRecord new(int activityId)") { a, _ in try made(a[0], .null, .null) }
    t.constructor("\(ns)ProgressRecord new(int activityId, string activity, string statusDescription)") { a, _ in
      if try Conversion.toInt64(a[0]) < 0 { throw negative("activityId", a[0]) }
      return try made(a[0], filled(a[1], "activity"), filled(a[2], "statusDescription"))
    }
    func checked(_ name: String, _ type: String, _ at: Int, _ check: @escaping (Value, Record) throws -> Void) {
      t.property("\(type) \(name) {get;set;}", set: { v, x, _ in
        guard let r = Record.of(v) else { return }
        try check(x, r)
        r.values[at] = x
      }) { v, _ in Record.of(v)?.values[at] ?? .null }
    }
    checked("ParentActivityId", "int", 1) { x, r in
      if try Conversion.toInt64(x) == Conversion.toInt64(r.values[0]) { throw netError(ns + "PSArgumentException", "ParentActivityId cannot be the same as the ActivityId.") }
    }
    checked("Activity", "string", 2) { x, _ in _ = try filled(x, "value") }
    checked("StatusDescription", "string", 3) { x, _ in _ = try filled(x, "value") }
    checked("PercentComplete", "int", 5) { x, _ in
      if try Conversion.toInt64(x) > 100 { throw outOfRange("value", "Cannot set percent because PercentComplete cannot be greater than 100.", x) }
    }
  }
  private static let settings = RecordType(
    ns + "PSInvocationSettings", base: "System.Object",
    [
      "System.Threading.ApartmentState ApartmentState {get;set;}", "\(ns)Host.PSHost Host {get;set;}",
      "\(ns)RemoteStreamOptions RemoteStreamOptions {get;set;}", "bool AddToHistory {get;set;}",
      "System.Nullable[\(ns)ActionPreference] ErrorActionPreference {get;set;}", "bool FlowImpersonationPolicy {get;set;}",
      "bool ExposeFlowControlExceptions {get;set;}"
    ]
  ) { t in
    t.constructor("\(ns)PSInvocationSettings new()") { _, _ in
      .other(Record(t, [.other(PSEnum("System.Threading.ApartmentState", "Unknown")), .null, .int(0), .bool(false), .null, .bool(false), .bool(false)]))
    }
  }

  static func record(_ p: ProgressRecord) -> Value {
    progressRecord.make(
      [
        .integer(p.id), .integer(p.parentId), .str(p.activity), .str(p.status), .str(p.currentOperation), .integer(p.percent), .integer(p.secondsRemaining),
        Hosting.state(ns + "ProgressRecordType", p.completed ? "Completed" : "Processing")
      ],
      text:
        """
        parent = \(p.parentId) id = \(p.id) act = \(p.activity) stat = \(p.status) cur = \(p.currentOperation) pct = \(p.percent) sec = \(p.secondsRemaining) \
        type = \(p.completed ? "Completed" : "Processing")
        """
    )
  }

  static func register() {
    TypeTable.registerLater {
      _ = settings
      _ = stateInfo
      _ = progressRecord
    }
    TypeTable.register(ns + "PowerShell", "powershell") { NetType(ns + "PowerShell", base: TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
    TypeTable.register(ns + "PSDataStreams") { NetType(ns + "PSDataStreams", base: TypeTable.object, define: streams) }
    TypeTable.register(ns + "PowerShellAsyncResult") { NetType(ns + "PowerShellAsyncResult", base: TypeTable.object, interfaces: ["System.IAsyncResult"], define: result) }
    TypeTable.register("System.IAsyncResult") { NetType("System.IAsyncResult", .interface) }
  }

  private static func of(_ v: Value) throws -> PowerShellObject {
    guard let p = v.refValue as? PowerShellObject else { throw Hosting.null("powershell") }
    return p
  }
  /// The objects of an input argument; nil for none.
  private static func input(_ v: Value) -> [Value]? { v.isNull ? nil : v.elementsIfSequence ?? [v] }
  private static func results() -> PSArray {
    let a = PSArray([], of: TypeTable.psObject)
    a.kind = .collection
    return a
  }

  private static func define(_ t: NetType) {
    let name = ns + "PowerShell", rs = Hosting.runspaces
    t.staticMethod("static powershell Create()") { _, _ in .other(PowerShellObject()) }
    t.staticMethod("static powershell Create(\(ns)RunspaceMode runspace)") { a, c in
      Conversion.toString(a[0]).equalsIgnoringCase("CurrentRunspace") ? .other(PowerShellObject(runspace: Runspace.of(c), nested: true)) : .other(PowerShellObject())
    }
    t.staticMethod("static powershell Create(initialsessionstate initialSessionState)") { a, _ in
      guard let s = a[0].refValue as? InitialSession else { throw Hosting.null("initialSessionState") }
      return .other(PowerShellObject(initial: s))
    }
    t.staticMethod("static powershell Create(runspace runspace)") { a, c in
      guard let r = a[0].refValue as? Runspace else { throw Hosting.null("runspace") }
      return .other(PowerShellObject(runspace: r, nested: r.context === c))
    }
    t.method("powershell CreateNestedPowerShell()") { v, _, c in
      guard try of(v).state == .running else {
        throw netError(
          ns + "PSInvalidOperationException",
          """
          The PowerShell instance is not in the correct state for creating a nested PowerShell instance. Nested PowerShell instances should only be created \
          in a running PowerShell instance.
          """
        )
      }
      return .other(PowerShellObject(runspace: Runspace.of(c), nested: true))
    }
    t.property("\(ns)PSCommand Commands {get;set;}", set: { v, x, _ in
      try of(v).checkUsable()
      guard let list = x.refValue as? CommandList else { throw Hosting.null("Command") }
      try of(v).commands = list.copy()
    }) { v, _ in .other(try of(v).commands) }
    t.property("\(ns)PSDataStreams Streams {get;}") { v, _ in .other(StreamsOf(try of(v))) }
    t.property("guid InstanceId {get;}") { v, _ in Hosting.guid(try of(v).instanceId) }
    t.property("\(ns)PSInvocationStateInfo InvocationStateInfo {get;}") { v, _ in
      let p = try of(v), states = ["NotStarted", "Running", "Stopping", "Stopped", "Completed", "Failed"]
      return stateInfo.make([Hosting.state(ns + "PSInvocationState", states[p.state.rawValue]), p.reason.map { .other($0) } ?? .null])
    }
    t.property("bool IsNested {get;}") { v, _ in .bool(try of(v).isNested) }
    t.property("bool HadErrors {get;}") { v, _ in .bool(try of(v).hadErrors) }
    t.property("runspace Runspace {get;set;}", set: { v, x, _ in try of(v).use(x.refValue as? Runspace) }) { v, c in
      if try of(v).isDisposed { return .null }
      return try of(v).ownRunspace(c).map { .other($0) } ?? .null
    }
    t.property("\(rs)RunspacePool RunspacePool {get;set;}", set: { v, x, _ in try of(v).use(x.refValue as? RunspacePool) }) { v, _ in try of(v).pool.map { .other($0) } ?? .null }
    t.property("bool IsRunspaceOwner {get;}") { v, _ in .bool(try !of(v).isNested) }
    t.property("string HistoryString {get;set;}", set: { _, _, _ in }) { v, _ in .str(try of(v).commands.all.map(\.text).joined(separator: " | ")) }
    HostedTypes.building(t, name) { v in
      try of(v).checkUsable()
      return try of(v).commands
    }

    func invoke(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
      let out = results()
      try of(v).addsToHistory = a.count > 1 && Conversion.toBool(c.property(a[1], "AddToHistory") ?? .null)
      try of(v).invoke("Invoke", a.count, c, input: input(Hosting.argument(a, 0)), into: out)
      return .array(out)
    }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke()") { v, a, c in try invoke(v, a, c) }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input)") { v, a, c in try invoke(v, a, c) }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input, \(ns)PSInvocationSettings settings)") { v, a, c in try invoke(v, a, c) }
    t.method("void Invoke(System.Collections.IEnumerable input, System.Collections.IList output)") { v, a, c in
      try of(v).invoke("Invoke", a.count, c, input: input(a[0]), into: a[1].arrayValue ?? results())
      return .void
    }
    let anyList = "\(ns)PSDataCollection[psobject]"
    func start(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
      let out = a.count > 1 ? a[1].arrayValue : nil
      return .other(try of(v).start(c, input: input(Hosting.argument(a, 0)), into: out ?? Hosting.stream("System.Management.Automation.PSObject")))
    }
    t.method("System.IAsyncResult BeginInvoke()") { v, a, c in try start(v, a, c) }
    t.method("System.IAsyncResult BeginInvoke(\(anyList) input)") { v, a, c in try start(v, a, c) }
    t.method("System.IAsyncResult BeginInvoke(System.Object input, System.Object output)") { v, a, c in try start(v, a, c) }
    t.method("System.IAsyncResult BeginInvoke(System.Object input, \(ns)PSInvocationSettings settings, System.AsyncCallback callback, System.Object state)") { v, a, c in try start(v, [a[0]], c) }
    t.method(
      "System.IAsyncResult BeginInvoke(System.Object input, System.Object output, \(ns)PSInvocationSettings settings, System.AsyncCallback callback, System.Object state)"
    ) { v, a, c in try start(v, a, c) }
    t.method("\(anyList) EndInvoke(System.IAsyncResult asyncResult)") { v, a, c in
      guard let r = a[0].refValue as? HostedResult else { throw Hosting.null("asyncResult") }
      return .array(try of(v).finish(r, "EndInvoke", c))
    }
    /// The same as a task, whose result the objects are.
    func task(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
      guard let p = try? of(v), let result = try start(v, a, c).refValue as? HostedResult else { return .null }
      return .other(PSTask(resultType: TypeTable.resolve(anyList)) { c, milliseconds in
        guard try p.wait(result, c, milliseconds: milliseconds) else { return nil }
        if let reason = p.reason { throw TerminatingError(ErrorRecord(reason, id: reason.type.name, .notSpecified)) }
        return .array(result.output)
      })
    }
    let anyTask = "System.Threading.Tasks.Task[\(anyList)]", settings = "\(ns)PSInvocationSettings settings, System.AsyncCallback callback, System.Object state"
    t.method("\(anyTask) InvokeAsync()") { v, a, c in try task(v, a, c) }
    t.method("\(anyTask) InvokeAsync(\(anyList) input)") { v, a, c in try task(v, a, c) }
    t.method("\(anyTask) InvokeAsync(System.Object input, System.Object output)") { v, a, c in try task(v, a, c) }
    t.method("\(anyTask) InvokeAsync(System.Object input, \(settings))") { v, a, c in try task(v, [a[0]], c) }
    t.method("\(anyTask) InvokeAsync(System.Object input, System.Object output, \(settings))") { v, a, c in try task(v, a, c) }
    t.method("System.Threading.Tasks.Task StopAsync(System.AsyncCallback callback, System.Object state)") { v, _, c in
      try of(v).stop(c)
      return .other(PSTask(result: .void))
    }
    t.method("void Stop()") { v, _, c in try of(v).stop(c); return .void }
    t.method("System.IAsyncResult BeginStop(System.AsyncCallback callback, System.Object state)") { v, _, c in
      try of(v).stop(c)
      let r = HostedResult(try of(v), results())
      r.isOver = true
      return .other(r)
    }
    t.method("void EndStop(System.IAsyncResult asyncResult)") { _, _, _ in .void }
    t.method("void Dispose()") { v, _, _ in try of(v).dispose(); return .void }
  }

  /// `Streams`: the lists of one `[powershell]`.
  private final class StreamsOf: Ref {
    let owner: PowerShellObject
    init(_ p: PowerShellObject) { owner = p; super.init() }
    override var netType: NetType { TypeTable.get(ns + "PSDataStreams") }
  }
  private static func streams(_ t: NetType) {
    let all: [(String, ReferenceWritableKeyPath<PowerShellObject, PSArray>)] = [
      ("Error", \.error), ("Progress", \.progress), ("Verbose", \.verbose), ("Debug", \.debug), ("Warning", \.warning), ("Information", \.information)
    ]
    for (n, path) in all {
      t.property("\(ns)PSDataCollection[\(ns)\(n)Record] \(n) {get;set;}", set: { v, x, _ in
        guard let s = v.refValue as? StreamsOf, let list = x.arrayValue else { throw Hosting.null("value") }
        s.owner[keyPath: path] = list
      }) { v, _ in (v.refValue as? StreamsOf).map { .array($0.owner[keyPath: path]) } ?? .null }
    }
    t.method("void ClearStreams()") { v, _, _ in
      if let s = v.refValue as? StreamsOf { for (_, path) in all { s.owner[keyPath: path].removeAll() } }
      return .void
    }
  }

  private static func result(_ t: NetType) {
    func of(_ v: Value) -> HostedResult? { v.refValue as? HostedResult }
    t.property("System.Object AsyncState {get;}") { _, _ in .null }
    t.property("System.Threading.WaitHandle AsyncWaitHandle {get;}") { v, _ in of(v).map { .other(Wait($0)) } ?? .null }
    t.property("bool CompletedSynchronously {get;}") { _, _ in .bool(false) }
    t.property("bool IsCompleted {get;}") { v, c in
      // who asks again and again lets the others run
      if of(v)?.isOver == false { Turn.wait(c, milliseconds: 1) }
      return .bool(of(v)?.isOver ?? true)
    }
    t.property("System.Object Result {get;}") { v, c in try of(v).map { .array(try $0.owner.finish($0, "get_Result", c)) } ?? .null }
    t.method("void Wait()") { v, _, c in if let r = of(v) { try r.owner.wait(r, c) }; return .void }
    TypeTable.extend("System.Threading.WaitHandle") { t in
      func wait(_ v: Value, _ milliseconds: Int, _ c: ExecutionContext) throws -> Value {
        guard let r = (v.refValue as? Wait)?.result else { return .bool(true) }
        let end = NetDateTime.now.ticks + Int64(max(0, milliseconds)) * 10_000
        while !r.isOver {
          if milliseconds >= 0, NetDateTime.now.ticks >= end { return .bool(false) }
          try c.poll()
          Turn.wait(c, milliseconds: 5)
        }
        return .bool(true)
      }
      t.method("bool WaitOne()") { v, _, c in try wait(v, -1, c) }
      t.method("bool WaitOne(int millisecondsTimeout)") { v, a, c in try wait(v, Int(try Conversion.toInt64(a[0])), c) }
      t.method("bool WaitOne(timespan timeout)") { v, a, c in
        if case .timespan(let s) = a[0].base { return try wait(v, Int(clamping: s.ticks / 10_000), c) }
        return try wait(v, -1, c)
      }
      t.method("void Close()") { _, _, _ in .void }
      t.method("void Dispose()") { _, _, _ in .void }
    }
  }
  private final class Wait: Ref {
    let result: HostedResult
    init(_ r: HostedResult) { result = r; super.init() }
    override var netType: NetType { TypeTable.named("System.Threading.WaitHandle") }
  }
}

/// A `ProgressRecord`, whose text tells all of it.
private final class Progress: Record {
  override func text() -> String {
    let names = ["id", "parent", "act", "stat", "cur", "pct", "sec", "type"]
    return [1, 0, 2, 3, 4, 5, 6, 7].map { "\(names[$0]) = \(Conversion.toString(values[$0]))" }.joined(separator: " ")
  }
}
