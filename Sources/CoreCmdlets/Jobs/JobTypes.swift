/// The types of jobs and their members.
import Engine
import NetTypes
import Primitives

enum JobTypes {
  private static let ns = "System.Management.Automation."
  static let base = TypeTable.get(ns + "Job")
  static let remoting = NetType(ns + "PSRemotingJob", base: base)
  static let remotingChild = TypeTable.get(ns + "PSRemotingChildJob")
  private static func makeRemotingChild() -> NetType { NetType(ns + "PSRemotingChildJob", base: base) { t in
    t.property("runspace Runspace {get;}") { v, _ in (v.refValue as? Job)?.runspace.map { .other($0) } ?? .null }
    t.property("bool IsAsync {get;set;}") { _, _ in .yes }
  } }
  static let event = TypeTable.get(ns + "PSEventJob")
  private static func makeEvent() -> NetType { NetType(ns + "PSEventJob", base: base) { t in
    t.property("psmoduleinfo Module {get;}") { v, _ in (v.refValue as? Job).map { .other($0.action.module) } ?? .null }
  } }
  static let thread = NetType("Microsoft.PowerShell.ThreadJob.ThreadJob", base: TypeTable.get(ns + "Job2"))
  static let parallel = NetType(ns + "PSTasks.PSTaskJob", base: base) { t in
    t.property("int AllocatedRunspaceCount {get;}") { v, _ in
      guard let j = v.refValue as? Job else { return .null }
      let begun = j.children.count { $0.run.map { $0.state != .waiting } ?? false }
      return .integer(j.hasNewEngines ? begun : min(begun, j.limit))
    }
  }
  static let parallelChild = NetType(ns + "PSTasks.PSTaskChildJob", base: base)
  static let states: NetType = enumeration(
    ns + "JobState",
    ["NotStarted", "Running", "Completed", "Failed", "Stopped", "Blocked", "Suspended", "Disconnected", "Suspending", "Stopping", "AtBreakpoint"])

  private static func enumeration(_ full: String, _ names: [String]) -> NetType {
    let t = NetType(full, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
    t.enumeration = EnumInfo(names.enumerated().map { ($0.element, Int64($0.offset)) })
    return t
  }
  static func register() {
    TypeTable.register(ns + "JobState") { states }
    TypeTable.register(ns + "Job") { NetType(ns + "Job", base: TypeTable.object, interfaces: ["System.IDisposable"], define: define) }
    TypeTable.register(ns + "Job2") { NetType(ns + "Job2", base: TypeTable.get(ns + "Job"), define: defineControl) }
    TypeTable.register(ns + "PSRemotingJob") { remoting }
    TypeTable.register(ns + "PSEventJob", make: makeEvent)
    TypeTable.register(ns + "PSRemotingChildJob", make: makeRemotingChild)
    RemoteErrors.register()
  }
  private static let stateInfo = RecordType(ns + "JobStateInfo", ["System.Management.Automation.JobState State {get;}", "System.Exception Reason {get;}"])

  static func state(_ j: Job) -> Value { .other(PSEnum(states, j.isAtBreakpoint ? 10 : Int64(j.state.rawValue))) }

  /// A change of state as `Receive-Job -WriteEvents` tells of it: the job ran, and is over.
  static func ended(_ j: Job) -> Value {
    let running = stateInfo.make([.other(PSEnum(states, Int64(Job.State.running.rawValue))), .null], text: "Running")
    return stateEvent.make([stateInfo.make([state(j), .null], text: j.stateName), running])
  }
  private static let stateEvent = RecordType(
    ns + "JobStateEventArgs", base: "System.EventArgs",
    ["System.Management.Automation.JobStateInfo JobStateInfo {get;}", "System.Management.Automation.JobStateInfo PreviousJobStateInfo {get;}"])

  /// What may be done with a job beside waiting for it.
  private static func defineControl(_ t: NetType) {
    t.method("void StopJob(bool force, string reason)") { v, _, c in try stop(v, c, waits: true) }
    t.method("void StopJobAsync(bool force, string reason)") { v, _, c in try stop(v, c, waits: false) }
    t.method("void StopJobAsync()") { v, _, c in try stop(v, c, waits: false) }
    for name in ["StartJob", "StartJobAsync"] {
      t.method("void \(name)()") { v, _, c in
        if let j = v.refValue as? Job { try JobTable.of(c).startNow(j) }
        return .void
      }
    }
  }
  private static func stop(_ v: Value, _ c: ExecutionContext, waits: Bool) throws -> Value {
    guard let j = v.refValue as? Job else { return .void }
    j.stop()
    while waits, !j.isOver {
      try c.poll()
      Turn.wait(c, milliseconds: 10)
    }
    return .void
  }
  private static func define(_ t: NetType) {
    func job(_ v: Value) -> Job? { v.refValue as? Job }
    func collection(_ all: [Value]) -> Value { let a = PSArray(all); a.kind = .collection; return .array(a) }
    func stream(_ s: BackgroundRun.Stream, _ element: String) -> Getter {
      { v, _ in
        let list = Hosting.stream(element)
        // a job of child jobs has nothing itself: what they wrote is theirs
        for e in (job(v)?.received ?? []) + (job(v)?.run?.entries ?? job(v)?.action.written ?? []) where e.stream == s { list.append(e.value) }
        return .array(list)
      }
    }
    t.property("bool HasMoreData {get;}") { v, _ in .bool(job(v)?.hasMoreData ?? false) }
    t.property("string StatusMessage {get;}") { v, _ in job(v)?.kind == .event ? .null : .str("") }
    t.property("string Location {get;}") { v, _ in job(v).flatMap { $0.kind == .event ? nil : .str($0.location) } ?? .null }
    t.property("string Command {get;}") { v, _ in .str(job(v)?.command ?? "") }
    t.property("System.Management.Automation.JobStateInfo JobStateInfo {get;}") { v, _ in
      guard let j = job(v) else { return .null }
      return stateInfo.make([state(j), j.run?.failure.map { .other(j.kind == .backgroundChild ? $0.exception : $0.hostedException(isCommand: false)) } ?? .null], text: j.stateName)
    }
    t.property("System.Threading.WaitHandle Finished {get;}") { v, _ in job(v).map { j in .event { j.isOver } } ?? .null }
    t.property("guid InstanceId {get;}") { v, c in (job(v).map { try? Conversion.convert(.str($0.instanceId.description), to: TypeTable.get("System.Guid"), c) } ?? nil) ?? .null }
    t.property("int Id {get;}") { v, _ in .int(Int32(clamping: job(v)?.id ?? 0)) }
    t.property("string Name {get;set;}") { v, _ in .str(job(v)?.name ?? "") }
    t.property("System.Collections.Generic.IList[System.Management.Automation.Job] ChildJobs {get;}") { v, _ in
      let a = PSArray((job(v)?.children ?? []).map { .other($0) }, of: base)
      a.kind = .list
      return .array(a)
    }
    t.property("System.Nullable[datetime] PSBeginTime {get;}") { v, _ in job(v)?.began.map { .datetime($0) } ?? .null }
    t.property("System.Nullable[datetime] PSEndTime {get;}") { v, _ in job(v)?.ended.map { .datetime($0) } ?? .null }
    t.property("string PSJobTypeName {get;set;}") { v, _ in job(v).flatMap { $0.kind == .event ? nil : .str($0.typeName) } ?? .null }
    func streams(_ all: [(String, BackgroundRun.Stream)]) {
      for (name, s) in all {
        let element = s == .output ? "System.Management.Automation.PSObject" : "System.Management.Automation.\(name)Record"
        t.property("System.Management.Automation.PSDataCollection[\(s == .output ? "psobject" : element)] \(name) {get;set;}", stream(s, element))
      }
    }
    streams([("Output", .output), ("Error", .error)])
    t.property("System.Management.Automation.PSDataCollection[System.Management.Automation.ProgressRecord] Progress {get;set;}") { v, _ in
      let list = Hosting.stream("System.Management.Automation.ProgressRecord")
      for p in job(v)?.run?.progress ?? [] { list.append(PowerShellType.record(p)) }
      return .array(list)
    }
    streams([("Verbose", .verbose), ("Debug", .debug), ("Warning", .warning), ("Information", .information)])
    t.method("void StopJob()") { v, _, c in try stop(v, c, waits: true) }
    for name in ["Dispose", "LoadJobStreams", "UnloadJobStreams"] { t.method("void \(name)()") { _, _, _ in .void } }
  }
}
