/// `. { … }`, `. function`, `. file` in a pipeline: the code runs in the scope of the pipeline, one step for each object.

final class DotStage: CodeStage {
  private let code: DottedCode
  private let args: [Argument]
  private let info: InvocationInfo
  private var owner: Int
  private var started = false

  init(_ c: ExecutionContext, _ b: ScriptBlock, command: CommandInfo?, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    self.args = args
    owner = c.depth - 1
    info = InvocationInfo(site, command ?? c.blockCommand(b), name: ".", expectsInput: expectsInput)
    if site.call.isHosted { info.stand(nowhereFromHost: !c.isHostedWithin) }
    code = DottedCode(c, b, info, site)
    super.init(c, site, next: next, expectsInput: expectsInput)
  }
  override func move(to owner: Int) { self.owner = owner }
  override func start() throws {
    if started { return }
    started = true
    try inside { try code.bind(args, expectsInput: expectsInput) }
    try open(code.common)
    try inside { try code.begin() }
  }
  override func run() throws { try inside { try code.run() } }
  override func process(_ v: Value) throws {
    // what stands before in the pipeline may write while it begins
    if !started { try start() }
    try inside { if !(try code.process(v)) { hadErrors = true } }
  }
  override func end() throws {
    try inside { try code.end() }
    try out.end()
  }
  override func finish() {
    if code.wantsCleaning {
      out = Stage()
      try? inside { code.clean() }
    }
    context.finishOut(common)
  }
  private func inside(_ body: () throws -> Void) throws {
    if exited { return }
    let saved = context.sink
    context.sink = out
    defer { context.sink = saved }
    do {
      try context.onFrame(owner) {
        try context.asInnerCode(site.call, as: code.unit, of: code) { try context.collecting(common, body) }
      }
    } catch FlowSignal.exit(let code) where info.command is ExternalScriptInfo {
      exit(code)
    } catch let e as TerminatingError {
      collect(e.record)
      throw e
    }
  }
}

extension ExecutionContext {
  /// Runs a clean block: errors that end it are reported, whoever would catch them outside, and a pipeline that is being stopped is
  /// cleaned up all the same.
  /// - Returns: whether it failed
  @discardableResult func cleaningUp(_ body: () throws -> Void) -> Bool {
    let success = flags.pointee.success, catching = flags.pointee.catching, wasStopping = isStopping
    if wasStopping { clearStop() }
    flags.pointee.catching = 0
    defer {
      if wasStopping { requestStop() }
      flags.pointee.catching = catching
      flags.pointee.success = success
    }
    do { try body() } catch let e as TerminatingError {
      complete(e.record)
      try? reportError(e.record)
      return true
    } catch {}
    return false
  }
}
