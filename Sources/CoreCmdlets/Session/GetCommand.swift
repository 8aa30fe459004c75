/// Finds commands: cmdlets, functions, aliases, scripts and programs.
import Engine
import NetTypes

struct GetCommand: Cmdlet {
  static let command = Command("Get", "Command", module: "Microsoft.PowerShell.Core", defaultSet: "CmdletSet", outputs: ["System.Management.Automation.AliasInfo",
    "System.Management.Automation.ApplicationInfo", "System.Management.Automation.FunctionInfo", "System.Management.Automation.CmdletInfo", "System.Management.Automation.ExternalScriptInfo",
    "System.Management.Automation.FilterInfo", "System.String", "System.Management.Automation.PSObject"], synopsis: "Gets all commands.", examples: [("Commands about users",
    "Get-Command *-CsUser"), ("How a command is called", "Get-Command Move-CsUser -Syntax")])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], sets: ["AllCommandSet"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("Verb", from: .propertyName, sets: ["CmdletSet"]) var verb: [String]
  @Parameter("Noun", from: .propertyName, sets: ["CmdletSet"]) var noun: [String]
  @Parameter("Module", from: .propertyName, aliases: ["PSSnapin"]) var module: [String]
  @Parameter("ExcludeModule") var excludeModule: [String]
  @Parameter("FullyQualifiedModule", from: .propertyName, type: "Microsoft.PowerShell.Commands.ModuleSpecification[]") var fullyQualifiedModule: [Value]
  @Parameter("CommandType", from: .propertyName, sets: ["AllCommandSet"], aliases: ["Type"], type: "System.Management.Automation.CommandTypes") var commandType: Value?
  @Parameter("TotalCount", from: .propertyName) var totalCount: Int?
  @Parameter("Syntax", from: .propertyName) var syntax: Switch
  @Parameter("ShowCommandInfo") var showCommandInfo: Switch
  @Parameter("ArgumentList", at: 1, aliases: ["Args"], attributes: [.allowNull, .allowEmptyCollection], remaining: true) var argumentList: [Value]
  @Parameter("All", from: .propertyName) var all: Switch
  @Parameter("ListImported", from: .propertyName) var listImported: Switch
  @Parameter("ParameterName", validate: [.notNullOrEmpty]) var parameterName: [String]
  @Parameter("ParameterType", validate: [.notNullOrEmpty], type: "System.Management.Automation.PSTypeName[]") var parameterType: [Value]
  @Parameter("UseFuzzyMatching", sets: ["AllCommandSet"]) var useFuzzyMatching: Switch
  @Parameter("FuzzyMinimumDistance", sets: ["AllCommandSet"], type: "System.UInt32") var fuzzyMinimumDistance: Int64?
  @Parameter("UseAbbreviationExpansion", from: .propertyName, sets: ["AllCommandSet"]) var useAbbreviationExpansion: Switch

  private var written = 0
  private var hasFunction = false
  /// Parameters asked for that commands found by name have.
  private var matched: Set<String> = []
  /// One of the names is that of a command.
  private var isAnyThere = false
  /// What the names stand for: shown when all of them are known, after the errors about those that stand for nothing.
  private var found: [CommandInfo] = []

  mutating func process(_ shell: Invocation) throws {
    if $module.isBound, $fullyQualifiedModule.isBound {
      throw shell.terminating(
        "ModuleAndFullyQualifiedModuleCannotBeSpecifiedTogether", .invalidOperation,
        "The parameters Module and FullyQualifiedModule cannot be used together. Please specify only one parameter.", exception: "System.InvalidOperationException")
    }
    if syntax.isOn, showCommandInfo.isOn {
      throw shell.terminating(
        "GetCommandCannotSpecifySyntaxAndShowCommandInfoTogether", .invalidArgument,
        "The ShowCommandInfo and Syntax parameters cannot be specified together.", exception: "System.Management.Automation.PSArgumentException")
    }
    var query = CommandQuery(shell.context)
    let specifications = fullyQualifiedModule.compactMap { $0.refValue as? ModuleSpecification }
    query.modules = WildcardList(module + specifications.map(\.name))
    query.constraints = try specifications.map { ($0.name, try ModuleConstraint($0, shell)) }
    try shell.checkWildcards(verb + noun)
    query.excluded = excludeModule.map(Wildcard.init)
    query.verbs = WildcardList(verb)
    query.nouns = WildcardList(noun)
    query.parameters = parameterName.map(Wildcard.init)
    query.types = parameterType.map { ParameterTypeSearch($0, shell.context) }
    if let e = commandType?.refValue as? PSEnum { query.kinds = e.raw } else if $verb.isBound || $noun.isBound { query.kinds = 1 | 2 | 4 | 8 | 256 }
    // of a module asked for by its name, what it has once it is loaded
    let isOneModule = module.count == 1 && !Wildcard.hasSpecial(module[0])
    if isOneModule, module[0].utf8.count > 0 { _ = try isLoaded(for: module[0] + "\\*", shell) }
    if !module.isEmpty || !specifications.isEmpty {
      query.exported = shell.context.allModules.filter { query.modules.matches($0.name) }.flatMap { $0.exportedFunctions as [CommandInfo] + $0.exportedAliases }
    }
    let isPattern = name.isEmpty || useAbbreviationExpansion.isOn || name.contains { !Wildcard($0).isLiteral }
    if !isOneModule, !listImported.isOn, isPattern { query.available = ModuleLoader(shell: shell).availableFunctions() }
    if name.isEmpty {
      var found = query.find(nil)
      // aliases come when they are asked for
      if query.kinds == 0, !all.isOn, totalCount == nil {
        // arguments are for none of them, which is told of the first
        if $argumentList.isBound, let a = found.first(where: { $0 is AliasInfo }) { _ = try settled(a, shell) }
        found.removeAll { $0 is AliasInfo }
      }
      try report(query.matched.names, shell)
      for c in found { try put(c, shell) }
      return
    }
    defer { matched.formUnion(query.matched.names) }
    for n in name {
      if useFuzzyMatching.isOn {
        for (c, distance) in query.similar(n, distance: Int(clamping: fuzzyMinimumDistance ?? 5)) {
          let o = PSObject(wrapping: .other(c))
          o.set("Score", .int(Int32(clamping: distance)))
          try shell.write(.object(o))
        }
        continue
      }
      if useAbbreviationExpansion.isOn {
        let w = Wildcard(n)
        if w.isLiteral { for c in query.named(w.literal, all: all.isOn) + query.abbreviated(n) { try put(c, shell) } }
        continue
      }
      try shell.checkWildcards([n])
      let w = Wildcard(n)
      var hits = w.isLiteral ? query.named(w.literal, all: all.isOn) : n.contains(where: { $0 == "/" || $0 == "\\" }) ? query.ofModule(n) + (try query.files(n, shell)) : query.find(w)
      if hits.isEmpty, w.isLiteral, !listImported.isOn, try isLoaded(for: w.literal, shell) { hits = query.named(w.literal, all: all.isOn) }
      if w.isLiteral, !listImported.isOn { for case let c as CmdletInfo in hits { c.noteUse() } }
      found += hits
      let isThere = !hits.isEmpty || isThere(w, query)
      if isThere { isAnyThere = true }
      if !isThere, w.isLiteral {
        try shell.error(
          "CommandNotFoundException", .objectNotFound,
          """
          The term '\(n)' is not recognized as a name of a cmdlet, function, script file, or executable program.
          Check the spelling of the name, or if a path was included, verify that the path is correct and try again.
          """,
          exception: "System.Management.Automation.CommandNotFoundException", target: .str(n))
      }
    }
  }
  mutating func end(_ shell: Invocation) throws {
    for c in found { try put(c, shell) }
    if isAnyThere { try report(matched, shell) }
  }
  /// A module was loaded that has the command; one that cannot be loaded has none.
  private func isLoaded(for name: String, _ shell: Invocation) throws -> Bool {
    do { return try shell.context.autoLoad?(name, shell.context) ?? false } catch is TerminatingError { return false }
  }
  /// Such a command is there, but without the parameters asked for.
  private func isThere(_ name: Wildcard, _ query: CommandQuery) -> Bool {
    if query.parameters.isEmpty, query.types.isEmpty { return false }
    var query = query
    query.parameters = []
    query.types = []
    return !(name.isLiteral ? query.named(name.literal, all: false) : query.find(name)).isEmpty
  }
  /// Parameters named in full that no command has.
  private func report(_ found: Set<String>, _ shell: Invocation) throws {
    for p in parameterName where Wildcard(p).isLiteral && !found.contains(p.lowercased()) {
      try shell.error(
        "CommandParameterNotFound", .objectNotFound,
        "No matching commands include a parameter named '\(p)'.  Check the spelling of the parameter name, and then try again. (Parameter '\(p)')",
        exception: "System.ArgumentException", target: .str(p))
    }
  }
  private mutating func put(_ c: CommandInfo, _ shell: Invocation) throws {
    if let totalCount, totalCount >= 0, written >= totalCount { return }
    // with arguments one command that is no cmdlet is enough
    if $argumentList.isBound, !(c is CmdletInfo) {
      if hasFunction { return }
      hasFunction = true
    }
    written += 1
    let c = $argumentList.isBound ? try settled(c, shell) : c
    if showCommandInfo.isOn { return try shell.write(ShowCommandInfo.object(c, shell.context)) }
    if !syntax.isOn { return try shell.write(.other(c)) }
    guard let alias = c as? AliasInfo else { return try shell.write(CommandSyntax.text(c, shell.context)) }
    // an alias shows what it stands for, and the syntax under its own name
    let target = CommandSyntax.target(alias)
    let text = CommandSyntax.text(target, shell.context)
    if target is ApplicationInfo || target is AliasInfo { return try shell.write(text) }
    try shell.write("\(alias.name) (alias) -> \((target as? ExternalScriptInfo)?.path ?? target.name)\n" + text.replacing(target.name, with: alias.name))
  }
  /// Arguments the cmdlet has no parameter for, also none that goes with other arguments, are refused.
  private func checkArguments(of c: CmdletInfo, _ shell: Invocation) throws {
    let known = c.metadata.parameters.flatMap { [$0.name] + $0.aliases } + CommonParameterNames.all(of: c.metadata.binding)
    for text in argumentList.compactMap(\.stringValue) where text.hasPrefix("-") && text.dropFirst().first?.isLetter ?? false {
      let name = text.dropFirst().prefix { $0 != ":" }
      if known.contains(where: { $0.lowercased().hasPrefix(name.lowercased()) }) { continue }
      throw shell.terminating(
        "NamedParameterNotFound", .invalidArgument, "A parameter cannot be found that matches parameter name '\(name)'.",
        exception: "System.Management.Automation.ParameterBindingException")
    }
  }
  /// The command as it is for the arguments: their first one is the path that decides about dynamic parameters.
  private func settled(_ c: CommandInfo, _ shell: Invocation) throws -> CommandInfo {
    if c is AliasInfo || c is ApplicationInfo {
      throw shell.terminating(
        "CommandArgsOnlyForSingleCmdlet", .invalidArgument,
        "The command could not be retrieved because the ArgumentList parameter can be specified only when retrieving a single cmdlet or script.",
        exception: "System.Management.Automation.PSArgumentException", target: .other(c))
    }
    if let f = c as? FunctionInfo, !argumentList.isEmpty {
      do { return try f.settled(for: argumentList, shell.context) } catch let e as TerminatingError {
        // arguments that do not fit leave the command as it is declared
        if e.record.exception.type.name == "MetadataException" {
          try shell.error(ErrorRecord(e.record.exception, id: "GetCommandMetadataError", .metadataError, target: .other(c)))
        }
        return c
      }
    }
    guard let c = c as? CmdletInfo, !argumentList.isEmpty else { return c }
    try checkArguments(of: c, shell)
    // the path alone decides, with or without its name before it
    let isNamed = argumentList.first?.stringValue.map { $0.equalsIgnoringCase("-Path") || $0.equalsIgnoringCase("-LiteralPath") } ?? false
    let bound = PSHash(.hashtable)
    if let path = argumentList.dropFirst(isNamed ? 1 : 0).first { bound.set("Path", path) }
    return c.settled(for: bound, shell.context)
  }
}
