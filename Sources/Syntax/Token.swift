/// A token for those who ask for them: its kind, its place, and what it stands for.
public struct Token {
  public let kind: TokenKind
  public let flags: TokenFlags
  public let start: Int32
  public let end: Int32
  public let payload: Payload
  /// Tokens inside an expandable string.
  public let nestedTokens: [Token]

  public enum Payload {
    case none
    /// Strings and generic words: the value with quotes and escapes resolved. Labels: without the colon.
    case text(String)
    case variable(VariablePath)
    /// nil for a literal that is out of range (an error has been reported).
    case number(NumberLiteral?)
    case parameter(name: String, usedColon: Bool)
    case fileRedirection(from: RedirectionStream, append: Bool)
    case mergingRedirection(from: RedirectionStream, to: RedirectionStream)
  }

  /// Value of a string or generic word.
  public var stringValue: String? { if case .text(let t) = payload { t } else { nil } }
  public var variablePath: VariablePath? { if case .variable(let v) = payload { v } else { nil } }
  public var parameterName: String? { if case .parameter(let n, _) = payload { n } else { nil } }
  public var usedColon: Bool { if case .parameter(_, let c) = payload { c } else { false } }
  public var numberValue: NumberLiteral? { if case .number(let n) = payload { n } else { nil } }
}

/// A token as tokenizer and parser use it. Tokens are made often (text is read again whenever the parser changes mode)
/// and passed around a lot, so this is plain data; what a token stands for is worked out from the source on demand, or,
/// where that takes more, kept in the tokenizer's list of values.
struct Lexeme {
  var kind: TokenKind
  var flags: TokenFlags
  let start: Int32
  let end: Int32
  /// Index into the tokenizer's values, -1 for none.
  let value: Int32

  init(_ kind: TokenKind, _ span: Span, value: Int32 = -1) {
    self.kind = kind; start = span.start; end = span.end; self.value = value
    flags = kind.traits
  }
  var span: Span { Span(start, end) }
}

/// What a token stands for where the source does not say it plainly.
enum LexemeValue {
  case text(String)
  case variable(VariablePath)
  case number(NumberLiteral?)
  case parameter(name: String, usedColon: Bool)
  case expandable(ExpandableText)
  case fileRedirection(from: RedirectionStream, append: Bool)
  case mergingRedirection(from: RedirectionStream, to: RedirectionStream)
  /// `$( … )` inside a string, to be parsed later.
  case unscanned(UnscannedSubexpression)
}

/// What a double-quoted string consists of.
final class ExpandableText {
  /// The text with escapes resolved and nested parts as written.
  let value: String
  /// Text before, between and after the nested parts: one more than there are of these.
  let literals: [String]
  /// `$name` and `$( … )` in order; after parsing with `keepTokens`, all tokens inside.
  var nested: [Lexeme]
  init(value: String, literals: [String], nested: [Lexeme]) { self.value = value; self.literals = literals; self.nested = nested }
}

/// The text of a `$( … )` met inside a string, quotes undoubled, with the offsets where a unit was dropped.
final class UnscannedSubexpression {
  let units: [CodeUnit]
  let skipped: [Int]
  init(units: [CodeUnit], skipped: [Int]) { self.units = units; self.skipped = skipped }
}

/// A stretch of the source by offsets; `Extent` without the source.
struct Span: Equatable {
  let start: Int32
  let end: Int32
  init(_ start: Int32, _ end: Int32) { self.start = start; self.end = end }
  init(_ start: Int, _ end: Int) { self.start = Int32(truncatingIfNeeded: start); self.end = Int32(truncatingIfNeeded: end) }

  /// The extent of what is not written at all.
  static let empty = Span(Int32(-1), Int32(-1))
  var isEmpty: Bool { start < 0 }

  /// From the start of this to the end of `last`.
  func to(_ last: Span) -> Span { isEmpty ? last : last.isEmpty ? self : Span(start, last.end) }
  func to(_ last: Ast) -> Span { to(last.span) }
  func to(_ last: Lexeme) -> Span { to(last.span) }
  /// The place just before; an offset early, as PowerShell has it.
  var before: Span { let o = max(start - 1, 0); return Span(o, o) }
  var after: Span { Span(end, end) }
}

extension Ast {
  var span: Span { Span(extent.start, extent.end) }
}

/// An error found while parsing.
public struct ParseError {
  /// `MissingEndCurlyBrace` …
  public let id: String
  public let message: String
  public let extent: Extent
  /// More input could make it right: an interactive shell asks for another line.
  public let incompleteInput: Bool
  public init(id: String, message: String, extent: Extent, incompleteInput: Bool = false) {
    self.id = id; self.message = message; self.extent = extent; self.incompleteInput = incompleteInput
  }
}

/// What parsing a text gave.
public final class ParseResult {
  public let ast: ScriptBlockAst
  /// All tokens, comments and line ends included; empty unless asked for.
  public let tokens: [Token]
  public let errors: [ParseError]
  /// First and last token that is no line end or comment (`$^` and `$$`).
  public let firstToken: Token?
  public let lastToken: Token?
  init(ast: ScriptBlockAst, tokens: [Token], errors: [ParseError], first: Token?, last: Token?) {
    self.ast = ast; self.tokens = tokens; self.errors = errors; firstToken = first; lastToken = last
  }
}
