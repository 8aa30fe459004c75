/// Stops the script before its next statement.
import Engine

struct WaitDebugger: Cmdlet {
  static let command = Command("Wait", "Debugger", synopsis: "Opens the debugger at the statement that follows.", examples: [("Here", "Wait-Debugger")])


  mutating func process(_ shell: Invocation) throws {
    shell.context.debugger.enable(shell.context)
    shell.context.debugger.stopsNext = true
  }
}
