/// Changes a trusted application pool, such as the Registrar its applications are routed through.
import Engine
import Lync

struct SetCsTrustedApplicationPool: Cmdlet {
  static let command = Command("Set", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.SetCsTrustedApplicationPool", confirm: .medium,
    synopsis: "Changes a trusted application pool, such as the Registrar its applications are routed through.",
    description: "A new Registrar leaves the contacts of the pool behind: run Move-CsApplicationEndpoint for each. $null takes the Registrar away. Of a legacy pool only the Registrar can be changed.",
    examples: [
      ("Route through Lync Server 2013", "Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity?
  @Parameter("AppSharingPortCount", help: "Number of ports for application sharing.") var appSharingPortCount: PortNumber?
  @Parameter("AppSharingPortStart", help: "First port for application sharing.") var appSharingPortStart: PortNumber?
  @Parameter("AudioPortCount", help: "Number of ports for audio.") var audioPortCount: PortNumber?
  @Parameter("AudioPortStart", help: "First port for audio.") var audioPortStart: PortNumber?
  @Parameter("OutboundOnly", help: "Whether connections are only made to the pool.") var outboundOnly: Bool?
  @Parameter("Registrar", help: "The pool the applications are routed through: FQDN or service id. $null takes it away.") var registrar: String?
  @Parameter("RequiresReplication", help: "Whether the computers get a replica of the Central Management Store.") var requiresReplication: Bool?
  @Parameter("ThrottleAsServer", help: "Whether traffic to the pool is limited as between servers.") var throttleAsServer: Bool?
  @Parameter("TreatAsAuthenticated", help: "Whether traffic from the pool counts as authenticated.") var treatAsAuthenticated: Bool?
  @Parameter("VideoPortCount", help: "Number of ports for video.") var videoPortCount: PortNumber?
  @Parameter("VideoPortStart", help: "First port for video.") var videoPortStart: PortNumber?
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = self.settings(shell)
    guard let pool = identity?.text else { return try shell.missingIdentity() }
    try shell.change({ $0.poolIdentity(pool) }) { try $0.setTrustedApplicationPool(pool.withoutPrefix, settings: settings) }
  }

  private func settings(_ shell: Invocation) -> TrustedApplicationPoolSettings {
    var settings = TrustedApplicationPoolSettings()
    settings.registrar = shell.given("Registrar", registrar)
    settings.throttleAsServer = throttleAsServer
    settings.treatAsAuthenticated = treatAsAuthenticated
    settings.outboundOnly = outboundOnly
    settings.requiresReplication = requiresReplication
    if shell.isBound("AudioPortStart") { settings.audioPortStart = .some(audioPortStart?.number) }
    settings.audioPortCount = audioPortCount?.number
    if shell.isBound("AppSharingPortStart") { settings.appSharingPortStart = .some(appSharingPortStart?.number) }
    settings.appSharingPortCount = appSharingPortCount?.number
    if shell.isBound("VideoPortStart") { settings.videoPortStart = .some(videoPortStart?.number) }
    settings.videoPortCount = videoPortCount?.number
    return settings
  }
}
