/// `. { … }`, `. function`, `. file` in a pipeline: the code runs in the scope of the pipeline, one step for each object.

final class DotStage: CommandStage {
  private let context: ExecutionContext
  private let code: DottedCode
  private let args: [Argument]
  private let info: InvocationInfo
  private let site: CommandSite
  private let expectsInput: Bool
  private var owner: Int
  private var out: Stage
  private var common = CommonParameters()
  private var hasCommon = false
  private var started = false
  /// The script said `exit`.
  private var exited = false

  init(_ c: ExecutionContext, _ b: ScriptBlock, command: CommandInfo?, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    context = c
    self.args = args
    self.site = site
    self.expectsInput = expectsInput
    owner = c.depth - 1
    out = next
    info = InvocationInfo(site, command ?? c.blockCommand(b), name: ".", expectsInput: expectsInput)
    code = DottedCode(c, b, info)
    super.init(next: next)
  }
  override func move(to owner: Int) { self.owner = owner }
  override func start() throws {
    if started { return }
    started = true
    try inside { try code.bind(args, expectsInput: expectsInput) }
    common = code.common
    out = try context.outStage(&common, next, site)
    hasCommon = !common.isEmpty || common.cutsLists
    if hasCommon { out = OutsideCommon(context, next: out) }
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
        try context.asInnerCode(site.call, as: code.unit) { try context.collecting(common, body) }
      }
    } catch FlowSignal.exit(let code) where info.command is ExternalScriptInfo {
      // `exit` ends the file it stands in
      context.setGlobal("LASTEXITCODE", .int(code))
      hadErrors = code != 0
      exited = true
    } catch let e as TerminatingError {
      context.collectLeaving(e.record, hasCommon ? common.errorList : nil)
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
