/// Changes a dial-in access number.
import Engine
import Lync

struct SetCsDialInConferencingAccessNumber: Cmdlet {
  static let command = Command("Set", "CsDialInConferencingAccessNumber", module: "Lync", errorType: "CsShell.SetCsDialInConferencingAccessNumber", defaultSet: "Identity", confirm: .medium,
    synopsis: "Changes a dial-in access number.",
    examples: [
      ("Its number", "Set-CsDialInConferencingAccessNumber -Identity sip:RedmondDialIn@contoso.com -DisplayNumber \"+1 425 555 0110\""),
    ])
  @Parameter("Identity", at: 0, from: [.pipeline, .propertyName], sets: ["Identity", "Reorder"], help: "The object to work on, in any form of its identity.") var identity: UserIdentity
  @Parameter("Priority", sets: ["Reorder"], mandatory: true, help: "Its place among the numbers of the region; 0 is the first.") var priority: Int?
  @Parameter("ReorderedRegion", sets: ["Reorder"], mandatory: true, help: "The region whose numbers change places.") var reorderedRegion: String?
  @Parameter("Instance", at: 0, from: .pipeline, sets: ["Instance"], mandatory: true, type: "Microsoft.Rtc.Management.Xds.AccessNumber",
    help: "A number as Get- returns it, with the values to keep.") var instance: Value?
  @Parameter("DisplayName", sets: ["Identity"], help: "The name people see.") var displayName: String?
  @Parameter("DisplayNumber", sets: ["Identity"], help: "The number as people see it.") var displayNumber: String?
  @Parameter("LineUri", sets: ["Identity"], help: "The phone number, as tel:+14255550100.") var lineUri: String?
  @Parameter("PrimaryLanguage", sets: ["Identity"], help: "The language callers hear first.") var primaryLanguage: String?
  @Parameter("Regions", sets: ["Identity"], help: "The regions; each must exist in a dial plan.") var regions: [String]
  @Parameter("ScopeToGlobal", sets: ["Identity", "Instance"], fidelity: .inert) var scopeToGlobal: Switch
  @Parameter("ScopeToSite", sets: ["Identity", "Instance"], fidelity: .inert) var scopeToSite: Switch
  @Parameter("SecondaryLanguages", sets: ["Identity"], help: "Further languages.") var secondaryLanguages: [String]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    let settings = try instance.map { try self.settings(of: $0, shell) } ?? self.settings(shell)
    let who = try instance.map { Conversion.toString(try shell.context.property($0, "Identity") ?? .null, shell.context) } ?? identity.text
    try shell.change({ try $0.endpointIdentity(who) }) { world in
      if let priority, let reorderedRegion { try world.setAccessNumber(who, priority: priority, inRegion: reorderedRegion) } else { try world.setAccessNumber(who, settings: settings) }
      return Outcome(passThru.isOn ? try world.accessNumbers(identity: who) : [])
    }
  }

  private func settings(of object: Value, _ shell: Invocation) throws -> AccessNumberSettings {
    func text(_ name: String) throws -> String? {
      try shell.context.property(object, name).flatMap { $0.isNull ? nil : Conversion.toString($0, shell.context) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    var settings = AccessNumberSettings()
    settings.displayName = .some(try text("DisplayName"))
    settings.displayNumber = try text("DisplayNumber")
    settings.lineURI = try text("LineUri")
    settings.primaryLanguage = try text("PrimaryLanguage")
    return settings
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
