/// What a compiled class consists of. Symbols live as long as their types: as long as the process.
import Engine
import NetTypes

enum Access: Int {
  case `private`, protected, `internal`, `public`
  /// Whether scripts see it: code of derived classes more than other code.
  func isSeen(_ isDerived: Bool) -> Bool { self == .public || isDerived && self == .protected }
}

final class FieldSymbol {
  let name: String, type: NetType, owner: ClassSymbol
  let isStatic: Bool, isReadOnly: Bool, isConst: Bool
  let access: Access
  let offset: Int
  /// Of an instance field: its place in the object; of a static one: in the class.
  var slot = 0
  var constant: Value?
  var initialSyntax: Expression?
  var initial: Run?
  /// Made for a property or an event.
  var isHidden = false
  var isRead = false, isWritten = false
  init(_ name: String, _ type: NetType, _ owner: ClassSymbol, isStatic: Bool, isReadOnly: Bool = false, isConst: Bool = false, access: Access, offset: Int) {
    self.name = name; self.type = type; self.owner = owner; self.isStatic = isStatic; self.isReadOnly = isReadOnly; self.isConst = isConst; self.access = access; self.offset = offset
  }
}

struct ParameterSymbol {
  let name: String
  let type: NetType
  var passing = Argument.Passing.value
  var isRest = false
  var initial: Value?
  var offset = 0
}

final class PropertySymbol {
  let name: String, type: NetType, owner: ClassSymbol
  let isStatic: Bool
  let access: Access
  let offset: Int
  var parameters: [ParameterSymbol] = []
  var getter: MethodSymbol?, setter: MethodSymbol?
  /// Of an automatic property.
  var backing: FieldSymbol?
  var isInitOnly = false
  init(_ name: String, _ type: NetType, _ owner: ClassSymbol, isStatic: Bool, access: Access, offset: Int) {
    self.name = name; self.type = type; self.owner = owner; self.isStatic = isStatic; self.access = access; self.offset = offset
  }
}

final class EventSymbol {
  let name: String, type: NetType, owner: ClassSymbol
  let isStatic: Bool
  let access: Access
  var field: FieldSymbol?
  var add: MethodSymbol?, remove: MethodSymbol?
  init(_ name: String, _ type: NetType, _ owner: ClassSymbol, isStatic: Bool, access: Access) { self.name = name; self.type = type; self.owner = owner; self.isStatic = isStatic; self.access = access }
}

final class MethodSymbol {
  let name: String, owner: ClassSymbol
  var parameters: [ParameterSymbol]
  let returnType: NetType
  let isStatic: Bool
  let access: Access
  let offset: Int
  var typeParameters: [NetType] = []
  var isVirtual = false, isAbstract = false, isOverride = false, isExtern = false, isExtension = false, isIterator = false
  var isConstructor: Bool { name == ".ctor" }
  var explicitInterface: NetType?
  var syntax: Method?
  /// Of an accessor: its own body.
  var accessor: Accessor?
  var attributes: [AttributeUse] = []
  /// Made by the compiler of the body; `frameSize` slots, the parameters first.
  var body: Run?
  var frameSize = 0
  /// Parameters that lambdas hold are put into boxes.
  var boxed: [Int] = []
  /// For calls that need no frame: automatic properties and their kind.
  var direct: ((Value, [Value], ExecutionContext) throws -> Value)?

  init(_ name: String, _ owner: ClassSymbol, _ parameters: [ParameterSymbol], _ returnType: NetType, isStatic: Bool, access: Access, offset: Int) {
    self.name = name; self.owner = owner; self.parameters = parameters; self.returnType = returnType; self.isStatic = isStatic; self.access = access; self.offset = offset
  }
  /// What tells overloads apart.
  var key: String { name + "`\(typeParameters.count)(" + parameters.map { ($0.passing == .value ? "" : "&") + (Types.isParameter($0.type) ? "!" : $0.type.fullName) }.joined(separator: ",") + ")" }
  /// `C.M(int, string)` as messages show it.
  var shown: String {
    "\(owner.shown).\(isConstructor ? owner.name : name)" + (typeParameters.isEmpty ? "" : "<" + typeParameters.map(\.name).joined(separator: ", ") + ">") + "("
      + parameters.map { ($0.isRest ? "params " : $0.passing == .ref ? "ref " : $0.passing == .out ? "out " : "") + Text.shortName($0.type) }.joined(
        separator: ", ") + ")"
  }

  /// The method an object answers a call with.
  func target(_ v: Value) -> MethodSymbol {
    guard isVirtual || owner.isInterface, let o = v.compiled else { return self }
    if case .object(let instance) = v, let m = InheritedMembers.answer(self, instance) { return m }
    return o.symbol.implementation(of: self)
  }
  /// Calls it with all arguments; those by reference are `PSReference`s.
  /// - Parameter isOwn: this body, without looking for an override
  func invoke(_ this: Value, _ arguments: [Value], _ c: ExecutionContext, typeArguments: [NetType] = [], isOwn: Bool = false) throws -> Value {
    let m = isStatic || isOwn ? self : target(this)
    if let d = m.direct { return try d(this, arguments, c) }
    guard m.body != nil else {
      if m.isExtern || this.compiled != nil { throw Runtime.error("System.EntryPointNotFoundException", "Entry point was not found.") }
      // an interface's method, on an object of somebody else
      return try Runtime.unwrapped { try c.callMethod(this, m.name, arguments) }
    }
    let f = Frame(m.frameSize, this, c, typeArguments)
    for (i, a) in arguments.enumerated() where i < m.parameters.count { f.slots[i] = a }
    return try m.run(f)
  }
  /// Runs the body on a filled frame.
  @inline(__always) func run(_ f: Frame) throws -> Value {
    if f.context.stackIsLow() { throw f.context.callDepthError() }
    // a recursion is a loop as well
    try f.context.poll()
    for i in boxed { f.slots[i] = .other(Box(f.slots[i])) }
    guard let body else { return .null }
    return try body(f)
  }
}

final class ClassSymbol {
  let name: String
  let type: NetType
  let syntax: TypeSyntax
  let scope: NamespaceScope
  let outer: ClassSymbol?
  /// Public, and so are the types it is written in.
  var isVisible: Bool { access == .public && outer?.isVisible ?? true }
  var source = SourceText("")
  /// The compiled class it derives from.
  var base: ClassSymbol?
  var typeParameters: [NetType] = []
  /// Types that it was closed to.
  var closed: [NetType] = []
  /// All interfaces, inherited ones too.
  var interfaces: [NetType] = []
  var fields: [FieldSymbol] = [], properties: [PropertySymbol] = [], methods: [MethodSymbol] = [], events: [EventSymbol] = []
  /// `methods` by name, as far as they were listed.
  private var byName: [String: [MethodSymbol]] = [:]
  private var listed = 0
  var constructors: [MethodSymbol] = []
  var nested: [ClassSymbol] = []
  var staticConstructor: MethodSymbol?
  var access = Access.internal
  /// Of a delegate type.
  var invoke: MethodSymbol?
  private(set) var fieldCount = 0
  var statics: [Value] = []
  var staticCount = 0
  /// Whether static fields still wait for their first use, and why they failed.
  var needsInitialiser = false
  var failure: PSException?
  private var implementations: [ObjectIdentifier: MethodSymbol] = [:]

  init(_ name: String, _ type: NetType, _ syntax: TypeSyntax, _ scope: NamespaceScope, outer: ClassSymbol?) {
    self.name = name; self.type = type; self.syntax = syntax; self.scope = scope; self.outer = outer
  }

  // MARK: All compiled types of the process

  nonisolated(unsafe) private static var all: [ObjectIdentifier: ClassSymbol] = [:]
  static func of(_ t: NetType) -> ClassSymbol? { all[ObjectIdentifier(t)] }
  static func register(_ t: NetType, _ s: ClassSymbol) {
    all[ObjectIdentifier(t)] = s
    kept.append(t)
    if t.category == .class || t.category == .interface { t.compiledBase = InheritedMembers(s, t) }
  }
  static func forget(_ t: NetType) { all[ObjectIdentifier(t)] = nil }
  nonisolated(unsafe) private static var kept: [NetType] = []

  var isStruct: Bool { type.category == .struct }
  var isInterface: Bool { type.category == .interface }
  var isEnum: Bool { type.isEnum }
  var isStaticClass: Bool { syntax.modifiers.isStatic }
  var isAbstract: Bool { syntax.modifiers.has("abstract") }
  var isRecord: Bool { if case .record = syntax.kind { true } else { false } }
  var isException: Bool { type.isSubclass(of: "System.Exception") }
  /// `Outer.Inner`, `List<T>`: as messages name it.
  var shown: String { (outer.map { $0.shown + "." } ?? "") + name + (typeParameters.isEmpty ? "" : "<" + typeParameters.map(\.name).joined(separator: ", ") + ">") }
  var chain: [ClassSymbol] {
    var all: [ClassSymbol] = [], s: ClassSymbol? = self
    while let x = s { all.append(x); s = x.base }
    return all
  }
  /// The nearest base class that is not compiled.
  var netBase: NetType {
    var t = type.baseType
    while let u = t, ClassSymbol.of(u) != nil { t = u.baseType }
    return t ?? TypeTable.object
  }
  /// That has state or behaviour of its own which an object inside must keep.
  var needsInner: Bool {
    let b = netBase
    return b !== TypeTable.object && b !== TypeTable.valueType && !isException && !b.allConstructors.isEmpty
  }
  func isSubclass(of s: ClassSymbol) -> Bool { chain.contains { $0 === s } }

  /// Gives instance fields their places, those of base classes first.
  func layOut() {
    var n = base?.fieldCount ?? 0
    for f in fields where !f.isConst {
      if f.isStatic { f.slot = staticCount; staticCount += 1 } else { f.slot = n; n += 1 }
    }
    fieldCount = n
    statics = Array(repeating: .null, count: staticCount)
    for f in fields where f.isStatic && !f.isConst { statics[f.slot] = Types.zero(f.type) }
    needsInitialiser = staticConstructor != nil || fields.contains { $0.isStatic && !$0.isConst && $0.initialSyntax != nil }
  }
  /// An object with nothing in it.
  func blank(_ t: NetType) -> CompiledObject {
    let o = CompiledObject(self, t)
    for s in chain { for f in s.fields where !f.isStatic && !f.isConst && f.type.isValueType { o.fields[f.slot] = Types.zero(Types.substitute(f.type, s.typeParameters, t.genericArguments)) } }
    return o
  }

  // MARK: Members by name

  var allProperties: [PropertySymbol] {
    var seen: Set<String> = []
    return chain.flatMap(\.properties).filter { seen.insert($0.name).inserted }
  }
  func find(property n: String) -> PropertySymbol? {
    for s in chain { if let p = s.properties.first(where: { $0.name == n && $0.parameters.isEmpty }) { return p } }
    if isInterface { for i in interfaces { if let p = ClassSymbol.of(i)?.properties.first(where: { $0.name == n }) { return p } } }
    return nil
  }
  func find(field n: String) -> FieldSymbol? {
    for s in chain { if let f = s.fields.first(where: { $0.name == n }) { return f } }
    return nil
  }
  func find(event n: String) -> EventSymbol? {
    for s in chain { if let e = s.events.first(where: { $0.name == n }) { return e } }
    return nil
  }
  /// The methods of a name that the class declares itself.
  func declaredMethods(named n: String) -> [MethodSymbol] {
    while listed < methods.count {
      byName[methods[listed].name, default: []].append(methods[listed])
      listed += 1
    }
    return byName[n] ?? []
  }
  /// All methods of a name that a call on an instance may mean, derived ones first; what is overridden only once.
  func methods(named n: String) -> [MethodSymbol] {
    var seen: Set<String> = [], out: [MethodSymbol] = []
    for s in chain { for m in s.declaredMethods(named: n) where m.explicitInterface == nil && seen.insert(m.key).inserted { out.append(m) } }
    if isInterface { for i in interfaces { for m in ClassSymbol.of(i)?.declaredMethods(named: n) ?? [] where seen.insert(m.key).inserted { out.append(m) } } }
    return out
  }
  func find(method n: String, count: Int) -> MethodSymbol? {
    for s in chain { if let m = s.methods.first(where: { $0.name == n && $0.parameters.count == count && !$0.isStatic }) { return m } }
    return nil
  }
  /// By run-time values, for `dynamic`.
  func find(method n: String, arguments: [Value]) -> MethodSymbol? {
    let all = methods(named: n).filter { $0.parameters.count == arguments.count && !$0.isStatic }
    return all.first { zip($0.parameters, arguments).allSatisfy { p, a in a.isNull || Runtime.isInstance(a, p.type) } } ?? all.first
  }
  /// Those of the class and its bases, each once.
  var implementedInterfaces: [NetType] {
    var all: [NetType] = []
    for i in chain.flatMap(\.interfaces) where !all.contains(where: { $0 === i }) { all.append(i) }
    return all
  }
  var isEnumerable: Bool {
    interfaces.contains { $0.fullName == "System.Collections.IEnumerable" || $0.genericDefinition == "System.Collections.Generic.IEnumerable`1" }
      || base?.isEnumerable ?? false
  }
  /// Derived from `DynamicObject`.
  lazy var isDynamic = type.isSubclass(of: CompiledObject.dynamicBase)
  var explicitEnumerator: MethodSymbol? { chain.lazy.flatMap(\.methods).first { $0.name == "GetEnumerator" } }

  /// What answers calls of a virtual or interface method.
  func implementation(of m: MethodSymbol) -> MethodSymbol {
    if let known = implementations[ObjectIdentifier(m)] { return known }
    let found = search(m)
    implementations[ObjectIdentifier(m)] = found
    return found
  }
  private func search(_ m: MethodSymbol) -> MethodSymbol {
    if m.owner.isInterface {
      for s in chain { if let x = s.methods.first(where: { $0.name == m.name && $0.explicitInterface === m.owner.type && $0.parameters.count == m.parameters.count }) { return x } }
      for s in chain {
        if let x = s.accessorsAndMethods.first(where: {
          $0.name == m.name && !$0.isStatic && $0.explicitInterface == nil && $0.parameters.count == m.parameters.count
            && ($0.key == m.key || !m.owner.typeParameters.isEmpty || m.parameters.contains { Types.mentionsParameter($0.type) })
        }) {
          return implementation(of: x)
        }
      }
      return m
    }
    for s in chain {
      if let x = s.accessorsAndMethods.first(where: {
        $0.name == m.name && ($0 === m || $0.isOverride) && $0.parameters.count == m.parameters.count && ($0.key == m.key || !m.owner.typeParameters.isEmpty)
      }) {
        return x
      }
    }
    return m
  }
  private var accessorsAndMethods: [MethodSymbol] { methods + properties.flatMap { [$0.getter, $0.setter].compactMap { $0 } } }

  // MARK: Static state

  @inline(__always) func initialise(_ c: ExecutionContext) throws { if needsInitialiser || failure != nil { try runInitialiser(c) } }
  @inline(never) private func runInitialiser(_ c: ExecutionContext) throws {
    if let failure { throw TerminatingError(ErrorRecord(failure, id: "TypeInitializationException")) }
    needsInitialiser = false
    do {
      for f in fields where f.isStatic && !f.isConst { if let i = f.initial { statics[f.slot] = try i(Frame(staticFrame, .null, c)) } }
      if let s = staticConstructor { _ = try s.invoke(.null, [], c) }
    } catch let e as TerminatingError {
      let x = PSException("System.TypeInitializationException", "The type initializer for '\(type.fullName)' threw an exception.", inner: e.record.exception)
      x.properties = [("TypeName", .str(type.fullName))]
      failure = x
      throw TerminatingError(ErrorRecord(x, id: "TypeInitializationException"))
    }
  }
  /// Slots that initialisers of fields need.
  var staticFrame = 0
}

/// Something that can be called by name: a compiled method, or an overload of the shell's tables.
enum Callable {
  case method(MethodSymbol, in: NetType)
  case overload(Overload, NetType, isStatic: Bool)
}
