/// The few things the program itself does with files.
import Glibc

enum Files {
  /// A regular file (or pipe, device) that can be a script.
  static func exists(_ path: String) -> Bool {
    var s = stat()
    return stat(path, &s) == 0 && s.st_mode & S_IFMT != S_IFDIR
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
  /// `~` at the start is the person's folder; after it a backslash separates too.
  static func fromHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") || path.hasPrefix("~\\"), let home = getenv("HOME") else { return path }
    return String(cString: home) + String(path.dropFirst().map { $0 == "\\" ? "/" : $0 })
  }
  static var currentFolder: String {
    guard let p = getcwd(nil, 0) else { return "/" }
    defer { free(p) }
    return String(cString: p)
  }

  /// Path of the running program.
  static var program: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let n = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return n > 0 ? String(decoding: buffer[..<n].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
