/// `Where-Object { … }` and `ForEach-Object { … }` on the frame their block is written in: a few nanoseconds per object.

extension ExecutionContext {
  /// The block compiled to run on a frame of its home unit.
  func inlineCode(_ b: ScriptBlock) -> Code {
    if let c = b.inline { return c }
    let unit = frames[depth - 1].unit.takeUnretainedValue()
    let compiler = Compiler(self, unit, b.source)
    let end = b.ast.endBlock
    let c = compiler.code(end?.statements ?? [], traps: end?.traps ?? [])
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
}

final class WhereStage: CommandStage {
  private let context: ExecutionContext
  private let fp: Cell, dollar: Cell
  private let code: Code
  private let owner: Int
  private var saved: Value
  init(_ c: ExecutionContext, _ code: Code, _ fp: Cell, _ dollar: Cell, next: Stage) {
    context = c; self.fp = fp; self.dollar = dollar; self.code = code; owner = c.depth - 1; saved = dollar.pointee
    super.init(next: next)
  }
  override func process(_ v: Value) throws {
    let pushed = context.enter(owner)
    dollar.put(v)
    do {
      let r: Value
      if code.hasValue { r = try code.value(context, fp) } else { r = try context.runBody(code.body, fp, valueWanted: true) }
      context.leave(owner, pushed)
      if case .bool(let b) = r { if b { try next.process(v) } } else if Conversion.toBool(r) { try next.process(v) }
    } catch { if pushed, context.depth > owner + 1 { context.leaveAfterError(owner) }; throw error }
  }
  override func run() throws {}
  override func finish() { dollar.put(saved); saved = .null }
}

final class ForEachStage: CommandStage {
  private let context: ExecutionContext
  private let fp: Cell, dollar: Cell
  private let code: Code
  private let owner: Int
  private var saved: Value
  init(_ c: ExecutionContext, _ code: Code, _ fp: Cell, _ dollar: Cell, next: Stage) {
    context = c; self.fp = fp; self.dollar = dollar; self.code = code; owner = c.depth - 1; saved = dollar.pointee
    super.init(next: next)
  }
  override func process(_ v: Value) throws {
    let pushed = context.enter(owner)
    dollar.put(v)
    do {
      if code.hasValue {
        let r = try code.value(context, fp)
        context.leave(owner, pushed)
        switch r {
        case .void: return
        case .array, .other, .object, .hash: try emit(r, into: next)
        default: try next.process(r.orNull)
        }
        return
      }
      let s = context.sink
      context.sink = next
      defer { context.sink = s }
      switch try code.body(context, fp) {
      case .next: break
      case .ret: let r = context.returned; context.returned = .void; try emit(r, into: next)
      case .brk: throw context.strayFlow(.brk)
      case .cont: throw context.strayFlow(.cont)
      }
      context.leave(owner, pushed)
    } catch { if pushed, context.depth > owner + 1 { context.leaveAfterError(owner) }; throw error }
  }
  override func run() throws {}
  override func finish() { dollar.put(saved); saved = .null }
}

extension ExecutionContext {
  /// Leaves an entered frame when an error passes through a block stage.
  func leaveAfterError(_ owner: Int) {
    depth -= 1
    frames[owner].extras = frames[depth].extras
    frames[owner].names |= frames[depth].names
    frames[owner].chain |= frames[depth].chain
    frames[depth].extras = nil
  }
}
