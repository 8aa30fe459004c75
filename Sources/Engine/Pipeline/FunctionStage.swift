/// A script function, script or block as a stage: its frame is reserved for the pipeline's lifetime, pushed for each call.
import Syntax

final class FunctionStage: CodeStage {
  let plan: FunctionPlan
  let command: CommandInfo?
  @exclusivity(unchecked) private var base: Cell
  private var owner: Int
  @exclusivity(unchecked) private var binder: Binder?
  let info: InvocationInfo
  @exclusivity(unchecked) private var invocation: Invocation?
  @exclusivity(unchecked) private var collectedInput: PSArray?
  @exclusivity(unchecked) private var extras: Unmanaged<Extras>?
  private var reserved = false, detached = false
  @exclusivity(unchecked) private var started = false
  /// A named block ran: only then is there something for `clean` to clean.
  @exclusivity(unchecked) private var ranBlock = false
  private var args: [Argument]
  /// Where each pipeline object goes, once the first one showed that it can go nowhere else.
  @exclusivity(unchecked) private var intake: Intake?
  /// What parameters that take pipeline input hold while no object sets them.
  private var defaults: [(parameter: Int, value: Value)] = []
  /// `$_`, `$this` and `$input` for a block called back from outside a pipeline.
  var dollar: Value = .void
  var this: Value?
  var inputValues: [Value]?
  /// A block with arguments that something calls, which is not as strict as a command.
  var isCalledBack = false
  /// `$input` is a list, not an enumerator.
  var hasListInput = false
  /// What `$MyInvocation` is instead of this call.
  var inheritedInvocation: Value?
  @exclusivity(unchecked) private var evaluatesDefaults = false

  init(_ c: ExecutionContext, _ plan: FunctionPlan, command: CommandInfo?, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    self.plan = plan; self.command = command; self.args = args
    owner = c.depth - 1
    base = c.sp
    info = InvocationInfo(site, command, name: site.invocation == .none ? site.name ?? "" : site.invocation == .dot ? "." : site.call.isCallback ? "" : "&", expectsInput: expectsInput)
    super.init(c, site, next: next, expectsInput: expectsInput)
  }
  override var bindingPlan: BindingPlan? { binder?.plan() }

  override func prepare(detached: Bool) throws {
    if reserved { return }
    if detached {
      base = Cell.allocate(capacity: plan.frameSize)
      base.initialize(repeating: .unset, count: plan.frameSize)
    } else { base = try context.reserve(plan.frameSize) }
    self.detached = detached
    reserved = true
    if context.allScopeNames & plan.mask != 0 { context.shareAllScope(.passUnretained(plan.unit), base, from: owner) }
  }
  override func move(to owner: Int) { self.owner = owner }
  override func start() throws {
    if started { return }
    started = true
    try prepare(detached: false)
    let c = context
    if !isCalledBack, plan.isAdvanced || plan.hasNamedBlocks, plan.cmdletSlot >= 0 || plan.dynamicParameters != nil {
      let inv = Invocation(c, command ?? anonymous, next: next, info: info)
      invocation = inv
      if command == nil, !site.call.isCallback { info.command = inv.command }
      inv.stage = self
      inv.expectsInput = expectsInput
    }
    // not the function's own error: it stands where the declaration is written
    if plan.isMisdeclared, let e = plan.definitionError { throw e }
    try inFrame {
      // defaults, validations and dynamic parameters see these already
      if plan.invocationSlot >= 0, let given = inheritedInvocation { (base + plan.invocationSlot).put(given) }
      else if plan.invocationSlot >= 0 {
        if site.call.isHosted {
          info.command = context.blockCommand(plan.block)
          info.stand(nowhereFromHost: true)
        } else if site.call.isCallback {
          info.position = c.outerPosition
          if isCalledBack { (info.pipelineLength, info.pipelinePosition) = (0, 0) }
        } else if command == nil { info.command = context.blockCommand(plan.block) }
        (base + plan.invocationSlot).put(.other(info))
      }
      if plan.cmdletSlot >= 0, let invocation { (base + plan.cmdletSlot).put(.other(PSCmdletObject(invocation, calledFrom: context.frames[owner].module))) }
      if let this { try c.assign(Symbol.of("this"), this, in: c.depth - 1) }
      let b = Binder(c, plan.metadata, commandName: command?.name ?? "", info: info, extent: site.extent, errorName: command?.errorTypeName ?? "")
      b.call = site.call
      b.block = plan.block
      binder = b
      b.dynamic = plan.dynamicParameters.map { code in { [unowned self] in try self.dynamicParameters(code) } }
      // a parameter is visible to what is evaluated for those bound after it
      b.onAssign = { [unowned self] i, v in if i < self.plan.parameters.count { (self.base + self.plan.parameters[i].slot).put(v) } }
      try c.beforeBody(of: site.call) {
        do {
          if isCalledBack { try b.bindByPlace(args) } else { try b.bindArguments(args, expectsInput: expectsInput && plan.metadata.isAdvanced) }
        } catch { throw c.locate(error, site.extent) }
      }
    }
    guard let b = binder else { return }
    try open(b.common)
    b.common = common
    invocation?.next = out
    if let text = plan.obsolete {
      // what the caller gathers begins with the command's own warnings
      var outside = common
      outside.warningList = nil
      try c.withCommon(outside) { try c.writeWarning((command.map { "The command '\($0.name)'" } ?? "The script block") + " is obsolete. \(text)", from: info) }
    }
    try inFrame {
      invocation?.common = common
      invocation?.parameterSet = b.chosenSet
      for (i, p) in plan.parameters.enumerated() {
        let cell = base + p.slot
        if let v = b.value(i) { cell.put(v) }
      }
      evaluatesDefaults = true
      try c.beforeBody(of: site.call) {
        for (i, p) in plan.parameters.enumerated() where b.value(i) == nil {
          let cell = base + p.slot
          try c.defaultParameter(p, cell, base) { try b.convertedDefault(i, $0) }
          if b.isPipelineBound(i) { defaults.append((i, cell.pointee)) }
        }
      }
      evaluatesDefaults = false
      info.unboundArguments = b.unbound
      // a call of a block has no list of them
      if command == nil, site.call.boundNames.isEmpty { for (i, p) in plan.parameters.enumerated() where b.value(i) != nil { site.call.boundNames.append(p.name) } }
      if plan.argsSlot >= 0 { (base + plan.argsSlot).put(.array(PSArray(b.unbound))) }
      if plan.boundSlot >= 0 { (base + plan.boundSlot).put(.hash(b.bound)) }
      if plan.inputSlot >= 0 { (base + plan.inputSlot).put(plan.input(inputValues ?? [])) }
      if dollar.isPresent { base.put(dollar) }
      if let e = plan.definitionError { throw e }
      if hasCommon { for p in b.preferences { try c.assign(Symbol.of(p.name), p.value, in: c.depth - 1) } }
      try traced("BeginProcessing") { if let begin = plan.begin { try runCode(begin) } }
    }
  }
  private var anonymous: CommandInfo { FunctionInfo("", plan.block) }

  private func dynamicParameters(_ code: Code) throws -> Value {
    let k = Collector()
    let saved = context.sink
    context.sink = k
    defer { context.sink = saved }
    // parameters bound so far are visible to the block, and the set they choose
    if let b = binder {
      invocation?.parameterSet = b.setSoFar
      for (i, p) in plan.parameters.enumerated() { if let v = b.value(i) { (base + p.slot).put(v) } }
      if plan.boundSlot >= 0 { (base + plan.boundSlot).put(.hash(b.bound)) }
    }
    let v = try context.runBody(code.body, base, valueWanted: true)
    return v
  }

  override func run() throws {
    // first of the pipeline: process runs once, without input, and with no `$_` but its own
    guard let process = plan.process else { return try traced("ProcessRecord") {} }
    if !isCalledBack { base.put(.null) }
    defer { if !isCalledBack, dollar.isPresent { base.put(dollar) } }
    try traced("ProcessRecord") { try inFrame { try runCode(process) } }
  }
  @inline(__always) private func traced(_ step: StaticString, _ body: () throws -> Void) throws {
    if plan.isAdvanced, let t = context.bindingTrace { try t.scope("CALLING \(step)", body) } else { try body() }
  }
  override func process(_ v: Value) throws {
    // what stands before in the pipeline may write while it begins
    if !started { try start() }
    if let intake, let binder, let x = intake.accepted(v, binder) {
      (base + plan.parameters[intake.parameter].slot).put(x)
    } else if plan.metadata.isAdvanced {
      if !(try bind(v)) { return }
    }
    if let process = plan.process {
      base.put(v)
      // $input is the object that is processed, and nothing after it
      if plan.inputSlot >= 0 {
        (base + plan.inputSlot).put(plan.input([v]))
        defer { (base + plan.inputSlot).put(plan.input([])) }
        return try traced("ProcessRecord") { try runPerObject(process) }
      }
      try traced("ProcessRecord") { try runPerObject(process) }
    } else {
      if collectedInput == nil { collectedInput = PSArray(capacity: 8) }
      collectedInput?.append(v)
      if plan.metadata.isAdvanced { base.put(v) }
    }
  }
  /// Binds one object the long way; false when it cannot be bound.
  private func bind(_ v: Value) throws -> Bool {
    guard let b = binder else { return true }
    if !expectsInput { return false }
    let accepted: Bool
    do { accepted = try inFrameValue { try b.accept(v) } } catch { throw context.locate(error, site.extent) }
    invocation?.parameterSet = b.chosenSet
    if !accepted { hadErrors = true; return false }
    invocation?.input = v
    for (i, v) in defaults where b.value(i) == nil { (base + plan.parameters[i].slot).put(v) }
    for i in b.inputParameters { if i < plan.parameters.count, let x = b.value(i) { (base + plan.parameters[i].slot).put(x) } }
    // nobody sees $PSBoundParameters, so further objects need not be entered there
    if intake == nil, plan.boundSlot < 0, plan.cmdletSlot < 0, plan.invocationSlot < 0, let i = Intake(b), i.parameter < plan.parameters.count { intake = i }
    return true
  }
  override func end() throws {
    try traced("EndProcessing") {
      guard let end = plan.end else { return }
      if plan.process == nil, plan.inputSlot >= 0 {
        (base + plan.inputSlot).put(
          hasListInput || plan.isAdvanced ? .array(PSArray(collectedInput?.values ?? [])) : ExecutionContext.input(inputValues ?? collectedInput?.values ?? []))
      }
      if plan.process == nil, !plan.metadata.isAdvanced, expectsInput { base.put(.unset) }
      try inFrame { try runCode(end) }
    }
    try out.end()
  }
  override func finish() {
    if reserved {
      if let clean = plan.clean, ranBlock { runClean(clean) }
      if plan.isAdvanced, started { context.bindingTrace?.scope("CALLING CleanResource") {} }
      invocation?.stage = nil
      if let e = extras { context.frames[context.depth].extras = e; context.dropExtras(context.depth); extras = nil }
      if detached {
        base.deinitialize(count: plan.frameSize)
        base.deallocate()
      } else { context.release(base, plan.frameSize) }
      reserved = false
    }
    context.finishOut(common)
  }

  /// The clean block: it writes no output, and an error that ends it is reported, whoever would catch it outside.
  private func runClean(_ clean: Code) {
    out = Stage()
    if context.cleaningUp({ try inFrame { try runCode(clean) } }) { hadErrors = true }
    if hadErrors { context.flags.pointee.success = false }
  }

  /// `process` for one object. In the usual case nothing but the frame must be put up for it.
  private func runPerObject(_ code: Code) throws {
    let c = context
    guard !hasCommon, !exited, extras == nil, plan.block.module == nil, context.frames[owner].module == nil, !plan.block.isFile else { return try inFrame { try runCode(code) } }
    if c.isUrged { try c.checkDepth() }
    let d = c.depth
    c.frames[d] = Frame(
      unit: .passUnretained(plan.unit), fp: base, parent: Int32(truncatingIfNeeded: owner), names: plan.mask, chain: c.frames[owner].chain | plan.mask,
      extras: nil, call: .passUnretained(site.call))
    c.depth = d + 1
    let saved = c.sink
    c.sink = out
    defer {
      c.sink = saved
      c.depth = d
      extras = c.frames[d].extras
      c.frames[d].extras = nil
    }
    do { try runCode(code) } catch {
      // the trace begins at the place of the fault, the record moves to the place of the call
      let traced = c.traced(error, d)
      if let e = error as? TerminatingError {
        c.collectLeaving(e.record)
        attribute(e.record)
        if expectsInput, !isCalledBack { e.record.hasLeftFilter = true; e.record.isFromDownstream = true }
      }
      throw traced
    }
  }
  /// Runs with this function's frame on top; the frame keeps its late variables between calls.
  private func inFrame(_ body: () throws -> Void) throws { _ = try inFrameValue { try body(); return true } }
  private func inFrameValue(_ body: () throws -> Bool) throws -> Bool {
    let c = context
    if exited { return false }
    if c.isUrged { try c.checkDepth() }
    let d = c.depth
    c.frames[d] = Frame(unit: .passUnretained(plan.unit), fp: base, parent: Int32(owner), names: plan.mask, chain: c.frames[owner].chain | plan.mask, extras: extras, call: .passUnretained(site.call))
    if plan.block.module != nil || c.frames[owner].module != nil { c.link(d, to: plan.block.module?.scope, mask: plan.mask) }
    if let x = extras { x._withUnsafeGuaranteedRef { for v in $0.variables.values { let bit = Symbol.of(v.name).bit; c.frames[d].names |= bit; c.frames[d].chain |= bit } } }
    c.frames[d].isScript = command is ExternalScriptInfo || plan.block.isFile
    c.depth = d + 1
    let saved = c.sink
    c.sink = out
    defer {
      c.sink = saved
      c.depth = d
      extras = c.frames[d].extras
      c.frames[d].extras = nil
    }
    do { return try c.collecting(common, body) } catch FlowSignal.exit(let code) where command is ExternalScriptInfo {
      exit(code)
      return false
    } catch {
      let traced = c.traced(error, d)
      if let e = error as? TerminatingError {
        collect(e.record)
        attribute(e.record)
        if expectsInput, !isCalledBack { e.record.hasLeftFilter = true; e.record.isFromDownstream = true }
      }
      throw traced
    }
  }
  /// An error that leaves an advanced function is that command's error.
  private func attribute(_ r: ErrorRecord) {
    // what a default value raises is the caller's
    if plan.isAdvanced, !isCalledBack, !evaluatesDefaults { r.leave(command, command == nil ? InvocationInfo(site, anonymous, name: info.invocationName, expectsInput: expectsInput) : info) }
  }
  private func runCode(_ code: Code) throws {
    ranBlock = true
    let f: Flow
    if code.hasValue {
      let v = try code.value(context, base)
      try emit(v.headValue, into: out)
      f = .next
    } else { f = try code.body(context, base) }
    switch f {
    case .next: break
    case .ret: let v = context.returned; context.returned = .void; try emit(v, into: out)
    case .brk, .cont: throw context.strayFlow(f)
    }
  }
}

extension ExecutionContext {
  /// `$input`.
  static func input(_ values: [Value]) -> Value { makeEnumerator?("System.Collections.ArrayList+ArrayListEnumeratorSimple", values) ?? .array(PSArray(values)) }
}
