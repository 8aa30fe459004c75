/// Variables: those of the session, those only the text assigns, and drives behind the dollar sign.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeVariable(braced: Bool, splatted: Bool) -> [CompletionMatch] {
    let sigil = splatted ? "@" : "$"
    guard let pattern = try? WildcardPattern(word + "*") else { return [] }
    if let colon = word.firstIndex(of: ":") { return completeDriveVariable(String(word[..<colon]), String(word[word.index(after: colon)...]), sigil, braced) }
    // Names the text assigns, with the type it gives them.
    var names: [String: (name: String, tip: String)] = [:]
    for (name, type) in assignedInText() where pattern.matches(name) && names[name.lowercased()] == nil {
      names[name.lowercased()] = (name, type.map { "[\($0)]$\(name)" } ?? name)
    }
    for (name, value) in context.visibleVariables() where pattern.matches(name) {
      let type = value.isNull ? nil : context.typeNames(value).first
      names[name.lowercased()] = (name, type.map { "[\(Completer.shortName($0))]$\(name)" } ?? name)
    }
    for name in ["true", "false", "null"] where pattern.matches(name) && names[name] == nil && !word.isEmpty || word.isEmpty && atCursor?.kind != .splattedVariable && names[name] == nil { names[name] = (name, name) }
    var matches = names.values.sorted { $0.name.lowercased() < $1.name.lowercased() }.map { entry -> CompletionMatch in
      CompletionMatch(Completer.variableText(entry.name, sigil, braced), list: entry.name, .variable, toolTip: entry.tip)
    }
    if !splatted {
      for drive in ["Alias", "Env", "Function", "Variable"] where pattern.matches(drive) { matches.append(CompletionMatch("$" + drive + ":", list: drive, .variable)) }
    }
    return matches
  }

  static func variableText(_ name: String, _ sigil: String, _ braced: Bool) -> String {
    let plain = name.unicodeScalars.allSatisfy { $0 == "_" || $0 == "?" || $0 == ":" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    if plain, !braced { return sigil + name }
    return sigil + "{" + name.split(separator: "}", omittingEmptySubsequences: false).joined(separator: "`}") + "}"
  }

  private func completeDriveVariable(_ drive: String, _ rest: String, _ sigil: String, _ braced: Bool) -> [CompletionMatch] {
    guard let pattern = try? WildcardPattern(rest + "*") else { return [] }
    var names: [String]
    switch drive.lowercased() {
    case "env": names = Environment.names
    case "function": names = context.commands.allFunctions.map(\.name)
    case "alias": names = context.commands.allAliases.map(\.name)
    case "variable", "global", "local", "script", "private": names = context.visibleVariables().map(\.name)
    case "using": names = context.visibleVariables().map(\.name) + assignedInText().map(\.name)
    default: return []
    }
    names = names.filter { pattern.matches($0) }
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      CompletionMatch(Completer.variableText(drive + ":" + $0, sigil, braced), list: $0, .variable)
    }
  }

  /// Variables that the text assigns in scopes the cursor can see, before the cursor, with their written or evident types.
  func assignedInText() -> [(name: String, type: String?)] {
    var out: [(name: String, type: String?)] = []
    func add(_ v: VariableExpressionAst, _ type: String?) {
      if v.path.drive == nil, Int(v.extent.end) < cursor || Int(v.extent.start) > cursor { out.append((v.path.name, type)) }
    }
    func target(_ e: ExpressionAst, _ type: String?, _ value: StatementAst?) {
      switch e {
      case let v as VariableExpressionAst: add(v, type ?? value.flatMap { evidentType($0) })
      case let c as ConvertExpressionAst: target(c.child, c.type.typeName.fullName, nil)
      case let a as AttributedExpressionAst: target(a.child, type, value)
      case let l as ArrayLiteralAst: for x in l.elements { target(x, nil, nil) }
      case let p as ParenExpressionAst: if let i = (p.pipeline as? PipelineAst)?.pureExpression { target(i, type, value) }
      default: break
      }
    }
    func visit(_ node: Ast) {
      if let f = node as? FunctionDefinitionAst, !(Int(f.extent.start) < cursor && cursor <= Int(f.extent.end)) { return }
      if let a = node as? AssignmentStatementAst, Int(a.extent.end) < cursor || around.contains(where: { $0 === a }) && Int(a.left.extent.end) < cursor { target(a.left, nil, a.right) }
      if let p = node as? ParameterAst { add(p.name, p.attributes.compactMap { ($0 as? TypeConstraintAst)?.typeName.fullName }.last) }
      if let f = node as? ForEachStatementAst { add(f.variable, nil) }
      for c in node.children { visit(c) }
    }
    visit(tree)
    // `foreach ($x in …) {` without its end is an error node: its variable is still there to be found.
    for (i, t) in tokens.enumerated() where t.kind == .foreach && i + 2 < tokens.count && tokens[i + 1].kind == .lParen {
      if let p = tokens[i + 2].variablePath, Int(tokens[i + 2].end) < cursor { out.append((p.name, nil)) }
    }
    return out
  }

  private func evidentType(_ value: StatementAst) -> String? {
    guard let e = (value as? PipelineAst)?.pureExpression ?? (value as? CommandExpressionAst)?.expression else { return nil }
    switch e {
    case is StringConstantExpressionAst, is ExpandableStringExpressionAst: return "string"
    case is HashtableAst: return "hashtable"
    case let c as ConstantExpressionAst: if case .int = c.value { return "int" } else { return nil }
    case let c as ConvertExpressionAst: return c.type.typeName.fullName
    default: return nil
    }
  }

  /// A type's name as tooltips show it.
  static func shortName(_ fullName: String) -> String {
    switch fullName {
    case "System.String": "string"
    case "System.Int32": "int"
    case "System.Int64": "long"
    case "System.Double": "double"
    case "System.Boolean": "bool"
    case "System.Management.Automation.SwitchParameter": "switch"
    default: String(fullName.split(separator: ".").last ?? "")
    }
  }
}
