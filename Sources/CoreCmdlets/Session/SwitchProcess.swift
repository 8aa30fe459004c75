/// Puts a program in the place of this shell.
import Engine
import Glibc

struct SwitchProcess: Cmdlet {
  static let command = Command("Switch", "Process", module: "Microsoft.PowerShell.Core", errorType: "Microsoft.PowerShell.Commands.SwitchProcessCommand",
    synopsis: "Puts another program in the place of the shell.",
    examples: [("Another shell", "Switch-Process bash")])
  @Parameter("WithCommand", at: 0, remaining: true) var withCommand: [String]

  mutating func process(_ shell: Invocation) throws {
    guard let first = withCommand.first else { return }
    guard let program = (shell.context.findCommand(first) as? ApplicationInfo)?.program else {
      throw shell.terminating(
        "CommandNotFound", .objectNotFound, "The term '\(first)' is not recognized as a name of a cmdlet, function, script file, or executable program.",
        exception: "System.Management.Automation.CommandNotFoundException", target: .str(first))
    }
    shell.context.host.flush()
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + withCommand.dropFirst()).map { strdup($0) } + [nil]
    execv(program, &words)
    let code = errno
    for w in words { free(w) }
    throw shell.terminating("ExecFailed", .invalidOperation, "Unable to start '\(program)': \(String(cString: strerror(code)))", exception: "System.Exception", target: .str(program))
  }
}
