/// The record that an exception of PowerShell brings with it before anything said more of it: `throw [ItemNotFoundException]::new('m')`
/// has the id and the category of its type.
///
/// Source: `ErrorRecord` of exceptions made by their constructors, in PowerShell 7.6.5.
struct ExceptionDefaults {
  let id: String
  let category: ErrorCategory
  /// `TargetObject`: the name that an exception about an item has, empty at first.
  let target: Value

  /// Of the nearest type in the chain of its base types that has a row.
  static func of(_ type: NetType) -> ExceptionDefaults? {
    var t: NetType? = type
    while let u = t, u !== TypeTable.exception {
      if u.fullName.hasPrefix(prefix), let row = rows[u.name] { return ExceptionDefaults(id: row.0, category: row.1, target: row.2) }
      t = u.baseType
    }
    return nil
  }

  private static let prefix = "System.Management.Automation."
  private static let rows: [String: (String, ErrorCategory, Value)] = [
    "ActionPreferenceStopException": ("ActionPreferenceStop", .operationStopped, .null),
    "ApplicationFailedException": ("NativeCommandFailed", .resourceUnavailable, .null),
    "CmdletInvocationException": ("CmdletInvocationException", .notSpecified, .null),
    "CommandNotFoundException": ("CommandNotFoundException", .objectNotFound, .str("")),
    "IncompleteParseException": ("IncompleteParse", .parserError, .null),
    "MetadataException": ("RuntimeException", .metadataError, .null),
    "PSArgumentException": ("Argument", .invalidArgument, .null),
    "PSArgumentNullException": ("ArgumentNull", .invalidArgument, .null),
    "PSArgumentOutOfRangeException": ("ArgumentOutOfRange", .invalidArgument, .null),
    "PSInvalidCastException": ("PSInvalidCastException", .invalidArgument, .null),
    "PSInvalidOperationException": ("InvalidOperation", .invalidOperation, .null),
    "PSNotImplementedException": ("NotImplemented", .notImplemented, .null),
    "PSNotSupportedException": ("NotSupported", .notImplemented, .null),
    "PSObjectDisposedException": ("ObjectDisposed", .invalidOperation, .null),
    "PSSecurityException": ("UnauthorizedAccess", .securityError, .null),
    "ParseException": ("Parse", .parserError, .null),
    "RuntimeException": ("RuntimeException", .notSpecified, .null),
    "ScriptCallDepthException": ("CallDepthOverflow", .invalidOperation, .int(0)),
    "SessionStateException": ("SessionStateException", .invalidArgument, .str("")),
  ]
}
