/// What Set-Content and Add-Content have alike: parameters, and writing what comes to the paths they name.
import Engine

struct ContentParameters {
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName], mandatory: true, attributes: [.allowNull, .allowEmptyCollection]) var value: [Value]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("NoNewline", dynamic: .onMatchedFiles) var noNewline: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty], dynamic: .onMatchedFiles) var encoding: TextEncoding?
  @Parameter("AsByteStream", dynamic: .onMatchedFiles) var asByteStream: Switch

  private var sink = ContentSink()
  /// The paths come with the objects: each is written and closed before the next.
  private var pipesPaths = false

  mutating func begin() { pipesPaths = !$path.isBound && !$literalPath.isBound }
  mutating func write(append: Bool, _ shell: Invocation) throws {
    sink.options = .init(append: append, newline: !noNewline.isOn, bytes: asByteStream.isOn, encoding: encoding?.codec, force: force.isOn, filter: ItemFilter(filter, include, exclude))
    try sink.write(value, to: $literalPath.isBound ? literalPath : path, literal: $literalPath.isBound, shell)
    if passThru.isOn { try sink.pass(value, shell) }
    if pipesPaths { try sink.finish(shell) }
  }
  mutating func finish(_ shell: Invocation) throws { try sink.finish(shell) }
  mutating func close() { sink.close() }
}
