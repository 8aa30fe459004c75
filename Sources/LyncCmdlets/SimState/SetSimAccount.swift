/// Works as somebody else, or in other groups.
import Engine

struct SetSimAccount: Cmdlet {
  static let command = Command("Set", "SimAccount", module: "Sim", errorType: "CsShell.SetSimAccount",
    synopsis: "Works as another account or in other groups, and enforces the rights of role groups.",
    description: "Rights are not enforced unless the deployment file or this cmdlet says so. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("A user administrator", "Set-SimAccount kenmyer -Group RTCUniversalUserAdmins -EnforceRoles $true"),
      ("Back to everything", "Set-SimAccount Administrator -Group RTCUniversalServerAdmins, RTCUniversalUserAdmins, 'Domain Admins'"),
    ])
  @Parameter("Account", at: 0, help: "The logon name.") var account: String?
  @Parameter("Group", aliases: ["Groups"], help: "The groups the account is a member of.") var group: [String]
  @Parameter("EnforceRoles", help: "Whether cmdlets ask for the groups their pages name.") var enforceRoles: Bool?

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals { try shell.session.world().setAccount(name: account, groups: $group.isBound ? group : nil, enforceRoles: enforceRoles) }
  }
}
