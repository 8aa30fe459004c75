/// The `Validate…` attributes: each check and the sentence it fails with.
import Primitives

enum Validator {
  private static func fail(_ text: String, _ id: String = "ValidationFailure") -> TerminatingError {
    TerminatingError(id, text, .invalidData, exception: "System.Management.Automation.ValidationMetadataException")
  }
  private static func wrongType(_ v: Value, _ wanted: NetType) -> TerminatingError {
    fail(
      """
      The argument cannot be validated because its type "\(TypeTable.typeOf(v.base).name)" is not the same type (\(wanted.name)) as the maximum and minimum \
      limits of the parameter. Make sure the argument is of type \(wanted.name) and then try the command again.
      """,
      "ValidationRangeElementType")
  }
  /// The type limits of two types are compared in.
  static func promoted(_ a: NetType, _ b: NetType) -> NetType {
    guard a !== b, a.typeCode.isNumeric, b.typeCode.isNumeric else { return a }
    let code = max(a.typeCode, b.typeCode), mixes = a.typeCode.isSigned || b.typeCode.isSigned
    switch code {
    case .decimal: return TypeTable.decimal
    case .single, .double: return TypeTable.double
    case .uint64: return mixes ? TypeTable.double : TypeTable.ulong
    case .int64: return TypeTable.long
    case .uint32: return mixes ? TypeTable.double : TypeTable.uint
    default: return TypeTable.int
    }
  }
  private static let nothingOrNull = """
    The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values \
    and then try the command again.
    """
  private static let nothing = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again."
  /// - Parameter white: white space is no content either
  private static func requireContent(_ value: Value, white: Bool, _ c: ExecutionContext) throws {
    func isEmpty(_ s: String) -> Bool { white ? Conversion.trimmed(s).isEmpty : s.isEmpty }
    if value.isNull { throw fail(nothing, "ArgumentIsNull") }
    if let s = value.base.stringValue {
      if !isEmpty(s) { return }
      if white {
        throw fail(
          """
          The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try \
          the command again.
          """,
          "ArgumentIsEmptyOrWhiteSpace")
      }
      throw fail(nothing, "ArgumentIsEmpty")
    }
    if case .hash(let h) = value.base, !h.isSet {
      if h.count == 0 { throw fail(nothingOrNull, "ArgumentIsEmpty") }
      return
    }
    guard let all = c.sequence(value.base) else { return }
    for x in all.values {
      if x.isNull { throw fail(nothingOrNull, "ArgumentIsNull") }
      guard let s = x.base.stringValue, isEmpty(s) else { continue }
      if white {
        throw fail(
          """
          An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any \
          those values and then try the command again.
          """,
          "ArgumentCollectionContainsEmptyOrWhiteSpace")
      }
      throw fail(nothingOrNull, "ArgumentCollectionContainsEmpty")
    }
    if all.count == 0 { throw fail(nothingOrNull, "ArgumentIsEmpty") }
  }
  /// Throws when the value does not pass. Collections are checked element by element where PowerShell does so.
  static func check(_ v: Validation, _ value: Value, _ c: ExecutionContext) throws {
    if value.isNull {
      switch v {
      case .range, .rangeKind, .set, .pattern, .length, .script:
        throw fail(nothingOrNull, "ArgumentIsEmpty")
      case .drive: throw fail("The argument is null. Provide a valid value for the argument, and then try running the command again.", "PathArgumentIsEmpty")
      default: break
      }
    }
    switch v {
    case .notNull:
      if value.isNull { throw fail("The argument is null. Provide a valid value for the argument, and then try running the command again.", "ArgumentIsNull") }
      if let a = c.sequence(value) {
        for x in a.values where x.isNull {
          throw fail(
            """
            The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any \
            null values, and then try the command again.
            """,
            "ArgumentIsNull")
        }
      }
    case .notNullOrEmpty: try requireContent(value, white: false, c)
    case .notNullOrWhiteSpace: try requireContent(value, white: true, c)
    case .range(let lo, let hi):
      if case .int(let n) = value, case .int(let a) = lo, case .int(let b) = hi, n >= a, n <= b { return }
      let type = promoted(TypeTable.typeOf(lo), TypeTable.typeOf(hi))
      for x in each(value, c) {
        try requirePresent(x)
        guard let n = try? Conversion.convert(x, to: type, c), let a = try? Conversion.compare(n, lo), let b = try? Conversion.compare(n, hi) else { throw wrongType(x, TypeTable.typeOf(lo)) }
        if b > 0 {
          throw fail(
            """
            The \(Conversion.plainText(n)) argument is greater than the maximum allowed range of \(Conversion.plainText(hi)). Supply an argument that is \
            less than or equal to \(Conversion.plainText(hi)) and then try the command again.
            """,
            "ValidateRangeTooBig")
        }
        if a < 0 {
          throw fail(
            """
            The \(Conversion.plainText(n)) argument is less than the minimum allowed range of \(Conversion.plainText(lo)). Supply an argument that is \
            greater than or equal to \(Conversion.plainText(lo)) and then try the command again.
            """,
            "ValidateRangeTooSmall")
        }
      }
    case .rangeKind(let kind):
      for x in each(value, c) {
        try requirePresent(x)
        let d: Double
        var shown = x
        if case .timespan(let s) = x.base { d = Double(s.ticks) }
        else if x.typeCode != .string, x.typeCode != .dateTime,
          let number = try? Conversion.convert(x, to: x.typeCode.isNumeric ? TypeTable.double : TypeTable.int, c)
        {
          d = (try? Conversion.toDouble(number)) ?? 0
          if !x.typeCode.isNumeric { shown = number }
        }
        else { throw wrongType(x, TypeTable.int) }
        let t = Conversion.plainText(shown)
        switch kind.lowercased() {
        case "positive": if d <= 0 { throw fail("The argument \"\(t)\" cannot be validated because its value is not greater than zero.", "ValidateRangePositiveFailure") }
        case "nonnegative": if d < 0 { throw fail("The argument \"\(t)\" cannot be validated because its value is not greater than or equal to zero.", "ValidateRangeNonNegativeFailure") }
        case "negative": if d >= 0 { throw fail("The argument \"\(t)\" cannot be validated because its value is not less than zero.", "ValidateRangeNegativeFailure") }
        default: if d > 0 { throw fail("The argument \"\(t)\" cannot be validated because its value is not less than or equal to zero.", "ValidateRangeNonPositiveFailure") }
        }
      }
    case .generatedSet(let generator, let message):
      let names = try c.validValues(of: generator)
      if names.isEmpty { throw fail("Valid values generator return a null value.", "ValidateSetGeneratedValidValuesListIsNull") }
      try check(.set(names, ignoreCase: true, message: message), value, c)
    case .set(let names, let ignoreCase, let message):
      for x in each(value, c) {
        try requirePresent(x)
        let t = shown(x, c)
        if !names.contains(where: { ignoreCase ? $0.equalsIgnoringCase(t) : $0 == t }) {
          throw fail(
            try formatted(message, [.str(t), .str(names.joined(separator: ","))], c)
              ?? """
                The argument "\(t)" does not belong to the set "\(names.joined(separator: ","))" specified by the ValidateSet attribute. Supply an argument \
                that is in the set and then try the command again.
                """,
            "ValidateSetFailure")
        }
      }
    case .pattern(let p, let options, let message):
      for x in each(value, c) {
        try requirePresent(x)
        let t = shown(x, c)
        let ignore = !options.equalsIgnoringCase("None")
        let hit = Conversion.toBool(try Operators.comparison(ignore ? .imatch : .cmatch, .str(t), .str(p), c))
        if !hit {
          throw fail(
            try formatted(message, [.str(t), .str(p)], c)
              ?? "The argument \"\(t)\" does not match the \"\(p)\" pattern. Supply an argument that matches \"\(p)\" and try the command again.",
            "ValidatePatternFailure")
        }
      }
    case .length(let lo, let hi):
      for x in each(value, c) {
        guard case .string(let s) = x.base else {
          throw fail(
            """
            The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] \
            parameter.
            """,
            "ValidateLengthNotString")
        }
        let n = s.string.utf16.count
        if n < lo {
          throw fail(
            """
            The character length (\(n)) of the argument is too short. Specify an argument with a length that is greater than or equal to "\(lo)", and then \
            try the command again.
            """,
            "ValidateLengthMinLengthFailure")
        }
        if n > hi {
          throw fail(
            """
            The character length of the \(n) argument is too long. Shorten the character length of the argument so it is fewer than or equal to "\(hi)" \
            characters, and then try the command again.
            """,
            "ValidateLengthMaxLengthFailure")
        }
      }
    case .count(let lo, let hi):
      // a text counts as its characters
      guard let n = value.isNull ? 0 : value.base.stringValue?.utf16.count ?? c.sequence(value)?.count ?? value.hashValue_?.count else {
        throw fail(
          """
          The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an \
          array parameter.
          """,
          "NotAnArrayParameter")
      }
      if lo == hi, n != lo { throw fail("The parameter requires exactly \(lo) value(s) - \(n) value(s) were provided.", "ValidateCountExactFailure") }
      if n < lo || n > hi { throw fail("The parameter requires at least \(lo) value(s) and no more than \(hi) value(s) - \(n) value(s) were provided.", "ValidateCountMinMaxFailure") }
    case .script(let b, let message):
      for x in each(value, c) {
        try requirePresent(x)
        let r: Value
        do { r = try c.reportingOutside { try c.invokeCatching(b, arguments: [x], item: x) } } catch let e as TerminatingError where e.record.stoppedWhenWritten {
          throw TerminatingError(e.record.carried)
        } catch let flow as FlowSignal where flow.leavesCode { throw fail("System error.", "ValidateScriptFailure") }
        if !Conversion.toBool(r) {
          throw fail(
            try formatted(message, [x, .str(b.bodyText)], c)
              ?? """
                The "\(b.bodyText)" validation script for the argument with value "\(Conversion.plainText(x))" did not return a result of True. Determine \
                why the validation script failed, and then try the command again.
                """,
            "ValidateScriptFailure")
        }
      }
    case .drive(let names):
      do {
        guard let t = value.base.stringValue else { throw fail("The path argument is invalid. Supply a path argument that is a string type.", "PathArgumentIsNotValid") }
        // a path without a drive is one of the current drive
        let drive = t.firstIndex(of: ":").map { String(t[..<$0]) } ?? "/"
        if drive != "/", try c.invokeHere("Get-PSDrive -Name \(SourceLiteral.quoted(drive)) -ErrorAction Ignore").isNull {
          throw fail("Cannot find drive. A drive with the name '\(drive)' does not exist.", "DriveNotFound")
        }
        if !names.contains(where: { $0.equalsIgnoringCase(drive) }) {
          throw fail(
            """
            The path argument drive \(drive) does not belong to the set of approved drives: \(names.joined(separator: ",")). Supply a path argument with an \
            approved drive.
            """,
            "PathRootInvalid")
        }
      }
    case .trustedData: break
    case .custom(let attribute):
      let engine = c.variable("ExecutionContext") ?? .null
      if TypeTable.typeOf(attribute).isSubclass(of: "System.Management.Automation.ValidateEnumeratedArgumentsAttribute") {
        for x in each(value, c) { _ = try c.throwing { try c.callOverride(attribute, "ValidateElement", [x]) } }
      } else { _ = try c.throwing { try c.callOverride(attribute, "Validate", [value, engine]) } }
    }
  }
  /// `ToString()` of an element.
  private static func shown(_ v: Value, _ c: ExecutionContext) -> String {
    switch v.base { case .object, .type: Conversion.toString(v, c); default: Conversion.plainText(v) }
  }
  private static func each(_ v: Value, _ c: ExecutionContext) -> [Value] { c.sequence(v.base)?.values ?? [v] }
  private static func requirePresent(_ element: Value) throws {
    if element.isNull { throw fail("The argument is null. Provide a valid value for the argument, and then try running the command again.", "ArgumentIsEmpty") }
  }
  private static func formatted(_ message: String?, _ a: [Value], _ c: ExecutionContext) throws -> String? {
    guard let message else { return nil }
    do { return try Operators.format(message, a, c) } catch let e as TerminatingError {
      let cause = e.record.exception.inner ?? e.record.exception
      throw Conversion.rawError(cause)
    }
  }
}
