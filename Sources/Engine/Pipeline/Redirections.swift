/// Redirections: where the streams of a command or an expression go, and the files behind `>`.
import Syntax

/// Streams of a command with redirections: set while its code runs, reset while what it emits is processed further on.
final class RedirectedStage: CommandStage {
  private let context: ExecutionContext
  private var inner: CommandStage!
  private var streams: StreamTargets
  private var files: [CommandStage] = []
  /// Takes the output alone.
  private var outputFile: CommandStage?
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
        if r.from == .output { outputFile = target.stages.first }
        if r.from == .output || r.from == .all { output = target.stage }
        if r.from != .output { streams.redirect(r.from, to: target.stage) }
      }
    }
    // merges follow where the output went
    if output !== outward { for r in site.redirections where r.to == .output { streams.merge(r.from, into: output) } }
    inner = try c.makeBareStage(site, fp, output, expectsInput: expectsInput)
    if site.redirections.contains(where: { $0.to == .output && ($0.from == .error || $0.from == .all) }) { keepOwnErrors() }
    if output !== outward, let program = inner as? NativeStage { program.keepsBytes = Self.fillsFile(site, output) }
  }
  /// A cmdlet merges the errors it writes itself; those of the blocks it runs go where nobody reads.
  private func keepOwnErrors() {
    if let cmdlet = inner as? CmdletStage { cmdlet.mergeErrors(into: streams.error) } else if inner.asBlockStage == nil { return }
    streams.error = Stage()
  }
  /// Only the output goes into the file, with nothing else that would have to be written as text.
  private static func fillsFile(_ site: CommandSite, _ output: Stage) -> Bool {
    guard (output as? CmdletStage)?.writesFile ?? false else { return false }
    return !site.redirections.contains { $0.to == .output || $0.from == .all }
  }
  var innerIdentity: ObjectIdentifier { ObjectIdentifier(inner) }
  func enter() {
    saved.append(context.streams)
    context.streams = streams
    context.streams.errorDepth = context.depth
  }
  func leave() { if let s = saved.popLast() { context.streams = s } }
  private func within(_ body: () throws -> Void) throws { enter(); defer { leave() }; try body() }
  override func prepare(detached: Bool) throws { try inner.prepare(detached: detached) }
  override func move(to owner: Int) { inner.move(to: owner) }
  override func start() throws {
    for f in files {
      do { try f.start() } catch let e as TerminatingError where f === outputFile && inner is NativeStage {
        // a program's output is written without a command
        e.record.invocation = nil
        throw e
      }
    }
    try within { try inner.start() }
  }
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

/// Marks the records that become output: shown at the end of a pipeline, errors go to the error stream and messages have their labels.
private final class MergedRecords: Link {
  override func process(_ v: Value) throws {
    if case .other(let r) = v { if let e = r as? ErrorRecord { e.isMerged = true } else if let m = r as? StreamRecord { m.isMerged = true } }
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
  /// How many frames stood where the error stream was last redirected.
  var errorDepth = 0
  /// How many frames stood where code was last called back by something that names no command.
  var callbackDepth = 0
  /// The error stream of the whole session; nil = the console's. See `OutsideErrors.swift`.
  var outside: Stage?
  /// `2>&1`: records become output, where errors are still known as such.
  mutating func merge(_ s: RedirectionStream, into stage: Stage) {
    redirect(s, to: s == .information || s == .output ? stage : MergedRecords(next: stage))
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
  /// The stage that writes to a redirection's file; `$null` and an empty name drop.
  func fileStage(_ r: RedirectionSite, _ fp: Cell) throws -> (stage: Stage, stages: [CommandStage]) {
    let v = try r.file?.f(self, fp) ?? .null
    if v.isNull { return (Stage(), []) }
    var path = Conversion.toString(v, self)
    if path.allSatisfy(\.isWhitespace) { return (Stage(), []) }
    // `> variable:name` keeps the objects, as does a plain name when the current location is that drive
    let drive = "variable:"
    if !path.utf8.contains(58), !path.utf8.contains(47), currentLocation != nil, Conversion.toString(locationValue(), self).lowercased().hasPrefix(drive) { path = drive + path }
    let isVariable = path.count > drive.count && path.lowercased().hasPrefix(drive)
    let command = isVariable ? "Set-Variable" : "Out-File"
    guard let out = commands.cmdlet(command) else { throw locate(notFound(command), r.extent) }
    let site = CommandSite.fed(command, at: r.extent, self)
    var args = [isVariable
      ? Argument(name: "Name", value: .str(String(path.dropFirst(drive.count))), hasValue: true, extent: r.extent)
      : Argument(name: "FilePath", value: .str(path), hasValue: true, extent: r.extent)]
    if r.append { args.append(Argument(name: "Append", value: .bool(true), hasValue: true, extent: r.extent)) }
    let s = try CmdletStage(self, out, site, args, next: Stage(), expectsInput: true)
    // records that a variable keeps are known for what they are when it is shown
    return (isVariable && r.from != .output && r.from != .information ? MergedRecords(next: s) : s, [s])
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
    streams.errorDepth = depth
    return { self.streams = saved; for s in opened { try? s.end(); s.finish() } }
  }
}
