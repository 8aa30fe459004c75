/// What stands behind every pipeline nobody collects.
import Engine
import Formatting

struct OutDefault: Cmdlet {
  static let command = Command("Out", "Default", module: "Microsoft.PowerShell.Core",
    synopsis: "Shows what reaches the end of a pipeline.",
    examples: [("As at the end of a pipeline", "Get-Date | Out-Default")])
  @Parameter("Transcript") var transcript: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  private var engine: OutputEngine?

  mutating func begin(_ shell: Invocation) throws {
    let context = shell.context, host = Formatting.hostOutput(context)
    guard transcript.isOn else { engine = OutputEngine(context, host); return }
    engine = OutputEngine(context, LineSink(columns: host.columns, stripsColor: true) { context.transcript?($0 + "\n") })
  }
  mutating func process(_ shell: Invocation) throws { if let v = inputObject { try engine?.process(v) } }
  mutating func end(_ shell: Invocation) throws { try engine?.end() }
}
