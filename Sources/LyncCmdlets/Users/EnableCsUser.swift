/// Enables a user of Active Directory for Lync Server.
import Engine
import Lync

struct EnableCsUser: Cmdlet {
  static let command = Command("Enable", "CsUser", module: "Lync", errorType: "CsShell.EnableCsUser", confirm: .medium,
    synopsis: "Enables a user of Active Directory for Lync Server.",
    examples: [
      ("By logon name", "Enable-CsUser -Identity \"Toni Poe\" -RegistrarPool pool13.contoso.com -SipAddressType SamAccountName -SipDomain contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("RegistrarPool", help: "The pool the user gets.") var registrarPool: Fqdn?
  @Parameter("SipAddressType", help: "What the SIP address is made of.") var sipAddressType: AddressType?
  @Parameter("SipDomain", help: "The SIP domain of the address.") var sipDomain: Fqdn?
  @Parameter("SipAddress", help: "The SIP address, beginning with sip:.") var sipAddress: String?
  @Parameter("HostingProviderProxyFqdn", aliases: ["HostingProvider"], fidelity: .inert) var hostingProviderProxyFqdn: Fqdn?
  @Parameter("ProxyPool", fidelity: .inert) var proxyPool: Fqdn?
  @Parameter("DomainController", fidelity: .inert) var domainController: Fqdn?
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    let source: LyncWorld.SipAddressSource
    if let sipAddress { source = .address(sipAddress) } else if let sipAddressType { source = .type(sipAddressType.rawValue, domain: sipDomain?.text) } else {
      throw shell.terminating("SipAddressRequired", .invalidArgument, "Give SipAddress or SipAddressType.", exception: "System.ArgumentException")
    }
    guard let pool = registrarPool?.text else {
      throw shell.terminating("RegistrarPoolRequired", .invalidArgument, "Give RegistrarPool.", exception: "System.ArgumentException")
    }
    try shell.change({ try $0.userIdentity(identity.text) }) { try $0.enableUser(identity.text, registrarPool: pool, address: source, passThru: passThru.isOn) }
  }
}
