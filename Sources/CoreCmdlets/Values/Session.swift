/// What cmdlets ask of a running session beyond the engine's own vocabulary.
import Engine
import Glibc

extension Value {
  /// The elements when the value is a sequence (not text, not a dictionary).
  var elementsIfSequence: [Value]? {
    switch self {
    case .array(let a): a.values
    case .other(let r): r.enumerated()?.values
    case .object(let o): o.enumerated()?.values
    case .hash(let h): h.enumerated()?.values
    default: nil
    }
  }
}

extension ExecutionContext {
  /// Names of the properties that identify objects of this kind, when type data says so.
  func defaultKeys(_ v: Value) -> [String]? {
    switch v { case .object, .other: break; default: return nil }
    for n in typeNames(v) { if let d = typeData[n.lowercased()], let keys = d.defaultKeyPropertySet { return keys } }
    return nil
  }
}

/// Time that only moves forward, for measuring.
enum MonotonicClock {
  static var nanoseconds: Int64 {
    var t = timespec()
    clock_gettime(CLOCK_MONOTONIC, &t)
    return Int64(t.tv_sec) * 1_000_000_000 + Int64(t.tv_nsec)
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let s = unicodeScalars
    guard let a = s.firstIndex(where: { !$0.properties.isWhitespace }), let b = s.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: s[a...b])
    return String(kept)
  }
  /// Where a text occurs first, ordinally.
  func range(of wanted: String) -> Range<Index>? {
    guard !wanted.isEmpty else { return nil }
    var i = startIndex
    while i < endIndex {
      if self[i...].utf8.starts(with: wanted.utf8) { return i..<utf8.index(i, offsetBy: wanted.utf8.count) }
      i = utf8.index(after: i)
    }
    return nil
  }
  func replacing(_ old: String, with new: String) -> String {
    var out = "", rest = self[...]
    while let r = rest.range(of: old) { out += rest[..<r.lowerBound]; out += new; rest = rest[r.upperBound...] }
    return out + rest
  }
}

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
        if let v = UInt32(String(String.UnicodeScalarView(scalars.prefix(length))), radix: 16), scalars.count >= length, let u = Unicode.Scalar(v) { out.unicodeScalars.append(u); scalars = scalars.dropFirst(length) } else { out.unicodeScalars.append(n) }
      default: out.unicodeScalars.append(n)
      }
    }
    return out
  }
}
