/// The threads of a process, and what .NET tells of its place on the machine.
import Engine
import Glibc
import Primitives

/// `System.Diagnostics.ProcessThread`.
final class PSProcessThread: Ref {
  private let path: String
  let id: Int32
  init(_ id: Int32, of process: Int32) { self.id = id; path = "/proc/\(process)/task/\(id)/stat"; super.init() }
  override var netType: NetType { TypeTable.get("System.Diagnostics.ProcessThread") }

  /// Those that a process has now.
  static func all(of process: Int32) -> [PSProcessThread] {
    guard let d = opendir("/proc/\(process)/task") else { return [] }
    defer { closedir(d) }
    var ids: [Int32] = []
    while let entry = readdir(d) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if let n = Int32(name) { ids.append(n) }
    }
    return ids.sorted().map { PSProcessThread($0, of: process) }
  }

  static func define(_ t: NetType) {
    func of(_ v: Value) -> PSProcess.Status? { (v.refValue as? PSProcessThread).flatMap { PSProcess.status(at: $0.path) } }
    func member(_ type: String, _ name: String) -> Value { .other(PSEnum("System.Diagnostics." + type, name)) }
    t.property("int BasePriority {get;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v)?.number(19) ?? 0)) }
    t.property("int CurrentPriority {get;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v)?.number(19) ?? 0)) }
    t.property("int Id {get;}") { v, _ in .int((v.refValue as? PSProcessThread)?.id ?? 0) }
    t.property("bool PriorityBoostEnabled {get;}") { _, _ in .no }
    t.property("System.Diagnostics.ThreadPriorityLevel PriorityLevel {get;}") { v, _ in
      let n = of(v)?.number(19) ?? 0
      return member("ThreadPriorityLevel", n >= 15 ? "Idle" : n >= 10 ? "Lowest" : n >= 5 ? "BelowNormal" : n > -5 ? "Normal" : n > -10 ? "AboveNormal" : n > -15 ? "Highest" : "TimeCritical")
    }
    t.property("System.IntPtr StartAddress {get;}") { _, _ in .other(PSPointer(0, TypeTable.get("System.IntPtr"))) }
    t.property("System.Diagnostics.ThreadState ThreadState {get;}") { v, _ in
      let names: [UInt8: String] = [82: "Running", 83: "Wait", 68: "Wait", 84: "Wait", 90: "Terminated", 88: "Terminated", 87: "Transition", 73: "Wait"]
      return member("ThreadState", names[of(v)?.state ?? 0] ?? "Unknown")
    }
    t.property("System.Diagnostics.ThreadWaitReason WaitReason {get;}") { _, _ in member("ThreadWaitReason", "Unknown") }
    t.property("datetime StartTime {get;}") { v, _ in of(v).map { .datetime(PSProcess.startTime($0)) } ?? .null }
    t.property("timespan PrivilegedProcessorTime {get;}") { v, _ in .timespan(PSProcess.time(of(v), [15])) }
    t.property("timespan TotalProcessorTime {get;}") { v, _ in .timespan(PSProcess.time(of(v), [14, 15])) }
    t.property("timespan UserProcessorTime {get;}") { v, _ in .timespan(PSProcess.time(of(v), [14])) }
    t.property("System.ComponentModel.ISite Site {get;}") { _, _ in .null }
    t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
  }
}

extension PSProcess {
  /// What a process has that has no window and belongs to no container.
  static func defineSurroundings(_ t: NetType) {
    func pointer(_ n: Int) -> Value { .other(PSPointer(n, TypeTable.get("System.IntPtr"))) }
    func id(_ v: Value) -> Int32 { (v.refValue as? PSProcess)?.id ?? 0 }
    t.property("System.Diagnostics.ProcessThreadCollection Threads {get;}") { v, _ in .arr(PSProcessThread.all(of: id(v)).map { .other($0) }) }
    t.property("System.IntPtr MainWindowHandle {get;}") { _, _ in pointer(0) }
    t.property("System.IntPtr MaxWorkingSet {get;}") { _, _ in pointer(.max) }
    t.property("System.IntPtr MinWorkingSet {get;}") { _, _ in pointer(0) }
    t.property("bool PriorityBoostEnabled {get;}") { _, _ in .no }
    t.property("System.IntPtr ProcessorAffinity {get;}") { v, _ in
      // the last of the groups of hexadecimal digits is that of the first processors
      let lines = PSProcess.read("/proc/\(id(v))/status").map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
      let mask = lines.first { $0.hasPrefix("Cpus_allowed:") }?.split(whereSeparator: { $0 == "\t" || $0 == "," }).last
      return pointer(mask.flatMap { Int($0, radix: 16) } ?? 0)
    }
    t.property("System.ComponentModel.ISynchronizeInvoke SynchronizingObject {get;}") { _, _ in .null }
    t.property("System.ComponentModel.ISite Site {get;}") { _, _ in .null }
    t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
  }
}
