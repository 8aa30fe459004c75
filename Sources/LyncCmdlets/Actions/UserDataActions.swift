/// Data that leaves the forest and comes back: user data, location database, response groups.
import Directory
import Engine
import Lync

enum UserDataActions {
  private static func query(_ arguments: DescribedArguments) -> UserDataQuery {
    var query = UserDataQuery()
    query.pool = arguments.text("PoolFqdn")
    query.identity = arguments.text("Identity")
    query.user = arguments.text("UserFilter")
    query.directory = arguments.text("ConfDirectoryFilter")
    return query
  }
  private static let filters: Set<String> = ["PoolFqdn", "Identity", "FileName", "UserFilter", "ConfDirectoryFilter"]

  static let entries: [ActionEntry] = [
    ActionEntry("Export-CsUserData", "Saves what a pool's user store holds of users: contacts, conferences, PINs; and conference directories.",
      "Export-CsUserData -PoolFqdn pool13.contoso.com -FileName C:\\\\Users.zip", uses: filters) { arguments in
      try arguments.shell.refusals {
        let text = try arguments.shell.session.world().exportUserData(query(arguments))
        try arguments.write(text, to: arguments.text("FileName") ?? "", entry: "UserData.xml")
      }
    },
    ActionEntry(
      "Import-CsUserData", "Puts saved user data back; what the user store holds gives way.",
      "Import-CsUserData -PoolFqdn pool13.contoso.com -FileName C:\\\\Users.zip", uses: filters
    ) { arguments in
      let name = arguments.text("FileName") ?? "", query = query(arguments)
      try arguments.shell.run { try $0.importUserData(arguments.read(name), file: name, query, replaces: true) }
    },
    ActionEntry("Update-CsUserData", "Adds saved user data to what the user stores hold.", "Update-CsUserData -FileName C:\\\\Users.zip", uses: ["FileName", "UserFilter"]) { arguments in
      let name = arguments.text("FileName") ?? ""
      var query = query(arguments)
      try arguments.shell.change(name) { world in
        // Every user where he is homed.
        query.pool = nil
        return try world.updateUserData(arguments.read(name), file: name, query)
      }
    },
    ActionEntry(
      "Convert-CsUserData", "Rewrites saved user data for another version of the product.",
      "Convert-CsUserData -InputFile C:\\\\Users.zip -OutputFile C:\\\\Users.xml -TargetVersion Current",
      uses: ["InputFile", "OutputFile", "TargetVersion", "UserFilter", "ConfDirectoryFilter"]) { arguments in
      try arguments.shell.refusals {
        let name = arguments.text("InputFile") ?? ""
        let text = try arguments.shell.session.world().convertUserData(arguments.read(name), file: name, to: arguments.text("TargetVersion") ?? "Current", query(arguments))
        try arguments.write(text, to: arguments.text("OutputFile") ?? "", entry: "UserData.xml")
      }
    },
    ActionEntry("Sync-CsUserData", "Brings the user store of a pool in line with its backup.", "Sync-CsUserData -PoolFqdn pool13.contoso.com", uses: ["PoolFqdn"]) { arguments in
      try arguments.shell.refusals { try arguments.shell.session.world().syncUserData(arguments.text("PoolFqdn") ?? "") }
    },
    ActionEntry("Backup-CsPool", "Copies the data of a pool to its backup pool.", "Backup-CsPool -PoolFqdn pool13.contoso.com", uses: ["PoolFqdn"]) { arguments in
      let pool = arguments.text("PoolFqdn") ?? ""
      try arguments.shell.change(pool) { world in
        try world.syncBackup(pool)
        return Outcome()
      }
    },
    ActionEntry("Export-CsLisConfiguration", "Saves the location database.", "Export-CsLisConfiguration -FileName C:\\\\Lis.zip", uses: ["FileName", "AsBytes"]) { arguments in
      try export(arguments, "LisConfiguration", LyncWorld.locationNouns)
    },
    ActionEntry("Import-CsLisConfiguration", "Puts a saved location database back.", "Import-CsLisConfiguration -FileName C:\\\\Lis.zip", uses: ["FileName", "ByteInput"]) { arguments in
      try restore(arguments, "Import-CsLisConfiguration", "LisConfiguration", LyncWorld.locationNouns, replaces: true)
    },
    ActionEntry("Publish-CsLisConfiguration", "Makes the location database available to the pools.", "Publish-CsLisConfiguration") { arguments in
      try arguments.shell.change("Global") { try $0.publishLocations(true) }
    },
    ActionEntry("Unpublish-CsLisConfiguration", "Empties the location database.", "Unpublish-CsLisConfiguration -WhatIf") { arguments in
      try arguments.shell.change("Global") { try $0.publishLocations(false) }
    },
    ActionEntry("Get-CsLisCivicAddress", "Lists the addresses of the location database.", "Get-CsLisCivicAddress") { arguments in try arguments.shell.get { $0.civicAddresses() } },
    ActionEntry("Debug-CsLisConfiguration", "Lists everything of the location database.", "Debug-CsLisConfiguration") { arguments in
      try arguments.shell.get { world in try LyncWorld.locationNouns.flatMap { noun in try SettingsClass.named(noun).map { try world.settings($0) } ?? [] } }
    },
    ActionEntry(
      "Export-CsRgsConfiguration", "Saves the response groups of a pool.",
      "Export-CsRgsConfiguration -Source ApplicationServer:pool13.contoso.com -FileName C:\\\\Rgs.zip", uses: ["Source", "FileName"]
    ) { arguments in
      try export(arguments, "RgsConfiguration", LyncWorld.responseGroupNouns, under: arguments.text("Source"))
    },
    ActionEntry("Import-CsRgsConfiguration", "Brings saved response groups to a pool.", "Import-CsRgsConfiguration -Destination ApplicationServer:pool13.contoso.com -FileName C:\\\\Rgs.zip",
      uses: ["Destination", "FileName", "ReplaceExistingRgsSettings"]) { arguments in
      try restore(
        arguments, "Import-CsRgsConfiguration", "RgsConfiguration", LyncWorld.responseGroupNouns, under: arguments.text("Destination"),
        replaces: arguments.isOn("ReplaceExistingRgsSettings"))
    },
    ActionEntry(
      "Get-CsRgsConfiguration", "Tells the settings of the response groups of a pool.", "Get-CsRgsConfiguration -Identity ApplicationServer:pool13.contoso.com",
      uses: ["Identity"]
    ) { arguments in
      try arguments.shell.get { [try $0.responseGroupSettings(arguments.text("Identity") ?? "")] }
    },
    ActionEntry(
      "Set-CsRgsConfiguration", "Changes the settings of the response groups of a pool.",
      "Set-CsRgsConfiguration -Identity ApplicationServer:pool13.contoso.com -AgentRingbackGracePeriod 30",
      uses: ["Identity", "Instance", "AgentRingbackGracePeriod", "DefaultMusicOnHoldFile", "DisableCallContext"]) { arguments in
      var given: [(String, String)] = []
      for name in ["AgentRingbackGracePeriod", "DefaultMusicOnHoldFile", "DisableCallContext"] {
        if let text = try arguments.text(name)
          ?? arguments.value("Instance").flatMap({ try arguments.shell.context.property($0, name) }).map({ Conversion.toString($0, arguments.shell.context) })
        {
          given.append((name, text))
        }
      }
      let identity =
        try arguments.text("Identity") ?? arguments.value("Instance").flatMap { try arguments.shell.context.property($0, "Identity") }.map {
          Conversion.toString($0, arguments.shell.context)
        } ?? ""
      try arguments.shell.change(identity) { try $0.setResponseGroupSettings(identity, given) }
    },
  ]

  private static func export(_ arguments: DescribedArguments, _ title: String, _ nouns: [String], under scope: String? = nil) throws {
    try arguments.shell.refusals {
      let text = try arguments.shell.session.world().exportItems(title, nouns, under: scope)
      if arguments.isOn("AsBytes") {
        return try arguments.shell.write(.array(PSArray(StoredZip.archive([(title + ".xml", Array(text.utf8))]).map { .byte($0) }, of: TypeTable.byte)))
      }
      try arguments.write(text, to: arguments.text("FileName") ?? "", entry: title + ".xml")
    }
  }

  private static func restore(_ arguments: DescribedArguments, _ command: String, _ title: String, _ nouns: [String], under scope: String? = nil, replaces: Bool) throws {
    try arguments.shell.run { world in
      let text = try arguments.content(file: arguments.text("FileName"), bytes: arguments.value("ByteInput"))
      return try world.importItems(text, file: arguments.text("FileName") ?? title, command: command, title: title, nouns, under: scope, replaces: replaces)
    }
  }
}
