/// What Trace-Command can be asked to watch.
import Engine

struct GetTraceSource: Cmdlet {
  static let command = Command("Get", "TraceSource",
    outputs: ["System.Management.Automation.PSTraceSource"],
    synopsis: "Lists the doings of the shell that can be traced.",
    examples: [("About parameters", "Get-TraceSource *Parameter*")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], validate: [.notNullOrEmpty]) var name: [String]

  mutating func process(_ shell: Invocation) throws {
    for v in try TraceSources.of(shell.context).find(name.isEmpty ? ["*"] : name, shell) { try shell.write(.other(v)) }
  }
}
