/// `ReadOnlyDictionary<K,V>`: a dictionary that refuses changes.
import Engine
import Primitives

extension NetTypes {
  static func registerReadOnlyDictionary() {
    let interfaces = ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    TypeTable.registerClosed("System.Collections.ObjectModel.ReadOnlyDictionary`2", interfaces: interfaces, define: defineReadOnlyDictionary)
  }

  private static func defineReadOnlyDictionary(_ t: NetType) {
    let k = t.genericArguments[0], w = t.genericArguments[1], K = signatureName(k), V = signatureName(w), n = signatureName(t)
    func hash(_ v: Value) -> PSHash { if case .hash(let h) = v.base { h } else { PSHash() } }
    func key(_ v: Value) throws -> Value {
      if v.isNull { throw nullArgument("key") }
      return v
    }
    func new(_ source: PSHash) -> Value {
      let h = source.copy()
      h.kind = .dictionary
      h.keyType = k
      h.valueType = w
      h.exactType = t
      h.isReadOnly = true
      return .hash(h)
    }
    t.constructor("\(n) new(System.Collections.Generic.IDictionary[\(K),\(V)] dictionary)") { a, _ in
      guard case .hash(let source) = a.at(0).base else { throw nullArgument("dictionary") }
      return new(source)
    }
    t.staticProperty("\(n) Empty {get;}") { _ in new(PSHash(.dictionary, caseSensitive: true)) }
    t.property("int Count {get;}") { v, _ in .count(hash(v).count) }
    for (name, type, values) in [("Keys", k, { hash($0).keys }), ("Values", w, { hash($0).values })] as [(String, NetType, (Value) -> [Value])] {
      t.property("\(n)+\(name.dropLast())Collection \(name) {get;}") { v, _ in .array(PSArray(values(v), of: type)) }
    }
    for name in ["Item", "get_Item"] {
      t.method("\(V) \(name)(\(K) key)") { v, a, _ in
        guard let x = hash(v).get(try key(a.at(0))) else {
          throw netError("System.Collections.Generic.KeyNotFoundException", "The given key '\(Conversion.toString(a.at(0)))' was not present in the dictionary.")
        }
        return x
      }
    }
    t.method("bool ContainsKey(\(K) key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("bool Contains(System.Object key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("bool TryGetValue(\(K) key, [ref] \(V) value)") { v, a, c in
      let x = hash(v).get(try key(a.at(0)))
      try a.setReference(1, x ?? defaultValue(w), c)
      return .bool(x != nil)
    }
    t.method("System.Collections.Generic.IEnumerator[System.Collections.Generic.KeyValuePair[\(K),\(V)]] GetEnumerator()") { v, _, _ in
      .other(Enumerator("System.Collections.Generic.Dictionary`2+Enumerator", hash(v).entries))
    }
    // explicit interface members, callable from scripts all the same
    for s in ["void Add(\(K) key, \(V) value)", "void Clear()", "bool Remove(\(K) key)", "void set_Item(\(K) key, \(V) value)"] {
      t.method(s) { _, _, _ in throw notSupported("Collection is read-only.") }
    }
  }
}
