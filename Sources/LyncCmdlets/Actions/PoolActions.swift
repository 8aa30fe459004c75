/// Pools: backup partners, fail-over, databases, address book; the audio test service.
import Directory
import Engine
import Lync

enum PoolActions {
  private static func pool(_ arguments: DescribedArguments) -> String { arguments.text("PoolFqdn") ?? "" }
  private static let onPool: Set<String> = ["PoolFqdn"]

  static let entries: [ActionEntry] = [
    ActionEntry("Get-CsPoolBackupRelationship", "Tells which pool backs another one up.", "Get-CsPoolBackupRelationship -PoolFqdn pool13.contoso.com", uses: onPool) { arguments in
      try arguments.shell.get { [try $0.backupRelationship(pool(arguments))] }
    },
    ActionEntry("Get-CsBackupServiceStatus", "Tells whether a pool's data reaches its backup pool.", "Get-CsBackupServiceStatus -PoolFqdn pool13.contoso.com", uses: onPool) { arguments in
      try arguments.shell.get { [try $0.backupStatus(pool(arguments))] }
    },
    ActionEntry("Invoke-CsBackupServiceSync", "Copies a pool's data to its backup pool now.", "Invoke-CsBackupServiceSync -PoolFqdn pool13.contoso.com", uses: onPool) { arguments in
      try arguments.shell.refusals { try arguments.shell.session.world().syncBackup(pool(arguments)) }
    },
    ActionEntry("Get-CsPoolUpgradeReadinessState", "Tells which pools may be updated now.", "Get-CsPoolUpgradeReadinessState") { arguments in
      try arguments.shell.get { try $0.upgradeReadiness() }
    },
    ActionEntry(
      "Invoke-CsPoolFailOver", "Lets the backup pool serve the users of a pool.", "Invoke-CsPoolFailOver -PoolFqdn pool13.contoso.com -DisasterMode",
      uses: ["PoolFqdn", "DisasterMode"]
    ) { arguments in
      let pool = pool(arguments), disaster = arguments.isOn("DisasterMode")
      try arguments.shell.change(pool) { try $0.failOver(pool, disaster: disaster) }
    },
    ActionEntry("Invoke-CsPoolFailBack", "Lets a pool serve its users again.", "Invoke-CsPoolFailBack -PoolFqdn pool13.contoso.com", uses: onPool) { arguments in
      let pool = pool(arguments)
      try arguments.shell.change(pool) { try $0.failBack(pool) }
    },
    ActionEntry("Get-CsDatabaseMirrorState", "Tells the state of the mirrored databases of a pool.", "Get-CsDatabaseMirrorState -PoolFqdn pool13.contoso.com", uses: onPool) { arguments in
      try arguments.shell.get { try $0.mirrorState(pool(arguments)) }
    },
    ActionEntry("Set-CsUserDatabaseState", "Takes the user database of a pool off line, or brings it back.", "Set-CsUserDatabaseState UserServer:pool13.contoso.com -Online $true",
      uses: ["Identity", "RegistrarPool", "Online"]) { arguments in
      let pool = (arguments.text("Identity") ?? arguments.text("RegistrarPool") ?? "").withoutPrefix, online = arguments.isOn("Online")
      try arguments.shell.change("UserServer:" + pool) { try $0.setUserDatabaseState(pool, online: online) }
    },
    ActionEntry("Update-CsAddressBook", "Writes the address book anew.", "Update-CsAddressBook", uses: ["Fqdn"]) { arguments in
      try arguments.shell.run { world in
        try world.updateAddressBook(arguments.text("Fqdn"))
        return Outcome()
      }
    },
    ActionEntry("Debug-CsIntraPoolReplication", "Tells whether the computers of a pool agree on a user or a conference directory.", "Debug-CsIntraPoolReplication -UserUri sip:pilar@contoso.com",
      uses: ["ConferenceDirectory", "UserUri"]) { arguments in
      try arguments.shell.get { try $0.intraPoolReplication(user: arguments.text("UserUri"), directory: arguments.text("ConferenceDirectory")) }
    },
    ActionEntry("Get-CsAudioTestServiceApplication", "Lists the contacts of the audio test service.", "Get-CsAudioTestServiceApplication", uses: ["Identity", "Filter"]) { arguments in
      try arguments.shell.filtered(arguments.text("Filter")) { test, world in
        var query = EndpointQuery()
        query.identity = arguments.text("Identity")
        query.applicationId = "testbot"
        query.filter = test
        return try world.applicationEndpoints(query)
      }
    },
    ActionEntry("Set-CsAudioTestServiceApplication", "Changes a contact of the audio test service.", "Get-CsAudioTestServiceApplication | Set-CsAudioTestServiceApplication -DisplayName \"Call me\"",
      uses: ["Identity", "DisplayName", "DisplayNumber", "LineURI", "Enabled", "EnterpriseVoiceEnabled", "EnabledForFederation", "PassThru"]) { arguments in
      let identity = arguments.text("Identity") ?? "", passes = arguments.isOn("PassThru")
      let given = arguments.names.filter { !["Identity", "PassThru"].contains($0) }.map { ($0, arguments.text($0)) }
      try arguments.shell.change({ try $0.endpointIdentity(identity) }) { try $0.setTestService(identity, given, passThru: passes) }
    },
  ]
}
