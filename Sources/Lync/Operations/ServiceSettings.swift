/// Set-Cs<Role>, Enable- and Disable-CsComputer, Get-CsNetworkInterface, the place of the Central Management Store.
import Directory

extension Shapes {
  static let networkInterface = Shape("Microsoft.Rtc.Management.Xds.DisplayNetworkInterface", [
    "Identity", "ComputerFqdn", "IPAddress", "IPv6Address", "Interface", "InterfaceNumber", "ConfiguredFqdn", "ConfiguredIPAddress", "ConfiguredIPv6Address",
  ], view: .list)
}

extension LyncWorld {
  /// The properties a role's services have of their own.
  public static func roleProperties(_ role: String) -> [String] { Role.named(role)?.properties.map(\.name) ?? [] }

  private func service(_ identity: String?, role: String) throws(Fault) -> Service {
    guard let identity else {
      // Without an identity the one service of the role.
      let found = all(Service.self).filter { $0.role.same(role) }
      guard found.count == 1 else { throw .notFound(role) }
      return found[0]
    }
    let bare = identity.dropping(prefix: "service:") ?? identity
    let name = bare.cut(at: ":").map { role + ":" + $0.after } ?? role + ":" + bare
    guard let service = first(Service.identity, name) else { throw .notFound(identity) }
    return service
  }

  /// The identity of the service of a role that is meant; refuses one that is not there.
  public func serviceIdentity(_ identity: String?, role: String) throws(Fault) -> String { try service(identity, role: role).identity }

  /// Properties that name another service, with its role.
  private static let references = [
    "userserver": "UserServer", "backupregistrar": "Registrar", "edgeserver": "EdgeServer", "registrar": "Registrar", "conferenceserver": "ConferencingServer", "userdatabase": "UserDatabase",
    "applicationdatabase": "ApplicationDatabase", "mediationserver": "MediationServer", "webserver": "WebServer", "archivingserver": "ArchivingServer", "monitoringserver": "MonitoringServer",
  ]

  /// Changes a role's own properties; nil removes a value.
  public func setService(_ identity: String?, role: String, values: [(name: String, value: String?)], noun: String) throws(Fault) -> Outcome {
    try change("Set-Cs\(noun) \(identity ?? "")") { () throws(Fault) -> Outcome in
      let service = try service(identity, role: role)
      if isLegacySite(service.site) { throw .legacyService(service.identity) }
      for (name, value) in values {
        var text = value.flatMap { $0.isEmpty ? nil : $0 }
        if let given = text, let other = LyncWorld.references[name.lowercased()] {
          text = try self.service(given, role: other).identity
          if name == "BackupRegistrar", text == service.identity { throw .invalid(given, "A Registrar cannot be its own backup.", id: "BackupRegistrar") }
        }
        service.setSetting(name, text)
        if name == "BackupRegistrar" { pool(service.pool)?.backupPool = text.map { $0.dropping(prefix: "Registrar:") ?? $0 } }
      }
      topologyChanged(service.identity, "Set")
      return Outcome(warnings: [LyncWorld.enableWarning])
    }
  }

  // MARK: Computers

  /// Enable-CsComputer starts what the topology wants on the computer; Disable-CsComputer stops it.
  public func enableComputer(_ isEnabled: Bool) throws(Fault) -> Outcome {
    let computer = currentComputer
    return try change((isEnabled ? "Enable" : "Disable") + "-CsComputer \(computer)") { () throws(Fault) -> Outcome in
      guard let host = host(computer) else { throw .notFound(computer) }
      guard first(Machine.fqdn, computer) != nil else { throw .invalid(computer, "\"\(computer)\" is not in the published topology.", id: "ComputerTopology") }
      for row in all(HostService.host, host.fqdn) {
        if isEnabled { if !row.running { try checkStart(row.name, on: host.fqdn); resumeService(row.name, on: host.fqdn) } } else { row.running = false }
      }
      return Outcome()
    }
  }

  /// Get-CsNetworkInterface: one result a computer.
  public func networkInterfaces(computer: String? = nil, filter: String? = nil) -> [LyncObject] {
    let pattern = filter.map { Wildcard($0) }
    return all(Machine.self).compactMap { machine in
      let identity = machine.fqdn + "/Primary/1"
      if let computer, !machine.fqdn.same(computer) { return nil }
      if let pattern, !pattern.matches(identity) { return nil }
      return LyncObject(Shapes.networkInterface, [.string(identity), .string(machine.fqdn), .string("0.0.0.0"), .null, .string("Primary"), .int(1), .null, .string("0.0.0.0"), .null])
    }
  }

  // MARK: Central Management Store

  private static let storeLocation = "ConfigurationStoreLocation"

  /// Get-CsConfigurationStoreLocation; nil when none was set.
  public func configurationStoreLocation() -> String? {
    if let row = all(Policy.self).first(where: { $0.kind == LyncWorld.storeLocation }) { return row.settings.first }
    return all(Service.self).first { $0.role == "CentralManagementDatabase" }.map { $0.setting("SqlInstanceName") ?? $0.pool }
  }

  /// Set-CsConfigurationStoreLocation; nil takes it away.
  public func setConfigurationStoreLocation(_ location: String?) throws(Fault) -> Outcome {
    try change((location == nil ? "Remove" : "Set") + "-CsConfigurationStoreLocation") { () throws(Fault) -> Outcome in
      let row = all(Policy.self).first { $0.kind == LyncWorld.storeLocation } ?? addPolicy(LyncWorld.storeLocation, "Global")
      row.settings = location.map { [$0] } ?? []
      return Outcome()
    }
  }
}

extension Fault {
  static func legacyService(_ identity: String) -> Fault {
    .invalid(identity, "\"\(identity)\" belongs to Office Communications Server and cannot be changed here.", id: "LegacyService")
  }
}
