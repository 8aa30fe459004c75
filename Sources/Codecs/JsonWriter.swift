import Primitives

/// Writes JSON text into one byte buffer, indented by two blanks or without any white space.
public struct JsonWriter {
  public enum Escaping { case standard, nonAscii, html }
  public private(set) var bytes: [UInt8] = []
  private let compress: Bool
  private let escaping: Escaping
  private var depth = 0
  /// Whether something already stands in the container that is open.
  private var hasContent = [false]
  private var afterKey = false

  public init(compress: Bool, escaping: Escaping = .standard) {
    self.compress = compress
    self.escaping = escaping
    bytes.reserveCapacity(256)
  }
  public var text: String { String(decoding: bytes, as: UTF8.self) }
  /// A text as a value of its own.
  public static func quoted(_ text: String) -> String {
    var w = JsonWriter(compress: true)
    w.string(text)
    return w.text
  }

  private mutating func separate() {
    if afterKey { afterKey = false; return }
    if hasContent[depth] { bytes.append(44) }
    hasContent[depth] = true
    if depth > 0 { newLine() }
  }
  private mutating func newLine() {
    if compress { return }
    bytes.append(10)
    for _ in 0..<depth { bytes.append(32); bytes.append(32) }
  }
  public mutating func begin(_ open: UInt8) {
    separate()
    bytes.append(open)
    depth += 1
    if depth == hasContent.count { hasContent.append(false) } else { hasContent[depth] = false }
  }
  public mutating func end(_ close: UInt8) {
    let any = hasContent[depth]
    depth -= 1
    if any { newLine() }
    bytes.append(close)
  }
  public mutating func beginObject() { begin(123) }
  public mutating func endObject() { end(125) }
  public mutating func beginArray() { begin(91) }
  public mutating func endArray() { end(93) }
  public mutating func key(_ s: String) {
    separate()
    quote(s)
    bytes.append(58)
    if !compress { bytes.append(32) }
    afterKey = true
  }
  public mutating func string(_ s: String) { separate(); quote(s) }
  /// A number or word, as it is.
  public mutating func literal(_ s: String) { separate(); bytes.append(contentsOf: s.utf8) }
  public mutating func integer(_ i: Int64) {
    separate()
    if i >= 0, i < 10 { bytes.append(48 + UInt8(i)); return }
    bytes.append(contentsOf: String(i).utf8)
  }

  private mutating func quote(_ s: String) {
    bytes.append(34)
    let plain = escaping == .standard
    let done: Void? = s.utf8.withContiguousStorageIfAvailable { p in
      var i = 0, from = 0, escaped = 0
      while i < p.count {
        let b = p[i]
        if b >= 32, b != 34, b != 92, b < 0x80 || plain, b != 0xC2, b != 0xE2, plain || (b != 60 && b != 62 && b != 38 && b != 39) { i += 1; continue }
        if i > from { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: p[from..<i])) }
        i += escape(p, i)
        from = i
        escaped &+= 1
        if escaped & 0xFFFF == 0, Attention.isWanted { return }
      }
      if from < p.count { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: p[from...])) }
    }
    if done == nil { var copy = s; copy.makeContiguousUTF8(); bytes.removeLast(); return quote(copy) }
    bytes.append(34)
  }
  /// Writes the character at `i` escaped where it must be; gives its length in bytes.
  private mutating func escape(_ p: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    let b = p[i]
    switch b {
    case 34: if escaping == .html { unicode(34) } else { two(34) }; return 1
    case 92: two(92); return 1
    case 8: two(98); return 1
    case 9: two(116); return 1
    case 10: two(110); return 1
    case 12: two(102); return 1
    case 13: two(114); return 1
    case 0..<32: unicode(UInt32(b)); return 1
    case 38, 39, 60, 62: if escaping == .html { unicode(UInt32(b)) } else { bytes.append(b) }; return 1
    case 0..<128: bytes.append(b); return 1
    default: break
    }
    var n = 1
    while i + n < p.count, p[i + n] & 0xC0 == 0x80 { n += 1 }
    var scalar: UInt32 = UInt32(b) & (n == 2 ? 0x1F : n == 3 ? 0x0F : 0x07)
    for k in 1..<max(2, n) where k < n { scalar = scalar << 6 | UInt32(p[i + k] & 0x3F) }
    if escaping == .nonAscii || scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029 {
      if scalar > 0xFFFF { unicode(0xD800 + (scalar - 0x10000) >> 10); unicode(0xDC00 + (scalar & 0x3FF)) } else { unicode(scalar) }
    } else { for k in 0..<n { bytes.append(p[i + k]) } }
    return n
  }
  private mutating func two(_ b: UInt8) { bytes.append(92); bytes.append(b) }
  private mutating func unicode(_ v: UInt32) {
    let digits: StaticString = "0123456789abcdef"
    bytes.append(92); bytes.append(117)
    for shift: UInt32 in [12, 8, 4, 0] { bytes.append(digits.utf8Start[Int(v >> shift & 15)]) }
  }
}
