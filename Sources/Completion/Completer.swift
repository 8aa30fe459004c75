/// Finds what stands at the cursor and asks for its completions: the way in.
///
/// The text is parsed as a whole; the token at the cursor (or the last one before it) and the innermost tree node decide
/// which kind of thing is wanted. The kinds are extensions of `Completer`, one file each.
import Engine
import Glibc
import Primitives
import Syntax

public final class Completer {
  let context: ExecutionContext
  let source: SourceText
  let cursor: Int
  let tree: ScriptBlockAst
  let tokens: [Token]
  /// `LiteralPaths`, `RelativeFilePaths` … as `TabExpansion2 -options` gives them.
  var literalPaths = false
  var relativePaths: Bool?

  /// The token that ends at or holds the cursor, nested ones of strings included.
  var atCursor: Token?
  /// The last token before a cursor that touches none.
  var beforeCursor: Token?
  /// Nodes around the cursor, outermost first.
  var around: [Ast] = []
  var innermost: Ast { around.last ?? tree }

  /// The text up to the cursor read as if its brackets were closed, once somebody needed it.
  var closedTree: ScriptBlockAst?

  /// What is replaced, and the text in it.
  var start = -1
  var length = -1
  var word = ""

  /// What `-options` of TabExpansion2 asks for.
  public struct Options {
    public var literalPaths = false
    public var relativeFilePaths: Bool?
    public init(literalPaths: Bool = false, relativeFilePaths: Bool? = nil) { self.literalPaths = literalPaths; self.relativeFilePaths = relativeFilePaths }
  }

  /// Completions of `text` with the cursor at `cursor` (UTF-16 units).
  /// - Parameter file: the script file the text is of; nil = what is typed at the prompt
  public static func complete(_ text: String, at cursor: Int, _ context: ExecutionContext, options: Options = Options(), file: String? = nil) -> CommandCompletion {
    let c = Completer(SourceText(text, file: file), cursor, context)
    c.literalPaths = options.literalPaths
    c.relativePaths = options.relativeFilePaths
    return c.run()
  }

  init(_ source: SourceText, _ cursor: Int, _ context: ExecutionContext) {
    self.context = context
    self.source = source
    self.cursor = min(max(cursor, 0), source.units.count)
    let parsed = Parser.parse(source, keepTokens: true, stop: UnsafePointer(context.stopFlag))
    tree = parsed.ast
    tokens = parsed.tokens
    locate()
  }

  private func locate() {
    func touching(_ list: [Token]) -> Token? {
      list.last { Int($0.start) < cursor && cursor <= Int($0.end) && $0.kind != .newLine && $0.kind != .endOfInput }
    }
    var place = cursor
    if let t = touching(tokens) {
      atCursor = t
      // Inside a string: the innermost nested token, however deep.
      while let outer = atCursor, let inner = touching(outer.nestedTokens) { atCursor = inner }
    } else if let t = tokens.last(where: { Int($0.end) < cursor && $0.kind != .newLine && $0.kind != .endOfInput }) {
      beforeCursor = t
      place = Int(t.end)
    }
    func visit(_ node: Ast) {
      if Int(node.extent.start) < place, place <= Int(node.extent.end) { around.append(node) }
      for child in node.children { visit(child) }
    }
    visit(tree)
    if around.isEmpty { around = [tree] }
    if let last = around.last as? NamedBlockAst, last.unnamed, around.count > 1, last.extent.text.lowercased().hasPrefix("param") { around.removeLast() }
  }

  func text(_ t: Token) -> String { source.slice(Int(t.start), Int(t.end)) }

  private func run() -> CommandCompletion {
    var matches: [CompletionMatch]
    if let token = atCursor {
      start = Int(token.start)
      length = Int(token.end) - start
      word = text(token)
      matches = atToken(token)
    } else {
      start = -1
      length = -1
      matches = betweenTokens()
    }
    if matches.isEmpty, let general = fallback() ?? wholeWord() { matches = general }
    return CommandCompletion(matches: matches, replacementIndex: start, replacementLength: length)
  }

  /// In front of the whole input there is nothing; all of it is the stretch when it is one word.
  private func fallback() -> [CompletionMatch]? {
    if cursor == 0, !source.units.isEmpty, !source.units.contains(where: { $0 == 32 || (9...13).contains($0) }) { start = 0; length = source.units.count }
    return nil
  }
  /// An input of one word that nothing fits may still be a path as a whole.
  private func wholeWord() -> [CompletionMatch]? {
    let all = tree.extent.text
    guard !all.isEmpty, !all.contains(where: { $0.isWhitespace }), !(atCursor?.flags.contains(.typeName) ?? false),
      !around.contains(where: { $0 is TypeExpressionAst || $0 is TypeConstraintAst }),
      !(atCursor.map { $0.kind == .stringLiteral || $0.kind == .stringExpandable } ?? false && innermost.parent is IndexExpressionAst)
    else { return nil }
    start = Int(tree.extent.start)
    length = Int(tree.extent.end) - start
    word = all
    return completePath(asCommand: true)
  }
  /// The stretch becomes the empty one behind the cursor.
  func replaceNothing() { start = cursor; length = 0; word = "" }

  // MARK: - The cursor touches a token

  private func atToken(_ token: Token) -> [CompletionMatch] {
    switch token.kind {
    case .variable, .splattedVariable:
      word = token.variablePath?.userPath ?? ""
      return completeVariable(braced: text(token).dropFirst().hasPrefix("{"), splatted: token.kind == .splattedVariable)
    case .parameter:
      return atParameterToken(token)
    case .dot, .colonColon, .questionDot:
      start += length
      length = 0
      word = ""
      takeMemberName()
      return completeMember(after: token, prefix: word)
    case .rBracket:
      // `[math]` alone: its static members
      if let t = innermost as? TypeExpressionAst, Int(t.extent.end) == cursor {
        let found = completeMember(of: t, isStatic: true, prefix: "")
        if !found.isEmpty { start = cursor; length = 0 }
        return found.map { CompletionMatch("::" + $0.completionText, list: $0.listItemText, $0.resultType, toolTip: $0.toolTip) }
      }
      start = -1; length = -1
      return []
    case .comment:
      return completeComment(token)
    case .stringExpandable, .stringLiteral, .hereStringExpandable, .hereStringLiteral:
      return atString(token)
    case .lBracket:
      if let index = innermost.parent as? IndexExpressionAst ?? innermost as? IndexExpressionAst {
        replaceNothing()
        return completeIndex(of: index.target)
      }
      return []
    case .multiply, .generic, .minusMinus, .identifier:
      if token.flags.contains(.typeName) || token.flags.contains(.attributeName) || isTypePosition(token) { return completeTypeName(word) }
      if let before = operatorBefore(token) {
        let found = completeMember(after: before, prefix: word)
        if !found.isEmpty { return found }
      }
      if let named = openAttribute() { return completeAttributeArgument(named.name, used: named.used, isClosed: named.isClosed) }
      if let m = completeUsing() { return m }
      if token.kind == .multiply, let b = around.last(where: { $0 is BinaryExpressionAst }) as? BinaryExpressionAst, let m = b.left as? MemberExpressionAst,
        Int(m.member.extent.end) == Int(token.start)
      {
        start = Int(m.member.extent.start)
        length = cursor - start
        return completeMember(of: m.expression, isStatic: m.isStatic, prefix: (m.member as? StringConstantExpressionAst)?.value ?? "")
      }
      return atIdentifier(token)
    case .lCurly, .atCurly, .semi, .comma, .equals, .lParen, .atParen, .redirection:
      return atPunctuation(token)
    case .minus:
      if let flags = completeSwitchFlags() { return flags }
      if let b = innermost as? BinaryExpressionAst ?? innermost.parent as? BinaryExpressionAst {
        // behind an operator it begins an operand
        return b.errorPosition.start == token.start ? completeOperator(word) : []
      }
      if commandAround() != nil { return completeParameterName() }
      return []
    default:
      if token.flags.contains(.binaryOperator) || token.flags.contains(.unaryOperator), text(token).first.map({ "-–—―".contains($0) }) ?? false { return completeOperator(word) }
      if let m = completeUsing() { return m }
      if token.flags.contains(.keyword) { return completePath(asCommand: true) + completeCommand(word) }
      if token.kind == .number {
        if commandAround() != nil { return completeArgument() }
        if let a = innermost.parent?.parent as? AssignmentStatementAst { return completeAssignedValue(a) }
      }
      start = -1
      length = -1
      return []
    }
  }

  private func atParameterToken(_ token: Token) -> [CompletionMatch] {
    if let flags = completeSwitchFlags() { return flags }
    if let requires = completeRequires() { return requires }
    if let parameter = innermost as? CommandParameterAst, parameter.parent is ExpressionAst { return completeOperator(word) }
    if commandAround() == nil { return innermost is ErrorExpressionAst || innermost is BinaryExpressionAst ? completeOperator(word) : [] }
    if word.hasSuffix(":") { start = Int(token.end); length = 0; word = ""; return completeArgument() }
    return completeParameterName()
  }

  /// The name of a member that begins at the cursor is replaced, and what is offered begins with it.
  private func takeMemberName() {
    guard let next = tokens.first(where: { Int($0.start) == cursor && $0.flags.contains(.memberName) }) else { return }
    length = Int(next.end) - cursor
    word = text(next)
  }
  private func atPunctuation(_ token: Token) -> [CompletionMatch] {
    if token.kind == .atCurly || token.kind == .semi, let keys = completeUsing(), !keys.isEmpty { return keys }
    if token.kind == .lParen || token.kind == .comma, let named = openAttribute() { replaceNothing(); return completeAttributeArgument(named.name, used: named.used, isClosed: named.isClosed) }
    if token.kind == .atCurly || token.kind == .semi, let table = hashtableAround() { replaceNothing(); return completeHashtableKey(table) }
    if token.kind == .comma, commandAround() != nil { replaceNothing(); return completeArgument() }
    if token.kind == .equals {
      word = ""
      if let assignment = around.last(where: { $0 is AssignmentStatementAst }) as? AssignmentStatementAst { replaceNothing(); return completeAssignedValue(assignment) }
      start = -1; length = -1
      return []
    }
    if token.kind == .redirection { replaceNothing(); return completePath() }
    return []
  }

  private func atString(_ token: Token) -> [CompletionMatch] {
    let raw = text(token)
    let isHere = token.kind == .hereStringExpandable || token.kind == .hereStringLiteral
    if isHere { start = -1; length = -1; return [] }
    if let assignment = innermost.parent?.parent as? AssignmentStatementAst, innermost.parent is CommandExpressionAst {
      word = raw
      let found = completeAssignedValue(assignment)
      if !found.isEmpty { return found }
    }
    if let index = innermost.parent as? IndexExpressionAst { word = token.stringValue ?? ""; return completeIndex(of: index.target) }
    if let b = comparison(innermost), b.right === innermost {
      let found = completeComparedValue(b.left, token.stringValue ?? "")
      if !found.isEmpty { return found }
    }
    word = raw
    if innermost.parent is FileRedirectionAst || innermost is FileRedirectionAst { return completePath() }
    if commandAround() != nil, let command = innermost.parent as? CommandAst ?? innermost.parent?.parent as? CommandAst {
      if command.elements.first === innermost { return completePath() + (token.stringValue?.contains("-") == true ? completeCommand(word) : []) }
      return completeArgument()
    }
    // A whole string may be a path, or a command.
    return completePath() + (token.stringValue?.contains("-") == true ? completeCommand(word) : [])
  }

  private func atIdentifier(_ token: Token) -> [CompletionMatch] {
    if word == "@", commandAround() != nil { return [] }
    if word == "$" || word == "@" { let keep = (start, length); word = ""; let m = completeVariable(braced: false, splatted: word == "@"); (start, length) = keep; return m }
    if innermost.parent is LoopFlowStatementAst { return completeLabel(word) }
    if let members = completeMemberArgument() { return members }
    if let target = openIndex(before: token) { return completeIndex(of: target) }
    if let flags = completeSwitchFlags(), word.hasPrefix("-") { return flags }
    if token.flags.contains(.memberName), attributeAround() != nil, memberAround(token) == nil { return completeAttributeArgument() }
    if let table = hashtableAround(), isHashtableKey(in: table) { return completeHashtableKey(table) }
    if token.flags.contains(.commandName) {
      if attributeAround() != nil, innermost is NamedAttributeArgumentAst || innermost.parent is AttributeAst { return completeAttributeArgument() }
      if let joined = joinedWithNeighbour(token) { return joined }
      return completePath(asCommand: true) + completeCommand(word)
    }
    if let member = memberAround(token) { return completeMember(of: member.target, isStatic: member.isStatic, prefix: word) }
    if attributeAround() != nil, innermost.parent is AttributeAst || innermost is AttributeAst { return completeAttributeArgument() }
    if word == "-" || word == "--", commandAround() != nil { return word == "-" ? completeParameterName() : completeArgument() }
    if innermost.parent is FileRedirectionAst || innermost is FileRedirectionAst || isBehindSwitchFile(Int(token.start)) { return completePath() }
    if commandAround() != nil { return completeArgument() }
    if token.flags.contains(.attributeName) { return completeTypeName(word) }
    return []
  }

  /// A command's name that something ends right in front of: it goes on from that as a path, or is no command; nil when nothing does.
  private func joinedWithNeighbour(_ token: Token) -> [CompletionMatch]? {
    var neighbour: Ast?
    func visit(_ n: Ast) {
      if n.extent.end == token.start, n.extent.start < n.extent.end { neighbour = n }
      for c in n.children { visit(c) }
    }
    visit(tree)
    guard let neighbour, !(neighbour.parent is IndexExpressionAst) else { return nil }
    guard word.hasPrefix("/") || word.hasPrefix("\\") else { return [] }
    guard let path = joined(neighbour, word) else { return [] }
    word = path
    if neighbour is VariableExpressionAst {
      start = Int(neighbour.extent.start)
      length = cursor - start
      return completePath(asCommand: true) + completeCommand(word)
    }
    let found = completePath()
    if !found.isEmpty { start = Int(neighbour.extent.start); length = cursor - start }
    return found
  }
  /// A string, or a variable that holds one, with more behind it, quoted as it was; nil when its value is not plain.
  func joined(_ e: Ast, _ rest: String) -> String? {
    switch e {
    case let s as StringConstantExpressionAst: return Quoting(s.extent.text).mark + s.value + rest + Quoting(s.extent.text).mark
    case let s as ExpandableStringExpressionAst:
      let raw = Quoting(s.extent.text)
      var text = ""
      for part in s.parts {
        switch part {
        case .expression(let e): guard let v = e as? VariableExpressionAst, let value = joined(v, "") else { return nil }; text += value
        case .text(let t): text += t
        }
      }
      return raw.mark + text + rest + raw.mark
    case let v as VariableExpressionAst:
      let value = v.path.drive?.equalsIgnoringCase("env") ?? false ? getenv(v.path.name).map { Value.str(String(cString: $0)) } ?? .null : context.variable(v.path.name) ?? .null
      if value.isNull { return rest }
      return Completer.isPlain(value) ? Conversion.toString(value, context) + rest : nil
    default: return nil
    }
  }
  /// Texts, numbers and truth values, which are the same in a path as elsewhere.
  static func isPlain(_ v: Value) -> Bool {
    if v.stringValue != nil { return true }
    let type = TypeTable.typeOf(v.base)
    return type.namespace == "System" && plainTypes.contains(type.name)
  }
  private static let plainTypes: Set<String> = ["Boolean", "Byte", "Char", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16", "UInt32", "UInt64"]

  /// The `.` or `::` in front of a member's name, blanks between them or not.
  private func operatorBefore(_ token: Token) -> Token? {
    guard let i = tokens.lastIndex(where: { Int($0.end) <= Int(token.start) && $0.kind != .newLine }), [.dot, .colonColon, .questionDot].contains(tokens[i].kind) else { return nil }
    return tokens[i]
  }
  /// What is indexed by the bracket in front of a word: `$x[ wor`.
  private func openIndex(before token: Token) -> ExpressionAst? {
    guard let bracket = tokens.last(where: { Int($0.end) <= Int(token.start) && $0.kind != .newLine }), bracket.kind == .lBracket else { return nil }
    return indexed(by: bracket)
  }
  private func indexed(by bracket: Token) -> ExpressionAst? {
    var target: ExpressionAst?
    func visit(_ n: Ast) {
      if let i = n as? IndexExpressionAst, Int(i.target.extent.end) == Int(bracket.start) { target = i.target }
      for c in n.children { visit(c) }
    }
    visit(tree)
    return target
  }

  // MARK: - The cursor stands behind blanks

  private func betweenTokens() -> [CompletionMatch] {
    guard let before = beforeCursor else { return [] }
    if before.kind == .comment { if let m = completeRequires() { return m } }
    if [.namespace, .module, .assembly].contains(before.kind), let i = tokens.firstIndex(where: { $0.start == before.start }), i > 0, tokens[i - 1].kind == .using { return [] }
    if let m = completeUsing() { return m }
    if [.dot, .colonColon, .questionDot].contains(before.kind) {
      replaceNothing()
      takeMemberName()
      return completeMember(after: before, prefix: word)
    }
    if before.kind == .lBracket, let target = indexed(by: before) { replaceNothing(); return completeIndex(of: target) }
    if let b = around.compactMap({ comparison($0) }).last, Int(b.errorPosition.end) == Int(before.end) {
      let found = completeComparedValue(b.left, "")
      if !found.isEmpty {
        replaceNothing()
        return found
      }
    }
    let line = source.position(cursor).line, lineStart = Int(source.lineStarts[line - 1])
    let isLineBlank = source.slice(lineStart, cursor).allSatisfy { $0 == " " || $0 == "\t" }
    if innermost is LoopFlowStatementAst || innermost.parent is LoopFlowStatementAst {
      if let flow = innermost as? LoopFlowStatementAst ?? innermost.parent as? LoopFlowStatementAst, flow.label != nil { return [] }
      let labels = completeLabel("")
      if labels.isEmpty { return [] }
      replaceNothing()
      return labels
    }
    if before.kind == .equals {
      if let assignment = around.last(where: { $0 is AssignmentStatementAst }) as? AssignmentStatementAst, !(innermost is HashtableAst) {
        let found = completeAssignedValue(assignment)
        if !found.isEmpty { replaceNothing() }
        return found
      }
      return []
    }
    if before.kind == .atCurly || before.kind == .semi || (isLineBlank && hashtableAround() != nil), let table = hashtableAround() {
      replaceNothing()
      let keys = completeHashtableKey(table)
      if keys.isEmpty, !(table.parent is CommandAst) { start = -1; length = -1 }
      return keys
    }
    if before.kind == .lParen || before.kind == .comma, let named = openAttribute() { replaceNothing(); return completeAttributeArgument(named.name, used: named.used, isClosed: named.isClosed) }
    if before.kind == .redirection || isBehindSwitchFile(cursor) { replaceNothing(); return completePath() }
    if isLineBlank, before.kind != .lineContinuation { return [] }
    if before.kind == .semi || before.kind == .pipe || before.kind == .lCurly || before.kind == .ampersand { return [] }
    if commandAround() != nil { replaceNothing(); return completeArgument() }
    return []
  }

  // MARK: - What stands around

  /// The command whose elements the cursor is among.
  func commandAround() -> CommandAst? {
    var node: Ast? = innermost
    while let n = node {
      if let c = n as? CommandAst { return c }
      // A script block or sub-expression begins a world of its own.
      if n is ScriptBlockAst || n is StatementBlockAst || n is NamedBlockAst || n is HashtableAst || n is ParenExpressionAst { return nil }
      node = n.parent
    }
    return nil
  }
  /// A word right behind a bracket that does not index anything names a type.
  private func isTypePosition(_ token: Token) -> Bool {
    guard let i = tokens.firstIndex(where: { $0.start == token.start && $0.end == token.end }), i > 0, tokens[i - 1].kind == .lBracket, tokens[i - 1].end == token.start else { return false }
    guard i > 1 else { return true }
    let before = tokens[i - 2]
    return before.end != tokens[i - 1].start || ![.variable, .rParen, .rBracket, .identifier, .generic, .stringLiteral, .stringExpandable].contains(before.kind)
  }

  /// The attribute whose parenthesis is open at the cursor, found by the tokens alone: half-typed parameters have no good tree.
  private func openAttribute() -> (name: String, used: Set<String>, isClosed: Bool)? {
    var depth = 0, used: Set<String> = []
    let here = tokens.lastIndex { Int($0.end) < cursor || Int($0.end) == cursor && ($0.kind == .lParen || $0.kind == .comma) } ?? -1
    var i = here
    while i >= 0 {
      let t = tokens[i]
      switch t.kind {
      case .rParen, .rCurly, .rBracket: depth += 1
      case .lCurly, .atCurly, .lBracket, .atParen, .dollarParen:
        if depth == 0 { return nil }
        depth -= 1
      case .lParen:
        if depth > 0 { depth -= 1; break }
        guard i >= 2, tokens[i - 2].kind == .lBracket, tokens[i - 1].kind == .identifier || tokens[i - 1].kind == .generic, tokens[i - 1].end == t.start else { return nil }
        let rest = restOfAttribute(behind: here)
        return (text(tokens[i - 1]), used.union(rest.used), rest.isClosed)
      case .semi, .pipe, .newLine: if depth == 0, t.kind != .newLine { return nil }
      case .identifier: if depth == 0 { used.insert(text(t).lowercased()) }
      default: break
      }
      i -= 1
    }
    return nil
  }

  /// The names behind the cursor, up to the parenthesis that closes the attribute, when one does.
  private func restOfAttribute(behind here: Int) -> (used: Set<String>, isClosed: Bool) {
    var depth = 0, used: Set<String> = []
    for t in tokens[(here + 1)...] {
      switch t.kind {
      case .lParen, .lCurly, .atCurly, .lBracket, .atParen, .dollarParen: depth += 1
      case .rParen where depth == 0: return (used, true)
      case .rParen, .rCurly, .rBracket: depth -= 1
      case .identifier: if depth == 0, Int(t.start) > cursor || Int(t.end) < cursor { used.insert(text(t).lowercased()) }
      default: break
      }
      if depth < 0 { break }
    }
    return (used, false)
  }
  func attributeAround() -> AttributeAst? {
    if let a = around.last(where: { $0 is AttributeAst }) as? AttributeAst { return a }
    // An attribute whose bracket is not closed yet may not be among the nodes around: look at all of them.
    var found: AttributeAst?
    func visit(_ n: Ast) {
      if let a = n as? AttributeAst, Int(a.extent.start) < cursor, cursor <= Int(a.extent.end) { found = a }
      for c in n.children { visit(c) }
      if let p = n as? ParameterAst { for a in p.attributes { visit(a) } }
    }
    visit(tree)
    return found
  }
  func hashtableAround() -> HashtableAst? {
    var node: Ast? = innermost
    while let n = node {
      if let h = n as? HashtableAst { return h }
      if n is ScriptBlockAst || n is CommandAst && !(innermost.parent is HashtableAst) && node !== innermost && !(n.parent is PipelineAst) { return nil }
      node = n.parent
    }
    return nil
  }
}
