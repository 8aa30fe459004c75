/// Unloads modules.
import Engine
import NetTypes

struct RemoveModule: Cmdlet {
  static let command = Command("Remove", "Module", module: "Microsoft.PowerShell.Core", confirm: .medium,
    synopsis: "Takes modules and their commands out of the session.",
    examples: [("One that was imported", "Import-Module ./Tools.psm1; Remove-Module Tools")])

  @Parameter("Name", at: 0, from: .pipeline, sets: ["name"], mandatory: true) var names: [String]
  @Parameter("FullyQualifiedName", at: 0, from: .pipeline, sets: ["FullyQualifiedName"], mandatory: true, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var specifications: [Value]
  @Parameter("ModuleInfo", at: 0, from: .pipeline, sets: ["ModuleInfo"], mandatory: true, type: "System.Management.Automation.PSModuleInfo[]") var infos: [Value]
  @Parameter("Force") var force: Switch

  private var removed = 0

  mutating func process(_ shell: Invocation) throws {
    var targets: [ModuleInfo] = []
    let given = infos.compactMap { $0.base.refValue as? ModuleInfo }
    targets += given
    let specified = try specifications.compactMap { try ($0.refValue as? ModuleSpecification).map { ($0.name, try ModuleConstraint($0, shell)) } }
    for (n, constraint) in names.map({ ($0, ModuleConstraint()) }) + specified {
      let hits = (shell.context.modulesInSight + BuiltInModules.used(shell.context)).filter { Wildcard(n).matches($0.name) && constraint.accepts($0) }
      targets += hits
    }
    var going: [ModuleInfo] = []
    for m in targets {
      if m.accessMode == "Constant" {
        try refuse(
          m, "Constant", "Unable to remove the module '\(m.name)' because it is marked as 'constant.' A module cannot be removed if it is marked 'constant.'",
          shell)
      }
      else if m.accessMode == "ReadOnly", !force.isOn {
        try refuse(
          m, "ReadOnly",
          "Unable to remove the module '\(m.name)' because it is read-only. Add the Force parameter to your command to remove read-only modules.", shell)
      }
      else if try shell.shouldProcess("\(m.name) (Path: '\(m.path)')", action: "Remove-Module") { going.append(m) }
    }
    for m in going {
      if !force.isOn, let user = shell.context.modules.values.first(where: { u in u.required.contains { $0 === m } && !going.contains { $0 === u } }) {
        try refuse(m, "Required", "Unable to remove the module '\(m.name)' because it is required by '\(user.name)'. Add the Force parameter to your command to remove the module.", shell)
        continue
      }
      // one that was only made, not imported, has nothing to take away
      if shell.context.modulesInSight.contains(where: { $0 === m }) || !given.contains(where: { $0 === m }) { try unload(m, shell) }
      if BuiltInModules.isOwn(m) { shell.context.forgetUse(of: m.name) }
      removed += 1
    }
  }
  private func unload(_ m: ModuleInfo, _ shell: Invocation) throws {
    let c = shell.context
    let functions = c.commands.allFunctions.filter { $0.module === m }.map(\.name)
    let aliases = c.commands.allAliases.filter { a in a.module === m || m.exportedAliases.contains { $0 === a } }.map(\.name)
    try shell.writeEach(c.unload(m))
    if !m.hasCode { return }
    for f in functions { try shell.verbose("Removing the imported \"\(f)\" function.") }
    for v in m.exportedVariables { try shell.verbose("Removing the imported \"\(v.name)\" variable.") }
    for a in aliases { try shell.verbose("Removing the imported \"\(a)\" alias.") }
  }
  /// What the last input asked for decides whether having removed nothing at all is an error; patterns may find nothing.
  mutating func end(_ shell: Invocation) throws {
    guard removed == 0, shell.bound.get(.str("WhatIf")) == nil else { return }
    guard !specifications.isEmpty || !infos.isEmpty || names.contains(where: { !Wildcard.hasSpecial($0) }) else { return }
    try shell.error(
      "Modules_NoModulesRemoved", .resourceUnavailable,
      "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.",
      exception: "System.InvalidOperationException")
  }
  private func refuse(_ m: ModuleInfo, _ why: String, _ message: String, _ shell: Invocation) throws {
    try shell.error("Modules_ModuleIs" + why, .permissionDenied, message, exception: "System.InvalidOperationException", target: .other(m))
  }
}
