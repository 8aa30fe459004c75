/// Patterns of `is` and `switch` → tests.
import Engine

extension BodyCompiler {
  func pattern(_ p: Pattern, _ subject: Code, _ e: Expression) -> (Frame) throws -> Bool {
    let run = subject.run
    switch p {
    case .discard: return { _ in true }
    case .declared(let n, let o):
      let l = declare(n, subject.type, o), put = initialiser(l)
      l.isAssigned = true
      l.isRead = true
      return { f in put(f, try run(f)); return true }
    case .type(let r, let name, let o):
      // a word may be a constant
      if name == nil, case .name(let parts, let at) = r, parts.last?.arguments.isEmpty ?? false, isConstantName(parts.map(\.name), at) {
        var x = Expression(.name(parts[0].name, []), at, end: at)
        for w in parts.dropFirst() { x = Expression(.member(x, w.name, []), at, end: at) }
        return pattern(.constant(x), subject, e)
      }
      guard let t = resolve(r) else { return { _ in false } }
      if !subject.form.isFailure, case .none = explicit(subject.type, t) {
        report(8121, "An expression of type '\(Text.fullName(subject.type))' cannot be handled by a pattern of type '\(Text.fullName(t))'.", r.offset)
      }
      let runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters)
      guard let name else { return { f in Runtime.isInstance(try run(f), runtime?(f) ?? t) } }
      let l = declare(name, t, o), put = initialiser(l)
      l.isAssigned = true
      l.isRead = true
      return { f in
        let v = try run(f)
        guard Runtime.isInstance(v, runtime?(f) ?? t) else { return false }
        put(f, Value.copyOfStruct(v))
        return true
      }
    case .constant(let x):
      let c = expression(x, wants: subject.type)
      if isNull(c) { return { f in try run(f).isNull } }
      let isSame = subject.type === TypeTable.object || Types.isOpen(subject.type)
      guard let v = (isSame ? c : convert(c, to: Types.nullable(subject.type) ?? subject.type, x)).constant ?? c.constant else {
        if !c.form.isFailure { report(9135, "A constant value of type '\(Text.shortName(subject.type))' is expected", x.start) }
        return { _ in false }
      }
      return { f in Runtime.equals(try run(f), v) }
    case .relation(let op, let x):
      let c = value(expression(x), x)
      guard
        let a = Num(of: Types.nullable(subject.type) ?? subject.type)
          ?? (Types.isOpen(subject.type) || subject.type === TypeTable.object ? Num(of: c.type) : nil), let b = Num(of: c.type), let kind = Num.meeting(a, b)
      else {
        report(8781, "Relational patterns may not be used for a value of type '\(Text.fullName(subject.type))'.", x.start)
        return { _ in false }
      }
      let other = c.run
      return { f in
        let v = try run(f).base
        if v.isNull || Num(of: TypeTable.typeOf(v)) == nil { return false }
        return BodyCompiler.holds(op, Numbers.compare(v, try other(f), kind))
      }
    case .not(let q): let test = pattern(q, subject, e); return { f in try !test(f) }
    case .and(let a, let b):
      let p = pattern(a, subject, e)
      // what the first part made sure of holds in the second
      var narrowed = subject
      if case .type(let r, _, _) = a, let t = resolve(r) { narrowed = Code(t, subject.run) }
      let q = pattern(b, narrowed, e)
      return { f in try p(f) ? try q(f) : false }
    case .or(let a, let b):
      let p = pattern(a, subject, e), q = pattern(b, subject, e)
      return { f in try p(f) ? true : try q(f) }
    case .properties(let r, let members, let name, let o):
      let t = r.flatMap { resolve($0) } ?? Types.nullable(subject.type) ?? subject.type
      let whole = Code(t, run)
      var tests: [(Frame) throws -> Bool] = []
      for (n, q) in members {
        let x = Expression(.name(n, []), o, end: o)
        let slot = function.slot(), m = memberOf(t, n, [], x, receiver: whole).run, type = memberOf(t, n, [], x, receiver: whole).type
        let test = pattern(q, Code(type) { $0.slots[slot] }, e)
        tests.append { f in f.slots[slot] = try m(f); return try test(f) }
      }
      let put = name.map { n -> (Frame, Value) -> Void in let l = declare(n, t, o); l.isAssigned = true; l.isRead = true; return initialiser(l) }
      return { f in
        let v = try run(f)
        guard !v.isNull, r == nil || Runtime.isInstance(v, t) else { return false }
        for x in tests where !(try x(f)) { return false }
        put?(f, v)
        return true
      }
    }
  }
  /// Whether the words mean a constant (and no type): `case Max:`, `is Colour.Red`.
  private func isConstantName(_ words: [String], _ o: Int) -> Bool {
    if words.count == 1 {
      if local(words[0])?.isConstant ?? false { return true }
      return owner.chain.contains { $0.fields.contains { $0.name == words[0] && $0.isConst } } || owner.type.enumeration?.names.contains(words[0]) ?? false
    }
    if case .type = resolver.lookUp(words.joined(separator: "."), 0) { return false }
    let head = TypeRef.name(words.dropLast().map { ($0, []) }, o)
    guard let t = resolver.quietly(head) else { return false }
    if t.isEnum { return t.enumeration?.names.contains(words[words.count - 1]) ?? false }
    return ClassSymbol.of(t)?.fields.contains { $0.isConst && $0.name == words[words.count - 1] } ?? (NetMembers.fixed(t, words[words.count - 1])?.kind == .property)
  }
}

extension TypeResolver {
  /// The type without any report.
  func quietly(_ r: TypeRef) -> NetType? {
    let count = compilation.diagnostics.count
    defer { compilation.diagnostics.removeSubrange(count...) }
    return resolve(r)
  }
}
extension Parser {
  /// A text that is nothing but a type.
  func constraintType() -> TypeRef? { isTypeStart ? typeRef() : nil }
}
