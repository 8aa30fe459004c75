/// Asks for replication of the Central Management Store now.
import Engine
import Lync

struct InvokeCsManagementStoreReplication: Cmdlet {
  static let command = Command("Invoke", "CsManagementStoreReplication", module: "Lync", errorType: "CsShell.InvokeCsManagementStoreReplication",
    synopsis: "Asks for replication of the Central Management Store now.",
    examples: [
      ("All replicas", "Invoke-CsManagementStoreReplication"),
    ])
  @Parameter("ReplicaFqdn", at: 0, from: .propertyName, help: "The computer with the replica.") var replicaFqdn: String?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.run { world in
      try world.invokeReplication(replicaFqdn)
      return Outcome()
    }
  }
}
