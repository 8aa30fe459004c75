/// `GZipStream`, `DeflateStream`, `ZLibStream` and `BufferedStream`: streams over streams.
import Codecs
import Engine
import Primitives

final class PSCompressedStream: PSStream {
  enum Format: String { case gzip = "GZipStream", deflate = "DeflateStream", zlib = "ZLibStream" }
  let format: Format
  let inner: PSStream
  let compresses: Bool, leavesOpen: Bool
  private let effort: Int
  private var isLoaded = false
  /// - Parameter level: by the numbers of `CompressionLevel`
  init(_ f: Format, _ s: PSStream, compresses: Bool, leavesOpen: Bool, level: Int = 0) {
    format = f
    inner = s
    self.compresses = compresses
    self.leavesOpen = leavesOpen
    effort = level == 1 ? 4 : level == 2 ? 0 : 64
    super.init([], writable: compresses)
  }
  override var netType: NetType { TypeTable.get("System.IO.Compression." + format.rawValue) }
  override var canRead: Bool { !compresses }
  override func read(_ n: Int) throws -> ArraySlice<UInt8> {
    if compresses { throw invalidOperation("Reading from the compression stream is not supported.") }
    if !isLoaded, isOpen {
      bytes = try PSCompressedStream.unpack(format, try inner.readToEnd())
      isLoaded = true
    }
    return try super.read(n)
  }
  override func write(_ b: [UInt8]) throws {
    if !compresses { throw invalidOperation("Writing to the compression stream is not supported.") }
    try super.write(b)
  }
  override func flush() throws {}
  override func close() throws {
    guard isOpen else { return }
    isOpen = false
    if compresses, !bytes.isEmpty { try inner.write(try whole(pack())) }
    if !leavesOpen { try inner.close() }
  }
  private func pack() -> [UInt8] {
    let body = Deflate.deflate(bytes, effort: effort)
    func word(_ n: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: n >> (8 * UInt32($0))) } }
    switch format {
    case .deflate: return body
    case .gzip: return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, effort > 32 ? 0 : 4, 3] + body + word(Deflate.crc32(bytes)) + word(UInt32(truncatingIfNeeded: bytes.count))
    case .zlib: return [0x78, 0x9C] + body + word(adler).reversed()
    }
  }
  private var adler: UInt32 {
    var a: UInt32 = 1, b: UInt32 = 0
    for x in bytes { a = (a + UInt32(x)) % 65521; b = (b + a) % 65521 }
    return b << 16 | a
  }
  private static let limit = 1 << 31
  static func unpack(_ format: Format, _ b: [UInt8]) throws -> [UInt8] {
    func bad(_ m: String) -> TerminatingError { netError("System.IO.InvalidDataException", m) }
    if b.isEmpty { return [] }
    var from = 0
    switch format {
    case .deflate: break
    case .zlib:
      guard b.count > 2, b[0] & 15 == 8, (Int(b[0]) << 8 | Int(b[1])) % 31 == 0 else { throw bad("The archive entry was compressed using an unsupported compression method.") }
      from = 2
    case .gzip:
      guard b.count >= 10, b[0] == 0x1F, b[1] == 0x8B, b[2] == 8 else { throw bad("The archive entry was compressed using an unsupported compression method.") }
      from = 10
      if b[3] & 4 != 0, b.count > 12 { from += 2 + Int(b[10]) + Int(b[11]) << 8 }
      for flag in [8, 16] as [UInt8] where b[3] & flag != 0 { from = (b.dropFirst(from).firstIndex(of: 0) ?? b.count - 1) + 1 }
      if b[3] & 2 != 0 { from += 2 }
    }
    guard from <= b.count else { throw bad("Found invalid data while decoding.") }
    do { return try Deflate.inflate(b[from...], limit: PSCompressedStream.limit) } catch { throw bad("Found invalid data while decoding.") }
  }
}

extension NetTypes {
  static func registerCompression() {
    registerEnums(in: "System.IO.Compression.CompressionMode Decompress Compress\nSystem.IO.Compression.ZipArchiveMode Read Create Update")
    let z = "System.IO.Compression."
    for f in [PSCompressedStream.Format.gzip, .deflate, .zlib] {
      let n = z + f.rawValue
      TypeTable.register(n) {
        NetType(n, base: TypeTable.get("System.IO.Stream")) { t in
          func inner(_ a: [Value]) throws -> PSStream {
            guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
            return s
          }
          for (p, open) in [("", false), (", bool leaveOpen", true)] {
            t.constructor("\(n) new(System.IO.Stream stream, System.IO.Compression.CompressionMode mode\(p))") { a, _ in
              let s = try inner(a)
              if a.int(1) == 1, !s.canWrite { throw argumentError("Stream does not support writing.", param: "stream") }
              return .other(PSCompressedStream(f, s, compresses: a.int(1) == 1, leavesOpen: open && a.bool(2)))
            }
            t.constructor("\(n) new(System.IO.Stream stream, System.IO.Compression.CompressionLevel compressionLevel\(p))") { a, _ in
              .other(PSCompressedStream(f, try inner(a), compresses: true, leavesOpen: open && a.bool(2), level: a.int(1)))
            }
          }
          t.property("System.IO.Stream BaseStream {get;}") { v, _ in (v.refValue as? PSCompressedStream).map { .other($0.inner) } ?? .null }
        }
      }
    }
    // what a stream holds is in memory already: a buffer is the stream itself
    TypeTable.register("System.IO.BufferedStream") {
      NetType("System.IO.BufferedStream", base: TypeTable.get("System.IO.Stream")) { t in
        for p in ["", ", int bufferSize"] {
          t.constructor("System.IO.BufferedStream new(System.IO.Stream stream\(p))") { a, _ in
            guard a.at(0).refValue is PSStream else { throw nullArgument("stream") }
            return a.at(0)
          }
        }
      }
    }
    registerZip()
  }
}
