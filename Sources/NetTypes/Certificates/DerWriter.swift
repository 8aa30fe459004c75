/// DER written: what `DerValue` reads.
enum DerWriter {
  static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 128 { length = [UInt8(content.count)] } else {
      var n = content.count
      while n > 0 { length.insert(UInt8(n & 255), at: 0); n >>= 8 }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }
  static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
  /// A number that is not negative, from its bytes.
  static func integer(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let digits = Array(bytes.drop { $0 == 0 })
    return value(2, digits.isEmpty ? [0] : digits[0] & 0x80 != 0 ? [0] + digits : digits)
  }
  static func oid(_ dotted: String) -> [UInt8] {
    let n = dotted.split(separator: ".").compactMap { UInt64($0) }
    guard n.count > 1 else { return value(6, []) }
    return value(6, ([n[0] * 40 + n[1]] + n.dropFirst(2)).flatMap { x -> [UInt8] in
      var rest = x >> 7, all = [UInt8(x & 0x7F)]
      while rest > 0 { all.insert(UInt8(rest & 0x7F) | 0x80, at: 0); rest >>= 7 }
      return all
    })
  }
}
