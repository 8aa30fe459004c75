/// Says what a module exports; only inside a module.
import Engine

struct ExportModuleMember: Cmdlet {
  static let command = Command("Export", "ModuleMember", module: "Microsoft.PowerShell.Core",
    synopsis: "Specifies the members a module exports.",
    examples: [("Only one of two functions", "New-Module { function Get-A { 1 }; function Get-B { 2 }; Export-ModuleMember -Function Get-A }")])

  @Parameter("Function", at: 0, from: [.pipeline, .propertyName], attributes: [.allowEmptyCollection]) var functions: [String]?
  @Parameter("Cmdlet", from: .propertyName, attributes: [.allowEmptyCollection], fidelity: .inert) var cmdlets: [String]?
  @Parameter("Variable", from: .propertyName, validate: [.notNull]) var variables: [String]?
  @Parameter("Alias", from: .propertyName, validate: [.notNull]) var aliases: [String]?

  mutating func process(_ shell: Invocation) throws {
    if !shell.context.exportMembers(functions: functions, variables: variables, aliases: aliases) {
      throw shell.terminating("Modules_CanOnlyExecuteExportModuleMemberInsideAModule", .permissionDenied, "The Export-ModuleMember cmdlet can only be called from inside a module.")
    }
  }
}
