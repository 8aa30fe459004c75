/// What families of Lync cmdlets share: filters, identities that may be missing, grants, the question about accounts.
import Directory
import Engine
import Lync

extension String {
  /// `pool.contoso.com` of `TrustedApplicationPool:pool.contoso.com`.
  var withoutPrefix: String {
    guard let colon = firstIndex(of: ":"), self[..<colon].utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) else { return self }
    return String(self[index(after: colon)...])
  }
  /// The application id with its prefix.
  var asUrn: String { lowercased().hasPrefix("urn:application:") ? self : "urn:application:" + self }
}

extension LyncWorld {
  /// What ShouldProcess names a trusted application pool by: its Identity, or what was typed when there is no such pool.
  func poolIdentity(_ text: String) -> String {
    (try? trustedApplicationPools(identity: text.withoutPrefix))?.first?["Identity"]?.text ?? "TrustedApplicationPool:" + text.withoutPrefix
  }
}

extension Invocation {
  /// Reads with a `-Filter`; a property the objects do not have is refused.
  func filtered(_ text: String?, _ body: (PropertyFilter?, LyncWorld) throws -> [LyncObject]) throws {
    try get { world in
      guard let text else { return try body(nil, world) }
      let filter = try FilterText.parse(text, self)
      let found = try body(filter.predicate, world)
      try filter.check()
      return found
    }
  }

  func missingIdentity() throws {
    try error("IdentityRequired", .invalidArgument, "Specify the Identity of the object to change.", exception: "System.ArgumentException")
  }

  func badApplication(_ text: String) throws {
    try report(Fault(.invalidArgument, key: "E-APP-ID", id: "AppId", target: text, "\"\(text)\" is not a valid application identity.",
      help: "Use the form pool.contoso.com/urn:application:name."))
  }

  func badDirectory(_ text: String) -> Fault {
    Fault(.invalidArgument, key: "E-CONFDIR", id: "ConferenceDirectory", target: text, "\"\(text)\" is not the number of a conference directory (0 to 9999).")
  }

  func grant(_ kind: String, _ name: String?, to identity: String, passThru: Bool) throws {
    try change({ world in
      // A user, or else an endpoint.
      if let user = try? world.userIdentity(identity) { return user }
      return try world.endpointIdentity(identity)
    }) { try $0.grantPolicy(kind, name, to: identity, passThru: passThru) }
  }

  /// D-07: without `-Force` a computer that has no account is warned of, and has to be agreed to, before anything is
  /// changed; with it the operation only warns. Refusals come before the question.
  func createOnComputer(_ computer: String, _ world: LyncWorld, force: Bool, _ operation: () throws -> Outcome) throws -> Outcome {
    guard !force, !isOn("WhatIf"), let warning = world.missingAccountWarning(computer) else { return try operation() }
    _ = try world.preview { () throws(Fault) -> Void in
      do { _ = try operation() } catch let fault as Fault { throw fault } catch {}
    }
    try self.warning(warning)
    guard try agreed("The computer account \"\(computer)\" was not found in Active Directory. Continue?") else { throw FaultRecord.declined(computer) }
    var outcome = try operation()
    outcome.warnings.removeAll { $0 == warning }
    return outcome
  }
}

/// `-Name`/`-ComputerName`, or a piped service.
enum ServiceTarget {
  static func of(_ input: Value?, _ name: String?, _ computer: String?, _ shell: Invocation) throws -> (String?, String?) {
    guard let input, !input.isNull else { return (name, computer) }
    let piped = try shell.context.property(input, "Name") ?? input
    let host = try shell.context.property(input, "ComputerName") ?? .null
    return (Conversion.toString(piped, shell.context), host.isNull ? computer : Conversion.toString(host, shell.context))
  }
}

/// `Get-CsTopology -AsXml`: text whose `ToString()` is the document.
enum TopologyXmlDocument {
  static func value(_ xml: String, _ context: ExecutionContext) -> Value { .str(xml) }
}

/// WMI classes of Office Communications Server that have a stand-in.
enum WmiClass {
  static func isKnown(_ name: String, _ shell: Invocation) throws -> Bool {
    if name.lowercased() == "msft_sipdomaindata" { return true }
    try shell.error("GetWMIInvalidClass", .invalidType, "Invalid class \"\(name)\"", exception: "System.Management.ManagementException", target: .str(name),
      help: "The simulator knows MSFT_SIPDomainData.")
    return false
  }
}
