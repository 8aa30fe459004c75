/// Members PowerShell's own type data gives commands, jobs and calls.
import Engine
import NetTypes

enum CommandTypeData {
  static func install(into context: ExecutionContext) {
    let command = TypeData("System.Management.Automation.CommandInfo")
    command.members = [code("HelpUri", "[Microsoft.PowerShell.Commands.GetHelpCodeMethods]::GetHelpUri($this)") { v, c in
      guard let i = v.refValue as? CommandInfo else { return .null }
      guard let target = i is AliasInfo ? resolved(v, c) : i else { return .str("") }
      return .str(HelpText.onlineAddress(of: target, c) ?? "")
    }, namespace]
    let alias = TypeData("System.Management.Automation.AliasInfo")
    alias.members = [code("ResolvedCommandName", "$this.ResolvedCommand.Name") { v, c in
      guard let target = resolved(v, c) else { return .null }
      return .str(target.name)
    }, code("DisplayName", "if ($null -ne $this.ResolvedCommand) { \"$($this.Name) -> $($this.ResolvedCommand.Name)\" } else { \"$($this.Name) -> $($this.Definition)\" }") { v, c in
      guard let a = v.refValue as? AliasInfo else { return .null }
      return .str("\(a.name) -> \(resolved(v, c)?.name ?? a.target)")
    }]
    let cmdlet = TypeData("System.Management.Automation.CmdletInfo")
    cmdlet.members = [code("DLL", "$this.ImplementingType.Assembly.Location") { v, _ in
      guard let i = v.refValue as? CmdletInfo else { return .null }
      return .str(CommandMembers.file(of: i.command.module))
    }]
    let application = TypeData("System.Management.Automation.ApplicationInfo")
    application.members = [code("FileVersionInfo", "[System.Diagnostics.FileVersionInfo]::getversioninfo( $this.Path )") { v, _ in
      (v.refValue as? ApplicationInfo).map { .other(PSFileVersion($0.path)) } ?? .null
    }]
    let job = TypeData("System.Management.Automation.Job")
    job.members = [code("State", "$this.JobStateInfo.State.ToString()") { v, _ in (v.refValue as? Job).map { .str($0.stateName) } ?? .null }]
    for t in [command, alias, cmdlet, application, job, GetPSCallStack.typeData] { context.typeData[t.typeName.lowercased()] = t }
  }
  /// The older name of the module's.
  private static var namespace: MemberDefinition {
    let m = MemberDefinition("Namespace", .alias("ModuleName", convertTo: nil))
    m.isHidden = true
    return m
  }
  /// What an alias stands for in the end, through aliases of aliases.
  private static func resolved(_ v: Value, _ c: ExecutionContext) -> CommandInfo? {
    var target = CommandMembers.referencedCommand(v, c), steps = 0
    while let next = target as? AliasInfo, steps < 50 { target = CommandMembers.referencedCommand(.other(next), c); steps += 1 }
    return target
  }
  private static func code(_ name: String, _ script: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition {
    let m = MemberDefinition(name, .code(get: get, set: nil))
    m.getter = .script(script)
    return m
  }
}
