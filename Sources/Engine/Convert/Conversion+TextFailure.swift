/// Objects whose own `ToString` throws.
///
/// A text is wanted nearly everywhere, displays and messages included, where a failure has nowhere to go: `toString` falls
/// back to the type's name then. Operators, casts and interpolation ask with `text`, which raises what was thrown. Only
/// values that can have a `ToString` of their own pay for that.

extension Conversion {
  /// As `toString`; an object whose own `ToString` throws cannot be converted.
  @inline(__always) static func text(_ v: Value, _ context: ExecutionContext) throws -> String {
    switch v {
    case .string(let s): return s.string
    case .int(let n): return String(n)
    case .object, .other, .array, .hash, .boxed: return try watchedText(v, context) { cannotConvert($0) }
    default: return textSlow(v, context)
    }
  }
  /// As `toStringInCulture`, for the text parameters of compiled cmdlets; failures as `text` raises them.
  public static func textInCulture(_ v: Value, _ context: ExecutionContext) throws -> String {
    try context.watchingTexts({ toStringInCulture(v, context) }) { cannotConvert($0) }
  }
  /// As `text` for .NET's formatting: what a method of a class threw arrives as it is, what an added method threw does not.
  static func formattedText(_ v: Value, of o: PSObject, _ format: String, _ context: ExecutionContext) throws -> String {
    if let k = o.type?.scriptClass { return try context.watchingTexts({ classText(v, o, k, context, asSequence: false, format: format) }) { $0 } }
    return try watchedText(v, context) { notRetrieved("MethodExceptionNullFormatProvider", $0) }
  }
  /// As `joinInCulture`; an element whose own `ToString` throws ends it.
  static func joinOrThrow(_ items: PSArray, _ separator: String, _ context: ExecutionContext) throws -> String {
    let elements = items.elements
    guard elements.contains(where: { switch $0 { case .object, .other, .boxed: true; default: false } }) else { return joinInCulture(elements, separator, context) }
    return try context.watchingTexts({ joinInCulture(elements, separator, context) }) { notRetrieved("ToStringObjectBasicException", $0) }
  }
  @inline(never) private static func watchedText(_ v: Value, _ context: ExecutionContext, _ error: (TerminatingError) -> TerminatingError) throws -> String {
    try context.watchingTexts({ textSlow(v, context) }, error)
  }
  private static func cannotConvert(_ e: TerminatingError) -> TerminatingError {
    TerminatingError(
      "InvalidCastFromAnyTypeToString", "Cannot convert value to type System.String.", .invalidArgument,
      exception: "System.Management.Automation.PSInvalidCastException", inner: e.record.exception)
  }
  private static func notRetrieved(_ id: String, _ e: TerminatingError) -> TerminatingError {
    let cause = e.record.exception
    return TerminatingError(
      id, "The following exception occurred while retrieving the string: \"\(cause.message)\"", .notSpecified,
      exception: "System.Management.Automation.ExtendedTypeSystemException", inner: cause)
  }
}

extension ExecutionContext {
  /// Makes a text; what a `ToString` threw meanwhile is raised as `error` says.
  fileprivate func watchingTexts(_ text: () -> String, _ error: (TerminatingError) -> TerminatingError) throws -> String {
    let watched = watchesTexts, earlier = textFailure
    watchesTexts = true
    textFailure = nil
    defer { watchesTexts = watched; textFailure = earlier }
    let s = text()
    guard let failure = textFailure else { return s }
    if let e = failure as? TerminatingError { throw error(e) }
    throw failure
  }
  /// What a `ToString` of an object's own gives. Its failure is kept for whoever watches: the text is then of no use.
  public func answer(_ call: () throws -> Value?) -> Value? {
    let watched = watchesTexts
    watchesTexts = false
    defer { watchesTexts = watched }
    do { return try call() } catch {
      guard watched else { return nil }
      if textFailure == nil { textFailure = error }
      return .emptyString
    }
  }
}
