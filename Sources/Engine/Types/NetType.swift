/// A .NET type as scripts see it: `[int]`, `[System.IO.FileInfo]`, a script class, an enum.
///
/// Types are made on first mention (`TypeTable`), their members on first use.
import Primitives

public final class NetType: Ref {
  /// What kind of type, as far as conversions and `Is…` properties ask.
  public enum Category: UInt8 { case `class`, `struct`, `enum`, interface, array, delegate, scriptClass, scriptEnum }

  /// `System.Collections.Generic.List`1[[System.Int32, …]]` is kept short here: namespace, name, arguments apart.
  public let fullName: String
  /// `Int32`, `String[]`, `List`1`.
  public let name: String
  public let category: Category
  /// Superclass; nil for `System.Object` and interfaces.
  @exclusivity(unchecked) public var baseType: NetType?
  /// Full names of implemented interfaces.
  @exclusivity(unchecked) public var interfaces: [String]
  @exclusivity(unchecked) public var elementType: NetType?
  @exclusivity(unchecked) public var rank = 1
  @exclusivity(unchecked) public var genericArguments: [NetType] = []
  /// Name of the generic definition, e.g. `System.Collections.Generic.List`1`.
  @exclusivity(unchecked) public var genericDefinition: String?
  /// An open generic type such as `List<T>` itself.
  var isGenericDefinition = false
  @exclusivity(unchecked) public var enumeration: EnumInfo?
  /// The definition when this is a script class.
  @exclusivity(unchecked) public internal(set) var scriptClass: ScriptClass?
  /// A class or enum that only the code around it can name in brackets.
  var isLocal = false
  /// Root of the shapes of this type's instances when they are `PSObject`s.
  public let instanceShape = Shape()

  /// Fills `members`; run on first use.
  private var define: ((NetType) -> Void)?
  private var arrange: ((NetType) -> Void)?
  @exclusivity(unchecked) private var defined = false
  /// Members by lower-case name; overloads of a method share one `Member`.
  var instanceTable: [String: Member] = [:]
  var staticTable: [String: Member] = [:]
  var instanceOrder: [Member] = []
  var staticOrder: [Member] = []
  @exclusivity(unchecked) public var constructors: [Overload] = []
  /// Converts any value to this type beyond the general rules; nil result = no conversion.
  @exclusivity(unchecked) public var converter: ((Value, ExecutionContext?) throws -> Value?)?
  /// What conversions and operators ask of a type again and again.
  lazy var typeCode = TypeCode(of: self)
  lazy var target = ConversionTarget(of: self)
  /// Types of sequences of this type, by kind, and of dictionaries with such keys, as far as anybody asked for them.
  @exclusivity(unchecked) var sequences: [NetType?] = []
  @exclusivity(unchecked) var dictionaries: [(kind: PSHash.Kind, value: NetType, type: NetType)] = []
  /// Of a class or enum of a script: the full name of the assembly that its text became.
  @exclusivity(unchecked) public private(set) var scriptAssembly: String?
  /// Of a type compiled while a script runs: its assembly.
  @exclusivity(unchecked) public var assembly: Ref?
  /// Of such a type: cannot be made, or cannot be derived from.
  public var isAbstract = false, isDeclaredSealed = false
  /// Its values live on the stack alone (`Span<T>`, a `ref struct`): no script holds one, `Type.IsByRefLike`.
  public var isByRefLike = false
  /// Which of the types that are always there are sealed: their module tells.
  @exclusivity(unchecked) nonisolated(unsafe) public static var isBuiltInSealed: (NetType) -> Bool = { _ in false }
  /// Nothing derives from it: `Type.IsSealed`.
  public var isSealed: Bool { isDeclaredSealed || isArray || category == .delegate || isValueType && self !== TypeTable.enumType || NetType.isBuiltInSealed(self) }
  /// Of a class or interface compiled while a script runs: what it gives to classes of scripts.
  @exclusivity(unchecked) public var compiledBase: CompiledBase?
  /// Of such a class: the methods its interfaces have, as Get-Member shows them.
  @exclusivity(unchecked) public var interfaceMethods: (() -> [(name: String, signature: String)])?
  /// Its attributes as objects, for types that are not written in a script.
  @exclusivity(unchecked) public var attributeMaker: (() -> [Value])?
  /// Of a structure that is not a number and has no constructor without arguments: the value whose fields are all empty.
  @exclusivity(unchecked) public var makeDefault: (() -> Value)?
  /// It is made of texts by a `TypeConverter`, which errors name.
  public var hasTypeConverter = false
  /// Index access: `$x[i]` and `$x[i] = v` of objects that are not arrays or dictionaries.
  @exclusivity(unchecked) public var indexer: ((Value, Value) throws -> Value)?
  /// An indexer as lists of members show it: a property `Item` with parameters.
  public var indexerText: String?
  /// Nothing but fields and an indexer: displays show such an object as its text.
  public private(set) lazy var isOfFieldsAndIndexer: Bool = indexerText != nil && !allMembers(isStatic: false).contains { $0.kind == .property }

  /// - Parameter define: fills the tables of members when one is first asked for
  public init(_ fullName: String, _ category: Category = .class, base: NetType? = nil, interfaces: [String] = [], name: String? = nil, define: ((NetType) -> Void)? = nil) {
    self.fullName = fullName
    self.category = category
    baseType = base
    self.interfaces = interfaces
    self.define = define
    if let name { self.name = name } else {
      // nested types are written Outer+Inner; generic arguments are not part of the name
      let head = fullName.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? fullName
      let tail = head.split(whereSeparator: { $0 == "." || $0 == "+" }).last.map(String.init) ?? head
      self.name = fullName.hasSuffix("[]") && !head.hasSuffix("]") ? tail + "[]" : tail
    }
    super.init()
    if category == .scriptClass || category == .scriptEnum { scriptAssembly = ScriptTypes.assembly }
  }

  public override var netType: NetType { TypeTable.named("System.RuntimeType") }
  public override func text() -> String { fullName }

  /// Up to the last point of the name; empty for accelerators' own types.
  public var namespace: String {
    let head = fullName.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return head.lastIndex(of: ".").map { String(head[..<$0]) } ?? ""
  }
  /// Copied on assignment, and never null.
  public var isValueType: Bool { category == .struct || category == .enum || category == .scriptEnum }
  public var isEnum: Bool { category == .enum || category == .scriptEnum }
  public var isArray: Bool { category == .array }

  /// True when a value of type `other` is one of this type: subclass, interface, or the same.
  public func isAssignable(from other: NetType) -> Bool {
    if self === other || self === TypeTable.object { return true }
    var t: NetType? = other
    while let u = t {
      if u === self || u.fullName == fullName { return true }
      if category == .interface || genericDefinition != nil, u.interfaces.contains(where: { $0 == fullName }) { return true }
      t = u.baseType
    }
    if takesSequence(other) { return true }
    if isArray, other.isArray, let a = elementType, let b = other.elementType, rank == other.rank { return !b.isValueType && a.isAssignable(from: b) }
    return false
  }
  /// Positions can be asked for one by one: `IList`.
  public var isList: Bool { isArray || interfaces.contains("System.Collections.IList") || baseType?.isList ?? false }
  /// An `IEnumerable<T>` of some `T`.
  var isGenericSequence: Bool {
    if isArray { return rank == 1 }
    if self === TypeTable.string { return true }
    if !genericArguments.isEmpty { return interfaces.contains { $0.hasSuffix(".IEnumerable") } }
    return fullName.hasPrefix("System.Text.RegularExpressions.") && isList || baseType?.isGenericSequence ?? false
  }
  /// `IEnumerable<T>` and its kin take arrays and collections of the same elements, or of derived classes.
  private func takesSequence(_ other: NetType) -> Bool {
    guard let d = genericDefinition, d.hasPrefix("System.Collections.Generic.I"), let mine = genericArguments.first else { return false }
    if d == "System.Collections.Generic.IDictionary`2" {
      return other.interfaces.contains("System.Collections.IDictionary") && other.genericArguments.count == 2 && zip(other.genericArguments, genericArguments).allSatisfy { $0 === $1 }
    }
    if d.hasSuffix("Comparer`1") {
      // those `Default` and `Create` give
      let definition = d.replacing("Generic.I", with: "Generic.")
      if let own = other.chain.first(where: { $0.genericDefinition == definition }) { return own.genericArguments.first === mine }
      return mine.fullName == "System.String" && other.isSubclass(of: "System.StringComparer")
    }
    guard d.hasSuffix("Enumerable`1") || d.hasSuffix("Collection`1") || d.hasSuffix("List`1") || d.hasSuffix("Set`1") else { return false }
    // sets alone are sets; what is read from its ends is no list, and can only be counted
    let isSet = other.genericDefinition?.hasSuffix("Set`1") ?? false
    if d.hasSuffix("Set`1"), !isSet, other.genericDefinition != d { return false }
    if d.hasSuffix("List`1"), !other.isList, other.genericDefinition != d { return false }
    if d.hasSuffix(".ICollection`1"), ["Queue`1", "Stack`1"].contains(where: { other.genericDefinition?.hasSuffix($0) ?? false }) { return false }
    let theirs: NetType
    if other.isArray, other.rank == 1, let e = other.elementType { theirs = e }
    else if other.genericArguments.count == 1, let e = other.genericArguments.first,
      other.interfaces.contains("System.Collections.IEnumerable") || other.genericDefinition == genericDefinition
    {
      theirs = e
    }
    else if other.isGenericSequence, other.fullName.hasSuffix("Collection") { theirs = TypeTable.get(String(other.fullName.dropLast("Collection".count))) }
    else { return false }
    return theirs === mine || !theirs.isValueType && mine.isAssignable(from: theirs) && (other.isArray || d.hasSuffix("Enumerable`1"))
  }
  /// Of the type of that name, however far up; a type is one of itself.
  public func isSubclass(of fullName: String) -> Bool {
    var t: NetType? = self
    while let u = t { if u.fullName == fullName { return true }; t = u.baseType }
    return false
  }
  /// This type and its ancestors, most derived first.
  public var chain: [NetType] {
    var all: [NetType] = []
    var t: NetType? = self
    while let u = t { all.append(u); t = u.baseType }
    return all
  }

  func ensureDefined() {
    if defined { return }
    defined = true
    define?(self)
    define = nil
    arrange?(self)
  }
  /// Puts members in order whenever some were added.
  public func arrangeMembers(_ order: @escaping (NetType) -> Void) {
    arrange = order
    if defined { order(self) }
  }
  /// Adds definitions to be run on first use, after those already there.
  public func extend(_ more: @escaping (NetType) -> Void) {
    if defined {
      more(self)
      arrange?(self)
      return
    }
    let earlier = define
    define = { t in earlier?(t); more(t) }
  }
}

/// Names and values of an enum.
public final class EnumInfo {
  public let names: [String]
  public let values: [Int64]
  /// Values may be combined; texts are lists then.
  let isFlags: Bool
  /// Full name of the integer type.
  public let underlying: String
  public init(_ members: [(String, Int64)], flags: Bool = false, underlying: String = "System.Int32") {
    names = members.map(\.0)
    values = members.map(\.1)
    isFlags = flags
    self.underlying = underlying
  }
  /// In any case of letters.
  public func value(of name: String) -> Int64? { names.firstIndex { $0.equalsIgnoringCase(name) }.map { values[$0] } }
  /// The first name that has the value.
  public func name(of value: Int64) -> String? { values.firstIndex(of: value).map { names[$0] } }
  /// Text of a value as .NET gives it: the name, `A, B` for flags, else the number.
  public func text(_ value: Int64) -> String {
    if let n = name(of: value) { return n }
    if isFlags, value != 0 {
      var rest = value
      var parts: [String] = []
      for i in values.indices.sorted(by: { UInt64(bitPattern: values[$0]) > UInt64(bitPattern: values[$1]) }) where values[i] != 0 && rest & values[i] == values[i] {
        parts.insert(names[i], at: 0)
        rest &= ~values[i]
      }
      if rest == 0 { return parts.joined(separator: ", ") }
    }
    return String(value)
  }
}

/// A value of an enum type; one object per type and value need not be shared, equality is by value.
public final class PSEnum: Ref {
  public let type: NetType
  public let raw: Int64
  public init(_ type: NetType, _ raw: Int64) { self.type = type; self.raw = raw; super.init() }
  /// `[DayOfWeek]::Monday`-style access from Swift; value 0 when the name is unknown.
  public convenience init(_ typeName: String, _ member: String) {
    let t = TypeTable.get(typeName)
    self.init(t, t.enumeration?.value(of: member) ?? 0)
  }
  public override var netType: NetType { type }
  public override func text() -> String { type.enumeration?.text(raw) ?? String(raw) }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    if case .other(let r) = other.base, let e = r as? PSEnum { return e.raw == raw && e.type === type }
    return false
  }
  public override func compare(_ other: Value) -> Int? {
    if case .other(let r) = other.base, let e = r as? PSEnum { return raw < e.raw ? -1 : raw > e.raw ? 1 : 0 }
    return nil
  }
  public override var keyHash: UInt { UInt(bitPattern: Int(raw)) &* 0x9E3779B97F4A7C15 }
}

/// `decimal`.
public final class PSDecimal: Ref {
  public let value: NetDecimal
  public init(_ v: NetDecimal) { value = v; super.init() }
  public override var netType: NetType { TypeTable.decimal }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { if case .other(let r) = other.base, let d = r as? PSDecimal { d.value == value } else { false } }
  public override func compare(_ other: Value) -> Int? { if case .other(let r) = other.base, let d = r as? PSDecimal { value < d.value ? -1 : d.value < value ? 1 : 0 } else { nil } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}

/// `bigint`.
public final class PSBigInteger: Ref {
  public let value: BigInteger
  public init(_ v: BigInteger) { value = v; super.init() }
  public override var netType: NetType { TypeTable.bigInteger }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { if case .other(let r) = other.base, let d = r as? PSBigInteger { d.value == value } else { false } }
  public override func compare(_ other: Value) -> Int? { if case .other(let r) = other.base, let d = r as? PSBigInteger { value < d.value ? -1 : d.value < value ? 1 : 0 } else { nil } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
