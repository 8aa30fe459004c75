/// Members PowerShell's own type data gives commands.
import Engine

enum CommandTypeData {
  static func install(into context: ExecutionContext) {
    let command = TypeData("System.Management.Automation.CommandInfo")
    command.members = [code("HelpUri") { v, c in
      guard let i = v.refValue as? CommandInfo else { return .null }
      let target = (i as? AliasInfo).flatMap { c.findCommand($0.target) } ?? i
      if let f = target as? FunctionInfo { return .str(f.metadata.binding.helpUri) }
      return .str(target is CmdletInfo ? HelpLinks.address(target.name) ?? "" : "")
    }]
    let alias = TypeData("System.Management.Automation.AliasInfo")
    alias.members = [code("ResolvedCommandName") { v, c in
      guard let a = v.refValue as? AliasInfo, let target = resolved(a, c) else { return .null }
      return .str(target.name)
    }, code("DisplayName") { v, c in
      guard let a = v.refValue as? AliasInfo else { return .null }
      return .str("\(a.name) -> \(resolved(a, c)?.name ?? a.target)")
    }]
    for t in [command, alias] { context.typeData[t.typeName.lowercased()] = t }
  }
  /// What an alias stands for in the end, through aliases of aliases.
  private static func resolved(_ a: AliasInfo, _ c: ExecutionContext) -> CommandInfo? {
    var target = c.findCommand(a.target), steps = 0
    while let next = target as? AliasInfo, steps < 50 { target = c.findCommand(next.target); steps += 1 }
    return target
  }
  private static func code(_ name: String, _ get: @escaping (Value, ExecutionContext) throws -> Value) -> MemberDefinition { MemberDefinition(name, .code(get: get, set: nil)) }
}
