/// Streams, readers and writers in simple use: a stream is its bytes in memory, written back to its file when closed.
import Engine
import Primitives
import Glibc

class PSStream: Ref {
  var bytes: [UInt8]
  var position = 0
  let path: String?
  let canWrite: Bool
  var canRead: Bool { true }
  var isOpen = true
  var isDirty = false
  init(_ bytes: [UInt8] = [], writable: Bool = true) { self.bytes = bytes; path = nil; canWrite = writable; super.init() }
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
  override var netType: NetType { TypeTable.get(path == nil ? "System.IO.MemoryStream" : "System.IO.FileStream") }
  func flush() throws {
    if isDirty, let path { try FileSystem.write(path, bytes); isDirty = false }
  }
  func close() throws { try flush(); isOpen = false }
  func write(_ b: [UInt8]) throws {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a closed \(path == nil ? "Stream" : "file").") }
    guard canWrite else { throw notSupported("Stream does not support writing.") }
    if position > bytes.count { bytes += [UInt8](repeating: 0, count: position - bytes.count) }
    let end = min(position + b.count, bytes.count)
    bytes.replaceSubrange(position..<end, with: b)
    position += b.count
    isDirty = true
  }
  func read(_ n: Int) throws -> ArraySlice<UInt8> {
    guard isOpen else { throw netError("System.ObjectDisposedException", "Cannot access a closed \(path == nil ? "Stream" : "file").") }
    let end = min(bytes.count, position + max(0, n))
    guard position < end else { return [] }
    defer { position = end }
    return bytes[position..<end]
  }
}

/// `StreamReader` and `StringReader`: a text and a place in it; the text of a pipe comes as it is needed.
final class PSReader: Ref {
  private(set) var units: [UInt16]
  var position = 0
  let kind: String
  let stream: PSStream?
  /// The end of a pipe that is still open.
  private var descriptor: Int32 = -1
  /// The beginning of a character whose rest has not come.
  private var rest: [UInt8] = []
  init(_ s: String, _ kind: String, _ stream: PSStream? = nil) { units = Array(s.utf16); self.kind = kind; self.stream = stream; super.init() }
  init(descriptor: Int32) { units = []; kind = "StreamReader"; stream = nil; self.descriptor = descriptor; super.init() }
  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }
  override var netType: NetType { TypeTable.get("System.IO." + kind) }

  /// Waits for more text; false at the end.
  private func fill(_ c: ExecutionContext) throws -> Bool {
    guard descriptor >= 0 else { return false }
    var p = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&p, 1, 50) == 0 { try c.poll() }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let n = Glibc.read(descriptor, &buffer, buffer.count)
    if n < 0, errno == EINTR { return true }
    if n <= 0 { closePipe() } else { rest += buffer[0..<n] }
    var end = rest.count
    if descriptor >= 0, let last = rest.lastIndex(where: { $0 & 0xC0 != 0x80 }), rest[last] >= 0xC0 {
      let length = rest[last] >= 0xF0 ? 4 : rest[last] >= 0xE0 ? 3 : 2
      if rest.count - last < length { end = last }
    }
    units += Array(String(decoding: rest[0..<end], as: UTF8.self).utf16)
    rest.removeFirst(end)
    return n > 0
  }
  func closePipe() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }
  /// Whether there is a character at the place.
  func hasMore(_ c: ExecutionContext) throws -> Bool {
    while position >= units.count { if try !fill(c) { return position < units.count } }
    return true
  }
  func readAll(_ c: ExecutionContext) throws { while try fill(c) {} }
  func line(_ c: ExecutionContext) throws -> String? {
    guard try hasMore(c) else { return nil }
    var i = position
    while true {
      while i < units.count, units[i] != 10, units[i] != 13 { i += 1 }
      if i < units.count { break }
      if try !fill(c) { break }
    }
    i = min(i, units.count)
    while i < units.count, units[i] != 10, units[i] != 13 { i += 1 }
    let s = String(units: units[position..<i])
    if i < units.count { i += units[i] == 13 && i + 1 < units.count && units[i + 1] == 10 ? 2 : 1 }
    position = i
    return s
  }
}

/// `StreamWriter`, `StringWriter` and the writers of `[Console]`.
final class PSWriter: Ref {
  var text_ = ""
  let kind: String
  let path: String?
  let stream: PSStream?
  let encoding: PSEncoding
  var newLine = "\n"
  var append: Bool
  var autoFlush = false
  /// Console writers hand text to the host.
  var sink: ((String, ExecutionContext) -> Void)?
  init(_ kind: String, stream: PSStream? = nil, _ encoding: PSEncoding = PSEncoding(.utf8, mark: false)) { self.kind = kind; path = nil; self.stream = stream; self.encoding = encoding; append = true; super.init() }
  init(path: String, append: Bool, _ encoding: PSEncoding) throws {
    kind = "StreamWriter"
    self.path = path
    stream = nil
    self.encoding = encoding
    self.append = true
    let fresh = !append || (FileSystem.facts(path)?.size ?? 0) == 0
    try FileSystem.write(path, fresh ? encoding.preamble : [], append: append)
    super.init()
  }
  /// The end of a pipe.
  private var descriptor: Int32 = -1
  init(descriptor: Int32) {
    kind = "StreamWriter"
    path = nil
    stream = nil
    encoding = PSEncoding(.utf8, mark: false)
    append = true
    autoFlush = true
    self.descriptor = descriptor
    super.init()
  }
  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }
  override var netType: NetType { TypeTable.get("System.IO." + kind) }
  override func text() -> String { kind == "StringWriter" ? text_ : netType.fullName }
  func write(_ s: String, _ c: ExecutionContext) throws {
    if let sink { sink(s, c); return }
    text_ += s
    if kind == "StreamWriter", autoFlush || text_.utf8.count > 1 << 16 { try flush() }
  }
  func flush() throws {
    guard kind == "StreamWriter", !text_.isEmpty else { return }
    if let path { try FileSystem.write(path, encoding.encode(text_), append: true) }
    try stream?.write(encoding.encode(text_))
    if descriptor >= 0 { FileSystem.send(encoding.encode(text_), to: descriptor) }
    text_ = ""
  }
  func close() throws {
    try flush()
    try stream?.close()
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }
}

extension NetTypes {
  static func registerStreams() {
    let disposable = ["System.IDisposable"]
    func reg(_ n: String, _ base: String, _ define: @escaping (NetType) -> Void) { TypeTable.register("System.IO." + n) { NetType("System.IO." + n, base: TypeTable.get(base), interfaces: disposable, define: define) } }
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
      t.method("string ToString()") { v, _, _ in .str((v.refValue as? PSWriter)?.text_ ?? "") }
      t.method("System.Text.StringBuilder GetStringBuilder()") { v, _, _ in .other(PSStringBuilder((v.refValue as? PSWriter)?.text_ ?? "")) }
    }
  }

  private static func defineStream(_ t: NetType) {
    func of(_ v: Value) -> PSStream { v.refValue as? PSStream ?? PSStream() }
    t.property("bool CanRead {get;}") { v, _ in .bool(of(v).isOpen && of(v).canRead) }
    t.property("bool CanSeek {get;}") { v, _ in .bool(of(v).isOpen) }
    t.property("bool CanWrite {get;}") { v, _ in .bool(of(v).isOpen && of(v).canWrite) }
    t.property("bool CanTimeout {get;}") { _, _ in .no }
    t.property("long Length {get;}") { v, _ in .long(Int64(of(v).bytes.count)) }
    t.property("long Position {get;set;}", set: { v, x, _ in of(v).position = max(0, x.asInt) }) { v, _ in .long(Int64(of(v).position)) }
    t.method("int Read(byte[] buffer, int offset, int count)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("buffer") }
      let at = a.int(1)
      guard at >= 0, a.int(2) >= 0, at + a.int(2) <= b.count else { throw argumentError("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.") }
      let part = try of(v).read(a.int(2))
      for (i, x) in part.enumerated() { b[at + i] = .byte(x) }
      return .count(part.count)
    }
    t.method("int ReadByte()") { v, _, _ in .count(try of(v).read(1).first.map(Int.init) ?? -1) }
    t.method("void Write(byte[] buffer, int offset, int count)") { v, a, _ in
      let b = a.bytes(0), at = a.int(1), n = a.int(2)
      guard at >= 0, n >= 0, at + n <= b.count else { throw argumentError("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.") }
      try of(v).write(Array(b[at..<(at + n)]))
      return .void
    }
    t.method("void Write(byte[] buffer)") { v, a, _ in try of(v).write(a.bytes(0)); return .void }
    t.method("void WriteByte(byte value)") { v, a, _ in try of(v).write([UInt8(truncatingIfNeeded: a.int(0))]); return .void }
    t.method("long Seek(long offset, System.IO.SeekOrigin origin)") { v, a, _ in
      let s = of(v), base = a.flags(1) == 0 ? 0 : a.flags(1) == 1 ? s.position : s.bytes.count
      guard base + a.int(0) >= 0 else { throw netError("System.IO.IOException", "An attempt was made to move the position before the beginning of the stream.") }
      s.position = base + a.int(0)
      return .long(Int64(s.position))
    }
    t.method("void SetLength(long value)") { v, a, _ in
      let s = of(v), n = max(0, a.int(0))
      s.bytes = Array(s.bytes.prefix(n)) + [UInt8](repeating: 0, count: max(0, n - s.bytes.count))
      s.isDirty = true
      return .void
    }
    t.method("void CopyTo(System.IO.Stream destination)") { v, a, _ in try of(a.at(0)).write(Array(try of(v).read(.max >> 1))); return .void }
    t.method("void Flush()") { v, _, _ in try of(v).flush(); return .void }
    t.method("void Close()") { v, _, _ in try of(v).close(); return .void }
    t.method("void Dispose()") { v, _, _ in try of(v).close(); return .void }
  }
  private static func defineMemoryStream(_ t: NetType) {
    let n = "System.IO.MemoryStream"
    func of(_ v: Value) -> PSStream { v.refValue as? PSStream ?? PSStream() }
    t.constructor("\(n) new()") { _, _ in .other(PSStream()) }
    t.constructor("\(n) new(int capacity)") { _, _ in .other(PSStream()) }
    t.constructor("\(n) new(byte[] buffer)") { a, _ in .other(PSStream(a.bytes(0))) }
    t.constructor("\(n) new(byte[] buffer, bool writable)") { a, _ in .other(PSStream(a.bytes(0))) }
    t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(of(v).bytes.count) }
    t.method("byte[] ToArray()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("byte[] GetBuffer()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("void WriteTo(System.IO.Stream stream)") { v, a, _ in try of(a.at(0)).write(of(v).bytes); return .void }
  }
  private static func defineFileStream(_ t: NetType) {
    let n = "System.IO.FileStream"
    t.constructor("\(n) new(string path, System.IO.FileMode mode)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: 3)) }
    t.constructor("\(n) new(string path, System.IO.FileMode mode, System.IO.FileAccess access)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2))) }
    t.constructor("\(n) new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)") { a, _ in .other(try PSStream(path: try FileSystem.check(a.text(0)), mode: a.flags(1), access: a.flags(2))) }
    t.property("string Name {get;}") { v, _ in .str((v.refValue as? PSStream)?.path ?? "") }
  }

  private static func defineReader(_ t: NetType) {
    func of(_ v: Value) -> PSReader { v.refValue as? PSReader ?? PSReader("", "StringReader") }
    t.method("int Peek()") { v, _, c in .count(try of(v).hasMore(c) ? Int(of(v).units[of(v).position]) : -1) }
    t.method("int Read()") { v, _, c in
      let r = of(v)
      guard try r.hasMore(c) else { return .int(-1) }
      r.position += 1
      return .count(Int(r.units[r.position - 1]))
    }
    t.method("int Read(char[] buffer, int index, int count)") { v, a, c in
      guard let b = a.array(0) else { throw nullArgument("buffer") }
      _ = try of(v).hasMore(c)
      let r = of(v), n = max(0, min(a.int(2), r.units.count - r.position, b.count - a.int(1)))
      guard a.int(1) >= 0 else { throw mustBeNonNegative("index", a.int(1)) }
      for i in 0..<n { b[a.int(1) + i] = .char(r.units[r.position + i]) }
      r.position += n
      return .count(n)
    }
    t.method("string ReadLine()") { v, _, c in try of(v).line(c).map { .str($0) } ?? .null }
    t.method("string ReadToEnd()") { v, _, c in
      let r = of(v)
      try r.readAll(c)
      defer { r.position = r.units.count }
      return .str(String(units: r.units[min(r.position, r.units.count)...]))
    }
    for n in ["Close", "Dispose"] { t.method("void \(n)()") { v, _, _ in of(v).closePipe(); try of(v).stream?.close(); return .void } }
  }
  private static func defineStreamReader(_ t: NetType) {
    let n = "System.IO.StreamReader", plain = PSEncoding(.utf8, mark: false)
    func of(_ v: Value) -> PSReader { v.refValue as? PSReader ?? PSReader("", "StreamReader") }
    for p in ["", ", System.Text.Encoding encoding", ", bool detectEncodingFromByteOrderMarks", ", System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks"] {
      t.constructor("\(n) new(string path\(p))") { a, _ in .other(PSReader((encoding(a.at(1)) ?? plain).decodeDetecting(try FileSystem.read(try FileSystem.check(a.text(0)))), "StreamReader")) }
      t.constructor("\(n) new(System.IO.Stream stream\(p))") { a, _ in
        guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
        // what a connection brings is read as it comes
        if let n = s as? PSNetworkStream { return .other(PSReader(descriptor: dup(n.descriptor))) }
        return .other(PSReader((encoding(a.at(1)) ?? plain).decodeDetecting(Array(try s.read(.max >> 1))), "StreamReader", s))
      }
    }
    t.property("System.IO.Stream BaseStream {get;}") { v, _ in of(v).stream.map { .other($0) } ?? .null }
    t.property("System.Text.Encoding CurrentEncoding {get;}") { _, _ in .other(plain) }
    t.property("bool EndOfStream {get;}") { v, c in .bool(try !of(v).hasMore(c)) }
    t.method("void DiscardBufferedData()") { _, _, _ in .void }
  }

  private static func defineWriter(_ t: NetType) {
    func of(_ v: Value) -> PSWriter { v.refValue as? PSWriter ?? PSWriter("StringWriter") }
    t.property("System.Text.Encoding Encoding {get;}") { v, _ in .other(of(v).encoding) }
    t.property("string NewLine {get;set;}", set: { v, x, _ in of(v).newLine = Conversion.toString(x) }) { v, _ in .str(of(v).newLine) }
    for type in ["string", "char", "System.Object", "int", "long", "double", "bool", "decimal", "char[]"] {
      func shown(_ a: [Value], _ c: ExecutionContext) -> String { type == "char[]" ? String(units: a.chars(0)) : netText(a.at(0), c) }
      t.method("void Write(\(type) value)") { v, a, c in try of(v).write(shown(a, c), c); return .void }
      t.method("void WriteLine(\(type) value)") { v, a, c in try of(v).write(shown(a, c) + of(v).newLine, c); return .void }
    }
    t.method("void WriteLine()") { v, _, c in try of(v).write(of(v).newLine, c); return .void }
    for (n, end) in [("Write", false), ("WriteLine", true)] {
      t.method("void \(n)(string format, Params System.Object[] arg)") { v, a, c in try of(v).write(try format(a.text(0), a.rest(1).values(0), c) + (end ? of(v).newLine : ""), c); return .void }
    }
    t.method("void Flush()") { v, _, _ in try of(v).flush(); return .void }
    t.method("void Close()") { v, _, _ in try of(v).close(); return .void }
    t.method("void Dispose()") { v, _, _ in try of(v).close(); return .void }
  }
  private static func defineStreamWriter(_ t: NetType) {
    let n = "System.IO.StreamWriter", plain = PSEncoding(.utf8, mark: false)
    func of(_ v: Value) -> PSWriter { v.refValue as? PSWriter ?? PSWriter("StreamWriter") }
    t.constructor("\(n) new(string path)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: false, plain)) }
    t.constructor("\(n) new(string path, bool append)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: a.bool(1), plain)) }
    t.constructor("\(n) new(string path, bool append, System.Text.Encoding encoding)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: a.bool(1), encoding(a.at(2)) ?? plain)) }
    for p in ["", ", System.Text.Encoding encoding"] {
      t.constructor("\(n) new(System.IO.Stream stream\(p))") { a, _ in
        guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
        return .other(PSWriter("StreamWriter", stream: s, encoding(a.at(1)) ?? plain))
      }
    }
    t.property("bool AutoFlush {get;set;}", set: { v, x, _ in of(v).autoFlush = x.asInt != 0; try of(v).flush() }) { v, _ in .bool(of(v).autoFlush) }
    t.property("System.IO.Stream BaseStream {get;}") { v, _ in of(v).stream.map { .other($0) } ?? .null }
  }
}
