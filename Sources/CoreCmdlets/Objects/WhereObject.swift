/// Passes on the objects that satisfy a condition: a script block, or a property compared with a value.
import Engine
import Syntax

struct WhereObject: Cmdlet {
  static let command = Command("Where", "Object", module: "Microsoft.PowerShell.Core", errorType: "Microsoft.PowerShell.Commands.WhereObjectCommand", defaultSet: "EqualSet",
    synopsis: "Lets through the objects that meet a condition.",
    examples: [
      ("Users of one pool", "Get-CsUser | Where-Object RegistrarPool -eq 'pool1.contoso.com'"),
      ("Any condition", "1..10 | Where-Object { $_ % 2 -eq 0 }"),
    ])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("FilterScript", at: 0, sets: ["ScriptBlockSet"]) var filterScript: ScriptBlock
  @Parameter("Property", at: 0, sets: [
    "EqualSet", "CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet",
    "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet",
    "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet",
    "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet",
    "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet", "Not",
  ], validate: [.notNullOrEmpty]) var property: String
  @Parameter("Value", at: 1, sets: [
    "EqualSet", "CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet",
    "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet",
    "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet",
    "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet",
    "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet",
  ]) var value: Value?
  @Parameter("EQ", sets: ["EqualSet"], aliases: ["IEQ"]) var eq: Switch
  @Parameter("CEQ", sets: ["CaseSensitiveEqualSet"], mandatory: true) var ceq: Switch
  @Parameter("NE", sets: ["NotEqualSet"], mandatory: true, aliases: ["INE"]) var ne: Switch
  @Parameter("CNE", sets: ["CaseSensitiveNotEqualSet"], mandatory: true) var cne: Switch
  @Parameter("GT", sets: ["GreaterThanSet"], mandatory: true, aliases: ["IGT"]) var gt: Switch
  @Parameter("CGT", sets: ["CaseSensitiveGreaterThanSet"], mandatory: true) var cgt: Switch
  @Parameter("LT", sets: ["LessThanSet"], mandatory: true, aliases: ["ILT"]) var lt: Switch
  @Parameter("CLT", sets: ["CaseSensitiveLessThanSet"], mandatory: true) var clt: Switch
  @Parameter("GE", sets: ["GreaterOrEqualSet"], mandatory: true, aliases: ["IGE"]) var ge: Switch
  @Parameter("CGE", sets: ["CaseSensitiveGreaterOrEqualSet"], mandatory: true) var cge: Switch
  @Parameter("LE", sets: ["LessOrEqualSet"], mandatory: true, aliases: ["ILE"]) var le: Switch
  @Parameter("CLE", sets: ["CaseSensitiveLessOrEqualSet"], mandatory: true) var cle: Switch
  @Parameter("Like", sets: ["LikeSet"], mandatory: true, aliases: ["ILike"]) var like: Switch
  @Parameter("CLike", sets: ["CaseSensitiveLikeSet"], mandatory: true) var cLike: Switch
  @Parameter("NotLike", sets: ["NotLikeSet"], mandatory: true, aliases: ["INotLike"]) var notLike: Switch
  @Parameter("CNotLike", sets: ["CaseSensitiveNotLikeSet"], mandatory: true) var cNotLike: Switch
  @Parameter("Match", sets: ["MatchSet"], mandatory: true, aliases: ["IMatch"]) var match: Switch
  @Parameter("CMatch", sets: ["CaseSensitiveMatchSet"], mandatory: true) var cMatch: Switch
  @Parameter("NotMatch", sets: ["NotMatchSet"], mandatory: true, aliases: ["INotMatch"]) var notMatch: Switch
  @Parameter("CNotMatch", sets: ["CaseSensitiveNotMatchSet"], mandatory: true) var cNotMatch: Switch
  @Parameter("Contains", sets: ["ContainsSet"], mandatory: true, aliases: ["IContains"]) var contains: Switch
  @Parameter("CContains", sets: ["CaseSensitiveContainsSet"], mandatory: true) var cContains: Switch
  @Parameter("NotContains", sets: ["NotContainsSet"], mandatory: true, aliases: ["INotContains"]) var notContains: Switch
  @Parameter("CNotContains", sets: ["CaseSensitiveNotContainsSet"], mandatory: true) var cNotContains: Switch
  @Parameter("In", sets: ["InSet"], mandatory: true, aliases: ["IIn"]) var `in`: Switch
  @Parameter("CIn", sets: ["CaseSensitiveInSet"], mandatory: true) var cIn: Switch
  @Parameter("NotIn", sets: ["NotInSet"], mandatory: true, aliases: ["INotIn"]) var notIn: Switch
  @Parameter("CNotIn", sets: ["CaseSensitiveNotInSet"], mandatory: true) var cNotIn: Switch
  @Parameter("Is", sets: ["IsSet"], mandatory: true) var `is`: Switch
  @Parameter("IsNot", sets: ["IsNotSet"], mandatory: true) var isNot: Switch
  @Parameter("Not", sets: ["Not"], mandatory: true) var not: Switch

  private var expression: PropertyExpression?
  private var comparison: TokenKind?
  private var operand: Value = .null
  private var isChecked = false

  mutating func begin(_ shell: Invocation) throws {
    if $filterScript.isBound { return }
    let set = shell.parameterSet
    comparison = WhereObject.operators[set]
    operand = (value ?? .null).orNull
    if set == "EqualSet", !eq.isOn, !$eq.isBound { comparison = nil }
    if comparison == .is || comparison == .isNot, let name = operand.stringValue {
      // [int] among the words of a command is text
      let bare = name.hasPrefix("[") && name.hasSuffix("]") && name.utf8.count > 2 ? String(name.dropFirst().dropLast()) : name
      do { operand = try Conversion.convert(.str(bare), to: TypeTable.get("System.Type"), shell.context) }
      catch let e as TerminatingError { throw shell.castFailure(e) }
    }
    expression = PropertyExpression(property)
  }

  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject else { return }
    guard let expression else {
      if case .void = item { return }
      if Conversion.toBool(try shell.valueInPlace(filterScript, item: item)) { try shell.write(item) }
      return
    }
    if !isChecked { try check(shell) }
    guard let left = try left(of: item, expression, shell) else { return }
    do { if try holds(left, shell) { try shell.write(item) } }
    catch let e as TerminatingError where !e.record.errorId.isEmpty {
      let isArgument = WhereObject.concernsAnArgument(e.record), name = comparison?.name ?? ""
      let failure = PSException(
        "System.Management.Automation." + (isArgument ? "PSArgumentException" : "PSInvalidOperationException"),
        isArgument ? "The argument to operator '\(name)' is not valid: \(e.record.message)." : "The '\(name)' operator failed: \(e.record.message).")
      try shell.error(
        ErrorRecord(failure, id: isArgument ? "BadOperatorArgument" : "OperatorFailed", isArgument ? .invalidArgument : .invalidOperation, target: item).aboutObject)
    }
  }

  /// Operator and value go together, which is looked at when there is something to compare.
  private mutating func check(_ shell: Invocation) throws {
    isChecked = true
    if comparison == nil, $value.isBound {
      throw shell.terminating(
        "OperatorNotSpecified", .invalidArgument,
        """
        An operator is required to compare the two specified values. Include a valid operator in the command, and then try the command again. For example, \
        Get-Process | Where-Object -Property Name -eq Idle
        """,
        exception: "System.Management.Automation.PSArgumentException")
    }
    if comparison != nil, shell.parameterSet != "Not", !$value.isBound {
      throw shell.terminating(
        "ValueNotSpecifiedForWhereObject", .invalidArgument,
        "The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again.",
        exception: "System.Management.Automation.PSArgumentException")
    }
  }
  /// Whether .NET would have raised an `ArgumentException`.
  private static func concernsAnArgument(_ r: ErrorRecord) -> Bool {
    r.errorId != "ComparisonFailure" && (r.exception.inner ?? r.exception).type.isSubclass(of: "System.ArgumentException")
  }
  /// What the property is; nil when that was an error.
  private func left(of item: Value, _ expression: PropertyExpression, _ shell: Invocation) throws -> Value? {
    func fail(_ id: String, _ text: String) throws {
      try shell.error(ErrorRecord(PSException("System.Management.Automation.PSArgumentException", text), id: id, .invalidArgument, target: item).aboutObject)
    }
    if item.isNull {
      if shell.context.strictVersion < 2 { return .null }
      try fail("InputObjectIsNull", "Cannot operate on a 'null' input object.")
      return nil
    }
    if expression.isPattern {
      try shell.checkWildcards([property])
      // methods count as well
      let pattern = Wildcard(property)
      let hits = shell.context.members(item).filter { !$0.isHidden && pattern.matches($0.name) }
      if hits.count > 1 {
        try fail(
          "AmbiguousPropertyName",
          "Input name \"\(property)\" is ambiguous. It can be resolved to multiple matched members. Possible matches include:\(hits.map { " " + $0.name }.joined()).")
        return nil
      }
    }
    if case .hash = item.base, case .name(let key) = expression.source {
      if let value = try PropertyExpression.readMember(item, key.name, shell.context) { return value.orNull }
    } else if let value = try expression.value(of: item, shell) { return value }
    if shell.context.strictVersion < 2 { return .null }
    try fail("PropertyNotFound", "The input name \"\(property)\" cannot be resolved to a property.")
    return nil
  }

  private func holds(_ left: Value, _ shell: Invocation) throws -> Bool {
    if shell.parameterSet == "Not" { return !Conversion.toBool(left) }
    guard let comparison else { return Conversion.toBool(left) }
    switch comparison {
    case .is, .isNot:
      if operand.isNull { throw TerminatingError("IsOperatorRequiresType", "The right operand of '-is' must be a type.") }
      guard case .type(let t) = try Conversion.convert(operand, to: TypeTable.get("System.Type"), shell.context).base else { return false }
      return Conversion.isInstance(left, of: t) == (comparison == .is)
    default: return Conversion.toBool(try Operators.comparison(comparison, left, operand, shell.context))
    }
  }

  static let operators: [String: TokenKind] = {
    var r: [String: TokenKind] = ["IsSet": .is, "IsNotSet": .isNot]
    let rows: [(String, TokenKind, TokenKind)] = [
      ("EqualSet", .ieq, .ceq), ("NotEqualSet", .ine, .cne), ("GreaterThanSet", .igt, .cgt), ("LessThanSet", .ilt, .clt),
      ("GreaterOrEqualSet", .ige, .cge), ("LessOrEqualSet", .ile, .cle), ("LikeSet", .ilike, .clike), ("NotLikeSet", .inotlike, .cnotlike),
      ("MatchSet", .imatch, .cmatch), ("NotMatchSet", .inotmatch, .cnotmatch), ("ContainsSet", .icontains, .ccontains),
      ("NotContainsSet", .inotcontains, .cnotcontains), ("InSet", .iin, .cin), ("NotInSet", .inotin, .cnotin),
    ]
    for (name, insensitive, sensitive) in rows { r[name] = insensitive; r["CaseSensitive" + name] = sensitive }
    return r
  }()
}
