/// One run of the compiler: sources → types, or diagnostics.
import Engine
import NetTypes

public final class Compilation {
  let sources: [SourceText]
  /// Also the file it is said to be compiled into.
  public let assembly: PSAssembly
  private(set) var symbols: [ClassSymbol] = []
  /// Types of this compilation by full name, generic ones with their number of parameters.
  private var byName: [String: ClassSymbol] = [:]
  private var namespaceNames: Set<String> = []
  public internal(set) var diagnostics: [Diagnostic] = []
  /// Assemblies given as references, whose types may be used.
  private let references: [NetType]
  let context: ExecutionContext

  /// - Parameters:
  ///   - assembly: its full name
  ///   - references: types compiled earlier that the source may mention
  public init(_ sources: [SourceText], assembly: PSAssembly, references: [NetType] = [], _ context: ExecutionContext) {
    self.sources = sources
    self.assembly = assembly
    self.references = references
    self.context = context
    for s in sources {
      let p = Parser(s)
      let unit = p.unit()
      diagnostics += p.diagnostics
      declare(unit, NamespaceScope("", nil, self), s)
    }
  }
  /// Full names of the types that stand in namespaces, as they will be known.
  public var declaredNames: [String] { symbols.filter { $0.outer == nil }.map { ($0.scope.name.isEmpty ? "" : $0.scope.name + ".") + $0.shown } }
  /// The types in order of declaration, nested ones behind all others.
  public var types: [NetType] { (symbols.filter { $0.outer == nil } + symbols.filter { $0.outer != nil }).map(\.type) }

  /// Finds the meaning of everything; false when there are errors.
  /// - Parameters:
  ///   - warningsAreErrors: they are unless the user asks otherwise
  ///   - installs: the types become known; else only the diagnostics are wanted
  public func compile(warningsAreErrors: Bool, installs: Bool = true) -> Bool {
    func finish() -> Bool {
      if warningsAreErrors { for i in diagnostics.indices where diagnostics[i].severity == .warning { diagnostics[i].isPromoted = true } }
      return !diagnostics.contains(where: \.isError)
    }
    for s in symbols { resolveBases(s) }
    // `Option<string>` may have been mentioned before it was known what `Option<T>` derives from
    for s in symbols { for t in s.closed { TypeInstaller.inherit(t, s, t.genericArguments) } }
    for s in symbols { Declarations(self, s).declareMembers() }
    for s in symbols.sorted(by: { $0.chain.count < $1.chain.count }) { s.layOut() }
    for s in symbols { Declarations(self, s).check() }
    if diagnostics.contains(where: { $0.severity == .error }) { _ = finish(); withdraw(); return false }
    for s in symbols { BodyCompiler.compile(s, self) }
    guard finish() else { withdraw(); return false }
    if !installs { withdraw(); return true }
    for s in symbols { s.type.assembly = assembly }
    for s in symbols { TypeInstaller.install(s, s.type) }
    for s in symbols {
      // a script cannot name what is not public
      if s.isVisible || s.type.category == .interface { TypeTable.define(s.type) }
      if !s.typeParameters.isEmpty { TypeTable.registerGeneric(s.type.fullName) { TypeInstaller.close(s, $0) } }
      for t in s.closed { t.assembly = assembly }
    }
    assembly.types = types
    return true
  }
  private func withdraw() { for s in symbols { ClassSymbol.forget(s.type) } }
  func report(_ code: Int, _ message: String, _ source: SourceText, _ offset: Int, _ severity: Diagnostic.Severity = .error) {
    if diagnostics.contains(where: { $0.place.offset == offset && $0.place.source === source && $0.message == message }) { return }
    diagnostics.append(Diagnostic(code, message, Place(source: source, offset: offset), severity))
  }

  /// What is said about the flow of a body (unused variables, code never reached, missing returns) counts only when the body
  /// is otherwise right.
  func dropFlowReports(from start: Int) {
    let flow: Set<String> = ["CS0161", "CS0162", "CS0165", "CS0168", "CS0177", "CS0269", "CS0219", "CS1643"]
    guard start < diagnostics.count, diagnostics[start...].contains(where: { $0.severity == .error && !flow.contains($0.code) }) else { return }
    diagnostics = diagnostics[..<start] + diagnostics[start...].filter { !flow.contains($0.code) }
  }

  // MARK: Declarations

  private func declare(_ n: NamespaceSyntax, _ scope: NamespaceScope, _ source: SourceText) {
    for u in n.usings {
      if let a = u.alias, case .name(let parts, _) = u.name, parts.allSatisfy({ $0.arguments.isEmpty }), isNamespace(parts.map(\.name).joined(separator: ".")) {
        scope.namespaceAliases[a] = parts.map(\.name).joined(separator: ".")
        continue
      }
      if let a = u.alias { scope.aliases[a] = u.name; continue }
      guard case .name(let parts, let o) = u.name else { continue }
      let full = parts.map(\.name).joined(separator: ".")
      if u.isStatic { pendingStatics.append((scope, u.name, source)); continue }
      scope.usings.append(full)
      pendingUsings.append((full, source, o))
    }
    for t in n.types { declare(t, scope, nil, source) }
    for inner in n.namespaces {
      let name = scope.name.isEmpty ? inner.name : scope.name + "." + inner.name
      var part = name
      while true { namespaceNames.insert(part); guard let dot = part.lastIndex(of: ".") else { break }; part = String(part[..<dot]) }
      declare(inner, NamespaceScope(name, scope, self), source)
    }
  }
  private var pendingUsings: [(String, SourceText, Int)] = []
  private var pendingStatics: [(NamespaceScope, TypeRef, SourceText)] = []

  private func declare(_ t: TypeSyntax, _ scope: NamespaceScope, _ outer: ClassSymbol?, _ source: SourceText) {
    let head = outer.map { $0.type.fullName + "+" } ?? (scope.name.isEmpty ? "" : scope.name + ".")
    let full = head + t.name + (t.typeParameters.isEmpty ? "" : "`\(t.typeParameters.count)")
    if let old = byName[full] {
      guard t.modifiers.has("partial"), old.syntax.modifiers.has("partial") else {
        if outer == nil { report(101, "The namespace '\(scope.name.isEmpty ? "<global namespace>" : scope.name)' already contains a definition for '\(t.name)'", source, t.offset) }
        else if let outer { report(102, "The type '\(outer.shown)' already contains a definition for '\(t.name)'", source, t.offset) }
        return
      }
      old.syntax.members += t.members
      old.syntax.bases += t.bases
      return
    }
    let type: NetType
    switch t.kind {
    case .struct: type = NetType(full, .struct, base: TypeTable.valueType)
    case .interface: type = NetType(full, .interface)
    case .enum: type = NetType(full, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.ISpanFormattable", "System.IFormattable", "System.IConvertible"])
    case .delegate: type = NetType(full, .delegate, base: TypeTable.get("System.MulticastDelegate"))
    default: type = NetType(full, base: TypeTable.object)
    }
    let s = ClassSymbol(t.name, type, t, scope, outer: outer)
    s.source = source
    s.access = outer == nil ? (t.modifiers.isPublic ? .public : .internal) : Declarations.access(t.modifiers, default: outer?.isInterface ?? false ? .public : .private)
    s.typeParameters = t.typeParameters.map { Types.parameter($0) }
    for p in s.typeParameters { Types.constrain(p, t.constraints[p.name] ?? []) }
    if !s.typeParameters.isEmpty {
      type.genericArguments = s.typeParameters
      type.genericDefinition = full
    }
    type.isByRefLike = t.isByRefLike
    type.isAbstract = t.modifiers.has("abstract") || t.modifiers.isStatic
    type.isDeclaredSealed = t.modifiers.has("sealed") || t.modifiers.isStatic
    ClassSymbol.register(type, s)
    byName[full] = s
    symbols.append(s)
    outer?.nested.append(s)
    for m in t.members { if case .type(let inner) = m.kind { declare(inner, scope, s, source) } }
  }
  private func resolveBases(_ s: ClassSymbol) {
    if !pendingUsings.isEmpty { checkUsings() }
    let r = TypeResolver(self, s.scope, s, source: s.source)
    if case .enum = s.syntax.kind {
      EnumDeclaration.define(s, r)
      return
    }
    var names: [String] = []
    for (i, b) in s.syntax.bases.enumerated() {
      guard let t = r.resolve(b) else { continue }
      if t.category == .interface || Types.isGenericInterface(t) {
        s.interfaces.append(t)
        Types.interfacesByName[t.fullName] = t
        names.append(t.fullName)
        for inner in Types.inherited(t) where !names.contains(inner.fullName) { s.interfaces.append(inner); Types.interfacesByName[inner.fullName] = inner; names.append(inner.fullName) }
      } else if i > 0 || s.isStruct || s.isInterface {
        report(
          s.isStruct || s.isInterface ? 527 : 1721,
          s.isStruct || s.isInterface
            ? "Type '\(Text.shortName(t))' in interface list is not an interface"
            : "Class '\(s.shown)' cannot have multiple base classes: '\(Text.shortName(s.type.baseType ?? TypeTable.object))' and '\(Text.shortName(t))'",
          s.source, b.offset)
      } else if t.isSealed {
        report(509, "'\(s.shown)': cannot derive from sealed type '\(Text.shortName(t))'", s.source, s.syntax.offset)
      } else if sequence(first: t, next: { $0.baseType }).contains(where: { ClassSymbol.of($0) === s }) {
        report(146, "Circular base type dependency involving '\(Text.shortName(t))' and '\(s.shown)'", s.source, s.syntax.offset)
      } else {
        s.setBase(t)
      }
    }
    s.type.interfaces = names
  }
  private func checkUsings() {
    let all = pendingUsings
    pendingUsings = []
    for (full, source, offset) in all where !isNamespace(full) {
      var outer = full.lastIndex(of: ".").map { String(full[..<$0]) }, word = full.split(separator: ".").last.map(String.init) ?? full
      while let o = outer, !isNamespace(o) { word = o.split(separator: ".").last.map(String.init) ?? o; outer = o.lastIndex(of: ".").map { String(o[..<$0]) } }
      if let outer { report(234, "The type or namespace name '\(word)' does not exist in the namespace '\(outer)' (are you missing an assembly reference?)", source, offset) }
      else { report(246, "The type or namespace name '\(word)' could not be found (are you missing a using directive or an assembly reference?)", source, offset) }
    }
    for (scope, name, source) in pendingStatics { if let t = TypeResolver(self, scope, nil, source: source).resolve(name) { scope.staticUsings.append(t) } }
    pendingStatics = []
  }

  // MARK: Names

  func isNamespace(_ n: String) -> Bool { namespaceNames.contains(n) || KnownNames.namespaces.contains(n) || TypeTable.hasNamespace(n) }
  /// The type of exactly this full name.
  func type(_ full: String, _ arity: Int) -> NetType? {
    let key = arity == 0 ? full : full + "`\(arity)"
    if let s = byName[key] { return s.type }
    if let t = references.first(where: { $0.fullName == key }) { return t }
    guard full.utf8.contains(46), KnownNames.mayExist(key), let t = TypeTable.resolve(key) ?? KnownNames.type(key), t.fullName == key else { return nil }
    // types of scripts, and of other compilations, are none of the references
    return t.scriptClass != nil || t.category == .scriptEnum || ClassSymbol.of(t) != nil || t.assembly != nil ? nil : t
  }
}

extension ClassSymbol {
  func setBase(_ t: NetType) {
    type.baseType = t
    base = ClassSymbol.of(t)
  }
}

extension Types {
  static func isGenericInterface(_ t: NetType) -> Bool {
    guard let leaf = t.genericDefinition?.split(separator: ".").last?.utf8, t.category != .struct, ClassSymbol.of(t) == nil else { return false }
    return leaf.first == 73 && (leaf.dropFirst().first.map { $0 >= 65 && $0 <= 90 } ?? false)
  }
  /// Interfaces an interface brings along.
  static func inherited(_ t: NetType) -> [NetType] {
    if let s = ClassSymbol.of(t) { return s.interfaces }
    let sequence = TypeTable.get("System.Collections.IEnumerable")
    switch t.genericDefinition {
    case "System.Collections.Generic.IEnumerable`1": return [sequence]
    case "System.Collections.Generic.IEnumerator`1": return [TypeTable.get("System.Collections.IEnumerator"), TypeTable.get("System.IDisposable")]
    case "System.Collections.Generic.IList`1", "System.Collections.Generic.ICollection`1": return (Types.element(of: t).map { [Types.sequence(of: $0)] } ?? []) + [sequence]
    default: break
    }
    switch t.fullName {
    case "System.Collections.IList", "System.Collections.IDictionary": return [TypeTable.get("System.Collections.ICollection"), sequence]
    case "System.Collections.ICollection": return [sequence]
    default: return t.interfaces.map { TypeTable.get($0) }
    }
  }
}
