/// Starts a service of Office Communications Server.
import Engine
import Lync

struct StartSimLegacyService: Cmdlet {
  static let command = Command("Start", "SimLegacyService", module: "Sim", errorType: "CsShell.StartSimLegacyService",
    synopsis: "Starts a service of Office Communications Server.",
    description: "Cs cmdlets do not manage those services. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A Front End", "Start-SimLegacyService -Name RTCSRV -ComputerName ocsfe1.contoso.com"),
    ])
  @Parameter("Name", at: 0, from: .propertyName, help: "The name.") var name: String?
  @Parameter("ComputerName", at: 1, from: .propertyName, help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.startWindowsService(name, computer: computerName, legacy: true)
      return Outcome()
    }
  }
}
