/// The properties of a trusted application pool that can be set when it is made and later.
import Engine
import Lync

struct TrustedApplicationPoolParameters {
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

  /// What was given; of a port, `$null` counts as given too.
  func settings(_ shell: Invocation) -> TrustedApplicationPoolSettings {
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
