/// Enums, and constants that are known before bodies are compiled: values of enum members, of `const` fields, of parameters
/// that may be left out, of attributes.
import Engine

enum EnumDeclaration {
  static func define(_ s: ClassSymbol, _ r: TypeResolver) {
    let underlying = s.syntax.bases.first.flatMap { r.resolve($0) } ?? TypeTable.int
    let isFlags = AttributeNames.first(s.syntax.attributes, "Flags") != nil
    var members: [(String, Int64)] = [], next: Int128 = 0
    let kind = Num(of: underlying) ?? .int
    s.type.enumeration = EnumInfo([], flags: isFlags, underlying: underlying.fullName)
    for m in s.syntax.enumMembers {
      if members.contains(where: { $0.0 == m.name }) { r.compilation.report(102, "The type '\(s.shown)' already contains a definition for '\(m.name)'", s.source, m.offset); continue }
      if let e = m.value {
        s.type.enumeration = EnumInfo(members, flags: isFlags, underlying: underlying.fullName)
        if let v = ConstantFolder(r.compilation, s).value(e) {
          next = Numbers.integer(v)
          if !kind.range.contains(next) {
            let from = Num(of: TypeTable.typeOf(v)) ?? .int
            if from == .int { r.compilation.report(31, "Constant value '\(next)' cannot be converted to a '\(Text.fullName(underlying))'", s.source, e.start) }
            else {
              r.compilation.report(
                266,
                "Cannot implicitly convert type '\(Text.fullName(from.type))' to '\(Text.fullName(underlying))'. An explicit conversion exists (are you missing a cast?)",
                s.source, e.start)
            }
          }
        }
      } else if !kind.range.contains(next) { r.compilation.report(543, "'\(s.shown).\(m.name)': the enumerator value is too large to fit in its type", s.source, m.offset) }
      members.append((m.name, Int64(truncatingIfNeeded: next)))
      next += 1
    }
    s.type.enumeration = EnumInfo(members, flags: isFlags, underlying: underlying.fullName)
  }
}

/// Computes constant expressions.
struct ConstantFolder {
  let compilation: Compilation
  let s: ClassSymbol
  init(_ c: Compilation, _ s: ClassSymbol) { compilation = c; self.s = s }

  /// The value, nil (after a report) when it is not constant.
  func value(_ e: Expression, as type: NetType? = nil) -> Value? {
    let b = BodyCompiler(compilation, s, isStatic: true)
    b.isConstantContext = true
    let c = b.expression(e, wants: type)
    if c.form.isFailure { return nil }
    let converted = type.map { b.convert(c, to: $0, e) } ?? c
    if let v = converted.constant { return v }
    switch c.form {
    case .null: return .null
    case .defaultLiteral: return type.map { Types.zero($0) } ?? .null
    default: break
    }
    if case .defaultOf(let t?) = e.kind, let t = b.resolve(t) { return Types.zero(t) }
    if case .typeOf = e.kind { return try? c.run(Frame(1, .null, compilation.context)) }
    if case .newArray = e.kind { return try? c.run(Frame(b.maximumSlots, .null, compilation.context)) }
    if !compilation.diagnostics.contains(where: { $0.place.source === s.source && $0.place.offset >= e.start && $0.place.offset <= e.end }) {
      if type == nil {
        compilation.report(133, "The expression being assigned must be constant", s.source, e.start)
      } else {
        compilation.report(1736, "Default parameter value must be a compile-time constant", s.source, e.start)
      }
    }
    return nil
  }
}
