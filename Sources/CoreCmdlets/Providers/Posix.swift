/// The file system through the C library: whole files, directories, and what stat tells.
import Engine
import Glibc
import Primitives

enum Posix {
  /// A failed call, told as .NET tells it.
  struct Failure: ReportableError {
    let code: Int32
    let path: String
    /// Whether the folder of the path is missing, too.
    private var lacksFolder: Bool {
      guard code == ENOENT, let cut = path.lastIndex(of: "/"), cut > path.startIndex else { return false }
      return Posix.info(String(path[..<cut])) == nil
    }
    var message: String {
      let lacksFolder = lacksFolder, path = LetterDrives.shown(path)
      return switch code {
      case ENOENT where !lacksFolder: "Could not find file '\(path)'."
      case ENOENT, ENOTDIR: "Could not find a part of the path '\(path)'."
      case EACCES, EPERM: "Access to the path '\(path)' is denied."
      case EISDIR: "Access to the path '\(path)' is denied."
      case EEXIST: "The file '\(path)' already exists."
      case ENOTEMPTY: "Directory not empty : '\(path)'"
      case ENOSPC: "No space left on device : '\(path)'"
      default: String(cString: strerror(code)) + " : '\(path)'"
      }
    }
    var exceptionType: String {
      switch code {
      case ENOENT where !lacksFolder: "System.IO.FileNotFoundException"
      case ENOENT, ENOTDIR: "System.IO.DirectoryNotFoundException"
      case EACCES, EPERM, EISDIR: "System.UnauthorizedAccessException"
      default: "System.IO.IOException"
      }
    }
    /// A refusal holds the system's own word for it.
    private var exception: PSException {
      let e = PSException(exceptionType, message)
      if e.type.name == "UnauthorizedAccessException" { e.inner = PSException("System.IO.IOException", String(cString: strerror(code == EISDIR ? EACCES : code))) }
      return e
    }
    /// As PowerShell wraps what a cmdlet did not expect.
    var errorRecord: ErrorRecord { ErrorRecord(exception, id: exceptionType, .notSpecified) }
    func record(_ id: String, _ category: ErrorCategory, _ target: String? = nil) -> ErrorRecord {
      ErrorRecord(exception, id: id, category, target: target.map { .str($0) } ?? .null)
    }
  }
  struct Info {
    let size: Int64
    let isDirectory: Bool, isLink: Bool
    let mode: UInt32
  }

  /// What a path names, following links when `follow`.
  static func info(_ path: String, follow: Bool = true) -> Info? {
    var s = stat()
    guard (follow ? stat(path, &s) : lstat(path, &s)) == 0 else {
      if follow { return info(path, follow: false) }
      return nil
    }
    return Info(size: Int64(s.st_size), isDirectory: s.st_mode & S_IFMT == S_IFDIR, isLink: s.st_mode & S_IFMT == S_IFLNK, mode: s.st_mode)
  }
  static func isDirectory(_ path: String) -> Bool { info(path)?.isDirectory ?? false }

  /// Names in a directory, unsorted.
  static func list(_ path: String) throws -> [String] {
    guard let names = FileText.names(in: path) else { throw Failure(code: errno, path: path) }
    return names
  }
  /// Hands the content of a file to `take` in portions, so that its size does not matter.
  static func readPortions(_ path: String, _ take: (UnsafeRawBufferPointer) -> Void) throws {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { throw Failure(code: errno, path: path) }
    defer { close(fd) }
    let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { portion.deallocate() }
    while true {
      let n = read(fd, portion.baseAddress, portion.count)
      if Attention.isWanted { throw FlowSignal.stopped }
      if n < 0, errno == EINTR { continue }
      if n < 0 { throw Failure(code: errno, path: path) }
      if n == 0 { return }
      take(UnsafeRawBufferPointer(rebasing: portion[..<n]))
    }
  }
  /// Bytes that are read or written at once; between portions Ctrl+C is heard.
  private static let portion = 1 << 22
  static func readFile(_ path: String) throws -> [UInt8] {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { throw Failure(code: errno, path: path) }
    defer { close(fd) }
    var s = stat()
    fstat(fd, &s)
    if s.st_mode & S_IFMT == S_IFDIR { throw Failure(code: EISDIR, path: path) }
    var bytes: [UInt8] = []
    let hint = max(0, Int(s.st_size))
    bytes = [UInt8](unsafeUninitializedCapacity: hint + 1) { p, n in
      n = 0
      while n <= hint {
        let r = read(fd, p.baseAddress.map { $0 + n }, min(hint + 1 - n, portion))
        if r < 0, errno == EINTR, !Attention.isWanted { continue }
        if r <= 0 { break }
        n += r
        if n > portion, Attention.isWanted { break }
      }
    }
    if bytes.count > portion, Attention.isWanted { throw FlowSignal.stopped }
    if bytes.count <= hint { return bytes }
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let r = read(fd, &chunk, chunk.count)
      if r < 0, errno == EINTR, !Attention.isWanted { continue }
      if Attention.isWanted { throw FlowSignal.stopped }
      if r <= 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<r])
    }
  }
  /// The bytes of a large regular file as pages of memory; nil for others. (Pages of a file that shrinks meanwhile are lost, so files that
  /// scripts rewrite while they read them, which are small ones, are not mapped.)
  static func withMapped<T>(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) throws -> T? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { throw Failure(code: errno, path: path) }
    defer { close(fd) }
    var s = stat()
    guard fstat(fd, &s) == 0, s.st_mode & S_IFMT == S_IFREG, s.st_size > 32 << 20, let p = mmap(nil, Int(s.st_size), PROT_READ, MAP_PRIVATE, fd, 0), p != MAP_FAILED else {
      if s.st_mode & S_IFMT == S_IFDIR { throw Failure(code: EISDIR, path: path) }
      return nil
    }
    defer { munmap(p, Int(s.st_size)) }
    madvise(p, Int(s.st_size), Int32(MADV_SEQUENTIAL))
    return try body(UnsafeBufferPointer(start: p.assumingMemoryBound(to: UInt8.self), count: Int(s.st_size)))
  }
  static func write(_ fd: Int32, _ bytes: UnsafeRawBufferPointer, _ path: String) throws {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let n = Glibc.write(fd, base + done, min(bytes.count - done, portion))
      if n < 0 { if errno == EINTR { continue }; throw Failure(code: errno, path: path) }
      done += n
      if done < bytes.count, Attention.isWanted { throw FlowSignal.stopped }
    }
  }
  static func makeDirectory(_ path: String, parents: Bool) throws {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    if code == EEXIST, isDirectory(path) { return }
    guard code == ENOENT, parents, let cut = path.lastIndex(of: "/"), cut != path.startIndex else { throw Failure(code: code, path: path) }
    try makeDirectory(String(path[..<cut]), parents: true)
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw Failure(code: errno, path: path) }
  }
  /// Removes a file, or a directory with everything in it.
  static func remove(_ path: String) throws {
    guard let i = info(path, follow: false) else { throw Failure(code: ENOENT, path: path) }
    if i.isDirectory {
      for n in try list(path) { try remove(path + "/" + n) }
      if rmdir(path) != 0 { throw Failure(code: errno, path: path) }
    } else if unlink(path) != 0 { throw Failure(code: errno, path: path) }
  }
  static func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard fd >= 0 else { throw Failure(code: errno, path: path) }
    defer { close(fd) }
    try bytes.withUnsafeBytes { try write(fd, $0, path) }
  }
  /// A new content for a file, all or nothing: written beside it and put in its place.
  static func replaceFile(_ path: String, _ bytes: [UInt8]) throws {
    let failure = FileText.replace(path, bytes)
    if failure != 0 { throw Failure(code: failure, path: path) }
  }
  static func copyFile(_ from: String, _ to: String) throws {
    let source = open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw Failure(code: errno, path: from) }
    defer { close(source) }
    // a new file has the old one's mode from the beginning
    if info(to) == nil { close(open(to, O_WRONLY | O_CREAT | O_CLOEXEC, mode_t((info(from)?.mode ?? 0o644) & 0o777))) }
    let file = try OutputFile(to, append: false)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let n = read(source, &chunk, chunk.count)
      if Attention.isWanted {
        file.abandon()
        throw FlowSignal.stopped
      }
      if n < 0, errno == EINTR { continue }
      if n < 0 {
        let failure = Failure(code: errno, path: from)
        file.abandon()
        throw failure
      }
      if n == 0 {
        try file.close()
        // the copy is as old as the file
        var old = stat()
        if fstat(source, &old) == 0 {
          let times = [old.st_atim, old.st_mtim]
          utimensat(AT_FDCWD, to, times, 0)
        }
        return
      }
      try file.write(n == chunk.count ? chunk : Array(chunk[..<n]))
    }
  }
  /// Takes away what keeps the owner from writing a file.
  static func makeWritable(_ path: String) {
    if let mode = info(path)?.mode, mode & 0o200 == 0 { chmod(path, mode_t((mode | 0o200) & 0o7777)) }
  }
  static var lastError: Int32 { errno }
  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
  static var currentDirectory: String {
    guard let p = getcwd(nil, 0) else { return "/" }
    defer { free(p) }
    return String(cString: p)
  }
}
