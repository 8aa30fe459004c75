import Primitives

/// Pulls JSON apart token by token, straight from the bytes.
///
/// As lenient as PowerShell is: comments, single quotes, bare property names, trailing commas, NaN and Infinity. Errors are the
/// sentences PowerShell shows, with path, line and position.
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
      if at >= count { if started { finished = true; return .end }; return .end }
      started = true
      let t = try value()
      if levels.isEmpty { finished = true }
      return t
    }
    try skipBlank()
    if top.isArray { return try inArray(top) }
    return try inObject(top)
  }

  private func inArray(_ top: Level) throws -> Token {
    guard at < count else { throw incomplete() }
    let c = bytes[at]
    if c == 93 { at += 1; return close(.endArray) }
    if top.index >= 0, top.expectsValue == false {
      guard c == 44 else { throw fail("After parsing a value an unexpected character was encountered: \(character(at)).") }
      at += 1
      levels[levels.count - 1].expectsValue = true
      try skipBlank()
      guard at < count else { throw incomplete() }
      if bytes[at] == 93 { at += 1; return close(.endArray) }
    }
    levels[levels.count - 1].index += 1
    levels[levels.count - 1].expectsValue = false
    return try value()
  }
  private func inObject(_ top: Level) throws -> Token {
    guard at < count else { throw incomplete() }
    let n = levels.count - 1
    if top.expectsValue { levels[n].expectsValue = false; return try value() }
    if bytes[at] == 125 { at += 1; return close(.endObject) }
    if top.hasKey {
      guard bytes[at] == 44 else { throw fail("After parsing a value an unexpected character was encountered: \(character(at)).") }
      at += 1
      try skipBlank()
      guard at < count else { throw incomplete() }
      if bytes[at] == 125 { at += 1; return close(.endObject) }
    }
    try readKey()
    levels[n].key = string()
    levels[n].hasKey = true
    try skipBlank()
    guard at < count else { throw incomplete() }
    guard bytes[at] == 58 else { throw fail("Invalid character after parsing property name. Expected ':' but got: \(character(at)).") }
    at += 1
    levels[n].expectsValue = true
    return .key
  }
  private func readKey() throws {
    let c = bytes[at]
    if c == 34 || c == 39 { at += 1; return try quoted(c) }
    let from = at
    while at < count, isIdentifier(bytes[at]) { at += 1 }
    if at == from { throw fail("Invalid property identifier character: \(character(at)).") }
    raw = UnsafeBufferPointer(rebasing: bytes[from..<at])
  }
  private func close(_ t: Token) -> Token {
    levels.removeLast()
    if levels.isEmpty { finished = true }
    return t
  }
  private func open(_ isArray: Bool) throws -> Token {
    at += 1
    if levels.count >= maximumDepth { throw fail("The reader's MaxDepth of \(maximumDepth) has been exceeded.") }
    levels.append(Level(isArray: isArray, index: -1, key: "", hasKey: false, expectsValue: isArray))
    return isArray ? .beginArray : .beginObject
  }
  private func afterEnd() throws -> Token {
    try skipBlank()
    if at < count { throw fail("Additional text encountered after finished reading JSON content: \(character(at)).") }
    return .end
  }

  private func value() throws -> Token {
    guard at < count else { throw incomplete() }
    let c = bytes[at]
    switch c {
    case 123: return try open(false)
    case 91: return try open(true)
    case 34, 39: at += 1; try quoted(c); return .string
    case 45, 48...57: return try number()
    case 46: return try number()
    case 116: return try word("true", .yes, "Error parsing boolean value.")
    case 102: return try word("false", .no, "Error parsing boolean value.")
    case 110:
      if at + 1 < count, bytes[at + 1] == 117 { return try word("null", .null, "Error parsing null value.") }
      throw unexpected()
    case 117: return try word("undefined", .null, "Error parsing undefined value.")
    case 78: double = .nan; return try word("NaN", .float, "Error parsing NaN value.")
    case 73: double = .infinity; return try word("Infinity", .float, "Error parsing Infinity value.")
    default: throw unexpected()
    }
  }
  private func unexpected() -> Failure { fail("Unexpected character encountered while parsing value: \(character(at)).") }

  private func word(_ w: StaticString, _ t: Token, _ message: String) throws -> Token {
    let n = w.utf8CodeUnitCount
    var k = 0
    while k < n, at + k < count, bytes[at + k] == w.utf8Start[k] { k += 1 }
    if k < n { at += k; throw fail(message) }
    at += n
    if at < count, isIdentifier(bytes[at]) { throw fail(message) }
    return t
  }

  private func number() throws -> Token {
    let from = at
    var isFloat = false
    if bytes[at] == 45 { at += 1 }
    if at < count, bytes[at] == 73 { double = -.infinity; return try word("Infinity", .float, "Error parsing Infinity value.") }
    if at + 1 < count, bytes[at] == 48, bytes[at + 1] | 32 == 120 { return try hexadecimal(from) }
    var v: Int64 = 0, overflow = false
    while at < count {
      let b = bytes[at]
      if b &- 48 < 10 {
        if !isFloat {
          let (m, o1) = v.multipliedReportingOverflow(by: 10)
          let (a, o2) = m.subtractingReportingOverflow(Int64(b &- 48))
          v = a
          if o1 || o2 { overflow = true }
        }
        at += 1
      } else if b == 46 || b | 32 == 101 { isFloat = true; at += 1 }
      else if (b == 43 || b == 45), isFloat, bytes[at - 1] | 32 == 101 { at += 1 }
      else { break }
    }
    if at < count, isIdentifier(bytes[at]) || bytes[at] == 45 { throw fail("Unexpected character encountered while parsing number: \(character(at)).") }
    if isFloat {
      guard let d = parseDouble(from, at) else { throw fail("Input string '\(String(decoding: bytes[from..<at], as: UTF8.self))' is not a valid number.") }
      double = d
      return .float
    }
    let negative = bytes[from] == 45
    if at - from == (negative ? 1 : 0) { throw fail("Input string '-' is not a valid number.") }
    // digits were gathered as a negative number, so the least value fits
    if !overflow, negative || v != .min { integer = negative ? v : -v; return .integer }
    text = String(decoding: bytes[from..<at], as: UTF8.self)
    return .bigInteger
  }
  private func hexadecimal(_ from: Int) throws -> Token {
    at += 2
    var v: UInt64 = 0
    while at < count, let d = JsonReader.hex(bytes[at]) { v = v &* 16 &+ UInt64(d); at += 1 }
    integer = Int64(truncatingIfNeeded: v)
    if bytes[from] == 45 { integer = 0 &- integer }
    return .integer
  }
  private func parseDouble(_ a: Int, _ b: Int) -> Double? {
    let s = String(decoding: bytes[a..<b], as: UTF8.self)
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
    let shown = !started && position == 0 || (levels.isEmpty && at == 0) ? 0 : line
    return Failure(message: "\(message) Path '\(path)', line \(shown), position \(position).")
  }
  private func incomplete() -> Failure { Failure(message: "Unexpected end when reading token. Path '\(path)'.") }
}
