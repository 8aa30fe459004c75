/// The record that an exception of PowerShell brings with it before anything said more of it: `throw [ItemNotFoundException]::new('m')`
/// has the id and the category of its type.
///
/// Source: `ErrorRecord` of exceptions made by their constructors, in PowerShell 7.6.5.
struct ExceptionDefaults {
  let id: String
  let category: ErrorCategory
  /// `TargetObject`: the name that an exception about an item has, empty at first.
  let target: Value
  private init(_ id: String, _ category: ErrorCategory, _ target: Value = .null) { self.id = id; self.category = category; self.target = target }

  /// Of the nearest type in the chain of its base types that has a row.
  static func of(_ type: NetType) -> ExceptionDefaults? {
    var t: NetType? = type
    while let u = t, u !== TypeTable.exception {
      if u.fullName.hasPrefix(prefix), let own = rows[u.name] { return own }
      t = u.baseType
    }
    return nil
  }

  private static let prefix = "System.Management.Automation."
  private static let rows: [String: ExceptionDefaults] = [
    "ActionPreferenceStopException": .init("ActionPreferenceStop", .operationStopped),
    "ApplicationFailedException": .init("NativeCommandFailed", .resourceUnavailable),
    "CmdletInvocationException": .init("CmdletInvocationException", .notSpecified),
    "CommandNotFoundException": .init("CommandNotFoundException", .objectNotFound, .str("")),
    "IncompleteParseException": .init("IncompleteParse", .parserError),
    "MetadataException": .init("RuntimeException", .metadataError),
    "PSArgumentException": .init("Argument", .invalidArgument),
    "PSArgumentNullException": .init("ArgumentNull", .invalidArgument),
    "PSArgumentOutOfRangeException": .init("ArgumentOutOfRange", .invalidArgument),
    "PSInvalidCastException": .init("PSInvalidCastException", .invalidArgument),
    "PSInvalidOperationException": .init("InvalidOperation", .invalidOperation),
    "PSNotImplementedException": .init("NotImplemented", .notImplemented),
    "PSNotSupportedException": .init("NotSupported", .notImplemented),
    "PSObjectDisposedException": .init("ObjectDisposed", .invalidOperation),
    "PSSecurityException": .init("UnauthorizedAccess", .securityError),
    "ParseException": .init("Parse", .parserError),
    "RuntimeException": .init("RuntimeException", .notSpecified),
    "ScriptCallDepthException": .init("CallDepthOverflow", .invalidOperation, .int(0)),
    "SessionStateException": .init("SessionStateException", .invalidArgument, .str("")),
  ]
}
