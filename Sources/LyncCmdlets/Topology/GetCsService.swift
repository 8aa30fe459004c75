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
  @Parameter("Identity", at: 0, from: .propertyName, sets: ["Identity"]) var identity: XdsIdentity?
  @Parameter("PoolFqdn") var poolFqdn: String?
  @Parameter("Filter", sets: ["Filter"]) var filter: String?
  @Parameter("ApplicationDatabase", sets: ["ApplicationDatabase"]) var applicationDatabase: Switch
  @Parameter("ApplicationServer", sets: ["ApplicationServer"]) var applicationServer: Switch
  @Parameter("ArchivingDatabase", sets: ["ArchivingDatabase"]) var archivingDatabase: Switch
  @Parameter("ArchivingServer", sets: ["ArchivingServer"]) var archivingServer: Switch
  @Parameter("CentralManagement", sets: ["CentralManagement"]) var centralManagement: Switch
  @Parameter("CentralManagementDatabase", sets: ["CentralManagementDatabase"]) var centralManagementDatabase: Switch
  @Parameter("ConferencingServer", sets: ["ConferenceServer"], aliases: ["ConferenceServer"]) var conferencingServer: Switch
  @Parameter("Director", sets: ["Director"]) var director: Switch
  @Parameter("EdgeServer", sets: ["EdgeServer"]) var edgeServer: Switch
  @Parameter("FileStore", sets: ["FileStore"]) var fileStore: Switch
  @Parameter("ManagementServer", sets: ["ManagementServer"]) var managementServer: Switch
  @Parameter("MediationServer", sets: ["MediationServer"]) var mediationServer: Switch
  @Parameter("MonitoringServer", sets: ["MonitoringServer"]) var monitoringServer: Switch
  @Parameter("MonitoringDatabase", sets: ["MonitoringDatabase"]) var monitoringDatabase: Switch
  @Parameter("PstnGateway", sets: ["PstnGateway"]) var pstnGateway: Switch
  @Parameter("Registrar", sets: ["Registrar"]) var registrar: Switch
  @Parameter("TrustedApplicationPool", sets: ["TrustedApplicationPool"], aliases: ["ExternalServer"]) var trustedApplicationPool: Switch
  @Parameter("UserDatabase", sets: ["UserDatabase"]) var userDatabase: Switch
  @Parameter("UserServer", sets: ["UserServer"]) var userServer: Switch
  @Parameter("WebServer", sets: ["WebServer"]) var webServer: Switch
  @Parameter("BackupServer", sets: ["BackupServer"]) var backupServer: Switch
  @Parameter("LegalInterceptServer", sets: ["LegalInterceptServer"]) var legalInterceptServer: Switch
  @Parameter("PersistentChatComplianceDatabase", sets: ["PersistentChatComplianceDatabase"]) var persistentChatComplianceDatabase: Switch
  @Parameter("PersistentChatDatabase", sets: ["PersistentChatDatabase"]) var persistentChatDatabase: Switch
  @Parameter("PersistentChatServer", sets: ["PersistentChatServer"]) var persistentChatServer: Switch
  @Parameter("WacServer", sets: ["WacServer"]) var wacServer: Switch

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
