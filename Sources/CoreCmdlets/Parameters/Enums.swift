/// .NET enums that parameters of several cmdlets take. Cases are spelled as in .NET, in order of their values.
import Engine
import Primitives

enum DisplayHint: String, ParameterEnum { case Date, Time, DateTime; static let typeName = "Microsoft.PowerShell.Commands.DisplayHintType" }
enum QuoteKind: String, ParameterEnum { case Never, Always, AsNeeded; static let typeName = "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind" }
enum TestPathType: String, ParameterEnum { case `Any`, Container, Leaf; static let typeName = "Microsoft.PowerShell.Commands.TestPathType" }
enum JsonDateKind: String, ParameterEnum { case Default, Local, Utc, Offset, String; static let typeName = "Microsoft.PowerShell.Commands.JsonDateKind" }
enum JsonEscapeHandling: String, ParameterEnum { case Default, EscapeNonAscii, EscapeHtml; static let typeName = "Newtonsoft.Json.StringEscapeHandling" }
enum ExportAliasFormat: String, ParameterEnum { case Csv, Script; static let typeName = "Microsoft.PowerShell.Commands.ExportAliasFormat" }
enum ConsoleColor: String, ParameterEnum {
  case Black, DarkBlue, DarkGreen, DarkCyan, DarkRed, DarkMagenta, DarkYellow, Gray, DarkGray, Blue, Green, Cyan, Red, Magenta, Yellow, White
  static let typeName = "System.ConsoleColor"
}
enum ErrorCategoryName: String, ParameterEnum {
  case NotSpecified, OpenError, CloseError, DeviceError, DeadlockDetected, InvalidArgument, InvalidData, InvalidOperation, InvalidResult, InvalidType, MetadataError
  case NotImplemented, NotInstalled, ObjectNotFound, OperationStopped, OperationTimeout, SyntaxError, ParserError, PermissionDenied, ResourceBusy, ResourceExists
  case ResourceUnavailable, ReadError, WriteError, FromStdErr, SecurityError, ProtocolError, ConnectionError, AuthenticationError, LimitsExceeded, QuotaExceeded, NotEnabled
  static let typeName = "System.Management.Automation.ErrorCategory"
}
extension Optional where Wrapped == ErrorCategoryName {
  var category: ErrorCategory { flatMap { c in ErrorCategory.allCases.first { $0.name == c.rawValue } } ?? .notSpecified }
}

/// Enums that only pass through as values.
enum ParameterTypes {
  static func register() {
    func flags(_ name: String, _ members: [(String, Int64)]) {
      TypeTable.register(name) {
        let t = NetType(name, .enum, base: TypeTable.enumType)
        t.enumeration = EnumInfo(members, flags: true)
        return t
      }
    }
    flags("System.Management.Automation.PSMemberTypes", [
      ("AliasProperty", 1), ("CodeProperty", 2), ("Property", 4), ("NoteProperty", 8), ("ScriptProperty", 16), ("PropertySet", 32), ("Method", 64), ("CodeMethod", 128), ("ScriptMethod", 256),
      ("Methods", 448), ("ParameterizedProperty", 512), ("MemberSet", 1024), ("Event", 2048), ("Dynamic", 4096), ("InferredProperty", 8192), ("Properties", 8223), ("All", 16383),
    ])
    flags("System.Management.Automation.PSMemberViewTypes", [("Extended", 1), ("Adapted", 2), ("Base", 4), ("All", 7)])
    flags("System.Management.Automation.Provider.ProviderCapabilities", [
      ("None", 0), ("Include", 1), ("Exclude", 2), ("Filter", 4), ("ExpandWildcards", 8), ("ShouldProcess", 16), ("Credentials", 32), ("Transactions", 64),
    ])
    flags("System.Management.Automation.ScopedItemOptions", [("None", 0), ("ReadOnly", 1), ("Constant", 2), ("Private", 4), ("AllScope", 8), ("Unspecified", 16)])
    flags(
      "System.Management.Automation.CommandTypes",
      [
        ("Alias", 1), ("Function", 2), ("Filter", 4), ("Cmdlet", 8), ("ExternalScript", 16), ("Application", 32), ("Script", 64), ("Configuration", 256),
        ("All", 383)
      ])
    for t: any ParameterEnum.Type in [
      DisplayHint.self, QuoteKind.self, TestPathType.self, JsonDateKind.self, JsonEscapeHandling.self, ExportAliasFormat.self, ConsoleColor.self,
      ErrorCategoryName.self
    ] { _ = t.netType }
    PropertyExpressionValue.register()
    TypeTable.registerLater {
      WebSession.register()
      WebResponses.register()
      HtmlElements.register()
    }
  }
}

extension DisplayHint {
  /// A date that says what of it a display shows.
  func noted(on date: NetDateTime) -> Value {
    let o = PSObject(wrapping: .datetime(date))
    o.set("DisplayHint", .other(PSEnum(DisplayHint.netType, Int64(DisplayHint.allCases.firstIndex(of: self) ?? 2))))
    return .object(o)
  }
}
