/// What is in `$Error` and in `$_` of a catch block.
import Syntax

public enum ErrorCategory: Int, CaseIterable {
  case notSpecified, openError, closeError, deviceError, deadlockDetected, invalidArgument, invalidData, invalidOperation, invalidResult
  case invalidType, metadataError, notImplemented, notInstalled, objectNotFound, operationStopped, operationTimeout, syntaxError, parserError
  case permissionDenied, resourceBusy, resourceExists, resourceUnavailable, readError, writeError, fromStdErr, securityError
  case protocolError, connectionError, authenticationError, limitsExceeded, quotaExceeded, notEnabled
  public var name: String { let s = "\(self)"; return s.prefix(1).uppercased() + s.dropFirst() }
}

/// A .NET exception object: its type, message and what it carries.
public final class PSException: Ref {
  public let type: NetType
  public var message: String
  public var inner: PSException?
  /// The record of a `RuntimeException`.
  public weak var record: ErrorRecord?
  /// Extra properties by name (`ParamName`, `TypeName`, `Line`, `WasThrownFromThrowStatement` …).
  public var properties: [(String, Value)] = []
  /// What the parser found, for a `ParseException`.
  public var parseErrors: [ParseError] = []
  /// For instances of script classes deriving from Exception.
  public var instance: PSObject?
  public init(_ type: NetType, _ message: String, inner: PSException? = nil) { self.type = type; self.message = message; self.inner = inner; super.init() }
  public convenience init(_ type: String, _ message: String, inner: PSException? = nil) { self.init(TypeTable.exceptionType(type), message, inner: inner) }
  public override var netType: NetType { type }
  public override func text() -> String { type.fullName + ": " + message }
  public func property(_ name: String) -> Value? { properties.first { $0.0.equalsIgnoringCase(name) }?.1 }
}

public final class ErrorRecord: Ref {
  public var exception: PSException
  /// Without the command's name; `fullyQualifiedErrorId` adds it.
  public var errorId: String
  public var category: ErrorCategory
  public var target: Value
  public var categoryActivity: String?
  public var categoryReason: String?
  public var categoryTargetName: String?
  public var categoryTargetType: String?
  /// `ErrorDetails.Message`: replaces the exception's message in displays.
  public var detailsMessage: String?
  public var recommendedAction: String?
  var recommendedStop = false
  /// Thrown by `$PSCmdlet.ThrowTerminatingError`.
  var raisedByCmdlet = false
  /// A line a program wrote on its standard error.
  public var isNativeText = false
  public var parseErrors: [ParseError] = []
  public var invocation: InvocationInfo?
  public var scriptStackTrace: String = ""
  /// What the record shows as the position: set where the error passes a statement first.
  public var position: Extent?
  /// True for `throw` statements: the whole script stops unless caught.
  public var thrownByStatement = false
  public init(_ exception: PSException, id: String, _ category: ErrorCategory = .notSpecified, target: Value = .null) {
    self.exception = exception
    errorId = id
    self.category = category
    self.target = target
    super.init()
    if exception.record == nil { exception.record = self }
  }
  /// `id` or `id,CommandType` of a cmdlet's error.
  public var fullyQualifiedErrorId: String {
    if let t = invocation?.command?.errorTypeName, !t.isEmpty, !hasNoCommandSuffix { return errorId + "," + t }
    return errorId
  }
  /// Errors of the language itself carry the bare id even inside a cmdlet's block.
  public var hasNoCommandSuffix = true
  public var message: String { detailsMessage ?? exception.message }
  public override var netType: NetType { TypeTable.get("System.Management.Automation.ErrorRecord") }
  public override func text() -> String { message }
}

/// The Swift error that carries a terminating error.
public final class TerminatingError: Error {
  public let record: ErrorRecord
  public init(_ record: ErrorRecord) { self.record = record }
  /// A runtime error of the language: `RuntimeException` unless another exception type is named.
  public convenience init(_ id: String, _ message: String, _ category: ErrorCategory = .invalidOperation, exception: String = "System.Management.Automation.RuntimeException", target: Value = .null, inner: PSException? = nil) {
    self.init(ErrorRecord(PSException(exception, message, inner: inner), id: id, category, target: target))
  }
}

/// `$MyInvocation` and `ErrorRecord.InvocationInfo`.
public final class InvocationInfo: Ref {
  public var command: CommandInfo?
  public var position: Extent?
  public var invocationName: String = ""
  public var boundParameters: PSHash = { let h = PSHash(.dictionary); h.exactType = PSHash.boundParametersType; return h }()
  public var unboundArguments: [Value] = []
  public var scriptName: String?
  public var pipelineLength = 1
  public var pipelinePosition = 1
  public var historyId = -1
  public var expectingInput = false
  public override init() { super.init() }
  public override var netType: NetType { TypeTable.get("System.Management.Automation.InvocationInfo") }
}

/// Flow that is neither a value nor an error, carried by a throw where status codes cannot reach (out of pipelines).
public enum FlowSignal: Error {
  case exit(Int32)
  /// `break`/`continue` leaving a script block or pipeline; empty label = innermost loop.
  case breakLoop(String), continueLoop(String)
  /// Select-Object -First and friends: stop everything upstream of the stage.
  case stopUpstream(ObjectIdentifier)
  /// Ctrl+C.
  case stopped
  case returnFromScript
}
