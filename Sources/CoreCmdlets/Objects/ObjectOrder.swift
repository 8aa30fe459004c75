/// The order Sort-Object, Group-Object, Compare-Object and Measure-Object put values in.
import Engine

struct ObjectOrder {
  var ignoreCase = true

  /// Null before everything; values of one type (or convertible to it) by value; everything else by its text.
  func compare(_ a: Value, _ b: Value) -> Int {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.double(let x), .double(let y)) where !x.isNaN && !y.isNaN: return x < y ? -1 : x > y ? 1 : 0
    default: break
    }
    if a.isNull { return b.isNull ? 0 : -1 }
    if b.isNull { return 1 }
    if isOrdered(a) && isOrdered(b), let r = try? Conversion.compare(a.base, b.base, ignoreCase: ignoreCase) { return r }
    return (try? Conversion.compare(.str(text(a)), .str(text(b)), ignoreCase: ignoreCase)) ?? 0
  }
  func equal(_ a: Value, _ b: Value) -> Bool { compare(a, b) == 0 }
  private func isOrdered(_ v: Value) -> Bool {
    switch v { case .object(let o): o.wrapped != nil || o.netType.category == .scriptClass; case .array, .hash, .block: false; default: true }
  }
  /// Objects that are nothing but properties have no text of their own here, so they count as equal.
  private func text(_ v: Value) -> String {
    switch v {
    case .object(let o) where o.wrapped == nil && o.type == nil: ""
    case .array(let a): a.netType.fullName
    case .hash(let h): h.netType.fullName
    default: Conversion.toString(v)
    }
  }
}

/// The sort keys of one input object.
struct SortEntry {
  let object: Value
  /// Nil = the object has no such property: comes after all that have it.
  let keys: [Value?]
  let index: Int
}

struct EntryOrder {
  let order: ObjectOrder
  /// Per key: true = descending.
  let descending: [Bool]

  func compare(_ a: SortEntry, _ b: SortEntry) -> Int {
    var k = 0
    let n = max(a.keys.count, b.keys.count)
    while k < n {
      let x = k < a.keys.count ? a.keys[k] : nil, y = k < b.keys.count ? b.keys[k] : nil
      guard let x else { if y == nil { k += 1; continue }; return 1 }
      guard let y else { return -1 }
      let r = order.compare(x, y)
      if r != 0 { return (k < descending.count ? descending[k] : descending.last ?? false) ? -r : r }
      k += 1
    }
    return 0
  }

  /// Stable sort. Single keys that are all whole numbers are compared as such.
  func sorted(_ entries: [SortEntry]) -> [SortEntry] {
    if let ints = wholeNumbers(entries) {
      let down = descending.first ?? false
      let order = entries.indices.sorted { ints[$0] != ints[$1] ? (down ? ints[$0] > ints[$1] : ints[$0] < ints[$1]) : $0 < $1 }
      return order.map { entries[$0] }
    }
    if isMixed(entries) {
      var list = entries
      IntroSort.sort(&list) { let r = compare($0, $1); return r != 0 ? r : $0.index - $1.index }
      return list
    }
    return entries.sorted { let r = compare($0, $1); return r != 0 ? r < 0 : $0.index < $1.index }
  }
  /// Keys of several types: comparing is not an order then (each side decides how to compare), and the result shows the algorithm.
  private func isMixed(_ entries: [SortEntry]) -> Bool {
    var seen: [UInt8] = []
    for e in entries {
      for (k, v) in e.keys.enumerated() {
        guard let v, !v.isNull else { continue }
        let kind: UInt8 = switch v.base { case .string: 1; case .int, .long, .double, .byte, .single, .short, .uint, .ulong, .ushort, .sbyte: 2; case .datetime: 3; case .bool: 4; case .timespan: 5; case .other: 6; default: 7 }
        while seen.count <= k { seen.append(0) }
        if seen[k] == 0 { seen[k] = kind } else if seen[k] != kind { return true }
      }
    }
    return false
  }
  private func wholeNumbers(_ entries: [SortEntry]) -> [Int32]? {
    guard descending.count <= 1 else { return nil }
    var all: [Int32] = []
    all.reserveCapacity(entries.count)
    for e in entries { guard e.keys.count == 1, case .int(let i)? = e.keys[0] else { return nil }; all.append(i) }
    return all
  }
}

/// .NET's introspective sort, step by step, for comparisons that contradict each other.
enum IntroSort {
  static func sort<T>(_ a: inout [T], _ compare: (T, T) -> Int) {
    if a.count < 2 { return }
    var limit = 2
    var n = a.count
    while n > 1 { limit += 2; n >>= 1 }
    intro(&a, 0, a.count, limit, compare)
  }
  private static func swapIfGreater<T>(_ a: inout [T], _ i: Int, _ j: Int, _ compare: (T, T) -> Int) { if compare(a[i], a[j]) > 0 { a.swapAt(i, j) } }
  private static func intro<T>(_ a: inout [T], _ from: Int, _ count: Int, _ depth: Int, _ compare: (T, T) -> Int) {
    var size = count, depth = depth
    while size > 1 {
      if size <= 16 {
        if size == 2 { return swapIfGreater(&a, from, from + 1, compare) }
        if size == 3 { swapIfGreater(&a, from, from + 1, compare); swapIfGreater(&a, from, from + 2, compare); return swapIfGreater(&a, from + 1, from + 2, compare) }
        return insertion(&a, from, size, compare)
      }
      if depth == 0 { let part = a[from..<(from + size)].sorted { compare($0, $1) < 0 }; a.replaceSubrange(from..<(from + size), with: part); return }
      depth -= 1
      let p = pivot(&a, from, size, compare)
      intro(&a, p + 1, from + size - p - 1, depth, compare)
      size = p - from
    }
  }
  private static func insertion<T>(_ a: inout [T], _ from: Int, _ size: Int, _ compare: (T, T) -> Int) {
    for i in from..<(from + size - 1) {
      let t = a[i + 1]
      var j = i
      while j >= from, compare(t, a[j]) < 0 { a[j + 1] = a[j]; j -= 1 }
      a[j + 1] = t
    }
  }
  private static func pivot<T>(_ a: inout [T], _ from: Int, _ size: Int, _ compare: (T, T) -> Int) -> Int {
    let hi = from + size - 1, middle = from + (hi - from) / 2
    swapIfGreater(&a, from, middle, compare)
    swapIfGreater(&a, from, hi, compare)
    swapIfGreater(&a, middle, hi, compare)
    let p = a[middle]
    a.swapAt(middle, hi - 1)
    var left = from, right = hi - 1
    while left < right {
      repeat { left += 1 } while left < hi && compare(a[left], p) < 0
      repeat { right -= 1 } while right > from && compare(p, a[right]) < 0
      if left >= right { break }
      a.swapAt(left, right)
    }
    if left != hi - 1 { a.swapAt(left, hi - 1) }
    return left
  }
}
