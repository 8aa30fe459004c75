/// `BinaryReader` and `BinaryWriter`: numbers and texts as bytes, least significant first.
import Engine
import Primitives

final class PSBinary: Ref {
  let stream: PSStream
  let encoding: PSEncoding
  let isReader: Bool, leavesOpen: Bool
  init(_ s: PSStream, _ e: PSEncoding, reader: Bool, leavesOpen: Bool) { stream = s; encoding = e; isReader = reader; self.leavesOpen = leavesOpen; super.init() }
  override var netType: NetType { TypeTable.get("System.IO.Binary" + (isReader ? "Reader" : "Writer")) }
  func close() throws { if leavesOpen { try stream.flush() } else { try stream.close() } }
  func take(_ n: Int) throws -> [UInt8] {
    let b = try stream.readBlock(n)
    guard b.count == n else { throw netError("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.") }
    return b
  }
  func number(_ n: Int) throws -> UInt64 { try take(n).reversed().reduce(0) { $0 << 8 | UInt64($1) } }
  func put(_ n: UInt64, _ width: Int) throws { try stream.write((0..<width).map { UInt8(truncatingIfNeeded: n >> UInt64(8 * $0)) }) }
  /// A length in groups of seven bits.
  func length() throws -> Int {
    var n = 0, shift = 0
    while true {
      let b = Int(try take(1)[0])
      if shift > 28 { throw formatError("Too many bytes in what should have been a 7-bit encoded integer.") }
      n |= (b & 127) << shift
      if b < 128 { return n }
      shift += 7
    }
  }
  func put(length: Int) throws {
    var n = length, out: [UInt8] = []
    repeat { out.append(UInt8(n & 127) | (n > 127 ? 128 : 0)); n >>= 7 } while n > 0
    try stream.write(out)
  }
  /// The bytes of one character at the stream's place, as the encoding forms them.
  func character() throws -> UInt16? {
    var b = Array(try stream.read(encoding.kind == .utf16 ? 2 : 1))
    guard let first = b.first else { return nil }
    if encoding.kind == .utf8, first >= 0xC0 { b += Array(try stream.read(first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1)) }
    return encoding.decode(b).utf16.first
  }
}

extension NetTypes {
  /// What there is beyond plain files and streams.
  static func registerStreamTypes() {
    registerBinary()
    registerCompression()
    registerFileWatcher()
    registerEnumerationOptions()
  }
  private static func registerBinary() {
    for (n, isReader) in [("BinaryReader", true), ("BinaryWriter", false)] {
      let full = "System.IO." + n
      TypeTable.register(full) {
        NetType(full, base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
          for (p, count) in [("", 1), (", System.Text.Encoding encoding", 2), (", System.Text.Encoding encoding, bool leaveOpen", 3)] {
            t.constructor("\(full) new(System.IO.Stream \(isReader ? "input" : "output")\(p))") { a, _ in
              guard let s = a.at(0).refValue as? PSStream else { throw nullArgument(isReader ? "input" : "output") }
              if !isReader, !s.canWrite { throw argumentError("Stream was not writable.") }
              return .other(PSBinary(s, encoding(a.at(1)) ?? PSEncoding(.utf8, mark: false), reader: isReader, leavesOpen: count == 3 && a.bool(2)))
            }
          }
          t.property("System.IO.Stream BaseStream {get;}") { v, _ in .other(try of(v).stream) }
          for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).close(); return .void } }
          if isReader { defineBinaryReader(t) } else { defineBinaryWriter(t) }
        }
      }
    }
  }
  private static func of(_ v: Value) throws -> PSBinary {
    guard let b = v.refValue as? PSBinary else { throw nullArgument("stream") }
    return b
  }
  private static func defineBinaryReader(_ t: NetType) {
    t.method("bool ReadBoolean()") { v, _, _ in .bool(try of(v).take(1)[0] != 0) }
    t.method("byte ReadByte()") { v, _, _ in .byte(try of(v).take(1)[0]) }
    t.method("sbyte ReadSByte()") { v, _, _ in .sbyte(Int8(bitPattern: try of(v).take(1)[0])) }
    t.method("byte[] ReadBytes(int count)") { v, a, _ in
      if a.int(0) < 0 { throw mustBeNonNegative("count", a.int(0)) }
      return .bytes(try of(v).stream.readBlock(a.int(0)))
    }
    t.method("short ReadInt16()") { v, _, _ in .short(Int16(truncatingIfNeeded: try of(v).number(2))) }
    t.method("ushort ReadUInt16()") { v, _, _ in .ushort(UInt16(truncatingIfNeeded: try of(v).number(2))) }
    t.method("int ReadInt32()") { v, _, _ in .int(Int32(truncatingIfNeeded: try of(v).number(4))) }
    t.method("uint ReadUInt32()") { v, _, _ in .uint(UInt32(truncatingIfNeeded: try of(v).number(4))) }
    t.method("long ReadInt64()") { v, _, _ in .long(Int64(bitPattern: try of(v).number(8))) }
    t.method("ulong ReadUInt64()") { v, _, _ in .ulong(try of(v).number(8)) }
    t.method("float ReadSingle()") { v, _, _ in .single(Float(bitPattern: UInt32(truncatingIfNeeded: try of(v).number(4)))) }
    t.method("double ReadDouble()") { v, _, _ in .double(Double(bitPattern: try of(v).number(8))) }
    t.method("decimal ReadDecimal()") { v, _, _ in
      let low = UInt32(try of(v).number(4)), mid = UInt32(try of(v).number(4)), high = UInt32(try of(v).number(4)), flags = UInt32(try of(v).number(4))
      return .other(PSDecimal(NetDecimal(low: low, mid: mid, high: high, negative: flags >> 31 == 1, scale: UInt8(truncatingIfNeeded: flags >> 16))))
    }
    t.method("char ReadChar()") { v, _, _ in
      guard let c = try of(v).character() else { throw netError("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.") }
      return .char(c)
    }
    t.method("char[] ReadChars(int count)") { v, a, _ in
      var out: [UInt16] = []
      while out.count < a.int(0), let c = try of(v).character() { out.append(c) }
      return .chars(out)
    }
    t.method("string ReadString()") { v, _, _ in
      let b = try of(v)
      return .str(b.encoding.decode(try b.take(try b.length())))
    }
    t.method("int Read7BitEncodedInt()") { v, _, _ in .count(try of(v).length()) }
    t.method("int PeekChar()") { v, _, _ in
      let b = try of(v), at = b.stream.position
      defer { b.stream.position = at }
      return .count(try b.character().map(Int.init) ?? -1)
    }
    t.method("int Read()") { v, _, _ in .count(try of(v).character().map(Int.init) ?? -1) }
    t.method("int Read(byte[] buffer, int index, int count)") { v, a, _ in
      guard let target = a.array(0) else { throw nullArgument("buffer") }
      let at = a.int(1), n = a.int(2)
      guard at >= 0, n >= 0, at + n <= target.count else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      let part = try of(v).stream.read(n)
      for (i, x) in part.enumerated() { target[at + i] = .byte(x) }
      return .count(part.count)
    }
  }
  private static func defineBinaryWriter(_ t: NetType) {
    t.method("void Write(bool value)") { v, a, _ in try of(v).put(a.bool(0) ? 1 : 0, 1); return .void }
    for (type, width) in [("byte", 1), ("sbyte", 1), ("short", 2), ("ushort", 2), ("int", 4), ("uint", 4), ("long", 8), ("ulong", 8)] {
      t.method("void Write(\(type) value)") { v, a, _ in try of(v).put(UInt64(bitPattern: Int64(a.int(0))), width); return .void }
    }
    t.method("void Write(float value)") { v, a, _ in try of(v).put(UInt64(Float(a.double(0)).bitPattern), 4); return .void }
    t.method("void Write(double value)") { v, a, _ in try of(v).put(a.double(0).bitPattern, 8); return .void }
    t.method("void Write(decimal value)") { v, a, _ in
      guard let d = a.at(0).refValue as? PSDecimal else { return .void }
      let m = d.value.mantissa
      try of(v).put(UInt64(truncatingIfNeeded: m), 8)
      try of(v).put(UInt64(truncatingIfNeeded: m >> 64), 4)
      try of(v).put(UInt64(d.value.flags), 4)
      return .void
    }
    t.method("void Write(char ch)") { v, a, _ in
      let b = try of(v)
      try b.stream.write(b.encoding.encode(String(units: [a.char(0)])))
      return .void
    }
    t.method("void Write(char[] chars)") { v, a, _ in
      let b = try of(v)
      try b.stream.write(b.encoding.encode(String(units: a.chars(0))))
      return .void
    }
    t.method("void Write(string value)") { v, a, _ in
      let b = try of(v)
      guard let s = a.text(0) else { throw nullArgument("value") }
      let bytes = b.encoding.encode(s)
      try b.put(length: bytes.count)
      try b.stream.write(bytes)
      return .void
    }
    t.method("void Write(byte[] buffer)") { v, a, _ in try of(v).stream.write(a.bytes(0)); return .void }
    t.method("void Write(byte[] buffer, int index, int count)") { v, a, _ in
      let b = a.bytes(0), at = a.int(1), n = a.int(2)
      guard at >= 0, n >= 0, at + n <= b.count else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      try of(v).stream.write(Array(b[at..<(at + n)]))
      return .void
    }
    t.method("void Write7BitEncodedInt(int value)") { v, a, _ in try of(v).put(length: a.int(0)); return .void }
    t.method("long Seek(int offset, System.IO.SeekOrigin origin)") { v, a, c in try c.callMethod(.other(try of(v).stream), "Seek", [.long(Int64(a.int(0))), a.at(1)]) }
    t.method("void Flush()") { v, _, _ in try of(v).stream.flush(); return .void }
  }
}
