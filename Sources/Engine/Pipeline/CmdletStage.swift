/// A compiled cmdlet as a stage.
import Syntax

final class CmdletStage: CommandStage {
  private let context: ExecutionContext
  private let info: CmdletInfo
  private var cmdlet: any Cmdlet
  private let boxes: [AnyParameterBox]
  private let shell: Invocation
  private let binder: Binder
  private let arguments: [Argument]
  private let site: CommandSite
  private var started = false

  init(_ c: ExecutionContext, _ info: CmdletInfo, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool) throws {
    context = c
    self.info = info
    self.site = site
    arguments = args
    let metadata = info.metadata
    let instance = info.takeSpare()
    cmdlet = instance.cmdlet
    boxes = instance.boxes
    let i = InvocationInfo()
    i.command = info
    i.position = site.extent
    i.invocationName = site.name ?? info.name
    i.pipelinePosition = site.position + 1
    i.pipelineLength = site.length
    i.expectingInput = expectsInput
    i.scriptName = site.extent.source.file
    binder = Binder(c, metadata, commandName: info.name, info: i, extent: site.extent, errorName: info.errorTypeName)
    do { try binder.bindArguments(args, expectsInput: expectsInput) } catch { throw c.locate(error, site.extent) }
    let out = try c.outStage(binder.common, next)
    shell = Invocation(c, info, next: out, info: i)
    shell.expectsInput = expectsInput
    shell.common = binder.common
    shell.parameterSet = binder.chosenSet
    shell.bound = binder.bound
    super.init(next: next)
    shell.stage = self
    for (k, b) in boxes.enumerated() { if let v = binder.value(k) { try b.assign(v, c) } }
  }

  private func guarded(_ body: () throws -> Void) throws {
    let errors = context.errorCount
    do { try body() } catch let e as TerminatingError {
      // a cmdlet's own terminating error ends the pipeline; what a nested script threw passes as it is
      if e.record.position == nil { e.record.position = site.extent }
      if e.record.invocation == nil { e.record.invocation = shell.info }
      throw e
    }
    if context.errorCount != errors { hadErrors = true }
  }
  override func start() throws {
    // what stands before in the pipeline may write while it begins
    if started { return }
    started = true
    try guarded { try cmdlet.begin(shell) }
  }
  override func run() throws { try guarded { try cmdlet.process(shell) } }
  /// Box of the parameter every further object goes to; -1 before the first object, -2 when there is none.
  private var wholeObject = -1
  override func process(_ v: Value) throws {
    if wholeObject >= 0 {
      try boxes[wholeObject].assign(v, context)
      shell.input = v
      try guarded { try cmdlet.process(shell) }
      return
    }
    if !started { try start() }
    guard shell.expectsInput else { return }
    let accepted: Bool
    do { accepted = try binder.accept(v) } catch { throw context.locate(error, site.extent) }
    if !accepted { hadErrors = true; return }
    for k in binder.inputParameters {
      if let x = binder.value(k) { try boxes[k].assign(x, context) } else { boxes[k].reset() }
    }
    if wholeObject == -1 { wholeObject = binder.wholeObjectParameter ?? -2 }
    shell.input = v
    shell.parameterSet = binder.chosenSet
    try guarded { try cmdlet.process(shell) }
  }
  override func end() throws {
    try guarded { try cmdlet.end(shell) }
    try next.end()
  }
  override func finish() {
    if started { cmdlet.cleanup(shell) }
    context.finishOut(binder.common)
    for b in boxes { b.reset() }
  }
}

extension CmdletInfo {
  /// A fresh instance; the one made for the metadata serves the first call.
  func takeSpare() -> (cmdlet: any Cmdlet, boxes: [AnyParameterBox]) {
    _ = metadata
    if let s = spare { spare = nil; return s }
    return ParameterCollector.instantiate(implementation)
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
        if to == .output { streams.redirect(r.from, to: outward) }
      } else {
        let target = try c.fileStage(r, fp)
        files += target.stages
        if r.from == .output || r.from == .all { output = target.stage }
        if r.from != .output { streams.redirect(r.from, to: target.stage) }
      }
    }
    // merges follow where the output went
    if output !== outward { for r in site.redirections where r.to == .output { streams.redirect(r.from, to: output) } }
    inner = try c.makeBareStage(site, fp, output, expectsInput: expectsInput)
  }
  var innerIdentity: ObjectIdentifier { ObjectIdentifier(inner) }
  func enter() { saved.append(context.streams); context.streams = streams }
  func leave() { if let s = saved.popLast() { context.streams = s } }
  private func within(_ body: () throws -> Void) throws { enter(); defer { leave() }; try body() }
  override func start() throws { for f in files { try f.start() }; try within { try inner.start() } }
  override func run() throws {
    try within { try inner.run() }
    hadErrors = hadErrors || inner.hadErrors
  }
  override func process(_ v: Value) throws { try within { try inner.process(v) } }
  override func end() throws {
    try within { try inner.end() }
    for f in files { try f.end() }
  }
  override func finish() { inner.finish(); for f in files { f.finish() } }

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

/// Where the streams 2…6 go; nil = the session's own way.
struct StreamTargets {
  var error: Stage?
  var warning: Stage?
  var verbose: Stage?
  var debug: Stage?
  var information: Stage?
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
    let path = Conversion.toString(v, self)
    guard let out = commands.cmdlet("Out-File") else { throw locate(notFound("Out-File"), r.extent) }
    let site = CommandSite(name: "Out-File", target: nil, invocation: .none, arguments: [], redirections: [], extent: r.extent, nameExtent: r.extent, position: 1, length: 2, unit: globalUnit)
    var args = [Argument(name: "LiteralPath", value: .str(path), hasValue: true, extent: r.extent)]
    if r.append { args.append(Argument(name: "Append", value: .bool(true), hasValue: true, extent: r.extent)) }
    let s = try CmdletStage(self, out, site, args, next: Stage(), expectsInput: true)
    return (s, [s])
  }
  /// Sets the streams for redirections of an expression; the result undoes it.
  func apply(_ redirections: [RedirectionSite], _ fp: Cell, into out: Stage) throws -> () -> Void {
    let saved = streams
    var opened: [CommandStage] = []
    for r in redirections {
      if r.to == .output { streams.redirect(r.from, to: out) }
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
