/// A compiled cmdlet as a stage.
import Syntax

final class CmdletStage: CommandStage {
  private let context: ExecutionContext
  private let info: CmdletInfo
  private let instance: CmdletInstance
  private let shell: Invocation
  /// nil for a call bound by its site's plan: such a call takes no input.
  private let binder: Binder?
  private let site: CommandSite
  @exclusivity(unchecked) private var started = false
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
    let i = InvocationInfo(site, info, name: site.name ?? info.name, expectsInput: expectsInput)
    let b = Binder(c, metadata, commandName: info.name, info: i, extent: site.extent, errorName: info.errorTypeName)
    binder = b
    do { try b.bindArguments(args, expectsInput: expectsInput) } catch { throw c.locate(error, site.extent) }
    var common = b.common
    let out = try c.outStage(&common, next, site)
    b.common = common
    shell = Invocation(c, info, next: out, info: i)
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
    shell = Invocation(c, info, next: next, info: InvocationInfo(site, info, name: site.name ?? info.name, expectsInput: false, bound: (plan, values)))
    shell.parameterSet = plan.chosenSet
    super.init(next: next)
    let steps = plan.steps
    for k in 0..<steps.count { try instance.boxes[steps[k].parameter].assign(values[k], c) }
    shell.stage = self
  }
  override var bindingPlan: BindingPlan? { binder?.plan() }

  @inline(__always) private func guarded(_ body: () throws -> Void) throws {
    let errors = context.errorCount
    do { try body() } catch let e as TerminatingError {
      // a user who leaves a page stops the pipeline, not this command
      if e.record.errorId == "System.Management.Automation.HaltCommandException" { throw e }
      // a cmdlet's own terminating error ends the pipeline; what a nested script threw passes as it is
      // an error of the language in the code it ran is this command's, as for advanced functions
      if e.record.position != nil, e.record.hasNoCommandSuffix, !e.record.thrownByStatement, !e.record.isStop, e.record.invocation?.command == nil,
        info.name == "Invoke-Expression" || info.name == "Invoke-Command", e.record.exception.type.isSubclass(of: "System.Management.Automation.RuntimeException") {
        e.record.invocation = shell.info
        e.record.hasNoCommandSuffix = false
      }
      if e.record.position == nil { e.record.position = site.extent }
      e.record.leave(shell.info)
      if let list = shell.common.errorList, !e.record.stoppedWhenWritten, e.record.invocation === shell.info { list.add(.other(e.record.hostedException(isCommand: true))) }
      throw e
    } catch let e as ReportableError {
      let record = e.errorRecord
      record.position = site.extent
      record.invocation = shell.info
      throw TerminatingError(record)
    }
    if context.errorCount != errors { hadErrors = true }
  }
  override func move(to owner: Int) { self.owner = owner }
  /// A function that writes to it has its frame on top; what the cmdlet looks up and calls back belongs where it was called.
  @inline(__always) private func inScope(_ body: () throws -> Void) throws {
    if context.depth <= owner + 1 { try guarded(body) } else { try context.onFrame(owner) { try guarded(body) } }
  }
  override func start() throws {
    // what stands before in the pipeline may write while it begins
    if started { return }
    started = true
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
    do { accepted = try binder.accept(v) } catch { throw context.locate(error, site.extent) }
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

/// Streams of a command with redirections: set while its code runs, reset while what it emits is processed further on.
final class RedirectedStage: CommandStage {
  private let context: ExecutionContext
  private var inner: CommandStage!
  private var streams: StreamTargets
  private var files: [CommandStage] = []
  private var saved: [StreamTargets] = []
  init(_ c: ExecutionContext, _ site: CommandSite, _ fp: Cell, next: Stage, expectsInput: Bool) throws {
    context = c
    streams = c.streams
    super.init(next: next)
    let outward = Passage(self, next)
    var output: Stage = outward
    for r in site.redirections {
      if let to = r.to {
        // 2>&1: the stream's records become output
        if to == .output { streams.merge(r.from, into: outward) }
      } else {
        let target = try c.fileStage(r, fp)
        files += target.stages
        if r.from == .output || r.from == .all { output = target.stage }
        if r.from != .output { streams.redirect(r.from, to: target.stage) }
      }
    }
    // merges follow where the output went
    if output !== outward { for r in site.redirections where r.to == .output { streams.merge(r.from, into: output) } }
    inner = try c.makeBareStage(site, fp, output, expectsInput: expectsInput)
  }
  var innerIdentity: ObjectIdentifier { ObjectIdentifier(inner) }
  func enter() { saved.append(context.streams); context.streams = streams }
  func leave() { if let s = saved.popLast() { context.streams = s } }
  private func within(_ body: () throws -> Void) throws { enter(); defer { leave() }; try body() }
  override func prepare(detached: Bool) throws { try inner.prepare(detached: detached) }
  override func move(to owner: Int) { inner.move(to: owner) }
  override func start() throws { for f in files { try f.start() }; try within { try inner.start() } }
  override func run() throws {
    try within { try inner.run() }
    hadErrors = hadErrors || inner.hadErrors
  }
  override func process(_ v: Value) throws { try within { try inner.process(v) } }
  override func end() throws {
    try within { try inner.end() }
    hadErrors = hadErrors || inner.hadErrors
    for f in files { try f.end() }
  }
  override func finish() {
    enter()
    inner.finish()
    leave()
    for f in files { f.finish() }
  }

  /// Passes output on with the streams as they were outside.
  private final class Passage: Link {
    unowned let owner: RedirectedStage
    init(_ o: RedirectedStage, _ next: Stage) { owner = o; super.init(next: next) }
    override func process(_ v: Value) throws {
      let inside = owner.context.streams
      let outside = owner.saved.last ?? inside
      owner.context.streams = outside
      defer { owner.context.streams = inside }
      try next.process(v)
    }
  }
}

/// Marks the errors that become output: shown at the end of a pipeline, they go to the error stream.
private final class MergedErrors: Link {
  override func process(_ v: Value) throws {
    if case .other(let r) = v, let e = r as? ErrorRecord { e.isMerged = true }
    try next.process(v)
  }
}

/// Where the streams 2…6 go; nil = the session's own way.
struct StreamTargets {
  var error: Stage?
  var warning: Stage?
  var verbose: Stage?
  var debug: Stage?
  var information: Stage?
  var progress: ((ProgressRecord) -> Void)?
  /// `2>&1`: records become output, where errors are still known as such.
  mutating func merge(_ s: RedirectionStream, into stage: Stage) {
    redirect(s, to: stage)
    if s == .error || s == .all { error = MergedErrors(next: stage) }
  }
  mutating func redirect(_ s: RedirectionStream, to stage: Stage) {
    switch s {
    case .error: error = stage
    case .warning: warning = stage
    case .verbose: verbose = stage
    case .debug: debug = stage
    case .information: information = stage
    case .all: error = stage; warning = stage; verbose = stage; debug = stage; information = stage
    case .output: break
    }
  }
}

extension ExecutionContext {
  /// The stage that writes to a redirection's file; `$null` drops.
  func fileStage(_ r: RedirectionSite, _ fp: Cell) throws -> (stage: Stage, stages: [CommandStage]) {
    let v = try r.file?.f(self, fp) ?? .null
    if v.isNull { return (Stage(), []) }
    var path = Conversion.toString(v, self)
    // `> variable:name` keeps the objects, as does a plain name when the current location is that drive
    let drive = "variable:"
    if !path.utf8.contains(58), !path.utf8.contains(47), currentLocation != nil, Conversion.toString(locationValue(), self).lowercased().hasPrefix(drive) { path = drive + path }
    let isVariable = path.count > drive.count && path.lowercased().hasPrefix(drive)
    let command = isVariable ? "Set-Variable" : "Out-File"
    guard let out = commands.cmdlet(command) else { throw locate(notFound(command), r.extent) }
    let site = CommandSite.fed(command, at: r.extent, self)
    var args = [isVariable
      ? Argument(name: "Name", value: .str(String(path.dropFirst(drive.count))), hasValue: true, extent: r.extent)
      : Argument(name: "LiteralPath", value: .str(path), hasValue: true, extent: r.extent)]
    if r.append { args.append(Argument(name: "Append", value: .bool(true), hasValue: true, extent: r.extent)) }
    let s = try CmdletStage(self, out, site, args, next: Stage(), expectsInput: true)
    return (s, [s])
  }
  /// Sets the streams for redirections of an expression; the result undoes it.
  func apply(_ redirections: [RedirectionSite], _ fp: Cell, into out: Stage) throws -> () -> Void {
    let saved = streams
    var opened: [CommandStage] = []
    for r in redirections {
      if r.to == .output { streams.merge(r.from, into: out) }
      else if r.file != nil, r.from != .output {
        let t = try fileStage(r, fp)
        for s in t.stages { try s.start() }
        opened += t.stages
        streams.redirect(r.from, to: t.stage)
      }
    }
    return { self.streams = saved; for s in opened { try? s.end(); s.finish() } }
  }
}
