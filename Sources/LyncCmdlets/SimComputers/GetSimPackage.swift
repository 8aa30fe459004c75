/// Lists installed packages.
import Engine
import Lync

struct GetSimPackage: Cmdlet {
  static let command = Command("Get", "SimPackage", module: "Sim", errorType: "CsShell.GetSimPackage",
    synopsis: "Lists installed packages.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Everywhere", "Get-SimPackage"),
    ])
  @Parameter("ComputerName", at: 0, from: [.pipeline, .propertyName], help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws { try shell.get { try $0.packages(computer: computerName) } }
}
