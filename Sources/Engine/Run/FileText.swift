/// Whole small files as every module reads and writes them: scripts, manifests, documents, settings.
import Glibc
import Primitives

public enum FileText {
  /// The last part of a path; what has no slash is its own.
  public static func leaf(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
  /// A folder for the user alone, with the folders above it.
  /// - Returns: whether it is there now
  @discardableResult public static func makeFolder(_ path: some StringProtocol) -> Bool {
    var at = ""
    for part in path.split(separator: "/") {
      at += "/" + part
      if mkdir(at, 0o700) != 0, errno != EEXIST { return false }
    }
    return true
  }
  /// The bytes of a file, pipe or device; nil when it cannot be read.
  public static func read(_ path: String) -> [UInt8]? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var st = stat()
    guard fstat(fd, &st) == 0, st.st_mode & S_IFMT != S_IFDIR else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(Int(st.st_size) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = Glibc.read(fd, &buffer, buffer.count)
      if n < 0, errno == EINTR, !Attention.isWanted { continue }
      if n < 0 { return nil }
      if n == 0 { break }
      out.append(contentsOf: buffer[0..<n])
    }
    return out
  }
  /// Text: UTF-8 with or without mark, UTF-16 with mark; what is not valid becomes U+FFFD.
  public static func decode(_ b: [UInt8]) -> String {
    if b.count >= 3, b[0] == 0xEF, b[1] == 0xBB, b[2] == 0xBF { return String(decoding: b[3...], as: UTF8.self) }
    if b.count >= 2, b[0] == 0xFF, b[1] == 0xFE {
      return String(decoding: stride(from: 2, to: b.count - 1, by: 2).map { UInt16(b[$0]) | UInt16(b[$0 + 1]) << 8 }, as: UTF16.self)
    }
    if b.count >= 2, b[0] == 0xFE, b[1] == 0xFF {
      return String(decoding: stride(from: 2, to: b.count - 1, by: 2).map { UInt16(b[$0]) << 8 | UInt16(b[$0 + 1]) }, as: UTF16.self)
    }
    return String(decoding: b, as: UTF8.self)
  }
  /// A file's text by its byte order mark, UTF-8 without one; nil when it cannot be read.
  public static func text(_ path: String) -> String? { read(path).map(decode) }

  /// A new content for a file, all or nothing: written beside it and put in its place. What is no regular file (a device, a
  /// pipe) is written to as it is.
  /// - Returns: 0, else the error number of what failed; the old file is then as it was
  public static func replace(_ path: String, _ bytes: [UInt8]) -> Int32 {
    // a link stays, what it points to is replaced
    let target = resolved(path)
    var old = stat()
    let exists = stat(target, &old) == 0
    if exists, old.st_mode & S_IFMT == S_IFDIR { return EISDIR }
    if exists, old.st_mode & S_IFMT != S_IFREG { return write(bytes, to: target) }
    if exists, access(target, W_OK) != 0 { return errno }
    let beside = "\(target).\(getpid()).tmp"
    var failure = write(bytes, to: beside)
    if failure == 0, exists { chmod(beside, old.st_mode & 0o7777) }
    if failure == 0, rename(beside, target) != 0 { failure = errno }
    if failure != 0 { unlink(beside) }
    return failure
  }
  private static func write(_ bytes: [UInt8], to path: String) -> Int32 {
    let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard fd >= 0 else { return errno }
    var failure: Int32 = 0
    bytes.withUnsafeBytes { b in
      var done = 0
      while done < b.count, let base = b.baseAddress {
        let n = Glibc.write(fd, base + done, b.count - done)
        if n < 0, errno == EINTR { continue }
        if n <= 0 { failure = n < 0 ? errno : EIO; return }
        done += n
      }
    }
    if close(fd) != 0, failure == 0 { failure = errno }
    return failure
  }
  private static func resolved(_ path: String) -> String {
    guard let p = realpath(path, nil) else { return path }
    defer { free(p) }
    return String(cString: p)
  }

  /// The names in a folder, unsorted, without `.` and `..`; nil when it cannot be read.
  public static func names(in folder: String) -> [String]? {
    guard let d = opendir(folder) else { return nil }
    defer { closedir(d) }
    var names: [String] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
