/// The roles of role-based access control: those the product brings along, and those made after their example.
///
/// Which cmdlets a role holds is the simulator's own reading of the roles' descriptions [O]; nothing is enforced by roles.
/// - Source: S11, the reference pages of the CsAdminRole cmdlets.
import Directory

extension Shapes {
  static let adminRole = Shape("Microsoft.Rtc.Management.WritableConfig.Settings.Roles.Role",
    ["Identity", "SID", "IsStandardRole", "Cmdlets", "ScriptModules", "ConfigScopes", "UserScopes", "Template"], view: .list, text: "Identity")
}

/// What New- and Set-CsAdminRole say of a role.
public struct AdminRoleSettings {
  /// Added, removed or replaced names of cmdlets.
  public var cmdlets: SettingsValue?
  /// Added, removed or replaced names of modules.
  public var modules: SettingsValue?
  /// `Global` or sites.
  public var configScopes: SettingsValue?
  /// `Global` or organizational units (`OU:` and a DN).
  public var userScopes: SettingsValue?
  /// Nothing is set yet.
  public init() {}
}

extension LyncWorld {
  /// Name, and the cmdlets by wildcard.
  private static let standardRoles: [(name: String, cmdlets: [String])] = [
    ("CsAdministrator", ["*"]),
    ("CsArchivingAdministrator", ["*-CsArchiving*"]),
    ("CsHelpDesk", ["Get-*", "Test-*"]),
    ("CsLocationAdministrator", ["*-CsLocationPolicy"]),
    ("CsPersistentChatAdministrator", ["*-CsPersistentChat*"]),
    ("CsResponseGroupAdministrator", ["*-CsRgs*"]),
    ("CsServerAdministrator", ["Get-*", "Test-*", "*-CsWindowsService", "Invoke-*", "Reset-*", "*-CsTrustedApplication*", "Publish-*", "Enable-CsTopology"]),
    ("CsUserAdministrator", ["*-CsUser", "Move-CsLegacyUser", "Get-CsAd*", "Get-CsUserPoolInfo", "*-CsClientPin*", "Grant-*", "*-Cs*ApplicationEndpoint", "Get-*Policy", "Get-CsDialPlan"]),
    ("CsViewOnlyAdministrator", ["Get-*"]),
    ("CsVoiceAdministrator", ["*-CsVoice*", "*-CsDialPlan", "*-CsDialInConferencing*", "*-Cs*ApplicationEndpoint", "*-CsTrunk*"]),
  ]

  private static func sid(_ number: Int) -> String { "S-1-5-21-1004336348-1177238915-682003330-\(1600 + number)" }

  private func standard(_ name: String) -> (number: Int, cmdlets: [String])? {
    LyncWorld.standardRoles.firstIndex { $0.name.same(name) }.map { ($0, LyncWorld.standardRoles[$0].cmdlets) }
  }

  private func object(ofRole row: Policy) -> LyncObject {
    LyncObject(Shapes.adminRole, [
      .string(row.identity), .string(row.setting("SID") ?? ""), .bool(false), .strings(row.list("Cmdlets").map { "Name=" + $0 }), .strings(row.list("ScriptModules")),
      .strings(row.list("ConfigScopes")), .strings(row.list("UserScopes")), .optional(row.setting("Template")),
    ])
  }

  private func namesHeld(_ patterns: [String], of names: [String]) -> [String] {
    let tests = patterns.map { Wildcard($0) }
    return names.filter { name in tests.contains { $0.matches(name) } }
  }

  /// - Parameter names: the cmdlets there are
  public func adminRoles(cmdlets names: [String]) -> [LyncObject] {
    LyncWorld.standardRoles.enumerated().map { number, role in
      LyncObject(Shapes.adminRole, [
          .string(role.name), .string(LyncWorld.sid(number)), .bool(true), .strings(namesHeld(role.cmdlets, of: names).map { "Name=" + $0 }), .strings([]),
          .strings(["Global"]), .strings(["Global"]), .null
      ])
    } + notes(.adminRole).map { object(ofRole: $0) }
  }

  private func role(_ identity: String) throws(Fault) -> Policy {
    if standard(identity) != nil { throw .invalid(identity, "\"\(identity)\" is a standard role and cannot be changed.", id: "StandardRole") }
    guard let row = note(.adminRole, identity) else { throw .notFound(identity) }
    return row
  }

  private func check(configScope text: String) throws(Fault) {
    if text.same("Global") { return }
    guard let name = text.dropping(prefix: "site:") else { throw .invalid(text, "\"\(text)\" is not a scope of a role. Use Global or site:<id>.", id: "RoleScope") }
    guard site(name) != nil else { throw .site(name) }
  }

  private func check(userScope text: String) throws(Fault) {
    if text.same("Global") { return }
    guard let ou = text.dropping(prefix: "OU:"), Folding.key(ou).contains("dc=") else {
      throw .invalid(text, "\"\(text)\" is not a user scope of a role. Use Global or OU:<distinguished name>.", id: "RoleScope")
    }
  }

  private func apply(_ settings: AdminRoleSettings, to row: Policy, names: [String]) throws(Fault) {
    func next(_ name: String, _ value: SettingsValue?) throws(Fault) -> [String]? {
      switch value {
      case nil: return nil
      case .list(let items)?: return items
      case .text(let text)?: return text.map { [$0] } ?? []
      case .edit(let add, let remove)?: return row.list(name).filter { old in !remove.contains { $0.same(old) } } + add
      }
    }
    if let cmdlets = try next("Cmdlets", settings.cmdlets) {
      for name in cmdlets where !names.contains(where: { $0.same(name) }) { throw .invalid(name, "\"\(name)\" is no cmdlet of the product.", id: "RoleCmdlet") }
      row.setSetting("Cmdlets", cmdlets.joined(separator: LyncWorld.separator))
    }
    if let modules = try next("ScriptModules", settings.modules) { row.setSetting("ScriptModules", modules.joined(separator: LyncWorld.separator)) }
    if let scopes = try next("ConfigScopes", settings.configScopes) {
      for scope in scopes { try check(configScope: scope) }
      row.setSetting("ConfigScopes", scopes.joined(separator: LyncWorld.separator))
    }
    if let scopes = try next("UserScopes", settings.userScopes) {
      for scope in scopes { try check(userScope: scope) }
      row.setSetting("UserScopes", scopes.joined(separator: LyncWorld.separator))
    }
  }

  /// New-CsAdminRole: starts with what the template may do.
  public func newAdminRole(_ identity: String, template: String, _ settings: AdminRoleSettings, cmdlets names: [String], inMemory: Bool) throws(Fault) -> Outcome {
    func make() throws(Fault) -> Outcome {
      if standard(identity) != nil || note(.adminRole, identity) != nil {
        throw Fault(.resourceExists, key: "E-SETTINGS-DUP", id: "SettingsDup", target: identity, "\"\(identity)\" already exists.", help: "Change it with Set-CsAdminRole.")
      }
      let held: [String], root: String
      if let known = standard(template) { (held, root) = (namesHeld(known.cmdlets, of: names), LyncWorld.standardRoles[known.number].name) } else {
        guard let row = note(.adminRole, template) else { throw .notFound(template) }
        (held, root) = (row.list("Cmdlets"), row.identity)
      }
      let number = (notes(.adminRole).compactMap { $0.setting("Number").flatMap { Int($0) } }.max() ?? 99) + 1
      let row = keep(.adminRole, identity, [
        "Number=" + String(number), "SID=" + LyncWorld.sid(number), "Template=" + root, "Cmdlets=" + held.joined(separator: LyncWorld.separator), "ConfigScopes=Global", "UserScopes=Global",
      ])
      try apply(settings, to: row, names: names)
      return Outcome([object(ofRole: row)])
    }
    guard inMemory else { return try change("New-CsAdminRole \(identity)") { () throws(Fault) -> Outcome in try make() } }
    var made = Outcome()
    _ = try preview { () throws(Fault) -> Void in made = try make() }
    return made
  }

  /// Set-CsAdminRole.
  /// - Parameter names: all cmdlets there are, which a role can be given
  public func setAdminRole(_ identity: String, _ settings: AdminRoleSettings, cmdlets names: [String]) throws(Fault) -> Outcome {
    try change("Set-CsAdminRole \(identity)") { () throws(Fault) -> Outcome in
      try apply(settings, to: try role(identity), names: names)
      return Outcome()
    }
  }

  /// Remove-CsAdminRole. Refuses a role that is not there.
  public func removeAdminRole(_ identity: String) throws(Fault) -> Outcome {
    try change("Remove-CsAdminRole \(identity)") { () throws(Fault) -> Outcome in
      try role(identity).delete()
      return Outcome()
    }
  }

  /// Custom roles whose name fits a pattern, or with a SID.
  public func customRoles(filter: String?, sid: String?) throws(Fault) -> [String] {
    let pattern = filter.map { Wildcard($0) }
    let found = notes(.adminRole).filter { row in (pattern?.matches(row.identity) ?? true) && (sid.map { row.setting("SID")?.same($0) ?? false } ?? true) }
    if let sid, found.isEmpty {
      if let number = LyncWorld.standardRoles.indices.first(where: { LyncWorld.sid($0).same(sid) }) { _ = try role(LyncWorld.standardRoles[number].name) }
      throw .notFound(sid)
    }
    return found.map(\.identity)
  }

  /// Update-CsAdminRole: custom roles lose the cmdlets that are no more.
  public func updateAdminRoles(cmdlets names: [String]) throws(Fault) -> Outcome {
    try change("Update-CsAdminRole") { () throws(Fault) -> Outcome in
      for row in notes(.adminRole) {
        let held = row.list("Cmdlets"), left = held.filter { name in names.contains { $0.same(name) } }
        if left.count < held.count { row.setSetting("Cmdlets", left.joined(separator: LyncWorld.separator)) }
      }
      return Outcome()
    }
  }
}
