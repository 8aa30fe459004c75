/// Puts this module's commands and types into a session.
import Engine

extension CoreCmdlets {
  /// Types of parameters and of what cmdlets output; once per process, before any session.
  public static func registerTypes() {
    ParameterTypes.register()
    CompletionTypes.register()
  }

  /// Cmdlets and aliases.
  public static func install(into context: ExecutionContext) {
    registerTypes()
    context.commands.register(all)
    for (name, target, options) in AliasTable.entries {
      let a = AliasInfo(name, target)
      a.options = options
      context.commands.define(a)
    }
  }
}
