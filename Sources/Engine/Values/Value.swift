/// What every expression yields, in 16 bytes.
///
/// Payloads are trivial 8-byte things or class references only: a copy of a number costs nothing, a copy of anything
/// else one retain. Layout (checked by `ValueLayoutTests`): payload word at offset 0, tag byte at offset 8, payload
/// cases numbered in declaration order, so hot code can read tag and payload through a raw pointer (`Cell`).
///
/// - trivial: tags 0…13, no release needed; `unset`, `null` and `void` share tag `Tag.none`
/// - references: tags 14…21
import Glibc
import Primitives

@frozen public enum Value {
  case bool(Bool), char(UInt16), byte(UInt8), sbyte(Int8), short(Int16), ushort(UInt16)
  case int(Int32), uint(UInt32), long(Int64), ulong(UInt64), single(Float), double(Double)
  case datetime(NetDateTime), timespan(NetTimeSpan)
  case string(PSString)
  /// Every list-like thing with indexed storage: `Object[]`, typed arrays, `List<T>`, `ArrayList`; see `PSArray.kind`.
  case array(PSArray)
  /// Every dictionary: `Hashtable`, `OrderedDictionary`, `Dictionary<K,V>`; see `PSHash.kind`.
  case hash(PSHash)
  /// `PSCustomObject`, instances of script classes, objects of cmdlets, and values that carry extra members.
  case object(PSObject)
  case block(ScriptBlock)
  case type(NetType)
  /// Any other .NET-like object: a subclass of `Ref` that knows its type.
  case other(Ref)
  /// Only in variable cells: a variable that has identity or attributes. Never leaves the variable.
  case boxed(Variable)
  /// Only in variable cells: no such variable here.
  case unset
  case null
  /// `AutomationNull`: no output at all; becomes `null` when assigned or passed.
  case void

  /// A new string value.
  @inline(__always) public static func str(_ s: String) -> Value { .string(PSString(s)) }
  @inline(__always) public static func arr(_ a: [Value]) -> Value { .array(PSArray(a)) }
  /// An Int as Int32 when it fits, else Int64, as PowerShell types integer literals.
  @inline(__always) public static func integer(_ i: Int) -> Value { if let n = Int32(exactly: i) { .int(n) } else { .long(Int64(i)) } }
  public static let emptyString = Value.str("")
  public static let yes = Value.bool(true)
  public static let no = Value.bool(false)
}

/// Tag bytes, in the order of `Value`'s cases.
public enum Tag {
  static let bool: UInt8 = 0, char: UInt8 = 1, int: UInt8 = 6, long: UInt8 = 8, double: UInt8 = 11
  public static let string: UInt8 = 14, array: UInt8 = 15, hash: UInt8 = 16, object: UInt8 = 17, block: UInt8 = 18
  static let type: UInt8 = 19, other: UInt8 = 20, boxed: UInt8 = 21, none: UInt8 = 22
}

/// A place that holds a value: a slot of a frame, a global's cell, an array element.
public typealias Cell = UnsafeMutablePointer<Value>

extension UnsafeMutablePointer where Pointee == Value {
  /// Room for `n` values, given back with `free`: `allocate` would go through `posix_memalign`, which takes twice as long.
  @inline(__always) static func room(_ n: Int) -> Cell {
    guard let p = malloc(n &* MemoryLayout<Value>.stride) else { fatalError("out of memory") }
    return p.assumingMemoryBound(to: Value.self)
  }
  /// Which case it is, without copying it.
  @inline(__always) var tag: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }
  @inline(__always) var rawInt: Int32 { UnsafeRawPointer(self).load(as: Int32.self) }
  @inline(__always) var rawDouble: Double { UnsafeRawPointer(self).load(as: Double.self) }
  @inline(__always) var isUnset: Bool { tag == Tag.none && UnsafeRawPointer(self).load(as: UInt64.self) == 0 }
  /// Stores over content known to need no release.
  @inline(__always) func putInt(_ v: Int32) { initialize(to: .int(v)) }
  @inline(__always) func putDouble(_ v: Double) { initialize(to: .double(v)) }
  @inline(__always) func borrow<T: AnyObject>(_ t: T.Type) -> Unmanaged<T> { UnsafeRawPointer(self).load(as: Unmanaged<T>.self) }
  /// Any store; skips the release when the old content is trivial.
  @inline(__always) func put(_ v: consuming Value) { let t = tag; if t < Tag.string || t == Tag.none { initialize(to: v) } else { pointee = v } }
}

extension Value {
  /// True for `null`, `void` and `unset`.
  @inline(__always) public var isNull: Bool { switch self { case .null, .void, .unset: true; default: false } }
  /// Null for "no value" of any sort, everything else unchanged.
  @inline(__always) public var orNull: Value { switch self { case .void, .unset: .null; default: self } }
  /// Whether it carries the text it was written with, as numbers of the command line do.
  var hasText: Bool { if case .object(let o) = self, o.textForm != nil { true } else { false } }
  /// A number of the command line without the text it was written with, as it stands in an expandable string.
  var withoutText: Value { if case .object(let o) = self, o.textForm != nil, let w = o.wrapped { w } else { self } }
  /// The type .NET sees of the value as it stands: what wraps an object, or is made of members alone, is a `PSObject`.
  public var shownAsObject: NetType { if case .object(let o) = self, o.type == nil { TypeTable.psObject } else { TypeTable.typeOf(self) } }
  /// The value without a wrapping `PSObject` that only adds members.
  public var base: Value {
    // an instance of a script class is itself, whatever object of its base class it holds
    if case .object(let o) = self, let b = o.wrapped, o.type == nil { return b }
    if case .boxed(let v) = self { return v.value.base }
    return self
  }
  /// The Swift string of a string value, without conversion; nil for anything else.
  public var stringValue: String? { if case .string(let s) = base { s.string } else { nil } }
  /// The array, also inside a PSObject; nil for everything else. So for the next three.
  public var arrayValue: PSArray? { if case .array(let a) = base { a } else { nil } }
  public var hashValue_: PSHash? { if case .hash(let h) = base { h } else { nil } }
  public var objectValue: PSObject? { if case .object(let o) = self { o } else { nil } }
  public var refValue: Ref? { if case .other(let r) = base { r } else { nil } }
}

/// Base of every class a value can point at.
open class Ref {
  public init() {}
  /// The .NET type the object shows.
  open var netType: NetType { TypeTable.object }
  /// What an assignment to a variable keeps: a struct that can be changed is copied.
  open var assignedCopy: Ref { self }
  /// What enumeration of the object yields; nil when it is a single thing.
  open func enumerated() -> PSArray? { nil }
  /// An `IEnumerator`: pipelines and loops take what it yields, but it is no collection.
  open var isIterator: Bool { false }
  /// `ToString()`, invariant culture where it matters.
  open func text() -> String { Conversion.typeText(netType) }
  /// `Equals` with another value, beyond identity; `ignoreCase` as of `-eq`.
  open func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { if case .other(let r) = other { r === self } else { false } }
  /// Order relative to another value of the same type; nil when not comparable.
  open func compare(_ other: Value) -> Int? { nil }
  /// Hash used when the object is a dictionary key.
  open var keyHash: UInt { UInt(bitPattern: ObjectIdentifier(self).hashValue) }
  /// Set by objects whose properties are not those of their type. (A property, because asking by a cast would cost every
  /// property read and every cell of a table a search through protocol conformances.)
  open var dynamicMembers: DynamicMembers? { nil }
}

extension Value {
  /// As a variable keeps it.
  @inline(__always) var assigned: Value { if case .other(let r) = self { return .other(r.assignedCopy) }; return self }
  /// Anything but "nothing was given".
  var isPresent: Bool { switch self { case .void, .unset: false; default: true } }
}
