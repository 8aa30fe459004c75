/// The .NET exceptions that members throw; the engine wraps them into `MethodInvocationException`.
import Engine

/// An error whose exception is exactly the .NET one.
public func netError(_ type: String, _ message: String, param: String? = nil, inner: PSException? = nil) -> TerminatingError {
  let e = PSException(type, param.map { message + " (Parameter '" + $0 + "')" } ?? message, inner: inner)
  if let param { e.properties.append(("ParamName", .str(param))) }
  return TerminatingError(ErrorRecord(e, id: e.type.name, .notSpecified))
}

/// `ArgumentNullException`.
func nullArgument(_ param: String) -> TerminatingError { netError("System.ArgumentNullException", "Value cannot be null.", param: param) }

/// `ArgumentOutOfRangeException`, with the offending value where .NET shows it.
func outOfRange(_ param: String, _ message: String, actual: Value? = nil) -> TerminatingError {
  let e = PSException("System.ArgumentOutOfRangeException", message + " (Parameter '" + param + "')" + (actual.map { "\nActual value was " + Conversion.toString($0) + "." } ?? ""))
  e.properties.append(("ParamName", .str(param)))
  e.properties.append(("ActualValue", actual ?? .null))
  return TerminatingError(ErrorRecord(e, id: e.type.name, .notSpecified))
}
func argumentError(_ message: String, param: String? = nil) -> TerminatingError { netError("System.ArgumentException", message, param: param) }
func formatError(_ message: String) -> TerminatingError { netError("System.FormatException", message) }
func invalidOperation(_ message: String) -> TerminatingError { netError("System.InvalidOperationException", message) }
func notSupported(_ message: String) -> TerminatingError { netError("System.NotSupportedException", message) }
func overflow(_ message: String) -> TerminatingError { netError("System.OverflowException", message) }
/// No element stands at an index.
func indexOutOfRange(_ param: String = "index", actual: Value? = nil) -> TerminatingError {
  outOfRange(param, "Index was out of range. Must be non-negative and less than the size of the collection.", actual: actual)
}
/// A place between elements, of which the last stands behind them all, is none.
func positionOutOfRange(_ param: String) -> TerminatingError {
  outOfRange(param, "Index was out of range. Must be non-negative and less than or equal to the size of the collection.")
}
/// `IndexOutOfRangeException`, which arrays throw, and texts read unit by unit.
func outsideArray() -> TerminatingError { netError("System.IndexOutOfRangeException", "Index was outside the bounds of the array.") }
/// "startIndex ('9') must be less than or equal to '5'." and its relatives, as `ArgumentOutOfRangeException.ThrowIf…` says them.
func mustNotExceed(_ param: String, _ n: Int, _ most: Int) -> TerminatingError {
  outOfRange(param, "\(param) ('\(n)') must be less than or equal to '\(most)'.", actual: .long(Int64(n)))
}
func mustBeNonNegative(_ param: String, _ n: Int) -> TerminatingError {
  outOfRange(param, "\(param) ('\(n)') must be a non-negative value.", actual: .count(n))
}
