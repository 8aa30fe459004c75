/// Lists UCMA 2.0 applications as the WMI tools see them.
import Engine
import Lync

struct GetSimLegacyApplication: Cmdlet {
  static let command = Command("Get", "SimLegacyApplication", module: "Sim", errorType: "CsShell.GetSimLegacyApplication",
    synopsis: "Lists UCMA 2.0 applications as the WMI tools see them.",
    description: "Stands in for ApplicationProvisioner.exe. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("All", "Get-SimLegacyApplication"),
    ])
  @Parameter("Name", at: 0, from: .propertyName, help: "The name.") var name: String?
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.legacyApplications(name: name, computer: computerName) } }
}
