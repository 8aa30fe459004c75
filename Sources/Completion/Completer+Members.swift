/// Members behind a dot or two colons, keys behind a bracket, and names of properties as arguments.
import Engine
import Primitives
import Syntax

extension Completer {
  /// Members of what stands in front of `.`, `?.` or `::`, or of what the word at the cursor is to be a member of.
  func completeMember(isStatic: Bool) -> [CompletionMatch] {
    let node = innermost
    var name = "", target: ExpressionAst?, hasName = false
    if let access = MemberAccess(node) {
      target = access.expression
      let member = access.member as? StringConstantExpressionAst
      if let member, Int(member.extent.start) <= cursor || atCursor.map({ $0.start >= member.extent.start }) ?? false { name = member.value; hasName = true }
    } else if let text = node as? StringConstantExpressionAst {
      // `echo $x.`: the dot is a word of its own there
      if text.value != ".", text.value != "::" { name = text.value; hasName = true }
    } else if !(node is ErrorExpressionAst) { return [] }

    if let command = node.parent as? CommandAst {
      guard let i = command.elements.firstIndex(where: { $0 === node }), i > 0 else { return [] }
      if command.elements[i - 1].extent.end == node.extent.start { target = command.elements[i - 1] as? ExpressionAst }
    } else if let parent = node.parent, let access = MemberAccess(parent) {
      if node is ErrorExpressionAst {
        // the cursor was moved back to an access that an incomplete one follows
        var at = access.node
        while let inner = MemberAccess(at) {
          at = inner.expression
          if Int(at.extent.end) < cursor { break }
        }
        target = at
        if at.parent !== access.node, let outer = at.parent.flatMap(MemberAccess.init), let member = outer.member as? StringConstantExpressionAst, Int(member.extent.start) <= cursor {
          name = member.value
          hasName = true
        }
      } else if target == nil { target = access.expression }
    } else if let product = node.parent as? BinaryExpressionAst, atCursor?.kind == .multiply {
      if let access = MemberAccess(product.left) {
        target = access.expression
        if let member = access.member as? StringConstantExpressionAst { name = member.value; hasName = true }
      }
    } else if let open = node.parent as? ErrorStatementAst {
      let before = open.bodies.last { $0.extent.end < node.extent.end } ?? open.bodies.first
      if let e = before as? ExpressionAst { target = e }
    }
    guard let target, !((target as? VariableExpressionAst)?.splatted ?? false) else { return [] }
    let found = completeMember(of: target, isStatic: isStatic, prefix: name)
    if hasName, !found.isEmpty { length = name.utf16.count }
    return found
  }

  func completeMember(of target: ExpressionAst, isStatic: Bool, prefix: String) -> [CompletionMatch] {
    guard let pattern = try? WildcardPattern(prefix + "*") else { return [] }
    var matches: [CompletionMatch] = []
    if isStatic {
      if let t = target as? TypeExpressionAst { matches = staticMembers(inferType(named: t.typeName.fullName), pattern) }
      else if let v = safeValue(target), case .type(let t) = v.base { matches = staticMembers(.type(t), pattern) }
    } else {
      // What is there now tells all its members; what is not there yet has those of its type.
      let value = safeValue(target).flatMap { $0.isNull ? nil : $0 }
      if let value { matches = valueMembers(value, pattern) }
      if matches.isEmpty {
        let type = infer(target)
        matches = instanceMembers(type, pattern)
        // a type that has no such member leaves the rest of the expression alone
        if value == nil, matches.isEmpty { if case .nothing = type {} else { return [] } }
      }
    }
    return matches
  }

  private func sorted(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 }
  }
  /// - Parameter tips: what members look like, by their names
  private func build(_ properties: [String], _ methods: [String], _ pattern: WildcardPattern, tips: [String: String] = [:]) -> [CompletionMatch] {
    sorted(properties.filter { pattern.matches($0) }).map { CompletionMatch(Completer.memberText($0), list: $0, .property, toolTip: tips[$0] ?? $0) }
      + sorted(methods.filter { pattern.matches($0) }).map { CompletionMatch($0 + "(", list: $0, .method, toolTip: tips[$0] ?? $0) }
  }
  /// A member of a type as its tooltip shows it.
  private static func tip(_ m: Member) -> String {
    if m.kind == .method { return m.overloads.map(\.signature).joined(separator: "\n") }
    return spaced(m.definition)
  }
  private static func spaced(_ definition: String) -> String {
    definition.replacing("{get;set;}", with: "{ get; set; }").replacing("{get;}", with: "{ get; }").replacing("{set;}", with: "{ set; }")
  }
  /// A static member as its tooltip shows it.
  private static func staticTip(_ m: Member) -> String {
    if m.kind == .method { return m.overloads.map(\.signature).joined(separator: "\r\n") }
    return m.definition.hasPrefix("static ") ? m.definition : "static " + m.definition
  }
  /// Entries of a table or of an object the text lists: the type each has as far as can be told, and its name.
  private static func tips(_ entries: [(name: String, type: Inferred)]) -> [String: String] {
    func text(_ t: NetType) -> String {
      if t.isArray, let e = t.elementType { return text(e) + "[]" }
      let short = Conversion.shortTypeLiteral(t)
      return short == t.name ? Conversion.typeText(t) : short
    }
    func type(_ i: Inferred) -> String {
      switch i {
      case .type(let t): text(t)
      case .value(let v): v.isNull ? "System.Object" : v.arrayValue != nil ? "System.Object[]" : text(TypeTable.typeOf(v))
      case .table: "hashtable"
      case .record: "psobject"
      case .list: "System.Object[]"
      case .definition(let d): d.name
      case .anyOf(let all): all.first.map(type) ?? "System.Object"
      case .nothing: "System.Object"
      }
    }
    return Dictionary(entries.map { ($0.name, type($0.type) + " " + $0.name) }) { a, _ in a }
  }
  /// Members of a class the text defines, as their tooltips show them.
  private static func tips(_ d: TypeDefinitionAst) -> [String: String] {
    var tips: [String: String] = [:]
    for m in d.members {
      let text: String, name: String
      if let p = m as? PropertyMemberAst {
        name = p.name
        text = (p.isStatic ? "static " : "") + (p.propertyType?.typeName.fullName ?? "object") + " " + p.name
      } else if let f = m as? FunctionMemberAst, !f.isConstructor {
        name = f.name
        let parameters = f.parameters.map { p in (p.attributes.lazy.compactMap { ($0 as? TypeConstraintAst)?.typeName.fullName }.first ?? "object") + " " + p.name.path.name }
        text = (f.isStatic ? "static " : "") + (f.returnType?.typeName.fullName ?? "void") + " " + f.name + "(" + parameters.joined(separator: ", ") + ")"
      } else { continue }
      tips[name] = tips[name].map { $0 + "\n" + text } ?? text
    }
    return tips
  }
  /// A property's name as it must be written behind a dot.
  static func memberText(_ name: String) -> String { needsQuotes(name) ? "'" + Quoting.escape(name, "'") + "'" : name }

  /// Members of an object that is there, by what they are and then by name; the keys of a table behind them.
  private func valueMembers(_ v: Value, _ pattern: WildcardPattern) -> [CompletionMatch] {
    let keys = v.hashValue_?.keys ?? []
    let keyNames = Set(keys.compactMap { $0.stringValue?.lowercased() })
    let members = context.members(v).filter { m in
      !m.isHidden && m.kind != .memberSet && !Completer.isAccessor(m) && pattern.matches(m.name) && (!keyNames.contains(m.name.lowercased()) || Completer.isMethod(m))
    }
    var matches = members.sorted { a, b in
      let x = Completer.rank(a.kind), y = Completer.rank(b.kind)
      return x == y ? Collation.compare(a.name, b.name, ignoreCase: true) < 0 : x < y
    }
    .map { (m: PropertyInfo) -> CompletionMatch in
      let text = Completer.memberText(m.name)
      if Completer.isMethod(m) { return CompletionMatch(text + "(", list: m.name, .method, toolTip: Completer.overloads(m.definition)) }
      return CompletionMatch(text, list: m.name, .property, toolTip: m.definition)
    }
    matches += keys.compactMap { $0.stringValue }.filter { pattern.matches($0) }.map { CompletionMatch(Completer.memberText($0), .property) }
    return Completer.isEnumerable(v) ? matches + collectionMethods(pattern) : matches
  }
  private static func isMethod(_ m: PropertyInfo) -> Bool { rank(m.kind) >= 6 && rank(m.kind) <= 9 }
  /// What stands behind a property, an event or an operator is no method to call.
  private static func isAccessor(_ m: PropertyInfo) -> Bool { m.kind == .method && isAccessor(m.name) }
  private static func isAccessor(_ name: String) -> Bool { ["get_", "set_", "add_", "remove_", "op_"].contains(where: name.hasPrefix) }
  /// The order of `PSMemberTypes`.
  private static func rank(_ k: PropertyInfo.Kind) -> Int {
    switch k {
    case .alias: 0
    case .code: 1
    case .property: 2
    case .note: 3
    case .script: 4
    case .propertySet: 5
    case .method: 6
    case .codeMethod: 7
    case .scriptMethod: 8
    case .parameterized: 9
    case .memberSet: 10
    case .event: 11
    }
  }
  /// The overloads of a method, one a line.
  private static func overloads(_ definition: String) -> String {
    let all = definition.replacing("), ", with: ")\u{0}").split(separator: "\u{0}")
    return all.count < 2 ? definition : all.joined(separator: "\r\n")
  }

  /// Numbers, characters and truth values are made by nothing but conversion.
  private static func isPrimitive(_ t: NetType) -> Bool { t.namespace == "System" && t.enumeration == nil && primitives.contains(t.name) }
  private static let primitives: Set<String> = [
    "Boolean", "Byte", "Char", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16", "UInt32", "UInt64",
  ]

  private func staticMembers(_ i: Inferred, _ pattern: WildcardPattern) -> [CompletionMatch] {
    switch i {
    case .type(let t):
      var properties: [String] = [], methods: [String] = []
      if let e = t.enumeration { properties += e.names }
      var tips: [String: String] = [:]
      for m in t.allMembers(isStatic: true) where !m.isHidden {
        if m.kind == .method { methods.append(m.name) } else { properties.append(m.name) }
        if pattern.matches(m.name) { tips[m.name] = Completer.staticTip(m) }
      }
      for n in t.enumeration?.names ?? [] where pattern.matches(n) { tips[n] = "static \(t.fullName) \(n) {get;}" }
      for p in t.scriptProperties where p.isStatic && !p.isHidden { properties.append(p.name) }
      if t.enumeration == nil {
        let constructors = t.shownConstructors
        if !constructors.isEmpty || t.isValueType && !Completer.isPrimitive(t) { methods.append("new"); tips["new"] = constructors.joined(separator: "\r\n") }
      }
      return build(properties, methods, pattern, tips: tips)
    case .definition(let d):
      if d.typeKind == .enum {
        let shared = TypeTable.get("System.Enum").allMembers(isStatic: true).filter { $0.kind == .method && !$0.isHidden }.map(\.name)
        let names = d.members.compactMap { ($0 as? PropertyMemberAst)?.name }
        return build(names, shared + ["new"], pattern, tips: Dictionary(names.map { ($0, "static object " + $0) }) { a, _ in a })
      }
      var properties: [String] = [], methods = Array(Completer.sharedTips.keys)
      for m in d.members {
        if let p = m as? PropertyMemberAst, p.isStatic, !p.isHidden { properties.append(p.name) }
        if let f = m as? FunctionMemberAst, f.isStatic, !f.isHidden, !f.isConstructor { methods.append(f.name) }
      }
      let constructors = d.members.compactMap { $0 as? FunctionMemberAst }.filter { $0.isConstructor && !$0.isStatic }.map { f in
        d.name + "(" + f.parameters.map { p in (p.attributes.compactMap { ($0 as? TypeConstraintAst)?.typeName.fullName }.last ?? "object") + " " + p.name.path.name }.joined(separator: ", ") + ")"
      }
      let tip = constructors.isEmpty ? d.name + " new()" : constructors.joined(separator: "\n")
      let new = pattern.matches("new") ? [CompletionMatch("new(", list: "new", .method, toolTip: tip)] : []
      return (build(properties, methods, pattern, tips: Completer.tips(d).merging(Completer.sharedTips) { own, _ in own }) + new).sorted { a, b in
        a.resultType == b.resultType ? Collation.compare(a.listItemText, b.listItemText, ignoreCase: true) < 0 : a.resultType == .property
      }
    default: return []
    }
  }

  /// The static methods of every class, as their tooltips show them.
  private static let sharedTips = ["Equals", "ReferenceEquals"].reduce(into: [:]) { $0[$1] = "static bool \($1)(System.Object objA, System.Object objB)" }

  /// The methods of every object of a class.
  private static let ownTips = [
    "Equals": "bool Equals(System.Object obj)", "GetHashCode": "int GetHashCode()", "GetType": "type GetType()", "ToString": "string ToString()",
  ]

  private func instanceMembers(_ i: Inferred, _ pattern: WildcardPattern) -> [CompletionMatch] {
    switch i {
    case .value(let v):
      if let all = v.arrayValue?.values, let first = all.first {
        if recorded(first) != nil || first.hashValue_ != nil { return instanceMembers(.value(first), pattern) }
        let kinds = Set(all.map { TypeTable.typeOf($0).fullName })
        return instanceMembers(Completer.arrayType(of: kinds.count == 1 ? kinds.first ?? "" : "System.Object"), pattern)
      }
      if let own = recorded(v) { return instanceMembers(.record(own), pattern) }
      let members = context.members(v).filter { !$0.isHidden && ![.event, .memberSet, .parameterized].contains($0.kind) && !Completer.isAccessor($0) && pattern.matches($0.name) }
      let properties = members.filter { !Completer.isMethod($0) }.map(\.name), methods = members.filter { Completer.isMethod($0) }.map(\.name)
      let own = build(properties, methods, pattern, tips: Dictionary(members.map { m in
        (m.name, Completer.isMethod(m) ? m.definition.replacing("), ", with: ")\n") : Completer.spaced(m.definition))
      }) { a, _ in a })
      return v.arrayValue == nil ? own : Completer.merged(own + collectionMethods(pattern))
    case .type(let t):
      if t.fullName == "System.Void" { return [] }
      var properties: [String] = [], methods: [String] = []
      var tips: [String: String] = [:]
      let isType = t.fullName == "System.Type"
      for m in t.allMembers(isStatic: false) where !m.isHidden && m.name != "Item" && m.name != "Chars" && !(isType && Completer.ofTypeInfo.contains(m.name)) {
        switch m.kind {
        case .method: if Completer.isAccessor(m.name) { continue } else { methods.append(m.name) }
        case .property, .field: properties.append(m.name)
        default: continue
        }
        if pattern.matches(m.name) { tips[m.name] = m.kind == .method ? InterfaceMethods.definitions(m, of: t).joined(separator: "\n") : Completer.tip(m) }
      }
      for (name, signature) in InterfaceMethods.all(t) where t.instanceMember(name) == nil {
        methods.append(name)
        if pattern.matches(name) { tips[name] = tips[name].map { $0 + "\n" + signature } ?? signature }
      }
      if t.isArray { properties.append("Count"); tips["Count"] = "int Count { get; }" }
      if t.enumeration != nil { properties.append("value__"); methods += ["CompareTo", "Equals", "GetHashCode", "GetType", "GetTypeCode", "HasFlag", "ToString"] }
      for p in t.scriptProperties where !p.isStatic && !p.isHidden { properties.append(p.name) }
      for m in t.chain.flatMap({ context.typeData[$0.fullName.lowercased()]?.members ?? [] }) where !m.isHidden || m.kind == .aliasProperty {
        if m.kind == .scriptMethod || m.kind == .codeMethod { methods.append(m.name) } else { properties.append(m.name) }
        if case .alias(let target, _) = m.body { tips[m.name] = "\(m.name) = \(target)" }
      }
      var matches = build(properties, methods, pattern, tips: tips)
      // what can be enumerated has the members of its elements too
      if t.isArray, let e = t.elementType { matches += instanceMembers(.type(e), pattern) }
      if Completer.isEnumerable(t) { matches += collectionMethods(pattern) }
      return Completer.merged(matches)
    case .definition(let d):
      var properties: [String] = [], methods = Array(Completer.ownTips.keys)
      if d.typeKind == .enum { return build(["value__"], methods + ["CompareTo", "GetTypeCode", "HasFlag"], pattern) }
      // What a known class gives to those derived from it.
      for base in d.baseTypes {
        guard let t = TypeTable.resolve(base.typeName) else { continue }
        for m in t.allMembers(isStatic: false) where !m.isHidden { if m.kind == .method { methods.append(m.name) } else if m.kind != .event { properties.append(m.name) } }
      }
      // within the class itself its hidden members are seen
      let isInside = d.extent.start < cursor && cursor <= d.extent.end
      for m in d.members {
        if let p = m as? PropertyMemberAst, !p.isStatic, isInside || !p.isHidden { properties.append(p.name) }
        if let f = m as? FunctionMemberAst, !f.isStatic, isInside || !f.isHidden, !f.isConstructor { methods.append(f.name) }
      }
      return build(properties, methods, pattern, tips: Completer.tips(d).merging(Completer.ownTips) { own, _ in own })
    case .table(let entries):
      return Completer.merged(build(entries.map(\.name), [], pattern, tips: Completer.tips(entries)) + instanceMembers(.type(TypeTable.get("System.Collections.Hashtable")), pattern))
    case .record(let entries): return build(entries.map(\.name) + Completer.intrinsics, Array(Completer.objectMethods.keys), pattern,
        tips: Completer.tips(entries).merging(Completer.intrinsicTips) { own, _ in own }.merging(Completer.objectMethods) { own, _ in own })
    case .list(let e): return Completer.merged(instanceMembers(e, pattern) + instanceMembers(Completer.arrayType(of: "System.Object"), pattern))
    case .anyOf(let all): return Completer.merged(all.flatMap { instanceMembers($0, pattern) })
    case .nothing: return []
    }
  }
  /// Members that objects of `System.Type` have from the class they are of, and the type itself lacks.
  private static let ofTypeInfo: Set<String> = ["AsType", "GenericTypeParameters", "GetTypeInfo", "ImplementedInterfaces"]
  /// Properties before methods, each name once, by name.
  private static func merged(_ all: [CompletionMatch]) -> [CompletionMatch] {
    var seen: Set<String> = []
    return all.filter { seen.insert($0.resultType.rawValue + $0.listItemText.lowercased()).inserted }.sorted { a, b in
      a.resultType == b.resultType ? Collation.compare(a.listItemText, b.listItemText, ignoreCase: true) < 0 : a.resultType == .property
    }
  }
  private static func arrayType(of element: String) -> Inferred { TypeTable.resolve(element + "[]").map { .type($0) } ?? .nothing }
  /// The properties of an object that is made of them alone.
  private func recorded(_ v: Value) -> [(name: String, type: Inferred)]? {
    guard case .object(let o) = v, o.wrapped == nil, o.type == nil else { return nil }
    return context.properties(v).filter { !$0.isHidden }.map { p in (p.name, (try? p.value(context)).map { .value($0) } ?? .nothing) }
  }
  /// The methods of every `PSObject`, as their tooltips show them.
  private static let objectMethods = [
    "CompareTo": "int CompareTo(System.Object obj)\nint IComparable.CompareTo(System.Object obj)", "Copy": "psobject Copy()", "Equals": "bool Equals(System.Object obj)",
    "GetHashCode": "int GetHashCode()", "GetType": "type GetType()",
    "GetMetaObject": "System.Dynamic.DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(System.Linq.Expressions.Expression parameter)",
    "GetObjectData": ["", "ISerializable."].map {
      "void \($0)GetObjectData(System.Runtime.Serialization.SerializationInfo info, System.Runtime.Serialization.StreamingContext context)"
    }.joined(separator: "\n"),
    "ToString": "string ToString()\nstring ToString(string format, System.IFormatProvider formatProvider)\nstring IFormattable.ToString(string format, System.IFormatProvider formatProvider)",
  ]
  /// Properties of `PSObject` itself, which objects made of properties show where their type alone is known.
  private static let intrinsics = ["BaseObject", "ImmediateBaseObject", "Members", "Methods", "Properties", "TypeNames"]
  private static let intrinsicTips: [String: String] = {
    let collection = "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation."
    let rows = [
      ("BaseObject", "System.Object"), ("ImmediateBaseObject", "System.Object"), ("Members", collection + "PSMemberInfo]"), ("Methods", collection + "PSMethodInfo]"),
      ("Properties", collection + "PSPropertyInfo]"), ("TypeNames", "System.Collections.ObjectModel.Collection[string]")
    ]
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, "\($0.1) \($0.0) { get; }") })
  }()
  /// The methods PowerShell gives to everything that can be enumerated.
  private func collectionMethods(_ pattern: WildcardPattern) -> [CompletionMatch] {
    [
      ("Where", "Where({ expression } [, mode [, numberToReturn]])"), ("ForEach", "ForEach(expression [, arguments...])"),
      ("PSWhere", "PSWhere({ expression } [, mode [, numberToReturn]])"), ("PSForEach", "PSForEach(expression [, arguments...])"),
    ]
      .filter { pattern.matches($0.0) }.map { CompletionMatch($0.0 + "(", list: $0.0, .method, toolTip: $0.1) }
  }

  /// `echo $x.Na*`: members of a value by a pattern that stands right behind the beginning of their name; nil elsewhere.
  func completeMembersByPattern(_ ast: CommandAst) -> [CompletionMatch]? {
    guard word.contains("*"), let i = ast.elements.firstIndex(where: { $0 === innermost }), i > 1, let m = ast.elements[i - 1] as? MemberExpressionAst, m.extent.end == innermost.extent.start,
      let pattern = try? WildcardPattern(((m.member as? StringConstantExpressionAst)?.value ?? "") + word + (word.hasSuffix("*") ? "" : "*")), let v = safeValue(m.expression), !v.isNull
    else { return nil }
    let found = valueMembers(v, pattern)
    if found.isEmpty { return nil }
    start = Int(m.expression.extent.end) + 1
    length = cursor - start
    return found
  }
  // MARK: - Keys

  /// Keys of a table behind `[`.
  func completeIndex(of target: ExpressionAst) -> [CompletionMatch] {
    // the keys of what was bound are known only from those at hand
    let bound = (target as? VariableExpressionAst).flatMap { $0.path.name.equalsIgnoringCase("PSBoundParameters") ? context.variable($0.path.name)?.hashValue_ : nil }
    guard let table = bound ?? infer(target).tableValue?.hashValue_ else { return [] }
    if word.hasSuffix("]") { word.removeLast() }
    let quote = Quoting(source.slice(start, start + length))
    guard let pattern = try? WildcardPattern((quote.mark.isEmpty ? word : quote.content) + "*") else { return [] }
    return table.keys.compactMap { $0.stringValue }.filter { pattern.matches($0) }.map { CompletionMatch("'" + Quoting.escape($0, "'") + "'", list: $0, .property) }
  }

  // MARK: - Property names as arguments

  /// Names of the properties of what reaches the command.
  func completePropertyName(_ ast: CommandAst) -> [CompletionMatch] {
    let quote = Quoting(word)
    guard let pattern = try? WildcardPattern(quote.content + "*") else { return [] }
    let item = pipedInto(ast)
    if case .nothing = item { return [] }
    let members = instanceMembers(item, pattern), tips = Dictionary(members.map { ($0.listItemText, $0.toolTip) }) { a, _ in a }
    let methods = Completer.takesMethods(ast) ? members.filter { $0.resultType == .method } : []
    let member = methods.map { CompletionMatch(quote.mark + $0.listItemText + quote.mark, list: $0.listItemText, .method, toolTip: $0.toolTip) }
    // Names that stand in the same list are not offered again.
    let listed = Set(
      ast.elements.compactMap { $0 as? ArrayLiteralAst }.filter { Int($0.extent.start) < cursor && cursor <= Int($0.extent.end) + 1 }.flatMap(\.elements).filter
      { !(Int($0.extent.start) < cursor && cursor <= Int($0.extent.end)) }.compactMap { ($0 as? StringConstantExpressionAst)?.value.lowercased() })
    let before = namesBeforeComma()
    return sorted(propertyNames(of: item, withIntrinsics: true)).filter { !before.contains($0.lowercased()) }.filter {
      pattern.matches($0) && !listed.contains($0.lowercased())
    }.map { n in
      let mark = quote.mark.isEmpty && Quoting.isNeeded(n) ? "'" : quote.mark
      return CompletionMatch(mark.isEmpty ? n : mark + Quoting.escape(n, mark) + mark, list: n, .property, toolTip: tips[n])
    } + member
  }
  /// The words of a list in front of the cursor: `a, b, `.
  private func namesBeforeComma() -> Set<String> {
    var names: Set<String> = []
    var i = tokens.lastIndex { Int($0.end) <= cursor && $0.kind != .newLine && !(atCursor.map { $0.kind != .comma } ?? false && Int($0.end) == cursor) } ?? -1
    while i > 0, tokens[i].kind == .comma { names.insert((tokens[i - 1].stringValue ?? text(tokens[i - 1])).lowercased()); i -= 2 }
    return names
  }
  /// ForEach-Object names a member, which may be a method.
  private static func takesMethods(_ ast: CommandAst) -> Bool { ["foreach-object", "foreach", "%"].contains(ast.commandName?.lowercased() ?? "") }

  func propertyNames(of i: Inferred, withIntrinsics: Bool = false) -> [String] {
    // Members every PSObject has are offered for custom objects.
    let intrinsics = withIntrinsics ? Completer.intrinsics : []
    switch i {
    case .value(let v):
      let names = context.properties(v).filter { !$0.isHidden }.map(\.name)
      return context.typeNames(v).contains("System.Management.Automation.PSCustomObject") ? names + intrinsics : names
    case .type(let t):
      var names = t.allMembers(isStatic: false).filter { $0.kind != .method && $0.kind != .event && !$0.isHidden }.map(\.name)
      for u in t.chain { names += context.typeData[u.fullName.lowercased()]?.members.map(\.name) ?? [] }
      return names
    case .definition(let d): return d.members.compactMap { ($0 as? PropertyMemberAst).flatMap { $0.isStatic || $0.isHidden ? nil : $0.name } }
    case .record(let entries): return entries.map(\.name) + intrinsics
    case .table: return i.tableValue.map { propertyNames(of: .value($0)) } ?? []
    case .list(let e): return propertyNames(of: e, withIntrinsics: withIntrinsics)
    case .anyOf(let all): return all.flatMap { propertyNames(of: $0, withIntrinsics: withIntrinsics) }
    case .nothing: return []
    }
  }
}
