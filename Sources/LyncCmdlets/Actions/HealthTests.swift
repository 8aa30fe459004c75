/// Tests of computers, databases, replicas, certificates, permissions and partners: what the forest would answer.
import Directory
import Engine
import Lync

enum HealthTests {
  private static func test(_ name: String, _ synopsis: String, _ example: String, uses: Set<String> = [], _ body: @escaping (LyncWorld, DescribedArguments) throws -> LyncObject) -> ActionEntry {
    ActionEntry(name, synopsis, example, uses: uses) { arguments in try arguments.shell.get { [try body($0, arguments)] } }
  }

  static let entries: [ActionEntry] = [
    test("Test-CsComputer", "Tests the services of the computer the session is on.", "Test-CsComputer") { world, _ in world.computerTest() },
    test("Test-CsReplica", "Tests the local replica of the Central Management Store.", "Test-CsReplica") { world, _ in world.replicaTest() },
    test("Test-CsFederatedPartner", "Tests whether a federated domain can be reached through an Edge Server.", "Test-CsFederatedPartner -TargetFqdn edge13.contoso.com -Domain fabrikam.com", uses: ["TargetFqdn", "Domain"]) {
      try $0.federationTest(edge: $1.text("TargetFqdn") ?? "", domain: $1.text("Domain") ?? "")
    },
    test("Test-CsOUPermission", "Tests whether a permission on an organizational unit was granted.", "Test-CsOUPermission -OU \"OU=Sales,DC=contoso,DC=com\" -ObjectType User", uses: ["OU", "ObjectType"]) {
      $0.permissionTest($1.text("ObjectType") ?? "", on: $1.text("OU") ?? "")
    },
    test("Test-CsSetupPermission", "Tests whether setup may write to an organizational unit.", "Test-CsSetupPermission -ComputerOU \"OU=Servers,DC=contoso,DC=com\"", uses: ["ComputerOU"]) {
      $0.permissionTest("Setup", on: $1.text("ComputerOU") ?? "")
    },
    ActionEntry("Test-CsCertificateConfiguration", "Tells for each use whether the computer has a valid certificate.", "Test-CsCertificateConfiguration") { arguments in
      try arguments.shell.get { try $0.certificateTests() }
    },
    ActionEntry("Test-CsDatabase", "Tests the databases of a server.", "Test-CsDatabase -ConfiguredDatabases -SqlServerFqdn sql13.contoso.com", uses: ["SqlServerFqdn", "CentralManagementDatabase", "ConfiguredDatabases", "LocalService", "DatabaseType"]) { arguments in
      try arguments.shell.get { try $0.databaseTests(server: arguments.text("SqlServerFqdn"), centralOnly: arguments.isOn("CentralManagementDatabase")) }
    },
    ActionEntry("Test-CsKerberosAccountAssignment", "Tests whether a Kerberos account is assigned to a site and exists.", "Test-CsKerberosAccountAssignment -Identity site:Redmond", uses: ["Identity"]) { arguments in
      try arguments.shell.get { try $0.kerberosTest(arguments.text("Identity") ?? "") }
    },
    ActionEntry("Test-CsLisCivicAddress", "Tests an address against the location database.", "Get-CsLisCivicAddress | Test-CsLisCivicAddress",
      uses: ["HouseNumber", "StreetName", "City", "State", "PostalCode", "Country"]) { arguments in
      guard arguments.shell.isBound("WhatIf") == false || !arguments.isOn("WhatIf") else { return }
      try arguments.shell.refusals { throw try arguments.shell.session.world().noServiceProvider() }
    },
  ]
}
