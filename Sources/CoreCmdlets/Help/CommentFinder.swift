/// The tokens of a script, and the blocks of comments among them: comments on the same or on neighbouring lines.
import Syntax

struct CommentFinder {
  let source: SourceText
  let tokens: [Token]
  init(_ s: SourceText, _ t: [Token]) { source = s; tokens = t }
  /// More than one blank line between a comment and what stands there: they have nothing to do with each other.
  private static let proximity = 2

  private func startLine(_ i: Int) -> Int { source.position(Int(tokens[i].start)).line }
  private func endLine(_ i: Int) -> Int { source.position(Int(tokens[i].end)).line }
  private func first(in e: Extent, from i: Int = 0) -> Int { tokens[i...].firstIndex { $0.end > e.start } ?? tokens.count }
  private func last(in e: Extent, from i: Int) -> Int { (tokens[i...].firstIndex { $0.start >= e.end } ?? tokens.count) - 1 }

  private func block(from start: inout Int) -> [Int] {
    var found: [Int] = [], limit = Int.max
    var i = start
    while i < tokens.count {
      if startLine(i) > limit { start = i; return found }
      if tokens[i].kind == .comment {
        found.append(i)
        limit = endLine(i) + 1
      } else if tokens[i].kind != .newLine { start = i; return found }
      i += 1
    }
    start = i
    return found
  }
  private func block(before end: Int, proximity: Int) -> [Int] {
    guard end < tokens.count else { return [] }
    var found: [Int] = [], limit = startLine(end) - proximity, i = end - 1
    while i >= 0, endLine(i) >= limit {
      if tokens[i].kind == .comment {
        found.append(i)
        limit = startLine(i) - 1
      } else if tokens[i].kind != .newLine { break }
      i -= 1
    }
    return found.reversed()
  }
  private func lines(_ comments: [Int]) -> [String] {
    comments.flatMap { i -> [String] in
      let text = source.slice(Int(tokens[i].start), Int(tokens[i].end))
      guard text.utf8.first == 60 else { return [String(text.drop { $0 == "#" })] }
      let inner = String(decoding: text.utf8.dropFirst(2).dropLast(2), as: UTF8.self)
      let parts = inner.textLines
      return inner.utf8.last == 10 || inner.utf8.last == 13 || parts.isEmpty ? parts + [""] : parts
    }
  }

  func help(of ast: Ast, isRoot: Bool) -> HelpComments? {
    let isFunction = ast is FunctionDefinitionAst
    var at = isRoot ? 0 : first(in: ast.extent), end = isRoot ? tokens.count - 1 : last(in: ast.extent, from: at)
    let beginning = at
    func described(_ comments: [Int]) -> HelpComments? {
      guard var h = HelpComments(lines(comments)) else { return nil }
      describeParameters(of: ast, from: beginning, &h)
      return h
    }
    if isFunction, let f = ast as? FunctionDefinitionAst {
      if let h = described(block(before: at, proximity: CommentFinder.proximity)) { return h }
      at = first(in: f.body.extent)
    }
    if !isRoot { at += 1 }
    while at < tokens.count {
      let comments = block(from: &at)
      guard let last = comments.last else { break }
      guard let h = described(comments) else { continue }
      // the first function of a script may be who is meant
      if isRoot, let body = (ast as? ScriptBlockAst)?.endBlock, body.unnamed, let f = body.statements.first as? FunctionDefinitionAst,
        f.extent.startLine - endLine(last) <= CommentFinder.proximity
      {
        break
      }
      return h
    }
    end = min(end, tokens.count - 1)
    return end < 0 ? nil : described(block(before: end, proximity: startLine(end)))
  }
  /// What the comments in front of, within and behind a parameter's declaration say.
  private func describeParameters(of ast: Ast, from start: Int, _ h: inout HelpComments) {
    let function = ast as? FunctionDefinitionAst
    let declared = function?.parameters ?? (function?.body ?? ast as? ScriptBlockAst)?.paramBlock?.parameters ?? []
    for p in declared {
      let name = p.name.path.userPath.uppercased()
      if h.parameters.contains(where: { $0.name == name }) { continue }
      let from = first(in: p.extent, from: start)
      guard from < tokens.count else { continue }
      let to = last(in: p.extent, from: from)
      var comments = block(before: from, proximity: CommentFinder.proximity)
      if from < to { comments += (from..<to).filter { tokens[$0].kind == .comment } }
      var behind = to + 1
      comments += block(from: &behind)
      let text = HelpComments.text(of: lines(comments))
      if !text.isEmpty { h.parameters.append((name, text)) }
    }
  }
}
