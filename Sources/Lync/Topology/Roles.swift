/// The server versions the topology knows: one table for numbers, names and builds (domain 1.2).
public enum ServerVersion {
  static let ocs = 4
  static let lync2010 = 5
  static let lync2013 = 6

  /// The version as meetings name it.
  static func meetingName(_ version: Int) -> String {
    switch version {
    case ocs: return "2007R2"
    case lync2010: return "2010"
    default: return "2013"
    }
  }

  static func build(_ version: Int) -> String { version >= lync2013 ? "5.0.8308.0" : "4.0.7577.0" }
}

/// The name of the site that holds everything legacy after a merge.
let backCompatSite = "BackCompatSite"

/// A role a pool can hold, with its own properties and their defaults.
///
/// In a default `{pool}` stands for the pool's FQDN, `{external}` for the external web FQDN.
struct Role {
  enum Kind { case text, port, flag, seconds, list }

  struct Property {
    let name: String
    let kind: Kind
    let standard: String
  }

  let name: String
  /// The role's name inside a service id.
  let serviceIdName: String
  let properties: [Property]
  let shape: Shape

  private init(_ name: String, id: String? = nil, type: String? = nil, _ properties: String) {
    self.name = name
    serviceIdName = id ?? name
    self.properties = properties.split(separator: " ").map { entry in
      let parts = entry.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      let kind: Kind
      switch parts[1] {
      case "p": kind = .port
      case "f": kind = .flag
      case "t": kind = .seconds
      case "l": kind = .list
      default: kind = .text
      }
      return Property(name: parts[0], kind: kind, standard: parts.count > 2 ? parts[2] : "")
    }
    shape = Shape(
      "Microsoft.Rtc.Management.Xds.Display" + (type ?? name), base: ["Microsoft.Rtc.Management.Xds.DisplayService"],
      ["Identity"] + self.properties.map(\.name) + Role.tail)
  }

  static let tail = ["DependentServiceList", "ServiceId", "SiteId", "PoolFqdn", "Version", "Role"]

  static func named(_ name: String) -> Role? { byName[name.lowercased()] }

  private static let byName: [String: Role] = {
    var table: [String: Role] = [:]
    for role in all { table[role.name.lowercased()] = role }
    return table
  }()

  /// Name|kind|default; kinds: s text, p port, f flag, t seconds, l list.
  static let all: [Role] = [
    Role("Registrar", "UserServer|s|UserServer:{pool} BackupRegistrar|s EdgeServer|s EnableAutomaticFailover|f|False FailureDetectionInterval|t|300 FailbackDetectionInterval|t|600 SipPort|p|5061"),
    Role("UserServer", "UserDatabase|s ConferenceServer|s|ConferencingServer:{pool} McuFactorySipPort|p|444 ConfDirManagementWcfTcpPort|p|9001 UserPinManagementWcfHttpPort|p|443"),
    Role("ApplicationServer",
      "Registrar|s|Registrar:{pool} ApplicationDatabase|s AppSharingPortStart|p|40803 AppSharingPortCount|p|8348 AudioPortStart|p|49152 AudioPortCount|p|8348 VideoPortStart|p "
      + "VideoPortCount|p|0 AtsSipPort|p|5076 CaaSipPort|p|5072 CasSipPort|p|5073 CpsSipPort|p|5075 PdpSipPort|p|5080 RgsSipPort|p|5071 "
      + "Applications|l|urn:application:Caa,urn:application:Cas,urn:application:Cps,urn:application:Rgs,urn:application:testbot"),
    Role(
      "ConferencingServer",
      """
      EdgeServer|s AppSharingSipPort|p|5065 AudioVideoSipPort|p|5063 DataPsomPort|p|8057 ImSipPort|p|5062 MeetingPsomPort|p|8058 PhoneSipPort|p|5064 \
      Mcus|l|ImMcu,AvMcu,AsMcu,DataMcu,MeetingMcu
      """
    ),
    Role("WebServer", id: "WebServices",
      "FileStore|s UserServer|s|UserServer:{pool} PrimaryHttpPort|p|80 PrimaryHttpsPort|p|443 ExternalHttpPort|p|8080 ExternalHttpsPort|p|4443 PublishedPrimaryHttpPort|p|80 "
      + "PublishedPrimaryHttpsPort|p|443 PublishedExternalHttpPort|p|80 PublishedExternalHttpsPort|p|443 ReachPrimaryPsomServerPort|p|8060 ReachExternalPsomServerPort|p|8061 "
      + "AppSharingPortStart|p|49152 AppSharingPortCount|p|16383 LIServiceInternalUri|s|https://{pool}/locationinformation/liservice.svc ABHandlerInternalUri|s|https://{pool}/abs/handler "
      + "ABHandlerExternalUri|s|https://{external}/abs/handler DLExpansionInternalUri|s|https://{pool}/groupexpansion/service.svc "
      + "DLExpansionExternalUri|s|https://{external}/groupexpansion/service.svc CAHandlerInternalUri|s|https://{pool}/CertProv/CertProvisioningService.svc "
      + "CAHandlerInternalAnonUri|s|http://{pool}/CertProv/CertProvisioningService.svc CollabContentInternalUri|s|https://{pool}/CollabContent "
      + "CollabContentExternalUri|s|https://{external}/CollabContent CAHandlerExternalUri|s|https://{external}/CertProv/CertProvisioningService.svc "
      + "DeviceUpdateDownloadInternalUri|s|https://{pool}/RequestHandler/ucdevice.upx DeviceUpdateDownloadExternalUri|s|https://{external}/RequestHandlerExt/ucdevice.upx "
      + "DeviceUpdateStoreInternalUri|s|http://{pool}/RequestHandler/Files DeviceUpdateStoreExternalUri|s|https://{external}/RequestHandlerExt/Files "
      + "RgsAgentServiceInternalUri|s|https://{pool}/RgsClients/AgentService.svc RgsAgentServiceExternalUri|s|https://{external}/RgsClients/AgentService.svc "
      + "MeetExternalUri|s|https://{external}/Meet DialinExternalUri|s|https://{external}/Dialin CscpInternalUri|s|https://{pool}/Cscp ReachExternalUri|s|https://{external}/Reach "
      + "ReachInternalUri|s|https://{pool}/Reach WebTicketExternalUri|s|https://{external}/WebTicket/WebTicketService.svc "
      + "WebTicketInternalUri|s|https://{pool}/WebTicket/WebTicketService.svc ExternalFqdn|s|{external} InternalFqdn|s|{pool}"),
    Role("MediationServer", "Registrar|s|Registrar:{pool} EdgeServer|s SipServerPort|p|5070 SipClientTcpPort|p SipClientTlsPort|p|5067 AudioPortStart|p|49152 AudioPortCount|p|8348"),
    Role("EdgeServer",
      "Registrar|s AccessEdgeInternalSipPort|p|5061 AccessEdgeExternalSipPort|p|5061 AccessEdgeClientPort|p|443 DataPsomServerPort|p|8057 DataPsomClientPort|p|444 "
      + "MediaRelayAuthEdgePort|p|5062 MediaRelayAuthInternalTurnTcpPort|p|443 MediaRelayAuthExternalTurnTcpPort|p|443 MediaRelayAuthInternalTurnUdpPort|p|3478 "
      + "MediaRelayAuthExternalTurnUdpPort|p|3478 MediaCommunicationPortStart|p|50000 MediaComunicationPortCount|p|10000 AccessEdgeExternalFqdn|s DataEdgeExternalFqdn|s "
      + "AVEdgeExternalFqdn|s InternalInterfaceFqdn|s|{pool} ExternalMrasFqdn|s"),
    Role("FileStore", "ShareName|s|LyncShare UncPath|s|\\\\{pool}\\LyncShare IsDfsShare|f|False"),
    Role("UserDatabase", "SqlInstanceName|s DatabaseName|s|rtc"),
    Role("ApplicationDatabase", "SqlInstanceName|s DatabaseName|s|rtcab"),
    Role("CentralManagement", "CentralManagementDatabase|s|CentralManagementDatabase:{pool} ReplicationServicePort|p|4443"),
    Role("CentralManagementDatabase", "SqlInstanceName|s DatabaseName|s|xds"),
    Role("Director", "EdgeServer|s SipPort|p|5061 WebServer|s"),
    Role("ArchivingServer", "ArchivingDatabase|s"),
    Role("MonitoringServer", "MonitoringDatabase|s ReportingUrl|s"),
    Role("PstnGateway", "MediationServer|s Routable|f|False RepresentativeMediaIP|s"),
    Role("PersistentChatServer", "Registrar|s"),
  ]

  /// The role of a trusted application pool; its object is a shape of its own.
  static let trustedApplicationPool = "TrustedApplicationPool"
  static let externalServer = "ExternalServer"

  static func serviceIdName(_ role: String) -> String {
    if role == trustedApplicationPool { return externalServer }
    return named(role)?.serviceIdName ?? role
  }

  /// The role behind a name inside a service id.
  static func named(serviceId name: String) -> String {
    if name == externalServer { return trustedApplicationPool }
    return all.first { $0.serviceIdName == name }?.name ?? name
  }
}
