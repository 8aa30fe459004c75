/// Dictionaries: one class for `Hashtable`, `OrderedDictionary`, `Dictionary<K,V>`, sorted dictionaries and `HashSet<T>`.
///
/// Entries in order of insertion plus an open-addressing index. What is removed leaves a free slot, so removing costs no more
/// than finding; `Dictionary<K,V>` and `HashSet<T>` put their next key into the slot freed last, as .NET's do and as their
/// enumeration shows. String keys compare without case unless `caseSensitive`; an `int` and a `long` of the same value are
/// different keys, as in .NET.
import Primitives

public final class PSHash: Ref {
  /// Which of .NET's dictionaries and sets it is.
  public enum Kind: UInt8 {
    case hashtable, ordered, dictionary, sortedDictionary, sortedList, hashSet, sortedSet, concurrent
    /// `Keys` and `Values` are live views; sets have none, and a concurrent dictionary hands out copies.
    var hasViews: Bool { switch self { case .hashSet, .sortedSet, .concurrent: false; default: true } }
    /// New keys take the slots of removed ones, and removing does not disturb an enumeration under way.
    var reusesSlots: Bool { self == .dictionary || self == .hashSet }
  }
  /// A key and its value.
  public struct Entry { public let hash: UInt; public var key: Value; public var value: Value }
  /// A set keeps its elements as keys, but has neither entries to assign nor an index.
  @inline(__always) public var isSet: Bool { kind == .hashSet || kind == .sortedSet }
  /// A `Hashtable` or what derives from it, whose entries cmdlets take for properties; those of other dictionaries they do not see.
  public var isHashtable: Bool { kind == .hashtable && (exactType?.isSubclass(of: TypeTable.hashtable.fullName) ?? true) }
  /// A text may be one of its keys, and so the name of an entry.
  var mayHaveTexts: Bool { keyType == nil || keyType === TypeTable.string || keyType === TypeTable.object }
  /// Of a generic dictionary; nil = any key.
  @exclusivity(unchecked) public var kind: Kind
  @exclusivity(unchecked) public var caseSensitive: Bool
  @exclusivity(unchecked) public var keyType: NetType?
  @exclusivity(unchecked) public var valueType: NetType?
  @exclusivity(unchecked) public private(set) var count = 0
  /// Changes with every structural modification; enumerators compare it.
  @exclusivity(unchecked) private(set) var version = 0
  @exclusivity(unchecked) private var entries: UnsafeMutablePointer<Entry>
  @exclusivity(unchecked) private var entryCapacity: Int
  /// Slots taken since the last clearing, free ones among them.
  @exclusivity(unchecked) private var used = 0
  /// The slot freed last, -1 for none; the `hash` of a free slot is the one freed before it.
  @exclusivity(unchecked) private var lastFree = -1
  /// Places of the index that are not empty: entries, and the marks removed ones leave.
  @exclusivity(unchecked) private var marked = 0
  /// Slots in the order of the keys, for sorted kinds once somebody asked for it.
  @exclusivity(unchecked) private var sorted: [Int32]?
  @exclusivity(unchecked) private var table: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) private var mask: Int
  @exclusivity(unchecked) public var isReadOnly = false
  /// Of the one who made it, set while it is empty; nil = the comparison of this file.
  public var comparer: KeyComparer? {
    get { compared?.comparer }
    set { compared = newValue.map(ComparedKeys.init) }
  }
  /// Where keys are looked for by a comparer. The index of this file is then empty, so that nothing but a miss asks for it.
  @exclusivity(unchecked) private var compared: ComparedKeys?

  public init(_ kind: Kind = .hashtable, caseSensitive: Bool = false, capacity: Int = 4) {
    self.kind = kind
    self.caseSensitive = caseSensitive
    entryCapacity = max(4, capacity)
    entries = .allocate(capacity: entryCapacity)
    var n = 8
    while n < entryCapacity * 2 { n *= 2 }
    mask = n - 1
    table = .allocate(capacity: n)
    table.initialize(repeating: -1, count: n)
    super.init()
  }
  deinit { entries.deinitialize(count: used); entries.deallocate(); table.deallocate() }

  // MARK: Keys

  @inline(__always) func hashOf(_ k: Value) -> UInt {
    switch k {
    case .string(let s): return caseSensitive ? PSHash.caseSensitiveHash(s.string) : s.ignoreCaseHash
    case .int(let i): return UInt(bitPattern: Int(i)) &* 0x9E3779B97F4A7C15
    default: return hashSlow(k)
    }
  }
  static func caseSensitiveHash(_ s: String) -> UInt {
    s.utf8.withContiguousStorageIfAvailable { p -> UInt in
      var h: UInt = 0xcbf29ce484222325
      for b in p { h = (h ^ UInt(b)) &* 0x100000001b3 }
      return h ^ (h >> 29)
    } ?? UInt(bitPattern: s.hashValue)
  }
  @inline(never) func hashSlow(_ k: Value) -> UInt {
    // a place in the table is the low bits, and what is multiplied only moves upward: 1.0, 2.0, 3.0 differ in their high bits alone
    func spread(_ bits: UInt) -> UInt {
      let m = bits &* 0x9E3779B97F4A7C15
      return m ^ (m >> 32)
    }
    func mix(_ i: Int64) -> UInt { spread(UInt(bitPattern: Int(i))) ^ 0x5555 }
    switch k {
    case .bool(let b): return b ? 3 : 5
    case .char(let c): return mix(Int64(c))
    case .byte(let b): return mix(Int64(b))
    case .sbyte(let b): return mix(Int64(b))
    case .short(let b): return mix(Int64(b))
    case .ushort(let b): return mix(Int64(b))
    case .uint(let b): return mix(Int64(b))
    case .long(let b): return mix(b)
    case .ulong(let b): return mix(Int64(bitPattern: b))
    case .single(let f): return spread(UInt(f.bitPattern))
    case .double(let d): return spread(UInt(d == 0 ? 0 : d.bitPattern))
    case .datetime(let d): return spread(UInt(d.bits & 0x3FFF_FFFF_FFFF_FFFF))
    case .timespan(let t): return mix(t.ticks)
    case .array(let a): return UInt(bitPattern: ObjectIdentifier(a).hashValue)
    case .hash(let a): return UInt(bitPattern: ObjectIdentifier(a).hashValue)
    case .object(let o):
      if let w = o.wrapped { return hashOf(w) }
      if let k = o.type?.scriptClass, k.hasMethod("GetHashCode"), let h = try? k.invoke("GetHashCode", .object(o), [], ExecutionContext.current), case .int(let i) = h.base { return mix(Int64(i)) }
      return UInt(bitPattern: ObjectIdentifier(o).hashValue)
    case .block(let b): return UInt(bitPattern: ObjectIdentifier(b).hashValue)
    case .type(let t): return UInt(bitPattern: ObjectIdentifier(t).hashValue)
    case .other(let r): return r.keyHash
    case .boxed(let b): return hashOf(b.value)
    default: return 1
    }
  }
  @inline(__always) func same(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.string(let x), .string(let y)): return x === y || (caseSensitive ? x.string == y.string : CaseInsensitive.equal(x.string, y.string))
    case (.int(let x), .int(let y)): return x == y
    default: return sameSlow(a, b)
    }
  }
  @inline(never) func sameSlow(_ a: Value, _ b: Value) -> Bool {
    switch (a.base, b.base) {
    case (.string(let x), .string(let y)): x === y || (caseSensitive ? x.string == y.string : CaseInsensitive.equal(x.string, y.string))
    case (.int(let x), .int(let y)): x == y
    case (.bool(let x), .bool(let y)): x == y
    case (.char(let x), .char(let y)): x == y
    case (.byte(let x), .byte(let y)): x == y
    case (.sbyte(let x), .sbyte(let y)): x == y
    case (.short(let x), .short(let y)): x == y
    case (.ushort(let x), .ushort(let y)): x == y
    case (.uint(let x), .uint(let y)): x == y
    case (.long(let x), .long(let y)): x == y
    case (.ulong(let x), .ulong(let y)): x == y
    case (.single(let x), .single(let y)): x == y
    case (.double(let x), .double(let y)): x == y
    case (.datetime(let x), .datetime(let y)): x.bits & 0x3FFF_FFFF_FFFF_FFFF == y.bits & 0x3FFF_FFFF_FFFF_FFFF
    case (.timespan(let x), .timespan(let y)): x.ticks == y.ticks
    case (.array(let x), .array(let y)): x === y
    case (.hash(let x), .hash(let y)): x === y
    case (.object(let x), .object(let y)): x === y || x.hasOwnEquality(to: b)
    case (.block(let x), .block(let y)): x === y
    case (.type(let x), .type(let y)): x === y
    case (.other(let x), let y): x.isEqual(y, ignoreCase: false)
    default: false
    }
  }

  // MARK: Access

  /// `find` by the comparer.
  @inline(never) private func search(_ k: Value) -> Int {
    guard let compared else { return -1 }
    if !compared.comparer.isOrder { return compared.slot(of: k) { entries[$0].key } }
    _ = sortedSlots
    let i = sortedPosition(of: k)
    guard let sorted, i < sorted.count, compared.comparer.equal(entries[Int(sorted[i])].key, k) else { return -1 }
    return Int(sorted[i])
  }
  @inline(__always) private func find(_ k: Value, _ h: UInt) -> Int {
    var p = Int(bitPattern: h) & mask
    while true {
      let e = Int(table[p])
      if e == -1 { return compared == nil ? -1 : search(k) }
      if e >= 0, entries[e].hash == h, same(entries[e].key, k) { return e }
      p = (p + 1) & mask
    }
  }
  /// The slot of a key, -1 when absent; good until a key is added or `closeGaps`.
  public func index(of k: Value) -> Int { find(k, hashOf(k)) }
  /// The value of a key; nil when absent.
  @inline(__always) public func get(_ k: Value) -> Value? { let e = find(k, hashOf(k)); return e < 0 ? nil : entries[e].value }
  public func get(_ k: String) -> Value? { get(.str(k)) }
  /// Whether a key is there, by the comparison of this dictionary.
  public func contains(_ k: Value) -> Bool { find(k, hashOf(k)) >= 0 }
  /// Hashtables count changed values among their changes, which enumerators notice.
  @inline(__always) func valueChanged() { if kind.rawValue <= 1 { version &+= 1 } }
  @inline(__always) public func set(_ k: Value, _ v: Value) {
    let h = hashOf(k)
    let e = find(k, h)
    if e >= 0 {
      entries[e].value = v
      valueChanged()
      return
    }
    insert(k, h, v)
  }
  public func set(_ k: String, _ v: Value) { set(.str(k), v) }
  /// By the slot `find` gave, which holds until the next change.
  public func entry(at slot: Int) -> Entry { entries[slot] }
  /// Changes the value of an entry, leaving its place.
  public func setValue(at slot: Int, _ v: Value) { entries[slot].value = v }
  /// Slots that hold an entry, in order of insertion.
  var slots: [Int] { used == count ? Array(0..<count) : (0..<used).filter { !isFree($0) } }
  private func order(_ a: Value, _ b: Value) -> Int { compared?.comparer.order(a, b) ?? Conversion.compareKeys(a, b, caseSensitive: caseSensitive) }
  /// Slots in the order of their keys.
  var sortedSlots: [Int] {
    if sorted == nil { sorted = slots.map { Int32($0) }.sorted { order(entries[Int($0)].key, entries[Int($1)].key) < 0 } }
    return sorted?.map { Int($0) } ?? []
  }
  /// The slot of the key at a position of the order of keys.
  public func sortedSlot(_ position: Int) -> Int {
    if sorted == nil { _ = sortedSlots }
    return sorted.map { Int($0[position]) } ?? 0
  }
  /// The place of a slot in the order of the keys; nil when it is none.
  public func sortedPosition(ofSlot slot: Int) -> Int? { sortedSlots.firstIndex(of: slot) }
  /// How many keys of the sorted ones come before a key.
  private func sortedPosition(of k: Value) -> Int {
    guard let sorted else { return 0 }
    var low = 0, high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if order(entries[Int(sorted[middle])].key, k) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }
  private func isFree(_ slot: Int) -> Bool { if case .unset = entries[slot].key { true } else { false } }
  /// The slot of the entry at a position of the enumeration of an ordered dictionary.
  public func slot(at position: Int) -> Int { closeGaps(); return position }
  /// Direct pointer to the value of an entry, for in-place arithmetic; invalid after any insertion.
  func valueCell(at i: Int) -> Cell {
    UnsafeMutableRawPointer(entries + i).advanced(by: MemoryLayout<Entry>.offset(of: \Entry.value) ?? 24).assumingMemoryBound(to: Value.self)
  }
  /// A key that was looked for and is not there.
  @inline(never) private func insert(_ k: Value, _ h: UInt, _ v: Value) {
    guard let compared else { return add(k, h, v) }
    if !compared.comparer.hasFailed { add(k, compared.sought, v) }
  }
  private func add(_ k: Value, _ h: UInt, _ v: Value) {
    if (marked + 1) * 2 > mask + 1 { rehash((count + 1) * 2 > (mask + 1) / 2 ? (mask + 1) * 2 : mask + 1) }
    var slot = used
    if lastFree >= 0, kind.reusesSlots {
      slot = lastFree
      lastFree = Int(bitPattern: entries[slot].hash)
      entries[slot] = Entry(hash: h, key: k, value: v)
    } else {
      if used == entryCapacity {
        // an array full of free slots is closed up rather than made larger
        if count <= entryCapacity / 2 { closeGaps() } else { grow() }
        slot = used
      }
      (entries + slot).initialize(to: Entry(hash: h, key: k, value: v))
      used += 1
    }
    place(h, slot)
    count += 1; version &+= 1
    if sorted != nil {
      let i = sortedPosition(of: k)
      sorted?.insert(Int32(slot), at: i)
    }
  }
  private func grow() {
    let n = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity * 2)
    n.moveInitialize(from: entries, count: used)
    entries.deallocate()
    entries = n; entryCapacity *= 2
  }
  /// Moves the entries together: afterwards an entry's slot is its position.
  func closeGaps() {
    if used == count { return }
    var to = 0
    for i in 0..<used where !isFree(i) {
      if i != to { swap(&entries[to], &entries[i]) }
      to += 1
    }
    (entries + count).deinitialize(count: used - count)
    used = count
    lastFree = -1
    sorted = nil
    rehash(mask + 1)
  }
  private func rehash(_ n: Int) {
    table.deallocate()
    mask = n - 1
    table = .allocate(capacity: n)
    table.initialize(repeating: -1, count: n)
    marked = 0
    compared?.removeAll()
    for i in 0..<used where used == count || !isFree(i) { place(entries[i].hash, i) }
  }
  private func place(_ h: UInt, _ i: Int) {
    if let compared { return compared.add(h, i) }
    var p = Int(bitPattern: h) & mask
    while table[p] >= 0 { p = (p + 1) & mask }
    if table[p] == -1 { marked += 1 }
    table[p] = Int32(i)
  }
  /// Removes a key; false when it was not there.
  @discardableResult public func remove(_ k: Value) -> Bool {
    let e = find(k, hashOf(k))
    guard e >= 0 else { return false }
    remove(at: e)
    return true
  }
  /// By the slot `find` gave.
  public func remove(at slot: Int) {
    if sorted != nil {
      let i = sortedPosition(of: entries[slot].key)
      if sorted.map({ i < $0.count && $0[i] == Int32(slot) }) ?? false { sorted?.remove(at: i) } else { sorted = nil }
    }
    if let compared { compared.remove(entries[slot].hash, slot) } else {
      var p = Int(bitPattern: entries[slot].hash) & mask
      while table[p] != Int32(slot) { p = (p + 1) & mask }
      // what was looked for beyond this place must still be found
      table[p] = -2
    }
    count -= 1
    if !kind.reusesSlots { version &+= 1 }
    // the entry goes last: letting go of its values may run what looks at this dictionary
    let gone = entries[slot]
    entries[slot] = Entry(hash: UInt(bitPattern: lastFree), key: .unset, value: .null)
    lastFree = slot
    if slot == used - 1, !kind.reusesSlots {
      lastFree = Int(bitPattern: entries[slot].hash)
      (entries + slot).deinitialize(count: 1)
      used -= 1
    }
    _ = gone
  }
  /// At a place of an ordered dictionary.
  public func insert(_ k: Value, _ v: Value, at i: Int) {
    var all = slots.map { entries[$0] }
    all.insert(Entry(hash: hashOf(k), key: k, value: v), at: i)
    removeAll()
    for e in all { set(e.key, e.value) }
  }
  /// Keeps the room for as many.
  public func removeAll() {
    let n = used
    used = 0; count = 0; lastFree = -1; marked = 0
    sorted = nil
    if !kind.reusesSlots { version &+= 1 }
    table.update(repeating: -1, count: mask + 1)
    compared?.removeAll()
    entries.deinitialize(count: n)
  }
  /// Keys and values in the order enumeration shows them.
  public var pairs: [(key: Value, value: Value)] { enumerationOrder.map { (entries[$0].key, entries[$0].value) } }
  /// In the order of enumeration.
  public var keys: [Value] { enumerationOrder.map { entries[$0].key } }
  /// In the order of the keys.
  public var values: [Value] { enumerationOrder.map { entries[$0].value } }
  /// Of the same kind, key and value type; values are shared.
  public func copy() -> PSHash {
    let r = PSHash(kind, caseSensitive: caseSensitive, capacity: count)
    r.keyType = keyType; r.valueType = valueType; r.comparer = comparer
    for i in slots { r.add(entries[i].key, entries[i].hash, entries[i].value) }
    return r
  }

  /// The exact type, when it is none of the standard dictionaries.
  @exclusivity(unchecked) public var exactType: NetType?
  /// An empty `$PSBoundParameters`.
  public static func boundParameters() -> PSHash {
    let h = PSHash(.dictionary)
    h.exactType = boundParametersType
    return h
  }
  private static let boundParametersType: NetType = NetType("System.Management.Automation.PSBoundParametersDictionary", base: TypeTable.dictionary(.dictionary, TypeTable.string, TypeTable.object))
  public override var netType: NetType { exactType ?? TypeTable.dictionary(kind, keyType, valueType) }
  /// Dictionaries are single things in a pipeline; sets are sequences.
  public override func enumerated() -> PSArray? { isSet ? PSArray(keys) : nil }
}

extension PSObject {
  /// The answer of a script class's own `Equals`; false when it has none.
  public func hasOwnEquality(to other: Value) -> Bool {
    guard let k = type?.scriptClass, k.hasMethod("Equals"), let r = try? k.invoke("Equals", .object(self), [other], ExecutionContext.current) else { return false }
    return Conversion.toBool(r)
  }
}
