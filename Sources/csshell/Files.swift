/// The few things the program itself does with files.
import Glibc

enum Files {
  /// A regular file (or pipe, device) that can be a script.
  static func exists(_ path: String) -> Bool {
    var s = stat()
    return stat(path, &s) == 0 && s.st_mode & S_IFMT != S_IFDIR
  }
  static func isFolder(_ path: String) -> Bool {
    var s = stat()
    return stat(path, &s) == 0 && s.st_mode & S_IFMT == S_IFDIR
  }

  /// The absolute path, `.` and `..` resolved, links kept.
  static func absolute(_ path: String) -> String {
    var parts: [Substring] = path.hasPrefix("/") ? [] : currentFolder.split(separator: "/")
    for p in path.split(separator: "/") {
      if p == "." { continue }
      if p == ".." { _ = parts.popLast() } else { parts.append(p) }
    }
    return "/" + parts.joined(separator: "/")
  }
  static var currentFolder: String {
    guard let p = getcwd(nil, 0) else { return "/" }
    defer { free(p) }
    return String(cString: p)
  }

  /// The bytes of a file; nil when it cannot be read.
  static func bytes(_ path: String) -> [UInt8]? {
    let fd = open(path, O_RDONLY)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var all: [UInt8] = []
    var s = stat()
    if fstat(fd, &s) == 0 { all.reserveCapacity(Int(s.st_size) + 1) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = read(fd, &chunk, chunk.count)
      if n < 0, errno == EINTR { continue }
      if n <= 0 { return n < 0 ? nil : all }
      all += chunk[..<n]
    }
  }

  /// A script's text: UTF-8 (byte order mark or not), UTF-16 with a byte order mark; what is not valid becomes U+FFFD.
  static func text(_ path: String) -> String? {
    guard let b = bytes(path) else { return nil }
    if b.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: b[3...], as: UTF8.self) }
    if b.starts(with: [0xFF, 0xFE]) || b.starts(with: [0xFE, 0xFF]) {
      let little = b[0] == 0xFF
      let units = stride(from: 2, to: b.count - 1, by: 2).map { little ? UInt16(b[$0]) | UInt16(b[$0 + 1]) << 8 : UInt16(b[$0]) << 8 | UInt16(b[$0 + 1]) }
      return String(decoding: units, as: UTF16.self)
    }
    return String(decoding: b, as: UTF8.self)
  }
}

extension Files {
  /// Path of the running program.
  static var program: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let n = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return n > 0 ? String(decoding: buffer[..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
  /// Names in a folder; empty when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let d = opendir(folder) else { return [] }
    defer { closedir(d) }
    var out: [String] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
      if name != ".", name != ".." { out.append(name) }
    }
    return out
  }
}
