/// `RegexParseException` with what it says besides its sentence: which error, and where in the pattern.
import Engine
import Primitives

extension NetTypes {
  /// The exception of a pattern that is none; of other errors the ordinary one.
  static func regexError(_ error: NetError) -> TerminatingError {
    let wrapped = netError(error.typeName, error.message)
    guard error.kind == .regexParse, let place = error.message.range(ofLast: "' at offset ") else { return wrapped }
    let rest = error.message[place...]
    let offset = Int(rest.prefix { $0 != "." }) ?? 0
    let sentence = rest.drop { $0 != "." }.dropFirst(2)
    let name = regexSentences.first { sentence.hasPrefix($0.0) }?.1 ?? "Unknown"
    let type = TypeTable.get("System.Text.RegularExpressions.RegexParseError")
    wrapped.record.exception.properties.append(("Error", (enumValue(type, name, ignoreCase: false)).map { .other($0) } ?? .null))
    wrapped.record.exception.properties.append(("Offset", .count(offset)))
    return wrapped
  }
}

private extension String {
  /// Where the last occurrence ends.
  func range(ofLast text: String) -> Index? {
    let all = Array(utf8), part = Array(text.utf8)
    guard part.count <= all.count else { return nil }
    for start in stride(from: all.count - part.count, through: 0, by: -1) where all[start..<start + part.count].elementsEqual(part) {
      return utf8.index(utf8.startIndex, offsetBy: start + part.count)
    }
    return nil
  }
}

/// How the sentences begin.
private let regexSentences = [
  ("Not enough )'s", "InsufficientClosingParentheses"), ("Too many )'s", "InsufficientOpeningParentheses"),
  ("Unterminated []", "UnterminatedBracket"), ("[x-y] range", "ReversedCharacterRange"), ("Nested quantifier", "NestedQuantifiersNotParenthesized"),
  ("Quantifier", "QuantifierAfterNothing"), ("Illegal {x,y}", "ReversedQuantifierRange"), ("Illegal \\ at end", "UnescapedEndingBackslash"),
  ("Unrecognized grouping", "InvalidGroupingConstruct"), ("Invalid group name", "CaptureGroupNameInvalid"),
  ("Reference to undefined group name", "UndefinedNamedReference"), ("Reference to undefined group number", "UndefinedNumberedReference"),
  ("Insufficient or invalid hex", "InsufficientOrInvalidHexDigits"), ("Missing control", "MissingControlCharacter"),
  ("Unrecognized control", "UnrecognizedControlCharacter"), ("Unrecognized escape", "UnrecognizedEscape"),
  ("Conditional alternation refers", "AlternationHasUndefinedReference"), ("A subtraction must", "ExclusionGroupNotLast"),
  ("Unterminated (?#", "UnterminatedComment"), ("Incomplete \\p", "InvalidUnicodePropertyEscape"), ("Malformed \\p", "MalformedUnicodePropertyEscape"),
  ("Unknown property", "InvalidUnicodePropertyEscape"), ("Malformed \\k", "MalformedNamedReference"), ("Capture number cannot", "CaptureGroupOfZero"),
  ("Capture group numbers", "QuantifierOrCaptureGroupOutOfRange"), ("Cannot include class", "ShorthandClassInCharacterRange"),
]
