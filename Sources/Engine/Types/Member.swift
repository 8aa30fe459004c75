/// Members of .NET types, one line each.
///
/// ```swift
/// t.property("int Length {get;}") { v, _ in .int(…) }
/// t.method("string Substring(int startIndex, int length)") { v, a, _ in … }   // a: arguments, converted to the declared types
/// t.staticMethod("static int Parse(string s)") { a, _ in … }
/// t.constructor("System.Text.StringBuilder new(string value)") { a, _ in … }
/// ```
/// The signature is what `Get-Member` and `OverloadDefinitions` print; parameter types are read from it on first call. A parameter
/// with a default (`int count = 1`) may be left out; type parameters behind a method's name (`Find[T](T[] array, …)`) stand for any type.

/// Reads a property of the object given.
public typealias Getter = (Value, ExecutionContext) throws -> Value
/// Assigns the second value to a property of the first.
public typealias Setter = (Value, Value, ExecutionContext) throws -> Void
/// Runs a method on an object with arguments that have the declared types.
public typealias MethodBody = (Value, [Value], ExecutionContext) throws -> Value

/// One overload of a method or constructor.
public final class Overload {
  /// As `OverloadDefinitions` prints it.
  public let signature: String
  public let body: MethodBody
  /// Parameter types, names and whether the last takes the rest (`params`).
  public private(set) lazy var parameters: [(type: String, name: String)] = Overload.parseParameters(signature)
  /// The types of the parameters, read from the signature on the first call; nil = any.
  public var types: [NetType?] {
    if let known { return known }
    let any = Overload.typeParameters(signature)
    let all = parameters.enumerated().map { i, p in i == comparerPlace ? nil : TypeTable.resolve(Overload.withoutTypeParameters(Overload.elementOf(p.type), any)) }
    rest = parameters.last?.type.hasPrefix("Params ") ?? false
    known = all
    return all
  }
  /// What a definition of a member begins with: the type of what it returns or holds.
  public static func result(in definition: String) -> String {
    String((definition.hasPrefix("static ") ? definition.dropFirst(7) : definition[...]).prefix { $0 != " " })
  }
  /// .NET has it for spans too, which no script can give: it is chosen as one of several.
  public var isOneOfSeveral = false
  /// Its type parameters are looked for in the arguments.
  public var infersTypes = false
  /// Whether the parameter at a place is an `IEnumerable[T]` of the method's own `T`: of whatever elements, but known ones.
  func takesAnySequence(_ i: Int) -> Bool {
    if knownSequences == nil {
      let any = Overload.typeParameters(signature)
      knownSequences = any.isEmpty ? [] : parameters.map { p in any.contains { p.type == "System.Collections.Generic.IEnumerable[" + $0 + "]" } }
    }
    return knownSequences.map { $0.indices.contains(i) && $0[i] } ?? false
  }
  @exclusivity(unchecked) private var knownSequences: [Bool]?
  /// The place of an `IComparer[T]` of the method's own `T`, whose first parameter is a `T[]`: it takes comparers of that array's elements.
  private(set) lazy var comparerPlace: Int? = Overload.typeParameters(signature).first.flatMap { T in
    parameters.first?.type != T + "[]" ? nil : parameters.firstIndex { $0.type == "System.Collections.Generic.IComparer[" + T + "]" }
  }
  /// Places of the parameters that take a variable by reference; nil when none does.
  var references: [Int]? {
    if knownReferences == nil { knownReferences = parameters.enumerated().filter { p in ["[ref] ", "ref ", "out "].contains { p.element.type.hasPrefix($0) } }.map(\.offset) }
    return knownReferences?.isEmpty == false ? knownReferences : nil
  }
  /// The last parameter takes all further arguments.
  @exclusivity(unchecked) private var knownReferences: [Int]?
  public var takesRest: Bool { if known == nil { _ = types }; return rest }
  /// The types as bare addresses, for comparing an argument's with them: nothing to retain. Nil stands for an unknown one.
  /// - Parameter isOnly: there is no other overload, so what may be any object takes all there is
  @inline(__always) func hasExactly(_ arguments: [Value], isOnly: Bool = false) -> Bool {
    if exactCount == -2 { prepareExact() }
    let n = arguments.count
    guard n <= exactCount, n >= exactLeast else { return false }
    var i = 0
    while i < n {
      if TypeTable.address(of: arguments[i]) != exact[i], !isOnly || exact[i] != TypeTable.objectAddress || arguments[i].hasText { return false }
      i &+= 1
    }
    return true
  }
  /// -1: never (a parameter array, a type nobody knows); -2: not looked at yet.
  @exclusivity(unchecked) private var exactCount = -2
  /// Without those that have defaults.
  @exclusivity(unchecked) private var exactLeast = 0
  @exclusivity(unchecked) private var exact = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 1)
  @inline(never) private func prepareExact() {
    let all = types
    exactCount = takesRest || references != nil || all.contains { $0 == nil } ? -1 : all.count
    exactLeast = exactCount - optionalCount
    guard exactCount > 0 else { return }
    exact.deallocate()
    exact = .allocate(capacity: all.count)
    for (i, t) in all.enumerated() { exact[i] = t.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) } }
  }
  deinit { exact.deallocate() }
  /// The overload that takes the arguments as they are; one whose defaults would have to fill up comes after all others.
  static func exact(_ all: [Overload], _ arguments: [Value]) -> Overload? {
    var filled: Overload?
    let isOnly = all.count == 1
    for o in all where o.hasExactly(arguments, isOnly: isOnly) {
      if o.exactCount == arguments.count { return o }
      if filled == nil { filled = o }
    }
    return filled
  }
  // Read for every method call, so without the exclusivity checks of lazy properties.
  @exclusivity(unchecked) private var known: [NetType?]?
  @exclusivity(unchecked) private var rest = false
  /// Number of parameters that may be left out at the end.
  public let optionalCount: Int
  /// - Parameter optional: how many parameters at the end may be left out, besides those with a default in the signature
  public init(_ signature: String, optional: Int = 0, _ body: @escaping MethodBody) { self.signature = signature; optionalCount = max(optional, Overload.defaultCount(signature)); self.body = body }

  /// Types known already, which need not be found by name.
  /// - Parameters:
  ///   - optional: how many parameters at the end have defaults
  ///   - rest: the last parameter takes all further arguments; its type is then that of one of them
  public convenience init(_ signature: String, types: [NetType], optional: Int = 0, rest: Bool = false, _ body: @escaping MethodBody) {
    self.init(signature, optional: optional, body)
    known = types
    self.rest = rest
  }
  static func elementOf(_ type: String) -> String {
    var t = type
    if t.hasPrefix("Params ") { t.removeFirst(7); if t.hasSuffix("[]") { t.removeLast(2) } }
    for p in ["[ref] ", "ref ", "out ", "in "] where t.hasPrefix(p) { t.removeFirst(p.count) }
    return t
  }
  /// What the signature gives a parameter that is left out, as it is written there.
  public func defaultText(_ parameter: Int) -> String? {
    guard let open = signature.firstIndex(of: "("), let close = signature.lastIndex(of: ")"), open < close else { return nil }
    for (i, p) in signature[signature.index(after: open)..<close].split(separator: ",").enumerated() where i == parameter {
      guard let equals = p.lastIndex(of: "=") else { return nil }
      return String(p[p.index(after: equals)...].drop { $0 == " " })
    }
    return nil
  }
  /// How many parameters have a default.
  private static func defaultCount(_ signature: String) -> Int {
    var n = 0
    var last: UInt8 = 0
    for c in signature.utf8 {
      if c == 61, last == 32 { n += 1 }
      last = c
    }
    return n
  }
  /// `T`, `TKey` … of a generic method.
  public static func typeParameters(_ signature: String) -> [String] {
    guard let open = signature.utf8.firstIndex(of: 40), signature[..<open].utf8.last == 93, let start = signature[..<open].utf8.lastIndex(of: 91) else { return [] }
    return signature[signature.index(after: start)..<open].split { $0 == "," || $0 == " " || $0 == "]" }.map(String.init)
  }
  /// A type with `object` for the method's type parameters; arrays and sequences of them stand for every array and sequence.
  private static func withoutTypeParameters(_ type: String, _ names: [String]) -> String {
    if names.isEmpty { return type }
    for n in names {
      if type == n + "[]" { return "System.Array" }
      if type == "System.Collections.Generic.IEnumerable[" + n + "]" { return "System.Object" }
    }
    var out = "", word = ""
    for c in type + "\0" {
      if c.isLetter || c.isNumber || c == "." || c == "_" { word.append(c); continue }
      out += names.contains(word) ? "System.Object" : word
      if c != "\0" { out.append(c) }
      word = ""
    }
    return out
  }
  static func parseParameters(_ s: String) -> [(type: String, name: String)] {
    guard let open = s.firstIndex(of: "("), let close = s.lastIndex(of: ")"), open < close else { return [] }
    var parts: [String] = []
    var depth = 0
    var current = ""
    for c in s[s.index(after: open)..<close] {
      if c == "[" || c == "<" { depth += 1 } else if c == "]" || c == ">" { depth -= 1 }
      if c == ",", depth == 0 { parts.append(current); current = "" } else { current.append(c) }
    }
    if !current.allSatisfy({ $0 == " " }) { parts.append(current) }
    return parts.map { p in
      // what stands for an argument left out is no part of the name
      let words = p.split(separator: " ").prefix { $0 != "=" }.map(String.init)
      guard words.count > 1 else { return (words.first ?? "System.Object", "") }
      return (words.dropLast().joined(separator: " ").replacingPrefix("params ", "Params "), words[words.count - 1])
    }
  }
}

extension String {
  func replacingPrefix(_ p: String, _ q: String) -> String { hasPrefix(p) ? q + dropFirst(p.count) : self }
}

/// A property or a group of method overloads of a type.
public final class Member {
  /// What a member is.
  public enum Kind: UInt8 { case property, method, parameterizedProperty, field, event }
  public let name: String
  public let kind: Kind
  public let isStatic: Bool
  /// `string Name {get;set;}` for properties; for methods see `overloads`.
  public let definition: String
  /// Nil for what cannot be read: methods, and properties that are only set.
  public let getter: Getter?
  public let setter: Setter?
  /// Of a method, in the order they are listed.
  public var overloads: [Overload] = []
  public var isHidden = false
  public init(_ name: String, _ kind: Kind, isStatic: Bool, definition: String, get: Getter? = nil, set: Setter? = nil) {
    self.name = name; self.kind = kind; self.isStatic = isStatic; self.definition = definition; getter = get; setter = set
  }
  /// The type's name as written in the definition.
  public var typeName: String { String(definition.prefix { $0 != " " }) }
}

extension NetType {
  /// `"int Length {get;}"`.
  public func property(_ definition: String, set: Setter? = nil, _ get: @escaping Getter) {
    add(Member(NetType.memberName(definition), .property, isStatic: false, definition: definition, get: get, set: set))
  }
  /// A public field, which reads like a property: `"int width {get;}"`.
  public func field(_ definition: String, _ get: @escaping Getter) {
    add(Member(NetType.memberName(definition), .field, isStatic: false, definition: definition, get: get, set: nil))
  }
  /// - Parameter definition: `int MaxValue {get;}`
  public func staticProperty(_ definition: String, set: Setter? = nil, _ get: @escaping (ExecutionContext) throws -> Value) {
    add(Member(NetType.memberName(definition), .property, isStatic: true, definition: definition, get: { _, c in try get(c) }, set: set))
  }
  /// `"string Substring(int startIndex, int length)"`.
  /// - Parameter optional: how many parameters at the end have defaults
  public func method(_ signature: String, optional: Int = 0, _ body: @escaping MethodBody) { addOverload(signature, isStatic: false, optional: optional, body) }
  /// Leaves a method out of lists that do not ask for everything.
  public func hide(_ method: String) { instanceTable[method.lowercased()]?.isHidden = true }
  /// - Parameter signature: `static int Parse(string s)`
  public func staticMethod(_ signature: String, _ body: @escaping ([Value], ExecutionContext) throws -> Value) {
    addOverload(signature, isStatic: true) { _, a, c in try body(a, c) }
  }
  /// - Parameter signature: `type new(parameters)`
  public func constructor(_ signature: String, _ body: @escaping ([Value], ExecutionContext) throws -> Value) {
    constructors.append(Overload(signature) { _, a, c in try body(a, c) })
  }
  /// `"System.EventHandler Exited(System.Object, System.EventArgs)"`.
  public func event(_ definition: String) { add(Member(NetType.memberName(definition), .event, isStatic: false, definition: definition)) }
  /// Puts properties in the order .NET lists them, which displays of everything show; others keep their places behind.
  public func orderProperties(_ names: String...) { orderProperties(names) }
  public func orderProperties(_ names: [String]) {
    let first = names.compactMap { n in instanceOrder.first { $0.name == n } }
    instanceOrder = first + instanceOrder.filter { m in !first.contains { $0 === m } }
  }
  /// Gives the type members of its base as its own, which stand before what it inherits; those it has itself stay.
  public func redeclare(_ names: String...) { redeclare(names) }
  public func redeclare(_ names: [String]) {
    for name in names where instanceTable[name.lowercased()] == nil { if let m = baseType?.instanceMember(name) { add(m) } }
  }
  /// Takes back a member that a shared definition gave the type.
  public func drop(_ name: String) {
    if let m = instanceTable.removeValue(forKey: name.lowercased()) { instanceOrder.removeAll { $0 === m } }
  }
  /// Adds a member, in place of one of its name.
  public func add(_ m: Member) {
    let key = m.name.lowercased()
    if m.isStatic { if staticTable.updateValue(m, forKey: key) == nil { staticOrder.append(m) } }
    else if instanceTable.updateValue(m, forKey: key) == nil { instanceOrder.append(m) }
  }
  private func addOverload(_ signature: String, isStatic: Bool, optional: Int = 0, _ body: @escaping MethodBody) {
    let name = NetType.memberName(signature)
    let key = name.lowercased()
    let table = isStatic ? staticTable : instanceTable
    if let m = table[key], m.kind == .method { m.overloads.append(Overload(signature, optional: optional, body)); return }
    let m = Member(name, .method, isStatic: isStatic, definition: "")
    m.overloads = [Overload(signature, optional: optional, body)]
    add(m)
  }
  /// Puts `around` about everything the type's own instance members do; for objects that belong to another session.
  public func wrapBodies(_ around: @escaping (Value, ExecutionContext, (ExecutionContext) throws -> Value) throws -> Value) {
    for m in instanceOrder {
      m.overloads = m.overloads.map { o in Overload(o.signature, optional: o.optionalCount) { v, a, c in try around(v, c) { try o.body(v, a, $0) } } }
      if let get = m.getter {
        let wrapped = Member(m.name, m.kind, isStatic: false, definition: m.definition, get: { v, c in try around(v, c) { try get(v, $0) } }, set: m.setter)
        add(wrapped)
        if let i = instanceOrder.firstIndex(where: { $0 === m }) { instanceOrder[i] = wrapped }
      }
    }
  }
  static func memberName(_ definition: String) -> String {
    var head = definition.prefix { $0 != "(" && $0 != "{" }
    if head.utf8.last == 93, let i = head.utf8.lastIndex(of: 91) { head = head[..<i] }
    let word = head.split(separator: " ").last ?? ""
    // an explicit implementation: `int IBinaryInteger[int].GetByteCount()`
    return String(word.lastIndex(of: ".").map { word[word.index(after: $0)...] } ?? word)
  }
  /// Looks a member up on this type and its ancestors.
  public func instanceMember(_ name: String) -> Member? { find(name.lowercased(), \.instanceTable) }
  /// A static member by its name in any case, of this type or the nearest it derives from.
  public func staticMember(_ name: String) -> Member? { find(name.lowercased(), \.staticTable) }
  private func find(_ key: String, _ table: KeyPath<NetType, [String: Member]>) -> Member? {
    var t: NetType? = self
    while let u = t {
      u.ensureDefined()
      if let m = u[keyPath: table][key] { return m }
      t = u.baseType
    }
    return nil
  }
  /// All members, own first then inherited ones not hidden by own; as declared.
  public func allMembers(isStatic: Bool) -> [Member] {
    var seen = Set<String>()
    var all: [Member] = []
    for t in chain {
      t.ensureDefined()
      for m in isStatic ? t.staticOrder : t.instanceOrder where seen.insert(m.name.lowercased()).inserted { all.append(m) }
    }
    return all
  }
  /// The type among this one and its ancestors that has a member; itself when none has.
  public func declarer(of m: Member) -> NetType {
    chain.first { t in (m.isStatic ? t.staticOrder : t.instanceOrder).contains { $0 === m } } ?? self
  }
  /// Constructors; the members of the type are made now when they were not.
  public var allConstructors: [Overload] { ensureDefined(); return constructors }
}
