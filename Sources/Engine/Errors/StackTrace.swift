/// Script stack traces: taken at every error, read at few, so taking one makes no text and, where code throws again and again
/// from the same place, allocates nothing.
import Syntax

/// A frame as a stack trace remembers it; shared by the traces of all errors that arose under it.
final class TraceLevel {
  /// Both retained: unmanaged, so that comparing them with a frame's touches no count.
  let unit: Unmanaged<Unit>
  let call: Unmanaged<CallInfo>?
  let caller: TraceLevel?
  init(_ unit: Unit, _ call: CallInfo?, caller: TraceLevel?) {
    self.unit = .passRetained(unit)
    self.call = call.map { .passRetained($0) }
    self.caller = caller
  }
  deinit { unit.release(); call?.release() }

  /// `at f, file: line n` per frame, innermost first; `position` is the place in the innermost.
  func text(at position: Extent?) -> String {
    var lines: [String] = []
    var at = position
    var level: TraceLevel? = self
    while let l = level {
      // a script file run at top level has no caller to show
      if l.caller == nil, !lines.isEmpty, at == nil { break }
      lines.append("at \(l.caller == nil ? "<ScriptBlock>" : l.unit.takeUnretainedValue().traceName(at: at)), \(at?.source.file ?? "<No file>"): line \(at?.startLine ?? 1)")
      at = l.call?.takeUnretainedValue().extent
      level = l.caller
    }
    return lines.joined(separator: "\n")
  }
}

extension TraceLevel {
  /// The levels without the innermost one that a call started: what ran under it counts as started by that one's caller.
  func without(_ call: CallInfo) -> TraceLevel? {
    if self.call?.toOpaque() == Unmanaged.passUnretained(call).toOpaque() { return caller }
    guard let caller, let rest = caller.without(call) else { return nil }
    let started = rest === caller.caller ? caller.call : self.call
    return TraceLevel(unit.takeUnretainedValue(), started?.takeUnretainedValue(), caller: rest)
  }
}

extension ExecutionContext {
  /// Runs what gives a command its parameters (conversions, validations, defaults) on its frame, which is no level of stack traces
  /// until the command's own code runs.
  @inline(__always) func beforeBody(of call: CallInfo, _ body: () throws -> Void) throws {
    do { try body() } catch {
      if let e = traced(error, depth - 1) as? TerminatingError { e.record.dropLevel(of: call) }
      throw error
    }
  }
  /// The frames as they stand. Those that stood there at the last trace are recognised level by level.
  func stackTrace() -> TraceLevel {
    if frameCopies > 0 || (!innerCode.isEmpty && innerCode.contains(where: \.isRunning)) {
      var top: TraceLevel?
      for l in levels() { top = TraceLevel(l.unit, l.call, caller: top) }
      if let top { return top }
    }
    var d = 0
    let known = min(depth, traceLevels.count)
    while d < known, traceLevels[d]._withUnsafeGuaranteedRef({ $0.stands(for: frames + d) }) { d += 1 }
    if d < depth { retakeTrace(from: d) }
    return traceLevels[depth - 1].takeUnretainedValue()
  }
  @inline(never) private func retakeTrace(from first: Int) {
    for l in traceLevels[first...] { l.release() }
    traceLevels.removeLast(traceLevels.count - first)
    for d in first..<depth {
      let f = frames[d]
      traceLevels.append(.passRetained(TraceLevel(f.unit.takeUnretainedValue(), f.call?.takeUnretainedValue(), caller: traceLevels.last?.takeUnretainedValue())))
    }
  }
}
extension TraceLevel {
  @inline(__always) fileprivate func stands(for f: UnsafePointer<Frame>) -> Bool {
    unit.toOpaque() == f.pointee.unit.toOpaque() && call?.toOpaque() == f.pointee.call?.toOpaque()
  }
}

extension BlockName {
  /// What a stack trace appends to the function's name.
  var traceLabel: String {
    switch self { case .dynamicparam: "<DynamicParam>"; case .begin: "<Begin>"; case .process: "<Process>"; case .end: "<End>"; case .clean: "<Clean>" }
  }
}
