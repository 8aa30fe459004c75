import Syntax

/// Words of the grammar, whole and cut short, in the forms that meet each other badly.
let grammarWords = [
  "$a", "$", "@", "(", ")", "{", "}", "[", "]", "@{", "@(", "$(", "\"", "'", "@'\n", "\n'@", "@\"\n", "\n\"@", "`", "#", "<#", "#>", "\n", ";", ",", "|", "&&", "||", "&", "-", "--",
  "-eq", "-split", "=", "+=", "++", "1", "1kb", "0x", "1..2", ".5", "..", "::", ".", "?", "??", "??=", "?.", "?[", ":", ":a", "if", "else", "elseif", "foreach", "in", "while", "do", "until",
  "for", "switch", "function", "filter", "class", "enum", "param", "begin", "process", "end", "clean", "try", "catch", "finally", "trap", "throw", "return", "break", "continue", "using",
  "namespace", "module", "data", "hidden", "static", "base", "[int]", "[a[b]]", "-x:", "-file", "--%", ">", "2>&1", "*>", "<", "%", "!", "\0", "\u{2013}", "\u{201C}", "\u{1F600}", "\u{FFFF}",
  "workflow", "parallel", "configuration", "default", "${a", "${", "$a:", "$:b", "#requires -version 7", "\r", "\t", "é", "$_", "x",
]

/// Programs that parse, to be damaged.
let wholePrograms = [
  """
  function Get-Thing { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline)][string[]] $Name, [switch] $All) begin { $n = 0 } process { foreach \
  ($x in $Name) { $n++; "$x $(1 + $n)" } } end { $n } }
  """,
  "class A : B, C { [int] $X = 1; static [string] $Y; A([int] $x) : base($x) { $this.X = $x } [void] Do() { switch -Regex ($this.X) { '^1' { 'one'; break } default { $null } } } }",
  """
  try { Get-CsUser | Where-Object { $_.Sip -like 'sip:*' -and $_.Enabled } | Select-Object -First 2 | ForEach-Object -Process { $_.Name.ToUpper() } } catch \
  [System.Exception] { throw } finally { 1..3 }
  """,
  "$h = [ordered]@{ a = 1; 'b c' = @(1, 2, 3); c = { param($x) $x * 2 } }; $h.a ??= 5; $h['b c'][1..2] -join ','; $x = $y ? $z : @'\nhere $x\n'@",
  ":outer for ($i = 0; $i -lt 3; $i++) { while ($true) { if ($i -gt 1) { break outer } elseif ($i) { continue outer } else { break } } } enum Color { Red = 1; Green }",
  "data D -SupportedCommand ConvertTo-Json { @{ a = 1 } } ; trap { continue } ; using namespace System.Text ; & { $args } 1 2 >$null 2>&1 ; \"a${b}c$($d.e[0])\" | % f -g:h",
]

/// Errors and tokens lie inside the text (an error, or a block that is not closed, may end one unit behind it, as PowerShell puts it), tokens follow each other, and every node lies inside its parent.
func shape(of result: ParseResult, units: Int) -> String? {
  var last: Int32 = 0
  for token in result.tokens where token.kind != .endOfInput {
    if token.start < last || token.end < token.start || Int(token.end) > units { return "token \(token.kind.name) \(token.start)..\(token.end) after \(last) of \(units)" }
    last = token.end
  }
  for error in result.errors where error.extent.start < 0 || error.extent.end < error.extent.start || Int(error.extent.end) > units + 1 {
    return "error \(error.id) at \(error.extent.start)..\(error.extent.end) of \(units)"
  }
  var open: [Ast] = [result.ast]
  while let node = open.popLast() {
    if node.extent.end < node.extent.start || Int(node.extent.end) > units + 1 { return "node \(node.kind) at \(node.extent.start)..\(node.extent.end) of \(units)" }
    open += node.children
  }
  return nil
}

func parseCase(_ text: String) -> String? {
  let source = SourceText(text)
  let result = Parser.parse(source, keepTokens: true)
  if let wrong = shape(of: result, units: source.units.count) { return "\(wrong): \(text)" }
  let again = Parser.parse(source)
  return again.errors.map(\.id) == result.errors.map(\.id) ? nil : "errors differ with and without tokens: \(text)"
}

let tokensTarget = Target(name: "tokens") { random in
  let text = random.noise(upTo: 200)
  _ = Parser.parseTypeName(text); _ = Parser.parseNumber(text); _ = Parser.parseExpandable(text)
  return parseCase(text)
}

let parserTarget = Target(name: "parser") { random in parseCase(random.text(grammarWords, upTo: 40, blanks: true)) }

/// A whole program with tokens deleted, doubled, exchanged or replaced.
let mutationTarget = Target(name: "mutations") { random in
  var units = Array((random.one(of: wholePrograms) + "\n" + random.one(of: wholePrograms)).utf16)
  for _ in 0...random.below(3) {
    let tokens = Parser.parse(SourceText(String(decoding: units, as: UTF16.self)), keepTokens: true).tokens
    let token = random.one(of: tokens), other = random.one(of: tokens)
    guard token.start < token.end, Int(token.end) <= units.count, other.start <= other.end, Int(other.end) <= units.count else { continue }
    let range = Int(token.start)..<Int(token.end)
    switch random.below(4) {
    case 0: units.removeSubrange(range)
    case 1: units.insert(contentsOf: units[range], at: range.upperBound)
    case 2: units.replaceSubrange(range, with: Array(units[Int(other.start)..<Int(other.end)]))
    default: units.replaceSubrange(range, with: Array(random.one(of: grammarWords).utf16))
    }
  }
  return parseCase(String(decoding: units, as: UTF16.self))
}
