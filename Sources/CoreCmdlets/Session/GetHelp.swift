/// What a command does and how it is called, from its declaration or the comments in it.
import Engine

struct GetHelp: Cmdlet {
  static let command = Command("Get", "Help", module: "Microsoft.PowerShell.Core", defaultSet: "AllUsersView", synopsis: "Displays information about PowerShell commands and concepts.", examples: [("Everything about a command", "Get-Help Move-CsUser -Full")])
  @Parameter("Name", at: 0, from: .propertyName, validate: [.notNullOrEmpty]) var name: String?
  @Parameter("Path", fidelity: .inert) var path: String?
  @Parameter("Category", validate: [.set(["Alias", "Cmdlet", "Provider", "General", "FAQ", "Glossary", "HelpFile", "ScriptCommand", "Function", "Filter", "ExternalScript", "All", "DefaultHelp", "DscResource", "Class", "Configuration"], ignoreCase: true, message: nil)], fidelity: .inert) var category: [String]
  @Parameter("Full", sets: ["AllUsersView"]) var full: Switch
  @Parameter("Component", fidelity: .inert) var component: [String]
  @Parameter("Functionality", fidelity: .inert) var functionality: [String]
  @Parameter("Role", fidelity: .inert) var role: [String]
  @Parameter("Detailed", sets: ["DetailedView"], mandatory: true) var detailed: Switch
  @Parameter("Examples", sets: ["Examples"], mandatory: true) var examples: Switch
  @Parameter("Parameter", sets: ["Parameters"], mandatory: true) var parameter: [String]
  @Parameter("Online", sets: ["Online"], mandatory: true, fidelity: .inert) var online: Switch

  mutating func process(_ shell: Invocation) throws {
    let topic = name ?? ""
    if topic.isEmpty || topic.equalsIgnoringCase("default") { return try shell.write(HelpText.introduction) }
    let w = Wildcard(topic)
    var hits: [CommandInfo] = []
    if w.isLiteral { if let c = HelpText.target(topic, shell.context) { hits = [c] } }
    else { hits = CommandQuery(shell.context).find(w) }
    if hits.isEmpty {
      return try shell.error("HelpNotFound", .resourceUnavailable, "Get-Help could not find \(topic) in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116.", exception: "Microsoft.PowerShell.Commands.HelpNotFoundException")
    }
    let part: HelpText.Part = full.isOn ? .full : detailed.isOn ? .detailed : examples.isOn ? .examples : .basic
    for c in hits {
      let help = HelpText(c, shell.context)
      if $parameter.isBound { for p in parameter { try help.writeParameters(matching: p, shell) } }
      else { try shell.write(help.object(part)) }
    }
  }
}
