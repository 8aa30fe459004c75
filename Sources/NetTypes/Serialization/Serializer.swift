/// `[System.Management.Automation.PSSerializer]`.
import Engine

extension NetTypes {
  /// How objects pass between processes.
  static func installObjectStreams() {
    ObjectStreams.makeWriter = { CliXmlLine($0) }
    ObjectStreams.decode = { text, c in
      let r = try CliXmlReader(Array(text.utf8), c)
      var all: [(value: Value, stream: String?)] = []
      while let next = try r.nextInStream() { all.append(next) }
      return all
    }
  }

  static func registerSerializer() {
    let name = "System.Management.Automation.PSSerializer"
    TypeTable.register(name) {
      NetType(name, base: TypeTable.object) { t in
        func depth(_ v: Value) throws -> Int {
          if v.asInt < 1 { throw argumentError("Value of depth parameter must be greater than or equal to 1.", param: "writer") }
          return v.asInt
        }
        t.staticMethod("static string Serialize(System.Object source)") { a, c in .str(try CliXmlWriter.serialize([a.at(0)], depth: 1, c)) }
        t.staticMethod("static string Serialize(System.Object source, int depth)") { a, c in .str(try CliXmlWriter.serialize([a.at(0)], depth: try depth(a.at(1)), c)) }
        t.staticMethod("static System.Object Deserialize(string source)") { a, c in
          let all = try CliXmlReader.objects(a.string(0), c)
          return all.isEmpty ? .null : all.count == 1 ? all[0] : .arr(all)
        }
        t.staticMethod("static System.Object[] DeserializeAsList(string source)") { a, c in .arr(try CliXmlReader.objects(a.string(0), c)) }
      }
    }
  }
}

/// CLIXML between processes: one line, each object sent when it is there.
private final class CliXmlLine: ObjectWriter {
  private let writer: CliXmlWriter
  private var hasBegun = false
  init(_ c: ExecutionContext) { writer = CliXmlWriter(c, isCompact: true); super.init() }
  override func text(of v: Value, stream: String?) throws -> String {
    begin()
    try writer.write(v, stream: stream)
    return String(decoding: writer.take(), as: UTF8.self)
  }
  override func end() -> String {
    begin()
    writer.end()
    return String(decoding: writer.take(), as: UTF8.self)
  }
  private func begin() {
    if !hasBegun { writer.start() }
    hasBegun = true
  }
}
