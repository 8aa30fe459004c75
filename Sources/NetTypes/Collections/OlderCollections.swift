/// `BitArray`, `NameValueCollection` and `StringCollection`.
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
  private static let nameObjects = "System.Collections.Specialized.NameObjectCollectionBase"
  private static func registerNameObjects() {
    let collection = ["System.Collections.ICollection", "System.Collections.IEnumerable"], keys = nameObjects + "+KeysCollection"
    TypeTable.register(keys) {
      NetType(keys, base: TypeTable.object, interfaces: collection) { t in
        t.property("int Count {get;}") { v, _ in .count(v.arrayValue?.count ?? 0) }
        t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
        t.property("bool IsSynchronized {get;}") { _, _ in .no }
        t.method("string Get(int index)") { v, a, _ in
          guard let all = v.arrayValue, a.int(0) >= 0, a.int(0) < all.count else { throw indexOutOfRange() }
          return all[a.int(0)]
        }
      }
    }
    TypeTable.register(nameObjects) {
      NetType(nameObjects, base: TypeTable.object, interfaces: collection) { t in
        func names(_ v: Value) -> [Value] { (v.refValue as? PSNameValues)?.names ?? [] }
        t.property("int Count {get;}") { v, _ in .count(names(v).count) }
        t.property("\(keys) Keys {get;}") { v, _ in
          let a = PSArray(names(v))
          a.kind = .readOnlyCollection
          a.exactType = TypeTable.get(keys)
          return .array(a)
        }
        t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
        t.property("bool IsSynchronized {get;}") { _, _ in .no }
        t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", names(v))) }
      }
    }
  }
  static func defineStringCollection(_ t: NetType) {
    func list(_ v: Value) -> PSArray { v.arrayValue ?? PSArray([]) }
    func place(_ v: Value, _ i: Int, _ end: Int) throws -> Int {
      guard i >= 0, i < end else { throw indexOutOfRange() }
      return i
    }
    t.constructor("\(t.fullName) new()") { _, _ in
      let a = PSArray([], of: TypeTable.string)
      a.kind = .list
      a.exactType = t
      return .array(a)
    }
    t.converter = { v, c in
      guard case .array(let texts) = try Conversion.convert(v.base, to: TypeTable.array(of: TypeTable.string), c) else { return nil }
      let a = PSArray(texts.values, of: TypeTable.string)
      a.kind = .list
      a.exactType = t
      return .array(a)
    }
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
    // it is a shell around one of these
    t.property("System.Object SyncRoot {get;}") { v, _ in
      let a = PSArray(list(v).values)
      a.kind = .arrayList
      return .array(a)
    }
    t.property("bool IsFixedSize {get;}") { _, _ in .no }
    t.method("string Item(int index)") { v, a, _ in list(v)[try place(v, a.int(0), list(v).count)] }
    t.method("int Add(string value)") { v, a, _ in list(v).append(a.at(0)); return .count(list(v).count - 1) }
    t.method("void AddRange(string[] value)") { v, a, _ in
      if a.at(0).isNull { throw nullArgument("value") }
      for x in a.values(0) { list(v).append(x) }
      return .void
    }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("bool Contains(string value)") { v, a, _ in .bool(list(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("void CopyTo(string[] array, int index)") { v, a, _ in try copyInto(list(v).values, a.array(0), a.int(1), "destinationArray") }
    t.method("\(Enumerator.ofTexts) GetEnumerator()") { v, _, _ in .other(Enumerator(Enumerator.ofTexts, list(v).values)) }
    t.method("int IndexOf(string value)") { v, a, _ in .count(list(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("void Insert(int index, string value)") { v, a, _ in list(v).insert(a.at(1), at: try place(v, a.int(0), list(v).count + 1)); return .void }
    t.method("void Remove(string value)") { v, a, _ in
      if let i = list(v).values.firstIndex(where: { netEquals($0, a.at(0)) }) { list(v).remove(at: i) }
      return .void
    }
    t.method("void RemoveAt(int index)") { v, a, _ in list(v).remove(at: try place(v, a.int(0), list(v).count)); return .void }
  }
  static func registerOlderCollections() {
    registerNameObjects()
    let n = "System.Collections.Specialized.NameValueCollection"
    TypeTable.register("System.Web.HttpQSCollection") { NetType("System.Web.HttpQSCollection", base: TypeTable.get(n), interfaces: TypeTable.get(n).interfaces) }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get(nameObjects), interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
        func of(_ v: Value) -> PSNameValues { v.refValue as? PSNameValues ?? PSNameValues() }
        func joined(_ v: Value, _ i: Int?) -> Value { i.map { .str(of(v).pairs[$0].values.joined(separator: ",")) } ?? .null }
        t.constructor("\(n) new()") { _, _ in .other(PSNameValues()) }
        t.constructor("\(n) new(int capacity)") { _, _ in .other(PSNameValues()) }
        t.indexer = { v, i in
          if let s = i.stringValue { return joined(v, of(v).find(s)) }
          let n = Int(try Conversion.toInt64(i)), place = n < 0 ? n + of(v).pairs.count : n
          guard of(v).pairs.indices.contains(place) else { throw indexOutOfRange() }
          return joined(v, place)
        }
        t.property("string[] AllKeys {get;}") { v, _ in .array(PSArray(of(v).names, of: TypeTable.string)) }
        t.method("void CopyTo(array dest, int index)") { v, a, _ in
          try copyInto(of(v).pairs.map { .str($0.values.joined(separator: ",")) }, a.array(0), a.int(1), "dest")
        }
        t.method("void Add(string name, string value)") { v, a, _ in of(v).add(a.text(0), a.string(1)); return .void }
        t.method("void Add(System.Collections.Specialized.NameValueCollection c)") { v, a, _ in
          for p in of(a.at(0)).pairs { for x in p.values { of(v).add(p.name, x) } }
          return .void
        }
        func put(_ v: Value, _ name: String, _ value: String) { if let i = of(v).find(name) { of(v).pairs[i].values = [value] } else { of(v).pairs.append((name, [value])) } }
        t.method("void Set(string name, string value)") { v, a, _ in put(v, a.string(0), a.string(1)); return .void }
        t.method("void set_Item(string name, string value)") { v, a, _ in put(v, a.string(0), a.string(1)); return .void }
        t.method("string Item(string name)") { v, a, _ in joined(v, of(v).find(a.string(0))) }
        t.method("string Item(int index)") { v, a, _ in
          guard of(v).pairs.indices.contains(a.int(0)) else { throw indexOutOfRange() }
          return joined(v, a.int(0))
        }
        t.method("string Get(string name)") { v, a, _ in joined(v, of(v).find(a.string(0))) }
        t.method("string Get(int index)") { v, a, _ in joined(v, of(v).pairs.indices.contains(a.int(0)) ? a.int(0) : nil) }
        t.method("string GetKey(int index)") { v, a, _ in of(v).pairs.indices.contains(a.int(0)) ? of(v).names[a.int(0)] : .null }
        t.method("string[] GetValues(string name)") { v, a, _ in of(v).find(a.string(0)).map { .strings(of(v).pairs[$0].values) } ?? .null }
        t.method("string[] GetValues(int index)") { v, a, _ in
          guard of(v).pairs.indices.contains(a.int(0)) else { throw indexOutOfRange() }
          return .strings(of(v).pairs[a.int(0)].values)
        }
        t.method("void Remove(string name)") { v, a, _ in if let i = of(v).find(a.string(0)) { of(v).pairs.remove(at: i) }; return .void }
        t.method("void Clear()") { v, _, _ in of(v).pairs = []; return .void }
        t.method("bool HasKeys()") { v, _, _ in .bool(!of(v).pairs.isEmpty) }
      }
    }
    TypeTable.register("System.Collections.BitArray") {
      NetType("System.Collections.BitArray", base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"]) { t in
        func make(_ bits: [Bool]) -> Value {
          let a = PSArray(bits.map { .bool($0) }, of: TypeTable.bool)
          a.kind = .collection
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
        t.method("bool Item(int index)") { v, a, _ in bits(v)[try at(v, a.int(0))] }
        t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.BitArray+Enumerator", bits(v).values)) }
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
