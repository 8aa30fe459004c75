/// One running cmdlet: what its code may do — read input, write to the streams, ask the user, stop the pipeline.
import Syntax

public final class Invocation {
  /// The session it runs in.
  public let context: ExecutionContext
  /// The command that runs, as it was called.
  public let command: CommandInfo
  /// Where output goes.
  @exclusivity(unchecked) var next: Stage
  @exclusivity(unchecked) public internal(set) var parameterSet: String = ParameterMetadata.allSets
  /// Parameters the user or the pipeline bound, by declared name.
  public var bound: PSHash { info.boundParameters }
  /// The current pipeline object; `void` when nothing is piped in.
  @exclusivity(unchecked) var input: Value = .void
  /// True when the cmdlet stands behind another pipeline element.
  public internal(set) var expectsInput = false
  /// `$MyInvocation` of this call; errors take their command and place from it.
  public let info: InvocationInfo
  /// Values of the common parameters for this call.
  public internal(set) var common = CommonParameters()
  /// The answer "to all" of a confirmation, for the rest of the command.
  private var confirmedAll: Bool?
  private var streamsAgreedTo: Set<InquiringStream> = []
  /// Stage of this command while it runs, for stopping what is upstream of it. (A weak reference would cost a side
  /// table per call and slow reference counting of the stage.)
  unowned(unsafe) var stage: CommandStage?

  init(_ context: ExecutionContext, _ command: CommandInfo, next: Stage, info: InvocationInfo) {
    self.context = context
    self.command = command
    self.next = next
    self.info = info
  }

  /// Whether a parameter has a value from the user, a default or the pipeline.
  public func isBound(_ name: String) -> Bool { bound.contains(.str(name)) }

  // MARK: Streams

  /// One object to the output, as it is.
  @inline(__always) public func write(_ v: Value) throws { try context.poll(); try next.process(v) }
  /// A value to the output, sequences element by element.
  public func writeEach(_ v: Value) throws {
    // an enumerator that a cmdlet was given is an object like others; statements alone read it
    if case .other(let r) = v, r.isIterator { return try write(v) }
    try emit(v, into: next)
  }
  /// A text to the output.
  public func write(_ s: String) throws { try write(.str(s)) }
  /// A non-terminating error; becomes terminating under `-ErrorAction Stop`.
  public func error(_ record: ErrorRecord) throws {
    record.hasNoCommandSuffix = false
    // what names a script or line that nobody called (Write-Error at its top level) has no place, unless it ends that script
    let isOfWholeScript = record.invocation.map { $0.position == nil && ($0.command is ExternalScriptInfo || $0.command is ScriptInfo) } ?? false
    if record.invocation == nil { record.invocation = info }
    if record.position == nil, !isOfWholeScript { record.position = info.position }
    try passOn(record)
  }
  /// Runs what writes to a stream under the parameters of this call; "yes to all" holds for what it writes later.
  private func reporting(_ body: () throws -> Void) throws {
    let outer = context.streamsAgreedTo
    context.streamsAgreedTo = streamsAgreedTo
    defer { streamsAgreedTo = context.streamsAgreedTo; context.streamsAgreedTo = outer }
    try context.withCommon(common, body)
  }
  /// An error of what the cmdlet ran, written as it is.
  public func passOn(_ record: ErrorRecord) throws {
    stage?.hadErrors = true
    try writingErrors { try reporting { try context.writeError(record, by: info) } }
  }
  /// Where `2>&1` behind the cmdlet sends the errors it writes. Those of the code it runs are lost there, as in PowerShell.
  @exclusivity(unchecked) var mergedErrors: Stage?
  /// Runs what writes errors in the cmdlet's own name.
  func writingErrors<T>(_ body: () throws -> T) rethrows -> T {
    guard let mergedErrors else { return try body() }
    return try context.sendingErrors(to: mergedErrors, body)
  }
  /// A non-terminating error of this cmdlet.
  /// - Parameter help: what to do about it (`RecommendedAction`)
  public func error(_ id: String, _ category: ErrorCategory, _ message: String, exception: String = "System.Exception", target: Value = .null, help: String? = nil) throws {
    let r = ErrorRecord(PSException(exception, message), id: id, category, target: target)
    r.recommendedAction = help
    try error(r)
  }
  /// The error to throw for a terminating error of this cmdlet: `throw shell.terminating(…)`.
  public func terminating(_ id: String, _ category: ErrorCategory, _ message: String, exception: String = "System.InvalidOperationException", target: Value = .null) -> TerminatingError {
    let r = ErrorRecord(PSException(exception, message), id: id, category, target: target)
    return terminating(r)
  }
  /// The error to throw for a conversion the cmdlet tried itself: what .NET raised, which only a script's cast wraps once more.
  public func castFailure(_ e: TerminatingError) -> TerminatingError {
    guard e.record.exception.type.fullName == "System.Management.Automation.RuntimeException", let cast = e.record.exception.inner,
      cast.type.fullName == "System.Management.Automation.PSInvalidCastException"
    else { return terminating(e.record) }
    return terminating(ErrorRecord(cast, id: e.record.errorId, e.record.category))
  }
  /// The same with a record that is made already.
  public func terminating(_ r: ErrorRecord) -> TerminatingError {
    r.hasNoCommandSuffix = false
    r.invocation = info
    if r.position == nil { r.position = info.position }
    return TerminatingError(r)
  }
  /// A warning; `caller` is who is named as its source.
  public func warning(_ text: String, from caller: InvocationInfo? = nil) throws { try reporting { try context.writeWarning(text, from: caller ?? info, by: info) } }
  /// A verbose message, shown under `-Verbose`.
  public func verbose(_ text: String, from caller: InvocationInfo? = nil) throws { try reporting { try context.writeVerbose(text, from: caller ?? info, by: info) } }
  /// A debug message, shown under `-Debug`.
  public func debug(_ text: String, from caller: InvocationInfo? = nil) throws { try reporting { try context.writeDebug(text, from: caller ?? info, by: info) } }
  /// Whether a debug message would be heard.
  public var isDebugging: Bool {
    switch context.withCommon(common, { context.preference("DebugPreference") }) ?? .silentlyContinue { case .silentlyContinue, .ignore: false; default: true }
  }
  /// An information record, shown when `$InformationPreference` says so.
  public func information(_ data: Value, tags: [String] = []) throws { try reporting { try context.writeInformation(data, tags: tags, from: info) } }
  /// Text for the person at the terminal, as an information record tagged PSHOST.
  public func showOnHost(_ text: String, newline: Bool = true, foreground: String? = nil, background: String? = nil) throws {
    try context.withCommon(common) { try context.writeHost(text, newline: newline, foreground: foreground, background: background, from: info) }
  }
  /// A state of progress, for the bar at a terminal.
  public func progress(_ record: ProgressRecord) throws {
    if context.preference("ProgressPreference") == .suspend { throw context.reserved("ProgressPreference", .continue, info) }
    context.writeProgress(record)
  }

  // MARK: Asking

  /// `-WhatIf`/`-Confirm`: false when the change must not be made. Prints the what-if line or asks as PowerShell does.
  public func shouldProcess(_ target: String, action: String? = nil) throws -> Bool {
    // asked for each object of a pipeline: the sentence is made only for somebody who reads it
    if context.isUnquestioned(common, command.metadata.binding.confirmImpact) { return true }
    let description = "Performing the operation \"\(action ?? command.name)\" on target \"\(target)\"."
    return try shouldProcess(description: description, warning: "Are you sure you want to perform this action?\n\(description)", caption: "Confirm")
  }
  /// The same in the command's own words: what is done, and what the question says.
  func shouldProcess(description: String, warning: String, caption: String) throws -> Bool {
    let outer = context.confirmedAll
    context.confirmedAll = confirmedAll
    defer { confirmedAll = context.confirmedAll; context.confirmedAll = outer }
    return try context.withCommon(common) {
      try context.shouldProcess(
        description: description, warning: warning, caption: caption, impact: command.metadata.binding.confirmImpact, isVerbose: common.verbose == true)
    }
  }
  /// The same with answers for all that the cmdlet asks about, which it holds in `all`; nil = none yet.
  public func shouldContinue(_ query: String, caption: String, all: inout Bool?) throws -> Bool {
    let r = try context.shouldContinue(query: query, caption: caption, yesToAll: all == true, noToAll: all == false)
    if r.all { all = r.answer }
    return r.answer
  }
  /// "To all" of the questions about the object that is processed.
  @exclusivity(unchecked) public var continuesWithAll: Bool?
  /// A question that `-Force` answers; false = no.
  public func shouldContinue(_ query: String, caption: String) throws -> Bool { try context.shouldContinue(query: query, caption: caption) }

  // MARK: Code

  /// Runs a script block as this cmdlet's callback: `$_` is `item`, output is returned (`void` when none).
  public func invoke(_ block: ScriptBlock, item: Value = .void, arguments: [Value] = []) throws -> Value {
    try context.invokeBlock(block, arguments: arguments, item: item)
  }
  /// Ends everything upstream of this command (`Select-Object -First`).
  public func stopUpstream() -> Error { stage.map { FlowSignal.stopUpstream(ObjectIdentifier($0)) } ?? FlowSignal.stopped }
  /// Throws when Ctrl+C was pressed.
  @inline(__always) public func poll() throws { try context.poll() }
}

/// Common parameters as given to one command; nil = not given, the preference variable decides.
public struct CommonParameters {
  /// The common parameters that were given; nil = not given, so the preference variables count.
  public var errorAction: ActionPreference?
  public var warningAction: ActionPreference?
  public var informationAction: ActionPreference?
  public var verbose: Bool?
  var debug: Bool?
  public var whatIf: Bool?
  public var confirm: Bool?
  /// With a leading `+` records are added to what the variable holds; so for the next three.
  var errorVariable: String?
  var warningVariable: String?
  var informationVariable: String?
  var outVariable: String?
  /// How many objects are gathered before the next command sees them.
  var outBuffer: Int?
  public var pipelineVariable: String?
  /// The variable was there before and stays.
  var keepsPipelineVariable = false
  public var progressAction: ActionPreference?
  /// The lists that the variables named by the parameters hold.
  var errorList: CollectedRecords?
  var warningList: CollectedRecords?
  var informationList: CollectedRecords?
  /// What the command reports is not for the lists of the command around it.
  var cutsLists = false
  var collects: Bool { errorList != nil || warningList != nil || informationList != nil }
  /// The lists that hold inside the command are others than those around it.
  var gathers: Bool { cutsLists || collects }
  /// What is reported goes to the lists of a command inside too, or, when it cuts them, to those alone.
  mutating func takeLists(of c: CommonParameters) {
    if c.cutsLists { errorList = nil; warningList = nil; informationList = nil }
    if let v = c.errorList { errorList = v.inside(errorList) }
    if let v = c.warningList { warningList = v.inside(warningList) }
    if let v = c.informationList { informationList = v.inside(informationList) }
  }
  /// `[CmdletBinding(SupportsPaging)]`.
  var includeTotalCount = false
  /// `-Skip` and `-First` of a cmdlet with paging.
  var skip: UInt64?
  var first: UInt64?
  init() {}
  var isEmpty: Bool {
    errorAction == nil && warningAction == nil && informationAction == nil && verbose == nil && debug == nil && whatIf == nil && confirm == nil
      && errorVariable == nil && warningVariable == nil && informationVariable == nil && progressAction == nil
  }
}

/// `System.Management.Automation.ActionPreference`: what is done with a record of a stream.
public enum ActionPreference: Int {
  case silentlyContinue = 0, stop, `continue`, inquire, ignore, suspend, `break`
  static let suspendIsReserved =
    """
    The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more information about preference variables, see the \
    Help topic, "about_Preference_Variables."
    """
  var name: String { ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"][rawValue] }
  init?(name: String) {
    guard let i = ["silentlycontinue", "stop", "continue", "inquire", "ignore", "suspend", "break"].firstIndex(of: name.lowercased()) else { return nil }
    self.init(rawValue: i)
  }
}
