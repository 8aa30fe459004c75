/// A compiled cmdlet as a stage.
import Syntax

final class CmdletStage: CommandStage {
  private let context: ExecutionContext
  private let info: CmdletInfo
  /// It is the end of a redirection into a file.
  var writesFile: Bool { info.name == "Out-File" }
  private let instance: CmdletInstance
  private let shell: Invocation
  /// nil for a call bound by its site's plan: such a call takes no input.
  private let binder: Binder?
  private let site: CommandSite
  @exclusivity(unchecked) private var started = false
  /// About arguments: written when the command's streams are where its redirections put them.
  private var warnings: [String] = []
  /// The frame it was called in.
  @exclusivity(unchecked) private var owner: Int

  init(_ c: ExecutionContext, _ info: CmdletInfo, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    context = c
    owner = c.depth - 1
    self.info = info
    self.site = site
    let metadata = info.metadata
    instance = info.takeInstance()
    info.wasCalled = true
    let i = InvocationInfo(site, info, name: site.invocationName ?? info.name, expectsInput: expectsInput)
    let b = Binder(c, metadata, commandName: info.name, info: i, extent: site.extent, errorName: info.errorTypeName)
    binder = b
    do { try b.bindArguments(args, expectsInput: expectsInput) } catch {
      c.bindingWarnings = []
      throw c.locate(error, site.extent)
    }
    if !c.bindingWarnings.isEmpty { swap(&warnings, &c.bindingWarnings) }
    var common = b.common
    let out = try c.outStage(&common, next, site)
    b.common = common
    // what is written goes on under the lists around the command
    shell = Invocation(c, info, next: common.gathers ? OutsideCommon(c, next: out) : out, info: i)
    shell.expectsInput = expectsInput
    shell.common = common
    shell.parameterSet = b.chosenSet
    super.init(next: next)
    for (k, box) in instance.boxes.enumerated() { if let v = b.value(k) { try box.assign(v, c) } }
    shell.stage = self
  }
  /// A call that needs no binder: the values of the plan's steps are known.
  init(_ c: ExecutionContext, _ info: CmdletInfo, _ site: CommandSite, _ plan: BindingPlan, _ values: [Value], next: Stage) throws {
    context = c
    owner = c.depth - 1
    self.info = info
    self.site = site
    instance = info.takeInstance()
    info.wasCalled = true
    binder = nil
    shell = Invocation(c, info, next: next, info: InvocationInfo(site, info, name: site.invocationName ?? info.name, expectsInput: false, bound: (plan, values)))
    shell.parameterSet = plan.chosenSet
    super.init(next: next)
    let steps = plan.steps
    for k in 0..<steps.count { try instance.boxes[steps[k].parameter].assign(values[k], c) }
    shell.stage = self
  }
  override var bindingPlan: BindingPlan? { binder?.plan() }

  @inline(__always) private func guarded(_ body: () throws -> Void) throws {
    do { try body() } catch let e as TerminatingError {
      // a user who leaves a page stops the pipeline, not this command
      if e.record.errorId == "System.Management.Automation.HaltCommandException" { throw e }
      // what a nested script threw passes as it is, its other errors are this command's
      e.record.leave(shell.info)
      if e.record.position == nil { e.record.position = site.extent }
      if !e.record.stoppedWhenWritten, e.record.invocation === shell.info { context.collectException(e.record, shell.common.errorList) }
      throw e
    } catch let e as ReportableError {
      let record = e.errorRecord
      record.position = site.extent
      record.invocation = shell.info
      throw TerminatingError(record)
    }
  }
  override func move(to owner: Int) { self.owner = owner }
  /// See `Invocation.mergedErrors`.
  func mergeErrors(into stage: Stage?) { shell.mergedErrors = stage }
  /// A function that writes to it has its frame on top; what the cmdlet looks up and calls back belongs where it was called.
  @inline(__always) private func inScope(_ body: () throws -> Void) throws {
    if context.depth <= owner + 1 { try guarded(body) } else { try context.onFrame(owner) { try guarded(body) } }
  }
  override func start() throws {
    // what stands before in the pipeline may write while it begins
    if started { return }
    started = true
    if !warnings.isEmpty { for w in warnings { try context.writeWarning(w) } }
    try traced("BeginProcessing") { try inScope { try instance.cmdlet.begin(shell) } }
  }
  override func run() throws { try traced("ProcessRecord") { try inScope { try instance.cmdlet.process(shell) } } }
  @inline(__always) private func traced(_ step: StaticString, _ body: () throws -> Void) throws {
    if let t = context.bindingTrace { try t.scope("CALLING \(step)", body) } else { try body() }
  }

  /// What is known about further objects once the first one is bound.
  private enum Route {
    case unknown
    /// Each needs the binder.
    case byBinder
    /// Each goes to this box as it is; nothing else can be bound from it.
    case whole(Unmanaged<ParameterBox<Value?>>)
    /// The same for a parameter of another type that takes any object.
    case box(Unmanaged<AnyParameterBox>)
    /// Each goes to this box if it fits its parameter.
    case fitting(Intake, Unmanaged<AnyParameterBox>)
  }
  @exclusivity(unchecked) private var route = Route.unknown

  override func process(_ v: Value) throws {
    switch route {
    case .whole(let box): box._withUnsafeGuaranteedRef { $0.assignWhole(v) }
    case .box(let box): try box._withUnsafeGuaranteedRef { try $0.assign(v, context) }
    case .fitting(let intake, let box):
      if intake.takes(v) { try box._withUnsafeGuaranteedRef { try $0.assign(v, context) } }
      else if let binder, let x = intake.converted(v, binder) {
        shell.bound.set(intake.name, x)
        try box._withUnsafeGuaranteedRef { try $0.assign(x, context) }
      } else if !(try bind(v)) { return }
    default: if !(try bind(v)) { return }
    }
    shell.input = v
    try traced("ProcessRecord") { try inScope { try instance.cmdlet.process(shell) } }
  }
  /// Binds one pipeline object the long way; false when it is not for this cmdlet.
  private func bind(_ v: Value) throws -> Bool {
    if !started { try start() }
    guard let binder, shell.expectsInput else { return false }
    let accepted: Bool
    do { accepted = try shell.writingErrors { try binder.accept(v) } } catch { throw context.locate(error, site.extent) }
    if !accepted { hadErrors = true; return false }
    for k in binder.inputParameters {
      if let x = binder.value(k) { try instance.boxes[k].assign(x, context) } else { instance.boxes[k].reset() }
    }
    if case .unknown = route, context.bindingTrace == nil {
      route = .byBinder
      if let k = binder.wholeObjectParameter { route = (instance.boxes[k] as? ParameterBox<Value?>).map { .whole(.passUnretained($0)) } ?? .box(.passUnretained(instance.boxes[k])) }
      else if let intake = Intake(binder) { route = .fitting(intake, .passUnretained(instance.boxes[intake.parameter])) }
    }
    shell.parameterSet = binder.chosenSet
    return true
  }
  override func end() throws {
    try traced("EndProcessing") { try inScope { try instance.cmdlet.end(shell) } }
    try shell.next.end()
  }
  override func finish() {
    if started {
      instance.cmdlet.cleanup(shell)
      context.bindingTrace?.scope("CALLING CleanResource") {}
    }
    if let binder { context.finishOut(binder.common) }
    shell.stage = nil
    info.giveBack(instance)
  }
}
