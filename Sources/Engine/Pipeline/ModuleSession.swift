/// `& $module …`: a command that runs in the session state of a module.
import Primitives
import Syntax

extension ExecutionContext {
  func makeModuleStage(_ m: ModuleInfo, _ site: CommandSite, _ fp: Cell, _ next: Stage, _ expectsInput: Bool) throws -> CommandStage {
    var rest = try arguments(site, fp)
    let head = rest.removeFirst()
    switch head.value.base {
    case .block(let b):
      let inModule = b.rebound(to: m)
      if site.invocation == .dot { return try DotStage(self, inModule, command: nil, site, rest, next: next, expectsInput: expectsInput) }
      return try FunctionStage(self, plan(inModule), command: nil, site, rest, next: next, expectsInput: expectsInput)
    case .null, .void, .unset: throw badExpression(site, at: head.extent)
    // a command in the hand brings its own session state, the caller's
    case .other(let r as CommandInfo): return try stage(of: r, site, rest, next, expectsInput, in: nil)
    default: break
    }
    let name = Conversion.toString(head.value, self)
    if let f = m.scope?.functions[name.lowercased()] { return try FunctionStage(self, plan(f)!, command: f, site, rest, next: next, expectsInput: expectsInput) }
    let command: CommandInfo
    do { command = try inScope(of: m.scope) { _ in try commandOrThrow(name, site) } } catch let e as TerminatingError {
      e.record.position = head.extent
      e.record.invocation?.position = head.extent
      throw e
    }
    return try stage(of: command, site, rest, next, expectsInput, in: m)
  }
  private func stage(
    of command: CommandInfo, _ site: CommandSite, _ arguments: [Argument], _ next: Stage, _ expectsInput: Bool, in m: ModuleInfo?
  ) throws -> CommandStage {
    switch command {
    case let f as FunctionInfo: return try FunctionStage(self, plan(f)!, command: f, site, arguments, next: next, expectsInput: expectsInput)
    case let cmdlet as CmdletInfo:
      guard let m else { return try CmdletStage(self, cmdlet, site, arguments, next: next, expectsInput: expectsInput) }
      return try ModuleSessionStage(self, cmdlet, site, arguments, next: next, expectsInput: expectsInput, in: m)
    case let s as ExternalScriptInfo:
      let b = try loadScript(s.path), inModule = m.map { b.rebound(to: $0) } ?? b
      try checkRequirements(b, s.path)
      return try FunctionStage(self, plan(inModule), command: s, site, arguments, next: next, expectsInput: expectsInput)
    case let a as ApplicationInfo: return try NativeStage(self, a, site, arguments, next: next, expectsInput: expectsInput)
    default: throw locate(notFound(command.name, site), site.nameExtent)
    }
  }
}

/// A cmdlet whose variables and blocks are a module's; what it writes is the caller's again.
private final class ModuleSessionStage: CommandStage {
  private final class Outside: Link {
    private let context: ExecutionContext
    private let owner: Int
    init(_ c: ExecutionContext, next: Stage) { context = c; owner = c.depth - 1; super.init(next: next) }
    override func process(_ v: Value) throws { try context.onFrame(owner) { try next.process(v) } }
    override func end() throws { try context.onFrame(owner) { try next.end() } }
  }
  private let context: ExecutionContext
  private let module: ModuleInfo
  private let cmdlet: CmdletStage

  init(_ c: ExecutionContext, _ info: CmdletInfo, _ site: CommandSite, _ args: [Argument], next: Stage, expectsInput: Bool, in m: ModuleInfo) throws {
    let outside = Outside(c, next: next)
    let own = args.map { a in
      var a = a
      if let v = ModuleSessionStage.rebound(a.value, to: m) { a.value = v }
      return a
    }
    context = c
    module = m
    cmdlet = try c.inScope(of: m.scope) { _ in try CmdletStage(c, info, site, own, next: outside, expectsInput: expectsInput) }
    super.init(next: next)
  }
  /// Blocks of the module: the argument itself, or those of a calculated property; nil when there are none.
  private static func rebound(_ v: Value, to m: ModuleInfo) -> Value? {
    switch v.base {
    case .block(let b): return .block(b.rebound(to: m))
    case .hash(let h):
      guard h.pairs.contains(where: { if case .block = $1.base { true } else { false } }) else { return nil }
      let copy = PSHash(h.kind)
      for (k, x) in h.pairs { copy.set(k, rebound(x, to: m) ?? x) }
      return .hash(copy)
    case .array(let a):
      let changed = a.values.map { rebound($0, to: m) }
      guard changed.contains(where: { $0 != nil }) else { return nil }
      return .array(PSArray(zip(changed, a.values).map { $0 ?? $1 }))
    default: return nil
    }
  }
  private func inModule(_ body: () throws -> Void) throws {
    defer { hadErrors = hadErrors || cmdlet.hadErrors }
    try context.inScope(of: module.scope) { _ in
      cmdlet.move(to: context.depth - 1)
      try body()
    }
  }
  override func start() throws { try inModule { try cmdlet.start() } }
  override func run() throws { try inModule { try cmdlet.run() } }
  override func process(_ v: Value) throws { try inModule { try cmdlet.process(v) } }
  override func end() throws { try inModule { try cmdlet.end() } }
  override func finish() { cmdlet.finish() }
}
