/// Sends output to the host, a page at a time if asked.
import Engine
import Formatting

struct OutHost: Cmdlet {
  static let command = Command("Out", "Host", module: "Microsoft.PowerShell.Core", aliases: ["oh"],
    synopsis: "Shows objects, a page at a time if wanted.",
    examples: [("To the console", "Get-Date | Out-Host")])
  @Parameter("Paging") var paging: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  private var engine: OutputEngine?

  mutating func begin(_ shell: Invocation) throws { engine = OutputEngine(shell.context, Formatting.hostOutput(shell.context, paging: paging.isOn), for: shell) }
  mutating func process(_ shell: Invocation) throws { if let v = inputObject { try engine?.process(v) } }
  mutating func end(_ shell: Invocation) throws { try engine?.end() }
}
