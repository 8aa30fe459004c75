/// Roles of administrators, and what a session says of itself: its connection, its language.
import Directory
import Engine
import Lync

enum RoleActions {
  /// The cmdlets of the product there are.
  static func cmdlets(_ shell: Invocation) -> [String] { shell.context.commands.allCmdlets.map(\.name).filter { $0.contains("-Cs") }.sorted() }

  private static func settings(_ arguments: DescribedArguments) throws -> AdminRoleSettings {
    func value(_ name: String) -> SettingsValue? {
      guard let given = arguments.value(name) else { return nil }
      // `Name=Get-CsUser` is how a role shows its cmdlets.
      func texts(_ value: Value) -> [String] {
        (value.arrayValue?.values ?? [value]).map { Conversion.toString($0, arguments.shell.context) }.map { $0.lowercased().hasPrefix("name=") ? String($0.dropFirst(5)) : $0 }
      }
      if case .hash(let edit) = given.base {
        if let replaced = edit.get(.str("Replace")) { return .list(texts(replaced)) }
        return .edit(add: edit.get(.str("Add")).map(texts) ?? [], remove: edit.get(.str("Remove")).map(texts) ?? [])
      }
      return .list(given.isNull ? [] : texts(given))
    }
    var settings = AdminRoleSettings()
    settings.cmdlets = value("Cmdlets")
    settings.modules = value("ScriptModules")
    settings.configScopes = value("ConfigScopes")
    settings.userScopes = value("UserScopes")
    return settings
  }
  private static let properties: Set<String> = ["Identity", "Cmdlets", "ScriptModules", "ConfigScopes", "UserScopes"]

  static let entries: [ActionEntry] = [
    ActionEntry(
      "New-CsAdminRole", "Makes a role after the example of another one.",
      "New-CsAdminRole -Identity RedmondHelpDesk -Template CsHelpDesk -ConfigScopes site:Redmond -WhatIf", uses: properties.union(["Template", "InMemory"])
    ) { arguments in
      let identity = arguments.text("Identity") ?? "", template = arguments.text("Template") ?? "", settings = try settings(arguments), inMemory = arguments.isOn("InMemory")
      let names = cmdlets(arguments.shell)
      let body = { (world: LyncWorld) throws -> Outcome in try world.newAdminRole(identity, template: template, settings, cmdlets: names, inMemory: inMemory) }
      if inMemory { try arguments.shell.run(body) } else { try arguments.shell.change(identity, body) }
    },
    ActionEntry(
      "Set-CsAdminRole", "Changes a role that is no standard role.",
      "Set-CsAdminRole -Identity RedmondHelpDesk -UserScopes @{Add=\"OU:ou=Sales,dc=contoso,dc=com\"} -WhatIf", uses: properties
    ) { arguments in
      let identity = arguments.text("Identity") ?? "", settings = try settings(arguments), names = cmdlets(arguments.shell)
      try arguments.shell.change(identity) { try $0.setAdminRole(identity, settings, cmdlets: names) }
    },
    ActionEntry("Remove-CsAdminRole", "Removes a role that is no standard role.", "Remove-CsAdminRole -Identity RedmondHelpDesk -WhatIf", uses: ["Identity", "Filter", "Sid"]) { arguments in
      if let identity = arguments.text("Identity") { return try arguments.shell.change(identity) { try $0.removeAdminRole(identity) } }
      try arguments.shell.refusals {
        for name in try arguments.shell.session.world().customRoles(filter: arguments.text("Filter"), sid: arguments.text("Sid")) {
          try arguments.shell.change(name) { try $0.removeAdminRole(name) }
        }
      }
    },
    ActionEntry("Update-CsAdminRole", "Brings the roles up to date with the cmdlets there are.", "Update-CsAdminRole -WhatIf") { arguments in
      let names = cmdlets(arguments.shell)
      try arguments.shell.change("Global") { try $0.updateAdminRoles(cmdlets: names) }
    },
    ActionEntry(
      "Set-CsManagementConnection", "Says which Central Management Store the session works with.",
      "Set-CsManagementConnection -StoreProvider Sql -Connection \"Data Source=sql13.contoso.com\\rtc;Initial Catalog=xds\" -WhatIf",
      uses: ["StoreProvider", "Connection"]) { arguments in
      let provider = arguments.text("StoreProvider") ?? "", connection = arguments.text("Connection") ?? ""
      try arguments.shell.change(connection) { try $0.setManagementConnection((provider, connection)) }
    },
    ActionEntry("Remove-CsManagementConnection", "Takes the connection to the Central Management Store from the session.", "Remove-CsManagementConnection -WhatIf") { arguments in
      try arguments.shell.change("ManagementConnection") { try $0.setManagementConnection(nil) }
    },
    ActionEntry("Get-CsUICulture", "Tells the language the product's texts are shown in.", "Get-CsUICulture") { arguments in
      try arguments.shell.refusals {
        let name = try arguments.shell.session.world().interfaceCulture
        try arguments.shell.write(Conversion.tryConvert(.str(name), to: TypeTable.get("System.Globalization.CultureInfo"), arguments.shell.context) ?? .str(name))
      }
    },
    ActionEntry("Set-CsUICulture", "Says in which language the product's texts are to be shown.", "Set-CsUICulture -Culture en-US", uses: ["Culture"]) { arguments in
      let wanted = arguments.text("Culture") ?? ""
      // "default" is the language of the computer
      let name = wanted.lowercased() == "default" ? "en-US" : wanted
      guard Conversion.tryConvert(.str(name), to: TypeTable.get("System.Globalization.CultureInfo"), arguments.shell.context) != nil else {
        throw arguments.shell.terminating(
          "CultureNotFound", .invalidArgument, "\"\(name)\" is not the name of a culture.", exception: "System.Globalization.CultureNotFoundException",
          target: .str(name))
      }
      try arguments.shell.change(name) { try $0.setInterfaceCulture(name) }
    },
    ActionEntry(
      "Copy-CsVoicePolicy", "Copies a voice policy to an online tenant; refused here, where there is none.",
      "Copy-CsVoicePolicy -Identity Global -PolicyName Redmond -Tenant ([guid]::NewGuid())", uses: ["Tenant"]
    ) { arguments in
      try arguments.shell.report(Fault.onlineOnly("Tenant"))
    },
  ]
}
