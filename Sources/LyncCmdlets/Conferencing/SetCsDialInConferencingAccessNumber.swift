/// Changes a dial-in access number.
import Engine
import Lync

struct SetCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("Set", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.SetCsDialInConferencingAccessNumber", confirm: .medium,
    synopsis: "Changes a dial-in access number.",
    examples: [
      ("Its number", "Set-CsDialInConferencingAccessNumber -Identity sip:RedmondDialIn@contoso.com -DisplayNumber \"+1 425 555 0110\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("DisplayName", help: "The name people see.") var displayName: String?
  @Parameter("DisplayNumber", help: "The number as people see it.") var displayNumber: String?
  @Parameter("LineUri", help: "The phone number, as tel:+14255550100.") var lineUri: String?
  @Parameter("PrimaryLanguage", help: "The language callers hear first.") var primaryLanguage: String?
  @Parameter("Regions", help: "The regions; each must exist in a dial plan.") var regions: [String]
  @Parameter("ScopeToGlobal", fidelity: .inert) var scopeToGlobal: Switch
  @Parameter("ScopeToSite", fidelity: .inert) var scopeToSite: Switch
  @Parameter("SecondaryLanguages", help: "Further languages.") var secondaryLanguages: [String]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

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
