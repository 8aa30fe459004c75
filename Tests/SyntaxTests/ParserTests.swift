import Testing

@testable import Syntax

/// Properties of every parse: nodes lie inside their parents, tokens come in order, and no cut or deep text stops the parser.
@Suite struct ParserTests {
  private static let script = """
    using namespace System.Text
    param([Parameter(Mandatory)][ValidateSet('a', 'b')][string[]]$Name = @('a'), [switch]$Force)
    class Point : System.IComparable { [int]$X; static [int] $Count = 0; Point([int]$x) { $this.X = $x }
    [int] CompareTo($o) { return $this.X - $o.X } }
    enum Color { Red = 1; Green }
    function Get-It { begin { $i = 0 } process { $i += $_.Length; "$($_.Name) and ${env:HOME} $i" } end { return @{ Sum = $i; 'b c' = 1kb, 0x1F, 1e3 } } }
    :outer foreach ($x in 1..10) { switch -Regex ($x) { '^1' { continue outer } default { break } } }
    try { Get-Item -Path .\\x 2>&1 | Where-Object { $_ -notlike '*.tmp' } > out.txt } catch [System.IO.IOException] { throw } finally { $null = & $block @args }
    $a ? $b?.c : $d ?? ($e = @'
    here
    '@)
    if ($a -and !$b) { 1 } elseif ($c) { 2 } else { do { $i++ } while ($i -lt 5) }
    """

  /// What is wrong with the places in a tree; empty = nothing.
  private func misplaced(_ node: Ast, in parent: Ast? = nil) -> [String] {
    var wrong: [String] = []
    if node.extent.start > node.extent.end { wrong.append("\(node.astTypeName) ends before it begins") }
    // what nobody wrote (a constructor's call of its base) has an empty place
    if let parent, node.extent.start < node.extent.end, node.extent.start < parent.extent.start || node.extent.end > parent.extent.end {
      wrong.append("\(node.astTypeName) reaches out of \(parent.astTypeName): \(node.extent.text)")
    }
    if let parent, node.parent !== parent { wrong.append("\(node.astTypeName) does not know its parent") }
    for child in node.children { wrong += misplaced(child, in: node) }
    return wrong
  }

  @Test func aRightTextHasNoErrors() {
    let r = Parser.parse(SourceText(Self.script))
    #expect(r.errors.map(\.message) == [])
    #expect(misplaced(r.ast) == [])
  }
  @Test func tokensCoverTheTextInOrder() {
    let r = Parser.parse(SourceText(Self.script), keepTokens: true)
    var last = 0
    for token in r.tokens {
      #expect(Int(token.start) >= last && token.end >= token.start)
      last = Int(token.start)
    }
    // the end of the input is a token behind the text
    #expect(last >= Self.script.utf16.count)
  }
  @Test func cutTextsAreParsed() {
    let units = Array(Self.script.utf16)
    for end in stride(from: 0, to: units.count, by: 3) {
      let r = Parser.parse(SourceText(String(decoding: units[..<end], as: UTF16.self)))
      // the place behind the text counts as one character
      for e in r.errors { #expect(e.extent.start <= e.extent.end && e.extent.end <= end + 1) }
    }
  }
  @Test func deepNestingIsAnError() {
    for (open, close) in [("(", ")"), ("{", "}"), ("@(", ")"), ("[", "]"), ("$(", ")"), ("-not ", ""), ("$a.", "b")] {
      let text = String(repeating: open, count: 20_000) + "1" + String(repeating: close, count: 20_000)
      #expect(Parser.parse(SourceText(text)).errors.count < 50_000)
    }
  }
}
