/// Installs a package on a computer.
import Engine
import Lync

struct InstallSimPackage: Cmdlet {
  static let command = Command("Install", "SimPackage", module: "Sim", errorType: "CsShell.InstallSimPackage",
    synopsis: "Installs a package on a computer.",
    description: "Stands in for the installers: OCSWMIBC, OCSCore, the UCMA runtimes, KB2741295, and the changed ApplicationProvisioner. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("What a merge needs", "Install-SimPackage OCSWMIBC"),
    ])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], validate: [.set(LyncWorld.packageNames, ignoreCase: true, message: nil)], help: "The name.") var name: String
  @Parameter("ComputerName", from: .propertyName, help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.installPackage(name, computer: computerName)
      return Outcome()
    }
  }
}
