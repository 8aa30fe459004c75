/// The order in which a dictionary shows its entries.
///
/// Ordered dictionaries, `Dictionary` and sets keep the order of insertion; sorted ones sort by key. A `Hashtable`
/// enumerates its buckets from the last to the first: for integer keys that order is observable and reproduced here;
/// for strings .NET seeds the hash anew in each process, so any order is as right as another and insertion is kindest.
extension PSHash {
  var enumerationOrder: [Int] {
    switch kind {
    case .hashtable where exactType == nil:
      let slots = slots
      guard count > 1 else { return slots }
      var codes: [UInt32] = []
      for i in slots {
        if comparer != nil {
          codes.append(UInt32(truncatingIfNeeded: entry(at: i).hash))
          continue
        }
        switch entry(at: i).key.base {
        case .int(let n): codes.append(UInt32(bitPattern: n))
        case .long(let n): codes.append(UInt32(truncatingIfNeeded: n) ^ UInt32(truncatingIfNeeded: n >> 32))
        case .bool(let b): codes.append(b ? 1 : 0)
        case .byte(let b): codes.append(UInt32(b))
        case .char(let c): codes.append(UInt32(c) | UInt32(c) << 16)
        default: return slots
        }
      }
      return PSHash.bucketOrder(codes).map { slots[$0] }
    case .sortedDictionary, .sortedList, .sortedSet:
      return sortedSlots
    default:
      return slots
    }
  }

  /// The sizes .NET's hash tables have, as far as they are listed.
  public static let primes = [
    3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919, 1103, 1327, 1597, 1931, 2333, 2801, 3371,
    4049, 4861, 5839, 7013, 8419, 10103, 12143, 14591, 17519, 21023, 25229, 30293, 36353, 43627, 52361, 62851, 75431, 90523, 108631, 130363, 156437,
    187751, 225307, 270371, 324449, 389357, 467237, 560689, 672827, 807403, 968897, 1162687, 1395263, 1674319, 2009191, 2411033, 2893249, 3471899,
    4166287, 4999559, 5999471, 7199369,
  ]

  /// `System.Collections.Hashtable`: double hashing over a prime number of buckets, doubled (to the next prime) when
  /// the load passes 0.72; enumeration runs from the highest bucket down.
  static func bucketOrder(_ codes: [UInt32]) -> [Int] {
    var size = 3
    var buckets = [Int](repeating: -1, count: size)
    func place(_ i: Int, _ buckets: inout [Int]) {
      let code = codes[i] & 0x7FFF_FFFF
      let increment = 1 + Int((UInt64(code) * 101) % UInt64(size - 1))
      var b = Int(code % UInt32(size))
      while buckets[b] >= 0 { b = (b + increment) % size }
      buckets[b] = i
    }
    var used = 0
    for i in codes.indices {
      if used >= Int(Float(size) * 0.72) {
        size = primes.first { $0 >= size * 2 } ?? (size * 2 + 1)
        var bigger = [Int](repeating: -1, count: size)
        for b in buckets where b >= 0 { place(b, &bigger) }
        buckets = bigger
      }
      place(i, &buckets)
      used += 1
    }
    return buckets.reversed().filter { $0 >= 0 }
  }
}
