/// `System.Timers.Timer`, whose events a session subscribes to, and `System.Threading.Timer`.
import Engine
import Primitives

final class PSTimer: Ref, EventSource {
  var interval: Double
  var repeats = true
  var begin: Int?
  /// How many ticks have been told since it was started.
  private var told = 0
  init(_ interval: Double) { self.interval = interval; super.init() }
  override var netType: NetType { TypeTable.named("System.Timers.Timer") }
  func start() { if begin == nil { restart() } }
  func restart() { begin = Waiting.clock; told = 0 }
  func occurrences() -> [(event: String, arguments: Value)] {
    guard let begin, interval > 0 else { return [] }
    let passed = Int(Double(Waiting.clock - begin) / interval)
    guard passed > told else { return [] }
    let n = repeats ? passed - told : 1
    let now = NetDateTime.now
    let all = (0..<n).map { k in
      // when it was due, not when somebody asked
      let late = Double(Waiting.clock - begin) - Double(told + k + 1) * interval
      return (
        event: "Elapsed",
        arguments: Value.other(
          PSEventArguments("System.Timers.ElapsedEventArgs", [("SignalTime", .datetime(NetDateTime(ticks: now.ticks - Int64(late * 10_000), kind: now.kind)))]))
      )
    }
    told = passed
    if !repeats { self.begin = nil }
    return all
  }
}
final class PSThreadTimer: Ref {
  override var netType: NetType { TypeTable.named("System.Threading.Timer") }
}

extension NetTypes {
  static func registerTimers() {
    registerEventArguments("System.Timers.ElapsedEventArgs", "datetime SignalTime")
    let n = "System.Timers.Timer"
    func of(_ v: Value) -> PSTimer { v.refValue as? PSTimer ?? PSTimer(100) }
    func checked(_ d: Double, _ name: String) throws -> Double {
      if d <= 0 { throw argumentError("Invalid value '\(netText(.double(d), nil))' for parameter '\(name)'.", param: nil) }
      return d
    }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.ComponentModel.Component"), interfaces: ["System.ComponentModel.ISupportInitialize", "System.IDisposable"]) { t in
        t.constructor("\(n) new()") { _, _ in .other(PSTimer(100)) }
        t.constructor("\(n) new(double interval)") { a, _ in .other(PSTimer(try checked(a.double(0), "interval"))) }
        t.constructor("\(n) new(timespan interval)") { a, _ in .other(PSTimer(try checked(a.at(0).asSpan.totalMilliseconds, "interval"))) }
        t.property("bool AutoReset {get;set;}", set: { v, x, _ in of(v).repeats = x.asInt != 0 }) { v, _ in .bool(of(v).repeats) }
        t.property("bool Enabled {get;set;}", set: { v, x, _ in if x.asInt != 0 { of(v).start() } else { of(v).begin = nil } }) { v, _ in .bool(of(v).begin != nil) }
        t.property("double Interval {get;set;}", set: { v, x, _ in
          let d = x.asDouble
          if d <= 0 { throw argumentError("'\(netText(.double(d), nil))' is not a valid value for 'Interval'. 'Interval' must be greater than 0.") }
          of(v).interval = d
          if of(v).begin != nil { of(v).restart() }
        }) { v, _ in .double(of(v).interval) }
        t.property("System.ComponentModel.ISite Site {get;set;}", set: { _, _, _ in }) { _, _ in .null }
        t.property("System.ComponentModel.ISynchronizeInvoke SynchronizingObject {get;set;}", set: { _, _, _ in }) { _, _ in .null }
        t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
        t.event("System.EventHandler Disposed(System.Object, System.EventArgs)")
        t.event("System.Timers.ElapsedEventHandler Elapsed(System.Object, System.Timers.ElapsedEventArgs)")
        t.method("void Start()") { v, _, _ in of(v).start(); return .void }
        for m in ["Stop", "Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in of(v).begin = nil; return .void } }
        for m in ["BeginInit", "EndInit"] { t.method("void \(m)()") { _, _, _ in .void } }
      }
    }
    TypeTable.register("System.ComponentModel.Component") { NetType("System.ComponentModel.Component", base: TypeTable.get("System.MarshalByRefObject")) }
    // its callbacks run on threads that have no session: a script's block is never called there
    let m = "System.Threading.Timer"
    TypeTable.register(m) {
      NetType(m, base: TypeTable.get("System.MarshalByRefObject"), interfaces: ["System.IDisposable"]) { t in
        t.constructor("\(m) new(System.Threading.TimerCallback callback)") { _, _ in .other(PSThreadTimer()) }
        for type in ["int", "timespan"] {
          t.constructor("\(m) new(System.Threading.TimerCallback callback, System.Object state, \(type) dueTime, \(type) period)") { _, _ in .other(PSThreadTimer()) }
          t.method("bool Change(\(type) dueTime, \(type) period)") { _, _, _ in .yes }
        }
        t.method("void Dispose()") { _, _, _ in .void }
      }
    }
  }
}
