/// Variables: those of the session, those only the text assigns, and drives behind the dollar sign.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeVariable(braced: Bool, splatted: Bool) -> [CompletionMatch] {
    let sigil = splatted ? "@" : "$"
    if isDeclaration { start = -1; length = -1; return [] }
    guard let pattern = try? WildcardPattern(word + "*") else { return [] }
    if let colon = word.firstIndex(of: ":") { return completeDriveVariable(String(word[..<colon]), String(word[word.index(after: colon)...]), sigil, braced) }
    // Names the text assigns, with the type it gives them.
    var names: [String: (name: String, tip: String)] = [:]
    for (name, type) in assignedInText() where pattern.matches(name) && names[name.lowercased()] == nil {
      names[name.lowercased()] = (name, type.map { "[\($0)]$\(name)" } ?? name)
    }
    for (name, value) in context.visibleVariables() where pattern.matches(name) { names[name.lowercased()] = (name, toolTip(name, value)) }
    for name in Completer.special where pattern.matches(name) && names[name.lowercased()] == nil && !word.isEmpty { names[name.lowercased()] = (name, name) }
    for name in ["true", "false", "null"]
    where pattern.matches(name) && names[name] == nil && !word.isEmpty || word.isEmpty && atCursor?.kind != .splattedVariable && names[name] == nil {
      names[name] = (name, name)
    }
    var matches = names.values.sorted { $0.name.lowercased() < $1.name.lowercased() }.map { entry -> CompletionMatch in
      CompletionMatch(Completer.variableText(entry.name, sigil, braced), list: entry.name, .variable, toolTip: entry.tip)
    }
    if !splatted {
      for drive in ["Alias", "Env", "Function", "Variable"] where pattern.matches(drive) { matches.append(CompletionMatch("$" + drive + ":", list: drive, .variable)) }
    }
    return matches
  }

  /// The type and name of a variable, and what it is for.
  private func toolTip(_ name: String, _ value: Value) -> String {
    let type = value.isNull ? nil : context.typeNames(value).first
    let tip = type.map { "[\(Completer.shortName($0))]$\(name)" } ?? name
    let about = (try? context.variableObject(name))?.itemDescription ?? ""
    return about.isEmpty || Completer.automatic.contains(name.lowercased()) ? tip : tip + " - " + about
  }
  /// Names that mean something to PowerShell, set or not.
  private static let special = [
    "MyInvocation", "OFS", "OutputEncoding", "VerboseHelpErrors", "LogEngineHealthEvent", "LogEngineLifecycleEvent", "LogCommandHealthEvent", "LogCommandLifecycleEvent",
    "LogProviderHealthEvent", "LogProviderLifecycleEvent", "LogSettingsEvent", "PSLogUserData", "NestedPromptLevel", "CurrentlyExecutingCommand", "PSBoundParameters", "Matches",
    "LASTEXITCODE", "PSDebugContext", "StackTrace", "PSItem", "args", "this", "input", "PSCmdlet", "PSSenderInfo", "PSModuleAutoLoadingPreference",
  ]
  /// Names the language itself gives, whose descriptions are not shown.
  private static let automatic: Set<String> = ["_", "psitem"]
  /// The word names a parameter or a property of a class: it is new.
  private var isDeclaration: Bool {
    guard let t = atCursor, let i = tokens.firstIndex(where: { $0.start == t.start && $0.end == t.end }), i > 0 else { return false }
    let before = tokens[i - 1].kind
    guard [.lParen, .comma, .rBracket, .lCurly, .semi, .newLine].contains(before) else { return false }
    var depth = 0
    for j in stride(from: i - 1, through: 0, by: -1) {
      switch tokens[j].kind {
      case .rParen, .rCurly, .rBracket: depth += 1
      case .lBracket: depth -= 1
      case .lParen, .atParen, .dollarParen:
        if depth > 0 { depth -= 1; continue }
        return before != .semi && before != .lCurly && j > 0 && tokens[j].kind == .lParen && tokens[j - 1].kind == .param && !(before == .newLine && tokens[i - 2 >= 0 ? i - 2 : 0].kind == .equals)
      case .lCurly, .atCurly:
        if depth > 0 { depth -= 1; continue }
        // `class X {`, `class X : Y {`
        let head = tokens[..<j].suffix(6)
        return before != .lParen && before != .comma && tokens[j].kind == .lCurly && head.contains { $0.kind == .class }
          && !head.contains { $0.kind == .lCurly || $0.kind == .rCurly || $0.kind == .rParen }
      default: break
      }
    }
    return false
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
    case "function": names = context.functionsInScope.map(\.name)
    case "alias": names = context.aliasesInScope.map(\.name)
    case "variable", "global", "local", "script", "private": names = context.visibleVariables().map(\.name)
    case "using": names = context.visibleVariables().map(\.name) + assignedInText().map(\.name)
    default: return []
    }
    names = names.filter { pattern.matches($0) }
    let isScope = ["variable", "global", "local", "script", "private"].contains(drive.lowercased())
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      CompletionMatch(Completer.variableText(drive + ":" + $0, sigil, braced), list: $0, .variable, toolTip: isScope ? toolTip($0, context.variable($0) ?? .null) : nil)
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
      case let c as ConvertExpressionAst: target(c.child, type ?? c.type.typeName.fullName, nil)
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
      if let d = node as? DataStatementAst, let name = d.variable { out.append((name, nil)) }
      if let r = node as? FileRedirectionAst, Int(r.extent.end) < cursor, let to = (r.location as? StringConstantExpressionAst)?.value, to.lowercased().hasPrefix("variable:") {
        out.append((String(to.dropFirst(9)), Completer.redirected(r.fromStream)))
      }
      // The variable of a pipeline lives as long as the pipeline.
      if let c = node as? CommandAst, c.parent.map({ p in around.contains { $0 === p } }) ?? false {
        for (i, e) in c.elements.enumerated() {
          guard let p = e as? CommandParameterAst, ["pipelinevariable", "pv"].contains(p.parameterName.lowercased()) else { continue }
          if let name = ((p.argument ?? (i + 1 < c.elements.count ? c.elements[i + 1] as? ExpressionAst : nil)) as? StringConstantExpressionAst)?.value { out.append((name, nil)) }
        }
      }
      // `& { … }` keeps its variables to itself.
      if let c = node as? CommandAst, c.invocationOperator == .ampersand, let b = c.elements.first as? ScriptBlockExpressionAst, !(Int(b.extent.start) < cursor && cursor <= Int(b.extent.end)) {
        for e in c.elements.dropFirst() { visit(e) }
        return
      }
      for c in node.children { visit(c) }
    }
    visit(tree)
    // `foreach ($x in …) {` without its end is an error node: its variable is still there to be found.
    for (i, t) in tokens.enumerated() where t.kind == .foreach && i + 2 < tokens.count && tokens[i + 1].kind == .lParen {
      if let p = tokens[i + 2].variablePath, Int(tokens[i + 2].end) < cursor { out.append((p.name, nil)) }
    }
    return out
  }

  /// What a stream's objects are.
  private static func redirected(_ s: RedirectionStream) -> String? {
    switch s {
    case .error: "ErrorRecord"
    case .warning: "WarningRecord"
    case .verbose: "VerboseRecord"
    case .debug: "DebugRecord"
    case .information: "InformationRecord"
    case .all, .output: nil
    }
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
