/// The members of a class: from what is written to symbols, and the checks that need no bodies.
import Engine

struct Declarations {
  let compilation: Compilation
  let s: ClassSymbol
  let resolver: TypeResolver
  init(_ c: Compilation, _ s: ClassSymbol) { compilation = c; self.s = s; resolver = TypeResolver(c, s.scope, s, source: s.source) }
  private func report(_ code: Int, _ message: String, _ offset: Int) { compilation.report(code, message, s.source, offset) }

  static func access(_ m: Modifiers, default d: Access) -> Access {
    switch m.access {
    case "public": .public
    case "protected": .protected
    case "internal": .internal
    case "private": .private
    default: d
    }
  }
  private func access(_ m: Modifiers) -> Access { Declarations.access(m, default: s.isInterface ? .public : .private) }

  func declareMembers() {
    if case .delegate(let m) = s.syntax.kind {
      s.invoke = method(m, "Invoke", Modifiers(words: ["public"]), m.offset)
      return
    }
    if let p = s.syntax.parameters { primary(p) }
    for m in s.syntax.members { declare(m) }
    if s.constructors.isEmpty, !s.isInterface, !s.isEnum, !s.isStaticClass, !s.isStruct {
      let c = MethodSymbol(".ctor", s, [], Types.void, isStatic: false, access: s.isAbstract ? .protected : .public, offset: s.syntax.offset)
      let m = Method()
      m.name = ".ctor"
      m.offset = s.syntax.offset
      m.body = Statement(.block([]), s.syntax.offset)
      c.syntax = m
      s.constructors = [c]
    }
  }
  private func declare(_ m: MemberSyntax) {
    switch m.kind {
    case .type: break
    case .field(let type, let variables):
      let t = resolver.resolve(type) ?? Types.dynamic
      if t === Types.void { report(670, "Field cannot have void type", type.offset) }
      let isConst = m.modifiers.has("const")
      for v in variables {
        duplicate(v.name, v.offset)
        let f = FieldSymbol(v.name, t, s, isStatic: m.modifiers.isStatic || isConst, isReadOnly: m.modifiers.has("readonly"), isConst: isConst, access: access(m.modifiers), offset: v.offset)
        f.initialSyntax = v.value
        if s.isStaticClass, !f.isStatic { report(708, "'\(s.shown).\(v.name)': cannot declare instance members in a static class", v.offset) }
        if isConst, v.value == nil { report(145, "A const field requires a value to be provided", v.offset) }
        s.fields.append(f)
      }
    case .property(let type, let name, let accessors, let initial):
      duplicate(name, m.offset)
      property(m, type, name, [], accessors, initial)
    case .indexer(let type, let p, let accessors): property(m, type, "Item", parameters(p), accessors, nil)
    case .event(let type, let variables, let accessors): event(m, type, variables, accessors)
    case .method(let f):
      let x = method(f, f.name, m.modifiers, f.offset)
      x.explicitInterface = m.explicitInterface.flatMap { resolver.resolve($0) }
      if s.declaredMethods(named: x.name).contains(where: { $0.key == x.key && $0.explicitInterface === x.explicitInterface }) {
        report(111, "Type '\(s.shown)' already defines a member called '\(f.name)' with the same parameter types", f.offset)
      }
      else if s.fields.contains(where: { $0.name == f.name && !$0.isHidden }) || s.properties.contains(where: { $0.name == f.name }) {
        report(102, "The type '\(s.shown)' already contains a definition for '\(f.name)'", f.offset)
      }
      if f.name == s.name { report(542, "'\(f.name)': member names cannot be the same as their enclosing type", f.offset) }
      if s.isStaticClass, !x.isStatic { report(708, "'\(x.shown.prefix { $0 != "(" })': cannot declare instance members in a static class", f.offset) }
      s.methods.append(x)
    case .constructor(let f):
      let x = method(f, ".ctor", m.modifiers, f.offset)
      if x.isStatic { s.staticConstructor = x; return }
      if s.isStaticClass { report(710, "Static classes cannot have instance constructors", f.offset) }
      if s.constructors.contains(where: { $0.key == x.key }) { report(111, "Type '\(s.shown)' already defines a member called '\(s.name)' with the same parameter types", f.offset) }
      s.constructors.append(x)
    case .finalizer: break
    case .operator(_, let f), .conversion(_, let f):
      let x = method(f, f.name, m.modifiers, f.offset)
      if !x.isStatic || x.access != .public { report(558, "User-defined operator '\(x.shown)' must be declared static and public", f.offset) }
      s.methods.append(x)
    }
  }
  private func duplicate(_ n: String, _ offset: Int) {
    if s.fields.contains(where: { $0.name == n && !$0.isHidden }) || s.properties.contains(where: { $0.name == n }) || s.methods.contains(where: { $0.name == n }) {
      report(102, "The type '\(s.shown)' already contains a definition for '\(n)'", offset)
    } else if n == s.name { report(542, "'\(n)': member names cannot be the same as their enclosing type", offset) }
  }
  func parameters(_ list: [ParameterSyntax], _ r: TypeResolver? = nil) -> [ParameterSymbol] {
    list.map { p in
      var x = ParameterSymbol(name: p.name, type: (r ?? resolver).resolve(p.type) ?? Types.dynamic, passing: p.passing == .in ? .value : p.passing, isRest: p.isRest, offset: p.offset)
      if let e = p.initial { x.initial = ConstantFolder(compilation, s).value(e, as: x.type) }
      return x
    }
  }
  func method(_ f: Method, _ name: String, _ m: Modifiers, _ offset: Int) -> MethodSymbol {
    var r = resolver
    r.methodParameters = f.typeParameters.map { Types.parameter($0) }
    for t in r.methodParameters { Types.constrain(t, f.constraints[t.name] ?? []) }
    let p = parameters(f.parameters, r)
    for (i, x) in f.parameters.enumerated() where f.parameters[..<i].contains(where: { $0.name == x.name }) { report(100, "The parameter name '\(x.name)' is a duplicate", x.offset) }
    let x = MethodSymbol(name, s, p, f.returnType.flatMap { $0.isVoid ? Types.void : r.resolve($0) ?? Types.dynamic } ?? Types.void, isStatic: m.isStatic, access: access(m), offset: offset)
    x.syntax = f
    x.typeParameters = r.methodParameters
    x.attributes = f.attributes
    x.isOverride = m.has("override")
    x.isAbstract = m.has("abstract") || s.isInterface && f.body == nil && f.expressionBody == nil
    x.isVirtual = m.has("virtual") || x.isAbstract || x.isOverride
    x.isExtern = m.has("extern")
    x.isExtension = f.parameters.first?.isThis ?? false
    if m.has("unsafe") { report(227, "Unsafe code may only appear if compiling with /unsafe", offset) }
    if f.body == nil, f.expressionBody == nil, !x.isAbstract, !x.isExtern, !m.has("partial"), case .delegate = s.syntax.kind {
    } else if f.body == nil, f.expressionBody == nil, !x.isAbstract, !x.isExtern, !m.has("partial"), !s.isInterface {
      report(501, "'\(x.shown)' must declare a body because it is not marked abstract, extern, or partial", offset)
    }
    if x.isAbstract, !s.isInterface {
      if f.body != nil { report(500, "'\(x.shown)' cannot declare a body because it is marked abstract", offset) }
      if !s.isAbstract { report(513, "'\(x.shown)' is abstract but it is contained in non-abstract type '\(s.shown)'", offset) }
    }
    return x
  }
  private func property(_ m: MemberSyntax, _ type: TypeRef, _ name: String, _ indexes: [ParameterSymbol], _ accessors: [Accessor], _ initial: Expression?) {
    let t = resolver.resolve(type) ?? Types.dynamic
    let p = PropertySymbol(name, t, s, isStatic: m.modifiers.isStatic, access: m.explicitInterface == nil ? access(m.modifiers) : .private, offset: m.offset)
    p.parameters = indexes
    if s.isStaticClass, !p.isStatic { report(708, "'\(s.shown).\(name)': cannot declare instance members in a static class", m.offset) }
    let explicit = m.explicitInterface.flatMap { resolver.resolve($0) }
    for a in accessors {
      let isGet = a.kind == "get"
      let x = MethodSymbol(
        (isGet ? "get_" : "set_") + name, s, isGet ? indexes : indexes + [ParameterSymbol(name: "value", type: t)], isGet ? t : Types.void,
        isStatic: p.isStatic, access: Declarations.access(a.modifiers, default: p.access), offset: a.offset)
      x.accessor = a
      x.isOverride = m.modifiers.has("override")
      x.isAbstract = m.modifiers.has("abstract") || s.isInterface && a.isAutomatic
      x.isVirtual = m.modifiers.has("virtual") || x.isAbstract || x.isOverride
      x.explicitInterface = explicit
      if isGet { p.getter = x } else { p.setter = x; p.isInitOnly = a.kind == "init" }
    }
    let isAutomatic = accessors.allSatisfy(\.isAutomatic) && !accessors.isEmpty && !m.modifiers.has("abstract") && !m.modifiers.has("extern") && !s.isInterface
    if isAutomatic {
      let f = FieldSymbol("<\(name)>k__BackingField", t, s, isStatic: p.isStatic, access: .private, offset: m.offset)
      f.isHidden = true
      f.initialSyntax = initial
      p.backing = f
      s.fields.append(f)
    }
    if let e = explicit { p.getter?.explicitInterface = e; p.setter?.explicitInterface = e }
    s.properties.append(p)
  }
  private func event(_ m: MemberSyntax, _ type: TypeRef, _ variables: [Statement.Variable], _ accessors: [Accessor]) {
    let t = resolver.resolve(type) ?? Types.dynamic
    for v in variables {
      duplicate(v.name, v.offset)
      let e = EventSymbol(v.name, t, s, isStatic: m.modifiers.isStatic, access: access(m.modifiers))
      if accessors.isEmpty {
        let f = FieldSymbol(v.name, t, s, isStatic: e.isStatic, access: .private, offset: v.offset)
        f.isHidden = true
        f.initialSyntax = v.value
        if !s.isInterface { e.field = f; s.fields.append(f) }
      }
      for a in accessors {
        let x = MethodSymbol(a.kind + "_" + v.name, s, [ParameterSymbol(name: "value", type: t)], Types.void, isStatic: e.isStatic, access: e.access, offset: a.offset)
        x.accessor = a
        if a.kind == "add" { e.add = x } else { e.remove = x }
      }
      s.events.append(e)
    }
  }
  /// `record R(int A)`: properties and a constructor of the parameters. (Of other classes: fields nobody else sees.)
  private func primary(_ list: [ParameterSyntax]) {
    let p = parameters(list)
    let f = Method()
    f.name = ".ctor"
    f.parameters = list
    f.offset = s.syntax.offset
    var assignments: [Statement] = []
    for (x, y) in zip(p, list) {
      let target: String
      if s.isRecord {
        let q = PropertySymbol(x.name, x.type, s, isStatic: false, access: .public, offset: y.offset)
        let field = FieldSymbol("<\(x.name)>k__BackingField", x.type, s, isStatic: false, access: .private, offset: y.offset)
        field.isHidden = true
        q.backing = field
        q.getter = MethodSymbol("get_" + x.name, s, [], x.type, isStatic: false, access: .public, offset: y.offset)
        q.getter?.accessor = Accessor(kind: "get", offset: y.offset)
        q.setter = MethodSymbol("set_" + x.name, s, [ParameterSymbol(name: "value", type: x.type)], Types.void, isStatic: false, access: .public, offset: y.offset)
        q.setter?.accessor = Accessor(kind: "init", offset: y.offset)
        q.isInitOnly = true
        s.fields.append(field)
        s.properties.append(q)
        target = x.name
      } else {
        let field = FieldSymbol(x.name, x.type, s, isStatic: false, access: .private, offset: y.offset)
        field.isHidden = true
        field.isRead = true
        s.fields.append(field)
        target = x.name
      }
      let this = Expression(.this, y.offset)
      assignments.append(Statement(.expression(Expression(.assign("=", Expression(.member(this, target, []), y.offset), Expression(.name(x.name, []), y.offset)), y.offset)), y.offset))
    }
    f.body = Statement(.block(assignments), s.syntax.offset)
    if let a = s.syntax.baseArguments { f.chain = (true, a, s.syntax.offset) }
    let c = MethodSymbol(".ctor", s, p, Types.void, isStatic: false, access: .public, offset: s.syntax.offset)
    c.syntax = f
    s.constructors.append(c)
  }

  // MARK: Checks across classes

  func check() {
    for m in s.methods where m.isOverride { checkOverride(m) }
    if !s.isAbstract, !s.isInterface, !s.isStruct { checkAbstract() }
    if !s.isInterface, !s.isEnum { for i in s.interfaces { checkInterface(i) } }
    if s.base.map({ $0.isSubclass(of: s) }) ?? false { report(146, "Circular base type dependency involving '\(s.shown)' and '\(s.base?.shown ?? "")'", s.syntax.offset) }
    let hasEquals = s.methods.contains { $0.name == "Equals" && $0.isOverride && $0.parameters.count == 1 }, hasHash = s.methods.contains { $0.name == "GetHashCode" && $0.isOverride }
    if hasEquals, !hasHash { compilation.report(659, "'\(s.shown)' overrides Object.Equals(object o) but does not override Object.GetHashCode()", s.source, s.syntax.offset, .warning) }
    checkAttributes(s.syntax.attributes)
    for m in s.syntax.members { checkAttributes(m.attributes) }
    for m in s.methods { for p in m.syntax?.parameters ?? [] { checkAttributes(p.attributes) } }
  }
  private func checkOverride(_ m: MethodSymbol) {
    var b = s.base
    while let x = b {
      if let o = x.methods.first(where: { $0.name == m.name && $0.parameters.count == m.parameters.count && ($0.key == m.key || !x.typeParameters.isEmpty) && !$0.isStatic }) {
        if !o.isVirtual { report(506, "'\(m.shown)': cannot override inherited member '\(o.shown)' because it is not marked virtual, abstract, or override", m.offset) }
        else if o.returnType !== m.returnType, !Types.mentionsParameter(o.returnType), !o.returnType.isAssignable(from: m.returnType) {
          report(508, "'\(m.shown)': return type must be '\(Text.shortName(o.returnType))' to match overridden member '\(o.shown)'", m.offset)
        }
        return
      }
      b = x.base
    }
    let inherited = ["ToString", "Equals", "GetHashCode", "Finalize"].contains(m.name)
    // what the shell's tables have of .NET's own classes is less than there is
    if !inherited,
      s.netBase === TypeTable.object || s.netBase === TypeTable.valueType
        || s.netBase.fullName == "System.Exception" && s.base == nil && m.name != "GetObjectData" && m.name != "GetBaseException"
    {
      report(115, "'\(m.shown)': no suitable method found to override", m.offset)
    }
  }
  private func checkAbstract() {
    var b = s.base
    while let x = b {
      for m in x.methods where m.isAbstract {
        if s.implementation(of: m).isAbstract { report(534, "'\(s.shown)' does not implement inherited abstract member '\(m.shown)'", s.syntax.offset) }
      }
      for p in x.properties {
        for m in [p.getter, p.setter].compactMap({ $0 }) where m.isAbstract && s.implementation(of: m).isAbstract {
          report(
            534, "'\(s.shown)' does not implement inherited abstract member '\(x.shown).\(p.name).\(m.name.hasPrefix("get_") ? "get" : "set")'", s.syntax.offset
          )
        }
      }
      b = x.base
    }
  }
  private static let contracts: [String: [(String, Int, String)]] = [
    "System.IComparable": [("CompareTo", 1, "IComparable.CompareTo(object)")], "System.IDisposable": [("Dispose", 0, "IDisposable.Dispose()")],
    "System.ICloneable": [("Clone", 0, "ICloneable.Clone()")],
    "System.Collections.IEnumerable": [("GetEnumerator", 0, "IEnumerable.GetEnumerator()")], "System.Collections.IComparer": [("Compare", 2, "IComparer.Compare(object, object)")],
    "System.Collections.Generic.IComparer`1": [("Compare", 2, "IComparer<T>.Compare(T, T)")],
    "System.IComparable`1": [("CompareTo", 1, "IComparable<T>.CompareTo(T)")], "System.IEquatable`1": [("Equals", 1, "IEquatable<T>.Equals(T)")],
    "System.Collections.Generic.IEnumerable`1": [("GetEnumerator", 0, "IEnumerable<T>.GetEnumerator()")], "System.IFormattable": [("ToString", 2, "IFormattable.ToString(string, IFormatProvider)")],
    "System.Collections.Generic.IEqualityComparer`1": [("Equals", 2, "IEqualityComparer<T>.Equals(T, T)"), ("GetHashCode", 1, "IEqualityComparer<T>.GetHashCode(T)")],
    "System.Management.Automation.IValidateSetValuesGenerator": [("GetValidValues", 0, "IValidateSetValuesGenerator.GetValidValues()")],
    "System.Management.Automation.IDynamicParameters": [("GetDynamicParameters", 0, "IDynamicParameters.GetDynamicParameters()")]
  ]
  private func checkInterface(_ i: NetType) {
    let at = s.syntax.bases.first { resolver.resolve($0) === i }?.offset ?? s.syntax.offset
    if let x = ClassSymbol.of(i) {
      for m in x.methods where m.isAbstract {
        let found = s.implementation(of: m)
        if found === m || found.access != .public && found.explicitInterface == nil { report(535, "'\(s.shown)' does not implement interface member '\(m.shown)'", at) }
        else if found.returnType !== m.returnType, !Types.mentionsParameter(m.returnType) {
          report(
            738,
            """
            '\(s.shown)' does not implement interface member '\(m.shown)'. '\(found.shown)' cannot implement '\(m.shown)' because it does not have the \
            matching return type of '\(Text.shortName(m.returnType))'.
            """,
            at)
        }
      }
      for p in x.properties where !p.isStatic {
        for m in [p.getter, p.setter].compactMap({ $0 }) where m.isAbstract && s.implementation(of: m) === m {
          let own = s.chain.lazy.flatMap(\.properties).first { $0.name == p.name }
          report(535, "'\(s.shown)' does not implement interface member '\(x.shown).\(p.name)\(own == nil ? "" : m.name.hasPrefix("get_") ? ".get" : ".set")'", at)
          if own == nil { break }
        }
      }
      return
    }
    for (name, count, shown) in Declarations.contracts[i.genericDefinition ?? i.fullName] ?? [] {
      let all = s.chain.flatMap(\.methods).filter { $0.name == name && $0.parameters.count == count && !$0.isStatic }
      let argument = i.genericArguments.first.map { Text.shortName($0) } ?? "T"
      if all.isEmpty, s.netBase === TypeTable.object || s.isStruct || s.isException {
        report(
          535,
          """
          '\(s.shown)' does not implement interface member \
          '\(shown.replacing("<T>", with: "<\(argument)>").replacing("(T)", with: "(\(argument))").replacing("(T, T)", with: "(\(argument), \(argument))"))'
          """,
          at)
      }
    }
  }
  private func checkAttributes(_ all: [AttributeUse]) {
    for a in all where a.target != "assembly" && a.target != "module" {
      guard AttributeNames.find(a, resolver) == nil, case .name(let parts, let o) = a.name, let last = parts.last?.name else { continue }
      for n in [last + "Attribute", last] { report(246, "The type or namespace name '\(n)' could not be found (are you missing a using directive or an assembly reference?)", o) }
    }
  }
}

enum AttributeNames {
  /// The class an attribute means: `Foo` or `FooAttribute`.
  static func find(_ a: AttributeUse, _ r: TypeResolver) -> NetType? {
    guard case .name(var parts, _) = a.name, let last = parts.last?.name else { return nil }
    for n in [last + "Attribute", last] {
      parts[parts.count - 1].name = n
      if parts.count == 1 {
        if case .type(let t)? = r.lookUp(n, 0) { return t }
        continue
      }
      let full = parts.map(\.name).joined(separator: ".")
      if let t = r.compilation.type(full, 0) ?? r.scope.namespace(parts[0].name).flatMap({ r.compilation.type(([$0] + parts.dropFirst().map(\.name)).joined(separator: "."), 0) }) { return t }
    }
    return nil
  }
  /// `Flags`, `DllImport`: an attribute of that short name among several.
  static func first(_ all: [AttributeUse], _ name: String) -> AttributeUse? {
    all.first { if case .name(let p, _) = $0.name { p.last?.name == name || p.last?.name == name + "Attribute" } else { false } }
  }
}
