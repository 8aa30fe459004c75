/// Attributes of parameters, variables and class properties, evaluated from their declarations.
public enum Attribute {
  /// `[int]`: convert on assignment.
  case type(NetType)
  case alias([String])
  case allowNull, allowEmptyString, allowEmptyCollection
  case validate(Validation)
  case cmdletBinding(CmdletBinding)
  case argumentCompleter(Value)
  case argumentCompletions([String])
  case supportsWildcards
  case credential
  /// An instance of a class derived from `ArgumentTransformationAttribute`.
  case transform(Value)
  /// A failed check leaves a positional argument to the parameters of other sets.
  case yieldsPosition
  /// A number is the parameter's text before conversions are tried, as a transformation attribute makes it.
  case takesNumbersAsText
  /// An instance of a class of the script that does nothing to arguments.
  case note(Value)
  /// Any other attribute: its type name and arguments.
  case other(String, [Value])
}

/// `[CmdletBinding(…)]`.
public struct CmdletBinding {
  public var supportsShouldProcess = false
  public var confirmImpact = ConfirmImpact.medium
  public var defaultParameterSetName: String?
  public var positionalBinding = true
  public var supportsPaging = false
  public var helpUri = ""
  init() {}
}

/// `System.Management.Automation.ConfirmImpact`.
public enum ConfirmImpact: Int, Comparable {
  case none, low, medium, high
  public static func < (a: ConfirmImpact, b: ConfirmImpact) -> Bool { a.rawValue < b.rawValue }
}

/// A check on an argument or assigned value; see `Commands/Validator.swift` for messages.
public enum Validation {
  case notNull, notNullOrEmpty, notNullOrWhiteSpace
  case range(Value, Value)
  /// `Positive`, `Negative`, `NonNegative`, `NonPositive`.
  case rangeKind(String)
  case set([String], ignoreCase: Bool, message: String?)
  /// What a class that implements `IValidateSetValuesGenerator` offers when it is asked.
  case generatedSet(NetType, message: String?)
  case pattern(String, options: String, message: String?)
  case length(Int, Int)
  case count(Int, Int)
  case script(ScriptBlock, message: String?)
  case drive([String])
  case trustedData
  /// An instance of a class derived from `ValidateArgumentsAttribute`.
  case custom(Value)
}

extension Validation {
  /// Whether it is there to refuse null.
  var refusesNull: Bool { switch self { case .notNull, .notNullOrEmpty, .notNullOrWhiteSpace: true; default: false } }
  /// The values of a `[ValidateSet]`, which a generator is asked for now; nil for other checks.
  public func validValues(_ c: ExecutionContext) -> [String]? {
    switch self {
    case .set(let names, _, _): names
    case .generatedSet(let t, _): (try? c.validValues(of: t)) ?? []
    default: nil
    }
  }
}

extension Attribute {
  /// The short name of its class.
  public var typeName: String {
    switch self {
    case .type: "ArgumentTypeConverterAttribute"
    case .alias: "AliasAttribute"
    case .allowNull: "AllowNullAttribute"
    case .allowEmptyString: "AllowEmptyStringAttribute"
    case .allowEmptyCollection: "AllowEmptyCollectionAttribute"
    case .cmdletBinding: "CmdletBindingAttribute"
    case .argumentCompleter: "ArgumentCompleterAttribute"
    case .argumentCompletions: "ArgumentCompletionsAttribute"
    case .supportsWildcards: "SupportsWildcardsAttribute"
    case .credential: "CredentialAttribute"
    case .other(let n, _): n
    case .transform(let v): TypeTable.typeOf(v).fullName
    case .validate(let v):
      switch v {
      case .notNull: "ValidateNotNullAttribute"
      case .notNullOrEmpty: "ValidateNotNullOrEmptyAttribute"
      case .notNullOrWhiteSpace: "ValidateNotNullOrWhiteSpaceAttribute"
      case .range, .rangeKind: "ValidateRangeAttribute"
      case .set, .generatedSet: "ValidateSetAttribute"
      case .pattern: "ValidatePatternAttribute"
      case .length: "ValidateLengthAttribute"
      case .count: "ValidateCountAttribute"
      case .script: "ValidateScriptAttribute"
      case .drive: "ValidateDriveAttribute"
      case .custom(let v): TypeTable.typeOf(v).fullName
      default: "ValidateTrustedDataAttribute"
      }
    default: "Attribute"
    }
  }
}
