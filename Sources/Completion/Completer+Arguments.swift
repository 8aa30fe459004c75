/// Values of parameters: sets, enums, registered completers, what some cmdlets offer, property names, and paths last.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeArgument() -> [CompletionMatch] {
    guard let ast = commandAround() else { return [] }
    if innermost is HashtableAst, let t = innermost as? HashtableAst, beforeCursor != nil { replaceNothing(); return completeHashtableKey(t) }
    guard let name = ast.commandName, let command = resolve(name) else {
      if let custom = completeNative(ast) { return custom }
      // what stands behind a program's name is taken as it is
      literalPaths = true
      if innermost is StringConstantExpressionAst, ast.elements.count == 2, ast.elements[1] === innermost, ast.invocationOperator != .none, word.hasPrefix("/") || word.hasPrefix("\\"),
        let first = ast.elements[0] as? StringConstantExpressionAst, first.extent.end == innermost.extent.start {
        word = first.value + word
        start = Int(first.extent.start)
        length = cursor - start
        return completePath()
      }
      return completePath() + commandIfDashed()
    }
    let neighbour = joinWithNeighbour(ast)
    let binding = TentativeBinding(command, ast, cursor: neighbour ?? cursor, continuesList: (atCursor ?? beforeCursor)?.kind == .comma)
    for p in [binding.target].compactMap({ $0 }) + binding.alternatives { if let values = values(of: p, command, ast, binding) { return values } }
    if let members = completeStaticMemberArgument() ?? completeMembersByPattern(ast) { return members }
    if let custom = completeNative(ast) { return custom }
    return completePath() + commandIfDashed()
  }

  /// `'a b'/c`: a path that goes on right behind a string is one with it. Where the first part ends; nil when there is none.
  private func joinWithNeighbour(_ ast: CommandAst) -> Int? {
    guard innermost is StringConstantExpressionAst, word.hasPrefix("/") || word.hasPrefix("\\"), let i = ast.elements.firstIndex(where: { $0 === innermost }), i > 1,
      ast.elements[i - 1].extent.end == innermost.extent.start
    else { return nil }
    var before = ast.elements[i - 1]
    if let p = before as? CommandParameterAst, let a = p.argument { before = a }
    if let l = before as? ArrayLiteralAst, let last = l.elements.last { before = last }
    guard !(before is VariableExpressionAst), let path = joined(before, word) else { return nil }
    start = Int(before.extent.start)
    length = cursor - start
    word = path
    return Int(before.extent.end)
  }
  /// `echo [int]::Ma`: a word that reads like a static member becomes one, in parentheses; nil for other words.
  private func completeStaticMemberArgument() -> [CompletionMatch]? {
    guard innermost is StringConstantExpressionAst, word.hasPrefix("["), let close = word.firstIndex(of: "]"), word[close...].hasPrefix("]::"),
      word[close...].dropFirst(3).allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "*" })
    else { return nil }
    let inner = Completer.complete(word, at: word.utf16.count, context)
    if inner.matches.isEmpty { return nil }
    let head = "(" + String(decoding: Array(word.utf16.prefix(max(inner.replacementIndex, 0))), as: UTF16.self)
    return inner.matches.map { CompletionMatch(head + $0.completionText + ($0.resultType == .property ? ")" : ""), list: $0.listItemText, $0.resultType, toolTip: $0.toolTip) }
  }

  private func commandIfDashed() -> [CompletionMatch] {
    guard let dash = word.firstIndex(of: "-"), dash != word.startIndex else { return [] }
    return completeCommand(word, asArgument: true)
  }

  /// nil when nobody knows values of the parameter.
  private func values(of p: ParameterMetadata, _ command: CommandInfo, _ ast: CommandAst, _ binding: TentativeBinding) -> [CompletionMatch]? {
    for a in p.attributes {
      if case .validate(let v) = a, let all = v.validValues(context) {
        let names = all.filter { !$0.isEmpty }
        // Behind a complete list in quotes nothing fits: the stretch holds a mark that never matches.
        return matching(names.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue)
      }
    }
    var element = p.type.isArray ? p.type.elementType ?? p.type : p.type
    // combinations of an enum's flags
    if p.displayType.genericDefinition?.hasSuffix("FlagsExpression`1") ?? false, let flags = p.displayType.genericArguments.first { element = flags }
    if let e = element.enumeration {
      let allowed = e.names.filter { name in p.attributes.allSatisfy { permits($0, e.value(of: name) ?? 0, name, element) } }
      return matching(allowed.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue)
    }
    // an enum that only the text defines
    if element === TypeTable.object || element.enumeration == nil, let names = enumInText(p, command) { return matching(names, .parameterValue) }
    if p.isSwitch, atCursor.map({ text($0).hasSuffix(":") }) ?? false { return ["$true", "$false"].map { CompletionMatch($0, .parameterValue) } }
    let completers = ArgumentCompleters.of(context)
    if let block = completers.block(command.name, p.name), let found = offered(block, callArguments(p, command, ast, binding)) { return found }
    for a in p.attributes {
      switch a {
      case .argumentCompleter(let v):
        if case .block(let b) = v.base {
          if let found = offered(b, callArguments(p, command, ast, binding)) { return found }
          continue
        }
        if case .type(let t) = v.base { return invokeClass(t, callArguments(p, command, ast, binding)) }
        if !v.isNull { return invokeFactory(v, callArguments(p, command, ast, binding)) }
      case .argumentCompletions(let names):
        // A begun quotation counts as ended, as it does for completers of scripts.
        let typed = (Quoting(word).mark.isEmpty ? word : word + Quoting(word).mark).lowercased()
        return names.filter { $0.lowercased().hasPrefix(typed) }.map { CompletionMatch($0, .parameterValue) }
      default: break
      }
    }
    if let factory = completerFactory(p, command) { return invokeFactory(factory, callArguments(p, command, ast, binding)) }
    for provider in completers.providers { if let found = provider(command.name, p.name, Quoting(word).content, context) { return quoted(found) } }
    return wellKnown(p, command, ast, binding)
  }

  /// Whether a range allows a member of an enum.
  private func permits(_ a: Attribute, _ value: Int64, _ name: String, _ type: NetType) -> Bool {
    guard case .validate(let check) = a else { return true }
    func number(_ v: Value) -> Int64? { (Conversion.tryConvert(v, to: type, context)?.refValue as? PSEnum)?.raw ?? (try? Conversion.toInt64(v)) }
    switch check {
    case .range(let low, let high):
      guard let a = number(low), let b = number(high) else { return true }
      return a <= value && value <= b
    case .rangeKind(let kind):
      switch kind.lowercased() {
      case "positive": return value > 0
      case "negative": return value < 0
      case "nonnegative": return value >= 0
      case "nonpositive": return value <= 0
      default: return true
      }
    default: return true
    }
  }

  /// Names of the enum a function of the text gives a parameter, where the text defines that too.
  private func enumInText(_ p: ParameterMetadata, _ command: CommandInfo) -> [String]? {
    guard let f = command as? FunctionInfo, let parameters = f.block.ast.paramBlock?.parameters, let ast = parameters.first(where: { $0.name.path.name.equalsIgnoringCase(p.name) }) else { return nil }
    for case let t as TypeConstraintAst in ast.attributes { if case .definition(let d) = inferType(named: t.typeName.fullName) { return enumNames(.definition(d)) } }
    return nil
  }

  /// Names that begin with (or match) what is typed, in the quotation marks that were begun.
  func matching(_ names: [String], _ type: CompletionMatch.ResultType) -> [CompletionMatch] {
    let quote = Quoting(word)
    if !quote.mark.isEmpty,
      commandAround()?.elements.contains(where: {
        ($0 as? ArrayLiteralAst)?.elements.first is StringConstantExpressionAst && ($0.extent.text.hasPrefix("'") || $0.extent.text.hasPrefix("\""))
      }) == true
    {
      return []
    }
    guard let pattern = try? WildcardPattern(quote.content + "*") else { return [] }
    return names.filter { pattern.matches($0) }.map { n in
      let mark = !quote.mark.isEmpty ? quote.mark : Quoting.isNeeded(n) ? "'" : ""
      return CompletionMatch(mark.isEmpty ? n : mark + Quoting.escape(n, mark) + mark, list: n, type)
    }
  }
  private func quoted(_ found: [CompletionMatch]) -> [CompletionMatch] {
    let quote = Quoting(word)
    return found.map { m in
      let mark = !quote.mark.isEmpty ? quote.mark : Quoting.isNeeded(m.completionText) ? "'" : ""
      if mark.isEmpty { return m }
      var n = m
      n.completionText = mark + Quoting.escape(m.completionText, mark) + mark
      return n
    }
  }

  // MARK: - Scripts that complete

  private func callArguments(_ p: ParameterMetadata, _ command: CommandInfo, _ ast: CommandAst, _ binding: TentativeBinding) -> [Value] {
    var typed = word
    let quote = Quoting(word)
    if !quote.mark.isEmpty, quote.content.utf8.count + quote.mark.utf8.count == word.utf8.count { typed += quote.mark }
    let fake = PSHash()
    for parameter in binding.parameters {
      guard let argument = binding.bound[parameter.name.lowercased()] else { continue }
      // A name without its value yet is not bound, unless it is a switch.
      if argument == nil, !parameter.isSwitch { continue }
      fake.set(.str(parameter.name), argument.map { constantValue($0) } ?? .bool(true))
    }
    return [.str(command.name), .str(p.name), .str(typed), AstBridge.make(ast, context), .hash(fake)]
  }

  private func constantValue(_ a: Ast) -> Value {
    switch a {
    case let s as StringConstantExpressionAst: .str(s.value)
    case let v as VariableExpressionAst: context.variable(v.path.name) ?? .null
    case let l as ArrayLiteralAst: .arr(l.elements.map { constantValue($0) })
    default: .str(a.extent.text)
    }
  }

  /// nil when a script's completer yields nothing at all: then others are asked, files at last.
  private func offered(_ block: ScriptBlock, _ arguments: [Value]) -> [CompletionMatch]? {
    let found = invoke(block, arguments)
    return found.isEmpty ? nil : found
  }
  /// Runs a completer; a failure completes nothing and is remembered in `$Error`.
  func invoke(_ block: ScriptBlock, _ arguments: [Value]) -> [CompletionMatch] {
    do { return results(try context.invokeBlock(block, arguments: arguments)) }
    catch let e as TerminatingError { context.remember(e.record) } catch {}
    return []
  }
  /// The attribute of a script's own class that makes a completer, as it is written at a function's parameter.
  private func completerFactory(_ p: ParameterMetadata, _ command: CommandInfo) -> Value? {
    guard let f = command as? FunctionInfo, let ast = f.block.ast.paramBlock?.parameters.first(where: { $0.name.path.name.equalsIgnoringCase(p.name) }) else { return nil }
    func value(_ e: ExpressionAst) throws -> Value { try context.invokeBlock(context.makeBlock(e.extent.text)) }
    for case let a as AttributeAst in ast.attributes {
      let named = [a.typeName.fullName + "Attribute", a.typeName.fullName].lazy.compactMap { TypeTable.resolve($0) }
      guard let type = named.first(where: { $0.scriptClass != nil && $0.isSubclass(of: "System.Management.Automation.ArgumentCompleterAttribute") }) else { continue }
      do {
        let made = try context.construct(type, try a.positionalArguments.map(value))
        for n in a.namedArguments { try context.setProperty(made, n.argumentName, n.expressionOmitted ? .bool(true) : try value(n.argument)) }
        return made
      } catch {}
    }
    return nil
  }
  private func invokeFactory(_ attribute: Value, _ arguments: [Value]) -> [CompletionMatch] {
    guard let completer = try? context.callMethod(attribute, "Create", []), let result = try? context.callMethod(completer, "CompleteArgument", arguments) else { return [] }
    return results(result)
  }
  private func invokeClass(_ type: NetType, _ arguments: [Value]) -> [CompletionMatch] {
    guard let instance = try? context.construct(type, []), let result = try? context.callMethod(instance, "CompleteArgument", arguments) else { return [] }
    return results(result)
  }
  private func results(_ value: Value) -> [CompletionMatch] {
    let items = value.arrayValue?.values ?? (value.isNull ? [] : [value])
    return items.compactMap { item -> CompletionMatch? in
      if item.isNull { return nil }
      if context.typeNames(item).first == "System.Management.Automation.CompletionResult" {
        func text(_ name: String) -> String { (try? context.property(item, name)).flatMap { $0 }.map { Conversion.toString($0, context) } ?? "" }
        return CompletionMatch(text("CompletionText"), list: text("ListItemText"), CompletionMatch.ResultType(rawValue: text("ResultType")) ?? .text, toolTip: text("ToolTip"))
      }
      return CompletionMatch(Conversion.toString(item, context), .text)
    }
  }

  // MARK: - What some cmdlets offer

  private func wellKnown(_ p: ParameterMetadata, _ command: CommandInfo, _ ast: CommandAst, _ binding: TentativeBinding) -> [CompletionMatch]? {
    let content = Quoting(word).content
    switch (command.name.lowercased(), p.name.lowercased()) {
    case ("get-command", "name"):
      let found = completeCommand(content.isEmpty ? "*" : word, asArgument: true)
      guard let modules = strings("module", binding) else { return found + completePath(extensions: [".ps1"]) }
      let names = Set(commandNames(modules: modules).map { $0.lowercased() })
      return found.filter { names.contains($0.listItemText.lowercased()) }
    case ("get-help", "name"), ("help", "name"):
      return completeCommand(content.isEmpty ? "*" : word, asArgument: true, programs: false) + completePath(extensions: [".ps1"]) + helpTopics(content)
    case ("get-alias", "definition"), ("new-alias", "value"), ("set-alias", "value"), ("trace-command", "command"):
      return completeCommand(content.isEmpty ? "*" : word, asArgument: true)
    case ("invoke-expression", "command"): return completeCommand(word)
    case ("get-job", _), ("receive-job", _), ("remove-job", _), ("stop-job", _), ("wait-job", _):
      guard ["name", "id", "instanceid"].contains(p.name.lowercased()) else { break }
      return matching(values("Get-Job", p.name), .parameterValue)
    case ("get-service", "name"), ("start-service", "name"), ("stop-service", "name"), ("restart-service", "name"), ("set-service", "name"), ("suspend-service", "name"), ("resume-service", "name"),
      ("get-service", "displayname"), ("start-service", "displayname"), ("stop-service", "displayname"), ("restart-service", "displayname"),
      ("suspend-service", "displayname"), ("resume-service", "displayname"):
      return matching(values("Get-Service", p.name), .parameterValue)
    case ("new-item", "itemtype"):
      let types = ["File", "Directory", "SymbolicLink", "Junction", "HardLink"]
      if let path = strings("path", binding)?.first, let colon = path.firstIndex(of: ":"), path.distance(from: path.startIndex, to: colon) > 0,
        !["filesystem", "temp"].contains(path[..<colon].lowercased())
      {
        return nil
      }
      return (content.isEmpty ? types : types.filter { $0.lowercased().hasPrefix(content.lowercased()) }.prefix(1).map { $0 }).map { CompletionMatch($0, .text) }
    case ("copy-item", "destination"), ("move-item", "destination"): literalPaths = true; return completePath()
    case ("get-date", "format"):
      return ["FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal"].filter { $0.lowercased().hasPrefix(content.lowercased()) }.map { CompletionMatch($0, .parameterValue) }
    case ("get-clipboard", "delimiter"):
      return [("\"`r`n\"", "CRLF", "Windows (CRLF)", ["crlf", "windows"]), ("\"`n\"", "LF", "UNIX (LF)", ["lf", "unix", "linux"])].filter {
        $0.3.contains { $0.hasPrefix(content.lowercased()) }
      }.map { CompletionMatch($0.0, list: $0.1, .parameterValue, toolTip: $0.2) }
    case ("get-command", "parametertype"): return completeTypeName(content)
    case ("get-command", "noun"):
      return matching(nouns(verbs: strings("verb", binding), modules: strings("module", binding)).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .text)
    case ("get-command", "verb"):
      let nouns = strings("noun", binding), modules = strings("module", binding)
      return matching(nouns == nil && modules == nil ? CommandVerbs.names : verbs(nouns: nouns, modules: modules).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .text)
    case ("get-verb", "verb"):
      guard let groups = strings("group", binding) else { return matching(CommandVerbs.names, .text) }
      return matching(CommandVerbs.byGroup.filter { g in groups.contains { $0.equalsIgnoringCase(g.group) } }.flatMap(\.verbs), .text)
    case ("set-strictmode", "version"): return matching(["1.0", "2.0", "3.0", "Latest"], .parameterValue)
    case ("save-help", "module"), ("update-help", "module"), ("get-command", "module"), ("get-command", "excludemodule"): return completeModuleName(loadedOnly: false)
    case ("import-module", "name") where !content.contains(where: { $0 == "/" || $0 == "\\" || $0 == ":" }):
      return completePath(extensions: [".ps1", ".psm1", ".psd1", ".dll", ".exe", ".cdxml"]) + completeModuleName(loadedOnly: false)
    case ("get-experimentalfeature", "name"), ("enable-experimentalfeature", "name"), ("disable-experimentalfeature", "name"): return []
    case ("invoke-webrequest", "httpversion"), ("invoke-restmethod", "httpversion"): return matching(["1.0", "1.1", "2.0", "3.0"], .text)
    case ("get-process", "id"), ("stop-process", "id"), ("wait-process", "id"), ("debug-process", "id"): return processes(content, byId: true)
    case ("get-process", "name"), ("stop-process", "name"), ("wait-process", "name"), ("debug-process", "name"): return processes(content, byId: false)
    case ("get-tracesource", "name"), ("set-tracesource", "name"), ("remove-tracesource", "name"), ("trace-command", "name"): return matching(names("Get-TraceSource"), .parameterValue)
    case ("where-object", "value"):
      guard let property = binding.bound["property"].flatMap({ $0 }) as? StringConstantExpressionAst else { return nil }
      return (enumNames(memberOf(pipedInto(ast), property.value)) ?? []).filter { $0.lowercased().hasPrefix(content.lowercased()) }.map { CompletionMatch($0, .parameterValue) }
    case ("format-table", "view"), ("format-list", "view"), ("format-wide", "view"), ("format-custom", "view"): return formatViews(String(command.name.dropFirst(7)), ast)
    case ("get-module", "psedition"): return matching(["Desktop", "Core"], .parameterValue)
    case ("join-string", "separator"):
      return written([(",", "Comma"), (", ", "Comma-Space"), (";", "Semi-Colon"), ("; ", "Semi-Colon-Space"), ("`n", "Newline"), ("-", "Dash"), (" ", "Space")].map { (value: $0.0, list: $0.1) })
    case ("join-string", "formatstring"): return written(["[{0}]", "{0:N2}", "`n    `${0}", "`n    [string] `${0}"].map { (value: $0, list: nil) })
    case ("get-verb", "group"): return matching(CommandVerbs.groups, .parameterValue)
    case ("get-alias", "name"), ("set-alias", "name"), ("remove-alias", "name"):
      return matching(context.aliasesInScope.map(\.name).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue)
    case ("get-variable", "name"), ("set-variable", "name"), ("clear-variable", "name"), ("remove-variable", "name"):
      // `?` and `*` in a name would be wildcards
      return matching(context.visibleVariables().map(\.name).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue).map { m in
        guard m.listItemText.contains(where: { $0 == "?" || $0 == "*" }) else { return m }
        return CompletionMatch("'" + Quoting.escape(String(m.listItemText.flatMap { $0 == "?" || $0 == "*" ? ["`", $0] : [$0] }), "'") + "'", list: m.listItemText, .parameterValue)
      }
    case ("get-module", "name"), ("remove-module", "name"):
      return completeModuleName(loadedOnly: command.name.lowercased() == "remove-module")
    case ("get-psdrive", "name"), ("remove-psdrive", "name"), ("get-psprovider", "psprovider"), ("get-psdrive", "psprovider"), ("new-psdrive", "psprovider"):
      let isDrive = p.name.lowercased() == "name"
      if isDrive, let providers = strings("psprovider", binding) { return matching(providers.flatMap { values("Get-PSDrive -PSProvider '\(Quoting.escape($0, "'"))'", "Name") }, .parameterValue) }
      return matching(isDrive ? driveNames() : ["Alias", "Environment", "FileSystem", "Function", "Variable"], .parameterValue)
    case ("new-object", "typename"), ("get-typedata", "typename"), ("remove-typedata", "typename"), ("update-typedata", "typename"):
      if command.name.lowercased() == "new-object", let open = content.lastIndex(where: { $0 == "[" || $0 == "," }), content.contains("[") { return completeTypeArgument(content, behind: open) }
      return command.name.lowercased() == "new-object" ? completeTypeName(content).filter { $0.completionText.lowercased().hasPrefix(content.lowercased()) || !content.contains(".") } : []
    case ("set-location", "path"), ("push-location", "path"), ("set-location", "literalpath"), ("push-location", "literalpath"):
      return completePath(foldersOnly: true)
    case ("export-pssession", "encoding"), ("out-file", "encoding"), ("tee-object", "encoding"), ("set-content", "encoding"), ("add-content", "encoding"),
      ("get-content", "encoding"), ("export-csv", "encoding"), ("import-csv", "encoding"), ("export-clixml", "encoding"), ("select-string", "encoding"),
      ("format-hex", "encoding"), ("send-mailmessage", "encoding"):
      return matching(["ansi", "ascii", "bigendianunicode", "bigendianutf32", "unicode", "utf7", "utf8", "utf8BOM", "utf8NoBOM", "utf32"], .parameterValue)
    default: break
    }
    if p.name.lowercased() == "scope", p.type === TypeTable.string { return matching(["Global", "Local", "Script"], .parameterValue) }
    if p.name.lowercased() == "literalpath" { literalPaths = true; return completePath() }
    if Completer.takesPropertyNames(command.name, p.name) { return completePropertyName(ast) }
    return nil
  }

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
  private func written(_ values: [(value: String, list: String?)]) -> [CompletionMatch] {
    let quote = Quoting(word)
    return values.filter { $0.value.hasPrefix(quote.content) }.map { v in
      let mark = v.value.hasPrefix("`") ? "\"" : quote.mark.isEmpty ? "'" : quote.mark
      return CompletionMatch(mark + v.value + mark, list: v.list ?? v.value, .parameterValue, toolTip: v.list.map { v.value + " - " + $0 } ?? v.value)
    }
  }
  /// The words given for another parameter; nil when it is not bound.
  private func strings(_ parameter: String, _ binding: TentativeBinding) -> [String]? {
    guard let bound = binding.bound[parameter], let ast = bound else { return nil }
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
  private func nouns(verbs: [String]?, modules: [String]?) -> Set<String> { parts(before: false, others: verbs, modules: modules) }
  private func verbs(nouns: [String]?, modules: [String]?) -> Set<String> { parts(before: true, others: nouns, modules: modules) }
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
    guard let name = ast.commandName, let command = resolve(name), let given = TentativeBinding(command, ast, cursor: cursor).bound["inputobject"], let argument = given else { return .nothing }
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
  private func moduleNames() -> [String] {
    var names = Set(context.modules.values.map(\.name))
    for c in context.commands.allCmdlets where !c.command.module.isEmpty { names.insert(c.command.module) }
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
    case "compare-object": parameter.lowercased() == "property"
    default: false
    }
  }
}

/// The approved verbs in PowerShell's order.
enum CommandVerbs {
  static let groups = byGroup.map(\.group).sorted()
  static let names = byGroup.flatMap(\.verbs)
  static let byGroup: [(group: String, verbs: [String])] = [
    ("Common", [
      "Add", "Clear", "Close", "Copy", "Enter", "Exit", "Find", "Format", "Get", "Hide", "Join", "Lock", "Move", "New", "Open", "Optimize", "Push", "Pop",
      "Redo", "Remove", "Rename", "Reset", "Resize", "Search", "Select", "Set", "Show", "Skip", "Split", "Step", "Switch", "Undo", "Unlock", "Watch",
    ]),
    ("Communications", ["Connect", "Disconnect", "Read", "Receive", "Send", "Write"]),
    ("Data", [
      "Backup", "Checkpoint", "Compare", "Compress", "Convert", "ConvertFrom", "ConvertTo", "Dismount", "Edit", "Expand", "Export", "Group", "Import",
      "Initialize", "Limit", "Merge", "Mount", "Out", "Publish", "Restore", "Save", "Sync", "Unpublish", "Update",
    ]),
    ("Diagnostic", ["Debug", "Measure", "Ping", "Repair", "Resolve", "Test", "Trace"]),
    ("Lifecycle", [
      "Approve", "Assert", "Build", "Complete", "Confirm", "Deny", "Deploy", "Disable", "Enable", "Install", "Invoke", "Register", "Request", "Restart",
      "Resume", "Start", "Stop", "Submit", "Suspend", "Uninstall", "Unregister", "Wait",
    ]),
    ("Other", ["Use"]),
    ("Security", ["Block", "Grant", "Protect", "Revoke", "Unblock", "Unprotect"]),
  ]
}
