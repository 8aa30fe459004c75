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
    Clear: DeviceUpdateFile DeviceUpdateLog PersistentChatRoom
    Copy: VoicePolicy
    Debug: AddressBookReplication InterPoolReplication UnifiedContactStore
    Disable: MeetingRoom
    Enable: MeetingRoom
    Export: ArchivingData PersistentChatData
    Get: ClientAccessLicense ClientCertificate DeviceUpdateRule MeetingRoom PersistentChatEligiblePrincipal PersistentChatEndpoint PersistentChatState
      UICulture UserAcp
    Import: AnnouncementFile DeviceUpdate PersistentChatData RgsAudioFile
    Install: Database MirrorDatabase
    Invoke: ArchivingDatabasePurge CdrDatabasePurge DatabaseFailover ManagementServerFailover QoEDatabasePurge StorageServiceFlush UcsRollback
    Move: MeetingRoom
    New: AdminRole PersistentChatEndpoint
    Remove: AdminRole DeviceUpdateRule ManagementConnection PersistentChatEndpoint PersistentChatMessage UserAcp UserStoreBackupData
    Reset: DeviceUpdateRule
    Restore: DeviceUpdateRule
    Revoke: ClientCertificate
    Search: ClsLogging
    Set: AdminRole CallParkServiceMusicOnHoldFile ManagementConnection MeetingRoom PersistentChatActiveServer PersistentChatState UICulture UserAcp
    Show: ClsLogging
    Start: ClsLogging
    Stop: ClsLogging
    Sync: ClsLogging
    Test: ExStorageConnectivity ExStorageNotification InterTrunkRouting McxPushNotification PersistentChatMessage WatcherNodeConfiguration XmppIM
    Uninstall: Database MirrorDatabase
    Update: AdminRole ClsLogging
    """
}
