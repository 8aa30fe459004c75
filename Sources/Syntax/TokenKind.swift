/// Kinds of token, named as `System.Management.Automation.Language.TokenKind` (in lower camel case).
public enum TokenKind: UInt8, CaseIterable {
  case unknown, variable, splattedVariable, parameter, number, label, identifier, generic, newLine, lineContinuation
  case comment, endOfInput
  case stringLiteral, stringExpandable, hereStringLiteral, hereStringExpandable
  case lParen, rParen, lCurly, rCurly, lBracket, rBracket, atParen, atCurly, dollarParen, semi
  case andAnd, orOr, ampersand, pipe, comma, minusMinus, plusPlus, dotDot, colonColon, dot, exclaim
  case multiply, divide, rem, plus, minus, equals, plusEquals, minusEquals, multiplyEquals, divideEquals, remainderEquals
  case redirection, redirectInStd, format, not, bnot, and, or, xor, band, bor, bxor, join
  case ieq, ine, ige, igt, ilt, ile, ilike, inotlike, imatch, inotmatch, ireplace, icontains, inotcontains, iin, inotin, isplit
  case ceq, cne, cge, cgt, clt, cle, clike, cnotlike, cmatch, cnotmatch, creplace, ccontains, cnotcontains, cin, cnotin, csplit
  case `is`, isNot, `as`, postfixPlusPlus, postfixMinusMinus, shl, shr, colon, questionMark
  case questionQuestionEquals, questionQuestion, questionDot, questionLBracket
  case begin = 119, `break`, `catch`, `class`, `continue`, data, define, `do`, dynamicparam, `else`, elseIf, end, exit, filter
  case finally, `for`, foreach, from, function, `if`, `in`, param, process, `return`, `switch`, `throw`, trap, `try`
  case until, using, `var`, `while`, workflow, parallel, sequence, inlineScript, configuration, dynamicKeyword
  case `public`, `private`, `static`, interface, `enum`, namespace, module, type, assembly, command, hidden, base, `default`, clean

  /// The name as PowerShell prints it: `Variable`, `LCurly`, `Ieq`.
  public var name: String { let s = "\(self)"; return s.prefix(1).uppercased() + s.dropFirst() }
}
