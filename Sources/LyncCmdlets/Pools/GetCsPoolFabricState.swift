/// Tells the Windows Fabric state of a pool.
import Engine
import Lync

struct GetCsPoolFabricState: Cmdlet {
  static let command = Command("Get", "CsPoolFabricState", module: "Lync", errorType: "CsShell.GetCsPoolFabricState", confirm: .medium, outputs: ["System.String"],
    synopsis: "Tells the Windows Fabric state of a Lync Server 2013 pool.",
    description: "The lines are the simulator's own.",
    examples: [("A pool", "Get-CsPoolFabricState -PoolFqdn pool13.contoso.com")])
  @Parameter("PoolFqdn", help: "The pool.") var poolFqdn: String
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Type", fidelity: .inert) var type: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals { for line in try shell.session.world().poolFabricState(poolFqdn) { try shell.write(line) } }
  }
}
