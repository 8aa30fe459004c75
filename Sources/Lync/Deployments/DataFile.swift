// Reads data-only PowerShell data files.
import Directory

/// Reads data-only PowerShell data files: hashtables, arrays, strings, numbers, `$true`, `$false`, `$null`, comments.
///
/// Anything else (a variable, a command, an expression) is refused with the line it stands on.
struct DataFile {
  private var bytes: [UInt8]
  private var at = 0
  private let name: String
  /// Lines up to a place that was asked for before.
  private var counted = (at: 0, line: 1)

  static func read(_ text: String, name: String) throws(Fault) -> DataValue {
    var reader = DataFile(bytes: Array(text.utf8), name: name)
    if reader.bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.at = 3 }
    reader.skip(lines: true)
    let value = try reader.list()
    reader.skip(lines: true)
    if reader.at < reader.bytes.count { throw reader.fault("Unexpected '\(reader.excerpt)'") }
    return value
  }

  private init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  // MARK: Tokens

  private func fault(_ message: String) -> Fault {
    var line = 1
    for byte in bytes.prefix(at) where byte == 10 { line += 1 }
    return Fault(.invalidData, key: "E-DATAFILE", id: "DataFile", target: name, "\(name), line \(line): \(message).", terminating: true)
  }

  /// The line the reader stands on.
  private mutating func line() -> Int {
    if at < counted.at { counted = (0, 1) }
    for i in counted.at..<min(at, bytes.count) where bytes[i] == 10 { counted.line += 1 }
    counted.at = min(at, bytes.count)
    return counted.line
  }

  private var excerpt: String {
    String(decoding: bytes[min(at, bytes.count)..<min(at + 20, bytes.count)].prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  private var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }
  private func peek(_ offset: Int) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  /// Skips blanks and comments; line ends too when asked.
  private mutating func skip(lines: Bool) {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 32 || byte == 9 || byte == 13 || (lines && byte == 10) {
        at += 1
      } else if byte == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != 10 { at += 1 }
      } else if byte == UInt8(ascii: "<"), peek(1) == UInt8(ascii: "#") {
        at += 2
        while at < bytes.count, !(bytes[at] == UInt8(ascii: "#") && peek(1) == UInt8(ascii: ">")) { at += 1 }
        at = min(at + 2, bytes.count)
      } else if byte == UInt8(ascii: "`"), peek(1) == 10 || peek(1) == 13 {
        at += peek(1) == 13 ? 3 : 2
      } else {
        return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  // MARK: Values

  /// A value, or several joined by commas.
  private mutating func list() throws(Fault) -> DataValue {
    let line = self.line()
    let first = try single()
    skip(lines: false)
    guard peek == UInt8(ascii: ",") else { return first }
    var items = [first]
    while take(UInt8(ascii: ",")) {
      skip(lines: true)
      items.append(try single())
      skip(lines: false)
    }
    return DataValue(.array(items), file: name, line: line)
  }

  private mutating func single() throws(Fault) -> DataValue {
    let line = self.line()
    return DataValue(try kind(), file: name, line: line)
  }

  private mutating func kind() throws(Fault) -> DataValue.Kind {
    switch peek {
    case UInt8(ascii: "@"):
      if peek(1) == UInt8(ascii: "{") { return try table() }
      if peek(1) == UInt8(ascii: "(") { return try array() }
      if peek(1) == UInt8(ascii: "'") || peek(1) == UInt8(ascii: "\"") { return try hereString() }
      throw fault("Unexpected '\(excerpt)'")
    case UInt8(ascii: "'"): return .string(try quoted(UInt8(ascii: "'")))
    case UInt8(ascii: "\""): return .string(try quoted(UInt8(ascii: "\"")))
    case UInt8(ascii: "$"):
      at += 1
      let word = self.word().lowercased()
      switch word {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      default: throw fault("The variable '$\(word)' is not allowed in a data file")
      }
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
    case 0: throw fault("A value is missing")
    default: throw fault("Unexpected '\(excerpt)'; only data is allowed")
    }
  }

  private mutating func number() throws(Fault) -> DataValue.Kind {
    let start = at
    if peek == UInt8(ascii: "-") { at += 1 }
    while peek &- UInt8(ascii: "0") < 10 { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let value = Int(text) else { throw fault("'\(text)' is not a number") }
    return .int(value)
  }

  private mutating func word() -> String {
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      guard byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      else { break }
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func quoted(_ quote: UInt8) throws(Fault) -> String {
    let start = at
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == quote {
        if peek == quote {
          at += 1
          text.append(quote)
          continue
        }
        return String(decoding: text, as: UTF8.self)
      }
      if quote == UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "$") { throw fault("Variables are not allowed in a data file") }
        if byte == UInt8(ascii: "`"), at < bytes.count {
          let escaped = bytes[at]
          at += 1
          switch escaped {
          case UInt8(ascii: "n"): text.append(10)
          case UInt8(ascii: "t"): text.append(9)
          case UInt8(ascii: "r"): text.append(13)
          default: text.append(escaped)
          }
          continue
        }
      }
      text.append(byte)
    }
    at = start
    throw fault("The string is missing its terminator")
  }

  private mutating func hereString() throws(Fault) -> DataValue.Kind {
    let quote = peek(1)
    let start = at
    while at < bytes.count, bytes[at] != 10 { at += 1 }
    at += 1
    let begin = min(at, bytes.count)
    while at + 2 < bytes.count {
      if bytes[at] == 10, bytes[at + 1] == quote, bytes[at + 2] == UInt8(ascii: "@") {
        let text = String(decoding: bytes[begin..<at], as: UTF8.self)
        at += 3
        return .string(text)
      }
      at += 1
    }
    at = start
    throw fault("The string is missing its terminator")
  }

  private mutating func array() throws(Fault) -> DataValue.Kind {
    at += 2
    var items: [DataValue] = []
    skip(lines: true)
    while !take(UInt8(ascii: ")")) {
      if at >= bytes.count { throw fault("The closing ')' is missing") }
      items.append(contentsOf: try list().items)
      skip(lines: true)
      while take(UInt8(ascii: ";")) || take(UInt8(ascii: ",")) { skip(lines: true) }
    }
    return .array(items)
  }

  private mutating func table() throws(Fault) -> DataValue.Kind {
    at += 2
    var pairs: [(key: String, value: DataValue)] = []
    var seen: Set<String> = []
    skip(lines: true)
    while !take(UInt8(ascii: "}")) {
      if at >= bytes.count { throw fault("The closing '}' is missing") }
      let key: String
      if peek == UInt8(ascii: "'") || peek == UInt8(ascii: "\"") { key = try quoted(peek) } else { key = word() }
      if key.isEmpty { throw fault("Unexpected '\(excerpt)'; a key is expected") }
      skip(lines: false)
      guard take(UInt8(ascii: "=")) else { throw fault("'=' is missing after '\(key)'") }
      skip(lines: true)
      if !seen.insert(Folding.key(key)).inserted { throw fault("Duplicate key '\(key)'") }
      pairs.append((key, try list()))
      skip(lines: true)
      while take(UInt8(ascii: ";")) { skip(lines: true) }
    }
    return .table(pairs)
  }
}
