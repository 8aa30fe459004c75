/// `Runspaces.Pipeline`: the older way to have commands run in a runspace, with readers for what comes out.
import Engine
import NetTypes

final class HostedPipeline: Ref {
  let runner: PowerShellObject
  let runspace: Runspace
  let output = Hosting.stream("System.Management.Automation.PSObject"), input = Hosting.stream("System.Management.Automation.PSObject")
  var started: HostedResult?
  var wasInvoked = false
  init(_ r: Runspace, nested: Bool) { runspace = r; runner = PowerShellObject(runspace: r, nested: nested); super.init() }
  override var netType: NetType { TypeTable.get(Hosting.runspaces + "LocalPipeline") }
}

enum HostedPipelineType {
  private static let rs = Hosting.runspaces
  private static let stateInfo = RecordType(rs + "PipelineStateInfo", base: "System.Object", ["\(rs)PipelineState State {get;}", "System.Exception Reason {get;}"])

  static func register() {
    TypeTable.register(rs + "Pipeline") { NetType(rs + "Pipeline", base: TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
    TypeTable.register(rs + "LocalPipeline") { NetType(rs + "LocalPipeline", base: TypeTable.get(rs + "Pipeline")) }
    TypeTable.register(rs + "PipelineReader") { NetType(rs + "PipelineReader", base: TypeTable.object, define: reader) }
  }
  /// The methods of a runspace that make pipelines.
  static func creating(_ t: NetType, _ runspace: @escaping (Value) throws -> Runspace) {
    func make(_ v: Value, _ a: [Value], nested: Bool) throws -> Value {
      let p = HostedPipeline(try runspace(v), nested: nested)
      if let text = a.first { try p.runner.commands.addScript([text]) }
      return .other(p)
    }
    for (name, nested) in [("CreatePipeline", false), ("CreateNestedPipeline", true)] {
      t.method("\(rs)Pipeline \(name)()") { v, a, _ in try make(v, a, nested: nested) }
      if !nested { t.method("\(rs)Pipeline \(name)(string command)") { v, a, _ in try make(v, a, nested: nested) } }
      t.method("\(rs)Pipeline \(name)(string command, bool addToHistory)") { v, a, _ in try make(v, a, nested: nested) }
    }
  }

  private static func of(_ v: Value) throws -> HostedPipeline {
    guard let p = v.refValue as? HostedPipeline else { throw Hosting.null("pipeline") }
    return p
  }
  private static func define(_ t: NetType) {
    func start(_ p: HostedPipeline, async: Bool = false) throws {
      if p.runner.isNested {
        if async { throw netError(Hosting.ns + "PSInvalidOperationException", "A nested pipeline cannot be invoked asynchronously. Use the Invoke method.") }
        if p.runspace.running == 0 { throw netError(Hosting.ns + "PSInvalidOperationException", "You should only run a nested pipeline from within a running pipeline.") }
      }
      if p.wasInvoked { throw netError(rs + "InvalidPipelineStateException", "Cannot invoke pipeline because it has already been invoked.") }
      if p.runner.commands.all.isEmpty { throw netError("System.InvalidOperationException", "The pipeline does not contain a command.") }
      if p.runspace.state != .opened {
        throw Hosting.refusal(
          rs + "InvalidRunspaceStateException",
          "Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is '\(p.runspace.stateName)'.")
      }
      p.wasInvoked = true
    }
    t.property("\(rs)Runspace Runspace {get;}") { v, _ in .other(try of(v).runspace) }
    t.property("\(rs)CommandCollection Commands {get;}") { v, _ in .array(try of(v).runner.commands.commands) }
    t.property("bool IsNested {get;}") { v, _ in .bool(try of(v).runner.isNested) }
    t.property("bool HadErrors {get;}") { v, _ in .bool(try of(v).runner.hadErrors) }
    t.property("long InstanceId {get;}") { _, _ in .long(1) }
    t.property("\(rs)PipelineStateInfo PipelineStateInfo {get;}") { v, _ in
      let p = try of(v).runner, names = ["NotStarted", "Running", "Stopping", "Stopped", "Completed", "Failed"]
      return stateInfo.make([Hosting.state(rs + "PipelineState", names[p.state.rawValue]), p.reason.map { .other($0) } ?? .null])
    }
    t.property("\(rs)PipelineWriter Input {get;}") { v, _ in .other(Reader(try of(v), .input)) }
    t.property("\(rs)PipelineReader[psobject] Output {get;}") { v, _ in .other(Reader(try of(v), .output)) }
    t.property("\(rs)PipelineReader[System.Object] Error {get;}") { v, _ in .other(Reader(try of(v), .error)) }
    func invoke(_ v: Value, _ a: [Value], _ c: ExecutionContext) throws -> Value {
      let p = try of(v)
      try start(p)
      let out = PSArray([], of: TypeTable.psObject)
      out.kind = .collection
      var input: [Value]? = p.input.count > 0 ? p.input.values : nil
      if let given = a.first, !given.isNull { input = given.elementsIfSequence ?? [given] }
      try p.runner.invoke("Invoke", a.count, c, input: input, into: out)
      return .array(out)
    }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke()") { v, a, c in try invoke(v, a, c) }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input)") { v, a, c in try invoke(v, a, c) }
    t.method("void InvokeAsync()") { v, _, c in
      let p = try of(v)
      try start(p, async: true)
      p.started = try p.runner.start(c, input: p.input.count > 0 ? p.input.values : nil, into: p.output)
      return .void
    }
    t.method("\(rs)Pipeline Copy()") { v, _, _ in
      let p = HostedPipeline(try of(v).runspace, nested: try of(v).runner.isNested)
      p.runner.commands = try of(v).runner.commands.copy()
      return .other(p)
    }
    for n in ["Stop", "StopAsync"] { t.method("void \(n)()") { v, _, c in try of(v).runner.stop(c); return .void } }
    t.method("void Dispose()") { v, _, _ in try of(v).runner.dispose(); return .void }
  }

  /// One end of a pipeline.
  private final class Reader: Ref {
    enum End { case input, output, error }
    let owner: HostedPipeline
    let list: PSArray
    init(_ p: HostedPipeline, _ e: End) { owner = p; list = e == .input ? p.input : e == .output ? p.output : p.runner.error; super.init() }
    override var netType: NetType { TypeTable.get(rs + "PipelineReader") }
  }
  private static func reader(_ t: NetType) {
    func of(_ v: Value) throws -> Reader {
      guard let r = v.refValue as? Reader else { throw Hosting.null("reader") }
      return r
    }
    func settled(_ v: Value, _ c: ExecutionContext) throws -> PSArray {
      let r = try of(v)
      if let s = r.owner.started { try s.owner.wait(s, c) }
      return r.list
    }
    func taken(_ a: PSArray) -> Value {
      let r = PSArray(a.values, of: TypeTable.psObject)
      r.kind = .collection
      a.removeAll()
      return .array(r)
    }
    t.property("int Count {get;}") { v, _ in .integer(try of(v).list.count) }
    t.property("bool EndOfPipeline {get;}") { v, _ in .bool(try of(v).list.count == 0 && of(v).owner.started?.isOver != false) }
    t.property("bool IsOpen {get;}") { v, _ in .bool(try of(v).owner.started?.isOver == false) }
    t.method("System.Collections.ObjectModel.Collection[psobject] ReadToEnd()") { v, _, c in taken(try settled(v, c)) }
    t.method("System.Collections.ObjectModel.Collection[psobject] NonBlockingRead()") { v, _, _ in taken(try of(v).list) }
    t.method("System.Object Read()") { v, _, c in
      let list = try settled(v, c)
      guard list.count > 0 else { return .void }
      let x = list[0]
      list.remove(at: 0)
      return x
    }
    t.method("int Write(System.Object obj)") { v, a, _ in try of(v).list.append(a[0]); return .int(1) }
    t.method("int Write(System.Object obj, bool enumerateCollection)") { v, a, _ in
      for x in Conversion.toBool(a[1]) ? a[0].elementsIfSequence ?? [a[0]] : [a[0]] { try of(v).list.append(x) }
      return .int(1)
    }
    t.method("void Close()") { _, _, _ in .void }
  }
}
