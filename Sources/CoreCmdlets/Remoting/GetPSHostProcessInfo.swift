/// Processes that host a session: this one.
import Engine
import Glibc
import NetTypes

struct GetPSHostProcessInfo: Cmdlet {
  static let command = Command("Get", "PSHostProcessInfo", module: "Microsoft.PowerShell.Core", defaultSet: "ProcessNameParameterSet",
    outputs: ["Microsoft.PowerShell.Commands.PSHostProcessInfo"],
    synopsis: "Lists the processes that host the shell.",
    examples: [("This one", "Get-PSHostProcessInfo")])
  @Parameter("Name", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Process", at: 0, from: .pipeline, sets: ["ProcessParameterSet"], mandatory: true, validate: [.notNullOrEmpty], type: "System.Diagnostics.Process[]") var processValue: [Value]
  @Parameter("Id", at: 0, sets: ["ProcessIdParameterSet"], mandatory: true, validate: [.notNullOrEmpty]) var id: [Int]

  private static let type = RecordType(
    "Microsoft.PowerShell.Commands.PSHostProcessInfo",
    ["string ProcessName {get;}", "int ProcessId {get;}", "string AppDomainName {get;}", "string MainWindowTitle {get;}"])

  mutating func process(_ shell: Invocation) throws {
    let me = PSProcess(getpid()), called = me.name
    if $id.isBound, !id.contains(Int(me.id)) { return }
    if $name.isBound, !name.contains(where: { Wildcard($0).matches(called) }) { return }
    if $processValue.isBound, !processValue.contains(where: { ($0.refValue as? PSProcess)?.id == me.id }) { return }
    try shell.write(GetPSHostProcessInfo.type.make([.str(called), .int(me.id), .str("None"), .str("")]))
  }
}
