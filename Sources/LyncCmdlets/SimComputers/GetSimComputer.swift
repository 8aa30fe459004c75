/// Lists computers with their packages, services and the version of their replica.
import Engine
import Lync

struct GetSimComputer: Cmdlet {
  static let command = Command("Get", "SimComputer", module: "Sim", errorType: "CsShell.GetSimComputer",
    synopsis: "Lists computers with their packages, services and the version of their replica.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("One", "Get-SimComputer fe13a.contoso.com"),
    ])
  @Parameter("ComputerName", at: 0, from: [.pipeline, .propertyName], aliases: ["Fqdn"], help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.simComputers(computerName) } }
}
