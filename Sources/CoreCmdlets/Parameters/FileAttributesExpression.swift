/// `-Attributes`: names of file attributes with `!` (not), `+` (and), `,` (or).
import Engine
import NetTypes

struct FileAttributesExpression: ParameterValue {
  /// One of these must hold: all attributes of the first mask, none of the second.
  let alternatives: [(with: Int64, without: Int64)]
  func accepts(_ attributes: Int64) -> Bool { alternatives.contains { attributes & $0.with == $0.with && attributes & $0.without == 0 } }
  /// The attribute is asked for somewhere.
  func mentions(_ attribute: Int64) -> Bool { alternatives.contains { $0.with & attribute != 0 } }

  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.resolve("System.Management.Automation.FlagsExpression`1[System.IO.FileAttributes]") }
  static var absent: FileAttributesExpression { FileAttributesExpression(alternatives: []) }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { _ = try from($0, $1) } }

  static func from(_ v: Value, _ context: ExecutionContext) throws -> FileAttributesExpression {
    let text = v.elementsIfSequence.map { $0.map { Conversion.toString($0, context) }.joined(separator: ",") } ?? Conversion.toString(v, context)
    func refuse(_ sentence: String) -> TerminatingError {
      TerminatingError(
        "CannotConvertArgumentNoMessage",
        "Cannot convert value \"\(text)\" to type \"System.Management.Automation.FlagsExpression`1[System.IO.FileAttributes]\". Error: \"\(sentence)\"",
        .invalidArgument, exception: "System.Management.Automation.PSInvalidCastException")
    }
    if text.trimmed.isEmpty { throw refuse("The input expression must not be empty. Specify at least one identifier name in each input expression. ") }
    let type = TypeTable.get("System.IO.FileAttributes")
    let alternatives = try text.split(separator: ",", omittingEmptySubsequences: false).map { part -> (with: Int64, without: Int64) in
      var mask: (with: Int64, without: Int64) = (0, 0)
      for term in part.split(separator: "+", omittingEmptySubsequences: false) {
        var name = term.trimmed
        let isNegated = name.hasPrefix("!")
        if isNegated { name = String(name.dropFirst()).trimmed }
        if name.isEmpty {
          throw refuse(isNegated ? "Unable to parse the expression due to an unexpected token after a NOT (!) operator. An identifier name is expected after a NOT (!) operator."
              : """
                Unable to parse the expression due to an unexpected token. An identifier name or a NOT (!) operator is expected at the start of the \
                expression, or after an OR (,) operator or an AND (+) operator. Also, an expression must not end with an OR (,), AND (+) or NOT (!) operator.
                """
          )
        }
        if let quote = name.first, quote == "'" || quote == "\"", name.utf8.count >= 2, name.last == quote { name = String(name.dropFirst().dropLast()).trimmed }
        let known = type.enumeration?.names.joined(separator: ", ") ?? ""
        if name.isEmpty { throw refuse("Unable to match an empty identifier name to a valid enumerator name. Specify one of the following enumerator names and retry: \(known).") }
        if name.hasPrefix("("), text.contains(")") {
          throw refuse("""
            Use of parentheses is not valid in the expression because identifier grouping is not allowed. Try removing the parentheses, or if a subexpression \
            is enclosed, try expanding the expression.
            """)
        }
        if isNegated, name.hasPrefix("!") {
          throw refuse(
            "Unable to parse the expression due to an unexpected token after a NOT (!) operator. An identifier name is expected after a NOT (!) operator.")
        }
        if name.contains("!") { throw refuse("Unable to parse the expression due to an unexpected token. Only an OR (,) operator or AND (+) operator is expected after an identifier name.") }
        guard let bits = try attribute(String(name), type, context) else {
          throw refuse("Unable to match the identifier name \(name) to a valid enumerator name. Specify one of the following enumerator names and try again:\n\(known)")
        }
        if isNegated { mask.without |= bits } else { mask.with |= bits }
      }
      return mask
    }
    return FileAttributesExpression(alternatives: alternatives)
  }
  /// One attribute by its name, the beginning of it, or the letter `dir` shows.
  private static func attribute(_ name: String, _ type: NetType, _ context: ExecutionContext) throws -> Int64? {
    ((try? Conversion.convert(.str(name), to: type, context))?.refValue as? PSEnum)?.raw
  }
}
