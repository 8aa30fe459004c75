/// Operators: C#'s promotions and sentences, operators of classes, concatenation.
import Engine
import NetTypes

extension BodyCompiler {
  private func cannot(_ op: String, _ a: Code, _ b: Code, _ e: Expression) -> Code {
    if a.form.isFailure || b.form.isFailure { return .failed() }
    func name(_ c: Code) -> String {
      switch c.form {
      case .null: "<null>"
      case .lambda: "lambda expression"
      case .methods: "method group"
      case .defaultLiteral: "default"
      default: Text.fullName(c.type)
      }
    }
    return fail(19, "Operator '\(op)' cannot be applied to operands of type '\(name(a))' and '\(name(b))'", e.start)
  }

  func binary(_ op: String, _ x: Expression, _ y: Expression, _ e: Expression) -> Code {
    switch op {
    case "&&", "||": return logical(op, x, y, e)
    case "??": return coalesce(x, y, e)
    default: break
    }
    var a = expression(x), b = expression(y, wants: a.type.isEnum ? a.type : nil)
    if case .methods = a.form, op == "==" || op == "!=" || op == "+" || op == "-" { a = value(a, x) }
    if case .targetTyped = a.form { a = value(a, x) }
    if case .targetTyped = b.form { b = value(b, y) }
    if case .type(let t) = a.form { return fail(119, "'\(Text.shortName(t))' is a type, which is not valid in the given context", x.start) }
    if case .defaultLiteral = b.form { b = convert(b, to: a.type, y) }
    return binary(op, a, b, e, x, y)
  }
  func binary(_ op: String, _ a: Code, _ b: Code, _ e: Expression, _ x: Expression, _ y: Expression) -> Code {
    if a.form.isFailure || b.form.isFailure { return .failed() }
    if a.type === Types.void || b.type === Types.void { return cannot(op, a, b, e) }
    if let c = userOperator(op, a, b, e, x, y) { return c }
    if op == "+", a.type === TypeTable.string || b.type === TypeTable.string { return concatenate(a, b, e) }
    if op == "==" || op == "!=" { if let c = equality(op, a, b, e) { return c } }
    if Types.isOpen(a.type) || Types.isOpen(b.type), a.type === Types.dynamic || b.type === Types.dynamic { return late(op, a, b) }
    if (op == "+" || op == "-"), Types.isDelegate(a.type), !isNull(a) || !isNull(b) {
      switch b.form { case .lambda, .methods, .null: return combine(op, a, convert(b, to: a.type, y), a.type); default: if Types.isDelegate(b.type) { return combine(op, a, b, a.type) } }
    }
    if let c = enumeration(op, a, b, e) { return c }
    if ["&", "|", "^"].contains(op), (Types.nullable(a.type) ?? a.type) === TypeTable.bool, (Types.nullable(b.type) ?? b.type) === TypeTable.bool, a.type === b.type, a.type === TypeTable.bool {
      let p = a.bools, q = b.bools
      switch op {
      case "&": return Code(bool: { f in let l = try p(f), r = try q(f); return l && r })
      case "|": return Code(bool: { f in let l = try p(f), r = try q(f); return l || r })
      default: return Code(bool: { f in try p(f) != q(f) })
      }
    }
    // int? + int?
    if Types.nullable(a.type) != nil || Types.nullable(b.type) != nil || isNull(a) || isNull(b),
      let p = Num(of: Types.nullable(a.type) ?? (isNull(a) ? Types.nullable(b.type) ?? b.type : a.type)),
      let q = Num(of: Types.nullable(b.type) ?? (isNull(b) ? Types.nullable(a.type) ?? a.type : b.type)), let kind = Num.meeting(p, q)
    {
      return lifted(op, a, b, kind)
    }
    if let c = shellOperator(op, a, b) { return c }
    guard let p = Num(of: a.type), let q = Num(of: b.type) else { return cannot(op, a, b, e) }
    if op == "<<" || op == ">>" { return shift(op, a, b, p, q, e) }
    // a constant of int fits beside ulong when it is not negative
    var kind = Num.meeting(p, q)
    if kind == nil { if p == .ulong, let v = b.constant, Numbers.integer(v) >= 0 { kind = .ulong } else if q == .ulong, let v = a.constant, Numbers.integer(v) >= 0 { kind = .ulong } }
    if kind == .long, p == .uint && q == .int || p == .int && q == .uint, let v = (q == .int ? b : a).constant, Numbers.integer(v) >= 0 { kind = .uint }
    guard let kind else { return cannot(op, a, b, e) }
    if !kind.isInteger, ["&", "|", "^"].contains(op) { return cannot(op, a, b, e) }
    return numeric(op, a, b, kind, e, y)
  }

  private func numeric(_ op: String, _ a: Code, _ b: Code, _ kind: Num, _ e: Expression, _ y: Expression) -> Code {
    let isComparison = ["<", ">", "<=", ">=", "==", "!="].contains(op), checked = isChecked
    if let v = a.constant, let w = b.constant {
      if isComparison { let c = Numbers.compare(v, w, kind); return Code(constant: .bool(BodyCompiler.holds(op, c)), TypeTable.bool) }
      do {
        if (op == "/" || op == "%"), kind.isInteger || kind == .decimal, Numbers.integer(w) == 0, Numbers.real(w) == 0 { return fail(20, "Division by constant zero", e.start) }
        let isStrict = kind.isInteger && !isUnchecked
        return Code(constant: try Numbers.arithmetic(op, try Numbers.convert(v, to: kind), try Numbers.convert(w, to: kind), kind, isChecked: isStrict), kind.type)
      } catch { return fail(220, "The operation overflows at compile time in checked mode", e.start) }
    }
    if (op == "/" || op == "%"), kind.isInteger, let w = b.constant, Numbers.integer(w) == 0 { return fail(20, "Division by constant zero", y.start) }
    if kind == .int {
      let p = a.ints, q = b.ints
      // with a constant on the right, the commonest form
      if isComparison {
        if let w = b.constant, case .int(let k) = w {
          switch op {
          case "<": return Code(bool: { f in try p(f) < k })
          case ">": return Code(bool: { f in try p(f) > k })
          case "<=": return Code(bool: { f in try p(f) <= k })
          case ">=": return Code(bool: { f in try p(f) >= k })
          case "==": return Code(bool: { f in try p(f) == k })
          default: return Code(bool: { f in try p(f) != k })
          }
        }
        switch op {
        case "<": return Code(bool: { f in try p(f) < q(f) })
        case ">": return Code(bool: { f in try p(f) > q(f) })
        case "<=": return Code(bool: { f in try p(f) <= q(f) })
        case ">=": return Code(bool: { f in try p(f) >= q(f) })
        case "==": return Code(bool: { f in try p(f) == q(f) })
        default: return Code(bool: { f in try p(f) != q(f) })
        }
      }
      if checked, ["+", "-", "*"].contains(op) {
        return Code(int: { f in
          let x = try p(f), y = try q(f)
          let (r, o) = op == "+" ? x.addingReportingOverflow(y) : op == "-" ? x.subtractingReportingOverflow(y) : x.multipliedReportingOverflow(by: y)
          if o { throw Runtime.overflow() }
          return r
        })
      }
      switch op {
      case "+":
        if let w = b.constant, case .int(let k) = w { return Code(int: { f in try p(f) &+ k }) }
        return Code(int: { f in try p(f) &+ q(f) })
      case "-": return Code(int: { f in try p(f) &- q(f) })
      case "*": return Code(int: { f in try p(f) &* q(f) })
      case "&": return Code(int: { f in try p(f) & q(f) })
      case "|": return Code(int: { f in try p(f) | q(f) })
      case "^": return Code(int: { f in try p(f) ^ q(f) })
      default:
        let isDivision = op == "/"
        return Code(int: { f in
          let x = try p(f), y = try q(f)
          if y == 0 { throw Runtime.divideByZero() }
          if y == -1 { if isDivision { if x == .min { throw Runtime.overflow() }; return -x }; return 0 }
          return isDivision ? x / y : x % y
        })
      }
    }
    let p = a.run, q = b.run
    if isComparison { return Code(bool: { f in BodyCompiler.holds(op, Numbers.compare(try p(f), try q(f), kind)) }) }
    if kind == .double {
      switch op {
      case "+": return Code(TypeTable.double) { f in .double(Numbers.real(try p(f)) + Numbers.real(try q(f))) }
      case "-": return Code(TypeTable.double) { f in .double(Numbers.real(try p(f)) - Numbers.real(try q(f))) }
      case "*": return Code(TypeTable.double) { f in .double(Numbers.real(try p(f)) * Numbers.real(try q(f))) }
      default: break
      }
    }
    if kind == .long, !checked {
      func long(_ v: Value) -> Int64 { switch v { case .long(let n): n; case .int(let n): Int64(n); default: Int64(truncatingIfNeeded: Numbers.integer(v)) } }
      switch op {
      case "+": return Code(TypeTable.long) { f in .long(long(try p(f)) &+ long(try q(f))) }
      case "-": return Code(TypeTable.long) { f in .long(long(try p(f)) &- long(try q(f))) }
      case "*": return Code(TypeTable.long) { f in .long(long(try p(f)) &* long(try q(f))) }
      default: break
      }
    }
    return Code(kind.type) { f in try Numbers.arithmetic(op, try p(f), try q(f), kind, isChecked: checked) }
  }
  static func holds(_ op: String, _ c: Int?) -> Bool {
    guard let c else { return op == "!=" }
    switch op { case "<": return c < 0; case ">": return c > 0; case "<=": return c <= 0; case ">=": return c >= 0; case "==": return c == 0; default: return c != 0 }
  }
  private func shift(_ op: String, _ a: Code, _ b: Code, _ p: Num, _ q: Num, _ e: Expression) -> Code {
    guard p.isInteger, q.widens(to: .int) else { return cannot(op, a, b, e) }
    let kind: Num = p.rawValue < Num.int.rawValue || p == .char ? .int : p, left = op == "<<"
    if let v = a.constant, let w = b.constant { return Code(constant: Numbers.shift(left, v, by: Int(Numbers.integer(w)), kind), kind.type) }
    let x = a.run, n = b.ints
    if kind == .int { let i = a.ints; return Code(int: { f in let v = try i(f), k = try n(f) & 31; return left ? v &<< k : v &>> k }) }
    return Code(kind.type) { f in let v = try x(f); return Numbers.shift(left, v, by: Int(try n(f)), kind) }
  }
  private func lifted(_ op: String, _ a: Code, _ b: Code, _ kind: Num) -> Code {
    let p = a.run, q = b.run, checked = isChecked
    if ["<", ">", "<=", ">=", "==", "!="].contains(op) {
      return Code(bool: { f in
        let x = try p(f), y = try q(f)
        if x.isNull || y.isNull { return op == "==" ? x.isNull && y.isNull : op == "!=" ? x.isNull != y.isNull : false }
        return BodyCompiler.holds(op, Numbers.compare(x, y, kind))
      })
    }
    return Code(Types.makeNullable(kind.type)) { f in
      let x = try p(f), y = try q(f)
      if x.isNull || y.isNull { return .null }
      return try Numbers.arithmetic(op, try Numbers.convert(x, to: kind), try Numbers.convert(y, to: kind), kind, isChecked: checked)
    }
  }

  // MARK: Text

  func concatenate(_ a: Code, _ b: Code, _ e: Expression) -> Code {
    if case .methods = a.form { return cannot("+", a, b, e) }
    if case .methods = b.form { return cannot("+", a, b, e) }
    if case .lambda = b.form { return cannot("+", a, b, e) }
    if let x = a.constant, let y = b.constant, a.type === TypeTable.string, b.type === TypeTable.string { return Code(constant: .str(Text.string(x) + Text.string(y)), TypeTable.string) }
    let p = a.run, q = b.run
    return Code(TypeTable.string) { f in
      let x = try p(f), y = try q(f)
      return .str(Text.string(x) + Text.string(y))
    }
  }

  // MARK: Equality, logic

  private func equality(_ op: String, _ a: Code, _ b: Code, _ e: Expression) -> Code? {
    let negated = op == "!="
    func code(_ test: @escaping (Value, Value) throws -> Bool) -> Code {
      let p = a.run, q = b.run
      return Code(bool: { f in let x = try p(f), y = try q(f); return try test(x, y) != negated })
    }
    if isNull(a) || isNull(b) {
      let other = isNull(a) ? b : a
      if other.type.isValueType, Types.nullable(other.type) == nil, !isNull(other) {
        return Num(of: other.type) != nil || other.type === TypeTable.bool || other.type.isEnum
          ? Code(bool: { f in
            _ = try other.run(f); return negated
          }) : cannot(op, a, b, e)
      }
      let run = other.run
      return Code(bool: { f in try run(f).isNull != negated })
    }
    if case .methods = b.form { return cannot(op, a, b, e) }
    if case .lambda = b.form { return cannot(op, a, b, e) }
    if a.type === TypeTable.string, b.type === TypeTable.string {
      if let x = a.constant, let y = b.constant { return Code(constant: .bool((Text.string(x) == Text.string(y)) != negated), TypeTable.bool) }
      return code { x, y in
        if case .string(let s) = x, case .string(let t) = y { return s === t || s.string == t.string }
        return x.isNull && y.isNull
      }
    }
    let x = Types.nullable(a.type) ?? a.type, y = Types.nullable(b.type) ?? b.type
    if x === TypeTable.bool, y === TypeTable.bool {
      if a.type === b.type, a.type === TypeTable.bool { let p = a.bools, q = b.bools; return Code(bool: { f in (try p(f) == q(f)) != negated }) }
      return code { Runtime.equals($0, $1) }
    }
    if x.isEnum, y.isEnum || b.constant != nil {
      return x === y || b.constant.map { Numbers.integer($0) == 0 } ?? false
        ? code { l, r in l.isNull || r.isNull ? l.isNull && r.isNull : Numbers.integer(l) == Numbers.integer(r) } : cannot(op, a, b, e)
    }
    if y.isEnum, a.constant.map({ Numbers.integer($0) == 0 }) ?? false { return code { Numbers.integer($0) == Numbers.integer($1) } }
    if Num(of: x) != nil || Num(of: y) != nil {
      return Num(of: x) != nil && Num(of: y) != nil || Types.isOpen(x) || Types.isOpen(y)
        ? (Types.isOpen(x) || Types.isOpen(y) ? late(op, a, b) : nil) : cannot(op, a, b, e)
    }
    if a.type === Types.dynamic || b.type === Types.dynamic { return late(op, a, b) }
    if Types.isDelegate(x), Types.isDelegate(y) { return code { Runtime.same($0, $1) } }
    if x.isValueType || y.isValueType {
      if x === y, ClassSymbol.of(x) == nil { return code { Runtime.equals($0, $1) } }
      return cannot(op, a, b, e)
    }
    // references of types that have nothing in common are a mistake
    if case .none = explicit(a.type, b.type), case .none = explicit(b.type, a.type) { return cannot(op, a, b, e) }
    if x === y, ["System.Version", "System.Uri", "System.Management.Automation.SemanticVersion", "System.Type"].contains(x.fullName) { return code { Runtime.equals($0, $1) } }
    if a.type === TypeTable.string || b.type === TypeTable.string || a.type === TypeTable.object || b.type === TypeTable.object { return code { Runtime.reference($0, $1) } }
    return code { Runtime.same($0, $1) }
  }
  private func logical(_ op: String, _ x: Expression, _ y: Expression, _ e: Expression) -> Code {
    let a = value(expression(x), x), b = value(expression(y), y)
    if a.form.isFailure || b.form.isFailure { return .failed() }
    func isBool(_ c: Code) -> Bool { c.type === TypeTable.bool || c.type === Types.dynamic }
    guard isBool(a) || converts(a, to: TypeTable.bool), isBool(b) || converts(b, to: TypeTable.bool), !isNull(a), !isNull(b) else { return cannot(op, a, b, e) }
    let p = convert(a, to: TypeTable.bool, x).bools, q = convert(b, to: TypeTable.bool, y).bools
    if let v = a.constant, let w = b.constant, case .bool(let l) = v, case .bool(let r) = w { return Code(constant: .bool(op == "&&" ? l && r : l || r), TypeTable.bool) }
    return op == "&&" ? Code(bool: { f in try p(f) ? try q(f) : false }) : Code(bool: { f in try p(f) ? true : try q(f) })
  }
  private func coalesce(_ x: Expression, _ y: Expression, _ e: Expression) -> Code {
    let a = value(expression(x), x)
    if a.form.isFailure { return a }
    let inner = Types.nullable(a.type)
    if a.type.isValueType, inner == nil { return cannot("??", a, value(expression(y), y), e) }
    let b = expression(y, wants: inner ?? a.type)
    let type: NetType, right: Code
    if isNull(a) { right = value(b, y); type = right.type }
    else if let inner, converts(b, to: inner) { type = inner; right = convert(b, to: inner, y) }
    else if converts(b, to: a.type) { type = a.type; right = convert(b, to: a.type, y) }
    else if !b.form.isFailure, converts(a, to: b.type) { type = b.type; right = b }
    else { return cannot("??", a, b, e) }
    let left = inner != nil && type === inner ? Code(type, a.run) : convert(a, to: type, x)
    let p = left.run, q = right.run
    return Code(type) { f in
      let v = try p(f)
      return v.isNull ? try q(f) : v
    }
  }

  // MARK: Enums, delegates, classes

  private func enumeration(_ op: String, _ a: Code, _ b: Code, _ e: Expression) -> Code? {
    let x = Types.nullable(a.type) ?? a.type, y = Types.nullable(b.type) ?? b.type
    guard x.isEnum || y.isEnum else { return nil }
    let t = x.isEnum ? x : y, p = a.run, q = b.run
    switch op {
    case "|", "&", "^":
      guard x === y || b.constant.map({ Numbers.integer($0) == 0 }) ?? false || a.constant.map({ Numbers.integer($0) == 0 }) ?? false else { return cannot(op, a, b, e) }
      func combined(_ v: Value, _ w: Value) -> Value {
        let l = Int64(truncatingIfNeeded: Numbers.integer(v)), r = Int64(truncatingIfNeeded: Numbers.integer(w))
        return .other(PSEnum(t, op == "|" ? l | r : op == "&" ? l & r : l ^ r))
      }
      if let v = a.constant, let w = b.constant { return Code(constant: combined(v, w), t) }
      return Code(t) { f in combined(try p(f), try q(f)) }
    case "<", ">", "<=", ">=":
      guard x === y else { return cannot(op, a, b, e) }
      return Code(bool: { f in BodyCompiler.holds(op, Numbers.compare(try p(f), try q(f), .long)) })
    case "+" where x.isEnum != y.isEnum && Num(of: x.isEnum ? y : x) != nil, "-" where x.isEnum && Num(of: y) != nil:
      return Code(t) { f in
        let l = Int64(truncatingIfNeeded: Numbers.integer(try p(f))), r = Int64(truncatingIfNeeded: Numbers.integer(try q(f)))
        return .other(PSEnum(t, op == "+" ? l &+ r : l &- r))
      }
    case "-" where x === y:
      let k = Num(of: Types.underlying(t)) ?? .int
      return Code(k.type) { f in Numbers.value(Numbers.integer(try p(f)) - Numbers.integer(try q(f)), k) }
    default: return cannot(op, a, b, e)
    }
  }
  func combine(_ op: String, _ a: Code, _ b: Code, _ t: NetType) -> Code {
    let p = a.run, q = b.run
    return Code(t) { f in Delegates.combine(op == "+", try p(f), try q(f), t) }
  }
  private func userOperator(_ op: String, _ a: Code, _ b: Code, _ e: Expression, _ x: Expression, _ y: Expression) -> Code? {
    guard let name = OperatorNames.method(op, 2) else { return nil }
    var all: [MethodSymbol] = []
    for t in [a.type, b.type] {
      let u = Types.nullable(t) ?? t
      for s in ClassSymbol.of(u)?.chain ?? [] { for m in s.methods where m.name == name && !all.contains(where: { $0 === m }) { all.append(m) } }
    }
    if all.isEmpty { return nil }
    let arguments = [Bound(a, x), Bound(b, y)]
    guard let best = choose(all.map { .method($0, in: $0.owner.type) }, arguments, quiet: true) else { return nil }
    return emit(best, nil, arguments, e)
  }
  /// Dates, spans and other types whose operators the shell knows.
  private func shellOperator(_ op: String, _ a: Code, _ b: Code) -> Code? {
    func isShells(_ t: NetType) -> Bool { Num(of: t) == nil && t !== TypeTable.string && t !== TypeTable.object && ClassSymbol.of(t) == nil && t.category == .struct }
    let p = a.run, q = b.run
    let names = (a.type.fullName, b.type.fullName)
    guard
      isShells(a.type) || isShells(b.type)
        || ["<", ">", "<=", ">="].contains(op) && a.type === b.type && ["System.Version", "System.Management.Automation.SemanticVersion"].contains(names.0)
    else { return nil }
    if ["<", ">", "<=", ">="].contains(op), a.type === b.type { return Code(bool: { f in BodyCompiler.holds(op, try Conversion.compare(try p(f), try q(f), ignoreCase: false)) }) }
    let result: NetType
    switch (names.0, op, names.1) {
    case ("System.DateTime", "-", "System.DateTime"), ("System.TimeSpan", "+", "System.TimeSpan"), ("System.TimeSpan", "-", "System.TimeSpan"),
      ("System.DateTimeOffset", "-", "System.DateTimeOffset"):
      result = TypeTable.timespan
    case ("System.DateTime", "+", "System.TimeSpan"), ("System.DateTime", "-", "System.TimeSpan"): result = TypeTable.datetime
    case ("System.TimeSpan", "*", _), ("System.TimeSpan", "/", _), (_, "*", "System.TimeSpan"): result = names.1 == "System.TimeSpan" && op == "/" ? TypeTable.double : TypeTable.timespan
    case ("System.Numerics.BigInteger", _, _), (_, _, "System.Numerics.BigInteger"): result = TypeTable.bigInteger
    case ("System.DateTimeOffset", _, "System.TimeSpan"): result = a.type
    default: return nil
    }
    return Code(result) { f in try Runtime.unwrapped { try Operators.arithmetic(Runtime.kind(op), try p(f), try q(f), f.context) } }
  }
  private func late(_ op: String, _ a: Code, _ b: Code) -> Code {
    let p = a.run, q = b.run
    if ["==", "!=", "<", ">", "<=", ">="].contains(op) { return Code(bool: { f in try Runtime.lateComparison(op, try p(f), try q(f)) }) }
    return Code(Types.dynamic) { f in try Runtime.lateArithmetic(op, try p(f), try q(f), f.context) }
  }

  // MARK: Unary

  func unary(_ op: String, _ x: Expression, _ e: Expression) -> Code {
    if op == "++" || op == "--" { return step(op, x, e, isPostfix: false) }
    // the one number that only exists with its sign
    if op == "-", case .literal(.integer(let n, let suffix)) = x.kind, !x.isParenthesised {
      if n == 2_147_483_648, suffix.isEmpty { return Code(constant: .int(.min), TypeTable.int) }
      if n == 9_223_372_036_854_775_808, suffix.isEmpty || suffix == "l" { return Code(constant: .long(.min), TypeTable.long) }
    }
    if op == "^" { return unsupported("indexes from the end here", e.start) }
    let a = value(expression(x), x)
    if a.form.isFailure { return a }
    if let name = OperatorNames.method(op, 1), let s = ClassSymbol.of(a.type) {
      let all = s.chain.flatMap { $0.methods }.filter { $0.name == name }
      if let best = choose(all.map { .method($0, in: $0.owner.type) }, [Bound(a, x)], quiet: true) { return emit(best, nil, [Bound(a, x)], e) }
    }
    let run = a.run
    switch op {
    case "!":
      if a.type === TypeTable.bool || a.type === Types.dynamic || converts(a, to: TypeTable.bool) && ClassSymbol.of(a.type) == nil && Types.nullable(a.type) == nil {
        let b = convert(a, to: TypeTable.bool, x)
        if let v = b.constant, case .bool(let c) = v { return Code(constant: .bool(!c), TypeTable.bool) }
        let test = b.bools
        return Code(bool: { f in try !test(f) })
      }
    case "~":
      if a.type.isEnum {
        let t = a.type
        return Code(t) { f in .other(PSEnum(t, ~Int64(truncatingIfNeeded: Numbers.integer(try run(f))))) }.folded(a, t) {
          .other(PSEnum(t, ~Int64(truncatingIfNeeded: Numbers.integer($0))))
        }
      }
      if let n = Num(of: a.type), n.isInteger {
        let k: Num = n.rawValue < Num.int.rawValue || n == .char ? .int : n
        if let v = a.constant { return Code(constant: Numbers.value(~Numbers.integer(v), k), k.type) }
        if k == .int { let i = a.ints; return Code(int: { f in ~(try i(f)) }) }
        return Code(k.type) { f in Numbers.value(~Numbers.integer(try run(f)), k) }
      }
    default:
      let inner = Types.nullable(a.type) ?? a.type
      if a.type === Types.dynamic { return Code(a.type) { f in try Runtime.lateArithmetic(op, .int(0), try run(f), f.context) } }
      if a.type === TypeTable.timespan, op == "-" { return Code(a.type) { f in try Operators.arithmetic(.minus, .timespan(.init(ticks: 0)), try run(f), f.context) } }
      if let n = Num(of: inner), !(op == "-" && n == .ulong) {
        let k: Num = op == "-" && n == .uint ? .long : n.rawValue < Num.int.rawValue || n == .char ? .int : n, checked = isChecked
        if let v = a.constant {
          if let w = op == "+" ? try? Numbers.convert(v, to: k) : try? Numbers.negated(v, k, isChecked: true) { return Code(constant: w, k.type) }
          return fail(220, "The operation overflows at compile time in checked mode", e.start)
        }
        if Types.nullable(a.type) != nil {
          return Code(Types.makeNullable(k.type)) { f in
            let v = try run(f); return v.isNull ? .null : op == "+" ? v : try Numbers.negated(v, k, isChecked: checked)
          }
        }
        if op == "+" { return Code(k.type) { f in try Numbers.convert(try run(f), to: k) } }
        if k == .int, !checked { let i = a.ints; return Code(int: { f in 0 &- (try i(f)) }) }
        return Code(k.type) { f in try Numbers.negated(try run(f), k, isChecked: checked) }
      }
    }
    return fail(23, "Operator '\(op)' cannot be applied to operand of type '\(isNull(a) ? "<null>" : Text.fullName(a.type))'", e.start)
  }
}

extension Code {
  func folded(_ a: Code, _ t: NetType, _ f: (Value) -> Value) -> Code { a.constant.map { Code(constant: f($0), t) } ?? self }
}
