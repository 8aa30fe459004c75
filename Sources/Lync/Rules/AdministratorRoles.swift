/// Who may run what: role groups, checked only in a deployment that sets `EnforceRoles` (choice Q12).
///
/// One table: command names by wildcard, and the groups of which one is enough. Reading is not checked, nor are the
/// simulator's own cmdlets.
/// - Source: S7, S11: the groups the reference pages name.
import Directory

enum AdministratorRoles {
  static let serverAdmins = "RTCUniversalServerAdmins"
  static let userAdmins = "RTCUniversalUserAdmins"
  static let domainAdmins = "Domain Admins"
  /// What the default account is a member of.
  static let standard = [serverAdmins, userAdmins, domainAdmins]

  private static let table: [(pattern: String, groups: [String])] = [
    ("Enable-CsTopology", [serverAdmins, domainAdmins]),
    ("Publish-CsTopology", [serverAdmins, domainAdmins]),
    ("Enable-CsReplica", [serverAdmins, domainAdmins]),
    ("*-Cs*ApplicationEndpoint", [userAdmins, serverAdmins]),
    ("*-CsDialInConferencingAccessNumber", [userAdmins, serverAdmins]),
    ("*-CsUser", [userAdmins]),
    ("Move-CsLegacyUser", [userAdmins]),
    ("*-CsClientPin", [userAdmins]),
    ("Grant-Cs*", [userAdmins]),
    ("*-Cs*", [serverAdmins]),
  ]

  /// The groups that may run a command; empty = anybody.
  static func groups(for command: String) -> [String] {
    table.first { Wildcard($0.pattern).matches(command) }?.groups ?? []
  }
}

extension LyncWorld {
  /// Refuses a change the session's account has no right to; `title` begins with the command's name.
  func checkRights(_ title: String) throws(Fault) {
    guard forest.enforceRoles else { return }
    let command = title.cut(at: " ")?.before ?? title
    let groups = AdministratorRoles.groups(for: command)
    if groups.isEmpty || forest.sessionGroups.contains(where: { held in groups.contains { $0.same(held) } }) { return }
    throw Fault(.permissionDenied, key: "E-ACCESS", id: "AccessDenied", target: command,
      "Access is denied. \"\(forest.sessionAccount)\" is not a member of \(groups.joined(separator: " or ")).", help: "Set-SimAccount -Group \(groups[0])")
  }

  /// Who is signed on, and in which roles (`Get-SimAccount`).
  public func account() -> LyncObject {
    LyncObject(Shapes.account, [.string(forest.sessionAccount), .strings(forest.sessionGroups), .bool(forest.enforceRoles)])
  }

  /// Name and groups of who works at the shell.
  public var workingAccount: (name: String, groups: [String]) {
    (forest.sessionAccount.isEmpty ? netbiosName + "\\Administrator" : forest.sessionAccount, forest.sessionGroups)
  }

  /// Who works at the shell from now on.
  public func setAccount(name: String?, groups: [String]?, enforceRoles: Bool?) throws(Fault) {
    try change("Set-SimAccount \(name ?? "")") { () throws(Fault) -> Void in
      if let name {
        let logon = name.cut(at: "\\")?.after ?? name
        forest.sessionAccount = netbiosName + "\\" + logon
      }
      if let groups { forest.sessionGroups = groups }
      if let enforceRoles { forest.enforceRoles = enforceRoles }
    }
  }

  func setStandardAccount() {
    forest.sessionAccount = netbiosName + "\\Administrator"
    forest.sessionGroups = AdministratorRoles.standard
  }
}

extension Shapes {
  static let account = Shape("Sim.Account", ["Account", "Groups", "EnforceRoles"], view: .list, text: "Account")
}
