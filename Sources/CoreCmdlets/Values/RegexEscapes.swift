/// `Regex.Unescape` as far as data lines use it.
enum RegexEscapes {
  static func unescape(_ s: String) -> String {
    guard s.utf8.contains(92) else { return s }
    var out = "", scalars = Array(s.unicodeScalars)[...]
    while let c = scalars.popFirst() {
      guard c == "\\", let n = scalars.popFirst() else { out.unicodeScalars.append(c); continue }
      switch n {
      case "n": out += "\n"
      case "r": out += "\r"
      case "t": out += "\t"
      case "f": out += "\u{c}"
      case "v": out += "\u{b}"
      case "a": out += "\u{7}"
      case "b": out += "\u{8}"
      case "e": out += "\u{1b}"
      case "0": out += "\0"
      case "u", "x":
        let length = n == "u" ? 4 : 2
        if let v = UInt32(String(String.UnicodeScalarView(scalars.prefix(length))), radix: 16), scalars.count >= length, let u = Unicode.Scalar(v) {
          out.unicodeScalars.append(u); scalars = scalars.dropFirst(length)
        } else {
          out.unicodeScalars.append(n)
        }
      default: out.unicodeScalars.append(n)
      }
    }
    return out
  }
}
