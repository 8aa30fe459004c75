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
  /// A match took too many steps or too much memory.
  static func giveUp() { failed?.pointee = true }
}
