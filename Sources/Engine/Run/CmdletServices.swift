/// What cmdlets that run code need: blocks and texts whose output flows on, other cmdlets, the call stack.
import Syntax

extension Invocation {
  /// Runs a block as a command of its own (`Invoke-Command`, `Measure-Command`); output flows on.
  /// - Parameter isInline: `$MyInvocation` stays that of the code around the call
  public func runCommand(_ block: ScriptBlock, arguments: [Value] = [], input: [Value]? = nil, isInline: Bool = false) throws {
    try context.collecting(common) { try context.stream(block, arguments: arguments, input: input, into: next, invocation: isInline ? surrounding : nil) }
  }
  /// Runs a block in the caller's scope, where what it assigns stays (`Invoke-Command -NoNewScope`); output flows on.
  /// - Parameter input: `$input`
  public func runInScope(_ block: ScriptBlock, arguments: [Value], input: [Value]) throws {
    try context.refuseClauses(block)
    let saved = context.sink
    context.sink = next
    defer { context.sink = saved }
    let info = surrounding.refValue as? InvocationInfo ?? info
    try context.collecting(common) {
      try context.asInnerCode(callInfo) {
        try context.runInCallersScope(block, arguments: Argument.positional(arguments, at: block.ast.extent), input: nil, info: info, calledBackWith: input)
      }
    }
  }
  /// `$MyInvocation` of the code around this call.
  private var surrounding: Value { (context.depth > 1 ? nil : context.variable("MyInvocation")) ?? .other(context.callerInvocation()) }
  /// Runs a block in the caller's scope with `$_` set (`ForEach-Object`); output flows on.
  public func runInPlace(_ block: ScriptBlock, item: Value) throws { try runInPlace(block, item: item, input: .outer) }
  /// A block of `ForEach-Object`: its `$input` is the item, and nothing without one.
  public func runPart(_ block: ScriptBlock, item: Value) throws { try runInPlace(block, item: item, input: item.isPresent ? .item : .nothing) }
  private func runInPlace(_ block: ScriptBlock, item: Value, input: Compiler.BlockInput) throws {
    try context.refuseClauses(block)
    try context.collecting(common) { try context.runInPlace(block, item: item, into: next, call: callInfo, input: input) }
  }
  /// The same for blocks whose `$MyInvocation` is their own, with the output returned.
  public func valueInPlace(_ block: ScriptBlock, item: Value) throws -> Value {
    try context.refuseClauses(block)
    let k = Collector()
    try context.asNamelessCode { try context.runInPlace(block, item: item, into: k, call: callInfo) }
    return k.result
  }
  /// Parses text and runs it in the caller's scope (`Invoke-Expression`).
  public func runText(_ text: String) throws {
    let saved = context.sink
    context.sink = next
    defer { context.sink = saved }
    let tree: ParseResult
    do { tree = try context.parse(text) } catch let e as TerminatingError {
      // a broken text is an error of the command that got it
      e.record.invocation = info
      e.record.position = info.position
      e.record.hasNoCommandSuffix = false
      throw e
    }
    // parameters take their defaults, and of the named blocks there may be one
    if tree.ast.paramBlock != nil || tree.ast.beginBlock != nil || tree.ast.processBlock != nil { return try runInScope(try context.makeBlock(text), arguments: [], input: []) }
    _ = try context.collecting(common) { try context.asInnerCode(callInfo) { try context.run(tree, isInner: true) } }
  }
  /// A block that is one pipeline of commands, begun as this command's own: what is piped in goes to it. Nil = it is not.
  public func beginStepped(_ block: ScriptBlock) throws -> SteppablePipeline? {
    guard let p = try? SteppablePipeline(block, context) else { return nil }
    try p.begin(expectsInput: true, into: next)
    return p
  }
  /// The place this command was called at.
  private var callInfo: CallInfo { CallInfo(info.invocationName, info.position ?? Extent(SourceText(""), 0, 0), statement: info.statement) }
  /// Runs another cmdlet with these parameters and input; its output flows on.
  public func runCmdlet(_ c: CmdletInfo, _ parameters: [(String, Value)], input: [Value]) throws {
    let extent = info.statement ?? Extent(SourceText(""), 0, 0)
    let site = CommandSite.fed("", at: extent, context)
    let args = parameters.map { Argument(name: $0.0, value: $0.1, hasValue: true, extent: extent) }
    let s = try CmdletStage(context, c, site, args, next: Relay(next), expectsInput: true)
    defer {
      if s.hadErrors { stage?.hadErrors = true }
      s.finish()
    }
    try s.start()
    for v in input { try s.process(v) }
    try s.end()
  }
}

extension ExecutionContext {
  /// Where statements of the running code put their output.
  public var currentOutput: Stage { sink }
  /// Runs code whose errors are to be thrown, whatever the error preference is.
  public func throwing<T>(_ body: () throws -> T) rethrows -> T {
    flags.pointee.catching += 1
    defer { flags.pointee.catching -= 1 }
    return try body()
  }
  /// Runs text in the running scope and returns its output.
  public func invokeHere(_ text: String) throws -> Value {
    let k = Collector()
    let saved = sink
    sink = k
    defer { sink = saved }
    try runText(text)
    return k.result
  }
  /// Runs a block and returns its output.
  /// - Parameter hasOwnScope: false = it runs in the current scope of its session state
  public func invokeScript(_ b: ScriptBlock, arguments: [Value], input: [Value], hasOwnScope: Bool) throws -> Value {
    let k = Collector(), given = input.isEmpty ? nil : input
    guard !hasOwnScope else { try stream(b, arguments: arguments, input: given, into: k); return k.result }
    let saved = sink
    sink = k
    defer { sink = saved }
    try runInCallersScope(b, arguments: Argument.positional(arguments, at: b.ast.extent), input: nil, info: InvocationInfo(), calledBackWith: input)
    return k.result
  }
  /// Runs a block; what it writes is taken as it comes.
  public func run(_ block: ScriptBlock, arguments: [Value], each: @escaping (Value) -> Void) throws { try stream(block, arguments: arguments, input: nil, into: EntrySink { each($0) }) }
  func stream(_ block: ScriptBlock, arguments: [Value], input: [Value]?, item: Value = .void, into next: Stage, invocation: Value? = nil) throws {
    try refuseClauses(block)
    let p = plan(block)
    let site = CommandSite.callback(block)
    let out = Relay(next)
    let stage = try FunctionStage(self, p, command: nil, site, Argument.positional(arguments, at: site.extent), next: out, expectsInput: input != nil)
    stage.hasListInput = true
    stage.isCalledBack = true
    stage.dollar = item
    stage.inheritedInvocation = invocation
    defer { stage.finish() }
    let inline = invocation?.refValue as? InvocationInfo
    if let inline { inlineInvocations.append((depth, inline)) }
    defer { if inline != nil { inlineInvocations.removeLast() } }
    try start(stage, block, arguments)
    if let input { for v in input { try stage.process(v) } } else if p.process != nil { try stage.run() }
    try stage.end()
  }
  /// - Parameter call: the place of the command whose block it is
  func runInPlace(_ block: ScriptBlock, item: Value, into next: Stage, call: CallInfo, input: Compiler.BlockInput = .outer) throws {
    let saved = sink
    sink = next
    defer { sink = saved }
    if block.ast.paramBlock == nil, let home = try homeFrame(of: block, input: input) { return try asInnerCode(call) { try run(home.code, on: home.fp, item: item) } }
    guard block.ast.paramBlock == nil, block.parameterList == nil, block.ast.beginBlock == nil, !block.isFile else {
      return try stream(block, arguments: [], input: nil, item: item, into: next)
    }
    // a block from elsewhere runs in the current scope of its own session state, as if dot-sourced there
    try inScope(of: block.module?.scope) { fp in try run(codeByName(block, input), on: fp, item: item) }
  }
  /// Runs code on the current frame with `$_` set; output goes to the sink.
  private func run(_ code: Code, on fp: Cell, item: Value) throws {
    let dollar = dollarCell(fp)
    let old = dollar.pointee
    if item.isPresent { dollar.put(item) }
    defer { dollar.put(old) }
    switch try code.body(self, fp) {
    case .next: return
    case .ret: let v = returned; returned = .void; try emit(v, into: sink)
    case .brk: throw strayFlow(.brk)
    case .cont: throw strayFlow(.cont)
    }
  }
  /// The block's code with every name looked up when it runs, so it fits any frame; compiled once.
  private func codeByName(_ b: ScriptBlock, _ input: Compiler.BlockInput) -> Code {
    if let c = b.dynamic { return c }
    let unit = Unit("", .dynamic)
    unit.module = b.module
    unit.namespaces = b.namespaces
    let only = b.ast.onlyClause
    let compiler = Compiler(self, unit, b.source)
    compiler.blockInput = input
    let c = compiler.code(only?.statements ?? [], traps: only?.traps ?? [])
    b.dynamic = c
    return c
  }

  /// One running function or script, innermost first.
  public struct StackFrame {
    /// As Get-PSCallStack prints them.
    public let command: String, function: String, location: String, arguments: String
    /// Full path of the frame's file; nil for the prompt and for blocks without one.
    public let script: String?
    /// The line that runs, counted from 1.
    public let line: Int
    /// The place that runs, and the call that made the frame.
    public let position: Extent?
    /// The frame's `$MyInvocation`.
    public let invocation: InvocationInfo
  }
  /// The frames of now, innermost first; `here` = the place in that one.
  public func callStack(at here: Extent? = nil) -> [StackFrame] {
    var all: [StackFrame] = []
    var at = here
    let levels = levels()
    // what runs while the debugger stands still is not part of what it shows
    for (k, l) in levels.enumerated().reversed() where debugger.place == nil || l.frame < debugger.placeDepth {
      // a hosted script is all that its engine runs
      if k == 0, !isHostedWithin, levels.count > 1, levels[1].call?.isHosted ?? false { continue }
      // what is called back has the name of the code around it, or none
      let called = l.unit.isMethod ? "" : l.call?.isCallback ?? false ? inlineInvocations.last { $0.frame == l.frame }?.info.command?.name ?? "" : nil
      let name = k == 0 ? "<ScriptBlock>" : l.unit.traceName, function = k == 0 ? name : l.unit.traceName(at: at)
      let file = at?.source.file ?? l.call?.extent.source.file
      let short = file.map { FileText.leaf($0) } ?? "<No file>"
      // a trap belongs to what it stands in
      let owner = l.unit.isTrap && k > 0 ? levels[k - 1] : l, isScript = name == "<ScriptBlock>" && (k == 0 || owner.isFile || l.unit.isTrap && k == 1)
      let info = InvocationInfo()
      info.position = owner.call?.extent
      info.scriptName = owner.call?.extent.source.file
      info.invocationName = owner.call?.name ?? ""
      info.command = owner.unit.function
      func frame(_ line: Int, _ at: Extent?) -> StackFrame {
        StackFrame(
          command: called ?? l.dotted?.name ?? (isScript && file != nil ? short : l.unit.name.isEmpty ? function : name), function: function,
          location: file == nil ? short : "\(short): line \(line)",
          arguments: arguments(of: l), script: file, line: line, position: at, invocation: info)
      }
      all.append(frame(at?.startLine ?? 1, at))
      // what the debugger calls stands nowhere; below it is the statement that runs
      at = l.call?.isCallback ?? false ? debugger.statement(below: l.frame) ?? l.call?.extent : l.call?.statement ?? l.call?.extent
    }
    return all
  }
  /// What a running function was called with, as far as its frame knows.
  private func arguments(of l: Level) -> String {
    func word(_ v: Value) -> String { Conversion.toBool(v) ? Conversion.toString(v, self) : "" }
    func list(_ bound: PSHash?, _ unbound: [Value]) -> [String] {
      (bound?.pairs.map { "\(Conversion.toString($0, self))=\(word($1))" } ?? []) + unbound.map { Conversion.toBool($0) ? Conversion.toString($0, self) : "$null" }
    }
    if let code = l.dotted { return "{" + list(code.bound, code.unbound).joined(separator: ", ") + "}" }
    // code on a frame that is not its own has no slots there
    guard l.frame > 0, frames[l.frame].unit.toOpaque() == Unmanaged.passUnretained(l.unit).toOpaque(), let f = (l.unit.function?.block ?? l.unit.block)?.plan else { return "{}" }
    let fp = frames[l.frame].fp
    var parts: [String] = []
    if f.boundSlot >= 0, case .hash(let h) = fp[f.boundSlot] { parts = list(h, []) }
    else if let names = l.call?.boundNames {
      for n in names { if let p = f.parameters.first(where: { $0.name.equalsIgnoringCase(n) }) { parts.append("\(p.name)=\(word(read(fp + p.slot)))") } }
    }
    if f.argsSlot >= 0, case .array(let a) = fp[f.argsSlot] { parts += list(nil, a.values) }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}

/// Passes objects on, but not the end.
final class Relay: Stage {
  private let next: Stage
  init(_ next: Stage) { self.next = next; super.init() }
  override var keepsEnd: Bool { true }
  override var isDisplay: Bool { next.isDisplay }
  override func process(_ v: Value) throws { try next.process(v) }
}
