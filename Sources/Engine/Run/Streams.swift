/// The streams of a session: errors, warnings, verbose, debug, information, progress; and the questions it asks.
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
  /// Called from a signal handler.
  public func requestStop() {
    flags.pointee.stopRequested = true
    borrower?.requestStop()
  }
  public func clearStop() { flags.pointee.stopRequested = false }
  /// Runs a cmdlet's stream call under the common parameters of that cmdlet.
  func withCommon<T>(_ c: CommonParameters, _ body: () throws -> T) rethrows -> T {
    if c.isEmpty, !c.cutsLists { return try body() }
    let saved = commonOverride
    var merged = saved
    if c.cutsLists { merged.errorList = nil; merged.warningList = nil; merged.informationList = nil }
    if let v = c.errorAction { merged.errorAction = v }
    if let v = c.warningAction { merged.warningAction = v }
    if let v = c.informationAction { merged.informationAction = v }
    if let v = c.progressAction { merged.progressAction = v }
    if let v = c.verbose { merged.verbose = v }
    if let v = c.debug { merged.debug = v }
    if let v = c.whatIf { merged.whatIf = v }
    if let v = c.confirm { merged.confirm = v }
    if let v = c.errorList { merged.errorList = v.inside(merged.errorList) }
    if let v = c.warningList { merged.warningList = v.inside(merged.warningList) }
    if let v = c.informationList { merged.informationList = v.inside(merged.informationList) }
    commonOverride = merged
    defer { commonOverride = saved }
    return try body()
  }

  /// A non-terminating error.
  /// - Parameter by: the command that reports it, when the record names another
  public func writeError(_ record: ErrorRecord, by: InvocationInfo? = nil) throws {
    flags.pointee.success = false
    complete(record)
    switch preference("ErrorActionPreference") ?? .continue {
    case .stop, .break:
      // a cmdlet may catch its own error and write it again
      if record.stoppedWhenWritten { throw TerminatingError(record) }
      record.isStop = true
      record.stoppedWhenWritten = true
      remember(record)
      commonOverride.errorList?.add(.other(record.hostedException(isCommand: true)))
      throw TerminatingError(record)
    case .suspend: throw reserved("ErrorActionPreference", .continue, nil)
    case .silentlyContinue:
      remember(record)
      commonOverride.errorList?.add(.other(record))
    case .ignore: errorCount += 1
    case .inquire:
      if try ask(caption: "Confirm", message: record.message, choices: ConfirmationChoices.inquire) == 2 { throw halted(by ?? record.invocation) }
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
  public func writeVerbose(_ text: String, from: InvocationInfo? = nil, by: InvocationInfo? = nil) throws {
    try deliver(StreamRecord(.verbose, text, from), preference("VerbosePreference") ?? .silentlyContinue, streams.verbose, "VERBOSE: ", by ?? from)
  }
  public func writeDebug(_ text: String, from: InvocationInfo? = nil, by: InvocationInfo? = nil) throws {
    try deliver(StreamRecord(.debug, text, from), preference("DebugPreference") ?? .silentlyContinue, streams.debug, "DEBUG: ", by ?? from)
  }
  private func deliver(_ r: StreamRecord, _ p: ActionPreference, _ target: Stage?, _ label: String, _ reporter: InvocationInfo?) throws {
    switch p {
    case .ignore: return
    case .suspend: throw reserved(r.preferenceName, r.kind == .warning ? .continue : .silentlyContinue, reporter)
    case .silentlyContinue: return
    case .stop, .break:
      show(r, target, label)
      throw stoppedBy(r.preferenceName, r.message, reporter)
    case .inquire:
      show(r, target, label)
      try inquire(reporter)
    case .continue:
      if let target { try target.process(.other(r)) } else { show(r, nil, label) }
    }
  }
  /// A preference variable of the script's own holds `Suspend`: it gets its first value back.
  func reserved(_ variable: String, _ first: ActionPreference, _ from: InvocationInfo?) -> TerminatingError {
    try? setVariable(variable, .other(PSEnum(ExecutionContext.actionPreferenceType, Int64(first.rawValue))))
    let e = TerminatingError("System.NotSupportedException", "The Suspend ActionPreference value is reserved for future use and is not supported at this time. It has been replaced in your \(variable) variable by the default value of \(first.name). For more information about preference variables, see the Help topic, \"about_Preference_Variables.\"", .notImplemented, exception: "System.NotSupportedException")
    if let from { e.record.invocation = from; e.record.hasNoCommandSuffix = false; e.record.position = from.position }
    return e
  }
  /// A stream's preference says Stop.
  private func stoppedBy(_ preference: String, _ message: String, _ from: InvocationInfo?) -> TerminatingError {
    stop("The running command stopped because the preference variable \"\(preference)\" or common parameter is set to Stop: \(message)", from)
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
  /// A warning/verbose/debug line with its colour.
  public func streamLine(_ k: StreamRecord.Kind, _ text: String) -> String { renderStream.map { $0(k, text, self) } ?? text }

  public func writeInformation(_ data: Value, tags: [String] = [], from: InvocationInfo? = nil) throws {
    let r = InformationRecord(data, tags: tags, source: from)
    commonOverride.informationList?.add(.other(r))
    switch preference("InformationPreference") ?? .silentlyContinue {
    case .continue:
      if let s = streams.information { try s.process(.other(r)) } else { host.write(r.text() + "\n"); transcript?(r.text() + "\n") }
    case .silentlyContinue: if let s = streams.information { try s.process(.other(r)) }
    case .stop:
      throw stoppedBy("InformationPreference", r.text(), from)
    case .suspend: throw reserved("InformationPreference", .silentlyContinue, from)
    case .inquire:
      if let s = streams.information { try s.process(.other(r)) } else { host.write(r.text() + "\n"); transcript?(r.text() + "\n") }
      try inquire(from)
    default: break
    }
  }
  /// The question of a preference Inquire; a transcript has it too.
  private func inquire(_ reporter: InvocationInfo?) throws {
    let caption = "Confirm", message = "Continue with this operation?"
    transcript?(caption + "\n" + message + "\n")
    if try ask(caption: caption, message: message, choices: ConfirmationChoices.inquire) == 2 { throw halted(reporter) }
  }
  /// Write-Host: an information record with tag PSHOST, shown at once unless stream 6 is redirected.
  public func writeHost(_ text: String, newline: Bool = true, foreground: String? = nil, background: String? = nil, from: InvocationInfo? = nil) throws {
    let r = InformationRecord(.other(HostMessage(text, noNewline: !newline, foreground, background)), tags: ["PSHOST"], source: from)
    commonOverride.informationList?.add(.other(r))
    let p = preference("InformationPreference")
    if p == .ignore { return }
    if let s = streams.information { try s.process(.other(r)); return }
    let line = text + (newline ? "\n" : "")
    host.write(renderHost?(line, foreground, background, self) ?? line)
    transcript?(line)
    if p == .inquire { try inquire(from) }
  }
  /// Shows an information record that another engine wrote as if it had been written here.
  public func replay(_ r: InformationRecord) throws {
    guard r.tags.contains("PSHOST") else { return try writeInformation(r.data, tags: r.tags, from: r.source) }
    let message = r.data.refValue as? HostMessage
    try writeHost(message?.message ?? Conversion.toString(r.data, self), newline: !(message?.noNewline ?? false), foreground: message?.foreground, background: message?.background, from: r.source)
  }
  public func writeProgress(_ record: ProgressRecord) {
    let p = preference("ProgressPreference") ?? .continue
    if p != .continue { return }
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
    if let p = c.pipelineVariable { try assign(Symbol.of(p), .null, in: depth - 1); out = PipelineVariableStage(self, Symbol.of(p), next: out) }
    if let o = c.outVariable { out = TeeStage(try collectingList(o), next: out) }
    return out
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
    if let p = c.pipelineVariable { forget(Symbol.of(p), in: depth - 1) }
  }

  // MARK: Questions

  /// Whether an operation is done without a question, a word or a rehearsal, the parameters of the command counted.
  func isUnquestioned(_ c: CommonParameters, _ impact: ConfirmImpact) -> Bool {
    c.verbose != true && !isRehearsed(c) && !isAsked(c, impact)
  }
  /// `-WhatIf` of the command, of the one around it, or the preference.
  private func isRehearsed(_ c: CommonParameters) -> Bool {
    c.whatIf ?? commonOverride.whatIf ?? Conversion.toBool(lookupSlow(ExecutionContext.whatIfPreference) ?? .null)
  }
  /// `-Confirm` of the command, of the one around it, or the impact beside the preference.
  private func isAsked(_ c: CommonParameters, _ impact: ConfirmImpact) -> Bool {
    if let confirm = c.confirm ?? commonOverride.confirm { return confirm && impact >= .low }
    guard let v = lookupSlow(ExecutionContext.confirmPreference) else { return impact >= .high }
    switch Conversion.toString(v, self).lowercased() {
    case "none": return false
    case "low": return impact >= .low
    case "medium": return impact >= .medium
    default: return impact >= .high
    }
  }
  private static let whatIfPreference = Symbol.of("WhatIfPreference"), confirmPreference = Symbol.of("ConfirmPreference")

  /// `-WhatIf` and `-Confirm`.
  /// - Parameter isVerbose: the command itself was given `-Verbose`; the preference does not count here
  public func shouldProcess(description: String, warning: String, caption: String, impact: ConfirmImpact, isVerbose: Bool) throws -> Bool {
    if isRehearsed(commonOverride) {
      host.write("What if: \(description)\n")
      transcript?("What if: \(description)\n")
      return false
    }
    if !isAsked(commonOverride, impact) {
      if isVerbose { try writeVerbose(description) }
      return true
    }
    if let all = confirmedAll { return all }
    let k = try ask(caption: caption, message: "Are you sure you want to perform this action?\n\(warning)", choices: ConfirmationChoices.shouldProcess)
    switch k {
    case 0: return true
    case 1: confirmedAll = true; return true
    case 3: confirmedAll = false; return false
    default: return false
    }
  }
  /// As below with answers for all that follow: a new value for "yes to all" or "no to all", when one was chosen.
  func shouldContinue(query: String, caption: String, yesToAll: Bool, noToAll: Bool) throws -> (answer: Bool, all: Bool) {
    if yesToAll { return (true, false) }
    if noToAll { return (false, false) }
    switch try ask(caption: caption, message: query, choices: ConfirmationChoices.shouldProcess) {
    case 0: return (true, false)
    case 1: return (true, true)
    case 3: return (false, true)
    default: return (false, false)
    }
  }
  public func shouldContinue(query: String, caption: String) throws -> Bool {
    return try ask(caption: caption, message: query, choices: ConfirmationChoices.shouldContinue) == 0
  }
}

extension String {
  var trimmedBlanks: String {
    var s = Substring(self)
    while let c = s.first, c == " " || c == "\t" { s.removeFirst() }
    while let c = s.last, c == " " || c == "\t" || c == "\r" { s.removeLast() }
    return String(s)
  }
  func replacing(_ a: Character, with b: String) -> String {
    var r = ""
    for c in self { if c == a { r += b } else { r.append(c) } }
    return r
  }
}

/// A warning, verbose or debug message as an object.
public final class StreamRecord: Ref {
  public enum Kind { case warning, verbose, debug }
  public let kind: Kind
  public let message: String
  public let invocation: InvocationInfo?
  public init(_ k: Kind, _ m: String, _ i: InvocationInfo?) { kind = k; message = m; invocation = i; super.init() }
  public override var netType: NetType { TypeTable.get(kind == .warning ? "System.Management.Automation.WarningRecord" : kind == .verbose ? "System.Management.Automation.VerboseRecord" : "System.Management.Automation.DebugRecord") }
  public override func text() -> String { message }
  var preferenceName: String { kind == .warning ? "WarningPreference" : kind == .verbose ? "VerbosePreference" : "DebugPreference" }
}

public final class InformationRecord: Ref {
  public let data: Value
  public var tags: [String]
  public let source: InvocationInfo?
  public let time = NetDateTime.now
  public init(_ d: Value, tags: [String], source: InvocationInfo?) { data = d; self.tags = tags; self.source = source; super.init() }
  public override var netType: NetType { TypeTable.get("System.Management.Automation.InformationRecord") }
  public override func text() -> String { Conversion.toString(data) }
}

/// What Write-Host writes: text and how it is to look.
public final class HostMessage: Ref {
  public let message: String
  public let noNewline: Bool
  public let foreground: String?, background: String?
  public init(_ m: String, noNewline: Bool, _ foreground: String?, _ background: String?) { message = m; self.noNewline = noNewline; self.foreground = foreground; self.background = background; super.init() }
  public override var netType: NetType { TypeTable.get("System.Management.Automation.HostInformationMessage") }
  public override func text() -> String { message }
}

/// What `-ErrorVariable` and its kin collect: records go to the list of the command and to those of the commands it runs in.
final class CollectedRecords {
  private let list: PSArray
  private let outer: CollectedRecords?
  init(_ list: PSArray, outer: CollectedRecords? = nil) { self.list = list; self.outer = outer }
  func inside(_ other: CollectedRecords?) -> CollectedRecords { other == nil || holds(other) ? self : CollectedRecords(list, outer: outer?.inside(other) ?? other) }
  private func holds(_ other: CollectedRecords?) -> Bool { other.map { $0.list === list || outer?.holds($0) ?? false } ?? false }
  func add(_ v: Value) {
    // the same record on its way out through several commands is kept once
    if case .other(let new) = v, list.count > 0, case .other(let last) = list[list.count - 1], last === new {} else { list.append(v) }
    outer?.add(v)
  }
}

/// What a command with common parameters writes travels on under the parameters of the command around it.
final class OutsideCommon: Link {
  private let context: ExecutionContext
  private let outer: CommonParameters
  init(_ c: ExecutionContext, next: Stage) { context = c; outer = c.commonOverride; super.init(next: next) }
  private func outside(_ body: () throws -> Void) rethrows {
    let inside = context.commonOverride
    context.commonOverride = outer
    defer { context.commonOverride = inside }
    try body()
  }
  override func process(_ v: Value) throws { try outside { try next.process(v) } }
  override func end() throws { try outside { try next.end() } }
}

/// `-OutBuffer n`: objects travel on in groups of n + 1.
final class BufferStage: Link {
  private let size: Int
  private var held: [Value] = []
  init(_ size: Int, next: Stage) { self.size = size; super.init(next: next) }
  private func flush() throws {
    let all = held
    held.removeAll(keepingCapacity: true)
    for v in all { try next.process(v) }
  }
  override func process(_ v: Value) throws { held.append(v); if held.count > size { try flush() } }
  override func end() throws { try flush(); try next.end() }
}

/// Copies what passes into a list.
final class TeeStage: Link {
  let list: PSArray
  init(_ l: PSArray, next: Stage) { list = l; super.init(next: next) }
  override func process(_ v: Value) throws { list.append(v); try next.process(v) }
}

/// Keeps the current object in a variable while it travels on.
final class PipelineVariableStage: Link {
  let context: ExecutionContext
  let symbol: Symbol
  let owner: Int
  init(_ c: ExecutionContext, _ s: Symbol, next: Stage) { context = c; symbol = s; owner = c.depth - 1; super.init(next: next) }
  override func process(_ v: Value) throws { try context.assign(symbol, v, in: owner); try next.process(v) }
}
