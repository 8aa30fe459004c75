/// The compiled form: closures over the context and the frame's slots.
///
/// A closure is only ever a `let` inside a struct or class: in an Array, Optional or tuple Swift re-abstracts it (two
/// extra thunks per call), so those hold boxes, and sequences use unmanaged ones.
import Syntax

typealias Expr = (ExecutionContext, Cell) throws -> Value
typealias Cond = (ExecutionContext, Cell) throws -> Bool
typealias Stmt = (ExecutionContext, Cell) throws -> Flow

/// How a statement ended.
enum Flow: UInt8 { case next, brk, cont, ret }

struct ExprBox { let f: Expr; init(_ f: @escaping Expr) { self.f = f } }
struct CondBox { let f: Cond; init(_ f: @escaping Cond) { self.f = f } }
struct StmtBox { let f: Stmt; init(_ f: @escaping Stmt) { self.f = f } }

private final class HeldExpr { let f: Expr; init(_ f: @escaping Expr) { self.f = f } }

/// A fixed sequence of expression closures. Iterating an array of closures would retain and release each one.
final class ExprSequence {
  private let p: UnsafeMutablePointer<Unmanaged<HeldExpr>>
  let count: Int
  init(_ a: [ExprBox]) {
    count = a.count
    p = .allocate(capacity: max(1, a.count))
    for (i, x) in a.enumerated() { (p + i).initialize(to: .passRetained(HeldExpr(x.f))) }
  }
  deinit { for i in 0..<count { p[i].release() }; p.deallocate() }
  @inline(__always) func eval(_ k: Int, _ c: ExecutionContext, _ fp: Cell) throws -> Value { try p[k]._withUnsafeGuaranteedRef { try $0.f(c, fp) } }
  /// All of them, in order, as a call passes them: what yields nothing is null.
  @inline(__always) func values(_ c: ExecutionContext, _ fp: Cell) throws -> [Value] {
    var all: [Value] = []
    all.reserveCapacity(count)
    var k = 0, nothing: UInt64 = 0
    while k < count {
      let v = try eval(k, c, fp)
      if case .void = v { nothing |= 1 << UInt64(k & 63) }
      all.append(v.orNull)
      k &+= 1
    }
    c.argumentsOfNothing = nothing
    return all
  }
}

/// A compiled body.
final class Code {
  let unit: Unit
  let frameSize: Int
  let mask: UInt64
  /// The body as one closure. In value mode its single output is left in `context.returned`.
  let body: Stmt
  /// Only the last statement can emit: that value is returned by `value` instead of being pushed to the sink.
  let value: Expr
  let hasValue: Bool
  /// Nothing in the body writes to the sink.
  let isSilent: Bool
  init(unit: Unit, body: @escaping Stmt, value: ExprBox? = nil, isSilent: Bool = false) {
    self.unit = unit
    frameSize = unit.count
    mask = unit.mask
    self.body = body
    if let value { self.value = value.f } else { self.value = { _, _ in .void } }
    hasValue = value != nil
    self.isSilent = isSilent
  }
}

// Where a variable lives: a slot of the current frame, or a fixed cell. Generic code below is specialised for both.
protocol Place { func at(_ fp: Cell) -> Cell }
struct SlotPlace: Place { let i: Int; @inline(__always) func at(_ fp: Cell) -> Cell { fp + i } }
struct CellPlace: Place { let p: Cell; @inline(__always) func at(_ fp: Cell) -> Cell { p } }

enum Location { case slot(Int), cell(Cell), dynamic }

@inline(__always) func readPlace(_ p: Cell, _ s: Symbol, _ c: ExecutionContext) throws -> Value {
  if p.tag < Tag.boxed { return p.pointee }
  return try readPlaceSlow(p, s, c)
}
/// As `readPlace`, for a variable about to be changed by an operator: where the code is a function's own, one that its scope has not yet
/// is nothing, whatever its callers have and however strict the session is.
@inline(__always) func readOwn(_ p: Cell, _ s: Symbol, _ site: OpSite, _ c: ExecutionContext) throws -> Value {
  if p.tag < Tag.boxed { return p.pointee }
  return p.isUnset && !site.readsOuter ? .null : try readPlaceSlow(p, s, c)
}
@inline(never) func readPlaceSlow(_ p: Cell, _ s: Symbol, _ c: ExecutionContext) throws -> Value {
  if case .boxed(let b) = p.pointee { return b.current }
  if p.isUnset { return try c.lookup(s) }
  // null, or what a command without output left
  return p.pointee
}

extension ExecutionContext {
  /// Value of a name seen from the current frame; null (or an error in strict mode) when there is none.
  @inline(never) func lookup(_ s: Symbol) throws -> Value {
    if let v = lookupSlow(s) { return v }
    return try strictVersion >= 1 ? missing(s) : .null
  }
  /// Strict mode refuses variables that are not there.
  @inline(never) func missing(_ s: Symbol) throws -> Value {
    throw TerminatingError("VariableIsUndefined", "The variable '$\(s.name)' cannot be retrieved because it has not been set.", .invalidOperation, target: .str(s.name))
  }
}
