/// Lists the services (roles) of the topology.
import Engine
import Lync

struct GetCsService: Cmdlet {
  static let command = Command("Get", "CsService", module: "Lync", errorType: "CsShell.GetCsService", defaultSet: "Identity",
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayMonitoringDatabase"],
    synopsis: "Lists the services (roles) of the topology.",
    examples: [
      ("Where the users are", "Get-CsService -UserServer"),
      ("All of a pool", "Get-CsService -PoolFqdn pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"], help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("PoolFqdn", help: "Only what belongs to this pool.") var poolFqdn: String?
  @Parameter("Filter", sets: ["Filter"],
    help: "Which objects: for users and contacts Property -op value joined by -and, -or, -not; for topology objects a wildcard on the identity.") var filter:
    String?
  @Parameter("ApplicationDatabase", sets: ["ApplicationDatabase"], help: "Only services of this role.") var applicationDatabase: Switch
  @Parameter("ApplicationServer", sets: ["ApplicationServer"], help: "Only services of this role.") var applicationServer: Switch
  @Parameter("ArchivingDatabase", sets: ["ArchivingDatabase"], help: "Only services of this role.") var archivingDatabase: Switch
  @Parameter("ArchivingServer", sets: ["ArchivingServer"], help: "Only services of this role.") var archivingServer: Switch
  @Parameter("CentralManagement", sets: ["CentralManagement"], help: "Only services of this role.") var centralManagement: Switch
  @Parameter("CentralManagementDatabase", sets: ["CentralManagementDatabase"], help: "Only services of this role.") var centralManagementDatabase: Switch
  @Parameter("ConferencingServer", sets: ["ConferenceServer"], aliases: ["ConferenceServer"], help: "Only services of this role.") var conferencingServer: Switch
  @Parameter("Director", sets: ["Director"], help: "Only services of this role.") var director: Switch
  @Parameter("EdgeServer", sets: ["EdgeServer"], help: "Only services of this role.") var edgeServer: Switch
  @Parameter("FileStore", sets: ["FileStore"], help: "Only services of this role.") var fileStore: Switch
  @Parameter("ManagementServer", sets: ["ManagementServer"], help: "Only services of this role.") var managementServer: Switch
  @Parameter("MediationServer", sets: ["MediationServer"], help: "Only services of this role.") var mediationServer: Switch
  @Parameter("MonitoringServer", sets: ["MonitoringServer"], help: "Only services of this role.") var monitoringServer: Switch
  @Parameter("MonitoringDatabase", sets: ["MonitoringDatabase"], help: "Only services of this role.") var monitoringDatabase: Switch
  @Parameter("PstnGateway", sets: ["PstnGateway"], help: "Only services of this role.") var pstnGateway: Switch
  @Parameter("Registrar", sets: ["Registrar"], help: "The pool the applications are routed through: FQDN or service id. $null takes it away.") var registrar: Switch
  @Parameter("TrustedApplicationPool", sets: ["TrustedApplicationPool"], aliases: ["ExternalServer"], help: "Only services of this role.") var trustedApplicationPool: Switch
  @Parameter("UserDatabase", sets: ["UserDatabase"], help: "Only services of this role.") var userDatabase: Switch
  @Parameter("UserServer", sets: ["UserServer"], help: "Only services of this role.") var userServer: Switch
  @Parameter("WebServer", sets: ["WebServer"], help: "Only services of this role.") var webServer: Switch
  @Parameter("BackupServer", sets: ["BackupServer"], help: "Only services of this role.") var backupServer: Switch
  @Parameter("LegalInterceptServer", sets: ["LegalInterceptServer"], help: "Only services of this role.") var legalInterceptServer: Switch
  @Parameter("PersistentChatComplianceDatabase", sets: ["PersistentChatComplianceDatabase"], help: "Only services of this role.") var persistentChatComplianceDatabase: Switch
  @Parameter("PersistentChatDatabase", sets: ["PersistentChatDatabase"], help: "Only services of this role.") var persistentChatDatabase: Switch
  @Parameter("PersistentChatServer", sets: ["PersistentChatServer"], help: "Only services of this role.") var persistentChatServer: Switch
  @Parameter("WacServer", sets: ["WacServer"], help: "Only services of this role.") var wacServer: Switch

  mutating func process(_ shell: Invocation) throws {
    let role = [
      ("ApplicationDatabase", applicationDatabase.isOn),
      ("ApplicationServer", applicationServer.isOn),
      ("ArchivingDatabase", archivingDatabase.isOn),
      ("ArchivingServer", archivingServer.isOn),
      ("CentralManagement", centralManagement.isOn),
      ("CentralManagementDatabase", centralManagementDatabase.isOn),
      ("ConferencingServer", conferencingServer.isOn),
      ("Director", director.isOn),
      ("EdgeServer", edgeServer.isOn),
      ("FileStore", fileStore.isOn),
      ("ManagementServer", managementServer.isOn),
      ("MediationServer", mediationServer.isOn),
      ("MonitoringServer", monitoringServer.isOn),
      ("MonitoringDatabase", monitoringDatabase.isOn),
      ("PstnGateway", pstnGateway.isOn),
      ("Registrar", registrar.isOn),
      ("TrustedApplicationPool", trustedApplicationPool.isOn),
      ("UserDatabase", userDatabase.isOn),
      ("UserServer", userServer.isOn),
      ("WebServer", webServer.isOn),
      ("BackupServer", backupServer.isOn),
      ("LegalInterceptServer", legalInterceptServer.isOn),
      ("PersistentChatComplianceDatabase", persistentChatComplianceDatabase.isOn),
      ("PersistentChatDatabase", persistentChatDatabase.isOn),
      ("PersistentChatServer", persistentChatServer.isOn),
      ("WacServer", wacServer.isOn),
    ].first { $0.1 }?.0
    try shell.get { try $0.services(identity: identity?.text, filter: filter, role: role, pool: poolFqdn) }
  }
}
