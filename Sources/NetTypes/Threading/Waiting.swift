/// Waiting for something another engine does: the turn is given away meanwhile, and Ctrl+C ends it.
import Engine
import Glibc
import Primitives

enum Waiting {
  /// Milliseconds on a clock that nobody sets.
  static var clock: Int { Int(MonotonicClock.nanoseconds / 1_000_000) }
  /// Waits until `done` or the time has passed (negative: for ever). False when the time passed.
  static func until(_ milliseconds: Int, _ c: ExecutionContext, _ done: () throws -> Bool) throws -> Bool {
    if try done() { return true }
    if milliseconds == 0 { return false }
    c.host.flush()
    let begin = clock
    while true {
      try c.poll()
      let left = milliseconds < 0 ? 10 : milliseconds - (clock - begin)
      if left <= 0 { return try done() }
      Turn.wait(c, milliseconds: max(1, min(10, left)))
      if try done() { return true }
    }
  }
  /// A time given as milliseconds or as a span; -1 waits for ever.
  /// - Parameter refusal: what tasks say of other numbers, instead of what waiting on handles says
  static func milliseconds(_ v: Value, _ name: String = "millisecondsTimeout", refusal: String? = nil) throws -> Int {
    if case .timespan(let t) = v.base { return t.ticks < 0 ? -1 : Int(t.ticks / 10_000) }
    let n = v.asInt
    if n < -1 { throw refusal.map { outOfRange(name, $0) } ?? outOfRange(name, "\(name) ('\(n)') must be greater than or equal to '-1'.", actual: v) }
    return n
  }
}
