/// `System.Diagnostics.Stopwatch`, in nanoseconds of the monotonic clock.
import Engine
import Glibc
import Primitives

final class PSStopwatch: Ref {
  var elapsed: UInt64 = 0
  var started: UInt64?
  override var netType: NetType { TypeTable.named("System.Diagnostics.Stopwatch") }
  override func text() -> String { TimeSpanFormat.constant(span) }
  static var now: UInt64 { UInt64(MonotonicClock.nanoseconds) }
  var total: UInt64 { elapsed + (started.map { PSStopwatch.now - $0 } ?? 0) }
  var span: NetTimeSpan { NetTimeSpan(ticks: Int64(total / 100)) }
}

extension NetTypes {
  static func registerStopwatch() {
    TypeTable.register("System.Diagnostics.Stopwatch") { NetType("System.Diagnostics.Stopwatch", base: TypeTable.object, define: defineStopwatch) }
  }

  private static func defineStopwatch(_ t: NetType) {
    func of(_ v: Value) -> PSStopwatch { v.refValue as? PSStopwatch ?? PSStopwatch() }
    t.staticProperty("long Frequency {get;}") { _ in .long(1_000_000_000) }
    t.staticProperty("bool IsHighResolution {get;}") { _ in .yes }
    t.constructor("System.Diagnostics.Stopwatch new()") { _, _ in .other(PSStopwatch()) }
    t.staticMethod("static System.Diagnostics.Stopwatch StartNew()") { _, _ in
      let s = PSStopwatch()
      s.started = PSStopwatch.now
      return .other(s)
    }
    t.staticMethod("static long GetTimestamp()") { _, _ in .long(Int64(PSStopwatch.now)) }
    t.staticMethod("static timespan GetElapsedTime(long startingTimestamp, long endingTimestamp)") { a, _ in .timespan(NetTimeSpan(ticks: (Int64(a.int(1)) &- Int64(a.int(0))) / 100)) }
    t.staticMethod("static timespan GetElapsedTime(long startingTimestamp)") { a, _ in .timespan(NetTimeSpan(ticks: (Int64(PSStopwatch.now) - Int64(a.int(0))) / 100)) }
    t.property("timespan Elapsed {get;}") { v, _ in .timespan(of(v).span) }
    t.property("long ElapsedMilliseconds {get;}") { v, _ in .long(Int64(of(v).total / 1_000_000)) }
    t.property("long ElapsedTicks {get;}") { v, _ in .long(Int64(of(v).total)) }
    t.property("bool IsRunning {get;}") { v, _ in .bool(of(v).started != nil) }
    t.orderProperties("IsRunning", "Elapsed", "ElapsedMilliseconds", "ElapsedTicks")
    t.method("void Start()") { v, _, _ in let s = of(v); if s.started == nil { s.started = PSStopwatch.now }; return .void }
    t.method("void Stop()") { v, _, _ in let s = of(v); s.elapsed = s.total; s.started = nil; return .void }
    t.method("void Reset()") { v, _, _ in let s = of(v); s.elapsed = 0; s.started = nil; return .void }
    t.method("void Restart()") { v, _, _ in let s = of(v); s.elapsed = 0; s.started = PSStopwatch.now; return .void }
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
  }
}
