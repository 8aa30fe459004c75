/// The streams of a session: errors, warnings, verbose, debug, information, progress.
import Primitives
import Syntax

extension ExecutionContext {
  /// Throws when Ctrl+C was pressed.
  @inline(__always) public func poll() throws { if UnsafeRawPointer(flags).load(as: UInt32.self) != 0 { try attend() } }
  /// `poll` where the actions of events may run: between the turns of a loop.
  @inline(__always) func pulse() throws { if UnsafeRawPointer(flags).load(as: UInt32.self) != 0 { try attendAndDeliver() } }
  @inline(never) private func attendAndDeliver() throws {
    try attend()
    if listens { try deliverEvents?(self) }
  }
  /// Before a pipeline runs, whose arguments are evaluated: actions of events that wait.
  @inline(never) func deliver(at site: CommandSite?) throws {
    try within(statement: outerPosition ?? site.map { $0.statement ?? $0.extent }) { try deliverEvents?(self) }
  }
  /// Actions wait: `deliverEvents` is called at the next pipeline or turn of a loop.
  public func expectDelivery() {
    listens = true
    flags.pointee.flushWanted = true
  }
  /// Called from a signal handler.
  public func requestStop() {
    flags.pointee.stopRequested = true
    borrower?.requestStop()
  }
  /// Ctrl+C has been dealt with.
  public func clearStop() { flags.pointee.stopRequested = false }
  /// Runs the code of a command under the lists of its common parameters, which take what it reports too. What they say of preferences is in variables of its scope, which
  /// the code may assign, and which a module's functions do not see.
  func collecting<T>(_ c: CommonParameters, _ body: () throws -> T) rethrows -> T {
    guard c.gathers else { return try body() }
    let saved = commonOverride
    commonOverride.takeLists(of: c)
    defer { commonOverride = saved }
    return try body()
  }
  /// Runs a cmdlet's stream call under the common parameters of that cmdlet.
  func withCommon<T>(_ c: CommonParameters, _ body: () throws -> T) rethrows -> T {
    if c.isEmpty, !c.gathers { return try body() }
    let saved = commonOverride
    var merged = saved
    if let v = c.errorAction { merged.errorAction = v }
    if let v = c.warningAction { merged.warningAction = v }
    if let v = c.informationAction { merged.informationAction = v }
    if let v = c.progressAction { merged.progressAction = v }
    if let v = c.verbose { merged.verbose = v }
    if let v = c.debug { merged.debug = v }
    if let v = c.whatIf { merged.whatIf = v }
    if let v = c.confirm { merged.confirm = v }
    merged.takeLists(of: c)
    commonOverride = merged
    defer { commonOverride = saved }
    return try body()
  }

  /// A non-terminating error.
  /// - Parameter by: the command that reports it, when the record names another
  func writeError(_ record: ErrorRecord, by: InvocationInfo? = nil) throws {
    flags.pointee.success = false
    complete(record)
    switch preference("ErrorActionPreference") ?? .continue {
    case .break:
      record.stoppedDebugger = true
      try debugger.stop(at: .other(record), near: record.position ?? (by ?? record.invocation)?.position, self)
      try reportError(record)
    case .stop:
      // a cmdlet may catch its own error and write it again
      if record.stoppedWhenWritten { throw TerminatingError(record) }
      record.isStop = true
      record.stoppedWhenWritten = true
      remember(record)
      commonOverride.errorList?.add(.other(record.hostedException(isCommand: true)))
      if record.holdsStandIn { throw TerminatingError(record.stopped) }
      throw TerminatingError(record)
    case .suspend: throw reserved("ErrorActionPreference", .continue, nil)
    case .silentlyContinue:
      remember(record)
      commonOverride.errorList?.add(.other(record))
    case .ignore: break
    case .inquire:
      // somebody was asked already: a cmdlet may catch that error and write it again
      if record.isStop { throw TerminatingError(record) }
      try inquire(.error, record.message, by ?? record.invocation)
      try reportError(record)
    case .continue: try reportError(record)
    }
  }

  /// - Parameters:
  ///   - from: whose message it is: for the cmdlets that only pass it on, their caller
  ///   - by: the command that a preference Stop ends; nil = the same
  public func writeWarning(_ text: String, from: InvocationInfo? = nil, by: InvocationInfo? = nil) throws {
    let record = StreamRecord(.warning, text, from)
    commonOverride.warningList?.add(.other(record))
    try deliver(record, preference("WarningPreference") ?? .continue, streams.warning, "WARNING: ", by ?? from)
  }
  /// A verbose message, subject to `$VerbosePreference`. Parameters as of `writeWarning`.
  /// - Throws: what a preference Stop or Inquire ends with
  public func writeVerbose(_ text: String, from: InvocationInfo? = nil, by: InvocationInfo? = nil) throws {
    try deliver(StreamRecord(.verbose, text, from), preference("VerbosePreference") ?? .silentlyContinue, streams.verbose, "VERBOSE: ", by ?? from)
  }
  /// A debug message, subject to `$DebugPreference`. Parameters as of `writeWarning`.
  /// - Throws: what a preference Stop or Inquire ends with
  public func writeDebug(_ text: String, from: InvocationInfo? = nil, by: InvocationInfo? = nil) throws {
    try deliver(StreamRecord(.debug, text, from), preference("DebugPreference") ?? .silentlyContinue, streams.debug, "DEBUG: ", by ?? from)
  }
  private func deliver(_ r: StreamRecord, _ p: ActionPreference, _ target: Stage?, _ label: String, _ reporter: InvocationInfo?) throws {
    switch p {
    case .ignore: return
    case .suspend: throw reserved(r.preferenceName, r.kind == .warning ? .continue : .silentlyContinue, reporter)
    case .silentlyContinue: return
    case .stop:
      show(r, target, label)
      throw stoppedBy(r.preferenceName, r.message, reporter)
    case .inquire:
      show(r, target, label)
      try inquire(.of(r.kind), from: reporter)
    case .continue, .break:
      if p == .break { try debugger.stop(at: .other(r), near: reporter?.position, self) }
      if let target { try target.process(.other(r)) } else { show(r, nil, label) }
    }
  }
  /// A preference variable of the script's own holds `Suspend`: it gets its first value back.
  func reserved(_ variable: String, _ first: ActionPreference, _ from: InvocationInfo?) -> TerminatingError {
    try? setVariable(variable, .other(PSEnum(ExecutionContext.actionPreferenceType, Int64(first.rawValue))))
    let e = TerminatingError(
      "System.NotSupportedException",
      """
      The Suspend ActionPreference value is reserved for future use and is not supported at this time. It has been replaced in your \(variable) variable by \
      the default value of \(first.name). For more information about preference variables, see the Help topic, "about_Preference_Variables."
      """,
      .notImplemented, exception: "System.NotSupportedException")
    if let from { e.record.invocation = from; e.record.hasNoCommandSuffix = false; e.record.position = from.position }
    return e
  }
  /// A stream's preference says Stop.
  private func stoppedBy(_ preference: String, _ message: String, _ from: InvocationInfo?) -> TerminatingError {
    stop(ExecutionContext.stopText(preference, message), from)
  }
  /// What the exception says that a preference Stop ends with.
  static func stopText(_ preference: String, _ message: String) -> String {
    "The running command stopped because the preference variable \"\(preference)\" or common parameter is set to Stop: \(message)"
  }
  /// Somebody answered "Halt Command".
  private func halted(_ from: InvocationInfo?) -> TerminatingError { stop("The running command stopped because the user selected the Stop option.", from) }
  private func stop(_ message: String, _ from: InvocationInfo?) -> TerminatingError {
    let e = TerminatingError("ActionPreferenceStop", message, .operationStopped, exception: "System.Management.Automation.ActionPreferenceStopException")
    e.record.isStop = true
    if let from { e.record.invocation = from; e.record.hasNoCommandSuffix = false; e.record.position = from.position }
    return e
  }
  private func show(_ r: StreamRecord, _ target: Stage?, _ label: String) {
    let text = streamLine(r.kind, label + r.message)
    host.write(text + "\n")
    transcript?(label + r.message + "\n")
  }
  /// Shows a message on the host, whatever preferences and redirections say.
  func show(_ r: StreamRecord) {
    let label = switch r.kind { case .warning: "WARNING: "; case .verbose: "VERBOSE: "; case .debug: "DEBUG: " }
    show(r, nil, label)
  }
  /// The same for what was written to the information stream.
  func show(_ r: InformationRecord) {
    guard let m = r.data.refValue as? HostMessage else { return showOnHost(r.text() + "\n", nil, nil) }
    showOnHost(m.message + (m.noNewline ? "" : "\n"), m.foreground, m.background)
  }
  private func showOnHost(_ line: String, _ foreground: String?, _ background: String?) {
    host.write(renderHost?(line, foreground, background, self) ?? line)
    transcript?(line)
  }
  /// A warning/verbose/debug line with its colour.
  public func streamLine(_ k: StreamRecord.Kind, _ text: String) -> String { renderStream.map { $0(k, text, self) } ?? text }

  func writeInformation(_ data: Value, tags: [String] = [], from: InvocationInfo? = nil) throws {
    let r = InformationRecord(data, tags: tags, source: from)
    commonOverride.informationList?.add(.other(r))
    switch preference("InformationPreference") ?? .silentlyContinue {
    case .continue, .break:
      if preference("InformationPreference") == .break { try debugger.stop(at: .other(r), near: from?.position, self) }
      r.wasShown = true
      if let s = streams.information { try s.process(.other(r)) } else { host.write(r.text() + "\n"); transcript?(r.text() + "\n") }
    case .silentlyContinue: if let s = streams.information { try s.process(.other(r)) }
    case .stop:
      throw stoppedBy("InformationPreference", r.text(), from)
    case .suspend: throw reserved("InformationPreference", .silentlyContinue, from)
    case .inquire:
      try inquire(.information, from: from)
      if let s = streams.information { try s.process(.other(r)) }
    case .ignore: break
    }
  }
  /// The question of a preference Inquire; a transcript has it too.
  private func inquire(_ stream: InquiringStream, from reporter: InvocationInfo?) throws {
    if streamsAgreedTo.contains(stream) { return }
    let message = "Continue with this operation?"
    transcript?("Confirm\n" + message + "\n")
    try inquire(stream, message, reporter)
  }
  private func inquire(_ stream: InquiringStream, _ message: String, _ reporter: InvocationInfo?) throws {
    if streamsAgreedTo.contains(stream) { return }
    switch try ask(caption: "Confirm", message: message, choices: ConfirmationChoices.inquire) {
    case 1: streamsAgreedTo.insert(stream)
    case 2: throw halted(reporter)
    default: break
    }
  }
  /// Write-Host: an information record with tag PSHOST, shown at once unless stream 6 is redirected.
  public func writeHost(_ text: String, newline: Bool = true, foreground: String? = nil, background: String? = nil, from: InvocationInfo? = nil) throws {
    let r = InformationRecord(.other(HostMessage(text, noNewline: !newline, foreground, background)), tags: ["PSHOST"], source: from)
    commonOverride.informationList?.add(.other(r))
    let p = preference("InformationPreference")
    if p == .ignore { return }
    r.wasShown = true
    if let s = streams.information { try s.process(.other(r)); return }
    showOnHost(text + (newline ? "\n" : ""), foreground, background)
    if p == .inquire { try inquire(.information, from: from) }
  }
  /// Shows an information record that another engine wrote as if it had been written here.
  func replay(_ r: InformationRecord) throws {
    guard r.tags.contains("PSHOST"), !r.tags.contains("FORWARDED") else { return try writeInformation(r.data, tags: r.tags, from: r.source) }
    let message = r.data.refValue as? HostMessage
    try writeHost(message?.message ?? Conversion.toString(r.data, self), newline: !(message?.noNewline ?? false), foreground: message?.foreground, background: message?.background, from: r.source)
  }
  func writeProgress(_ record: ProgressRecord) {
    let p = preference("ProgressPreference") ?? .continue
    if p == .break {
      do { try debugger.stop(at: .str(record.activity), near: nil, self) } catch { requestStop() }
    } else if p != .continue { return }
    if let keep = streams.progress { keep(record) } else { host.progress(record) }
  }

  /// Prepares the variables named by common parameters and puts an `-OutVariable` collector before `next`.
  func outStage(_ c: inout CommonParameters, _ next: Stage, _ site: CommandSite) throws -> Stage {
    // only the last command of a pipeline writes where the lists of the command around it listen
    c.cutsLists = site.position + 1 < site.length && commonOverride.collects
    if let n = c.errorVariable { c.errorList = CollectedRecords(try collectingList(n)) }
    if let n = c.warningVariable { c.warningList = CollectedRecords(try collectingList(n)) }
    if let n = c.informationVariable { c.informationList = CollectedRecords(try collectingList(n)) }
    var out = next
    if let n = c.outBuffer, n > 0 { out = BufferStage(n, next: out) }
    if let p = c.pipelineVariable {
      let s = Symbol.of(p)
      try refuseConstant(s, named: p)
      c.keepsPipelineVariable = cell(s, in: depth - 1) != nil
      try assign(s, .null, in: depth - 1)
      out = PipelineVariableStage(self, s, next: out)
    }
    if let o = c.outVariable { out = TeeStage(try collectingList(o), next: out) }
    return out
  }
  /// No command collects in what cannot be assigned.
  private func refuseConstant(_ s: Symbol, named name: @autoclosure () -> String) throws {
    guard s.isConstantEverywhere else { return }
    let name = name()
    throw TerminatingError(
      "VariableNotWritable", "Cannot overwrite variable \(name) because it is read-only or constant.", .writeError,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
  }
  /// The list a variable collects in: a new one, or for `+name` what the variable holds already. The name may tell a scope.
  private func collectingList(_ name: String) throws -> PSArray {
    let appends = name.hasPrefix("+")
    var plain = Substring(appends ? name.dropFirst() : name[...]), scope: String?
    if let colon = plain.firstIndex(of: ":"), ["global", "script", "local", "private"].contains(plain[..<colon].lowercased()) {
      scope = plain[..<colon].lowercased()
      if scope == "private" { scope = "local" }
      plain = plain[plain.index(after: colon)...]
    }
    let s = Symbol.of(String(plain)), place = try namedScope(scope)
    try refuseConstant(s, named: variableObject(s, in: 0)?.name ?? s.name.lowercased())
    let list = PSArray(capacity: 4)
    list.kind = .arrayList
    if appends, let old = scope == nil ? lookupSlow(s) : try variableObject(s.name, scope: scope)?.current {
      if case .array(let a) = old.base {
        if a.kind == .arrayList { return a }
        for v in a.values { list.append(v) }
      } else if !old.isNull { list.append(old) }
    }
    try assign(s, .array(list), in: place)
    return list
  }
  func finishOut(_ c: CommonParameters) {
    guard let p = c.pipelineVariable else { return }
    if c.keepsPipelineVariable { try? assign(Symbol.of(p), .null, in: depth - 1) } else { forget(Symbol.of(p), in: depth - 1) }
  }
}

/// The streams whose preference can be Inquire; "yes to all" counts for one of them.
enum InquiringStream {
  case error, warning, verbose, debug, information

  static func of(_ kind: StreamRecord.Kind) -> InquiringStream {
    switch kind {
    case .warning: .warning
    case .verbose: .verbose
    case .debug: .debug
    }
  }
}
