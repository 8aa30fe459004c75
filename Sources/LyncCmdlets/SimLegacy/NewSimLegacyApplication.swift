/// Creates a UCMA 2.0 application: trusted service entries in Active Directory, and the program on its computers.
import Engine
import Lync

struct NewSimLegacyApplication: Cmdlet {
  static let command = Command("New", "SimLegacyApplication", module: "Sim", errorType: "CsShell.NewSimLegacyApplication",
    synopsis: "Creates a UCMA 2.0 application: trusted service entries in Active Directory, and the program on its computers.",
    description: "Stands in for ApplicationProvisioner.exe. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      (
        "Behind a load balancer",
        """
        New-SimLegacyApplication -Name acmeapp -PoolFqdn ApplicationPool.contoso.com -ComputerFqdn app1.contoso.com, app2.contoso.com -Port 6000 -OcsPool \
        ocspool.contoso.com
        """
      )
    ])
  @Parameter("Name", at: 0, help: "The name.") var name: String
  @Parameter("PoolFqdn", help: "Only what belongs to this pool.") var poolFqdn: String
  @Parameter("ComputerFqdn", mandatory: true, help: "The first computer of a pool of several; the pool has its own name then.") var computerFqdn: [String]
  @Parameter("Port", help: "The port the application listens on.") var port: Int
  @Parameter("OcsPool", help: "The pool its calls are routed through.") var ocsPool: String
  @Parameter("NoStart", help: "Leaves the program stopped.") var noStart: Switch
  @Parameter("ComputerName", help: "The computer; this one when nothing is given.") var computerName: String?

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      try world.newLegacyApplication(name, pool: poolFqdn, computers: computerFqdn, port: port, ocsPool: ocsPool, noStart: noStart.isOn, computer: computerName)
    }
  }
}
