/// Tests of computers, databases, replicas, certificates, permissions and partners: what the forest would answer.
import Directory
import Engine
import Lync

enum HealthTests {
  private static func test(_ name: String, _ synopsis: String, _ example: String, uses: Set<String> = [], _ body: @escaping (LyncWorld, DescribedArguments) throws -> LyncObject) -> ActionEntry {
    ActionEntry(name, synopsis, example, uses: uses.union(["OutLoggerVariable", "OutVerboseVariable"])) { arguments in
      try arguments.shell.get { world in
        let found = try body(world, arguments)
        let texts = Dictionary(arguments.names.map { ($0, arguments.text($0) ?? "") }, uniquingKeysWith: { first, _ in first })
        try TestLog(cmdlet: name, arguments: texts, found: found, arguments.shell.context).keep(log: texts["OutLoggerVariable"], lines: texts["OutVerboseVariable"], arguments.shell.context)
        return [found]
      }
    }
  }

  static let entries: [ActionEntry] = [
    test("Test-CsComputer", "Tests the services of the computer the session is on.", "Test-CsComputer") { world, _ in world.computerTest() },
    test("Test-CsReplica", "Tests the local replica of the Central Management Store.", "Test-CsReplica") { world, _ in world.replicaTest() },
    test(
      "Test-CsFederatedPartner", "Tests whether a federated domain can be reached through an Edge Server.",
      "Test-CsFederatedPartner -TargetFqdn edge13.contoso.com -Domain fabrikam.com", uses: ["TargetFqdn", "Domain"]
    ) {
      try $0.federationTest(edge: $1.text("TargetFqdn") ?? "", domain: $1.text("Domain") ?? "")
    },
    test(
      "Test-CsOUPermission", "Tests whether a permission on an organizational unit was granted.",
      "Test-CsOUPermission -OU \"OU=Sales,DC=contoso,DC=com\" -ObjectType User", uses: ["OU", "ObjectType"]
    ) {
      $0.permissionTest($1.text("ObjectType") ?? "", on: $1.text("OU") ?? "")
    },
    test("Test-CsSetupPermission", "Tests whether setup may write to an organizational unit.", "Test-CsSetupPermission -ComputerOU \"OU=Servers,DC=contoso,DC=com\"", uses: ["ComputerOU"]) {
      $0.permissionTest("Setup", on: $1.text("ComputerOU") ?? "")
    },
    ActionEntry(
      "Debug-CsAddressBookReplication", "Tells whether the address book of a pool knows the users of Active Directory.",
      "Debug-CsAddressBookReplication -PoolFqdn pool13.contoso.com", uses: ["PoolFqdn", "User"]
    ) { arguments in
      try arguments.shell.get { try $0.addressBookTests(pool: arguments.text("PoolFqdn"), user: arguments.text("User")) }
    },
    ActionEntry(
      "Debug-CsInterPoolReplication", "Tells whether a pool's data reach its backup pool.", "Debug-CsInterPoolReplication -PoolFqdn pool13.contoso.com",
      uses: ["PoolFqdn", "BackupModule"]
    ) { arguments in
      let pool = arguments.text("PoolFqdn") ?? ""
      try arguments.shell.refusals {
        for line in try arguments.shell.session.world().interPoolReplication(pool, module: arguments.text("BackupModule") ?? "All") { try arguments.shell.write(.str(line)) }
      }
    },
    ActionEntry(
      "Invoke-CsStorageServiceFlush", "Empties the queues of a pool's storage service.",
      "Invoke-CsStorageServiceFlush -PoolFqdn pool13.contoso.com -FlushType FullFlush", uses: ["PoolFqdn", "FlushType"]
    ) { arguments in
      try arguments.shell.refusals { for line in try arguments.shell.session.world().flushStorage(arguments.text("PoolFqdn") ?? "") { try arguments.shell.write(.str(line)) } }
    },
    ActionEntry(
      "Test-CsExStorageConnectivity", "Tests whether a pool could write to the mailbox of a user.",
      "Test-CsExStorageConnectivity -SipUri sip:pilar@contoso.com", uses: ["SipUri"]
    ) { arguments in
      try arguments.shell.refusals { try arguments.shell.write(.str(arguments.shell.session.world().exchangeStorageTest(arguments.text("SipUri") ?? ""))) }
    },
    ActionEntry(
      "Test-CsExStorageNotification", "Tests whether a mailbox could tell a pool of its changes.", "Test-CsExStorageNotification -SipUri sip:pilar@contoso.com",
      uses: ["SipUri"]
    ) { arguments in
      try arguments.shell.refusals { try arguments.shell.write(.str(arguments.shell.session.world().exchangeStorageTest(arguments.text("SipUri") ?? ""))) }
    },
    test("Test-CsMcxPushNotification", "Tests whether push notifications reach the clearing house.", "Test-CsMcxPushNotification -AccessEdgeFqdn edge13.contoso.com", uses: ["AccessEdgeFqdn"]) {
      $0.pushNotificationTest(edge: $1.text("AccessEdgeFqdn") ?? "")
    },
    test("Test-CsWatcherNodeConfiguration", "Tests whether watcher nodes can test the pools they are for.", "Test-CsWatcherNodeConfiguration") { world, _ in world.watcherNodeTest() },
    ActionEntry("Test-CsCertificateConfiguration", "Tells for each use whether the computer has a valid certificate.", "Test-CsCertificateConfiguration") { arguments in
      try arguments.shell.get { try $0.certificateTests() }
    },
    ActionEntry(
      "Test-CsDatabase", "Tests the databases of a server.", "Test-CsDatabase -ConfiguredDatabases -SqlServerFqdn sql13.contoso.com",
      uses: ["SqlServerFqdn", "CentralManagementDatabase", "ConfiguredDatabases", "LocalService", "DatabaseType"]
    ) { arguments in
      try arguments.shell.get { try $0.databaseTests(server: arguments.text("SqlServerFqdn"), centralOnly: arguments.isOn("CentralManagementDatabase")) }
    },
    ActionEntry(
      "Test-CsKerberosAccountAssignment", "Tests whether a Kerberos account is assigned to a site and exists.",
      "Test-CsKerberosAccountAssignment -Identity site:Redmond", uses: ["Identity"]
    ) { arguments in
      try arguments.shell.get { try $0.kerberosTest(arguments.text("Identity") ?? "") }
    },
    ActionEntry("Test-CsLisCivicAddress", "Tests an address against the location database.", "Get-CsLisCivicAddress | Test-CsLisCivicAddress",
      uses: ["HouseNumber", "StreetName", "City", "State", "PostalCode", "Country"]) { arguments in
      guard arguments.shell.isBound("WhatIf") == false || !arguments.isOn("WhatIf") else { return }
      try arguments.shell.refusals { throw try arguments.shell.session.world().noServiceProvider() }
    },
  ]
}
