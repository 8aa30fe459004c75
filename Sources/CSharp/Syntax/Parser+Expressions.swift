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
  private func binary(_ least: Int) -> Expression {
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

  // MARK: Primary expressions

  private func primary() -> Expression {
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
  private func name() -> Expression {
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

  private func postfix(_ first: Expression) -> Expression {
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

  // MARK: Lambdas, queries

  private func lambda() -> Expression? {
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
  private func query() -> Expression {
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

  // MARK: Patterns

  func pattern() -> Pattern {
    var p = andPattern()
    while isContextual("or") { advance(); p = .or(p, andPattern()) }
    return p
  }
  private func andPattern() -> Pattern {
    var p = unaryPattern()
    while isContextual("and") { advance(); p = .and(p, unaryPattern()) }
    return p
  }
  private func unaryPattern() -> Pattern {
    let t = current
    if isContextual("not") { advance(); return .not(unaryPattern()) }
    if isContextual("_"), peek().text == "=>" || peek().text == ":" || peek().text == ")" || peek().text == "," { advance(); return .discard }
    if t.kind == .punctuation, ["<", ">", "<=", ">="].contains(t.text) { advance(); return .relation(t.text, binary(9)) }
    if isContextual("var"), peek().kind == .identifier { advance(); let n = identifier(); return .declared(n.name, n.offset) }
    if isSign("{") { return properties(nil, t.start) }
    if isSign("("), let p = attempt({ () -> Pattern? in self.advance(); let p = self.pattern(); return self.take(")") ? p : nil }) { return p }
    if let p = attempt({ () -> Pattern? in
      guard self.isTypeStart, !self.isSign("(") else { return nil }
      // `x is T ? a : b` is no nullable type
      let type = self.typeRef(allowsNullable: false)
      if self.isSign("{") { return self.properties(type, t.start) }
      if self.current.kind == .identifier, !["and", "or", "when"].contains(self.current.text) { let n = self.identifier(); return .type(type, name: n.name, n.offset) }
      let n = self.current
      // a name may be a constant: the binder decides
      guard n.kind == .end || n.kind == .identifier || n.kind == .keyword || [")", ";", "&&", "||", "?", ":", ",", "]", "}", "=>", "==", "!=", "|", "&", "??"].contains(n.text) else { return nil }
      return .type(type, name: nil, t.start)
    }) { return p }
    return .constant(binary(9))
  }
  private func properties(_ type: TypeRef?, _ o: Int) -> Pattern {
    expect("{")
    var all: [(String, Pattern)] = []
    while !isEnd, !isSign("}") {
      let n = identifier().name
      expect(":")
      all.append((n, pattern()))
      if !take(",") { break }
    }
    expect("}")
    var name: String?
    if current.kind == .identifier, !["and", "or", "when"].contains(current.text) { name = identifier().name }
    return .properties(type, all, name: name, o)
  }
}
