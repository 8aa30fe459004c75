/// `Where-Object { … }` and `ForEach-Object { … }` on the frame their block is written in: a few nanoseconds per object.
///
/// Two classes for each: blocks that hand back one value, which need neither sink nor status, and all others. (An
/// optional closure in one class would be retained for every object.)

extension ExecutionContext {
  /// The block compiled to run on a frame of its home unit.
  /// - Parameters:
  ///   - input: what `$input` is in it
  ///   - isCallback: the block has a `$MyInvocation` of its own where it is called back
  func inlineCode(_ b: ScriptBlock, input: Compiler.BlockInput = .outer, isCallback: Bool = true) throws -> Code {
    if let c = b.inline { return c }
    let unit = frames[depth - 1].unit.takeUnretainedValue()
    let compiler = Compiler(self, unit, b.source)
    compiler.blockInput = input
    compiler.isInBlock = true
    compiler.isCallback = isCallback
    try defineTypes(b.ast, compiler)
    let c = b.ast.onlyClause.map { compiler.code($0) } ?? compiler.code([])
    b.inline = c
    return c
  }
  /// Makes frame `owner` the current one again while one of its blocks runs below other frames.
  @inline(__always) func enter(_ owner: Int) -> Bool {
    if depth == owner + 1 { return false }
    frames[depth] = frames[owner]
    depth += 1
    return true
  }
  @inline(__always) func leave(_ owner: Int, _ pushed: Bool) {
    if !pushed { return }
    depth -= 1
    frames[owner].extras = frames[depth].extras
    frames[owner].names |= frames[depth].names
    frames[owner].chain |= frames[depth].chain
    frames[depth].extras = nil
  }
  /// Runs `body` with frame `owner` on top again.
  @inline(never) func onFrame(_ owner: Int, _ body: () throws -> Void) throws {
    let top = frames + (depth - 1)
    if top.pointee.fp == frames[owner].fp, top.pointee.unit.toOpaque() == frames[owner].unit.toOpaque() { return try body() }
    if depth >= ExecutionContext.maximumDepth { throw callDepthError() }
    let pushed = enter(owner)
    frameCopies += 1
    defer { frameCopies -= 1 }
    do { try body() } catch { leaveAfterError(owner, pushed); throw error }
    leave(owner, pushed)
  }
  /// Leaves an entered frame when an error passes through a block stage.
  @inline(never) func leaveAfterError(_ owner: Int, _ pushed: Bool) {
    leave(owner, pushed && depth > owner + 1)
  }
}

/// What the stages share: where their block runs and where its `$_` is.
class BlockStage: CommandStage {
  final let context: ExecutionContext
  final let fp: Cell, dollar: Cell
  final let owner: Int
  private var saved: Value
  /// The command it stands for, whose errors are those that leave the block.
  final var cmdlet: CmdletInfo?
  final var site: CommandSite?
  /// The block is running.
  @exclusivity(unchecked) final fileprivate(set) var isInside = false
  init(_ c: ExecutionContext, _ fp: Cell, _ dollar: Cell, next: Stage) {
    context = c; self.fp = fp; self.dollar = dollar; owner = c.depth - 1; saved = dollar.pointee
    super.init(next: next)
  }
  override func run() throws {}
  override final var asBlockStage: BlockStage? { self }
  override func finish() { dollar.put(saved); saved = .null }
  /// Of `Where-Object`, whose block has a `$MyInvocation` of its own.
  var isFilter: Bool { false }
  /// What stands before runs script code while objects come: it is to find its own `$_` again. Told for each stage, so that all others pay
  /// one test.
  @exclusivity(unchecked) final var isBehindCode = false
  /// Leaves the frame when an error passes; the trace is taken while the block is known to run.
  @inline(never) final func left(by error: Error, _ pushed: Bool) -> Error {
    let e = context.traced(error, owner)
    if let t = e as? TerminatingError, let cmdlet, let site { t.record.leave(InvocationInfo(site, cmdlet, name: site.name ?? cmdlet.name, expectsInput: true)) }
    isInside = false
    context.leaveAfterError(owner, pushed)
    return e
  }
  /// Runs the body; what it returns is left in `context.returned`.
  @inline(__always) final func run(_ body: Stmt, into out: Stage) throws {
    let c = context
    let outer = c.sink
    c.sink = out
    defer { c.sink = outer }
    switch try body(c, fp) {
    case .next: break
    case .ret: let r = c.returned; c.returned = .void; try emit(r, into: out)
    case .brk: throw c.strayFlow(.brk)
    case .cont: throw c.strayFlow(.cont)
    }
  }
}

final class WhereValueStage: BlockStage {
  private let test: Expr
  init(_ c: ExecutionContext, _ test: @escaping Expr, _ fp: Cell, _ dollar: Cell, next: Stage) { self.test = test; super.init(c, fp, dollar, next: next) }
  override var isFilter: Bool { true }
  override var writesAmidCode: Bool { false }
  override func process(_ v: Value) throws { if isBehindCode { try handleGivingBack(v) } else { try handle(v, givesBack: false) } }
  @inline(never) private func handleGivingBack(_ v: Value) throws { try handle(v, givesBack: true) }
  @inline(__always) private func handle(_ v: Value, givesBack: Bool) throws {
    let pushed = context.enter(owner), outer = givesBack ? dollar.pointee : .null
    dollar.put(v)
    isInside = true
    let r: Value
    do { r = try test(context, fp) } catch { if givesBack { dollar.put(outer) }; throw left(by: error, pushed) }
    isInside = false
    context.leave(owner, pushed)
    if givesBack { dollar.put(outer) }
    if case .bool(let b) = r { if b { try next.process(v) } } else if Conversion.toBool(r) { try next.process(v) }
  }
}

final class WhereStage: BlockStage {
  private let body: Stmt
  init(_ c: ExecutionContext, _ body: @escaping Stmt, _ fp: Cell, _ dollar: Cell, next: Stage) { self.body = body; super.init(c, fp, dollar, next: next) }
  override var isFilter: Bool { true }
  override var writesAmidCode: Bool { false }
  override func process(_ v: Value) throws { if isBehindCode { try handleGivingBack(v) } else { try handle(v, givesBack: false) } }
  @inline(never) private func handleGivingBack(_ v: Value) throws { try handle(v, givesBack: true) }
  @inline(__always) private func handle(_ v: Value, givesBack: Bool) throws {
    let pushed = context.enter(owner), outer = givesBack ? dollar.pointee : .null
    dollar.put(v)
    isInside = true
    let k = Collector()
    do { try run(body, into: k) } catch { if givesBack { dollar.put(outer) }; throw left(by: error, pushed) }
    isInside = false
    context.leave(owner, pushed)
    if givesBack { dollar.put(outer) }
    if Conversion.toBool(k.result) { try next.process(v) }
  }
}

final class ForEachValueStage: BlockStage {
  private let value: Expr
  init(_ c: ExecutionContext, _ value: @escaping Expr, _ fp: Cell, _ dollar: Cell, next: Stage) { self.value = value; super.init(c, fp, dollar, next: next) }
  override var writesAmidCode: Bool { false }
  override func process(_ v: Value) throws { if isBehindCode { try handleGivingBack(v) } else { try handle(v, givesBack: false) } }
  @inline(never) private func handleGivingBack(_ v: Value) throws { try handle(v, givesBack: true) }
  @inline(__always) private func handle(_ v: Value, givesBack: Bool) throws {
    let pushed = context.enter(owner), outer = givesBack ? dollar.pointee : .null
    dollar.put(v)
    isInside = true
    let r: Value
    do { r = try value(context, fp) } catch { if givesBack { dollar.put(outer) }; throw left(by: error, pushed) }
    isInside = false
    context.leave(owner, pushed)
    if givesBack { dollar.put(outer) }
    switch r {
    case .void: return
    case .array, .other, .object, .hash: try emit(r, into: next)
    default: try next.process(r.orNull)
    }
  }
}

final class ForEachStage: BlockStage {
  private let body: Stmt
  init(_ c: ExecutionContext, _ body: @escaping Stmt, _ fp: Cell, _ dollar: Cell, next: Stage) { self.body = body; super.init(c, fp, dollar, next: next) }
  override func process(_ v: Value) throws { if isBehindCode { try handleGivingBack(v) } else { try handle(v, givesBack: false) } }
  @inline(never) private func handleGivingBack(_ v: Value) throws { try handle(v, givesBack: true) }
  @inline(__always) private func handle(_ v: Value, givesBack: Bool) throws {
    let pushed = context.enter(owner), outer = givesBack ? dollar.pointee : .null
    dollar.put(v)
    isInside = true
    do { try run(body, into: next) } catch { if givesBack { dollar.put(outer) }; throw left(by: error, pushed) }
    isInside = false
    context.leave(owner, pushed)
    if givesBack { dollar.put(outer) }
  }
}

/// `… | Out-Null`: takes everything.
final class DropStage: CommandStage {
  override func process(_ v: Value) throws {}
}
