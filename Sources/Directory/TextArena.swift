/// The bytes of all texts of a column, one after the other, each behind its length; a text is found by its offset.
///
/// Texts are only ever added: a changed value is a new text, and the offsets kept in the change log stay good.
struct TextArena {
  private var bytes = Block<UInt8>()

  /// Longer texts do not occur in a directory; they are cut.
  private static let longest = 1 << 20

  mutating func add(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { add($0) }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    // Offsets are 31 bits, so that a marked offset and null fit in a cell of 32.
    let length = min(text.count, TextArena.longest)
    guard bytes.count + length + 4 < Int(Int32.max) else { return add0() }
    let offset = UInt32(truncatingIfNeeded: bytes.count)
    var rest = length
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
    bytes.append(UnsafeBufferPointer(rebasing: text.prefix(length)))
    return offset
  }

  /// The empty text, for an arena that is full.
  private mutating func add0() -> UInt32 {
    bytes.append(0)
    return UInt32(truncatingIfNeeded: bytes.count - 1)
  }

  @inline(__always)
  func text(at offset: UInt32) -> UnsafeBufferPointer<UInt8> {
    var at = bytes.base + Int(offset)
    var length = Int(at[0] & 0x7f), shift = 7
    while at[0] >= 0x80 {
      at += 1
      length |= Int(at[0] & 0x7f) << shift
      shift += 7
    }
    return UnsafeBufferPointer(start: at + 1, count: length)
  }

  mutating func reserve(_ n: Int) { bytes.reserve(n) }
  func free() { bytes.free() }
}

/// The interned values of a store: numbers for texts that many rows share (pool FQDNs, policy names), and for lists.
final class ValuePool {
  @exclusivity(unchecked) private(set) var texts: [String] = []
  @exclusivity(unchecked) private var textIds: [String: UInt32] = [:]
  @exclusivity(unchecked) private(set) var lists: [[String]] = []
  @exclusivity(unchecked) private var listIds: [[String]: UInt32] = [:]

  func id(of text: String) -> UInt32 {
    if let id = textIds[text] { return id }
    let id = UInt32(truncatingIfNeeded: texts.count)
    texts.append(text)
    textIds[text] = id
    return id
  }

  func id(of list: [String]) -> UInt32 {
    if let id = listIds[list] { return id }
    let id = UInt32(truncatingIfNeeded: lists.count)
    lists.append(list)
    listIds[list] = id
    return id
  }
}
