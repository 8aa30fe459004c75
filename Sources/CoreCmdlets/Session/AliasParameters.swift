/// What New- and Set-Alias have alike: parameters, and making the alias they describe.
import Engine

struct AliasParameters {
  @Parameter("Name", at: 0, from: .propertyName) var name: String
  @Parameter("Value", at: 1, from: .propertyName) var value: String
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Scope") var scope: String?
  @Parameter("Force") var force: Switch

  func make(_ shell: Invocation) throws {
    do { try shell.context.checkScope(scope) } catch let e as TerminatingError { return try shell.error(e.record) }
    guard let alias = try shell.makeAlias(name, value, option, description, force: force.isOn, scope: scope) else { return }
    if passThru.isOn { try shell.write(.other(alias)) }
  }
}
