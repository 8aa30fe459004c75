/// String operations by UTF-16 position, as .NET counts, with byte-level paths for ASCII.
import Engine
import Primitives
import Glibc

extension String {
  /// `count` UTF-16 units from `start`; the caller has checked the bounds.
  func units(_ start: Int, _ count: Int) -> String {
    if utf8.count == netLength {
      let part: String? = utf8.withContiguousStorageIfAvailable { String(attentive: UnsafeBufferPointer(rebasing: $0[start..<(start + count)])) }
      if let part { return part }
    }
    let u = utf16
    let a = u.index(u.startIndex, offsetBy: start)
    let b = u.index(a, offsetBy: count)
    return String(u[a..<b]) ?? String(decoding: Array(u[a..<b]), as: UTF16.self)
  }
  func units(from start: Int) -> String { units(start, netLength - start) }
  /// Position of `needle` at or after `start`, before `end`, by ordinal comparison; -1 when absent.
  func position(of needle: String, from start: Int = 0, to end: Int? = nil) -> Int {
    NetString.position(in: self, of: needle, from: start, to: end ?? netLength)
  }
  /// Last position of `needle` that lies wholly within `start..<end`; -1 when absent.
  func lastPosition(of needle: String, from start: Int, to end: Int) -> Int {
    let hay = Array(attentiveUnits: self), key = Array(needle.utf16)
    if key.isEmpty { return end }
    var i = end - key.count
    while i >= start, i < hay.count {
      if hay[i] == key[0] && hay[i..<(i + key.count)].elementsEqual(key) { return i }
      if i & 0xFFFFF == 0, Attention.isWanted { break }
      i -= 1
    }
    return -1
  }
  /// Simple (one unit to one unit) casing, as .NET's invariant and English casing do it.
  var netUpper: String { NetString.upper(self) }
  var netLower: String { NetString.lower(self) }
}

/// White space as `Char.IsWhiteSpace` has it.
func isWhite(_ u: UInt16) -> Bool {
  switch u {
  case 9...13, 32, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
  default: false
  }
}

/// `System.StringComparison` by its numbers.
struct Comparison {
  let raw: Int
  /// Name of the culture whose rules hold; nil = those common to all.
  var culture: String?
  var ignoresCase: Bool { raw & 1 == 1 }
  var isOrdinal: Bool { raw >= 4 }
  static let current = Comparison(raw: 0)

  func compare(_ a: String, _ b: String) -> Int {
    if raw == 4 { return ordinalCompare(a, b) }
    if raw == 5 { return ordinalCompare(a.netUpper, b.netUpper) }
    if let culture { return Collation.compare(a, b, ignoreCase: ignoresCase, culture: culture) }
    return (try? Conversion.compare(.str(a), .str(b), ignoreCase: ignoresCase)) ?? 0
  }
  func equal(_ a: String, _ b: String) -> Bool {
    if isOrdinal { return ignoresCase ? CaseInsensitive.equal(a, b) : a.utf8.elementsEqual(b.utf8) }
    return compare(a, b) == 0
  }
  /// What `CompareOptions` ask for, by the rules of a culture.
  init(options o: Int, culture: Culture?) {
    raw = o == 0x1000_0000 ? 5 : o == 0x4000_0000 ? 4 : o & 1
    self.culture = culture.flatMap { $0.name.isEmpty ? nil : $0.name }
  }
  init(raw: Int) { self.raw = raw }
  func fold(_ s: String) -> String { ignoresCase ? s.netUpper : s }
}

/// `String.CompareOrdinal`: difference of the first units that differ, else of the lengths.
func ordinalCompare(_ a: String, _ b: String) -> Int {
  var i = a.utf16.attentive, j = b.utf16.makeIterator()
  while true {
    switch (i.next(), j.next()) {
    case (nil, nil): return 0
    case (nil, _), (_, nil): return a.netLength - b.netLength
    case (let x?, let y?): if x != y { return Int(x) - Int(y) }
    }
  }
}
