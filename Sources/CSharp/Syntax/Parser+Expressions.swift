/// Expressions, by precedence.

extension Parser {
  private static let assignments: Set<String> = ["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", "??="]
  private static let levels: [String: Int] = [
    "??": 1, "||": 2, "&&": 3, "|": 4, "^": 5, "&": 6, "==": 7, "!=": 7, "<": 8, ">": 8, "<=": 8, ">=": 8, "is": 8, "as": 8, "<<": 9, ">>": 9, "+": 10, "-": 10, "*": 11, "/": 11, "%": 11,
  ]
  func make(_ k: Expression.Kind, _ offset: Int, _ start: Int? = nil) -> Expression { Expression(k, offset, start: start ?? offset, end: lastEnd) }

  func expression() -> Expression {
    if let l = lambda() { return l }
    if isContextual("from"), peek().kind == .identifier, peek(2).text == "in" || peek(2).kind == .identifier && peek(3).text == "in" { return query() }
    if isWord("throw") {
      let o = current.start
      advance()
      return make(.throwing(expression()), o)
    }
    let left = ternary()
    let t = current
    if t.kind == .punctuation {
      if Parser.assignments.contains(t.text) {
        advance()
        if t.text == "=", isSign("{") { return make(.assign("=", left, Expression(.newArray(nil, [], rank: 1, arrayElements()), t.start)), t.start, left.start) }
        _ = takeWord("ref")
        return make(.assign(t.text, left, expression()), t.start, left.start)
      }
      if t.text == ">", peek().text == ">=", peek().start == t.end {
        advance(); advance()
        return make(.assign(">>=", left, expression()), t.start, left.start)
      }
    }
    return left
  }
  private func ternary() -> Expression {
    let c = binary(1)
    guard isSign("?") else { return c }
    let o = current.start
    advance()
    let a = expression()
    expect(":")
    let b = expression()
    return make(.ternary(c, a, b), o, c.start)
  }
  private var binaryOperator: String? {
    let t = current
    if t.kind == .keyword { return t.text == "is" || t.text == "as" ? t.text : nil }
    guard t.kind == .punctuation else { return nil }
    if t.text == ">" {
      let n = peek()
      if n.text == ">", n.start == t.end, n.kind == .punctuation { return peek(2).text == "=" && peek(2).start == n.end ? nil : ">>" }
      if n.text == ">=", n.start == t.end { return nil }
    }
    return Parser.levels[t.text] == nil ? nil : t.text
  }
  func binary(_ least: Int) -> Expression {
    var left = unary()
    while true {
      if isContextual("switch") || isWord("switch"), peek().text == "{" { left = switchExpression(left); continue }
      guard let op = binaryOperator, let level = Parser.levels[op], level >= least else { return left }
      let o = current.start
      advance()
      if op == ">>" { advance() }
      switch op {
      case "is": left = make(.isType(left, pattern()), o, left.start)
      case "as":
        let t = typeRef()
        left = make(.asType(left, t), o, left.start)
      case "??":
        let right = isWord("throw") ? expression() : binary(level)
        left = make(.binary(op, left, right), o, left.start)
      default: left = make(.binary(op, left, binary(level + 1)), o, left.start)
      }
    }
  }
  private func switchExpression(_ value: Expression) -> Expression {
    let o = current.start
    advance(); advance()
    var arms: [(Pattern, Expression?, Expression)] = []
    while !isEnd, !isSign("}") {
      let p = pattern()
      let g = takeContextual("when") ? binary(1) : nil
      expect("=>")
      arms.append((p, g, expression()))
      if !take(",") { break }
    }
    expect("}")
    return make(.switching(value, arms), o, value.start)
  }
  private func unary() -> Expression {
    let t = current
    if t.kind == .punctuation {
      switch t.text {
      case "-", "+", "!", "~", "++", "--", "&", "*", "^":
        advance()
        let e = unary()
        if t.text == "&" || t.text == "*" { report(214, "Pointers and fixed size buffers may only be used in an unsafe context", t.start) }
        return make(.unary(t.text, e), t.start)
      case "(": if let c = cast() { return c }
      case "..":
        advance()
        let e = isSign("]") || isSign(")") || isSign(",") ? nil : unary()
        return make(.range(nil, e), t.start)
      default: break
      }
    }
    if isContextual("await"), peek().kind == .identifier || peek().kind == .keyword || peek().text == "(" {
      advance()
      return make(.awaiting(unary()), t.start)
    }
    let e = postfix(primary())
    if isSign("..") {
      advance()
      return make(.range(e, isSign("]") || isSign(")") || isSign(",") ? nil : unary()), t.start)
    }
    return e
  }
  /// `(int)x`, when what is in the parentheses is a type and what follows begins an operand.
  private func cast() -> Expression? {
    let o = current.start
    return attempt { () -> Expression? in
      self.advance()
      guard self.isTypeStart else { return nil }
      let t = self.typeRef()
      guard self.take(")") else { return nil }
      let n = self.current
      let isCertain: Bool
      switch t {
      case .name(let parts, _): isCertain = parts.count == 1 && Parser.builtIn.contains(parts[0].name)
      case .tuple: return nil
      default: isCertain = true
      }
      switch n.kind {
      case .identifier, .integer, .real, .string, .character, .interpolated: break
      case .keyword: if ["is", "as", "in"].contains(n.text) { return nil }
      case .punctuation: guard n.text == "(" || n.text == "~" || n.text == "!" || isCertain && ["-", "+", "++", "--"].contains(n.text) else { return nil }
      case .end: return nil
      }
      return self.make(.cast(t, self.unary()), o)
    }
  }
}
