/// Bytes as text: Base64 and hexadecimal, .NET's `Convert.ToBase64String`, `FromBase64String`, `ToHexString`.
public enum ByteText {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// With `lineBreaks` CR LF after every 76 characters.
  public static func base64(_ bytes: [UInt8], lineBreaks: Bool = false) -> String {
    var out = [UInt8]()
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var column = 0
    var at = 0
    while at < bytes.count {
      if at > 0, at & 0xFFFFF == 0, Attention.isWanted { break }
      if lineBreaks && column == 76 {
        out.append(13)
        out.append(10)
        column = 0
      }
      let left = bytes.count - at
      let (a, b, c) = (bytes[at], left > 1 ? bytes[at + 1] : 0, left > 2 ? bytes[at + 2] : 0)
      out.append(alphabet[Int(a >> 2)])
      out.append(alphabet[Int((a & 3) << 4 | b >> 4)])
      out.append(left > 1 ? alphabet[Int((b & 15) << 2 | c >> 6)] : 61)
      out.append(left > 2 ? alphabet[Int(c & 63)] : 61)
      at += 3
      column += 4
    }
    return String(decoding: out, as: UTF8.self)
  }

  public static let invalidBase64 = NetError(
    .format,
    "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.")

  /// White space is skipped; anything else wrong throws .NET's sentence.
  public static func bytes(base64 text: String) throws(NetError) -> [UInt8] {
    var out = [UInt8]()
    out.reserveCapacity(text.utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text.utf8 {
      if count > 0, count & 0xFFFFF == 0, Attention.isWanted { return out }
      let value: UInt32
      switch byte {
      case 9, 10, 13, 32: continue
      case 65...90: value = UInt32(byte) - 65
      case 97...122: value = UInt32(byte) - 71
      case 48...57: value = UInt32(byte) + 4
      case 43: value = 62
      case 47: value = 63
      case 61:
        padding += 1
        guard padding <= 2, count % 4 >= 2 || padding == 2 && count % 4 == 3 else { throw invalidBase64 }
        count += 1
        bits <<= 6
        if count % 4 == 0 {
          out.append(UInt8(truncatingIfNeeded: bits >> 16))
          if padding == 1 { out.append(UInt8(truncatingIfNeeded: bits >> 8)) }
          bits = 0
        }
        continue
      default: throw invalidBase64
      }
      guard padding == 0 else { throw invalidBase64 }
      bits = bits << 6 | value
      count += 1
      if count % 4 == 0 {
        out.append(UInt8(truncatingIfNeeded: bits >> 16))
        out.append(UInt8(truncatingIfNeeded: bits >> 8))
        out.append(UInt8(truncatingIfNeeded: bits))
        bits = 0
      }
    }
    guard count % 4 == 0 else { throw invalidBase64 }
    return out
  }

  /// Two digits a byte.
  public static func hex(_ bytes: [UInt8], uppercase: Bool = true) -> String {
    var out = [UInt8]()
    out.reserveCapacity(bytes.count * 2)
    let letters: UInt8 = uppercase ? 55 : 87
    for byte in bytes {
      if out.count > 0, out.count & 0xFFFFF == 0, Attention.isWanted { break }
      let high = byte >> 4, low = byte & 15
      out.append(high < 10 ? 48 + high : letters + high)
      out.append(low < 10 ? 48 + low : letters + low)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
