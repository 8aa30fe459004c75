/// Starting a program of the host.
import Glibc

public enum Program {
  /// Both ends of a new pipe, which programs do not inherit.
  static func pipe() -> [Int32] {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return [-1, -1] }
    for fd in ends { _ = fcntl(fd, F_SETFD, FD_CLOEXEC) }
    return ends
  }
  /// Starts a program with the signals this process ignores or handles as they are by default.
  /// - Parameter environment: `NAME=value` each; nil = that of this process
  /// - Returns: 0, else the error number
  public static func spawn(_ pid: inout pid_t, _ path: String, as name: String? = nil, _ arguments: [String], environment: [String]? = nil, _ actions: inout posix_spawn_file_actions_t) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGINT)
    sigaddset(&defaults, SIGPIPE)
    sigaddset(&defaults, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var argv: [UnsafeMutablePointer<CChar>?] = ([name ?? path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { $0.map { strdup($0) } + [nil] } ?? []
    defer { for p in argv + variables { free(p) } }
    if environment == nil { return posix_spawn(&pid, path, &actions, &attributes, &argv, environ) }
    return posix_spawn(&pid, path, &actions, &attributes, &argv, &variables)
  }
}
