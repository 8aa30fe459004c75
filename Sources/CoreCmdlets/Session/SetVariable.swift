/// Gives variables a value; makes them when they do not exist.
import Engine

struct SetVariable: Cmdlet {
  static let command = Command("Set", "Variable", confirm: .medium,
    outputs: ["System.Management.Automation.PSVariable"],
    synopsis: "Gives a variable a value, and makes it if need be.",
    examples: [("In the global scope", "Set-Variable x 5 -Scope Global")])
  @Parameter("Name", at: 0, from: .propertyName, mandatory: true) var name: [String]
  @Parameter("Value", at: 1, from: [.pipeline, .propertyName]) var value: Value?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Description") var description: String?
  @Parameter("Option", type: "System.Management.Automation.ScopedItemOptions") var option: Value?
  @Parameter("Force") var force: Switch
  @Parameter("Visibility", type: "System.Management.Automation.SessionStateEntryVisibility") var visibility: Value?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Append") var append: Switch
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?

  private var gathered: [Value] = []
  private var isValueGiven = false

  mutating func begin(_ shell: Invocation) throws {
    isValueGiven = $value.isBound
    guard append.isOn else { return }
    if name.count != 1 {
      let e = shell.terminating(
        "SetVariableAppend", .invalidOperation, "Operation is not valid due to the current state of the object.", exception: "System.InvalidOperationException",
        target: .array(PSArray(name.map { .str($0) }, of: TypeTable.string)))
      e.record.detailsMessage = "SetVariableAppend"
      e.record.recommendedAction = "Use a single variable rather than a collection"
      throw e
    }
    if let old = shell.context.variable(name[0]) { gathered = SetVariable.elements(old) }
  }
  /// What a list or array variable holds, or the variable's value alone.
  private static func elements(_ v: Value) -> [Value] {
    if case .array(let a) = v.base, a.kind == .array || a.kind == .list, !(a.elementType?.isValueType ?? false) { return a.values }
    return [v.orNull]
  }
  mutating func process(_ shell: Invocation) throws {
    if $value.isBound, append.isOn || shell.expectsInput && !isValueGiven { gathered.append((value ?? .null).orNull) }
  }
  mutating func end(_ shell: Invocation) throws {
    let given: Value
    if append.isOn, isValueGiven { let list = PSArray(gathered); list.kind = .list; given = .array(list) }
    else if !isValueGiven, !gathered.isEmpty { given = gathered.count == 1 ? gathered[0] : .arr(gathered) }
    else { given = (value ?? .null).orNull }
    let options = Variable.Options.of(option)
    for n in name {
      // without -Scope only the running scope is looked at
      let known = try shell.variables(n, scope: scope ?? "0", include, exclude)
      if known.isEmpty {
        guard !Wildcard.hasSpecial(n), WildcardList(include).matches(n), !exclude.contains(where: { Wildcard($0).matches(n) }) else { continue }
        guard try shell.shouldProcess("Name: \(n) Value: \(given.shownText(shell.context))", action: "Set variable") else { continue }
        let made = Variable(n, given)
        made.options = (options ?? []).union(scope?.lowercased() == "private" ? [.private] : [])
        made.itemDescription = description ?? ""
        if made.options.isEmpty, description == nil { try shell.context.setVariable(n, made.value, scope: scope) } else { try shell.context.define(made, scope: scope) }
        try shell.context.debugger.wrote(n, at: shell.info.statement, shell.context)
        if visibility != nil || passThru.isOn, let v = try shell.context.variableObject(n, scope: scope) {
          v.isVisible = !NewVariable.isPrivate(visibility)
          if passThru.isOn { try shell.write(.other(v)) }
        }
        continue
      }
      for v in known {
        guard try shell.shouldProcess("Name: \(v.name) Value: \(given.shownText(shell.context))", action: "Set variable") else { continue }
        do { try change(v, to: given, options, shell) } catch let e as TerminatingError {
          // what the variable's own type refuses ends the command
          if e.record.exception.type.name == "ArgumentTransformationMetadataException" { throw e }
          try shell.error(e.record)
          continue
        }
        try shell.context.debugger.wrote(v.name, at: shell.info.statement, shell.context)
        if passThru.isOn { try shell.write(.other(v)) }
      }
    }
  }
  /// With -Force a read-only variable is writable for the moment.
  private func change(_ v: Variable, to x: Value, _ options: Variable.Options?, _ shell: Invocation) throws {
    let wasReadOnly = force.isOn && v.options.contains(.readOnly)
    if wasReadOnly { v.options.remove(.readOnly) }
    defer { if wasReadOnly, options == nil { v.options.insert(.readOnly) } }
    if $value.isBound || !gathered.isEmpty { try v.assign(x) }
    if let description { v.itemDescription = description }
    if let visibility { v.isVisible = !NewVariable.isPrivate(visibility) }
    if let options {
      try v.setOptions(options)
      shell.context.noteOptions(of: v)
    }
  }
}
