/// `BitArray` and `NameValueCollection`.
import Engine
import Primitives

class PSNameValues: Ref {
  var pairs: [(name: String?, values: [String])] = []
  /// Made of a query, which it writes as its text.
  private let isQuery: Bool
  init(query: Bool = false) { isQuery = query; super.init() }
  override var netType: NetType { TypeTable.get(isQuery ? "System.Web.HttpQSCollection" : "System.Collections.Specialized.NameValueCollection") }
  override func enumerated() -> PSArray? { PSArray(names) }
  override func text() -> String {
    if !isQuery { return netType.fullName }
    return pairs.flatMap { p in p.values.map { (p.name.map { Escaping.form($0) + "=" } ?? "") + Escaping.form($0) } }.joined(separator: "&")
  }
  var names: [Value] { pairs.map { p in p.name.map { .str($0) } ?? .null } }
  func find(_ n: String?) -> Int? { pairs.firstIndex { p in n.map { p.name?.equalsIgnoringCase($0) ?? false } ?? (p.name == nil) } }
  func add(_ name: String?, _ value: String) { if let i = find(name) { pairs[i].values.append(value) } else { pairs.append((name, [value])) } }
}

extension NetTypes {
  static func registerOlderCollections() {
    let n = "System.Collections.Specialized.NameValueCollection"
    TypeTable.register("System.Web.HttpQSCollection") { NetType("System.Web.HttpQSCollection", base: TypeTable.get(n), interfaces: TypeTable.get(n).interfaces) }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        func of(_ v: Value) -> PSNameValues { v.refValue as? PSNameValues ?? PSNameValues() }
        func joined(_ v: Value, _ i: Int?) -> Value { i.map { .str(of(v).pairs[$0].values.joined(separator: ",")) } ?? .null }
        t.constructor("\(n) new()") { _, _ in .other(PSNameValues()) }
        t.constructor("\(n) new(int capacity)") { _, _ in .other(PSNameValues()) }
        t.indexer = { v, i in
          if let s = i.stringValue { return joined(v, of(v).find(s)) }
          guard of(v).pairs.indices.contains(i.asInt) else { throw indexOutOfRange() }
          return joined(v, i.asInt)
        }
        t.property("int Count {get;}") { v, _ in .count(of(v).pairs.count) }
        t.property("string[] AllKeys {get;}") { v, _ in .array(PSArray(of(v).names, of: TypeTable.string)) }
        t.property("System.Collections.Specialized.NameObjectCollectionBase+KeysCollection Keys {get;}") { v, _ in .array(PSArray(of(v).names, of: TypeTable.string)) }
        t.method("void Add(string name, string value)") { v, a, _ in of(v).add(a.text(0), a.string(1)); return .void }
        t.method("void Add(System.Collections.Specialized.NameValueCollection c)") { v, a, _ in
          for p in of(a.at(0)).pairs { for x in p.values { of(v).add(p.name, x) } }
          return .void
        }
        func put(_ v: Value, _ name: String, _ value: String) { if let i = of(v).find(name) { of(v).pairs[i].values = [value] } else { of(v).pairs.append((name, [value])) } }
        t.method("void Set(string name, string value)") { v, a, _ in put(v, a.string(0), a.string(1)); return .void }
        t.method("void set_Item(string name, string value)") { v, a, _ in put(v, a.string(0), a.string(1)); return .void }
        t.method("string Item(string name)") { v, a, _ in joined(v, of(v).find(a.string(0))) }
        t.method("string Get(string name)") { v, a, _ in joined(v, of(v).find(a.string(0))) }
        t.method("string Get(int index)") { v, a, _ in joined(v, of(v).pairs.indices.contains(a.int(0)) ? a.int(0) : nil) }
        t.method("string GetKey(int index)") { v, a, _ in of(v).pairs.indices.contains(a.int(0)) ? of(v).names[a.int(0)] : .null }
        t.method("string[] GetValues(string name)") { v, a, _ in of(v).find(a.string(0)).map { .strings(of(v).pairs[$0].values) } ?? .null }
        t.method("void Remove(string name)") { v, a, _ in if let i = of(v).find(a.string(0)) { of(v).pairs.remove(at: i) }; return .void }
        t.method("void Clear()") { v, _, _ in of(v).pairs = []; return .void }
        t.method("bool HasKeys()") { v, _, _ in .bool(!of(v).pairs.isEmpty) }
      }
    }
    TypeTable.register("System.Collections.BitArray") {
      NetType("System.Collections.BitArray", base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"]) { t in
        func make(_ bits: [Bool]) -> Value {
          let a = PSArray(bits.map { .bool($0) }, of: TypeTable.bool)
          a.exactType = t
          return .array(a)
        }
        func bits(_ v: Value) -> PSArray { v.arrayValue ?? PSArray([]) }
        func made(_ count: Int, of bit: Bool) throws -> Value {
          if count < 0 { throw mustBeNonNegative("length", count) }
          try PSArray.checkRoom(count)
          return make(Array(repeating: bit, count: count))
        }
        t.constructor("System.Collections.BitArray new(int length)") { a, _ in try made(a.int(0), of: false) }
        t.constructor("System.Collections.BitArray new(int length, bool defaultValue)") { a, _ in try made(a.int(0), of: a.bool(1)) }
        t.constructor("System.Collections.BitArray new(bool[] values)") { a, _ in make(a.values(0).map { Conversion.toBool($0) }) }
        t.constructor("System.Collections.BitArray new(byte[] bytes)") { a, _ in make(a.bytes(0).flatMap { b in (0..<8).map { b >> UInt8($0) & 1 == 1 } }) }
        t.property("int Count {get;}") { v, _ in .count(bits(v).count) }
        t.property("int Length {get;set;}", set: { _, _, _ in }) { v, _ in .count(bits(v).count) }
        t.property("bool IsReadOnly {get;}") { _, _ in .no }
        t.property("bool IsSynchronized {get;}") { _, _ in .no }
        t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
        t.method("System.Object Clone()") { v, _, _ in .array(bits(v).copy()) }
        t.method("void CopyTo(array array, int index)") { v, a, _ in try copyInto(bits(v).values, a.array(0), a.int(1)) }
        t.method("bool HasAllSet()") { v, _, _ in .bool(bits(v).elements.allSatisfy { $0.asInt != 0 }) }
        t.method("bool HasAnySet()") { v, _, _ in .bool(bits(v).elements.contains { $0.asInt != 0 }) }
        // a left shift moves bits to higher positions
        for (name, step) in [("LeftShift", 1), ("RightShift", -1)] {
          t.method("System.Collections.BitArray \(name)(int count)") { v, a, _ in
            let x = bits(v), old = x.values, n = a.int(0) * step
            if a.int(0) < 0 { throw mustBeNonNegative("count", a.int(0)) }
            for i in 0..<x.count { x[i] = old.indices.contains(i - n) ? old[i - n] : .no }
            return v
          }
        }
        func at(_ v: Value, _ i: Int) throws -> Int {
          guard i >= 0, i < bits(v).count else { throw indexOutOfRange() }
          return i
        }
        t.method("bool Get(int index)") { v, a, _ in bits(v)[try at(v, a.int(0))] }
        t.method("void Set(int index, bool value)") { v, a, _ in bits(v)[try at(v, a.int(0))] = .bool(a.bool(1)); return .void }
        t.method("void SetAll(bool value)") { v, a, _ in for i in 0..<bits(v).count { bits(v)[i] = .bool(a.bool(0)) }; return .void }
        t.method("System.Collections.BitArray Not()") { v, _, _ in for i in 0..<bits(v).count { bits(v)[i] = .bool(bits(v)[i].asInt == 0) }; return v }
        for (name, f) in [("And", { $0 && $1 }), ("Or", { $0 || $1 }), ("Xor", { $0 != $1 })] as [(String, (Bool, Bool) -> Bool)] {
          t.method("System.Collections.BitArray \(name)(System.Collections.BitArray value)") { v, a, _ in
            let x = bits(v), y = bits(a.at(0))
            guard x.count == y.count else { throw argumentError("Array lengths must be the same.") }
            for i in 0..<x.count { x[i] = .bool(f(x[i].asInt != 0, y[i].asInt != 0)) }
            return v
          }
        }
      }
    }
  }
}
