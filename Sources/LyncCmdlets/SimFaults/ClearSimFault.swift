/// Ends faults; what a fault stopped starts again.
import Engine
import Lync

struct ClearSimFault: Cmdlet {
  static let command = Command("Clear", "SimFault", module: "Sim", errorType: "CsShell.ClearSimFault", outputs: ["Sim.Fault"],
    synopsis: "Ends faults that were injected with Set-SimFault; what a fault stopped starts again.",
    description: "Without arguments every fault ends. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("All of them", "Clear-SimFault"),
      ("One kind", "Clear-SimFault ReplicationBlocked"),
      ("One", "Clear-SimFault FrontEndDown fe13a.contoso.com"),
    ])
  @Parameter("Name", at: 0, from: .propertyName, help: "The fault; wildcards are allowed.") var name: String?
  @Parameter("Target", at: 1, from: .propertyName, aliases: ["ComputerName", "PoolFqdn"], help: "Where; wildcards are allowed.") var target: String?
  @Parameter("PassThru", help: "Returns what ended.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      let ended = try world.clearFaults(name, target: target)
      return passThru.isOn ? ended : []
    }
  }
}
