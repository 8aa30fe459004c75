/// All types known to the process, by full name and by accelerator (`int`, `pscustomobject`).
///
/// A type is registered as a name and a closure and made on first mention. Modules above add theirs with `register`.
import Syntax

/// All types by name: full names, accelerators, generics and arrays made when they are first named.
public enum TypeTable {
  nonisolated(unsafe) static var known: [String: NetType] = [:]
  nonisolated(unsafe) static var makers: [String: () -> NetType] = [:]
  nonisolated(unsafe) static var accelerators: [String: String] = [:]
  /// Generic definitions by full name with arity, e.g. `System.Collections.Generic.List`1`: arguments → closed type.
  nonisolated(unsafe) static var generics: [String: ([NetType]) -> NetType] = [:]
  nonisolated(unsafe) static var prepared = false

  /// Registers a type under its full name and any accelerators.
  public static func register(_ fullName: String, _ accelerators: String..., make: @escaping () -> NetType) {
    let key = fullName.lowercased()
    if isLoadingPending, makers[key] != nil { return }
    makers[key] = make
    for a in accelerators { self.accelerators[a.lowercased()] = fullName }
  }
  /// Registers a type nobody has registered yet, so that asking for it does not load what was put off: a `static let` that did
  /// would wait for itself as soon as something put off needs it.
  public static func declare(_ fullName: String, make: @escaping () -> NetType) {
    let key = fullName.lowercased()
    if known[key] == nil, makers[key] == nil { makers[key] = make }
  }
  /// A short name for a type, as `[xml]`.
  public static func accelerate(_ name: String, _ fullName: String) {
    let key = name.lowercased()
    if key != name { spellings[key] = name }
    if accelerators[name.lowercased()] == nil { accelerators[name.lowercased()] = fullName; accelerated.insert(fullName.lowercased()) }
  }
  /// A short name as PowerShell writes it: `NullString`, `int`.
  public static func spelling(of accelerator: String) -> String { spellings[accelerator] ?? accelerator }
  nonisolated(unsafe) private static var spellings: [String: String] = [:]
  /// Adds a short name while a script runs, or takes it away.
  public static func setAccelerator(_ name: String, _ t: NetType?) {
    // a class of a module is known everywhere while it has one
    if t == nil, let full = accelerators[name.lowercased()], let old = known[full.lowercased()], old.scriptClass != nil { old.isLocal = true }
    accelerators[name.lowercased()] = t?.fullName
    if let t { known[t.fullName.lowercased()] = t; t.isLocal = false }
  }
  /// Full names that have an accelerator: such a type exists, even when nothing else is registered for it.
  nonisolated(unsafe) private static var accelerated: Set<String> = []
  /// - Parameter definition: `System.Collections.Generic.List`1`
  public static func registerGeneric(_ definition: String, make: @escaping ([NetType]) -> NetType) {
    generics[definition.lowercased()] = make
    genericNames.append(definition)
  }
  /// Names of the generic definitions as they are written.
  nonisolated(unsafe) static var genericNames: [String] = []
  /// Members other modules add to a type, kept by its name (or generic definition) until the type is made.
  nonisolated(unsafe) static var extensions: [String: [(NetType) -> Void]] = [:]
  /// Registrations put off until a name is not found among the others.
  nonisolated(unsafe) static var pending: [() -> Void] = []
  /// What was registered at once stays: registrations put off give way.
  nonisolated(unsafe) private static var isLoadingPending = false

  /// Adds members to a type another module registered; `fullName` may be a generic definition (`…List`1`).
  public static func extend(_ fullName: String, _ define: @escaping (NetType) -> Void) {
    let key = fullName.lowercased()
    if let t = known[key] { t.extend(define) } else { extensions[key, default: []].append(define) }
  }
  /// Registers types that scripts name rarely: `more` runs once, when a name is not found among the others.
  public static func registerLater(_ more: @escaping () -> Void) { pending.append(more) }
  @discardableResult static func loadPending() -> Bool {
    if pending.isEmpty { return false }
    let all = pending
    pending = []
    isLoadingPending = true
    for more in all { more() }
    isLoadingPending = false
    return true
  }

  /// The type of a full name; an unknown name gets a bare class of that name (for type names that exist only as text).
  public static func get(_ fullName: String) -> NetType {
    prepare()
    let key = fullName.lowercased()
    if let t = known[key] { return t }
    if makers[key] == nil, loadPending() { return get(fullName) }
    let t = makers[key]?() ?? NetType(fullName, base: object)
    for define in extensions.removeValue(forKey: key) ?? [] { t.extend(define) }
    known[key] = t
    return t
  }
  /// `get` for a name that stands in the source. Objects are asked for their type with every call of a method, so it is
  /// found again by the place where the name stands.
  public static func named(_ name: StaticString) -> NetType {
    let place = UnsafeRawPointer(name.utf8Start), address = Int(bitPattern: place)
    let slot = placesOfNames + ((address >> 3 ^ address >> 12) & (placeCount - 1))
    if slot.pointee.place == place, let t = slot.pointee.type { return t.takeUnretainedValue() }
    let t = get(name.description)
    slot.pointee = (place, .passUnretained(t))
    return t
  }
  private static let placeCount = 512
  /// Types stay known as long as the program runs.
  nonisolated(unsafe) private static let placesOfNames = {
    let all = UnsafeMutablePointer<(place: UnsafeRawPointer?, type: Unmanaged<NetType>?)>.allocate(capacity: placeCount)
    all.initialize(repeating: (nil, nil), count: placeCount)
    return all
  }()
  /// The type a script names, or nil: accelerators, full names, `System.`-less names, arrays, generics.
  public static func resolve(_ name: String, using namespaces: [String] = []) -> NetType? {
    if let t = simple(name, namespaces) { return t }
    guard let parsed = Parser.parseTypeName(name) else { return nil }
    return resolve(parsed, using: namespaces)
  }
  /// What a type literal names; nil when no type does.
  /// - Parameter namespaces: those opened by `using namespace`
  public static func resolve(_ name: TypeName, using namespaces: [String] = []) -> NetType? {
    switch name {
    case .simple(let n, _): return simple(n, namespaces)
    case .array(let e, let rank, _):
      guard let t = resolve(e, using: namespaces) else { return nil }
      return array(of: t, rank: rank)
    case .generic(let g, let args, _):
      let types = args.compactMap { resolve($0, using: namespaces) }
      guard types.count == args.count, let t = generic(g.fullName, types, namespaces) else { return nil }
      return t.genericDefinition == "System.Nullable`1" && mayBeNull(types[0]) ? nil : t
    }
  }
  /// A type whose values need no Nullable around them, which its constraint forbids.
  private static func mayBeNull(_ t: NetType) -> Bool { !t.isValueType || t.genericDefinition == "System.Nullable`1" }
  static func simple(_ name: String, _ namespaces: [String]) -> NetType? {
    prepare()
    let key = name.lowercased()
    if let t = known[key] { return t }
    if let full = accelerators[key] { return get(full) }
    if makers[key] != nil { return get(name) }
    if key.contains("`"), let t = definitionType(name) { return t }
    if makers["system." + key] != nil || known["system." + key] != nil { return get("System." + name) }
    for n in namespaces {
      let k = (n + "." + name).lowercased()
      if makers[k] != nil || known[k] != nil { return get(n + "." + name) }
      if key.contains("`"), let t = definitionType(n + "." + name) { return t }
    }
    if loadPending() { return simple(name, namespaces) }
    return accelerated.contains(key) ? get(name) : qualified(name)
  }
  /// An open generic type: `[System.Collections.Generic.List`1]`.
  private static func definitionType(_ name: String) -> NetType? {
    for n in [name, "System." + name] where generics[n.lowercased()] != nil {
      let t = NetType(n, base: object)
      t.isGenericDefinition = true
      known[name.lowercased()] = t
      return t
    }
    return nil
  }
  /// Types whose arguments are called like those of another: type parameters of several methods are all called `T`.
  nonisolated(unsafe) private static var namesakes: [String: [NetType]] = [:]
  private static func same(_ a: [NetType], _ b: [NetType]) -> Bool { a.count != b.count || zip(a, b).allSatisfy { $0 === $1 } }
  /// A generic type with its arguments; nil when nobody knows the definition.
  public static func generic(_ name: String, _ arguments: [NetType], _ namespaces: [String] = []) -> NetType? {
    prepare()
    // a backtick may be written escaped
    if name.contains("``") {
      return generic(
        String(decoding: name.utf8.enumerated().filter { i, c in c != 96 || i == 0 || Array(name.utf8)[i - 1] != 96 }.map(\.element), as: UTF8.self), arguments,
        namespaces)
    }
    let suffix = name.contains("`") ? "" : "`\(arguments.count)"
    let names = [name + suffix, "System." + name + suffix] + namespaces.map { $0 + "." + name + suffix }
    for n in names {
      guard let make = generics[n.lowercased()] else { continue }
      let key = n.lowercased() + "[" + arguments.map(\.fullName).joined(separator: ",") + "]"
      let namesake = known[key]
      if let t = namesake, same(t.genericArguments, arguments) { return t }
      if let t = namesakes[key]?.first(where: { same($0.genericArguments, arguments) }) { return t }
      let t = make(arguments)
      for define in extensions[n.lowercased()] ?? [] { t.extend(define) }
      if namesake == nil { known[key] = t } else { namesakes[key, default: []].append(t) }
      return t
    }
    return loadPending() ? generic(name, arguments, namespaces) : nil
  }
  /// Whether some type stands in that namespace, or in one below it.
  public static func hasNamespace(_ name: String) -> Bool {
    prepare()
    loadPending()
    if namespacesOf != makers.count + generics.count + known.count {
      namespacesOf = makers.count + generics.count + known.count
      for key in [Array(makers.keys), Array(generics.keys), Array(known.keys)].joined() {
        var n = key.prefix { $0 != "[" }
        while let dot = n.lastIndex(of: ".") { n = n[..<dot]; if !namespaces.insert(String(n)).inserted { break } }
      }
    }
    return namespaces.contains(name.lowercased())
  }
  /// The types declared in another one, by their names.
  public static func nestedTypes(of type: NetType) -> [NetType] {
    prepare()
    loadPending()
    let inside = (type.genericDefinition ?? type.fullName).lowercased() + "+"
    let names = Set(makers.keys).union(known.keys).filter { $0.hasPrefix(inside) && !$0.dropFirst(inside.utf8.count).contains { "+[".contains($0) } }
    return names.sorted().compactMap { simple($0, []) }
  }
  nonisolated(unsafe) private static var namespaces: Set<String> = []
  /// How many types the set was made of.
  nonisolated(unsafe) private static var namespacesOf = 0
  /// Gives an array type the members that depend on its element and rank.
  nonisolated(unsafe) public static var defineArray: ((NetType) -> Void)?
  /// The array type of an element; made once.
  public static func array(of element: NetType, rank: Int = 1) -> NetType {
    let suffix = "[" + String(repeating: ",", count: rank - 1) + "]"
    let key = element.fullName.lowercased() + suffix
    let namesake = known[key]
    if let t = namesake, t.elementType === element { return t }
    if let t = namesakes[key]?.first(where: { $0.elementType === element }) { return t }
    let t = NetType(
      element.fullName + suffix, .array, base: arrayBase,
      interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"],
      name: element.name + suffix) { TypeTable.defineArray?($0) }
    t.elementType = element
    t.rank = rank
    if namesake == nil { known[key] = t } else { namesakes[key, default: []].append(t) }
    return t
  }
  /// The type of an exception by its full name; one nobody declared derives from System.Exception, members and all.
  public static func exceptionType(_ fullName: String) -> NetType {
    if let t = simple(fullName, []) { return t }
    let t = NetType(fullName, base: exception)
    define(t)
    return t
  }
  /// A script class or enum, or a type made while a script runs, becomes visible by name.
  public static func define(_ t: NetType) { known[t.fullName.lowercased()] = t }
  /// Another name for a type, such as one behind its module's.
  static func define(_ t: NetType, as name: String) { known[name.lowercased()] = t }
  /// An enumeration with these names from 0 on, found or defined (only then are the names asked for); the types put off at
  /// start-up are not asked for it.
  static func enumeration(_ fullName: String, _ names: @autoclosure () -> [String]) -> NetType {
    if let t = known[fullName.lowercased()], t.enumeration != nil { return t }
    let t = NetType(fullName, .enum, base: enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
    t.enumeration = EnumInfo(names().enumerated().map { ($0.element, Int64($0.offset)) })
    define(t)
    return t
  }

  static func prepare() {
    if prepared { return }
    prepared = true
    registerCoreTypes()
    for define in extensions.removeValue(forKey: "system.object") ?? [] { object.extend(define) }
  }

  // Types the engine itself needs, resolved once.
  /// Types the engine mentions, each made when first asked for.
  public static let object = NetType("System.Object")
  public static let arrayBase = get("System.Array")
  public static let string = get("System.String"), bool = get("System.Boolean"), char = get("System.Char")
  public static let byte = get("System.Byte"), sbyte = get("System.SByte"), short = get("System.Int16"), ushort = get("System.UInt16")
  public static let int = get("System.Int32"), uint = get("System.UInt32"), long = get("System.Int64"), ulong = get("System.UInt64")
  public static let single = get("System.Single"), double = get("System.Double"), decimal = get("System.Decimal"), bigInteger = get("System.Numerics.BigInteger")
  public static let datetime = get("System.DateTime"), timespan = get("System.TimeSpan")
  public static let hashtable = get("System.Collections.Hashtable"), ordered = get("System.Collections.Specialized.OrderedDictionary")
  public static let psObject = get("System.Management.Automation.PSObject"), psCustomObject = get("System.Management.Automation.PSCustomObject")
  public static let scriptBlock = get("System.Management.Automation.ScriptBlock"), switchParameter = get("System.Management.Automation.SwitchParameter")
  public static let objectArray = array(of: object), runtimeType = get("System.RuntimeType"), valueType = get("System.ValueType"), enumType = get("System.Enum")
  static let runtimeException = exceptionType("System.Management.Automation.RuntimeException")
  public static let exception = get("System.Exception"), arrayList = get("System.Collections.ArrayList")

  /// The type of a sequence; asked with every call of one of its methods, so it is kept with the type of its elements.
  static func sequence(_ kind: PSArray.Kind, _ element: NetType?, rank: Int) -> NetType {
    if rank != 1 { return array(of: element ?? object, rank: rank) }
    guard let element else { return untypedSequences[Int(kind.rawValue)] }
    if element.sequences.isEmpty { element.sequences = Array(repeating: nil, count: PSArray.Kind.allCases.count) }
    if let t = element.sequences[Int(kind.rawValue)] { return t }
    let t = closedSequence(kind, element)
    element.sequences[Int(kind.rawValue)] = t
    return t
  }
  private static let untypedSequences: [NetType] = PSArray.Kind.allCases.map {
    switch $0 {
    case .array: objectArray
    case .queue: get("System.Collections.Queue")
    case .stack: get("System.Collections.Stack")
    case .collection, .readOnlyCollection: closedSequence($0, psObject)
    default: closedSequence($0, object)
    }
  }
  private static func closedSequence(_ kind: PSArray.Kind, _ element: NetType) -> NetType {
    let definition: String
    switch kind {
    case .array: return array(of: element)
    case .arrayList: return arrayList
    case .list: definition = "System.Collections.Generic.List`1"
    case .collection: definition = "System.Collections.ObjectModel.Collection`1"
    case .readOnlyCollection: definition = "System.Collections.ObjectModel.ReadOnlyCollection`1"
    case .queue: definition = "System.Collections.Generic.Queue`1"
    case .stack: definition = "System.Collections.Generic.Stack`1"
    case .linkedList: definition = "System.Collections.Generic.LinkedList`1"
    }
    return generic(definition, [element]) ?? arrayList
  }
  /// The type of a dictionary, kept with the type of its keys.
  static func dictionary(_ kind: PSHash.Kind, _ key: NetType?, _ value: NetType?) -> NetType {
    if kind == .hashtable { return hashtable }
    if kind == .ordered { return ordered }
    if kind == .sortedList, key == nil { return sortedList }
    let k = key ?? object, v = value ?? object
    for known in k.dictionaries where known.kind == kind && known.value === v { return known.type }
    let t = closedDictionary(kind, k, v)
    k.dictionaries.append((kind, v, t))
    return t
  }
  private static let sortedList = get("System.Collections.SortedList")
  private static func closedDictionary(_ kind: PSHash.Kind, _ k: NetType, _ v: NetType) -> NetType {
    let closed: NetType? = switch kind {
    case .hashtable, .ordered: nil
    case .dictionary: generic("System.Collections.Generic.Dictionary`2", [k, v])
    case .sortedDictionary: generic("System.Collections.Generic.SortedDictionary`2", [k, v])
    case .sortedList: generic("System.Collections.Generic.SortedList`2", [k, v])
    case .hashSet: generic("System.Collections.Generic.HashSet`1", [k])
    case .sortedSet: generic("System.Collections.Generic.SortedSet`1", [k])
    case .concurrent: generic("System.Collections.Concurrent.ConcurrentDictionary`2", [k, v])
    }
    return closed ?? hashtable
  }

  /// The address of a value's type, nil for null: enough for comparing types.
  @inline(__always) static func address(of v: Value) -> UnsafeRawPointer? {
    switch v {
    case .string: return stringAddress
    case .int: return intAddress
    default: return v.isNull ? nil : UnsafeRawPointer(Unmanaged.passUnretained(typeOf(v.base)).toOpaque())
    }
  }
  static let objectAddress = UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
  private static let stringAddress = UnsafeRawPointer(Unmanaged.passUnretained(string).toOpaque())
  private static let intAddress = UnsafeRawPointer(Unmanaged.passUnretained(int).toOpaque())

  /// The .NET type of a value; `object` for null.
  public static func typeOf(_ v: Value) -> NetType {
    switch v {
    case .bool: return bool
    case .char: return char
    case .byte: return byte
    case .sbyte: return sbyte
    case .short: return short
    case .ushort: return ushort
    case .int: return int
    case .uint: return uint
    case .long: return long
    case .ulong: return ulong
    case .single: return single
    case .double: return double
    case .datetime: return datetime
    case .timespan: return timespan
    case .string: return string
    case .array(let a): return a.netType
    case .hash(let h): return h.netType
    case .object(let o): return o.netType
    case .block: return scriptBlock
    case .type: return runtimeType
    case .other(let r): return r.netType
    case .boxed(let b): return typeOf(b.value)
    case .unset, .null, .void: return object
    }
  }
}
