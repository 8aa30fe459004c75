/// Sets variables to null.
import Engine

struct ClearVariable: Cmdlet {
  static let command = Command("Clear", "Variable", confirm: .medium,
    outputs: ["System.Management.Automation.PSVariable"],
    synopsis: "Empties a variable but keeps it.",
    examples: [("One", "Clear-Variable x")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  mutating func process(_ shell: Invocation) throws {
    for n in name {
      let hits = try shell.variables(n, scope: scope, include, exclude)
      if hits.isEmpty, !Wildcard.hasSpecial(n), !shell.leavesOut(n, include, exclude) { try shell.variableNotFound(n) }
      for v in hits {
        guard try shell.shouldProcess("Name: \(v.name)", action: "Clear variable") else { continue }
        // without a scope the current one gets an empty variable; an outer one of the name is left alone
        let own = scope == nil ? try shell.context.variableObject(v.name, scope: "local") : v
        if let own, own.options.contains(.constant) || (own.options.contains(.readOnly) && !force.isOn) {
          try shell.error(
            "VariableNotWritable", .writeError, "Cannot overwrite variable \(v.name) because it is read-only or constant.",
            exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(v.name))
          continue
        }
        if scope != nil { v.value = .null }
        else if let own, own.options.contains(.readOnly) { own.value = .null }
        else { try shell.context.setVariable(v.name, .null) }
        if passThru.isOn { try shell.write(.other(try shell.context.variableObject(v.name, scope: scope) ?? v)) }
      }
    }
  }
}
