/// Blocks that run in a module of their own, whose variables and `$Error` last from one run to the next: the actions of events.
import Syntax

extension ExecutionContext {
  /// Runs `body` as part of a statement of the script, which is where code that is called back says it was called.
  public func within<T>(statement: Extent?, _ body: () throws -> T) rethrows -> T {
    if outerStatement != nil { return try body() }
    outerStatement = statement
    defer { outerStatement = nil }
    return try body()
  }
  /// The block as code of the module, whose scope is made for it.
  public func enclose(_ b: ScriptBlock, in m: ModuleInfo) -> ScriptBlock {
    _ = try? load(m, emptyBlock)
    return b.rebound(to: m)
  }
  /// Runs such a block at the top of its module. Errors it reports are seen by nobody but the readers of `errors`; outside of that list the
  /// console gets their messages, as from all code that no command runs.
  /// - Parameters:
  ///   - variables: assigned there before
  ///   - errors: `$Error` of the block
  ///   - each: takes what it writes
  /// - Throws: whatever ends it: errors, also those that would end a statement elsewhere, and `break`, `exit` and the like
  public func runEnclosed(_ b: ScriptBlock, _ variables: [(String, Value)], arguments: [Value], errors: PSArray, each: @escaping (Value) -> Void) throws {
    let saved = (sink, errorList)
    sink = Relay(EntrySink { each($0) })
    errorList = errors
    defer { (sink, errorList) = saved }
    if let scope = b.module?.scope {
      for (name, v) in variables + [("Error", .array(errors))] { scope.variables[Symbol.of(name).id] = Variable(name, v) }
    }
    try refuseClauses(b)
    let info = InvocationInfo()
    info.position = outerPosition
    info.scriptName = info.position?.source.file
    (info.pipelineLength, info.pipelinePosition) = (0, 0)
    try reportingOutside { try throwing { try runInCallersScope(b, arguments: Argument.positional(arguments, at: b.ast.extent), input: nil, info: info, calledBackWith: []) } }
  }
}
