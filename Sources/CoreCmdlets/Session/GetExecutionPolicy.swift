/// Scripts may always run here.
import Engine

struct GetExecutionPolicy: Cmdlet {
  static let command = Command("Get", "ExecutionPolicy", module: "Microsoft.PowerShell.Security",
    outputs: ["Microsoft.PowerShell.ExecutionPolicy"],
    synopsis: "Tells which scripts may run.",
    examples: [("The policy", "Get-ExecutionPolicy")])
  @Parameter("Scope", at: 0, from: .propertyName, type: "Microsoft.PowerShell.ExecutionPolicyScope") var scope: Value?
  @Parameter("List") var list: Switch

  mutating func begin(_ shell: Invocation) throws {
    let policy = Value.other(PSEnum("Microsoft.PowerShell.ExecutionPolicy", "Unrestricted"))
    guard list.isOn else { return try shell.write(policy) }
    if $scope.isBound {
      throw shell.terminating(
        "ListAndScopeSpecified", .invalidOperation, "Cannot get execution policy. Specify only the List or Scope parameters.",
        exception: "System.InvalidOperationException")
    }
    for name in ["MachinePolicy", "UserPolicy", "Process", "CurrentUser", "LocalMachine"] {
      try shell.write(.object(PSObject([("Scope", .other(PSEnum("Microsoft.PowerShell.ExecutionPolicyScope", name))), ("ExecutionPolicy", policy)])))
    }
  }
}
