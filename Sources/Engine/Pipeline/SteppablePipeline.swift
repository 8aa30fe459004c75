/// A block's pipeline that its caller drives step by step: what proxy functions wrap a command with.
import Syntax

public final class SteppablePipeline: Ref {
  private let context: ExecutionContext
  private let sites: [CommandSite]
  private var stages: [CommandStage] = []
  private let output = SteppedOutput()
  private var expectsInput = false
  private var isStarted = false
  /// It was started by a step instead of `Begin`: no input reaches it.
  private var isUnfed = false
  /// It has ended, or was given back: nothing can be done with it any more.
  private var isDisposed = false

  /// - Parameter isDriven: the function that runs takes the steps
  /// - Throws: PowerShell's refusals of a block that is not exactly one pipeline of commands
  public init(_ b: ScriptBlock, _ c: ExecutionContext, isDriven: Bool = false) throws {
    func refuse(_ id: String, _ text: String) -> TerminatingError { TerminatingError(id, text, .invalidOperation, exception: "System.Management.Automation.PSInvalidOperationException") }
    context = c
    let ast = b.ast
    if ast.beginBlock != nil || ast.processBlock != nil || ast.dynamicParamBlock != nil {
      throw refuse(
        "CanConvertOneClauseOnly",
        """
        The script block cannot be converted because it contains more than one clause. Expressions or control structures are not permitted. Verify that the \
        script block contains exactly one pipeline or command.
        """
      )
    }
    if let e = ast.endBlock, !e.traps.isEmpty { throw refuse("CantConvertScriptBlockWithTrap", "A script block that contains a top-level trap statement cannot be converted.") }
    guard let first = ast.endBlock?.statements.first else {
      throw refuse("CantConvertEmptyPipeline", "An empty script block cannot be converted. Verify that the script block contains exactly one pipeline or command.")
    }
    guard ast.endBlock?.statements.count == 1, let p = first as? PipelineAst else {
      throw refuse(
        "CanOnlyConvertOnePipeline",
        """
        Only a script block that contains exactly one pipeline or command can be converted. Expressions or control structures are not permitted. Verify that \
        the script block contains exactly one pipeline or command.
        """
      )
    }
    guard p.elements.allSatisfy({ $0.kind == .command }) else {
      throw refuse("CantConvertEmptyPipeline", "An empty script block cannot be converted. Verify that the script block contains exactly one pipeline or command.")
    }
    for case let command as CommandAst in p.elements {
      guard let name = command.commandName, c.findCommand(name, asCommandWord: true) == nil, (try? c.autoLoad?(name, c)) != true else { continue }
      throw TerminatingError.unknownCommand(name)
    }
    let running = c.frames[c.depth - 1].unit.takeUnretainedValue()
    let unit = b.home === running ? running : Unit("", .dynamic)
    if unit !== running { unit.module = b.module }
    let compiler = Compiler(c, unit, b.source)
    sites = p.elements.enumerated().map { compiler.commandSite(unsafeDowncast($1, to: CommandAst.self), position: $0, length: p.elements.count) }
    super.init()
    guard isDriven, c.frames[c.depth - 1].call != nil else { return }
    // the function's own `$MyInvocation` keeps its place
    let driver = InvocationInfo()
    driver.take(placeOf: c.callerInvocation())
    driver.position = c.frames[c.depth - 1].call?.takeUnretainedValue().statement ?? driver.position
    for s in sites { s.call.driver = driver }
  }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.SteppablePipeline") }

  /// Builds the commands and runs their begin blocks. Output goes to `target`; without one, each step returns its own.
  public func begin(expectsInput: Bool, into target: Stage?) throws {
    try requireLife()
    if isStarted { return }
    isStarted = true
    self.expectsInput = expectsInput
    output.target = target
    let fp = context.frames[context.depth - 1].fp
    var next: Stage = output
    for (i, site) in sites.enumerated().reversed() {
      let stage = try context.makeStage(site, fp, next, expectsInput: i > 0 || expectsInput)
      stages.insert(stage, at: 0)
      next = stage
    }
    try step {
      for s in stages.reversed() { try s.prepare(detached: true) }
      for s in stages { try s.start() }
    }
  }
  /// As the cmdlet that wraps the pipeline: its input, its output.
  public func begin(for cmdlet: PSCmdletObject) throws { try begin(expectsInput: cmdlet.shell.expectsInput, into: cmdlet.shell.next) }
  /// One object through the pipeline; nil, or a pipeline that expects no input, runs the first command's process block.
  public func process(_ v: Value?) throws -> Value {
    try requireLife()
    if !isStarted {
      try begin(expectsInput: true, into: nil)
      isUnfed = true
    }
    if isUnfed { return output.take() }
    guard let head = stages.first else { return .null }
    try step { if expectsInput, let v { try head.process(v) } else { try head.run() } }
    return output.take()
  }
  /// Ends it; what it wrote at its end.
  public func end() throws -> Value {
    try requireLife()
    if !isStarted {
      let reason = "Cannot complete the pipeline operation because it has not yet been started."
      let advice = "You must call the Begin() method before calling End() on a steppable pipeline."
      throw TerminatingError("InvalidOperation", "\(reason) \(advice)", .invalidOperation, exception: "System.Management.Automation.PSInvalidOperationException")
    }
    guard let head = stages.first else { return .null }
    try step { try head.end() }
    dispose()
    return output.take()
  }
  /// Ends its life; what it holds is given back.
  public func dispose() {
    clean()
    isDisposed = true
  }
  private func requireLife() throws {
    guard isDisposed else { return }
    throw TerminatingError(
      "ObjectDisposed", "Cannot perform operation because object \"PipelineProcessor\" has already been disposed.\nObject name: 'PipelineProcessor'.", .invalidOperation,
      exception: "System.Management.Automation.PSObjectDisposedException")
  }
  /// Runs the clean blocks and gives back what the commands hold; a second call does nothing.
  public func clean() {
    let all = stages
    stages = []
    for s in all { s.finish() }
  }
  /// The commands stand above the frame that drives them now; an error ends them.
  private func step(_ body: () throws -> Void) throws {
    for s in stages { s.move(to: context.depth - 1) }
    do { try body() } catch FlowSignal.stopUpstream(let id) {
      guard let k = stages.firstIndex(where: { $0.answers(id) }) else { clean(); throw FlowSignal.stopUpstream(id) }
      // it has all it wants: what comes further on is dropped
      try stages[k].endAfterStop()
      clean()
    } catch { clean(); throw error }
  }
}

/// The end of a stepped pipeline.
private final class SteppedOutput: Stage {
  var target: Stage?
  private var held: [Value] = []
  override func process(_ v: Value) throws { if let target { try target.process(v) } else { held.append(v) } }
  func take() -> Value { defer { held = [] }; return .array(PSArray(held)) }
}
