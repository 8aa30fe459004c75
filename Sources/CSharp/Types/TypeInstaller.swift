/// Compiled classes as the shell's types: the rows of members that scripts see, with PowerShell's texts.
import Engine
import NetTypes
import Syntax

enum TypeInstaller {
  /// The generic class with these arguments: always the same type.
  static func close(_ s: ClassSymbol, _ a: [NetType]) -> NetType {
    if a.count == s.typeParameters.count, zip(a, s.typeParameters).allSatisfy({ $0 === $1 }) { return s.type }
    if let known = s.closed.first(where: { $0.genericArguments.count == a.count && zip($0.genericArguments, a).allSatisfy { $0 === $1 } }) { return known }
    let t = closed(s, a)
    s.closed.append(t)
    return t
  }
  private static func closed(_ s: ClassSymbol, _ a: [NetType]) -> NetType {
    let full = s.type.fullName + "[" + a.map { "[" + $0.fullName + ", " + FollowedVersion.assembly(of: $0) + "]" }.joined(separator: ",") + "]"
    let t = NetType(full, s.type.category, base: nil)
    inherit(t, s, a)
    t.genericArguments = a
    t.genericDefinition = s.type.fullName
    t.isAbstract = s.type.isAbstract
    t.isDeclaredSealed = s.type.isDeclaredSealed
    t.assembly = s.type.assembly
    ClassSymbol.register(t, s)
    t.extend { t in install(s, t) }
    return t
  }
  /// Gives a closed type the base and the interfaces of its definition.
  static func inherit(_ t: NetType, _ s: ClassSymbol, _ a: [NetType]) {
    t.baseType = s.type.baseType.map { Types.substitute($0, s.typeParameters, a) }
    t.interfaces = s.interfaces.map { i in
      let u = Types.substitute(i, s.typeParameters, a)
      Types.interfacesByName[u.fullName] = u
      return u.fullName
    }
  }
  static func install(_ s: ClassSymbol, _ t: NetType) {
    if s.isEnum { return }
    if let m = s.invoke { delegate(m, s, t); return }
    func adapted(_ u: NetType) -> NetType { let v = Types.substitute(u, s.typeParameters, t.genericArguments); return Types.mentionsParameter(v) ? TypeTable.object : v }
    let chain = s.chain
    // properties first, then fields, each with those of base classes behind
    var seen: Set<String> = []
    for c in chain { for p in c.properties where p.parameters.isEmpty && visible(p) && seen.insert(p.name).inserted { t.add(property(p, adapted(typeIn(p.type, c, t)))) } }
    for c in chain { for f in c.fields where f.access == .public && !f.isHidden && seen.insert(f.name).inserted { t.add(field(f, adapted(typeIn(f.type, c, t)), t)) } }
    for c in chain { for x in c.events where x.access == .public { event(x, adapted(x.type), t) } }
    for i in s.isInterface ? s.interfaces.compactMap({ ClassSymbol.of($0) }) : [] { for p in i.properties where seen.insert(p.name).inserted { t.add(property(p, p.type)) } }
    var names: [String] = []
    for c in chain { for m in c.methods where m.access == .public && m.explicitInterface == nil && !names.contains(m.name) { names.append(m.name) } }
    for n in names { for isStatic in [false, true] { methods(n, isStatic, s, t) } }
    if !s.isInterface { interfaceMembers(s, t, seen, names) }
    indexer(s, t)
    base(s, t)
    operators(s, t)
    let constructors = s.constructors.filter { $0.access == .public }
    if !s.isAbstract, !s.isStaticClass, !s.isInterface {
      t.constructors = constructors.map { m in
        let signature = "\(Text.memberName(t)) new(\(parameters(m, s, t)))"
        return Overload(signature, types: types(m, s, t), optional: optional(m), rest: m.parameters.last?.isRest ?? false) { _, a, c in try Construction.make(s, m, t, incoming(m, a, s, t), c) }
      }
      if s.isStruct, !constructors.contains(where: { $0.parameters.isEmpty }) { t.constructors.append(Overload("\(Text.memberName(t)) new()", types: []) { _, _, _ in Types.zero(t) }) }
    }
    AttributeObjects.install(s, t)
  }
  /// What a class has through its interfaces alone: their static members, and what it implements under the interface's name.
  private static func interfaceMembers(_ s: ClassSymbol, _ t: NetType, _ own: Set<String>, _ names: [String]) {
    let interfaces = s.implementedInterfaces, inherited = s.base?.implementedInterfaces ?? []
    var seen = own, added: [Member] = []
    for i in interfaces.compactMap({ ClassSymbol.of($0) }) where !inherited.contains(where: { $0 === i.type }) {
      for p in i.properties where p.parameters.isEmpty && p.access == .public && !(p.isStatic && (p.getter ?? p.setter)?.isAbstract ?? false) {
        if seen.insert(p.name).inserted { t.add(property(p, p.type)) }
      }
      for f in i.fields where f.access == .public && !f.isHidden && seen.insert(f.name).inserted { t.add(field(f, f.type, t)) }
      for m in i.methods where m.access == .public && !names.contains(m.name) && !m.name.hasPrefix("op_") && !(m.isStatic && m.isAbstract) {
        if let known = added.first(where: { $0.name == m.name && $0.isStatic == m.isStatic }) { known.overloads.append(overload(m)) }
        else if (m.isStatic ? t.staticMember(m.name) : t.instanceMember(m.name)) == nil {
          let member = Member(m.name, .method, isStatic: m.isStatic, definition: "")
          member.overloads = [overload(m)]
          added.append(member)
          t.add(member)
        }
      }
    }
    t.interfaceMethods = {
      interfaces.flatMap { i in
        guard let k = ClassSymbol.of(i) else { return InterfaceMethods.of(i) }
        return k.methods.filter { !$0.isStatic && $0.access == .public && names.contains($0.name) }.map { ($0.name, signature($0, k)) }
      }
    }
  }
  private static func signature(_ m: MethodSymbol, _ i: ClassSymbol) -> String { "\(Text.memberName(m.returnType)) \(i.name).\(m.name)(\(parameters(m, i, i.type)))" }
  /// An interface's method, called by the interface's name.
  private static func overload(_ m: MethodSymbol) -> Overload {
    let i = m.owner
    return Overload((m.isStatic ? "static " : "") + signature(m, i), types: types(m, i, i.type), optional: optional(m)) { v, a, c in
      try i.initialise(c)
      let r = try m.invoke(m.isStatic ? .null : v, incoming(m, a, i, i.type), c, typeArguments: typeArguments(m, a, c))
      return m.returnType === Types.void ? .void : try outgoing(r)
    }
  }
  private static func visible(_ p: PropertySymbol) -> Bool { p.access == .public && (p.getter ?? p.setter)?.explicitInterface == nil }
  private static func typeIn(_ u: NetType, _ c: ClassSymbol, _ t: NetType) -> NetType {
    guard !c.typeParameters.isEmpty, let b = t.chain.first(where: { ClassSymbol.of($0) === c }) else { return u }
    return Types.substitute(u, c.typeParameters, b.genericArguments)
  }

  /// - Parameter isDerived: with what only derived classes see
  static func property(_ p: PropertySymbol, _ type: NetType, isDerived: Bool = false) -> Member {
    let get = p.getter, set = p.setter, owner = p.owner
    if type.isByRefLike, !isDerived { return ByRefLike.property(p, type) }
    let hasGet = get.map { $0.access.isSeen(isDerived) } ?? false, hasSet = set.map { $0.access.isSeen(isDerived) } ?? false
    let getter: Getter? = hasGet ? { v, c in try owner.initialise(c); return try outgoing(Value.copyOfStruct(try get?.invoke(p.isStatic ? .null : v, [], c) ?? .null)) } : nil
    let setter: Setter? = hasSet ? { v, x, c in try owner.initialise(c); _ = try set?.invoke(p.isStatic ? .null : v, [Runtime.incoming(x, type)], c) } : nil
    return Member(p.name, .property, isStatic: p.isStatic, definition: "\(Text.memberName(type)) \(p.name) {\(hasGet ? "get;" : "")\(hasSet ? "set;" : "")}", get: getter, set: setter)
  }
  static func field(_ f: FieldSymbol, _ type: NetType, _ t: NetType) -> Member {
    let slot = f.slot, owner = f.owner, canWrite = !f.isConst && !f.isReadOnly
    let definition = "\(Text.memberName(type)) \(f.name) {get;\(canWrite ? "set;" : "")}"
    if f.isConst { let v = f.constant ?? .null; return Member(f.name, .property, isStatic: true, definition: definition, get: { _, _ in v }) }
    if f.isStatic {
      return Member(
        f.name, .property, isStatic: true, definition: definition,
        get: { _, c in
          try owner.initialise(c); return try outgoing(Value.copyOfStruct(owner.statics[slot]))
        },
        set: canWrite
          ? { _, x, c in
            try owner.initialise(c); owner.statics[slot] = Runtime.incoming(x, type)
          } : nil)
    }
    return Member(
      f.name, .property, isStatic: false, definition: definition,
      get: { v, _ in try outgoing(Value.copyOfStruct(v.compiled?.fields[slot] ?? .null)) },
      set: canWrite ? { v, x, _ in v.compiled?.fields[slot] = Runtime.incoming(x, type) } : nil)
  }
  private static func methods(_ n: String, _ isStatic: Bool, _ s: ClassSymbol, _ t: NetType) { if let m = method(n, isStatic, s, t) { t.add(m) } }
  /// All overloads of a name.
  /// - Parameters:
  ///   - isDerived: with those that only derived classes see
  ///   - isOwn: the class's own bodies, whatever derived classes made of them
  static func method(_ n: String, _ isStatic: Bool, _ s: ClassSymbol, _ t: NetType, isDerived: Bool = false, isOwn: Bool = false) -> Member? {
    var keys: Set<String> = [], all: [(MethodSymbol, ClassSymbol)] = []
    for c in s.chain {
      for m in c.declaredMethods(named: n)
      where m.isStatic == isStatic && m.access.isSeen(isDerived) && m.explicitInterface == nil && !n.hasPrefix("op_") && keys.insert(m.key).inserted {
        all.append((m, c))
      }
    }
    if all.isEmpty { return nil }
    let member = Member(n, .method, isStatic: isStatic, definition: "")
    member.overloads = all.map { m, c in
      let generic = m.typeParameters.isEmpty ? "" : "[" + m.typeParameters.map(\.name).joined(separator: ",") + "]"
      let signature = (isStatic ? "static " : "") + "\(Text.memberName(Types.substitute(m.returnType, s.typeParameters, t.genericArguments))) \(n)\(generic)(\(parameters(m, s, t)))"
      return Overload(signature, types: types(m, s, t), optional: optional(m), rest: m.parameters.last?.isRest ?? false) { v, a, ctx in
        try m.owner.initialise(ctx)
        if m.returnType.isByRefLike, !isDerived { throw ByRefLike.cannotCall(m.name, m.returnType) }
        let r = try m.invoke(isStatic ? .null : v, incoming(m, a, s, t), ctx, typeArguments: typeArguments(m, a, ctx), isOwn: isOwn)
        return m.returnType === Types.void ? .void : try outgoing(r)
      }
    }
    return member
  }
  /// Constructors that run on an instance of a derived class.
  static func constructors(_ s: ClassSymbol, _ t: NetType) -> [Overload] {
    s.constructors.filter { $0.access.isSeen(true) }.map { m in
      Overload("\(Text.memberName(t)) new(\(parameters(m, s, t)))", types: types(m, s, t), optional: optional(m), rest: m.parameters.last?.isRest ?? false) { v, a, c in
        try s.initialise(c)
        try Construction.run(m, v, incoming(m, a, s, t), c)
        return .void
      }
    }
  }
  private static func optional(_ m: MethodSymbol) -> Int { m.parameters.reversed().prefix { $0.initial != nil }.count }
  private static func parameters(_ m: MethodSymbol, _ s: ClassSymbol, _ t: NetType) -> String {
    m.parameters.map { p in
      let type = Text.memberName(Types.substitute(p.type, s.typeParameters, t.genericArguments))
      let initial = p.initial.map { " = " + (p.type.isByRefLike ? "default" : shown($0, p.type)) } ?? ""
      return (p.isRest ? "Params " : p.passing != .value ? "[ref] " : "") + "\(type) \(p.name)\(initial)"
    }.joined(separator: ", ")
  }
  /// A default as a signature shows it.
  private static func shown(_ v: Value, _ t: NetType) -> String {
    switch v {
    case .null, .unset, .void: "null"
    case .string(let s): "\"\(s.string)\""
    case .bool(let b): b ? "True" : "False"
    case .char(let c): "'\(String(decoding: [c], as: UTF16.self))'"
    case .other(let r): (r as? PSEnum).map { "\(t.fullName).\($0.text())" } ?? Text.string(v)
    default: Text.string(v)
    }
  }
  private static func types(_ m: MethodSymbol, _ s: ClassSymbol, _ t: NetType) -> [NetType] {
    m.parameters.map { p in
      let u = Types.substitute(p.type, s.typeParameters, t.genericArguments)
      let v = Types.mentionsParameter(u) ? (u.isArray ? TypeTable.arrayBase : TypeTable.object) : u === Types.dynamic ? TypeTable.object : u
      return p.isRest ? u.elementType.map { Types.mentionsParameter($0) ? TypeTable.object : $0 } ?? v : v
    }
  }
  /// Arguments of a script as the method takes them.
  private static func incoming(_ m: MethodSymbol, _ a: [Value], _ s: ClassSymbol, _ t: NetType) -> [Value] {
    var out: [Value] = []
    for (i, p) in m.parameters.enumerated() {
      if i < a.count {
        let type = Types.substitute(p.type, s.typeParameters, t.genericArguments)
        if a[i].refValue === NullString.value { out.append(.null) }
        else if p.passing == .value, m.typeParameters.contains(where: { $0 === type || $0 === type.elementType }), let same = sameElements(a[i]), let x = a[i].base.arrayValue {
          out.append(.array(PSArray(x.values.map { $0.refValue === NullString.value ? .null : $0.base }, of: same)))
        } else if p.passing == .value { out.append(Value.copyOfStruct(Runtime.incoming(a[i], type))) }
        else { out.append(a[i].refValue is PSReference ? a[i] : .other(PSReference(value: a[i]))) }
      } else if let d = p.initial { if case .unset = d { out.append(.null) } else { out.append(d) } }
      else if p.isRest { out.append(.array(PSArray([], of: p.type.elementType))) }
    }
    return out
  }
  /// The type all elements of a plain array have, which then counts as an array of it; a null that is a string is a string.
  private static func sameElements(_ v: Value) -> NetType? {
    guard case .array(let x) = v.base, x.kind == .array, (x.elementType ?? TypeTable.object) === TypeTable.object, x.count > 0 else { return nil }
    var type: NetType?
    for e in x.values {
      let t = e.refValue === NullString.value ? TypeTable.string : TypeTable.typeOf(e.base)
      if e.isNull, e.refValue !== NullString.value { return nil }
      if let type, type !== t { return nil }
      type = t
    }
    return type
  }
  /// Types for the parameters of a generic method: those in brackets, else those of the arguments.
  private static func typeArguments(_ m: MethodSymbol, _ a: [Value], _ c: ExecutionContext) -> [NetType] {
    if m.typeParameters.isEmpty { return [] }
    if c.typeArguments.count == m.typeParameters.count { return c.typeArguments }
    return m.typeParameters.map { p in
      for (i, q) in m.parameters.enumerated() where i < a.count {
        // a null that is a string
        if a[i].refValue === NullString.value { return TypeTable.string }
        if let same = q.type === p || q.type.elementType === p ? sameElements(a[i]) : nil { return q.type === p ? TypeTable.array(of: same) : same }
        if q.type === p { return a[i].isNull ? TypeTable.object : TypeTable.typeOf(a[i].base) }
        if q.type.elementType === p || q.type.genericArguments.first === p, let e = Types.element(of: TypeTable.typeOf(a[i].base)) { return e }
      }
      return TypeTable.object
    }
  }
  /// What a script gets: sequences that are computed as they are read are computed now.
  static func outgoing(_ v: Value) throws -> Value {
    guard case .other(let r) = v, let s = r.exactly(LazySequence.self) else { return v.orNull }
    return .array(try s.materialised())
  }

  private static func event(_ x: EventSymbol, _ type: NetType, _ t: NetType) {
    let signature = Types.signature(type)
    t.event("\(Text.memberName(type)) \(x.name)(" + (signature?.parameters.map { Text.memberName($0) }.joined(separator: ", ") ?? "") + ")")
    for isAdd in [true, false] {
      let body: MethodBody = { v, a, c in
        let d = a.first ?? .null
        if let m = isAdd ? x.add : x.remove { _ = try m.invoke(x.isStatic ? .null : v, [d], c); return .void }
        guard let f = x.field else { return .void }
        if f.isStatic { x.owner.statics[f.slot] = Delegates.combine(isAdd, x.owner.statics[f.slot], d, type) }
        else if let o = v.compiled { o.fields[f.slot] = Delegates.combine(isAdd, o.fields[f.slot], d, type) }
        return .void
      }
      let m = Member((isAdd ? "add_" : "remove_") + x.name, .method, isStatic: x.isStatic, definition: "")
      m.overloads = [Overload("\(x.isStatic ? "static " : "")void \(m.name)(\(Text.memberName(type)) value)", types: [type], body)]
      m.isHidden = true
      t.add(m)
    }
  }
  private static func indexer(_ s: ClassSymbol, _ t: NetType) {
    let all = s.chain.flatMap(\.properties).filter { !$0.parameters.isEmpty && $0.access == .public }
    guard let p = all.first else { return }
    func pick(_ k: Value) -> PropertySymbol {
      let n = k.arrayValue?.count ?? 1
      return all.first { $0.parameters.count == 1 && Runtime.isInstance(k, $0.parameters[0].type) } ?? all.first { $0.parameters.count == n } ?? p
    }
    func arguments(_ q: PropertySymbol, _ k: Value) throws -> [Value] {
      let values = q.parameters.count > 1 ? k.arrayValue?.values ?? [k] : [k]
      return try zip(q.parameters, values).map {
        Runtime.incoming(
          $0.type === TypeTable.object ? $1 : try Conversion.convert($1, to: Types.substitute($0.type, s.typeParameters, t.genericArguments), nil), $0.type)
      }
    }
    t.indexer = { v, k in
      let q = pick(k)
      if q.type.isByRefLike { throw TerminatingError.cannotIndex(t, yielding: q.type) }
      return try outgoing(try q.getter?.invoke(v, try arguments(q, k), ExecutionContext.current) ?? .null)
    }
    let type = Types.substitute(p.type, s.typeParameters, t.genericArguments)
    for (name, isGet) in [("get_Item", true), ("set_Item", false)] {
      let accessors = all.compactMap { q in (isGet ? q.getter : q.setter).map { (q, $0) } }
      if accessors.isEmpty { continue }
      let m = Member(name, .method, isStatic: false, definition: "")
      m.overloads = accessors.map { q, a in
        Overload("\(isGet ? Text.memberName(type) : "void") \(name)(\(parameters(a, s, t)))", types: types(a, s, t).map { $0.isByRefLike && $0 === q.type ? TypeTable.object : $0 }) { v, x, c in
          if q.type.isByRefLike { throw isGet ? ByRefLike.cannotCall(name, q.type) : TerminatingError.cannotIndex(t, yielding: q.type) }
          return try outgoing(try a.invoke(v, incoming(a, x, s, t), c))
        }
      }
      m.isHidden = true
      t.add(m)
    }
    let item = Member(
      "Item", .parameterizedProperty, isStatic: false,
      definition:
        """
        \(Text.memberName(type)) Item(\(p.parameters.map { "\(Text.memberName($0.type)) \($0.name)" }.joined(separator: ", "))) \
        {\(p.getter == nil ? "" : "get;")\(p.setter == nil ? "" : "set;")}
        """
    )
    item.overloads = [
      Overload(
        "\(Text.memberName(type)) Item(\(p.parameters.map { "\(Text.memberName($0.type)) \($0.name)" }.joined(separator: ", ")))",
        types: p.parameters.map(\.type)
      ) { v, a, c in try outgoing(try p.getter?.invoke(v, a, c) ?? .null) }
    ]
    t.add(item)
  }
  /// Members of a .NET base class, working on the object inside.
  private static func base(_ s: ClassSymbol, _ t: NetType) {
    guard s.needsInner else { return }
    for m in s.netBase.allMembers(isStatic: false) where t.instanceMember(m.name)?.name != m.name || s.netBase.instanceMember(m.name) === t.instanceMember(m.name) {
      if s.methods(named: m.name).contains(where: { $0.access == .public }) { continue }
      let get = m.getter, set = m.setter
      let x = Member(
        m.name, m.kind, isStatic: false, definition: m.definition, get: get.map { g in { v, c in try g(BodyCompiler.inner(v), c) } },
        set: set.map { g in { v, y, c in try g(BodyCompiler.inner(v), y, c) } })
      x.overloads = m.overloads.map { o in
        Overload(o.signature, types: o.types.map { $0 ?? TypeTable.object }, optional: o.optionalCount, rest: o.takesRest) { v, a, c in
          try o.body(BodyCompiler.inner(v), a, c)
        }
      }
      t.add(x)
    }
  }
  private static func operators(_ s: ClassSymbol, _ t: NetType) {
    var all: [String: [Operators.OperatorOverload]] = [:]
    for m in s.methods where m.name.hasPrefix("op_") && m.parameters.count == 2 {
      all[m.name, default: []].append(Operators.OperatorOverload(left: m.parameters[0].type, right: m.parameters[1].type) { a, b in try m.invoke(.null, [a.base, b.base], ExecutionContext.current) })
    }
    if !all.isEmpty { Operators.define(for: t.fullName, all) }
    let casts = s.methods.filter { ($0.name == "op_Implicit" || $0.name == "op_Explicit") && $0.returnType === t && $0.parameters.count == 1 }
    if !casts.isEmpty {
      t.converter = { v, c in
        guard let c, let m = casts.first(where: { Runtime.isInstance(v, $0.parameters[0].type) }) else { return nil }
        return try m.invoke(.null, [v.base], c)
      }
    }
    for m in s.methods where (m.name == "op_Implicit" || m.name == "op_Explicit") && m.returnType !== t && ClassSymbol.of(m.returnType) != nil {
      let earlier = m.returnType.converter
      m.returnType.converter = { v, c in
        if let c, Runtime.isInstance(v, t) { return try m.invoke(.null, [v.base], c) }
        return try earlier?(v, c)
      }
    }
  }
  private static func delegate(_ m: MethodSymbol, _ s: ClassSymbol, _ t: NetType) {
    let result = Types.substitute(m.returnType, s.typeParameters, t.genericArguments)
    t.add({
      let x = Member("Invoke", .method, isStatic: false, definition: "")
      x.overloads = [Overload("\(Text.memberName(result)) Invoke(\(parameters(m, s, t)))", types: types(m, s, t)) { v, a, c in
        let r = try Runtime.invoke(v, a, c)
        return result === Types.void ? .void : try outgoing(r)
      }]
      return x
    }())
  }
}

/// Attributes of compiled classes as the objects reflection hands out.
enum AttributeObjects {
  static func install(_ s: ClassSymbol, _ t: NetType) {
    let all = s.syntax.attributes.filter { $0.target == nil || $0.target == "type" }
    if all.isEmpty { return }
    t.attributeMaker = { all.compactMap { make($0, s) } }
  }
  /// An attribute as an object; nil when its class cannot be made.
  static func make(_ a: AttributeUse, _ s: ClassSymbol) -> Value? {
    let c = ExecutionContext.current
    guard let t = AttributeNames.find(a, TypeResolver(Compilation([], assembly: PSAssembly(""), c), s.scope, s, source: s.source)) else { return nil }
    let arguments = a.arguments.compactMap { constant($0.value, s, c) }
    guard let v = try? c.construct(t, t.allConstructors.isEmpty ? [] : arguments) else { return .object(PSObject(shape: t.instanceShape, type: t)) }
    for (n, e) in a.named { if let x = constant(e, s, c) { try? c.setProperty(v, n, x) } }
    return v
  }
  static func constant(_ e: Expression, _ s: ClassSymbol, _ c: ExecutionContext) -> Value? { ConstantFolder(s.scope.compilation, s).value(e) }
}
