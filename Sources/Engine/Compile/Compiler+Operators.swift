/// Operators: which form runs a binary or unary one. Numbers in slots have forms of their own (`FastArithmetic.swift`); the rest calls
/// `Operators` with the place for errors.
import Syntax

extension Compiler {
  func binary(_ e: BinaryExpressionAst) -> Expr {
    switch e.op {
    case .plus, .minus, .multiply, .divide, .rem, .band, .bor, .bxor, .shl, .shr: return arithmetic(e)
    case .and, .or:
      let t = condition(e)
      return { c, fp in .bool(try t(c, fp)) }
    case .xor:
      let a = condition(e.left), b = condition(e.right)
      return { c, fp in .bool(try a(c, fp) != b(c, fp)) }
    case .questionQuestion:
      let a = expression(e.left), b = expression(e.right)
      return { c, fp in let v = try a(c, fp); return v.isNull ? try b(c, fp) : v }
    case .dotDot:
      let a = expression(e.left), b = expression(e.right), extent = place(of: e)
      return { c, fp in
        let x = try a(c, fp), y = try b(c, fp)
        if case .int(let i) = x, case .int(let j) = y, abs(Int(j) - Int(i)) < 1 << 20 { return .array(Compiler.intRange(i, j)) }
        do { return try Operators.range(x, y, c) } catch { throw c.locate(error, extent) }
      }
    case .ieq, .ine, .ige, .igt, .ilt, .ile, .ilike, .inotlike, .imatch, .inotmatch, .icontains, .inotcontains, .iin, .inotin,
         .ceq, .cne, .cge, .cgt, .clt, .cle, .clike, .cnotlike, .cmatch, .cnotmatch, .ccontains, .cnotcontains, .cin, .cnotin:
      return comparison(e)
    case .is, .isNot, .as:
      if e.op != .as, let wrapped = wrapperTest(e) { return wrapped }
      let a = expression(e.left), b = expression(e.right), op = e.op, extent = place(of: e)
      // an array's type that is written out is asked for exactly: texts are no array of objects
      let asksExactly = e.op != .as && e.right.kind == .typeExpression
      return { c, fp in
        let x = try a(c, fp), y = try b(c, fp)
        if asksExactly, case .type(let t) = y, t.isArray { return .bool((TypeTable.typeOf(x.base) === t) == (op == .is)) }
        do { return try Operators.other(op, x, y, c) } catch { throw c.locate(error, extent) }
      }
    default:
      if e.right.kind == .arrayLiteral, let direct = listOperand(e) { return direct }
      let a = expression(e.left), b = expression(e.right), op = e.op, extent = place(of: e), sign = e.errorPosition
      return { c, fp in
        let x = try a(c, fp), y = try b(c, fp)
        do { return try Operators.other(op, x, y, c) } catch { throw c.locate(error, Compiler.isAboutArguments(error, of: op) ? sign : extent) }
      }
    }
  }
  /// What `-split` and `-replace` find wrong with the number and the kinds of what follows them is marked at the operator.
  private static func isAboutArguments(_ error: Error, of op: TokenKind) -> Bool {
    guard let r = (error as? TerminatingError)?.record else { return false }
    return switch op { case .isplit, .csplit: r.category != .operationStopped; default: r.errorId == "BadReplaceArgument" }
  }
  /// `-f a, b` and `-replace a, b`: the operands go to the operator one by one, without an array around them.
  private func listOperand(_ e: BinaryExpressionAst) -> Expr? {
    let elements = unsafeDowncast(e.right, to: ArrayLiteralAst.self).elements
    let extent = place(of: e)
    switch e.op {
    case .format:
      let a = expression(e.left)
      let items = ExprSequence(elements.map { ExprBox(expression($0)) })
      return { c, fp in
        let x = try a(c, fp)
        var values: [Value] = []
        values.reserveCapacity(items.count)
        var k = 0
        while k < items.count { values.append(try items.eval(k, c, fp).orNull); k &+= 1 }
        do { return try Operators.formatOperator(x, list: values, c) } catch { throw c.locate(error, extent) }
      }
    case .ireplace, .creplace:
      guard elements.count == 2 else { return nil }
      let a = expression(e.left), pattern = expression(elements[0]), substitute = expression(elements[1]), ignoreCase = e.op == .ireplace
      return { c, fp in
        let x = try a(c, fp), y = try pattern(c, fp), z = try substitute(c, fp)
        do { return try Operators.replace(x, y.orNull.base, by: z.orNull.base, ignoreCase: ignoreCase, c) } catch { throw c.locate(error, extent) }
      }
    default: return nil
    }
  }
  static func intRange(_ i: Int32, _ j: Int32) -> PSArray {
    let n = Int(abs(Int64(j) - Int64(i))) + 1
    let r = PSArray(capacity: n)
    if i <= j { var k = i; while true { r.append(.int(k)); if k == j { break }; k += 1 } }
    else { var k = i; while true { r.append(.int(k)); if k == j { break }; k -= 1 } }
    return r
  }

  func unary(_ e: UnaryExpressionAst) -> Expr {
    let extent = place(of: e), op = e.op
    switch op {
    case .plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus: return increment(e, wantsValue: true)
    case .not, .exclaim:
      let t = condition(e.child)
      return { c, fp in .bool(!(try t(c, fp))) }
    case .comma:
      let x = expression(e.child)
      return { c, fp in .array(PSArray([try x(c, fp).orNull])) }
    case .minus:
      if e.child.kind == .constant, case .int(let k) = unsafeDowncast(e.child, to: ConstantExpressionAst.self).value, k != Int32.min { return { _, _ in .int(-k) } }
      fallthrough
    default:
      let x = expression(e.child)
      return { c, fp in
        let v = try x(c, fp)
        do { return try Operators.unary(op, v, c) } catch { throw c.locate(error, extent) }
      }
    }
  }
}
