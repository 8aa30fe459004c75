/// Parts of the shell that modules may implement: predictions, configuration, advice after errors.
import Engine

struct GetPSSubsystem: Cmdlet {
  static let command = Command("Get", "PSSubsystem", module: "Microsoft.PowerShell.Core", errorType: "System.Management.Automation.Subsystem.GetPSSubsystemCommand", defaultSet: "GetAllSet",
    outputs: ["System.Management.Automation.Subsystem.SubsystemInfo"],
    synopsis: "Lists the parts of the shell that others may implement.",
    examples: [("Who gives advice after errors", "(Get-PSSubsystem -Kind FeedbackProvider).Implementations.Name")])
  @Parameter("Kind", from: .pipeline, sets: ["GetByKindSet"], type: "System.Management.Automation.Subsystem.SubsystemKind") var kind: Value
  @Parameter("SubsystemType", from: .pipeline, sets: ["GetByTypeSet"], type: "System.Type") var subsystemType: Value

  mutating func process(_ shell: Invocation) throws {
    let all = try Subsystems.all(shell.context)
    switch shell.parameterSet {
    case "GetByKindSet":
      let wanted = Conversion.toString(kind, shell.context)
      for one in all where one.kind == wanted { try shell.write(one.value) }
    case "GetByTypeSet":
      guard case .type(let type) = subsystemType.base else { return }
      guard let found = all.first(where: { $0.type === type }) else {
        throw shell.terminating(
          "System.ArgumentException", .notSpecified, "The specified subsystem type '\(type.fullName)' is unknown. (Parameter 'subsystemType')",
          exception: "System.ArgumentException")
      }
      try shell.write(found.value)
    default: for one in all { try shell.write(one.value) }
    }
  }
}
