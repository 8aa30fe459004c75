/// Reads tokens on demand, in the mode the parser is in: a word after a command name is one token there and several in
/// an expression. The parser may go back (`resync`) and read the same text in another mode.
///
/// Text inside `$( … )` of a string is read from a copy without the doubled quotes; `adjustment` and `skipped` map its
/// offsets to those of the script.
final class Tokenizer {
  enum Mode { case command, expression, typeName, signature }

  // Every unit of the text goes through these: exclusivity checks would cost a tenth of the time.
  let source: SourceText
  let errors: ParseErrors
  @exclusivity(unchecked) var base: UnsafePointer<CodeUnit>
  @exclusivity(unchecked) var length: Int
  @exclusivity(unchecked) var index = 0
  @exclusivity(unchecked) var tokenStart = 0
  @exclusivity(unchecked) var mode = Mode.command
  @exclusivity(unchecked) var allowSignedNumbers = false
  @exclusivity(unchecked) var endNumberOnTernary = false
  @exclusivity(unchecked) var wantSimpleName = false
  @exclusivity(unchecked) var inWorkflow = false
  /// Set when the script is nested too deeply: from then on there is only the end of input.
  @exclusivity(unchecked) var isAborted = false
  /// Set when nobody wants the tokens any more.
  let stop: UnsafePointer<Bool>?

  @exclusivity(unchecked) var savesTokens: Bool
  @exclusivity(unchecked) var tokens: [Lexeme] = []
  @exclusivity(unchecked) private var values: [LexemeValue] = []
  @exclusivity(unchecked) var requiresTokens: [Span] = []
  @exclusivity(unchecked) var firstToken: Lexeme?
  @exclusivity(unchecked) var lastToken: Lexeme?
  @exclusivity(unchecked) private(set) var signatureStart: Int32?

  @exclusivity(unchecked) private(set) var adjustment = 0
  @exclusivity(unchecked) private(set) var skipped: [Int] = []
  @exclusivity(unchecked) private var buffers: [UnsafeMutablePointer<CodeUnit>] = []

  init(_ source: SourceText, _ errors: ParseErrors, savesTokens: Bool, stop: UnsafePointer<Bool>? = nil) {
    self.source = source; self.errors = errors; self.savesTokens = savesTokens; self.stop = stop
    length = source.units.count
    let copy = UnsafeMutablePointer<CodeUnit>.allocate(capacity: length + 1)
    source.units.withUnsafeBufferPointer { units in
      for i in 0..<units.count { (copy + i).initialize(to: CodeUnit(units[i])) }
    }
    (copy + length).initialize(to: .nul)
    base = UnsafePointer(copy)
    buffers = [copy]
  }
  deinit { for b in buffers { b.deallocate() } }

  // MARK: Text inside strings

  struct State {
    let base: UnsafePointer<CodeUnit>, length: Int, index: Int, tokenStart: Int, adjustment: Int, skipped: [Int], tokens: [Lexeme]
    let first: Lexeme?, last: Lexeme?
  }

  func startNestedScan(units: [CodeUnit], at start: Int32, skipped: [Int]) -> State {
    let state = State(base: base, length: length, index: index, tokenStart: tokenStart, adjustment: adjustment, skipped: self.skipped,
                      tokens: tokens, first: firstToken, last: lastToken)
    let copy = UnsafeMutablePointer<CodeUnit>.allocate(capacity: units.count + 1)
    for (i, u) in units.enumerated() { (copy + i).initialize(to: u) }
    (copy + units.count).initialize(to: .nul)
    buffers.append(copy)
    base = UnsafePointer(copy); length = units.count; index = 0; tokenStart = 0
    adjustment = Int(start); self.skipped = skipped; tokens = []
    return state
  }

  func finishNestedScan(_ s: State) {
    if buffers.count > 1, let last = buffers.popLast() { last.deallocate() }
    base = s.base; length = s.length; index = isAborted ? s.length + 1 : s.index; tokenStart = s.tokenStart
    adjustment = s.adjustment; skipped = s.skipped; tokens = s.tokens; firstToken = s.first; lastToken = s.last
  }

  // MARK: Units

  @inline(__always) func get() -> CodeUnit {
    let i = index
    index = i &+ 1
    return i < length ? base[i] : .nul
  }
  @inline(__always) func unget() { index &-= 1 }
  @inline(__always) func peek() -> CodeUnit { index < length ? base[index] : .nul }
  @inline(__always) func skip() { index &+= 1 }
  @inline(__always) var atEnd: Bool { index > length }

  func skipWhitespace() { while peek().isWhitespace { index &+= 1 } }
  @inline(__always) func finishNewLine(_ c: CodeUnit) { if c == "\r", peek() == "\n" { index &+= 1 } }

  func units(_ start: Int, _ end: Int) -> UnsafeBufferPointer<CodeUnit> {
    let e = min(end, length)
    return start < e ? UnsafeBufferPointer(start: base + start, count: e - start) : UnsafeBufferPointer(start: nil, count: 0)
  }
  func slice(_ start: Int, _ end: Int) -> String { Syntax.text(of: units(start, end)) }

  /// Drops the rest of the script; used when it is nested too deeply.
  func abort() { isAborted = true; index = length + 1 }
  /// Inside a token that may be long: whether it is still wanted.
  @inline(__always) func attend() { if let stop, stop.pointee { abort() } }

  // MARK: Places

  var currentSpan: Span {
    var start = tokenStart + adjustment, end = index + adjustment
    if !skipped.isEmpty {
      for s in skipped where s >= adjustment {
        if s < start { start += 1; end += 1 } else if s < end { end += 1 } else { break }
      }
    }
    return Span(start, end)
  }
  func span(_ start: Int, _ end: Int) -> Span { Span(start + adjustment, end + adjustment) }
  var scriptSpan: Span { span(0, length) }

  /// A place to come back to; as in PowerShell, asking for it starts a token.
  func restorePoint() -> Int { tokenStart = index; return Int(currentSpan.start) }

  func resync(_ start: Int) {
    if isAborted { index = length + 1; return }
    var shift = adjustment
    for s in skipped where s >= adjustment { if s < start - 1 { shift += 1 } else { break } }
    index = max(0, min(start - shift, length + 1))
    if let first = firstToken, index <= Int(first.start) { firstToken = nil }
    if savesTokens, !tokens.isEmpty {
      var i = tokens.count - 1, keep = 0
      if tokens[i].kind == .endOfInput { i -= 1 }
      while i >= 0 {
        if Int(tokens[i].end) <= start { keep = i + 1; break }
        i -= 1
      }
      tokens.removeLast(tokens.count - keep)
    }
    while let last = requiresTokens.last, Int(last.end) > start { requiresTokens.removeLast() }
  }

  // MARK: Tokens

  @inline(__always) func make(_ kind: TokenKind) -> Lexeme { save(Lexeme(kind, currentSpan)) }
  func make(_ kind: TokenKind, _ value: LexemeValue) -> Lexeme { save(Lexeme(kind, currentSpan, value: keep(value))) }
  func keep(_ value: LexemeValue) -> Int32 {
    values.append(value)
    return Int32(truncatingIfNeeded: values.count - 1)
  }
  @inline(__always) func value(_ lexeme: Lexeme) -> LexemeValue? {
    let i = Int(lexeme.value)
    return i >= 0 && i < values.count ? values[i] : nil
  }

  // What tokens stand for. Those without a kept value have it plainly in the source.

  private func written(_ lexeme: Lexeme, from: Int32, to: Int32) -> String { source.slice(Int(lexeme.start + from), Int(lexeme.end - to)) }
  func stringValue(_ lexeme: Lexeme) -> String? {
    switch value(lexeme) {
    case .text(let t): return t
    case .expandable(let e): return e.value
    case nil:
      switch lexeme.kind {
      case .generic: return written(lexeme, from: 0, to: 0)
      case .stringLiteral, .stringExpandable: return written(lexeme, from: 1, to: 1)
      case .label: return written(lexeme, from: 1, to: 0)
      default: return nil
      }
    default: return nil
    }
  }
  func variablePath(_ lexeme: Lexeme) -> VariablePath? {
    if case .variable(let path) = value(lexeme) { return path }
    guard lexeme.kind == .variable || lexeme.kind == .splattedVariable else { return nil }
    let name = written(lexeme, from: 1, to: 0)
    let isQualified = source.units.withUnsafeBufferPointer { units in
      var i = Int(lexeme.start) + 1
      while i < Int(lexeme.end), i < units.count { if units[i] == 0x3A { return true }; i += 1 }
      return false
    }
    return isQualified ? VariablePath(name) : VariablePath(userPath: name, scope: .none, drive: nil, name: name)
  }
  func numberValue(_ lexeme: Lexeme) -> NumberLiteral? {
    if case .number(let n) = value(lexeme) { return n }
    // Only short, plain digits are not kept.
    var n: Int32 = 0
    for i in Int(lexeme.start)..<Int(lexeme.end) where i < source.units.count { n = n &* 10 &+ Int32(source.units[i] &- 0x30) }
    return .int(n)
  }
  func parameterName(_ lexeme: Lexeme) -> String? { if case .parameter(let n, _) = value(lexeme) { n } else { nil } }
  func usedColon(_ lexeme: Lexeme) -> Bool { if case .parameter(_, let c) = value(lexeme) { c } else { false } }

  /// For those who asked for tokens.
  func token(_ lexeme: Lexeme) -> Token {
    var payload = Token.Payload.none, nested: [Token] = []
    switch lexeme.kind {
    case .variable, .splattedVariable: payload = variablePath(lexeme).map { .variable($0) } ?? .none
    case .number: payload = .number(numberValue(lexeme))
    default:
      switch value(lexeme) {
      case .parameter(let n, let c): payload = .parameter(name: n, usedColon: c)
      case .fileRedirection(let f, let a): payload = .fileRedirection(from: f, append: a)
      case .mergingRedirection(let f, let t): payload = .mergingRedirection(from: f, to: t)
      case .expandable(let e):
        payload = .text(e.value)
        nested = e.nested.map { token($0) }
      default: payload = stringValue(lexeme).map { .text($0) } ?? .none
      }
    }
    return Token(kind: lexeme.kind, flags: lexeme.flags, start: lexeme.start, end: lexeme.end, payload: payload, nestedTokens: nested)
  }

  func save(_ token: Lexeme) -> Lexeme {
    if savesTokens { tokens.append(token) }
    switch token.kind {
    case .newLine, .lineContinuation, .comment, .endOfInput: break
    default:
      if firstToken == nil { firstToken = token }
      lastToken = token
    }
    return token
  }
  /// Adds flags to a token already saved (its role is only known now).
  /// A keyword as a command's argument is just a word.
  func setIsCommandArgument(_ token: Lexeme) {
    guard savesTokens, token.kind != .identifier else { return }
    var i = tokens.count - 1
    while i >= 0, tokens[i].start > token.start { i -= 1 }
    if i >= 0, tokens[i].start == token.start { tokens[i].kind = .generic; tokens[i].flags.remove(.keyword) }
  }
  func flag(_ token: Lexeme, adding: TokenFlags = [], removing: TokenFlags = []) {
    guard savesTokens else { return }
    var i = tokens.count - 1
    while i >= 0, tokens[i].start > token.start { i -= 1 }
    if i >= 0, tokens[i].start == token.start { tokens[i].flags.formUnion(adding); tokens[i].flags.subtract(removing) }
  }

  // MARK: Errors

  func report(_ message: ParserMessage, at offset: Int, _ arguments: String...) { errors.add(message, span(offset, offset + 1), false, arguments) }
  func report(_ message: ParserMessage, _ span: Span, _ arguments: String...) { errors.add(message, span, false, arguments) }
  func reportIncomplete(_ message: ParserMessage, from offset: Int, _ arguments: String...) {
    let s = span(offset, index)
    errors.add(message, s, isAtEndOfScript(s), arguments)
  }

  /// Nothing but blanks and comments follows.
  func isAtEndOfScript(_ span: Span) -> Bool {
    var i = Int(span.end)
    while i < length {
      let c = i >= 0 ? base[i] : .nul
      if c == "#" { i = skipLineComment(i + 1); continue }
      if c == "<", i + 1 < length, base[i + 1] == "#" { i = skipBlockComment(i + 2); continue }
      if !c.isWhitespace { return false }
      i += 1
    }
    return true
  }
  /// A line end is followed by a line that begins with `|`.
  func isPipeContinuation(after span: Span) -> Bool {
    var i = Int(span.end)
    guard i < length, i >= 0 else { return false }
    var blankLine = true
    while i < length - 1 {
      let c = base[i]
      if c.isWhitespace { i += 1; continue }
      if c == "\n" || c == "\r" {
        if blankLine { return false }
        blankLine = true
        i += c == "\r" && base[i + 1] == "\n" ? 2 : 1
        continue
      }
      blankLine = false
      if c == "#" { i = skipLineComment(i + 1); continue }
      if c == "<", base[i + 1] == "#" { i = skipBlockComment(i + 2); continue }
      return c == "|"
    }
    return base[length - 1] == "|"
  }
  private func skipLineComment(_ from: Int) -> Int {
    var i = from
    while i < length, base[i] != "\r", base[i] != "\n" { i += 1 }
    return i
  }
  private func skipBlockComment(_ from: Int) -> Int {
    var i = from
    while i < length {
      if base[i] == "#", i + 1 < length, base[i + 1] == ">" { return i + 2 }
      i += 1
    }
    return i
  }

  // MARK: Blanks and comments

  @inline(__always) func skipNewlines(semicolons: Bool) {
    // Mostly there is nothing to skip.
    if index < length {
      let c = base[index].value
      if c > 0x3C, c != 0x60, c < 0x80 { return }
    }
    skipNewlinesSlowly(semicolons)
  }
  private func skipNewlinesSlowly(_ semicolons: Bool) {
    while true {
      let c = get()
      switch c {
      case "\r", "\n":
        tokenStart = index - 1
        finishNewLine(c)
        if savesTokens { _ = make(.newLine) }
      case ";":
        guard semicolons else { unget(); return }
        tokenStart = index - 1
        if savesTokens { _ = make(.semi) }
      case "#":
        tokenStart = index - 1
        scanLineComment()
      case "<":
        guard peek() == "#" else { unget(); return }
        tokenStart = index - 1
        skip()
        scanBlockComment()
      case "`":
        let c1 = get()
        if c1 == "\n" || c1 == "\r" {
          tokenStart = index - 2
          finishNewLine(c1)
          if savesTokens { _ = make(.lineContinuation) }
        } else if c1.isAnyWhitespace {
          skipWhitespace()
        } else {
          unget(); unget()
          return
        }
      default:
        guard c.isWhitespace else { unget(); return }
        skipWhitespace()
      }
    }
  }

  func scanLineComment() {
    let start = index
    while index < length, base[index] != "\r", base[index] != "\n" { index += 1 }
    let content = units(start, index)
    if savesTokens { _ = make(.comment) }
    if isRequires(content) {
      if adjustment == 0 { requiresTokens.append(currentSpan) }
    } else if content.count >= 13, Tokenizer.resemblesSignature(content) {
      signatureStart = currentSpan.start
    }
  }
  private func isRequires(_ content: UnsafeBufferPointer<CodeUnit>) -> Bool {
    // The word may be followed by anything that is no letter of it; what is wrong then is told later.
    let word: StaticString = "requires"
    guard content.count >= 8 else { return false }
    for i in 0..<8 where content[i].value | 0x20 != UInt16(word.utf8Start[i]) || !content[i].isAsciiLetter { return false }
    return true
  }
  /// `# SIG # Begin signature block`, give or take some letters (edit distance below ten).
  private static func resemblesSignature(_ content: UnsafeBufferPointer<CodeUnit>) -> Bool {
    let want = Array("sig#beginsignatureblock\n".utf16)
    var have: [UInt16] = []
    for u in content where !u.isWhitespace {
      have.append(u.isAsciiLetter ? u.value | 0x20 : u.value)
      if have.count > 34 { return false }
    }
    have.append(10)
    guard have.count >= 14, have.count <= 34 else { return false }
    var row = Array(0...want.count)
    for (i, c) in have.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 1...want.count {
        let cost = c == want[j - 1] ? diagonal : min(min(row[j], row[j - 1]), diagonal) + 1
        diagonal = row[j]
        row[j] = cost
      }
    }
    return row[want.count] < 10
  }

  func scanBlockComment() {
    let errorIndex = index - 2
    while true {
      let c = get()
      if c == "#", peek() == ">" { skip(); break }
      if c == .nul, atEnd {
        unget()
        reportIncomplete(.missingTerminatorMultiLineComment, from: errorIndex)
        break
      }
    }
    if savesTokens { _ = make(.comment) }
  }
}

/// The errors found so far. One place is told only once for the same reason.
final class ParseErrors {
  let source: SourceText
  private(set) var list: [ParseError] = []
  private var seen: Set<String> = []
  init(_ source: SourceText) { self.source = source }
  var isEmpty: Bool { list.isEmpty }
  /// Garbage can make every message quote the rest of the text; enough is enough.
  private(set) var isFull = false
  private var size = 0

  func add(_ message: ParserMessage, _ span: Span, _ incomplete: Bool, _ arguments: [String] = []) {
    let s = span.isEmpty ? Span(0, 0) : span
    let id = message.id.description
    guard seen.insert("\(id) \(s.start) \(s.end)").inserted else { return }
    let sentence = message.formatted(arguments)
    size += sentence.utf8.count
    if size > 8 << 20 { isFull = true; return }
    list.append(ParseError(id: id, message: sentence, extent: Extent(source, Int(s.start), Int(s.end)), incompleteInput: incomplete))
  }
  func clear() { list = []; seen = [] }
}
