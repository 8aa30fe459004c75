/// Writes objects as JSON text.
import Engine
import Codecs

struct ConvertToJson: Cmdlet {
  static let command = Command("ConvertTo", "Json",
    outputs: ["System.String"],
    synopsis: "Writes objects as JSON.",
    examples: [("A hashtable", "@{ Name = 'x'; Port = 5061 } | ConvertTo-Json")])
  @Parameter("InputObject", at: 0, from: .pipeline, attributes: [.allowNull]) var inputObject: Value
  @Parameter("Depth", validate: [.range(.int(0), .int(100))]) var depth: Int?
  @Parameter("Compress") var compress: Switch
  @Parameter("EnumsAsStrings") var enumsAsStrings: Switch
  @Parameter("AsArray") var asArray: Switch
  @Parameter("EscapeHandling") var escapeHandling: JsonEscapeHandling?

  private var gathered: [Value] = []

  mutating func process(_ shell: Invocation) throws { gathered.append(inputObject) }
  mutating func end(_ shell: Invocation) throws {
    guard let only = gathered.first else { return }
    let escaping: JsonWriter.Escaping = switch escapeHandling ?? .Default { case .EscapeHtml: .html; case .EscapeNonAscii: .nonAscii; case .Default: .standard }
    var s = JsonSerializer(shell, depth: depth ?? 2, compress: compress.isOn, enumsAsStrings: enumsAsStrings.isOn, escaping: escaping)
    if gathered.count > 1 || asArray.isOn { try s.write(all: gathered) } else { try s.write(only, fromPipeline: shell.expectsInput) }
    gathered = []
    try shell.write(s.text)
  }
}
