/// Tokens → tree. What is missing is reported where C#'s own parser reports it, and parsing goes on.

final class Parser {
  let source: SourceText
  let tokens: [Token]
  var at = 0
  var diagnostics: [Diagnostic]

  init(_ source: SourceText) {
    var lexer = Lexer(source)
    self.source = source
    tokens = lexer.tokens()
    diagnostics = lexer.diagnostics
  }
  /// For an expression inside of an interpolated string.
  init(_ source: SourceText, from: Int, to: Int) {
    var lexer = Lexer(source, from: from, to: to)
    self.source = source
    tokens = lexer.tokens()
    diagnostics = lexer.diagnostics
  }

  // MARK: Tokens

  var current: Token { tokens[at] }
  func peek(_ k: Int = 1) -> Token { tokens[min(at + k, tokens.count - 1)] }
  var isEnd: Bool { current.kind == .end }
  /// Behind the last token taken.
  var lastEnd: Int { at > 0 ? tokens[at - 1].end : 0 }
  func advance() { if at < tokens.count - 1 { at += 1 } }
  func isSign(_ s: String) -> Bool { current.kind == .punctuation && current.text == s }
  func isWord(_ s: String) -> Bool { current.kind == .keyword && current.text == s }
  /// A word that means something in some places only.
  func isContextual(_ s: String) -> Bool { current.kind == .identifier && current.text == s }
  func take(_ s: String) -> Bool { if isSign(s) { advance(); return true }; return false }
  func takeWord(_ s: String) -> Bool { if isWord(s) || isContextual(s) { advance(); return true }; return false }

  func report(_ code: Int, _ message: String, _ offset: Int) { diagnostics.append(Diagnostic(code, message, Place(source: source, offset: offset))) }
  /// Where something missing is reported: behind the previous token when the line ends there, else at the current one.
  var missingOffset: Int {
    guard at > 0 else { return current.start }
    let from = tokens[at - 1].end
    return source.bytes[from..<max(from, min(current.start, source.bytes.count))].contains(10) ? from : current.start
  }
  func expect(_ s: String) {
    if take(s) { return }
    let offset = missingOffset
    // one message a place, but everything that is missing at the end
    if !isEnd, let last = diagnostics.last, last.place.offset == offset { return }
    switch s {
    case ";": report(1002, "; expected", offset)
    case "}": report(1513, "} expected", offset)
    case "{": report(1514, "{ expected", offset)
    case ")": report(1026, ") expected", offset)
    case "]": report(1003, "Syntax error, ']' expected", offset)
    default: report(1003, "Syntax error, '\(s)' expected", offset)
    }
  }
  func identifier() -> (name: String, offset: Int) {
    let t = current
    if t.kind == .identifier { advance(); return (t.text, t.start) }
    if diagnostics.last?.place.offset != missingOffset {
      if t.kind == .keyword { report(1041, "Identifier expected; '\(t.text)' is a keyword", t.start) } else { report(1001, "Identifier expected", missingOffset) }
    }
    return ("", t.start)
  }
  /// Tries a way of reading; takes everything back when it yields nil.
  func attempt<T>(_ way: () -> T?) -> T? {
    let position = at, count = diagnostics.count
    if let r = way(), diagnostics.count == count { return r }
    at = position
    diagnostics.removeSubrange(count...)
    return nil
  }

  // MARK: Compilation unit

  func unit() -> NamespaceSyntax {
    let n = NamespaceSyntax()
    namespaceBody(n, isTop: true)
    return n
  }
  private func namespaceBody(_ n: NamespaceSyntax, isTop: Bool) {
    while !isEnd {
      let before = at
      if isSign("}") {
        if !isTop { return }
        report(1022, "Type or namespace definition, or end-of-file expected", current.start)
        advance()
        continue
      }
      if take(";") { continue }
      if isWord("extern") || isContextual("global") && peek().text == "using" { advance(); continue }
      if isWord("using"), !(peek().text == "(") { advance(); if let u = usingDirective() { n.usings.append(u) }; continue }
      if isWord("namespace") { namespaceDeclaration(n); continue }
      let start = current
      let attributes = attributeLists(), modifiers = modifiers()
      if let t = typeDeclaration(modifiers, attributes) { n.types.append(t) }
      else if at == before || !isEnd { notAType(start, before) }
      if at == before { advance() }
    }
  }
  /// Methods, fields and statements stand where only types may.
  private func notAType(_ start: Token, _ before: Int) {
    if !modifiersOnly(before), let m = attempt({ () -> MemberSyntax? in self.at = before; return self.member(of: "", kind: .class) }) {
      let where_: Int
      switch m.kind {
      case .method(let f): where_ = f.offset
      case .field(_, let v): where_ = v.first?.offset ?? m.offset
      default: where_ = m.offset
      }
      report(116, "A namespace cannot directly contain members such as fields, methods or statements", where_)
      return
    }
    at = before
    if diagnostics.last.map({ $0.place.offset < start.start }) ?? true {
      if start.kind == .identifier, peek().kind == .end { report(1001, "Identifier expected", start.end); }
      else { report(1022, "Type or namespace definition, or end-of-file expected", start.start) }
    }
    while !isEnd, !isSign(";"), !isSign("}"), !isSign("{") { advance() }
    if isSign("{") { skipBlock() } else { _ = take(";") }
  }
  private func modifiersOnly(_ before: Int) -> Bool { tokens[before].kind == .punctuation && tokens[before].text != "[" }
  func skipBlock() {
    var depth = 0
    while !isEnd {
      if isSign("{") { depth += 1 } else if isSign("}") { depth -= 1; if depth <= 0 { advance(); return } }
      advance()
    }
  }
  private func usingDirective() -> UsingSyntax? {
    let offset = lastEnd - 5
    let isStatic = takeWord("static")
    var alias: String?
    if current.kind == .identifier, peek().text == "=" { alias = current.text; advance(); advance() }
    let name = typeRef()
    expect(";")
    return UsingSyntax(name: name, alias: alias, isStatic: isStatic, offset: offset)
  }
  private func namespaceDeclaration(_ outer: NamespaceSyntax) {
    advance()
    let n = NamespaceSyntax()
    n.name = identifier().name
    while take(".") { n.name += "." + identifier().name }
    outer.namespaces.append(n)
    if take(";") { namespaceBody(n, isTop: true); return }
    expect("{")
    namespaceBody(n, isTop: false)
    expect("}")
  }

  // MARK: Attributes and modifiers

  func attributeLists() -> [AttributeUse] {
    var all: [AttributeUse] = []
    while isSign("["), current.kind == .punctuation {
      advance()
      var target: String?
      if current.kind == .identifier || current.kind == .keyword, peek().text == ":" { target = current.text; advance(); advance() }
      repeat {
        if isSign("]") { break }
        let offset = current.start
        let name = typeRef()
        var arguments: [Argument] = [], named: [(String, Expression)] = []
        if take("(") {
          while !isEnd, !isSign(")") {
            if current.kind == .identifier, peek().text == "=" {
              let n = current.text
              advance(); advance()
              named.append((n, expression()))
            } else { arguments.append(argument()) }
            if !take(",") { break }
          }
          expect(")")
        }
        all.append(AttributeUse(name: name, arguments: arguments, named: named, target: target, offset: offset))
      } while take(",")
      expect("]")
    }
    return all
  }
  private static let modifierWords: Set<String> = [
    "public", "private", "protected", "internal", "static", "abstract", "sealed", "virtual", "override", "readonly", "extern", "unsafe", "volatile",
    "new", "const", "partial", "async", "required", "file",
  ]
  func modifiers() -> Modifiers {
    var m = Modifiers()
    while Parser.modifierWords.contains(current.text), current.kind == .keyword || current.kind == .identifier {
      let w = current.text
      if w == "new", peek().text == "(" { break }
      if current.kind == .identifier {
        // a word only when something declared follows
        let n = peek()
        guard n.kind == .keyword || n.kind == .identifier || w == "async" && n.text == "(" else { break }
        if n.kind == .identifier, w != "async", peek(2).text == ";" || peek(2).text == "=" { break }
      }
      m.words.insert(w)
      advance()
    }
    return m
  }

  // MARK: Types written

  static let builtIn: Set<String> = ["bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char", "string", "object", "void"]
  var isTypeStart: Bool { current.kind == .identifier || current.kind == .keyword && Parser.builtIn.contains(current.text) || isSign("(") }

  func typeRef(allowsArray: Bool = true, allowsNullable: Bool = true) -> TypeRef {
    let start = current
    var t: TypeRef
    if isSign("(") {
      advance()
      var items: [(type: TypeRef, name: String?)] = []
      repeat {
        let x = typeRef()
        var n: String?
        if current.kind == .identifier { n = current.text; advance() }
        items.append((x, n))
      } while take(",")
      expect(")")
      t = .tuple(items, start.start)
    } else if start.kind == .keyword, Parser.builtIn.contains(start.text) {
      advance()
      t = .name([(start.text, [])], start.start)
    } else if start.kind == .identifier {
      var parts: [(name: String, arguments: [TypeRef])] = []
      repeat {
        var n = identifier().name
        if n == "global", isSign("::") { advance(); n = identifier().name }
        parts.append((n, typeArguments() ?? []))
      } while take(".")
      t = .name(parts, start.start)
    } else {
      if diagnostics.last?.place.offset != missingOffset {
        if start.kind == .keyword || start.kind == .punctuation || start.kind == .end {
          report(1031, "Type expected", start.kind == .end ? missingOffset : start.start)
        } else {
          report(1031, "Type expected", start.start)
        }
      }
      return .name([("", [])], start.start)
    }
    while true {
      if allowsNullable, isSign("?"), !(peek().kind == .end) { t = .nullable(t, start.start); advance(); continue }
      if isSign("*"), allowsArray, peek().kind == .identifier || peek().text == ")" || peek().text == "*" { t = .pointer(t, start.start); advance(); continue }
      if allowsArray, isSign("["), peek().text == "]" || peek().text == "," {
        t = arrayRanks(of: t, start.start)
        continue
      }
      return t
    }
  }
  /// The `[]` and `[,]` that follow an element type: in `int[][,]` the first brackets are the outermost array.
  func arrayRanks(of element: TypeRef, _ offset: Int) -> TypeRef {
    var ranks: [Int] = []
    while isSign("["), peek().text == "]" || peek().text == "," {
      advance()
      var rank = 1
      while take(",") { rank += 1 }
      expect("]")
      ranks.append(rank)
    }
    return ranks.reversed().reduce(element) { .array($0, rank: $1, offset) }
  }
  /// `<int, List<string>>` or `<,>`; nil when none follows.
  func typeArguments() -> [TypeRef]? {
    guard isSign("<") else { return nil }
    let position = at
    return attempt {
      self.at = position
      self.advance()
      var all: [TypeRef] = []
      while self.isSign(",") || self.isSign(">") {
        all.append(.name([("", [])], self.current.start))
        if self.take(",") { continue }
        break
      }
      if self.isSign(">") { if all.isEmpty { return nil }; self.advance(); return all }
      repeat {
        guard self.isTypeStart else { return nil }
        all.append(self.typeRef())
      } while self.take(",")
      return self.take(">") ? all : nil
    }
  }
}
