/// Scripts may always run here.
import Engine

struct GetExecutionPolicy: Cmdlet {
  static let command = Command("Get", "ExecutionPolicy", module: "Microsoft.PowerShell.Security", outputs: ["Microsoft.PowerShell.ExecutionPolicy"], synopsis: "Gets the execution policies for the current session.", examples: [("The policy", "Get-ExecutionPolicy")])
  @Parameter("Scope", at: 0, from: .propertyName, type: "Microsoft.PowerShell.ExecutionPolicyScope", fidelity: .inert) var scope: Value?
  @Parameter("List", fidelity: .inert) var list: Switch

  mutating func process(_ shell: Invocation) throws { try shell.write("Unrestricted") }
}
