/// C#'s conversions: which exist, what they do, and what is said when there is none.
import Engine
import NetTypes

enum ConversionKind {
  case identity, none
  case number(Num), enumZero, boxing, reference
  case toNullable(NetType)
  case user(MethodSymbol)
  /// Known only when the code runs.
  case late
  /// Of a type of the shell, by the shell's own rules.
  case shell
}

extension BodyCompiler {
  /// The implicit conversion between two types.
  func implicit(_ a: NetType, _ b: NetType) -> ConversionKind {
    if a === b { return .identity }
    if a === Types.none || b === Types.none || a === Types.void { return .none }
    if a === Types.dynamic || b === Types.dynamic { return .late }
    if a === Types.null { return b.isValueType && Types.nullable(b) == nil ? .none : .reference }
    if b === TypeTable.object { return .boxing }
    if let inner = Types.nullable(b), inner === a { return .toNullable(inner) }
    if Types.isParameter(b) || Types.isParameter(a) {
      return Types.isParameter(b) && Types.isParameter(a) && a.name == b.name
        ? .identity : Types.isParameter(a) && !b.isValueType && b.category == .interface ? .late : .none
    }
    if let x = Num(of: a), let y = Num(of: b) { return x.widens(to: y) ? .number(y) : .none }
    if let inner = Types.nullable(b) {
      if let from = Types.nullable(a) {
        if case .none = implicit(from, inner) { return .none }
        return .toNullable(inner)
      }
      if case .none = implicit(a, inner) { return .none }
      return .toNullable(inner)
    }
    if let m = userConversion(a, b, isExplicit: false) { return .user(m) }
    if a.isEnum, b === TypeTable.enumType || b === TypeTable.valueType { return .boxing }
    if !b.isValueType, b.isAssignable(from: a) { return .reference }
    if !b.isValueType, Types.mentionsParameter(b) || Types.mentionsParameter(a), (b.genericDefinition ?? b.fullName) == (a.genericDefinition ?? a.fullName) { return .late }
    if b.category == .interface || Types.isGenericInterface(b) {
      if Types.allInterfaces(a).contains(where: { $0 === b || $0.fullName == b.fullName }) { return .reference }
      if let e = Types.element(of: a), a !== TypeTable.string, b.genericDefinition?.hasPrefix("System.Collections.Generic.I") ?? false,
        b.genericArguments.count == 1, b.genericArguments[0] === e || !e.isValueType && b.genericArguments[0].isAssignable(from: e)
      {
        return .reference
      }
      if b.fullName.hasPrefix("System.Collections.I"), Types.element(of: a) != nil { return .reference }
      if a === TypeTable.string, b.genericDefinition == "System.Collections.Generic.IEnumerable`1", b.genericArguments.first === TypeTable.char { return .reference }
    }
    if b === Types.delegate || b.fullName == "System.MulticastDelegate", Types.isDelegate(a) { return .reference }
    // types of the shell that convert by operators of their own
    switch (a.fullName, b.fullName) {
    case ("System.Management.Automation.SwitchParameter", "System.Boolean"), ("System.Boolean", "System.Management.Automation.SwitchParameter"),
         ("System.DateTime", "System.DateTimeOffset"), ("System.String", "System.Xml.Linq.XName"), ("System.String", "System.Xml.Linq.XNamespace"): return .shell
    case (_, "System.Numerics.BigInteger"): if let n = Num(of: a), n.isInteger { return .shell }
    case (_, "System.Management.Automation.PSObject"): if [TypeTable.int, TypeTable.string, TypeTable.bool, TypeTable.double, TypeTable.hashtable].contains(where: { $0 === a }) { return .reference }
    default: break
    }
    return .none
  }
  private func userConversion(_ a: NetType, _ b: NetType, isExplicit: Bool) -> MethodSymbol? {
    for t in [a, b] {
      for s in ClassSymbol.of(t)?.chain ?? [] {
        for m in s.methods where m.name == "op_Implicit" || isExplicit && m.name == "op_Explicit" {
          guard let p = m.parameters.first?.type else { continue }
          func fits(_ x: NetType, _ y: NetType) -> Bool { x === y || (!x.isValueType && x.isAssignable(from: y)) || (Num(of: y).flatMap { n in Num(of: x).map { n.widens(to: $0) } } ?? false) }
          if fits(p, a), m.returnType === b || fits(b, m.returnType) { return m }
        }
      }
    }
    return nil
  }
  func isNull(_ c: Code) -> Bool { if case .null = c.form { true } else { false } }
  /// Whether an expression converts implicitly, also one without a type.
  func converts(_ c: Code, to t: NetType) -> Bool {
    switch c.form {
    case .failure, .throwing: return true
    case .null: return !t.isValueType || Types.nullable(t) != nil || t === Types.dynamic
    case .defaultLiteral: return true
    case .targetTyped: return true
    case .lambda(let l, _):
      guard let s = Types.signature(t) else { return t === Types.dynamic || t === TypeTable.object || t === Types.delegate || t.category == .delegate }
      return l.takesAny || s.parameters.count == l.parameters.count
    case .methods(let all, _, _, _):
      guard let s = Types.signature(t) else { return t === Types.dynamic || t === TypeTable.object || t.category == .delegate }
      return all.contains { candidateCount($0) == s.parameters.count || candidateTakesRest($0) }
    case .type, .namespace: return false
    default: break
    }
    if let v = c.constant, constantFits(v, c.type, t) { return true }
    if case .none = implicit(c.type, t) { return false }
    return true
  }
  /// `byte b = 5`, `Colour c = 0`.
  private func constantFits(_ v: Value, _ from: NetType, _ to: NetType) -> Bool {
    guard let x = Num(of: from), x.isInteger, x != .char else { return false }
    let n = Numbers.integer(v)
    if to.isEnum { return n == 0 }
    let inner = Types.nullable(to) ?? to
    guard let y = Num(of: inner), y.isInteger, y != .char else { return false }
    return x == .int && y.range.contains(n) || x == .long && y == .ulong && n >= 0
  }

  /// The value as another type, after a report when there is no implicit conversion.
  func convert(_ c: Code, to t: NetType, _ e: Expression) -> Code {
    if c.form.isFailure || t === Types.none { return c }
    if c.type === t, case .value = c.form { return c }
    switch c.form {
    case .throwing: return Code(t, c.run)
    case .defaultLiteral: return Code(constant: Types.zero(t), t).open(t, self)
    case .null:
      if t.isValueType, Types.nullable(t) == nil { return fail(37, "Cannot convert null to '\(Text.shortName(t))' because it is a non-nullable value type", e.start) }
      if Types.isParameter(t), !Types.isClassParameter(t) {
        return fail(
          403, "Cannot convert null to type parameter '\(t.name)' because it could be a non-nullable value type. Consider using 'default(\(t.name))' instead.",
          e.start)
      }
      let x = Code(constant: .null, t)
      x.constant = nil
      x.form = .null
      return x
    case .targetTyped(let make): return make(t)
    case .lambda(let l, _): return lambda(l, as: t, e)
    case .methods: return methodGroup(c, as: t, e)
    case .type(let u): return fail(119, "'\(Text.shortName(u))' is a type, which is not valid in the given context", e.start)
    case .namespace(let n): return fail(118, "'\(n)' is a namespace but is used like a variable", e.start)
    default: break
    }
    if c.type === Types.void { return fail(29, "Cannot implicitly convert type 'void' to '\(Text.fullName(t))'", e.start) }
    if let v = c.constant {
      if constantFits(v, c.type, t) {
        if t.isEnum { return Code(constant: .other(PSEnum(t, 0)), t) }
        if let k = Num(of: Types.nullable(t) ?? t) { return Code(constant: Numbers.value(Numbers.integer(v), k), t) }
      }
      if let x = Num(of: c.type), x.isInteger, x == .int || x == .long, let k = Num(of: t), k.isInteger, k != .char, !k.widensFrom(x), x == .int || k == .ulong
      {
        return fail(31, "Constant value '\(Text.string(v))' cannot be converted to a '\(Text.fullName(t))'", e.start)
      }
    }
    if let x = apply(implicit(c.type, t), c, t) { return x }
    // nothing fits: with a cast it would, perhaps
    if case .none = explicit(c.type, t) { return fail(29, "Cannot implicitly convert type '\(Text.fullName(c.type))' to '\(Text.fullName(t))'", e.start) }
    return fail(266, "Cannot implicitly convert type '\(Text.fullName(c.type))' to '\(Text.fullName(t))'. An explicit conversion exists (are you missing a cast?)", e.start)
  }
  /// Code that does a conversion; nil when it is none.
  func apply(_ k: ConversionKind, _ c: Code, _ t: NetType) -> Code? {
    let run = c.run
    switch k {
    case .none: return nil
    case .identity: return c
    case .number(let n):
      if let v = c.constant, let x = try? Numbers.convert(v, to: n) { return Code(constant: x, t) }
      if n == .double, let i = c.int { return Code(t) { f in .double(Double(try i(f))) } }
      if n == .long, let i = c.int { return Code(t) { f in .long(Int64(try i(f))) } }
      if n == .int { return Code(int: c.ints) }
      return Code(t) { f in try Numbers.convert(try run(f), to: n) }
    case .enumZero: return Code(constant: .other(PSEnum(t, 0)), t)
    case .boxing:
      let x = Code(t, c.stored)
      x.constant = t === TypeTable.object && c.type === TypeTable.string ? c.constant : nil
      return x
    case .reference:
      if t === TypeTable.object || c.type === Types.null { return Code(t, run) }
      let x = Code(t, run)
      return x
    case .toNullable(let inner):
      if let from = Types.nullable(c.type) {
        if from === inner { return Code(t, run) }
        let slot = Code(from) { $0.returned }
        guard let x = apply(implicit(from, inner), slot, inner)?.run else { return nil }
        return Code(t) { f in
          let v = try run(f)
          if v.isNull { return .null }
          f.returned = v
          return try x(f)
        }
      }
      guard let x = apply(implicit(c.type, inner), c, inner) else { return nil }
      let y = Code(t, x.run)
      return y
    case .user(let m):
      let p = m.parameters[0].type
      guard let a = c.type === p ? c : apply(implicit(c.type, p), c, p) else { return nil }
      let arg = a.stored
      let call = Code(m.returnType) { f in try m.invoke(.null, [try arg(f)], f.context) }
      return call.type === t ? call : apply(implicit(call.type, t), call, t) ?? apply(explicit(call.type, t), call, t)
    case .late:
      if t === Types.dynamic { return Code(t, run) }
      if Types.isParameter(t) || Types.mentionsParameter(t) { return Code(t, run) }
      return Code(t) { f in try BodyCompiler.late(try run(f), t) }
    case .shell: return Code(t) { f in try Conversion.convert(try run(f), to: t, f.context) }
    }
  }
  /// A `dynamic` value where a type is needed.
  static func late(_ v: Value, _ t: NetType) throws -> Value {
    if v.isNull { return v }
    if let n = Num(of: t), let from = Num(of: TypeTable.typeOf(v.base)) {
      if from.widens(to: n) { return try Numbers.convert(v.base, to: n) }
      throw Runtime.error(
        "Microsoft.CSharp.RuntimeBinder.RuntimeBinderException",
        "Cannot implicitly convert type '\(Text.fullName(from.type))' to '\(Text.fullName(t))'. An explicit conversion exists (are you missing a cast?)")
    }
    if Runtime.isInstance(v, t) || t.fullName == "System.Management.Automation.PSObject" { return v }
    if Types.isDelegate(t) { return try Runtime.cast(v, t) }
    throw Runtime.error("Microsoft.CSharp.RuntimeBinder.RuntimeBinderException", "Cannot implicitly convert type '\(Text.fullName(TypeTable.typeOf(v.base)))' to '\(Text.fullName(t))'")
  }

  // MARK: Casts

  func explicit(_ a: NetType, _ b: NetType) -> ConversionKind {
    let k = implicit(a, b)
    if case .none = k {} else { return k }
    if let _ = Num(of: a), let y = Num(of: b) { return .number(y) }
    if a.isEnum, b.isEnum || Num(of: b) != nil { return Num(of: b).map { .number($0) } ?? .enumZero }
    if b.isEnum, Num(of: a) != nil { return .enumZero }
    if let x = Types.nullable(a) { if case .none = explicit(x, Types.nullable(b) ?? b) { return .none }; return .late }
    if let y = Types.nullable(b) { if case .none = explicit(a, y) { return .none }; return .toNullable(y) }
    if let m = userConversion(a, b, isExplicit: true) { return .user(m) }
    if a === TypeTable.object || Types.isOpen(a) || Types.isOpen(b) || a === TypeTable.valueType || a === TypeTable.enumType { return .late }
    if a.fullName == "System.Management.Automation.PSObject" { return .late }
    if !a.isValueType, a.isAssignable(from: b) { return .late }
    if a.category == .interface || Types.isGenericInterface(a), !b.isSealed || b.category == .interface { return .late }
    if b.category == .interface || Types.isGenericInterface(b), !a.isSealed, !a.isValueType, a !== TypeTable.string { return .late }
    if a.isArray, b.isArray, let x = a.elementType, let y = b.elementType, !x.isValueType, !y.isValueType { return .late }
    if Types.mentionsParameter(a) || Types.mentionsParameter(b) { return .late }
    switch (a.fullName, b.fullName) {
    case ("System.IntPtr", _), ("System.UIntPtr", _): if Num(of: b) != nil { return .shell }
    case (_, "System.IntPtr"), (_, "System.UIntPtr"): if Num(of: a) != nil { return .shell }
    case ("System.Numerics.BigInteger", _): if Num(of: b) != nil { return .shell }
    case (_, "System.Numerics.BigInteger"): if Num(of: a) != nil { return .shell }
    default: break
    }
    return .none
  }
  /// `(T)e`.
  func cast(_ c: Code, to t: NetType, _ e: Expression) -> Code {
    if c.form.isFailure { return c }
    switch c.form {
    case .value, .local: break
    default: return convert(c, to: t, e)
    }
    if c.type === Types.void { return fail(30, "Cannot convert type 'void' to '\(Text.fullName(t))'", e.start) }
    let k = explicit(c.type, t)
    if case .none = k { return fail(30, "Cannot convert type '\(Text.fullName(c.type))' to '\(Text.fullName(t))'", e.start) }
    if let v = c.constant, let n = Num(of: t), Num(of: c.type) != nil || c.type.isEnum {
      if n.isInteger, !isUnchecked, Num(of: c.type)?.isInteger ?? true, !n.range.contains(Numbers.integer(v)) {
        return fail(221, "Constant value '\(Text.string(v))' cannot be converted to a '\(Text.fullName(t))' (use 'unchecked' syntax to override)", e.offset)
      }
      if let x = try? Numbers.convert(v, to: n) { return Code(constant: x, t) }
    }
    if let v = c.constant, t.isEnum { return Code(constant: .other(PSEnum(t, Int64(truncatingIfNeeded: Numbers.integer(v)))), t) }
    return explicitConversion(c, to: t, e)
  }
  func explicitConversion(_ c: Code, to t: NetType, _ e: Expression) -> Code {
    let run = c.run, k = explicit(c.type, t)
    if c.type === t { return c }
    switch k {
    case .none: return fail(30, "Cannot convert type '\(Text.fullName(c.type))' to '\(Text.fullName(t))'", e.start)
    case .number(let n):
      let checked = isChecked
      if n == .int, !checked, let x = Num(of: c.type), x.isInteger { return Code(int: { f in Int32(truncatingIfNeeded: Numbers.integer(try run(f))) }) }
      return Code(t) { f in try Numbers.convert(try run(f), to: n, isChecked: checked) }
    case .enumZero: return Code(t) { f in .other(PSEnum(t, Int64(truncatingIfNeeded: Numbers.integer(try run(f))))) }
    case .toNullable(let inner) where Types.nullable(c.type) == nil:
      let x = explicitConversion(c, to: inner, e)
      return Code(t, x.run)
    case .late:
      if let x = Types.nullable(c.type), Types.nullable(t) == nil || Types.nullable(t) !== x {
        let slot = Code(x) { $0.returned }, inner = Types.nullable(t) ?? t
        let then = explicitConversion(slot, to: inner, e).run, keepsNull = Types.nullable(t) != nil
        return Code(t) { f in
          let v = try run(f)
          if v.isNull { if keepsNull { return .null }; throw Runtime.error("System.InvalidOperationException", "Nullable object must have a value.") }
          f.returned = v
          return try then(f)
        }
      }
      if let runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters) { return Code(t) { f in try Runtime.cast(try run(f), runtime(f)) } }
      if t === TypeTable.int { return Code(TypeTable.int) { f in let v = try run(f); if case .int = v { return v }; return try Runtime.cast(v, t) } }
      if c.type === Types.dynamic, let n = Num(of: t) {
        return Code(t) { f in
          let v = try run(f); return Num(of: TypeTable.typeOf(v.base)) != nil ? try Numbers.convert(v.base, to: n) : try Runtime.cast(v, t)
        }
      }
      return Code(t) { f in try Runtime.cast(try run(f), t) }
    default: return apply(k, c, t) ?? .failed()
    }
  }
}

extension Num {
  func widensFrom(_ x: Num) -> Bool { x.widens(to: self) }
}
extension Code {
  /// `default(T)` of a type parameter is known when the code runs.
  func open(_ t: NetType, _ b: BodyCompiler) -> Code {
    guard let r = TypeResolver.runtime(t, owner: b.owner, methodParameters: b.methodParameters) else { return self }
    return Code(t) { f in Types.zero(r(f)) }
  }
}
