/// `StreamWriter`, `StringWriter` and the writers of `[Console]`.
import Engine
import Glibc
import Primitives

final class PSWriter: Ref {
  var text_ = ""
  let kind: String
  let path: String?
  let stream: PSStream?
  let encoding: PSEncoding
  var newLine = "\n"
  var append: Bool
  var autoFlush = false
  /// What a writer onto a `StringBuilder` fills.
  var builder: PSStringBuilder?
  /// Console writers hand text to the host.
  var sink: ((String, ExecutionContext) -> Void)?
  init(_ kind: String, stream: PSStream? = nil, _ encoding: PSEncoding = PSEncoding(.utf8, mark: false)) {
    self.kind = kind; path = nil; self.stream = stream; self.encoding = encoding; append = true; super.init()
  }
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
  var descriptor: Int32 = -1
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
  private lazy var type = TypeTable.get("System.IO." + kind)
  override var netType: NetType { type }
  override func text() -> String { kind == "StringWriter" ? builder?.content ?? text_ : netType.fullName }
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
  static func defineWriter(_ t: NetType) {
    func of(_ v: Value) -> PSWriter { v.refValue as? PSWriter ?? PSWriter("StringWriter") }
    t.property("System.Text.Encoding Encoding {get;}") { v, _ in .other(of(v).kind == "StringWriter" ? PSEncoding(.utf16, mark: false) : of(v).encoding) }
    t.property("string NewLine {get;set;}", set: { v, x, _ in of(v).newLine = Conversion.toString(x) }) { v, _ in .str(of(v).newLine) }
    t.property("System.IFormatProvider FormatProvider {get;}") { _, c in .other(PSCulture(c.culture)) }
    for type in ["string", "char", "System.Object", "int", "uint", "long", "ulong", "float", "double", "bool", "decimal", "char[]", "System.Text.StringBuilder"] {
      func shown(_ a: [Value], _ c: ExecutionContext) -> String { type == "char[]" ? String(units: a.chars(0)) : netText(a.at(0), c) }
      t.method("void Write(\(type) value)") { v, a, c in try of(v).write(shown(a, c), c); return .void }
      t.method("void WriteLine(\(type) value)") { v, a, c in try of(v).write(shown(a, c) + of(v).newLine, c); return .void }
    }
    t.method("void WriteLine()") { v, _, c in try of(v).write(of(v).newLine, c); return .void }
    t.method("System.Threading.Tasks.Task WriteLineAsync()") { v, _, c in try of(v).write(of(v).newLine, c); return .other(PSTask(result: .void)) }
    for parameters in ["", "System.Threading.CancellationToken cancellationToken"] {
      t.method("System.Threading.Tasks.Task FlushAsync(\(parameters))") { v, _, _ in
        try of(v).flush(); return .other(PSTask(result: .void))
      }
    }
    for (n, end) in [("Write", false), ("WriteLine", true)] {
      func part(_ a: [Value]) throws -> String {
        let u = a.chars(0)
        if a.at(0).isNull { throw nullArgument("buffer") }
        if a.int(1) < 0 { throw mustBeNonNegative("index", a.int(1)) }
        if a.int(2) < 0 { throw mustBeNonNegative("count", a.int(2)) }
        guard a.int(1) + a.int(2) <= u.count else {
          throw argumentError(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection."
          )
        }
        return String(units: u[a.int(1)..<(a.int(1) + a.int(2))])
      }
      t.method("System.Threading.Tasks.Task \(n)Async(char[] buffer, int index, int count)") { v, a, c in
        try of(v).write(try part(a) + (end ? of(v).newLine : ""), c); return .other(PSTask(result: .void))
      }
      for type in ["string", "char", "char[]"] {
        t.method("System.Threading.Tasks.Task \(n)Async(\(type) value)") { v, a, c in
          try of(v).write((type == "char[]" ? String(units: a.chars(0)) : netText(a.at(0), c)) + (end ? of(v).newLine : ""), c)
          return .other(PSTask(result: .void))
        }
      }
      for count in 1...3 {
        let names = (0..<count).map { "System.Object arg\($0)" }.joined(separator: ", ")
        t.method("void \(n)(string format, \(names))") { v, a, c in try of(v).write(try format(a.text(0), Array(a.dropFirst()), c) + (end ? of(v).newLine : ""), c); return .void }
      }
      t.method("void \(n)(string format, Params System.Object[] arg)") { v, a, c in
        try of(v).write(try format(a.text(0), a.rest(1, notNull: "args"), c) + (end ? of(v).newLine : ""), c)
        return .void
      }
      t.method("void \(n)(char[] buffer, int index, int count)") { v, a, c in try of(v).write(try part(a) + (end ? of(v).newLine : ""), c); return .void }
    }
    t.method("void Flush()") { v, _, _ in try of(v).flush(); return .void }
    t.method("void Close()") { v, _, _ in try of(v).close(); return .void }
    t.method("void Dispose()") { v, _, _ in try of(v).close(); return .void }
  }
  static func defineStreamWriter(_ t: NetType) {
    let n = "System.IO.StreamWriter", plain = PSEncoding(.utf8, mark: false)
    func of(_ v: Value) -> PSWriter { v.refValue as? PSWriter ?? PSWriter("StreamWriter") }
    t.constructor("\(n) new(string path)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: false, plain)) }
    t.constructor("\(n) new(string path, bool append)") { a, _ in .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: a.bool(1), plain)) }
    t.constructor("\(n) new(string path, bool append, System.Text.Encoding encoding)") { a, _ in
      .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: a.bool(1), encoding(a.at(2)) ?? plain))
    }
    t.constructor("\(n) new(string path, bool append, System.Text.Encoding encoding, int bufferSize)") { a, _ in
      .other(try PSWriter(path: try FileSystem.check(a.text(0)), append: a.bool(1), encoding(a.at(2)) ?? plain))
    }
    for p in ["", ", System.Text.Encoding encoding", ", System.Text.Encoding encoding, int bufferSize"] {
      t.constructor("\(n) new(System.IO.Stream stream\(p))") { a, _ in
        guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
        return .other(PSWriter("StreamWriter", stream: s, encoding(a.at(1)) ?? plain))
      }
    }
    t.property("bool AutoFlush {get;set;}", set: { v, x, _ in of(v).autoFlush = x.asInt != 0; try of(v).flush() }) { v, _ in .bool(of(v).autoFlush) }
    t.property("System.IO.Stream BaseStream {get;}") { v, _ in of(v).stream.map { .other($0) } ?? .null }
  }
}
