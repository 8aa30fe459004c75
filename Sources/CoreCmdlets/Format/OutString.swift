/// Turns output into text: one string, or one per line with -Stream.
import Engine
import Formatting

struct OutString: Cmdlet {
  static let command = Command("Out", "String", defaultSet: "NoNewLineFormatting",
    outputs: ["System.String"],
    synopsis: "Makes text of objects, as they would be shown.",
    examples: [("A table as text", "Get-CsPool | Out-String -Width 200")])
  @Parameter("Stream", sets: ["StreamFormatting"]) var stream: Switch
  @Parameter("Width", validate: [.range(.int(2), .int(Int32.max))]) var width: Int?
  @Parameter("NoNewline", sets: ["NoNewLineFormatting"]) var noNewline: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  private var engine: OutputEngine?
  private var text: StringOutput?

  mutating func begin(_ shell: Invocation) throws {
    let plain = Style.of(shell.context).textIsPlain
    if stream.isOn {
      engine = OutputEngine(shell.context, LineSink(columns: width ?? .max, stripsColor: plain) { try shell.write($0) }, for: shell)
    } else {
      let out = StringOutput(columns: width ?? .max, newline: !noNewline.isOn, plain: plain)
      text = out
      engine = OutputEngine(shell.context, out, for: shell)
    }
  }
  mutating func process(_ shell: Invocation) throws { if let v = inputObject { try engine?.process(v) } }
  mutating func end(_ shell: Invocation) throws {
    try engine?.end()
    if let text { try shell.write(text.take()) }
  }
}
