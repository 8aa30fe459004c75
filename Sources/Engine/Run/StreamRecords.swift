/// What travels in the streams besides errors: records of messages, of information, and what Write-Host writes.
import Primitives

/// A warning, verbose or debug message as an object.
public final class StreamRecord: Ref {
  /// The stream it belongs to.
  public enum Kind { case warning, verbose, debug }
  public let kind: Kind
  /// Without the label a display puts before it.
  public let message: String
  /// The command that wrote it.
  public let invocation: InvocationInfo?
  /// A redirection made it output: shown at the end of a pipeline it looks as in its stream.
  @exclusivity(unchecked) public var isMerged = false
  public init(_ k: Kind, _ m: String, _ i: InvocationInfo?) { kind = k; message = m; invocation = i; super.init() }
  public override var netType: NetType {
    TypeTable.get(
      kind == .warning
        ? "System.Management.Automation.WarningRecord"
        : kind == .verbose ? "System.Management.Automation.VerboseRecord" : "System.Management.Automation.DebugRecord")
  }
  public override func text() -> String { message }
  var preferenceName: String { kind == .warning ? "WarningPreference" : kind == .verbose ? "VerbosePreference" : "DebugPreference" }
}

/// What Write-Information and Write-Host write: any value, with tags.
public final class InformationRecord: Ref {
  /// `MessageData`.
  public let data: Value
  /// What Write-Information was told; `PSHOST` is Write-Host's.
  public var tags: [String]
  /// Who wrote it; its file, else its command, is shown as the source.
  public let source: InvocationInfo?
  /// Its text went to the host: it is Write-Host's, or the preference said so.
  @exclusivity(unchecked) public internal(set) var wasShown = false
  /// `TimeGenerated`, local time.
  public let time = NetDateTime.now
  public init(_ d: Value, tags: [String], source: InvocationInfo?) { data = d; self.tags = tags; self.source = source; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.InformationRecord") }
  /// `MessageData.ToString()`: objects in the session's culture, collections by their type.
  public override func text() -> String {
    switch data.base {
    case .null, .void, .unset: netType.fullName
    case .object: Conversion.toStringInCulture(data, ExecutionContext.current)
    case .string(let s): s.string
    default: if case .object = data { Conversion.toStringInCulture(data, ExecutionContext.current) } else { Conversion.plainText(data) }
    }
  }
}

/// What Write-Host writes: text and how it is to look.
public final class HostMessage: Ref {
  public let message: String
  public let noNewline: Bool
  /// Names of console colours; nil = the console's own.
  public let foreground: String?, background: String?
  init(_ m: String, noNewline: Bool, _ foreground: String?, _ background: String?) {
    message = m; self.noNewline = noNewline; self.foreground = foreground; self.background = background; super.init()
  }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.HostInformationMessage") }
  public override func text() -> String { message }
}
