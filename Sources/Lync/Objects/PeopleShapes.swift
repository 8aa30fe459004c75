/// Shapes of users, contacts and what belongs to them (domain 1.4.7, 1.4.8, 1.4.10).
import Directory

extension Shapes {
  static let contact = Shape(
    "Microsoft.Rtc.Management.ADConnect.Schema.OCSADApplicationContact",
    base: ["Microsoft.Rtc.Management.ADConnect.Schema.ADObjectBase"],
    [
      "DisplayNumber", "OwnerUrn", "PrimaryLanguage", "SecondaryLanguages", "ExUmEnabled", "LineURI", "DisplayName", "ProxyAddresses", "HomeServer",
      "TargetServerIfMoving", "EnabledForFederation", "EnabledForInternetAccess", "PublicNetworkEnabled", "EnterpriseVoiceEnabled",
      "EnabledForRichPresence", "ExchangeArchivingPolicy", "SipAddress", "Enabled", "TenantId", "UserRoutingGroupId", "TargetRegistrarPool",
      "VoicePolicy", "MobilityPolicy", "ConferencingPolicy", "PresencePolicy", "VoiceRoutingPolicy", "RegistrarPool", "DialPlan", "LocationPolicy",
      "ClientPolicy", "ClientVersionPolicy", "ArchivingPolicy", "PinPolicy", "ExternalAccessPolicy", "HostedVoicemailPolicy", "PersistentChatPolicy",
      "UserServicesPolicy", "HostingProvider", "Name", "DistinguishedName", "Identity", "Guid", "ObjectCategory", "ObjectClass", "WhenChanged",
      "WhenCreated", "OriginatingServer", "IsValid", "ObjectState",
    ],
    shows: [
      "Identity", "RegistrarPool", "HomeServer", "OwnerUrn", "SipAddress", "DisplayName", "DisplayNumber", "LineURI", "PrimaryLanguage",
      "SecondaryLanguages", "EnterpriseVoiceEnabled", "ExUmEnabled", "Enabled",
    ], view: .list)

  static let user = Shape(
    "Microsoft.Rtc.Management.ADConnect.Schema.OCSADUser",
    base: ["Microsoft.Rtc.Management.ADConnect.Schema.ADUser", "Microsoft.Rtc.Management.ADConnect.Schema.ADObjectBase"],
    [
      "SamAccountName", "UserPrincipalName", "FirstName", "LastName", "WindowsEmailAddress", "Sid", "LineServerURI", "OriginatorSid",
      "AudioVideoDisabled", "IPPBXSoftPhoneRoutingEnabled", "RemoteCallControlTelephonyEnabled", "PrivateLine", "HostedVoiceMail", "DisplayName",
      "HomeServer", "TargetServerIfMoving", "EnabledForFederation", "EnabledForInternetAccess", "PublicNetworkEnabled", "EnterpriseVoiceEnabled",
      "EnabledForRichPresence", "ExchangeArchivingPolicy", "LineURI", "SipAddress", "Enabled", "TenantId", "UserRoutingGroupId", "TargetRegistrarPool",
      "VoicePolicy", "MobilityPolicy", "ConferencingPolicy", "PresencePolicy", "VoiceRoutingPolicy", "RegistrarPool", "DialPlan", "LocationPolicy",
      "ClientPolicy", "ClientVersionPolicy", "ArchivingPolicy", "PinPolicy", "ExternalAccessPolicy", "HostedVoicemailPolicy", "PersistentChatPolicy",
      "UserServicesPolicy", "HostingProvider", "ExUmEnabled", "Name", "DistinguishedName", "Identity", "Guid", "ObjectCategory",
      "WhenChanged", "WhenCreated", "OriginatingServer", "IsValid", "ObjectState",
    ],
    shows: [
      "Identity", "VoicePolicy", "VoiceRoutingPolicy", "ConferencingPolicy", "PresencePolicy", "DialPlan", "LocationPolicy", "ClientPolicy",
      "ClientVersionPolicy", "ArchivingPolicy", "ExchangeArchivingPolicy", "PinPolicy", "ExternalAccessPolicy", "MobilityPolicy",
      "PersistentChatPolicy", "UserServicesPolicy", "HostedVoiceMail", "HostedVoicemailPolicy", "HostingProvider", "RegistrarPool", "Enabled",
      "SipAddress", "LineURI", "EnterpriseVoiceEnabled", "ExUmEnabled", "HomeServer", "DisplayName", "SamAccountName",
    ], view: .list)

  static let adUser = Shape("Microsoft.Rtc.Management.ADConnect.Schema.CSADUser", base: ["Microsoft.Rtc.Management.ADConnect.Schema.ADUser"], [
    "Identity", "SamAccountName", "UserPrincipalName", "FirstName", "LastName", "DisplayName", "Title", "Department", "Company", "Office", "Phone",
    "WindowsEmailAddress", "SipAddress", "Enabled",
  ])

  static let userPoolInfo = Shape("Microsoft.Rtc.Management.Xds.GetOCsUserPoolInfoCmdlet+UserInformation", [
    "Identity", "PrimaryPoolFqdn", "BackupPoolFqdn", "UserServicesPoolFqdn", "PrimaryPoolMachinesInPreferredOrder", "BackupPoolMachinesInPreferredOrder",
    "PrimaryPoolPrimaryRegistrar", "PrimaryPoolBackupRegistrars", "PrimaryPoolPrimaryUserService", "PrimaryPoolBackupUserServices",
    "BackupPoolPrimaryRegistrar", "BackupPoolBackupRegistrars", "BackupPoolPrimaryUserService", "BackupPoolBackupUserServices",
  ])

  static let pinInfo = Shape("Microsoft.Rtc.Management.UserPinService.PinInfoDetails", ["Identity", "IsPinSet", "IsLockedOut", "LastPinChangeTime", "PinExpirationTime"])
  static let pinResult = Shape("Microsoft.Rtc.Management.UserPinService.PinSetDetails", ["Identity", "Pin"])

  static let accessNumber = Shape("Microsoft.Rtc.Management.Xds.AccessNumber", [
    "Identity", "PrimaryUri", "DisplayName", "DisplayNumber", "LineUri", "PrimaryLanguage", "SecondaryLanguages", "Pool", "HostingProvider", "Regions",
  ])
}

extension LyncWorld {
  func object(_ contact: Contact) -> LyncObject {
    LyncObject(Shapes.contact, Shapes.contact.properties.map { value($0, of: contact) })
  }

  /// A contact made by the WMI tools shows no Lync attributes until it is moved (domain 1.4.7).
  func registrarPool(of contact: Contact) -> String? {
    guard let home = contact.home else { return nil }
    return service("Registrar", on: home) == nil ? nil : home
  }

  private func value(_ property: String, of contact: Contact) -> LyncValue {
    let upgraded = contact.ownerUrn != nil
    switch property {
    case "DisplayNumber": return .optional(contact.displayNumber)
    case "OwnerUrn": return .optional(contact.ownerUrn)
    case "PrimaryLanguage": return .int(contact.primaryLanguage)
    case "SecondaryLanguages": return .strings(contact.secondaryLanguages)
    case "ExUmEnabled": return .bool(contact.exUm)
    case "LineURI": return .optional(contact.lineURI)
    case "DisplayName": return .optional(contact.displayName)
    case "ProxyAddresses": return .strings([])
    case "HomeServer": return .optional(homeServerDn(contact.home))
    case "EnabledForFederation": return .bool(contact.federation)
    case "EnabledForInternetAccess", "PublicNetworkEnabled": return .bool(false)
    case "EnterpriseVoiceEnabled": return .bool(contact.enterpriseVoice)
    case "EnabledForRichPresence": return .bool(upgraded)
    case "ExchangeArchivingPolicy": return .enumeration(type: exchangeArchivingType, member: contact.exchangeArchiving ?? "Uninitialized")
    case "SipAddress": return .string(contact.sipAddress)
    case "Enabled": return .bool(contact.enabled)
    case "TenantId": return .guid("00000000-0000-0000-0000-000000000000")
    case "UserRoutingGroupId": return contact.routingGroup.map(LyncValue.guid) ?? .null
    case "RegistrarPool": return .optional(registrarPool(of: contact))
    case "HostingProvider": return upgraded ? .string("SRV:") : .null
    case "Name": return .string("{\(contact.guid)}")
    case "DistinguishedName", "Identity": return .string(contact.dn)
    case "Guid": return .guid(contact.guid)
    case "ObjectCategory": return .string("CN=Person,CN=Schema,CN=Configuration,\(rootDn)")
    case "ObjectClass": return .strings(["top", "person", "organizationalPerson", "contact"])
    case "WhenChanged": return .date(contact.changed)
    case "WhenCreated": return .date(contact.created)
    case "OriginatingServer": return .string("dc1." + forest.name)
    case "IsValid": return .bool(true)
    case "ObjectState": return .enumeration(type: objectStateType, member: "Unchanged")
    default: return PolicyKinds.named(property) != nil ? PolicyList.printed(property, in: contact.policies) : .null
    }
  }

  private var exchangeArchivingType: String { "Microsoft.Rtc.Management.ADConnect.Schema.ExchangeArchivingPolicyOptionsEnum" }
  private var objectStateType: String { "Microsoft.Rtc.Management.ADConnect.Core.ObjectState" }

  func accessNumberObject(_ contact: Contact) -> LyncObject {
    LyncObject(Shapes.accessNumber, [
      .string(contact.dn), .string(contact.sipAddress), .optional(contact.displayName), .optional(contact.displayNumber), .optional(contact.lineURI),
      .optional(contact.primaryCulture), .strings(contact.secondaryCultures), .optional(contact.home), .null, .strings(contact.regions),
    ])
  }

  func pinObject(_ user: User) -> LyncObject {
    LyncObject(Shapes.pinInfo, [
      .string(user.sipAddress ?? ""), .bool(user.pinSet), .bool(user.pinLocked), .optional(date: user.pinChanged), .optional(date: user.pinExpires),
    ])
  }
}
