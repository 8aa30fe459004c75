/// Prompts within a running command: `$Host.EnterNestedPrompt()`, the answer Suspend to a question, the debugger.
import Syntax

/// What a person typed at such a prompt.
public enum PromptInput {
  case text(String)
  /// Ctrl+C: the line was given up.
  case interrupted
  /// Ctrl+D, or nobody is there to type.
  case end
}

extension ExecutionContext {
  /// What the session's `prompt` function yields: the first object; PowerShell's own word where it fails or yields nothing.
  public func promptText() -> String {
    guard let f = functionInScope("prompt"), let v = try? debugger.untraced({ try invokeBlock(f.block) }) else { return "PS>" }
    let first = v.arrayValue?.values.first ?? v
    let text = first.isNull ? "" : Conversion.toString(first, self)
    return text.isEmpty ? "PS>" : text
  }

  /// Runs `body` with prompts that show one level more.
  public func atNestedPrompt<T>(_ body: () throws -> T) rethrows -> T {
    let outer = variable("NestedPromptLevel") ?? .int(0)
    setGlobal("NestedPromptLevel", .int(nestedPromptLevel &+ 1))
    defer { setGlobal("NestedPromptLevel", outer) }
    return try body()
  }
  /// How deep prompts stand within one another: `$NestedPromptLevel`; 0 = at the first.
  public var nestedPromptLevel: Int32 { Int32(truncatingIfNeeded: (try? Conversion.toInt64(variable("NestedPromptLevel") ?? .int(0))) ?? 0) }

  /// Asks for inputs and runs them until `exit`; what called waits.
  public func enterNestedPrompt() throws {
    try atNestedPrompt {
      while true {
        switch host.readInput(prompt: promptText) {
        case .end: return
        case .interrupted: continue
        case .text(let line):
          var isLeft = false
          try typed(line) {
            do { try runNested(line) } catch let e as TerminatingError { uncaught(e); return "Failed" } catch FlowSignal.exit { isLeft = true } catch FlowSignal.stopped {
              flags.pointee.stopRequested = false
              return "Stopped"
            } catch let signal as FlowSignal where signal.endsCode {}
            return "Completed"
          }
          if isLeft { return }
        }
      }
    }
  }

  /// Runs a line typed at a prompt within a running command, as an input of the session: with its place in the history, and advice.
  /// - Parameter run: tells how it went (`Completed`, `Failed`, `Stopped`)
  public func typed(_ line: String, _ run: () throws -> String) throws {
    if let whenTyped { try whenTyped(line, run) } else { _ = try run() }
  }

  /// A question one of whose answers suspends what runs: a prompt, and the question again.
  func ask(caption: String, message: String, choices: [PromptChoice]) throws -> Int {
    while true {
      let answer = try host.promptForChoice(caption: caption, message: message, choices: choices, default: 0)
      guard answer >= 0, answer < choices.count, choices[answer].isSuspension else { return answer }
      try enterNestedPrompt()
    }
  }
}
