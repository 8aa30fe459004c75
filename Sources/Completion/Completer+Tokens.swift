/// The cursor touches a token: its kind, and what stands around it, tell what is wanted.
import Engine
import Primitives
import Syntax

extension Completer {
  func atToken(_ token: Token) -> [CompletionMatch] {
    switch token.kind {
    case .variable, .splattedVariable:
      word = token.variablePath?.userPath ?? ""
      return completeVariable(braced: text(token).dropFirst().hasPrefix("{"), splatted: token.kind == .splattedVariable)
    case .multiply, .generic, .minusMinus, .identifier:
      if token.flags.contains(.typeName) { return [] }
      return completeUsingKeyword().map(settled) ?? completeWord(token)
    case .parameter: return atParameter(token)
    case .dot, .colonColon, .questionDot:
      replaceBehind()
      return completeMember(isStatic: token.kind == .colonColon)
    case .comment: return completeComment(token)
    case .stringExpandable, .stringLiteral: return atString(token)
    case .rBracket: return behindType()
    case .comma:
      if innermost is ErrorExpressionAst || innermost is ArrayLiteralAst, innermost.parent is CommandAst || innermost.parent is CommandParameterAst {
        replaceBehind()
        return completeArgument()
      }
      return innermost is AttributeAst ? behindBracketOfAttribute() ?? [] : []
    case .atCurly, .semi:
      if token.kind == .semi, !(innermost is HashtableAst) { return [] }
      let keys = completeOpenTable() ?? []
      start = Int(token.end)
      length = 0
      return keys
    case .number: return atNumber()
    case .redirection:
      guard innermost is ErrorExpressionAst, innermost.parent is FileRedirectionAst else { return [] }
      replaceBehind()
      return completePath()
    case .minus:
      if innermost is BinaryExpressionAst { return completeOperator(word) }
      return isFlagOfSwitch(token) ? completeSwitchFlags() : []
    case .equals, .atParen, .lParen:
      if let named = behindBracketOfAttribute() { return named }
      if let table = innermost as? HashtableAst { return table.pairs.contains { $0.value is ErrorStatementAst } ? settled([]) : [] }
      guard let assignment = innermost as? AssignmentStatementAst else { return [] }
      replaceBehind()
      return completeAssignedValue(assignment).map(settled) ?? []
    case .lBracket:
      guard let index = innermost.parent as? IndexExpressionAst else { return [] }
      word = ""
      let keys = completeIndex(of: index.target)
      if !keys.isEmpty { start = cursor; length = 0 }
      return keys
    default:
      if token.flags.contains(.binaryOperator) || token.flags.contains(.unaryOperator), let first = text(token).first, "-–—―".contains(first) { return completeOperator(word) }
      if let keywords = completeUsingKeyword() { return settled(keywords) }
      if token.flags.contains(.keyword) { return completePath(asCommand: true) + completeCommand(word) }
      replaceNowhere()
      return []
    }
  }

  private func atParameter(_ token: Token) -> [CompletionMatch] {
    if let name = innermost as? StringConstantExpressionAst, (name.parent as? CommandAst)?.elements.count == 1 { return completePath(asCommand: true) }
    if isOpenSwitch(innermost) { return completeSwitchFlags() }
    if innermost is CommandParameterAst, innermost.parent is ExpressionAst { return completeOperator(word) }
    guard word.hasSuffix(":") else { return completeParameterName() }
    replaceBehind()
    return completeArgument()
  }
  /// The stretch becomes the empty one behind the token.
  func replaceBehind() { start += length; length = 0; word = "" }

  /// `[math]`: its static members, with the colons in front.
  private func behindType() -> [CompletionMatch] {
    guard let type = innermost as? TypeExpressionAst else { return [] }
    let found = completeMember(of: type, isStatic: true, prefix: "")
    if !found.isEmpty { start = cursor; length = 0 }
    return found.map { CompletionMatch("::" + $0.completionText, list: $0.listItemText, $0.resultType, toolTip: $0.toolTip) }
  }

  private func atNumber() -> [CompletionMatch] {
    guard innermost is ConstantExpressionAst, let parent = innermost.parent else { return [] }
    let holder = parent is ArrayLiteralAst ? parent.parent : parent
    if holder is CommandAst || holder is CommandParameterAst { return completeArgument() }
    if parent is CommandExpressionAst, let assignment = parent.parent as? AssignmentStatementAst { return completeAssignedValue(assignment) ?? [] }
    return []
  }

  /// A string may be a value that is known, a key, or a path (or a command, where it has a dash).
  private func atString(_ token: Token) -> [CompletionMatch] {
    if innermost.parent is CommandExpressionAst, let assignment = innermost.parent?.parent as? AssignmentStatementAst {
      if let values = completeAssignedValue(assignment) { return settled(values) }
    } else if let b = innermost.parent as? BinaryExpressionAst {
      let values = completeComparedValue(b.left, token.stringValue ?? "")
      if !values.isEmpty { return values }
    } else if let index = innermost.parent as? IndexExpressionAst {
      word = token.stringValue ?? ""
      return settled(completeIndex(of: index.target))
    }
    guard innermost is StringConstantExpressionAst || innermost is ExpandableStringExpressionAst, let whole = joined(innermost, "") else { return [] }
    word = whole
    if innermost.parent is CommandAst || innermost.parent is CommandParameterAst { return completeArgument() }
    return completePath() + (whole.contains("-") ? completeCommand(whole) : [])
  }

  /// Names of an attribute's arguments behind its parenthesis, a comma or an equals sign; nil outside of attributes.
  private func behindBracketOfAttribute() -> [CompletionMatch]? {
    guard isAttributeAtCursor else { return nil }
    replaceBehind()
    return completeAttributeArgument()
  }
  /// The innermost node belongs to an attribute: it is one, or the variable of a parameter whose attribute holds the cursor.
  var isAttributeAtCursor: Bool {
    if innermost is AttributeAst { return true }
    guard innermost is VariableExpressionAst, let p = innermost.parent as? ParameterAst else { return false }
    return p.attributes.contains { Int($0.extent.start) < cursor && cursor <= Int($0.extent.end) }
  }
}
