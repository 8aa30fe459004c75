/// One key of a terminal: the character it sends, or the sequence of an arrow, editing or function key, with its virtual key code.
import Engine

enum KeyReader {
  /// The next key; nil at the end of input.
  static func read() -> KeyPress? {
    guard let c = StandardInput.character() else { return nil }
    switch c.value {
    case 0x1B where StandardInput.isReady: return sequence() ?? KeyPress(c, code: 27)
    case 0x7F: return KeyPress(c, code: 8)
    case 8, 9, 13, 27: return KeyPress(c, code: Int(c.value))
    case 10: return KeyPress(c, code: 13)
    case 1...26: return KeyPress(c, code: Int(c.value) + 64)
    default:
      let upper = c.properties.uppercaseMapping.unicodeScalars.first?.value ?? c.value
      return KeyPress(c, code: upper < 256 ? Int(upper) : 0)
    }
  }

  private static func sequence() -> KeyPress? {
    guard let second = StandardInput.character() else { return nil }
    guard second == "[" || second == "O" else {
      StandardInput.putBack(second)
      return read()
    }
    guard let (parameters, end) = control() else { return nil }
    let first = Int(parameters.split(separator: ";").first ?? "") ?? 0
    let code = end == "~" ? numbered[first] : lettered[end]
    return code.map { KeyPress("\0", code: $0) }
  }
  /// The rest of a control sequence behind `ESC [` or `ESC O`: its parameters and the character that ends it.
  static func control() -> (parameters: String, end: Unicode.Scalar)? {
    var parameters = ""
    while let c = StandardInput.character() {
      if (0x40...0x7E).contains(c.value) { return (parameters, c) }
      parameters.unicodeScalars.append(c)
    }
    return nil
  }
  private static let lettered: [Unicode.Scalar: Int] = [
    "A": 38, "B": 40, "C": 39, "D": 37, "H": 36, "F": 35, "P": 112, "Q": 113, "R": 114, "S": 115, "Z": 9,
  ]
  private static let numbered: [Int: Int] = [
    1: 36, 2: 45, 3: 46, 4: 35, 5: 33, 6: 34, 7: 36, 8: 35, 11: 112, 12: 113, 13: 114, 14: 115, 15: 116, 17: 117, 18: 118, 19: 119, 20: 120, 21: 121, 23: 122, 24: 123,
  ]
}
