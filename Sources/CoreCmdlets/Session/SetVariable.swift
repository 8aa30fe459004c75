/// Gives variables a value; makes them when they do not exist.
import Engine

struct SetVariable: Cmdlet {
  static let command = Command("Set", "Variable", confirm: .medium, outputs: ["System.Management.Automation.PSVariable"], synopsis: "Sets the value of a variable.", examples: [("In the global scope", "Set-Variable x 5 -Scope Global")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName]) var value: Value?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("Force") var force: Switch
  @Parameter("Visibility", type: "System.Management.Automation.SessionStateEntryVisibility", fidelity: .inert) var visibility: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Append") var append: Switch
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  private var gathered: [Value] = []

  mutating func process(_ shell: Invocation) throws { if shell.expectsInput, $value.isBound { gathered.append((value ?? .null).orNull) } }
  mutating func end(_ shell: Invocation) throws {
    let given: Value = shell.expectsInput && !gathered.isEmpty ? (gathered.count == 1 ? gathered[0] : .arr(gathered)) : (value ?? .null).orNull
    let options = Variable.Options.of(option)
    for n in name {
      for target in try targets(n, shell) {
        var v = given
        if append.isOn, let old = shell.context.variable(target) { v = .arr((old.elementsIfSequence ?? (old.isNull ? [] : [old])) + (given.elementsIfSequence ?? [given])) }
        guard try shell.shouldProcess("Name: \(target) Value: \(Conversion.toString(v, shell.context))", action: "Set variable") else { continue }
        try set(target, v, options, shell)
      }
    }
  }
  private func targets(_ n: String, _ shell: Invocation) throws -> [String] {
    guard Wildcard.hasSpecial(n) else { return WildcardList(include).matches(n) && !exclude.contains { Wildcard($0).matches(n) } ? [n] : [] }
    return try shell.variables(n, scope: scope, include, exclude).map(\.name)
  }
  private func set(_ n: String, _ v: Value, _ options: Variable.Options?, _ shell: Invocation) throws {
    if let old = try shell.context.variableObject(n, scope: scope ?? "0"), !old.options.isDisjoint(with: [.readOnly, .constant]) {
      guard force.isOn, !old.options.contains(.constant) else {
        return try shell.error("VariableNotWritable", .writeError, "Cannot overwrite variable \(n) because it is read-only or constant.", exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(n))
      }
      old.options.remove(.readOnly)
    }
    do { try shell.context.setVariable(n, v, scope: scope) } catch let e as TerminatingError { return try shell.error(e.record) }
    guard options != nil || description != nil || passThru.isOn, let made = try shell.context.variableObject(n, scope: scope) else { return }
    if let options { made.options = options }
    if let description { made.itemDescription = description }
    if passThru.isOn { try shell.write(.other(made)) }
  }
}
