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

  private static let type = RecordType("System.Management.Automation.Remoting.PSSessionOption", [
    "int MaximumConnectionRedirectionCount {get;set;}", "bool NoCompression {get;set;}", "bool NoMachineProfile {get;set;}",
    "bool SkipCACheck {get;set;}", "bool SkipCNCheck {get;set;}", "bool SkipRevocationCheck {get;set;}", "bool UseUTF16 {get;set;}",
    "bool IncludePortInSPN {get;set;}",
  ])

  mutating func process(_ shell: Invocation) throws {
    try shell.write(NewPSSessionOption.type.make([.int(5), .no, .no, .bool(skipCACheck.isOn), .bool(skipCNCheck.isOn), .bool(skipRevocationCheck.isOn), .no, .no]))
  }
}
