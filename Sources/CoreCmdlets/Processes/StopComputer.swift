/// This shell does not stop the computer it runs on; it says so after -WhatIf and -Confirm were heard.
import Engine

struct StopComputer: Cmdlet {
  static let command = Command("Stop", "Computer", module: "Microsoft.PowerShell.Management", confirm: .medium,
    synopsis: "Would switch computers off; here it refuses.",
    examples: [("What would happen", "Stop-Computer -WhatIf")])


  mutating func process(_ shell: Invocation) throws {
    if try PowerTest.answered(shell) { return }
    guard try shell.shouldProcess("localhost") else { return }
    throw shell.terminating(
      "CommandNotSupported", .notImplemented, "Stop-Computer is not available: this shell does not stop the computer it runs on. Use the system's own command.",
      exception: "System.PlatformNotSupportedException")
  }
}
