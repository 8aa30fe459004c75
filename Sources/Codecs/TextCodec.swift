/// Text encodings by the names PowerShell takes: bytes to text and back. Undecodable bytes become U+FFFD.
import Primitives

public enum TextCodec: Equatable {
  case ascii, latin1, utf8, utf8BOM, utf16LE, utf16BE, utf32LE, utf32BE, utf7
  case page(CodePage)

  public init?(named name: String) {
    switch name.lowercased() {
    case "ascii", "us-ascii", "20127": self = .ascii
    case "latin1", "iso-8859-1", "28591": self = .latin1
    case "ansi": self = CodePage.named("1252").map { .page($0) } ?? .latin1
    case "utf8", "utf-8", "utf8nobom", "default", "oem", "65001": self = .utf8
    case "utf8bom": self = .utf8BOM
    case "unicode", "string", "unknown", "utf-16", "utf-16le", "utf16", "1200": self = .utf16LE
    case "bigendianunicode", "utf-16be", "1201": self = .utf16BE
    case "utf32", "utf-32", "utf-32le", "12000": self = .utf32LE
    case "bigendianutf32", "utf-32be", "12001": self = .utf32BE
    case "utf7", "utf-7", "65000": self = .utf7
    default:
      guard let page = CodePage.named(name) else { return nil }
      self = .page(page)
    }
  }

  /// Bytes at the start of a file that tell its encoding.
  public var preamble: [UInt8] {
    switch self {
    case .utf8BOM: [0xEF, 0xBB, 0xBF]
    case .utf16LE: [0xFF, 0xFE]
    case .utf16BE: [0xFE, 0xFF]
    case .utf32LE: [0xFF, 0xFE, 0, 0]
    case .utf32BE: [0, 0, 0xFE, 0xFF]
    default: []
    }
  }

  /// The encoding a byte order mark announces, and the mark's length.
  public static func detect(_ b: UnsafeBufferPointer<UInt8>) -> (TextCodec, Int)? {
    if b.count >= 3, b[0] == 0xEF, b[1] == 0xBB, b[2] == 0xBF { return (.utf8BOM, 3) }
    if b.count >= 4, b[0] == 0xFF, b[1] == 0xFE, b[2] == 0, b[3] == 0 { return (.utf32LE, 4) }
    if b.count >= 4, b[0] == 0, b[1] == 0, b[2] == 0xFE, b[3] == 0xFF { return (.utf32BE, 4) }
    if b.count >= 2, b[0] == 0xFF, b[1] == 0xFE { return (.utf16LE, 2) }
    if b.count >= 2, b[0] == 0xFE, b[1] == 0xFF { return (.utf16BE, 2) }
    return nil
  }

  public func encode(_ s: String) -> [UInt8] {
    switch self {
    case .utf8, .utf8BOM: return Array(attentive: s)
    case .utf7: return Utf7.encode(s)
    case .page(let page): return page.encode(s)
    case .ascii: return narrow(s, below: 128)
    case .latin1: return narrow(s, below: 256)
    case .utf16LE, .utf16BE:
      var out: [UInt8] = []
      out.reserveCapacity(2 * s.utf8.count)
      for unit in s.utf16 {
        let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
        if self == .utf16LE { out.append(low); out.append(high) } else { out.append(high); out.append(low) }
        if out.count & 0xFFFFF == 0, Attention.isWanted { break }
      }
      return out
    case .utf32LE, .utf32BE:
      var out: [UInt8] = []
      out.reserveCapacity(4 * s.utf8.count)
      for scalar in s.unicodeScalars {
        let v = self == .utf32LE ? scalar.value : scalar.value.byteSwapped
        for shift: UInt32 in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: v >> shift)) }
        if out.count & 0xFFFFF == 0, Attention.isWanted { break }
      }
      return out
    }
  }
  /// One byte for each character that has one; a question mark for each UTF-16 unit of the others.
  private func narrow(_ s: String, below limit: UInt32) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(s.utf8.count)
    for scalar in s.unicodeScalars {
      if scalar.value < limit { out.append(UInt8(truncatingIfNeeded: scalar.value)) } else { out.append(63); if scalar.value > 0xFFFF { out.append(63) } }
      if out.count & 0xFFFFF == 0, Attention.isWanted { break }
    }
    return out
  }

  /// Text of bytes without byte order mark.
  public func decode(_ b: UnsafeBufferPointer<UInt8>) -> String {
    switch self {
    case .utf8, .utf8BOM: return String(attentive: b)
    case .utf7: return Utf7.decode(b)
    case .page(let page): return page.decode(b)
    case .ascii: return wide(b) { $0 < 128 ? UInt32($0) : 0xFFFD }
    case .latin1: return wide(b) { UInt32($0) }
    case .utf16LE, .utf16BE:
      var units: [UInt16] = []
      units.reserveCapacity(b.count / 2 + 1)
      var i = 0
      while i + 1 < b.count {
        units.append(self == .utf16LE ? UInt16(b[i]) | UInt16(b[i + 1]) << 8 : UInt16(b[i + 1]) | UInt16(b[i]) << 8)
        i += 2
        if i & 0xFFFFF == 0, Attention.isWanted { return "" }
      }
      if i < b.count { units.append(0xFFFD) }
      return String(attentiveUnits: units)
    case .utf32LE, .utf32BE:
      var out: [UInt8] = []
      out.reserveCapacity(b.count / 2)
      var i = 0
      while i + 3 < b.count {
        var v: UInt32 = 0
        for k in 0..<4 { v |= UInt32(b[i + k]) << UInt32(8 * (self == .utf32LE ? k : 3 - k)) }
        if let code = Unicode.Scalar(v).flatMap({ UTF8.encode($0) }) { out.append(contentsOf: code) } else { out.append(contentsOf: UTF8.encodedReplacementCharacter) }
        i += 4
        if i & 0xFFFFF == 0, Attention.isWanted { break }
      }
      if i < b.count { out.append(contentsOf: UTF8.encodedReplacementCharacter) }
      return out.withUnsafeBufferPointer { String(attentive: $0) }
    }
  }
  /// Text of bytes that each are a character below U+0100, or U+FFFD.
  private func wide(_ b: UnsafeBufferPointer<UInt8>, _ scalar: (UInt8) -> UInt32) -> String {
    if b.attentive.allSatisfy({ $0 < 128 }) { return String(attentive: b) }
    var out: [UInt8] = []
    out.reserveCapacity(b.count + b.count / 2)
    for (i, byte) in b.enumerated() {
      let v = scalar(byte)
      if v < 0x80 { out.append(byte) } else if v < 0x800 { out.append(UInt8(0xC0 | v >> 6)); out.append(UInt8(0x80 | v & 0x3F)) } else { out.append(contentsOf: UTF8.encodedReplacementCharacter) }
      if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { break }
    }
    return out.withUnsafeBufferPointer { String(attentive: $0) }
  }
  /// Text of a whole file: a byte order mark wins over the encoding asked for.
  public static func decodeFile(_ bytes: [UInt8], _ codec: TextCodec? = nil) -> String {
    bytes.withUnsafeBufferPointer { b in
      if let (found, n) = detect(b), codec != .ascii { return found.decode(UnsafeBufferPointer(rebasing: b[n...])) }
      return (codec ?? .utf8).decode(b)
    }
  }
  /// The bytes of a file as UTF-8, without byte order mark.
  public static func utf8File(_ bytes: [UInt8]) -> [UInt8] {
    guard let (found, n) = bytes.withUnsafeBufferPointer({ detect($0) }) else { return bytes }
    return found == .utf8BOM ? Array(bytes[n...]) : Array(decodeFile(bytes, nil).utf8)
  }
}
