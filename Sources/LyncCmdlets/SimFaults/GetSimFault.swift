/// Lists the faults that were injected, or those that can be.
import Engine
import Lync

struct GetSimFault: Cmdlet {
  static let command = Command("Get", "SimFault", module: "Sim", errorType: "CsShell.GetSimFault", outputs: ["Sim.Fault", "Sim.FaultKind"],
    synopsis: "Lists the faults that were injected with Set-SimFault.",
    description: "-ListAvailable lists the faults there are, what each does, and where it can be injected. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("What is broken", "Get-SimFault"),
      ("What can be broken", "Get-SimFault -ListAvailable"),
      ("Repair one pool", "Get-SimFault -Target pool13.contoso.com | Clear-SimFault"),
    ])
  @Parameter("Name", at: 0, help: "The fault; wildcards are allowed.") var name: String?
  @Parameter("Target", at: 1, help: "Where; wildcards are allowed.") var target: String?
  @Parameter("ListAvailable", help: "The faults there are instead of those that were injected.") var listAvailable: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in listAvailable.isOn ? world.faultKinds(name) : world.injectedFaults(name, target: target) }
  }
}
