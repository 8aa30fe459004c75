import Glibc

/// A plain mutex for the few tables that parallel runspaces share.
public final class Lock {
  private let m = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  public init() { pthread_mutex_init(m, nil) }
  deinit { pthread_mutex_destroy(m); m.deallocate() }
  public func with<T>(_ body: () throws -> T) rethrows -> T {
    acquire()
    defer { release() }
    return try body()
  }
  @inline(__always) func acquire() { pthread_mutex_lock(m) }
  @inline(__always) func release() { pthread_mutex_unlock(m) }
}
