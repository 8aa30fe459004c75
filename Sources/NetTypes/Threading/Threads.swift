/// `Thread`: the one a session runs on, and what scripts can ask of others. A script block needs a runspace, which a new thread has not.
import Engine
import Primitives

final class PSThread: Ref {
  nonisolated(unsafe) static let current = PSThread(work: nil)
  /// What it is to do; nil = the session's own thread.
  let work: ScriptBlock?
  let number: Int
  var name = Value.null, isBackground = false, priority = 2
  /// A thread's own values, by slot.
  nonisolated(unsafe) static var slots: [String: PSThreadSlot] = [:]
  nonisolated(unsafe) private static var count = 0
  init(work w: ScriptBlock?) {
    work = w
    PSThread.count += 1
    number = PSThread.count
    super.init()
    if w == nil { name = .str("Pipeline Execution Thread") }
  }
  override var netType: NetType { TypeTable.named("System.Threading.Thread") }
  var isOwn: Bool { work == nil }

  /// The sentence about script blocks on threads without a runspace.
  static func noRunspace(_ block: ScriptBlock) -> PSException {
    let text = block.bodyText, u = Array(text.utf16)
    let shown = u.count <= 40 ? text : String(units: Array(u.prefix(19))) + "..." + String(units: Array(u.suffix(19)))
    return PSException(
      "System.Management.Automation.PSInvalidOperationException",
      "There is no Runspace available to run scripts in this thread. You can provide one in the DefaultRunspace property of the "
        + "System.Management.Automation.Runspaces.Runspace type. The script block you attempted to invoke was: \(shown)")
  }
}
final class PSThreadSlot: Ref {
  var value = Value.null
  override var netType: NetType { TypeTable.named("System.LocalDataStoreSlot") }
}

extension NetTypes {
  static func registerThreads() {
    let n = "System.Threading.Thread"
    TypeTable.register("System.LocalDataStoreSlot") { NetType("System.LocalDataStoreSlot", base: TypeTable.object) }
    TypeTable.extend(n) { t in
      func of(_ v: Value) -> PSThread { v.refValue as? PSThread ?? .current }
      func state(_ m: String) -> TerminatingError { netError("System.Threading.ThreadStateException", m) }
      func unsupported(_ m: String) -> TerminatingError { netError("System.PlatformNotSupportedException", m) }
      func make(_ v: Value) throws -> Value {
        guard let b = v.block else { throw nullArgument("start") }
        return .other(PSThread(work: b))
      }
      for p in ["System.Threading.ThreadStart", "System.Threading.ParameterizedThreadStart"] {
        t.constructor("\(n) new(\(p) start)") { a, _ in try make(a.at(0)) }
        t.constructor("\(n) new(\(p) start, int maxStackSize)") { a, _ in
          if a.int(1) < 0 { throw outOfRange("maxStackSize", "maxStackSize ('\(a.int(1))') must be a non-negative value.", actual: a.at(1)) }
          return try make(a.at(0))
        }
      }
      t.property("int ManagedThreadId {get;}") { v, _ in .count(of(v).number) }
      t.property("bool IsAlive {get;}") { v, _ in .bool(of(v).isOwn) }
      t.property("bool IsBackground {get;set;}", set: { v, x, _ in of(v).isBackground = x.asInt != 0 }) { v, _ in .bool(of(v).isBackground) }
      t.property("System.Threading.ThreadPriority Priority {get;set;}", set: { v, x, _ in of(v).priority = x.asInt }) { v, _ in .member("System.Threading.ThreadPriority", of(v).priority) }
      t.property("System.Threading.ThreadState ThreadState {get;}") { v, _ in .member("System.Threading.ThreadState", (of(v).isOwn ? 0 : 8) | (of(v).isBackground ? 4 : 0)) }
      for m in ["Start", "UnsafeStart"] {
        for p in ["", "System.Object parameter"] {
          t.method("void \(m)(\(p))") { v, _, _ in
            guard let block = of(v).work else { throw state("Thread is running or terminated; it cannot restart.") }
            throw TerminatingError(ErrorRecord(PSThread.noRunspace(block), id: "InvalidOperation", .invalidOperation))
          }
        }
      }
      func join(_ v: Value, _ ms: Int, _ c: ExecutionContext) throws -> Bool {
        if !of(v).isOwn { throw state("Thread has not been started.") }
        return try Waiting.until(ms, c) { false }
      }
      t.method("void Join()") { v, _, c in _ = try join(v, -1, c); return .void }
      for p in ["int millisecondsTimeout", "timespan timeout"] { t.method("bool Join(\(p))") { v, a, c in .bool(try join(v, Waiting.milliseconds(a.at(0)), c)) } }
      for p in ["", "System.Object stateInfo"] { t.method("void Abort(\(p))") { _, _, _ in throw unsupported("Thread abort is not supported on this platform.") } }
      t.method("void Suspend()") { _, _, _ in throw unsupported("Thread suspend is not supported on this platform.") }
      t.method("void Resume()") { _, _, _ in throw unsupported("Thread suspend is not supported on this platform.") }
      t.staticMethod("static void ResetAbort()") { _, _ in throw unsupported("Thread abort is not supported on this platform.") }
      t.method("void Interrupt()") { _, _, _ in .void }
      t.method("void SetApartmentState(System.Threading.ApartmentState state)") { _, a, _ in
        if a.int(0) == 2 { return .void }
        throw unsupported("COM Interop is not supported on this platform.")
      }
      t.method("bool TrySetApartmentState(System.Threading.ApartmentState state)") { _, a, _ in .bool(a.int(0) == 2) }
      t.staticMethod("static System.AppDomain GetDomain()") { _, c in try TypeTable.get("System.AppDomain").staticMember("CurrentDomain")?.getter?(.null, c) ?? .null }
      t.staticMethod("static int GetDomainID()") { _, _ in .int(1) }
      for m in ["BeginThreadAffinity", "EndThreadAffinity"] { t.staticMethod("static void \(m)()") { _, _ in .void } }
      t.staticProperty("System.Security.Principal.IPrincipal CurrentPrincipal {get;set;}", set: { _, x, _ in PSThread.slots["\0principal", default: PSThreadSlot()].value = x }) { _ in
        PSThread.slots["\0principal"]?.value ?? .null
      }
      let slot = "System.LocalDataStoreSlot"
      t.staticMethod("static \(slot) AllocateDataSlot()") { _, _ in .other(PSThreadSlot()) }
      t.staticMethod("static \(slot) AllocateNamedDataSlot(string name)") { a, _ in
        if PSThread.slots[a.string(0)] != nil { throw argumentError("An item with the same key has already been added. Key: \(a.string(0))") }
        PSThread.slots[a.string(0)] = PSThreadSlot()
        return PSThread.slots[a.string(0)].map { .other($0) } ?? .null
      }
      t.staticMethod("static \(slot) GetNamedDataSlot(string name)") { a, _ in
        let known = PSThread.slots[a.string(0)] ?? PSThreadSlot()
        PSThread.slots[a.string(0)] = known
        return .other(known)
      }
      t.staticMethod("static void FreeNamedDataSlot(string name)") { a, _ in PSThread.slots[a.string(0)] = nil; return .void }
      func given(_ v: Value) throws -> PSThreadSlot {
        guard let s = v.refValue as? PSThreadSlot else { throw nullArgument("slot") }
        return s
      }
      t.staticMethod("static System.Object GetData(\(slot) slot)") { a, _ in try given(a.at(0)).value }
      t.staticMethod("static void SetData(\(slot) slot, System.Object data)") { a, _ in try given(a.at(0)).value = a.at(1); return .void }
    }
  }
}
