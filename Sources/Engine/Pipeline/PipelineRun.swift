/// Running pipelines: stages are built from the tail, started from the head, fed, and ended.
import Syntax

/// A pipeline as written; made once, when it is compiled.
final class PipelinePlan {
  let head: ExprBox?
  let range: (ExprBox, ExprBox)?
  let headRedirections: [RedirectionSite]
  /// The head as statements whose output is gathered with what its redirections merge.
  let headBody: StmtBox?
  let commands: [CommandSite]
  /// Evaluating an argument of several commands may change what another one is: they are evaluated as written, before any command is looked up.
  let evaluatesInOrder: Bool
  /// The head does not wait for all of its output.
  let headStreams: Bool
  init(head: ExprBox?, range: (ExprBox, ExprBox)?, headRedirections: [RedirectionSite], headBody: StmtBox?, headStreams: Bool, commands: [CommandSite]) {
    self.headStreams = headStreams
    self.head = head; self.range = range; self.headRedirections = headRedirections; self.headBody = headBody; self.commands = commands
    evaluatesInOrder = commands.count > 1 && commands.contains { $0.arguments.contains { $0.acts } }
  }
}

/// A command as a stage of a pipeline.
class CommandStage: Link {
  /// Reserves what the stage needs for its lifetime, before any stage starts; in order from the tail, so that
  /// `finish` gives slots back in the reverse order. `detached`: the stage outlives the call that prepares it.
  func prepare(detached: Bool) throws {}
  /// Runs what comes before the first object; in order from the head of the pipeline. An object that arrives earlier
  /// starts the stage.
  func start() throws {}
  /// Called instead of `process` when the command is the first of its pipeline.
  func run() throws {}
  /// Always called at the end, also after errors; in order from the head.
  func finish() {}
  /// The stage is called below another frame from now on.
  func move(to owner: Int) {}
  @exclusivity(unchecked) final var hadErrors = false
  /// Itself, when it runs a block on the frame the block is written in.
  var asBlockStage: BlockStage? { nil }
  /// Script code of the stage may go on behind an object that it wrote.
  var writesAmidCode: Bool { true }
  /// How the next call at the same place can be bound, when the form of the call decides that.
  var bindingPlan: BindingPlan? { nil }
}

extension ExecutionContext {
  /// What a pipeline writes into belongs to somebody else: its end is not this pipeline's to announce.
  func border(_ last: Stage) -> Stage { last.keepsEnd ? last : Relay(last) }

  /// A command that is a pipeline of its own.
  func runCommand(_ site: CommandSite, _ fp: Cell, into last: Stage) throws {
    let stage = try makeStage(site, fp, border(last), expectsInput: false)
    if listens { try deliver(at: site) }
    try driveAlone(stage)
    site.remember(stage)
  }

  func runPipeline(_ plan: PipelinePlan, _ fp: Cell, into last: Stage) throws {
    // an expression at the head is evaluated before any command begins; the bounds of a range alone too
    var ready: Value?
    var bounds: (Int32, Int32)?
    if plan.headRedirections.isEmpty, let head = plan.head {
      if let (lo, hi) = plan.range, case .int(let i) = try lo.f(self, fp), case .int(let j) = try hi.f(self, fp) { bounds = (i, j) }
      else { ready = try head.f(self, fp).headValue }
    }
    var stages: [CommandStage] = []
    stages.reserveCapacity(plan.commands.count)
    var next = plan.commands.isEmpty ? last : border(last)
    let evaluated = plan.evaluatesInOrder ? try plan.commands.map { try arguments($0, fp) } : []
    defer { if plan.evaluatesInOrder { readyArguments = nil } }
    // of several unknown names the first is told
    for site in plan.commands.dropLast() {
      if site.version != commands.version { site.resolve(self) }
      if site.command == nil, site.target == nil, let name = site.name, !name.isEmpty { _ = try commandOrThrow(name, site) }
    }
    for (i, site) in plan.commands.enumerated().reversed() {
      if plan.evaluatesInOrder { readyArguments = (site, evaluated[i]) }
      let stage: CommandStage
      do { stage = try makeStage(site, fp, next, expectsInput: plan.head != nil || i > 0) } catch let e as TerminatingError where i > 0 && e.record.exception.isOfBinding {
        // commands are bound from the head: an earlier one may have failed already
        for (k, earlier) in plan.commands[..<i].enumerated() {
          if plan.evaluatesInOrder { readyArguments = (earlier, evaluated[k]) }
          try makeStage(earlier, fp, Stage(), expectsInput: plan.head != nil || k > 0).finish()
        }
        throw e
      }
      stages.append(stage)
      next = stage
    }
    stages.reverse()
    if listens, let first = plan.commands.first { try deliver(at: first) }
    let inner = innerCode.count
    var isBehindCode = false
    for (i, s) in stages.enumerated() {
      if let b = s.asBlockStage {
        b.isBehindCode = isBehindCode
        innerCode.append(InnerCode(owner: depth - 1, call: plan.commands[i].call, stage: b))
      }
      if s.writesAmidCode { isBehindCode = true }
    }
    defer { if innerCode.count > inner { innerCode.removeLast(innerCode.count - inner) } }
    guard let head = plan.head else {
      try drive(stages) { try stages[0].run() }
      return
    }
    let first: Stage = next
    let dollar = isGlobalFrame(depth - 1) ? globals.cell(Unit.underscore) : fp
    let saved = dollar.pointee
    defer { dollar.put(saved) }
    func source() throws {
      if let bounds { try feed(bounds.0, bounds.1, into: first) }
      else { try emit(try ready ?? head.f(self, fp).headValue, into: first) }
    }
    /// Whether what the head yields went where it should.
    var headSucceeded: Bool?
    func feedHead() throws {
      if plan.headRedirections.isEmpty { return try source() }
      // a file for the output alone goes before one for everything, which then gets the rest
      let files = plan.headRedirections.filter { $0.file != nil }
      if let r = files.first(where: { $0.from == .output }) ?? files.first(where: { $0.from == .all }) {
        let target = try fileStage(r, fp)
        for s in target.stages { try s.start() }
        let undo = try apply(plan.headRedirections.filter { !($0.file != nil && $0.from == r.from) }, fp, into: target.stage)
        if r.from == .all { streams.redirect(.all, to: target.stage) }
        defer { undo(); target.stages.forEach { $0.finish() } }
        if let body = plan.headBody { try runHead(body, fp, into: target.stage) } else { try emit(try head.f(self, fp).headValue, into: target.stage) }
        try target.stage.end()
        headSucceeded = !target.stages.contains { $0.hadErrors }
        return
      }
      // what a lone `$( )` writes goes on as it comes
      if plan.headStreams, let body = plan.headBody {
        let undo = try self.apply(plan.headRedirections, fp, into: first)
        defer { undo() }
        return try runHead(body, fp, into: first)
      }
      // the commands that follow do not write under the head's redirections; what these merge is output of the code around the pipeline,
      // unless the head gathers its own
      let gathered = plan.headBody.map { _ in Collector() }
      let undo = try self.apply(plan.headRedirections, fp, into: gathered ?? last), value: Value
      do {
        defer { undo() }
        if let body = plan.headBody, let gathered {
          // commands behind it get nothing of what a `return` leaves
          try runHead(body, fp, into: gathered, leaving: plan.commands.isEmpty ? gathered : nil)
          value = gathered.result
        } else { value = try head.f(self, fp).headValue }
      }
      try emit(value, into: first)
    }
    if !stages.isEmpty { return try drive(stages, feed: feedHead) }
    try feedHead()
    if let headSucceeded { flags.pointee.success = headSucceeded }
  }
  /// Runs the statements of a head that gathers its own streams.
  /// - Parameter leaving: what it gathered goes where the head stands when a `return` ends it
  private func runHead(_ body: StmtBox, _ fp: Cell, into gathered: Stage, leaving: Collector? = nil) throws {
    let outer = sink
    sink = gathered
    defer { sink = outer }
    let flow = try body.f(self, fp)
    if flow == .ret {
      let rest = returned
      returned = .void
      try emit(rest, into: gathered)
      if let leaving { try emit(leaving.result, into: outer) }
      throw FlowSignal.returnFromScript
    }
    if flow != .next { throw strayFlow(flow) }
  }
  /// `i..j` one by one: no array of them is made.
  private func feed(_ i: Int32, _ j: Int32, into first: Stage) throws {
    var k = i
    let d: Int32 = i <= j ? 1 : -1
    while true {
      try first.process(.int(k))
      if k == j { break }
      k &+= d
      try poll()
    }
  }

  /// Starts the stages, lets `feed` push objects into the first, ends them all.
  func drive(_ stages: [CommandStage], feed: () throws -> Void) throws {
    defer { for s in stages { s.finish() } }
    for s in stages.reversed() { try s.prepare(detached: false) }
    do {
      // what a stage writes as it begins may be all that is wanted
      for s in stages { try s.start() }
      try feed()
      try stages[0].end()
    } catch FlowSignal.stopUpstream(let id) {
      // everything after the stage that asked ends normally
      guard let k = stages.firstIndex(where: { $0.answers(id) }) else { throw FlowSignal.stopUpstream(id) }
      // a command may write before those behind it began
      for s in stages[k...] { try s.start() }
      try stages[k].endAfterStop()
    } catch let e as TerminatingError {
      e.record.isFromDownstream = false
      throw e
    }
    flags.pointee.success = !stages.contains { $0.hadErrors }
  }

  /// The same for a single command without input.
  func driveAlone(_ stage: CommandStage) throws {
    defer { stage.finish() }
    do {
      try stage.start()
      try stage.run()
      try stage.end()
    } catch FlowSignal.stopUpstream(let id) {
      guard stage.answers(id) else { throw FlowSignal.stopUpstream(id) }
      try stage.endAfterStop()
    }
    flags.pointee.success = !stage.hadErrors
  }

  // MARK: Stages

  func makeStage(_ site: CommandSite, _ fp: Cell, _ next: Stage, expectsInput: Bool) throws -> CommandStage {
    if !site.redirections.isEmpty { return try RedirectedStage(self, site, fp, next: next, expectsInput: expectsInput) }
    return try makeBareStage(site, fp, next, expectsInput: expectsInput)
  }
  func makeBareStage(_ site: CommandSite, _ fp: Cell, _ next: Stage, expectsInput: Bool) throws -> CommandStage {
    if site.version != commands.version { site.resolve(self) }
    var command = site.command
    if command == nil {
      if let target = site.target { return try makeTargetStage(try target.f(self, fp), site, fp, next, expectsInput) }
      if site.name == "" { throw badExpression(site) }
      do { command = try commandOrThrow(site.name ?? "", site) } catch {
        // what its arguments do is done all the same
        _ = try arguments(site, fp)
        throw error
      }
    }
    guard let command else { throw locate(notFound(site.name ?? "", site), site.nameExtent) }
    return try makeStage(for: command, site, fp, next, expectsInput)
  }
  func badExpression(_ site: CommandSite, at extent: Extent? = nil) -> Error {
    locate(
      TerminatingError(
        "BadExpression",
        """
        The expression after '\(site.invocation == .dot ? "." : "&")' in a pipeline element produced an object that was not valid. It must result in a \
        command name, a script block, or a CommandInfo object.
        """,
        .invalidOperation), extent ?? site.nameExtent)
  }
  /// `& $x`, `. $x`: a block, a command object, a name.
  private func makeTargetStage(_ v: Value, _ site: CommandSite, _ fp: Cell, _ next: Stage, _ expectsInput: Bool) throws -> CommandStage {
    switch v.base {
    case .block(let b):
      if site.invocation == .dot { return try DotStage(self, b, command: nil, site, try arguments(site, fp), next: next, expectsInput: expectsInput) }
      return try FunctionStage(self, try ready(b, site), command: nil, site, try arguments(site, fp), next: next, expectsInput: expectsInput)
    case .other(let r):
      if let c = r as? CommandInfo { return try makeStage(for: c, site, fp, next, expectsInput) }
      if let m = r as? ModuleInfo, !site.arguments.isEmpty { return try makeModuleStage(m, site, fp, next, expectsInput) }
    case .null, .void, .unset:
      throw badExpression(site)
    default: break
    }
    let name = Conversion.toString(v, self)
    if name.isEmpty { throw badExpression(site) }
    let command: CommandInfo
    do { command = try commandOrThrow(name, site) } catch {
      _ = try arguments(site, fp)
      throw error
    }
    return try makeStage(for: command, site, fp, next, expectsInput)
  }
  /// Code whose modules are loaded.
  private func ready(_ b: ScriptBlock, _ site: CommandSite) throws -> FunctionPlan {
    if b.ast.usingStatements.isEmpty { return plan(b) }
    let ready = within(statement: outerPosition ?? site.statement ?? site.extent) { plan(b) }
    guard let e = ready.useError else { return ready }
    throw notReady(e, site)
  }
  /// A script file's code; what is wrong with its text arises at the call.
  private func script(_ s: ExternalScriptInfo, _ site: CommandSite) throws -> ScriptBlock {
    do { return try loadScript(s.path) } catch let e as TerminatingError {
      if e.record.category == .parserError { e.record.reportPlace = site.extent }
      throw e
    }
  }
  /// The error of code that could not be made a command: it names none, only the word it was called by.
  func notReady(_ error: Error, _ site: CommandSite) -> Error {
    guard let e = error as? TerminatingError, e.record.invocation == nil else { return error }
    let info = InvocationInfo()
    info.invocationName = site.call.name.isEmpty ? site.invocation == .dot ? "." : "&" : site.call.name
    info.isOfNoCommand = true
    info.position = site.nameExtent
    info.scriptName = site.nameExtent.source.file
    e.record.invocation = info
    e.record.position = site.nameExtent
    return e
  }
  func makeStage(for command: CommandInfo, _ site: CommandSite, _ fp: Cell, _ next: Stage, _ expectsInput: Bool) throws -> CommandStage {
    switch command {
    case let f as FunctionInfo:
      if site.invocation == .dot { return try DotStage(self, f.block, command: f, site, try arguments(site, fp), next: next, expectsInput: expectsInput) }
      return try FunctionStage(self, plan(f)!, command: f, site, try arguments(site, fp), next: next, expectsInput: expectsInput)
    case let cmdlet as CmdletInfo:
      if expectsInput, let fast = try blockStage(cmdlet, site, fp, next) { return fast }
      // whatever it is given: at the end of a pipeline it is not run
      if cmdlet.name == "Out-Null", expectsInput ? site.position + 1 == site.length || site.arguments.isEmpty : site.length == 1 { return DropStage(next: next) }
      return try CmdletStage(self, cmdlet, site, try arguments(site, fp), next: next, expectsInput: expectsInput)
    case let s as ExternalScriptInfo:
      let b = try script(s, site)
      try checkRequirements(b, s.path)
      if site.invocation == .dot { return try DotStage(self, b, command: s, site, try arguments(site, fp), next: next, expectsInput: expectsInput) }
      return try FunctionStage(self, try ready(b, site), command: s, site, try arguments(site, fp), next: next, expectsInput: expectsInput)
    case let a as ApplicationInfo:
      return try NativeStage(self, a, site, try arguments(site, fp), next: next, expectsInput: expectsInput)
    case let a as AliasInfo:
      guard let target = findCommand(a.target, asCommandWord: true) else {
        throw locate(
          TerminatingError(
            "AliasNotResolvedException", "The alias '\(a.name)' cannot be resolved because it refers to the term '\(a.target)' that cannot be resolved.",
            .objectNotFound), site.nameExtent)
      }
      return try makeStage(for: target, site, fp, next, expectsInput)
    default: throw locate(notFound(site.name ?? command.name, site), site.nameExtent)
    }
  }
  /// Where-Object { } and ForEach-Object { } with nothing else run their block on the frame it is written in.
  private func blockStage(_ cmdlet: CmdletInfo, _ site: CommandSite, _ fp: Cell, _ next: Stage) throws -> CommandStage? {
    // steps over the command are to go over its block, which has to be deeper then
    guard !Debugger.isOn, site.arguments.count == 1, site.arguments[0].isBlock, case .positional = site.arguments[0].kind else { return nil }
    let isWhere = cmdlet.name == "Where-Object"
    guard isWhere || cmdlet.name == "ForEach-Object" else { return nil }
    guard case .block(let b)? = try? site.arguments[0].value!.f(self, fp) else { return nil }
    // blocks with parameters or named parts need the full treatment
    if b.ast.paramBlock != nil || b.ast.beginBlock != nil || b.ast.processBlock != nil || b.ast.dynamicParamBlock != nil || b.ast.cleanBlock != nil { return nil }
    guard b.home === frames[depth - 1].unit.takeUnretainedValue() else { return nil }
    let code = try inlineCode(b, input: .item, isCallback: isWhere)
    if code.frameSize > frames[depth - 1].unit.takeUnretainedValue().count { return nil }
    let dollar = isGlobalFrame(depth - 1) ? globals.cell(Unit.underscore) : fp
    let stage: BlockStage
    if code.hasValue { stage = isWhere ? WhereValueStage(self, code.value, fp, dollar, next: next) : ForEachValueStage(self, code.value, fp, dollar, next: next) }
    else { stage = isWhere ? WhereStage(self, code.body, fp, dollar, next: next) : ForEachStage(self, code.body, fp, dollar, next: next) }
    stage.cmdlet = cmdlet
    stage.site = site
    stage.isBehindCode = site.position > 0
    return stage
  }

  // MARK: Arguments

  /// Evaluates the arguments of a call, unless its pipeline has done so.
  func arguments(_ site: CommandSite, _ fp: Cell) throws -> [Argument] {
    if let ready = readyArguments, ready.site === site {
      readyArguments = nil
      return ready.values
    }
    var all: [Argument] = []
    all.reserveCapacity(site.arguments.count)
    for a in site.arguments {
      switch a.kind {
      case .positional:
        let v = try a.value!.f(self, fp).orNull
        all.append(Argument(name: nil, value: v, hasValue: true, extent: a.extent, isUnquoted: a.isUnquoted))
      case .parameter(let n, let hasValue):
        all.append(Argument(name: n, value: hasValue ? try a.value!.f(self, fp).orNull : .null, hasValue: hasValue, extent: a.extent, valueExtent: a.valueExtent))
      case .splat:
        switch try a.value!.f(self, fp).base {
        case .hash(let h) where !h.isSet:
          for (k, v) in h.pairs { all.append(Argument(name: Conversion.toString(k, self), value: v, hasValue: true, extent: a.extent, isSplat: true)) }
        case .array(let x):
          for v in x.values {
            // $args remembers which of its strings were parameters
            if a.isArgs, case .object(let o) = v, let p = o.parameterName { all.append(Argument(name: p.name, value: p.value ?? .null, hasValue: p.value != nil, extent: a.extent)) }
            else { all.append(Argument(name: nil, value: v, hasValue: true, extent: a.extent)) }
          }
        // null is a value like any other here: an argument without name
        case .null, .void, .unset: all.append(Argument(name: nil, value: .null, hasValue: true, extent: a.extent))
        // text is a sequence of characters here
        case .string(let s): for u in s.string.utf16 { all.append(Argument(name: nil, value: .char(u), hasValue: true, extent: a.extent)) }
        case let v:
          for x in Conversion.enumerable(v)?.values ?? [v] { all.append(Argument(name: nil, value: x, hasValue: true, extent: a.extent)) }
        }
      }
    }
    return all
  }
}

extension Value {
  /// A value at the head of a pipeline: null is an object there, `void` is nothing.
  @inline(__always) var headValue: Value { if case .unset = self { .null } else { self } }
}

extension CommandStage {
  func answers(_ id: ObjectIdentifier) -> Bool { ObjectIdentifier(self) == id || stopIdentity == id }
  var stopIdentity: ObjectIdentifier? { (self as? RedirectedStage)?.innerIdentity }
  /// After this stage stopped what is upstream of it: it ends as if its input had ended.
  func endAfterStop() throws { try end() }
}
