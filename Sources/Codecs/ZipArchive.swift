/// ZIP files: their list of entries, an entry's bytes, and new files. Plain ZIP up to 4 GB, stored or deflated.
public struct ZipArchive {
  public struct Broken: Error { public let reason: String }
  public struct Entry {
    /// As in the file, with `/`; a folder ends with one.
    public let name: String
    public let size: Int
    /// DOS date and time.
    public let stamp: UInt32
    public let mode: UInt32
    public let packed: Int, crc: UInt32
    let method: Int, offset: Int
    public var isFolder: Bool { name.hasSuffix("/") }
  }
  private let bytes: [UInt8]
  public private(set) var entries: [Entry] = []

  public init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    func u16(_ i: Int) -> Int { Int(bytes[i]) | Int(bytes[i + 1]) << 8 }
    func u32(_ i: Int) -> Int { u16(i) | u16(i + 2) << 16 }
    // the list's place stands at the end, before a remark
    var end = bytes.count - 22
    while end >= 0, end > bytes.count - 22 - 65536, !(u32(end) == 0x0605_4B50) { end -= 1 }
    guard end >= 0, u32(end) == 0x0605_4B50 else { throw Broken(reason: "End of Central Directory record could not be found.") }
    let count = u16(end + 10)
    var at = u32(end + 16)
    for _ in 0..<count {
      guard at + 46 <= bytes.count, u32(at) == 0x0201_4B50 else { throw Broken(reason: "Central Directory corrupt.") }
      let nameLength = u16(at + 28)
      let next = at + 46 + nameLength + u16(at + 30) + u16(at + 32)
      guard next <= bytes.count else { throw Broken(reason: "Central Directory corrupt.") }
      let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
      entries.append(
        Entry(
          name: name.replacing("\\", with: "/"), size: u32(at + 24), stamp: UInt32(truncatingIfNeeded: u32(at + 12)),
          mode: UInt32(truncatingIfNeeded: u32(at + 38)) >> 16, packed: u32(at + 20), crc: UInt32(truncatingIfNeeded: u32(at + 16)), method: u16(at + 10),
          offset: u32(at + 42)))
      at = next
    }
  }
  public func read(_ e: Entry) throws -> [UInt8] {
    func u16(_ i: Int) -> Int { Int(bytes[i]) | Int(bytes[i + 1]) << 8 }
    guard e.offset + 30 <= bytes.count, u16(e.offset) == 0x4B50, u16(e.offset + 2) == 0x0403 else { throw Broken(reason: "A local file header is corrupt.") }
    let start = e.offset + 30 + u16(e.offset + 26) + u16(e.offset + 28)
    guard start + e.packed <= bytes.count else { throw Broken(reason: "A local file header is corrupt.") }
    let data: [UInt8]
    switch e.method {
    case 0: data = Array(bytes[start..<(start + e.packed)])
    case 8:
      do { data = try Deflate.inflate(bytes[start..<(start + e.packed)], limit: e.size) }
      catch { throw Broken(reason: "Found invalid data while decoding.") }
    default: throw Broken(reason: "The archive entry was compressed using an unsupported compression method.")
    }
    guard data.count == e.size, Deflate.crc32(data) == e.crc else { throw Broken(reason: "Found invalid data while decoding.") }
    return data
  }

  /// A new archive, entry after entry.
  public struct Builder {
    private var out: [UInt8] = [], list: [UInt8] = [], count = 0
    /// How hard entries are compressed.
    public enum Level { case optimal, fastest, none }
    public init() {}
    public mutating func add(_ name: String, _ data: [UInt8], stamp: UInt32, mode: UInt32, _ level: Level) {
      let packed = level == .none || data.isEmpty ? data : Deflate.deflate(data, effort: level == .fastest ? 4 : 64)
      let isStored = packed.count >= data.count
      let body = isStored ? data : packed
      let offset = out.count, crc = Int(Deflate.crc32(data)), n = Array(name.utf8)
      let flags = name.utf8.allSatisfy { $0 < 128 } ? 0 : 0x800
      // what the entry's own header and the list say alike
      var common: [UInt8] = []
      for v in [20, flags, isStored ? 0 : 8] { Builder.put16(v, &common) }
      for v in [Int(stamp), crc, body.count, data.count] { Builder.put32(v, &common) }
      for v in [n.count, 0] { Builder.put16(v, &common) }
      Builder.put32(0x0403_4B50, &out)
      out += common
      out += n
      out += body
      Builder.put32(0x0201_4B50, &list)
      Builder.put16(0x0314, &list)
      list += common
      for _ in 0..<3 { Builder.put16(0, &list) }
      Builder.put32(Int(mode) << 16, &list)
      Builder.put32(offset, &list)
      list += n
      count += 1
    }
    private static func put16(_ v: Int, _ to: inout [UInt8]) { to.append(UInt8(truncatingIfNeeded: v)); to.append(UInt8(truncatingIfNeeded: v >> 8)) }
    private static func put32(_ v: Int, _ to: inout [UInt8]) { put16(v, &to); put16(v >> 16, &to) }
    public func finish() -> [UInt8] {
      var all = out + list
      Builder.put32(0x0605_4B50, &all)
      for v in [0, 0, count, count] { Builder.put16(v, &all) }
      Builder.put32(list.count, &all)
      Builder.put32(out.count, &all)
      Builder.put16(0, &all)
      return all
    }
  }
}
