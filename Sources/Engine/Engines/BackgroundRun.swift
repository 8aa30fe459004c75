/// A script that runs in an engine of its own, on a thread of its own: what jobs and `ForEach-Object -Parallel` are made of.
///
/// Everything it writes is kept in order, whatever the stream; all of this is touched only by the engine whose turn it is.
import Glibc
import Syntax

public final class BackgroundRun {
  /// `waiting` until it is started; the last three are for good.
  public enum State { case waiting, running, completed, failed, stopped }
  /// Which stream an entry was written to.
  public enum Stream { case output, error, warning, verbose, debug, information }
  /// One object it wrote.
  public struct Entry {
    public let stream: Stream
    public let value: Value
    public init(stream: Stream, value: Value) { self.stream = stream; self.value = value }
  }

  /// What to run and with what.
  public struct Task {
    /// The script.
    public var text: String
    /// The file the script came from, for positions of errors.
    public var file: String?
    /// Run before it.
    public var initialisation: String?
    /// Given to the script by position.
    public var arguments: [Value] = []
    /// `$input`; nil = nothing is piped in.
    public var input: [Value]?
    /// `$_`.
    public var item: Value = .void
    /// Values of the `$using:` variables, by lower-case name.
    public var using: [String: Value] = [:]
    /// How long a process takes to start, in milliseconds: until then the run counts as running and does nothing.
    public var delay = 0
    /// Where it starts; nil = where the parent is.
    public var folder: String?
    /// It stands for a process of its own, which `exit` ends.
    public var isProcess = false
    public init(text: String) { self.text = text }
  }

  let task: Task
  /// How far it is.
  public private(set) var state = State.waiting
  /// What was written and not taken yet, in order.
  public private(set) var entries: [Entry] = []
  /// States of progress, in order; they are not among the entries.
  public private(set) var progress: [ProgressRecord] = []
  /// The error that ended it.
  public private(set) var failure: ErrorRecord?
  /// Called once, when it is over.
  public var onEnd: (() -> Void)?
  /// The engine it runs in, while it runs.
  public private(set) var context: ExecutionContext?
  private let parent: ExecutionContext
  /// How objects leave the engine: as they are, or written and read again.
  private let pass: (Value, ExecutionContext) -> Value

  /// - Parameter pass: how objects leave the engine; as they are, unless they have to be copies
  public init(_ task: Task, parent: ExecutionContext, pass: @escaping (Value, ExecutionContext) -> Value = { v, _ in v }) {
    self.task = task
    self.parent = parent
    self.pass = pass
  }
  /// It waits for somebody to debug it.
  public var isAtBreakpoint: Bool { state == .running && context?.debugger.place != nil }
  /// It will write nothing more.
  public var isOver: Bool { state == .completed || state == .failed || state == .stopped }

  /// Entries written since the last call; they are forgotten unless `keep`.
  public func take(keep: Bool = false) -> [Entry] {
    defer { if !keep { entries = [] } }
    return entries
  }

  /// Starts the thread. The caller goes on; the run begins when it is the new engine's turn.
  public func start() throws {
    let c = try ExecutionContext.engine(beside: parent)
    c.usingValues = task.using
    c.folder = task.folder
    context = c
    state = .running
    do { try parent.startThread(for: c) { self.main(c) } } catch {
      state = .failed
      throw error
    }
  }
  /// Runs under way in this process.
  public static var running: Int { ExecutionContext.engineThreads }

  private func main(_ c: ExecutionContext) {
    if task.delay > 0 { Turn.outside(c) { _ = usleep(UInt32(task.delay) * 1000) } }
    run(c)
    context = nil
    let end = onEnd
    onEnd = nil
    end?()
  }

  private func run(_ c: ExecutionContext) {
    func sink(_ s: Stream) -> Stage { EntrySink { [unowned self, unowned c] v in self.entries.append(Entry(stream: s, value: self.pass(v, c))) } }
    c.streams.error = sink(.error)
    c.streams.outside = c.streams.error
    c.streams.warning = sink(.warning)
    c.streams.verbose = sink(.verbose)
    c.streams.debug = sink(.debug)
    c.streams.information = sink(.information)
    c.streams.progress = { [unowned self] record in
      progress.append(record)
      parent.writeProgress(record)
    }
    let out = sink(.output)
    do {
      if c.flags.pointee.stopRequested { throw FlowSignal.stopped }
      // what it sets is there for the script
      if let text = task.initialisation { c.sink = out; try c.runText(text) }
      if !Debugger.isOn, Debugger.isMentioned(in: task.text) { c.debugger.enable(c) }
      let block = try c.makeBlock(task.text, file: task.file)
      block.isFile = task.file != nil
      let exits = try c.runBlock(block, task.arguments, task.item, task.input, into: out)
      state = exits && task.isProcess ? .stopped : .completed
    } catch let e as TerminatingError {
      c.complete(e.record)
      failure = pass(.other(e.record), c).refValue as? ErrorRecord ?? e.record
      state = .failed
    } catch FlowSignal.stopped { state = .stopped } catch { state = .completed }
  }

  /// Asks the script to stop at its next step; one that never began does not begin.
  public func stop() {
    switch state {
    case .waiting: state = .stopped
    case .running: context?.requestStop()
    default: break
    }
  }
}

final class EntrySink: Stage {
  private let keep: (Value) throws -> Void
  init(_ keep: @escaping (Value) throws -> Void) { self.keep = keep; super.init() }
  override func process(_ v: Value) throws { try keep(v.headValue) }
}

extension ExecutionContext {
  /// Runs a block as a script of its own, its output going where told.
  /// - Returns: whether `exit` ended it
  fileprivate func runBlock(_ b: ScriptBlock, _ arguments: [Value], _ item: Value, _ input: [Value]?, into out: Stage) throws -> Bool {
    let site = CommandSite.callback(b, name: b.source.file)
    if b.source.file == nil {
      site.call.isCallback = false
      site.call.isHosted = true
    }
    let args = Argument.positional(arguments, at: site.extent)
    let stage = try FunctionStage(self, plan(b), command: nil, site, args, next: out, expectsInput: input != nil)
    defer { stage.finish() }
    stage.dollar = item
    sink = out
    do {
      try stage.start()
      if let input { for v in input { try stage.process(v) } } else { try stage.run() }
      try stage.end()
    } catch FlowSignal.exit { return true } catch let signal as FlowSignal where signal.endsCode {}
    return false
  }

  /// Names and values of the `$using:` variables a block mentions, as they stand here.
  /// - Parameter nested: also those in blocks that `ForEach-Object -Parallel` runs within the block; they mean its variables
  public func usingValues(of b: ScriptBlock, nested: Bool = true) throws -> [String: Value] {
    var names: [(String, Extent)] = []
    func visit(_ node: Ast) {
      if !nested, node.kind == .command, unsafeDowncast(node, to: CommandAst.self).isParallelLoop { return }
      if node.kind == .using, let v = unsafeDowncast(node, to: UsingExpressionAst.self).rootVariable, v.path.drive == nil { names.append((v.path.name, node.extent)) }
      for c in node.children { visit(c) }
    }
    visit(b.ast)
    var all: [String: Value] = [:]
    for (n, extent) in names where all[n.lowercased()] == nil {
      guard let v = variable(n) ?? placeVariable(n, in: b.source.file) else {
        throw locate(
          TerminatingError(
            "UsingVariableIsUndefined", "The value of the using variable '$using:\(n)' cannot be retrieved because it has not been set in the local session.",
            .invalidOperation), extent)
      }
      all[n.lowercased()] = v.orNull
    }
    return all
  }
}

extension CommandAst {
  /// `ForEach-Object -Parallel`.
  var isParallelLoop: Bool {
    guard let name = commandName, ["foreach-object", "foreach", "%"].contains(where: { $0.equalsIgnoringCase(name) }) else { return false }
    return elements.contains { e in (e as? CommandParameterAst).map { $0.parameterName.count > 1 && "parallel".hasPrefix($0.parameterName.lowercased()) } ?? false }
  }
}

extension UsingExpressionAst {
  /// The variable a `$using:` expression begins with.
  var rootVariable: VariableExpressionAst? {
    var e: ExpressionAst = subExpression
    while true {
      switch e.kind {
      case .variable: return unsafeDowncast(e, to: VariableExpressionAst.self)
      case .member: e = unsafeDowncast(e, to: MemberExpressionAst.self).expression
      case .index: e = unsafeDowncast(e, to: IndexExpressionAst.self).target
      default: return nil
      }
    }
  }
}

extension Invocation {
  /// An error that another engine reported, written here as it is. One from another process that a preference Stop raises here has this
  /// command's place, and is not its error.
  public func relay(_ r: ErrorRecord) throws {
    guard r.invocation == nil, r.origin != nil, context.withCommon(common, { context.preference("ErrorActionPreference") }) == .stop else { return try passOn(r) }
    let here = r.showing(r.exception)
    here.invocation = InvocationInfo()
    here.invocation?.position = info.position
    here.invocation?.scriptName = info.scriptName
    here.position = info.position
    try passOn(here)
  }
  /// A record of another engine's information stream.
  public func relay(_ r: InformationRecord) throws { try context.withCommon(common) { try context.replay(r) } }
  /// A message that another process showed: its host is this one, which neither preferences nor redirections here reach.
  public func relay(shown r: StreamRecord) {
    if r.kind == .warning { common.warningList?.add(.other(r)) }
    context.show(r)
  }
  /// The same for the information stream; what is redirected or gathered here gets the record besides.
  public func relay(shown r: InformationRecord) throws {
    try relay(r)
    if r.wasShown { context.show(r) }
  }
}
