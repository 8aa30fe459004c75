/// Words of the language itself: operators, flags of `switch`, loop labels, `#requires`, arguments of attributes, keys of
/// hashtables that mean something, values for typed variables, parameter names in comment-based help.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeOperator(_ typed: String) -> [CompletionMatch] {
    guard let first = typed.first, "-–—―".contains(first), let pattern = try? WildcardPattern(typed.dropFirst().lowercased() + "*") else { return [] }
    return Completer.operators.filter { pattern.matches($0) }.map { CompletionMatch("-" + $0, list: $0, .parameterName) }
  }
  static let operators = [
    "and", "as", "band", "bnot", "bor", "bxor", "ccontains", "ceq", "cge", "cgt", "cin", "cle", "clike", "clt", "cmatch", "cne", "cnotcontains", "cnotin",
    "cnotlike", "cnotmatch", "contains", "creplace", "csplit", "eq", "f", "ge", "gt", "icontains", "ieq", "ige", "igt", "iin", "ile", "ilike", "ilt", "imatch",
    "in", "ine", "inotcontains", "inotin", "inotlike", "inotmatch", "ireplace", "is", "isnot", "isplit", "join", "le", "like", "lt", "match", "ne", "not",
    "notcontains", "notin", "notlike", "notmatch", "or", "replace", "shl", "shr", "split", "xor",
  ]

  /// Behind `switch`, before its condition; nil elsewhere.
  func completeSwitchFlags() -> [CompletionMatch]? {
    guard word.hasPrefix("-"), let i = tokens.lastIndex(where: { $0.kind == .switch && Int($0.start) < cursor }) else { return nil }
    let between = tokens[(i + 1)...].filter { Int($0.start) < cursor }
    guard between.allSatisfy({ $0.kind == .parameter || $0.kind == .minus || $0.kind == .identifier || $0.kind == .generic || text($0).hasPrefix("-") }) else { return nil }
    let typed = word.dropFirst().lowercased()
    return ["CaseSensitive", "Exact", "File", "Parallel", "Regex", "Wildcard"].filter { $0.lowercased().hasPrefix(typed) }.map { CompletionMatch("-" + $0, list: $0, .parameterName) }
  }

  /// Labels of the loops around.
  func completeLabel(_ typed: String) -> [CompletionMatch] {
    var labels: [String] = []
    for t in tokens where t.kind == .label && Int(t.end) < cursor {
      let name = t.stringValue ?? String(text(t).dropFirst())
      if name.lowercased().hasPrefix(typed.lowercased()), !labels.contains(name) { labels.append(name) }
    }
    if labels.isEmpty, typed.isEmpty { start = -1; length = -1 }
    return labels.map { CompletionMatch($0, .text) }
  }

  // MARK: - Comments

  func completeComment(_ token: Token) -> [CompletionMatch] {
    if let m = completeRequires() { return m }
    if let m = completeHelpParameter(token) { return m }
    return []
  }

  /// `#requires -Ver`; nil in other comments.
  func completeRequires() -> [CompletionMatch]? {
    guard let comment = tokens.last(where: { $0.kind == .comment && Int($0.start) < cursor && source.position(Int($0.start)).line == source.position(cursor).line }) else { return nil }
    let all = source.slice(Int(comment.start), cursor)
    guard all.lowercased().hasPrefix("#requires ") else { return nil }
    let typed = all.split(whereSeparator: { $0 == " " || $0 == "," }).last.map(String.init) ?? ""
    let isBlank = all.last == " " || all.last == ","
    let wordText = isBlank ? "" : typed
    let previous = all.split(separator: " ").dropLast(isBlank ? 0 : 1).last.map { $0.lowercased() } ?? ""
    if previous.hasPrefix("-") {
      start = cursor - wordText.utf16.count
      length = wordText.utf16.count
      switch previous {
      case "-psedition": return ["Core", "Desktop"].filter { $0.lowercased().hasPrefix(wordText.lowercased()) }.map { CompletionMatch($0, .parameterValue) }
      default: return []
      }
    }
    guard wordText.hasPrefix("-") else { return [] }
    start = cursor - wordText.utf16.count + 1
    length = wordText.utf16.count - 1
    let key = wordText.dropFirst().lowercased()
    return ["Modules", "PSEdition", "RunAsAdministrator", "Version"].filter { $0.lowercased().hasPrefix(key) && !all.lowercased().contains("-" + $0.lowercased() + " ") }.map { CompletionMatch($0, .parameterName) }
  }

  /// `.PARAMETER na` in the help of a function.
  private func completeHelpParameter(_ token: Token) -> [CompletionMatch]? {
    let line = source.position(cursor).line
    let before = source.slice(Int(source.lineStarts[line - 1]), cursor)
    let words = before.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words[0].lowercased() == ".parameter" else { return nil }
    var function: FunctionDefinitionAst?
    func visit(_ n: Ast) {
      if let f = n as? FunctionDefinitionAst, f.extent.start <= token.start, token.end <= f.extent.end { function = f }
      for c in n.children { visit(c) }
    }
    visit(tree)
    guard let f = function else { return [] }
    let comment = text(token).lowercased()
    start = cursor - words[1].utf16.count
    length = words[1].utf16.count
    return (f.parameters ?? f.body.paramBlock?.parameters ?? []).map(\.name.path.name).filter { name in
      name.lowercased().hasPrefix(words[1].lowercased()) && !comment.split(separator: "\n").contains { $0.hasPrefix(".parameter " + name.lowercased()) && $0.dropFirst(11) == name.lowercased() }
    }.map { CompletionMatch($0, .text) }
  }

  // MARK: - Attributes

  /// Named arguments of an attribute.
  func completeAttributeArgument() -> [CompletionMatch] {
    guard let a = attributeAround() else { return [] }
    let used = Set(a.namedArguments.filter { !(Int($0.extent.start) < cursor && cursor <= Int($0.extent.end)) }.map { $0.argumentName.lowercased() })
    return completeAttributeArgument(a.typeName.fullName, used: used)
  }
  func completeAttributeArgument(_ attribute: String, used: Set<String>) -> [CompletionMatch] {
    let names = Completer.attributeArguments(attribute)
    if word.isEmpty, beforeCursor?.kind == .equals || atCursor?.kind == .equals { start = -1; length = -1; return [] }
    return names.filter { $0.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.lowercased()) }.map { CompletionMatch($0, .property) }
  }
  private static func attributeArguments(_ name: String) -> [String] {
    var key = name.lowercased()
    if key.hasSuffix("attribute") { key = String(key.dropLast(9)) }
    switch key {
    case "parameter", "system.management.automation.parameter":
      return ["Position", "ParameterSetName", "Mandatory", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments", "HelpMessage", "HelpMessageBaseName", "HelpMessageResourceId", "DontShow"]
    case "cmdletbinding":
      return ["PositionalBinding", "DefaultParameterSetName", "SupportsShouldProcess", "SupportsPaging", "SupportsTransactions", "ConfirmImpact", "HelpUri", "RemotingCapability"]
    case "validatepattern": return ["Options", "ErrorMessage"]
    case "validatescript": return ["ErrorMessage"]
    case "validateset": return ["ErrorMessage", "IgnoreCase"]
    case "outputtype": return ["ProviderCmdlet", "ParameterSetName"]
    default: return []
    }
  }

  // MARK: - Hashtables

  func isHashtableKey(in table: HashtableAst) -> Bool {
    guard let t = atCursor else { return false }
    // A key begins the table or follows a separator.
    guard let i = tokens.firstIndex(where: { $0.start == t.start && $0.end == t.end }), i > 0 else { return false }
    let before = tokens[i - 1].kind
    return before == .atCurly || before == .semi || before == .newLine
  }

  /// Keys that the place of the table gives a meaning; others are the user's own.
  func completeHashtableKey(_ table: HashtableAst) -> [CompletionMatch] {
    let used = Set(table.pairs.compactMap { pair -> String? in
      Int(pair.key.extent.start) < cursor && cursor <= Int(pair.key.extent.end) ? nil : ((pair.key as? StringConstantExpressionAst)?.value ?? pair.key.extent.text).lowercased()
    })
    func offer(_ names: [String], _ type: CompletionMatch.ResultType = .property) -> [CompletionMatch] {
      names.filter { $0.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.lowercased()) }.map { CompletionMatch($0, type) }
    }
    if let convert = table.parent as? ConvertExpressionAst { return offer(settable(inferType(named: convert.type.typeName.fullName))) }
    if let splatted = splatTarget(table) { return splatted.filter { $0.listItemText.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.listItemText.lowercased()) } }
    var command: CommandAst?, n: Ast? = table.parent
    while let x = n { if let c = x as? CommandAst { command = c; break }; if x is ScriptBlockAst { break }; n = x.parent }
    guard let command, let name = command.commandName, let info = resolve(name) else { return [] }
    let binding = TentativeBinding(info, command, cursor: Int(table.extent.start) + 1)
    let parameter = (binding.target?.name ?? binding.bound.first { $0.value.flatMap { $0 } === table }?.key ?? "property").lowercased()
    switch (info.name.lowercased(), parameter) {
    case ("new-object", "property"):
      let type = command.elements.dropFirst().first { $0 is StringConstantExpressionAst } as? StringConstantExpressionAst
      return offer(type.map { settable(inferType(named: $0.value)) } ?? [])
    case ("select-object", "property"): return offer(["Name", "Expression"])
    case ("sort-object", "property"): return offer(["Expression", "Ascending", "Descending"])
    case ("group-object", "property"), ("compare-object", "property") where info.name.lowercased() == "group-object": return offer(["Expression"])
    case ("format-table", "property"): return offer(["Expression", "FormatString", "Label", "Width", "Alignment"])
    case ("format-list", "property"), ("format-table", "groupby"), ("format-list", "groupby"), ("format-wide", "groupby"), ("format-custom", "groupby"): return offer(["Expression", "FormatString", "Label"])
    case ("format-wide", "property"): return offer(["Expression", "FormatString"])
    case ("format-custom", "property"): return offer(["Expression", "Depth"])
    default: return []
    }
  }

  private func settable(_ i: Inferred) -> [String] {
    switch i {
    case .type(let t): t.allMembers(isStatic: false).filter { $0.kind == .property && $0.definition.contains("set;") }.map(\.name).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }
    case .definition(let d): d.members.compactMap { ($0 as? PropertyMemberAst).flatMap { $0.isStatic || $0.isHidden ? nil : $0.name } }
    default: []
    }
  }

  /// A table assigned to a variable that a later command splats holds that command's parameters.
  private func splatTarget(_ table: HashtableAst) -> [CompletionMatch]? {
    var n: Ast? = table.parent
    while let x = n, !(x is AssignmentStatementAst) { if x is CommandAst || x is ScriptBlockAst { return nil }; n = x.parent }
    guard let v = (n as? AssignmentStatementAst)?.left as? VariableExpressionAst else { return nil }
    var use: CommandAst?
    func visit(_ a: Ast) {
      if let s = a as? VariableExpressionAst, s.splatted, s.path.name.lowercased() == v.path.name.lowercased(), let c = s.parent as? CommandAst { use = c }
      for c in a.children { visit(c) }
    }
    visit(tree)
    guard let use, let name = use.commandName, let command = resolve(name) else { return nil }
    return TentativeBinding(command, use, cursor: -1).available.map { CompletionMatch($0.name, .parameterName) }
  }

  // MARK: - Assignments

  /// Values of a variable with an enum type or a set of values.
  func completeAssignedValue(_ a: AssignmentStatementAst) -> [CompletionMatch] {
    var target: ExpressionAst = a.left, names: [String] = [], isEnum = false
    while true {
      if let c = target as? ConvertExpressionAst {
        if case .type(let t) = inferType(named: c.type.typeName.fullName), let e = t.enumeration { names = e.names; isEnum = true }
        target = c.child
      } else if let c = target as? AttributedExpressionAst {
        if let set = c.attribute as? AttributeAst, set.typeName.fullName.lowercased() == "validateset" { names = set.positionalArguments.compactMap { ($0 as? StringConstantExpressionAst)?.value } }
        target = c.child
      } else { break }
    }
    if names.isEmpty, let v = target as? VariableExpressionAst {
      for attribute in context.variableAttributes(v.path.name) {
        if case .type(let t) = attribute, let e = t.enumeration { names = e.names; isEnum = true }
        if case .validate(let v) = attribute, let n = v.validValues(context) { names = n; isEnum = false; break }
      }
    }
    if isEnum { names.sort { Collation.compare($0, $1, ignoreCase: true) < 0 } }
    let quote = Quoting(word)
    return names.filter { $0.lowercased().hasPrefix(quote.content.lowercased()) }.map { n in
      let text = isEnum || !quote.mark.isEmpty ? "'" + n + "'" : n
      return CompletionMatch(text, list: isEnum ? text : n, .text)
    }
  }
}
