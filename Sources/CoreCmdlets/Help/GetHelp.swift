/// What a command does and how it is called, from its declaration or the comments in it.
import Engine
import Formatting
import Primitives

struct GetHelp: Cmdlet {
  static let command = Command("Get", "Help", module: "Microsoft.PowerShell.Core", defaultSet: "AllUsersView", synopsis: "Tells what commands do and how they are called.",
    examples: [
      ("Everything about a command", "Get-Help Move-CsUser -Full"), ("What there is about trusted applications", "Get-Help *trusted*"),
      ("About the language", "Get-Help about_Functions")
    ])
  @Parameter("Name", at: 0, from: .propertyName, validate: [.notNullOrEmpty]) var name: String?
  @Parameter("Path", fidelity: .inert) var path: String?
  @Parameter("Category",
    validate: [
      .set(
        [
          "Alias", "Cmdlet", "Provider", "General", "FAQ", "Glossary", "HelpFile", "ScriptCommand", "Function", "Filter", "ExternalScript", "All",
          "DefaultHelp", "DscResource", "Class", "Configuration"
        ], ignoreCase: true, message: nil)
    ]) var category: [String]
  @Parameter("Detailed", sets: ["DetailedView"], mandatory: true) var detailed: Switch
  @Parameter("Full", sets: ["AllUsersView"]) var full: Switch
  @Parameter("Examples", sets: ["Examples"], mandatory: true) var examples: Switch
  @Parameter("Parameter", sets: ["Parameters"], mandatory: true) var parameter: [String]
  @Parameter("Component") var component: [String]
  @Parameter("Functionality") var functionality: [String]
  @Parameter("Role") var role: [String]
  @Parameter("Online", sets: ["Online"], mandatory: true) var online: Switch

  mutating func process(_ shell: Invocation) throws {
    let isNarrowed = !category.isEmpty || $component.isBound || $role.isBound || $functionality.isBound
    // a kind alone asks for all there is of it
    let topic = name ?? (isNarrowed && !category.contains { $0.equalsIgnoringCase("DefaultHelp") } ? "*" : "")
    let kinds = ["Alias", "Cmdlet", "ExternalScript", "Filter", "Function", "ScriptCommand", "All"]
    if !category.isEmpty, !category.contains(where: { c in kinds.contains { $0.equalsIgnoringCase(c) } }) {
      for (isGiven, which) in [($parameter.isBound, "Parameter"), ($component.isBound, "Component"), ($role.isBound, "Role"), ($functionality.isBound, "Functionality")] where isGiven {
        throw shell.terminating(
          "Argument", .invalidArgument, "-\(which) is not supported by the requested Help category.",
          exception: "System.Management.Automation.PSArgumentException")
      }
    }
    defer {
      var done = ProgressRecord()
      done.activity = "Get-Help"
      done.status = "Completed"
      done.completed = true
      try? shell.progress(done)
    }
    if topic.isEmpty || topic.equalsIgnoringCase("default") { return try show(HelpTopics.introduction, shell) }
    do { _ = try WildcardPattern(topic) } catch {
      throw shell.terminating("RuntimeException", .notSpecified, error.message, exception: "System.Management.Automation.WildcardPatternException")
    }
    let w = Wildcard(topic)
    if w.isLiteral, let c = HelpText.target(topic, shell.context), shell.context.aliasInScope(topic) != nil ? wants("Alias", "Cmdlet") : wants(c) { return try show(c, shell) }
    let topics = HelpTopics.of(shell.context).named(shell.context)
    if w.isLiteral, wants("HelpFile"), let t = topics.first(where: { $0.name.equalsIgnoringCase(topic) }) { return try show(HelpTopics.page(t), shell) }
    if w.isLiteral, wants("Provider"), let t = topics.first(where: { $0.name.equalsIgnoringCase("about_\(topic)_Provider") }) { return try show(HelpTopics.page(t), shell) }
    // a name nothing has is searched for within names; aliases begin with it, as commands do with one that has a dash
    let begins = w.isLiteral ? Wildcard(Wildcard.escape(topic) + "*") : w, holds = w.isLiteral ? Wildcard("*" + Wildcard.escape(topic) + "*") : w
    let all = CommandQuery(shell.context).find(topic.utf8.contains(45) ? begins : holds)
    var hits = all.filter { !($0 is ApplicationInfo) && wants($0) && (!($0 is AliasInfo) || begins.matches($0.name)) && isAbout($0, shell) }
    let wantsTopics = wants("HelpFile") && !isForSomebody
    var found = wantsTopics ? topics.filter { holds.matches($0.name) } : []
    if w.isLiteral, hits.isEmpty, found.isEmpty {
      // then within texts
      let commands = CommandQuery(shell.context).find(Wildcard("*")).filter { !($0 is ApplicationInfo) && !($0 is AliasInfo) && wants($0) && isAbout($0, shell) }
      hits = commands.filter { HelpText($0, shell.context).mentions(topic) }
      found = wantsTopics ? topics.filter { HelpText.holds($0.text(), topic) } : []
    }
    if hits.count + found.count == 1 {
      if let a = hits.first as? AliasInfo { return try shell.write(HelpText.alias(a)) }
      if let c = hits.first { return try show(c, shell) }
      if let t = found.first { return try show(HelpTopics.page(t), shell) }
    }
    for c in hits {
      try shell.poll()
      if let a = c as? AliasInfo {
        if !$parameter.isBound { try shell.write(HelpText.row(HelpText.alias(a))) }
        continue
      }
      let help = HelpText(c, shell.context, follows: false)
      if $parameter.isBound, help.parameters(matching: parameter).isEmpty { continue }
      try shell.write(HelpText.row(help.object(.basic)))
    }
    if !$parameter.isBound { for t in found { try shell.write(HelpText.row(HelpTopics.page(t))) } }
    guard !online.isOn || hits.isEmpty && found.isEmpty else {
      throw shell.terminating(
        "InvalidOperation", .invalidOperation,
        "Multiple Help topics were found. Use only one Help topic with the -Online option.",
        exception: "System.Management.Automation.PSInvalidOperationException")
    }
    if hits.isEmpty, found.isEmpty, w.isLiteral { try notFound(topic, shell) }
  }
  private func notFound(_ topic: String, _ shell: Invocation) throws {
    if !category.isEmpty, category.allSatisfy({ $0.equalsIgnoringCase("Provider") }) {
      return try shell.error(
        "ProviderLoadError", .resourceUnavailable, "Cannot find a provider with the name '\(topic)'.", exception: "System.Management.Automation.ProviderNotFoundException")
    }
    let missing = PSException(
      "Microsoft.PowerShell.Commands.HelpNotFoundException",
      """
      Get-Help could not find \(topic) in a help file in this session. To download updated help topics type: "Update-Help". To get help online, search for \
      the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116.
      """)
    missing.properties = [("HelpTopic", .str(topic))]
    try shell.error(ErrorRecord(missing, id: "HelpNotFound", .resourceUnavailable))
  }
  private func wants(_ kinds: String...) -> Bool { category.isEmpty || category.contains { c in c.equalsIgnoringCase("All") || kinds.contains { $0.equalsIgnoringCase(c) } } }
  private func wants(_ c: CommandInfo) -> Bool {
    switch c.type { case .cmdlet: wants("Cmdlet"); case .alias: wants("Alias", "Cmdlet"); case .externalScript: wants("ExternalScript"); case .filter: wants("Filter"); default: wants("Function") }
  }
  /// Only what is said to be for a component, a role or a use is asked for.
  private var isForSomebody: Bool { $component.isBound || $role.isBound || $functionality.isBound }
  private func isAbout(_ c: CommandInfo, _ shell: Invocation) -> Bool {
    !isForSomebody || HelpText(CommandSyntax.target(c), shell.context).meets(component: component, role: role, functionality: functionality)
  }
  /// A text, which has no parameters.
  private func show(_ page: Value, _ shell: Invocation) throws {
    if $parameter.isBound { try HelpText.noParameter(parameter, of: "HelpFileHelpInfo", shell) } else { try shell.write(page) }
  }
  private func show(_ c: CommandInfo, _ shell: Invocation) throws {
    guard HelpText.canReachHelp(of: c, shell.context) else {
      throw shell.terminating(
        "System.InvalidOperationException", .notSpecified,
        """
        Cannot get Help from a remote runspace, because the runspace has not been opened.  Open the runspace by running an implicit remoting command, and then try \
        running the command to get Help again.
        """)
    }
    let help = HelpText(c, shell.context)
    guard help.meets(component: component, role: role, functionality: functionality) else { return try notFound(name ?? "", shell) }
    if online.isOn {
      guard let address = HelpText.onlineAddress(of: c, shell.context) else {
        throw shell.terminating(
          "InvalidOperation", .invalidOperation,
          """
          The online version of this Help topic cannot be displayed because the Internet address (URI) of the Help topic is not specified in the command code \
          or in the help file for the command.
          """,
          exception: "System.Management.Automation.PSInvalidOperationException")
      }
      return try shell.write(address)
    }
    if $parameter.isBound { return try help.writeParameters(matching: parameter, shell) }
    try shell.write(help.object(full.isOn ? .full : detailed.isOn ? .detailed : examples.isOn ? .examples : .basic))
  }
}
