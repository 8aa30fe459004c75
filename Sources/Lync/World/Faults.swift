// The error catalogue (domain 2.6), by key.
import Directory

/// The error catalogue (domain 2.6), by key. Ids follow D-32: the key's words in PascalCase.
extension Fault {
  static func appDup(_ app: String, _ pool: String) -> Fault {
    Fault(.resourceExists, key: "E-APP-DUP", id: "AppDup", target: app, "Application \"\(app)\" already exists in pool \"\(pool)\".")
  }
  static func appId(_ id: String) -> Fault {
    Fault(.invalidArgument, key: "E-APP-ID", id: "AppId", target: id, "\"\(id)\" is not a valid application ID.", help: "Use an ID without spaces.")
  }
  static func appNotFound(_ urn: String, _ pool: String) -> Fault {
    Fault(.objectNotFound, key: "E-APP-NOTFOUND", id: "AppNotFound", target: urn, "Cannot find application \"\(urn)\" in pool \"\(pool)\".",
          help: "Create it with New-CsTrustedApplication.")
  }
  static func appRegistrarDup(_ urn: String, _ registrar: String, _ pool: String) -> Fault {
    Fault(.resourceExists, key: "E-APP-REGDUP", id: "AppRegDup", target: urn,
          "Application \"\(urn)\" is already routed through Registrar \"\(registrar)\" by pool \"\(pool)\". Disassociate that pool first (Set-CsTrustedApplicationPool -Registrar $null).",
          rules: ["R-060"], facts: [Fact("Registrar", registrar), Fact("Pool", pool)])
  }
  static func backend(_ pool: String) -> Fault {
    Fault(.connectionError, key: "E-BACKEND", id: "BackEnd", target: pool, "The back-end of pool \"\(pool)\" cannot be contacted.",
          help: "Start RTCSRV on a Front End of the pool, or use -IgnoreBackendStoreException.")
  }
  static func computerLast(_ fqdn: String) -> Fault {
    Fault(.invalidOperation, key: "E-COMP-LAST", id: "CompLast", target: fqdn, "\"\(fqdn)\" is the only computer of the pool. Remove the pool instead.")
  }
  static func endpointNoRegistrar(_ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-EP-NOREG", id: "EpNoReg", target: pool, "The pool \"\(pool)\" has no Registrar; the endpoint was not created.",
          help: "Assign one with Set-CsTrustedApplicationPool -Registrar.", rules: ["R-033"])
  }
  static func fqdn(_ text: String) -> Fault {
    Fault(.invalidArgument, key: "E-FQDN", id: "Fqdn", target: text, "\"\(text)\" is not a valid fully qualified domain name.")
  }
  static func importMerge() -> Fault {
    Fault(.invalidOperation, key: "E-IMPORT-MERGE", id: "ImportMerge", "Run Merge-CsLegacyTopology and publish the topology first.")
  }
  static func kb() -> Fault {
    Fault(.notInstalled, key: "E-KB", id: "Kb", "Update KB2741295 is required to manage UCMA 3.0 applications against Lync Server 2013.",
          help: "Install-SimPackage KB2741295", rules: ["R-063"])
  }
  static func legacyImport(_ policy: String, _ sip: String, _ kind: String) -> Fault {
    Fault(.invalidOperation, key: "E-LEGACY-IMPORT", id: "LegacyImport", target: sip,
          "Policy \"\(policy)\" of \"\(sip)\" was not imported. Run Import-CsLegacyConfiguration, or use -Exclude\(kind).", rules: ["R-093"])
  }
  static func legacyMerge() -> Fault {
    Fault(.invalidOperation, key: "E-LEGACY-MERGE", id: "LegacyMerge", "Run Merge-CsLegacyTopology and publish the topology first.")
  }
  static func legacyPool(_ fqdn: String, rule: String = "R-024") -> Fault {
    Fault(.invalidOperation, key: "E-LEGACYPOOL", id: "LegacyPool", target: fqdn,
          "The pool \"\(fqdn)\" is a legacy application pool. Use the WMI-based tools to manage its applications and contact objects.",
          rules: [rule, "R-025"])
  }
  static func lineUri(_ text: String) -> Fault {
    Fault(.invalidArgument, key: "E-LINEURI", id: "LineUri", target: text, "\"\(text)\" is not a valid line URI. Use the form tel:+14255550100.")
  }
  static func lineUriDup(_ text: String) -> Fault {
    Fault(.resourceExists, key: "E-LINEURI-DUP", id: "LineUriDup", target: text, "The line URI \"\(text)\" is already in use.")
  }
  static func mergeDomain(_ domain: String) -> Fault {
    Fault(.objectNotFound, key: "E-MERGE-DOMAIN", id: "MergeDomain", target: domain,
          "SIP domain \"\(domain)\" is not in the Office Communications Server domain list (MSFT_SIPDomainData).",
          help: "Add it: Set-WmiInstance -Class MSFT_SIPDomainData -Arguments @{Address='\(domain)'; Authoritative=$false; DefaultDomain=$true}", rules: ["R-011"])
  }
  static func mergeWmi() -> Fault {
    Fault(.notInstalled, key: "E-MERGE-WMI", id: "MergeWmi", "Cannot access WMI settings. Install OCSWMIBC.msi on this computer and run the command again.",
          help: "Install-SimPackage OCSWMIBC", rules: ["R-010"])
  }
  static func moveForce(_ sip: String, _ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-MOVE-FORCE", id: "MoveForce", target: sip,
          "\"\(sip)\" already belongs to pool \"\(pool)\". Use the Force parameter to update its properties for routing through the Registrar.", rules: ["R-042"],
          facts: [Fact("TargetPool", pool)])
  }
  static func moveLegacyRegistrar(_ pool: String, _ registrar: String) -> Fault {
    Fault(.invalidOperation, key: "E-MOVE-LEGACYREG", id: "MoveLegacyReg", target: pool,
          "The target pool \"\(pool)\" is associated with legacy Registrar \"\(registrar)\". Associate it with a Lync Server Registrar first.",
          help: "Set-CsTrustedApplicationPool -Identity \(pool) -Registrar <2013 pool>", rules: ["R-047"])
  }
  static func moveNoApp(_ app: String, _ sip: String, _ pool: String) -> Fault {
    Fault(.objectNotFound, key: "E-MOVE-NOAPP", id: "MoveNoApp", target: sip,
          "The application \"\(app)\" associated with \"\(sip)\" does not exist in pool \"\(pool)\".", rules: ["R-040", "R-041"],
          facts: [Fact("Application", app), Fact("TargetPool", pool)])
  }
  static func moveNoRegistrar(_ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-MOVE-NOREG", id: "MoveNoReg", target: pool, "The target pool \"\(pool)\" has no Registrar.", rules: ["R-033"])
  }
  static func moveNotPool(_ pool: String) -> Fault {
    Fault(.invalidArgument, key: "E-MOVE-NOTPOOL", id: "MoveNotPool", target: pool, "\"\(pool)\" is not a trusted application pool.", rules: ["R-040"])
  }
  static func moveUseLegacy(_ sip: String, _ pool: String) -> Fault {
    Fault(.invalidOperation, key: "E-MOVE-USELEGACY", id: "MoveUseLegacy", target: sip,
          "\"\(sip)\" is homed on \"\(pool)\" (Office Communications Server 2007 R2). Use Move-CsLegacyUser.", rules: ["R-090"])
  }
  static func nextHop(_ pool: String) -> Fault {
    Fault(.invalidArgument, key: "E-NEXTHOP", id: "NextHop", target: pool, "The pool \"\(pool)\" cannot be used as next hop. Select a Lync Server 2013 pool.",
          help: "Get-SimNextHopCandidate lists the pools.", rules: ["R-030"])
  }
  static func noClient(_ organizer: String) -> Fault {
    Fault(.invalidOperation, key: "E-NOCLIENT", id: "NoClient", target: organizer,
          "\"\(organizer)\" does not use the Lync 2013 client; the invitation cannot be updated.", rules: ["R-089"])
  }
  static func notFound(_ identity: String) -> Fault {
    Fault(.objectNotFound, key: "E-NOTFOUND", id: "ManagementObjectNotFound", target: identity, "Management object not found for identity \"\(identity)\".")
  }
  static func notLegacy(_ sip: String) -> Fault {
    Fault(.invalidOperation, key: "E-NOTLEGACY", id: "NotLegacy", target: sip, "\"\(sip)\" is not a legacy user. Use Move-CsUser.", rules: ["R-090"])
  }
  static func ocsCore() -> Fault {
    Fault(.notInstalled, key: "E-OCSCORE", id: "OcsCore", "OCSCore is not installed.", help: "Install-SimPackage OCSCore")
  }
  static func policy(_ name: String) -> Fault {
    Fault(.invalidArgument, key: "E-POLICY", id: "Policy", target: name, "Policy \"\(name)\" is not a user policy. You can assign only a user policy to a specific user.")
  }
  static func pool(_ fqdn: String) -> Fault {
    Fault(.objectNotFound, key: "E-POOL", id: "Pool", target: fqdn, "Cannot find trusted application pool \"\(fqdn)\".")
  }
  static func poolDup(_ fqdn: String) -> Fault {
    Fault(.resourceExists, key: "E-POOL-DUP", id: "PoolDup", target: fqdn, "The pool \"\(fqdn)\" already exists.")
  }
  static func poolNoRegistrar(_ fqdn: String) -> Fault {
    Fault(.invalidOperation, key: "E-POOL-NOREG", id: "PoolNoReg", target: fqdn,
          "The pool has no Registrar. Assign one with Set-CsTrustedApplicationPool, then remove the pool.", rules: ["R-033"])
  }
  static func poolRoles(_ fqdn: String) -> Fault {
    Fault(.invalidOperation, key: "E-POOL-ROLES", id: "PoolRoles", target: fqdn, "The pool holds other roles; only one trusted application computer is possible.")
  }
  static func poolSingle(_ fqdn: String) -> Fault {
    Fault(.invalidOperation, key: "E-POOL-SINGLE", id: "PoolSingle", target: fqdn, "The pool's only computer has the pool's FQDN; no computer can be added.")
  }
  static func portDup(_ port: Int, _ app: String) -> Fault {
    Fault(.resourceExists, key: "E-PORT-DUP", id: "PortDup", target: String(port), "Port \(port) is already used by \"\(app)\".")
  }
  static func proxy() -> Fault {
    Fault(.invalidArgument, key: "E-PROXY", id: "Proxy", "The ProxyPool parameter cannot be used with an on-premises pool.")
  }
  static func publishInUse(_ pool: String, _ count: Int, _ objects: String) -> Fault {
    Fault(.invalidOperation, key: "E-PUB-INUSE", id: "PubInUse", target: pool, "Pool \"\(pool)\" still holds \(count) \(objects).", rules: ["R-094"], terminating: true)
  }
  static func publishReference(_ service: String, _ cluster: String) -> Fault {
    Fault(.invalidData, key: "E-PUB-REF", id: "PubRef", target: service, "Service \"\(service)\" refers to unknown cluster \"\(cluster)\".", terminating: true)
  }
  static func publishTbxml() -> Fault {
    Fault(.invalidData, key: "E-PUB-TBXML", id: "PubTbxml", "Topology Builder files (.tbxml) cannot be published with this cmdlet.", terminating: true)
  }
  static func publishXml(_ file: String) -> Fault {
    Fault(.invalidData, key: "E-PUB-XML", id: "PubXml", target: file, "\"\(file)\" is not a topology document.", terminating: true)
  }
  static func region(_ name: String) -> Fault {
    Fault(.invalidArgument, key: "E-REGION", id: "Region", target: name, "Region \"\(name)\" is not used by any dial plan.")
  }
  static func registrar(_ name: String) -> Fault {
    Fault(.objectNotFound, key: "E-REG", id: "Reg", target: name, "Cannot find Registrar \"\(name)\" in the topology.")
  }
  static func service(_ name: String, _ computer: String, rules: [String] = []) -> Fault {
    Fault(.objectNotFound, key: "E-SVC", id: "Svc", target: name, "\"\(name)\" is not a Lync Server service on \(computer).", rules: rules,
          facts: [Fact("Computer", computer, from: "Get-SimComputer \(computer)")])
  }
  static func sipDomain(_ name: String) -> Fault {
    Fault(.invalidArgument, key: "E-SIPDOMAIN", id: "SipDomain", target: name, "\"\(name)\" is not an authorized SIP domain.")
  }
  static func sipDup(_ sip: String) -> Fault {
    Fault(.resourceExists, key: "E-SIPDUP", id: "SipDup", target: sip, "The SIP address \"\(sip)\" is already in use.")
  }
  static func sipReadOnly(_ sip: String) -> Fault {
    Fault(.invalidOperation, key: "E-SIPREADONLY", id: "SipReadOnly", target: sip, "The SIP address of a contact cannot be modified.")
  }
  static func site(_ name: String) -> Fault {
    Fault(.objectNotFound, key: "E-SITE", id: "Site", target: name, "Cannot find site \"\(name)\".")
  }
  static func siteBackCompat() -> Fault {
    Fault(.invalidOperation, key: "E-SITE-BC", id: "SiteBC", target: "BackCompatSite", "Pools cannot be created in BackCompatSite.")
  }
  static func siteRequired(_ pool: String) -> Fault {
    Fault(.invalidArgument, key: "E-SITE-REQ", id: "SiteReq", target: pool, "The pool \"\(pool)\" does not exist. Specify the Site parameter to create it.")
  }
  static func invalid(_ target: String, _ message: String, id: String = "InvalidArgument") -> Fault {
    Fault(.invalidArgument, key: "E-ARGUMENT", id: id, target: target, message)
  }
  /// A parameter that only Lync Online has.
  public static func onlineOnly(_ parameter: String) -> Fault {
    Fault(.invalidArgument, key: "E-ONLINE", id: "OnlineOnly", target: parameter, "The \(parameter) parameter belongs to the online service; this forest is on-premises.")
  }
  static func corruptedEntries() -> Fault {
    Fault(.invalidData, key: "E-TSE-CORRUPT", id: "TseCorrupt", "The trusted service entries for this type are corrupted",
          help: "Install-SimPackage ModifiedApplicationProvisioner", rules: ["R-006"])
  }
}
