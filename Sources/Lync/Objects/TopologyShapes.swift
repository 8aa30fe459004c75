/// Shapes of topology objects; property order as documented (domain 1.4.1–1.4.6, 1.4.10).
import Directory

public enum Shapes {
  static let site = Shape("Microsoft.Rtc.Management.Xds.DisplaySite", [
    "Identity", "SiteId", "Services", "Pools", "FederationRoute", "XmppFederationRoute", "DefaultPersistentChatPool", "Description", "DisplayName",
    "SiteType", "ParentSite",
  ])
  static let pool = Shape("Microsoft.Rtc.Management.Xds.DisplayPool", ["Identity", "Services", "Computers", "Fqdn", "BackupPoolFqdn", "Site"])
  static let computer = Shape("Microsoft.Rtc.Management.Xds.DisplayComputer", ["Identity", "Pool", "Fqdn"])
  static let trustedApplicationPool = Shape("Microsoft.Rtc.Management.Xds.DisplayExternalServer", [
    "Identity", "Registrar", "FileStore", "ThrottleAsServer", "TreatAsAuthenticated", "OutboundOnly", "RequiresReplication", "AudioPortStart",
    "AudioPortCount", "AppSharingPortStart", "AppSharingPortCount", "VideoPortStart", "VideoPortCount", "Applications", "DependentServiceList",
    "ServiceId", "SiteId", "PoolFqdn", "Version", "Role",
  ])
  static let trustedApplication = Shape("Microsoft.Rtc.Management.Xds.DisplayTrustedApplication", [
    "Identity", "ComputerGruus", "ServiceGruu", "Protocol", "ApplicationId", "TrustedApplicationPoolFqdn", "Port", "LegacyApplicationName",
  ])
  static let computerGruu = Shape("Microsoft.Rtc.Management.Xds.ComputerGruu", ["Fqdn", "Gruu"], text: nil)
  static let sipDomain = Shape("Microsoft.Rtc.Management.Xds.SipDomain", ["Identity", "Name", "IsDefault"])
  static let conferenceDirectory = Shape(
    "Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories", ["Identity", "ServiceId", "TargetServerIfMoving"])
  static let topology = Shape(
    "Microsoft.Rtc.Management.Deploy.Internal.DefaultTopology", ["InternalDomains", "Sites", "Clusters", "Machines", "Services", "SqlInstances"], text: nil)
  static let taskOutput = Shape(
    "Microsoft.Rtc.SyntheticTransactions.TaskOutput", ["TargetFqdn", "TargetUri", "Result", "Latency", "Error", "Diagnosis"], text: nil)
}

/// Turning rows of the topology into objects.
extension LyncWorld {
  func object(_ site: Site) -> LyncObject {
    LyncObject(Shapes.site, [
      .string("Site:" + site.name), .string(site.siteId), .strings(all(Service.self).filter { $0.site.same(site.name) }.map(\.identity)),
      .strings(all(Pool.self).filter { $0.site.same(site.name) }.map(\.fqdn)), .optional(site.federationRoute), .optional(site.xmppFederationRoute),
      .optional(site.defaultPersistentChatPool), .optional(site.description), .string(site.displayName),
      .enumeration(type: "Microsoft.Rtc.Management.Xds.SiteType", member: site.siteType), .optional(site.parentSite),
    ])
  }

  func object(_ pool: Pool) -> LyncObject {
    LyncObject(Shapes.pool, [
      .string(pool.fqdn), .strings(services(on: pool.fqdn).map(\.identity)), .strings(machines(of: pool.fqdn).map(\.fqdn)),
      .string(pool.fqdn), .optional(pool.backupPool), .string("Site:" + pool.site),
    ])
  }

  func object(_ machine: Machine) -> LyncObject {
    LyncObject(Shapes.computer, [.string(machine.fqdn), .string(machine.pool), .string(machine.fqdn)])
  }

  /// A service with its role's own properties between Identity and the common tail.
  func object(_ service: Service) -> LyncObject {
    if service.role == Role.trustedApplicationPool { return poolObject(service) }
    guard let role = Role.named(service.role) else {
      return LyncObject(Shape("Microsoft.Rtc.Management.Xds.Display" + service.role, ["Identity"] + Role.tail), [.string(service.identity)] + tail(service))
    }
    let values = role.properties.map { property -> LyncValue in
      var text = service.setting(property.name)
      if text == nil {
        if property.name == "BackupRegistrar" { text = pool(service.pool)?.backupPool.map { "Registrar:" + $0 } } else {
          text = standard(property.standard, service)
        }
      }
      return value(property.kind, text)
    }
    return LyncObject(role.shape, [.string(service.identity)] + values + tail(service))
  }

  /// A default with its placeholders filled; a service the pool does not hold is no reference.
  private func standard(_ text: String, _ service: Service) -> String? {
    if text.isEmpty { return nil }
    guard let (before, after) = text.cut(at: "{") else { return text }
    let rest = after.cut(at: "}")
    let inserted = rest?.before == "external" ? service.setting("ExternalFqdn") ?? service.pool : service.pool
    let filled = before + inserted + (rest?.after ?? "")
    if before.hasSuffix(":"), !before.contains("/"), first(Service.identity, filled) == nil { return nil }
    return filled
  }

  private func value(_ kind: Role.Kind, _ text: String?) -> LyncValue {
    guard let text, !text.isEmpty else { return kind == .list ? .strings([]) : .null }
    switch kind {
    case .text: return .string(text)
    case .port: return .port(Int(text))
    case .flag: return .bool(text.same("true"))
    case .seconds: return Int(text).map(LyncValue.timeSpan) ?? .null
    case .list: return .strings(text.split(separator: ",").map(String.init))
    }
  }

  private func tail(_ service: Service) -> [LyncValue] {
    [
      .strings(dependents(of: service)), .string(serviceId(service)), .string("Site:" + service.site), .string(service.pool), .int(service.version),
      .string(service.role),
    ]
  }

  func serviceId(_ service: Service) -> String {
    "\(siteId(ofSite: service.site))-\(Role.serviceIdName(service.role))-\(service.number)"
  }

  /// The identities of the services that name this one in their settings.
  private func dependents(of service: Service) -> [String] {
    let identity = service.identity
    return all(Service.self).filter { other in
      if other.row == service.row { return false }
      if service.role == "Registrar", other.registrar.map({ $0.same(service.pool) }) ?? false { return true }
      if other.fileStore.map({ $0.same(identity) }) ?? false { return true }
      if other.settings.contains(where: { $0.cut(at: "=")?.after.same(identity) ?? false }) { return true }
      guard let role = Role.named(other.role), other.pool.same(service.pool) else { return false }
      return role.properties.contains { $0.standard == service.role + ":{pool}" && other.setting($0.name) == nil }
    }.map(\.identity)
  }

  func poolObject(_ service: Service) -> LyncObject {
    let applications = all(Application.pool, service.pool).map(\.applicationId)
    return LyncObject(Shapes.trustedApplicationPool, [
      .string(service.identity), .optional(service.registrar.map { "Registrar:" + $0 }), .optional(service.fileStore), .bool(service.throttleAsServer),
      .bool(service.treatAsAuthenticated), .bool(service.outboundOnly), .bool(service.requiresReplication), .port(service.audioPortStart),
      .port(service.audioPortCount), .port(service.appSharingPortStart), .port(service.appSharingPortCount), .port(service.videoPortStart),
      .port(service.videoPortCount), .strings(applications), .strings(dependents(of: service)), .string(serviceId(service)),
      .string("Site:" + service.site), .string(service.pool), .int(service.version), .string(service.role),
    ])
  }

  func object(_ application: Application) -> LyncObject {
    let bare = application.applicationId.dropping(prefix: "urn:application:") ?? application.applicationId
    // D-26: the GRUU carries the id without prefix, in lower case.
    func gruu(_ fqdn: String, _ tail: String) -> String { "sip:\(fqdn)@\(defaultSipDomain);gruu;opaque=srvr:\(bare.lowercased()):\(tail)" }
    let gruus = application.gruus.compactMap { $0.cut(at: "=") }.map { entry in
      LyncValue.object(LyncObject(Shapes.computerGruu, [.string(entry.before), .string(gruu(entry.before, entry.after))]))
    }
    return LyncObject(Shapes.trustedApplication, [
      .string(application.identity), .list(gruus), .string(gruu(application.pool, application.serviceGruu)),
      .enumeration(type: "Microsoft.Rtc.Management.Xds.TrustedApplicationProtocol", member: application.protocolName), .string(application.applicationId),
      .string(application.pool), .int(application.port), .string(application.legacyName),
    ])
  }

  func object(_ domain: SipDomain) -> LyncObject {
    LyncObject(Shapes.sipDomain, [.string(domain.name), .string(domain.name), .bool(domain.isDefault)])
  }

  func object(_ directory: ConferenceDirectory) -> LyncObject {
    LyncObject(Shapes.conferenceDirectory, [.int(directory.number), .string("UserServer:" + directory.pool), .optional(directory.targetServerIfMoving)])
  }

  func topologyObject() -> LyncObject {
    let services = all(Service.self).map(\.identity)
    let instances = all(Service.self).compactMap { $0.setting("SqlInstanceName") }
    var seen: Set<String> = []
    return LyncObject(Shapes.topology, [
      .strings(all(SipDomain.self).map(\.name)), .strings(all(Site.self).map { "Site:" + $0.name }), .strings(all(Pool.self).map(\.fqdn)),
      .strings(all(Machine.self).map(\.fqdn)), .strings(services), .strings(instances.filter { seen.insert($0.lowercased()).inserted }),
    ])
  }
}
