/// Where a trace goes: the host, a file, a debugger that nobody attached.
import Engine
import Glibc
import Primitives

final class TraceListener: Record {
  private static func type(_ name: String, base: String) -> RecordType {
    RecordType(name, base: base, [
      "string Name {get;set;}", "System.Diagnostics.TraceOptions TraceOutputOptions {get;set;}", "int IndentLevel {get;set;}",
      "int IndentSize {get;set;}", "bool IsThreadSafe {get;}", "System.Diagnostics.TraceFilter Filter {get;set;}",
    ])
  }
  private static let base = "System.Diagnostics.TraceListener"
  private static let debugger = type("System.Diagnostics.DefaultTraceListener", base: base)
  private static let host = type("Microsoft.PowerShell.Commands.PSHostTraceListener", base: base)
  private static let file = type("System.Diagnostics.TextWriterTraceListener", base: base)

  private let writeLine: (String) -> Void
  private let end: () -> Void
  let isFile: Bool

  private init(_ type: RecordType, _ name: String, isFile: Bool = false, _ writeLine: @escaping (String) -> Void = { _ in }, end: @escaping () -> Void = {}) {
    self.writeLine = writeLine
    self.end = end
    self.isFile = isFile
    super.init(type.type, [.str(name), TraceListener.options(0), .int(0), .int(4), .no, .null])
  }
  private static func options(_ n: Int64) -> Value { .other(PSEnum(TypeTable.get("System.Diagnostics.TraceOptions"), n)) }
  var name: String { values[0].stringValue ?? "" }
  var isSilent: Bool { type === TraceListener.debugger.type }

  static func defaultListener() -> TraceListener { TraceListener(debugger, "Default") }
  static func debuggerListener() -> TraceListener { TraceListener(debugger, "Debug") }
  static func hostListener(_ c: ExecutionContext) -> TraceListener {
    TraceListener(host, "Host", { [unowned c] text in
      let now = (try? DateFormat.text(NetDateTime.now, "yyyy-MM-dd HH:mm:ss.ffff ", .invariant)) ?? ""
      c.host.write(c.streamLine(.debug, "DEBUG: " + now + text) + "\n")
    })
  }
  /// Appends to a file; nil when it cannot be opened.
  static func fileListener(_ path: String, name: String) -> TraceListener? {
    guard let f = fopen(path, "ae") else { return nil }
    return TraceListener(file, name, isFile: true, { fputs($0 + "\n", f) }, end: { fclose(f) })
  }
  func close() { end() }

  /// One line of a source, followed by what the listener's options ask for.
  func write(_ source: String, _ message: String) {
    writeLine("\(source) Information: 0 : \(message)")
    let wanted = (values[1].refValue as? PSEnum)?.raw ?? 0
    if wanted == 0 { return }
    let indentation = isFile ? "    " : ""
    func note(_ flag: Int64, _ text: @autoclosure () -> String) { if wanted & flag != 0 { writeLine(indentation + text()) } }
    note(8, "ProcessId=\(getpid())")
    note(1, "LogicalOperationStack=")
    note(16, "ThreadId=1")
    note(2, "DateTime=\((try? DateFormat.text(NetDateTime.utcNow, "o", .invariant)) ?? "")")
    note(4, "Timestamp=\(MonotonicClock.nanoseconds)")
    note(32, "Callstack=")
  }
}
