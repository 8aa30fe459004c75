/// Stops the script at the statement it stands in.
import Engine

struct WaitDebugger: Cmdlet {
  static let command = Command("Wait", "Debugger", synopsis: "Opens the debugger where it is called.", examples: [("Here", "Wait-Debugger")])


  mutating func process(_ shell: Invocation) throws {
    shell.context.debugger.enable(shell.context)
    try shell.context.debugger.stop(near: shell.info.position, shell.context)
  }
}
