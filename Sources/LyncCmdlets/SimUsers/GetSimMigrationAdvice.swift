/// Ranks users by how soon they should be moved, frequent organizers first.
import Engine
import Lync

struct GetSimMigrationAdvice: Cmdlet {
  static let command = Command("Get", "SimMigrationAdvice", module: "Sim", errorType: "CsShell.GetSimMigrationAdvice",
    synopsis: "Ranks users by how soon they should be moved, frequent organizers first.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The first five", "Get-SimMigrationAdvice | Select-Object -First 5"),
    ])

  mutating func process(_ shell: Invocation) throws { try shell.get { $0.migrationAdvice() } }
}
