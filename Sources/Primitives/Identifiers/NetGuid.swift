/// .NET's `System.Guid`: sixteen bytes kept in the order they are written.
public struct NetGuid: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first eight written bytes, and the last eight.
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public static let empty = NetGuid(high: 0, low: 0)

  /// A random (version 4) GUID from the system's generator.
  public static func newGuid() -> NetGuid {
    var source = SystemRandomNumberGenerator()
    let high = source.next()
    return NetGuid(version4: high, source.next())
  }

  init(version4 high: UInt64, _ low: UInt64) {
    self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  // MARK: Bytes

  /// The sixteen bytes as written.
  public var writtenBytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - $0 % 8 * 8)) }
  }

  /// `ToByteArray`: the first three fields least significant byte first.
  public var bytes: [UInt8] {
    let b = writtenBytes
    return [b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]] + b[8...]
  }

  /// From `ToByteArray`'s order; nil unless there are sixteen.
  public init?(bytes b: [UInt8]) {
    guard b.count == 16 else { return nil }
    self.init(written: [b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]] + b[8...])
  }

  init(written bytes: [UInt8]) {
    (high, low) = (0, 0)
    for (index, byte) in bytes.prefix(16).enumerated() {
      if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
    }
  }

  public static func < (a: NetGuid, b: NetGuid) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }

  // MARK: Text

  /// Form D: `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var at = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          buffer[at] = 45
          at += 1
        }
        let nibble = UInt8(truncatingIfNeeded: (index < 16 ? high : low) >> UInt64(60 - index % 16 * 4)) & 15
        buffer[at] = nibble < 10 ? 48 + nibble : 87 + nibble
        at += 1
      }
      return 36
    }
  }

  /// Forms N D B P X; empty is D.
  public func text(_ format: String) throws(NetError) -> String {
    let plain = description
    switch format {
    case "", "D", "d": return plain
    case "N", "n": return String(decoding: plain.utf8.filter { $0 != 45 }, as: UTF8.self)
    case "B", "b": return "{" + plain + "}"
    case "P", "p": return "(" + plain + ")"
    case "X", "x":
      let digits = plain.utf8.filter { $0 != 45 }
      func part(_ from: Int, _ to: Int) -> String { "0x" + String(decoding: digits[from..<to], as: UTF8.self) }
      let tail = (8..<16).map { part($0 * 2, $0 * 2 + 2) }.joined(separator: ",")
      return "{\(part(0, 8)),\(part(8, 12)),\(part(12, 16)),{\(tail)}}"
    default:
      throw NetError(.format, "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".")
    }
  }

  /// Reads any of the five forms; white space around is ignored.
  public static func parse(_ text: String) throws(NetError) -> NetGuid {
    let bytes = [UInt8](NetString.trim(text).utf8)
    guard let first = bytes.first else { throw NetError(.format, "Unrecognized Guid format.") }
    let wrongLength = NetError(
      .format, "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")
    // the shortest form, digits alone
    guard bytes.count >= 32 else { throw NetError(.format, "Unrecognized Guid format.") }
    switch first {
    case 40:
      guard bytes.count == 38, bytes[37] == 41 else { throw wrongLength }
      return try dashed(bytes[1..<37])
    case 123:
      guard bytes.contains(45) else { return try hexFields(bytes) }
      guard bytes.count == 38, bytes[37] == 125 else { throw wrongLength }
      return try dashed(bytes[1..<37])
    default:
      if bytes.contains(45), bytes.count != 32 || bytes.firstIndex(of: 45) == 8 {
        guard bytes.count == 36 else { throw wrongLength }
        return try dashed(bytes[...])
      }
      guard bytes.count == 32 else { throw wrongLength }
      return try plain(bytes)
    }
  }

  /// Reads one of the five forms and no other.
  public static func parse(_ text: String, exactly format: String) throws(NetError) -> NetGuid {
    let bytes = [UInt8](NetString.trim(text).utf8)
    let wrongLength = NetError(.format, "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")
    switch format {
    case "D", "d":
      guard bytes.count == 36 else { throw wrongLength }
      return try dashed(bytes[...])
    case "N", "n":
      guard bytes.count == 32 else { throw wrongLength }
      return try plain(bytes)
    case "B", "b", "P", "p":
      let (open, close): (UInt8, UInt8) = format == "B" || format == "b" ? (123, 125) : (40, 41)
      guard bytes.count == 38, bytes[0] == open, bytes[37] == close else { throw wrongLength }
      return try dashed(bytes[1..<37])
    case "X", "x":
      guard bytes.first == 123 else { throw NetError(.format, "Expected {0xdddddddd, etc}.") }
      guard bytes.count > 2, bytes[1] == 48, bytes[2] | 32 == 120 else { throw NetError(.format, "Expected 0x prefix.") }
      return try hexFields(bytes)
    default: throw NetError(.format, "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".")
    }
  }

  private static func dashed(_ bytes: ArraySlice<UInt8>) throws(NetError) -> NetGuid {
    let start = bytes.startIndex
    for place in [8, 13, 18, 23] where bytes[start + place] != 45 {
      throw NetError(.format, "Dashes are in the wrong position for GUID parsing.")
    }
    var digits = [UInt8]()
    for (index, byte) in bytes.enumerated() where ![8, 13, 18, 23].contains(index) { digits.append(byte) }
    return try plain(digits)
  }

  private static func plain(_ digits: [UInt8]) throws(NetError) -> NetGuid {
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (index, byte) in digits.enumerated() {
      guard let nibble = NumberParse.hexDigit(byte) else {
        throw NetError(.format, "Guid string should only contain hexadecimal characters.")
      }
      if index < 16 { high = high << 4 | UInt64(nibble) } else { low = low << 4 | UInt64(nibble) }
    }
    return NetGuid(high: high, low: low)
  }

  /// `{0xdddddddd,0xdddd,0xdddd,{0xdd,…}}`.
  private static func hexFields(_ bytes: [UInt8]) throws(NetError) -> NetGuid {
    let failure = NetError(.format, "Could not find a brace, or the length between the previous token and the brace was zero (i.e., '0x,'etc.).")
    var fields = [[UInt8]]()
    for piece in bytes.split(whereSeparator: { $0 == 44 || $0 == 123 || $0 == 125 || $0 == 32 }) { fields.append(Array(piece)) }
    guard fields.count == 11 else { throw failure }
    var digits = [UInt8]()
    for (index, field) in fields.enumerated() {
      let width = index == 0 ? 8 : index < 3 ? 4 : 2
      guard field.count > 2, field[0] == 48, field[1] | 32 == 120 else { throw NetError(.format, "Expected hex 0x in '{0xdddddddd, etc}'.") }
      let value = Array(field[2...])
      guard value.count <= width else { throw failure }
      digits.append(contentsOf: [UInt8](repeating: 48, count: width - value.count) + value)
    }
    return try plain(digits)
  }
}
