/// Replaces what a file holds; each object is one line.
import Engine

struct SetContent: Cmdlet {
  static let command = Command("Set", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium, synopsis: "Writes new content or replaces existing content in a file.", examples: [("A text", "'one', 'two' | Set-Content list.txt")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName], mandatory: true, attributes: [.allowNull, .allowEmptyCollection]) var value: [Value]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("NoNewline", dynamic: .onFiles) var noNewline: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty], dynamic: .onFiles) var encoding: TextEncoding?
  @Parameter("AsByteStream", dynamic: .onFiles) var asByteStream: Switch
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  private var sink = ContentSink()

  mutating func process(_ shell: Invocation) throws {
    sink.options = .init(append: false, newline: !noNewline.isOn, bytes: asByteStream.isOn, encoding: encoding?.codec, force: force.isOn, filter: ItemFilter(filter, include, exclude))
    try sink.write(value, to: $literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, shell)
    if passThru.isOn { for v in value { try shell.write(v) } }
  }
  mutating func end(_ shell: Invocation) throws { try sink.finish(shell) }
  mutating func cleanup(_ shell: Invocation) { sink.close() }
}
