/// What comments hold that means something: keywords of help and their arguments, `#requires`, lines of the history.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeComment(_ token: Token) -> [CompletionMatch] {
    if text(token).hasPrefix("<#") { return completeHelp(token) }
    if let m = completeRequires() { return m }
    return completeHistory(text(token).dropFirst())
  }

  /// `#12`, `#Get-It`: lines entered before, by their number or a part of them.
  private func completeHistory(_ typed: Substring) -> [CompletionMatch] {
    guard typed.unicodeScalars.allSatisfy({ $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }) else { return [] }
    let isNumber = !typed.isEmpty && typed.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    let lines = (try? context.callCommand("Get-History", isNumber ? [String(typed)] : [])) ?? []
    return lines.reversed().compactMap { entry in
      guard let line = (try? context.property(entry, "CommandLine")).flatMap({ $0 }).map({ Conversion.toString($0, context) }), !line.isEmpty else { return nil }
      return isNumber || line.lowercased().contains(typed.lowercased()) ? CompletionMatch(line, .history) : nil
    }
  }

  // MARK: - #requires

  private static let requiresKeys: [(name: String, tip: String)] = [
    (
      "Modules",
      """
      [string] or [hashtable]
      Specifies an array of PowerShell modules that the script requires.
      Each element can either be a string with the module name as value or a hashtable with the following keys:
      Name: Name of the module
      GUID: GUID of the module
      One of the following:
      ModuleVersion: Specifies a minimum acceptable version of the module.
      RequiredVersion: Specifies an exact, required version of the module.
      MaximumVersion: Specifies the maximum acceptable version of the module.
      """
    ),
    ("PSEdition", "[string]\nSpecifies a PowerShell edition that the script requires.\nValid values are \"Core\" and \"Desktop\""),
    ("RunAsAdministrator", "[switch]\nSpecifies that PowerShell must be running as administrator on Windows.\nThis must be the last parameter on the #requires statement line."),
    ("Version", "[version]\nSpecifies the minimum version of PowerShell that the script requires."),
  ]
  static let moduleKeys: [(name: String, tip: String)] = [
    ("GUID", "[string]\nOptional. Specifies the GUID of the module."),
    ("MaximumVersion", "[string]\nSpecifies the maximum acceptable version of the module."),
    ("ModuleName", "[string]\nRequired. Specifies the module name."),
    ("ModuleVersion", "[string]\nSpecifies a minimum acceptable version of the module."),
    ("RequiredVersion", "[string]\nSpecifies an exact, required version of the module."),
  ]

  /// `#requires -Ver`; nil in other comments.
  func completeRequires() -> [CompletionMatch]? {
    guard let comment = tokens.last(where: { $0.kind == .comment && Int($0.start) < cursor && source.position(Int($0.start)).line == source.position(cursor).line }) else { return nil }
    let all = source.slice(Int(comment.start), cursor)
    guard all.lowercased().hasPrefix("#requires ") else { return nil }
    if all.lowercased().contains(" -runasadministrator") { return [] }
    // The last parameter of the line, and what stands behind it.
    let words = all.split(separator: " ", omittingEmptySubsequences: false)
    guard let i = words.lastIndex(where: { $0.hasPrefix("-") }) else { return [] }
    let parameter = words[i].dropFirst()
    if i == words.count - 1 {
      start = cursor - parameter.utf16.count
      length = parameter.utf16.count
      return Completer.requiresKeys.filter { $0.name.lowercased().hasPrefix(parameter.lowercased()) && !all.lowercased().contains(" -" + $0.name.lowercased()) }
        .map { CompletionMatch($0.name, .parameterName, toolTip: $0.tip) }
    }
    let behind = words[(i + 1)...].joined(separator: " ")
    let typed = String(behind.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    start = cursor - typed.utf16.count
    length = typed.utf16.count
    switch parameter.lowercased() {
    case "psedition":
      return [
        ("Core", "Specifies that the script requires PowerShell 7+ to run."), ("Desktop", "Specifies that the script requires Windows PowerShell 5.1 to run.")
      ].filter { $0.0.lowercased().hasPrefix(typed.lowercased()) }.map { CompletionMatch($0.0, .parameterValue, toolTip: $0.1) }
    case "modules":
      word = typed
      guard let open = behind.lastIndex(of: "{"), !behind[open...].contains("}") else { return completeModuleName(loadedOnly: true) }
      return completeModuleKey(String(behind[behind.index(after: open)...]), typed)
    default: return []
    }
  }
  /// In the table that specifies a module: its keys, or the module's name.
  private func completeModuleKey(_ table: String, _ typed: String) -> [CompletionMatch] {
    let entries = table.split(separator: ";", omittingEmptySubsequences: false)
    let names = entries.map { ($0.split(separator: "=", maxSplits: 1).first ?? "").filter { $0 != " " && $0 != "'" && $0 != "\"" }.lowercased() }
    if entries.last?.contains("=") ?? false { return names.last == "modulename" ? completeModuleName(loadedOnly: true) : [] }
    return Completer.offeredModuleKeys(used: Set(names.dropLast()), typed)
  }
  static func offeredModuleKeys(used: Set<String>, _ typed: String, _ type: CompletionMatch.ResultType = .parameterValue) -> [CompletionMatch] {
    var gone = used
    if used.contains("moduleversion") || used.contains("maximumversion") { gone.insert("requiredversion") }
    if used.contains("requiredversion") { gone.formUnion(["moduleversion", "maximumversion"]) }
    let offered = moduleKeys.filter { !gone.contains($0.name.lowercased()) && $0.name.lowercased().hasPrefix(typed.lowercased()) }
    return offered.map { CompletionMatch($0.name, type, toolTip: $0.tip) }
  }

  // MARK: - Help

  private static let helpKeywords: [(name: String, tip: String)] = [
    ("COMPONENT", "The name of the technology or feature that the function or script uses, or to which it is related."),
    ("DESCRIPTION", "A detailed description of the function or script.\nThis keyword can be used only once in each topic."),
    ("EXAMPLE", "A sample command that uses the function or script, optionally followed by sample output and a description.\nRepeat this keyword for each example."),
    ("EXTERNALHELP", "The .ExternalHelp keyword is required when a function or script is documented in XML files."),
    ("FORWARDHELPCATEGORY", ".FORWARDHELPCATEGORY <Category>\nSpecifies the help category of the item in .ForwardHelpTargetName"),
    ("FORWARDHELPTARGETNAME", ".FORWARDHELPTARGETNAME <Command-Name>\nRedirects to the help topic for the specified command."),
    ("FUNCTIONALITY", "The keywords that describe the intended use of the function."),
    ("INPUTS", "The .NET types of objects that can be piped to the function or script.\nYou can also include a description of the input objects."),
    ("LINK", "The name of a related topic.\nRepeat the .LINK keyword for each related topic.\nThe .Link keyword content can also include a URI to an online version of the same help topic."),
    ("NOTES", "Additional information about the function or script."),
    ("OUTPUTS", "The .NET type of the objects that the cmdlet returns.\nYou can also include a description of the returned objects."),
    ("PARAMETER", ".PARAMETER  <Parameter-Name>\nThe description of a parameter.\nAdd a .PARAMETER keyword for each parameter in the function or script syntax."),
    ("REMOTEHELPRUNSPACE", ".REMOTEHELPRUNSPACE <PSSession-variable>\nSpecifies a session that contains the help topic.\nEnter a variable that contains a PSSession object."),
    ("ROLE", "The name of the user role for the help topic."),
    ("SYNOPSIS", "A brief description of the function or script.\nThis keyword can be used only once in each topic."),
  ]
  private static let helpCategories = ["Alias", "All", "Cmdlet", "ExternalScript", "FAQ", "Filter", "Function", "General", "Glossary", "HelpFile", "Provider", "ScriptCommand"]

  /// A line of a comment that begins with a dot: its keyword, and the rest with the place it begins at.
  private struct HelpLine {
    let keyword: String, keywordStart: Int, argument: String, argumentStart: Int
    init?(_ line: String, at offset: Int) {
      let blanks = line.utf16.prefix { $0 == 32 || $0 == 9 }.count
      let rest = Array(line.utf16.dropFirst(blanks))
      guard rest.first == 46 else { return nil }
      let word = rest.dropFirst().prefix { $0 == 95 || ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) }
      keyword = String(decoding: word, as: UTF16.self)
      keywordStart = offset + blanks + 1
      let gap = rest.dropFirst(1 + word.count).prefix { $0 == 32 || $0 == 9 }.count
      var behind = rest.dropFirst(1 + word.count + gap)
      while let last = behind.last, last == 32 || last == 9 || last == 13 { behind.removeLast() }
      argument = String(decoding: behind, as: UTF16.self)
      argumentStart = keywordStart + word.count + gap
    }
  }

  private func completeHelp(_ token: Token) -> [CompletionMatch] {
    var lines: [HelpLine] = [], current: HelpLine?
    let first = source.position(Int(token.start)).line, last = source.position(Int(token.end)).line
    for n in first...max(first, last) {
      let from = max(Int(source.lineStarts[n - 1]), Int(token.start))
      let to = n < source.lineStarts.count ? Int(source.lineStarts[n]) : Int(token.end)
      guard from < to, let line = HelpLine(source.slice(from, min(to, Int(token.end))).split(whereSeparator: \.isNewline).first.map(String.init) ?? "", at: from) else { continue }
      lines.append(line)
      if from <= cursor, n == source.position(cursor).line { current = line }
    }
    guard let line = current, cursor >= line.keywordStart else { return [] }
    if cursor <= line.keywordStart + line.keyword.utf16.count {
      start = line.keywordStart
      length = line.keyword.utf16.count
      let used = Set(lines.filter { $0.keywordStart != line.keywordStart }.map { $0.keyword.uppercased() }).subtracting(["EXAMPLE", "LINK", "PARAMETER"])
      return Completer.helpKeywords.filter { $0.name.hasPrefix(line.keyword.uppercased()) && !used.contains($0.name) }.map { CompletionMatch($0.name, .keyword, toolTip: $0.tip) }
    }
    start = line.argument.isEmpty ? cursor : line.argumentStart
    length = line.argument.utf16.count
    word = line.argument
    switch line.keyword.uppercased() {
    case "PARAMETER":
      let used = Set(lines.filter { $0.keyword.uppercased() == "PARAMETER" && $0.keywordStart != line.keywordStart }.map { $0.argument.lowercased() })
      return describedParameters(token).filter { $0.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.lowercased()) }.map { CompletionMatch($0, .text) }
    case "FORWARDHELPTARGETNAME": return completeCommand(word.isEmpty ? "*" : word, asArgument: true)
    case "FORWARDHELPCATEGORY": return Completer.helpCategories.filter { $0.lowercased().hasPrefix(word.lowercased()) }.map { CompletionMatch($0, .text) }
    case "REMOTEHELPRUNSPACE":
      return completeVariable(braced: false, splatted: false).filter { !$0.completionText.hasSuffix(":") }.map {
        CompletionMatch($0.listItemText, .variable, toolTip: $0.toolTip)
      }
    case "EXTERNALHELP": return completePath(extensions: [".xml"])
    default: return []
    }
  }

  /// Parameters of what the comment describes: the function right behind it, the one it stands in, or the script.
  private func describedParameters(_ token: Token) -> [String] {
    func names(_ f: FunctionDefinitionAst) -> [String] { (f.parameters ?? f.body.paramBlock?.parameters ?? []).map(\.name.path.name) }
    var inner: FunctionDefinitionAst?, next: FunctionDefinitionAst?
    func visit(_ n: Ast) {
      if let f = n as? FunctionDefinitionAst {
        if f.extent.start <= token.start, token.end <= f.extent.end { inner = f }
        else if f.extent.start >= token.end, next == nil || f.extent.start < next?.extent.start ?? 0 { next = f }
      }
      for c in n.children { visit(c) }
    }
    visit(tree)
    if let f = next, f.extent.startLine <= source.position(Int(token.end)).line + 2, inner.map({ f.extent.end <= $0.extent.end }) ?? true {
      let between = source.slice(Int(token.end), Int(f.extent.start))
      if between.allSatisfy(\.isWhitespace) { return names(f) }
    }
    if let inner { return names(inner) }
    return tree.paramBlock?.parameters.map(\.name.path.name) ?? []
  }
}
