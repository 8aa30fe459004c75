/// Creates a pool of computers that run trusted applications.
import Engine
import Lync

struct NewCsTrustedApplicationPool: Cmdlet {
  static let command = Command("New", "CsTrustedApplicationPool", module: "Lync", errorType: "CsShell.NewCsTrustedApplicationPool", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.DisplayExternalServer"],
    synopsis: "Creates a pool of computers that run trusted applications.",
    description: "The Registrar is the pool the applications are routed through. Where several server versions work together it must be a Lync Server 2013 pool. Enable-CsTopology has to follow.",
    examples: [
      ("A pool of one computer", "New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Registrar pool13.contoso.com -Site 1"),
      ("A load-balanced pool", "New-CsTrustedApplicationPool -Identity apps.contoso.com -Registrar pool13.contoso.com -Site 1 -ComputerFqdn app3.contoso.com"),
    ])
  @Parameter("Identity", at: 0, from: .propertyName, help: "The object to work on, in any form of its identity.") var identity: XdsIdentity
  @Parameter("AppSharingPortCount", help: "Number of ports for application sharing.") var appSharingPortCount: PortNumber?
  @Parameter("AppSharingPortStart", help: "First port for application sharing.") var appSharingPortStart: PortNumber?
  @Parameter("AudioPortCount", help: "Number of ports for audio.") var audioPortCount: PortNumber?
  @Parameter("AudioPortStart", help: "First port for audio.") var audioPortStart: PortNumber?
  @Parameter("ComputerFqdn", help: "The first computer of a pool of several; the pool has its own name then.") var computerFqdn: Fqdn?
  @Parameter("OutboundOnly", help: "Whether connections are only made to the pool.") var outboundOnly: Bool?
  @Parameter("Registrar", help: "The pool the applications are routed through: FQDN or service id. $null takes it away.") var registrar: String?
  @Parameter("RequiresReplication", help: "Whether the computers get a replica of the Central Management Store.") var requiresReplication: Bool?
  @Parameter("Site", help: "The site, by its id.") var site: String?
  @Parameter("ThrottleAsServer", help: "Whether traffic to the pool is limited as between servers.") var throttleAsServer: Bool?
  @Parameter("TreatAsAuthenticated", help: "Whether traffic from the pool counts as authenticated.") var treatAsAuthenticated: Bool?
  @Parameter("VideoPortCount", help: "Number of ports for video.") var videoPortCount: PortNumber?
  @Parameter("VideoPortStart", help: "First port for video.") var videoPortStart: PortNumber?
  @Parameter("Force", help: "Goes on without asking.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = self.settings(shell)
    try shell.change("TrustedApplicationPool:" + identity.text.withoutPrefix) { world in
      let pool = identity.text.withoutPrefix
      // A pool that exists has its computers already; nobody is asked about them.
      return try shell.createOnComputer(computerFqdn?.text ?? pool, world, force: force.isOn || world.hasPool(pool)) {
        try world.newTrustedApplicationPool(pool, computer: computerFqdn?.text, site: site, settings: settings)
      }
    }
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
