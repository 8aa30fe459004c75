/// Values of parameters: sets, enums, registered completers, what some cmdlets offer, property names, and paths last.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeArgument() -> [CompletionMatch] {
    guard let ast = commandOfArgument() else { return [] }
    var expression = expressionAtCursor(ast)
    let command = ast.commandName.flatMap(resolve).map { settled($0, ast) }
    if let before = pathInFront(ast) { expression = before }
    if let command {
      let binding = PseudoBinding(command, ast)
      if let found = valuesAt(argumentPlace(expression, binding), expression, command, ast, binding) { return found }
    }
    if expression == nil, ast.elements.count == 1, ast.invocationOperator != .none, !word.isEmpty {
      literalPaths = true
      return completePath() + (word.contains("-") ? completeCommand(word) : [])
    }
    if expression is StringConstantExpressionAst {
      if let members = completeStaticMemberArgument() ?? completeMembersByPattern(ast) { return members }
      // `& 'a b'/c`
      if ast.invocationOperator != .none, word.hasPrefix("/") || word.hasPrefix("\\"), ast.elements.count == 2, let first = ast.elements[0] as? StringConstantExpressionAst,
        first.extent.end == ast.elements[1].extent.start
      {
        if command != nil { return [] }
        word = first.value + word
        length += start - Int(first.extent.start)
        start = Int(first.extent.start)
        literalPaths = true
        return completePath()
      }
    }
    if let custom = completeNative(ast) { return custom }
    // what stands behind a program's name is taken as it is, unless it is a pattern
    if command == nil { literalPaths = !word.contains { $0 == "*" || $0 == "?" } }
    return completePath() + commandIfDashed()
  }

  /// The command whose argument the cursor is at.
  private func commandOfArgument() -> CommandAst? {
    guard innermost is ExpressionAst else { return innermost.parent as? CommandAst ?? innermost as? CommandAst }
    let parent = innermost.parent
    let holder = parent is ArrayLiteralAst ? parent?.parent : parent
    return holder as? CommandAst ?? holder?.parent as? CommandAst
  }
  /// The argument being written; nil where one is only begun.
  private func expressionAtCursor(_ ast: CommandAst) -> ExpressionAst? {
    guard let e = innermost as? ExpressionAst, let parent = e.parent else { return nil }
    if e is ErrorExpressionAst, !(parent is ArrayLiteralAst), e.extent.text.hasSuffix(",") { word = ""; return e }
    if word.isEmpty { return nil }
    if parent is CommandAst { return ast.elements.count == 1 ? nil : e }
    if let list = parent as? ArrayLiteralAst { return list.parent is CommandAst && ast.elements.count == 1 ? nil : list }
    return e
  }

  /// `'a b'/c`: a path that goes on right behind a string is one with it: that string (or the list it ends); nil when there is none.
  private func pathInFront(_ ast: CommandAst) -> ExpressionAst? {
    guard (innermost as? StringConstantExpressionAst)?.stringType == .bareWord, word.hasPrefix("/") || word.hasPrefix("\\"), let i = ast.elements.firstIndex(where: { $0 === innermost }), i > 1,
      ast.elements[i - 1].extent.end == innermost.extent.start
    else { return nil }
    guard let whole = (ast.elements[i - 1] as? CommandParameterAst)?.argument ?? ast.elements[i - 1] as? ExpressionAst else { return nil }
    let last = (whole as? ArrayLiteralAst)?.elements.last ?? whole
    guard last is StringConstantExpressionAst || last is ExpandableStringExpressionAst, let path = joined(last, word) else { return nil }
    length += start - Int(last.extent.start)
    start = Int(last.extent.start)
    word = path
    return whole
  }

  // MARK: - Which parameter

  /// Where the argument stands.
  private enum ArgumentLocation {
    case named(PseudoBinding.Pair)
    /// Counted among the arguments without a name; the pair is the argument's own.
    case positional(Int, PseudoBinding.Pair?)
  }

  private func argumentPlace(_ expression: ExpressionAst?, _ binding: PseudoBinding) -> ArgumentLocation? {
    guard let pairs = binding.arguments, !pairs.isEmpty else { return nil }
    if let e = expression, (e as? StringConstantExpressionAst)?.value != "-" {
      var position = 0
      for pair in pairs where pair.kind == .given && !(pair.argument is CommandParameterAst) {
        if pair.argument === e { return pair.parameter == nil ? .positional(position, pair) : .named(pair) }
        if pair.parameter == nil { position += 1 }
      }
      return nil
    }
    guard let token = atCursor ?? beforeCursor else { return nil }
    var position = 0, previous: PseudoBinding.Pair?
    func behind() -> ArgumentLocation {
      guard let p = previous else { return .positional(0, nil) }
      if p.kind == .fake || p.parameter?.extent.text.hasSuffix(":") ?? false { return .named(p) }
      return .positional(position, nil)
    }
    for pair in pairs {
      if let name = pair.parameter {
        if name.extent.start > token.start { return behind() }
        if pair.kind == .given, let argument = pair.argument,
          token.kind == .parameter && token.start == name.extent.start || token.start > argument.extent.start && token.end < argument.extent.end { return .named(pair) }
      } else {
        if let argument = pair.argument, argument.extent.start > token.start { return behind() }
        position += 1
      }
      previous = pair
    }
    return behind()
  }

  /// Values of the parameter an argument is for; nil when nobody knows any.
  private func valuesAt(_ place: ArgumentLocation?, _ expression: ExpressionAst?, _ command: CommandInfo, _ ast: CommandAst, _ binding: PseudoBinding) -> [CompletionMatch]? {
    let isKnown = place != nil
    func values(of parameters: [ParameterMetadata]) -> [CompletionMatch]? {
      var all: [CompletionMatch]?
      for p in parameters { if let more = self.values(of: p, command, ast, binding, isPlaced: isKnown) { all = (all ?? []) + more } }
      return all
    }
    func bound(to pair: PseudoBinding.Pair) -> [ParameterMetadata] {
      binding.bound.filter { b in
        switch b.to {
        case .pair(let own): own === pair
        case .rest(let all): pair.parameter == nil && all.contains { $0 === pair.argument }
        case .input: false
        }
      }.map(\.parameter)
    }
    func named(_ name: String) -> [ParameterMetadata] {
      guard let pattern = try? WildcardPattern(name + "*") else { return [] }
      return binding.unbound.first { p in pattern.matches(p.name) || p.aliases.contains { pattern.matches($0) } }.map { [$0] } ?? []
    }
    switch place {
    case .positional(let position, _) where !binding.isEffective:
      return positional(position, .max, binding, values)
    case .named(let pair) where !binding.isEffective:
      return values(of: named(pair.parameter?.parameterName ?? ""))
    case .named(let pair): return values(of: bound(to: pair))
    case .positional(_, let pair?): return values(of: bound(to: pair))
    case .positional(let position, nil):
      let alone = (binding.arguments ?? []).filter { $0.parameter == nil }
      if position < alone.count { return values(of: bound(to: alone[position])) }
      if let last = alone.last {
        let rest = binding.bound.filter { if case .rest(let all) = $0.to { all.contains { $0 === last.argument } } else { false } }.map(\.parameter)
        if !rest.isEmpty { return values(of: rest) }
        // what was not bound binds nothing behind it
        if !binding.bound.contains(where: { if case .pair(let p) = $0.to { p.parameter == nil && p.argument === last.argument } else { false } }) { return nil }
      }
      return positional(position, binding.sets, binding, values)
    case nil:
      // behind names nobody knows
      let count: Int
      if let expression { count = ast.elements.firstIndex { $0 === expression } ?? ast.elements.count }
      else { count = ast.elements.firstIndex { e in (atCursor ?? beforeCursor).map { e.extent.start > $0.end } ?? false } ?? ast.elements.count }
      if count == 1 { return positional(0, .max, binding, values) }
      guard let name = ast.elements[count - 1] as? CommandParameterAst, name.argument == nil else { return nil }
      return values(of: named(name.parameterName))
    }
  }

  /// Values of the free parameter nearest behind a position, the default set's before others; else of those that take all that is left.
  private func positional(_ position: Int, _ sets: UInt32, _ binding: PseudoBinding, _ values: ([ParameterMetadata]) -> [CompletionMatch]?) -> [CompletionMatch]? {
    let free = binding.unbound.filter { binding.isIn($0, sets) }, hasDefault = binding.defaultSet & sets != 0
    var best: (parameter: ParameterMetadata, at: Int, set: UInt32)?
    for p in free {
      for e in binding.entries(p, sets) where !e.remaining {
        guard let at = e.position, at >= position else { continue }
        if let b = best, b.at <= at, !(hasDefault && at == b.at && binding.bit(e) == binding.defaultSet) { continue }
        best = (p, at, binding.bit(e))
        if at == position { break }
      }
    }
    if let best {
      let found = values([best.parameter])
      // only where the default set's parameter has nothing to offer others are asked
      if found != nil || !hasDefault || best.set != binding.defaultSet { return found }
    }
    return values(free.filter { p in binding.entries(p, sets).contains(where: \.remaining) })
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
  private func values(of p: ParameterMetadata, _ command: CommandInfo, _ ast: CommandAst, _ binding: PseudoBinding, isPlaced: Bool) -> [CompletionMatch]? {
    for a in p.attributes {
      if case .validate(let v) = a, let all = v.validValues(context) {
        let names = all.filter { !$0.isEmpty }
        // Behind a complete list in quotes nothing fits: the stretch holds a mark that never matches.
        return matching(names.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue)
      }
    }
    var element = p.type.isArray ? p.type.elementType ?? p.type : p.type
    if p.displayType.genericDefinition?.hasSuffix("Nullable`1") ?? false, let own = p.displayType.genericArguments.first { element = own }
    if let e = element.enumeration {
      let allowed = e.names.filter { name in p.attributes.allSatisfy { permits($0, e.value(of: name) ?? 0, name, element) } }
      // of two names of one value, the one its text shows
      let shown = allowed.map { e.value(of: $0).flatMap(e.name) ?? $0 }
      return matching(shown.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }, .parameterValue)
    }
    // an enum that only the text defines
    if element === TypeTable.object || element.enumeration == nil, let names = enumInText(p, command) { return matching(names, .parameterValue) }
    if p.isSwitch { return word.isEmpty || word == "$" ? ["$true", "$false"].map { CompletionMatch($0, .parameterValue) } : [] }
    let completers = ArgumentCompleters.of(context)
    if let block = completers.block(command.name, p.name), let found = offered(block, callArguments(p, command, ast, isPlaced ? binding : nil)) { return found }
    for a in p.attributes {
      switch a {
      case .argumentCompleter(let v):
        if case .block(let b) = v.base {
          if let found = offered(b, callArguments(p, command, ast, isPlaced ? binding : nil)) { return found }
          continue
        }
        if case .type(let t) = v.base { return invokeClass(t, callArguments(p, command, ast, isPlaced ? binding : nil)) }
        if !v.isNull { return invokeFactory(v, callArguments(p, command, ast, isPlaced ? binding : nil)) }
      case .argumentCompletions(let names):
        // A begun quotation counts as ended, as it does for completers of scripts.
        let typed = (Quoting(word).mark.isEmpty ? word : word + Quoting(word).mark).lowercased()
        return names.filter { $0.lowercased().hasPrefix(typed) }.map { CompletionMatch($0, .parameterValue) }
      default: break
      }
    }
    if let factory = completerFactory(p, command) { return invokeFactory(factory, callArguments(p, command, ast, isPlaced ? binding : nil)) }
    for provider in completers.providers { if let found = provider(command.name, p.name, Quoting(word).content, context) { return quoted(found) } }
    let place = ArgumentPlace(parameter: p, command: command, ast: ast, binding: binding, content: Quoting(word).content)
    if let offer = Completer.wellKnown[(command.name + ":" + p.name).lowercased()], let found = offer(self, place) { return found }
    return namedLikeOthers(place)
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

  private func callArguments(_ p: ParameterMetadata, _ command: CommandInfo, _ ast: CommandAst, _ binding: PseudoBinding?) -> [Value] {
    var typed = word
    let quote = Quoting(word)
    if !quote.mark.isEmpty, quote.content.utf8.count + quote.mark.utf8.count == word.utf8.count { typed += quote.mark }
    let fake = PSHash()
    for b in binding?.bound ?? [] {
      guard case .pair(let pair) = b.to else { continue }
      if pair.kind == .switch { fake.set(.str(b.parameter.name), .bool(true)) }
      else if let e = ((pair.argument as? CommandParameterAst)?.argument ?? pair.argument as? ExpressionAst) as? ExpressionAst,
        let v = (e as? StringConstantExpressionAst).map({ Value.str($0.value) }) ?? safeValue(e) {
        fake.set(.str(b.parameter.name), v)
      }
    }
    return [.str(command.name), .str(p.name), .str(typed), AstBridge.make(ast, context), .hash(fake)]
  }

  func constantValue(_ a: Ast) -> Value {
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
