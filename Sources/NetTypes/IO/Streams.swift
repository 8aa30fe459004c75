/// Streams in simple use: a stream is its bytes in memory, written back to its file when closed.
import Engine
import Primitives
import Glibc

class PSStream: Ref {
  var bytes: [UInt8]
  var position = 0
  let path: String?
  let canWrite: Bool
  var canRead: Bool { true }
  var canSeek: Bool { true }
  var isOpen = true
  var isDirty = false
  /// The array a memory stream was made around: as long as it is, and changed with the stream.
  private var around: PSArray?
  init(_ bytes: [UInt8] = [], writable: Bool = true) { self.bytes = bytes; path = nil; canWrite = writable; super.init() }
  convenience init(around array: PSArray, writable: Bool) {
    self.init(array.elements.map { UInt8(truncatingIfNeeded: $0.asInt) }, writable: writable)
    around = array
  }
  /// `mode`, `access` by the numbers of `FileMode`, `FileAccess`.
  init(path: String, mode: Int, access: Int) throws {
    let exists = FileSystem.facts(path) != nil
    if mode == 1, exists { throw netError("System.IO.IOException", "The file '\(path)' already exists.") }
    if (mode == 3 || mode == 5), !exists { throw FileSystem.failure(path, ENOENT) }
    let fresh = mode == 1 || mode == 2 || mode == 5 || !exists
    bytes = fresh ? [] : try FileSystem.read(path)
    if fresh, access & 2 != 0 { try FileSystem.write(path, []) }
    self.path = path
    canWrite = access & 2 != 0
    super.init()
    if mode == 6 { position = bytes.count }
  }
  override var netType: NetType { path == nil ? TypeTable.named("System.IO.MemoryStream") : TypeTable.named("System.IO.FileStream") }
  func flush() throws {
    if isDirty, let path { try FileSystem.write(path, bytes); isDirty = false }
  }
  func close() throws { try flush(); isOpen = false }
  func write(_ b: [UInt8]) throws {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a closed \(path == nil ? "Stream" : "file").") }
    guard canWrite else { throw notSupported("Stream does not support writing.") }
    if let around {
      guard position + b.count <= around.count else { throw notSupported("Memory stream is not expandable.") }
      for (i, x) in b.enumerated() { around[position + i] = .byte(x) }
    }
    try resize(to: max(position, bytes.count), writing: b.count)
    let end = min(position + b.count, bytes.count)
    bytes.replaceSubrange(position..<end, with: b)
    position += b.count
    isDirty = true
  }
  /// Makes the stream so long, with zeros behind its old content, or says that such a length cannot be.
  func resize(to count: Int, writing more: Int = 0) throws {
    let (end, isTooMuch) = count.addingReportingOverflow(more)
    if isTooMuch || end > PSStream.mostBytes {
      throw path == nil
        ? netError("System.IO.IOException", "Stream was too long.")
        : netError("System.IO.IOException", "The file is too long. This operation is currently limited to supporting files less than 2 gigabytes in size.")
    }
    if count < bytes.count { bytes.removeLast(bytes.count - count) }
    if count > bytes.count { bytes.append(contentsOf: repeatElement(0, count: count - bytes.count)) }
  }
  /// `Array.MaxLength`: what a stream in memory can hold.
  private static let mostBytes = 0x7FFF_FFC7
  func read(_ n: Int) throws -> ArraySlice<UInt8> {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a closed \(path == nil ? "Stream" : "file").") }
    guard position < bytes.count else { return [] }
    let end = position + min(bytes.count - position, max(0, n))
    guard position < end else { return [] }
    defer { position = end }
    return bytes[position..<end]
  }
  /// As many bytes as asked for, although they come in parts; fewer at the end.
  final func readBlock(_ n: Int) throws -> [UInt8] {
    var all = Array(try read(n))
    while !all.isEmpty, all.count < n {
      let part = try read(n - all.count)
      if part.isEmpty { break }
      all += part
    }
    return all
  }
  /// What is left of it.
  final func readToEnd() throws -> [UInt8] { canSeek ? Array(try read(.max >> 1)) : try readBlock(.max >> 1) }
}

extension NetTypes {
  static func registerStreams() {
    let disposable = ["System.IDisposable"]
    func reg(_ n: String, _ base: String, _ define: @escaping (NetType) -> Void) {
      TypeTable.register("System.IO." + n) { NetType("System.IO." + n, base: TypeTable.get(base), interfaces: disposable, define: define) }
    }
    reg("Stream", "System.MarshalByRefObject", defineStream)
    reg("MemoryStream", "System.IO.Stream", defineMemoryStream)
    reg("FileStream", "System.IO.Stream", defineFileStream)
    reg("TextReader", "System.MarshalByRefObject", defineReader)
    reg("StreamReader", "System.IO.TextReader", defineStreamReader)
    reg("StringReader", "System.IO.TextReader") { t in t.constructor("System.IO.StringReader new(string s)") { a, _ in .other(PSReader(a.string(0), "StringReader")) } }
    reg("TextWriter", "System.MarshalByRefObject", defineWriter)
    reg("StreamWriter", "System.IO.TextWriter", defineStreamWriter)
    reg("StringWriter", "System.IO.TextWriter") { t in
      t.constructor("System.IO.StringWriter new()") { _, _ in .other(PSWriter("StringWriter")) }
      t.constructor("System.IO.StringWriter new(System.IFormatProvider formatProvider)") { _, _ in .other(PSWriter("StringWriter")) }
      for n in ["System.Text.StringBuilder sb", "System.Text.StringBuilder sb, System.IFormatProvider formatProvider"] {
        t.constructor("System.IO.StringWriter new(\(n))") { a, _ in
          guard let b = a.at(0).refValue as? PSStringBuilder else { throw nullArgument("sb") }
          let w = PSWriter("StringWriter")
          w.builder = b
          w.sink = { s, _ in b.append(s) }
          return .other(w)
        }
      }
      t.method("string ToString()") { v, _, _ in .str((v.refValue as? PSWriter)?.text() ?? "") }
      t.method("System.Text.StringBuilder GetStringBuilder()") { v, _, _ in .other((v.refValue as? PSWriter).map { $0.builder ?? PSStringBuilder($0.text_) } ?? PSStringBuilder()) }
    }
  }

  private static func defineStream(_ t: NetType) {
    func of(_ v: Value) -> PSStream { v.refValue as? PSStream ?? PSStream() }
    t.property("bool CanRead {get;}") { v, _ in .bool(of(v).isOpen && of(v).canRead) }
    t.property("bool CanSeek {get;}") { v, _ in .bool(of(v).isOpen && of(v).canSeek) }
    t.property("bool CanWrite {get;}") { v, _ in .bool(of(v).isOpen && of(v).canWrite) }
    t.property("bool CanTimeout {get;}") { _, _ in .no }
    func open(_ s: PSStream) throws -> PSStream {
      guard s.isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a closed \(s.path == nil ? "Stream" : "file").") }
      return s
    }
    func seekable(_ v: Value) throws -> PSStream {
      guard of(v).canSeek else { throw notSupported("Stream does not support seeking.") }
      return of(v)
    }
    t.property("long Length {get;}") { v, _ in .long(Int64(try open(seekable(v)).bytes.count)) }
    t.property("long Position {get;set;}", set: { v, x, _ in
      let s = try seekable(v)
      if x.asInt < 0 { throw outOfRange("value", "value ('\(x.asInt)') must be a non-negative value.", actual: .long(Int64(x.asInt))) }
      s.position = x.asInt
    }) { v, _ in .long(Int64(try seekable(v).position)) }
    t.method("int Read(byte[] buffer, int offset, int count)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("buffer") }
      let at = a.int(1)
      guard at >= 0, a.int(2) >= 0, a.int(2) <= b.count - at else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      let part = try of(v).read(a.int(2))
      for (i, x) in part.enumerated() { b[at + i] = .byte(x) }
      return .count(part.count)
    }
    t.method("int ReadByte()") { v, _, _ in .count(try of(v).read(1).first.map(Int.init) ?? -1) }
    t.method("void Write(byte[] buffer, int offset, int count)") { v, a, _ in
      let b = a.bytes(0), at = a.int(1), n = a.int(2)
      guard at >= 0, n >= 0, n <= b.count - at else {
        throw argumentError(
          "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
      }
      try of(v).write(Array(b[at..<(at + n)]))
      return .void
    }
    t.method("void Write(byte[] buffer)") { v, a, _ in try of(v).write(a.bytes(0)); return .void }
    t.method("void WriteByte(byte value)") { v, a, _ in try of(v).write([UInt8(truncatingIfNeeded: a.int(0))]); return .void }
    t.method("long Seek(long offset, System.IO.SeekOrigin origin)") { v, a, _ in
      let s = try seekable(v), (place, isBeyond) = (a.flags(1) == 0 ? 0 : a.flags(1) == 1 ? s.position : s.bytes.count).addingReportingOverflow(a.int(0))
      if isBeyond || s.path == nil && place > Int(Int32.max) { throw outOfRange("offset", "Stream length must be non-negative and less than 2^31 - 1 - origin.", actual: a.at(0)) }
      guard place >= 0 else { throw netError("System.IO.IOException", "An attempt was made to move the position before the beginning of the stream.") }
      s.position = place
      return .long(Int64(s.position))
    }
    t.method("void SetLength(long value)") { v, a, _ in
      let s = try seekable(v)
      if s.path == nil, a.int(0) < 0 || a.int(0) > Int(Int32.max) { throw outOfRange("value", "Stream length must be non-negative and less than 2^31 - 1 - origin.") }
      if a.int(0) < 0 { throw mustBeNonNegative("value", a.int(0)) }
      try s.resize(to: a.int(0))
      s.position = min(s.position, a.int(0))
      s.isDirty = true
      return .void
    }
    t.method("void CopyTo(System.IO.Stream destination)") { v, a, _ in try of(a.at(0)).write(of(v).readToEnd()); return .void }
    t.method("void CopyTo(System.IO.Stream destination, int bufferSize)") { v, a, _ in
      guard a.int(1) > 0 else { throw outOfRange("bufferSize", "bufferSize ('\(a.int(1))') must be a non-negative and non-zero value.", actual: a.at(1)) }
      try of(a.at(0)).write(of(v).readToEnd())
      return .void
    }
    t.method("int Read(byte[] buffer)") { v, a, c in try c.callMethod(v, "Read", [a.at(0), .int(0), .count(a.array(0)?.count ?? 0)]) }
    for all in ["byte[] buffer", "byte[] buffer, int offset, int count"] {
      t.method("void ReadExactly(\(all))") { v, a, _ in
        guard let b = a.array(0) else { throw nullArgument("buffer") }
        let at = a.int(1), n = a.count > 1 ? a.int(2) : b.count
        guard at >= 0, n >= 0, n <= b.count - at else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection."
          )
        }
        let part = try of(v).readBlock(n)
        for (i, x) in part.enumerated() { b[at + i] = .byte(x) }
        if part.count < n { throw netError("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.") }
        return .void
      }
    }
    let token = ", System.Threading.CancellationToken cancellationToken"
    for more in ["", token] {
      t.method("System.Threading.Tasks.Task[int] ReadAsync(byte[] buffer, int offset, int count\(more))") { v, a, c in
        .other(PSTask(result: try c.callMethod(v, "Read", Array(a.prefix(3))), TypeTable.int))
      }
      t.method("System.Threading.Tasks.Task WriteAsync(byte[] buffer, int offset, int count\(more))") { v, a, c in
        _ = try c.callMethod(v, "Write", Array(a.prefix(3))); return .other(PSTask(result: .void))
      }
      t.method("System.Threading.Tasks.Task CopyToAsync(System.IO.Stream destination\(more))") { v, a, _ in
        try of(a.at(0)).write(of(v).readToEnd()); return .other(PSTask(result: .void))
      }
    }
    for parameters in ["", "System.Threading.CancellationToken cancellationToken"] {
      t.method("System.Threading.Tasks.Task FlushAsync(\(parameters))") { v, _, _ in
        try of(v).flush(); return .other(PSTask(result: .void))
      }
    }
    for n in ["ReadTimeout", "WriteTimeout"] {
      t.property("int \(n) {get;set;}", set: { _, _, _ in throw invalidOperation("Timeouts are not supported on this stream.") }) { _, _ in
        throw invalidOperation("Timeouts are not supported on this stream.")
      }
    }
    t.method("void Flush()") { v, _, _ in try of(v).flush(); return .void }
    t.method("void Close()") { v, _, _ in try of(v).close(); return .void }
    t.method("void Dispose()") { v, _, _ in try of(v).close(); return .void }
  }
  private static func defineMemoryStream(_ t: NetType) {
    let n = "System.IO.MemoryStream"
    func of(_ v: Value) -> PSStream { v.refValue as? PSStream ?? PSStream() }
    t.constructor("\(n) new()") { _, _ in .other(PSStream()) }
    t.constructor("\(n) new(int capacity)") { _, _ in .other(PSStream()) }
    func around(_ a: [Value], writable: Bool) throws -> Value {
      guard let array = a.array(0) else { throw nullArgument("buffer") }
      return .other(PSStream(around: array, writable: writable))
    }
    t.constructor("\(n) new(byte[] buffer)") { a, _ in try around(a, writable: true) }
    t.constructor("\(n) new(byte[] buffer, bool writable)") { a, _ in try around(a, writable: a.bool(1)) }
    for more in ["", ", bool writable", ", bool writable, bool publiclyVisible"] {
      t.constructor("\(n) new(byte[] buffer, int index, int count\(more))") { a, _ in
        let b = a.bytes(0), i = a.int(1), k = a.int(2)
        if a.at(0).isNull { throw nullArgument("buffer") }
        if i < 0 { throw mustBeNonNegative("index", i) }
        if k < 0 { throw mustBeNonNegative("count", k) }
        guard k <= b.count - i else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection."
          )
        }
        return .other(PSStream(Array(b[i..<(i + k)]), writable: more.isEmpty || a.bool(3)))
      }
    }
    t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(of(v).bytes.count) }
    t.method("byte[] ToArray()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("byte[] GetBuffer()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("void WriteTo(System.IO.Stream stream)") { v, a, _ in try of(a.at(0)).write(of(v).bytes); return .void }
  }
  private static func defineFileStream(_ t: NetType) {
    let n = "System.IO.FileStream"
    t.constructor("\(n) new(string path, System.IO.FileMode mode)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: 3)) }
    t.constructor("\(n) new(string path, System.IO.FileMode mode, System.IO.FileAccess access)") { a, _ in
      .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2)))
    }
    t.constructor("\(n) new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)") { a, _ in
      .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2)))
    }
    t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSStream)?.path ?? "") }
  }
}
