/// Recovers a pool from the loss of its quorum.
import Engine
import Lync

struct ResetCsPoolRegistrarState: Cmdlet {
  static let command = Command("Reset", "CsPoolRegistrarState", module: "Lync", errorType: "CsShell.ResetCsPoolRegistrarState", confirm: .medium,
    synopsis: "Resets the Registrar of a Lync Server 2013 pool, for example after it lost its quorum.",
    description: "QuorumLossRecovery and FullReset end the fault QuorumLost; RTCSRV of the pool is started unless -NoReStart is given.",
    examples: [("After a loss of quorum", "Reset-CsPoolRegistrarState -PoolFqdn pool13.contoso.com -ResetType QuorumLossRecovery")])
  @Parameter("PoolFqdn", help: "The pool.") var poolFqdn: Fqdn
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("MachineFqdn", fidelity: .inert) var machineFqdn: Fqdn?
  @Parameter("NoReStart", help: "Does not start services.") var noReStart: Switch
  @Parameter("ResetLocalDatabases", fidelity: .inert) var resetLocalDatabases: Switch
  @Parameter("ResetType", help: "What is reset; ServiceReset when nothing is given.") var resetType: PoolResetType?

  mutating func process(_ shell: Invocation) throws {
    let kind = resetType?.rawValue ?? "ServiceReset", restart = !noReStart.isOn, pool = poolFqdn.text
    try shell.change(pool) { world in
      try world.resetPoolRegistrarState(pool, type: kind, restart: restart)
      return Outcome()
    }
  }
}

enum PoolResetType: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.Management.Hadr.PoolResetType"
  case serviceReset = "ServiceReset", quorumLossRecovery = "QuorumLossRecovery", fullReset = "FullReset", machineStateRemoved = "MachineStateRemoved"
}
