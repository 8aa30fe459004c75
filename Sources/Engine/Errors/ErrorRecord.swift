/// What is in `$Error` and in `$_` of a catch block.
import Syntax

/// PowerShell's categories, with its numbers.
public enum ErrorCategory: Int, CaseIterable {
  case notSpecified, openError, closeError, deviceError, deadlockDetected, invalidArgument, invalidData, invalidOperation, invalidResult
  case invalidType, metadataError, notImplemented, notInstalled, objectNotFound, operationStopped, operationTimeout, syntaxError, parserError
  case permissionDenied, resourceBusy, resourceExists, resourceUnavailable, readError, writeError, fromStdErr, securityError
  case protocolError, connectionError, authenticationError, limitsExceeded, quotaExceeded, notEnabled
  /// As `CategoryInfo.Category` shows it.
  public var name: String { let s = "\(self)"; return s.prefix(1).uppercased() + s.dropFirst() }
}

/// A .NET exception object: its type, message and what it carries.
public final class PSException: Ref {
  /// Decides which `catch` takes it.
  public let type: NetType
  /// Without the position, as `$_.Exception.Message` has it.
  public var message: String
  /// `InnerException`.
  public var inner: PSException?
  /// The record of a `RuntimeException`, which takes itself out when it goes: a weak reference would give every exception
  /// a side table and slow reference counts.
  public var record: ErrorRecord? {
    get { recordReference?.takeUnretainedValue() }
    set { recordReference = newValue.map { .passUnretained($0) } }
  }
  @exclusivity(unchecked) fileprivate var recordReference: Unmanaged<ErrorRecord>?
  /// Of the record it had, for the one made when somebody asks for it again.
  public internal(set) var lastErrorId: String?
  /// As `lastErrorId`.
  public fileprivate(set) var lastCategory = ErrorCategory.notSpecified
  /// Extra properties by name (`ParamName`, `TypeName`, `Line`, `WasThrownFromThrowStatement` …).
  public var properties: [(String, Value)] = []
  /// What the parser found, for a `ParseException`.
  public var parseErrors: [ParseError] = []
  /// For instances of script classes deriving from Exception.
  public var instance: PSObject?
  public init(_ type: NetType, _ message: String, inner: PSException? = nil) { self.type = type; self.message = message; self.inner = inner; super.init() }
  public convenience init(_ type: String, _ message: String, inner: PSException? = nil) { self.init(TypeTable.exceptionType(type), message, inner: inner) }
  public override var netType: NetType { type }
  public override func text() -> String { longText }
  /// An extra property by its name, in any case.
  public func property(_ name: String) -> Value? { properties.first { $0.0.equalsIgnoringCase(name) }?.1 }
}

/// A record is made for every `throw`, and most are caught and never looked at: so what is rarely set is kept apart, and the
/// exception and the text of the stack trace are made when asked for.
public final class ErrorRecord: Ref {
  /// Nil for a plain `RuntimeException` nobody has looked at.
  @exclusivity(unchecked) private var made: PSException?
  /// Its message then.
  private let plainMessage: String
  /// Without the command's name; `fullyQualifiedErrorId` adds it.
  public var errorId: String
  /// `CategoryInfo.Category`.
  public var category: ErrorCategory
  /// `TargetObject`; null when nothing is meant.
  public var target: Value
  @exclusivity(unchecked) var recommendedStop = false
  /// A preference Break stopped at it already.
  @exclusivity(unchecked) var stoppedDebugger = false
  /// A command wrote it; the preference made it end the command.
  @exclusivity(unchecked) var stoppedWhenWritten = false
  /// The script had it before it was thrown: who catches it sees another record of the same exception.
  @exclusivity(unchecked) var isGiven = false
  /// A `catch` took it.
  @exclusivity(unchecked) var wasCaught = false
  /// Thrown by `$PSCmdlet.ThrowTerminatingError`.
  @exclusivity(unchecked) var raisedByCmdlet = false
  /// The error of a binding that failed has left an advanced function, whose error it is now.
  @exclusivity(unchecked) var isLeftCommand = false
  /// It has left a function that objects are piped into.
  @exclusivity(unchecked) var hasLeftFilter = false
  /// The pipeline of that function still runs: commands before it, which wrote the object, are not concerned.
  @exclusivity(unchecked) var isFromDownstream = false
  /// Raised where no statement is known: shown without a place.
  @exclusivity(unchecked) public var isPlaceless = false
  /// Merged into the output by `2>&1`.
  /// The command that reported it; nil for errors of the language outside of commands.
  @exclusivity(unchecked) public var isMerged = false
  public var invocation: InvocationInfo?
  /// What the record shows as the position: set where the error passes a statement first.
  @exclusivity(unchecked) public var position: Extent?
  /// True for `throw` statements: the whole script stops unless caught.
  @exclusivity(unchecked) public var thrownByStatement = false
  /// Raised by script code that a method ran: the error of its call is another one around this.
  @exclusivity(unchecked) var isOfCallee = false
  /// Caught, and thrown again by a `throw` without a value: shown as what it was.
  @exclusivity(unchecked) public var isRethrown = false
  /// A `throw` raised it, which a command has made its own error.
  @exclusivity(unchecked) var wasThrown = false
  /// Caught once more since: what the language raised shows as thrown then.
  @exclusivity(unchecked) var isCaughtAgain = false
  /// Shows who threw it as nobody but a `throw` statement.
  public var isShownAsThrown: Bool { wasThrown || thrownByStatement && (!isRethrown || isCaughtAgain && !isStop) }
  /// The frames the error arose under, while nobody asked for the text, and whether it had its place then.
  @exclusivity(unchecked) private var trace: TraceLevel?
  @exclusivity(unchecked) private var tracedInPlace = false
  private var details: Details?

  public init(_ exception: PSException, id: String, _ category: ErrorCategory = .notSpecified, target: Value = .null) {
    made = exception
    plainMessage = ""
    errorId = id
    self.category = category
    self.target = target
    super.init()
    if exception.record == nil { exception.record = self }
  }
  /// The record of a `RuntimeException` that has nothing but a message.
  init(message: String, id: String, _ category: ErrorCategory, target: Value = .null) {
    plainMessage = message
    errorId = id
    self.category = category
    self.target = target
    super.init()
  }
  deinit {
    guard let x = made, x.recordReference?.toOpaque() == Unmanaged.passUnretained(self).toOpaque() else { return }
    x.recordReference = nil
    x.lastErrorId = errorId
    x.lastCategory = category
  }

  /// Made when somebody asks: most records of `throw` are caught and never looked at.
  public var exception: PSException {
    if let made { return made }
    let x = PSException(TypeTable.runtimeException, plainMessage)
    x.record = self
    made = x
    return x
  }
  /// Somebody looked at the exception, or gave it.
  var isExceptionMade: Bool { made != nil }
  /// One line a frame, as `ScriptStackTrace` shows it; made when asked for.
  public var scriptStackTrace: String {
    get { details?.stackTrace ?? trace?.text(at: tracePlace) ?? "" }
    set { ownDetails.stackTrace = newValue; trace = nil }
  }
  public var isTraced: Bool { trace != nil || details?.stackTrace != nil }
  /// The trace without the level a call started; what raised it there counts as raised at the call.
  func dropLevel(of call: CallInfo) {
    guard let all = trace, let rest = all.without(call) else { return }
    if rest === all.caller { ownDetails.reportPlace = call.extent }
    trace = rest
  }
  /// Where its stack trace begins.
  private var tracePlace: Extent? { details?.reportPlace ?? (tracedInPlace ? position : nil) }
  /// Keeps the stack trace where it begins while the record is given another place.
  func pinTrace(orAt place: Extent?) {
    if isTraced { ownDetails.reportPlace = tracePlace } else { reportPlace = position ?? place }
  }
  func take(_ t: TraceLevel) { trace = t; tracedInPlace = position != nil }
  /// The stack another record arose under.
  public func takeTrace(of other: ErrorRecord) {
    if let place = other.tracePlace { reportPlace = place }
    if let text = other.details?.stackTrace { ownDetails.stackTrace = text }
    trace = other.trace
    tracedInPlace = other.tracedInPlace
  }
  /// Where a function stood that reports an error in its own name: the stack trace begins there, the record points at the call
  /// of the function.
  public var reportPlace: Extent? { get { details?.reportPlace } set { if !isTraced { ownDetails.reportPlace = newValue } } }

  /// What few records have.
  private final class Details {
    var activity: String?, reason: String?, targetName: String?, targetType: String?
    var message: String?, recommendedAction: String?, stackTrace: String?
    var reportPlace: Extent?
    var isNativeText = false
    var origin: Value?
    var historyId: Int64 = 1
    var parseErrors: [ParseError] = []
  }
  private var ownDetails: Details {
    if let details { return details }
    let d = Details()
    details = d
    return d
  }
  /// What stands first in `CategoryInfo` when somebody set it; else the command's name does. So for the next three.
  public var categoryActivity: String? { get { details?.activity } set { ownDetails.activity = newValue } }
  public var categoryReason: String? { get { details?.reason } set { ownDetails.reason = newValue } }
  public var categoryTargetName: String? { get { details?.targetName } set { ownDetails.targetName = newValue } }
  public var categoryTargetType: String? { get { details?.targetType } set { ownDetails.targetType = newValue } }
  /// `ErrorDetails.Message`: replaces the exception's message in displays.
  public var detailsMessage: String? { get { details?.message } set { ownDetails.message = newValue } }
  /// Of the line it was reported in.
  public var historyId: Int64 { get { details?.historyId ?? 1 } set { ownDetails.historyId = newValue } }
  /// `ErrorDetails.RecommendedAction`.
  public var recommendedAction: String? { get { details?.recommendedAction } set { ownDetails.recommendedAction = newValue } }
  /// A line a program wrote on its standard error.
  public var isNativeText: Bool { get { details?.isNativeText ?? false } set { ownDetails.isNativeText = newValue } }
  /// `OriginInfo` of an error that came from another process.
  public var origin: Value? { get { details?.origin } set { ownDetails.origin = newValue } }
  /// What the parser found, of an error of parsing.
  public var parseErrors: [ParseError] { get { details?.parseErrors ?? [] } set { ownDetails.parseErrors = newValue } }

  /// The call whose command wrote it with `WriteError`; nil for what `Write-Error` says, what was thrown and what the language raised.
  public var reporting: InvocationInfo? {
    guard let invocation, let command = invocation.command, !wasCaught, !isStop, !raisedByCmdlet, !exception.isOfBinding, command.name != "Write-Error" else { return nil }
    return invocation
  }
  /// `id` or `id,CommandType` of a cmdlet's error.
  public var fullyQualifiedErrorId: String {
    if let t = invocation?.command?.errorTypeName, !t.isEmpty, !hasNoCommandSuffix { return errorId.isEmpty ? t : errorId + "," + t }
    return errorId
  }
  /// The id as whoever writes the record on has it: that of a failed binding names the command only while it is that command's.
  public var ownErrorId: String {
    guard exception.isOfBinding, let comma = errorId.firstIndex(of: ",") else { return errorId }
    return String(errorId[..<comma])
  }
  /// Errors of the language itself carry the bare id even inside a cmdlet's block.
  public var hasNoCommandSuffix = true
  /// What displays show: the details' message, else the exception's.
  public var message: String { detailsMessage ?? made?.message ?? plainMessage }
  public override var netType: NetType {
    origin == nil ? TypeTable.named("System.Management.Automation.ErrorRecord") : TypeTable.named("System.Management.Automation.Runspaces.RemotingErrorRecord")
  }
  public override func text() -> String { message }
}

/// The Swift error that carries a terminating error.
public struct TerminatingError: Error {
  /// What `catch` finds in `$_`.
  public let record: ErrorRecord
  public init(_ record: ErrorRecord) { self.record = record }
  /// A runtime error of the language: `RuntimeException` unless another exception type is named.
  public init(_ id: String, _ message: String, _ category: ErrorCategory = .invalidOperation, exception: String? = nil, target: Value = .null, inner: PSException? = nil) {
    if exception == nil, inner == nil { record = ErrorRecord(message: message, id: id, category, target: target); return }
    let type = exception.map { TypeTable.exceptionType($0) } ?? TypeTable.runtimeException
    record = ErrorRecord(PSException(type, message, inner: inner), id: id, category, target: target)
  }
}

/// `$MyInvocation` and `ErrorRecord.InvocationInfo`.
public final class InvocationInfo: Ref {
  /// `MyCommand`.
  public var command: CommandInfo?
  /// Where the call was written.
  public var position: Extent?
  /// The word the command was called by: an alias, `&`, a path.
  public var invocationName: String = ""
  /// By the parameters' names, as `$PSBoundParameters`.
  public var boundParameters: PSHash {
    get {
      if let bound { return bound }
      let h = PSHash.boundParameters()
      if let pending { pending.plan.fill(h, pending.values) }
      pending = nil
      bound = h
      return h
    }
    set { bound = newValue; pending = nil }
  }
  /// The dictionary is made when somebody asks for it; until then what a planned call bound is enough.
  private var bound: PSHash?
  private var pending: (plan: BindingPlan, values: [Value])?
  /// What no parameter took: `$args`.
  public var unboundArguments: [Value] = []
  /// Full path of the file the call stands in; nil at the prompt.
  public var scriptName: String?
  /// How many commands its pipeline has, and which of them it is, counted from 1.
  public var pipelineLength = 1
  public var pipelinePosition = 1
  /// Of the line it belongs to; nil for the one that runs.
  public var historyId: Int64?
  /// Something is piped to it.
  public var expectingInput = false
  /// The statement the call is part of.
  public var statement: Extent? { site?.statement ?? position }
  private let site: CommandSite?
  /// Of code that could not be made a command: there is only the word it was called by.
  public var isOfNoCommand = false
  /// Of what the host runs itself, not of what a script calls.
  public var isFromHost = false
  /// Of a script that a program has run: nobody wrote the call, nor has what it reports a place.
  public private(set) var isHosted = false
  func stand(nowhereFromHost fromHost: Bool) {
    (position, scriptName, invocationName) = (nil, nil, "")
    isFromHost = fromHost
    isHosted = true
  }
  public override init() { site = nil; super.init() }
  /// Of an inner command of another one: it stands nowhere, and shows that one's statement.
  public init(of command: CommandInfo, in caller: InvocationInfo?) {
    self.command = command
    position = caller?.statement
    scriptName = position?.source.file
    site = nil
    super.init()
  }
  /// Of a command about to run at its place in a pipeline.
  init(_ site: CommandSite, _ command: CommandInfo?, name: String, expectsInput: Bool, bound: (plan: BindingPlan, values: [Value])? = nil) {
    self.command = command
    self.site = site
    position = site.extent
    invocationName = name
    scriptName = site.extent.source.file
    pipelineLength = site.length
    pipelinePosition = site.position + 1
    expectingInput = expectsInput
    pending = bound
    super.init()
    if let driver = site.call.driver { take(placeOf: driver) }
  }
  func take(placeOf other: InvocationInfo) { (position, scriptName, invocationName) = (other.position, other.scriptName, other.invocationName) }
  /// As the errors of its binding tell of it, which arise before it has the name it was called by.
  func beforeBinding(_ command: CommandInfo?) -> InvocationInfo {
    let i = site.map { InvocationInfo($0, command, name: "", expectsInput: expectingInput) } ?? InvocationInfo()
    i.command = command
    i.position = position
    i.scriptName = scriptName
    i.historyId = historyId
    return i
  }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.InvocationInfo") }
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

  /// A loop word or `exit` of code that is called back: it does not reach beyond the call.
  public var leavesCode: Bool { switch self { case .breakLoop, .continueLoop, .exit: true; case .returnFromScript, .stopUpstream, .stopped: false } }
  /// Nothing more than the end of a script or statement list that no loop, function or program stands around.
  public var endsCode: Bool { switch self { case .breakLoop, .continueLoop, .returnFromScript: true; case .exit, .stopUpstream, .stopped: false } }
}
