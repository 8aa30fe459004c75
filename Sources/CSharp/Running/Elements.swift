/// Elements of arrays, lists, texts and dictionaries, read and written while compiled code runs.
import Engine
import NetTypes

enum Elements {
  static func get(_ v: Value, _ i: Value, _ isArray: Bool) throws -> Value {
    guard case .int(let n) = i else { throw Runtime.indexRange() }
    switch v {
    case .array(let a):
      guard n >= 0, Int(n) < a.count else { throw isArray ? Runtime.indexRange() : Runtime.listRange() }
      return a[Int(n)]
    case .string(let s):
      guard let c = unit(s.string, Int(n)) else { throw Runtime.indexRange() }
      return .char(c)
    case .null, .void, .unset: throw Runtime.nullReference()
    case .object(let o): return try get(o.wrapped ?? .null, i, isArray)
    case .other(let r):
      if let o = r.exactly(CompiledObject.self), !o.inner.isNull { return try get(o.inner, i, isArray) }
      return try ExecutionContext.current.element(v, i)
    default: throw Runtime.indexRange()
    }
  }
  static func set(_ v: Value, _ i: Value, _ x: Value, _ isArray: Bool) throws {
    guard case .int(let n) = i else { throw Runtime.indexRange() }
    switch v {
    case .array(let a):
      guard n >= 0, Int(n) < a.count else { throw isArray ? Runtime.indexRange() : Runtime.listRange() }
      a[Int(n)] = x
    case .null, .void, .unset: throw Runtime.nullReference()
    case .other(let r):
      if let o = r.exactly(CompiledObject.self), !o.inner.isNull { return try set(o.inner, i, x, isArray) }
      throw Runtime.indexRange()
    default: throw Runtime.indexRange()
    }
  }
  /// Of an array with several dimensions.
  private static func position(_ a: PSArray, _ indexes: [Value]) throws -> Int {
    let lengths = a.dimensions ?? [a.count]
    guard lengths.count == indexes.count else { throw Runtime.indexRange() }
    var at = 0
    for (n, i) in zip(lengths, indexes) {
      guard case .int(let k) = i, k >= 0, Int(k) < n else { throw Runtime.indexRange() }
      at = at * n + Int(k)
    }
    guard at < a.count else { throw Runtime.indexRange() }
    return at
  }
  static func get(_ v: Value, _ indexes: [Value]) throws -> Value {
    guard let a = v.arrayValue else { throw Runtime.nullReference() }
    return a[try position(a, indexes)]
  }
  static func set(_ v: Value, _ indexes: [Value], _ x: Value) throws {
    guard let a = v.arrayValue else { throw Runtime.nullReference() }
    a[try position(a, indexes)] = x
  }
  /// A UTF-16 unit of a text.
  static func unit(_ s: String, _ i: Int) -> UInt16? {
    if i < 0 { return nil }
    if let fast = s.utf8.withContiguousStorageIfAvailable({ p -> UInt16? in i < p.count && s.utf16.count == p.count ? UInt16(p[i]) : nil }), let c = fast { return c }
    let u = s.utf16
    guard i < u.count else { return nil }
    return u[u.index(u.startIndex, offsetBy: i)]
  }
  static func lookUp(_ v: Value, _ k: Value, _ c: ExecutionContext) throws -> Value {
    switch v {
    case .hash(let h):
      if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
      if let x = h.get(k) { return x }
      switch h.kind {
      case .hashtable, .ordered: if h.kind == .ordered, case .int(let n) = k, n >= 0, Int(n) < h.count { return h.entry(at: h.slot(at: Int(n))).value }; return .null
      default: throw Runtime.error("System.Collections.Generic.KeyNotFoundException", "The given key '\(Text.string(k))' was not present in the dictionary.")
      }
    case .null, .void, .unset: throw Runtime.nullReference()
    case .array, .string: if case .int = k { return try get(v, k, true) }; return try Runtime.unwrapped { try c.callMethod(v, "get_Item", [k]) }
    case .other(let r):
      if let o = r.exactly(CompiledObject.self) {
        if let m = o.symbol.find(method: "get_Item", count: 1) ?? o.symbol.chain.lazy.flatMap(\.properties).first(where: { $0.parameters.count == 1 })?.getter { return try m.invoke(v, [k], c) }
        return try lookUp(o.inner, k, c)
      }
      return try c.element(v, k)
    default: return try c.element(v, k)
    }
  }
  static func put(_ v: Value, _ k: Value, _ x: Value, _ c: ExecutionContext) throws {
    switch v {
    case .hash(let h):
      if k.isNull { throw Runtime.error("System.ArgumentNullException", "Value cannot be null.", param: "key") }
      h.set(k, x)
    case .null, .void, .unset: throw Runtime.nullReference()
    case .array: try set(v, k, x, true)
    case .other(let r):
      if let o = r.exactly(CompiledObject.self) {
        if let p = o.symbol.chain.lazy.flatMap(\.properties).first(where: { $0.parameters.count == 1 }), let s = p.setter { _ = try s.invoke(v, [k, x], c); return }
        return try put(o.inner, k, x, c)
      }
      try c.setElement(v, k, x)
    default: try c.setElement(v, k, x)
    }
  }
}
