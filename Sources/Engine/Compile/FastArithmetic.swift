/// Arithmetic and comparison with the common cases inlined: int with int, double with double, operands in places.
///
/// Each form is written once, generic over operator and place, and forced inline so that every closure body is its own
/// specialised function. Anything else goes to `Operators` through `OpSite`, which knows the position for errors.
import Syntax

/// An operator in the source: what it is and where.
final class OpSite {
  let op: TokenKind
  let extent: Extent
  /// Of an operator that assigns: a variable the scope has not yet is that of its callers.
  let readsOuter: Bool
  init(_ op: TokenKind, _ extent: Extent, readsOuter: Bool = true) { self.op = op; self.extent = extent; self.readsOuter = readsOuter }
  @inline(never) func arithmetic(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    // an int that overflowed has become a double: sums go on as double and int
    let x: Double, y: Double
    switch (a, b) {
    case (.double(let i), .int(let j)): x = i; y = Double(j)
    case (.int(let i), .double(let j)): x = Double(i); y = j
    case (.double(let i), .double(let j)): x = i; y = j
    // a quotient that is no whole number
    case (.int(let i), .int(let j)) where op == .divide && j != 0 && Int(i) % Int(j) != 0: x = Double(i); y = Double(j)
    default: return try general(a, b, c)
    }
    switch op {
    case .plus: return .double(x + y)
    case .minus: return .double(x - y)
    case .multiply: return .double(x * y)
    case .divide: return .double(x / y)
    default: return try general(a, b, c)
    }
  }
  @inline(never) private func general(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    do { return try Operators.arithmetic(op, a, b, c) } catch { throw c.locate(error, extent) }
  }
  @inline(never) func comparison(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    do { return try Operators.comparison(op, a, b, c) } catch { throw c.locate(error, extent) }
  }
  @inline(never) func test(_ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Bool {
    Conversion.toBool(try comparison(a, b, c))
  }
}

protocol FastOp {
  static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool)
  static func double(_ x: Double, _ y: Double) -> Double
  static var hasDouble: Bool { get }
}
extension FastOp {
  @inline(__always) static func double(_ x: Double, _ y: Double) -> Double { 0 }
  @inline(__always) static var hasDouble: Bool { false }
}
enum AddOp: FastOp {
  @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { let r = x.addingReportingOverflow(y); return (r.partialValue, r.overflow) }
  @inline(__always) static func double(_ x: Double, _ y: Double) -> Double { x + y }
  @inline(__always) static var hasDouble: Bool { true }
}
enum SubOp: FastOp {
  @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { let r = x.subtractingReportingOverflow(y); return (r.partialValue, r.overflow) }
  @inline(__always) static func double(_ x: Double, _ y: Double) -> Double { x - y }
  @inline(__always) static var hasDouble: Bool { true }
}
enum MulOp: FastOp {
  @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { let r = x.multipliedReportingOverflow(by: y); return (r.partialValue, r.overflow) }
  @inline(__always) static func double(_ x: Double, _ y: Double) -> Double { x * y }
  @inline(__always) static var hasDouble: Bool { true }
}
enum DivOp: FastOp {
  @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { y > 0 && x % y == 0 ? (x / y, false) : (0, true) }
  @inline(__always) static func double(_ x: Double, _ y: Double) -> Double { x / y }
  @inline(__always) static var hasDouble: Bool { true }
}
enum RemOp: FastOp {
  @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { y > 0 ? (x % y, false) : (0, true) }
}
enum AndOp: FastOp { @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { (x & y, false) } }
enum OrOp: FastOp { @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { (x | y, false) } }
enum XorOp: FastOp { @inline(__always) static func int(_ x: Int32, _ y: Int32) -> (Int32, Bool) { (x ^ y, false) } }

protocol FastTest { static func test<T: Comparable>(_ x: T, _ y: T) -> Bool }
enum EqTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x == y } }
enum NeTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x != y } }
enum LtTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x < y } }
enum LeTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x <= y } }
enum GtTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x > y } }
enum GeTest: FastTest { @inline(__always) static func test<T: Comparable>(_ x: T, _ y: T) -> Bool { x >= y } }

@inline(__always) func placeConst<O: FastOp, P: Place>(_ o: O.Type, _ a: P, _ s: Symbol, _ k: Int32, _ site: OpSite) -> Expr {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { let (r, f) = O.int(p.rawInt, k); if !f { return .int(r) } }
    return try site.arithmetic(try readPlace(p, s, c), .int(k), c)
  }
}
@inline(__always) func placePlace<O: FastOp, P: Place, Q: Place>(_ o: O.Type, _ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ site: OpSite) -> Expr {
  { c, fp in
    let p = a.at(fp), q = b.at(fp)
    let x = p.tag, y = q.tag
    if x == Tag.int, y == Tag.int { let (r, f) = O.int(p.rawInt, q.rawInt); if !f { return .int(r) } }
    else if O.hasDouble, x == Tag.double, y == Tag.double { return .double(O.double(p.rawDouble, q.rawDouble)) }
    return try site.arithmetic(try readPlace(p, s, c), try readPlace(q, t, c), c)
  }
}
@inline(__always) func placeExpr<O: FastOp, P: Place>(_ o: O.Type, _ a: P, _ s: Symbol, _ b: @escaping Expr, _ site: OpSite) -> Expr {
  { c, fp in
    let first = a.at(fp)
    // a reference on the left is read before the right side runs, which may assign it
    if first.tag >= Tag.string { let xv = try readPlace(first, s, c); return try site.arithmetic(xv, try b(c, fp), c) }
    let xv = first.pointee
    let yv = try b(c, fp)
    if case .int(let x) = xv, case .int(let y) = yv { let (r, f) = O.int(x, y); if !f { return .int(r) } }
    else if O.hasDouble, case .double(let x) = xv, case .double(let y) = yv { return .double(O.double(x, y)) }
    return try site.arithmetic(xv, yv, c)
  }
}
@inline(__always) func exprConst<O: FastOp>(_ o: O.Type, _ a: @escaping Expr, _ k: Int32, _ site: OpSite) -> Expr {
  { c, fp in
    let xv = try a(c, fp)
    if case .int(let x) = xv { let (r, f) = O.int(x, k); if !f { return .int(r) } }
    return try site.arithmetic(xv, .int(k), c)
  }
}
@inline(__always) func exprPlace<O: FastOp, Q: Place>(_ o: O.Type, _ a: @escaping Expr, _ b: Q, _ t: Symbol, _ site: OpSite) -> Expr {
  { c, fp in
    let xv = try a(c, fp)
    let q = b.at(fp)
    if case .int(let x) = xv, q.tag == Tag.int { let (r, f) = O.int(x, q.rawInt); if !f { return .int(r) } }
    else if O.hasDouble, case .double(let x) = xv, q.tag == Tag.double { return .double(O.double(x, q.rawDouble)) }
    return try site.arithmetic(xv, try readPlace(q, t, c), c)
  }
}
/// `2.0 * $x`.
@inline(__always) func doublePlace<O: FastOp, Q: Place>(_ o: O.Type, _ x: Double, _ b: Q, _ t: Symbol, _ site: OpSite) -> Expr {
  { c, fp in
    let q = b.at(fp)
    if q.tag == Tag.double { return .double(O.double(x, q.rawDouble)) }
    return try site.arithmetic(.double(x), try readPlace(q, t, c), c)
  }
}
@inline(__always) func exprExpr<O: FastOp>(_ o: O.Type, _ a: @escaping Expr, _ b: @escaping Expr, _ site: OpSite) -> Expr {
  { c, fp in
    let xv = try a(c, fp), yv = try b(c, fp)
    if case .int(let x) = xv, case .int(let y) = yv { let (r, f) = O.int(x, y); if !f { return .int(r) } }
    else if O.hasDouble, case .double(let x) = xv, case .double(let y) = yv { return .double(O.double(x, y)) }
    return try site.arithmetic(xv, yv, c)
  }
}
@inline(__always) func testPlaceConst<O: FastTest, P: Place>(_ o: O.Type, _ a: P, _ s: Symbol, _ k: Int32, _ site: OpSite) -> Cond {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { return O.test(p.rawInt, k) }
    return try site.test(try readPlace(p, s, c), .int(k), c)
  }
}
@inline(__always) func testPlacePlace<O: FastTest, P: Place, Q: Place>(_ o: O.Type, _ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ site: OpSite) -> Cond {
  { c, fp in
    let p = a.at(fp), q = b.at(fp)
    let x = p.tag, y = q.tag
    if x == Tag.int, y == Tag.int { return O.test(p.rawInt, q.rawInt) }
    if x == Tag.double, y == Tag.double { return O.test(p.rawDouble, q.rawDouble) }
    return try site.test(try readPlace(p, s, c), try readPlace(q, t, c), c)
  }
}
@inline(__always) func testExprConst<O: FastTest>(_ o: O.Type, _ a: @escaping Expr, _ k: Int32, _ site: OpSite) -> Cond {
  { c, fp in
    let xv = try a(c, fp)
    if case .int(let x) = xv { return O.test(x, k) }
    return try site.test(xv, .int(k), c)
  }
}
@inline(__always) func testExprExpr<O: FastTest>(_ o: O.Type, _ a: @escaping Expr, _ b: @escaping Expr, _ site: OpSite) -> Cond {
  { c, fp in
    let xv = try a(c, fp), yv = try b(c, fp)
    if case .int(let x) = xv, case .int(let y) = yv { return O.test(x, y) }
    if case .double(let x) = xv, case .double(let y) = yv { return O.test(x, y) }
    return try site.test(xv, yv, c)
  }
}
/// `… -lt 4.0`.
@inline(__always) func testExprDouble<O: FastTest>(_ o: O.Type, _ a: @escaping Expr, _ k: Double, _ site: OpSite) -> Cond {
  { c, fp in
    let xv = try a(c, fp)
    if case .double(let x) = xv { return O.test(x, k) }
    return try site.test(xv, .double(k), c)
  }
}
/// A comparison as a value: like the tests above, but what else it may yield (an array filters) comes as it is.
@inline(__always) func compareExprConst<O: FastTest>(_ o: O.Type, _ a: @escaping Expr, _ k: Int32, _ site: OpSite) -> Expr {
  { c, fp in
    let xv = try a(c, fp)
    if case .int(let x) = xv { return .bool(O.test(x, k)) }
    return try site.comparison(xv, .int(k), c)
  }
}
@inline(__always) func compareExprExpr<O: FastTest>(_ o: O.Type, _ a: @escaping Expr, _ b: @escaping Expr, _ site: OpSite) -> Expr {
  { c, fp in
    let xv = try a(c, fp), yv = try b(c, fp)
    if case .int(let x) = xv, case .int(let y) = yv { return .bool(O.test(x, y)) }
    if case .double(let x) = xv, case .double(let y) = yv { return .bool(O.test(x, y)) }
    return try site.comparison(xv, yv, c)
  }
}

extension Compiler {
  /// A comparison as an expression.
  func comparison(_ e: BinaryExpressionAst) -> Expr {
    let site = OpSite(e.op, place(of: e))
    func form<O: FastTest>(_ o: O.Type) -> Expr {
      if let k = intConstant(e.right) { return compareExprConst(o, expression(e.left), k, site) }
      return compareExprExpr(o, expression(e.left), expression(e.right), site)
    }
    switch e.op {
    case .ieq, .ceq: return form(EqTest.self)
    case .ine, .cne: return form(NeTest.self)
    case .ilt, .clt: return form(LtTest.self)
    case .ile, .cle: return form(LeTest.self)
    case .igt, .cgt: return form(GtTest.self)
    case .ige, .cge: return form(GeTest.self)
    default:
      let a = expression(e.left), b = expression(e.right)
      return { c, fp in try site.comparison(try a(c, fp), try b(c, fp), c) }
    }
  }
  func arithmetic(_ e: BinaryExpressionAst) -> Expr {
    let site = OpSite(e.op, place(of: e))
    switch e.op {
    case .plus: return form(AddOp.self, e.left, e.right, site)
    case .minus: return form(SubOp.self, e.left, e.right, site)
    case .multiply: return form(MulOp.self, e.left, e.right, site)
    case .divide: return form(DivOp.self, e.left, e.right, site)
    case .rem: return form(RemOp.self, e.left, e.right, site)
    case .band: return form(AndOp.self, e.left, e.right, site)
    case .bor: return form(OrOp.self, e.left, e.right, site)
    case .bxor: return form(XorOp.self, e.left, e.right, site)
    default:
      let a = expression(e.left), b = expression(e.right)
      return { c, fp in try site.arithmetic(try a(c, fp), try b(c, fp), c) }
    }
  }
  private func form<O: FastOp>(_ o: O.Type, _ a: ExpressionAst, _ b: ExpressionAst, _ site: OpSite) -> Expr {
    let la = place(a), lb = place(b)
    let k = intConstant(b)
    if O.hasDouble, let x = doubleConstant(a) {
      switch lb?.0 {
      case .slot(let j)?: return doublePlace(o, x, SlotPlace(i: j), lb!.1, site)
      case .cell(let q)?: return doublePlace(o, x, CellPlace(p: q), lb!.1, site)
      default: break
      }
    }
    switch (la?.0, lb?.0) {
    case (.slot(let i)?, .slot(let j)?): return placePlace(o, SlotPlace(i: i), la!.1, SlotPlace(i: j), lb!.1, site)
    case (.cell(let p)?, .cell(let q)?): return placePlace(o, CellPlace(p: p), la!.1, CellPlace(p: q), lb!.1, site)
    case (.slot(let i)?, _): return k != nil ? placeConst(o, SlotPlace(i: i), la!.1, k!, site) : placeExpr(o, SlotPlace(i: i), la!.1, expression(b), site)
    case (.cell(let p)?, _): return k != nil ? placeConst(o, CellPlace(p: p), la!.1, k!, site) : placeExpr(o, CellPlace(p: p), la!.1, expression(b), site)
    case (_, .slot(let j)?): return exprPlace(o, expression(a), SlotPlace(i: j), lb!.1, site)
    case (_, .cell(let q)?): return exprPlace(o, expression(a), CellPlace(p: q), lb!.1, site)
    default: return k != nil ? exprConst(o, expression(a), k!, site) : exprExpr(o, expression(a), expression(b), site)
    }
  }
  /// A comparison as a condition, when it is one of the six; nil otherwise.
  func fastTest(_ e: BinaryExpressionAst) -> CondBox? {
    let site = OpSite(e.op, place(of: e))
    switch e.op {
    case .ieq, .ceq: return CondBox(test(EqTest.self, e.left, e.right, site))
    case .ine, .cne: return CondBox(test(NeTest.self, e.left, e.right, site))
    case .ilt, .clt: return CondBox(test(LtTest.self, e.left, e.right, site))
    case .ile, .cle: return CondBox(test(LeTest.self, e.left, e.right, site))
    case .igt, .cgt: return CondBox(test(GtTest.self, e.left, e.right, site))
    case .ige, .cge: return CondBox(test(GeTest.self, e.left, e.right, site))
    default: return nil
    }
  }
  private func test<O: FastTest>(_ o: O.Type, _ a: ExpressionAst, _ b: ExpressionAst, _ site: OpSite) -> Cond {
    if let (la, s) = place(a) {
      if let k = intConstant(b) {
        switch la { case .slot(let i): return testPlaceConst(o, SlotPlace(i: i), s, k, site); case .cell(let p): return testPlaceConst(o, CellPlace(p: p), s, k, site); default: break }
      }
      if let (lb, t) = place(b) {
        switch (la, lb) {
        case (.slot(let i), .slot(let j)): return testPlacePlace(o, SlotPlace(i: i), s, SlotPlace(i: j), t, site)
        case (.cell(let p), .cell(let q)): return testPlacePlace(o, CellPlace(p: p), s, CellPlace(p: q), t, site)
        default: break
        }
      }
    }
    if let k = intConstant(b) { return testExprConst(o, expression(a), k, site) }
    if let k = doubleConstant(b) { return testExprDouble(o, expression(a), k, site) }
    return testExprExpr(o, expression(a), expression(b), site)
  }
  /// The place of a plain variable; nil for anything else.
  func place(_ e: ExpressionAst) -> (Location, Symbol)? {
    guard e.kind == .variable else { return nil }
    let v = unsafeDowncast(e, to: VariableExpressionAst.self)
    guard !v.splatted, constantVariable(v.path) == nil, !isOfOwnScope(v.path) else { return nil }
    // these two are known, not stored
    if blockInput != .outer, v.path.scope == .none, v.path.name.equalsIgnoringCase("input") { return nil }
    if v.path.name == "?" || (unit.kind == .global || isInBlock) && v.path.name.equalsIgnoringCase("MyInvocation") { return nil }
    let s = Symbol.of(v.path.name.equalsIgnoringCase("PSItem") ? "_" : v.path.name)
    let l = locate(v.path, s)
    if case .dynamic = l { return nil }
    return (l, s)
  }
  private func doubleConstant(_ e: ExpressionAst) -> Double? {
    if e.kind == .constant, case .double(let k) = unsafeDowncast(e, to: ConstantExpressionAst.self).value { return k }
    return nil
  }
  func intConstant(_ e: ExpressionAst) -> Int32? {
    if e.kind == .constant, case .int(let k) = unsafeDowncast(e, to: ConstantExpressionAst.self).value { return k }
    return nil
  }
}
