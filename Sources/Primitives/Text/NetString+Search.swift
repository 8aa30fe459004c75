/// Searching, replacing and splitting.
import Glibc

extension NetString {
  /// How texts are compared: .NET's `StringComparison` without the culture dimension.
  public enum Comparison: Sendable {
    case ordinal, ordinalIgnoreCase
    var ignoresCase: Bool { self == .ordinalIgnoreCase }
  }

  /// Position of `wanted` in UTF-16 units, or -1; an empty text is found at `start`.
  public static func indexOf(_ text: String, _ wanted: String, from start: Int = 0, count: Int? = nil, _ comparison: Comparison = .ordinal) -> Int {
    if comparison == .ordinal {
      let length = text.utf16.count
      guard start >= 0, start <= length else { return -1 }
      return position(in: text, of: wanted, from: start, to: min(length, start + (count ?? length)))
    }
    let hay = Array(attentiveUnits: text), needle = Array(wanted.utf16)
    let end = min(hay.count, start + (count ?? hay.count))
    guard start >= 0, start <= hay.count else { return -1 }
    return find(hay, needle, start, end, comparison.ignoresCase)
  }

  /// Where `wanted` begins and wholly lies within `start..<end`, by ordinal comparison; -1 when absent. Bounds and answer are
  /// UTF-16 units; the search goes over the bytes, so that searching on and on in a long text costs its length once.
  public static func position(in text: String, of wanted: String, from start: Int, to end: Int) -> Int {
    if wanted.isEmpty { return start }
    guard start >= 0, start < end else { return -1 }
    var text = text
    text.makeContiguousUTF8()
    let units = text.utf16, bytes = text.utf8
    let isAscii = units.count == bytes.count
    func offset(_ unit: Int) -> Int { isAscii ? unit : bytes.distance(from: bytes.startIndex, to: units.index(units.startIndex, offsetBy: unit)) }
    var at = offset(start)
    let limit = offset(min(end, units.count))
    var key = wanted
    return key.withUTF8 { key in
      while true {
        let found = bytes.withContiguousStorageIfAvailable { hay -> Int in
          guard let base = hay.baseAddress, let wanted = key.baseAddress else { return -1 }
          let last = limit - key.count
          var i = at
          while i <= last, let hit = memchr(base + i, Int32(key[0]), last - i + 1) {
            i = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
            if memcmp(base + i, wanted, key.count) == 0 { return i }
            i += 1
            if i & 0xFFFF == 0, Attention.isWanted { return -1 }
          }
          return -1
        } ?? -1
        if found < 0 || isAscii { return found }
        let unit = units.distance(from: units.startIndex, to: bytes.index(bytes.startIndex, offsetBy: found))
        if unit >= start { return unit }
        // a start between the halves of a surrogate pair: the pair is before it
        at = found + 1
      }
    }
  }

  static func find(_ hay: [UInt16], _ needle: [UInt16], _ start: Int, _ end: Int, _ fold: Bool) -> Int {
    if needle.isEmpty { return start }
    guard end - start >= needle.count else { return -1 }
    return hay.withUnsafeBufferPointer { hay in
      needle.withUnsafeBufferPointer { needle in
        var at = start
        while at <= end - needle.count {
          if sameUnits(hay, at, needle, fold) { return at }
          at += 1
          if at & 0xFFFFF == 0, Attention.isWanted { return -1 }
        }
        return -1
      }
    }
  }

  @inline(__always)
  private static func sameUnits(_ hay: UnsafeBufferPointer<UInt16>, _ at: Int, _ needle: UnsafeBufferPointer<UInt16>, _ fold: Bool) -> Bool {
    var index = 0
    while index < needle.count {
      let (a, b) = (hay[at + index], needle[index])
      if a != b && (!fold || CaseMapping.upper(a) != CaseMapping.upper(b)) { return false }
      index += 1
    }
    return true
  }

  /// The last position of `wanted` that ends at or before `start` (default: the end), or -1.
  public static func lastIndexOf(_ text: String, _ wanted: String, from start: Int? = nil, _ comparison: Comparison = .ordinal) -> Int {
    let hay = Array(attentiveUnits: text), needle = Array(wanted.utf16)
    let limit = min(hay.count, (start ?? hay.count - 1) + 1)
    guard limit >= needle.count else { return -1 }
    if needle.isEmpty { return max(0, limit) }
    return hay.withUnsafeBufferPointer { hay in
      needle.withUnsafeBufferPointer { needle in
        var at = limit - needle.count
        while at >= 0 {
          if sameUnits(hay, at, needle, comparison.ignoresCase) { return at }
          at -= 1
          if at & 0xFFFFF == 0, Attention.isWanted { return -1 }
        }
        return -1
      }
    }
  }

  public static func indexOfAny(_ text: String, _ units: [UInt16], from start: Int = 0) -> Int {
    var index = 0
    for unit in text.utf16.attentive {
      if index >= start && units.contains(unit) { return index }
      index += 1
    }
    return -1
  }

  public static func contains(_ text: String, _ wanted: String, _ comparison: Comparison = .ordinal) -> Bool {
    indexOf(text, wanted, comparison) >= 0
  }

  private static func indexOf(_ text: String, _ wanted: String, _ comparison: Comparison) -> Int {
    indexOf(text, wanted, from: 0, count: nil, comparison)
  }

  public static func startsWith(_ text: String, _ wanted: String, _ comparison: Comparison = .ordinal) -> Bool {
    if comparison == .ordinal { return text.utf8.starts(with: wanted.utf8) }
    let needle = Array(wanted.utf16)
    let head = Array(text.utf16.prefix(needle.count))
    return find(head, needle, 0, head.count, true) == 0
  }

  /// A text so many times behind itself. Ends early when somebody wants that; see `Attention`.
  public static func repeated(_ text: String, _ count: Int) -> String {
    var text = text
    let size = text.utf8.count
    let (total, overflow) = size.multipliedReportingOverflow(by: max(0, count))
    if overflow || total == 0 { return "" }
    return text.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: total) { out in
        guard let from = bytes.baseAddress, let to = out.baseAddress else { return 0 }
        memcpy(to, from, size)
        var done = size
        // what is there already is copied behind itself, in pieces that take no time
        let piece = max(size, (1 << 24) / size * size)
        while done < total, !Attention.isWanted {
          let next = min(done, piece, total - done)
          memcpy(to + done, to, next)
          done += next
        }
        return done
      }
    }
  }

  /// All occurrences replaced; an empty `old` throws as .NET does.
  public static func replace(_ text: String, _ old: String, _ new: String, _ comparison: Comparison = .ordinal) throws(NetError) -> String {
    guard !old.isEmpty else { throw NetError(.argument, "The value cannot be an empty string. (Parameter 'oldValue')") }
    if comparison == .ordinal { return replaceBytes(text, old, new) }
    let hay = Array(attentiveUnits: text), needle = Array(old.utf16), piece = Array(new.utf16)
    var out = [UInt16]()
    var at = 0
    while true {
      let found = find(hay, needle, at, hay.count, true)
      if found < 0 { break }
      out.append(contentsOf: hay[at..<found])
      out.append(contentsOf: piece)
      at = found + needle.count
    }
    if at == 0 { return text }
    out.append(contentsOf: hay[at...])
    return String(decoding: out, as: UTF16.self)
  }

  private static func replaceBytes(_ text: String, _ old: String, _ new: String) -> String {
    var (hay, needle) = (text, old)
    let result = bothUtf8(&hay, &needle) { x, y -> [UInt8]? in
      guard x.count >= y.count else { return nil }
      let first = y[0]
      var out = [UInt8]()
      var copied = 0
      var at = 0, found = 0
      while at <= x.count - y.count {
        if x[at] == first {
          var index = 1
          while index < y.count, x[at + index] == y[index] { index += 1 }
          if index == y.count {
            out.append(contentsOf: x[copied..<at])
            out.append(contentsOf: new.utf8)
            at += y.count
            copied = at
            found &+= 1
            if found & 0xFFFF == 0, Attention.isWanted { break }
            continue
          }
        }
        at += 1
      }
      if copied == 0 { return nil }
      out.append(contentsOf: x[copied...])
      return out
    }
    return result.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// .NET's `StringSplitOptions`.
  public struct SplitOptions: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let removeEmptyEntries = SplitOptions(rawValue: 1)
    public static let trimEntries = SplitOptions(rawValue: 2)
  }

  /// Split at any of `separators` (none: white space), into at most `limit` parts.
  public static func split(_ text: String, _ separators: [String], limit: Int = .max, _ options: SplitOptions = []) -> [String] {
    let wanted = separators.filter { !$0.isEmpty }.map { Array($0.utf16) }
    let units = Array(text.utf16)
    if separators.isEmpty || wanted.isEmpty && separators.allSatisfy(\.isEmpty) && separators.isEmpty {
      return split(units, text, limit, options) { isWhiteSpace(units[$0]) ? 1 : 0 }
    }
    return split(units, text, limit, options) { at in
      for each in wanted where each[0] == units[at] && at + each.count <= units.count {
        var index = 1
        while index < each.count, units[at + index] == each[index] { index += 1 }
        if index == each.count { return each.count }
      }
      return 0
    }
  }

  /// Split at any of `characters` (none: white space), into at most `limit` parts.
  public static func split(_ text: String, characters: [UInt16], limit: Int = .max, _ options: SplitOptions = []) -> [String] {
    let units = Array(text.utf16)
    return split(units, text, limit, options) {
      (characters.isEmpty ? isWhiteSpace(units[$0]) : characters.contains(units[$0])) ? 1 : 0
    }
  }

  private static func split(_ units: [UInt16], _ text: String, _ limit: Int, _ options: SplitOptions, _ separator: (Int) -> Int) -> [String] {
    if limit <= 0 { return [] }
    func piece(_ range: Range<Int>) -> String {
      let part = String(decoding: units[range], as: UTF16.self)
      return options.contains(.trimEntries) ? trim(part) : part
    }
    var parts = [String]()
    let dropEmpty = options.contains(.removeEmptyEntries)
    var start = 0
    var at = 0
    while at < units.count && parts.count < limit - 1 {
      let length = separator(at)
      if length == 0 {
        at += 1
        continue
      }
      let part = piece(start..<at)
      if !(dropEmpty && part.isEmpty) { parts.append(part) }
      at += length
      start = at
    }
    if dropEmpty && parts.count == limit - 1 {
      // The last part begins after separators that would only give empty parts.
      while start < units.count {
        let length = separator(start)
        if length == 0 { break }
        start += length
      }
    }
    let last = piece(start..<units.count)
    if !(dropEmpty && last.isEmpty) { parts.append(last) }
    return parts
  }
}
