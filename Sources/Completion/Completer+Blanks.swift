/// The cursor stands behind blanks: the token in front of them, and the node that ends with it, tell what may follow.
import Engine
import Primitives
import Syntax

extension Completer {
  func behindBlanks() -> [CompletionMatch] {
    replaceNowhere()
    let before = beforeCursor
    let isLineBlank = isBlankLine(at: cursor) && before?.kind != .lineContinuation
    if !isLineBlank, isInCommand(innermost) { return behindArgument() }
    var found: [CompletionMatch] = []
    if isLineBlank { found = completeOpenTable() ?? [] }
    if found.isEmpty, let before {
      let place = (start, length)
      found = behind(before, onNewLine: isLineBlank)
      if isSettled { return found }
      if found.isEmpty, ![.dot, .colonColon, .questionDot].contains(before.kind) { (start, length) = place }
    }
    if !found.isEmpty {
      start = cursor
      length = 0
      return found
    }
    let isFile = innermost is ErrorExpressionAst && innermost.parent is FileRedirectionAst || isOpenSwitch(innermost) && before.map { isFileFlag($0) } ?? false
    if isFile {
      replaceNothing()
      return completePath()
    }
    return []
  }

  /// The whole line holds blanks alone.
  private func isBlankLine(at place: Int) -> Bool {
    let line = source.position(place).line, begin = Int(source.lineStarts[line - 1])
    let end = line < source.lineStarts.count ? Int(source.lineStarts[line]) : source.units.count
    return source.slice(begin, end).unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
  /// A command, or an element of one.
  private func isInCommand(_ node: Ast) -> Bool {
    if node is CommandParameterAst || node is CommandAst { return true }
    guard node is ExpressionAst, let parent = node.parent else { return false }
    let holder = parent is ArrayLiteralAst ? parent.parent : parent
    return holder is CommandAst || holder is CommandParameterAst
  }

  private func behindArgument() -> [CompletionMatch] {
    word = ""
    if let table = innermost as? HashtableAst {
      if table.pairs.contains(where: { $0.value is ErrorStatementAst }) { return [] }
      replaceNothing()
      return completeHashtableKey(table)
    }
    replaceNothing()
    return completeArgument()
  }

  private func behind(_ before: Token, onNewLine: Bool) -> [CompletionMatch] {
    switch before.kind {
    case .equals, .comma, .atParen, .lParen:
      if !onNewLine, let assignment = innermost as? AssignmentStatementAst, let values = completeAssignedValue(assignment) { return values }
      if onNewLine, before.kind == .equals || before.kind == .atParen { return [] }
      guard isAttributeAtCursor else { return [] }
      word = ""
      return completeAttributeArgument()
    case .break, .continue:
      guard !onNewLine, let flow = innermost as? LoopFlowStatementAst, flow.label == nil else { return [] }
      return completeLabel("")
    case .using:
      return onNewLine ? [] : settled(completeUsingKeyword() ?? [])
    case .dot, .colonColon, .questionDot:
      replaceNothing()
      let members = completeMember(isStatic: before.kind == .colonColon)
      return onNewLine || members.isEmpty ? members : settled(members)
    case .ieq, .ceq, .ine, .cne, .ilike, .clike, .inotlike, .cnotlike, .imatch, .cmatch, .inotmatch, .cnotmatch:
      return (innermost as? BinaryExpressionAst).map { completeComparedValue($0.left, "") } ?? []
    case .lBracket:
      guard let index = innermost.parent as? IndexExpressionAst else { return [] }
      word = ""
      return completeIndex(of: index.target)
    default: return []
    }
  }

  // MARK: - Switch

  /// A `switch` that is not complete.
  func isOpenSwitch(_ node: Ast) -> Bool {
    node is ErrorStatementAst && words(of: node).first { $0.kind != .label }?.kind == .switch
  }
  /// The tokens a node is made of; in a string those of the string.
  func words(of node: Ast) -> [Token] {
    let own = siblings.filter { $0.start >= node.extent.start && $0.end <= node.extent.end }
    return own.isEmpty ? tokens.filter { $0.start >= node.extent.start && $0.end <= node.extent.end } : own
  }
  /// A dash alone where a flag of `switch` stands.
  func isFlagOfSwitch(_ dash: Token) -> Bool {
    guard let i = siblings.firstIndex(where: { $0.start == dash.start }) else { return false }
    let flags = siblings[..<i].reversed().prefix { $0.kind == .parameter }
    return i > flags.count && siblings[i - flags.count - 1].kind == .switch && !siblings[i - flags.count - 1].flags.contains(.commandName)
  }
  private func isFileFlag(_ t: Token) -> Bool { t.kind == .parameter && text(t).utf8.count > 1 && "-file".hasPrefix(text(t).lowercased()) }
}
