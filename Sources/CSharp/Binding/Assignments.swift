/// Assignments: `=`, its compound forms, `++` and `--`, and what may not be assigned.
import Engine
import NetTypes

extension BodyCompiler {
  func assignment(_ op: String, _ x: Expression, _ y: Expression, _ e: Expression) -> Code {
    if op == "=", case .tuple(let items) = x.kind { return deconstruction(items, y, e) }
    // var (a, b) = …
    if op == "=", case .call(let head, let names) = x.kind, case .name("var", _) = head.kind, names.count > 1 {
      let items = names.map { a -> (String?, Expression) in
        if case .name(let n, _) = a.value.kind, n != "_" { return (nil, Expression(.declaration(.name([("var", [])], a.value.start), n), a.value.start, end: a.value.end)) }
        return (nil, a.value)
      }
      return deconstruction(items, y, e)
    }
    if op == "=", case .declaration = x.kind { return unsupported("a declaration here", x.start) }
    if op == "=", case .name("_", _) = x.kind, local("_") == nil { return value(expression(y), y) }
    let before = compilation.diagnostics.count
    guard let t = target(x) else {
      if compilation.diagnostics.count > before { _ = expression(y); return .failed() }
      let c = expression(x)
      if c.form.isFailure { return c }
      if case .methods(_, _, _, let n) = c.form { return fail(1656, "Cannot assign to '\(n)' because it is a 'method group'", x.start) }
      return fail(131, "The left-hand side of an assignment must be a variable, property or indexer", x.start)
    }
    if let p = t.property, !checkWritable(p, x) { return .failed() }
    if let f = t.field, !checkWritable(f, x) { return .failed() }
    if t.isReadOnlyIndex { return fail(200, "Property or indexer 'string.this[int]' cannot be assigned to -- it is read only", x.start) }
    if case .member(let r, let n, _) = x.kind, t.property == nil, t.field == nil, t.local == nil, let m = receiverMember(r, n), m.setter == nil,
      m.kind == .property
    {
      return fail(200, "Property or indexer '\(Text.shortName(receiverType(r) ?? TypeTable.object)).\(n)' cannot be assigned to -- it is read only", x.start)
    }
    if op == "=" {
      let c: Code
      if case .newArray(nil, _, let rank, let elements?) = y.kind, t.type.isArray, rank == 1, source.bytes.indices.contains(y.start),
        source.bytes[y.start] == 61
      {
        c = arrayLiteral(t.type, elements, y)
      } else {
        c = convert(expression(y, wants: t.type), to: t.type, y)
      }
      if let l = t.local { if !l.isAssigned { l.hasPlainValue = true }; l.isAssigned = true; if c.constant == nil { l.hasPlainValue = false } }
      t.field?.isWritten = true
      return storing(t, c)
    }
    if let l = t.local { l.isRead = true }
    t.field?.isWritten = true
    if let ev = t.event, op == "+=" || op == "-=" { return eventAssignment(ev, t, op, y, e) }
    if op == "??=" {
      let c = convert(expression(y, wants: t.type), to: t.type, y), run = c.stored, load = t.load, store = t.store
      return Code(t.type) { f in
        try t.prepare(f)
        let old = try load(f)
        if !old.isNull { return old }
        let v = try run(f)
        try store(f, v)
        return v
      }
    }
    let sign = String(op.dropLast())
    let current = Code(t.type, t.load)
    let right = expression(y, wants: t.type.isEnum || Types.isDelegate(t.type) ? t.type : nil)
    let result = binary(sign, current, right.form.isLambdaLike ? right : value(right, y), e, x, y)
    if result.form.isFailure { return result }
    let c: Code
    // x += y converts the result back when y alone would convert
    if result.type === t.type || converts(result, to: t.type) { c = convert(result, to: t.type, e) }
    else if Num(of: t.type) != nil, Num(of: result.type) != nil, sign == "<<" || sign == ">>" || converts(right, to: t.type) { c = explicitConversion(result, to: t.type, e) }
    else { c = convert(result, to: t.type, Expression(.missing, x.start, start: x.start, end: e.end)) }
    return storing(t, c)
  }
  func storing(_ t: Target, _ c: Code) -> Code {
    if c.form.isFailure { return c }
    let run = c.stored, store = t.store
    if let l = t.local, !l.isBoxed, !l.isByReference {
      let i = l.slot
      if t.type === TypeTable.int, let n = c.int { return Code(int: { f in let v = try n(f); f.slots[i] = .int(v); return v }) }
      return Code(t.type) { f in let v = try run(f); f.slots[i] = v; return v }
    }
    if t.setup.isEmpty { return Code(t.type) { f in let v = try run(f); try store(f, v); return v } }
    return Code(t.type) { f in
      try t.prepare(f)
      let v = try run(f)
      try store(f, v)
      return v
    }
  }
  private func receiverType(_ r: Expression) -> NetType? {
    let count = compilation.diagnostics.count
    defer { compilation.diagnostics.removeSubrange(count...) }
    let c = expression(r)
    if case .type(let t) = c.form { return t }
    return c.form.isFailure ? nil : c.type
  }
  private func receiverMember(_ r: Expression, _ n: String) -> Member? { receiverType(r).flatMap { ClassSymbol.of($0) == nil ? NetMembers.instance($0, n) ?? NetMembers.fixed($0, n) : nil } }
  private var isInConstructor: Bool { method?.isConstructor ?? false || method === owner.staticConstructor && method != nil || isConstantContext }
  private func checkWritable(_ p: PropertySymbol, _ x: Expression) -> Bool {
    let shown = p.parameters.isEmpty ? "\(p.owner.shown).\(p.name)" : "\(p.owner.shown).this[\(p.parameters.map { Text.shortName($0.type) }.joined(separator: ", "))]"
    guard let s = p.setter else {
      if p.backing != nil, isInConstructor, p.owner === owner { return true }
      report(200, "Property or indexer '\(shown)' cannot be assigned to -- it is read only", x.start)
      return false
    }
    if p.isInitOnly, !(isInConstructor && p.owner === owner) {
      report(
        8852,
        """
        Init-only property or indexer '\(shown)' can only be assigned in an object initializer, or on 'this' or 'base' in an instance constructor or an \
        'init' accessor.
        """,
        x.start)
      return false
    }
    if !isAccessible(s.access, p.owner) { report(272, "The property or indexer '\(shown)' cannot be used in this context because the set accessor is inaccessible", x.start); return false }
    return true
  }
  private func checkWritable(_ f: FieldSymbol, _ x: Expression) -> Bool {
    if f.isReadOnly, !(isInConstructor && f.owner === owner) {
      report(
        f.isStatic ? 198 : 191,
        f.isStatic
          ? "A static readonly field cannot be assigned to (except in a static constructor or a variable initializer)"
          : "A readonly field cannot be assigned to (except in a constructor or init-only setter of the type in which the field is defined or a variable initializer)",
        x.start)
      return false
    }
    return true
  }
  private func eventAssignment(_ ev: EventSymbol, _ t: Target, _ op: String, _ y: Expression, _ e: Expression) -> Code {
    let c = convert(expression(y, wants: ev.type), to: ev.type, y), run = c.stored, isAdd = op == "+=", type = ev.type
    if c.form.isFailure { return c }
    if ev.field == nil {
      let m = isAdd ? ev.add : ev.remove, place = t.eventSlot
      return Code(Types.void) { f in
        try t.prepare(f)
        _ = try m?.invoke(place.map { f.slots[$0] } ?? .null, [try run(f)], f.context)
        return .void
      }
    }
    let load = t.load, store = t.store
    return Code(Types.void) { f in
      try t.prepare(f)
      let v = try run(f)
      try store(f, Delegates.combine(isAdd, try load(f), v, type))
      return .void
    }
  }
  /// `x++`, `--x`.
  func step(_ op: String, _ x: Expression, _ e: Expression, isPostfix: Bool) -> Code {
    let before = compilation.diagnostics.count
    guard let t = target(x) else {
      if compilation.diagnostics.count > before { return .failed() }
      let c = expression(x)
      return c.form.isFailure ? c : fail(1059, "The operand of an increment or decrement operator must be a variable, property or indexer", x.start)
    }
    if let p = t.property, !checkWritable(p, x) { return .failed() }
    if let f = t.field { if !checkWritable(f, x) { return .failed() }; f.isWritten = true }
    t.local?.isRead = true
    t.local?.isAssigned = true
    let isUp = op == "++"
    if let l = t.local, !l.isBoxed, !l.isByReference, t.type === TypeTable.int, !isChecked {
      let i = l.slot, d: Int32 = isUp ? 1 : -1
      return Code(int: { f in
        guard case .int(let n) = f.slots[i] else { return 0 }
        f.slots[i] = .int(n &+ d)
        return isPostfix ? n : n &+ d
      })
    }
    let load = t.load, store = t.store, type = t.type, checked = isChecked
    let next: (Value, Frame) throws -> Value
    if let n = Num(of: Types.nullable(type) ?? type) {
      let kind: Num = n.rawValue < Num.int.rawValue || n == .char ? .int : n, one = Numbers.value(1, kind)
      next = { v, _ in v.isNull ? .null : try Numbers.convert(try Numbers.arithmetic(isUp ? "+" : "-", v, one, kind, isChecked: checked), to: n, isChecked: checked) }
    } else if type.isEnum { next = { v, _ in .other(PSEnum(type, Int64(truncatingIfNeeded: Numbers.integer(v)) &+ (isUp ? 1 : -1))) } }
    else if type === Types.dynamic { next = { v, f in try Runtime.lateArithmetic(isUp ? "+" : "-", v, .int(1), f.context) } }
    else if let m = ClassSymbol.of(type)?.chain.lazy.flatMap(\.methods).first(where: { $0.name == OperatorNames.method(op, 1) }) { next = { v, f in try m.invoke(.null, [v], f.context) } }
    else { return fail(23, "Operator '\(op)' cannot be applied to operand of type '\(Text.fullName(type))'", e.start) }
    return Code(type) { f in
      try t.prepare(f)
      let old = try load(f), new = try next(old, f)
      try store(f, new)
      return isPostfix ? old : new
    }
  }
}
