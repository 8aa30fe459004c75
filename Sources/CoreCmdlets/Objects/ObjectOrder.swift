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
  private func text(_ v: Value) -> String { Conversion.toString(v) }
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
    return entries.sorted { let r = compare($0, $1); return r != 0 ? r < 0 : $0.index < $1.index }
  }
  private func wholeNumbers(_ entries: [SortEntry]) -> [Int32]? {
    guard descending.count <= 1 else { return nil }
    var all: [Int32] = []
    all.reserveCapacity(entries.count)
    for e in entries { guard e.keys.count == 1, case .int(let i)? = e.keys[0] else { return nil }; all.append(i) }
    return all
  }
}
