/// Values for the right side of an assignment or comparison: members of an enum, values of a set.
import Engine
import Primitives
import Syntax

extension Completer {
  /// Values of a variable with an enum type or a set of values, or of a property with an enum type; nil where no values are known.
  func completeAssignedValue(_ a: AssignmentStatementAst) -> [CompletionMatch]? {
    var target: ExpressionAst = a.left, type: Inferred = .nothing, set: [String]?
    while true {
      if let c = target as? ConvertExpressionAst {
        if case .nothing = type { type = inferType(named: c.type.typeName.fullName) }
        target = c.child
      } else if let c = target as? AttributedExpressionAst {
        if let s = c.attribute as? AttributeAst, s.typeName.fullName.lowercased() == "validateset" {
          set = s.positionalArguments.compactMap { ($0 as? StringConstantExpressionAst)?.value ?? ($0 as? ConstantExpressionAst)?.extent.text }
        }
        target = c.child
      } else { break }
    }
    if let set { return offered(set, isText: isText(type)) }
    if let names = enumNames(type) { return isLoaded(type) ? offered(sortedNames(names), isText: true) : expected(names) }
    if target is MemberExpressionAst {
      // A value that is there decides; else its type does.
      if let v = safeValue(target), !v.isNull { return (v.base.refValue as? PSEnum)?.type.enumeration.map { offered(sortedNames($0.names), isText: true) } }
      return expected(enumNames(infer(target)) ?? [])
    }
    guard let v = target as? VariableExpressionAst else { return nil }
    // What the session's variable is declared to take.
    type = .nothing
    for attribute in context.variableAttributes(v.path.name) {
      if case .type(let t) = attribute { type = .type(t) }
      if case .validate(let v) = attribute, let names = v.validValues(context) { set = names }
    }
    if let set { return offered(set, isText: isText(type)) }
    if let names = enumNames(type) { return offered(sortedNames(names), isText: true) }
    return expected(enumNames(declaredType(of: v)) ?? [])
  }
  private func isLoaded(_ i: Inferred) -> Bool { if case .type = i { true } else { false } }
  /// Members of an enum that only the text says the value will have; nil when none fits.
  private func expected(_ names: [String]) -> [CompletionMatch]? {
    let typed = atCursor.map { $0.kind == .equals ? "" : text($0) } ?? "", mark = typed.hasPrefix("\"") ? "\"" : "'"
    let found = sortedNames(names).filter { (mark + $0 + mark).lowercased().hasPrefix(typed.lowercased()) }.map { CompletionMatch(mark + $0 + mark, list: $0, .property) }
    return found.isEmpty ? nil : found
  }
  private func sortedNames(_ names: [String]) -> [String] { names.sorted { Collation.compare($0, $1, ignoreCase: true) < 0 } }

  /// Behind `-eq` and its like, where the left side has an enum type; nil elsewhere.
  func completeComparedValue(_ left: ExpressionAst, _ typed: String) -> [CompletionMatch] {
    guard let names = enumNames(infer(left)) else { return [] }
    return names.filter { $0.lowercased().hasPrefix(typed.lowercased()) }.map { CompletionMatch("'" + $0 + "'", list: $0, .parameterValue) }
  }
  /// Members of an enum in the order of their values.
  func enumNames(_ i: Inferred) -> [String]? {
    switch i {
    case .type(let t): return t.enumeration.map(\.names)
    case .value(let v): return (v.base.refValue as? PSEnum).flatMap { $0.type.enumeration?.names }
    case .definition(let d): return d.typeKind == .enum ? d.members.compactMap { ($0 as? PropertyMemberAst)?.name } : nil
    case .list(let e): return enumNames(e)
    case .anyOf(let all): return all.lazy.compactMap { self.enumNames($0) }.first
    default: return nil
    }
  }
  private func isText(_ i: Inferred) -> Bool { if case .type(let t) = i { t === TypeTable.string || t.enumeration != nil } else { false } }

  /// The type the text gives a variable last before the cursor.
  private func declaredType(of v: VariableExpressionAst) -> Inferred {
    for scope in AssignmentFinder.scopes(around: v) {
      var finder = AssignmentFinder(limit: Int(v.extent.start), target: v, looksIntoLocalBlocks: true)
      finder.search(scope)
      for a in finder.found.reversed() where a.path.name.equalsIgnoringCase(v.path.name) { if case .constraint(let c) = a.source { return inferType(named: c.typeName.fullName) } }
    }
    return .nothing
  }

  /// - Parameter isText: the values are written in quotes
  private func offered(_ names: [String], isText: Bool) -> [CompletionMatch] {
    let quote = Quoting(word)
    if !isText, !quote.mark.isEmpty { return [] }
    return names.filter { $0.lowercased().hasPrefix(quote.content.lowercased()) }.map { n in
      let mark = !quote.mark.isEmpty ? quote.mark : isText ? "'" : ""
      let text = mark + n + mark
      return CompletionMatch(text, list: text, .text)
    }
  }
}
