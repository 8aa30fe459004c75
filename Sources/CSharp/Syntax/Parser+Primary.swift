/// Expressions that stand by themselves, with what follows them: names, literals, `new`, calls, members, interpolated texts.

extension Parser {
  func primary() -> Expression {
    let t = current, o = t.start
    switch t.kind {
    case .integer:
      advance()
      let digits = t.text.lowercased()
      let n = digits.hasPrefix("0x") ? UInt64(digits.dropFirst(2), radix: 16) : digits.hasPrefix("0b") ? UInt64(digits.dropFirst(2), radix: 2) : UInt64(digits)
      if n == nil { report(1021, "Integral constant is too large", o) }
      return make(.literal(.integer(n ?? 0, suffix: t.suffix)), o)
    case .real: advance(); return make(.literal(.real(t.text, suffix: t.suffix)), o)
    case .character: advance(); return make(.literal(.character(t.text.utf16.first ?? 0)), o)
    case .string: advance(); return make(.literal(.string(t.text)), o)
    case .interpolated: return interpolation()
    case .identifier: return name()
    case .punctuation:
      if t.text == "(" { return parenthesised() }
      if t.text == "[" { return collection() }
    case .keyword: if let e = keyword(t.text, o) { return e }
    case .end: break
    }
    invalid(t)
    return Expression(.missing, o, end: o)
  }
  private func invalid(_ t: Token) {
    let offset = t.kind == .end ? missingOffset : t.start
    if diagnostics.last?.place.offset == offset { return }
    if t.kind == .end || t.kind == .punctuation && [";", ")", "}", "]", ","].contains(t.text) && t.kind != .punctuation { report(1733, "Expected expression", offset) }
    else { report(1525, "Invalid expression term '\(t.kind == .end ? "" : source.text(t.start, t.end))'", offset) }
  }
  func name() -> Expression {
    let t = current
    advance()
    if t.text == "global", take("::") { return name() }
    if t.text == "nameof", isSign("(") {
      advance()
      let e = expression()
      expect(")")
      return make(.nameOf(e), t.start)
    }
    return make(.name(t.text, genericArguments()), t.start)
  }
  /// Type arguments behind a name, when what follows them shows that they are none of two comparisons.
  private func genericArguments() -> [TypeRef] {
    guard isSign("<") else { return [] }
    return attempt { () -> [TypeRef]? in
      guard let a = self.typeArguments() else { return nil }
      let n = self.current
      if n.kind == .end { return a }
      return n.kind == .punctuation && ["(", ")", "]", "}", ":", ";", ",", ".", "?", "==", "!=", "|", "^", "&&", "||", "&", "[", "{", "=>", "?."].contains(n.text) ? a : nil
    } ?? []
  }
  private func parenthesised() -> Expression {
    let o = current.start
    advance()
    // (int a, var b) = …
    func item() -> (String?, Expression) {
      if current.kind == .identifier, peek().text == ":" { let n = current.text; advance(); advance(); return (n, expression()) }
      if let d = attempt({ () -> Expression? in
        let s = self.current.start
        guard self.isTypeStart, !self.isSign("(") else { return nil }
        let t = self.typeRef()
        guard self.current.kind == .identifier, self.peek().text == "," || self.peek().text == ")" else { return nil }
        // `(a * b)` is a product
        if case .pointer = t { return nil }
        return self.make(.declaration(t, self.identifier().name), s)
      }) { return (nil, d) }
      return (nil, expression())
    }
    let first = item()
    if isSign(",") {
      var all = [first]
      while take(",") { all.append(item()) }
      expect(")")
      return make(.tuple(all), o)
    }
    expect(")")
    let e = Expression(first.1.kind, first.1.offset, start: o, end: lastEnd)
    e.isParenthesised = true
    return e
  }
  private func collection() -> Expression {
    let o = current.start
    advance()
    var all: [Expression] = []
    while !isEnd, !isSign("]") { all.append(expression()); if !take(",") { break } }
    expect("]")
    return make(.collection(all), o)
  }
  private func keyword(_ word: String, _ o: Int) -> Expression? {
    switch word {
    case "true", "false": advance(); return make(.literal(.bool(word == "true")), o)
    case "null": advance(); return make(.literal(.null), o)
    case "this": advance(); return make(.this, o)
    case "base": advance(); return make(.base, o)
    case "new": return creation(o)
    case "typeof", "sizeof", "default":
      advance()
      if word == "default", !isSign("(") { return make(.defaultOf(nil), o) }
      expect("(")
      let t = typeRef()
      expect(")")
      return make(word == "typeof" ? .typeOf(t) : word == "sizeof" ? .sizeOf(t) : .defaultOf(t), o)
    case "checked", "unchecked":
      advance()
      expect("(")
      let e = expression()
      expect(")")
      return make(word == "checked" ? .checked(e) : .unchecked(e), o)
    case "delegate":
      advance()
      var l = Lambda(parameters: [], body: .expression(Expression(.missing, o)))
      if isSign("(") { l.parameters = parameters().map { ($0.name, $0.type, $0.passing, $0.offset) } } else { l.takesAny = true }
      l.body = .block(block())
      return make(.lambda(l), o)
    case "stackalloc":
      report(9999, "this shell's compiler does not know 'stackalloc'", o)
      advance()
      return make(.missing, o)
    default:
      guard Parser.builtIn.contains(word), word != "void" else { return nil }
      advance()
      return make(.typeName(.name([(word, [])], o)), o)
    }
  }
  func arguments(_ open: String = "(", _ close: String = ")") -> [Argument] {
    expect(open)
    var all: [Argument] = []
    while !isEnd, !isSign(close) {
      let before = at
      all.append(argument())
      if !take(",") { break }
      if at == before { advance() }
    }
    expect(close)
    return all
  }
  func argument() -> Argument {
    var a = Argument(value: Expression(.missing, current.start))
    if current.kind == .identifier, peek().text == ":", peek(2).text != ":" { a.name = current.text; advance(); advance() }
    if takeWord("ref") { a.passing = .ref } else if takeWord("out") { a.passing = .out } else if isWord("in") { advance(); a.passing = .in }
    if a.passing == .out, let d = attempt({ () -> (TypeRef, Expression)? in
      guard self.isTypeStart else { return nil }
      let t = self.typeRef()
      guard self.current.kind == .identifier else { return nil }
      let n = self.identifier()
      return (t, self.make(.name(n.name, []), n.offset))
    }) {
      a.declares = d.0
      a.value = d.1
      return a
    }
    a.value = expression()
    return a
  }
  func arrayElements() -> [Expression] {
    expect("{")
    var all: [Expression] = []
    while !isEnd, !isSign("}") {
      if isSign("{") { let o = current.start; all.append(Expression(.newArray(nil, [], rank: 1, arrayElements()), o, end: lastEnd)) } else { all.append(expression()) }
      if !take(",") { break }
    }
    expect("}")
    return all
  }
  private func creation(_ o: Int) -> Expression {
    advance()
    if isSign("[") {
      advance()
      var rank = 1
      while take(",") { rank += 1 }
      expect("]")
      return make(.newArray(nil, [], rank: rank, arrayElements()), o)
    }
    if isSign("{") {
      advance()
      var all: [(String?, Expression)] = []
      while !isEnd, !isSign("}") {
        if current.kind == .identifier, peek().text == "=" { let n = current.text; advance(); advance(); all.append((n, expression())) } else { all.append((nil, expression())) }
        if !take(",") { break }
      }
      expect("}")
      return make(.anonymous(all), o)
    }
    if isSign("(") {
      let a = arguments()
      return make(.new(nil, a, isSign("{") ? initialiser() : nil), o)
    }
    let type = typeRef(allowsArray: false)
    if isSign("[") {
      advance()
      var lengths: [Expression] = [], rank = 1
      if isSign("]") || isSign(",") { while take(",") { rank += 1 } }
      else {
        lengths.append(expression())
        while take(",") { lengths.append(expression()) }
        rank = lengths.count
      }
      expect("]")
      let element = arrayRanks(of: type, type.offset)
      return make(.newArray(element, lengths, rank: rank, isSign("{") ? arrayElements() : nil), o)
    }
    if isSign("{") { return make(.new(type, [], initialiser()), o) }
    guard isSign("(") else {
      report(1526, "A new expression requires an argument list or (), [], or {} after type", missingOffset)
      return make(.new(type, [], nil), o)
    }
    let a = arguments()
    return make(.new(type, a, isSign("{") ? initialiser() : nil), o)
  }
  private func initialiser() -> Initialiser {
    var x = Initialiser(elements: [], offset: current.start)
    expect("{")
    while !isEnd, !isSign("}") {
      let before = at
      if current.kind == .identifier, peek().text == "=" {
        let n = identifier()
        advance()
        if isSign("{") { x.elements.append(.nested(n.name, initialiser(), n.offset)) } else { x.elements.append(.member(n.name, expression(), n.offset)) }
      } else if isSign("[") {
        let a = arguments("[", "]")
        expect("=")
        x.elements.append(.indexed(a, expression()))
      } else if isSign("{") { x.elements.append(.item(arrayElements())) }
      else { x.elements.append(.item([expression()])) }
      if !take(",") { break }
      if at == before { advance() }
    }
    expect("}")
    return x
  }

  func postfix(_ first: Expression) -> Expression {
    var e = first
    while current.kind == .punctuation {
      let t = current
      switch t.text {
      case ".":
        advance()
        let n = identifier()
        e = make(.member(e, n.name, genericArguments()), n.offset, e.start)
      case "(": e = make(.call(e, arguments()), e.offset, e.start)
      case "[": e = make(.index(e, arguments("[", "]")), t.start, e.start)
      case "?.", "?":
        // `a?[0]`: the bracket follows at once
        if t.text == "?" { guard peek().text == "[", peek().start == t.end else { return e }; advance() }
        advance()
        let receiver = Expression(.conditionalReceiver, t.start, end: t.end)
        var chain: Expression
        if t.text == "?." {
          let n = identifier()
          chain = make(.member(receiver, n.name, genericArguments()), n.offset)
        } else {
          var list: [Argument] = []
          repeat { list.append(argument()) } while take(",")
          expect("]")
          chain = make(.index(receiver, list), t.start)
        }
        // the rest of the chain is skipped together with it
        chain = postfixChain(chain)
        e = make(.conditional(e, whenThere: chain), t.start, e.start)
      case "++", "--": advance(); e = make(.postfix(t.text, e), t.start, e.start)
      case "!":
        // the null-forgiving operator
        guard peek().kind == .punctuation, [".", ";", ")", ",", "[", "]"].contains(peek().text) else { return e }
        advance()
      case "->": report(214, "Pointers and fixed size buffers may only be used in an unsafe context", t.start); advance()
      default: return e
      }
    }
    return e
  }
  private func postfixChain(_ first: Expression) -> Expression { postfix(first) }

  private func interpolation() -> Expression {
    let t = current
    advance()
    let parts = t.pieces.map { piece -> (text: String?, value: Expression?, alignment: Expression?, format: String?) in
      switch piece {
      case .text(let s): return (s, nil, nil, nil)
      case .hole(let from, let to, let alignment, let format):
        func inner(_ from: Int, _ to: Int) -> Expression {
          let p = Parser(source, from: from, to: to)
          let e = p.expression()
          if !p.isEnd { p.report(1003, "Syntax error, ',' expected", p.current.start) }
          diagnostics += p.diagnostics
          return e
        }
        if Lexer.trim(source.text(from, to)[...]).isEmpty { report(1733, "Expected expression", to); return ("", nil, nil, nil) }
        return (nil, inner(from, to), alignment.map { inner($0.start, $0.end) }, format)
      }
    }
    return make(.interpolated(parts), t.start)
  }
}
