/// Words of the language itself: operators, flags of `switch`, loop labels, arguments of attributes, keys of hashtables that mean
/// something.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeOperator(_ typed: String) -> [CompletionMatch] {
    guard let first = typed.first, "-–—―".contains(first), let pattern = try? WildcardPattern(typed.dropFirst().lowercased() + "*") else { return [] }
    return Completer.operators.filter { pattern.matches($0) }.map { CompletionMatch("-" + $0, list: $0, .parameterName, toolTip: OperatorTips.of($0)) }
  }
  static let operators = [
    "and", "as", "band", "bnot", "bor", "bxor", "ccontains", "ceq", "cge", "cgt", "cin", "cle", "clike", "clt", "cmatch", "cne", "cnotcontains", "cnotin",
    "cnotlike", "cnotmatch", "contains", "creplace", "csplit", "eq", "f", "ge", "gt", "icontains", "ieq", "ige", "igt", "iin", "ile", "ilike", "ilt", "imatch",
    "in", "ine", "inotcontains", "inotin", "inotlike", "inotmatch", "ireplace", "is", "isnot", "isplit", "join", "le", "like", "lt", "match", "ne", "not",
    "notcontains", "notin", "notlike", "notmatch", "or", "replace", "shl", "shr", "split", "xor",
  ]

  /// Flags of `switch`.
  func completeSwitchFlags() -> [CompletionMatch] {
    let typed = word.dropFirst().lowercased()
    return ["CaseSensitive", "Exact", "File", "Parallel", "Regex", "Wildcard"].filter { $0.lowercased().hasPrefix(typed) }.map { CompletionMatch("-" + $0, list: $0, .parameterName) }
  }

  /// Labels of the loops around, outermost first.
  func completeLabel(_ typed: String) -> [CompletionMatch] {
    around.compactMap { node -> CompletionMatch? in
      if let label = (node as? LabeledStatementAst)?.label {
        return label.lowercased().hasPrefix(typed.lowercased()) ? CompletionMatch(label, .text, toolTip: node.extent.text) : nil
      }
      // a `do` or `switch` without its end
      guard node is ErrorStatementAst else { return nil }
      let words = self.words(of: node)
      guard words.count > 1, words[0].kind == .label, words[1].kind == .do || words[1].kind == .switch else { return nil }
      return CompletionMatch(words[0].stringValue ?? String(text(words[0]).dropFirst()), .text, toolTip: node.extent.text)
    }
  }

  // MARK: - Attributes

  /// Named arguments of an attribute.
  func completeAttributeArgument() -> [CompletionMatch] {
    var typed = "", attribute: AttributeAst?
    if let named = around.lazy.compactMap({ $0 as? NamedAttributeArgumentAst }).first {
      attribute = named.parent as? AttributeAst
      typed = named.argumentName
      start = Int(named.extent.start)
      length = typed.utf16.count
    } else { attribute = around.lazy.compactMap { $0 as? AttributeAst }.first }
    guard let attribute else { return [] }
    let used = Set(attribute.namedArguments.filter { cursor < Int($0.extent.start) || cursor > Int($0.extent.end) }.map { $0.argumentName.lowercased() })
    let name = attribute.typeName.fullName
    return attributeArguments(name).filter { $0.lowercased().hasPrefix(typed.lowercased()) && !used.contains($0.lowercased()) }.map { argument in
      CompletionMatch(argument, .property, toolTip: argumentType(argument, of: name).map { $0.fullName + " " + argument })
    }
  }
  private func argumentType(_ name: String, of attribute: String) -> NetType? {
    let type = TypeTable.resolve(attribute + "Attribute") ?? TypeTable.resolve(attribute)
    return type?.instanceMember(name).flatMap { TypeTable.resolve($0.typeName) }
  }
  private func attributeArguments(_ name: String) -> [String] {
    var key = name.lowercased()
    if key.hasSuffix("attribute") { key = String(key.dropLast(9)) }
    switch key {
    case "parameter", "system.management.automation.parameter":
      return [
        "Position", "ParameterSetName", "Mandatory", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments", "HelpMessage",
        "HelpMessageBaseName", "HelpMessageResourceId", "DontShow"
      ]
    case "cmdletbinding":
      return ["PositionalBinding", "DefaultParameterSetName", "SupportsShouldProcess", "SupportsPaging", "SupportsTransactions", "ConfirmImpact", "HelpUri", "RemotingCapability"]
    case "validatepattern": return ["Options", "ErrorMessage"]
    case "validatescript": return ["ErrorMessage"]
    case "validateset": return ["ErrorMessage", "IgnoreCase"]
    case "outputtype": return ["ProviderCmdlet", "ParameterSetName"]
    case "dscresource": return ["RunAsCredential"]
    case "dscproperty": return ["Key", "Mandatory", "NotConfigurable"]
    case "psdefaultvalue": return ["Value", "Help"]
    case "obsolete", "system.obsolete": return ["DiagnosticId", "UrlFormat"]
    case "diagnostics.codeanalysis.suppressmessage", "system.diagnostics.codeanalysis.suppressmessage": return ["Scope", "Target", "MessageId", "Justification"]
    default:
      // a script's own
      let type = TypeTable.resolve(name + "Attribute") ?? TypeTable.resolve(name)
      guard let type, type.scriptClass != nil, type.isSubclass(of: "System.Attribute") else { return [] }
      return type.scriptProperties.filter { !$0.isStatic }.map(\.name)
    }
  }

  // MARK: - Hashtables

  /// Keys that the place of the table gives a meaning; others are the user's own.
  func completeHashtableKey(_ table: HashtableAst) -> [CompletionMatch] {
    let used = Set(table.pairs.compactMap { pair -> String? in
      Int(pair.key.extent.start) <= cursor && cursor <= Int(pair.key.extent.end) ? nil : ((pair.key as? StringConstantExpressionAst)?.value ?? pair.key.extent.text).lowercased()
    })
    func offer(_ names: [String], tips: [String: String] = [:]) -> [CompletionMatch] {
      names.filter { $0.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.lowercased()) }.map { CompletionMatch($0, .property, toolTip: tips[$0]) }
    }
    func told(_ names: [String]) -> [CompletionMatch] { offer(names, tips: Completer.keyTips) }
    if let using = table.parent as? UsingStatementAst { return using.usingKind == .module ? Completer.offeredModuleKeys(used: used, word, .property) : [] }
    if let c = table.parent as? ConvertExpressionAst, ["pscustomobject", "psobject"].contains(c.type.typeName.fullName.lowercased()) {
      // the object has the properties the table gives it
      return offer(table.pairs.compactMap { ($0.key as? StringConstantExpressionAst)?.value })
    }
    if let type = madeFrom(table) { return offer(settable(type)) }
    if let splatted = splatTarget(table) { return splatted.filter { $0.listItemText.lowercased().hasPrefix(word.lowercased()) && !used.contains($0.listItemText.lowercased()) } }
    var command: CommandAst?, n: Ast? = table.parent
    while let x = n { if let c = x as? CommandAst { command = c; break }; if x is ScriptBlockAst { break }; n = x.parent }
    guard let command, let name = command.commandName, let info = resolve(name) else { return [] }
    guard let parameter = parameterName(of: table, info, command) else { return [] }
    switch (info.name.lowercased(), parameter.lowercased()) {
    case ("new-object", "property"):
      let type = command.elements.dropFirst().first { $0 is StringConstantExpressionAst } as? StringConstantExpressionAst
      return offer(type.map { settable(inferType(named: $0.value)) } ?? [])
    case ("select-object", "property"): return told(["Name", "Expression"])
    case ("sort-object", "property"): return told(["Expression", "Ascending", "Descending"])
    case ("group-object", "property"), ("compare-object", "property") where info.name.lowercased() == "group-object": return told(["Expression"])
    case ("format-table", "property"): return told(["Expression", "FormatString", "Label", "Width", "Alignment"])
    case ("format-list", "property"), ("format-table", "groupby"), ("format-list", "groupby"), ("format-wide", "groupby"), ("format-custom", "groupby"):
      return told(["Expression", "FormatString", "Label"])
    case ("format-wide", "property"): return told(["Expression", "FormatString"])
    case ("format-custom", "property"): return told(["Expression", "Depth"])
    default: return []
    }
  }

  /// The name of the parameter a table is the value of, as it is bound or as it is written.
  private func parameterName(of table: HashtableAst, _ info: CommandInfo, _ command: CommandAst) -> String? {
    var node: Ast = table
    while let p = node.parent, !(p is CommandAst) {
      if let named = p as? CommandParameterAst { return named.parameterName }
      node = p
    }
    return PseudoBinding(info, command).parameter(of: node)?.name
  }

  /// What the keys of a calculated property are for.
  private static let keyTips = [
    "Name": "[string]\nSpecifies the name of the property being created.",
    "Label": "[string]\nSpecifies the name of the property being created.",
    "Expression": "[scriptblock]\nA script block used to calculate the value of the new property.",
    "Alignment": "[string]\nDefine how the values are displayed in a column.\nValid values are 'left', 'center', or 'right'.",
    "FormatString": "[string]\nSpecifies a format string that defines how the value is formatted for output.",
    "Width": "[int]\nSpecifies the maximum column width in a table when the value is displayed.\nThe value must be greater than 0.",
    "Depth": "[int]\nThe depth key specifies the depth of expansion per property.",
    "Ascending": "[bool]\nSpecifies the order of sorting for one or more properties.",
    "Descending": "[bool]\nSpecifies the order of sorting for one or more properties.",
  ]

  /// What a table becomes where it stands: behind a cast, assigned to something of a type, as a value of such a table or of a parameter.
  private func madeFrom(_ table: HashtableAst) -> Inferred? {
    // up through what only wraps the table
    var node: Ast = table
    while let p = node.parent, p is CommandExpressionAst || p is PipelineAst || p is ArrayLiteralAst || p is ParenExpressionAst { node = p }
    switch node.parent {
    case let convert as ConvertExpressionAst: return inferType(named: convert.type.typeName.fullName)
    case let outer as HashtableAst:
      guard let pair = outer.pairs.first(where: { $0.value.extent.start <= table.extent.start && table.extent.end <= $0.value.extent.end }),
        let key = (pair.key as? StringConstantExpressionAst)?.value, let type = madeFrom(outer)
      else { return nil }
      return known(memberOf(type, key).element)
    case let assignment as AssignmentStatementAst:
      var left: ExpressionAst = assignment.left
      while true {
        if let c = left as? ConvertExpressionAst { return known(inferType(named: c.type.typeName.fullName).element) }
        guard let a = left as? AttributedExpressionAst else { break }
        left = a.child
      }
      return left is MemberExpressionAst ? known(infer(left).element) : nil
    case let command as CommandAst:
      guard let name = command.commandName, let info = resolve(name) else { return nil }
      guard info is FunctionInfo, let parameter = parameterName(of: table, info, command), let p = info.metadata.parameters.first(where: { $0.name.equalsIgnoringCase(parameter) }) else { return nil }
      return known(Inferred.type(p.type).element)
    default: return nil
    }
  }
  private func known(_ i: Inferred) -> Inferred? {
    switch i {
    case .definition: i
    case .type(let t): t === TypeTable.object || t.fullName == "System.Collections.Hashtable" ? nil : i
    default: nil
    }
  }

  /// Properties a table can fill: of a type that can be made without arguments, or an interface.
  private func settable(_ i: Inferred) -> [String] {
    switch i {
    case .type(let t):
      if t.scriptClass != nil, !t.allConstructors.isEmpty, !t.allConstructors.contains(where: \.parameters.isEmpty) { return [] }
      return t.allMembers(isStatic: false).filter { $0.kind == .property && !$0.isHidden && $0.definition.contains("set;") }.map(\.name).sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }
    case .definition(let d):
      let constructors = d.members.compactMap { $0 as? FunctionMemberAst }.filter { $0.isConstructor && !$0.isStatic }
      if !constructors.isEmpty, !constructors.contains(where: \.parameters.isEmpty) { return [] }
      return d.members.compactMap { ($0 as? PropertyMemberAst).flatMap { $0.isStatic || $0.isHidden ? nil : $0.name } }
    default: return []
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
    let binding = PseudoBinding(command, use, for: .parameters)
    return binding.unbound.map { CompletionMatch($0.name, .parameterName) }
  }
}
