/// Time that only moves forward and that nobody sets, for measuring and for deadlines.
import Glibc

public enum MonotonicClock {
  public static var nanoseconds: Int64 {
    var t = timespec()
    clock_gettime(CLOCK_MONOTONIC, &t)
    return Int64(t.tv_sec) * 1_000_000_000 + Int64(t.tv_nsec)
  }
}
