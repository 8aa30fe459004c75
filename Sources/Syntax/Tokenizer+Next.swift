/// The next token, and the few that only make sense right after an expression.
extension Tokenizer {
  func next() -> Lexeme {
    while true {
      tokenStart = index
      let c = get()
      switch c {
      case " ", "\t":
        skipWhitespace()
        continue
      case "'": return scanStringLiteral()
      case "\"": return scanStringExpandable()
      case "@": return scanAt()
      case "#":
        scanLineComment()
        continue
      case "\r", "\n":
        finishNewLine(c)
        return make(.newLine)
      case "`":
        if let token = scanBacktick() { return token }
        continue
      case "=": return checkOperator(.equals)
      case "+":
        let c1 = peek()
        if c1 == "+" { skip(); return checkOperator(.plusPlus, width: 2) }
        if c1 == "=" { skip(); return checkOperator(.plusEquals, width: 2) }
        if allowSignedNumbers, c1.isDigit || c1 == "." { return scanNumber(c) }
        return checkOperator(.plus)
      case "-": return scanDash(c)
      case "*": return scanStar()
      case "/":
        if peek() == "=" { skip(); return checkOperator(.divideEquals, width: 2) }
        return checkOperator(.divide)
      case "%":
        if peek() == "=" { skip(); return checkOperator(.remainderEquals, width: 2) }
        return checkOperator(.rem)
      case "$":
        if peek() == "(" { skip(); return make(.dollarParen) }
        return scanVariable(splatted: false, inString: false)
      case "<":
        guard peek() == "#" else { return make(.redirectInStd) }
        skip()
        scanBlockComment()
        continue
      case ">":
        if peek() == ">" { skip(); return fileRedirection(.output, append: true, explicit: nil) }
        return fileRedirection(.output, append: false, explicit: nil)
      case "(": return make(.lParen)
      case ")": return make(.rParen)
      case "[":
        if mode == .command, !peek().forcesNewToken { return scanGeneric(prefix: ["["]) }
        return make(.lBracket)
      case "]": return make(.rBracket)
      case "{": return make(.lCurly)
      case "}": return make(.rCurly)
      case ".": return scanDot()
      case ";": return make(.semi)
      case ",": return make(.comma)
      case "&":
        if peek() == "&" { skip(); return make(.andAnd) }
        return make(.ampersand)
      case "|":
        if peek() == "|" { skip(); return make(.orOr) }
        return make(.pipe)
      case "!": return scanExclaim()
      case ":": return scanColon()
      case "?" where mode == .expression:
        guard peek() == "?" else { return make(.questionMark) }
        skip()
        if peek() == "=" { skip(); return make(.questionQuestionEquals) }
        return make(.questionQuestion)
      case .nul:
        if atEnd { return save(Lexeme(.endOfInput, span(tokenStart + 1, tokenStart + 1))) }
        return scanGeneric(prefix: [c])
      default:
        if c.value < 128, c.isIdentifierStart { return scanIdentifier() }
        if c.isDecimalDigit { return scanDigit(c) }
        if c.isWhitespace { skipWhitespace(); continue }
        if c.isSingleQuote { return scanStringLiteral() }
        if c.isDoubleQuote { return scanStringExpandable() }
        if c.isDash { return scanDash(c) }
        if c.isLetter { return scanIdentifier() }
        return scanGeneric(prefix: [c])
      }
    }
  }

  private func scanAt() -> Lexeme {
    let c = get()
    if c == "{" { return make(.atCurly) }
    if c == "(" { return make(.atParen) }
    if c.isSingleQuote { return scanHereString(expandable: false) }
    if c.isDoubleQuote { return scanHereString(expandable: true) }
    unget()
    if c.isVariableStart { return scanVariable(splatted: true, inString: false) }
    report(.unrecognizedToken, at: index - 1)
    return make(.unknown)
  }

  /// nil when the backtick only joins lines.
  private func scanBacktick() -> Lexeme? {
    let c = get()
    if c == "\r" || c == "\n" {
      finishNewLine(c)
      if savesTokens { _ = make(.lineContinuation) }
      return nil
    }
    if c.isAnyWhitespace { skipWhitespace(); return nil }
    if c == .nul, atEnd {
      reportIncomplete(.incompleteString, from: index)
      unget()
      return nil
    }
    switch backtick(c) {
    case .unit(let u): return scanGeneric(prefix: [u])
    case .pair(let a, let b): return scanGeneric(prefix: [a, b])
    }
  }

  private func scanDash(_ c: CodeUnit) -> Lexeme {
    let c1 = peek()
    if c1.isDash { skip(); return checkOperator(.minusMinus, width: 2) }
    if c1 == "=" { skip(); return checkOperator(.minusEquals, width: 2) }
    if c1.isLetter || c1 == "_" || c1 == "?" { return scanParameter() }
    if allowSignedNumbers, c1.isDigit || c1 == "." { return scanNumber(c) }
    return checkOperator(.minus)
  }

  private func scanStar() -> Lexeme {
    let c = peek()
    if c == "=" { skip(); return checkOperator(.multiplyEquals, width: 2) }
    guard c == ">" else { return checkOperator(.multiply) }
    skip()
    if peek() == ">" { skip(); return fileRedirection(.all, append: true, explicit: nil) }
    if peek() == "&" {
      skip()
      if peek() == "1" { skip(); return make(.redirection, .mergingRedirection(from: .all, to: .output)) }
      unget()
    }
    return fileRedirection(.all, append: false, explicit: nil)
  }

  private func scanDigit(_ c: CodeUnit) -> Lexeme {
    guard c.value >= 0x31, c.value <= 0x36, peek() == ">", let from = RedirectionStream(rawValue: UInt8(c.value - 0x30)) else { return scanNumber(c) }
    skip()
    if peek() == ">" { skip(); return fileRedirection(from, append: true, explicit: c) }
    if peek() == "&" {
      skip()
      let to = peek()
      if to == "1" || to == "2" { skip(); return make(.redirection, .mergingRedirection(from: from, to: to == "1" ? .output : .error)) }
      unget()
    }
    return fileRedirection(from, append: false, explicit: c)
  }

  /// In an expression, `2>` is the number 2 and a redirection.
  private func fileRedirection(_ from: RedirectionStream, append: Bool, explicit: CodeUnit?) -> Lexeme {
    if explicit != nil, mode == .expression {
      unget()
      if append { unget() }
      return make(.number)
    }
    return make(.redirection, .fileRedirection(from: from, append: append))
  }

  private func scanDot() -> Lexeme {
    let c = peek()
    if c == "." {
      skip()
      if mode == .command, !peek().forcesNewToken { unget(); return scanGeneric(prefix: ["."]) }
      return make(.dotDot)
    }
    if c.isDecimalDigit { return scanNumber(".") }
    if mode == .command, !c.forcesNewToken, c != "$", c != "\"", c != "'" { return scanGeneric(prefix: ["."]) }
    return make(.dot)
  }

  private func scanExclaim() -> Lexeme {
    let c = peek()
    if (mode == .command && !c.forcesNewToken) || (mode == .expression && c.isIdentifierStart) { return scanGeneric(prefix: ["!"]) }
    if mode == .expression, c.isDigit || c == "." {
      let isNumber = scanNumberParts("!") != nil
      index = tokenStart + 1
      if !isNumber { return scanGeneric(prefix: ["!"]) }
    }
    return make(.exclaim)
  }

  private func scanColon() -> Lexeme {
    if peek() == ":" {
      skip()
      if mode == .command, !wantSimpleName, !peek().forcesNewToken { return scanGeneric(prefix: [":", ":"]) }
      return make(.colonColon)
    }
    return mode == .command ? scanLabel() : make(.colon)
  }

  // MARK: After an expression

  /// `.`, `::`, `?.`, `[` or `?[` with nothing between it and what stands before.
  func memberAccessOperator(allowLBracket: Bool) -> Lexeme? {
    while peek() == "<" {
      guard index + 1 < length, base[index + 1] == "#" else { return nil }
      tokenStart = index
      index += 2
      scanBlockComment()
    }
    func endsWord(_ c: CodeUnit) -> Bool { mode == .command && (c.isWhitespace || c == .nul || c == "\r" || c == "\n") }
    func at(_ i: Int) -> CodeUnit { i < length ? base[i] : .nul }
    func take(_ count: Int, _ kind: TokenKind) -> Lexeme { tokenStart = index; index += count; return make(kind) }
    switch peek() {
    case ".":
      let c = at(index + 1)
      return c == "." || endsWord(c) ? nil : take(1, .dot)
    case ":":
      guard at(index + 1) == ":" else { return nil }
      return endsWord(at(index + 2)) ? nil : take(2, .colonColon)
    case "[" where allowLBracket: return take(1, .lBracket)
    case "?":
      let c = at(index + 1)
      if c == "." { return take(2, .questionDot) }
      if c == "[", allowLBracket { return take(2, .questionLBracket) }
      return nil
    default: return nil
    }
  }

  /// `(` or `{` right after a member's name.
  func invokeMemberOpening() -> Lexeme? {
    let c = peek()
    guard c == "(" || c == "{" else { return nil }
    tokenStart = index
    skip()
    return make(c == "(" ? .lParen : .lCurly)
  }

  /// A `[` after blanks and comments; what turns out to belong to a member access is left alone.
  func lBracket() -> Lexeme? {
    let start = index
    var resyncIfMember = false
    while true {
      tokenStart = index
      let c = get()
      switch c {
      case "#":
        resyncIfMember = true
        scanLineComment()
      case "<":
        guard peek() == "#" else { unget(); return nil }
        resyncIfMember = false
        skip()
        scanBlockComment()
      case "[": return make(.lBracket)
      case ".", ":":
        if resyncIfMember { resync(start + adjustment) } else { unget() }
        return nil
      default:
        guard c.isWhitespace else { unget(); return nil }
        resyncIfMember = true
        skipWhitespace()
      }
    }
  }
}
