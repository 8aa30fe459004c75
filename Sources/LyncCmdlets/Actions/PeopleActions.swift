/// Meeting rooms, audio conferencing providers, client certificates, contacts in Exchange.
import Directory
import Engine
import Lync

enum PeopleActions {
  private static func limit(_ arguments: DescribedArguments) throws -> Int? { try arguments.text("ResultSize").flatMap { try ResultLimit($0).count(arguments.shell) } }
  private static func identity(_ arguments: DescribedArguments) -> String { arguments.text("Identity") ?? "" }

  /// What `-Filter` and `-LdapFilter` say together; both at once are refused.
  private static func filtered(_ arguments: DescribedArguments, _ body: (PropertyFilter?, LyncWorld) throws -> [LyncObject]) throws {
    guard let ldap = arguments.text("LdapFilter") else { return try arguments.shell.filtered(arguments.text("Filter"), body) }
    if arguments.text("Filter") != nil {
      throw arguments.shell.terminating("FilterAndLdapFilter", .invalidArgument, "Filter and LdapFilter cannot be used in the same command.", exception: "System.ArgumentException")
    }
    try arguments.shell.get { try body(LdapFilter.parse(ldap), $0) }
  }

  private static func settings(_ arguments: DescribedArguments) -> LyncWorld.UserSettings {
    func flag(_ name: String) -> Bool? { arguments.value(name).map { Conversion.toBool($0) } }
    func text(_ name: String) -> String?? { arguments.value(name).map { _ in arguments.text(name).flatMap { $0.isEmpty ? nil : $0 } } }
    var settings = LyncWorld.UserSettings()
    settings.enabled = flag("Enabled")
    settings.enterpriseVoiceEnabled = flag("EnterpriseVoiceEnabled")
    settings.audioVideoDisabled = flag("AudioVideoDisabled")
    settings.remoteCallControl = flag("RemoteCallControlTelephonyEnabled")
    settings.lineURI = text("LineURI")
    settings.lineServerURI = text("LineServerURI")
    settings.privateLine = text("PrivateLine")
    settings.sipAddress = arguments.text("SipAddress")
    if let voice = arguments.value("HostedVoiceMail") { settings.hostedVoiceMail = .some(voice.isNull ? nil : Conversion.toBool(voice)) }
    settings.exchangeArchivingPolicy = arguments.text("ExchangeArchivingPolicy")
    return settings
  }

  static let entries: [ActionEntry] = [
    ActionEntry("Get-CsMeetingRoom", "Lists the meeting rooms.", "Get-CsMeetingRoom", uses: ["Identity", "Filter", "LdapFilter", "OU", "ResultSize"]) { arguments in
      try filtered(arguments) { try $1.meetingRooms(identity: arguments.text("Identity"), ou: arguments.text("OU"), filter: $0, limit: limit(arguments)) }
    },
    ActionEntry("Enable-CsMeetingRoom", "Makes an account of Active Directory a meeting room.",
      "Enable-CsMeetingRoom -Identity \"Sean Chai\" -RegistrarPool pool13.contoso.com -SipAddress sip:room1@contoso.com -WhatIf",
      uses: ["Identity", "RegistrarPool", "SipAddress", "SipAddressType", "SipDomain", "ProxyPool", "HostingProviderProxyFqdn"]) { arguments in
      let shell = arguments.shell, identity = identity(arguments)
      for name in ["ProxyPool", "HostingProviderProxyFqdn"] where arguments.text(name) != nil { return try shell.report(Fault.onlineOnly(name)) }
      let source: LyncWorld.SipAddressSource
      if let address = arguments.text("SipAddress") {
        source = .address(address)
      } else if let type = arguments.text("SipAddressType") {
        source = .type(type, domain: arguments.text("SipDomain"))
      } else {
        throw shell.terminating("SipAddressRequired", .invalidArgument, "Give SipAddress or SipAddressType.", exception: "System.ArgumentException")
      }
      guard let pool = arguments.text("RegistrarPool") else {
        throw shell.terminating("RegistrarPoolRequired", .invalidArgument, "Give RegistrarPool.", exception: "System.ArgumentException")
      }
      try shell.change({ try $0.userIdentity(identity) }) { try $0.enableMeetingRoom(identity, registrarPool: pool, address: source) }
    },
    ActionEntry("Disable-CsMeetingRoom", "Takes Lync Server away from a meeting room.", "Get-CsMeetingRoom | Disable-CsMeetingRoom -WhatIf", uses: ["Identity", "PassThru"]) { arguments in
      let identity = identity(arguments)
      try arguments.shell.change({ try $0.meetingRoomIdentity(identity) }) { try $0.disableMeetingRoom(identity, passThru: arguments.isOn("PassThru")) }
    },
    ActionEntry("Set-CsMeetingRoom", "Changes a meeting room.", "Get-CsMeetingRoom | Set-CsMeetingRoom -LineURI tel:+14255551219 -WhatIf",
      uses: ["Identity", "PassThru", "Enabled", "EnterpriseVoiceEnabled", "AudioVideoDisabled", "RemoteCallControlTelephonyEnabled", "LineURI", "LineServerURI", "PrivateLine", "SipAddress",
        "HostedVoiceMail", "ExchangeArchivingPolicy"]) { arguments in
      let identity = identity(arguments), settings = settings(arguments)
      try arguments.shell.change({ try $0.meetingRoomIdentity(identity) }) { try $0.setMeetingRoom(identity, settings: settings, passThru: arguments.isOn("PassThru")) }
    },
    ActionEntry("Move-CsMeetingRoom", "Moves a meeting room to another pool.", "Get-CsMeetingRoom | Move-CsMeetingRoom -Target pool13.contoso.com -WhatIf",
      uses: ["Identity", "Target", "Force", "IgnoreBackendStoreException", "ProxyPool", "PassThru"]) { arguments in
      let identity = identity(arguments), target = arguments.text("Target") ?? ""
      var options = UserMoveOptions()
      options.force = arguments.isOn("Force")
      options.ignoreBackend = arguments.isOn("IgnoreBackendStoreException")
      options.proxyPool = arguments.text("ProxyPool")
      options.passThru = arguments.isOn("PassThru")
      try arguments.shell.change({ try $0.meetingRoomIdentity(identity) }) { try $0.moveMeetingRoom(identity, target: target, options: options) }
    },
    ActionEntry("Get-CsUserAcp", "Lists the audio conferencing providers of users.", "Get-CsUserAcp -Identity \"Ken Myer\"", uses: ["Identity", "Filter", "LdapFilter", "ResultSize"]) { arguments in
      try filtered(arguments) { try $1.userProviders(identity: arguments.text("Identity"), filter: $0, limit: limit(arguments)) }
    },
    ActionEntry("Set-CsUserAcp", "Gives a user an audio conferencing provider.",
      "Set-CsUserAcp -Identity \"Ken Myer\" -TollNumber 14255551298 -ParticipantPasscode 13761 -Domain fabrikam.com -Name Fabrikam",
      uses: ["Identity", "Domain", "Name", "ParticipantPasscode", "TollNumber", "TollFreeNumbers", "Url", "IsDefault", "PassThru"]) { arguments in
      let identity = identity(arguments)
      var provider = ConferencingProvider()
      provider.name = arguments.text("Name") ?? ""
      provider.domain = arguments.text("Domain") ?? ""
      provider.tollNumber = arguments.text("TollNumber") ?? ""
      provider.passcode = arguments.text("ParticipantPasscode") ?? ""
      provider.url = arguments.text("Url") ?? ""
      provider.tollFree = arguments.texts("TollFreeNumbers")
      provider.isDefault = arguments.isOn("IsDefault")
      try arguments.shell.change({ try $0.userIdentity(identity) }) { try $0.setProvider(identity, provider, passThru: arguments.isOn("PassThru")) }
    },
    ActionEntry("Remove-CsUserAcp", "Takes audio conferencing providers from a user.", "Remove-CsUserAcp -Identity \"Ken Myer\" -Name Fabrikam -WhatIf",
      uses: ["Identity", "Name", "TollNumber", "ParticipantPasscode", "PassThru"]) { arguments in
      let identity = identity(arguments)
      try arguments.shell.change({ try $0.userIdentity(identity) }) {
        try $0.removeProvider(identity, name: arguments.text("Name"), tollNumber: arguments.text("TollNumber"), passcode: arguments.text("ParticipantPasscode"), passThru: arguments.isOn("PassThru"))
      }
    },
    ActionEntry("Get-CsClientCertificate", "Lists the certificates a user's clients sign in with.", "Get-CsClientCertificate -Identity \"Pilar Ackerman\"", uses: ["Identity"]) { arguments in
      try arguments.shell.get { try $0.clientCertificates(identity(arguments)) }
    },
    ActionEntry("Revoke-CsClientCertificate", "Takes the certificates a user's clients sign in with; the user has to sign in with credentials again.",
      "Revoke-CsClientCertificate -Identity \"Pilar Ackerman\"", uses: ["Identity"]) { arguments in
      let identity = identity(arguments)
      try arguments.shell.change({ try $0.userIdentity(identity) }) { try $0.revokeClientCertificates(identity) }
    },
    ActionEntry(
      "Debug-CsUnifiedContactStore", "Tells whether the contacts of users are in Exchange or on their pool.",
      "Debug-CsUnifiedContactStore -Identity \"Pilar Ackerman\"", uses: ["Identity", "PoolFqdn"]
    ) { arguments in
      try arguments.shell.get { try $0.contactStores(user: arguments.text("Identity"), pool: arguments.text("PoolFqdn")) }
    },
    ActionEntry(
      "Invoke-CsUcsRollback", "Brings a user's contacts back from Exchange; refused while they are on the pool.",
      "Invoke-CsUcsRollback -Identity \"Pilar Ackerman\" -WhatIf", uses: ["Identity"]
    ) { arguments in
      let identity = identity(arguments)
      try arguments.shell.change({ try $0.userIdentity(identity) }) { try $0.rollBackContacts(identity) }
    },
  ]
}
