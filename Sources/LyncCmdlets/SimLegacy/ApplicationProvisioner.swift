/// Tells what stands in for ApplicationProvisioner.exe.
import Engine

struct ApplicationProvisioner: Cmdlet {
  static let command = Command("ApplicationProvisioner.exe", "", module: "Sim", errorType: "CsShell.ApplicationProvisioner", aliases: ["ApplicationProvisioner"],
    synopsis: "Tells what stands in for ApplicationProvisioner.exe.",
    description: "Belongs to the simulator; the product has no such cmdlet.")

  mutating func process(_ shell: Invocation) throws { for line in Self.hint { try shell.write(line) } }

  private static let hint = [
    "ApplicationProvisioner.exe has no window here. These do its work:",
    "  Get-SimLegacyApplication      New-SimLegacyApplication      Remove-SimLegacyApplication",
    "  New-SimLegacyContact          Remove-SimLegacyContact",
    "Install-SimPackage ModifiedApplicationProvisioner stands for the changed sample.",
  ]
}
