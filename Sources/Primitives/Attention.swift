/// What long work in plain Swift code shares with the engine that runs it, which it does not know.
///
/// Taking a text of 100 MB apart, or trying a pattern in a million ways, may last longer than somebody who presses Ctrl+C
/// likes to wait. Such work looks at `isWanted` now and then and ends with whatever it has: the engine throws that away
/// at its next step. What could not be done at all is told through `giveUp`, and becomes an error at that step.
public enum Attention {
  /// Bytes of the engine that runs; nil before there is one.
  @exclusivity(unchecked) nonisolated(unsafe) private static var stop: UnsafeMutablePointer<Bool>?
  @exclusivity(unchecked) nonisolated(unsafe) private static var failed: UnsafeMutablePointer<Bool>?

  /// Names the bytes of the engine whose turn it is.
  public static func belongs(toStop stop: UnsafeMutablePointer<Bool>, failed: UnsafeMutablePointer<Bool>) {
    self.stop = stop
    self.failed = failed
  }
  /// Somebody wants the work to end.
  @inline(__always) public static var isWanted: Bool { stop?.pointee ?? false }
  /// The byte of the engine whose work Ctrl+C ends.
  @exclusivity(unchecked) nonisolated(unsafe) private static var listener: UnsafeMutablePointer<Bool>?
  /// That of another engine which works on its behalf now.
  @exclusivity(unchecked) nonisolated(unsafe) private static var deputy: UnsafeMutablePointer<Bool>?
  public static func listens(_ stop: UnsafeMutablePointer<Bool>) { listener = stop }
  /// What one engine was asked to do another does for it: Ctrl+C is for both. Answers who did so before.
  public static func delegates(from: UnsafeMutablePointer<Bool>, to: UnsafeMutablePointer<Bool>) -> UnsafeMutablePointer<Bool>? {
    let before = deputy
    if from == listener || from == deputy { deputy = to }
    return before
  }
  public static func delegates(again before: UnsafeMutablePointer<Bool>?) { deputy = before }

  /// Ctrl+C came. A match that runs, which cannot look, is left at once. For the handler of the signal: it may not return.
  public static func interrupt() {
    listener?.pointee = true
    deputy?.pointee = true
    PatientMatch.leave()
  }
  /// Ctrl+C has been answered, at a prompt where nothing ran.
  public static func settle() {
    listener?.pointee = false
    deputy?.pointee = false
  }
  /// A match took too many steps, too much memory or too long.
  static func giveUp() { failed?.pointee = true }
  /// A match was given up since the last call; whoever asks tells its error.
  public static func takeFailure() -> Bool {
    guard let failed, failed.pointee else { return false }
    failed.pointee = false
    return true
  }
}

extension Sequence {
  /// The same elements, as long as nobody wants the work on them to end.
  @inlinable public var attentive: AttentiveSequence<Self> { AttentiveSequence(self) }
}

/// Ends early when Ctrl+C comes: whoever loops over something that may be long looks once in so many elements.
public struct AttentiveSequence<Base: Sequence>: Sequence, IteratorProtocol {
  @usableFromInline var rest: Base.Iterator
  @usableFromInline var taken = 0
  /// It may end at once: whoever reserves room by this count takes so many without asking.
  @inlinable public var underestimatedCount: Int { 0 }
  @inlinable init(_ base: Base) { rest = base.makeIterator() }
  @inlinable public mutating func next() -> Base.Element? {
    taken &+= 1
    if taken & 0xFFFF == 0, Attention.isWanted { return nil }
    return rest.next()
  }
}
