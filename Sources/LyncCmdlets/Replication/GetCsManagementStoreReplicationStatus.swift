/// Tells which replicas of the Central Management Store are up to date.
import Engine
import Lync

struct GetCsManagementStoreReplicationStatus: Cmdlet {
  static let command = Command("Get", "CsManagementStoreReplicationStatus", module: "Lync", errorType: "CsShell.GetCsManagementStoreReplicationStatus",
    outputs: ["Microsoft.Rtc.Management.Xds.ReplicaState", "Microsoft.Rtc.Management.Xds.CentralManagementStoreStatusResult"],
    synopsis: "Tells which replicas of the Central Management Store are up to date.",
    examples: [
      ("All replicas", "Get-CsManagementStoreReplicationStatus"),
    ])
  @Parameter("ReplicaFqdn", at: 0, from: .propertyName, help: "The computer with the replica.") var replicaFqdn: String?
  @Parameter("CentralManagementStoreStatus", from: .propertyName, help: "Tells of the store itself instead of its replicas.") var centralManagementStoreStatus: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { centralManagementStoreStatus.isOn ? [$0.managementStoreStatus()] : try $0.replicationStatus(replicaFqdn) }
  }
}
