/// Reads a CLIXML file and makes the objects in it.
import Codecs
import Engine
import Formatting
import NetTypes

struct ImportClixml: Cmdlet {
  static let command = Command("Import", "Clixml", defaultSet: "ByPath", paging: true,
    synopsis: "Reads objects that Export-Clixml wrote.",
    examples: [("The saved users", "Import-Clixml users.xml")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  @Parameter("IncludeTotalCount") var includeTotalCount: Switch
  @Parameter("Skip", type: "System.UInt64") var skip: Value?
  @Parameter("First", type: "System.UInt64") var first: Value?

  mutating func process(_ shell: Invocation) throws {
    for name in $literalPath.isBound ? literalPath : path { try read(name, shell) }
  }
  private func read(_ name: String, _ shell: Invocation) throws {
    let file = try shell.filePath(name, literal: $literalPath.isBound)
    let bytes: [UInt8]
    do { bytes = try Posix.readFile(file) } catch let e as Posix.Failure { throw shell.terminating(e.record("FileOpenFailure", .openError)) }
    let reader = try shell.readingXml { try CliXmlReader(TextCodec.utf8File(bytes), shell.context) }
    if includeTotalCount.isOn { try shell.write(ImportClixml.unknownCount) }
    var toSkip = count(skip) ?? 0, left = count(first) ?? .max
    if toSkip == 0, left == .max {
      while let v = try shell.readingXml({ try reader.next() }) { try shell.write(v) }
      return
    }
    func one(_ v: Value) throws {
      if toSkip > 0 { toSkip -= 1; return }
      left -= 1
      try shell.write(v)
    }
    while left > 0, let v = try shell.readingXml({ try reader.next() }) {
      // a collection is paged element by element
      if let all = collection(v) { for x in all where left > 0 { try one(x) } } else { try one(v) }
    }
  }
  private func collection(_ v: Value) -> [Value]? {
    switch v.base {
    case .array(let a): a.values
    case .hash(let h): ValueText.entries(h).values
    default: nil
    }
  }
  private func count(_ v: Value?) -> UInt64? { if case .ulong(let n)? = v?.base { n } else { nil } }
  /// A file does not tell how much is in it.
  private static var unknownCount: Value {
    let o = PSObject(wrapping: .ulong(0))
    o.set("Accuracy", .double(0))
    o.set("ToString", .other(MemberDefinition("ToString", .codeMethod { _, _, _ in .str("Unknown total count") })), kind: .codeMethod)
    return .object(o)
  }
}
