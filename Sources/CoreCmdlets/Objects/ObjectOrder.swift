/// The order Sort-Object, Group-Object, Compare-Object and Measure-Object put values in.
import Engine
import Primitives

struct ObjectOrder {
  var ignoreCase = true
  /// Name of the culture whose rules texts follow; nil = the session's.
  var culture: String?
  private func texts(_ a: String, _ b: String) -> Int {
    guard let culture else { return Collation.compare(a, b, ignoreCase: ignoreCase) }
    return Collation.compare(a, b, ignoreCase: ignoreCase, culture: culture)
  }

  /// The second value is converted to the type of the first; what cannot be converted or has no order goes by its text.
  func compare(_ a: Value, _ b: Value) -> Int {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.double(let x), .double(let y)) where !x.isNaN && !y.isNaN: return x < y ? -1 : x > y ? 1 : 0
    case (.string(let x), .string(let y)): return texts(x.string, y.string)
    default: break
    }
    let bareA = ObjectOrder.isBare(a), bareB = ObjectOrder.isBare(b)
    if bareA && bareB { return 0 }
    if case .string(let s) = a.base, !b.isNull { return texts(s.string, ObjectOrder.text(b)) }
    if !bareA || b.isNull, let r = try? Conversion.compare(a, b, ignoreCase: ignoreCase) { return r }
    return texts(ObjectOrder.text(a), ObjectOrder.text(b))
  }
  func equal(_ a: Value, _ b: Value) -> Bool { compare(a, b) == 0 }
  /// Objects that are nothing but properties are all the same to an order, and have no text there.
  static func isBare(_ v: Value) -> Bool { if case .object(let o) = v { o.wrapped == nil && o.type == nil } else { false } }
  private static func text(_ v: Value) -> String { isBare(v) ? "" : ObjectText.shown(v.base) }
  /// Values of one such type have an order of their own, and equal ones have equal texts.
  static func isSimple(_ v: Value) -> Bool {
    switch v { case .array, .hash, .block, .object, .boxed: false; case .other(let r): r.compare(v) != nil; default: true }
  }
}

/// The sort keys of one input object.
struct SortEntry {
  let object: Value
  /// The first key stands by itself: with one key, which is the rule, no array is made per object.
  let first: Value?
  let others: [Value?]
  let index: Int
  /// - Parameter keys: nil = the object has no such property: comes after all that have it
  init(object: Value, keys: [Value?], index: Int) {
    self.object = object
    first = keys.first ?? nil
    others = keys.count > 1 ? Array(keys.dropFirst()) : []
    self.index = index
  }
  init(object: Value, key: Value?, index: Int) { self.object = object; first = key; others = []; self.index = index }
  var keys: [Value?] { [first] + others }
  var hasAnyKey: Bool { first != nil || others.contains { $0 != nil } }
  var keyCount: Int { others.count + 1 }
  func key(_ k: Int) -> Value? { k == 0 ? first : k <= others.count ? others[k - 1] : nil }
}

struct EntryOrder {
  let order: ObjectOrder
  /// Per key: true = descending.
  let descending: [Bool]

  func compare(_ a: SortEntry, _ b: SortEntry) -> Int {
    var k = 0
    let n = max(a.keyCount, b.keyCount)
    while k < n {
      let x = a.key(k), y = b.key(k)
      guard let x else { if y == nil { k += 1; continue }; return 1 }
      guard let y else { return -1 }
      let r = order.compare(x, y)
      if r != 0 { return (k < descending.count ? descending[k] : descending.last ?? false) ? -r : r }
      k += 1
    }
    return 0
  }

  /// Sorted as .NET sorts a list: equal entries may change places once there are more than sixteen.
  ///
  /// What is moved about while sorting is small and trivial, not the entries with their references: single keys that are
  /// all whole numbers, or all ASCII text, are compared without looking at the entries (or hardly ever).
  func sorted(_ entries: [SortEntry]) -> [SortEntry] {
    if let places = byNumber(entries) ?? byText(entries) { return places.attentive.map { entries[Int($0)] } }
    var places = Array(0..<Int32(clamping: entries.count))
    entries.withUnsafeBufferPointer { e in IntroSort.sort(&places) { compare(e[Int($0)], e[Int($1)]) } }
    return places.attentive.map { entries[Int($0)] }
  }
  /// A single whole number per entry, with the entry's place in the low half.
  private func byNumber(_ entries: [SortEntry]) -> [Int32]? {
    guard descending.count <= 1, entries.count < 1 << 31 else { return nil }
    var all: [Int64] = []
    all.reserveCapacity(entries.count)
    for (k, e) in entries.enumerated().attentive {
      guard e.others.isEmpty, case .int(let n)? = e.first else { return nil }
      all.append(Int64(n) << 32 | Int64(k))
    }
    let down = descending.first ?? false
    IntroSort.sort(&all) { a, b in
      let x = a >> 32, y = b >> 32
      return x == y ? 0 : (x < y) != down ? -1 : 1
    }
    return all.map { Int32(truncatingIfNeeded: $0) }
  }
  private struct TextKey {
    let weights: Collation.Weights
    let place: Int32
  }
  /// By the first sixteen weights; only texts that agree in those are compared whole.
  private func byText(_ entries: [SortEntry]) -> [Int32]? {
    guard order.culture == nil, descending.count <= 1, entries.count < 1 << 31 else { return nil }
    var all: [TextKey] = []
    all.reserveCapacity(entries.count)
    for (k, e) in entries.enumerated().attentive {
      guard e.others.isEmpty, case .string(let s)? = e.first, let w = Collation.Weights(s.string) else { return nil }
      all.append(TextKey(weights: w, place: Int32(truncatingIfNeeded: k)))
    }
    let down = descending.first ?? false, ignoreCase = order.ignoreCase
    entries.withUnsafeBufferPointer { e in
      func text(_ k: Int32) -> String { if case .string(let s)? = e[Int(k)].first { s.string } else { "" } }
      IntroSort.sort(&all) { a, b in
        var r = Collation.Weights.compare(a.weights, b.weights, ignoreCase: ignoreCase)
        if r == Collation.Weights.undecided { r = Collation.compare(text(a.place), text(b.place), ignoreCase: ignoreCase) }
        return down ? -r : r
      }
    }
    return all.map(\.place)
  }
  /// Sorted with equal entries in the order they came.
  func sortedStably(_ entries: [SortEntry]) -> [SortEntry] {
    var places = Array(0..<Int32(clamping: entries.count))
    entries.withUnsafeBufferPointer { e in IntroSort.sort(&places) { stable(e[Int($0)], e[Int($1)]) } }
    return places.attentive.map { entries[Int($0)] }
  }
  /// What .NET's comparison answers: -1, 0 or 1, except that the smallest numbers and characters answer with their difference.
  func answer(_ a: SortEntry, _ b: SortEntry) -> Int {
    let r = stable(a, b), sign = r < 0 ? -1 : r > 0 ? 1 : 0
    guard r != 0, a.hasAnyKey == b.hasAnyKey else { return sign }
    for k in 0..<max(a.keyCount, b.keyCount) {
      guard let x = a.key(k), let y = b.key(k) else { return sign }
      if let d = EntryOrder.difference(x.base, y.base) {
        if d != 0 { return (k < descending.count ? descending[k] : descending.last ?? false) ? -d : d }
      } else if order.compare(x, y) != 0 { return sign }
    }
    return sign
  }
  private static func difference(_ a: Value, _ b: Value) -> Int? {
    switch (a, b) {
    case (.byte(let x), .byte(let y)): Int(x) - Int(y)
    case (.sbyte(let x), .sbyte(let y)): Int(x) - Int(y)
    case (.short(let x), .short(let y)): Int(x) - Int(y)
    case (.ushort(let x), .ushort(let y)): Int(x) - Int(y)
    case (.char(let x), .char(let y)): Int(x) - Int(y)
    default: nil
    }
  }
  /// By keys, then by position; entries that have none of the properties come last.
  func stable(_ a: SortEntry, _ b: SortEntry) -> Int {
    let x = a.hasAnyKey, y = b.hasAnyKey
    if x != y { return x ? -1 : 1 }
    let r = compare(a, b)
    return r != 0 ? r : a.index - b.index
  }
}

/// The first or last entries of an order, found with a heap of that size as Sort-Object's -Top, -Bottom and -Stable do. It looks
/// for answers of exactly one, so that bytes and their kin come out as they do in PowerShell: not always the smallest.
struct EntryHeap {
  let order: EntryOrder
  /// As many entries as are wanted; nil = all.
  let size: Int?
  /// The root is the entry to drop next: the largest for -Top, the smallest otherwise.
  let isTop: Bool

  func sorted(_ entries: [SortEntry], unique: Bool) -> [SortEntry] {
    var list = entries, kept: [SortEntry] = []
    let full = size ?? .max, side = isTop ? -1 : 1
    var count = 0, skipped = 0, i = 0
    while i + skipped < list.count {
      if i & 0xFFF == 0xFFF, Attention.isWanted { return [] }
      if count == full, order.answer(list[0], list[i]) == side { i += 1; continue }
      if unique, !EntryHeap.insert(list[i + skipped], into: &kept, order) { skipped += 1; continue }
      if skipped > 0 { list[i] = list[i + skipped] }
      var child = i
      while child > 0 {
        let parent = ((child > full - 1 ? full : child) - 1) >> 1
        if order.answer(list[child], list[parent]) == side { break }
        list.swapAt(parent, child)
        child = parent
      }
      count += 1
      if count > full {
        list[0] = list[i]
        count = full
        sink(&list, full, side)
      }
      i += 1
    }
    return order.sortedStably(Array(list.prefix(count)))
  }
  private func sink(_ list: inout [SortEntry], _ n: Int, _ side: Int) {
    var parent = 0
    while parent < n >> 1 {
      let left = parent * 2 + 1, right = left + 1
      let child = right == n || order.answer(list[left], list[right]) != side ? left : right
      let r = order.answer(list[child], list[parent])
      if r == 0 || r == side { break }
      list.swapAt(child, parent)
      parent = child
    }
  }
  /// Adds to an ordered set; false when an equal entry is there.
  private static func insert(_ e: SortEntry, into set: inout [SortEntry], _ order: EntryOrder) -> Bool {
    var low = 0, high = set.count
    while low < high {
      let middle = (low + high) / 2
      let r = order.compare(e, set[middle])
      if r == 0 { return false }
      if r < 0 { high = middle } else { low = middle + 1 }
    }
    set.insert(e, at: low)
    return true
  }
}

/// .NET's introspective sort, step by step (on bare memory: an array would be checked at each step), for comparisons that contradict each other.
enum IntroSort {
  static func sort<T>(_ a: inout [T], _ compare: (T, T) -> Int) {
    if a.count < 2 { return }
    var limit = 2
    var n = a.count
    while n > 1 { limit += 2; n >>= 1 }
    a.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { intro(base, 0, $0.count, limit, compare) } }
  }
  private static func swap<T>(_ a: UnsafeMutablePointer<T>, _ i: Int, _ j: Int) {
    if i == j { return }
    let t = (a + i).move()
    (a + i).moveInitialize(from: a + j, count: 1)
    (a + j).initialize(to: t)
  }
  private static func swapIfGreater<T>(_ a: UnsafeMutablePointer<T>, _ i: Int, _ j: Int, _ compare: (T, T) -> Int) { if compare(a[i], a[j]) > 0 { swap(a, i, j) } }
  private static func intro<T>(_ a: UnsafeMutablePointer<T>, _ from: Int, _ count: Int, _ depth: Int, _ compare: (T, T) -> Int) {
    var size = count, depth = depth
    // nobody looks at the order once Ctrl+C came
    while size > 1, !Attention.isWanted {
      if size <= 16 {
        if size == 2 { return swapIfGreater(a, from, from + 1, compare) }
        if size == 3 { swapIfGreater(a, from, from + 1, compare); swapIfGreater(a, from, from + 2, compare); return swapIfGreater(a, from + 1, from + 2, compare) }
        return insertion(a, from, size, compare)
      }
      if depth == 0 { return heap(a, from, size, compare) }
      depth -= 1
      let p = pivot(a, from, size, compare)
      intro(a, p + 1, from + size - p - 1, depth, compare)
      size = p - from
    }
  }
  private static func insertion<T>(_ a: UnsafeMutablePointer<T>, _ from: Int, _ size: Int, _ compare: (T, T) -> Int) {
    for i in from..<(from + size - 1) {
      let t = a[i + 1]
      var j = i
      while j >= from, compare(t, a[j]) < 0 { a[j + 1] = a[j]; j -= 1 }
      a[j + 1] = t
    }
  }
  private static func heap<T>(_ a: UnsafeMutablePointer<T>, _ from: Int, _ size: Int, _ compare: (T, T) -> Int) {
    func down(_ start: Int, _ n: Int) {
      var i = start
      let d = a[from + i - 1]
      while i <= n >> 1 {
        var child = 2 * i
        if child < n, compare(a[from + child - 1], a[from + child]) < 0 { child += 1 }
        if compare(d, a[from + child - 1]) >= 0 { break }
        a[from + i - 1] = a[from + child - 1]
        i = child
      }
      a[from + i - 1] = d
    }
    for i in stride(from: size >> 1, through: 1, by: -1) { down(i, size) }
    for i in stride(from: size, to: 1, by: -1) { swap(a, from, from + i - 1); down(1, i - 1) }
  }
  private static func pivot<T>(_ a: UnsafeMutablePointer<T>, _ from: Int, _ size: Int, _ compare: (T, T) -> Int) -> Int {
    let hi = from + size - 1, middle = from + (hi - from) / 2
    swapIfGreater(a, from, middle, compare)
    swapIfGreater(a, from, hi, compare)
    swapIfGreater(a, middle, hi, compare)
    let p = a[middle]
    swap(a, middle, hi - 1)
    var left = from, right = hi - 1
    while left < right {
      repeat { left += 1 } while left < hi && compare(a[left], p) < 0
      repeat { right -= 1 } while right > from && compare(p, a[right]) < 0
      if left >= right { break }
      swap(a, left, right)
    }
    if left != hi - 1 { swap(a, left, hi - 1) }
    return left
  }
}
