/// Meeting rooms: accounts of Active Directory that a room system signs in with.
///
/// A room is a user of Lync Server besides; that it is a room says a note.
/// - Source: S11, the reference pages of the CsMeetingRoom cmdlets.
import Directory

extension Shapes {
  static let meetingRoom = Shape("Microsoft.Rtc.Management.ADConnect.Schema.OCSADMeetingRoom", [
    "Identity", "RegistrarPool", "Enabled", "SipAddress", "LineURI", "EnterpriseVoiceEnabled", "VoicePolicy", "ContactOptionFlags", "OwnerUrn", "OriginatorSid", "SamAccountName",
    "UserPrincipalName", "FirstName", "LastName", "WindowsEmailAddress", "Sid", "LineServerURI", "AudioVideoDisabled", "IPPBXSoftPhoneRoutingEnabled", "RemoteCallControlTelephonyEnabled",
    "PrivateLine", "AcpInfo", "HostedVoiceMail", "DisplayName",
  ], view: .list, text: "Identity")
}

extension LyncWorld {
  private func object(ofRoom user: User) -> LyncObject {
    LyncObject(Shapes.meetingRoom, Shapes.meetingRoom.properties.map { name in
      switch name {
      case "ContactOptionFlags": return .int(64)
      case "OwnerUrn": return .string("urn:device:roomsystem")
      case "OriginatorSid": return .null
      case "AcpInfo": return .strings(note(.conferencingProvider, user.dn)?.settings ?? [])
      default: return UserProperty(named: name)?.value(self, user) ?? .null
      }
    })
  }

  private func room(_ identity: String) throws(Fault) -> User {
    let user = try self.user(identity)
    guard note(.meetingRoom, user.dn) != nil else { throw .notFound(identity) }
    return user
  }

  /// Get-CsMeetingRoom.
  public func meetingRooms(identity: String?, ou: String?, filter: PropertyFilter?, limit: Int?) throws(Fault) -> [LyncObject] {
    let found: [User]
    if let identity, !Wildcard.isPattern(identity) { found = [try room(identity)] } else {
      let pattern = identity.map { Wildcard($0) }
      found = notes(.meetingRoom).compactMap { first(User.dn, $0.identity) }.filter { pattern?.matches($0.displayName) ?? true }
    }
    let chosen = found.filter { user in ou.map { Folding.key(user.dn).hasSuffix("," + Folding.key($0)) } ?? true }.map { object(ofRoom: $0) }
    let passed = filter.map { test in chosen.filter { room in test { room[$0] } } } ?? chosen
    return limit.map { Array(passed.prefix(max(0, $0))) } ?? passed
  }

  /// Enable-CsMeetingRoom: an account that is no user yet becomes one, and a room.
  public func enableMeetingRoom(_ identity: String, registrarPool: String, address: SipAddressSource) throws(Fault) -> Outcome {
    try change("Enable-CsMeetingRoom \(identity)") { () throws(Fault) -> Outcome in
      _ = try enableUser(identity, registrarPool: registrarPool, address: address)
      let user = try account(identity)
      keep(.meetingRoom, user.dn)
      return Outcome([object(ofRoom: user)])
    }
  }

  /// Disable-CsMeetingRoom; the account stays in Active Directory.
  public func disableMeetingRoom(_ identity: String, passThru: Bool) throws(Fault) -> Outcome {
    try change("Disable-CsMeetingRoom \(identity)") { () throws(Fault) -> Outcome in
      let user = try room(identity)
      note(.meetingRoom, user.dn)?.delete()
      note(.conferencingProvider, user.dn)?.delete()
      _ = try disableUser(user.dn)
      return Outcome(passThru ? [object(ofRoom: user)] : [])
    }
  }

  /// Set-CsMeetingRoom.
  public func setMeetingRoom(_ identity: String, settings: UserSettings, passThru: Bool) throws(Fault) -> Outcome {
    try change("Set-CsMeetingRoom \(identity)") { () throws(Fault) -> Outcome in
      let user = try room(identity)
      _ = try setUser(user.dn, settings: settings)
      return Outcome(passThru ? [object(ofRoom: user)] : [])
    }
  }

  /// Move-CsMeetingRoom; the rules are those of Move-CsUser.
  public func moveMeetingRoom(_ identity: String, target: String, options: UserMoveOptions) throws(Fault) -> Outcome {
    try change("Move-CsMeetingRoom \(identity)") { () throws(Fault) -> Outcome in
      let user = try room(identity)
      var outcome = try moveUser(user.dn, target: target, options: options)
      outcome.objects = options.passThru ? [object(ofRoom: user)] : []
      return outcome
    }
  }

  /// The Identity of a room, for the question before a change.
  public func meetingRoomIdentity(_ identity: String) throws(Fault) -> String { try room(identity).dn }
}
