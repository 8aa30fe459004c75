/// What travels in the warning, verbose, debug and information streams, as scripts see it.
import Engine
import Primitives

extension NetTypes {
  static func registerStreamRecords() {
    let ns = "System.Management.Automation."
    TypeTable.register(ns + "InformationalRecord") { NetType(ns + "InformationalRecord", base: TypeTable.object, define: defineInformationalRecord) }
    for n in ["VerboseRecord", "DebugRecord"] {
      TypeTable.register(ns + n) {
        NetType(ns + n, base: TypeTable.get(ns + "InformationalRecord")) { t in
          t.constructor("\(ns)\(n) new(string message)") { a, _ in .other(StreamRecord(n == "DebugRecord" ? .debug : .verbose, a.string(0), nil)) }
        }
      }
    }
    TypeTable.register(ns + "WarningRecord") {
      NetType(ns + "WarningRecord", base: TypeTable.get(ns + "InformationalRecord")) { t in
        t.constructor("\(ns)WarningRecord new(string message)") { a, _ in .other(StreamRecord(.warning, a.string(0), nil)) }
        t.property("string FullyQualifiedWarningId {get;}") { _, _ in .emptyString }
      }
    }
    TypeTable.register(ns + "InformationRecord") { NetType(ns + "InformationRecord", base: TypeTable.object, define: defineInformationRecord) }
    TypeTable.register(ns + "HostInformationMessage") { NetType(ns + "HostInformationMessage", base: TypeTable.object, define: defineHostMessage) }
  }

  private static func defineInformationalRecord(_ t: NetType) {
    func of(_ v: Value) -> StreamRecord? { v.refValue as? StreamRecord }
    t.property("string Message {get;set;}") { v, _ in .str(of(v)?.message ?? "") }
    t.property("System.Management.Automation.InvocationInfo InvocationInfo {get;}") { v, _ in of(v)?.invocation.map { .other($0) } ?? .null }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[int] PipelineIterationInfo {get;}") { v, _ in
      // one that no command wrote knows of no pipeline
      guard of(v)?.invocation != nil else { return .null }
      let a = PSArray([.int(0), .int(1)], of: TypeTable.int)
      a.kind = .readOnlyCollection
      return .array(a)
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.message ?? "") }
  }

  private static func defineInformationRecord(_ t: NetType) {
    func of(_ v: Value) -> InformationRecord? { v.refValue as? InformationRecord }
    t.constructor("System.Management.Automation.InformationRecord new(System.Object messageData, string source)") { a, _ in .other(InformationRecord(a.at(0).orNull, tags: [], source: nil)) }
    t.property("System.Object MessageData {get;set;}") { v, _ in of(v)?.data ?? .null }
    t.property("string Source {get;set;}") { v, _ in
      guard let i = of(v)?.source else { return .null }
      return .str(i.position?.source.file ?? i.command?.name ?? "")
    }
    t.property("datetime TimeGenerated {get;set;}") { v, _ in of(v).map { .datetime($0.time) } ?? .null }
    t.property("System.Collections.Generic.List[string] Tags {get;set;}") { v, _ in
      let a = PSArray((of(v)?.tags ?? []).map { .str($0) }, of: TypeTable.string)
      a.kind = .list
      return .array(a)
    }
    t.property("string User {get;set;}") { _, c in (try? TypeTable.get("System.Environment").staticMember("UserName")?.getter?(.null, c)) ?? .null }
    t.property("string Computer {get;set;}") { _, c in (try? TypeTable.get("System.Environment").staticMember("MachineName")?.getter?(.null, c)) ?? .null }
    t.property("uint ProcessId {get;set;}") { _, c in .uint(UInt32(truncatingIfNeeded: (c.variable("PID") ?? .null).asInt)) }
    t.property("uint NativeThreadId {get;set;}") { _, c in .uint(UInt32(truncatingIfNeeded: (c.variable("PID") ?? .null).asInt)) }
    t.property("uint ManagedThreadId {get;set;}") { _, _ in .uint(1) }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
  }

  private static func defineHostMessage(_ t: NetType) {
    func of(_ v: Value) -> HostMessage? { v.refValue as? HostMessage }
    func color(_ s: String?, orElse own: Engine.ConsoleColor?) -> Value { s.map { .other(PSEnum("System.ConsoleColor", $0)) } ?? Engine.ConsoleColor.value(own) }
    t.property("string Message {get;set;}") { v, _ in .str(of(v)?.message ?? "") }
    t.property("System.Nullable[bool] NoNewLine {get;set;}") { v, _ in .bool(of(v)?.noNewline ?? false) }
    t.property("System.Nullable[System.ConsoleColor] ForegroundColor {get;set;}") { v, c in color(of(v)?.foreground, orElse: c.host.consoleColors.foreground) }
    t.property("System.Nullable[System.ConsoleColor] BackgroundColor {get;set;}") { v, c in color(of(v)?.background, orElse: c.host.consoleColors.background) }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.message ?? "") }
  }
}
