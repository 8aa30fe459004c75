/// Puts the lab cmdlets into a session.
import Engine

extension Labs {
  public static func install(into context: ExecutionContext) {
    context.commands.register(all)
    context.commands.registerAliases(aliases)
  }
}
