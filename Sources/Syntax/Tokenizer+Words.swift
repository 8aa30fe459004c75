/// Variables, parameters, labels, identifiers and the generic words of command mode.
extension Tokenizer {
  // MARK: Variables

  /// After `$` or `@`.
  func scanVariable(splatted: Bool, inString: Bool) -> Lexeme {
    if peek() == "{" { skip(); return scanBracedVariable(inString: inString) }
    let start = index
    var c = get()
    if !c.isVariableStart {
      unget()
      return scanGeneric(prefix: ["$"])
    }
    if c == "$" || c == "?" || c == "^" {
      if mode == .command, !peek().forcesNewToken { index = tokenStart; return scanGeneric() }
    } else {
      scan: while true {
        c = get()
        if c.value < 128, c.isIdentifierFollow || c == "?" { continue }
        switch c {
        case ":":
          if peek() == ":" { unget(); break scan }
        case .nul, "\t", "\r", "\n", " ", "&", "(", ")", ",", ";", "{", "}", "|", ".", "[", "=":
          unget()
          break scan
        default:
          if c.isLetterOrDigit { continue }
          if mode == .command, !c.forcesNewToken { index = tokenStart; return scanGeneric() }
          unget()
          break scan
        }
      }
    }
    if base[index - 1] == ":" {
      let path = VariablePath(slice(start, index))
      if path.name.isEmpty {
        report(path.isDriveQualified ? .invalidVariableReferenceWithDrive : .invalidVariableReference, span(tokenStart, index))
      }
    }
    return make(splatted ? .splattedVariable : .variable)
  }

  private func scanBracedVariable(inString: Bool) -> Lexeme {
    let errorStart = index - 1
    var out: [CodeUnit] = [], closed = false
    scan: while true {
      var c = get()
      switch c {
      case "}":
        closed = true
        break scan
      case "`":
        let c1 = get()
        if c1 == .nul, atEnd { unget(); break scan }
        switch backtick(c1) {
        case .unit(let u): c = u
        case .pair(let a, let b): out.append(a); c = b
        }
      case "{":
        report(.openBraceNeedsToBeBackTickedInVariableName, at: index)
      case .nul where atEnd:
        unget()
        break scan
      default:
        if inString, c.isDoubleQuote {
          let c1 = get()
          if c1 == .nul, atEnd { unget(); break scan }
          if c1.isDoubleQuote { c = c1 } else { unget() }
        }
      }
      out.append(c)
    }
    var name = text(of: out)
    if !closed { reportIncomplete(.incompleteDollarVariableReference, from: errorStart) }
    if name.isEmpty {
      if closed { report(.emptyVariableReference, at: index - 1) }
      name = ":Error:"
    }
    if mode == .command {
      let c = peek()
      if !c.forcesNewToken, c != ".", c != "[" { index = tokenStart; return scanGeneric() }
    }
    let path = VariablePath(name)
    if path.name.isEmpty { report(.invalidBracedVariableReference, span(tokenStart, index)) }
    return make(.variable, .variable(path))
  }

  // MARK: Parameters and operators

  /// After a dash that a letter, `_` or `?` follows.
  func scanParameter() -> Lexeme {
    let start = index
    var sawColon = false, end = index
    scan: while true {
      let c = get()
      end = index - 1
      if c.value < 128, c.isAsciiLetter { continue }
      if c.isWhitespace { unget(); break }
      switch c {
      case "{", "}", "(", ")", ";", ",", "|", "&", ".", "[", "\r", "\n", .nul:
        unget()
        break scan
      case ":":
        sawColon = true
        if mode != .command { unget() }
        break scan
      default:
        if c.isSingleQuote || c.isDoubleQuote {
          unget()
          if mode == .command { return scanGeneric(prefix: [base[tokenStart]] + Array(units(start, index))) }
          break scan
        }
        if mode != .command { unget(); break scan }
      }
    }
    let word = units(start, end)
    if mode == .expression, let kind = KeywordTable.op(word) { return make(kind) }
    if word.isEmpty { return make(.minus) }
    return make(.parameter, .parameter(name: text(of: word), usedColon: sawColon))
  }

  func checkOperator(_ kind: TokenKind, width: Int = 1) -> Lexeme {
    if mode == .command, !peek().forcesNewToken { return scanGeneric(prefix: Array(units(index - width, index))) }
    return make(kind)
  }

  // MARK: Generic words

  /// A word of command mode: everything up to a blank or separator, with quotes and variables inside.
  func scanGeneric(prefix: [CodeUnit] = []) -> Lexeme {
    if prefix.isEmpty || index - prefix.count == tokenStart {
      // Most words are plain text.
      var i = index
      while i < length {
        let c = base[i]
        if c.forcesNewToken || c == "`" || c == "$" || c.isSingleQuote || c.isDoubleQuote { break }
        i += 1
      }
      if i >= length || base[i].forcesNewToken, prefix.isEmpty || base[tokenStart] == prefix[0] {
        let start = prefix.isEmpty ? index : tokenStart
        index = i
        return skipped.isEmpty ? make(.generic) : make(.generic, .text(slice(start, i)))
      }
    }
    var out = ExpandableBuilder()
    for c in prefix { out.append(c) }
    while true {
      let c = get()
      if c.forcesNewToken { break }
      // Such a word is read again at each of its variables when it turns out to be an expression.
      if out.nested.count > 1000 { abort(); break }
      if c == "`" {
        let c1 = peek()
        if c1 == .nul { out.append(c); continue }
        skip()
        switch backtick(c1) {
        case .unit(let u): out.append(u)
        case .pair(let a, let b): out.append(a); out.append(b)
        }
      } else if c.isSingleQuote {
        var literal: [CodeUnit] = []
        scanStringLiteral(into: &literal)
        for u in literal { out.append(u) }
      } else if c.isDoubleQuote {
        scanStringExpandable(into: &out)
      } else if c == "$" {
        if !scanDollar(into: &out, hereString: false) { out.append(c) }
      } else {
        out.append(c)
      }
    }
    unget()
    if out.nested.isEmpty { return make(.generic, .text(text(of: out.value))) }
    return finishExpandable(.generic, out, [])
  }

  func scanIdentifier() -> Lexeme {
    while index < length, base[index].isIdentifierFollow { index += 1 }
    if mode == .typeName { return scanTypeName() }
    if !wantSimpleName {
      if mode == .command, !peek().forcesNewToken { return scanGeneric(prefix: Array(units(tokenStart, index))) }
      if mode == .command || mode == .signature, let kind = KeywordTable.keyword(units(tokenStart, index)), kind != .inlineScript || inWorkflow {
        return make(kind)
      }
    }
    return make(.identifier)
  }

  private func scanTypeName() -> Lexeme {
    while true {
      let c = peek()
      switch c {
      case ".", "`", "_", "+", "#", "\\": skip()
      default:
        if c.isLetterOrDigit { skip(); continue }
        var token = Lexeme(.identifier, currentSpan)
        token.flags = .typeName
        return save(token)
      }
    }
  }

  /// The assembly part of a type name; nil when there is none.
  func assemblyNameSpec() -> String {
    var out: [CodeUnit] = []
    func part() {
      skipWhitespace()
      tokenStart = index
      while !peek().forcesNewTokenInAssemblyName { out.append(get()) }
      var token = Lexeme(.identifier, currentSpan)
      token.flags = .typeName
      _ = save(token)
      skipWhitespace()
    }
    part()
    while peek() == "," {
      tokenStart = index
      out.append(contentsOf: [",", " "])
      skip()
      _ = make(.comma)
      part()
      if peek() == "=" {
        tokenStart = index
        out.append("=")
        skip()
        _ = make(.equals)
        part()
      }
    }
    return text(of: out)
  }

  /// After a colon in command mode.
  func scanLabel() -> Lexeme {
    let start = index
    let c = get()
    guard c.isIdentifierStart else {
      unget()
      if c == .nul { return make(.generic, .text(":")) }
      return scanGeneric(prefix: [":"])
    }
    while peek().isIdentifierFollow { skip() }
    if mode == .command, !peek().forcesNewToken {
      // what makes it a word stands for itself, be it a quote
      skip()
      return scanGeneric(prefix: Array(units(start - 1, index)))
    }
    return make(.label)
  }
}
