/// Finds rows by one attribute without regard to case: an open-addressing table of row numbers.
///
/// The keys are not stored; a probe compares with the column's own text. Several rows may share a key.
final class HashIndex {
  @exclusivity(unchecked) private var slots = Block<UInt32>()
  @exclusivity(unchecked) private var mask = 15
  @exclusivity(unchecked) private var used = 0

  private static let empty = UInt32.max
  private static let deleted = UInt32.max - 1

  init() { slots.append(repeating: HashIndex.empty, 16) }
  deinit { slots.free() }

  /// Makes room for so many rows at once.
  func reserve(_ rows: Int, rehash: (Int) -> UInt64) {
    if rows * 4 > slots.count * 3 { resize(for: rows, rehash) }
  }

  func insert(_ row: Int, hash: UInt64, rehash: (Int) -> UInt64) {
    if (used + 1) * 4 > slots.count * 3 {
      var live = 0
      for i in 0..<slots.count where slots[i] < HashIndex.deleted { live += 1 }
      resize(for: live * 3 / 2 + 12, rehash)
    }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] < HashIndex.deleted { slot = (slot + 1) & mask }
    if slots[slot] == HashIndex.empty { used += 1 }
    slots[slot] = UInt32(truncatingIfNeeded: row)
  }

  func remove(_ row: Int, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != HashIndex.empty {
      if slots[slot] == UInt32(truncatingIfNeeded: row) {
        slots[slot] = HashIndex.deleted
        return
      }
      slot = (slot + 1) & mask
    }
  }

  /// Calls `visit` with each row that may have this key until it answers false.
  @inline(__always)
  func probe(_ hash: UInt64, _ visit: (Int) -> Bool) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != HashIndex.empty {
      if slots[slot] != HashIndex.deleted, !visit(Int(slots[slot])) { return }
      slot = (slot + 1) & mask
    }
  }

  private func resize(for rows: Int, _ rehash: (Int) -> UInt64) {
    var size = 16
    while size * 3 < rows * 4 { size *= 2 }
    let old = slots
    slots = Block()
    slots.reserve(size)
    slots.append(repeating: HashIndex.empty, size)
    mask = size - 1
    used = 0
    for i in 0..<old.count where old[i] < HashIndex.deleted {
      var slot = Int(truncatingIfNeeded: rehash(Int(old[i]))) & mask
      while slots[slot] != HashIndex.empty { slot = (slot + 1) & mask }
      slots[slot] = old[i]
      used += 1
    }
    old.free()
  }
}
