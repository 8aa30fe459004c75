/// Active Directory: its preparation, permissions, Kerberos accounts, role groups, test users.
import Directory
import Engine
import Lync

enum DirectoryActions {
  private static func state(_ name: String, _ step: String) -> ActionEntry {
    ActionEntry(name, "Tells whether Active Directory is prepared.", name) { arguments in
      try arguments.shell.refusals { try arguments.shell.write(.str(arguments.shell.session.world().preparationState(step))) }
    }
  }
  private static func prepare(_ name: String, _ step: String, _ isDone: Bool) -> ActionEntry {
    ActionEntry(name, isDone ? "Prepares Active Directory; it is prepared in every deployment." : "Takes the preparation of Active Directory back.", name + " -WhatIf") { arguments in
      try arguments.shell.change({ $0.forestName }) { try $0.prepare(step, title: name, isDone: isDone) }
    }
  }
  private static func permission(_ name: String, _ ouName: String, isGranted: Bool) -> ActionEntry {
    let isSetup = ouName == "ComputerOU"
    return ActionEntry(name, isGranted ? "Lets administrators of Lync Server manage objects of an organizational unit." : "Takes such a permission back.",
      "\(name) -\(ouName) \"OU=Sales,DC=contoso,DC=com\"\(isSetup ? "" : " -ObjectType User")", uses: [ouName, "ObjectType"]) { arguments in
      let ou = arguments.text(ouName) ?? "", what = isSetup ? "Setup" : arguments.text("ObjectType") ?? ""
      try arguments.shell.change(ou) { world in
        for kind in what.split(separator: ",") { _ = try world.grantPermission(String(kind.drop { $0 == " " }), on: ou, title: name, isGranted: isGranted) }
        return Outcome()
      }
    }
  }

  static let entries: [ActionEntry] = [
    state("Get-CsAdDomain", "Domain"), prepare("Enable-CsAdDomain", "Domain", true), prepare("Disable-CsAdDomain", "Domain", false),
    state("Get-CsAdForest", "Forest"), prepare("Enable-CsAdForest", "Forest", true), prepare("Disable-CsAdForest", "Forest", false),
    state("Get-CsAdServerSchema", "Schema"), prepare("Install-CsAdServerSchema", "Schema", true),
    permission("Grant-CsOUPermission", "OU", isGranted: true), permission("Revoke-CsOUPermission", "OU", isGranted: false),
    permission("Grant-CsSetupPermission", "ComputerOU", isGranted: true), permission("Revoke-CsSetupPermission", "ComputerOU", isGranted: false),
    ActionEntry(
      "Get-CsAdPrincipal", "Lists users and contacts of Active Directory.", "Get-CsAdPrincipal -Identity \"Ken Myer\"",
      uses: ["Identity", "Filter", "LDAPFilter", "ResultSize", "OU"]
    ) { arguments in
      let ldap = try arguments.text("LDAPFilter").map { text in try LdapFilter.parse(text) }
      try arguments.shell.filtered(arguments.text("Filter")) { test, world in
        try world.principals(identity: arguments.text("Identity"), ou: arguments.text("OU"), filter: test ?? ldap, limit: try ResultLimit(arguments.text("ResultSize") ?? "").count(arguments.shell))
      }
    },
    ActionEntry("Get-CsAdminRoleAssignment", "Tells the roles of an account.", "Get-CsAdminRoleAssignment -Identity kenmyer", uses: ["Identity"]) { arguments in
      try arguments.shell.refusals { for role in try arguments.shell.session.world().roles(of: arguments.text("Identity") ?? "") { try arguments.shell.write(.str(role)) } }
    },
    ActionEntry(
      "New-CsKerberosAccount", "Makes a computer account for Kerberos authentication of web services.",
      "New-CsKerberosAccount -UserAccount contoso\\KerbAccount -ContainerDN \"CN=Computers,DC=contoso,DC=com\"",
      uses: ["UserAccount", "ContainerDN"]) { arguments in
      let name = arguments.text("UserAccount") ?? "", container = arguments.text("ContainerDN")
      try arguments.shell.change(name) { try $0.newKerberosAccount(name, container: container) }
    },
    ActionEntry(
      "Set-CsKerberosAccountPassword", "Gives a Kerberos account a new password.", "Set-CsKerberosAccountPassword -UserAccount contoso\\KerbAccount",
      uses: ["UserAccount", "FromComputer", "ToComputer"]
    ) { arguments in
      // From one computer to another the password stays what it is.
      guard let name = arguments.text("UserAccount") else { return }
      try arguments.shell.change(name) { try $0.setKerberosPassword(name) }
    },
    ActionEntry("Get-CsTestUserCredential", "Tells which users test a pool.", "Get-CsTestUserCredential -SipAddress sip:pilar@contoso.com", uses: ["SipAddress"]) { arguments in
      try arguments.shell.get { try $0.testUsers(arguments.text("SipAddress")) }
    },
    ActionEntry(
      "Set-CsTestUserCredential", "Keeps the credentials of a user who tests a pool.",
      "Set-CsTestUserCredential -SipAddress sip:pilar@contoso.com -UserName contoso\\pilar -Password (ConvertTo-SecureString Secret-42 -AsPlainText -Force)",
      uses: ["SipAddress", "UserName"]) { arguments in
      let sip = arguments.text("SipAddress") ?? "", name = arguments.text("UserName") ?? ""
      try arguments.shell.change(sip) { try $0.setTestUser(sip, name) }
    },
    ActionEntry("Remove-CsTestUserCredential", "Forgets such credentials.", "Remove-CsTestUserCredential -SipAddress sip:pilar@contoso.com", uses: ["SipAddress"]) { arguments in
      let sip = arguments.text("SipAddress") ?? ""
      try arguments.shell.change(sip) { try $0.setTestUser(sip, nil) }
    },
  ]
}
