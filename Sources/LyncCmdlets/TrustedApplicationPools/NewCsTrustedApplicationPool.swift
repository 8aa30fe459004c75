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
  @Parameter("Identity", at: 0, from: .propertyName) var identity: XdsIdentity
  @Parameter("AppSharingPortCount") var appSharingPortCount: PortNumber?
  @Parameter("AppSharingPortStart") var appSharingPortStart: PortNumber?
  @Parameter("AudioPortCount") var audioPortCount: PortNumber?
  @Parameter("AudioPortStart") var audioPortStart: PortNumber?
  @Parameter("ComputerFqdn") var computerFqdn: Fqdn?
  @Parameter("OutboundOnly") var outboundOnly: Bool?
  @Parameter("Registrar") var registrar: String?
  @Parameter("RequiresReplication") var requiresReplication: Bool?
  @Parameter("Site") var site: String?
  @Parameter("ThrottleAsServer") var throttleAsServer: Bool?
  @Parameter("TreatAsAuthenticated") var treatAsAuthenticated: Bool?
  @Parameter("VideoPortCount") var videoPortCount: PortNumber?
  @Parameter("VideoPortStart") var videoPortStart: PortNumber?
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = self.settings(shell)
    try shell.change("TrustedApplicationPool:" + identity.text.withoutPrefix) { world in
      let pool = identity.text.withoutPrefix
      try shell.checkAccount(computerFqdn?.text ?? pool, world, force: force.isOn) {
        _ = try world.newTrustedApplicationPool(pool, computer: computerFqdn?.text, site: site, settings: settings)
      }
      return try world.newTrustedApplicationPool(pool, computer: computerFqdn?.text, site: site, settings: settings)
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
