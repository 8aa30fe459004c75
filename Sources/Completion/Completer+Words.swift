/// The cursor touches a bare word: a command, an argument, a member, a key, a label …, told apart by what it stands in.
import Engine
import Glibc
import Primitives
import Syntax

extension Completer {
  func completeWord(_ token: Token) -> [CompletionMatch] {
    if innermost.parent is LoopFlowStatementAst { return completeLabel(word) }
    let text = innermost as? StringConstantExpressionAst
    if text?.value == "$" {
      word = ""
      return completeVariable(braced: false, splatted: false)
    }
    if let using = text?.parent as? UsingStatementAst, let found = completeUsed(using) { return found }
    if token.flags == .memberName,
      innermost is NamedAttributeArgumentAst || innermost.parent is NamedAttributeArgumentAst || isAttributeAtCursor {
      return completeAttributeArgument()
    }
    if token.flags.contains(.commandName) { return completeCommandName(token) }
    if text?.parent is CommandAst, word.allSatisfy({ "-–—―".contains($0) }), word.count <= 2 {
      if word.count == 1 {
        let names = completeParameterName()
        if !names.isEmpty { return names }
      }
      return completeArgument()
    }
    if let members = completeMemberOfWord(token) { return members }
    if let table = innermost.parent as? HashtableAst {
      let keys = completeHashtableKey(table)
      if !keys.isEmpty { return keys }
    }
    if innermost.parent is FileRedirectionAst || isFileOfSwitch {
      guard let path = joined(innermost, "") else { return completeArgument() }
      word = path
      return completePath()
    }
    if let path = behindRedirection() {
      word = path
      return completePath()
    }
    if let path = joined(innermost, "") { word = path }
    return completeArgument()
  }

  // MARK: - Commands

  /// The first word of a command, or a path that goes on from what stands right in front of it.
  private func completeCommandName(_ token: Token) -> [CompletionMatch] {
    if let before = lastNode(before: Int(token.start)) {
      if before.extent.end == token.start {
        if word.hasPrefix("/") || word.hasPrefix("\\") {
          guard let path = joined(before, word) else { return [] }
          word = path
          if before is VariableExpressionAst { return replacing(from: before) { completePath(asCommand: true) + completeCommand(word) } }
          let found = completePath()
          return found.isEmpty ? [] : replacing(from: before) { found }
        }
        if !(before is ErrorExpressionAst && before.parent is IndexExpressionAst) { return [] }
      }
      if let index = before.parent as? IndexExpressionAst, index.index is ErrorExpressionAst { return settled(completeIndex(of: index.target)) }
    }
    if token.kind != .stringExpandable, !token.nestedTokens.isEmpty, let whole = joinedWord(token) { word = whole }
    return completePath(asCommand: true) + completeCommand(word)
  }
  /// A word with variables in it, written out; nil when one is not plain.
  private func joinedWord(_ token: Token) -> String? { (innermost as? ExpandableStringExpressionAst).flatMap { joined($0, "") } }

  /// The last of all nodes that end at or in front of a place.
  private func lastNode(before place: Int) -> Ast? {
    var last: Ast?
    func visit(_ n: Ast) {
      if Int(n.extent.end) <= place, n.extent.end > 0 { last = n }
      for c in n.children { visit(c) }
    }
    visit(tree)
    return last
  }
  private func replacing(from node: Ast, _ found: () -> [CompletionMatch]) -> [CompletionMatch] {
    length += start - Int(node.extent.start)
    start = Int(node.extent.start)
    return found()
  }

  // MARK: - Members

  /// Members, where the word is (or may be) the name of one; nil elsewhere, and where there are none.
  private func completeMemberOfWord(_ token: Token) -> [CompletionMatch]? {
    if let parent = innermost.parent, var member = MemberAccess(parent) {
      // with the cursor in the middle of a chain, the access at the cursor
      while Int(member.node.extent.end) >= cursor, let inner = MemberAccess(member.expression), Int(inner.member.extent.end) >= cursor { member = inner }
      return found(completeMember(isStatic: member.isStatic))
    }
    if word == "." || word == "::" {
      let place = (start, length)
      start += length
      length = 0
      if let members = found(completeMember(isStatic: word == "::")) { return members }
      (start, length) = place
      return nil
    }
    // `$x.Na*` reads like a product
    if token.kind == .multiply, let b = innermost as? BinaryExpressionAst, b.op == .multiply, let member = MemberAccess(b.left), b.errorPosition.start == member.member.extent.end {
      let name = member.member as? StringConstantExpressionAst
      if let name {
        length += Int(name.extent.end) - Int(name.extent.start)
        start = Int(name.extent.start)
      }
      return found(completeMember(of: member.expression, isStatic: member.isStatic, prefix: name?.value ?? ""))
    }
    return nil
  }
  private func found(_ matches: [CompletionMatch]) -> [CompletionMatch]? { matches.isEmpty ? nil : matches }

  // MARK: - Paths

  /// `switch -file na`
  private var isFileOfSwitch: Bool {
    guard innermost.parent is CommandExpressionAst, let pipeline = innermost.parent?.parent as? PipelineAst, let open = pipeline.parent as? ErrorStatementAst else { return false }
    return isOpenSwitch(open) && open.file === pipeline
  }
  /// `> 'a b'/c`: the path goes on right behind the file's name.
  private func behindRedirection() -> String? {
    guard word.hasPrefix("/") || word.hasPrefix("\\"), let command = innermost.parent as? CommandBaseAst, let file = command.redirections.first as? FileRedirectionAst,
      file.extent.end == innermost.extent.start, let path = joined(file.location, word)
    else { return nil }
    length += start - Int(file.location.extent.start)
    start = Int(file.location.extent.start)
    return path
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
}

/// A member named behind a dot or two colons, called or not.
struct MemberAccess {
  let node: ExpressionAst
  let expression: ExpressionAst
  let member: ExpressionAst
  let isStatic: Bool
  init?(_ node: Ast) {
    switch node {
    case let m as MemberExpressionAst: self.node = m; expression = m.expression; member = m.member; isStatic = m.isStatic
    case let m as InvokeMemberExpressionAst: self.node = m; expression = m.expression; member = m.member; isStatic = m.isStatic
    default: return nil
    }
  }
}
