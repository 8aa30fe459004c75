/// Variables: those of the session, those only the text assigns, and drives behind the dollar sign.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeVariable(braced: Bool, splatted: Bool) -> [CompletionMatch] {
    let sigil = splatted ? "@" : "$"
    if isDeclaration { return [] }
    let colon = word.firstIndex(of: ":")
    let scope = colon.map { String(word[...$0]) } ?? "", typed = colon.map { String(word[word.index(after: $0)...]) } ?? word
    guard let pattern = try? WildcardPattern(typed + "*") else { return [] }
    var matches: [CompletionMatch] = [], seen: Set<String> = []
    func add(_ name: String, list: String? = nil, tip: String) {
      let text = Completer.variableText(name, sigil, braced)
      if seen.insert(text.lowercased()).inserted { matches.append(CompletionMatch(text, list: list ?? name, .variable, toolTip: tip)) }
    }
    // What the text assigns comes first: it may be more than the session has, or nearer. What the session has tells more.
    let session = context.visibleVariables()
    let known = Dictionary(session.map { ($0.name.lowercased(), $0.value) }) { a, _ in a }
    for (name, type) in assignedInText() where pattern.matches(name) {
      add(scope + name, list: name, tip: type.map { "[\($0)]$\(name)" } ?? known[name.lowercased()].map { toolTip(name, $0) } ?? name)
    }
    if colon != nil { return matches + driveVariables(scope, pattern, sigil, braced).filter { seen.insert($0.completionText.lowercased()).inserted } }
    var names = session.map { (name: $0.name, tip: toolTip($0.name, $0.value)) }
    for constant in [("true", Value.bool(true)), ("false", .bool(false)), ("null", .null)] where known[constant.0] == nil { names.append((constant.0, toolTip(constant.0, constant.1))) }
    for n in Completer.ordinal(names.filter { pattern.matches($0.name) }, \.name) { add(n.name, tip: n.tip) }
    if "env".hasPrefix(word.lowercased()) { for n in Completer.ordinal(Environment.names, \.self) { add("env:" + n, tip: "[string]env:" + n) } }
    for n in Completer.ordinal(Completer.special, \.self) where pattern.matches(n) { add(n, tip: n) }
    for drive in ["Alias", "Env", "Function", "Temp", "Variable"] where pattern.matches(drive) { add(drive + ":", list: drive, tip: Completer.driveTips[drive] ?? drive) }
    for n in ["Global:", "Local:", "Script:", "Private:", "Using:"] where pattern.matches(n) { add(n, tip: n) }
    return matches
  }
  private static let driveTips = [
    "Alias": "Drive that contains a view of the aliases stored in a session state", "Env": "Drive that contains a view of the environment variables for the process",
    "Temp": "Drive that maps to the temporary directory path for the current user",
    "Function": "Drive that contains a view of the functions stored in a session state", "Variable": "Drive that contains a view of those variables stored in a session state",
  ]
  private static func ordinal<T>(_ all: [T], _ name: KeyPath<T, String>) -> [T] {
    all.map { (key: $0[keyPath: name].uppercased(), item: $0) }.sorted { Array($0.key.utf16).lexicographicallyPrecedes(Array($1.key.utf16)) }.map(\.item)
  }

  /// The type and name of a variable, and what it is for.
  private func toolTip(_ name: String, _ value: Value) -> String {
    let isObject = if case .object = value { true } else { false }
    let tip = value.isNull ? name : "[\(isObject ? "psobject" : Conversion.shortTypeLiteral(TypeTable.typeOf(value.base)))]$\(name)"
    let about = (try? context.variableObject(name))?.itemDescription ?? ""
    return about.isEmpty || Completer.automatic.contains(name.lowercased()) ? tip : tip + " - " + about
  }
  /// Names that mean something to PowerShell, set or not.
  private static let special = [
    "$", "?", "^", "_", "args", "ConfirmPreference", "CurrentlyExecutingCommand", "DebugPreference", "EnabledExperimentalFeatures", "error",
    "ErrorActionPreference", "ErrorView", "ExecutionContext", "false", "foreach", "HOME", "Host", "InformationPreference", "input", "IsCoreCLR", "IsLinux", "IsMacOS",
    "IsWindows", "LASTEXITCODE", "LogCommandHealthEvent", "LogCommandLifecycleEvent", "LogEngineHealthEvent", "LogEngineLifecycleEvent", "LogProviderHealthEvent",
    "LogProviderLifecycleEvent", "LogSettingsEvent", "Matches", "MaximumHistoryCount", "MyInvocation", "NestedPromptLevel", "null", "OFS", "OutputEncoding", "PID",
    "ProgressPreference", "PSBoundParameters", "PSCmdlet", "PSCommandPath", "PSCulture", "PSDebugContext", "PSDefaultParameterValues", "PSEdition", "PSEmailServer",
    "PSHOME", "PSItem", "PSLogUserData", "PSModuleAutoLoadingPreference", "PSNativeCommandArgumentPassing", "PSNativeCommandUseErrorActionPreference", "PSScriptRoot",
    "PSSenderInfo", "PSSessionApplicationName", "PSSessionConfigurationName", "PSStyle", "PSUICulture", "PSVersionTable", "PWD", "ShellId", "StackTrace", "switch",
    "this", "true", "VerboseHelpErrors", "VerbosePreference", "WarningPreference", "WhatIfPreference",
  ]
  private static let specialKeys = Set(special.map { $0.lowercased() })
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

  /// What a name is put in braces or quotes for.
  static func needsQuotes(_ name: String) -> Bool { name.utf16.contains { $0 < 128 && Completer.quoted.contains(UInt8($0)) } }
  private static let quoted = Set(Array("-`&@'\"#{}()$,;|<> .\\/\t^".utf8))

  static func variableText(_ name: String, _ sigil: String, _ braced: Bool) -> String {
    braced || needsQuotes(name) ? sigil + "{" + name + "}" : sigil + name
  }

  private func driveVariables(_ scope: String, _ pattern: WildcardPattern, _ sigil: String, _ braced: Bool) -> [CompletionMatch] {
    let names: [String], drive = scope.dropLast().lowercased()
    switch drive {
    case "env": names = Environment.names
    case "function": names = context.functionsInScope.map(\.name)
    case "alias": names = context.aliasesInScope.map(\.name)
    case "variable", "global", "local", "script", "private", "using": names = context.visibleVariables().map(\.name)
    default: return []
    }
    let isVariable = drive != "env" && drive != "function" && drive != "alias"
    var seen: Set<String> = []
    return names.filter { pattern.matches($0) && seen.insert($0.lowercased()).inserted }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }.map {
      CompletionMatch(Completer.variableText(scope + $0, sigil, braced), list: $0, .variable, toolTip: isVariable ? toolTip($0, context.variable($0) ?? .null) : nil)
    }
  }

  /// Variables that the text assigns in scopes the cursor can see, before the cursor, with their written or evident types.
  func assignedInText() -> [(name: String, type: String?)] {
    var out: [(name: String, type: String?)] = [], at: [String: Int] = [:], isDeclared: Set<String> = []
    func add(_ a: AssignedVariable) {
      if a.path.drive != nil { return }
      var type: String?, constraint = false
      switch a.source {
      case .constraint(let c): type = TypeTable.resolve(c.typeName).map { Conversion.shortTypeLiteral($0) } ?? Completer.shortName(c.typeName.fullName); constraint = true
      case .type(let t): type = t.contains("[") ? "ArrayList" : Completer.shortName(t)
      case .value(let v, let isEnumerated): if !isEnumerated { if Completer.specialKeys.contains(a.path.userPath.lowercased()) { return }; type = (v as? StatementAst).flatMap { evidentType($0) } }
      case .unknown: break
      }
      let key = a.path.name.lowercased()
      guard let i = at[key] else {
        at[key] = out.count
        if constraint { isDeclared.insert(key) }
        out.append((a.path.name, type))
        return
      }
      if constraint { isDeclared.insert(key); out[i].type = type } else if !isDeclared.contains(key) { out[i].type = type }
    }
    let scopes = AssignmentFinder.scopes(around: innermost)
    for scope in scopes.isEmpty ? [tree] : scopes {
      var finder = AssignmentFinder(limit: scopes.isEmpty ? cursor : Int(innermost.extent.start), target: innermost, looksIntoLocalBlocks: true)
      finder.search(scope)
      finder.found.forEach(add)
    }
    // `foreach ($x in …) {` without its end is an error node: its variable is still there to be found in the body.
    for node in around where node is ErrorStatementAst {
      guard let i = tokens.firstIndex(where: { $0.start == node.extent.start }), tokens[i].kind == .foreach, i + 2 < tokens.count, tokens[i + 1].kind == .lParen,
        tokens[i...].contains(where: { $0.kind == .lCurly && Int($0.end) <= cursor }), let p = tokens[i + 2].variablePath, at[p.name.lowercased()] == nil
      else { continue }
      at[p.name.lowercased()] = out.count
      out.append((p.name, nil))
    }
    return out
  }

  private func evidentType(_ value: StatementAst) -> String? {
    guard let e = (value as? PipelineAst)?.pureExpression ?? (value as? CommandExpressionAst)?.expression else { return nil }
    switch e {
    case is StringConstantExpressionAst, is ExpandableStringExpressionAst: return "string"
    case is HashtableAst: return "hashtable"
    case let c as ConstantExpressionAst:
      switch c.value {
      case .int: return "int"
      case .long: return "long"
      case .double: return "double"
      case .decimal: return "decimal"
      case .bigInteger: return "bigint"
      default: return nil
      }
    case let c as ConvertExpressionAst: return TypeTable.resolve(c.type.typeName).map { Conversion.shortTypeLiteral($0) } ?? c.type.typeName.fullName
    case is ArrayExpressionAst, is ArrayLiteralAst: return "Object[]"
    case is ScriptBlockExpressionAst: return "scriptblock"
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
