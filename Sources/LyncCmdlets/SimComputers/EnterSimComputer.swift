/// Goes to another computer of the forest.
import Engine
import Lync

struct EnterSimComputer: Cmdlet {
  static let command = Command("Enter", "SimComputer", module: "Sim", errorType: "CsShell.EnterSimComputer",
    synopsis: "Goes to another computer of the forest.",
    description: "It is where -Local, Get-Service and the default of -ComputerName look, and what $env:COMPUTERNAME names. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("An application server", "Enter-SimComputer acd1.litwareinc.com"),
    ])
  @Parameter("ComputerName", at: 0, from: [.pipeline, .propertyName], aliases: ["Fqdn"], help: "The computer; this one when nothing is given.") var computerName: String

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.enterComputer(computerName)
      return Outcome()
    }
    shell.session.showComputer()
  }
}
