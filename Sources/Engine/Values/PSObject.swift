/// Objects made of named members: `PSCustomObject`, instances of script classes, cmdlet output, and wrappers that add
/// members to another value.
///
/// Members live in slots ordered by `shape`; a slot that is not a plain note property holds an `.other(MemberDefinition)`.
import Glibc

public final class PSObject: Ref {
  /// The storage as it is: of an object whose members are still to be computed, a shape no site remembers.
  @exclusivity(unchecked) private(set) var layout: Shape
  @exclusivity(unchecked) private(set) var storage: Cell
  @exclusivity(unchecked) private var filled: Int
  @exclusivity(unchecked) private var capacity: Int
  /// Where the members come from while they are not computed; see DeferredMembers.
  @exclusivity(unchecked) private var source: DeferredMembers?
  private let sourceRow: UInt32
  private let sourceVersion: UInt32
  /// The value this object wraps to give it extra members; nil for a free-standing object.
  @exclusivity(unchecked) public internal(set) var wrapped: Value?
  /// Most specific first, without those of the wrapped value; nil = those of `PSCustomObject` (or of the wrapped value).
  @exclusivity(unchecked) public var typeNames: [String]?
  /// The script class of an instance, or the .NET type this property bag stands for; nil for `PSCustomObject`.
  public let type: NetType?
  /// What `ToString()` gives, for property bags that stand for a .NET type.
  public var textForm: String? {
    get { if let source { source.text(sourceRow, sourceVersion) } else { ownText } }
    set {
      if source != nil { computeMembers() }
      ownText = newValue
    }
  }
  @exclusivity(unchecked) private var ownText: String?
  /// How many of the first members were properties of the .NET object this one is a deserialized copy of.
  public var adapted = 0
  /// Properties a plain display shows, when the object brings its own `PSStandardMembers`.
  @exclusivity(unchecked) public var defaultDisplay: [String]?

  /// Names and kinds of its members; shared by all objects made alike.
  /// The values of the members, by their number in the shape.
  @inline(__always) public var shape: Shape { if source != nil { computeMembers() }; return layout }
  @inline(__always) public var slots: Cell { if source != nil { computeMembers() }; return storage }
  @inline(__always) public var count: Int { if source != nil { computeMembers() }; return filled }

  /// - Parameters: members already there, room for more, the .NET type, the value inside
  public init(shape: Shape = .root, reserve n: Int = 4, type: NetType? = nil, wrapping: Value? = nil) {
    layout = shape
    self.type = type
    wrapped = wrapping
    filled = 0
    capacity = max(2, n, shape.count)
    storage = .room(capacity)
    sourceRow = 0
    sourceVersion = 0
    super.init()
  }
  /// An object whose members are computed when they are asked for.
  public init(deferred source: DeferredMembers, row: UInt32, version: UInt32) {
    layout = Shape.deferred
    type = source.type
    wrapped = nil
    filled = 0
    capacity = 0
    storage = DeferredMembers.nothing
    self.source = source
    sourceRow = row
    sourceVersion = version
    defaultDisplay = source.defaultDisplay
    super.init()
  }
  /// An object with these note properties in this order.
  public convenience init(_ properties: [(String, Value)], typeName: String? = nil) {
    self.init(reserve: properties.count)
    for (n, v) in properties { set(n, v) }
    if let typeName { typeNames = [typeName, "System.Management.Automation.PSCustomObject", "System.Object"] }
  }
  /// An object of a ready shape; `values` in slot order.
  public convenience init(_ shape: Shape, _ values: [Value], typeNames: [String]? = nil, type: NetType? = nil) {
    self.init(shape: shape, reserve: values.count, type: type)
    storage.initialize(from: values, count: values.count)
    filled = values.count
    self.typeNames = typeNames
  }
  /// A value with note properties: those many values have alike, and one of its own at the end.
  public convenience init(wrapping value: Value, _ shape: Shape, alike: [Value], own: Value) {
    self.init(shape: shape, reserve: shape.count, wrapping: value)
    for v in alike { fill(v) }
    fill(own)
  }
  deinit { if capacity > 0 { storage.deinitialize(count: filled); free(storage) } }

  /// Whether no member was computed yet.
  @inline(__always) var isDeferred: Bool { source != nil }
  /// One member of an object whose members are not computed yet; nil for all other objects and names.
  @inline(__always) public func deferredValue(_ s: Symbol) -> Value? { source == nil ? nil : computeMember(s) }
  @inline(never) private func computeMember(_ s: Symbol) -> Value? {
    guard let source, let i = source.shape.slot(s) else { return nil }
    return source.value(i, sourceRow, sourceVersion)
  }
  @inline(never) private func computeMembers() {
    guard let s = source else { return }
    let text = s.text(sourceRow, sourceVersion), n = s.shape.count
    let room = Cell.room(max(2, n))
    for i in 0..<n { (room + i).initialize(to: s.value(i, sourceRow, sourceVersion)) }
    source = nil
    ownText = text
    capacity = max(2, n)
    storage = room
    filled = n
    layout = s.shape
  }

  /// Fills the next slot while an object of a prepared shape is built.
  @inline(__always) func fill(_ v: Value) { (storage + filled).initialize(to: v); filled += 1 }

  /// Position of a member; nil when there is none of that name.
  @inline(__always) public func slot(_ s: Symbol) -> Int? { if let i = layout.slot(s), i < filled { i } else { source?.shape.slot(s) } }
  /// Raw content of a member's slot.
  func get(_ s: Symbol) -> Value? { slot(s).map { slots[$0] } }
  /// A note property's value by its name, in any case; nil when there is none.
  public func get(_ name: String) -> Value? { get(Symbol.of(name)) }
  /// Sets a note property, adding it when new.
  public func set(_ name: String, _ v: Value, kind: Shape.Member = .note) {
    if let i = slot(Symbol.of(name)) {
      if shape.kind(i) == kind { (slots + i).put(v) } else { replaceMember(i, name, kind, v) }
      return
    }
    if count == capacity { reserve(capacity * 2) }
    layout = layout.adding(name, kind)
    (storage + filled).initialize(to: v)
    filled += 1
  }
  func setSlot(_ i: Int, _ v: Value) { (slots + i).put(v) }
  private func reserve(_ n: Int) {
    capacity = n
    let q = Cell.room(n)
    q.moveInitialize(from: storage, count: filled)
    free(storage)
    storage = q
  }
  private func replaceMember(_ i: Int, _ s: String, _ kind: Shape.Member, _ v: Value) {
    var names = shape.names, kinds = shape.kinds
    names[i] = s; kinds[i] = kind
    (slots + i).put(v)
    layout = zip(names, kinds).reduce(rootShape) { $0.adding($1.0, $1.1) }
  }
  /// Removes a member; false when there is none.
  @discardableResult public func remove(_ name: String) -> Bool {
    guard let i = slot(Symbol.of(name)) else { return false }
    var names = shape.names, kinds = shape.kinds
    names.remove(at: i); kinds.remove(at: i)
    var vs = (0..<count).map { slots[$0] }
    vs.remove(at: i)
    slots.deinitialize(count: count)
    slots.initialize(from: vs, count: vs.count)
    filled = vs.count
    layout = vs.count > 64 && rootShape === Shape.root ? Shape.alone(names, kinds) : zip(names, kinds).reduce(rootShape) { $0.adding($1.0, $1.1) }
    if i < adapted { adapted -= 1 }
    return true
  }
  private var rootShape: Shape { type?.instanceShape ?? .root }

  /// Members in order: name, kind, raw slot content.
  public var members: [(name: String, kind: Shape.Member, value: Value)] {
    let names = shape.names, kinds = shape.kinds
    return (0..<count).map { (names[$0], kinds[$0], slots[$0]) }
  }
  /// A shallow copy (`PSObject.Copy()`).
  public func copy() -> PSObject {
    let o = PSObject(shape: shape, reserve: count, type: type, wrapping: wrapped)
    for i in 0..<count { o.fill(slots[i]) }
    o.typeNames = typeNames; o.textForm = textForm; o.adapted = adapted; o.defaultDisplay = defaultDisplay
    return o
  }

  /// Nothing but properties: a `PSCustomObject`.
  public var isCustom: Bool { wrapped == nil && type == nil && textForm == nil }
  public override var netType: NetType { type ?? wrapped.map { TypeTable.typeOf($0) } ?? TypeTable.psCustomObject }
  public override func enumerated() -> PSArray? {
    guard let wrapped else { return type?.scriptClass == nil ? nil : scriptEnumeration() }
    switch wrapped { case .array(let a): return a; case .other(let r): return r.enumerated(); case .hash(let h): return h.enumerated(); default: return nil }
  }
  /// What the script's own `GetEnumerator` yields, when its class says that it is `IEnumerable`.
  private func scriptEnumeration() -> PSArray? {
    guard let type, TypeTable.get("System.Collections.IEnumerable").isAssignable(from: type) else { return nil }
    let c = ExecutionContext.current
    guard let found = try? c.callMethod(.object(self), "GetEnumerator", []) else { return nil }
    guard case .object(let o) = found, o.type?.scriptClass != nil else { return c.sequence(found) }
    let all = PSArray([])
    while let more = try? c.callMethod(found, "MoveNext", []), Conversion.toBool(more) {
      let method = try? c.callMethod(found, "get_Current", [])
      all.append(method ?? (try? c.property(found, "Current")) ?? .null)
    }
    return all
  }
}

/// A member that is not a plain value: what `Add-Member` and type data can attach.
public final class MemberDefinition: Ref {
  /// What the member does.
  public enum Body {
    /// Getter and optional setter; `$this` is the object.
    case script(get: ScriptBlock?, set: ScriptBlock?)
    case method(ScriptBlock)
    case alias(String, convertTo: NetType?)
    case set([String])
    case code(get: (Value, ExecutionContext) throws -> Value, set: ((Value, Value, ExecutionContext) throws -> Void)?)
    case codeMethod((Value, [Value], ExecutionContext) throws -> Value)
    case note(Value)
  }
  public let name: String
  public let body: Body
  /// Lists show it only under -Force.
  public var isHidden = false
  /// As what lists show a member whose getter is written here.
  public enum Getter {
    /// A script property with this text.
    case script(String)
    /// A code property, or code method: the type of its value and the method that reads it.
    case method(String, type: String)
    /// A note that is a variable's value.
    case note
  }
  public var getter: Getter?
  /// A member of compiled methods as lists show it.
  public var codeText: String?
  /// A method as lists show it: of compiled code the static method that is called.
  var methodText: String {
    if let codeText { return codeText }
    if case .method(let method, let type)? = getter { return "static \(type) \(method)(psobject instance)" }
    return "System.Object \(name)();"
  }
  public init(_ name: String, _ body: Body) { self.name = name; self.body = body; super.init() }
  /// The names a property set stands for.
  public var referenced: [String]? { if case .set(let names) = body { names } else { nil } }
  /// It can be read and set, in contrast to a method or a set of properties.
  var isValue: Bool { switch body { case .script, .alias, .code, .note: true; case .method, .codeMethod, .set: false } }
  public var kind: Shape.Member {
    switch body {
    case .script: .scriptProperty
    case .method: .scriptMethod
    case .alias: .aliasProperty
    case .set: .propertySet
    case .code: if case .script? = getter { .scriptProperty } else if case .note? = getter { .note } else { .codeProperty }
    case .codeMethod: .codeMethod
    case .note: .note
    }
  }
}

/// A variable with identity: `[ref]`, `Get-Variable` objects, read-only and validated variables. The slot then holds `.boxed`.
public final class Variable: Ref {
  /// `System.Management.Automation.ScopedItemOptions`.
  public struct Options: OptionSet {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let readOnly = Options(rawValue: 1), constant = Options(rawValue: 2), `private` = Options(rawValue: 4), allScope = Options(rawValue: 8)
  }
  public let name: String
  /// Without its attributes: assigning here converts and checks nothing.
  @exclusivity(unchecked) public var value: Value
  @exclusivity(unchecked) public var options: Options = []
  public var itemDescription = ""
  /// `Visibility`, which is kept and shown; reading asks for no permission.
  public var isVisible = true
  /// Type constraint and validation attributes; applied at each assignment in order.
  @exclusivity(unchecked) public var attributes: [Attribute] = []
  /// A typed local of a function: assignments convert as a cast does, and fail as one.
  @exclusivity(unchecked) var isTypedLocal = false
  /// Of a function or block that was compiled with a place for it.
  @exclusivity(unchecked) var isLocal = false
  /// Computes the value at each read (`$?`, `$PWD`-like automatic variables); nil for ordinary ones.
  @exclusivity(unchecked) public var getter: (() -> Value)?
  @exclusivity(unchecked) var setter: ((Value) throws -> Void)?
  public var moduleName = ""
  public init(_ name: String, _ value: Value = .null) { self.name = name; self.value = value; super.init() }
  /// Whether a value meets the variable's only attribute, its type, without conversion.
  func takesAsIs(_ v: Value) -> Bool {
    guard attributes.count == 1, case .type(let t) = attributes[0] else { return false }
    switch v { case .int: return t === TypeTable.int; case .string: return t === TypeTable.string; case .double: return t === TypeTable.double; default: return false }
  }
  /// Leaves the value to the first read; assigned before that, it is never made.
  public func makeWhenRead(_ make: @escaping () -> Value) {
    getter = { [unowned self] in
      let made = make()
      become(made)
      return made
    }
    setter = { [unowned self] in become($0) }
  }
  /// An ordinary variable from now on.
  private func become(_ v: Value) {
    value = v
    getter = nil
    setter = nil
  }
  /// Assigns as a script does: read-only variables refuse, typed and validated ones convert and check.
  public func assign(_ v: Value) throws { try storeBoxed(self, v) }
  @inline(__always) var current: Value { if let getter { getter() } else { value } }
  public override var netType: NetType { TypeTable.get("System.Management.Automation." + (isLocal ? "LocalVariable" : Variable.classes[name] ?? "PSVariable")) }
  /// The variables of a session that have classes of their own.
  private static let classes = ["null": "NullVariable", "?": "QuestionMarkVariable", "PSCulture": "PSCultureVariable", "PSUICulture": "PSUICultureVariable"]
}

extension PSObject {
  /// Adds a note property under exactly this spelling.
  public func addProperty(_ name: String, _ v: Value) { set(name, v.orNull) }
}
