/// The program the session runs in.
import Engine

struct GetHost: Cmdlet {
  static let command = Command("Get", "Host",
    outputs: ["System.Management.Automation.Host.PSHost"],
    synopsis: "Tells about the program that shows the session.",
    examples: [("Its name", "(Get-Host).Name")])

  mutating func begin(_ shell: Invocation) throws { try shell.write(shell.context.variable("Host") ?? .null) }
}
