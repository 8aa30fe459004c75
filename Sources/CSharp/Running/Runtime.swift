/// What compiled code asks for while it runs: errors of .NET, equality, casts, calls of what is known only then.
import Engine
import NetTypes
import Primitives
import Syntax

enum Runtime {
  static func error(_ type: String, _ message: String, param: String? = nil) -> TerminatingError { netError(type, message, param: param) }
  static func nullReference() -> TerminatingError { error("System.NullReferenceException", "Object reference not set to an instance of an object.") }
  static func indexRange() -> TerminatingError { error("System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
  static func listRange() -> TerminatingError { error("System.ArgumentOutOfRangeException", "Index was out of range. Must be non-negative and less than the size of the collection.", param: "index") }
  static func divideByZero() -> TerminatingError { error("System.DivideByZeroException", "Attempted to divide by zero.") }
  static func overflow() -> TerminatingError { error("System.OverflowException", "Arithmetic operation resulted in an overflow.") }
  static func invalidCast(_ v: Value, _ t: NetType) -> TerminatingError {
    error("System.InvalidCastException", "Unable to cast object of type '\(Text.clrName(TypeTable.typeOf(v.base)))' to type '\(Text.clrName(t))'.")
  }

  /// Throws an exception object.
  static func raise(_ v: Value) -> Error {
    guard let x = exception(v) else { return nullReference() }
    let r = ErrorRecord(x, id: x.type.name)
    return TerminatingError(r)
  }
  static func exception(_ v: Value) -> PSException? {
    switch v.base {
    case .other(let r): return r as? PSException
    case .object(let o): return o.exception
    default: return nil
    }
  }

  /// Reference equality for classes, equality of values for everything else: what `Equals` gives.
  static func equals(_ a: Value, _ b: Value) -> Bool {
    let a = a.base, b = b.base
    switch (a, b) {
    case (.int(let x), .int(let y)): return x == y
    case (.string(let x), .string(let y)): return x === y || x.string == y.string
    default: break
    }
    if a.isNull || b.isNull { return a.isNull && b.isNull }
    // boxed numbers are equal only when their types are
    if let x = Num(of: TypeTable.typeOf(a)), let y = Num(of: TypeTable.typeOf(b)), x != y { return false }
    return netEquals(a, b)
  }
  static func same(_ a: Value, _ b: Value) -> Bool {
    let a = a.base, b = b.base
    if a.isNull || b.isNull { return a.isNull && b.isNull }
    switch (a, b) {
    case (.string(let x), .string(let y)): return x === y || x.string == y.string
    case (.array(let x), .array(let y)): return x === y
    case (.hash(let x), .hash(let y)): return x === y
    case (.object(let x), .object(let y)): return x === y
    case (.other(let x), .other(let y)): return x === y || x is PSDelegate && x.isEqual(b, ignoreCase: false)
    case (.type(let x), .type(let y)): return x === y
    case (.block(let x), .block(let y)): return x === y
    default: return equals(a, b)
    }
  }
  static func hash(_ v: Value) -> UInt {
    switch v.base {
    case .null, .void, .unset: return 0
    case .other(let r): return r.keyHash
    case let x: return UInt(truncatingIfNeeded: Int(netHash(x)))
    }
  }

  // MARK: Types at run time

  static func isInstance(_ v: Value, _ t: NetType) -> Bool {
    let x = v.base
    if x.isNull { return false }
    if t === TypeTable.object || Types.isOpen(t) { return true }
    let u = TypeTable.typeOf(x)
    if u === t { return true }
    if t.fullName == "System.Management.Automation.PSObject" { if case .object = v { return true }; return false }
    if let inner = Types.nullable(t) { return isInstance(x, inner) }
    if case .object(let o) = v, let s = o.type, s.scriptClass != nil { return t.isAssignable(from: s) }
    return t.isAssignable(from: u)
  }
  /// `(T)v` for references and boxed values.
  static func cast(_ v: Value, _ t: NetType) throws -> Value {
    if v.isNull {
      if t.isValueType, Types.nullable(t) == nil { throw nullReference() }
      return .null
    }
    if isInstance(v, t) { return t === TypeTable.object || TypeTable.typeOf(v.base) !== t ? v : v.base }
    if t.isEnum, case let n = v.base, Num(of: TypeTable.typeOf(n)) == Num(of: TypeTable.get(t.enumeration?.underlying ?? "System.Int32")) {
      return .other(PSEnum(t, Int64(truncatingIfNeeded: Numbers.integer(n))))
    }
    // wrapped for scripts
    if t.fullName == "System.Management.Automation.PSObject" { return v }
    if Types.isDelegate(t), case .block(let b) = v.base { return .other(PSDelegate(t, b)) }
    throw invalidCast(v, t)
  }

  /// `==` of references that may be texts.
  static func reference(_ a: Value, _ b: Value) -> Bool { same(a, b) }
  static func kind(_ op: String) -> TokenKind { switch op { case "+": .plus; case "-": .minus; case "*": .multiply; case "/": .divide; default: .rem } }
  static func lateComparison(_ op: String, _ a: Value, _ b: Value) throws -> Bool {
    if op == "==" || op == "!=" {
      if let x = Num(of: TypeTable.typeOf(a.base)), let y = Num(of: TypeTable.typeOf(b.base)), let k = Num.meeting(x, y) { return BodyCompiler.holds(op, Numbers.compare(a.base, b.base, k)) }
      return same(a, b) == (op == "==")
    }
    if let x = Num(of: TypeTable.typeOf(a.base)), let y = Num(of: TypeTable.typeOf(b.base)), let k = Num.meeting(x, y) { return BodyCompiler.holds(op, Numbers.compare(a.base, b.base, k)) }
    return BodyCompiler.holds(op, try Conversion.compare(a, b, ignoreCase: false))
  }
  static func lateArithmetic(_ op: String, _ a: Value, _ b: Value, _ c: ExecutionContext) throws -> Value {
    let x = a.base, y = b.base
    if op == "+", x.stringValue != nil || y.stringValue != nil { return .str(Text.string(x) + Text.string(y)) }
    guard let p = Num(of: TypeTable.typeOf(x)), let q = Num(of: TypeTable.typeOf(y)), let k = Num.meeting(p, q) else {
      if let b = x.boolValue, let d = y.boolValue { switch op { case "&": return .bool(b && d); case "|": return .bool(b || d); default: return .bool(b != d) } }
      throw error(
        "Microsoft.CSharp.RuntimeBinder.RuntimeBinderException",
        "Operator '\(op)' cannot be applied to operands of type '\(Text.fullName(TypeTable.typeOf(x)))' and '\(Text.fullName(TypeTable.typeOf(y)))'")
    }
    if op == "<<" || op == ">>" { return Numbers.shift(op == "<<", x, by: Int(truncatingIfNeeded: Numbers.integer(y)), p.rawValue < Num.int.rawValue ? .int : p) }
    return try Numbers.arithmetic(op, try Numbers.convert(x, to: k), try Numbers.convert(y, to: k), k, isChecked: false)
  }

  // MARK: Late binding: `dynamic`, type parameters

  static func call(_ v: Value, _ name: String, _ arguments: [Value], _ c: ExecutionContext) throws -> Value {
    if v.isNull { throw nullReference() }
    if let o = v.compiled, let m = o.symbol.find(method: name, arguments: arguments) { return try m.invoke(v, arguments, c) }
    return try unwrapped { try c.callMethod(v.base, name, arguments) }
  }
  static func property(_ v: Value, _ name: String, _ c: ExecutionContext) throws -> Value {
    if v.isNull { throw nullReference() }
    if let o = v.compiled {
      if let p = o.symbol.find(property: name), let g = p.getter { return try g.invoke(v, [], c) }
      if let f = o.symbol.find(field: name) { return o.fields[f.slot] }
    }
    guard let x = try unwrapped({ try c.property(v, name) }) else {
      throw error("Microsoft.CSharp.RuntimeBinder.RuntimeBinderException", "'\(Text.shortName(TypeTable.typeOf(v.base)))' does not contain a definition for '\(name)'")
    }
    return x
  }
  static func setProperty(_ v: Value, _ name: String, _ x: Value, _ c: ExecutionContext) throws {
    if v.isNull { throw nullReference() }
    if let o = v.compiled {
      if let p = o.symbol.find(property: name), let s = p.setter { _ = try s.invoke(v, [x], c); return }
      if let f = o.symbol.find(field: name) { o.fields[f.slot] = x; return }
    }
    try unwrapped { try c.setProperty(v, name, x) }
  }
  /// What a call through the shell threw, without the exception it was wrapped in.
  static func unwrapped<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let e as TerminatingError {
      let x = e.record.exception, n = x.type.fullName
      guard
        n == "System.Management.Automation.MethodInvocationException" || n == "System.Management.Automation.SetValueInvocationException"
          || n == "System.Management.Automation.GetValueInvocationException", let inner = x.inner
      else { throw e }
      throw TerminatingError(ErrorRecord(inner, id: inner.type.name))
    }
  }

  /// Calls a delegate, or the script block that was given for one.
  static func invoke(_ d: Value, _ arguments: [Value], _ c: ExecutionContext) throws -> Value {
    switch d.base {
    case .null, .void, .unset: throw nullReference()
    case .block(let b): return try c.invokeBlock(b, arguments: arguments)
    case .other(let r): if let x = r.exactly(PSDelegate.self) { return try x.invoke(arguments, c) }
    default: break
    }
    return try unwrapped { try c.callMethod(d, "Invoke", arguments) }
  }
  /// What an argument from a script is inside: without the wrapping that only carries how it was written.
  static func incoming(_ v: Value, _ t: NetType) -> Value {
    if t.fullName == "System.Management.Automation.PSObject" { return v.orNull }
    let x = t === TypeTable.object ? ExecutionContext.current.unwrapping(v).orNull : v.base.orNull
    if case .string(let s) = x, t === TypeTable.string, s.string.isEmpty { return x }
    return x
  }
}

extension Value {
  var boolValue: Bool? { if case .bool(let b) = self { b } else { nil } }
}
