/// Paths as the provider itself writes them.
import Engine

struct ConvertPath: Cmdlet {
  static let command = Command("Convert", "Path", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.String"],
    synopsis: "Writes a path of the shell as the system would.",
    examples: [("Where am I", "Convert-Path .")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    for text in $literalPath.isBound ? literalPath : path {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn) { try shell.write(p.ending(as: text).path) }
    }
  }
}
