/// Creates a dial-in access number.
import Engine
import Lync

struct NewCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("New", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.NewCsDialInConferencingAccessNumber", defaultSet: "Onprem", confirm: .medium,
    outputs: ["Microsoft.Rtc.Management.Xds.AccessNumber"],
    synopsis: "Creates a dial-in access number.",
    examples: [
      (
        "A number",
        """
        New-CsDialInConferencingAccessNumber -PrimaryUri sip:RedmondDialIn2@contoso.com -DisplayNumber "+1 425 555 0109" -LineURI tel:+14255550109 -Pool \
        pool13.contoso.com -PrimaryLanguage en-US -Regions Redmond
        """
      )
    ])
  @Parameter("PrimaryUri", help: "The SIP address of the number.") var primaryUri: String
  @Parameter("DisplayNumber", help: "The number as people see it.") var displayNumber: String
  @Parameter("LineURI", help: "The phone number, as tel:+14255550100.") var lineURI: String
  @Parameter("PrimaryLanguage", help: "The language callers hear first.") var primaryLanguage: String
  @Parameter("SecondaryLanguages", help: "Further languages.") var secondaryLanguages: [String]
  @Parameter("Pool", sets: ["Onprem"], help: "The pool.") var pool: Fqdn
  @Parameter("Regions", sets: ["Onprem"], mandatory: true, help: "The regions; each must exist in a dial plan.") var regions: [String]
  @Parameter("HostingProviderProxyFqdn", sets: ["Hosting"], aliases: ["HostingProvider"], help: "For online numbers only.") var hostingProviderProxyFqdn: Fqdn
  @Parameter("ScopeToSite", fidelity: .inert) var scopeToSite: Switch
  @Parameter("Tenant", type: "System.Guid", fidelity: .inert) var tenant: Value?
  @Parameter("DisplayName", help: "The name people see.") var displayName: String?
  @Parameter("PassThru", fidelity: .inert) var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    if $hostingProviderProxyFqdn.isBound { return try shell.report(.onlineOnly("HostingProviderProxyFqdn")) }
    var settings = self.settings(shell)
    settings.pool = pool.text
    try shell.change(primaryUri) { try $0.newAccessNumber(primaryUri, settings: settings) }
  }

  private func settings(_ shell: Invocation) -> AccessNumberSettings {
    var settings = AccessNumberSettings()
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = displayNumber
    settings.lineURI = lineURI
    settings.primaryLanguage = primaryLanguage
    if shell.isBound("SecondaryLanguages") { settings.secondaryLanguages = secondaryLanguages }
    if shell.isBound("Regions") { settings.regions = regions }
    return settings
  }
}
