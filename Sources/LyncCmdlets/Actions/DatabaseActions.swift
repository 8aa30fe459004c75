/// Databases: installing, removing, mirroring, purging; archived data; the Central Management Server's fail-over.
import Directory
import Engine
import Lync

enum DatabaseActions {
  private static func choice(_ arguments: DescribedArguments) -> DatabaseChoice {
    if let type = arguments.text("DatabaseType") { return .type(type) }
    return arguments.isOn("CentralManagementDatabase") ? .centralManagement : arguments.isOn("LocalDatabases") ? .local : .configured
  }
  private static let choices: Set<String> = ["DatabaseType", "CentralManagementDatabase", "ConfiguredDatabases", "LocalDatabases", "SqlServerFqdn", "SqlInstanceName", "ForInstance"]

  private static func instance(_ arguments: DescribedArguments) -> String? { arguments.text("SqlInstanceName") ?? arguments.text("ForInstance") }

  private static func purge(_ name: String, _ kind: LyncWorld.Purge, _ what: String, example: String, age: String, isInDays: Bool) -> ActionEntry {
    ActionEntry(name, "Deletes old \(what) from the database of a pool.", example, uses: ["Identity", "SqlServerFqdn", age]) { arguments in
      let hours = (arguments.text(age).flatMap { Int($0) } ?? 0).multipliedReportingOverflow(by: isInDays ? 24 : 1)
      let identity = arguments.text("Identity"), server = arguments.text("SqlServerFqdn")
      try arguments.shell.change(identity ?? server ?? "") { try $0.purge(kind, identity: identity, server: server, hours: hours.overflow ? Int.max : hours.partialValue) }
    }
  }

  static let entries: [ActionEntry] = [
    ActionEntry(
      "Install-CsDatabase", "Makes databases on an SQL server.",
      "Install-CsDatabase -CentralManagementDatabase -SqlServerFqdn sql13.contoso.com -SqlInstanceName rtc -WhatIf", uses: choices.union(["Clean"])
    ) { arguments in
      let server = arguments.text("SqlServerFqdn")
      try arguments.shell.change({ server ?? $0.currentComputer }) {
        try $0.installDatabase(choice(arguments), server: server, instance: instance(arguments), clean: arguments.isOn("Clean"))
      }
    },
    ActionEntry(
      "Uninstall-CsDatabase", "Removes databases no service of the topology uses.",
      "Uninstall-CsDatabase -CentralManagementDatabase -SqlServerFqdn sql13.contoso.com -SqlInstanceName rtc -WhatIf", uses: choices
    ) { arguments in
      let server = arguments.text("SqlServerFqdn") ?? ""
      try arguments.shell.change(server) { try $0.uninstallDatabase(choice(arguments), server: server, instance: instance(arguments)) }
    },
    ActionEntry("Install-CsMirrorDatabase", "Sets mirrors of databases up.", "Install-CsMirrorDatabase -ConfiguredDatabases -FileShare \\\\sql13\\Mirror -SqlServerFqdn sql13.contoso.com -WhatIf",
      uses: ["DatabaseType", "ConfiguredDatabases", "SqlServerFqdn", "FileShare"]) { arguments in
      let server = arguments.text("SqlServerFqdn") ?? ""
      try arguments.shell.change(server) { try $0.installMirror(choice(arguments), server: server, share: arguments.text("FileShare") ?? "") }
    },
    ActionEntry(
      "Uninstall-CsMirrorDatabase", "Takes a mirror of databases down.",
      "Uninstall-CsMirrorDatabase -DatabaseType User -SqlServerFqdn sql13.contoso.com -WhatIf", uses: ["DatabaseType", "SqlServerFqdn"]
    ) { arguments in
      let server = arguments.text("SqlServerFqdn") ?? ""
      try arguments.shell.change(server) { try $0.uninstallMirror(type: arguments.text("DatabaseType") ?? "", server: server) }
    },
    ActionEntry(
      "Invoke-CsDatabaseFailover", "Makes the mirror of a pool's databases the principal, or takes that back.",
      "Invoke-CsDatabaseFailover -PoolFqdn pool13.contoso.com -DatabaseType User -NewPrincipal Mirror -WhatIf",
      uses: ["PoolFqdn", "DatabaseType", "NewPrincipal"]) { arguments in
      let pool = arguments.text("PoolFqdn") ?? ""
      try arguments.shell.change(pool) { try $0.failOverDatabase(type: arguments.text("DatabaseType") ?? "", pool: pool, principal: arguments.text("NewPrincipal") ?? "") }
    },
    ActionEntry(
      "Invoke-CsManagementServerFailover", "Moves the Central Management Server to the backup pool.", "Invoke-CsManagementServerFailover -WhatIf",
      uses: ["BackupSqlServerFqdn", "Restore"]
    ) { arguments in
      try arguments.shell.change({ $0.masterComputer }) { try $0.failOverManagementServer(disaster: arguments.text("BackupSqlServerFqdn"), restores: arguments.isOn("Restore")) }
    },
    ActionEntry("Remove-CsUserStoreBackupData", "Deletes the user data a former backup pool left.", "Remove-CsUserStoreBackupData -PoolFqdn pool13.contoso.com", uses: ["PoolFqdn"]) { arguments in
      let pool = arguments.text("PoolFqdn") ?? ""
      try arguments.shell.change(pool) { try $0.removeBackupData(pool) }
    },
    purge(
      "Invoke-CsArchivingDatabasePurge", .archiving, "archived conversations",
      example:
        "Invoke-CsArchivingDatabasePurge -Identity ArchivingDatabase:sql13.contoso.com -PurgeArchivingDataOlderThanHours 24 -PurgeExportedArchivesOnly $false",
      age: "PurgeArchivingDataOlderThanHours", isInDays: false),
    purge(
      "Invoke-CsCdrDatabasePurge", .callDetails, "call detail records",
      example:
        "Invoke-CsCdrDatabasePurge -Identity MonitoringDatabase:sql13.contoso.com -PurgeCallDetailDataOlderThanDays 10 -PurgeDiagnosticDataOlderThanDays 5",
      age: "PurgeCallDetailDataOlderThanDays", isInDays: true),
    purge("Invoke-CsQoEDatabasePurge", .quality, "records of call quality", example: "Invoke-CsQoEDatabasePurge -Identity MonitoringDatabase:sql13.contoso.com -PurgeQoEDataOlderThanDays 10",
      age: "PurgeQoEDataOlderThanDays", isInDays: true),
    ActionEntry(
      "Export-CsArchivingData", "Writes the archived conversations of a database into a folder.",
      "Export-CsArchivingData -Identity ArchivingDatabase:sql13.contoso.com -StartDate 2014-01-01 -OutputFolder C:\\\\Archive",
      uses: ["Identity", "DBInstance", "OutputFolder", "UserUri"]) { arguments in
      try arguments.shell.refusals {
        let text = try arguments.shell.session.world().exportArchive(identity: arguments.text("Identity"), instance: arguments.text("DBInstance"), user: arguments.text("UserUri"))
        guard try arguments.shell.confirmed(arguments.text("Identity") ?? arguments.text("DBInstance") ?? "") else { return }
        try arguments.write(text, to: (arguments.text("OutputFolder") ?? "") + "/ArchivedConversations.xml", entry: "ArchivedConversations.xml")
      }
    },
    ActionEntry(
      "Get-CsClientAccessLicense", "Counts the client access licences that are needed.", "Get-CsClientAccessLicense -License",
      uses: ["License", "LicenseName", "MonitoringDatabase"]
    ) { arguments in
      try arguments.shell.get { world in
        guard let database = arguments.text("MonitoringDatabase") else { return world.accessLicenses() }
        let wanted = arguments.text("LicenseName") ?? ""
        return try world.accessLicenses(monitoring: database).filter { $0["LicenseName"]?.text.lowercased() == wanted.lowercased() }
      }
    },
  ]
}
