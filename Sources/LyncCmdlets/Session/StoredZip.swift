/// Zip archives without compression: what Export-CsConfiguration writes and Import-CsConfiguration reads.
enum StoredZip {
  private static let table: [UInt32] = (0..<256).map { start in
    var value = UInt32(start)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8) }
    return ~value
  }

  private static func put(_ number: Int, _ size: Int, _ out: inout [UInt8]) {
    for shift in 0..<size { out.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
  }

  static func archive(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    var out: [UInt8] = [], directory: [UInt8] = []
    for file in files {
      let start = out.count
      let name = Array(file.name.utf8)
      // The fields local header and directory share: version, flags, method, time, date, checksum, sizes, name length.
      var shared: [UInt8] = []
      put(10, 2, &shared); put(0x800, 2, &shared); put(0, 2, &shared); put(0, 2, &shared); put(0x4463, 2, &shared)
      put(Int(checksum(file.content)), 4, &shared)
      put(file.content.count, 4, &shared); put(file.content.count, 4, &shared)
      put(name.count, 2, &shared); put(0, 2, &shared)
      put(0x0403_4B50, 4, &out)
      out += shared + name + file.content
      put(0x0201_4B50, 4, &directory); put(20, 2, &directory)
      directory += shared
      put(0, 2, &directory); put(0, 2, &directory); put(0, 2, &directory); put(0, 4, &directory); put(start, 4, &directory)
      directory += name
    }
    let start = out.count
    out += directory
    put(0x0605_4B50, 4, &out); put(0, 2, &out); put(0, 2, &out); put(files.count, 2, &out); put(files.count, 2, &out)
    put(directory.count, 4, &out); put(start, 4, &out); put(0, 2, &out)
    return out
  }

  /// The stored files of an archive; empty when it is none, or is compressed.
  static func entries(_ bytes: [UInt8]) -> [(name: String, content: [UInt8])] {
    func number(_ at: Int, _ size: Int) -> Int {
      guard at >= 0, at + size <= bytes.count else { return -1 }
      return (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    var found: [(name: String, content: [UInt8])] = []
    var at = 0
    while number(at, 4) == 0x0403_4B50, number(at + 8, 2) == 0 {
      let size = number(at + 18, 4), nameLength = number(at + 26, 2), extra = number(at + 28, 2)
      let content = at + 30 + nameLength + extra
      guard size >= 0, nameLength >= 0, extra >= 0, content + size <= bytes.count else { break }
      found.append((String(decoding: bytes[(at + 30)..<(at + 30 + nameLength)], as: UTF8.self), Array(bytes[content..<(content + size)])))
      at = content + size
    }
    return found
  }
}
