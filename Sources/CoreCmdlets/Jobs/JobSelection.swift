/// Finding the jobs a command is about, and handing out what they wrote.
import Engine
import Primitives

/// How a command named its jobs.
struct JobSelection {
  var ids: [Int] = []
  var names: [String] = []
  var instanceIds: [Value] = []
  var objects: [Value] = []
  var state: Value?
  var filter: PSHash?
  var commands: [String] = []

  /// The jobs meant; those that do not exist are errors of the cmdlet.
  func jobs(_ shell: Invocation) throws -> [Job] {
    let all = JobTable.of(shell.context).jobs
    let everything = all.flatMap { [$0] + $0.children }
    var found: [Job] = objects.compactMap { $0.refValue as? Job }
    let missing = "System.Management.Automation.PSArgumentException"
    for i in ids {
      if let j = everything.first(where: { $0.id == i }) { found.append(j) }
      else {
        try shell.error(
          "JobWithSpecifiedSessionNotFound", .objectNotFound,
          "The command cannot find a job with the job ID \(i). Verify the value of the Id parameter and then try the command again.", exception: missing,
          target: .int(Int32(clamping: i)))
      }
    }
    for n in names {
      let hits = all.filter { Wildcard(n).matches($0.name) }
      found += hits
      if hits.isEmpty, !Wildcard.hasSpecial(n) {
        try shell.error(
          "JobWithSpecifiedNameNotFound", .objectNotFound,
          "The command cannot find the job because the job name \(n) was not found. Verify the value of the Name parameter, and then try the command again.",
          exception: missing, target: .str(n))
      }
    }
    for v in instanceIds {
      let text = Conversion.toString(v, shell.context)
      if let j = everything.first(where: { $0.instanceId.description.equalsIgnoringCase(text) }) { found.append(j) }
      else {
        try shell.error(
          "JobWithSpecifiedInstanceIdNotFound", .objectNotFound,
          "The command cannot find a job with the instance identifier \(text). Verify the value of the InstanceId parameter, and then try the command again.",
          exception: missing, target: v)
      }
    }
    if let state { found += all.filter { Conversion.equals(JobTypes.state($0), state) } }
    for c in commands { found += all.filter { Wildcard(c).matches($0.command) } }
    if let filter {
      found += all.filter { j in
        filter.pairs.allSatisfy { k, v in (try? shell.context.property(.other(j), Conversion.toString(k))).flatMap { $0 }.map { Conversion.equals($0, v) } ?? false }
      }
    }
    return found
  }
}

enum JobOutput {
  /// Writes what the jobs have written since the last time; the job's own error last.
  /// - Parameter awaited: jobs whose output is told as theirs, as somebody waited for it
  /// - Parameter failed: jobs whose own error was written by this command
  static func write(_ jobs: [Job], keep: Bool, awaited: [Job] = [], failed: inout [Job], _ shell: Invocation) throws {
    for j in jobs.flatMap(\.leaves) {
      let source = j.kind == .backgroundChild && awaited.contains { $0 === j } ? Hosting.guid(j.instanceId) : nil
      for e in j.action.fresh { try write(e, shell) }
      if !keep { j.action.fresh = [] }
      guard let run = j.run else { continue }
      let failure = run.isOver && !failed.contains { $0 === j } ? run.failure : nil
      var entries = run.take(keep: keep)
      // stream by stream, where nothing keeps them together
      if j.kind != .backgroundChild {
        entries = [.output, .error, .verbose, .debug, .warning, .information].flatMap { s in entries.filter { $0.stream == s && !(s == .output && $0.value.isNull) } }
      }
      if failure != nil { failed.append(j) }
      if !keep {
        // the results are handed out; the collections of a process's job keep what they hold
        if j.kind == .backgroundChild { j.received += entries }
        if failure != nil { j.isFailureReceived = true }
      }
      for e in entries { try write(e, shell, fromProcess: j.kind == .backgroundChild, source: source) }
      guard let failure else { continue }
      if j.kind == .backgroundChild { try shell.relay(failure) }
      else {
        let r = ErrorRecord(failure.hostedException(isCommand: false), id: "JobStateFailed", .invalidResult)
        r.thrownByStatement = failure.thrownByStatement
        try shell.relay(r)
      }
    }
  }
  static func write(_ e: BackgroundRun.Entry, _ shell: Invocation, fromProcess: Bool = false, source: Value? = nil) throws {
    switch e.stream {
    case .output: try shell.write(source.map { RemoteNotes.add(source: $0, to: e.value, shell.context) } ?? e.value)
    case .error: if let r = e.value.refValue as? ErrorRecord { try shell.relay(r) } else { try shell.write(e.value) }
    case .warning where fromProcess, .verbose where fromProcess, .debug where fromProcess: if let r = e.value.refValue as? StreamRecord { shell.relay(shown: r) }
    case .information where fromProcess: if let r = e.value.refValue as? InformationRecord { try shell.relay(shown: r) }
    case .warning: try shell.warning(text(e.value))
    case .verbose: try shell.verbose(text(e.value))
    case .debug: try shell.debug(text(e.value))
    case .information: if let r = e.value.refValue as? InformationRecord { try shell.relay(r) }
    }
  }
  private static func text(_ v: Value) -> String { (v.refValue as? StreamRecord)?.message ?? Conversion.toString(v) }

  /// Waits until all (or one) of the jobs ended, or the time is over. False when it was.
  static func wait(_ jobs: [Job], any: Bool = false, seconds: Double? = nil, _ shell: Invocation, each: () throws -> Void = {}) throws -> Bool {
    let start = NetDateTime.now.ticks
    shell.context.host.flush()
    while true {
      try each()
      if any ? jobs.contains(where: \.isOver) : jobs.allSatisfy(\.isOver) { return true }
      if let seconds, Double(NetDateTime.now.ticks - start) / 1e7 >= seconds { return false }
      try shell.poll()
      Turn.wait(shell.context, milliseconds: 10)
    }
  }
}
