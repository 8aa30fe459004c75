/// Makes a variable that did not exist.
import Engine

struct NewVariable: Cmdlet {
  static let command = Command("New", "Variable", confirm: .low,
    outputs: ["System.Management.Automation.PSVariable"],
    synopsis: "Makes a variable, with options and a description.",
    examples: [("A constant", "New-Variable Pi 3.14159 -Option Constant")])
  @Parameter("Name", at: 0, from: .propertyName) var name: String
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName]) var value: Value?
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("Visibility", type: "System.Management.Automation.SessionStateEntryVisibility") var visibility: Value?
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  static func isPrivate(_ visibility: Value?) -> Bool { visibility.map { Conversion.toString($0).equalsIgnoringCase("Private") } ?? false }

  mutating func process(_ shell: Invocation) throws {
    let v = (value ?? .null).orNull
    let old = try shell.context.variableObject(name, scope: scope ?? "0")
    if old != nil, !force.isOn {
      return try shell.error(
        "VariableAlreadyExists", .resourceExists, "A variable with name '\(name)' already exists.",
        exception: "System.Management.Automation.SessionStateException", target: .str(name))
    }
    guard try shell.shouldProcess("Name: \(name) Value: \(v.shownText(shell.context))", action: "New variable") else { return }
    if old?.options.contains(.constant) ?? false {
      return try shell.error(
        "VariableNotWritable", .writeError, "Cannot overwrite variable \(name) because it is read-only or constant.",
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    let made = Variable(name, v)
    made.options = Variable.Options.of(option) ?? []
    made.itemDescription = description ?? ""
    made.isVisible = !NewVariable.isPrivate(visibility)
    do { try shell.context.define(made, scope: scope) } catch let e as TerminatingError { return try shell.error(e.record) }
    if passThru.isOn { try shell.write(.other(made)) }
  }
}
