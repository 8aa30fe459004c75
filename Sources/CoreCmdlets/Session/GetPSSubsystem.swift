/// Extension points of the engine: this shell has none.
import Engine

struct GetPSSubsystem: Cmdlet {
  static let command = Command("Get", "PSSubsystem", module: "Microsoft.PowerShell.Core", errorType: "System.Management.Automation.Subsystem.GetPSSubsystemCommand", defaultSet: "GetAllSet",
    outputs: ["System.Management.Automation.Subsystem.SubsystemInfo"],
    synopsis: "Lists the parts of the shell that others may implement.",
    examples: [("None", "Get-PSSubsystem")])
  @Parameter("Kind", from: .pipeline, sets: ["GetByKindSet"], type: "System.Management.Automation.Subsystem.SubsystemKind", fidelity: .inert) var kind: Value
  @Parameter("SubsystemType", from: .pipeline, sets: ["GetByTypeSet"], type: "System.Type", fidelity: .inert) var subsystemType: Value

  mutating func process(_ shell: Invocation) throws {}
}
