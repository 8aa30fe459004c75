/// The members of `[runspace]`, `[runspacefactory]` and pools of runspaces.
import Engine
import NetTypes
import Primitives

enum RunspaceTypes {
  private static let ns = Hosting.ns, rs = Hosting.runspaces
  private static let stateInfo = RecordType(rs + "RunspaceStateInfo", base: "System.Object", ["\(rs)RunspaceState State {get;}", "System.Exception Reason {get;}"])
  private static let poolStateInfo = RecordType(rs + "RunspacePoolStateInfo", base: "System.Object", ["\(rs)RunspacePoolState State {get;}", "System.Exception Reason {get;}"])

  static func register() {
    for (name, members) in [
      ("PSThreadOptions", "Default UseNewThread ReuseThread UseCurrentThread"),
      ("RunspaceAvailability", "None Available AvailableForNestedCommand Busy RemoteDebug"),
      ("RunspacePoolState", "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting"),
      ("PipelineState", "NotStarted Running Stopping Stopped Completed Failed Disconnected"),
      ("PipelineResultTypes", "None Output Error Warning Verbose Debug Information All Null")
    ] {
      enumeration(rs + name, members)
    }
    enumeration(ns + "RunspaceMode", "CurrentRunspace NewRunspace")
    TypeTable.registerLater {
      _ = stateInfo
      _ = poolStateInfo
    }
    TypeTable.register(rs + "Runspace", "runspace") { NetType(rs + "Runspace", base: TypeTable.object, interfaces: ["System.IDisposable"], define: runspace) }
    RunspaceDebugger.register()
    RunspaceParameter.registerAttribute()
    TypeTable.register(rs + "LocalRunspace") { NetType(rs + "LocalRunspace", base: TypeTable.get(rs + "Runspace")) }
    TypeTable.register(rs + "RunspacePool") { NetType(rs + "RunspacePool", base: TypeTable.object, interfaces: ["System.IDisposable"], define: pool) }
    TypeTable.register(rs + "RunspaceFactory", "runspacefactory") { NetType(rs + "RunspaceFactory", base: TypeTable.object, define: factory) }
    TypeTable.register(rs + "SessionStateProxy") { NetType(rs + "SessionStateProxy", base: TypeTable.object, define: proxy) }
  }
  private static func enumeration(_ name: String, _ members: String) {
    TypeTable.register(name) {
      let t = NetType(name, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
      t.enumeration = EnumInfo(members.split(separator: " ").enumerated().map { (String($0.element), Int64($0.offset)) })
      return t
    }
  }

  /// A host of the program's own; nil for the session's, which runspaces write through anyway.
  private static func program(_ host: Value) throws -> Value? {
    if host.isNull { throw Hosting.null("host") }
    return Record.of(host) == nil ? host : nil
  }

  private static func factory(_ t: NetType) {
    func session(_ v: Value) throws -> InitialSession {
      guard let s = v.refValue as? InitialSession else { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "initialSessionState") }
      return s
    }
    t.staticMethod("static runspace CreateRunspace()") { _, _ in .other(Runspace(InitialSession(.standard))) }
    t.staticMethod("static runspace CreateRunspace(initialsessionstate initialSessionState)") { a, _ in .other(Runspace(try session(a[0]))) }
    func hosted(_ s: InitialSession, _ host: Value) throws -> Value {
      let r = Runspace(s)
      r.host = try program(host)
      return .other(r)
    }
    t.staticMethod("static runspace CreateRunspace(\(ns)Host.PSHost host)") { a, _ in try hosted(InitialSession(.standard), a[0]) }
    t.staticMethod("static runspace CreateRunspace(\(ns)Host.PSHost host, initialsessionstate initialSessionState)") { a, _ in try hosted(try session(a[1]), a[0]) }
    t.staticMethod("static runspace CreateOutOfProcessRunspace(\(rs)TypeTable typeTable)") { _, _ in .other(Runspace(InitialSession(.standard))) }
    func pool(_ s: InitialSession, _ low: Value, _ high: Value, host: Value? = nil) throws -> Value {
      let a = Int(try Conversion.toInt64(low)), b = Int(try Conversion.toInt64(high))
      if b < 1 { throw netError(ns + "PSArgumentException", "The maximum pool size cannot be less than 1.", param: "maxRunspaces") }
      if a < 1 { throw netError(ns + "PSArgumentException", "The minimum pool size cannot be less than 1.", param: "minRunspaces") }
      if a > b { throw netError(ns + "PSArgumentException", "The minimum pool size cannot be greater than the maximum pool size.", param: "minRunspaces") }
      let p = RunspacePool(s, a, b)
      p.host = try host.flatMap(program)
      return .other(p)
    }
    t.staticMethod("static \(rs)RunspacePool CreateRunspacePool()") { _, _ in .other(RunspacePool(InitialSession(.standard), 1, 1)) }
    t.staticMethod("static \(rs)RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces)") { a, _ in try pool(InitialSession(.standard), a[0], a[1]) }
    t.staticMethod("static \(rs)RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces, \(ns)Host.PSHost host)") { a, _ in try pool(InitialSession(.standard), a[0], a[1], host: a[2]) }
    t.staticMethod("static \(rs)RunspacePool CreateRunspacePool(initialsessionstate initialSessionState)") { a, _ in .other(RunspacePool(try session(a[0]), 1, 1)) }
    t.staticMethod(
      "static \(rs)RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces, initialsessionstate initialSessionState, \(ns)Host.PSHost host)"
    ) { a, _ in try pool(try session(a[2]), a[0], a[1], host: a[3]) }
  }

  private static func runspace(_ t: NetType) {
    func of(_ v: Value) throws -> Runspace {
      guard let r = v.refValue as? Runspace else { throw Hosting.null("runspace") }
      return r
    }
    t.staticProperty("runspace DefaultRunspace {get;set;}", set: { _, _, _ in }) { c in .other(Runspace.of(c)) }
    t.staticProperty("bool CanUseDefaultRunspace {get;}") { _ in .bool(true) }
    t.property("int Id {get;}") { v, _ in .integer(try of(v).id) }
    t.property("string Name {get;set;}", set: { v, x, c in try of(v).name = Conversion.toString(x, c) }) { v, _ in .str(try of(v).name) }
    t.property("guid InstanceId {get;}") { v, _ in Hosting.guid(try of(v).instanceId) }
    for n in ["DisconnectedOn", "ExpiresOn"] { t.property("System.Nullable[datetime] \(n) {get;}") { _, _ in .null } }
    t.property("\(rs)RunspaceStateInfo RunspaceStateInfo {get;}") { v, _ in
      let r = try of(v)
      return stateInfo.make([Hosting.state(rs + "RunspaceState", r.stateName), r.reason.map { .other($0) } ?? .null], text: r.stateName)
    }
    t.property("\(rs)RunspaceAvailability RunspaceAvailability {get;}") { v, _ in Hosting.state(rs + "RunspaceAvailability", try of(v).availability) }
    t.property("initialsessionstate InitialSessionState {get;}") { v, _ in .other(try of(v).initial) }
    t.property("\(rs)PSThreadOptions ThreadOptions {get;set;}", set: { v, x, c in
      let r = try of(v), wanted = try Conversion.convert(x, to: TypeTable.get(rs + "PSThreadOptions"), c)
      let old = Conversion.toString(r.threadOptions), new = Conversion.toString(wanted)
      if r.state != .beforeOpen, old != new, new != "ReuseThread" || old == "Default" {
          throw Hosting.invalidOperation("""
            The thread options can only be changed if the apartment state is multithreaded apartment (MTA), the current options are UseNewThread or \
            UseCurrentThread, and the new value is ReuseThread.
            """)
      }
      r.threadOptions = wanted
    }) { v, _ in try of(v).threadOptions }
    t.property("System.Threading.ApartmentState ApartmentState {get;set;}", set: { _, _, _ in }) { _, _ in Hosting.state("System.Threading.ApartmentState", "Unknown") }
    t.property("version Version {get;}") { _, c in (try? Conversion.convert(.str("7.6.5"), to: TypeTable.get("System.Version"), c)) ?? .null }
    t.property("\(rs)RunspaceConnectionInfo ConnectionInfo {get;}") { _, _ in .null }
    t.property("\(rs)RunspaceConnectionInfo OriginalConnectionInfo {get;}") { _, _ in .null }
    t.property("bool RunspaceIsRemote {get;}") { _, _ in .bool(false) }
    t.property("\(ns)JobManager JobManager {get;}") { _, _ in .null }
    t.property("\(ns)PSEventManager Events {get;}") { _, _ in .null }
    t.property("\(ns)Debugger Debugger {get;}") { v, _ in .other(try of(v).debugger) }
    t.property("\(ns)PSLanguageMode LanguageMode {get;set;}", set: { v, x, _ in if let c = try of(v).context { try EngineIntrinsics.setLanguageMode(x, c) } }) {
      v, _ in EngineIntrinsics.languageMode(try of(v).context)
    }
    t.property("\(rs)SessionStateProxy SessionStateProxy {get;}") { v, _ in .other(ProxyOf(try of(v))) }
    for n in ["Open", "OpenAsync"] { t.method("void \(n)()") { v, _, c in try of(v).open(from: c); return .void } }
    for n in ["Close", "CloseAsync"] { t.method("void \(n)()") { v, _, _ in try of(v).close(); return .void } }
    t.method("void Dispose()") { v, _, _ in try of(v).dispose(); return .void }
    t.method("void ResetRunspaceState()") { v, _, _ in try of(v).context?.debugger.reset(); return .void }
    t.method("psprimitivedictionary GetApplicationPrivateData()") { _, _, _ in .hash(PSHash()) }
    for n in ["Connect", "ConnectAsync", "Disconnect", "DisconnectAsync"] {
      t.method("void \(n)()") { _, _, _ in
        throw netError(
          "System.NotSupportedException",
          n.hasPrefix("C") ? "The Connect operation is not supported on local runspaces." : "You cannot disconnect a local-only runspace.")
      }
    }
    HostedPipelineType.creating(t) { try of($0) }
  }

  private static func pool(_ t: NetType) {
    func of(_ v: Value) throws -> RunspacePool {
      guard let p = v.refValue as? RunspacePool else { throw Hosting.null("pool") }
      return p
    }
    t.property("guid InstanceId {get;}") { v, _ in Hosting.guid(try of(v).instanceId) }
    t.property("bool IsDisposed {get;}") { v, _ in .bool(try of(v).state == .closed) }
    t.property("\(rs)RunspacePoolStateInfo RunspacePoolStateInfo {get;}") { v, _ in
      let p = try of(v)
      return poolStateInfo.make([Hosting.state(rs + "RunspacePoolState", p.stateName), .null], text: p.stateName)
    }
    t.property("\(rs)RunspacePoolAvailability RunspacePoolAvailability {get;}") { v, _ in .str(try of(v).state == .opened ? "Available" : "None") }
    t.property("initialsessionstate InitialSessionState {get;}") { v, _ in .other(try of(v).initial) }
    t.property("\(rs)RunspaceConnectionInfo ConnectionInfo {get;}") { _, _ in .null }
    t.property("timespan CleanupInterval {get;set;}", set: { _, _, _ in }) { _, _ in .timespan(NetTimeSpan(ticks: 15 * 60 * 10_000_000)) }
    t.property("\(rs)PSThreadOptions ThreadOptions {get;set;}", set: { v, _, _ in
      if try of(v).state != .beforeOpen { throw Hosting.refusal(rs + "InvalidRunspacePoolStateException", "This property cannot be changed after the runspace pool has been opened.") }
    }) { _, _ in Hosting.state(rs + "PSThreadOptions", "Default") }
    t.property("System.Threading.ApartmentState ApartmentState {get;set;}", set: { _, _, _ in }) { _, _ in Hosting.state("System.Threading.ApartmentState", "Unknown") }
    t.method("void Open()") { v, _, _ in try of(v).open(); return .void }
    t.method("void Close()") { v, _, _ in try of(v).close(); return .void }
    t.method("void Dispose()") { v, _, _ in try of(v).close(); return .void }
    t.method("int GetMaxRunspaces()") { v, _, _ in .integer(try of(v).maximum) }
    t.method("int GetMinRunspaces()") { v, _, _ in .integer(try of(v).minimum) }
    t.method("int GetAvailableRunspaces()") { v, _, _ in .integer(try of(v).available) }
    t.method("bool SetMaxRunspaces(int maxRunspaces)") { v, a, _ in
      let n = Int(try Conversion.toInt64(a[0])), p = try of(v)
      if n < p.minimum || n == p.maximum { return .bool(false) }
      p.maximum = n
      return .bool(true)
    }
    t.method("bool SetMinRunspaces(int minRunspaces)") { v, a, _ in
      let n = Int(try Conversion.toInt64(a[0])), p = try of(v)
      if n < 1 || n > p.maximum || n == p.minimum { return .bool(false) }
      p.minimum = n
      return .bool(true)
    }
  }

  /// The session state of a runspace, reached from outside.
  private final class ProxyOf: Ref {
    let runspace: Runspace
    init(_ r: Runspace) { runspace = r; super.init() }
    override var netType: NetType { TypeTable.get(rs + "SessionStateProxy") }
  }
  private static func proxy(_ t: NetType) {
    func within<T>(_ v: Value, _ c: ExecutionContext, _ body: (ExecutionContext) throws -> T) throws -> T {
      guard let r = (v.refValue as? ProxyOf)?.runspace else { throw Hosting.null("proxy") }
      let engine = try r.engine()
      return try c.lend(to: engine) { try body(engine) }
    }
    t.method("void SetVariable(string name, System.Object value)") { v, a, c in
      if a[0].isNull { throw Hosting.null("name") }
      try within(v, c) { $0.setGlobal(Hosting.text(a, 0), a[1]) }
      return .void
    }
    t.method("System.Object GetVariable(string name)") { v, a, c in
      if a[0].isNull { throw Hosting.null("name") }
      return try within(v, c) { $0.variable(Hosting.text(a, 0))?.orNull ?? .null }
    }
    for (type, name) in [
      ("PSVariableIntrinsics", "PSVariable"), ("PathIntrinsics", "Path"), ("CommandInvocationIntrinsics", "InvokeCommand"),
      ("DriveManagementIntrinsics", "Drive"), ("CmdletProviderManagementIntrinsics", "Provider"), ("ProviderIntrinsics", "InvokeProvider")
    ] {
      t.property("\(ns)\(type) \(name) {get;}") { v, c in
        let r = (v.refValue as? ProxyOf)?.runspace
        return try within(v, c) { EngineIntrinsics.part(type, of: r?.context ?? $0) }
      }
    }
    t.property("\(ns)PSLanguageMode LanguageMode {get;set;}", set: { v, x, c in try within(v, c) { try EngineIntrinsics.setLanguageMode(x, $0) } }) { v, c in
      try within(v, c) { EngineIntrinsics.languageMode($0) }
    }
    t.property("psmoduleinfo Module {get;}") { _, _ in .null }
    t.property("System.Collections.Generic.List[string] Applications {get;}") { _, _ in .array(PSArray([.str("*")])) }
    t.property("System.Collections.Generic.List[string] Scripts {get;}") { _, _ in .array(PSArray([.str("*")])) }
  }
}
