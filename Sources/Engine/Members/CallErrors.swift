/// What a call of a method or a constructor says that could not be made, or that failed.

extension TerminatingError {
  private static let methodException = "System.Management.Automation.MethodException"

  /// No overload takes so many arguments, or these. A constructor is called `new`.
  public static func noOverload(_ name: String, _ count: Int) -> TerminatingError {
    TerminatingError(
      "MethodCountCouldNotFindBest", "Cannot find an overload for \"\(name == ".ctor" ? "new" : name)\" and the argument count: \"\(count)\".", .notSpecified,
      exception: methodException)
  }
  /// An argument could not become what its parameter is.
  /// - Parameters:
  ///   - parameter: its name, or its position where the call goes by positions
  ///   - failure: what the conversion said
  static func argument(_ parameter: String, _ v: Value, of name: String, to t: NetType, _ failure: TerminatingError) -> TerminatingError {
    TerminatingError(
      "MethodArgumentConversionInvalidCastArgument",
      """
      Cannot convert argument "\(parameter)", with value: "\(Conversion.plainText(v))", for "\(name)" to type \
      "\(Conversion.typeText(t))": "\(failure.record.exception.message)"
      """,
      .notSpecified, exception: methodException, inner: failure.record.exception.withoutLanguage)
  }
  /// What script code raised that a method ran, for the error of the method's call.
  public static func ofCallee(_ x: PSException) -> TerminatingError {
    let r = ErrorRecord(x, id: x.type.name)
    r.isOfCallee = true
    return TerminatingError(r)
  }
  /// What the method threw, inside the exception that tells of the call.
  static func calling(_ name: String, _ count: Int, threw x: PSException) -> TerminatingError {
    TerminatingError(
      x.type.name, "Exception calling \"\(name)\" with \"\(count)\" argument(s): \"\(x.message)\"", .notSpecified,
      exception: "System.Management.Automation.MethodInvocationException", inner: x)
  }
}
