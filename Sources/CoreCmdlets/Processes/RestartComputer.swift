/// This shell does not restart the computer it runs on; it says so after -WhatIf and -Confirm were heard.
import Engine

struct RestartComputer: Cmdlet {
  static let command = Command("Restart", "Computer", module: "Microsoft.PowerShell.Management", confirm: .medium,
    synopsis: "Would start computers anew; here it refuses.",
    examples: [("What would happen", "Restart-Computer -WhatIf")])


  mutating func process(_ shell: Invocation) throws {
    if try PowerTest.answered(shell) { return }
    guard try shell.shouldProcess("localhost") else { return }
    throw shell.terminating(
      "CommandNotSupported", .notImplemented,
      "Restart-Computer is not available: this shell does not restart the computer it runs on. Use the system's own command.",
      exception: "System.PlatformNotSupportedException")
  }
}
