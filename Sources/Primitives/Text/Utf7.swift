/// UTF-7: text in ASCII, with what is not ASCII as UTF-16 in Base64 between `+` and `-`.

public enum Utf7 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let direct = Set("'(),-./:? \t\n\r".utf8)

  private static func isDirect(_ u: UInt16) -> Bool {
    guard u < 128 else { return false }
    let b = UInt8(u)
    return (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || direct.contains(b)
  }
  public static func encode(_ text: String) -> [UInt8] {
    var out: [UInt8] = [], bits: UInt32 = 0, count = 0, isShifted = false
    func flush() {
      if count > 0 { out.append(digits[Int(bits << UInt32(6 - count) & 63)]) }
      bits = 0
      count = 0
    }
    for u in text.utf16 {
      if isDirect(u) {
        if isShifted {
          flush()
          out.append(45)
          isShifted = false
        }
        out.append(UInt8(u))
      } else if !isShifted, u == 43 { out += [43, 45] } else {
        if !isShifted { out.append(43); isShifted = true }
        bits = bits << 16 | UInt32(u)
        count += 16
        while count >= 6 {
          count -= 6
          out.append(digits[Int(bits >> UInt32(count) & 63)])
        }
        bits &= (1 << UInt32(count)) - 1
      }
    }
    if isShifted { flush(); out.append(45) }
    return out
  }
  public static func decode(_ bytes: some Collection<UInt8>) -> String {
    var units: [UInt16] = [], bits: UInt32 = 0, count = 0, isShifted = false, isFirst = false
    for b in bytes {
      if isShifted {
        if let d = digits.firstIndex(of: b) {
          isFirst = false
          bits = bits << 6 | UInt32(d)
          count += 6
          if count >= 16 {
            count -= 16
            units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
            bits &= (1 << UInt32(count)) - 1
          }
          continue
        }
        isShifted = false
        bits = 0
        count = 0
        if b == 45 {
          if isFirst { units.append(43) }
          continue
        }
      }
      if b == 43 { isShifted = true; isFirst = true } else { units.append(b < 128 ? UInt16(b) : 0xFFFD) }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
