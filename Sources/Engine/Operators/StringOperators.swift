/// `-like -match -replace`.
import Primitives

extension Operators {
  /// What an operator on texts works through: the elements of a sequence, none for what a command without output leaves; nil for a single value.
  static func items(of v: Value) -> PSArray? { if case .void = v { PSArray([]) } else { Conversion.enumerable(v) } }

  /// `-like`: a sequence gives the texts that match.
  static func like(_ a: Value, _ b: Value, ignoreCase: Bool, negate: Bool, _ context: ExecutionContext) throws -> Value {
    if case .string(let text) = a, case .string(let s) = b {
      return .bool(try context.patterns.wildcard(s, ignoreCase: ignoreCase).pattern.matches(text.string) != negate)
    }
    let pattern: WildcardPattern
    if case .string(let s) = b { pattern = try context.patterns.wildcard(s, ignoreCase: ignoreCase).pattern }
    else if case .other(let r) = b.base, let w = r.exactly(PSWildcard.self) { pattern = w.pattern }
    else { pattern = try wildcard(try Conversion.text(b, context), ignoreCase: ignoreCase) }
    if let items = items(of: a) {
      let r = PSArray(capacity: 4)
      for v in items.elements {
        let text = try Conversion.text(v, context)
        if pattern.matches(text) != negate { if case .string = v { r.append(v) } else { r.append(.str(text)) } }
      }
      return .array(r)
    }
    return .bool(pattern.matches(try Conversion.text(a, context)) != negate)
  }
  /// A wildcard pattern; bad ones raise PowerShell's error.
  static func wildcard(_ text: String, ignoreCase: Bool) throws -> WildcardPattern {
    do { return try WildcardPattern(text, ignoreCase: ignoreCase) } catch {
      throw TerminatingError("RuntimeException", error.message, .notSpecified, exception: "System.Management.Automation.WildcardPatternException")
    }
  }

  /// `-match`: sets `$Matches` when a single value matches.
  static func match(_ a: Value, _ b: Value, ignoreCase: Bool, negate: Bool, _ context: ExecutionContext) throws -> Value {
    let regex = try pattern(b, ignoreCase: ignoreCase, context)
    if case .string(let text) = a { return try matchOne(text.string, regex, negate, context) }
    if let items = items(of: a) {
      let r = PSArray(capacity: 4)
      for v in items.elements {
        try context.poll()
        if regex.isMatch(try Conversion.text(v, context)) != negate { r.append(v) }
      }
      return .array(r)
    }
    return try matchOne(try Conversion.text(a, context), regex, negate, context)
  }
  private static func matchOne(_ text: String, _ regex: NetRegex, _ negate: Bool, _ context: ExecutionContext) throws -> Value {
    let keys = context.patterns.keys(regex)
    var table: PSHash?
    let found = regex.firstTexts(text) { slot, text in
      let groups = table ?? PSHash(.hashtable, capacity: keys.count)
      table = groups
      groups.set(keys[slot], .str(text))
    }
    guard found else {
      try context.poll()
      return .bool(negate)
    }
    if let table { try context.assign(matches, .hash(table), in: context.depth - 1) }
    return .bool(!negate)
  }
  private static let matches = Symbol.of("Matches")
  /// The right operand as a regular expression: a `[regex]` as it is, text compiled (and kept for next time).
  static func pattern(_ v: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> NetRegex {
    if case .string(let s) = v { return try context.patterns.regex(s, ignoreCase: ignoreCase) }
    if case .other(let r) = v.base, let regex = r.exactly(PSRegex.self) { return regex.regex }
    return try compiled(try Conversion.text(v, context), ignoreCase ? [.ignoreCase] : [])
  }
  /// A pattern compiled, or .NET's parse error unwrapped.
  static func compiled(_ pattern: String, _ options: NetRegex.Options) throws -> NetRegex {
    do { return try NetRegex.cached(pattern, options) } catch { throw Conversion.rawError(error.typeName, error.message) }
  }

  /// `-replace`: one or two right operands; the second may be a script block that gets the match as `$_`.
  static func replace(_ a: Value, _ b: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Value {
    var patternValue = b.base, substitute = Value.emptyString
    if case .array(let list) = patternValue, list.kind == .array || list.kind == .list || list.kind == .arrayList || list.kind == .collection {
      guard list.count <= 2 else {
        throw TerminatingError("BadReplaceArgument", "The \(ignoreCase ? "-replace" : "-creplace") operator allows only two elements to follow it, not \(list.count).", .invalidOperation, target: b)
      }
      patternValue = list.count > 0 ? list[0] : .emptyString
      if list.count > 1 { substitute = list[1].base }
    }
    return try replace(a, patternValue, by: substitute, ignoreCase: ignoreCase, context)
  }
  /// `-replace` with its two operands one by one.
  static func replace(_ a: Value, _ patternValue: Value, by substitute: Value, ignoreCase: Bool, _ context: ExecutionContext) throws -> Value {
    let regex: NetRegex
    do { regex = try pattern(patternValue, ignoreCase: ignoreCase, context) } catch where Conversion.isFailure(error) {
      let cause = Conversion.cause(error)
      throw TerminatingError(
        "InvalidRegularExpression", "The regular expression pattern \(Conversion.toString(patternValue, context)) is not valid.", .invalidOperation,
        target: patternValue, inner: cause.inner ?? cause)
    }
    if case .string(let text) = a, case .string(let new) = substitute {
      let changed = regex.replace(text.string, with: new.string)
      try context.poll()
      return .str(changed)
    }
    let replace = try replacer(regex, substitute, context)
    func one(_ text: String) throws -> Value {
      let changed = try replace(text)
      try context.poll()
      return changed
    }
    guard let items = items(of: a) else { return try one(try Conversion.text(a, context)) }
    let r = PSArray(capacity: items.count)
    for v in items.elements { r.append(try one(try Conversion.text(v, context))) }
    return .array(r)
  }
  private static func replacer(_ regex: NetRegex, _ substitute: Value, _ context: ExecutionContext) throws -> (String) throws -> Value {
    if case .block(let block) = substitute {
      return { text in
        .str(try regex.replace(text) { m in
          try context.poll()
          return try Conversion.text(try context.asCallback { try context.invokeInPlace(block, item: .other(PSMatch(m))) }, context)
        })
      }
    }
    // a delegate or a method makes each replacement
    if case .other(let r) = substitute, r.netType.target == .delegate || r.netType.isSubclass(of: "System.Management.Automation.PSMethod") {
      return { text in
        .str(try regex.replace(text) { m in Conversion.toString(try context.callMethod(substitute, "Invoke", [.other(PSMatch(m))]), context) })
      }
    }
    let replacement = try Conversion.text(substitute, context)
    return { text in .str(regex.replace(text, with: replacement)) }
  }
}

/// `[WildcardPattern]` as a value.
public final class PSWildcard: Ref {
  /// The compiled pattern.
  public let pattern: WildcardPattern
  /// The text it was made of, and its `WildcardOptions`.
  public let source: String, options: Int
  public init(_ p: WildcardPattern, text: String = "", options: Int = 0) { pattern = p; source = text; self.options = options; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.WildcardPattern") }
}
