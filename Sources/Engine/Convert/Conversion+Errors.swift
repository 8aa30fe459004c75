/// What a failed conversion says: PowerShell's ids and sentences.
///
/// Casts raise a `RuntimeException` around a `PSInvalidCastException`, as the script sees it; the cause lies deeper.
import Primitives

extension Conversion {
  /// An invalid cast under an id.
  static func castError(_ id: String, _ message: String, inner: PSException? = nil) -> TerminatingError {
    let cast = PSException("System.Management.Automation.PSInvalidCastException", message, inner: inner)
    cast.lastErrorId = id
    return TerminatingError(id, message, .invalidArgument, inner: cast)
  }
  /// `Cannot convert value "x" to type "T". Error: "…"`.
  static func castError(_ id: String, _ text: String, to type: NetType, because cause: PSException) -> TerminatingError {
    castError(id, "Cannot convert value \"\(text)\" to type \"\(typeText(type))\". Error: \"\(cause.message)\"", inner: cause)
  }
  /// `Cannot convert the "x" value of type "S" to type "T".`, or the sentences about null.
  public static func finalError(_ v: Value, to type: NetType) -> TerminatingError {
    castError(finalId(v, type), finalMessage(v, to: type))
  }
  static func finalId(_ v: Value, _ type: NetType) -> String {
    if type.isByRefLike { return "InvalidCastToByRefLikeType" }
    return v.base.isNull ? type.isEnum ? "nullToEnumInvalidCast" : "nullToObjectInvalidCast" : "ConvertToFinalInvalidCastException"
  }
  static func finalMessage(_ v: Value, to type: NetType) -> String {
    if type.isByRefLike { return "Cannot convert to the ByRef-like type \"\(typeText(type))\". ByRef-like types are not supported in PowerShell." }
    if v.base.isNull {
      if type.isEnum {
        return
          """
          Cannot convert null to type "\(typeText(type))" due to enumeration values that are not valid. Specify one of the following enumeration values and \
          try again. The possible enumeration values are "\(enumNames(type, ","))".
          """
      }
      return "Cannot convert null to type \"\(typeText(type))\"."
    }
    if type.fullName == "System.Security.SecureString" || type.fullName == "System.Management.Automation.PSCredential" {
      return "Cannot convert the value of type \"\(typeNameOf(v))\" to type \"\(typeText(type))\"."
    }
    return "Cannot convert the \"\(plainText(v))\" value of type \"\(typeNameOf(v))\" to type \"\(typeText(type))\"."
  }
  /// The first of an object's type names.
  static func typeNameOf(_ v: Value) -> String {
    if case .object(let o) = v, let n = o.typeNames?.first { return n }
    return TypeTable.typeOf(v.base).fullName
  }
  /// `Type.ToString()`: generic arguments without their assemblies.
  public static func typeText(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return typeText(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    guard !t.genericArguments.isEmpty, let d = t.genericDefinition else { return t.fullName }
    return d + "[" + t.genericArguments.map(typeText).joined(separator: ",") + "]"
  }
  /// By their values, as .NET lists them.
  static func enumNames(_ t: NetType, _ separator: String) -> String {
    guard let e = t.enumeration else { return "" }
    let order = e.values.indices.sorted { (UInt64(bitPattern: e.values[$0]), $0) < (UInt64(bitPattern: e.values[$1]), $1) }
    return order.map { e.names[$0] }.joined(separator: separator)
  }

  /// The exception inside an error a member's body raised, without the wrapping of an invocation.
  static func cause(_ error: Error) -> PSException {
    if let e = error as? TerminatingError {
      let x = e.record.exception
      if x.type.fullName == "System.Management.Automation.MethodInvocationException", let inner = x.inner { return inner }
      if x.type.fullName == "System.Management.Automation.RuntimeException", let inner = x.inner, inner.type.fullName == "System.Management.Automation.PSInvalidCastException" { return inner }
      return x
    }
    if let e = error as? NetError { return PSException(e.typeName, e.message) }
    return PSException("System.InvalidOperationException", "\(error)")
  }
  /// Flow signals and other non-errors must not be taken for a failed conversion; nor may a script that called too deep, whose error
  /// would be wrapped once more at every level.
  static func isFailure(_ error: Error) -> Bool {
    if let e = error as? TerminatingError { return !e.isCallDepthOverflow }
    return !(error is FlowSignal)
  }

  /// A .NET exception that reached the script unwrapped: its id is the exception's type.
  public static func rawError(_ type: String, _ message: String) -> TerminatingError {
    rawError(PSException(type, message))
  }
  static func rawError(_ cause: PSException) -> TerminatingError {
    TerminatingError(ErrorRecord(cause, id: cause.type.fullName, .operationStopped))
  }
}
