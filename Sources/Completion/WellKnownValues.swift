/// Values that some cmdlets take, and no attribute tells: names of what there is, files of some kinds, words of a list. A table by
/// command and parameter; what it has no row for are paths, names of properties and scopes, known by the parameter's name alone.
import Engine
import Primitives
import Syntax

/// The argument that is to be completed.
struct ArgumentPlace {
  let parameter: ParameterMetadata
  let command: CommandInfo
  let ast: CommandAst
  let binding: PseudoBinding
  /// What is typed, without its quotation marks.
  let content: String
}

extension Completer {
  /// What a row offers; nil leaves the argument to others.
  typealias Offer = (Completer, ArgumentPlace) -> [CompletionMatch]?

  /// By `command:parameter` in lower case.
  static let wellKnown: [String: Offer] = {
    var table: [String: Offer] = [:]
    func on(_ commands: String, _ parameters: String, _ offer: @escaping Offer) {
      for c in commands.split(separator: " ") { for p in parameters.split(separator: " ") { table[(c + ":" + p).lowercased()] = offer } }
    }
    // commands
    on("Get-Command", "Name") { c, at in
      let found = c.completeCommand(at.content.isEmpty ? "*" : c.word, asArgument: true)
      guard let modules = c.strings("module", at.binding) else { return found + c.completePath(extensions: [".ps1"]) }
      let names = Set(c.commandNames(modules: modules).map { $0.lowercased() })
      return found.filter { names.contains($0.listItemText.lowercased()) }
    }
    on("Get-Help help", "Name") { c, at in
      c.completeCommand(at.content.isEmpty ? "*" : c.word, asArgument: true, programs: false) + c.completePath(extensions: [".ps1"]) + c.helpTopics(at.content)
    }
    on("Get-Alias", "Definition") { c, at in
      at.content.isEmpty ? c.completeCommand("*", asArgument: true) + c.completePath() : c.completeCommand(c.word, asArgument: true, programs: false)
    }
    on("Trace-Command", "Command") { c, at in c.completeCommand(at.content.isEmpty ? "*" : c.word, asArgument: true) }
    on("Invoke-Expression", "Command") { c, _ in c.completeCommand(c.word) }
    on("Get-Command", "Noun") { c, at in c.matching(c.nouns(verbs: c.strings("verb", at.binding), modules: c.strings("module", at.binding)), .text) }
    on("Get-Command", "Verb") { c, at in
      let nouns = c.strings("noun", at.binding), modules = c.strings("module", at.binding)
      return c.matching(nouns == nil && modules == nil ? CommandVerbs.names : c.verbs(nouns: nouns, modules: modules), .text)
    }
    on("Get-Verb", "Verb") { c, at in
      guard let groups = c.strings("group", at.binding) else { return c.matching(CommandVerbs.names, .text) }
      return c.matching(CommandVerbs.byGroup.filter { g in groups.contains { $0.equalsIgnoringCase(g.group) } }.flatMap(\.verbs), .text)
    }
    on("Get-Verb", "Group") { c, _ in c.matching(CommandVerbs.groups, .parameterValue) }
    // modules and types
    on("Save-Help Update-Help", "Module") { c, _ in c.completeModuleName(loadedOnly: false) }
    on("Get-Command", "Module ExcludeModule") { c, _ in c.completeModuleName(loadedOnly: false) }
    on("Get-Module", "Name") { c, at in c.completeModuleName(loadedOnly: !at.binding.isBound("ListAvailable")) }
    on("Remove-Module", "Name") { c, _ in c.completeModuleName(loadedOnly: true) }
    on("Import-Module", "Name") { c, at in
      if at.content.contains(where: { $0 == "/" || $0 == "\\" || $0 == ":" }) { return nil }
      return c.completePath(extensions: [".ps1", ".psm1", ".psd1", ".dll", ".exe", ".cdxml"]) + c.completeModuleName(loadedOnly: false)
    }
    on("Get-Module", "PSEdition") { c, _ in c.matching(["Desktop", "Core"], .parameterValue) }
    on("Get-Command", "ParameterType") { c, at in c.completeTypeName(at.content) }
    on("New-Object", "TypeName") { c, at in
      if at.content.contains("["), let open = at.content.lastIndex(where: { $0 == "[" || $0 == "," }) { return c.completeTypeArgument(at.content, behind: open) }
      return c.completeTypeName(at.content).filter { $0.completionText.lowercased().hasPrefix(at.content.lowercased()) || !at.content.contains(".") }
    }
    // what the session has
    on("Get-Job Receive-Job Remove-Job Stop-Job Wait-Job", "Name Id InstanceId") { c, at in c.matching(c.values("Get-Job", at.parameter.name), .parameterValue) }
    on("Get-Service Start-Service Stop-Service Restart-Service Set-Service Suspend-Service Resume-Service", "Name") { c, _ in
      c.matching(c.values("Get-Service", "Name"), .parameterValue)
    }
    on("Get-Service Start-Service Stop-Service Restart-Service Suspend-Service Resume-Service", "DisplayName") { c, _ in
      c.matching(c.values("Get-Service", "DisplayName"), .parameterValue)
    }
    on("Get-Process Stop-Process Wait-Process Debug-Process", "Id") { c, at in c.processes(at.content, byId: true) }
    on("Get-Process Stop-Process Wait-Process Debug-Process", "Name") { c, at in c.processes(at.content, byId: false) }
    on("Get-TraceSource Set-TraceSource Remove-TraceSource Trace-Command", "Name") { c, _ in c.matching(c.names("Get-TraceSource"), .parameterValue) }
    on("Get-Alias", "Name") { c, _ in c.matching(Completer.inOrder(c.context.aliasesInScope.map(\.name)), .parameterValue) }
    on("Get-Variable Set-Variable Clear-Variable Remove-Variable", "Name") { c, _ in
      // `?` and `*` in a name would be wildcards
      c.matching(Completer.inOrder(c.context.visibleVariables().map(\.name)), .parameterValue).map { m in
        if m.listItemText == "$" { return CompletionMatch("$", .parameterValue) }
        guard m.listItemText.contains(where: { $0 == "?" || $0 == "*" }) else { return m }
        let escaped = String(m.listItemText.flatMap { $0 == "?" || $0 == "*" ? ["`", $0] : [$0] })
        return CompletionMatch("'" + Quoting.escape(escaped, "'") + "'", list: m.listItemText, .parameterValue)
      }
    }
    on("Get-PSDrive Remove-PSDrive", "Name") { c, at in
      guard let providers = c.strings("psprovider", at.binding) else { return c.matching(c.driveNames(), .parameterValue) }
      return c.matching(providers.flatMap { c.values("Get-PSDrive -PSProvider " + SourceLiteral.quoted($0), "Name") }, .parameterValue)
    }
    on("Get-PSProvider Get-PSDrive New-PSDrive Remove-PSDrive", "PSProvider") { c, _ in c.matching(["Alias", "Environment", "FileSystem", "Function", "Variable"], .parameterValue) }
    on("Get-ExperimentalFeature Enable-ExperimentalFeature Disable-ExperimentalFeature", "Name") { c, _ in c.matching(c.values("Get-ExperimentalFeature", "Name"), .text) }
    // files
    on("New-Item", "ItemType") { c, at in
      let types = ["File", "Directory", "SymbolicLink", "Junction", "HardLink"]
      let drive = c.strings("path", at.binding)?.first.flatMap { path in path.firstIndex(of: ":").map { path[..<$0].lowercased() } } ?? ""
      if !drive.isEmpty, drive.allSatisfy(\.isLetter), drive != "filesystem", drive != "temp" { return nil }
      return (at.content.isEmpty ? types : types.filter { $0.lowercased().hasPrefix(at.content.lowercased()) }.prefix(1).map { $0 }).map { CompletionMatch($0, .text) }
    }
    on("Copy-Item Move-Item", "Destination") { c, _ in c.literalPaths = true; return c.completePath() }
    on("Set-Location Push-Location", "Path") { c, _ in c.completePath(foldersOnly: true) }
    on("Set-Location Push-Location", "LiteralPath") { c, _ in c.literalPaths = true; return c.completePath(foldersOnly: true) }
    on("Export-PSSession Out-File Tee-Object Set-Content Add-Content Get-Content Export-Csv Import-Csv Export-Clixml Select-String Format-Hex Send-MailMessage", "Encoding") { c, _ in
      c.matching(["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf7", "utf8", "utf8BOM", "utf8NoBOM", "utf32"], .parameterValue)
    }
    // words and forms
    on("Get-Date", "Format") { _, at in
      ["FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal"].filter { $0.lowercased().hasPrefix(at.content.lowercased()) }.map { CompletionMatch($0, .parameterValue) }
    }
    on("Get-Clipboard", "Delimiter") { _, at in
      [("\"`r`n\"", "CRLF", "Windows (CRLF)", ["crlf", "windows"]), ("\"`n\"", "LF", "UNIX (LF)", ["lf", "unix", "linux"])].filter {
        $0.3.contains { $0.hasPrefix(at.content.lowercased()) }
      }.map { CompletionMatch($0.0, list: $0.1, .parameterValue, toolTip: $0.2) }
    }
    on("Set-StrictMode", "Version") { c, _ in c.matching(["Latest", "3.0", "2.0", "1.0"], .text) }
    on("Select-String", "Culture") { c, _ in c.matching(Completer.inOrder(["Current", "Invariant", "Ordinal"] + c.cultureNames()), .parameterValue) }
    on("Get-Culture", "Name") { c, _ in c.matching(Completer.inOrder(c.cultureNames()), .parameterValue) }
    on("Invoke-WebRequest Invoke-RestMethod", "HttpVersion") { c, _ in c.matching(["1.0", "1.1", "2.0", "3.0"], .parameterValue) }
    on("Join-String", "Separator") { c, _ in
      let all = [(",", "Comma"), (", ", "Comma-Space"), (";", "Semi-Colon"), ("; ", "Semi-Colon-Space"), ("`n", "Newline"), ("-", "Dash"), (" ", "Space")]
      return c.written(all.map { (value: $0.0, list: $0.1) })
    }
    on("Join-String", "FormatString") { c, _ in
      c.written(["[{0}]", "{0:N2}", "`n    `${0}", "`n    [string] `${0}"].map { (value: $0, list: nil) }, .text)
    }
    on("Where-Object", "Value") { c, at in
      guard let property = at.binding.argument("property") as? StringConstantExpressionAst else { return nil }
      let names = c.enumNames(c.memberOf(c.pipedInto(at.ast), property.value)) ?? []
      return names.filter { $0.lowercased().hasPrefix(at.content.lowercased()) }.map { CompletionMatch($0, .parameterValue) }
    }
    on("Format-Table Format-List Format-Wide Format-Custom", "View") { c, at in c.formatViews(String(at.command.name.dropFirst(7)), at.ast) }
    return table
  }()

  /// Parameters that mean the same wherever they are; nil for others.
  func namedLikeOthers(_ at: ArgumentPlace) -> [CompletionMatch]? {
    let name = at.parameter.name.lowercased()
    if name == "scope", at.parameter.type === TypeTable.string { return matching(["Global", "Local", "Script"], .text) }
    if name == "literalpath" { literalPaths = true; return completePath() }
    return Completer.takesPropertyNames(at.command.name, at.parameter.name) ? completePropertyName(at.ast) : nil
  }
  private static func inOrder(_ names: [String]) -> [String] { names.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 } }

  /// `Generic.List[datet`: the type argument, with the brackets and quotes the whole needs.
  private func completeTypeArgument(_ name: String, behind open: String.Index) -> [CompletionMatch] {
    let head = name[...open], typed = name[name.index(after: open)...].drop { $0 == " " }
    let missing = name.reduce(0) { $0 + ($1 == "[" ? 1 : $1 == "]" ? -1 : 0) }
    let mark = Quoting(word).mark.isEmpty ? "'" : Quoting(word).mark
    return completeTypeName(String(typed)).map {
      var m = $0
      m.completionText = mark + head + m.completionText + String(repeating: "]", count: max(missing, 0)) + mark
      return m
    }
  }

  /// Values as source text, always in quotes; escape sequences need double ones.
  private func written(_ values: [(value: String, list: String?)], _ kind: CompletionMatch.ResultType = .parameterValue) -> [CompletionMatch] {
    let quote = Quoting(word)
    return values.filter { $0.value.hasPrefix(quote.content) }.map { v in
      let mark = v.value.hasPrefix("`") ? "\"" : quote.mark.isEmpty ? "'" : quote.mark
      return CompletionMatch(mark + v.value + mark, list: v.list ?? v.value, kind, toolTip: v.list.map { (v.value.hasPrefix("`") ? v.value : "'\(v.value)'") + " - " + $0 } ?? v.value)
    }
  }
  /// The words given for another parameter; nil when it is not bound.
  private func strings(_ parameter: String, _ binding: PseudoBinding) -> [String]? {
    guard let ast = binding.argument(parameter) else { return nil }
    let v = constantValue(ast)
    return (v.arrayValue?.values ?? [v]).map { Conversion.toString($0, context) }
  }
  private func commandNames(modules: [String]?) -> [String] {
    let wanted = modules?.compactMap { try? WildcardPattern($0) }
    let cmdlets = context.commands.allCmdlets.filter { c in !c.command.module.isEmpty || wanted == nil }.filter { c in wanted?.contains { $0.matches(c.command.module) } ?? true }.map(\.name)
    return cmdlets + context.functionsInScope.filter { f in wanted?.contains { $0.matches(f.module?.name ?? f.moduleName) } ?? true }.map(\.name)
  }
  /// The parts of commands' names before or behind the dash, where the other part is one of those given.
  private func parts(before: Bool, others: [String]?, modules: [String]?) -> Set<String> {
    let patterns = others?.compactMap { try? WildcardPattern($0) }
    var found: [String: String] = [:]
    for name in commandNames(modules: modules).sorted(by: { Collation.compare($0, $1, ignoreCase: true) < 0 }) {
      guard let dash = name.firstIndex(of: "-") else { continue }
      let verb = String(name[..<dash]), noun = String(name[name.index(after: dash)...])
      let part = before ? verb : noun
      if patterns?.contains(where: { $0.matches(before ? noun : verb) }) ?? true, !part.isEmpty, found[part.lowercased()] == nil { found[part.lowercased()] = part }
    }
    return Set(found.values)
  }
  private func nouns(verbs: [String]?, modules: [String]?) -> [String] { Completer.inOrder(Array(parts(before: false, others: verbs, modules: modules))) }
  private func verbs(nouns: [String]?, modules: [String]?) -> [String] { Completer.inOrder(Array(parts(before: true, others: nouns, modules: modules))) }
  /// Names of modules; a word without dots may also be the last part of one.
  func completeModuleName(loadedOnly: Bool) -> [CompletionMatch] {
    let quote = Quoting(word)
    guard let pattern = try? WildcardPattern(quote.content + (quote.content.hasSuffix("*") ? "" : "*")) else { return [] }
    let isShort = !quote.content.isEmpty && !WildcardPattern.containsWildcard(quote.content) && !quote.content.contains(".")
    return (loadedOnly ? names("Get-Module") : moduleNames()).filter { n in
      pattern.matches(n) || isShort && (n.split(separator: ".").last.map { n.contains(".") && pattern.matches(String($0)) } ?? false)
    }.map { n in
      let mark = !quote.mark.isEmpty ? quote.mark : Quoting.isNeeded(n) ? "'" : ""
      return CompletionMatch(mark + n + mark, list: n, .parameterValue)
    }
  }
  /// The names of what a command lists.
  private func names(_ command: String) -> [String] { Set(values(command, "Name")).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 } }
  /// A property of everything a command lists.
  private func values(_ command: String, _ property: String) -> [String] {
    ((try? context.callCommand(command)) ?? []).compactMap { v in (try? context.property(v, property)).flatMap { $0 }.map { Conversion.toString($0, context) } }
  }
  /// Topics of help that are no command's.
  private func helpTopics(_ typed: String) -> [CompletionMatch] {
    guard "about_".hasPrefix(typed.lowercased().prefix(6)), !typed.isEmpty else { return [] }
    let wanted = Quoting.escape(WildcardPattern.containsWildcard(typed) ? typed : typed + "*", "'")
    return values("Get-Help '\(wanted)' -Category HelpFile", "Name").filter { $0.lowercased().hasPrefix("about_") }.sorted().map { CompletionMatch($0, .parameterValue) }
  }
  private func processes(_ typed: String, byId: Bool) -> [CompletionMatch] {
    guard byId else { return matching(names("Get-Process").filter { !$0.isEmpty }, .parameterValue) }
    return ((try? context.callCommand("Get-Process")) ?? []).compactMap { p -> (Int64, String)? in
      guard let id = (try? context.property(p, "Id")).flatMap({ $0 }).flatMap({ try? Conversion.toInt64($0) }) else { return nil }
      return (id, (try? context.property(p, "ProcessName")).flatMap { $0 }.map { Conversion.toString($0, context) } ?? "")
    }.filter { String($0.0).hasPrefix(typed) }.sorted { $0.0 < $1.0 }.map { CompletionMatch(String($0.0), list: "\($0.0) - \($0.1)", .parameterValue) }
  }
  /// What reaches a command: from the pipeline, or as its `-InputObject`.
  func pipedInto(_ ast: CommandAst) -> Inferred {
    guard let pipeline = ast.parent as? PipelineAst, let i = pipeline.elements.firstIndex(where: { $0 === ast }) else { return .nothing }
    if i > 0 { return inferPipeline(Array(pipeline.elements[..<i]), 0).element }
    guard let name = ast.commandName, let command = resolve(name), let argument = PseudoBinding(command, ast).argument("inputobject") else { return .nothing }
    return infer(argument).element
  }
  /// Views a Format cmdlet has for what reaches it.
  private func formatViews(_ kind: String, _ ast: CommandAst) -> [CompletionMatch] {
    func names(_ i: Inferred) -> [String] {
      switch i {
      case .type(let t): [t.fullName]
      case .value(let v): context.typeNames(v).first.map { [$0] } ?? []
      case .anyOf(let all): all.flatMap { names($0) }
      default: []
      }
    }
    let types = names(pipedInto(ast))
    var found: [String] = []
    for type in types { found += ViewNames.of(context)?(kind, type) ?? [] }
    let quote = Quoting(word)
    guard let pattern = try? WildcardPattern(quote.content + "*") else { return [] }
    var seen: Set<String> = []
    return found.filter { pattern.matches($0) && seen.insert($0).inserted }.map { n in
      CompletionMatch(!quote.mark.isEmpty || Quoting.isNeeded(n) ? "'" + Quoting.escape(n, "'") + "'" : n, list: n, .text)
    }
  }
  private func cultureNames() -> [String] {
    let type = TypeTable.get("System.Globalization.CultureInfo")
    let all = (try? context.callStatic(type, "GetCultures", [.int(7)]))?.arrayValue?.values ?? []
    return all.map { Conversion.toString($0, context) }.filter { !$0.isEmpty }
  }
  private func moduleNames() -> [String] {
    var names = Set(context.modules.values.map(\.name))
    // the core is no module that could be named
    for c in context.commands.allCmdlets where !c.command.module.isEmpty && c.command.module != "Microsoft.PowerShell.Core" { names.insert(c.command.module) }
    for m in (try? context.callCommand("Get-Module -ListAvailable")) ?? [] { if let n = try? context.property(m, "Name") { names.insert(Conversion.toString(n, context)) } }
    return names.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }
  }
  private func driveNames() -> [String] {
    let listed = (try? context.callCommand("Get-PSDrive"))?.compactMap { v in (try? context.property(v, "Name")).flatMap { $0 }.map { Conversion.toString($0, context) } } ?? []
    return listed.isEmpty ? ["/", "Alias", "Env", "Function", "Temp", "Variable"] : listed.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }
  }

  /// Cmdlets whose parameter names a property of what is piped in.
  static func takesPropertyNames(_ command: String, _ parameter: String) -> Bool {
    switch command.lowercased() {
    case "select-object": ["property", "excludeproperty", "expandproperty"].contains(parameter.lowercased())
    case "format-table", "format-list", "format-wide", "format-custom", "sort-object", "group-object", "measure-object", "where-object", "join-string": parameter.lowercased() == "property"
    case "foreach-object": parameter.lowercased() == "membername"
    default: false
    }
  }
}
