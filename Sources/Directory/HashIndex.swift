/// Finds rows by one attribute without regard to case: an open-addressing table of row numbers.
///
/// The keys are not stored; a probe compares with the column's own text. Several rows may share a key.
struct HashIndex {
  private var slots: [UInt32] = Array(repeating: HashIndex.empty, count: 16)
  private var used = 0

  private static let empty = UInt32.max
  private static let deleted = UInt32.max - 1

  mutating func insert(_ row: Int, hash: UInt64, rehash: (Int) -> UInt64) {
    if (used + 1) * 4 > slots.count * 3 { grow(rehash) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] < HashIndex.deleted { slot = (slot + 1) & (slots.count - 1) }
    if slots[slot] == HashIndex.empty { used += 1 }
    slots[slot] = UInt32(truncatingIfNeeded: row)
  }

  mutating func remove(_ row: Int, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != HashIndex.empty {
      if slots[slot] == UInt32(truncatingIfNeeded: row) {
        slots[slot] = HashIndex.deleted
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// Calls `visit` with each row that may have this key until it answers false.
  func probe(_ hash: UInt64, _ visit: (Int) -> Bool) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != HashIndex.empty {
      if slots[slot] != HashIndex.deleted, !visit(Int(slots[slot])) { return }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  private mutating func grow(_ rehash: (Int) -> UInt64) {
    let old = slots
    let live = old.reduce(0) { $1 < HashIndex.deleted ? $0 + 1 : $0 }
    var size = 16
    while live * 2 >= size { size *= 2 }
    slots = Array(repeating: HashIndex.empty, count: size)
    used = live
    for row in old where row < HashIndex.deleted {
      var slot = Int(truncatingIfNeeded: rehash(Int(row))) & (size - 1)
      while slots[slot] != HashIndex.empty { slot = (slot + 1) & (size - 1) }
      slots[slot] = row
    }
  }
}
