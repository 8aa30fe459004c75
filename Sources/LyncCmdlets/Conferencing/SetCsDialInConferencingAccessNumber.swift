/// Changes a dial-in access number.
import Engine
import Lync

struct SetCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("Set", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.SetCsDialInConferencingAccessNumber", confirm: .medium,
    synopsis: "Changes a dial-in access number.",
    examples: [
      ("Its number", "Set-CsDialInConferencingAccessNumber -Identity sip:RedmondDialIn@contoso.com -DisplayNumber \"+1 425 555 0110\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName]) var identity: UserIdentity
  @Parameter("DisplayName") var displayName: String?
  @Parameter("DisplayNumber") var displayNumber: String?
  @Parameter("LineUri") var lineUri: String?
  @Parameter("PrimaryLanguage") var primaryLanguage: String?
  @Parameter("Regions") var regions: [String]
  @Parameter("ScopeToGlobal", fidelity: .inert) var scopeToGlobal: Switch
  @Parameter("ScopeToSite", fidelity: .inert) var scopeToSite: Switch
  @Parameter("SecondaryLanguages") var secondaryLanguages: [String]
  @Parameter("PassThru") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = self.settings(shell)
    try shell.change({ try $0.endpointIdentity(identity.text) }) { world in
      try world.setAccessNumber(identity.text, settings: settings)
      return Outcome(passThru.isOn ? try world.accessNumbers(identity: identity.text) : [])
    }
  }

  private func settings(_ shell: Invocation) -> AccessNumberSettings {
    var settings = AccessNumberSettings()
    settings.displayName = shell.given("DisplayName", displayName)
    settings.displayNumber = displayNumber
    settings.lineURI = lineUri
    settings.primaryLanguage = primaryLanguage
    if shell.isBound("SecondaryLanguages") { settings.secondaryLanguages = secondaryLanguages }
    if shell.isBound("Regions") { settings.regions = regions }
    return settings
  }
}
