/// Cmdlets of Lync Server 2013 that the simulator knows by name and does not carry out: they say so instead of being unknown.
///
/// - Source: S11, the index of the Lync Server 2013 cmdlets. `Tests/LyncSurface` checks that every documented cmdlet is
///   either simulated or stands here.
import Engine

enum KnownCmdlets {
  /// The refusal for a name, or nil when no such cmdlet is known.
  static func refusal(_ name: String) -> TerminatingError? {
    guard let known = names[name.lowercased()] else { return nil }
    let error = TerminatingError("CmdletNotSimulated", "The cmdlet \(known) belongs to Lync Server 2013, but the simulated forest does not carry it out.", .notImplemented,
      exception: "System.NotSupportedException", target: .str(known))
    error.record.recommendedAction = "Get-Command -Module Lync lists the cmdlets that work here."
    return error
  }

  private static let names: [String: String] = {
    var result: [String: String] = [:]
    var verb = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if word.last == ":" { verb = String(word.dropLast()); continue }
      let name = verb + "-Cs" + word
      result[name.lowercased()] = name
    }
    return result
  }()

  /// Verb, then nouns without Cs.
  private static let text = """
    Approve: DeviceUpdateRule
    Backup: Pool
    Clear: DeviceUpdateFile DeviceUpdateLog PersistentChatRoom
    Convert: UserData
    Copy: VoicePolicy
    Debug: AddressBookReplication InterPoolReplication IntraPoolReplication LisConfiguration UnifiedContactStore
    Disable: AdDomain AdForest Computer HostingProvider MeetingRoom PublicProvider
    Enable: AdDomain AdForest Computer HostingProvider MeetingRoom PublicProvider
    Export: ArchivingData LisConfiguration PersistentChatData RgsConfiguration UserData
    Get: AdDomain AdForest AdPrincipal AdServerSchema AdminRoleAssignment AllowedDomain AnalogDevice Announcement AudioTestServiceApplication
      BackupServiceStatus BlockedDomain CallParkOrbit ClientAccessLicense ClientCertificate ClientVersionPolicyRule ClsRegion ClsScenario ClsSearchTerm
      ClsSecurityGroup CommonAreaPhone ConfigurationStoreLocation DatabaseMirrorState DeviceUpdateRule ExUmContact HealthMonitoringConfiguration
      HostingProvider HybridApplicationEndpoint LisCivicAddress LisLocation LisPort LisServiceProvider LisSubnet LisSwitch LisWirelessAccessPoint
      MeetingRoom NetworkBandwidthPolicyProfile NetworkInterRegionRoute NetworkInterSitePolicy NetworkInterface NetworkRegion NetworkRegionLink
      NetworkSite NetworkSubnet OAuthServer OutboundCallingNumberTranslationRule OutboundTranslationRule PartnerApplication PersistentChatAddin
      PersistentChatCategory PersistentChatEligiblePrincipal PersistentChatEndpoint PersistentChatRoom PersistentChatState PoolBackupRelationship
      PoolUpgradeReadinessState PresenceProvider PublicProvider RgsAgentGroup RgsConfiguration RgsHolidaySet RgsHoursOfBusiness RgsQueue RgsWorkflow
      ServerApplication SipResponseCodeTranslationRule TestDevice TestUserCredential Trunk UICulture UnassignedNumber UserAcp VoiceNormalizationRule
      VoiceRoute VoiceTestConfiguration WatcherNodeConfiguration XmppAllowedPartner
    Grant: OUPermission SetupPermission
    Import: AnnouncementFile DeviceUpdate LisConfiguration PersistentChatData RgsAudioFile RgsConfiguration UserData
    Install: AdServerSchema Database MirrorDatabase
    Invoke: ArchivingDatabasePurge BackupServiceSync CdrDatabasePurge DatabaseFailover ManagementServerFailover PoolFailBack PoolFailOver QoEDatabasePurge
      StorageServiceFlush UcsRollback
    Move: AnalogDevice CommonAreaPhone ExUmContact MeetingRoom
    New: AdminRole AllowedDomain AnalogDevice Announcement BlockedDomain CallParkOrbit ClientPolicyEntry ClientVersionPolicyRule ClsProvider ClsRegion
      ClsScenario ClsSecurityGroup CommonAreaPhone DiagnosticsFilter ExUmContact ExtendedTest HealthMonitoringConfiguration HostingProvider
      HybridApplicationEndpoint IssuedCertId KerberosAccount NetworkBWAlternatePath NetworkBWPolicy NetworkBandwidthPolicyProfile NetworkInterRegionRoute
      NetworkInterSitePolicy NetworkMediaBypassConfiguration NetworkRegion NetworkRegionLink NetworkSite NetworkSubnet OAuthServer
      OutboundCallingNumberTranslationRule OutboundTranslationRule PartnerApplication PersistentChatAddin PersistentChatCategory PersistentChatEndpoint
      PersistentChatRoom PresenceProvider PublicProvider RgsAgentGroup RgsAnswer RgsCallAction RgsHoliday RgsHolidaySet RgsHoursOfBusiness RgsPrompt
      RgsQuestion RgsQueue RgsTimeRange RgsWorkflow ServerApplication SimpleUrl SimpleUrlEntry SipProxyCustom SipProxyRealm SipProxyTCP SipProxyTLS
      SipProxyTransport SipProxyUseDefault SipProxyUseDefaultCert SipResponseCodeTranslationRule StaticRoute TestDevice UnassignedNumber
      VoiceNormalizationRule VoiceRegex VoiceRoute VoiceTestConfiguration WatcherNodeConfiguration WebLink WebOrigin WebTrustedCACertificate
      XmppAllowedPartner
    Publish: LisConfiguration
    Remove: AdminRole AllowedDomain AnalogDevice Announcement BlockedDomain CallParkOrbit ClientVersionPolicyRule ClsRegion ClsScenario ClsSecurityGroup
      CommonAreaPhone ConfigurationStoreLocation DeviceUpdateRule ExUmContact HealthMonitoringConfiguration HostingProvider HybridApplicationEndpoint
      LisLocation LisPort LisServiceProvider LisSubnet LisSwitch LisWirelessAccessPoint ManagementConnection NetworkBandwidthPolicyProfile
      NetworkInterRegionRoute NetworkInterSitePolicy NetworkRegion NetworkRegionLink NetworkSite NetworkSubnet OAuthServer
      OutboundCallingNumberTranslationRule OutboundTranslationRule PartnerApplication PersistentChatAddin PersistentChatCategory PersistentChatEndpoint
      PersistentChatMessage PersistentChatRoom PresenceProvider PublicProvider RgsAgentGroup RgsHolidaySet RgsHoursOfBusiness RgsQueue RgsWorkflow
      ServerApplication SipResponseCodeTranslationRule TestDevice TestUserCredential UnassignedNumber UserAcp UserStoreBackupData VoiceNormalizationRule
      VoiceRoute VoiceTestConfiguration WatcherNodeConfiguration XmppAllowedPartner
    Reset: DeviceUpdateRule
    Restore: DeviceUpdateRule
    Revoke: ClientCertificate OUPermission SetupPermission
    Search: ClsLogging
    Set: AdminRole AllowedDomain AnalogDevice Announcement ApplicationServer ArchivingServer AudioTestServiceApplication BlockedDomain CallParkOrbit
      CallParkServiceMusicOnHoldFile ClientVersionPolicyRule ClsRegion ClsScenario ClsSearchTerm ClsSecurityGroup CommonAreaPhone ConferenceServer
      ConfigurationStoreLocation Director EdgeServer ExUmContact HealthMonitoringConfiguration HostingProvider HybridApplicationEndpoint
      KerberosAccountPassword LisLocation LisPort LisServiceProvider LisSubnet LisSwitch LisWirelessAccessPoint ManagementConnection ManagementServer
      MediationServer MeetingRoom MonitoringServer NetworkBandwidthPolicyProfile NetworkInterRegionRoute NetworkInterSitePolicy NetworkRegion
      NetworkRegionLink NetworkSite NetworkSubnet OAuthServer OutboundCallingNumberTranslationRule OutboundTranslationRule PartnerApplication
      PersistentChatActiveServer PersistentChatAddin PersistentChatCategory PersistentChatRoom PersistentChatState PresenceProvider PstnGateway
      PublicProvider Registrar RgsAgentGroup RgsConfiguration RgsHolidaySet RgsHoursOfBusiness RgsQueue RgsWorkflow ServerApplication
      SipResponseCodeTranslationRule TestDevice TestUserCredential UICulture UnassignedNumber UserAcp UserDatabaseState UserServer VoiceNormalizationRule
      VoiceRoute VoiceTestConfiguration WatcherNodeConfiguration WebServer XmppAllowedPartner
    Show: ClsLogging
    Start: ClsLogging
    Stop: ClsLogging
    Sync: ClsLogging UserData
    Test: AVEdgeConnectivity AudioConferencingProvider CertificateConfiguration Computer Database DialPlan ExStorageConnectivity ExStorageNotification
      ExUMConnectivity ExUMVoiceMail FederatedPartner InterTrunkRouting KerberosAccountAssignment LisCivicAddress LisConfiguration LocationPolicy
      McxConference McxP2PIM McxPushNotification OUPermission PersistentChatMessage PstnOutboundCall PstnPeerToPeerCall Replica SetupPermission
      TrunkConfiguration UcwaConference UnifiedContactStore VoiceNormalizationRule VoicePolicy VoiceRoute VoiceTestConfiguration VoiceUser
      WatcherNodeConfiguration WebScheduler XmppIM
    Uninstall: Database MirrorDatabase
    Unpublish: LisConfiguration
    Update: AddressBook AdminRole ClsLogging UserData
    """
}
