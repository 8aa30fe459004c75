/// `System.Diagnostics.Process`: the processes of the host, read from `/proc`, and those this shell started.
import Engine
import Glibc
import Primitives

public final class PSProcess: Ref {
  public private(set) var id: Int32
  /// Started by this shell: its end can be waited for and its exit code is known.
  public private(set) var isChild: Bool
  public private(set) var exitCode: Int32?
  private var lastName: String
  private var started: NetDateTime?
  private var ended: NetDateTime?
  /// What the started program was asked for (`StartInfo`).
  public var startInfo: Value = .null
  /// Its redirected streams.
  var standardInput: PSWriter?, standardOutput: PSReader?, standardError: PSReader?
  /// The streams that are read as lines for subscribers.
  var outputLines: ProcessLines?, errorLines: ProcessLines?
  /// `EnableRaisingEvents`, and whether subscribers know of the end.
  public var raisesEvents = false
  var hasToldEnd = false
  /// Becomes the process that a start made.
  private func adopt(_ p: PSProcess) {
    id = p.id
    isChild = true
    exitCode = nil
    ended = nil
    started = nil
    lastName = p.lastName
    standardInput = p.standardInput
    standardOutput = p.standardOutput
    standardError = p.standardError
    outputLines = nil
    errorLines = nil
    hasToldEnd = false
  }

  public init(_ id: Int32, isChild: Bool = false, name: String = "") { self.id = id; self.isChild = isChild; lastName = name; super.init() }
  public override var netType: NetType { TypeTable.named("System.Diagnostics.Process") }
  public override func text() -> String { "System.Diagnostics.Process (\(name))" }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSProcess).map { $0 === self } ?? false }

  // MARK: Finding

  /// All processes there are.
  public static func all() -> [PSProcess] {
    guard let d = opendir("/proc") else { return [] }
    defer { closedir(d) }
    var found: [PSProcess] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      guard let id = Int32(name) else { continue }
      let p = PSProcess(id)
      // one that ended meanwhile has no name any more
      if !p.name.isEmpty { found.append(p) }
    }
    return found
  }
  /// nil when no process has this number; the kernel's own, 0, is there but tells nothing.
  public static func find(_ id: Int32) -> PSProcess? { id == 0 || id > 0 && access("/proc/\(id)", F_OK) == 0 ? PSProcess(id) : nil }

  // MARK: What /proc tells

  static func read(_ path: String) -> [UInt8]? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var all: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 8192)
    while true {
      let n = Glibc.read(fd, &buffer, buffer.count)
      if n <= 0 { return all }
      all.append(contentsOf: buffer[0..<n])
    }
  }
  struct Status { var name = "", state: UInt8 = 0, fields: [Substring] = []; func number(_ i: Int) -> Int64 { fields.indices.contains(i - 3) ? Int64(fields[i - 3]) ?? 0 : 0 } }
  /// `/proc/N/stat`; fields are numbered as in its manual page.
  private var status: Status? { PSProcess.status(at: "/proc/\(id)/stat") }
  static func status(at path: String) -> Status? {
    guard let b = read(path), let open = b.firstIndex(of: 40), let close = b.lastIndex(of: 41), open < close else { return nil }
    let rest = String(decoding: b[(close + 1)...], as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" })
    return Status(name: String(decoding: b[(open + 1)..<close], as: UTF8.self), state: rest.first?.utf8.first ?? 0, fields: rest)
  }
  public var arguments: [String] {
    guard let b = PSProcess.read("/proc/\(id)/cmdline"), !b.isEmpty else { return [] }
    return b.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }.dropLast().map { $0 }
  }
  public var name: String {
    guard let s = status else { return lastName }
    // the kernel keeps fifteen bytes; the command line knows the rest
    if s.name.utf8.count >= 15, let first = arguments.first, let file = first.split(separator: "/").last, file.hasPrefix(s.name) { return String(file) }
    if s.state != 90 { lastName = s.name }
    return s.name
  }
  public var path: String? {
    var buffer = [CChar](repeating: 0, count: 4097)
    let n = readlink("/proc/\(id)/exe", &buffer, 4096)
    return n > 0 ? String(decoding: buffer[0..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
  public var parent: Int32 { Int32(truncatingIfNeeded: status?.number(4) ?? 0) }
  public var workingSet: Int64 { (status?.number(24) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE))) }
  private func memory(_ key: String) -> Int64 {
    guard let b = PSProcess.read("/proc/\(id)/status") else { return 0 }
    for line in b.split(separator: 10) where line.starts(with: (key + ":").utf8) {
      return (Int64(String(decoding: line.dropFirst(key.utf8.count + 1), as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? "") ?? 0) * 1024
    }
    return 0
  }
  private func time(_ fields: Int...) -> NetTimeSpan { PSProcess.time(status, fields) }
  static func time(_ s: Status?, _ fields: [Int]) -> NetTimeSpan {
    let ticks = fields.reduce(Int64(0)) { $0 + (s?.number($1) ?? 0) }
    return NetTimeSpan(ticks: ticks * (10_000_000 / max(1, Int64(sysconf(Int32(_SC_CLK_TCK))))))
  }
  private static let bootTime: Int64 = {
    guard let b = read("/proc/stat") else { return 0 }
    for line in b.split(separator: 10) where line.starts(with: "btime ".utf8) { return Int64(String(decoding: line.dropFirst(6), as: UTF8.self)) ?? 0 }
    return 0
  }()
  public var startTime: NetDateTime? {
    if let started { return started }
    started = status.map(PSProcess.startTime)
    return started
  }
  static func startTime(_ s: Status) -> NetDateTime {
    let ticks = s.number(22) * (10_000_000 / max(1, Int64(sysconf(Int32(_SC_CLK_TCK)))))
    return NetDateTime(ticks: NetDateTime.unixEpoch.ticks + bootTime * 10_000_000 + ticks, kind: .utc).toLocalTime()
  }
  public var userName: String? {
    var s = stat()
    guard stat("/proc/\(id)", &s) == 0 else { return nil }
    guard let p = getpwuid(s.st_uid), let n = p.pointee.pw_name else { return String(s.st_uid) }
    return String(cString: n)
  }

  // MARK: Its end

  /// Whether it has ended; notes the exit code of a child.
  public func hasExited() -> Bool {
    if exitCode != nil || ended != nil { return true }
    if isChild {
      var code: Int32 = 0
      let r = waitpid(id, &code, WNOHANG)
      if r == id { end(code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F); return true }
      if r < 0, errno == ECHILD { end(0); return true }
      return false
    }
    guard let s = status, s.state != 90 else { ended = NetDateTime.now; return true }
    return false
  }
  private func end(_ code: Int32) { exitCode = code; ended = NetDateTime.now }
  /// Waits until it ended; false when the time passed. `poll` is called now and then and may throw.
  public func wait(milliseconds: Int?, poll: () throws -> Void) throws -> Bool {
    var left = milliseconds ?? .max, step: UInt32 = 1
    while !hasExited() {
      if left <= 0 { return false }
      try poll()
      let n = min(Int(step), left)
      usleep(UInt32(n) * 1000)
      if left != .max { left -= n }
      step = min(step * 2, 20)
    }
    return true
  }

  /// The program and the libraries it has loaded.
  public func modules() -> [Value] {
    guard let b = PSProcess.read("/proc/\(id)/maps") else { return [] }
    var order: [String] = [], sizes: [String: (base: UInt64, size: UInt64)] = [:]
    for line in b.split(separator: 10) {
      // the name is set in a column: what is before it is as wide as it likes
      guard let name = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let ends = String(decoding: line.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self).split(separator: "-"), file = String(decoding: line[name...], as: UTF8.self)
      guard ends.count == 2, let from = UInt64(ends[0], radix: 16), let to = UInt64(ends[1], radix: 16) else { continue }
      if let known = sizes[file] { sizes[file] = (known.base, max(known.size, to &- known.base)) } else { order.append(file); sizes[file] = (from, to &- from) }
    }
    if let main = path, let at = order.firstIndex(of: main) { order.insert(order.remove(at: at), at: 0) }
    return order.map { .other(PSProcessModule($0, base: sizes[$0]?.base ?? 0, size: sizes[$0]?.size ?? 0)) }
  }

  static func define(_ t: NetType) {
    func of(_ v: Value) -> PSProcess { v.refValue as? PSProcess ?? PSProcess(0) }
    func number(_ n: Int64) -> Value { .long(n) }
    t.staticMethod("static System.Diagnostics.Process GetCurrentProcess()") { _, _ in .other(PSProcess(getpid())) }
    t.staticMethod("static System.Diagnostics.Process[] GetProcesses()") { _, _ in .array(PSArray(PSProcess.all().map { .other($0) }, of: t)) }
    t.staticMethod("static System.Diagnostics.Process[] GetProcessesByName(string processName)") { a, _ in
      .array(PSArray(PSProcess.all().filter { $0.name == a.string(0) }.map { .other($0) }, of: t))
    }
    t.staticMethod("static System.Diagnostics.Process GetProcessById(int processId)") { a, _ in
      guard let p = PSProcess.find(Int32(truncatingIfNeeded: a.int(0))) else { throw argumentError("Process with an Id of \(a.int(0)) is not running.") }
      return .other(p)
    }
    t.constructor("System.Diagnostics.Process new()") { _, _ in
      let p = PSProcess(0)
      p.startInfo = .other(PSStartInfo())
      return .other(p)
    }
    t.staticMethod("static System.Diagnostics.Process Start(System.Diagnostics.ProcessStartInfo startInfo)") { a, c in
      guard let s = a.at(0).refValue as? PSStartInfo else { throw nullArgument("startInfo") }
      return .other(try s.start(c))
    }
    for more in ["", ", string arguments", ", System.Collections.Generic.IEnumerable[string] arguments"] {
      t.staticMethod("static System.Diagnostics.Process Start(string fileName\(more))") { a, c in
        let s = PSStartInfo()
        s.fileName = a.string(0)
        if more.hasSuffix("[string] arguments") { for w in a.values(1) { s.argumentList.append(w) } } else { s.arguments = a.string(1) }
        return .other(try s.start(c))
      }
    }
    t.method("bool Start()") { v, _, c in
      guard let s = of(v).startInfo.refValue as? PSStartInfo else { return .no }
      of(v).adopt(try s.start(c))
      return .yes
    }
    t.property("System.IO.StreamWriter StandardInput {get;}") { v, _ in
      guard let w = of(v).standardInput else { throw invalidOperation("StandardIn has not been redirected.") }
      return .other(w)
    }
    defineEvents(t)
    t.property("int BasePriority {get;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v).status?.number(19) ?? 0)) }
    t.property("int ExitCode {get;}") { v, _ in
      if !of(v).hasExited() { throw invalidOperation("Process must exit before requested information can be determined.") }
      guard let c = of(v).exitCode else { throw invalidOperation("Process was not started by this object, so requested information cannot be determined.") }
      return .int(c)
    }
    t.property("bool HasExited {get;}") { v, _ in .bool(of(v).hasExited()) }
    t.property("datetime StartTime {get;}") { v, _ in
      guard let d = of(v).startTime else { throw invalidOperation("Cannot process request because the process (\(of(v).id)) has exited.") }
      return .datetime(d)
    }
    t.property("datetime ExitTime {get;}") { v, _ in
      if !of(v).hasExited() { throw invalidOperation("Process must exit before requested information can be determined.") }
      return .datetime(of(v).ended ?? NetDateTime.now)
    }
    t.property("int Id {get;}") { v, _ in .int(of(v).id) }
    t.property("string MachineName {get;}") { _, _ in .str(".") }
    t.property("int HandleCount {get;}") { v, _ in
      guard let d = opendir("/proc/\(of(v).id)/fd") else { return .int(0) }
      defer { closedir(d) }
      var n: Int32 = -2
      while readdir(d) != nil { n += 1 }
      return .int(max(0, n))
    }
    for (name, body) in [
      ("NonpagedSystemMemorySize", { _ in 0 }), ("PagedMemorySize", { p in p.memory("VmSwap") }), ("PagedSystemMemorySize", { _ in 0 }), ("PeakPagedMemorySize", { _ in 0 }),
      ("PeakVirtualMemorySize", { p in p.memory("VmPeak") }), ("PeakWorkingSet", { p in p.memory("VmHWM") }), ("PrivateMemorySize", { p in p.memory("VmData") }),
      ("VirtualMemorySize", { p in p.status?.number(23) ?? 0 }), ("WorkingSet", { p in p.workingSet }),
    ] as [(String, (PSProcess) -> Int64)] {
      t.property("long \(name)64 {get;}") { v, _ in number(body(of(v))) }
      t.property("int \(name) {get;}") { v, _ in .int(Int32(truncatingIfNeeded: body(of(v)))) }
    }
    t.property("System.Diagnostics.ProcessPriorityClass PriorityClass {get;set;}", set: { v, x, _ in
      let nice: [Int64: Int32] = [64: 19, 16384: 10, 32: 0, 32768: -6, 128: -11, 256: -19]
      setpriority(0, id_t(UInt32(bitPattern: of(v).id)), nice[(x.refValue as? PSEnum)?.raw ?? 32] ?? 0)
    }) { v, _ in
      let n = of(v).status?.number(19) ?? 0
      return .other(PSEnum("System.Diagnostics.ProcessPriorityClass", n >= 19 ? "Idle" : n >= 10 ? "BelowNormal" : n > -6 ? "Normal" : n > -11 ? "AboveNormal" : n > -19 ? "High" : "RealTime"))
    }
    t.property("int SessionId {get;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v).status?.number(6) ?? 0)) }
    t.property("System.Diagnostics.ProcessStartInfo StartInfo {get;set;}", set: { v, x, _ in of(v).startInfo = x }) { v, _ in of(v).startInfo }
    t.property("timespan PrivilegedProcessorTime {get;}") { v, _ in .timespan(of(v).time(15)) }
    t.property("timespan TotalProcessorTime {get;}") { v, _ in .timespan(of(v).time(14, 15)) }
    t.property("timespan UserProcessorTime {get;}") { v, _ in .timespan(of(v).time(14)) }
    t.property("string ProcessName {get;}") { v, _ in .str(of(v).name) }
    t.property("string MainWindowTitle {get;}") { _, _ in .str("") }
    t.property("System.Diagnostics.ProcessModule MainModule {get;}") { v, _ in of(v).path == nil ? .null : of(v).modules().first ?? .null }
    t.property("System.Diagnostics.ProcessModuleCollection Modules {get;}") { v, _ in .arr(of(v).modules()) }
    t.property("bool Responding {get;}") { _, _ in .yes }
    defineSurroundings(t)
    t.method("void Refresh()") { _, _, _ in .void }
    t.method("void Close()") { _, _, _ in .void }
    t.method("void Dispose()") { _, _, _ in .void }
    t.method("void Kill()") { v, _, _ in kill(of(v).id, SIGKILL); return .void }
    t.method("void Kill(bool entireProcessTree)") { v, _, _ in kill(of(v).id, SIGKILL); return .void }
    t.method("bool CloseMainWindow()") { _, _, _ in .no }
    t.method("void WaitForExit()") { v, _, c in _ = try of(v).waitToEnd(milliseconds: nil, c); return .void }
    t.method("bool WaitForExit(int milliseconds)") { v, a, c in .bool(try of(v).waitToEnd(milliseconds: a.int(0) < 0 ? nil : a.int(0), c)) }
    t.method("bool WaitForExit(timespan timeout)") { v, a, c in
      guard case .timespan(let limit) = a.at(0).base else { return .no }
      return .bool(try of(v).waitToEnd(milliseconds: limit.ticks < 0 ? nil : Int(limit.ticks / 10_000), c))
    }
  }
}

extension NetTypes {
  static func registerProcess() {
    TypeTable.register("System.Diagnostics.Process") {
      NetType("System.Diagnostics.Process", base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.IDisposable", "System.ComponentModel.IComponent"], define: PSProcess.define)
    }
    TypeTable.register("System.Diagnostics.ProcessStartInfo") { NetType("System.Diagnostics.ProcessStartInfo", base: TypeTable.object, define: PSStartInfo.define) }
    TypeTable.register("System.Diagnostics.ProcessThread") {
      NetType("System.Diagnostics.ProcessThread", base: TypeTable.get("System.ComponentModel.Component"), define: PSProcessThread.define)
    }
    registerProcessModule()
    registerEventArguments("System.Diagnostics.DataReceivedEventArgs", "string Data")
    TypeTable.register("System.ComponentModel.Component") { NetType("System.ComponentModel.Component", base: TypeTable.get("System.MarshalByRefObject")) }
  }
}
