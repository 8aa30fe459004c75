/// The file below a cmdlet that writes: all or nothing where that can be.
///
/// A file that holds something already is written anew beside the old one, which it replaces when it is closed: when the disk
/// is full, the old content is still there. New and empty files, devices, and files that others see as well (hard links, other
/// owners) are written in place. What is added at an end is taken away again when it does not all fit.
import Engine
import Glibc

final class OutputFile {
  private let path: String
  private var fd: Int32 = -1
  /// The file written beside, and the one it replaces.
  private var beside: (new: String, old: String)?
  /// How long the file was to which something is added.
  private var oldLength: off_t?

  /// Throws `Posix.Failure`.
  init(_ path: String, append: Bool, inPlace: Bool = false) throws {
    self.path = path
    if !append, !inPlace, let names = OutputFile.besideNames(of: path) {
      fd = open(names.new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      if fd >= 0 { beside = names }
    }
    if fd < 0 { fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0o666) }
    if fd < 0 { throw Posix.Failure(code: errno, path: path) }
    var old = stat()
    if append, !inPlace, fstat(fd, &old) == 0, old.st_mode & S_IFMT == S_IFREG { oldLength = old.st_size }
  }
  deinit { try? close() }

  private static func besideNames(of path: String) -> (new: String, old: String)? {
    var old = stat()
    guard stat(path, &old) == 0, old.st_mode & S_IFMT == S_IFREG, old.st_size > 0, old.st_nlink == 1, old.st_uid == geteuid(), access(path, W_OK) == 0, let p = realpath(path, nil) else { return nil }
    defer { free(p) }
    let target = String(cString: p)
    return ("\(target).\(getpid()).tmp", target)
  }

  func write(_ bytes: [UInt8]) throws {
    if fd < 0 || bytes.isEmpty { return }
    do { try bytes.withUnsafeBytes { try Posix.write(fd, $0, path) } } catch {
      abandon()
      throw error
    }
  }
  /// Writes as much as there is room for; the file goes on.
  /// - Returns: how many bytes were written
  func writeWhatFits(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { b in
      var done = 0
      while fd >= 0, done < b.count, let base = b.baseAddress {
        let n = Glibc.write(fd, base + done, b.count - done)
        if n < 0, errno == EINTR { continue }
        if n <= 0 { break }
        done += n
      }
      return done
    }
  }
  /// Puts what was written in its place.
  func close() throws {
    guard fd >= 0 else { return }
    var old = stat()
    if let beside, stat(beside.old, &old) == 0 { fchmod(fd, old.st_mode & 0o7777) }
    let closed = Glibc.close(fd) == 0
    fd = -1
    if closed, beside.map({ rename($0.new, $0.old) == 0 }) ?? true { beside = nil; return }
    let failure = Posix.Failure(code: errno, path: path)
    abandon()
    throw failure
  }
  /// Forgets what was written; the old file stays.
  func abandon() {
    if fd >= 0 {
      if let oldLength { ftruncate(fd, oldLength) }
      Glibc.close(fd)
      fd = -1
    }
    if let beside { unlink(beside.new) }
    beside = nil
  }
}
