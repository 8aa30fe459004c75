/// Writes objects to a file in PowerShell's serialisation format, from which Import-Clixml makes them again.
import Engine
import NetTypes

struct ExportClixml: Cmdlet {
  static let command = Command("Export", "Clixml", defaultSet: "ByPath", confirm: .medium,
    synopsis: "Writes objects into a file from which Import-Clixml restores them.",
    examples: [("A report to read again later", "Get-CsUser | Export-Clixml users.xml")])
  @Parameter("Depth", validate: [.range(.int(1), .int(2147483647))]) var depth: Int?
  @Parameter("Path", at: 0, sets: ["ByPath"], mandatory: true) var path: String
  @Parameter("LiteralPath", sets: ["ByLiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("InputObject", from: .pipeline, mandatory: true, attributes: [.allowNull], type: "psobject") var inputObject: Value
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("Encoding", validate: [.notNullOrEmpty]) var encoding: TextEncoding?

  private var writer: CliXmlWriter?
  private var file: FileWriter?

  mutating func begin(_ shell: Invocation) throws {
    let name = $literalPath.isBound ? literalPath : path
    guard try shell.shouldProcess(name) else { return }
    let target = try shell.filePath(name, literal: $literalPath.isBound)
    file = try FileWriter(target, append: false, force: force.isOn, noClobber: noClobber.isOn, encoding: encoding?.codec ?? .utf8, shell)
    writer = CliXmlWriter(shell.context, depth: depth ?? 2)
    writer?.start()
  }
  mutating func process(_ shell: Invocation) throws {
    guard let writer, let file else { return }
    try writer.write(inputObject)
    try file.write(utf8: writer.take())
  }
  mutating func end(_ shell: Invocation) throws {
    guard let writer, let file else { return }
    writer.end()
    try file.write(utf8: writer.take())
    try file.close()
  }
  mutating func cleanup(_ shell: Invocation) { try? file?.close() }
}
