/// Types as written → types, with C#'s own errors for names nobody knows.
import Engine

struct TypeResolver {
  let compilation: Compilation
  let scope: NamespaceScope
  /// The class the name stands in.
  let owner: ClassSymbol?
  let source: SourceText
  /// Of the generic method around.
  var methodParameters: [NetType] = []
  init(_ c: Compilation, _ scope: NamespaceScope, _ owner: ClassSymbol?, source: SourceText, methodParameters: [NetType] = []) {
    compilation = c; self.scope = scope; self.owner = owner; self.source = source; self.methodParameters = methodParameters
  }

  static let builtIn: [String: NetType] = [
    "bool": TypeTable.bool, "byte": TypeTable.byte, "sbyte": TypeTable.sbyte, "short": TypeTable.short, "ushort": TypeTable.ushort,
    "int": TypeTable.int, "uint": TypeTable.uint, "long": TypeTable.long, "ulong": TypeTable.ulong, "float": TypeTable.single,
    "double": TypeTable.double, "decimal": TypeTable.decimal, "char": TypeTable.char, "string": TypeTable.string, "object": TypeTable.object,
    "void": Types.void, "dynamic": Types.dynamic, "nint": TypeTable.get("System.IntPtr"), "nuint": TypeTable.get("System.UIntPtr"),
  ]

  /// The type, or nil after a report.
  func resolve(_ r: TypeRef) -> NetType? {
    switch r {
    case .array(let e, let rank, _): return resolve(e).map { TypeTable.array(of: $0, rank: rank) }
    case .nullable(let e, _): return resolve(e).map { Types.makeNullable($0) }
    case .tuple(let items, _):
      let types = items.compactMap { resolve($0.type) }
      return types.count == items.count ? TypeTable.generic("System.ValueTuple", types) : nil
    case .pointer(_, let o):
      compilation.report(214, "Pointers and fixed size buffers may only be used in an unsafe context", source, o)
      return nil
    case .name(let parts, let o): return resolve(parts, o)
    }
  }
  private func resolve(_ parts: [(name: String, arguments: [TypeRef])], _ o: Int) -> NetType? {
    guard let first = parts.first, !first.name.isEmpty else { return nil }
    if parts.count == 1, first.arguments.isEmpty, let t = TypeResolver.builtIn[first.name] { return t }
    var arguments: [[NetType]] = []
    var failed = false
    for p in parts {
      // `List<>` in typeof
      let open = p.arguments.contains { $0.word == "" }
      let all = open ? [] : p.arguments.compactMap { resolve($0) }
      if !open, all.count != p.arguments.count { failed = true }
      arguments.append(all)
    }
    var i = 0
    var current: NetType?
    switch lookUp(first.name, first.arguments.count) {
    case .type(let t)?: current = close(t, arguments[0], o)
    case .ambiguous(let a, let b)?:
      compilation.report(104, "'\(first.name)' is an ambiguous reference between '\(Text.fullName(a))' and '\(Text.fullName(b))'", source, o)
      return nil
    case nil:
      if let (aliased, where_) = scope.alias(first.name) {
        current = TypeResolver(compilation, where_.outer ?? NamespaceScope("", nil, compilation), nil, source: source).resolve(aliased)
        if current == nil { return nil }
      } else if var n = scope.namespace(first.name) ?? (parts.count > 1 && compilation.isNamespace(first.name) ? first.name : nil) {
        i = 1
        while i < parts.count, current == nil {
          if let t = compilation.type(n + "." + parts[i].name, parts[i].arguments.count) { current = close(t, arguments[i], o) }
          else if compilation.isNamespace(n + "." + parts[i].name) { n += "." + parts[i].name; i += 1; continue }
          else {
            compilation.report(
              234,
              """
              The type or namespace name '\(parts[i].name)\(generic(parts[i].arguments.count))' does not exist in the namespace '\(n)' (are you missing an \
              assembly reference?)
              """,
              source, place(parts, i, o))
            return nil
          }
        }
        if current == nil { compilation.report(118, "'\(n)' is a namespace but is used like a type", source, o); return nil }
      } else {
        compilation.report(
          246,
          "The type or namespace name '\(first.name)\(generic(first.arguments.count))' could not be found (are you missing a using directive or an assembly reference?)",
          source, o)
        return nil
      }
    }
    i += 1
    while i < parts.count, let t = current {
      guard let inner = nested(parts[i].name, in: t) else {
        compilation.report(426, "The type name '\(parts[i].name)' does not exist in the type '\(Text.shortName(t))'", source, place(parts, i, o))
        return nil
      }
      current = close(inner, arguments[i], o)
      i += 1
    }
    return failed ? nil : current
  }
  /// `<>` or `<,>` behind the name of a generic type nobody knows.
  private func generic(_ arity: Int) -> String { arity == 0 ? "" : "<" + String(repeating: ",", count: arity - 1) + ">" }
  /// Where a later part of a name stands, when nothing but the name was written.
  private func place(_ parts: [(name: String, arguments: [TypeRef])], _ i: Int, _ o: Int) -> Int {
    parts[..<i].allSatisfy { $0.arguments.isEmpty } ? parts[..<i].reduce(o) { $0 + $1.name.utf8.count + 1 } : o
  }
  private func close(_ t: NetType, _ arguments: [NetType], _ o: Int) -> NetType? {
    if arguments.isEmpty { return t }
    if let s = ClassSymbol.of(t) { return TypeInstaller.close(s, arguments) }
    return TypeTable.generic(t.genericDefinition ?? t.fullName, arguments) ?? t
  }
  private func nested(_ n: String, in t: NetType) -> NetType? {
    var s = ClassSymbol.of(t)
    while let x = s {
      if let inner = x.nested.first(where: { $0.name == n }) { return inner.type }
      s = x.base
    }
    let full = t.fullName + "+" + n
    return TypeTable.resolve(full).flatMap { $0.fullName == full ? $0 : nil } ?? KnownNames.type(full)
  }
  /// A word as a type: type parameters, nested types of the classes around, then namespaces. No report.
  func lookUp(_ word: String, _ arity: Int) -> NamespaceScope.Found? {
    if arity == 0 {
      if let t = methodParameters.last(where: { $0.name == word }) { return .type(t) }
      if let t = TypeResolver.builtIn[word], word == "dynamic" || Parser.builtIn.contains(word) { return .type(t) }
    }
    var s = owner
    while let x = s {
      if arity == 0, let t = x.typeParameters.first(where: { $0.name == word }) { return .type(t) }
      if x.name == word, x.typeParameters.count == arity { return .type(x.type) }
      for c in x.chain { if let inner = c.nested.first(where: { $0.name == word && $0.typeParameters.count == arity }) { return .type(inner.type) } }
      if let t = x.netBase as NetType?, t !== TypeTable.object, let inner = nested(word, in: t) { return .type(inner) }
      s = x.outer
    }
    return scope.type(word, arity)
  }
  /// The same type with run-time arguments in place of type parameters; nil when it mentions none.
  static func runtime(_ t: NetType, owner: ClassSymbol?, methodParameters: [NetType]) -> ((Frame) -> NetType)? {
    guard Types.mentionsParameter(t) else { return nil }
    let classParameters = owner?.typeParameters ?? []
    return { f in
      var u = t
      if !f.typeArguments.isEmpty { u = Types.substitute(u, methodParameters, f.typeArguments) }
      if let a = f.object?.type.genericArguments, !a.isEmpty { u = Types.substitute(u, classParameters, a) }
      return u
    }
  }
}
