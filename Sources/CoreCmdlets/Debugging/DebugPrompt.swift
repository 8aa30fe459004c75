/// The debugger at the prompt: says where execution stopped, takes the short commands, and runs anything else there.
import Engine
import Primitives
import Syntax

final class DebugPrompt {
  private unowned let context: ExecutionContext
  private var greeted = false
  private let commands = DebugCommands()

  init(_ context: ExecutionContext) { self.context = context }
  private func say(_ s: String = "") { context.host.write(s + "\n") }
  /// What the debugger says by itself.
  private func tell(_ s: String = "") { context.host.write(s + "\n", foreground: .yellow) }

  func stopped(_ hit: [Debugger.Breakpoint], _ place: Extent) throws -> Debugger.Resume {
    if !greeted { tell("Entering debug mode. Use h or ? for help. "); tell(); greeted = true }
    for b in hit { tell("Hit " + b.text()) }
    if !hit.isEmpty { tell() }
    tell(PositionMessage.text(place, file: place.source.file))
    return try context.atNestedPrompt {
      while true {
        switch context.host.readInput(prompt: { "[DBG]: " + context.promptText() }) {
        case .end: say(); return .go
        case .interrupted: commands.forget()
        case .text(let line): if let resume = try command(line.trimmed, place) { return resume }
        }
      }
    }
  }
  /// nil = stay here.
  private func command(_ line: String, _ place: Extent) throws -> Debugger.Resume? {
    if ["d", "detach"].contains(line.lowercased()) {
      let e = PSException(
        "System.Management.Automation.PSInvalidOperationException",
        "The debugger detach command is not applicable.  The detach command only applies when debugging jobs and runspaces with the Debug-Job or Debug-Runspace cmdlets.")
      context.uncaught(TerminatingError(ErrorRecord(e, id: "InvalidOperation", .invalidOperation)))
      return nil
    }
    switch commands.answer(line, at: place, write: { say($0 == DebugCommands.emptyLine ? "\n" : $0) }, complain: { context.host.writeError($0 + "\n") }) {
    case .resume(let how): return how
    case .done: return nil
    case .run(let text): do { try run(text) } catch FlowSignal.exit { return .go }
    }
    return nil
  }
  private func run(_ typed: String) throws {
    let line = typed.equalsIgnoringCase("get-pscallstack") ? typed + " | Format-Table -AutoSize" : typed
    try context.typed(typed) {
      do { try context.runNested(line) } catch let e as TerminatingError { context.uncaught(e); return "Failed" } catch let signal as FlowSignal where signal.endsCode {}
      return "Completed"
    }
  }
}
