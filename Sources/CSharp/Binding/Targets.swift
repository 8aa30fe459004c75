/// What can be assigned: variables, fields, properties, elements; and assignments themselves.
import Engine
import NetTypes

extension BodyCompiler {
  /// The place an expression names; nil (without a report) when it is none.
  func target(_ e: Expression) -> Target? {
    switch e.kind {
    case .name(let n, let types) where types.isEmpty:
      if let l = local(n) {
        if l.isConstant { report(131, "The left-hand side of an assignment must be a variable, property or indexer", e.start); return Target(type: l.type, load: { _ in .null }, store: { _, _ in }) }
        if let what = l.isFixed { report(1656, "Cannot assign to '\(n)' because it is a '\(what)'", e.start) }
        let wasRead = l.isRead
        var t = Target(type: l.type, load: read(l).run, store: writer(l), local: l)
        l.isRead = wasRead
        t.local = l
        return t
      }
      var s: ClassSymbol? = owner
      while let x = s {
        if let t = compiledTarget(x.type, n, e, receiver: x === owner && !isStatic ? thisCode() : nil, isBase: false, isImplicit: true, isWrite: true) { return t }
        if x === owner, !x.isInterface {
          if !isStatic, let t = CmdletMembers.target(n, x, self) { return t }
          if !isStatic, let m = NetMembers.instance(x.netBase, n), m.kind != .method { return netTarget(m, thisCode()) }
        }
        s = x.outer
      }
      for t in owner.scope.allStaticUsings { if let m = NetMembers.fixed(t, n), m.kind != .method { return fixedTarget(m, t) } }
      return nil
    case .member(let x, let n, _):
      if case .base = x.kind {
        let b = owner.type.baseType ?? TypeTable.object
        if let t = compiledTarget(b, n, e, receiver: thisCode(), isBase: true, isImplicit: false, isWrite: true) { return t }
        return NetMembers.instance(ClassSymbol.of(b)?.netBase ?? b, n).map { netTarget($0, thisCode()) }
      }
      let c = expression(x)
      switch c.form {
      case .failure: return nil
      case .namespace: return nil
      case .type(let t):
        if let y = compiledTarget(t, n, e, receiver: nil, isBase: false, isImplicit: false, isWrite: true) { return y }
        return NetMembers.fixed(t, n).flatMap { $0.kind == .method ? nil : fixedTarget($0, t) }
      default: break
      }
      let r = value(c, x)
      if Types.isOpen(r.type) {
        let slot = function.slot()
        return Target(
          type: Types.dynamic, setup: [(slot, r)], load: { f in try Runtime.property(f.slots[slot], n, f.context) },
          store: { f, v in try Runtime.setProperty(f.slots[slot], n, v, f.context) })
      }
      if let t = compiledTarget(r.type, n, e, receiver: r, isBase: false, isImplicit: false, isWrite: true) { return t }
      let base = ClassSymbol.of(r.type)?.netBase ?? r.type
      if let t = CmdletMembers.target(n, ClassSymbol.of(r.type), self, r) { return t }
      guard let m = NetMembers.instance(base, n), m.kind != .method else { return nil }
      return netTarget(m, r)
    case .index(let x, let a): return indexTarget(x, a, e)
    default: return nil
    }
  }
  private func fixedTarget(_ m: Member, _ t: NetType) -> Target {
    let get = m.getter, set = m.setter
    return Target(type: NetMembers.type(of: m), load: { f in try get?(.type(t), f.context) ?? .null }, store: { f, v in try set?(.type(t), v, f.context) })
  }
  /// A property of a .NET object.
  func netTarget(_ m: Member, _ r: Code) -> Target {
    let slot = function.slot(), get = m.getter, set = m.setter, name = m.name
    let type = NetMembers.type(of: m)
    if m.kind == .event {
      return Target(type: type, setup: [(slot, r)], load: { _ in .null }, store: { f, v in _ = try Runtime.call(f.slots[slot], "add_" + name, [v], f.context) })
    }
    return Target(type: type, setup: [(slot, r)], load: { f in
      let v = f.slots[slot]
      if v.isNull { throw Runtime.nullReference() }
      return try get?(BodyCompiler.inner(v), f.context).orNull ?? .null
    }, store: { f, x in
      let v = f.slots[slot]
      if v.isNull { throw Runtime.nullReference() }
      guard let set else { throw Runtime.error("System.InvalidOperationException", "Property '\(name)' is read-only.") }
      try set(BodyCompiler.inner(v), x, f.context)
    })
  }
  /// A field, property or event of a compiled class; nil when it has none of that name.
  func compiledTarget(_ t: NetType, _ n: String, _ e: Expression, receiver: Code?, isBase: Bool, isImplicit: Bool, isWrite: Bool = false) -> Target? {
    let symbols = ClassSymbol.of(t).map { [$0] } ?? Types.allInterfaces(t).compactMap { ClassSymbol.of($0) }
    for s in symbols {
      for c in s.chain + (s.isInterface ? s.interfaces.compactMap { ClassSymbol.of($0) } : []) {
        if let f = c.fields.first(where: { $0.name == n }) { return field(f, t, e, receiver, isImplicit) }
        if let p = c.properties.first(where: { $0.name == n && $0.parameters.isEmpty && ($0.getter ?? $0.setter)?.explicitInterface == nil }) {
          return property(p, t, e, receiver, isBase, isImplicit, isWrite)
        }
        if let x = c.events.first(where: { $0.name == n }) { return event(x, e, receiver) }
      }
    }
    return nil
  }
  private func needsObject(_ what: String, _ e: Expression) -> Target {
    report(120, "An object reference is required for the non-static field, method, or property '\(what)'", e.start)
    return Target(type: Types.dynamic, load: { _ in .null }, store: { _, _ in })
  }
  private func adapted(_ u: NetType, _ owner: ClassSymbol, _ t: NetType) -> NetType {
    if owner.typeParameters.isEmpty { return u }
    let a = ClassSymbol.of(t) === owner ? t.genericArguments : t.chain.first { ClassSymbol.of($0) === owner }?.genericArguments ?? []
    return Types.substitute(u, owner.typeParameters, a)
  }
  private func field(_ f: FieldSymbol, _ t: NetType, _ e: Expression, _ receiver: Code?, _ isImplicit: Bool) -> Target {
    let owner = f.owner, slot = f.slot, type = adapted(f.type, owner, t)
    f.isRead = true
    if !isAccessible(f.access, owner), !f.isHidden || f.access == .private {
      report(122, "'\(owner.shown).\(f.name)' is inaccessible due to its protection level", e.offset)
    }
    if f.isConst {
      let v = BodyCompiler.constant(of: f, compilation)
      var x = Target(type: type, load: { _ in v }, store: { _, _ in })
      x.constant = v.isNull ? nil : v
      return x
    }
    if f.isStatic {
      if let r = receiver, !isImplicit, !r.isThis { report(176, "Member '\(owner.shown).\(f.name)' cannot be accessed with an instance reference; qualify it with a type name instead", e.start) }
      return Target(type: type, load: { f in try owner.initialise(f.context); return owner.statics[slot] }, store: { f, v in try owner.initialise(f.context); owner.statics[slot] = v }, field: f)
    }
    guard let receiver else { return needsObject("\(owner.shown).\(f.name)", e) }
    if receiver.isThis {
      return Target(type: type, load: { f in
        guard let o = f.object else { throw Runtime.nullReference() }
        return o.fields[slot]
      }, store: { f, v in
        guard let o = f.object else { throw Runtime.nullReference() }
        o.fields[slot] = v
      }, field: f)
    }
    let place = function.slot()
    return Target(type: type, setup: [(place, receiver)], load: { f in
      guard let o = f.slots[place].compiled else { throw Runtime.nullReference() }
      return o.fields[slot]
    }, store: { f, v in
      guard let o = f.slots[place].compiled else { throw Runtime.nullReference() }
      o.fields[slot] = v
    }, field: f)
  }
  private func property(_ p: PropertySymbol, _ t: NetType, _ e: Expression, _ receiver: Code?, _ isBase: Bool, _ isImplicit: Bool, _ isWrite: Bool) -> Target {
    let owner = p.owner, type = adapted(p.type, owner, t), getter = p.getter, setter = p.setter, shown = "\(owner.shown).\(p.name)"
    if !isAccessible(p.access, owner) { report(122, "'\(shown)' is inaccessible due to its protection level", e.offset) }
    let backing = p.backing?.slot
    if p.isStatic {
      if let r = receiver, !isImplicit, !r.isThis { report(176, "Member '\(shown)' cannot be accessed with an instance reference; qualify it with a type name instead", e.start) }
      return Target(type: type, load: { f in
        try owner.initialise(f.context)
        return try getter?.invoke(.null, [], f.context) ?? .null
      }, store: { f, v in
        try owner.initialise(f.context)
        if let setter { _ = try setter.invoke(.null, [v], f.context) } else if let backing { owner.statics[backing] = v }
      }, property: p)
    }
    guard let receiver else { return needsObject(shown, e) }
    let place = function.slot()
    func get(_ v: Value, _ f: Frame) throws -> Value {
      if v.isNull { throw Runtime.nullReference() }
      guard let getter else { return .null }
      let m = isBase ? getter : getter.target(v)
      if let d = m.direct { return try d(v, [], f.context) }
      guard m.body != nil else { return try m.invoke(v, [], f.context) }
      return try m.run(Frame(m.frameSize, v, f.context))
    }
    func set(_ v: Value, _ x: Value, _ f: Frame) throws {
      if v.isNull { throw Runtime.nullReference() }
      guard let setter else { if let backing { v.compiled?.fields[backing] = x }; return }
      let m = isBase ? setter : setter.target(v)
      if let d = m.direct { _ = try d(v, [x], f.context); return }
      guard m.body != nil else { _ = try m.invoke(v, [x], f.context); return }
      let g = Frame(m.frameSize, v, f.context)
      g.slots[0] = x
      _ = try m.run(g)
    }
    if receiver.isThis { return Target(type: type, load: { f in try get(f.this, f) }, store: { f, v in try set(f.this, v, f) }, property: p) }
    return Target(type: type, setup: [(place, receiver)], load: { f in try get(f.slots[place], f) }, store: { f, v in try set(f.slots[place], v, f) }, property: p)
  }
  private func event(_ x: EventSymbol, _ e: Expression, _ receiver: Code?) -> Target {
    if let f = x.field {
      var t = field(f, x.owner.type, e, receiver, true)
      t.event = x
      return t
    }
    let place = function.slot()
    var t = Target(type: x.type, setup: receiver.map { [(place, $0)] } ?? [], load: { f in f.slots[place] }, store: { _, _ in })
    t.event = x
    t.eventSlot = place
    return t
  }

  // MARK: Elements

  func indexTarget(_ x: Expression, _ a: [Argument], _ e: Expression) -> Target? {
    let r: Code
    if case .base = x.kind { r = thisCode() } else { r = value(expression(x), x) }
    if r.form.isFailure { _ = bind(a); return nil }
    let arguments = bind(a)
    if arguments.contains(where: { $0.code.form.isFailure }) { return nil }
    let t = r.type, place = function.slot()
    // compiled indexers
    var all: [PropertySymbol] = []
    for s in ClassSymbol.of(t)?.chain ?? [] { all += s.properties.filter { !$0.parameters.isEmpty } }
    if t.category == .interface { for i in Types.allInterfaces(t) + [t] { all += ClassSymbol.of(i)?.properties.filter { !$0.parameters.isEmpty } ?? [] } }
    if !all.isEmpty {
      // chosen as a method with the indexer's parameters would be
      let methods = all.compactMap { p -> Callable? in
        (p.getter ?? p.setter).map { .method(MethodSymbol("this", $0.owner, p.parameters, p.type, isStatic: false, access: p.access, offset: p.offset), in: t) }
      }
      guard let best = choose(methods, arguments), case .method(let chosen, _) = best.callable,
        let p = all.first(where: { $0.offset == chosen.offset && $0.owner === chosen.owner })
      else {
        _ = noOverload("this", all.compactMap { p in p.getter.map { .method($0, in: t) } }, arguments, e)
        return nil
      }
      let (codes, _) = arrange(best, arguments)
      var setup: [(slot: Int, code: Code)] = [(place, r)]
      let slots = codes.map { c in let s = function.slot(); setup.append((s, c)); return s }
      let getter = p.getter, setter = p.setter
      return Target(type: best.result, setup: setup, load: { f in
        if f.slots[place].isNull { throw Runtime.nullReference() }
        return try getter?.invoke(f.slots[place], slots.map { f.slots[$0] }, f.context) ?? .null
      }, store: { f, v in
        if f.slots[place].isNull { throw Runtime.nullReference() }
        _ = try setter?.invoke(f.slots[place], slots.map { f.slots[$0] } + [v], f.context)
      }, property: p)
    }
    let wants = Intrinsics.indexTypes(t)
    if t.isArray || t === TypeTable.string || Types.isList(t) {
      let n = t.isArray ? t.rank : 1
      if arguments.count != n { report(22, "Wrong number of indices inside []; expected \(n)", e.offset); return nil }
      let codes = arguments.map { a -> Code in
        converts(a.code, to: TypeTable.int)
          ? convert(a.code, to: TypeTable.int, a.expression)
          : Num(of: a.code.type)?.isInteger ?? false
            ? explicitConversion(a.code, to: TypeTable.int, a.expression) : convert(a.code, to: TypeTable.int, a.expression)
      }
      if codes.contains(where: \.form.isFailure) { return nil }
      var setup: [(slot: Int, code: Code)] = [(place, r)]
      let slots = codes.map { c in let s = function.slot(); setup.append((s, c)); return s }
      let element = t === TypeTable.string ? TypeTable.char : t.isArray ? t.elementType ?? TypeTable.object : Types.element(of: t) ?? TypeTable.object
      let isArray = t.isArray
      if n == 1 {
        let i = slots[0]
        return Target(
          type: element, setup: setup, load: { f in try Elements.get(f.slots[place], f.slots[i], isArray) },
          store: { f, v in try Elements.set(f.slots[place], f.slots[i], v, isArray) }, isReadOnlyIndex: t === TypeTable.string)
      }
      return Target(
        type: element, setup: setup, load: { f in try Elements.get(f.slots[place], slots.map { f.slots[$0] }) },
        store: { f, v in try Elements.set(f.slots[place], slots.map { f.slots[$0] }, v) })
    }
    if Types.isOpen(t) || wants != nil || arguments.count >= 1 && hasIndexer(t) {
      guard arguments.count == 1 || Types.isOpen(t), let first = arguments.first else { report(1501, "No overload for method 'this' takes \(arguments.count) arguments", e.offset); return nil }
      let key = wants.map { convert(first.code, to: $0.key, first.expression) } ?? value(first.code, first.expression)
      if key.form.isFailure { return nil }
      let k = function.slot()
      return Target(
        type: wants?.value ?? (Types.isOpen(t) ? Types.dynamic : indexerType(t)), setup: [(place, r), (k, key)],
        load: { f in try Elements.lookUp(f.slots[place], f.slots[k], f.context) }, store: { f, v in try Elements.put(f.slots[place], f.slots[k], v, f.context) }
      )
    }
    report(21, "Cannot apply indexing with [] to an expression of type '\(Text.fullName(t))'", e.start)
    return nil
  }
  private func hasIndexer(_ t: NetType) -> Bool {
    let b = ClassSymbol.of(t)?.netBase ?? t
    return b.indexer != nil || NetMembers.instance(b, "Item") != nil || NetMembers.instance(b, "get_Item") != nil || b.fullName == "System.Text.StringBuilder"
      || NetMembers.instance(b, "Chars") != nil || Types.element(of: b) != nil
  }
  private func indexerType(_ t: NetType) -> NetType {
    if t.fullName == "System.Text.StringBuilder" { return TypeTable.char }
    if let m = NetMembers.instance(t, "Item") {
      if let o = m.overloads.first { return NetMembers.result(of: o, in: t) }
      return NetMembers.type(of: m)
    }
    return Types.element(of: t) ?? Types.dynamic
  }

  // MARK: Assignment

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

extension Types {
  private static let lists: Set<String> = [
    "System.Collections.Generic.List`1", "System.Collections.Generic.IList`1", "System.Collections.Generic.IReadOnlyList`1",
    "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ReadOnlyCollection`1",
    "System.Collections.ObjectModel.ObservableCollection`1",
    "System.Collections.ArrayList", "System.Collections.IList",
  ]
  static func isList(_ t: NetType) -> Bool { lists.contains(t.genericDefinition ?? t.fullName) }
}

/// Elements of arrays, lists, texts and dictionaries.
enum Elements {
  static func get(_ v: Value, _ i: Value, _ isArray: Bool) throws -> Value {
    guard case .int(let n) = i else { throw Runtime.indexRange() }
    switch v {
    case .array(let a):
      guard n >= 0, Int(n) < a.count else { throw isArray ? Runtime.indexRange() : Runtime.listRange() }
      return a[Int(n)]
    case .string(let s):
      guard let c = unit(s.string, Int(n)) else { throw Runtime.indexRange() }
      return .char(c)
    case .null, .void, .unset: throw Runtime.nullReference()
    case .object(let o): return try get(o.wrapped ?? .null, i, isArray)
    case .other(let r):
      if let o = r.exactly(CompiledObject.self), !o.inner.isNull { return try get(o.inner, i, isArray) }
      return try ExecutionContext.current.element(v, i)
    default: throw Runtime.indexRange()
    }
  }
  static func set(_ v: Value, _ i: Value, _ x: Value, _ isArray: Bool) throws {
    guard case .int(let n) = i else { throw Runtime.indexRange() }
    switch v {
    case .array(let a):
      guard n >= 0, Int(n) < a.count else { throw isArray ? Runtime.indexRange() : Runtime.listRange() }
      a[Int(n)] = x
    case .null, .void, .unset: throw Runtime.nullReference()
    case .other(let r):
      if let o = r.exactly(CompiledObject.self), !o.inner.isNull { return try set(o.inner, i, x, isArray) }
      throw Runtime.indexRange()
    default: throw Runtime.indexRange()
    }
  }
  /// Of an array with several dimensions.
  private static func position(_ a: PSArray, _ indexes: [Value]) throws -> Int {
    let lengths = a.dimensions ?? [a.count]
    guard lengths.count == indexes.count else { throw Runtime.indexRange() }
    var at = 0
    for (n, i) in zip(lengths, indexes) {
      guard case .int(let k) = i, k >= 0, Int(k) < n else { throw Runtime.indexRange() }
      at = at * n + Int(k)
    }
    guard at < a.count else { throw Runtime.indexRange() }
    return at
  }
  static func get(_ v: Value, _ indexes: [Value]) throws -> Value {
    guard let a = v.arrayValue else { throw Runtime.nullReference() }
    return a[try position(a, indexes)]
  }
  static func set(_ v: Value, _ indexes: [Value], _ x: Value) throws {
    guard let a = v.arrayValue else { throw Runtime.nullReference() }
    a[try position(a, indexes)] = x
  }
  /// A UTF-16 unit of a text.
  static func unit(_ s: String, _ i: Int) -> UInt16? {
    if i < 0 { return nil }
    if let fast = s.utf8.withContiguousStorageIfAvailable({ p -> UInt16? in i < p.count && s.utf16.count == p.count ? UInt16(p[i]) : nil }), let c = fast { return c }
    let u = s.utf16
    guard i < u.count else { return nil }
    return u[u.index(u.startIndex, offsetBy: i)]
  }
  static func lookUp(_ v: Value, _ k: Value, _ c: ExecutionContext) throws -> Value {
    switch v {
    case .hash(let h):
      if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
      if let x = h.get(k) { return x }
      switch h.kind {
      case .hashtable, .ordered: if h.kind == .ordered, case .int(let n) = k, n >= 0, Int(n) < h.count { return h.entry(at: h.slot(at: Int(n))).value }; return .null
      default: throw Runtime.error("System.Collections.Generic.KeyNotFoundException", "The given key '\(Text.string(k))' was not present in the dictionary.")
      }
    case .null, .void, .unset: throw Runtime.nullReference()
    case .array, .string: if case .int = k { return try get(v, k, true) }; return try Runtime.unwrapped { try c.callMethod(v, "get_Item", [k]) }
    case .other(let r):
      if let o = r.exactly(CompiledObject.self) {
        if let m = o.symbol.find(method: "get_Item", count: 1) ?? o.symbol.chain.lazy.flatMap(\.properties).first(where: { $0.parameters.count == 1 })?.getter { return try m.invoke(v, [k], c) }
        return try lookUp(o.inner, k, c)
      }
      return try c.element(v, k)
    default: return try c.element(v, k)
    }
  }
  static func put(_ v: Value, _ k: Value, _ x: Value, _ c: ExecutionContext) throws {
    switch v {
    case .hash(let h):
      if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
      h.set(k, x)
    case .null, .void, .unset: throw Runtime.nullReference()
    case .array: try set(v, k, x, true)
    case .other(let r):
      if let o = r.exactly(CompiledObject.self) {
        if let p = o.symbol.chain.lazy.flatMap(\.properties).first(where: { $0.parameters.count == 1 }), let s = p.setter { _ = try s.invoke(v, [k, x], c); return }
        return try put(o.inner, k, x, c)
      }
      try c.setElement(v, k, x)
    default: try c.setElement(v, k, x)
    }
  }
}
