/// Settings for sessions on other computers, kept as they are given.
import Engine

struct NewPSSessionOption: Cmdlet {
  static let command = Command("New", "PSSessionOption", module: "Microsoft.PowerShell.Core",
    outputs: ["System.Management.Automation.Remoting.PSSessionOption"],
    synopsis: "Makes options for a connection to another computer.",
    examples: [("No checks", "New-PSSessionOption -SkipCACheck -SkipCNCheck")])
  @Parameter("SkipCACheck") var skipCACheck: Switch
  @Parameter("SkipCNCheck") var skipCNCheck: Switch
  // On Windows only; scripts for Lync Server give all three.
  @Parameter("SkipRevocationCheck") var skipRevocationCheck: Switch

  mutating func process(_ shell: Invocation) throws {
    let checks = ["SkipCACheck": skipCACheck.isOn, "SkipCNCheck": skipCNCheck.isOn, "SkipRevocationCheck": skipRevocationCheck.isOn]
    try shell.write(SessionOptions.make(shell.context, changing: checks.mapValues { .bool($0) }))
  }
}
