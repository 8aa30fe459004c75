/// JSON as `System.Text.Json` reads it: to the letter, with its sentences and places.
import Engine
import Primitives

/// A value of a document, with the text it was written as.
final class JsonNode {
  /// .NET's `JsonValueKind`.
  enum Kind: Int { case undefined, object, array, string, number, `true`, `false`, null }
  let kind: Kind
  /// Of a string, what it says; of a number, its digits.
  let text: String
  let raw: String
  let items: [JsonNode]
  let members: [(name: String, value: JsonNode)]
  init(_ kind: Kind, _ text: String = "", raw: String = "", items: [JsonNode] = [], members: [(name: String, value: JsonNode)] = []) {
    self.kind = kind; self.text = text; self.raw = raw; self.items = items; self.members = members
  }
}

struct JsonTextReader {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 0, lineStart = 0
  private let allowsTrailingCommas: Bool, skipsComments: Bool
  private let maxDepth: Int

  init(_ text: String, trailingCommas: Bool = false, comments: Bool = false, maxDepth: Int = 64) {
    bytes = Array(text.utf8)
    allowsTrailingCommas = trailingCommas
    skipsComments = comments
    self.maxDepth = maxDepth <= 0 ? 64 : maxDepth
  }

  private func fail(_ sentence: String) -> TerminatingError {
    netError("System.Text.Json.JsonReaderException", "\(sentence) LineNumber: \(line) | BytePositionInLine: \(at - lineStart).")
  }
  private func shown() -> String {
    let b = bytes[at]
    return b < 32 || b > 126 ? "0x" + (b < 16 ? "0" : "") + NetString.upper(String(b, radix: 16)) : String(Character(Unicode.Scalar(b)))
  }
  private func shortEnd() -> TerminatingError {
    fail("Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")
  }

  mutating func document() throws -> JsonNode {
    try skipBlank()
    guard at < bytes.count else { throw fail("The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.") }
    let node = try value(1)
    try skipBlank()
    if at < bytes.count { throw fail("'\(shown())' is invalid after a single JSON value. Expected end of data.") }
    return node
  }

  private mutating func skipBlank() throws {
    while at < bytes.count {
      switch bytes[at] {
      case 10:
        line += 1
        lineStart = at + 1
      case 9, 13, 32: break
      case 47 where skipsComments && at + 1 < bytes.count && (bytes[at + 1] == 47 || bytes[at + 1] == 42):
        let isLine = bytes[at + 1] == 47
        at += 2
        while at < bytes.count, isLine ? bytes[at] != 10 : !(bytes[at] == 42 && at + 1 < bytes.count && bytes[at + 1] == 47) { at += 1 }
        if isLine { continue }
        at += 1
      default: return
      }
      at += 1
    }
  }

  private mutating func value(_ depth: Int) throws -> JsonNode {
    let start = at
    func raw(_ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }
    switch bytes[at] {
    case 123, 91:
      if depth > maxDepth {
        throw fail("The maximum configured depth of \(maxDepth) has been exceeded. Cannot read next JSON \(bytes[at] == 91 ? "array" : "object").")
      }
      if bytes[at] == 91 {
        let items = try array(depth)
        return JsonNode(.array, raw: raw(at), items: items)
      }
      let members = try object(depth)
      return JsonNode(.object, raw: raw(at), members: members)
    case 34:
      let text = try string()
      return JsonNode(.string, text, raw: raw(at))
    case 116: return try literal("true", .true)
    case 102: return try literal("false", .false)
    case 110: return try literal("null", .null)
    case 45, 48...57:
      try number()
      return JsonNode(.number, raw(at), raw: raw(at))
    default: throw fail("'\(shown())' is an invalid start of a value.")
    }
  }

  private mutating func literal(_ word: String, _ kind: JsonNode.Kind) throws -> JsonNode {
    for b in word.utf8 {
      guard at < bytes.count, bytes[at] == b else {
        let from = max(0, at - word.utf8.count)
        let found = String(decoding: bytes[(bytes[from..<at].lastIndex { !($0 | 32 >= 97 && $0 | 32 <= 122) }.map { $0 + 1 } ?? from)..<min(bytes.count, at + 1)], as: UTF8.self)
        throw fail("'\(found)' is an invalid JSON literal. Expected the literal '\(word)'.")
      }
      at += 1
    }
    return JsonNode(kind, word, raw: word)
  }

  private mutating func digits(_ after: String) throws {
    guard at < bytes.count, bytes[at] &- 48 < 10 else {
      if at >= bytes.count { throw fail("Expected a digit ('0'-'9'), but instead reached end of data.") }
      throw fail("'\(shown())' is invalid within a number, immediately after \(after). Expected a digit ('0'-'9').")
    }
    while at < bytes.count, bytes[at] &- 48 < 10 { at += 1 }
  }
  private mutating func number() throws {
    if bytes[at] == 45 {
      at += 1
      let start = at
      try digits("a sign character ('+' or '-')")
      at = start
    }
    if bytes[at] == 48 {
      at += 1
      if at < bytes.count, bytes[at] &- 48 < 10 { throw fail("Invalid leading zero before '\(shown())'.") }
    } else {
      try digits("a sign character ('+' or '-')")
    }
    if at < bytes.count, bytes[at] == 46 {
      at += 1
      try digits("a decimal point ('.')")
    }
    if at < bytes.count, bytes[at] | 32 == 101 {
      at += 1
      if at < bytes.count, bytes[at] == 43 || bytes[at] == 45 { at += 1 }
      try digits("a sign character ('+' or '-')")
    }
    if at < bytes.count, ![9, 10, 13, 32, 44, 93, 125, 47].contains(bytes[at]) { throw fail("'\(shown())' is an invalid end of a number. Expected a delimiter.") }
  }

  private mutating func string() throws -> String {
    at += 1
    var units: [UInt8] = []
    var high: UInt32 = 0
    while at < bytes.count {
      let b = bytes[at]
      if b == 34 {
        at += 1
        return String(decoding: units, as: UTF8.self)
      }
      if b < 32 { throw fail("'\(shown())' is invalid within a JSON string. The string should be correctly escaped.") }
      at += 1
      guard b == 92 else { units.append(b); continue }
      guard at < bytes.count else { break }
      switch bytes[at] {
      case 34, 47, 92: units.append(bytes[at])
      case 98: units.append(8)
      case 102: units.append(12)
      case 110: units.append(10)
      case 114: units.append(13)
      case 116: units.append(9)
      case 117:
        var n: UInt32 = 0
        for _ in 0..<4 {
          at += 1
          guard at < bytes.count else { throw fail("Expected end of string, but instead reached end of data.") }
          guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
            throw fail("'\(shown())' is not a hex digit following '\\u' within a JSON string. The string should be correctly escaped.")
          }
          n = n << 4 | UInt32(digit)
        }
        if n >= 0xD800, n < 0xDC00 { high = n; at += 1; continue }
        if high > 0, n >= 0xDC00, n < 0xE000 { n = 0x10000 + (high - 0xD800) << 10 + (n - 0xDC00) }
        high = 0
        if let scalar = Unicode.Scalar(n) { units.append(contentsOf: String(scalar).utf8) } else { units.append(contentsOf: "\u{FFFD}".utf8) }
      default: throw fail("'\(shown())' is an invalid escapable character within a JSON string. The string should be correctly escaped.")
      }
      at += 1
    }
    throw fail("Expected end of string, but instead reached end of data.")
  }

  /// After a value of an object or array: whether another one follows.
  private mutating func goesOn(_ close: UInt8) throws -> Bool {
    try skipBlank()
    guard at < bytes.count else { throw shortEnd() }
    if bytes[at] == close { at += 1; return false }
    guard bytes[at] == 44 else { throw fail("'\(shown())' is invalid after a value. Expected either ',', '}', or ']'.") }
    at += 1
    try skipBlank()
    guard at < bytes.count else { throw shortEnd() }
    if bytes[at] == close {
      if allowsTrailingCommas { at += 1; return false }
      throw fail("The JSON \(close == 93 ? "array" : "object") contains a trailing comma at the end which is not supported in this mode. Change the reader options.")
    }
    return true
  }
  private mutating func begins(_ close: UInt8) throws -> Bool {
    at += 1
    try skipBlank()
    guard at < bytes.count else { throw shortEnd() }
    if bytes[at] == close { at += 1; return false }
    return true
  }
  private mutating func array(_ depth: Int) throws -> [JsonNode] {
    var all: [JsonNode] = []
    guard try begins(93) else { return [] }
    repeat { all.append(try value(depth + 1)) } while try goesOn(93)
    return all
  }
  private mutating func object(_ depth: Int) throws -> [(name: String, value: JsonNode)] {
    var all: [(name: String, value: JsonNode)] = []
    guard try begins(125) else { return [] }
    repeat {
      guard bytes[at] == 34 else { throw fail("'\(shown())' is an invalid start of a property name. Expected a '\"'.") }
      let name = try string()
      try skipBlank()
      guard at < bytes.count else { throw shortEnd() }
      guard bytes[at] == 58 else { throw fail("'\(shown())' is invalid after a property name. Expected a ':'.") }
      at += 1
      try skipBlank()
      guard at < bytes.count else { throw shortEnd() }
      all.append((name, try value(depth + 1)))
    } while try goesOn(125)
    return all
  }
}
