/// What exceptions tell beyond what all tell, in the order they show it: what a type declares stands before what it inherits.
///
/// Source: reflection over the types of .NET 10 and PowerShell 7.6.5.
import Engine

extension NetTypes {
  static func defineExceptionProperties() {
    for line in exceptionPropertyTable.tableLines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let type = String(line[..<colon]), parts = line[line.index(after: colon)...].split(separator: ";").map { $0.drop { $0 == " " } }
      TypeTable.extend(type) { t in
        for p in parts {
          guard let space = p.firstIndex(of: " ") else { t.redeclare(String(p)); continue }
          let name = String(p[p.index(after: space)...])
          switch name {
          case "ErrorRecord": ownRecord(t)
          case "SessionStateCategory": sessionStateCategory(t)
          case "ItemName":
            t.property("string ItemName {get;}") { v, _ in
              guard let e = exception(v) else { return .null }
              return e.property("ItemName") ?? .str(e.record?.target.stringValue ?? "")
            }
          case "WasThrownFromThrowStatement":
            t.property("bool WasThrownFromThrowStatement {get;set;}", set: { v, x, _ in exception(v)?.setProperty("WasThrownFromThrowStatement", x) }) { v, _ in
              .bool(exception(v)?.record?.thrownByStatement ?? false)
            }
          case "Errors":
            t.property("System.Management.Automation.Language.ParseError[] Errors {get;}") { v, _ in
              .array(PSArray(exception(v)?.parseErrors.map { .other(PSParseError($0)) } ?? [], of: TypeTable.get("System.Management.Automation.Language.ParseError")))
            }
          case "InnerExceptions":
            t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Exception] InnerExceptions {get;}") { v, _ in
              exception(v)?.property("InnerExceptions") ?? .arr(exception(v)?.inner.map { [.other($0)] } ?? [])
            }
          case "CommandName": extra(t, "string CommandName {get;set;}", orElse: .str(""))
          case "Line", "Offset": extra(t, "long \(name) {get;}", orElse: .long(.min))
          case "CallDepth": extra(t, "int CallDepth {get;}", orElse: .int(0))
          case "ErrorCode": t.property("int ErrorCode {get;}") { v, c in try exception(v)?.property("ErrorCode") ?? c.property(v, "HResult") ?? .null }
          default: extra(t, "\(p) {get;}", orElse: p.hasPrefix("string ") && name.hasSuffix("Name") && name != "FileName" ? .str("") : .null)
          }
        }
      }
    }
  }

  private static func ownRecord(_ t: NetType) {
    t.property("System.Management.Automation.ErrorRecord ErrorRecord {get;}") { v, _ in
      guard let e = exception(v) else { return .null }
      if let r = e.property("ErrorRecord") ?? e.property("\u{0}record") { return r }
      let r = ErrorRecord.contained(in: e)
      e.properties.append(("\u{0}record", .other(r)))
      return .other(r)
    }
  }
  private static func sessionStateCategory(_ t: NetType) {
    t.property("System.Management.Automation.SessionStateCategory SessionStateCategory {get;}") { v, _ in
      let e = exception(v), isAboutItem = e?.type.name != "SessionStateException" && e?.record != nil
      // places and drives are of one category, what is about a variable, an alias or a function says so in its id
      let id = e?.record?.errorId ?? ""
      let category = id.hasPrefix("Alias") ? 1 : id.hasPrefix("Function") ? 2 : id.hasPrefix("Provider") ? 5 : id.hasPrefix("Variable") || !isAboutItem ? 0 : 4
      return .member("System.Management.Automation.SessionStateCategory", category)
    }
  }
}

/// A type and its properties; one without a type is inherited and declared again.
private let exceptionPropertyTable = """
System.AggregateException: X InnerExceptions; Message
System.ArgumentException: Message; string ParamName
System.ArgumentOutOfRangeException: Message; System.Object ActualValue
System.BadImageFormatException: Message; string FileName; string FusionLog
System.ComponentModel.Win32Exception: int NativeErrorCode
System.Globalization.CultureNotFoundException: System.Nullable[int] InvalidCultureId; string InvalidCultureName; Message
System.IO.FileLoadException: Message; string FileName; string FusionLog
System.IO.FileNotFoundException: Message; string FileName; string FusionLog
System.MissingFieldException: Message
System.MissingMemberException: Message
System.MissingMethodException: Message
System.Net.Http.HttpIOException: System.Net.Http.HttpRequestError HttpRequestError
System.Net.Http.HttpRequestException: System.Net.Http.HttpRequestError HttpRequestError; System.Nullable[System.Net.HttpStatusCode] StatusCode
Microsoft.PowerShell.Commands.HttpResponseException: System.Net.Http.HttpResponseMessage Response
System.Net.Sockets.SocketException: Message; System.Net.Sockets.SocketError SocketErrorCode; int ErrorCode
System.Net.WebException: System.Net.WebExceptionStatus Status; System.Net.WebResponse Response
System.ObjectDisposedException: Message; string ObjectName
System.OperationCanceledException: System.Threading.CancellationToken CancellationToken
System.Runtime.InteropServices.ExternalException: int ErrorCode
System.Text.DecoderFallbackException: byte[] BytesUnknown; int Index
System.Text.RegularExpressions.RegexParseException: System.Text.RegularExpressions.RegexParseError Error; int Offset
System.Xml.XmlException: int LineNumber; int LinePosition; string SourceUri; Message
Microsoft.PowerShell.Commands.HelpNotFoundException: string HelpTopic
System.Management.Automation.CommandNotFoundException: X ErrorRecord; string CommandName
System.Management.Automation.NativeCommandExitException: string Path; int ExitCode; int ProcessId
System.Management.Automation.PSArgumentException: X ErrorRecord; Message
System.Management.Automation.PSArgumentNullException: X ErrorRecord; Message
System.Management.Automation.PSArgumentOutOfRangeException: X ErrorRecord
System.Management.Automation.PSInvalidCastException: X ErrorRecord
System.Management.Automation.PSInvalidOperationException: X ErrorRecord
System.Management.Automation.PSNotImplementedException: X ErrorRecord
System.Management.Automation.PSNotSupportedException: X ErrorRecord
System.Management.Automation.PSObjectDisposedException: X ErrorRecord
System.Management.Automation.PSSecurityException: X ErrorRecord; Message
System.Management.Automation.ParameterBindingException: Message; string ParameterName; type ParameterType; type TypeSpecified; string ErrorId; long Line; long Offset; \
System.Management.Automation.InvocationInfo CommandInvocation
System.Management.Automation.ParseException: X Errors; Message
System.Management.Automation.RuntimeException: X ErrorRecord; X WasThrownFromThrowStatement
System.Management.Automation.ScriptCallDepthException: X ErrorRecord; int CallDepth
System.Management.Automation.ScriptRequiresException: string CommandName; version RequiresPSVersion; \
System.Collections.ObjectModel.ReadOnlyCollection[string] MissingPSSnapIns; string RequiresShellId; string RequiresShellPath
System.Management.Automation.SessionStateException: X ErrorRecord; string ItemName; X SessionStateCategory
"""
