/// Breaks something: a Front End Server, replication, a quorum, a certificate, a file store, a back end.
import Engine
import Lync

struct SetSimFault: Cmdlet {
  static let command = Command("Set", "SimFault", module: "Sim", errorType: "CsShell.SetSimFault", outputs: ["Sim.Fault"],
    synopsis: "Breaks something: a Front End Server, replication, a quorum, a certificate, a file store or a back end.",
    description: "FrontEndDown stops all services of a Front End Server. ReplicationBlocked keeps a replica at its version. QuorumLost stops RTCSRV on every Front End "
      + "Server of a 2013 pool. CertificateExpired keeps everybody from connecting to a computer. FileStoreFull refuses meeting content. BackEndUnreachable refuses moves "
      + "of users and endpoints, and PINs. The consequences are seen through the cmdlets of the product; Clear-SimFault ends them, Undo-SimChange takes them back. "
      + "A pool may stand for its computers, a computer for its pool. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A server goes down", "Set-SimFault FrontEndDown fe13a.contoso.com; Get-CsWindowsService -ComputerName fe13a.contoso.com"),
      ("Changes no longer arrive", "Set-SimFault ReplicationBlocked fe13b.contoso.com; Get-CsManagementStoreReplicationStatus"),
      ("A pool without quorum", "Set-SimFault QuorumLost pool13.contoso.com; Get-CsPoolFabricState -PoolFqdn pool13.contoso.com"),
      ("An expired certificate", "Set-SimFault CertificateExpired fe13a.contoso.com; Get-CsCertificate -Type Default"),
      ("No room for content", "Set-SimFault FileStoreFull sql13.contoso.com"),
      ("No back end", "Set-SimFault BackEndUnreachable pool13.contoso.com"),
    ])
  @Parameter("Name", at: 0, from: .propertyName, help: "The fault; Get-SimFault -ListAvailable lists them.") var name: String
  @Parameter("Target", at: 1, from: .propertyName, mandatory: true, aliases: ["ComputerName", "PoolFqdn"], help: "Where: computers, pools or file stores, as the fault asks for.") var target: [String]
  @Parameter("PassThru", help: "Returns the fault.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    for place in target { try shell.get { world in
      let faults = try world.setFault(name, target: place)
      return passThru.isOn ? faults : []
    } }
  }
}
