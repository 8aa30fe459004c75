/// Set-Cs<Role>: the properties of a service (`Set-CsRegistrar`, `Set-CsWebServer` …), and what the topology says of trunks,
/// computers and the place of the Central Management Store.
import Directory
import Engine
import Lync

enum RoleSettings {
  /// Noun, role, and parameters that set a property of another name.
  private static let roles: [(noun: String, role: String, renamed: [String: String])] = [
    ("ApplicationServer", "ApplicationServer", [:]), ("ArchivingServer", "ArchivingServer", [:]), ("ConferenceServer", "ConferencingServer", [:]), ("Director", "Director", [:]),
    ("EdgeServer", "EdgeServer", [
      "AccessEdgeClientSipPort": "AccessEdgeClientPort", "MediaRelayExternalTurnTcpPort": "MediaRelayAuthExternalTurnTcpPort", "MediaRelayExternalTurnUdpPort": "MediaRelayAuthExternalTurnUdpPort",
      "MediaRelayInternalTurnTcpPort": "MediaRelayAuthInternalTurnTcpPort", "MediaRelayInternalTurnUdpPort": "MediaRelayAuthInternalTurnUdpPort",
      "MediaCommunicationPortCount": "MediaComunicationPortCount",
    ]),
    ("ManagementServer", "CentralManagement", [:]), ("MediationServer", "MediationServer", [:]), ("MonitoringServer", "MonitoringServer", [:]), ("PstnGateway", "PstnGateway", [:]),
    ("Registrar", "Registrar", [:]), ("UserServer", "UserServer", [:]), ("WebServer", "WebServer", [:]),
  ]

  static var entries: [ActionEntry] {
    roles.map { entry in
      let known = LyncWorld.roleProperties(entry.role)
      return ActionEntry("Set-Cs" + entry.noun, "Changes the properties of a service of this role.", "Get-CsService -PoolFqdn pool13.contoso.com",
        uses: Set(known + entry.renamed.keys + ["Identity"])) { arguments in
        let values = arguments.names.compactMap { name -> (name: String, value: String?)? in
          let property = entry.renamed[name] ?? name
          guard let spelled = known.first(where: { $0.lowercased() == property.lowercased() }) else { return nil }
          return (spelled, arguments.value(name).flatMap { text($0, arguments) })
        }
        let identity = arguments.text("Identity")
        try arguments.shell.change({ try $0.serviceIdentity(identity, role: entry.role) }) { try $0.setService(identity, role: entry.role, values: values, noun: entry.noun) }
      }
    } + topology
  }

  /// The text a service keeps of a value; time spans are kept in seconds.
  private static func text(_ value: Value, _ arguments: DescribedArguments) -> String? {
    if value.isNull { return nil }
    if case .timespan(let span) = value { return String(span.ticks / 10_000_000) }
    return Conversion.toString(value, arguments.shell.context)
  }

  private static let topology: [ActionEntry] = [
    ActionEntry("Get-CsTrunk", "Lists the trunks: connections of gateways with Mediation Servers.", "Get-CsTrunk", uses: ["Identity", "Filter", "PoolFqdn"]) { arguments in
      let identity = arguments.text("Identity").map { $0.withoutPrefix == $0 ? "PstnGateway:" + $0 : $0 }
      try arguments.shell.get { try $0.services(identity: identity, filter: arguments.text("Filter"), role: "PstnGateway", pool: arguments.text("PoolFqdn")) }
    },
    ActionEntry("Enable-CsComputer", "Activates the services of the computer the session is on.", "Enable-CsComputer") { arguments in
      try arguments.shell.change({ $0.currentComputer }) { try $0.enableComputer(true) }
    },
    ActionEntry("Disable-CsComputer", "Deactivates the services of the computer the session is on.", "Disable-CsComputer -WhatIf") { arguments in
      try arguments.shell.change({ $0.currentComputer }) { try $0.enableComputer(false) }
    },
    ActionEntry("Get-CsNetworkInterface", "Lists the network interfaces of the computers in the topology.", "Get-CsNetworkInterface", uses: ["Identity", "Filter", "ComputerFqdn"]) { arguments in
      try arguments.shell.get { world in
        let found = world.networkInterfaces(computer: arguments.text("ComputerFqdn"), filter: arguments.text("Filter") ?? arguments.text("Identity"))
        if found.isEmpty, let wanted = arguments.text("Identity") { throw FaultRecord.notFound(wanted) }
        return found
      }
    },
    ActionEntry("Get-CsConfigurationStoreLocation", "Tells where the Central Management Store is.", "Get-CsConfigurationStoreLocation") { arguments in
      try arguments.shell.refusals { if let text = try arguments.shell.session.world().configurationStoreLocation() { try arguments.shell.write(.str(text)) } }
    },
    ActionEntry("Set-CsConfigurationStoreLocation", "Says in Active Directory where the Central Management Store is.", "Set-CsConfigurationStoreLocation -SqlServerFqdn sql13.contoso.com",
      uses: ["SqlServerFqdn", "SqlInstanceName"]) { arguments in
      let server = arguments.text("SqlServerFqdn") ?? "", instance = arguments.text("SqlInstanceName")
      try arguments.shell.change(server) { try $0.setConfigurationStoreLocation(instance.map { server + "\\" + $0 } ?? server) }
    },
    ActionEntry("Remove-CsConfigurationStoreLocation", "Forgets where the Central Management Store is.", "Remove-CsConfigurationStoreLocation -WhatIf") { arguments in
      try arguments.shell.change("Global") { try $0.setConfigurationStoreLocation(nil) }
    },
  ]
}
