/// Strings: quoted, expandable and here-strings, escapes, and what nests in them.

/// What is collected while an expandable text is read.
struct ExpandableBuilder {
  /// The text as it will be reported, nested parts as written.
  var value: [CodeUnit] = []
  /// The literal text since the last nested part.
  var literal: [CodeUnit] = []
  var literals: [String] = []
  var nested: [Lexeme] = []

  mutating func append(_ c: CodeUnit) { value.append(c); literal.append(c) }
  mutating func append(_ units: UnsafeBufferPointer<CodeUnit>) { value.append(contentsOf: units); literal.append(contentsOf: units) }
  mutating func append(nested token: Lexeme, written: UnsafeBufferPointer<CodeUnit>) {
    value.append(contentsOf: written)
    literals.append(text(of: literal))
    literal.removeAll(keepingCapacity: true)
    nested.append(token)
  }
  /// Goes back to a mark taken earlier; there must not be a nested part since.
  mutating func drop(_ count: Int) { value.removeLast(min(count, value.count)); literal.removeLast(min(count, literal.count)) }
  var finished: ExpandableText { ExpandableText(value: text(of: value), literals: literals + [text(of: literal)], nested: nested) }
}

extension Tokenizer {
  // MARK: Escapes

  enum Escape { case unit(CodeUnit), pair(CodeUnit, CodeUnit) }

  /// What `` `c `` stands for; the units after `c` are read as needed (`` `u{…} ``).
  func backtick(_ c: CodeUnit) -> Escape {
    switch c {
    case "0": .unit(.nul)
    case "a": .unit(CodeUnit(7))
    case "b": .unit(CodeUnit(8))
    case "e": .unit(CodeUnit(27))
    case "f": .unit(CodeUnit(12))
    case "n": .unit(CodeUnit(10))
    case "r": .unit(CodeUnit(13))
    case "t": .unit(CodeUnit(9))
    case "u": unicodeEscape()
    case "v": .unit(CodeUnit(11))
    default: .unit(c)
    }
  }

  private func unicodeEscape() -> Escape {
    let start = index - 2, invalid = Escape.unit(CodeUnit(0xFFFF))
    guard get() == "{" else {
      unget()
      report(.invalidUnicodeEscapeSequence, span(start, index))
      return invalid
    }
    var value: UInt32 = 0, count = 0
    while true {
      let c = get()
      if c == "}" {
        if count == 0 { report(.invalidUnicodeEscapeSequence, span(start, index)); return invalid }
        break
      }
      if !c.isHexDigit {
        unget()
        report(count < 6 ? .invalidUnicodeEscapeSequence : .missingUnicodeEscapeSequenceTerminator, at: index)
        return invalid
      }
      if count == 6 {
        unget()
        report(.tooManyDigitsInUnicodeEscapeSequence, at: index)
        return invalid
      }
      value = value << 4 | UInt32(c.value < 0x3A ? c.value - 0x30 : (c.value | 0x20) - 0x57)
      count += 1
    }
    if value <= 0xFFFF { return .unit(CodeUnit(UInt16(value))) }
    if value <= 0x10FFFF {
      let v = value - 0x10000
      return .pair(CodeUnit(UInt16(0xD800 + (v >> 10))), CodeUnit(UInt16(0xDC00 + (v & 0x3FF))))
    }
    report(.invalidUnicodeEscapeSequenceValue, span(start + 3, index - 1))
    return invalid
  }

  /// Reads the escape after a backtick into the builder; a backtick at the end (or before NUL) stands for itself.
  private func appendEscape(to out: inout ExpandableBuilder) {
    let c = peek()
    if c == .nul { out.append("`"); return }
    skip()
    switch backtick(c) {
    case .unit(let u): out.append(u)
    case .pair(let a, let b): out.append(a); out.append(b)
    }
  }

  // MARK: Quoted strings

  /// After the opening quote, to after the closing one.
  @discardableResult
  func scanStringLiteral(into out: inout [CodeUnit]) -> TokenFlags {
    let errorIndex = index - 1
    while true {
      let c = get()
      if c == .nul, atEnd { break }
      if c.isSingleQuote {
        if !peek().isSingleQuote { return [] }
        out.append(get())
        continue
      }
      out.append(c)
    }
    unget()
    reportIncomplete(.terminatorExpectedAtEndOfString, from: errorIndex, "'")
    return .tokenInError
  }

  func scanStringLiteral() -> Lexeme {
    var i = index
    while i < length, !base[i].isSingleQuote { i += 1 }
    if i < length, !(i + 1 < length && base[i + 1].isSingleQuote) { return finishPlain(.stringLiteral, i) }
    var out: [CodeUnit] = []
    let flags = scanStringLiteral(into: &out)
    return finishString(.stringLiteral, .text(text(of: out)), flags)
  }

  /// A string that is in the source as it is, up to the quote at `end`.
  private func finishPlain(_ kind: TokenKind, _ end: Int) -> Lexeme {
    let start = index
    index = end + 1
    return skipped.isEmpty ? make(kind) : make(kind, .text(slice(start, end)))
  }
  private func finishString(_ kind: TokenKind, _ value: LexemeValue, _ flags: TokenFlags) -> Lexeme {
    var token = Lexeme(kind, currentSpan, value: keep(value))
    token.flags.formUnion(flags)
    return save(token)
  }
  /// A string or word with variables inside; it is in error when one of them is.
  func finishExpandable(_ kind: TokenKind, _ out: ExpandableBuilder, _ flags: TokenFlags) -> Lexeme {
    if out.nested.isEmpty { return finishString(kind, .text(text(of: out.value)), flags) }
    return finishString(kind, .expandable(out.finished), out.nested.contains { $0.flags.contains(.tokenInError) } ? [flags, .tokenInError] : flags)
  }

  /// After the opening quote, to after the closing one.
  @discardableResult
  func scanStringExpandable(into out: inout ExpandableBuilder) -> TokenFlags {
    let errorIndex = index - 1
    out.value.reserveCapacity(128)
    out.literal.reserveCapacity(64)
    while true {
      attend()
      let c = get()
      if c.isDoubleQuote {
        if !peek().isDoubleQuote { return [] }
        out.append(get())
      } else if c == "$" {
        if !scanDollar(into: &out, hereString: false) { out.append(c) }
      } else if c == "`" {
        appendEscape(to: &out)
      } else if c == .nul, atEnd {
        break
      } else {
        // The plain text up to the next unit that means something.
        let start = index - 1
        while index < length {
          let d = base[index]
          if d.value == 0 || d == "$" || d == "`" || d.isDoubleQuote { break }
          index += 1
        }
        out.append(units(start, index))
      }
    }
    unget()
    reportIncomplete(.terminatorExpectedAtEndOfString, from: errorIndex, "\"")
    return .tokenInError
  }

  func scanStringExpandable() -> Lexeme {
    var i = index
    while i < length {
      let c = base[i]
      if c == "$" || c == "`" || c.isDoubleQuote { break }
      i += 1
    }
    if i < length, base[i].isDoubleQuote, !(i + 1 < length && base[i + 1].isDoubleQuote) { return finishPlain(.stringExpandable, i) }
    var out = ExpandableBuilder()
    let flags = scanStringExpandable(into: &out)
    return finishExpandable(.stringExpandable, out, flags)
  }

  /// After a `$` in a string: a variable or subexpression is read as a nested token.
  func scanDollar(into out: inout ExpandableBuilder, hereString: Bool) -> Bool {
    let dollar = index - 1, c = peek(), savedStart = tokenStart, savedMode = mode, saving = savesTokens
    var nested: Lexeme?
    let first = firstToken, last = lastToken
    savesTokens = false
    mode = .expression
    if c == "(" {
      skip()
      nested = scanSubexpression(hereString: hereString)
    } else if c.isVariableStart || c == "{" {
      tokenStart = index - 1
      nested = scanVariable(splatted: false, inString: true)
    }
    savesTokens = saving; tokenStart = savedStart; mode = savedMode
    firstToken = first; lastToken = last
    guard let nested else { return false }
    out.append(nested: nested, written: units(dollar, index))
    return true
  }

  private func scanSubexpression(hereString: Bool) -> Lexeme {
    tokenStart = index - 2
    var out: [CodeUnit] = []
    out.reserveCapacity(64)
    out.append("$")
    out.append("(")
    var parens = 1, flags: TokenFlags = [], dropped: [Int] = []
    scan: while true {
      let c = get()
      switch c {
      case "(":
        out.append(c)
        parens += 1
      case ")":
        out.append(c)
        parens -= 1
        if parens == 0 { break scan }
      case .nul where atEnd:
        unget()
        reportIncomplete(.incompleteDollarSubexpressionReference, from: tokenStart)
        flags = .tokenInError
        break scan
      default:
        if c == "`" || c.isDoubleQuote, !hereString, peek().isDoubleQuote {
          out.append(get())
          dropped.append(index - 2 + adjustment)
        } else {
          out.append(c)
        }
      }
    }
    var token = Lexeme(.unknown, currentSpan, value: keep(.unscanned(UnscannedSubexpression(units: out, skipped: dropped.isEmpty ? skipped : dropped))))
    token.flags.formUnion(flags)
    return token
  }

  // MARK: Here-strings

  /// The rest of the line after `@'` or `@"` must be blank.
  private func scanAfterHereStringHeader(_ quote: CodeUnit, _ quoteText: String) -> Bool {
    let header = index - 2
    var c = get()
    while c.isWhitespace { c = get() }
    if c == "\r" { finishNewLine(c); return true }
    if c == "\n" { return true }
    if c == .nul, atEnd {
      unget()
      reportIncomplete(.terminatorExpectedAtEndOfString, from: header, quoteText + "@")
      return false
    }
    unget()
    report(.unexpectedCharactersAfterHereStringHeader, at: index)
    while true {
      c = get()
      if c == quote, peek() == "@" { skip(); break }
      if c == "\r" || c == "\n" || (c == .nul && atEnd) { unget(); break }
    }
    return false
  }

  /// At the start of a line: is this the footer? A footer after blanks is remembered for the error.
  private func scanPossibleFooter(_ isQuote: (CodeUnit) -> Bool, _ out: inout ExpandableBuilder, _ falseFooter: inout Int) -> Bool {
    var c = get()
    if isQuote(c), peek() == "@" { skip(); return true }
    while c.isWhitespace { out.append(c); c = get() }
    if c == "\r" || c == "\n" || (c == .nul && atEnd) { unget(); return false }
    if isQuote(c), peek() == "@" {
      out.append(c)
      if falseFooter == -1 { falseFooter = index - 1 }
      out.append(get())
    } else {
      unget()
    }
    return false
  }

  func scanHereString(expandable: Bool) -> Lexeme {
    let header = index - 2, kind: TokenKind = expandable ? .hereStringExpandable : .hereStringLiteral
    let isQuote: (CodeUnit) -> Bool = expandable ? { $0.isDoubleQuote } : { $0.isSingleQuote }
    guard scanAfterHereStringHeader(expandable ? "\"" : "'", expandable ? "\"" : "'") else { return finishString(kind, .text(""), .tokenInError) }
    var out = ExpandableBuilder(), flags: TokenFlags = [], falseFooter = -1
    if !scanPossibleFooter(isQuote, &out, &falseFooter) {
      while true {
        attend()
        let c = get()
        if c == "\r" || c == "\n" {
          let mark = out.value.count
          out.append(c)
          if c == "\r", peek() == "\n" { out.append(get()) }
          if scanPossibleFooter(isQuote, &out, &falseFooter) { out.drop(out.value.count - mark); break }
        } else if expandable, c == "$" {
          if !scanDollar(into: &out, hereString: true) { out.append(c) }
        } else if expandable, c == "`" {
          appendEscape(to: &out)
        } else if c == .nul, atEnd {
          unget()
          if falseFooter != -1 { reportIncomplete(.whitespaceBeforeHereStringFooter, from: falseFooter) } else {
            reportIncomplete(.terminatorExpectedAtEndOfString, from: header, expandable ? "\"@" : "'@")
          }
          flags = .tokenInError
          break
        } else {
          out.append(c)
        }
      }
    }
    return finishExpandable(kind, out, flags)
  }

  /// The rest of the line as one argument, after `--%`.
  func verbatimArgument() -> Lexeme {
    skipWhitespace()
    tokenStart = index
    var inQuotes = false
    while true {
      let c = get()
      if c == "\r" || c == "\n" || (c == .nul && atEnd) { unget(); break }
      if c.isDoubleQuote { inQuotes.toggle(); continue }
      if !inQuotes, c == "|" || (c == "&" && !atEnd && peek() == "&") { unget(); break }
    }
    let s = currentSpan
    return make(.generic, .text(source.slice(Int(s.start), Int(s.end))))
  }
}
