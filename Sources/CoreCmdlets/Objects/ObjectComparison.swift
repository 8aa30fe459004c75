/// Compare-Object's walk over two lists: matches at once, or from the backlog of the other side.
import Engine
import Primitives

struct ObjectComparison {
  let order: ObjectOrder
  let window: Int
  var emit: (SortEntry, String) throws -> Void = { _, _ in }
  private var entryOrder: EntryOrder
  private var left = Backlog(), right = Backlog()

  init(order: ObjectOrder, window: Int) {
    self.order = order
    self.window = window
    entryOrder = EntryOrder(order: order, descending: [false])
  }

  /// Entries waiting for a partner, found by the text of their keys, oldest first.
  private struct Backlog {
    var entries: [SortEntry?] = []
    var live = 0
    var head = 0
    var byText: [String: [Int]] = [:]
    mutating func add(_ e: SortEntry, _ text: String) { byText[text, default: []].append(entries.count); entries.append(e); live += 1 }
    mutating func takeFirst(_ text: String, where same: (SortEntry) -> Bool) -> SortEntry? {
      guard var places = byText[text] else { return nil }
      for (k, p) in places.enumerated() {
        guard let e = entries[p], same(e) else { continue }
        entries[p] = nil
        live -= 1
        places.remove(at: k)
        byText[text] = places.isEmpty ? nil : places
        return e
      }
      return nil
    }
    mutating func popOldest() -> SortEntry? {
      while head < entries.count {
        defer { head += 1 }
        if let e = entries[head] { entries[head] = nil; live -= 1; return e }
      }
      return nil
    }
  }
  private func text(_ e: SortEntry) -> String {
    let t = e.keys.map { $0.map { $0.isNull ? "" : Conversion.toString($0) } ?? "" }.joined(separator: "\u{1}")
    return order.ignoreCase ? t.lowercased() : t
  }

  mutating func run(_ reference: [SortEntry], _ difference: [SortEntry]) throws {
    for i in 0..<max(reference.count, difference.count) {
      if Attention.isWanted { throw FlowSignal.stopped }
      try step(i < reference.count ? reference[i] : nil, i < difference.count ? difference[i] : nil)
    }
    while let e = right.popOldest() { try emit(e, "=>") }
    while let e = left.popOldest() { try emit(e, "<=") }
  }
  private mutating func step(_ l: SortEntry?, _ r: SortEntry?) throws {
    var l = l, r = r
    let compare = entryOrder
    if let l, let r, compare.compare(l, r) == 0 { return try emit(l, "==") }
    if let x = r, let hit = left.takeFirst(text(x), where: { compare.compare($0, x) == 0 }) { try emit(hit, "=="); r = nil }
    if let x = l, right.takeFirst(text(x), where: { compare.compare($0, x) == 0 }) != nil { try emit(x, "=="); l = nil }
    if let r {
      if window > 0 {
        while right.live >= window, let old = right.popOldest() { try emit(old, "=>") }
        right.add(r, text(r))
      } else { try emit(r, "=>") }
    }
    if let l {
      if window > 0 {
        while left.live >= window, let old = left.popOldest() { try emit(old, "<=") }
        left.add(l, text(l))
      } else { try emit(l, "<=") }
    }
  }
}
