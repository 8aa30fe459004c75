/// Names of commands: functions, aliases, cmdlets and programs, in PowerShell's order of listing.
import Engine
import Glibc
import Primitives
import Syntax

extension Completer {
  /// - Parameters:
  ///   - asArgument: the name is an argument (of `Get-Command`): no quoting, no `&`
  ///   - programs: executable files are offered too
  func completeCommand(_ typed: String, asArgument: Bool = false, programs isForPrograms: Bool = true) -> [CompletionMatch] {
    let quote = Quoting(typed)
    var name = quote.content
    if name.isEmpty { return [] }
    if name.contains("/") { return [] }
    name = Completer.withoutEscapes(name, quote)
    var modulePrefix = ""
    if let slash = name.lastIndex(of: "\\") {
      modulePrefix = String(name[..<slash])
      name = String(name[name.index(after: slash)...])
    }
    guard let pattern = try? WildcardPattern(name + "*") else { return [] }
    var found: [CommandInfo] = []
    let short = name.contains("-") ? name.uppercased() : nil
    func add(_ c: CommandInfo) { if pattern.matches(c.name) || short.map({ Completer.abbreviation(c.name) == $0 }) ?? false { found.append(c) } }
    if modulePrefix.isEmpty {
      for c in context.functionsInScope { add(c) }
      for c in context.aliasesInScope { add(c) }
      for c in context.commands.allCmdlets { add(c) }
    } else {
      for c in context.functionsInScope where c.module?.name.lowercased() == modulePrefix.lowercased() { add(c) }
      for c in context.commands.allCmdlets where c.command.module.lowercased() == modulePrefix.lowercased() { add(c) }
    }
    found.sort { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }
    var seen: Set<String> = []
    var matches: [CompletionMatch] = []
    // functions that only the text defines, the last of them first
    if modulePrefix.isEmpty, !asArgument {
      let session = Set(found.map { $0.name.lowercased() })
      for n in definedFunctions().reversed() where pattern.matches(n) && !session.contains(n.lowercased()) && seen.insert(n.lowercased()).inserted {
        matches.append(CompletionMatch(commandText(n, quote), list: n, .command))
      }
    }
    var listed: [CompletionMatch] = []
    for c in found where seen.insert(c.name.lowercased()).inserted {
      let full = modulePrefix.isEmpty ? c.name : modulePrefix + "\\" + c.name
      let text = asArgument ? quote.mark + full + quote.mark : commandText(full, quote)
      listed.append(CompletionMatch(text, list: c.name, .command, toolTip: CommandFacts.syntax(c, context)))
    }
    // What modules on the path would bring; of one name from several of them each with its module's.
    let waiting = CommandFacts.waiting(context).filter { pattern.matches($0.name) && (modulePrefix.isEmpty ? !seen.contains($0.name.lowercased()) : $0.module.equalsIgnoringCase(modulePrefix)) }
    for w in waiting {
      let isShared = waiting.contains { $0.name.equalsIgnoringCase(w.name) && !$0.module.equalsIgnoringCase(w.module) }
      let full = isShared || !modulePrefix.isEmpty ? w.module + "\\" + w.name : w.name
      if seen.insert(full.lowercased()).inserted { listed.append(CompletionMatch(asArgument ? full : commandText(full, quote), list: w.name, .command)) }
    }
    if modulePrefix.isEmpty, isForPrograms, let exact = try? WildcardPattern(name + "*", ignoreCase: false) { listed += programs(exact, seen: &seen, quote) }
    return matches + inOrder(listed)
  }

  /// By name; of one name in the order they were found.
  private func inOrder(_ found: [CompletionMatch]) -> [CompletionMatch] {
    found.map { (key: Array($0.listItemText.uppercased().utf16), match: $0) }.enumerated().sorted { a, b in
      a.element.key == b.element.key ? a.offset < b.offset : a.element.key.lexicographicallyPrecedes(b.element.key)
    }.map(\.element.match)
  }

  /// `I-PSDF` of `Import-PowerShellDataFile`: its capitals and dashes.
  static func abbreviation(_ name: String) -> String { String(name.filter { $0.isUppercase || $0 == "-" }) }
  private func definedFunctions() -> [String] {
    var names: [String] = []
    func visit(_ n: Ast) {
      if let f = n as? FunctionDefinitionAst, Int(f.extent.end) < cursor { names.append(f.name) }
      for c in n.children { visit(c) }
    }
    visit(tree)
    return names
  }
  /// A name as it must be written where a command stands.
  private func commandText(_ name: String, _ quote: Quoting) -> String {
    if !quote.mark.isEmpty { return quote.mark + Quoting.escape(name, quote.mark) + quote.mark }
    if !Quoting.isNeededForCommand(name) { return isReadAsKeyword(name) && !isBehindCallOperator ? "& " + name : name }
    let text = "'" + Quoting.escape(name, "'") + "'"
    return isBehindCallOperator ? text : "& " + text
  }
  /// A command with a keyword's name is reached behind `&` alone; those that are commands as a rule need none.
  private func isReadAsKeyword(_ name: String) -> Bool {
    if atCursor?.flags.contains(.keyword) ?? false { return false }
    return Completer.keywords.contains(name.lowercased())
  }
  private static let keywords = Set(KeywordTable.keywords.map(\.name)).subtracting(["foreach", "inlinescript", "configuration"])
  private var isBehindCallOperator: Bool { commandAround().map { $0.invocationOperator != .none } ?? false }

  /// Executable files on `$env:PATH`, whose names are what they are, capitals and all.
  private func programs(_ pattern: WildcardPattern, seen: inout Set<String>, _ quote: Quoting) -> [CompletionMatch] {
    guard let path = getenv("PATH") else { return [] }
    var found: [(name: String, text: String, file: String)] = []
    for folder in String(cString: path).split(separator: ":") {
      for entry in Folder.list(String(folder)) where pattern.matches(entry.name) {
        let file = folder + "/" + entry.name
        guard !entry.isFolder, access(file, X_OK) == 0 else { continue }
        // one that another of its name hides is called by its path
        found.append((entry.name, seen.insert(entry.name.lowercased()).inserted ? entry.name : file, file))
      }
    }
    return found.map { CompletionMatch(commandText($0.text, quote), list: $0.name, .command, toolTip: $0.file) }
  }

  static func withoutEscapes(_ text: String, _ quote: Quoting) -> String {
    if quote.mark == "'" { return text }
    var out = "", escaped = false
    for c in text { if c == "`", !escaped { escaped = true } else { out.append(c); escaped = false } }
    return out
  }

  /// The command an alias stands for, in the end.
  func resolve(_ name: String) -> CommandInfo? {
    if let f = functionInText(name) { return f }
    var n = name, hops = 0
    // a module's name in front chooses among commands of one name
    if let cut = n.lastIndex(of: "\\"), let c = context.commands.cmdlet(String(n[n.index(after: cut)...])), c.command.module.equalsIgnoringCase(String(n[..<cut])) { return c }
    while let a = context.aliasInScope(n), hops < 10 { n = a.target; hops += 1 }
    return context.functionInScope(n) ?? context.commands.cmdlet(n) ?? scriptFile(n)
  }

  /// The command as it is for the arguments it has: with the parameters a `dynamicparam` block makes for them.
  func settled(_ command: CommandInfo, _ ast: CommandAst) -> CommandInfo {
    guard let f = command as? FunctionInfo, f.block.ast.dynamicParamBlock != nil else { return command }
    let binding = PseudoBinding(f, ast)
    var arguments: [Value] = []
    for (name, _, bound) in binding.bound {
      guard case .pair(let pair) = bound, pair.argument !== innermost else { continue }
      guard let e = pair.argument as? ExpressionAst else { if pair.kind == .switch { arguments.append(.str("-" + name)) }; continue }
      if let v = (e as? StringConstantExpressionAst).map({ .str($0.value) }) ?? safeValue(e) { arguments += [.str("-" + name), v] }
    }
    return (try? f.settled(for: arguments, context)) ?? (try? f.settled(for: [], context)) ?? f
  }

  /// A function the text defines in front of the cursor.
  private func functionInText(_ name: String) -> CommandInfo? {
    var found: FunctionDefinitionAst?
    func visit(_ n: Ast) {
      if let f = n as? FunctionDefinitionAst, Int(f.extent.end) < cursor, f.name.equalsIgnoringCase(name) { found = f }
      for c in n.children { visit(c) }
    }
    visit(tree)
    guard let f = found,
      let block = try? context.makeBlock(
        f.body.extent.text.hasPrefix("{") && f.parameters == nil ? String(f.body.extent.text.dropFirst().dropLast()) : functionText(f))
    else { return nil }
    return FunctionInfo(f.name, block)
  }
  /// A function with its parameters in front as a block's text.
  private func functionText(_ f: FunctionDefinitionAst) -> String {
    let parameters = (f.parameters ?? []).map(\.extent.text).joined(separator: ", ")
    return "param(" + parameters + ")" + String(f.body.extent.text.dropFirst().dropLast())
  }

  /// A script file as a command: its parameters come from its text.
  private func scriptFile(_ name: String) -> CommandInfo? {
    let path = expandHome(String(name.map { $0 == "\\" ? "/" : $0 }))
    guard path.lowercased().hasSuffix(".ps1"), let text = FileText.text(path) else { return nil }
    guard let block = try? context.makeBlock(text) else { return nil }
    return FunctionInfo(name, block)
  }
}

/// How a word was begun: its quotation mark, and what stands behind it.
struct Quoting {
  /// Empty, `'` or `"`.
  let mark: String
  let content: String
  init(_ word: String) {
    guard let first = word.first else { mark = ""; content = ""; return }
    if first == "'" || "‘’‚‛".contains(first) { mark = "'" } else if first == "\"" || "“”„".contains(first) { mark = "\"" } else { mark = "" }
    if mark.isEmpty { content = word; return }
    var rest = word.dropFirst()
    if rest.last == first { rest = rest.dropLast() }
    content = String(rest)
  }
  static func escape(_ text: String, _ mark: String) -> String {
    if mark == "'" { return text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") }
    var out = ""
    for c in text { if c == "$" || c == "`" || c == "\"" { out += "`" }; out.append(c) }
    return out
  }
  /// Whether a bare word would be read as more than one token, or not at all.
  static func isNeeded(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ $0 | 32 &- 97 < 26 || $0 &- 48 < 10 }) { return false }
    let parsed = Parser.parse(SourceText(text), keepTokens: true)
    guard let first = parsed.tokens.first, parsed.tokens.count == 2 else { return true }
    if first.kind == .semi || first.kind == .comma || !parsed.errors.isEmpty { return true }
    let isText = [.identifier, .generic, .stringLiteral, .stringExpandable].contains(first.kind)
    return isText && text.utf8.contains { $0 == 0x24 || $0 == 0x60 }
  }
  /// Whether the name of a command would be read as something else.
  static func isNeededForCommand(_ text: String) -> Bool {
    if text == "$" { return false }
    if let f = text.first, f == "#" || f == "@" || f == "<" || f == ">" { if f != "@" || text.count > 1 { return true } }
    return text.contains { " \t,;()&|{}$'\"`‘’“”\n\r<>".contains($0) }
  }
}
