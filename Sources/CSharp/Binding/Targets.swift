/// What can be assigned: variables, fields, properties, events, elements.
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
  func field(_ f: FieldSymbol, _ t: NetType, _ e: Expression, _ receiver: Code?, _ isImplicit: Bool) -> Target {
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
  func property(_ p: PropertySymbol, _ t: NetType, _ e: Expression, _ receiver: Code?, _ isBase: Bool, _ isImplicit: Bool, _ isWrite: Bool) -> Target {
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
