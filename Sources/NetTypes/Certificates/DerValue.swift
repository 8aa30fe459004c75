/// One value of DER, the encoding of certificates: a tag, a length and what it holds.
import Primitives

struct DerValue {
  let tag: UInt8
  let content: ArraySlice<UInt8>
  /// With tag and length.
  let whole: ArraySlice<UInt8>

  /// Takes the first value off the bytes; nil when they are none.
  init?(_ bytes: inout ArraySlice<UInt8>) {
    let start = bytes.startIndex
    guard bytes.count >= 2 else { return nil }
    var at = start + 2, length = Int(bytes[start + 1])
    if length & 0x80 != 0 {
      let digits = length & 0x7F
      guard digits > 0, digits <= 4, at + digits <= bytes.endIndex else { return nil }
      length = bytes[at..<(at + digits)].reduce(0) { $0 << 8 | Int($1) }
      at += digits
    }
    guard length <= bytes.endIndex - at else { return nil }
    tag = bytes[start]
    content = bytes[at..<(at + length)]
    whole = bytes[start..<(at + length)]
    bytes = bytes[(at + length)...]
  }
  /// The one value the bytes are.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    self.init(&rest)
  }
  /// What a sequence or set holds; what cannot be read ends it.
  var children: [DerValue] {
    var rest = content, all: [DerValue] = []
    while let next = DerValue(&rest) { all.append(next) }
    return all
  }

  /// An object identifier with dots.
  var oid: String {
    var numbers: [UInt64] = [], n: UInt64 = 0
    for b in content {
      n = n << 7 | UInt64(b & 0x7F)
      if b & 0x80 == 0 { numbers.append(n); n = 0 }
    }
    guard let first = numbers.first else { return "" }
    let root = min(first / 40, 2)
    return ([root, first - root * 40] + numbers.dropFirst()).map { String($0) }.joined(separator: ".")
  }
  /// The text of any of the string types.
  var text: String {
    switch tag {
    // BMPString
    case 30: String(decoding: stride(from: content.startIndex, to: content.endIndex - 1, by: 2).map { UInt16(content[$0]) << 8 | UInt16(content[$0 + 1]) }, as: UTF16.self)
    // T61String
    case 20: String(decoding: content.map { UInt16($0) }, as: UTF16.self)
    default: String(decoding: content, as: UTF8.self)
    }
  }
  /// A time, which certificates have in UTC.
  var time: NetDateTime? {
    let s = Array(content), long = tag == 24
    func number(_ at: Int, _ count: Int = 2) -> Int? {
      at + count <= s.count && s[at..<(at + count)].allSatisfy { $0 >= 48 && $0 <= 57 } ? s[at..<(at + count)].reduce(0) { $0 * 10 + Int($1) - 48 } : nil
    }
    guard var year = number(0, long ? 4 : 2) else { return nil }
    let at = long ? 4 : 2
    if !long { year += year < 50 ? 2000 : 1900 }
    guard let month = number(at), let day = number(at + 2), let hour = number(at + 4), let minute = number(at + 6) else { return nil }
    return try? NetDateTime(year, month, day, hour, minute, number(at + 8) ?? 0, kind: .utc)
  }
}
