/// Variables as objects, or just their values.
import Engine

struct GetVariable: Cmdlet {
  static let command = Command("Get", "Variable",
    outputs: ["System.Management.Automation.PSVariable"],
    synopsis: "Lists variables and their values.",
    examples: [("Preferences", "Get-Variable *Preference")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("ValueOnly") var valueOnly: Switch
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  mutating func process(_ shell: Invocation) throws {
    let wanted = name.isEmpty ? ["*"] : name
    for n in wanted {
      let hits = try shell.variables(n, scope: scope, include, exclude)
      if hits.isEmpty, !Wildcard.hasSpecial(n), !shell.leavesOut(n, include, exclude) { try shell.variableNotFound(n); continue }
      for v in hits { try shell.write(valueOnly.isOn ? v.currentValue : .other(v)) }
    }
  }
}
