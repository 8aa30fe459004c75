/// How errors travel: located where they arise, reported at the statement they end, caught by `try` and `trap`.
import Syntax

extension ExecutionContext {
  /// Gives an error its position, unless a place nearer to the fault already did.
  @inline(never) func locate(_ error: Error, _ extent: Extent) -> Error {
    // the error itself travels on: throwing a copy would box it anew
    if let e = error as? TerminatingError, e.record.position == nil {
      e.record.position = e.record.errorId == "VariableIsUndefined" ? ExecutionContext.mention(of: e.record.target, in: extent) ?? extent : extent
    }
    return error
  }
  /// Where a statement names a variable: strict mode points at it, not at the statement.
  private static func mention(of name: Value, in extent: Extent) -> Extent? {
    guard let name = name.stringValue else { return nil }
    func folded(_ u: UInt16) -> UInt16 { u >= 65 && u <= 90 ? u | 32 : u }
    func isNamePart(_ u: UInt16) -> Bool { u == 95 || u == 58 || u >= 48 && u <= 57 || folded(u) >= 97 && folded(u) <= 122 }
    let wanted = "$\(name)".utf16.map(folded), units = extent.source.units
    let end = min(Int(extent.end), units.count)
    var i = Int(extent.start)
    while i + wanted.count <= end {
      var k = 0
      while k < wanted.count, folded(units[i + k]) == wanted[k] { k += 1 }
      let next = i + wanted.count
      if k == wanted.count, next == end || !isNamePart(units[next]) { return Extent(extent.source, i, next) }
      i += 1
    }
    return nil
  }

  /// A terminating error as such; nil for flow signals.
  func asTerminating(_ error: Error) -> TerminatingError? { error as? TerminatingError ?? (error as? ReportableError).map { TerminatingError($0.errorRecord) } }

  /// A statement ended with an error: inside `try`, or for `throw` and `-ErrorAction Stop`, it travels on; else it is
  /// reported and the next statement runs.
  @inline(never) func statementFailed(_ error: Error, _ extent: Extent) throws {
    guard let e = error as? TerminatingError else {
      if error is ReportableError, let e = asTerminating(error) { return try statementFailed(e, extent) }
      throw error
    }
    do { try answer(to: error, e, extent) } catch {
      // every list of statements that an error leaves collects it once more, as in PowerShell
      if let list = commonOverride.errorList, let left = error as? TerminatingError, !left.record.raisedByCmdlet { list.add(.other(left.record)) }
      throw error
    }
  }
  private func answer(to error: Error, _ e: TerminatingError, _ extent: Extent) throws {
    let r = e.record
    if r.position == nil, !r.raisedByCmdlet { _ = locate(error, extent) }
    try debugger.stop(at: r, near: extent, self)
    if flags.pointee.catching > 0 || r.raisedByCmdlet { throw error }
    // the outermost of getters that read one another without end yields nothing; see `reading`
    if gettersUnderway > 1, e.isCallDepthOverflow { throw error }
    if r.thrownByStatement || r.isStop {
      if r.thrownByStatement, !r.isStop {
        switch preference("ErrorActionPreference") {
        case .silentlyContinue, .ignore: flags.pointee.success = false; remember(r); return
        case .inquire:
          // what the person lets continue is on its way out all the same
          switch try answer(to: r) {
          case .silentlyContinue: return
          case .stop: r.isStop = true
          default: break
          }
        default: break
        }
      }
      throw error
    }
    if stopsOnError(r) { r.isStop = true; throw error }
    flags.pointee.success = false
    complete(r)
    var chosen = preference("ErrorActionPreference") ?? .continue
    if chosen == .inquire { chosen = try answer(to: r) }
    switch chosen {
    case .stop: r.isStop = true; throw error
    case .silentlyContinue:
      remember(r)
      commonOverride.errorList?.add(.other(r))
    case .ignore: remember(r)
    default: try reportError(r)
    }
  }
  /// What a person wants done with an error under the preference Inquire, which `$Error` has by then. Where nobody can be asked, that is the error, and it ends
  /// the script.
  private func answer(to r: ErrorRecord) throws -> ActionPreference {
    flags.pointee.success = false
    complete(r)
    remember(r)
    do {
      let picked = try ask(caption: "Action to take for this exception:", message: r.message, choices: ConfirmationChoices.exception)
      return picked == 0 ? .continue : picked == 1 ? .silentlyContinue : .stop
    } catch let e as TerminatingError {
      e.record.isStop = true
      e.record.position = .nowhere
      throw e
    }
  }
  /// An error leaves a command written in PowerShell. What `$PSCmdlet.ThrowTerminatingError` raised goes to the command's own list and to
  /// those around it, as the exception; what the language or a command inside raised only to those around it; a `throw` to none.
  func collectLeaving(_ r: ErrorRecord, _ own: CollectedRecords? = nil) {
    if r.raisedByCmdlet { collectException(r, own) }
    else if !r.thrownByStatement, let list = commonOverride.errorList { list.add(.other(r.hostedException(isCommand: false))) }
    r.raisedByCmdlet = false
  }
  func collectException(_ r: ErrorRecord, _ own: CollectedRecords?) {
    guard let list = own?.inside(commonOverride.errorList) ?? commonOverride.errorList else { return }
    list.add(.other(r.hostedException(isCommand: true)))
  }
  /// The same, with what follows: the next statement, or the end of the function when an expression said `return`.
  @inline(never) func statementEnded(_ error: Error, _ extent: Extent) throws -> Flow {
    if case FlowSignal.returnFromScript = error { return .ret }
    try statementFailed(error, extent)
    return .next
  }
  /// `$ErrorActionPreference` turns every error into a stop.
  func stopsOnError(_ r: ErrorRecord) -> Bool { preference("ErrorActionPreference") == .stop }

  /// Adds what the record still lacks before anybody sees it.
  func complete(_ r: ErrorRecord) {
    if !r.isTraced { r.take(stackTrace()) }
  }
  /// The error passed frame `d` on its way out: the trace is taken while the frames still stand.
  @inline(never) func traced(_ error: Error, _ d: Int) -> Error {
    if let e = error as? TerminatingError, !e.record.isTraced { e.record.take(stackTrace()) }
    return error
  }
  /// Puts a record at the front of `$Error`; one that tells of the same exception as the record there is not added.
  public func remember(_ r: ErrorRecord) {
    let a = errorList
    if a.count > 0, a.storage.tag == Tag.other, a.storage.borrow(Ref.self).toOpaque() == Unmanaged.passUnretained(r).toOpaque() { return }
    if r.isExceptionMade, a.count > 0, case .other(let o) = a.storage.pointee, let last = o as? ErrorRecord, last.isExceptionMade, last.exception === r.exception { return }
    if historyId != 1 { r.historyId = historyId }
    a.insert(.other(r), at: 0)
    let limit = 256
    while a.count > limit { a.remove(at: a.count - 1) }
  }
  /// Puts an exception there, as for a line that could not be read.
  public func remember(_ x: PSException) {
    if let r = x.property("ErrorRecord")?.refValue as? ErrorRecord { r.historyId = historyId }
    errorList.insert(.other(x), at: 0)
  }
  /// Records an error and shows it (or sends it where stream 2 goes).
  /// - Parameter isKnown: `$Error` has it already
  func reportError(_ r: ErrorRecord, isKnown: Bool = false) throws {
    if !isKnown { remember(r) }
    commonOverride.errorList?.add(.other(r))
    if let s = errorTarget { try s.process(.other(r)); return }
    showError(r)
  }
  /// Prints a record on standard error.
  public func showError(_ r: ErrorRecord) {
    complete(r)
    let shown = renderError(r, self)
    host.writeError(shown)
    // both what shows the error and the host note it; the place in a script ends with a line of its own
    guard let transcript else { return }
    transcript(shown)
    transcript(shown.contains("Line |") ? shown + "\n" : shown)
  }

  func matches(_ r: ErrorRecord, _ t: NetType) -> Bool {
    let e = r.exception
    if t.isAssignable(from: e.type) { return true }
    // whatever a script catches comes in one of these
    if t === TypeTable.runtimeException { return true }
    // one of these shows what is inside of it, no further
    if e.type.isSubclass(of: "System.Management.Automation.RuntimeException"), let i = e.visibleInner {
      return t.isAssignable(from: i.type)
    }
    return false
  }

  /// What `throw v` throws.
  func recordForThrow(_ v: __owned Value) -> ErrorRecord {
    if case .string(let s) = v { let text = s.string; return ErrorRecord(message: text, id: text, .operationStopped, target: v) }
    switch v.base {
    case .other(let r):
      if let e = r as? ErrorRecord {
        e.stoppedDebugger = false
        // what stands in an exception's own record is no exception to throw
        if e.holdsStandIn { return ErrorRecord(PSException(TypeTable.runtimeException, e.message), id: e.errorId, e.category, target: e.target) }
        e.isGiven = true
        return e
      }
      if let x = r as? PSException {
        // only an exception of the shell's own has a record in it
        guard x.type.isSubclass(of: TypeTable.runtimeException.fullName) else { return ErrorRecord(x, id: x.message, .operationStopped) }
        if let own = x.record, own.exception === x { return own.thrownAgain }
        let own = ErrorRecord.contained(in: x)
        return ErrorRecord(x, id: own.errorId, own.category, target: own.target)
      }
    default: break
    }
    if case .object(let o) = v, let x = o.exception { return ErrorRecord(x, id: x.message, .operationStopped) }
    let text = v.isNull ? "ScriptHalted" : Conversion.toString(v, self)
    return ErrorRecord(message: text, id: text, .operationStopped, target: v)
  }

  /// Whether errors stop the debugger.
  var breaksOnErrors: Bool {
    if let p = commonOverride.errorAction { return p == .break }
    guard let v = lookupSlow(ExecutionContext.errorPreference) else { return false }
    switch v.base {
    case .other(let r): return (r as? PSEnum)?.raw == Int64(ActionPreference.break.rawValue)
    case .string(let s): return s.string.equalsIgnoringCase("Break")
    default: return false
    }
  }
  private static let errorPreference = Symbol.of("ErrorActionPreference")

  /// A preference variable as it stands for the running command.
  func preference(_ name: String) -> ActionPreference? {
    let o = commonOverride
    switch name {
    case "ErrorActionPreference": if let p = o.errorAction { return p }
    case "WarningPreference": if let p = o.warningAction { return p }
    case "InformationPreference": if let p = o.informationAction { return p }
    case "VerbosePreference": if let v = o.verbose { return v ? .continue : .silentlyContinue }
    case "DebugPreference": if let v = o.debug { return v ? .continue : .silentlyContinue }
    case "ProgressPreference": if let p = o.progressAction { return p }
    default: break
    }
    guard let v = lookupSlow(Symbol.of(name)) else { return nil }
    switch v.base {
    case .string(let s): return ActionPreference(name: s.string)
    case .other(let r): return ActionPreference(name: r.text())
    case .int(let i): return ActionPreference(rawValue: Int(i))
    default: return nil
    }
  }
}

extension ErrorRecord {
  /// The record with the exception inside its exception, as a clause for that type sees it.
  func showing(_ inner: PSException) -> ErrorRecord {
    let r = ErrorRecord(inner, id: errorId, category, target: target)
    r.categoryActivity = categoryActivity; r.categoryReason = categoryReason; r.categoryTargetName = categoryTargetName; r.categoryTargetType = categoryTargetType
    r.detailsMessage = detailsMessage; r.recommendedAction = recommendedAction
    r.invocation = invocation; r.position = position; r.hasNoCommandSuffix = hasNoCommandSuffix
    r.takeTrace(of: self)
    r.thrownByStatement = thrownByStatement
    return r
  }
  /// The same error as one a command raises, whatever raised it first.
  public var ofCommand: ErrorRecord {
    let r = showing(exception)
    r.wasThrown = thrownByStatement
    r.thrownByStatement = false
    r.position = nil
    return r
  }
  /// The same record again, as a clause sees one that the script had in its hands before.
  var again: ErrorRecord {
    let r = showing(exception)
    r.isRethrown = isRethrown
    r.isLeftCommand = isLeftCommand
    r.hasLeftFilter = hasLeftFilter
    r.isStop = isStop
    r.raisedByCmdlet = raisedByCmdlet
    return r
  }
  /// `$Error` has the record as the statement reported it that failed, before it becomes the error of a command around.
  private func keepFirst() {
    guard position != nil, !isPlaceless else { return }
    let c = ExecutionContext.current
    c.complete(self)
    c.remember(again)
  }
  /// An error that leaves a cmdlet is that cmdlet's error, unless another command's already or thrown by `throw`.
  func leave(_ info: InvocationInfo) {
    if thrownByStatement || isLeftCommand || isFromDownstream { return }
    // written where no command runs, and stopped by that
    if stoppedWhenWritten, let invocation, invocation.command == nil { return }
    let isBinding = !isStop && exception.isOfBinding && info.command.map { !errorId.hasSuffix("," + $0.errorTypeName) } ?? false
    guard isBinding || invocation?.command == nil else { return }
    switch exception.type.name { case "ActionPreferenceStopException", "ScriptCallDepthException", "PipelineStoppedException", "HaltCommandException": return; default: break }
    keepFirst()
    if isBinding { errorId = ownErrorId }
    isLeftCommand = true
    categoryActivity = nil
    invocation = info
    hasNoCommandSuffix = false
    if let place = info.position { position = place }
  }
  /// An error that leaves an advanced function is that command's error, at the place of the call, and no longer stops more than the statement
  /// there; `throw` and what other commands raised keep their own.
  func leave(_ command: CommandInfo?, _ info: @autoclosure () -> InvocationInfo) {
    if thrownByStatement { return }
    // what could not be bound is nobody's error yet: the id names the command that was being called
    let isBinding = !isStop && exception.isOfBinding && !isLeftCommand && !hasLeftFilter
    guard isBinding || invocation?.command == nil && categoryActivity == nil else { return }
    if isBinding {
      // its own parameters; a block has no name that the id could end in
      if command.map({ errorId.hasSuffix("," + $0.name) }) ?? !errorId.utf8.contains(44) { return }
      keepFirst()
      isLeftCommand = true
      categoryActivity = nil
      errorId = ownErrorId
    }
    switch exception.type.name { case "ActionPreferenceStopException", "ScriptCallDepthException", "PipelineStoppedException", "MetadataException": return; default: break }
    if !isBinding { keepFirst() }
    let made = info(), trace = scriptStackTrace
    invocation = made
    hasNoCommandSuffix = false
    position = made.position
    // it begins at the place of the fault all the same
    scriptStackTrace = trace
    isStop = false
  }
  /// Of the exception of a record that is thrown by itself: it stands where it arose, what a command reported where it is thrown.
  var thrownAgain: ErrorRecord {
    let x = exception, own = ErrorRecord.contained(in: x)
    let r = ErrorRecord(x, id: own.errorId, own.category, target: own.target)
    r.detailsMessage = detailsMessage
    r.invocation = own.invocation
    r.hasNoCommandSuffix = own.hasNoCommandSuffix
    r.categoryActivity = own.categoryActivity
    r.position = own.position
    r.takeTrace(of: own)
    return r
  }
  /// The record an exception brings with it, before a command reported it.
  var ofException: ErrorRecord {
    let r = showing(exception)
    r.invocation = nil
    r.categoryActivity = nil
    r.hasNoCommandSuffix = true
    r.position = nil
    r.isPlaceless = true
    r.scriptStackTrace = ""
    return r
  }
  /// Made terminating by `-ErrorAction Stop` or the preference.
  var isStop: Bool {
    get { recommendedStop }
    set { recommendedStop = newValue }
  }
}
