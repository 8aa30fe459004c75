/// What other modules know of commands: how they are called, and which ones modules on the path would bring.
import Engine

public enum CommandFacts {
  /// A command that a module would bring when it is called.
  public typealias Waiting = (name: String, module: String)
  private final class Sources {
    var syntax: (CommandInfo, ExecutionContext) -> String = { c, _ in c.name }
    var records: (() -> Void)?
    var waiting: (ExecutionContext) -> [Waiting] = { _ in [] }
  }
  private static func sources(_ context: ExecutionContext) -> Sources {
    if let s = context.services["CommandFacts"] { return unsafeDowncast(s, to: Sources.self) }
    let s = Sources()
    context.services["CommandFacts"] = s
    return s
  }

  public static func install(syntax: @escaping (CommandInfo, ExecutionContext) -> String, into context: ExecutionContext) { sources(context).syntax = syntax }
  public static func install(waiting: @escaping (ExecutionContext) -> [Waiting], into context: ExecutionContext) { sources(context).waiting = waiting }

  /// - Parameter records: makes the types of objects that cmdlets hand out, which otherwise come with the first of them
  public static func install(records: @escaping () -> Void, into context: ExecutionContext) { sources(context).records = records }

  /// What cmdlets yield is asked for: their types must be there.
  static func prepareRecords(_ context: ExecutionContext) {
    let s = sources(context)
    s.records?()
    s.records = nil
  }
  static func syntax(_ command: CommandInfo, _ context: ExecutionContext) -> String { sources(context).syntax(command, context) }
  static func waiting(_ context: ExecutionContext) -> [Waiting] { sources(context).waiting(context) }
}
