/// The file system calls behind `System.IO`, with .NET's exceptions.
import Engine
import Primitives
import Glibc

enum FileSystem {
  struct Facts {
    var mode: UInt32 = 0
    var size: Int64 = 0
    var modified = NetDateTime.minValue, accessed = NetDateTime.minValue, created = NetDateTime.minValue
    var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
    var isLink = false
    var leadsNowhere = false
  }
  static func time(_ t: timespec) -> NetDateTime {
    NetDateTime(ticks: NetDateTime.unixEpoch.ticks + Int64(t.tv_sec) * 10_000_000 + Int64(t.tv_nsec) / 100, kind: .utc)
  }
  /// Facts about what a path names, nil when there is nothing: kind and mode of what a link leads to, times and size of the link itself.
  static func facts(_ path: String) -> Facts? {
    var s = stat()
    var l = stat()
    guard lstat(path, &l) == 0 else { return nil }
    let leads = stat(path, &s) == 0
    if !leads { s = l }
    var f = Facts(mode: s.st_mode, size: Int64(l.st_size))
    f.modified = time(l.st_mtim)
    f.accessed = time(l.st_atim)
    f.created = birth(path) ?? min(time(l.st_mtim), time(l.st_ctim))
    f.isLink = l.st_mode & S_IFMT == S_IFLNK
    f.leadsNowhere = !leads
    return f
  }
  /// Time of birth where the file system keeps it.
  private static func birth(_ path: String) -> NetDateTime? { nil }

  static func fileExists(_ path: String) -> Bool { facts(real(path)).map { !$0.isDirectory } ?? false }
  static func directoryExists(_ path: String) -> Bool { facts(real(path))?.isDirectory ?? false }
  static func currentDirectory() -> String {
    guard let p = getcwd(nil, 0) else { return "/" }
    defer { free(p) }
    return String(cString: p)
  }
  /// The file a path stands for, drive letters of old scripts included.
  static func real(_ path: String) -> String { LetterDrives.path(path) ?? full(path) }
  /// `Path.GetFullPath`.
  static func full(_ path: String, base: String? = nil) -> String {
    let joined = path.hasPrefix("/") ? path : (base ?? currentDirectory()) + "/" + path
    var parts: [Substring] = []
    for p in joined.split(separator: "/", omittingEmptySubsequences: true) {
      if p == "." { continue }
      if p == ".." { _ = parts.popLast(); continue }
      parts.append(p)
    }
    let s = "/" + parts.joined(separator: "/")
    return joined.hasSuffix("/") && s != "/" ? s + "/" : s
  }

  static func failure(_ path: String, _ code: Int32 = errno, directory: Bool = false) -> TerminatingError {
    let p = LetterDrives.shown(full(path))
    switch code {
    case ENOENT:
      let parent = Paths.directoryName(full(path)) ?? "/"
      if directory || !directoryExists(parent) { return netError("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(p)'.") }
      let e = netError("System.IO.FileNotFoundException", "Could not find file '\(p)'.")
      e.record.exception.properties.append(("FileName", .str(p)))
      return e
    case ENOTDIR: return netError("System.IO.DirectoryNotFoundException", "Could not find a part of the path '\(p)'.")
    case EACCES, EPERM, EISDIR:
      let e = netError("System.UnauthorizedAccessException", "Access to the path '\(p)' is denied.")
      e.record.exception.inner = PSException("System.IO.IOException", String(cString: strerror(code == EISDIR ? EACCES : code)))
      return e
    case EEXIST: return netError("System.IO.IOException", "The file '\(p)' already exists.")
    case ENOTEMPTY: return netError("System.IO.IOException", "Directory not empty : '\(p)'")
    case ENAMETOOLONG: return netError("System.IO.PathTooLongException", "The specified file name or path is too long, or a component of the specified path is too long.")
    default: return netError("System.IO.IOException", String(cString: strerror(code)) + " : '\(p)'")
    }
  }
  /// - Parameter null: what a missing path is called, where .NET calls it something else than an empty one
  static func check(_ path: String?, _ name: String = "path", null: String? = nil) throws -> String {
    guard let path else { throw nullArgument(null ?? name) }
    if path.isEmpty { throw argumentError("The value cannot be an empty string.", param: name) }
    return real(path)
  }

  static func read(_ path: String) throws -> [UInt8] {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { throw failure(path) }
    defer { close(fd) }
    var s = stat()
    fstat(fd, &s)
    if s.st_mode & S_IFMT == S_IFDIR { throw failure(path, EACCES) }
    var out: [UInt8] = []
    out.reserveCapacity(Int(s.st_size) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = Glibc.read(fd, &buffer, buffer.count)
      if Attention.isWanted { throw FlowSignal.stopped }
      if n < 0 { if errno == EINTR { continue }; throw failure(path) }
      if n == 0 { break }
      out.append(contentsOf: buffer[0..<n])
    }
    return out
  }
  /// Writes to a pipe; what nobody reads any more is dropped.
  static func send(_ bytes: [UInt8], to fd: Int32) {
    var at = 0
    while at < bytes.count {
      let n = bytes[at...].withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
      if n < 0, errno == EINTR { continue }
      if n <= 0 { return }
      at += n
    }
  }
  static func write(_ path: String, _ bytes: [UInt8], append: Bool = false, exclusive: Bool = false, mode: mode_t = 0o666) throws {
    let fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC) | (exclusive ? O_EXCL : 0), mode)
    guard fd >= 0 else { throw failure(path) }
    defer { close(fd) }
    var done = 0
    try bytes.withUnsafeBytes { p in
      while done < p.count, let base = p.baseAddress {
        if Attention.isWanted { throw FlowSignal.stopped }
        // in portions, between which Ctrl+C is heard
        let n = Glibc.write(fd, base + done, min(p.count - done, 1 << 24))
        if n < 0 { if errno == EINTR { continue }; throw failure(path) }
        done += n
      }
    }
  }
  static func names(_ path: String) throws -> [String] {
    guard let d = opendir(path) else { throw failure(path, directory: true) }
    defer { closedir(d) }
    var out: [String] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      if name != "." && name != ".." { out.append(name) }
    }
    return out
  }
  /// Entries below a folder whose names match a pattern of `*` and `?`, parents before children.
  static func entries(_ folder: String, _ pattern: String = "*", recurse: Bool = false, files: Bool, directories: Bool) throws -> [String] {
    let p = try? WildcardPattern(WildcardPattern.escape(pattern).replacing("`*", "*").replacing("`?", "?"), ignoreCase: false)
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    var out: [String] = [], below: [String] = []
    for n in try names(folder) {
      let f = facts(base + n)
      let isDirectory = f?.isDirectory ?? false
      if isDirectory ? directories : files, pattern == "*" || pattern == "*.*" || p?.matches(n) ?? true { out.append(base + n) }
      if isDirectory, recurse, f?.isLink == false { below.append(base + n) }
    }
    if Attention.isWanted { throw FlowSignal.stopped }
    for b in below { out += try entries(b, pattern, recurse: true, files: files, directories: directories) }
    return out
  }
  static func makeDirectories(_ path: String) throws {
    if directoryExists(path) { return }
    if facts(path) != nil { throw netError("System.IO.IOException", "The file '\(path)' already exists.") }
    if let parent = Paths.directoryName(path), parent != path { try makeDirectories(parent) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path, directory: true) }
  }
  static func removeDirectory(_ path: String, recurse: Bool) throws {
    if let f = facts(path), !f.isDirectory { throw netError("System.IO.IOException", "The directory name is invalid. : '\(path)'") }
    if recurse, facts(path)?.isLink == false {
      for n in try names(path) {
        let child = path + "/" + n
        if let f = facts(child), f.isDirectory, !f.isLink { try removeDirectory(child, recurse: true) } else if unlink(child) != 0 { throw failure(child) }
      }
    }
    // a link goes, and what it leads to stays
    if facts(path)?.isLink ?? false, unlink(path) == 0 { return }
    if rmdir(path) != 0 { throw failure(path, directory: true) }
  }
  static func setTimes(_ path: String, modified: NetDateTime? = nil, accessed: NetDateTime? = nil) throws {
    func spec(_ d: NetDateTime?) -> timespec {
      guard let d else { return timespec(tv_sec: 0, tv_nsec: Int((1 << 30) - 2)) }
      let t = d.toUniversalTime().ticks - NetDateTime.unixEpoch.ticks
      return timespec(tv_sec: Int(t / 10_000_000), tv_nsec: Int(t % 10_000_000) * 100)
    }
    let times = [spec(accessed), spec(modified)]
    if utimensat(AT_FDCWD, path, times, 0) != 0 { throw failure(path) }
  }
  static func copy(_ from: String, _ to: String, overwrite: Bool) throws {
    guard fileExists(from) else { throw failure(from, directoryExists(from) ? EACCES : ENOENT) }
    if !overwrite, facts(to) != nil { throw netError("System.IO.IOException", "The file '\(to)' already exists.") }
    try write(to, try read(from))
    if let f = facts(from) { chmod(to, f.mode & 0o7777); try setTimes(to, modified: f.modified) }
  }
  static func attributes(_ path: String, _ f: Facts) -> Int {
    var a = 0
    if f.isDirectory { a |= 16 }
    if f.mode & 0o222 == 0 { a |= 1 }
    if Paths.fileName(path).hasPrefix(".") { a |= 2 }
    if f.isLink { a |= 1024 }
    return a == 0 ? 128 : a
  }
  static func setAttributes(_ path: String, _ a: Int) {
    guard let f = facts(path) else { return }
    chmod(path, a & 1 != 0 ? f.mode & 0o7555 : f.mode & 0o7777 | 0o200)
  }
  static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let n = readlink(path, &buffer, 4096)
    return n < 0 ? nil : String(decoding: buffer[0..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension String {
  /// Every occurrence of a piece replaced, ordinal.
  func replacing(_ old: String, _ new: String) -> String { (try? NetString.replace(self, old, new)) ?? self }
}

/// `System.IO.Path` on plain strings.
enum Paths {
  static func fileName(_ p: String) -> String { p.utf8.lastIndex(of: 47).map { String(p[p.utf8.index(after: $0)...]) } ?? p }
  static func directoryName(_ p: String) -> String? {
    if p.isEmpty || p.utf8.allSatisfy({ $0 == 47 }) { return nil }
    guard var i = p.utf8.lastIndex(of: 47) else { return "" }
    while i > p.startIndex, p.utf8[p.utf8.index(before: i)] == 47 { i = p.utf8.index(before: i) }
    if i == p.startIndex { return p.utf8.count > 1 ? "/" : nil }
    return collapsed(String(p[..<i]))
  }
  private static func collapsed(_ p: String) -> String {
    var out: [UInt8] = []
    for c in p.utf8 where !(c == 47 && out.last == 47) { out.append(c) }
    return String(decoding: out, as: UTF8.self)
  }
  /// With its dot; empty when there is none.
  static func fileExtension(_ p: String) -> String {
    let n = fileName(p)
    guard let i = n.utf8.lastIndex(of: 46), n.utf8.index(after: i) != n.endIndex else { return "" }
    return String(n[i...])
  }
  static func withoutExtension(_ n: String) -> String { n.utf8.lastIndex(of: 46).map { String(n[..<$0]) } ?? n }
  static func combine(_ parts: [String]) -> String {
    var out = ""
    for p in parts where !p.isEmpty {
      if out.isEmpty || p.hasPrefix("/") { out = p } else { out += (out.hasSuffix("/") ? "" : "/") + p }
    }
    return out
  }
  static func join(_ parts: [String]) -> String {
    var out = ""
    for p in parts where !p.isEmpty {
      if out.isEmpty { out = p } else { out += (out.hasSuffix("/") || p.hasPrefix("/") ? "" : "/") + p }
    }
    return out
  }
  static func relative(_ from: String, _ to: String) -> String {
    let a = FileSystem.full(from).split(separator: "/"), b = FileSystem.full(to).split(separator: "/")
    var i = 0
    while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
    if i == a.count, i == b.count { return "." }
    return (Array(repeating: "..", count: a.count - i) + b[i...].map(String.init)).joined(separator: "/")
  }
}
