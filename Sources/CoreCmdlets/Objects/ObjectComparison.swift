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
    /// The oldest that is the same, whatever its text.
    mutating func takeFirst(where same: (SortEntry) -> Bool) -> SortEntry? {
      for p in head..<entries.count {
        guard let e = entries[p], same(e) else { continue }
        entries[p] = nil
        live -= 1
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

  /// Type of the values so far, per key; once several meet in one place, equal values need not have equal texts.
  private var types: [NetType?] = []
  private var isMixed = false
  private mutating func note(_ e: SortEntry) {
    if isMixed { return }
    for (k, v) in e.keys.enumerated() {
      while types.count <= k { types.append(nil) }
      guard let v, !v.isNull else { continue }
      let t = TypeTable.typeOf(v.base)
      if !ObjectOrder.isSimple(v) { isMixed = true } else if types[k] == nil { types[k] = t } else if types[k] !== t { isMixed = true }
    }
  }

  private var references: [SortEntry] = []
  private var next = 0

  mutating func begin(_ references: [SortEntry]) {
    self.references = references
    for e in references { note(e) }
  }
  /// The next of the differing side, or nil for none, beside the next reference.
  mutating func take(_ difference: SortEntry?) throws {
    if Attention.isWanted { throw FlowSignal.stopped }
    if let difference { note(difference) }
    defer { next += 1 }
    try step(next < references.count ? references[next] : nil, difference)
  }
  mutating func finish() throws {
    while next < references.count { try take(nil) }
    while let e = right.popOldest() { try emit(e, "=>") }
    while let e = left.popOldest() { try emit(e, "<=") }
  }
  private func match(_ x: SortEntry, in backlog: inout Backlog) -> SortEntry? {
    let same = { (e: SortEntry) in entryOrder.compare(x, e) == 0 }
    return isMixed ? backlog.takeFirst(where: same) : backlog.takeFirst(text(x), where: same)
  }
  private mutating func step(_ l: SortEntry?, _ r: SortEntry?) throws {
    var l = l, r = r
    if let l, let r, entryOrder.compare(l, r) == 0 { return try emit(l, "==") }
    if let x = r, let hit = match(x, in: &left) { try emit(hit, "=="); r = nil }
    if let x = l, match(x, in: &right) != nil { try emit(x, "=="); l = nil }
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
