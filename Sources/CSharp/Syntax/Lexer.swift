/// Text → tokens. Interpolated strings are cut into their pieces here; the parser reads the expressions inside.

struct Token {
  enum Kind { case identifier, keyword, integer, real, character, string, interpolated, punctuation, end }
  var kind: Kind
  /// The word or sign; the decoded content of a string or character; the digits of a number.
  var text: String
  var start: Int
  var end: Int
  /// The last character of the number's suffix, in small letters: `ul`, `f` …
  var suffix = ""
  var pieces: [InterpolatedPiece] = []
}

enum InterpolatedPiece {
  case text(String)
  /// Where the expression stands, its alignment and its format.
  case hole(start: Int, end: Int, alignment: (start: Int, end: Int)?, format: String?)
}

struct Lexer {
  static let keywords: Set<String> = [
    "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double",
    "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is",
    "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
    "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe",
    "ushort", "using", "virtual", "void", "volatile", "while",
  ]
  private static let signs3 = ["<<=", "??=", "...", ">>="],
    signs2 = ["==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", "=>", "??", "?.", "::", "->", ".."]

  let source: SourceText
  private let b: [UInt8]
  private var i: Int
  private let limit: Int
  private(set) var diagnostics: [Diagnostic] = []
  private var symbols: Set<String> = ["NETCOREAPP", "NET", "NET5_0_OR_GREATER", "NET6_0_OR_GREATER"]
  private var conditions: [(isActive: Bool, wasTaken: Bool, outer: Bool)] = []

  init(_ source: SourceText, from: Int = 0, to: Int? = nil) {
    self.source = source
    b = source.bytes
    i = from
    limit = min(to ?? source.bytes.count, source.bytes.count)
  }

  mutating func tokens() -> [Token] {
    var all: [Token] = []
    while true {
      blanks()
      if i >= limit { all.append(Token(kind: .end, text: "", start: limit, end: limit)); return all }
      all.append(next())
    }
  }
  private func at(_ k: Int) -> UInt8 { i + k < limit ? b[i + k] : 0 }
  private mutating func report(_ code: Int, _ message: String, _ offset: Int, _ severity: Diagnostic.Severity = .error) {
    diagnostics.append(Diagnostic(code, message, Place(source: source, offset: offset), severity))
  }

  // MARK: Blanks, comments, directives

  private mutating func blanks() {
    while i < limit {
      let c = b[i]
      if c <= 32 || c == 0xEF && at(1) == 0xBB && at(2) == 0xBF || c == 0xC2 && at(1) == 0xA0 { i += c == 0xEF ? 3 : c == 0xC2 ? 2 : 1 }
      else if c == 47, at(1) == 47 { while i < limit, b[i] != 10, b[i] != 13 { i += 1 } }
      else if c == 47, at(1) == 42 {
        let start = i
        i += 2
        while i < limit, !(b[i] == 42 && at(1) == 47) { i += 1 }
        if i >= limit { report(1035, "End-of-file found, '*/' expected", start) }
        i = min(i + 2, limit)
      } else if c == 35, isLineStart { directive() }
      else { return }
    }
  }
  private var isLineStart: Bool {
    var k = i - 1
    while k >= 0, b[k] == 32 || b[k] == 9 { k -= 1 }
    return k < 0 || b[k] == 10 || b[k] == 13
  }
  private mutating func directive() {
    let start = i
    while i < limit, b[i] != 10, b[i] != 13 { i += 1 }
    let line = source.text(start + 1, i)
    let trimmed = Lexer.trim(line[...])
    let word = String(trimmed.prefix { $0.isLetter }), rest = Lexer.trim(trimmed.dropFirst(word.count))
    switch word {
    case "if":
      let outer = conditions.last?.isActive ?? true, now = outer && condition(rest)
      conditions.append((now, now, outer))
      if !now { skipInactive() }
    case "elif":
      guard let c = conditions.popLast() else { return }
      let now = c.outer && !c.wasTaken && condition(rest)
      conditions.append((now, c.wasTaken || now, c.outer))
      if !now { skipInactive() }
    case "else":
      guard let c = conditions.popLast() else { return }
      let now = c.outer && !c.wasTaken
      conditions.append((now, true, c.outer))
      if !now { skipInactive() }
    case "endif": if conditions.popLast() == nil { report(1028, "Unexpected preprocessor directive", start) }
    case "define": symbols.insert(rest)
    case "undef": symbols.remove(rest)
    case "warning": report(1030, "#warning: '\(rest)'", start + 1 + line.utf8.count - rest.utf8.count, .warning)
    case "error": report(1029, "#error: '\(rest)'", start + 1 + line.utf8.count - rest.utf8.count)
    case "region", "endregion", "pragma", "nullable", "line": break
    default: report(1024, "Preprocessor directive expected", start + 1)
    }
  }
  private mutating func skipInactive() {
    var depth = 0
    while i < limit {
      while i < limit, b[i] <= 32 { i += 1 }
      let start = i
      if i < limit, b[i] == 35 {
        var k = i
        while k < limit, b[k] != 10, b[k] != 13 { k += 1 }
        let word = String(Lexer.trim(source.text(start + 1, k)[...]).prefix { $0.isLetter })
        if word == "if" { depth += 1 }
        else if depth > 0 { if word == "endif" { depth -= 1 } }
        else if ["endif", "else", "elif"].contains(word) { directive(); return }
      }
      while i < limit, b[i] != 10, b[i] != 13 { i += 1 }
    }
  }
  /// `A && !B || C` without parentheses.
  private func condition(_ text: String) -> Bool {
    text.split(separator: "|").contains { part in
      part.split(separator: "&").allSatisfy { x in
        let w = Lexer.trim(x)
        return w.hasPrefix("!") ? !symbols.contains(Lexer.trim(w.dropFirst())) : w == "true" || symbols.contains(w)
      }
    }
  }
  static func trim(_ s: Substring) -> String {
    var t = s
    while let f = t.utf8.first, f <= 32 { t = t.dropFirst() }
    while let l = t.utf8.last, l <= 32 { t = t.dropLast() }
    return String(t)
  }

  // MARK: Tokens

  private static func isWord(_ c: UInt8) -> Bool { c == 95 || c >= 128 || c | 32 &- 97 < 26 }
  private mutating func next() -> Token {
    let start = i, c = b[i]
    if c == 64, at(1) == 34 { i += 2; return verbatim(start) }
    if c == 36, at(1) == 34 { return at(2) == 34 && at(3) == 34 ? unsupportedRaw(start) : interpolated(start, verbatim: false) }
    if c == 36, at(1) == 64, at(2) == 34 { return interpolated(start, verbatim: true) }
    if c == 64, at(1) == 36, at(2) == 34 { return interpolated(start, verbatim: true) }
    if c == 64, Lexer.isWord(at(1)) { i += 1; let w = word(); return Token(kind: .identifier, text: w, start: start, end: i) }
    if Lexer.isWord(c) { let w = word(); return Token(kind: Lexer.keywords.contains(w) ? .keyword : .identifier, text: w, start: start, end: i) }
    if c &- 48 < 10 || c == 46 && at(1) &- 48 < 10 { return number() }
    if c == 34 { return at(1) == 34 && at(2) == 34 ? raw(start) : string() }
    if c == 39 { return character() }
    for (n, list) in [(3, Lexer.signs3), (2, Lexer.signs2)] where i + n <= limit {
      let s = String(decoding: b[i..<i + n], as: UTF8.self)
      guard list.contains(s), s != ">>=" else { continue }
      // `a ? .5 : 1` is no conditional access
      if s == "?.", at(2) &- 48 < 10 { continue }
      i += n
      return Token(kind: .punctuation, text: s, start: start, end: i)
    }
    i += 1
    if !(33..<127).contains(c) || c == 96 || c == 92 || c == 36 || c == 64 { report(1056, "Unexpected character '\(String(decoding: [c], as: UTF8.self))'", start) }
    return Token(kind: .punctuation, text: String(decoding: [c], as: UTF8.self), start: start, end: i)
  }
  private mutating func word() -> String {
    let start = i
    while i < limit, Lexer.isWord(b[i]) || b[i] &- 48 < 10 { i += 1 }
    return source.text(start, i)
  }
  private mutating func number() -> Token {
    let start = i
    var t = Token(kind: .integer, text: "", start: start, end: start)
    if b[i] == 48, at(1) | 32 == 120 || at(1) | 32 == 98 {
      let isHex = at(1) | 32 == 120
      i += 2
      while i < limit, b[i] == 95 || b[i] &- 48 < 10 || isHex && b[i] | 32 &- 97 < 6 { i += 1 }
    } else {
      func digits() { while i < limit, b[i] &- 48 < 10 || b[i] == 95 { i += 1 } }
      digits()
      if i < limit, b[i] == 46, at(1) &- 48 < 10 { t.kind = .real; i += 1; digits() }
      if i < limit, b[i] | 32 == 101, at(1) &- 48 < 10 || (at(1) == 43 || at(1) == 45) && at(2) &- 48 < 10 { t.kind = .real; i += 2; digits() }
    }
    t.text = String(decoding: b[start..<i].filter { $0 != 95 }, as: UTF8.self)
    let isHex = t.text.hasPrefix("0x") || t.text.hasPrefix("0X")
    let from = i
    while i < limit, [117, 108].contains(b[i] | 32) || !isHex && [102, 100, 109].contains(b[i] | 32) { i += 1 }
    t.suffix = source.text(from, i).lowercased()
    if t.suffix == "f" || t.suffix == "d" || t.suffix == "m" { t.kind = .real }
    t.end = i
    return t
  }
  /// One escape behind a backslash, which is passed already.
  private mutating func escape(_ out: inout [UInt16]) {
    let start = i - 1
    guard i < limit else { return }
    let c = b[i]
    i += 1
    func hex(_ least: Int, _ most: Int) -> UInt32? {
      var n: UInt32 = 0, k = 0
      while k < most, i < limit, let d = Character(UnicodeScalar(b[i])).hexDigitValue { n = n << 4 | UInt32(d); i += 1; k += 1 }
      return k >= least ? n : nil
    }
    switch c {
    case 110: out.append(10)
    case 114: out.append(13)
    case 116: out.append(9)
    case 48: out.append(0)
    case 97: out.append(7)
    case 98: out.append(8)
    case 102: out.append(12)
    case 118: out.append(11)
    case 101: out.append(27)
    case 34, 39, 92: out.append(UInt16(c))
    case 117: if let n = hex(4, 4) { out.append(UInt16(truncatingIfNeeded: n)) } else { report(1009, "Unrecognized escape sequence", start) }
    case 120: if let n = hex(1, 4) { out.append(UInt16(truncatingIfNeeded: n)) } else { report(1009, "Unrecognized escape sequence", start) }
    case 85: if let n = hex(8, 8), let u = UnicodeScalar(n) { out += Array(String(Character(u)).utf16) } else { report(1009, "Unrecognized escape sequence", start) }
    default: report(1009, "Unrecognized escape sequence", start)
    }
  }
  /// Anything up to the next sign that means something, in one go.
  private mutating func plain(_ out: inout [UInt16], until stops: (UInt8) -> Bool) {
    let start = i
    while i < limit, !stops(b[i]) { i += 1 }
    out += Array(source.text(start, i).utf16)
  }
  private static func decode(_ u: [UInt16]) -> String { String(decoding: u, as: UTF16.self) }
  private mutating func string() -> Token {
    let start = i
    i += 1
    var out: [UInt16] = []
    while true {
      plain(&out) { $0 == 34 || $0 == 92 || $0 == 10 || $0 == 13 }
      guard i < limit, b[i] != 10, b[i] != 13 else { report(1010, "Newline in constant", start); break }
      i += 1
      if b[i - 1] == 34 { break }
      escape(&out)
    }
    return Token(kind: .string, text: Lexer.decode(out), start: start, end: i)
  }
  private mutating func verbatim(_ start: Int) -> Token {
    var out: [UInt16] = []
    while true {
      plain(&out) { $0 == 34 }
      guard i < limit else { report(1039, "Unterminated string literal", start); break }
      i += 1
      if at(0) == 34 { out.append(34); i += 1 } else { break }
    }
    return Token(kind: .string, text: Lexer.decode(out), start: start, end: i)
  }
  /// `"""…"""`: lines between the quotes, less the blanks before the closing ones.
  private mutating func raw(_ start: Int) -> Token {
    var quotes = 0
    while at(0) == 34 { quotes += 1; i += 1 }
    let from = i
    while i < limit {
      if b[i] == 34 {
        var n = 0
        while at(n) == 34 { n += 1 }
        if n >= quotes { break }
        i += n
      } else { i += 1 }
    }
    var text = source.text(from, i).replacing("\r\n", with: "\n")
    if i >= limit { report(8997, "Unterminated raw string literal.", start) }
    i = min(limit, i + quotes)
    if text.hasPrefix("\n"), let last = text.lastIndex(of: "\n") {
      let indent = String(text[text.index(after: last)...])
      let lines = text[..<last].split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      text = lines.map { $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : String($0) }.joined(separator: "\n")
    }
    return Token(kind: .string, text: text, start: start, end: i)
  }
  private mutating func unsupportedRaw(_ start: Int) -> Token {
    report(9999, "this shell's compiler does not know interpolated raw strings", start)
    i += 1
    return raw(start)
  }
  private mutating func character() -> Token {
    let start = i
    i += 1
    var out: [UInt16] = []
    if at(0) == 39 { report(1011, "Empty character literal", start); i += 1 } else {
      while i < limit, b[i] != 39, b[i] != 10, b[i] != 13 {
        if b[i] == 92 { i += 1; escape(&out) } else { plain(&out) { $0 == 39 || $0 == 92 || $0 == 10 || $0 == 13 } }
      }
      if at(0) == 39 { i += 1 } else { report(1010, "Newline in constant", start) }
      if out.count > 1 { report(1012, "Too many characters in character literal", start) }
    }
    return Token(kind: .character, text: Lexer.decode(Array(out.prefix(1))), start: start, end: i)
  }
  private mutating func interpolated(_ start: Int, verbatim: Bool) -> Token {
    i += verbatim ? 3 : 2
    var t = Token(kind: .interpolated, text: "", start: start, end: i)
    var out: [UInt16] = []
    func flush() { if !out.isEmpty { t.pieces.append(.text(Lexer.decode(out))); out = [] } }
    while true {
      plain(&out) { $0 == 34 || $0 == 92 && !verbatim || $0 == 123 || $0 == 125 || !verbatim && ($0 == 10 || $0 == 13) }
      guard i < limit, verbatim || b[i] != 10 && b[i] != 13 else { report(1010, "Newline in constant", start); break }
      let c = b[i]
      i += 1
      if c == 34 { if verbatim, at(0) == 34 { out.append(34); i += 1; continue }; break }
      if c == 92 { escape(&out); continue }
      if c == 125 { if at(0) == 125 { i += 1 } else { report(8086, "A '}' character must be escaped (by doubling) in an interpolated string.", i - 1) }; out.append(125); continue }
      if at(0) == 123 { i += 1; out.append(123); continue }
      flush()
      t.pieces.append(hole())
    }
    flush()
    t.end = i
    return t
  }
  /// `expression,alignment:format}` behind an opening brace.
  private mutating func hole() -> InterpolatedPiece {
    let start = i
    var depth = 0, comma: Int?, colon: Int?
    while i < limit {
      let c = b[i]
      if c == 34 || c == 39 || c == 64 && at(1) == 34 || c == 36 && (at(1) == 34 || at(1) == 64) { _ = next(); continue }
      if c == 40 || c == 91 || c == 123 { depth += 1 }
      else if c == 41 || c == 93 { depth -= 1 }
      else if c == 125 { if depth == 0 { break }; depth -= 1 }
      else if depth == 0, c == 44, comma == nil { comma = i }
      else if depth == 0, c == 58 {
        if at(1) == 58 { i += 2; continue }
        colon = i
        while i < limit, b[i] != 125 { i += 1 }
        break
      }
      i += 1
    }
    let end = i
    if i < limit { i += 1 }
    let expressionEnd = comma ?? colon ?? end
    return .hole(start: start, end: expressionEnd, alignment: comma.map { ($0 + 1, colon ?? end) }, format: colon.map { source.text($0 + 1, end) })
  }
}
