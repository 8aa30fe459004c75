/// What an expression would yield, found without running anything that could have an effect: a live value where one is at hand
/// (variables, their properties and elements), else a type (casts, literals, declared parameters, output types of commands).
import Engine
import Primitives
import Syntax

indirect enum Inferred {
  case value(Value)
  case type(NetType)
  /// A class the text defines.
  case definition(TypeDefinitionAst)
  /// An object whose properties the text lists.
  case record([(name: String, type: Inferred)])
  /// A hashtable whose keys the text lists.
  case table([(name: String, type: Inferred)])
  /// Several of them.
  case list(Inferred)
  /// One of several kinds.
  case anyOf([Inferred])
  case nothing

  var element: Inferred {
    switch self {
    case .value(let v):
      if case .hash = v.base { return self }
      if let all = v.arrayValue?.values { return all.first.map { .value($0) } ?? .nothing }
      return self
    case .list(let i): return i
    case .anyOf(let all): return Inferred.either(all.map(\.element))
    case .type(let t):
      if t.isArray, let e = t.elementType { return .type(e) }
      // Dictionaries go through pipelines whole.
      if t.instanceMember("Keys") != nil { return self }
      return Inferred.indexed(t) ?? self
    default: return self
    }
  }
  /// What `[…]` of a collection yields, as its indexer says.
  static func indexed(_ t: NetType) -> Inferred? {
    if t.isArray, let e = t.elementType { return .type(e) }
    if t.genericArguments.count == 2, t.instanceMember("Keys") != nil { return .type(t.genericArguments[1]) }
    if t.genericArguments.count == 1, t.interfaces.contains("System.Collections.IEnumerable") || t.instanceMember("GetEnumerator") != nil { return .type(t.genericArguments[0]) }
    if let item = t.instanceMember("Item"), item.kind == .parameterizedProperty, let e = TypeTable.resolve(item.typeName), e !== TypeTable.object { return .type(e) }
    // `MatchCollection` holds `Match`, `XmlNodeList` `XmlNode`
    for suffix in ["Collection", "List"] where t.fullName.hasSuffix(suffix) { if let e = TypeTable.resolve(String(t.fullName.dropLast(suffix.count))) { return .type(e) } }
    return nil
  }
  /// One of several, as few as there are.
  static func either(_ all: [Inferred]) -> Inferred {
    var flat: [Inferred] = []
    for i in all { if case .anyOf(let more) = i { flat += more } else if case .nothing = i { continue } else { flat.append(i) } }
    return flat.count > 1 ? .anyOf(flat) : flat.first ?? .nothing
  }
  /// A value where one is at hand: a listed table gives one with its keys.
  var tableValue: Value? {
    switch self {
    case .value(let v): return v.hashValue_ == nil ? nil : v
    case .table(let entries):
      let table = PSHash()
      for e in entries { table.set(.str(e.name), .null) }
      return .hash(table)
    default: return nil
    }
  }
  /// What is known of the value of an entry: of a table or an object its type, not what it holds.
  var typeAlone: Inferred {
    switch self {
    case .table: .type(TypeTable.get("System.Collections.Hashtable"))
    case .record: .record([])
    default: self
    }
  }
}

extension Completer {
  func infer(_ e: Ast?, depth: Int = 0) -> Inferred {
    guard let e, depth < 20 else { return .nothing }
    switch e {
    case let v as VariableExpressionAst: return inferVariable(v, depth)
    case let p as ParenExpressionAst: return infer(p.pipeline, depth: depth + 1)
    case let p as PipelineAst: return inferPipeline(p.elements, depth)
    case let c as CommandExpressionAst: return infer(c.expression, depth: depth + 1)
    case let c as CommandAst: return inferCommand(c, input: nil, depth)
    case let s as SubExpressionAst: return infer(s.subExpression, depth: depth + 1)
    case let b as StatementBlockAst: return yielded(b.statements, depth)
    case let b as NamedBlockAst: return yielded(b.statements, depth)
    case let b as ScriptBlockAst: return .either([b.beginBlock, b.processBlock, b.endBlock].map { infer($0, depth: depth + 1) })
    case let i as IfStatementAst: return .either((i.clauses.map(\.body) + [i.elseClause].compactMap { $0 }).map { infer($0, depth: depth + 1) })
    case let s as SwitchStatementAst: return .either((s.clauses.map(\.body) + [s.defaultClause].compactMap { $0 }).map { infer($0, depth: depth + 1) })
    case let t as TryStatementAst: return .either(([t.body] + t.catchClauses.map(\.body) + [t.finally].compactMap { $0 }).map { infer($0, depth: depth + 1) })
    case let l as LoopStatementAst: return infer(l.body, depth: depth + 1)
    case let l as ForStatementAst: return infer(l.body, depth: depth + 1)
    case let l as ForEachStatementAst: return infer(l.body, depth: depth + 1)
    case let f as FlowStatementAst: return infer(f.pipeline, depth: depth + 1)
    case let c as PipelineChainAst: return .either([infer(c.left, depth: depth + 1), infer(c.right, depth: depth + 1)])
    case let t as TernaryExpressionAst: return .either([infer(t.ifTrue, depth: depth + 1), infer(t.ifFalse, depth: depth + 1)])
    case let a as AssignmentStatementAst: return infer(a.right, depth: depth + 1)
    case let a as AttributedExpressionAst: return infer(a.child, depth: depth + 1)
    case let u as UsingExpressionAst: return infer(u.subExpression, depth: depth + 1)
    case let a as ArrayExpressionAst:
      if let all = Completer.literalElements(a) { let values = all.compactMap { Completer.constant($0) }; if values.count == all.count { return .value(.arr(values)) } }
      let element = infer(a.subExpression, depth: depth + 1).element
      if case .nothing = element { return .value(.arr([])) }
      return .list(element)
    case let a as ArrayLiteralAst:
      let values = a.elements.compactMap { Completer.constant($0) }
      return values.count == a.elements.count ? .value(.arr(values)) : .list(infer(a.elements.first, depth: depth + 1))
    case is StringConstantExpressionAst, is ExpandableStringExpressionAst: return .type(TypeTable.string)
    case let c as ConstantExpressionAst:
      switch c.value {
      case .int: return .type(TypeTable.int)
      case .long: return .type(TypeTable.long)
      case .double: return .type(TypeTable.double)
      default: return .type(TypeTable.object)
      }
    case let h as HashtableAst:
      return .table(entries(of: h, depth))
    case let t as TypeExpressionAst: return TypeTable.resolve(t.typeName).map { .value(.type($0)) } ?? .type(TypeTable.get("System.Type"))
    case is ScriptBlockExpressionAst: return .type(TypeTable.scriptBlock)
    case let c as ConvertExpressionAst:
      let name = c.type.typeName.fullName
      if ["pscustomobject", "psobject"].contains(name.lowercased()), let h = c.child as? HashtableAst {
        return .record(entries(of: h, depth))
      }
      return inferType(named: name)
    case let u as UnaryExpressionAst where u.op == .plusPlus || u.op == .minusMinus || u.op == .postfixPlusPlus || u.op == .postfixMinusMinus:
      if case .nothing = infer(u.child, depth: depth + 1) { return .type(TypeTable.int) }
      return infer(u.child, depth: depth + 1)
    case let u as UnaryExpressionAst: return u.op == .not || u.op == .exclaim ? .type(TypeTable.bool) : infer(u.child, depth: depth + 1)
    case let b as BinaryExpressionAst:
      switch b.op {
      case .dotDot: return .list(.type(TypeTable.int))
      case .as: return (b.right as? TypeExpressionAst).map { inferType(named: $0.typeName.fullName) } ?? .nothing
      case .isplit, .csplit: return .list(.type(TypeTable.string))
      case .join, .format, .ireplace, .creplace: return .type(TypeTable.string)
      case .questionQuestion: return .either([infer(b.left, depth: depth + 1), infer(b.right, depth: depth + 1)])
      default:
        // a comparison of a list yields those of its elements that fit
        if Completer.yieldsTruth(b.op) { return Completer.filters(b.op) ? .either([.type(TypeTable.bool), infer(b.left, depth: depth + 1)]) : .type(TypeTable.bool) }
        let left = infer(b.left, depth: depth + 1)
        return b.op == .minus ? difference(left, infer(b.right, depth: depth + 1)) ?? left : left
      }
    case let i as IndexExpressionAst:
      let target = infer(i.target, depth: depth + 1)
      // an element of a list that is written out
      if let literal = Completer.literalElements(i.target), let n = Completer.constantIndex(i.index) {
        let at = n < 0 ? literal.count + n : n
        return at >= 0 && at < literal.count ? infer(literal[at], depth: depth + 1) : .nothing
      }
      if case .value(let v) = target, let n = (i.index as? ConstantExpressionAst).flatMap({ if case .int(let n) = $0.value { Int(n) } else { nil } }), let a = v.arrayValue {
        let at = n < 0 ? a.count + n : n
        return at >= 0 && at < a.count ? .value(a.values[at]) : .nothing
      }
      if case .table = target { return (i.index as? StringConstantExpressionAst).map { memberOf(target, $0.value) } ?? .nothing }
      if case .type(let t) = target { return Inferred.indexed(t) ?? target }
      return target.element
    case let m as InvokeMemberExpressionAst: return inferCall(m, depth)
    case let m as MemberExpressionAst: return inferMember(m, depth)
    default: return .nothing
    }
  }

  /// What a point in time less another, or less a span, is; nil for other values.
  private func difference(_ left: Inferred, _ right: Inferred) -> Inferred? {
    func name(_ i: Inferred) -> String? {
      switch i {
      case .type(let t): t.fullName
      case .value(let v): TypeTable.typeOf(v.base).fullName
      default: nil
      }
    }
    guard let point = name(left), point == "System.DateTime" || point == "System.DateTimeOffset" else { return nil }
    let span = Inferred.type(TypeTable.get("System.TimeSpan"))
    switch name(right) {
    case nil: return .anyOf([span, left])
    case point: return span
    default: return nil
    }
  }

  /// Operators that yield a truth value.
  private static func yieldsTruth(_ op: TokenKind) -> Bool {
    switch op {
    case .ieq, .ine, .ige, .igt, .ilt, .ile, .ilike, .inotlike, .imatch, .inotmatch, .icontains, .inotcontains, .iin, .inotin: true
    case .ceq, .cne, .cge, .cgt, .clt, .cle, .clike, .cnotlike, .cmatch, .cnotmatch, .ccontains, .cnotcontains, .cin, .cnotin: true
    case .is, .isNot, .and, .or, .xor: true
    default: false
    }
  }
  /// Operators that yield, for a list on the left, those of its elements for which they hold.
  private static func filters(_ op: TokenKind) -> Bool {
    switch op {
    case .icontains, .inotcontains, .iin, .inotin, .ccontains, .cnotcontains, .cin, .cnotin, .is, .isNot, .and, .or, .xor: false
    default: yieldsTruth(op)
    }
  }
  /// What statements write: assignments and counting write nothing.
  private func yielded(_ statements: [StatementAst], _ depth: Int) -> Inferred {
    .either(statements.map { s in
      if s is AssignmentStatementAst { return .nothing }
      if let u = (s as? PipelineAst)?.pureExpression as? UnaryExpressionAst, [.plusPlus, .minusMinus, .postfixPlusPlus, .postfixMinusMinus].contains(u.op) { return .nothing }
      return infer(s, depth: depth + 1)
    })
  }
  /// Names and kinds of a table's entries.
  private func entries(of h: HashtableAst, _ depth: Int) -> [(name: String, type: Inferred)] {
    h.pairs.map { ($0.key as? StringConstantExpressionAst)?.value ?? $0.key.extent.text }.enumerated().map { i, name in (name, infer(h.pairs[i].value, depth: depth + 1)) }
  }

  /// The value of a literal.
  private static func constant(_ e: ExpressionAst) -> Value? {
    if let s = e as? StringConstantExpressionAst { return .str(s.value) }
    guard let c = e as? ConstantExpressionAst else { return nil }
    switch c.value {
    case .int(let n): return .int(n)
    case .long(let n): return .long(n)
    case .double(let d): return .double(d)
    default: return nil
    }
  }
  private static func constantIndex(_ e: ExpressionAst) -> Int? {
    if let u = e as? UnaryExpressionAst, u.op == .minus { return constantIndex(u.child).map { -$0 } }
    guard let c = e as? ConstantExpressionAst, case .int(let n) = c.value else { return nil }
    return Int(n)
  }
  private static func literalElements(_ e: ExpressionAst) -> [ExpressionAst]? {
    let statements: [StatementAst]
    switch e {
    case let a as ArrayLiteralAst: return a.elements
    case let s as SubExpressionAst: statements = s.subExpression.statements
    case let a as ArrayExpressionAst: statements = a.subExpression.statements
    case let p as ParenExpressionAst: return (p.pipeline as? PipelineAst)?.pureExpression.flatMap { literalElements($0) }
    default: return nil
    }
    guard statements.count == 1 else { return nil }
    return (statements[0] as? PipelineAst)?.pureExpression.flatMap { literalElements($0) }
  }

  func inferType(named name: String) -> Inferred {
    if let d = definedInText().first(where: { $0.name.lowercased() == name.lowercased() }) { return .definition(d) }
    return TypeTable.resolve(name, using: usedNamespaces()).map { .type($0) } ?? .nothing
  }

  // MARK: - Variables

  private func inferVariable(_ v: VariableExpressionAst, _ depth: Int) -> Inferred {
    let name = v.path.name.lowercased()
    if name == "_" || name == "psitem" { return pipelineItem(around: v, depth) }
    if name == "this", let own = enclosingClass(of: v) { return own }
    if let type = Completer.automaticTypes[name] { return .type(TypeTable.get(type)) }
    var found = assigned(v, depth)
    if case .nothing = found { found = inferFromTokens(name, depth) }
    guard let live = context.variable(v.path.name), !live.isNull else { return found }
    return .either([found, .value(live)])
  }
  private static let automaticTypes = [
    "psboundparameters": "System.Management.Automation.PSBoundParametersDictionary", "pscmdlet": "System.Management.Automation.PSScriptCmdlet",
  ]

  /// What the text gives a variable last: in the innermost scope that gives it anything, a declared type before a value.
  private func assigned(_ v: VariableExpressionAst, _ depth: Int) -> Inferred {
    var limit = Int(v.extent.start) - 1
    for scope in AssignmentFinder.scopes(around: v) {
      var finder = AssignmentFinder(limit: limit, target: v, looksIntoLocalBlocks: false)
      finder.search(scope)
      let own = finder.found.filter { $0.path.drive == nil && $0.path.name.equalsIgnoringCase(v.path.name) }
      if let type = own.lazy.compactMap({ if case .constraint(let c) = $0.source { c } else { nil } }).last { return inferType(named: type.typeName.fullName) }
      let values = own.filter { a in if case .value(let e, _) = a.source { !(e.extent.start <= v.extent.start && v.extent.end <= e.extent.end) } else { true } }
      for a in values.sorted(by: { $0.place > $1.place }) {
        switch a.source {
        case .value(let e, let isEnumerated):
          let type = infer(e, depth: depth + 1)
          return isEnumerated ? type.element : type
        case .type(let name): return inferType(named: name)
        case .constraint, .unknown: continue
        }
      }
      limit = Int(scope.extent.start) - 1
    }
    var found: Inferred = .nothing
    func visit(_ n: Ast) {
      if n is ErrorStatementAst, n.extent.text.lowercased().hasPrefix("foreach") { found = loopInError(n, v.path.name.lowercased(), depth) ?? found }
      for c in n.children { visit(c) }
    }
    visit(tree)
    return found
  }

  /// `foreach ($x in …) {` without its end: the condition is somewhere among the nodes of the error.
  private func loopInError(_ n: Ast, _ name: String, _ depth: Int) -> Inferred? {
    let children = n.children
    guard let i = children.firstIndex(where: { ($0 as? VariableExpressionAst)?.path.name.lowercased() == name }), i + 1 < children.count else { return nil }
    return infer(children[i + 1], depth: depth + 1).element
  }
  private func inferFromTokens(_ name: String, _ depth: Int) -> Inferred {
    for (i, t) in tokens.enumerated() where t.kind == .foreach && i + 4 < tokens.count {
      guard tokens[i + 1].kind == .lParen, tokens[i + 2].variablePath?.name.lowercased() == name, tokens[i + 3].kind == .in else { continue }
      var level = 1, end = i + 4
      while end < tokens.count {
        if [.lParen, .atParen, .dollarParen].contains(tokens[end].kind) { level += 1 }
        if tokens[end].kind == .rParen { level -= 1; if level == 0 { break } }
        end += 1
      }
      guard end < tokens.count else { continue }
      let part = source.slice(Int(tokens[i + 4].start), Int(tokens[end].start))
      return infer(Parser.parse(SourceText(part)).ast.endBlock?.statements.first, depth: depth + 1).element
    }
    return .nothing
  }

  /// `$_`: what the pipeline before the block's command yields.
  private func pipelineItem(around node: Ast, _ depth: Int) -> Inferred {
    var n: Ast? = node, block: Ast?
    while let x = n {
      if x is ScriptBlockExpressionAst { block = x }
      // `$list.Where({ $_ })`
      if block != nil, let m = x as? InvokeMemberExpressionAst { return infer(m.expression, depth: depth + 1).element }
      if x is CatchClauseAst || x is TrapStatementAst { return .type(TypeTable.get("System.Management.Automation.ErrorRecord")) }
      if let s = x as? SwitchStatementAst, Int(s.condition.extent.end) < Int(node.extent.start) { return infer(s.condition, depth: depth + 1).element }
      if let command = x as? CommandAst, let pipeline = command.parent as? PipelineAst, let i = pipeline.elements.firstIndex(where: { $0 === command }), i > 0, command !== node {
        return inferPipeline(Array(pipeline.elements[..<i]), depth + 1).element
      }
      if let e = x as? ErrorStatementAst, let condition = e.conditions.first, condition.extent.end < node.extent.start, tokens.contains(where: { $0.start == e.extent.start && $0.kind == .switch }) {
        return infer(condition, depth: depth + 1).element
      }
      n = x.parent
    }
    if let live = context.variable("_"), !live.isNull { return .value(live) }
    // Among the nodes of an error nothing stands around: the text is read again as if it were closed.
    if node.extent.source === source, let twin = inClosedText(node) { return pipelineItem(around: twin, depth) }
    return .nothing
  }
  /// The same variable in the text up to the cursor with every bracket closed.
  private func inClosedText(_ node: Ast) -> Ast? {
    if closedTree == nil {
      var text = source.slice(0, cursor)
      if text.hasSuffix(".") || text.hasSuffix(":") { text += "x" }
      closedTree = Parser.parse(SourceText(text + " " + closers(before: cursor))).ast
    }
    var found: Ast?
    func visit(_ n: Ast) {
      if n is VariableExpressionAst, n.extent.start == node.extent.start { found = n }
      for c in n.children { visit(c) }
    }
    if let closedTree { visit(closedTree) }
    return found
  }
  /// What closes the brackets that are open at a place.
  private func closers(before place: Int) -> String {
    var open: [String] = []
    for t in tokens where Int(t.end) <= place {
      switch t.kind {
      case .lCurly, .atCurly: open.append("}")
      case .lParen, .atParen, .dollarParen: open.append(")")
      case .rCurly, .rParen: _ = open.popLast()
      default: break
      }
    }
    return open.reversed().joined(separator: " ")
  }

  /// The class `$this` stands in. One that is not closed yet is read as if it were.
  private func enclosingClass(of v: VariableExpressionAst) -> Inferred? {
    var n: Ast? = v
    while let x = n { if let t = x as? TypeDefinitionAst { return .definition(t) }; n = x.parent }
    let closed = source.slice(0, Int(v.extent.end)) + " " + closers(before: Int(v.extent.end))
    var found: TypeDefinitionAst?
    func visit(_ n: Ast) {
      if let t = n as? TypeDefinitionAst, Int(t.extent.start) < Int(v.extent.start), Int(v.extent.end) <= Int(t.extent.end) { found = t }
      for c in n.children { visit(c) }
    }
    visit(Parser.parse(SourceText(closed)).ast)
    return found.map { .definition($0) }
  }

  // MARK: - Pipelines

  func inferPipeline(_ elements: [CommandBaseAst], _ depth: Int) -> Inferred {
    var current: Inferred = .nothing
    for (i, e) in elements.enumerated() {
      if let c = e as? CommandExpressionAst { current = infer(c.expression, depth: depth + 1) }
      else if let c = e as? CommandAst { current = inferCommand(c, input: i == 0 ? nil : current, depth) }
    }
    return current
  }

  private func inferCommand(_ c: CommandAst, input: Inferred?, _ depth: Int) -> Inferred {
    if let b = c.elements.first as? ScriptBlockExpressionAst { return infer(b.scriptBlock, depth: depth + 1) }
    guard let name = c.commandName, let command = resolve(name) else {
      // a program writes lines
      guard let name = c.commandName, let found = try? context.callCommand("Get-Command " + SourceLiteral.quoted(name) + " -CommandType Application") else { return .nothing }
      return found.isEmpty ? .nothing : .type(TypeTable.string)
    }
    CommandFacts.prepareRecords(context)
    switch command.name.lowercased() {
    case "where-object", "sort-object", "tee-object", "get-unique": return (input ?? .nothing).element
    case "select-object": return input.map { selected(c, command, $0) } ?? .nothing
    case "foreach-object":
      let binding = PseudoBinding(command, c)
      if let member = (binding.argument("membername") as? StringConstantExpressionAst)?.value { return memberOf((input ?? .nothing).element, member) }
      return .either(c.elements.dropFirst().compactMap { ($0 as? ScriptBlockExpressionAst).map { infer($0.scriptBlock, depth: depth + 1) } })
    case "group-object": return .type(TypeTable.get("Microsoft.PowerShell.Commands.GroupInfo"))
    case "new-object":
      return (c.elements.dropFirst().first { $0 is StringConstantExpressionAst } as? StringConstantExpressionAst).map { inferType(named: $0.value) } ?? .nothing
    case "get-childitem", "get-item": return items(of: command, c)
    default: break
    }
    if let sample = sample(of: command) { return .value(sample) }
    let types = command.metadata.outputTypes
    if !types.isEmpty { return .either(types.map { inferType(named: $0) }) }
    // A function's last statement tells what it yields.
    if let f = command as? FunctionInfo, depth < 8 { return infer(f.block.ast, depth: depth + 8) }
    return .nothing
  }

  /// Items of the drive that is named, or of the current place.
  private func items(of command: CommandInfo, _ c: CommandAst) -> Inferred {
    let binding = PseudoBinding(command, c)
    let path = ["path", "literalpath"].lazy.compactMap { (binding.argument($0) as? StringConstantExpressionAst)?.value }.first ?? ""
    switch path.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first?.lowercased() ?? "" {
    case "env" where path.contains(":"): return .type(TypeTable.get("System.Collections.DictionaryEntry"))
    case "variable" where path.contains(":"): return .type(TypeTable.get("System.Management.Automation.PSVariable"))
    case "function" where path.contains(":"): return .type(TypeTable.get("System.Management.Automation.FunctionInfo"))
    case "alias" where path.contains(":"): return .type(TypeTable.get("System.Management.Automation.AliasInfo"))
    default: return .either(command.metadata.outputTypes.map { inferType(named: $0) })
    }
  }

  /// What a module's reading cmdlet yields, where the module lets it be run for that.
  private func sample(of command: CommandInfo) -> Value? {
    guard ArgumentCompleters.of(context).isSafeToRun(command) else { return nil }
    let limit = command.metadata.parameters.contains { $0.name == "ResultSize" } ? " -ResultSize 1" : ""
    return (try? context.callCommand("\(command.name)\(limit) -ErrorAction Ignore -WarningAction Ignore | Select-Object -First 1"))?.first
  }

  /// What Select-Object makes: of the properties that are there, those it names (or leaves out), or one of them alone.
  private func selected(_ c: CommandAst, _ command: CommandInfo, _ input: Inferred) -> Inferred {
    let binding = PseudoBinding(command, c), item = input.element
    func record(_ given: Ast, named: Bool) -> Inferred {
      let parts = (given as? ArrayLiteralAst)?.elements ?? [given as? StringConstantExpressionAst].compactMap { $0 }
      if parts.isEmpty { return .nothing }
      let patterns = parts.compactMap { ($0 as? StringConstantExpressionAst).flatMap { try? WildcardPattern($0.value) } }
      return .record(propertyNames(of: item).filter { name in patterns.contains { $0.matches(name) } == named }.map { ($0, memberOf(item, $0)) })
    }
    if let given = binding.argument("property") { return record(given, named: true) }
    if let given = binding.argument("excludeproperty") { return record(given, named: false) }
    if let given = binding.argument("expandproperty") { return (given as? StringConstantExpressionAst).map { memberOf(item, $0.value) } ?? .nothing }
    return input
  }

  // MARK: - Members

  private func inferMember(_ m: MemberExpressionAst, _ depth: Int) -> Inferred {
    guard let name = (m.member as? StringConstantExpressionAst)?.value else { return .nothing }
    if m.isStatic, let t = m.expression as? TypeExpressionAst {
      guard let type = TypeTable.resolve(t.typeName) else { return .nothing }
      if type.enumeration?.value(of: name) != nil { return .type(type) }
      return type.staticMember(name).map { inferType(named: $0.typeName) } ?? .nothing
    }
    // `$_.Exception` in a catch for one type
    if name.equalsIgnoringCase("Exception"), let v = m.expression as? VariableExpressionAst, v.path.name == "_", let type = caughtType(around: v) { return inferType(named: type) }
    return memberOf(infer(m.expression, depth: depth + 1), name)
  }
  private func caughtType(around v: Ast) -> String? {
    var n: Ast? = v
    while let x = n, !(x is ScriptBlockAst) {
      if let c = x as? CatchClauseAst { return c.catchTypes.count == 1 ? c.catchTypes[0].typeName.fullName : nil }
      n = x.parent
    }
    return nil
  }
  func memberOf(_ target: Inferred, _ name: String) -> Inferred {
    switch target {
    case .value(let v):
      let one = v.arrayValue?.values.first ?? v
      if case .object(let o) = one, o.wrapped == nil, let x = (try? context.property(one, name)).flatMap({ $0 }), !x.isNull {
        // an object made of properties tells the types of their values only
        if o.type == nil, o.typeNames == nil { if case .object(let inner) = x, inner.type == nil { return .nothing } else { return .type(TypeTable.typeOf(x.base)) } }
        return .value(x)
      }
      return memberOf(.type(TypeTable.typeOf(one.base)), name)
    case .list(let e): return memberOf(e, name)
    case .record(let entries): return entries.first { $0.name.equalsIgnoringCase(name) }?.type.typeAlone ?? .nothing
    case .table(let entries): return entries.first { $0.name.equalsIgnoringCase(name) }?.type.typeAlone ?? memberOf(.type(TypeTable.get("System.Collections.Hashtable")), name)
    case .type(let t): return t.instanceMember(name).map { inferType(named: $0.typeName) } ?? .nothing
    case .definition(let d):
      for case let p as PropertyMemberAst in d.members where p.name.lowercased() == name.lowercased() { return p.propertyType.map { inferType(named: $0.typeName.fullName) } ?? .nothing }
      return .nothing
    case .anyOf(let all):
      for one in all { let found = memberOf(one, name); if case .nothing = found { continue }; return found }
      return .nothing
    default: return .nothing
    }
  }
  private func inferCall(_ m: InvokeMemberExpressionAst, _ depth: Int) -> Inferred {
    guard let name = (m.member as? StringConstantExpressionAst)?.value else { return .nothing }
    if m.isStatic, let t = m.expression as? TypeExpressionAst {
      if name.lowercased() == "new" { return inferType(named: t.typeName.fullName) }
      if case .definition(let d) = inferType(named: t.typeName.fullName) {
        let method = d.members.lazy.compactMap { $0 as? FunctionMemberAst }.first { $0.name.equalsIgnoringCase(name) && $0.isStatic }
        return method?.returnType.map { inferType(named: $0.typeName.fullName) } ?? .nothing
      }
      guard let type = TypeTable.resolve(t.typeName), let first = type.staticMember(name)?.overloads.first else { return .nothing }
      return inferType(named: Completer.resultType(first.signature))
    }
    // Only by type: calling could have effects.
    let target = infer(m.expression, depth: depth + 1)
    if case .definition(let d) = target {
      let method = d.members.lazy.compactMap { $0 as? FunctionMemberAst }.first { $0.name.equalsIgnoringCase(name) && !$0.isStatic && !$0.isConstructor }
      return method?.returnType.map { inferType(named: $0.typeName.fullName) } ?? .nothing
    }
    return results(of: name, on: target)
  }
  /// What the overloads of a method yield.
  private func results(of name: String, on target: Inferred) -> Inferred {
    switch target {
    case .type(let t):
      var seen: Set<String> = ["void", "System.Void"]
      return .either((t.instanceMember(name)?.overloads ?? []).compactMap { o in
        let type = Completer.resultType(o.signature)
        return seen.insert(type).inserted ? inferType(named: type) : nil
      })
    case .value(let v): return results(of: name, on: .type(TypeTable.typeOf((v.arrayValue?.values.first ?? v).base)))
    case .list(let e): return results(of: name, on: e)
    case .anyOf(let all): return .either(all.map { results(of: name, on: $0) })
    default: return .nothing
    }
  }
  private static func resultType(_ signature: String) -> String {
    let words = signature.split(separator: "(").first?.split(separator: " ") ?? []
    return words.dropLast().last.map(String.init) ?? ""
  }
}
