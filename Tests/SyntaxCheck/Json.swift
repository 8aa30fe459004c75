/// Just enough JSON for lines of test data.
enum Json {
  case null, bool(Bool), number(Int), string(String), array([Json]), object([String: Json])

  var string: String { if case .string(let s) = self { s } else { "" } }
  var int: Int { if case .number(let n) = self { n } else { 0 } }
  var bool: Bool { if case .bool(let b) = self { b } else { false } }
  var array: [Json] { if case .array(let a) = self { a } else { [] } }
  subscript(_ key: String) -> Json { if case .object(let o) = self { o[key] ?? .null } else { .null } }

  init(_ line: Substring) {
    var reader = Reader(bytes: Array(line.utf8))
    self = reader.value()
  }

  private struct Reader {
    let bytes: [UInt8]
    var i = 0
    init(bytes: [UInt8]) { self.bytes = bytes }
    var c: UInt8 { i < bytes.count ? bytes[i] : 0 }
    mutating func skipBlanks() { while c == 32 || c == 10 || c == 13 || c == 9 { i += 1 } }

    mutating func value() -> Json {
      skipBlanks()
      switch c {
      case 0x7B:
        i += 1
        var all: [String: Json] = [:]
        skipBlanks()
        while c != 0x7D, i < bytes.count {
          let key = string()
          skipBlanks(); i += 1
          all[key] = value()
          skipBlanks()
          if c == 0x2C { i += 1; skipBlanks() }
        }
        i += 1
        return .object(all)
      case 0x5B:
        i += 1
        var all: [Json] = []
        skipBlanks()
        while c != 0x5D, i < bytes.count {
          all.append(value())
          skipBlanks()
          if c == 0x2C { i += 1; skipBlanks() }
        }
        i += 1
        return .array(all)
      case 0x22: return .string(string())
      case 0x74: i += 4; return .bool(true)
      case 0x66: i += 5; return .bool(false)
      case 0x6E: i += 4; return .null
      default:
        let start = i
        while c == 0x2D || (c >= 0x30 && c <= 0x39) { i += 1 }
        if start == i { i += 1 }
        return .number(Int(String(decoding: bytes[start..<i], as: UTF8.self)) ?? 0)
      }
    }
    mutating func string() -> String {
      var units: [UInt16] = [], start = i + 1
      i = start
      func flush(_ end: Int, _ bytes: [UInt8], _ units: inout [UInt16]) { units += Array(String(decoding: bytes[start..<end], as: UTF8.self).utf16) }
      while i < bytes.count, c != 0x22 {
        if c != 0x5C { i += 1; continue }
        flush(i, bytes, &units)
        i += 1
        switch c {
        case 0x6E: units.append(10)
        case 0x74: units.append(9)
        case 0x72: units.append(13)
        case 0x62: units.append(8)
        case 0x66: units.append(12)
        case 0x75:
          units.append(UInt16(String(decoding: bytes[(i + 1)..<min(i + 5, bytes.count)], as: UTF8.self), radix: 16) ?? 0)
          i += 4
        default: units.append(UInt16(c))
        }
        i += 1
        start = i
      }
      flush(min(i, bytes.count), bytes, &units)
      i += 1
      return String(decoding: units, as: UTF16.self)
    }
  }
}
