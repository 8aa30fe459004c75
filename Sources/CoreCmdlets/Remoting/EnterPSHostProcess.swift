/// A prompt inside another process: not possible here, which the error says.
import Engine

struct EnterPSHostProcess: Cmdlet {
  static let command = Command("Enter", "PSHostProcess", module: "Microsoft.PowerShell.Core", defaultSet: "ProcessIdParameterSet",
    synopsis: "Goes on typing in another process.",
    examples: [("By number", "Enter-PSHostProcess -Id 4711")])
  @Parameter("Process", at: 0, from: .pipeline, sets: ["ProcessParameterSet"], validate: [.notNull], type: "System.Diagnostics.Process", fidelity: .inert) var processValue: Value
  @Parameter("Id", at: 0, sets: ["ProcessIdParameterSet"], validate: [.range(.int(0), .int(2147483647))], fidelity: .inert) var id: Int
  @Parameter("Name", at: 0, sets: ["ProcessNameParameterSet"], validate: [.notNullOrEmpty], fidelity: .inert) var name: String
  @Parameter("HostProcessInfo", at: 0, from: .pipeline, sets: ["PSHostProcessInfoParameterSet"], validate: [.notNull],
    type: "Microsoft.PowerShell.Commands.PSHostProcessInfo", fidelity: .inert) var hostProcessInfo: Value
  @Parameter("CustomPipeName", sets: ["PipeNameParameterSet"], fidelity: .inert) var customPipeName: String
  @Parameter("AppDomainName", at: 1, sets: ["ProcessIdParameterSet", "ProcessParameterSet", "ProcessNameParameterSet", "PSHostProcessInfoParameterSet"],
    validate: [.notNullOrEmpty], fidelity: .inert) var appDomainName: String?

  mutating func process(_ shell: Invocation) throws {
    throw shell.terminating("EnterPSHostProcessNotSupported", .notImplemented, "This shell cannot enter another process.", exception: "System.NotSupportedException")
  }
}
