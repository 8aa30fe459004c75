/// What a connection's bytes go through, and how long one waits for them: plain, or under TLS.
import Glibc
import Primitives

protocol ByteChannel: AnyObject {
  /// The other side may have closed before it read everything: what it said is read then.
  func send(_ bytes: [UInt8], _ patience: Patience) throws
  /// How many bytes came into the buffer; 0 at the end.
  func receive(_ buffer: inout [UInt8], _ patience: Patience) throws -> Int
  /// Nothing came unasked, nor was it closed.
  var isIdle: Bool { get }
}

/// Until when somebody waits. No wait lasts longer than a moment without a look at who has had enough: Ctrl+C ends all of them.
struct Patience {
  /// On the clock that only goes forward; nil = for ever.
  let deadline: UInt64?
  let poll: () throws -> Void
  /// What is said when it is over.
  let failure: HttpClient.Failure

  static var now: UInt64 { UInt64(MonotonicClock.nanoseconds) }
  static func after(seconds: Int) -> UInt64 { now &+ UInt64(clamping: seconds) &* 1_000_000_000 }

  /// Waits until a descriptor is ready.
  func wait(for events: Int32, of descriptor: Int32) throws {
    var p = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true { if Glibc.poll(&p, 1, Int32(try moment(100))) > 0 { return } }
  }
  /// A pause of so many milliseconds, or of what is left.
  func pause(_ milliseconds: Int) throws { usleep(UInt32(try moment(milliseconds)) * 1000) }
  private func moment(_ milliseconds: Int) throws -> Int {
    try poll()
    guard let deadline else { return milliseconds }
    let now = Patience.now
    if now >= deadline { throw failure }
    return min(milliseconds, Int((deadline - now) / 1_000_000) + 1)
  }
}
