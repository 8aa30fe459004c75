/// Running code on behalf of a cmdlet, with its output going where the cmdlet's output goes.
import Engine

extension Invocation {
  /// Runs a block as a callback; its output flows on.
  func run(_ block: ScriptBlock, item: Value) throws { try writeEach(try invoke(block, item: item)) }
  /// Runs a block as a command of its own (`Invoke-Command`).
  func run(_ block: ScriptBlock, arguments: [Value], input: [Value]?, newScope: Bool) throws {
    try writeEach(try context.invokeBlock(block, arguments: arguments, input: input))
  }
  /// Runs text in the caller's scope.
  func runText(_ text: String) throws { try context.runText(text) }

  /// Runs another cmdlet of this table with bound parameters and input objects.
  func runCmdlet(_ name: String, _ parameters: [(String, Value)], input: [Value]) throws {
    throw terminating("CommandNotFound", .notImplemented, "\(name) is not available.")
  }
}

extension ExecutionContext {
  /// `Set-StrictMode` in the caller's scope.
  func setStrict(_ version: Int) throws {}
}

/// Secure strings: text that does not show.
enum SecureText {
  static func make(_ s: String, _ context: ExecutionContext) throws -> Value {
    let v = try context.construct(TypeTable.get("System.Security.SecureString"), [])
    for u in s.utf16 { _ = try context.callMethod(v, "AppendChar", [.char(u)]) }
    return v
  }
}
