import Primitives

/// Pulls JSON apart token by token, straight from the bytes.
///
/// As lenient as PowerShell is: comments, single quotes, bare property names, trailing commas, missing values, octal numbers, NaN and
/// Infinity; a list that ends after one of its elements is complete. Errors are the sentences PowerShell shows, with path, line and position.
public final class JsonReader {
  public enum Token: UInt8 { case beginObject, endObject, beginArray, endArray, key, string, integer, bigInteger, float, yes, no, null, end }

  /// An error sentence, complete with path and place.
  public struct Failure: Error {
    public let message: String
    public init(message: String) { self.message = message }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int
  private var at = 0
  private var line = 1
  private var lineStart = 0
  private let maximumDepth: Int

  private struct Level { var isArray: Bool; var index: Int; var key: String; var hasKey: Bool; var expectsValue: Bool }
  private var levels: [Level] = []
  private var started = false
  private var finished = false

  /// Content of the token just read.
  public private(set) var text = ""
  public private(set) var integer: Int64 = 0
  public private(set) var double = 0.0
  /// Bytes of a key or string that needed no decoding; nil when `text` was decoded.
  public private(set) var raw: UnsafeBufferPointer<UInt8>?

  public init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 1024) {
    self.bytes = bytes
    count = bytes.count
    self.maximumDepth = maximumDepth
    levels.reserveCapacity(16)
  }

  /// The text of a key or string token.
  public func string() -> String { if let raw { String(decoding: raw, as: UTF8.self) } else { text } }

  public func next() throws -> Token {
    if finished { return try afterEnd() }
    guard let top = levels.last else {
      try skipBlank()
      if at >= count { return .end }
      let t = try value()
      started = true
      if levels.isEmpty { finished = true }
      return t
    }
    try skipBlank()
    if top.isArray { return try inArray(top) }
    return try inObject(top)
  }

  private func inArray(_ top: Level) throws -> Token {
    guard at < count else { return try ended(top, afterValue: top.index >= 0) }
    if bytes[at] == 93 { at += 1; return close(.endArray) }
    if top.index >= 0 {
      try requireComma()
      at += 1
      try skipBlank()
      guard at < count else { return try ended(top, afterValue: false) }
      if bytes[at] == 93 { at += 1; return close(.endArray) }
    }
    let n = levels.count
    let t = try value()
    if levels.count == n { levels[n - 1].index += 1 }
    return t
  }
  private func inObject(_ top: Level) throws -> Token {
    guard at < count else { return try ended(top, afterValue: top.hasKey && !top.expectsValue) }
    let n = levels.count - 1
    if top.expectsValue { levels[n].expectsValue = false; return try value() }
    if bytes[at] == 125 { at += 1; return close(.endObject) }
    if top.hasKey {
      try requireComma()
      at += 1
      try skipBlank()
      guard at < count else { return try ended(top, afterValue: false) }
      if bytes[at] == 125 { at += 1; return close(.endObject) }
    }
    try readKey()
    try skipBlank()
    guard at < count, bytes[at] == 58 else {
      throw fail("Invalid character after parsing property name. Expected ':' but got: \(at < count ? character(at) : "\0").")
    }
    at += 1
    levels[n].key = string()
    levels[n].hasKey = true
    levels[n].expectsValue = true
    return .key
  }
  private func requireComma() throws {
    switch bytes[at] {
    case 44: return
    case 41, 93, 125: throw mismatch()
    default: throw fail("After parsing a value an unexpected character was encountered: \(character(at)).")
    }
  }
  /// A bracket that closes something else than what is open. It has been read, and what was open is closed, when that is noticed.
  private func mismatch() -> Failure {
    let token = bytes[at] == 41 ? "EndConstructor" : bytes[at] == 93 ? "EndArray" : "EndObject"
    at += 1
    let top = levels.popLast()
    return fail("JsonToken \(token) is not valid for closing JsonType \(top.map { $0.isArray ? "Array" : "Object" } ?? "None").")
  }
  /// The text is over within a list or an object. A list that began the text is complete when a value was the last.
  private func ended(_ top: Level, afterValue: Bool) throws -> Token {
    if afterValue, levels[0].isArray { return close(top.isArray ? .endArray : .endObject) }
    if levels.count == 1, !top.isArray, !top.hasKey { throw fail("Unexpected end when reading JSON.") }
    if afterValue || (levels.count == 1 && !top.isArray) { throw fail("Unexpected end when deserializing object.") }
    levels.removeLast()
    throw Failure(message: "Unexpected end when reading token. Path '\(path)'.")
  }
  private func readKey() throws {
    let c = bytes[at]
    if c == 34 || c == 39 { at += 1; return try quoted(c) }
    let from = at
    while at < count, isIdentifier(bytes[at]) { at += 1 }
    if at == from { throw fail("Invalid property identifier character: \(character(at)).") }
    guard at < count else { throw fail("Unexpected end while parsing unquoted property name.") }
    if !isWhite(at), bytes[at] != 58 { throw fail("Invalid JavaScript property identifier character: \(character(at)).") }
    raw = UnsafeBufferPointer(rebasing: bytes[from..<at])
  }
  private func close(_ t: Token) -> Token {
    levels.removeLast()
    if levels.isEmpty { finished = true }
    return t
  }
  private func open(_ isArray: Bool) throws -> Token {
    at += 1
    if let n = levels.indices.last, levels[n].isArray { levels[n].index += 1 }
    if levels.count >= maximumDepth { throw fail("The reader's MaxDepth of \(maximumDepth) has been exceeded.") }
    levels.append(Level(isArray: isArray, index: -1, key: "", hasKey: false, expectsValue: false))
    return isArray ? .beginArray : .beginObject
  }
  private func afterEnd() throws -> Token {
    try skipBlank()
    if at < count { throw fail("Additional text encountered after finished reading JSON content: \(character(at)).") }
    return .end
  }

  private func value() throws -> Token {
    let c = bytes[at]
    switch c {
    case 123: return try open(false)
    case 91: return try open(true)
    case 34, 39: at += 1; try quoted(c); return .string
    case 45, 46, 48...57: return try number()
    // nothing before a comma is a value that is not there
    case 44: return .null
    case 116: return try word("true", .yes, "Error parsing boolean value.")
    case 102: return try word("false", .no, "Error parsing boolean value.")
    case 110: return try nullOrConstructor()
    case 117: return try word("undefined", .null, "Error parsing undefined value.")
    case 78: double = .nan; return try word("NaN", .float, "Error parsing NaN value.")
    case 73: double = .infinity; return try word("Infinity", .float, "Error parsing Infinity value.")
    case 41, 93: throw mismatch()
    default: throw unexpected()
    }
  }
  private func unexpected() -> Failure { fail("Unexpected character encountered while parsing value: \(character(at)).") }
  private func nullOrConstructor() throws -> Token {
    guard at + 1 < count else { at = count; throw fail("Unexpected end when reading JSON.") }
    if bytes[at + 1] == 117 { return try word("null", .null, "Error parsing null value.") }
    guard bytes[at + 1] == 101 else { throw unexpected() }
    _ = try word("new", .null, "Unexpected content while parsing JSON.")
    try skipBlank()
    throw fail(at < count ? "Unexpected character while parsing constructor: \(character(at))." : "Unexpected end while parsing constructor.")
  }

  private func word(_ w: StaticString, _ t: Token, _ message: String) throws -> Token {
    let n = w.utf8CodeUnitCount
    guard at + n <= count else { at = count; throw fail("Unexpected end when reading JSON.") }
    var k = 0
    while k < n, bytes[at + k] == w.utf8Start[k] { k += 1 }
    at += k
    if k < n || !isSeparator(at) { throw fail(message) }
    return t
  }
  private func isSeparator(_ i: Int) -> Bool {
    guard i < count else { return true }
    switch bytes[i] {
    case 44, 93, 125, 0: return true
    case 47: return i + 1 < count && (bytes[i + 1] == 47 || bytes[i + 1] == 42)
    default: return isWhite(i)
    }
  }
  @inline(__always) private func isWhite(_ i: Int) -> Bool {
    let b = bytes[i]
    return b == 32 || b &- 9 < 5 || (b == 0xC2 && i + 1 < count && (bytes[i + 1] == 0xA0 || bytes[i + 1] == 0x85))
  }

  private func number() throws -> Token {
    let from = at
    if bytes[at] == 45 {
      if at + 1 < count, bytes[at + 1] == 73 { double = -.infinity; return try word("-Infinity", .float, "Error parsing -Infinity value.") }
      at += 1
    }
    var v: Int64 = 0, overflow = false, isPlain = true
    while at < count {
      let b = bytes[at]
      if b &- 48 < 10 {
        if isPlain {
          let (m, o1) = v.multipliedReportingOverflow(by: 10)
          let (a, o2) = m.subtractingReportingOverflow(Int64(b &- 48))
          v = a
          if o1 || o2 { overflow = true }
        }
        at += 1
      } else if b == 46 || b == 43 || b == 45 || (b | 32) &- 97 < 6 || b | 32 == 120 { isPlain = false; at += 1 }
      else if b == 44 || b == 93 || b == 125 || b == 41 || b == 47 || isWhite(at) { break }
      else { throw fail("Unexpected character encountered while parsing number: \(character(at)).") }
    }
    // what is read to its end counts as an element, though it proves to be no number
    func invalid() -> Failure {
      if let n = levels.indices.last, levels[n].isArray { levels[n].index += 1 }
      return fail("Input string '\(String(decoding: bytes[from..<at], as: UTF8.self))' is not a valid number.")
    }
    if bytes[from] == 48, at - from > 1, bytes[from + 1] != 46, bytes[from + 1] | 32 != 101 {
      guard let n = otherBase(from) else { throw invalid() }
      integer = n
      return .integer
    }
    if !isPlain {
      guard let d = parseDouble(from, at) else { throw invalid() }
      double = d
      return .float
    }
    let negative = bytes[from] == 45
    if at - from == (negative ? 1 : 0) { throw invalid() }
    // digits were gathered as a negative number, so the least value fits
    if !overflow, negative || v != .min { integer = negative ? v : -v; return .integer }
    text = String(decoding: bytes[from..<at], as: UTF8.self)
    if at - from > 380 { throw fail("JSON integer \(text) is too large to parse.") }
    return .bigInteger
  }
  /// A number that begins with 0: hexadecimal after `0x`, octal otherwise.
  private func otherBase(_ from: Int) -> Int64? {
    let isHex = bytes[from + 1] | 32 == 120
    let digits = String(decoding: bytes[(from + (isHex ? 2 : 1))..<at], as: UTF8.self)
    guard let first = digits.utf8.first, first != 43, first != 45 else { return nil }
    return UInt64(digits, radix: isHex ? 16 : 8).map { Int64(truncatingIfNeeded: $0) }
  }
  private func parseDouble(_ a: Int, _ b: Int) -> Double? {
    let s = String(decoding: bytes[a..<b], as: UTF8.self)
    if s.utf8.contains(where: { $0 | 32 == 120 }) { return nil }
    if let d = Double(s) { return d }
    return Double(s.hasSuffix(".") ? s + "0" : s.hasPrefix(".") ? "0" + s : s.hasPrefix("-.") ? "-0" + s.dropFirst() : s)
  }

  private func quoted(_ quote: UInt8) throws {
    let from = at
    var i = at
    while i < count {
      let b = bytes[i]
      if b == quote { raw = UnsafeBufferPointer(rebasing: bytes[from..<i]); at = i + 1; return }
      if b == 92 || b == 10 || b == 13 { break }
      i += 1
    }
    at = i
    try decoded(quote, from)
  }
  private func decoded(_ quote: UInt8, _ from: Int) throws {
    raw = nil
    var out = Array(bytes[from..<at])
    while at < count {
      let b = bytes[at]
      if b == quote { at += 1; text = String(decoding: out, as: UTF8.self); return }
      if b == 10 { line += 1; lineStart = at + 1 }
      if at & 0xFFFF == 0, Attention.isWanted { break }
      guard b == 92 else { out.append(b); at += 1; continue }
      at += 1
      guard at < count else { break }
      let e = bytes[at]
      at += 1
      switch e {
      case 98: out.append(8)
      case 102: out.append(12)
      case 110: out.append(10)
      case 114: out.append(13)
      case 116: out.append(9)
      case 117: append(try unicodeEscape(), &out)
      case 34, 39, 47, 92: out.append(e)
      default: at -= 1; let c = character(at); at += 1; throw fail("Bad JSON escape sequence: \\\(c).")
      }
    }
    throw fail("Unterminated string. Expected delimiter: \(Character(Unicode.Scalar(quote))).")
  }
  private func unicodeEscape() throws -> UInt32 {
    func four() throws -> UInt32 {
      var v: UInt32 = 0
      guard at + 4 <= count else { throw fail("Unexpected end while parsing Unicode escape sequence.") }
      for k in 0..<4 {
        guard let d = JsonReader.hex(bytes[at + k]) else { throw fail("Invalid Unicode escape sequence: \\u\(String(decoding: bytes[at..<(at + 4)], as: UTF8.self)).") }
        v = v << 4 | UInt32(d)
      }
      at += 4
      return v
    }
    let high = try four()
    if high & 0xFC00 == 0xD800, at + 6 <= count, bytes[at] == 92, bytes[at + 1] == 117 {
      let mark = at
      at += 2
      let low = try four()
      if low & 0xFC00 == 0xDC00 { return 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF) }
      at = mark
    }
    return high
  }
  private func append(_ v: UInt32, _ out: inout [UInt8]) { out.append(contentsOf: String(Character(Unicode.Scalar(v) ?? "\u{FFFD}")).utf8) }
  static func hex(_ b: UInt8) -> UInt8? {
    switch b { case 48...57: b - 48; case 65...70: b - 55; case 97...102: b - 87; default: nil }
  }
  @inline(__always) private func isIdentifier(_ b: UInt8) -> Bool { b &- 48 < 10 || (b | 32) &- 97 < 26 || b == 95 || b == 36 || b >= 128 }

  private func skipBlank() throws {
    while at < count {
      let b = bytes[at]
      if b == 32 || b == 9 || b == 13 { at += 1; continue }
      if b == 10 { at += 1; line += 1; lineStart = at; continue }
      if b == 47 { try comment(); continue }
      if b == 0xEF, at == 0, count >= 3, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3; continue }
      if b == 0xC2, at + 1 < count, bytes[at + 1] == 0xA0 { at += 2; continue }
      return
    }
  }
  private func comment() throws {
    at += 1
    guard at < count else { throw fail("Unexpected end while parsing comment.") }
    if bytes[at] == 47 { while at < count, bytes[at] != 10 { at += 1 }; return }
    guard bytes[at] == 42 else { throw fail("Error parsing comment. Expected: *, got \(character(at)).") }
    at += 1
    while at + 1 < count {
      if bytes[at] == 42, bytes[at + 1] == 47 { at += 2; return }
      if bytes[at] == 10 { line += 1; lineStart = at + 1 }
      at += 1
    }
    throw fail("Unexpected end while parsing comment.")
  }

  // MARK: Errors

  private func character(_ i: Int) -> String {
    guard i < count else { return "" }
    var end = i + 1
    while end < count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return String(decoding: bytes[i..<end], as: UTF8.self)
  }
  private var path: String {
    var p = ""
    for l in levels {
      if l.isArray { if l.index >= 0 { p += "[\(l.index)]" } }
      else if l.hasKey { p += l.key.utf8.contains(where: { " .'/\"[]()\t\n\r\\".utf8.contains($0) }) ? "['\(l.key)']" : (p.isEmpty ? "" : ".") + l.key }
    }
    return p
  }
  private func fail(_ message: String) -> Failure {
    let position = String(decoding: bytes[min(lineStart, count)..<min(at, count)], as: UTF8.self).utf16.count
    let shown = !started && position == 0 ? 0 : line
    return Failure(message: "\(message) Path '\(path)', line \(shown), position \(position).")
  }
}
