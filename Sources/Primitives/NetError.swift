/// An error as .NET would raise it: which exception type, and its English sentence.
///
/// Everything in this module throws this one type (typed throws), so the shell can wrap it without a table.
public struct NetError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    case format = "System.FormatException"
    case invalidCast = "System.InvalidCastException"
    case overflow = "System.OverflowException"
    case divideByZero = "System.DivideByZeroException"
    case argument = "System.ArgumentException"
    case argumentNull = "System.ArgumentNullException"
    case argumentOutOfRange = "System.ArgumentOutOfRangeException"
    case regexParse = "System.Text.RegularExpressions.RegexParseException"
    case regexTimeout = "System.Text.RegularExpressions.RegexMatchTimeoutException"
    case cultureNotFound = "System.Globalization.CultureNotFoundException"
    case timeZoneNotFound = "System.TimeZoneNotFoundException"
    case notSupported = "System.NotSupportedException"
    case wildcard = "System.Management.Automation.WildcardPatternException"
  }

  public var kind: Kind
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// Full name of the .NET exception type.
  public var typeName: String { kind.rawValue }
  public var description: String { message }

  // MARK: Shared sentences

  public static let formatSpecifier = NetError(.format, "Format specifier was invalid.")
  public static let inputString = NetError(.format, "Input string was not in a correct format.")
  public static let decimalOverflow = NetError(.overflow, "Value was either too large or too small for a Decimal.")
  public static let divideByZero = NetError(.divideByZero, "Attempted to divide by zero.")
  public static let arithmeticOverflow = NetError(.overflow, "Arithmetic operation resulted in an overflow.")

  public static func inputString(_ text: String) -> NetError {
    NetError(.format, "The input string '\(text)' was not in a correct format.")
  }

  public static func tooLarge(_ typeName: String) -> NetError {
    NetError(.overflow, "Value was either too large or too small for \(typeName).")
  }

  public static func outOfRange(_ sentence: String, parameter: String, actual: String? = nil) -> NetError {
    NetError(.argumentOutOfRange, sentence + " (Parameter '\(parameter)')" + (actual.map { "\nActual value was \($0)." } ?? ""))
  }
}
