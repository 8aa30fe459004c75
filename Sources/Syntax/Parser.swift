/// Reading PowerShell source. `Parser.parse` is the way in; `ScriptParser` does the work.
public enum Parser {
  /// Whether the file that `using assembly` names exists, seen from the script it stands in or, without one, from the current location.
  /// Looks for the module of a `using module` statement; nil while nobody can.
  nonisolated(unsafe) public static var findModule: ((UsingStatementAst) -> UsedModule)?
  nonisolated(unsafe) public static var assemblyExists: (_ name: String, _ script: String?) -> Bool = { _, _ in true }
  /// Parses a script. There always is a tree; with errors it may hold `ErrorStatementAst` and `ErrorExpressionAst`.
  /// - Parameter stop: a byte that is set when nobody wants the tree any more: parsing ends soon then, with an error nobody should see
  public static func parse(_ source: SourceText, keepTokens: Bool = false, stop: UnsafePointer<Bool>? = nil) -> ParseResult {
    ScriptParser(source, keepTokens: keepTokens, stop: stop).parse()
  }

  /// A type as written between brackets (`int`, `string[]`, `Collections.Generic.List[int]`), without them.
  public static func parseTypeName(_ text: String) -> TypeName? {
    let parser = ScriptParser(SourceText(trimmed(text)), keepTokens: false)
    return parser.wholeTypeName()
  }

  /// The text of a double-quoted string, for `ExpandString`; nil when it has errors.
  public static func parseExpandable(_ text: String) -> ExpandableStringExpressionAst? {
    if case .success(let ast) = expandable(text) { return ast }
    return nil
  }
  /// As `parseExpandable`, with the errors.
  public static func expandable(_ text: String) -> Result<ExpandableStringExpressionAst, ExpandableErrors> {
    var quoted = "\""
    for u in text.unicodeScalars { quoted.unicodeScalars.append(u); if u == "\"" { quoted += "\"" } }
    let parser = ScriptParser(SourceText(quoted + "\""), keepTokens: false)
    let ast = parser.wholeExpandableString()
    if !parser.errors.isEmpty { return .failure(ExpandableErrors(errors: parser.errors.list)) }
    return .success(ast)
  }
  /// Why a string with expressions in it could not be read.
  public struct ExpandableErrors: Error { public let errors: [ParseError] }

  /// The literal a text denotes (`0x1F`, `1kb`, `-1e3`), or nil. Empty text is no number.
  public static func parseNumber(_ text: String) -> NumberLiteral? {
    let trimmedText = trimmed(text)
    guard let first = trimmedText.utf16.first, !trimmedText.isEmpty else { return nil }
    let c = CodeUnit(first)
    guard c.isDecimalDigit || c == "." || c == "+" || c.isDash else { return nil }
    let source = SourceText(trimmedText)
    let tokenizer = Tokenizer(source, ParseErrors(source), savesTokens: false)
    tokenizer.allowSignedNumbers = true
    let token = tokenizer.next()
    guard token.kind == .number, Int(token.end) >= source.units.count else { return nil }
    return tokenizer.numberValue(token)
  }

  private static func trimmed(_ text: String) -> String {
    let units = Array(text.utf16)
    var start = 0, end = units.count
    while start < end, CodeUnit(units[start]).isAnyWhitespace { start += 1 }
    while end > start, CodeUnit(units[end - 1]).isAnyWhitespace { end -= 1 }
    return end - start == units.count ? text : units.withUnsafeBufferPointer { string(of: UnsafeBufferPointer(rebasing: $0[start..<end])) }
  }
}

/// The parser proper: recursive descent with one token of look-ahead that may be read again in another mode. The rules
/// stand in extensions by topic; each leaves the tokenizer's mode as it found it.
///
/// Error recovery matters as much as the grammar: which errors a broken script gets, and where, is part of the contract.
final class ScriptParser {
  let source: SourceText
  let errors: ParseErrors
  let tokenizer: Tokenizer
  let keepsTokens: Bool
  /// The token looked at and put back.
  @exclusivity(unchecked) var ungot: Lexeme?
  /// In argument lists a comma separates instead of building an array.
  @exclusivity(unchecked) var disablesComma = false
  /// `$using:` and configuration bodies know they are inside one.
  @exclusivity(unchecked) var inConfiguration = false
  /// A class, an enum or a `using` was met: names of types are looked up then.
  @exclusivity(unchecked) var namesTypes = false
  private let stackStart: UInt
  /// How much stack one parse may use; deeper nesting is `ScriptTooComplicated`.
  private static let stackLimit: UInt = 3 << 20
  /// How many operators, members or elements may follow one another in one expression: trees of that depth are walked recursively.
  static let chainLimit = 6000
  /// UTF-16 units of all the sub-expressions in strings that are open at once.
  static let nestedLimit = 1 << 25
  var nestedUnits = 0

  /// Set when nobody wants the tree any more.
  private let stop: UnsafePointer<Bool>?

  init(_ source: SourceText, keepTokens: Bool, stop: UnsafePointer<Bool>? = nil) {
    self.source = source
    self.stop = stop
    errors = ParseErrors(source)
    tokenizer = Tokenizer(source, errors, savesTokens: keepTokens, stop: stop)
    keepsTokens = keepTokens
    var here: UInt8 = 0
    stackStart = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
  }

  func parse() -> ParseResult {
    let ast = scriptBlockRule(lCurly: nil, isFilter: false)
    if tokenizer.isAborted {
      errors.clear()
      report(.scriptTooComplicated, Span(abortedAt, abortedAt))
    } else {
      ast.requirements = scriptRequirements()
      SemanticChecks.check(ast, self)
    }
    return ParseResult(ast: ast, tokens: tokenizer.tokens.map { tokenizer.token($0) }, errors: errors.list,
                       first: tokenizer.firstToken.map { tokenizer.token($0) }, last: tokenizer.lastToken.map { tokenizer.token($0) })
  }
  private var abortedAt: Int32 = 0

  /// False when the script is nested too deeply, or nobody wants it any more; the rest of it is not read then.
  @inline(__always) func hasRoom() -> Bool {
    var here: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
    if address &+ ScriptParser.stackLimit > stackStart, !(stop?.pointee ?? false) { return true }
    giveUp()
    return false
  }
  func giveUp() {
    if !tokenizer.isAborted { abortedAt = tokenizer.currentSpan.start }
    tokenizer.abort()
    ungot = nil
  }

  func wholeTypeName() -> TypeName? {
    let (name, _) = typeNameRule(allowAssemblyQualified: true)
    guard let name, errors.isEmpty, Int(name.extent.end) >= source.units.count, name.extent.start == 0 else { return nil }
    return name
  }
  func wholeExpandableString() -> ExpandableStringExpressionAst {
    let token = tokenizer.next()
    let ast = expandableStringRule(token)
    if ast.kind == .expandableString { return unsafeDowncast(ast, to: ExpandableStringExpressionAst.self) }
    let value = tokenizer.stringValue(token) ?? ""
    return ExpandableStringExpressionAst(ast.extent, value: value, type: .doubleQuoted, parts: [.text(value)])
  }

  // MARK: Tokens

  @inline(__always) func next() -> Lexeme {
    if let t = ungot { ungot = nil; return t }
    return tokenizer.next()
  }
  @inline(__always) func peek() -> Lexeme {
    if let t = ungot { return t }
    let t = tokenizer.next()
    ungot = t
    return t
  }
  @inline(__always) var peekKind: TokenKind { peek().kind }
  @inline(__always) func skipToken() { ungot = nil }
  @inline(__always) func unget(_ token: Lexeme) { ungot = token }

  @inline(__always) func skipNewlines() {
    if let t = ungot { if t.kind != .newLine { return }; ungot = nil }
    tokenizer.skipNewlines(semicolons: false)
  }
  func skipNewlinesAndSemicolons() {
    if let t = ungot { if t.kind != .newLine && t.kind != .semi { return }; ungot = nil }
    tokenizer.skipNewlines(semicolons: true)
  }

  func resync(_ token: Lexeme) { resync(Int(token.start)) }
  func resync(_ point: Int) { ungot = nil; tokenizer.resync(point) }

  @inline(__always) func setMode(_ mode: Tokenizer.Mode) {
    if mode != tokenizer.mode, let t = ungot, !t.kind.has(.parseModeInvariant) { resync(t) }
    tokenizer.mode = mode
  }

  func memberAccessToken(allowLBracket: Bool) -> Lexeme? { ungot != nil ? nil : tokenizer.memberAccessOperator(allowLBracket: allowLBracket) }
  func invokeMemberToken() -> Lexeme? { ungot != nil ? nil : tokenizer.invokeMemberOpening() }
  func lBracketToken() -> Lexeme? {
    if let t = ungot {
      if t.kind == .lBracket { ungot = nil; return t }
      return nil
    }
    return tokenizer.lBracket()
  }

  /// The token's text in the script.
  func text(_ token: Lexeme) -> String { source.slice(Int(token.start), Int(token.end)) }
  func text(_ span: Span) -> String { span.isEmpty ? "" : source.slice(Int(span.start), Int(span.end)) }
  func extent(_ span: Span) -> Extent { span.isEmpty ? Extent(source, 0, 0) : Extent(source, Int(span.start), Int(span.end)) }
  func column(_ offset: Int32) -> Int { source.position(Int(offset)).column }

  /// `-reg` for `-regex`: any beginning of the name.
  func isParameter(_ token: Lexeme, _ name: String) -> Bool {
    guard let written = tokenizer.parameterName(token) else { return false }
    return name.hasPrefix(written.lowercased())
  }

  // MARK: Errors

  func report(_ message: ParserMessage, _ span: Span, _ arguments: String...) { errors.add(message, span, false, arguments) }
  @discardableResult
  func reportIncomplete(_ message: ParserMessage, _ span: Span, _ arguments: String...) -> Bool {
    let incomplete = tokenizer.isAtEndOfScript(span)
    errors.add(message, span, incomplete, arguments)
    return incomplete
  }
  /// `detected` is where the parser noticed; that decides whether more input could help.
  func reportIncomplete(_ message: ParserMessage, _ span: Span, detected: Span) {
    errors.add(message, span, tokenizer.isAtEndOfScript(detected))
  }

  /// Reads on to one of the tokens, over balanced brackets.
  func sync(consume: Bool, _ kinds: TokenKind...) {
    var parens = kinds.contains(.rParen) ? 1 : 0, curlies = kinds.contains(.rCurly) ? 1 : 0, brackets = kinds.contains(.rBracket) ? 1 : 0
    while true {
      let token = next()
      switch token.kind {
      case .lParen: parens += 1
      case .lCurly: curlies += 1
      case .lBracket: brackets += 1
      case .rParen:
        parens -= 1
        if parens == 0, kinds.contains(.rParen) { if !consume { unget(token) }; return }
      case .rCurly:
        curlies -= 1
        if curlies == 0, kinds.contains(.rCurly) { if !consume { unget(token) }; return }
      case .rBracket:
        brackets -= 1
        if brackets == 0, kinds.contains(.rBracket) { if !consume { unget(token) }; return }
      case .endOfInput:
        unget(token)
        return
      default: break
      }
      if kinds.contains(token.kind), parens == 0, curlies == 0, brackets == 0 { return }
    }
  }

  func errorStatement(_ span: Span, _ nested: [Ast?] = []) -> ErrorStatementAst { ErrorStatementAst(extent(span), nested: nested.compactMap { $0 }) }
  func errorExpression(_ span: Span, _ nested: [Ast] = []) -> ErrorExpressionAst { ErrorExpressionAst(extent(span), nested: nested) }
}
