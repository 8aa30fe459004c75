/// `StreamReader` and `StringReader`: a text and a place in it; the text of a pipe comes as it is needed.
import Engine
import Glibc
import Primitives

final class PSReader: Ref {
  private(set) var units: [UInt16]
  var position = 0
  var isClosed = false
  let kind: String
  let stream: PSStream?
  /// The end of a pipe that is still open.
  var descriptor: Int32 = -1
  /// Gives the next bytes, and nil at the end, of a text that comes as it is asked for.
  private var arriving: ((ExecutionContext) -> [UInt8]?)?
  /// The beginning of a character whose rest has not come.
  var rest: [UInt8] = []
  init(_ s: String, _ kind: String, _ stream: PSStream? = nil) { units = Array(attentiveUnits: s); self.kind = kind; self.stream = stream; super.init() }
  init(_ kind: String, arriving: @escaping (ExecutionContext) -> [UInt8]?) { units = []; self.kind = kind; stream = nil; self.arriving = arriving; super.init() }
  init(descriptor: Int32) { units = []; kind = "StreamReader"; stream = nil; self.descriptor = descriptor; super.init() }
  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }
  private lazy var type = TypeTable.get("System.IO." + kind)
  override var netType: NetType { type }

  /// Waits for more text; false at the end.
  private func fill(_ c: ExecutionContext) throws -> Bool {
    let more: [UInt8]?
    if let arriving {
      more = arriving(c)
      if more == nil { self.arriving = nil }
    } else if descriptor >= 0 { more = try receive(c) } else { return false }
    if position == units.count { units.removeAll(keepingCapacity: true); position = 0 }
    rest += more ?? []
    units += Array((more == nil ? String(decoding: rest, as: UTF8.self) : rest.takeWholeCharacters()).utf16)
    if more == nil { rest = [] }
    return more != nil
  }
  /// What a pipe holds; nil at its end.
  private func receive(_ c: ExecutionContext) throws -> [UInt8]? {
    var p = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while case let ready = poll(&p, 1, 50), ready == 0 || ready < 0 && errno == EINTR { try c.poll() }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let n = Glibc.read(descriptor, &buffer, buffer.count)
    if n < 0, errno == EINTR { return [] }
    if n <= 0 { closePipe(); return nil }
    return Array(buffer[0..<n])
  }
  func closePipe() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }
  /// Whether there is a character at the place.
  func hasMore(_ c: ExecutionContext) throws -> Bool {
    if isClosed { throw netError("System.ObjectDisposedException", "Cannot read from a closed TextReader." + (kind == "StringReader" ? "" : "\nObject name: 'StreamReader'.")) }
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

extension Array where Element == UInt8 {
  /// Takes the UTF-8 text away from the front, up to a character whose rest has not come.
  mutating func takeWholeCharacters() -> String {
    var end = count
    if let last = lastIndex(where: { $0 & 0xC0 != 0x80 }), self[last] >= 0xC0 {
      let length = self[last] >= 0xF0 ? 4 : self[last] >= 0xE0 ? 3 : 2
      if count - last < length { end = last }
    }
    defer { removeFirst(end) }
    return String(decoding: self[0..<end], as: UTF8.self)
  }
}

extension NetTypes {
  static func defineReader(_ t: NetType) {
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
      _ = try r.hasMore(c)
      try r.readAll(c)
      defer { r.position = r.units.count }
      let rest = r.position == 0 ? r.units : Array(r.units[min(r.position, r.units.count)...])
      return .str(try whole(String(attentiveUnits: rest)))
    }
    t.method("int ReadBlock(char[] buffer, int index, int count)") { v, a, c in try c.callMethod(v, "Read", a) }
    for token in ["", "System.Threading.CancellationToken cancellationToken"] {
      let (line, all) = token.isEmpty ? ("Task", "Task") : ("ValueTask", "Task")
      t.method("System.Threading.Tasks.\(line)[string] ReadLineAsync(\(token))") { v, _, c in .other(PSTask(result: try of(v).line(c).map { .str($0) } ?? .null, TypeTable.string)) }
      t.method("System.Threading.Tasks.\(all)[string] ReadToEndAsync(\(token))") { v, _, c in .other(PSTask(result: try c.callMethod(v, "ReadToEnd", []), TypeTable.string)) }
    }
    for n in ["ReadAsync", "ReadBlockAsync"] {
      t.method("System.Threading.Tasks.Task[int] \(n)(char[] buffer, int index, int count)") { v, a, c in
        .other(PSTask(result: try c.callMethod(v, "Read", a), TypeTable.int))
      }
    }
    for n in ["Close", "Dispose"] { t.method("void \(n)()") { v, _, _ in of(v).isClosed = true; of(v).closePipe(); try of(v).stream?.close(); return .void } }
  }
  static func defineStreamReader(_ t: NetType) {
    let n = "System.IO.StreamReader", plain = PSEncoding(.utf8, mark: false)
    func of(_ v: Value) -> PSReader { v.refValue as? PSReader ?? PSReader("", "StreamReader") }
    for p in [
      "", ", System.Text.Encoding encoding", ", bool detectEncodingFromByteOrderMarks",
      ", System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks",
      ", System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize"
    ] {
      t.constructor("\(n) new(string path\(p))") { a, _ in .other(PSReader((encoding(a.at(1)) ?? plain).decodeDetecting(try FileSystem.read(try FileSystem.check(a.text(0)))), "StreamReader")) }
      t.constructor("\(n) new(System.IO.Stream stream\(p))") { a, _ in
        guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
        // what a connection brings is read as it comes
        if let n = s as? PSNetworkStream { return .other(PSReader(descriptor: dup(n.descriptor))) }
        if !s.canSeek, (encoding(a.at(1)) ?? plain).kind == .utf8 { return .other(PSReader("StreamReader") { _ in (try? s.read(1 << 16)).flatMap { $0.isEmpty ? nil : Array($0) } }) }
        return .other(PSReader((encoding(a.at(1)) ?? plain).decodeDetecting(try s.readToEnd()), "StreamReader", s))
      }
    }
    t.constructor("\(n) new(System.IO.Stream stream, System.Text.Encoding encoding = null, bool detectEncodingFromByteOrderMarks = True, int bufferSize = -1, bool leaveOpen = False)") { a, _ in
      guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
      return .other(PSReader((encoding(a.at(1)) ?? plain).decodeDetecting(try s.readToEnd()), "StreamReader", a.bool(4) ? nil : s))
    }
    t.property("System.IO.Stream BaseStream {get;}") { v, _ in of(v).stream.map { .other($0) } ?? .null }
    t.property("System.Text.Encoding CurrentEncoding {get;}") { _, _ in .other(plain) }
    t.property("bool EndOfStream {get;}") { v, c in .bool(try !of(v).hasMore(c)) }
    t.method("void DiscardBufferedData()") { _, _, _ in .void }
  }
}
