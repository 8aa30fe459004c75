/// Makes variables unknown.
import Engine

struct RemoveVariable: Cmdlet {
  static let command = Command("Remove", "Variable", confirm: .medium,
    synopsis: "Forgets variables.",
    examples: [("One", "Remove-Variable x")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  mutating func process(_ shell: Invocation) throws {
    // without a scope it looks in the current one alone
    let scope = scope ?? "Local"
    for n in name {
      let hits = try shell.variables(n, scope: scope, include, exclude)
      if hits.isEmpty, !Wildcard.hasSpecial(n), !shell.leavesOut(n, include, exclude) { try shell.variableNotFound(n) }
      for v in hits {
        guard try shell.shouldProcess("Name: \(v.name)", action: "Remove variable") else { continue }
        if v.options.contains(.constant) || (v.options.contains(.readOnly) && !force.isOn) {
          try shell.error(
            "VariableNotRemovable", .writeError,
            "Cannot remove variable \(v.name) because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.",
            exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(v.name))
          continue
        }
        do { _ = try shell.context.removeVariable(v.name, scope: scope) } catch let e as TerminatingError { try shell.error(e.record) }
      }
    }
  }
}
