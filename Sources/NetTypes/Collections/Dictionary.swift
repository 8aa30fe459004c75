/// `Hashtable`, `OrderedDictionary`, `Dictionary<K,V>` and the sorted ones.
import Engine
import Primitives

extension NetTypes {
  private static func hash(_ v: Value) -> PSHash { if case .hash(let h) = v.base { h } else { PSHash() } }
  private static func key(_ v: Value) throws -> Value {
    if v.isNull { throw nullArgument("key") }
    return v
  }
  private static func writable(_ h: PSHash) throws {
    if h.isReadOnly { throw notSupported(h.kind == .ordered ? "The OrderedDictionary is readonly and cannot be modified." : "Collection is read-only.") }
  }
  private static func shown(_ v: Value) -> String { Conversion.toString(v) }
  /// Copies the entries of any dictionary argument.
  private static func fill(_ h: PSHash, _ from: Value, _ c: ExecutionContext? = nil) throws {
    for x in from.sequence {
      if let p = x.refValue as? PairEntry {
        let k = try h.keyType.map { try Conversion.convert(p.key, to: $0, c) } ?? p.key
        h.set(k, try h.valueType.map { try Conversion.convert(p.value, to: $0, c) } ?? p.value)
      }
    }
  }
  /// A dictionary with the entries of another.
  private static func filled(_ h: PSHash, _ from: Value, _ c: ExecutionContext? = nil) throws -> Value {
    try fill(h, from, c)
    return .hash(h)
  }
  /// .NET's tables of keys have a prime number of places.
  static func hashCapacity(_ n: Int) -> Int {
    if n == 0 { return 0 }
    return PSHash.primes.first { $0 >= n } ?? n
  }
  /// A collection of keys or values, as `Keys`/`Values` give it.
  private static func collection(_ values: [Value], _ type: String) -> Value {
    let a = PSArray(values)
    a.kind = .readOnlyCollection
    a.exactType = TypeTable.get(type)
    return .array(a)
  }

  private static let synchronizedType = NetType("System.Collections.Hashtable+SyncHashtable", base: TypeTable.hashtable, interfaces: TypeTable.hashtable.interfaces)

  static func defineHashtable(_ t: NetType) {
    let n = "hashtable"
    t.constructor("\(n) new()") { _, _ in .hash(PSHash(.hashtable, caseSensitive: true)) }
    t.constructor("\(n) new(int capacity)") { _, _ in .hash(PSHash(.hashtable, caseSensitive: true)) }
    t.constructor("\(n) new(System.Collections.IDictionary d)") { a, _ in try filled(PSHash(.hashtable, caseSensitive: true), a.at(0)) }
    t.constructor("\(n) new(System.Collections.IEqualityComparer equalityComparer)") { a, _ in .hash(keyed(.hashtable, by: a.at(0))) }
    t.constructor("\(n) new(int capacity, System.Collections.IEqualityComparer equalityComparer)") { a, _ in .hash(keyed(.hashtable, by: a.at(1))) }
    t.constructor("\(n) new(System.Collections.IDictionary d, System.Collections.IEqualityComparer equalityComparer)") { a, _ in try filled(keyed(.hashtable, by: a.at(1)), a.at(0)) }
    t.staticMethod("static hashtable Synchronized(hashtable table)") { a, _ in
      guard case .hash(let h) = a.at(0).base else { throw nullArgument("table") }
      let s = h.copy()
      s.exactType = synchronizedType
      return .hash(s)
    }
    // in the order of their declaration, which is the one they are listed in; Count comes last
    defineState(t)
    t.property("System.Collections.ICollection Keys {get;}") { v, _ in collection(hash(v).keys, "System.Collections.Hashtable+KeyCollection") }
    t.property("System.Collections.ICollection Values {get;}") { v, _ in collection(hash(v).values, "System.Collections.Hashtable+ValueCollection") }
    t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
    defineDictionaryCore(t, "System.Object", "System.Object")
    t.method("void Add(System.Object key, System.Object value)") { v, a, _ in
      let h = hash(v), k = try key(a.at(0))
      try writable(h)
      if let i = Optional(h.index(of: k)), i >= 0 { throw argumentError("Item has already been added. Key in dictionary: '\(shown(h.entry(at: i).key))'  Key being added: '\(shown(k))'") }
      h.set(k, a.at(1))
      return .void
    }
    t.method("System.Object Clone()") { v, _, _ in .hash(hash(v).copy()) }
    t.method("bool Contains(System.Object key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("bool ContainsKey(System.Object key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("bool ContainsValue(System.Object value)") { v, a, _ in .bool(hash(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("System.Collections.IDictionaryEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.Hashtable+HashtableEnumerator", hash(v).entries)) }
    t.method("void Remove(System.Object key)") { v, a, _ in
      try writable(hash(v))
      hash(v).remove(try key(a.at(0)))
      return .void
    }
  }

  private static func defineState(_ t: NetType) {
    t.property("bool IsReadOnly {get;}") { v, _ in .bool(hash(v).isReadOnly) }
    t.property("bool IsFixedSize {get;}") { _, _ in .no }
    t.property("bool IsSynchronized {get;}") { v, _ in .bool(hash(v).exactType === synchronizedType) }
  }
  private static func defineDictionaryCore(_ t: NetType, _ K: String, _ V: String) {
    t.property("int Count {get;}") { v, _ in .count(hash(v).count) }
    defineState(t)
    t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
    t.method("void Clear()") { v, _, _ in try writable(hash(v)); hash(v).removeAll(); return .void }
    let isOld = t.genericArguments.isEmpty && t.fullName != "System.Collections.Specialized.OrderedDictionary"
    // the generic ones have it through an interface, with two types of arrays to choose from
    if t.genericArguments.isEmpty || t.fullName.contains("SortedDictionary") {
      let room = t.genericArguments.isEmpty ? "array" : "System.Collections.Generic.KeyValuePair[\(K),\(V)][]"
      t.method("void CopyTo(\(room) array, int \(isOld ? "arrayIndex" : "index"))") { v, a, _ in try copyInto(hash(v).entries, a.array(0), a.int(1)) }
    }
    for name in ["Item", "get_Item"] {
      t.method("\(V) \(name)(\(K) key)") { v, a, _ in
        let h = hash(v), k = try key(a.at(0))
        if let x = h.get(k) { return x }
        if h.kind == .dictionary || h.kind == .sortedDictionary || h.kind == .concurrent || h.kind == .sortedList && h.keyType != nil {
          throw netError("System.Collections.Generic.KeyNotFoundException", "The given key '\(shown(k))' was not present in the dictionary.")
        }
        return .null
      }
    }
    t.method("void set_Item(\(K) key, \(V) value)") { v, a, _ in try writable(hash(v)); hash(v).set(try key(a.at(0)), a.at(1)); return .void }
  }

  /// What ConvertFrom-Json -AsHashtable makes: a hashtable that keeps the order of its keys.
  static func registerOrderedHashtable() {
    let n = "System.Management.Automation.OrderedHashtable"
    TypeTable.register(n) {
      let t = NetType(n, base: TypeTable.hashtable, interfaces: TypeTable.hashtable.interfaces)
      t.extend { t in
        func new(_ entries: PSHash? = nil) -> Value {
          let h = PSHash(.hashtable, caseSensitive: true)
          h.exactType = t
          if let entries { for k in entries.keys { h.set(k, entries.get(k) ?? .null) } }
          return .hash(h)
        }
        t.constructor("\(n) new()") { _, _ in new() }
        t.constructor("\(n) new(int capacity)") { _, _ in new() }
        t.constructor("\(n) new(System.Collections.IDictionary dictionary)") { a, _ in new(a.at(0).base.hashValue_) }
        t.method("System.Object Clone()") { v, _, _ in new(hash(v)) }
        t.method("System.Collections.IDictionaryEnumerator GetEnumerator()") { v, _, _ in
          .other(Enumerator("System.Collections.Specialized.OrderedDictionary+OrderedDictionaryEnumerator", hash(v).entries))
        }
      }
      return t
    }
  }
  static func defineOrderedDictionary(_ t: NetType) {
    let n = "ordered"
    t.constructor("\(n) new()") { _, _ in .hash(keyed(.ordered)) }
    t.constructor("\(n) new(int capacity)") { _, _ in .hash(keyed(.ordered)) }
    t.constructor("\(n) new(System.Collections.IEqualityComparer comparer)") { a, _ in .hash(keyed(.ordered, by: a.at(0))) }
    t.constructor("\(n) new(int capacity, System.Collections.IEqualityComparer comparer)") { a, _ in .hash(keyed(.ordered, by: a.at(1))) }
    // a position comes before a key
    t.method("System.Object Item(int index)") { v, a, _ in
      let h = hash(v)
      guard a.int(0) >= 0, a.int(0) < h.count else { throw indexOutOfRange() }
      return h.entry(at: h.slot(at: a.int(0))).value
    }
    defineDictionaryCore(t, "System.Object", "System.Object")
    t.property("System.Collections.ICollection Keys {get;}") { v, _ in collection(hash(v).keys, "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection") }
    t.property("System.Collections.ICollection Values {get;}") { v, _ in collection(hash(v).values, "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection") }
    t.method("void Add(System.Object key, System.Object value)") { v, a, _ in
      let h = hash(v), k = try key(a.at(0))
      try writable(h)
      let i = h.index(of: k)
      if i >= 0 { throw argumentError("Item has already been added. Key in dictionary: '\(shown(h.entry(at: i).key))'  Key being added: '\(shown(k))'") }
      h.set(k, a.at(1))
      return .void
    }
    t.method("ordered AsReadOnly()") { v, _, _ in
      let h = hash(v).copy()
      h.isReadOnly = true
      return .hash(h)
    }
    t.method("bool Contains(System.Object key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    t.method("System.Collections.IDictionaryEnumerator GetEnumerator()") { v, _, _ in
      .other(Enumerator("System.Collections.Specialized.OrderedDictionary+OrderedDictionaryEnumerator", hash(v).entries))
    }
    t.method("void Insert(int index, System.Object key, System.Object value)") { v, a, _ in
      let h = hash(v), k = try key(a.at(1)), i = a.int(0)
      try writable(h)
      if i < 0 || i > h.count { throw outOfRange("index", "Specified argument was out of the range of valid values.") }
      if h.contains(k) { throw argumentError("Item has already been added. Key in dictionary: '\(shown(k))'  Key being added: '\(shown(k))'") }
      h.insert(k, a.at(2), at: i)
      return .void
    }
    t.method("void Remove(System.Object key)") { v, a, _ in
      try writable(hash(v))
      hash(v).remove(try key(a.at(0)))
      return .void
    }
    t.method("void RemoveAt(int index)") { v, a, _ in
      let h = hash(v)
      try writable(h)
      guard a.int(0) >= 0, a.int(0) < h.count else { throw indexOutOfRange() }
      h.remove(at: h.slot(at: a.int(0)))
      return .void
    }
  }

  private static func defineDictionaryCapacity(_ t: NetType) {
    t.property("int Capacity {get;}") { v, _ in .count(hashCapacity(hash(v).count)) }
    t.method("void TrimExcess()") { _, _, _ in .void }
    t.method("void TrimExcess(int capacity)") { v, a, _ in
      if a.int(0) < hash(v).count { throw outOfRange("capacity", "capacity was less than the current size.") }
      return .void
    }
    t.method("int EnsureCapacity(int capacity)") { v, a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
      return .count(hashCapacity(max(a.int(0), hash(v).count)))
    }
  }
  /// The arrays of a sorted list grow by doubling.
  private static func sortedCapacity(_ count: Int, first: Int) -> Int {
    var room = first
    while room < count { room = max(4, room * 2) }
    return room
  }
  static func defineDictionary(_ t: NetType) {
    let k = t.genericArguments.first ?? TypeTable.object, w = t.genericArguments.count > 1 ? t.genericArguments[1] : TypeTable.object
    let K = signatureName(k), V = signatureName(w), n = signatureName(t)
    let definition = t.genericDefinition ?? ""
    let kind: PSHash.Kind =
      definition.contains("SortedDictionary")
      ? .sortedDictionary : definition.contains("SortedList") ? .sortedList : definition.contains("Concurrent") ? .concurrent : .dictionary
    func new(_ comparer: Value = .null) -> PSHash {
      let h = keyed(kind, by: comparer)
      h.keyType = k
      h.valueType = w
      return h
    }
    t.constructor("\(n) new()") { _, _ in .hash(new()) }
    if kind != .sortedDictionary { t.constructor("\(n) new(int capacity)") { _, _ in .hash(new()) } }
    let comparer = kind == .dictionary || kind == .concurrent ? "System.Collections.Generic.IEqualityComparer[\(K)]" : "System.Collections.Generic.IComparer[\(K)]"
    t.constructor("\(n) new(\(comparer) comparer)") { a, _ in .hash(new(a.at(0))) }
    t.constructor("\(n) new(System.Collections.Generic.IDictionary[\(K),\(V)] dictionary)") { a, c in
      if a.at(0).isNull { throw nullArgument("dictionary") }
      let h = new()
      try fill(h, a.at(0), c)
      return .hash(h)
    }
    t.constructor("\(n) new(System.Collections.Generic.IDictionary[\(K),\(V)] dictionary, \(comparer) comparer)") { a, c in try filled(new(a.at(1)), a.at(0), c) }
    t.constructor("\(n) new(int capacity, \(comparer) comparer)") { a, _ in .hash(new(a.at(1))) }
    defineDictionaryCore(t, K, V)
    let hasOwnViews = kind == .dictionary || kind == .sortedDictionary
    let keys = hasOwnViews ? "\(definition)+KeyCollection[\(K),\(V)]" : "System.Collections.Generic.ICollection[\(K)]"
    t.property("\(keys) Keys {get;}") { v, _ in collection(hash(v).keys, definition + "+KeyCollection") }
    let values = hasOwnViews ? "\(definition)+ValueCollection[\(K),\(V)]" : "System.Collections.Generic.ICollection[\(V)]"
    t.property("\(values) Values {get;}") { v, _ in collection(hash(v).values, definition + "+ValueCollection") }
    // that of a concurrent one is the interface's alone; so are its Remove, and Contains of all
    if kind != .concurrent {
      t.method("void Add(\(K) key, \(V) value)") { v, a, _ in
        let h = hash(v), key = try key(a.at(0))
        if h.contains(key) {
          switch kind {
          case .sortedDictionary, .sortedList:
            // .NET's tree of pairs names the pair
            let item = kind == .sortedList ? shown(key) : "[\(shown(key)), \(shown(a.at(1)))]"
            throw argumentError("An item with the same key has already been added. Key: \(item)", param: kind == .sortedList ? "key" : nil)
          default: throw argumentError("An item with the same key has already been added. Key: \(shown(key))")
          }
        }
        h.set(key, a.at(1))
        return .void
      }
    }
    if kind == .dictionary || kind == .concurrent {
      t.method("bool TryAdd(\(K) key, \(V) value)") { v, a, _ in
        let h = hash(v), key = try key(a.at(0))
        if h.contains(key) { return .no }
        h.set(key, a.at(1))
        return .yes
      }
    }
    t.method("bool ContainsKey(\(K) key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
    if kind != .concurrent { t.method("bool ContainsValue(\(V) value)") { v, a, _ in .bool(hash(v).values.contains { netEquals($0, a.at(0)) }) } }
    let enumerator = hasOwnViews ? "\(definition)+Enumerator[\(K),\(V)]" : "System.Collections.IDictionaryEnumerator"
    t.method("\(enumerator) GetEnumerator()") { v, _, _ in .other(Enumerator(definition + "+Enumerator", hash(v).entries)) }
    if kind != .concurrent { t.method("bool Remove(\(K) key)") { v, a, _ in .bool(hash(v).remove(try key(a.at(0)))) } }
    if kind == .dictionary {
      t.method("bool Remove(\(K) key, [ref] \(V) value)") { v, a, c in
        let h = hash(v), key = try key(a.at(0)), x = h.get(key)
        try a.setReference(1, x ?? defaultValue(w), c)
        return .bool(h.remove(key))
      }
    }
    t.method("bool TryGetValue(\(K) key, [ref] \(V) value)") { v, a, c in
      let x = hash(v).get(try key(a.at(0)))
      try a.setReference(1, x ?? defaultValue(w), c)
      return .bool(x != nil)
    }
    t.property("\(comparer) Comparer {get;}") { v, _ in NetTypes.comparer(of: hash(v)) }
    if kind == .dictionary { defineDictionaryCapacity(t) }
    if kind == .sortedList {
      t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(sortedCapacity(hash(v).count, first: 0)) }
      t.method("void TrimExcess()") { _, _, _ in .void }
    }
    if kind == .concurrent {
      t.property("bool IsEmpty {get;}") { v, _ in .bool(hash(v).count == 0) }
      t.method("\(V) GetOrAdd(\(K) key, System.Func[\(K),\(V)] valueFactory)") { v, a, c in
        let h = hash(v), key = try key(a.at(0))
        if let x = h.get(key) { return x }
        let x = try Conversion.convert(try call(a.at(1), [key], c), to: w, c)
        h.set(key, x)
        return x
      }
      t.method("\(V) GetOrAdd(\(K) key, \(V) value)") { v, a, _ in
        let h = hash(v), key = try key(a.at(0))
        if let x = h.get(key) { return x }
        h.set(key, a.at(1))
        return a.at(1)
      }
      t.method("\(V) AddOrUpdate(\(K) key, \(V) addValue, System.Func[\(K),\(V),\(V)] updateValueFactory)") { v, a, c in
        let h = hash(v), key = try key(a.at(0))
        let x = try h.get(key).map { try Conversion.convert(try call(a.at(2), [key, $0], c), to: w, c) } ?? a.at(1)
        h.set(key, x)
        return x
      }
      t.method("\(V) AddOrUpdate(\(K) key, System.Func[\(K),\(V)] addValueFactory, System.Func[\(K),\(V),\(V)] updateValueFactory)") { v, a, c in
        let h = hash(v), key = try key(a.at(0))
        let x = try Conversion.convert(try h.get(key).map { try call(a.at(2), [key, $0], c) } ?? call(a.at(1), [key], c), to: w, c)
        h.set(key, x)
        return x
      }
      let withArgument = "System.Func[\(K),TArg,\(V)] addValueFactory, System.Func[\(K),\(V),TArg,\(V)] updateValueFactory, TArg factoryArgument"
      t.method("\(V) AddOrUpdate[TArg](\(K) key, \(withArgument))") { v, a, c in
        let h = hash(v), key = try key(a.at(0)), old = h.get(key)
        let x = try Conversion.convert(try old.map { try call(a.at(2), [key, $0, a.at(3)], c) } ?? call(a.at(1), [key, a.at(3)], c), to: w, c)
        h.set(key, x)
        return x
      }
      t.method("bool TryRemove(\(K) key, [ref] \(V) value)") { v, a, c in
        let h = hash(v), key = try key(a.at(0)), x = h.get(key)
        try a.setReference(1, x ?? defaultValue(w), c)
        return .bool(h.remove(key))
      }
      t.method("bool TryUpdate(\(K) key, \(V) newValue, \(V) comparisonValue)") { v, a, _ in
        let h = hash(v), key = try key(a.at(0))
        guard let x = h.get(key), netEquals(x, a.at(2)) else { return .no }
        h.set(key, a.at(1))
        return .yes
      }
      t.method("System.Collections.Generic.KeyValuePair[\(K),\(V)][] ToArray()") { v, _, _ in .array(PSArray(hash(v).entries, of: hash(v).entryType)) }
    }
    if kind == .sortedList {
      t.method("int IndexOfKey(\(K) key)") { v, a, _ in .count(position(of: try key(a.at(0)), in: hash(v))) }
      t.method("int IndexOfValue(\(V) value)") { v, a, _ in .count(hash(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
      t.method("\(K) GetKeyAtIndex(int index)") { v, a, _ in hash(v).entry(at: try sortedSlot(v, a)).key }
      t.method("\(V) GetValueAtIndex(int index)") { v, a, _ in hash(v).entry(at: try sortedSlot(v, a)).value }
      t.method("void RemoveAt(int index)") { v, a, _ in
        hash(v).remove(at: try sortedSlot(v, a))
        return .void
      }
    }
  }

  /// What `Exception.Data` holds.
  static let exceptionDataType = "System.Collections.ListDictionaryInternal"

  /// `ListDictionary`, `HybridDictionary`, `StringDictionary` and that of exceptions, which keep the order of insertion here.
  static func registerSmallDictionaries() {
    let rows = [
      ("System.Collections.Specialized.ListDictionary", false), ("System.Collections.Specialized.HybridDictionary", false),
      ("System.Collections.Specialized.StringDictionary", true), (exceptionDataType, false),
    ]
    for (n, folds) in rows {
      let name = String(n.split(separator: ".").last!), item = folds ? "string" : "System.Object"
      TypeTable.register(n) {
        NetType(n, base: TypeTable.object, interfaces: folds ? ["System.Collections.IEnumerable"] : TypeTable.hashtable.interfaces) { t in
          func new(_ ignoresCase: Bool, comparer: Value = .null) -> Value {
            let h = ignoresCase ? PSHash(.hashtable) : keyed(.hashtable, by: comparer)
            h.exactType = t
            return .hash(h)
          }
          /// StringDictionary keeps its keys in small letters.
          func key(_ v: Value) throws -> Value {
            let k = try NetTypes.key(v)
            return folds ? .str(Conversion.toString(k).netLower) : k
          }
          if n != exceptionDataType { t.constructor("\(n) new()") { _, _ in new(false) } }
          if name == "ListDictionary" { t.constructor("\(n) new(System.Collections.IComparer comparer)") { a, _ in new(false, comparer: a.at(0)) } }
          if name == "HybridDictionary" {
            t.constructor("\(n) new(bool caseInsensitive)") { a, _ in new(a.bool(0)) }
            t.constructor("\(n) new(int initialSize)") { _, _ in new(false) }
            t.constructor("\(n) new(int initialSize, bool caseInsensitive)") { a, _ in new(a.bool(1)) }
          }
          defineDictionaryCore(t, item, item)
          if folds { for m in ["Item", "get_Item"] { t.method("string \(m)(string key)") { v, a, _ in hash(v).get(try key(a.at(0))) ?? .null } } }
          if folds { t.method("void set_Item(string key, string value)") { v, a, _ in hash(v).set(try key(a.at(0)), a.at(1)); return .void } }
          t.property("System.Collections.ICollection Keys {get;}") { v, _ in collection(hash(v).keys, "System.Collections.Hashtable+KeyCollection") }
          t.property("System.Collections.ICollection Values {get;}") { v, _ in collection(hash(v).values, "System.Collections.Hashtable+ValueCollection") }
          t.method("void Add(\(item) key, \(item) value)") { v, a, _ in
            let k = try key(a.at(0))
            if hash(v).contains(k) {
              throw argumentError(
                folds || name == "HybridDictionary"
                  ? "Item has already been added. Key in dictionary: '\(shown(k))'  Key being added: '\(shown(k))'"
                  : "An item with the same key has already been added. Key: \(shown(k))", param: folds || name == "HybridDictionary" ? nil : "key")
            }
            hash(v).set(k, a.at(1))
            return .void
          }
          t.method("bool \(folds ? "ContainsKey" : "Contains")(\(item) key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) }
          if folds { t.method("bool ContainsValue(string value)") { v, a, _ in .bool(hash(v).values.contains { netEquals($0, a.at(0)) }) } }
          t.method("void Remove(\(item) key)") { v, a, _ in hash(v).remove(try key(a.at(0))); return .void }
          t.method("System.Collections.IDictionaryEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.Hashtable+HashtableEnumerator", hash(v).entries)) }
        }
      }
    }
  }

  /// The slot of the entry at the position that is the first argument.
  private static func sortedSlot(_ v: Value, _ a: [Value]) throws -> Int {
    guard a.int(0) >= 0, a.int(0) < hash(v).count else {
      throw indexOutOfRange(actual: .count(a.int(0)))
    }
    return hash(v).sortedSlot(a.int(0))
  }

  /// Where a key stands among the sorted ones; -1 when it is none.
  private static func position(of key: Value, in h: PSHash) -> Int {
    let slot = h.index(of: key)
    return slot < 0 ? -1 : h.sortedPosition(ofSlot: slot) ?? -1
  }

  /// The non-generic `SortedList`.
  static func defineSortedList(_ t: NetType) {
    let n = "System.Collections.SortedList"
    t.constructor("\(n) new()") { _, _ in .hash(PSHash(.sortedList, caseSensitive: true)) }
    t.constructor("\(n) new(int initialCapacity)") { _, _ in .hash(PSHash(.sortedList, caseSensitive: true)) }
    t.constructor("\(n) new(System.Collections.IComparer comparer)") { a, _ in .hash(keyed(.sortedList, by: a.at(0))) }
    t.constructor("\(n) new(System.Collections.IComparer comparer, int capacity)") { a, _ in .hash(keyed(.sortedList, by: a.at(0))) }
    t.constructor("\(n) new(System.Collections.IDictionary d, System.Collections.IComparer comparer)") { a, _ in try filled(keyed(.sortedList, by: a.at(1)), a.at(0)) }
    t.constructor("\(n) new(System.Collections.IDictionary d)") { a, _ in try filled(PSHash(.sortedList, caseSensitive: true), a.at(0)) }
    t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(sortedCapacity(hash(v).count, first: 16)) }
    defineDictionaryCore(t, "System.Object", "System.Object")
    t.property("System.Collections.ICollection Keys {get;}") { v, _ in collection(hash(v).keys, n + "+KeyList") }
    t.property("System.Collections.ICollection Values {get;}") { v, _ in collection(hash(v).values, n + "+ValueList") }
    t.method("void Add(System.Object key, System.Object value)") { v, a, _ in
      let h = hash(v), k = try key(a.at(0))
      if h.contains(k) { throw argumentError("Item has already been added. Key in dictionary: '\(shown(k))'  Key being added: '\(shown(k))'") }
      h.set(k, a.at(1))
      return .void
    }
    t.method("System.Object Clone()") { v, _, _ in .hash(hash(v).copy()) }
    for name in ["Contains", "ContainsKey"] { t.method("bool \(name)(System.Object key)") { v, a, _ in .bool(hash(v).contains(try key(a.at(0)))) } }
    t.method("bool ContainsValue(System.Object value)") { v, a, _ in .bool(hash(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method("System.Collections.IDictionaryEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator(n + "+SortedListEnumerator", hash(v).entries)) }
    t.method("System.Object GetByIndex(int index)") { v, a, _ in hash(v).entry(at: try sortedSlot(v, a)).value }
    t.method("System.Object GetKey(int index)") { v, a, _ in hash(v).entry(at: try sortedSlot(v, a)).key }
    t.method("System.Collections.IList GetKeyList()") { v, _, _ in .array(PSArray(hash(v).keys)) }
    t.method("System.Collections.IList GetValueList()") { v, _, _ in .array(PSArray(hash(v).values)) }
    t.method("int IndexOfKey(System.Object key)") { v, a, _ in .count(position(of: try key(a.at(0)), in: hash(v))) }
    t.method("int IndexOfValue(System.Object value)") { v, a, _ in .count(hash(v).values.firstIndex { netEquals($0, a.at(0)) } ?? -1) }
    t.method("void Remove(System.Object key)") { v, a, _ in hash(v).remove(try key(a.at(0))); return .void }
    t.method("void RemoveAt(int index)") { v, a, _ in
      hash(v).remove(at: try sortedSlot(v, a))
      return .void
    }
    t.method("void SetByIndex(int index, System.Object value)") { v, a, _ in
      hash(v).setValue(at: try sortedSlot(v, a), a.at(1))
      return .void
    }
  }
}
