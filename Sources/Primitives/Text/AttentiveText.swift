/// Long texts and bytes made in pieces of less than a millisecond, between which Ctrl+C is heard.
///
/// What is no longer than a piece costs one comparison more. A result that ended early is thrown away by the engine at its next step.
public enum AttentiveText {
  /// Bytes that are copied or checked at once.
  public static let piece = 1 << 20

  /// The end of the piece of UTF-8 that begins at a place: not between the bytes of one character.
  static func end(of b: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    let end = from + piece
    guard end < b.count else { return b.count }
    var k = end
    while k > end - 4, b[k] & 0xC0 == 0x80 { k -= 1 }
    return b[k] & 0xC0 == 0x80 ? end : k
  }
  /// One piece after the other, until all are done or Ctrl+C is pressed.
  @inline(__always) static func forEachPiece(of b: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var at = 0
    while at < b.count, !Attention.isWanted {
      let next = end(of: b, from: at)
      body(UnsafeBufferPointer(rebasing: b[at..<next]))
      at = next
    }
  }
}

extension String {
  /// The text of UTF-8 bytes; U+FFFD stands for what is not valid.
  @inline(__always) public init(attentive b: UnsafeBufferPointer<UInt8>) {
    if b.count <= AttentiveText.piece { self.init(decoding: b, as: UTF8.self) } else { self.init(pieces: b) }
  }
  @inline(never) public init(pieces b: UnsafeBufferPointer<UInt8>) {
    self.init()
    reserveCapacity(b.count)
    append(pieces: b)
  }
  private mutating func append(pieces b: UnsafeBufferPointer<UInt8>) {
    AttentiveText.forEachPiece(of: b) { append(String(decoding: $0, as: UTF8.self)) }
  }
  /// Adds a text that may be long.
  @inline(__always) public mutating func append(attentive other: String) {
    if other.utf8.count <= AttentiveText.piece { append(other) } else { append(long: other) }
  }
  @inline(never) public mutating func append(long other: String) {
    var other = other
    let size = utf8.count + other.utf8.count
    // as `append` grows: what is added again and again must not be moved each time
    if size > utf8.count * 2 { reserveCapacity(size) }
    other.withUTF8 { append(pieces: $0) }
  }
}

extension String {
  /// This text with another one behind it; either may be long.
  @inline(__always) public func followed(by other: String) -> String {
    if utf8.count &+ other.utf8.count <= AttentiveText.piece { return self + other }
    var all = self
    all.append(long: other)
    return all
  }
  /// The text of UTF-16 units; what is no pair becomes U+FFFD.
  public init(units: some Collection<UInt16>) {
    // Units in a row that are all ASCII are bytes; the standard library's decoder takes them one by one through witnesses.
    let plain: String?? = units.withContiguousStorageIfAvailable { u -> String? in
      var all: UInt16 = 0
      for x in u { all |= x }
      if all >= 128 { return nil }
      return String(unsafeUninitializedCapacity: u.count) { out in
        for i in 0..<u.count { out[i] = UInt8(truncatingIfNeeded: u[i]) }
        return u.count
      }
    }
    self = (plain ?? nil) ?? String(decoding: units, as: UTF16.self)
  }
  /// The text of many units; those made when Ctrl+C came.
  public init(attentiveUnits units: [UInt16]) {
    guard units.count > AttentiveText.piece else { self.init(units: units); return }
    self.init()
    reserveCapacity(units.count)
    var at = 0
    while at < units.count, !Attention.isWanted {
      var next = Swift.min(units.count, at + AttentiveText.piece)
      // not between the halves of a pair
      if next < units.count, units[next] & 0xFC00 == 0xDC00, next > at + 1 { next -= 1 }
      append(String(units: units[at..<next]))
      at = next
    }
  }
}

extension Array where Element == UInt16 {
  /// The units of a text.
  public init(attentiveUnits text: String) {
    var text = text
    guard text.utf8.count > AttentiveText.piece else { self.init(text.utf16); return }
    self.init()
    reserveCapacity(text.utf8.count)
    text.withUTF8 { AttentiveText.forEachPiece(of: $0) { append(contentsOf: String(decoding: $0, as: UTF8.self).utf16) } }
  }
}

extension Array where Element == UInt8 {
  /// The bytes of a text in UTF-8.
  public init(attentive text: String) {
    var text = text
    guard text.utf8.count > AttentiveText.piece else { self.init(text.utf8); return }
    self.init()
    reserveCapacity(text.utf8.count)
    text.withUTF8 { AttentiveText.forEachPiece(of: $0) { append(contentsOf: $0) } }
  }
}
