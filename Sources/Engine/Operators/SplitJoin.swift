/// `-split` and `-join`.
import Primitives

extension Operators {
  static func join(_ a: Value, _ b: Value, _ context: ExecutionContext) throws -> Value {
    // an enumerator is one thing, whose text is that of what it yields
    if case .other(let r) = a, r.netType.fullName.hasSuffix("ArrayListEnumeratorSimple") { return .str(Conversion.toString(a, context)) }
    guard let items = Conversion.collected(a) else { return .str(try Conversion.text(a, context)) }
    let text = try Conversion.joinOrThrow(items, try Conversion.text(b, context), context)
    if items.count > 0xFFFF || text.utf8.count > AttentiveText.piece { try context.poll() }
    return .str(text)
  }

  /// Unary `-split`: on runs of white space, after trimming.
  static func splitOnWhiteSpace(_ a: Value, _ context: ExecutionContext) throws -> Value {
    let regex = try compiled("\\s+", [])
    let r = PSArray(capacity: 8)
    r.elementType = TypeTable.string
    for text in try texts(a, context) { for piece in regex.split(Conversion.trimmed(text)) { r.append(.str(piece)) } }
    return .array(r)
  }

  private static func texts(_ v: Value, _ context: ExecutionContext) throws -> [String] {
    guard let items = items(of: v) else { return [try Conversion.text(v, context)] }
    return try items.elements.map { try Conversion.text($0, context) }
  }

  /// `-split pattern[, limit[, options]]` or `-split {block}[, limit]`.
  static func split(_ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Value {
    if case .string(let text) = a, case .string(let s) = b {
      // the usual form: a text by a pattern, as often as it occurs
      let r = PSArray(capacity: 4)
      r.elementType = TypeTable.string
      try context.patterns.regex(s, ignoreCase: ignoreCase).forEachPiece(text.string) { r.append(.str($0)) }
      try context.poll()
      return .array(r)
    }
    let content = try texts(a, context)
    let arguments = items(of: b)?.values ?? [b]
    var limit = 0
    var options: SplitOptions = ignoreCase ? .ignoreCase : []
    guard let first = arguments.first else {
      throw TerminatingError("BadOperatorArgument", "The argument to operator '\(ignoreCase ? "-split" : "-csplit")' is not valid: \(Conversion.plainText(b)).", .invalidArgument, target: b)
    }
    if arguments.count > 1 { limit = Int(try splitNumber(arguments[1], context)) }
    var predicate: ScriptBlock?
    if case .block(let block) = first.base { predicate = block }
    if arguments.count > 2, !arguments[2].isNull {
      if let e = arguments[2].base.enumValue { options = SplitOptions(rawValue: e.raw) } else { options = try SplitOptions(named: arguments[2], context) }
      if predicate != nil {
        throw TerminatingError(
          "InvalidSplitOptionWithPredicate", "Options are not allowed on the -split operator with a predicate.", .parserError,
          exception: "System.Management.Automation.ParseException")
      }
      if ignoreCase { options.insert(.ignoreCase) }
    }
    let r = PSArray(capacity: 8)
    r.elementType = TypeTable.string
    if let predicate {
      for text in content { for piece in try split(text, predicate, limit, context) { r.append(.str(piece)) } }
      return .array(r)
    }
    var text = try Conversion.text(first, context)
    if options.contains(.simpleMatch) {
      guard options.isSubset(of: [.simpleMatch, .ignoreCase]) else {
        throw TerminatingError(
          "InvalidSplitOptionCombination", "The combination of options with the -split operator is not valid.", .parserError,
          exception: "System.Management.Automation.ParseException")
      }
      text = NetRegex.escape(text)
    }
    let regex = try compiled(text, options.regexOptions)
    for item in content {
      for piece in limit < 0 ? splitFromEnd(item, regex, -limit) : regex.split(item, count: limit) { r.append(.str(piece)) }
      try context.poll()
    }
    return .array(r)
  }
  /// At most `count` pieces, cut at the last matches.
  private static func splitFromEnd(_ text: String, _ regex: NetRegex, _ count: Int) -> [String] {
    let cuts = regex.matches(text).suffix(count - 1)
    var pieces: [String] = [], start = 0
    for m in cuts {
      pieces.append(NetString.slice(text, start, m.index - start))
      for slot in 1..<max(1, m.groupCount) { if let v = m.value(slot: slot) { pieces.append(v) } }
      start = m.index + m.length
    }
    pieces.append(NetString.slice(text, start, NetString.length(text) - start))
    return pieces
  }
  private static func splitNumber(_ v: Value, _ context: ExecutionContext) throws -> Int32 {
    if v.base.isNull { return 0 }
    do { return try Conversion.toInt32(v.base) } catch where Conversion.isFailure(error) {
      let cause = Conversion.cause(error)
      throw TerminatingError("RuntimeException", cause.message, .notSpecified, inner: cause)
    }
  }

  /// Cuts where the block says so; it gets the character as `$_` and the text and position as arguments.
  private static func split(_ text: String, _ block: ScriptBlock, _ limit: Int, _ context: ExecutionContext) throws -> [String] {
    if limit == 1 || limit == -1 { return [text] }
    let units = Array(text.utf16)
    func slice(_ from: Int, _ to: Int) -> String { String(decoding: units[from..<to], as: UTF16.self) }
    func cuts(_ i: Int) throws -> Bool {
      Conversion.toBool(try context.invokeBlock(block, arguments: [.str(text), .integer(i)], item: .str(slice(i, i + 1))))
    }
    var pieces: [String] = []
    if limit >= 0 {
      var start = 0, i = 0
      while i < units.count {
        if try cuts(i) {
          pieces.append(slice(start, i))
          start = i + 1
          if limit == pieces.count + 1 { break }
        }
        i += 1
      }
      pieces.append(slice(start, units.count))
      return pieces
    }
    var end = units.count, i = units.count - 1
    while i >= 0 {
      if try cuts(i) {
        pieces.append(slice(i + 1, end))
        end = i
        if -limit == pieces.count + 1 { break }
      }
      i -= 1
    }
    pieces.append(slice(0, end))
    return pieces.reversed()
  }
}

/// `System.Management.Automation.SplitOptions`.
struct SplitOptions: OptionSet {
  let rawValue: Int64
  static let simpleMatch = SplitOptions(rawValue: 1), regexMatch = SplitOptions(rawValue: 2), cultureInvariant = SplitOptions(rawValue: 4)
  static let ignorePatternWhitespace = SplitOptions(rawValue: 8), multiline = SplitOptions(rawValue: 16), singleline = SplitOptions(rawValue: 32)
  static let ignoreCase = SplitOptions(rawValue: 64), explicitCapture = SplitOptions(rawValue: 128)

  init(rawValue: Int64) { self.rawValue = rawValue }
  static let names: [(String, Int64)] = [
    ("SimpleMatch", 1), ("RegexMatch", 2), ("CultureInvariant", 4), ("IgnorePatternWhitespace", 8), ("Multiline", 16), ("Singleline", 32),
    ("IgnoreCase", 64), ("ExplicitCapture", 128),
  ]
  static let type = NetType("System.Management.Automation.SplitOptions", .enum, base: TypeTable.enumType).with(EnumInfo(names, flags: true))
  init(named v: Value, _ context: ExecutionContext) throws {
    do { rawValue = try Conversion.convert(v, to: SplitOptions.type, context).enumValue?.raw ?? 0 } catch where Conversion.isFailure(error) {
      let cause = Conversion.cause(error)
      throw TerminatingError("RuntimeException", cause.message, .notSpecified, inner: cause)
    }
  }
  var regexOptions: NetRegex.Options {
    var o: NetRegex.Options = []
    if contains(.cultureInvariant) { o.insert(.cultureInvariant) }
    if contains(.ignorePatternWhitespace) { o.insert(.ignorePatternWhitespace) }
    if contains(.multiline) { o.insert(.multiline) }
    if contains(.singleline) { o.insert(.singleline) }
    if contains(.ignoreCase) { o.insert(.ignoreCase) }
    if contains(.explicitCapture) { o.insert(.explicitCapture) }
    return o
  }
}

extension NetType {
  /// The type with its members when it is an enum.
  func with(_ e: EnumInfo) -> NetType { enumeration = e; return self }
}
