/// An instance of a compiled class or struct: its fields by slot, and the object of a .NET class it derives from.
import Engine

final class CompiledObject: Ref {
  let symbol: ClassSymbol
  /// The closed type when the class is generic.
  let type: NetType
  @exclusivity(unchecked) let fields: UnsafeMutablePointer<Value>
  private let count: Int
  /// What the members of a .NET base class work on; unset when that is `object`.
  var inner: Value = .unset
  /// The exception this is the inside of.
  unowned(unsafe) var exception: PSException?
  /// Of a cmdlet while it runs.
  var shell: Invocation?

  init(_ symbol: ClassSymbol, _ type: NetType) {
    self.symbol = symbol
    self.type = type
    count = symbol.fieldCount
    fields = .allocate(capacity: max(1, count))
    fields.initialize(repeating: .null, count: max(1, count))
    super.init()
  }
  deinit { fields.deinitialize(count: max(1, count)); fields.deallocate() }

  /// A struct is copied where it is assigned.
  func copy() -> CompiledObject {
    let o = CompiledObject(symbol, type)
    for i in 0..<count { o.fields[i] = Value.copyOfStruct(fields[i]) }
    o.inner = inner
    return o
  }
  /// As C# code and scripts hold it.
  var value: Value { exception.map { .other($0) } ?? .other(self) }

  override var assignedCopy: Ref { symbol.isStruct ? copy() : self }
  override var netType: NetType { type }
  override var dynamicMembers: DynamicMembers? { symbol.isDynamic ? self : nil }
  private func call(_ name: String, _ arguments: [Value] = []) -> Value? {
    guard let m = symbol.find(method: name, count: arguments.count) else { return nil }
    return try? m.invoke(value, arguments, ExecutionContext.current)
  }
  override func text() -> String {
    if let m = symbol.find(method: "ToString", count: 0) {
      let c = ExecutionContext.current
      return c.answer { try m.invoke(value, [], c) }.map { Text.string($0) } ?? ""
    }
    if case .unset = inner {} else if !inner.isNull { return Text.string(inner) }
    return symbol.isRecord ? recordText() : Text.clrName(type)
  }
  private func recordText() -> String {
    let shown = symbol.allProperties.filter { $0.access == .public && !$0.isStatic && $0.name != "EqualityContract" }
    let parts = shown.map { p in "\(p.name) = \(Text.string((try? p.getter?.invoke(value, [], ExecutionContext.current)) ?? .null))" }
    return "\(type.name) { \(parts.joined(separator: ", ")) }"
  }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    if case .other(let r) = other.base, r === self { return true }
    if let r = call("Equals", [other.base]), case .bool(let b) = r { return b }
    guard symbol.isStruct || symbol.isRecord, let o = other.base.refValue?.exactly(CompiledObject.self), o.type === type else { return false }
    return (0..<count).allSatisfy { Runtime.equals(fields[$0], o.fields[$0]) }
  }
  override func compare(_ other: Value) -> Int? {
    if let r = call("CompareTo", [other.base]), case .int(let n) = r { return Int(n) }
    return nil
  }
  override var keyHash: UInt {
    if let r = call("GetHashCode"), case .int(let n) = r { return UInt(bitPattern: Int(n)) &* 0x9E3779B97F4A7C15 }
    if symbol.isStruct || symbol.isRecord {
      return (0..<count).reduce(UInt(17)) { $0 &* 31 &+ Runtime.hash(fields[$1]) }
    }
    return super.keyHash
  }
  /// What `foreach` of the shell sees of a class that can be enumerated.
  override func enumerated() -> PSArray? {
    if !symbol.isEnumerable {
      guard case .unset = inner else { return inner.refValue?.enumerated() ?? inner.arrayValue }
      return nil
    }
    guard let m = symbol.find(method: "GetEnumerator", count: 0) ?? symbol.explicitEnumerator else { return nil }
    let c = ExecutionContext.current
    guard let e = try? m.invoke(value, [], c) else { return nil }
    let all = PSArray([])
    try? Sequences.forEach(enumerator: e, c) { all.append($0); return true }
    return all
  }
}

extension Value {
  /// Structs are values: a copy of one, anything else as it is.
  @inline(__always) static func copyOfStruct(_ v: Value) -> Value {
    guard case .other(let r) = v, let o = r.exactly(CompiledObject.self), o.symbol.isStruct else { return v }
    return .other(o.copy())
  }
  /// The inside of an instance of a compiled class.
  var compiled: CompiledObject? {
    switch self {
    case .other(let r):
      if let o = r.exactly(CompiledObject.self) { return o }
      if let x = r.exactly(PSException.self) { return x.compiled }
      return nil
    // of a script class derived from a compiled one
    case .object(let o): return o.wrapped?.compiled
    default: return nil
    }
  }
}

extension PSException {
  static let compiledProperty = "\u{0}Object"
  /// The inside of an exception whose class was compiled.
  var compiled: CompiledObject? { property(PSException.compiledProperty)?.refValue?.exactly(CompiledObject.self) }
}

/// A variable that lambdas hold too.
final class Box: Ref {
  @exclusivity(unchecked) var value: Value
  init(_ v: Value) { value = v; super.init() }
}
