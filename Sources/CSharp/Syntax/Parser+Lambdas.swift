/// Functions written as expressions: lambdas, and queries (`from … select`).

extension Parser {
  func lambda() -> Expression? {
    let o = current.start
    var k = 0
    while peek(k).text == "async" && (peek(k + 1).kind == .identifier || peek(k + 1).text == "(") || peek(k).text == "static" && peek(k).kind == .keyword { k += 1 }
    if peek(k).kind == .identifier, peek(k + 1).text == "=>" {
      at += k
      let n = identifier()
      advance()
      return finish(Lambda(parameters: [(n.name, nil, .value, n.offset)], body: .expression(Expression(.missing, o))), o)
    }
    guard peek(k).text == "(", peek(k).kind == .punctuation else { return nil }
    var depth = 0, j = at + k
    while j < tokens.count {
      let t = tokens[j]
      if t.kind == .punctuation { if t.text == "(" { depth += 1 } else if t.text == ")" { depth -= 1; if depth == 0 { break } } }
      if t.kind == .end { return nil }
      j += 1
    }
    guard j + 1 < tokens.count, tokens[j + 1].text == "=>", tokens[j + 1].kind == .punctuation else { return nil }
    at += k
    advance()
    var l = Lambda(parameters: [], body: .expression(Expression(.missing, o)))
    while !isEnd, !isSign(")") {
      if current.kind == .identifier, peek().text == "," || peek().text == ")" { let n = identifier(); l.parameters.append((n.name, nil, .value, n.offset)) }
      else {
        var passing = Argument.Passing.value
        if takeWord("ref") { passing = .ref } else if takeWord("out") { passing = .out }
        let t = typeRef()
        let n = identifier()
        l.parameters.append((n.name, t, passing, n.offset))
      }
      if !take(",") { break }
    }
    expect(")")
    expect("=>")
    return finish(l, o)
  }
  private func finish(_ l: Lambda, _ o: Int) -> Expression {
    var l = l
    let arrow = tokens[at - 1].start
    l.body = isSign("{") ? .block(block()) : .expression(expression())
    return make(.lambda(l), arrow, o)
  }
  func query() -> Expression {
    let o = current.start, q = QueryClauses()
    while true {
      if takeContextual("from") {
        if peek().kind == .identifier { _ = typeRef() }
        let n = identifier().name
        if !takeWord("in") { expect("in") }
        q.clauses.append(.from(n, expression()))
      } else if takeContextual("let") {
        let n = identifier().name
        expect("=")
        q.clauses.append(.letting(n, expression()))
      } else if takeContextual("where") { q.clauses.append(.filter(expression())) }
      else if takeContextual("orderby") {
        var keys: [(Expression, descending: Bool)] = []
        repeat {
          let e = expression()
          let down = takeContextual("descending")
          if !down { _ = takeContextual("ascending") }
          keys.append((e, down))
        } while take(",")
        q.clauses.append(.order(keys))
      } else if takeContextual("join") {
        let n = identifier().name
        if !takeWord("in") { expect("in") }
        let s = expression()
        if !takeContextual("on") { expect("on") }
        let a = expression()
        if !takeContextual("equals") { expect("equals") }
        let b = expression()
        q.clauses.append(.join(n, s, on: a, equals: b, into: takeContextual("into") ? identifier().name : nil))
      } else if takeContextual("select") {
        q.clauses.append(.select(expression()))
        if takeContextual("into") { q.clauses.append(.into(identifier().name)); continue }
        break
      } else if takeContextual("group") {
        let e = expression()
        if !takeContextual("by") { expect("by") }
        q.clauses.append(.group(e, by: expression()))
        if takeContextual("into") { q.clauses.append(.into(identifier().name)); continue }
        break
      } else { report(742, "A query body must end with a select clause or a group clause", missingOffset); break }
    }
    return make(.query(q), o)
  }
}
