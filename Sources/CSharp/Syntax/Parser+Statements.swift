/// Statements.

extension Parser {
  func block() -> Statement {
    let start = current.start
    expect("{")
    var all: [Statement] = []
    while !isEnd, !isSign("}") {
      let before = at
      all.append(statement())
      if at == before { advance() }
    }
    expect("}")
    return Statement(.block(all), start, end: lastEnd)
  }
  private func made(_ kind: Statement.Kind, _ start: Int) -> Statement { Statement(kind, start, end: lastEnd) }
  /// What stands behind `if (…)`.
  private func embedded() -> Statement {
    if isSign(";") { let s = current.start; advance(); return made(.empty, s) }
    return statement()
  }
  private func condition() -> Expression {
    expect("(")
    let e = expression()
    expect(")")
    return e
  }

  func statement() -> Statement {
    let start = current.start, t = current
    if t.kind == .punctuation {
      if t.text == "{" { return block() }
      if take(";") { return made(.empty, start) }
      if t.text == "[" { _ = attributeLists(); return statement() }
    }
    if t.kind == .keyword, let s = keywordStatement(t.text, start) { return s }
    if t.kind == .identifier {
      if t.text == "yield", peek().text == "return" || peek().text == "break" {
        advance()
        if takeWord("break") { expect(";"); return made(.yieldBreak, start) }
        advance()
        let e = expression()
        expect(";")
        return made(.yieldReturn(e), start)
      }
      if peek().text == ":", peek().kind == .punctuation, t.text != "default" {
        advance(); advance()
        return Statement(.labelled(t.text, isSign("}") ? made(.empty, start) : statement()), start, end: lastEnd)
      }
      if t.text == "await", peek().text == "foreach" || peek().text == "using" { advance(); return statement() }
    }
    if let s = declarationOrFunction() { return s }
    return expressionStatement()
  }
  private func expressionStatement() -> Statement {
    let start = current.start, errors = diagnostics.count
    let e = expression()
    expect(";")
    if case .missing = e.kind, diagnostics.count > errors { while !isEnd, !isSign(";"), !isSign("}"), !isSign("{") { advance() }; _ = take(";"); return made(.empty, start) }
    switch e.kind {
    case .call, .assign, .postfix, .new, .awaiting, .missing, .conditional: break
    case .unary(let op, _) where op == "++" || op == "--": break
    default: report(201, "Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement", e.start)
    }
    return made(.expression(e), start)
  }
  /// `int x = 1, y;`, `var (a, b) = t;` stays an expression, `int F(int x) { … }`.
  private func declarationOrFunction() -> Statement? {
    let start = current.start
    if isWord("const") {
      advance()
      let type = typeRef()
      return declaration(type, start, isConst: true)
    }
    var modifierCount = 0
    while isWord("static") || isWord("unsafe") || isWord("extern") || isContextual("async") && (peek().kind == .identifier || peek().kind == .keyword) {
      if peek(1).kind == .punctuation { break }; advance(); modifierCount += 1
    }
    if isWord("ref"), peek().kind == .identifier || peek().kind == .keyword { advance(); if isWord("readonly") { advance() } }
    guard isTypeStart else { return nil }
    let position = at
    guard let type = attempt({ () -> TypeRef? in
      let t = self.typeRef()
      guard self.current.kind == .identifier else { return nil }
      let n = self.peek().text, k = self.peek().kind
      // `x is`, `x as` and `from y in` are no declarations
        guard k == .punctuation || k == .end || k == .keyword && n == "in" else {
          return k == .keyword || k == .identifier || k == .integer || k == .string ? (["is", "as"].contains(n) ? nil : self.declares(t)) : nil
        }
      return ["=", ";", ",", ")", "(", "<", ":", "}", "[", ".", "=>"].contains(n) || k == .end ? (n == "." || n == "=>" || n == "[" || n == ":" ? nil : t) : nil
    }) else {
      at = position
      return nil
    }
    // a local function
    if peek().text == "(" || peek().text == "<" {
      let p = at
      if let m = attempt({ () -> Method? in
        let n = self.identifier()
        let m = self.method(n.name, n.offset, Modifiers(), [])
        return m.body == nil && m.expressionBody == nil ? nil : m
      }) {
        m.returnType = type
        return made(.localFunction(m), start)
      }
      at = p
      if modifierCount == 0 { at = position; return nil }
    }
    return declaration(type, start, isConst: false)
  }
  /// A declaration whose end is missing: `int x` with a new line behind it.
  private func declares(_ t: TypeRef) -> TypeRef? {
    guard case .name = t else { return t }
    return source.bytes[current.end..<max(current.end, min(peek().start, source.bytes.count))].contains(10) ? t : nil
  }
  func variableValue() -> Expression {
    if isSign("{") { let o = current.start; return Expression(.newArray(nil, [], rank: 1, arrayElements()), o, end: lastEnd) }
    _ = takeWord("ref")
    return expression()
  }
  private func declaration(_ type: TypeRef, _ start: Int, isConst: Bool, ends: Bool = true) -> Statement {
    var all: [Statement.Variable] = []
    repeat {
      let n = identifier()
      all.append(.init(name: n.name, value: take("=") ? variableValue() : nil, offset: n.offset))
    } while take(",")
    if ends { expect(";") }
    return made(.declaration(type, all, isConst: isConst), start)
  }

  private func keywordStatement(_ word: String, _ start: Int) -> Statement? {
    switch word {
    case "if":
      advance()
      let c = condition(), then = embedded()
      return made(.if(c, then, takeWord("else") ? embedded() : nil), start)
    case "while":
      advance()
      let c = condition()
      return made(.while(c, embedded()), start)
    case "do":
      advance()
      let body = embedded()
      if !takeWord("while") { expect("while") }
      let c = condition()
      expect(";")
      return made(.do(body, c), start)
    case "for": return forStatement(start)
    case "foreach": return forEachStatement(start)
    case "switch": return switchStatement(start)
    case "return":
      advance()
      let e = isSign(";") ? nil : expression()
      expect(";")
      return made(.return(e), start)
    case "break": advance(); expect(";"); return made(.break, start)
    case "continue": advance(); expect(";"); return made(.continue, start)
    case "throw":
      advance()
      let e = isSign(";") ? nil : expression()
      expect(";")
      return made(.throw(e), start)
    case "goto":
      advance()
      if takeWord("default") { expect(";"); return made(.gotoCase(nil), start) }
      if takeWord("case") { let e = expression(); expect(";"); return made(.gotoCase(e), start) }
      let n = identifier().name
      expect(";")
      return made(.goto(n), start)
    case "try": return tryStatement(start)
    case "using": return usingStatement(start)
    case "lock":
      advance()
      let e = condition()
      return made(.lock(e, embedded()), start)
    case "checked", "unchecked":
      guard peek().text == "{" else { return nil }
      advance()
      let b = block()
      return word == "checked" ? made(.checked(b), start) : b
    case "unsafe" where peek().text == "{":
      report(227, "Unsafe code may only appear if compiling with /unsafe", start)
      advance()
      return block()
    case "fixed":
      report(214, "Pointers and fixed size buffers may only be used in an unsafe context", start)
      advance()
      _ = condition()
      return embedded()
    case "else":
      report(8641, "'else' cannot start a statement.", start)
      advance()
      return embedded()
    case "case", "default" where peek().text == ":": return nil
    default: return nil
    }
  }
  private func forStatement(_ start: Int) -> Statement {
    advance()
    expect("(")
    var first: [Statement] = []
    if !isSign(";") {
      if let type = attempt({ () -> TypeRef? in
        guard self.isTypeStart else { return nil }
        let t = self.typeRef()
        return self.current.kind == .identifier && self.peek().text == "=" ? t : nil
      }) { first = [declaration(type, current.start, isConst: false, ends: false)] }
      else { repeat { let e = expression(); first.append(Statement(.expression(e), e.offset, end: lastEnd)) } while take(",") }
    }
    expect(";")
    let c = isSign(";") ? nil : expression()
    expect(";")
    var steps: [Expression] = []
    if !isSign(")") { repeat { steps.append(expression()) } while take(",") }
    expect(")")
    return made(.for(first, c, steps, embedded()), start)
  }
  private func forEachStatement(_ start: Int) -> Statement {
    advance()
    expect("(")
    if isContextual("var"), peek().text == "(" {
      advance(); advance()
      var names: [String] = []
      repeat { names.append(identifier().name) } while take(",")
      expect(")")
      if !takeWord("in") { expect("in") }
      let e = expression()
      expect(")")
      return made(.forEachTuple(names, e, embedded()), start)
    }
    let type = typeRef()
    let n = identifier()
    if !takeWord("in"), diagnostics.last?.place.offset != missingOffset { report(1515, "'in' expected", missingOffset) }
    let e = expression()
    expect(")")
    return made(.forEach(type, n.name, n.offset, e, embedded()), start)
  }
  private func switchStatement(_ start: Int) -> Statement {
    advance()
    let value = condition()
    expect("{")
    var sections: [Statement.Section] = []
    while !isEnd, !isSign("}") {
      let o = current.start
      var labels: [(pattern: Pattern?, guardedBy: Expression?)] = []
      while true {
        if isWord("default"), peek().text == ":" { advance(); advance(); labels.append((nil, nil)); continue }
        guard takeWord("case") else { break }
        let p = pattern()
        let g = takeContextual("when") ? expression() : nil
        expect(":")
        labels.append((p, g))
      }
      if labels.isEmpty { report(1517, "Syntax error, 'case' expected", o); advance(); continue }
      var body: [Statement] = []
      while !isEnd, !isSign("}"), !isWord("case"), !(isWord("default") && peek().text == ":") {
        let before = at
        body.append(statement())
        if at == before { advance() }
      }
      sections.append(.init(labels: labels, body: body, offset: o))
    }
    expect("}")
    return made(.switch(value, sections), start)
  }
  func takeContextual(_ w: String) -> Bool { if isContextual(w) { advance(); return true }; return false }
  private func tryStatement(_ start: Int) -> Statement {
    advance()
    let body = block()
    var catches: [Statement.Catch] = []
    while isWord("catch") {
      let o = current.start
      advance()
      var type: TypeRef?, name: String?, filter: Expression?, nameOffset = o
      if take("(") {
        type = typeRef()
        if current.kind == .identifier { nameOffset = current.start; name = identifier().name }
        expect(")")
      }
      if takeContextual("when") { filter = condition() }
      catches.append(.init(type: type, name: name, filter: filter, body: block(), offset: type?.offset ?? o, nameOffset: nameOffset))
    }
    let last = takeWord("finally") ? block() : nil
    if catches.isEmpty, last == nil { report(1524, "Expected catch or finally", missingOffset) }
    return made(.try(body, catches, last), start)
  }
  private func usingStatement(_ start: Int) -> Statement {
    advance()
    if !isSign("(") {
      // to the end of the block around it
      let type = typeRef()
      return Statement(.using([declaration(type, current.start, isConst: false)], nil, Statement(.empty, start)), start, end: lastEnd)
    }
    advance()
    if let type = attempt({ () -> TypeRef? in
      guard self.isTypeStart else { return nil }
      let t = self.typeRef()
      return self.current.kind == .identifier && self.peek().text == "=" ? t : nil
    }) {
      let d = declaration(type, current.start, isConst: false, ends: false)
      expect(")")
      return made(.using([d], nil, embedded()), start)
    }
    let e = expression()
    expect(")")
    return made(.using([], e, embedded()), start)
  }
}
