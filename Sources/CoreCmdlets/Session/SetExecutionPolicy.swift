/// Cannot be changed on this platform.
import Engine

struct SetExecutionPolicy: Cmdlet {
  static let command = Command("Set", "ExecutionPolicy", module: "Microsoft.PowerShell.Security", confirm: .medium,
    synopsis: "Says which scripts may run; of no effect outside Windows.",
    examples: [("As on Windows", "Set-ExecutionPolicy RemoteSigned")])
  @Parameter("ExecutionPolicy", at: 0, from: .pipeline, type: "Microsoft.PowerShell.ExecutionPolicy", fidelity: .inert) var executionPolicy: String
  @Parameter("Scope", at: 1, from: .propertyName, type: "Microsoft.PowerShell.ExecutionPolicyScope", fidelity: .inert) var scope: Value?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    throw shell.terminating("System.PlatformNotSupportedException", .notSpecified, "Operation is not supported on this platform.", exception: "System.PlatformNotSupportedException")
  }
}
