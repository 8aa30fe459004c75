/// Files cmdlets read and write: paths as the session means them, `D:\\output.xml` included.
import Engine
import Glibc

struct SessionFiles {
  let context: ExecutionContext
  init(_ context: ExecutionContext) { self.context = context }

  /// The file a path stands for. Drive letters stand for a folder of this session.
  func path(_ text: String) -> String {
    let mapped = context.resolvePath(text)
    guard let drive = SessionFiles.drive(mapped) else { return mapped }
    let temporary = Environment.get("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let folder = "\(temporary)/csshell-\(getpid())"
    mkdir(folder, 0o700)
    mkdir(folder + "/" + drive.letter, 0o700)
    var current = folder + "/" + drive.letter
    for part in drive.parts.dropLast() {
      current += "/" + part
      mkdir(current, 0o700)
    }
    return current + "/" + (drive.parts.last ?? "")
  }

  /// `D:\\a\b` as its letter and names; nil for other paths.
  static func drive(_ path: String) -> (letter: String, parts: [String])? {
    let bytes = Array(path.utf8)
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":"), (bytes[0] | 0x20) &- 0x61 < 26 else { return nil }
    let rest = bytes.dropFirst(2).split { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "/") }
    let parts = rest.map { String(decoding: $0, as: UTF8.self) }.filter { $0 != "." && $0 != ".." }
    return (String(decoding: bytes[0..<1], as: UTF8.self).uppercased(), parts)
  }

  /// The names in a folder; none when it is no folder.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } })
    }
    return names
  }

  static func read(_ path: String) -> String? { bytes(path).map { text(of: $0) } }

  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var status = stat()
    guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  /// UTF-8 with or without mark, or UTF-16 with one (what `>` writes in Windows PowerShell).
  static func text(of bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let little = bytes[0] == 0xFF
      var units: [UInt16] = []
      var index = 2
      while index + 1 < bytes.count {
        units.append(little ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8 : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
        index += 2
      }
      return String(decoding: units, as: UTF16.self)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Nil = written; else why not.
  static func write(_ content: [UInt8], to path: String) -> String? {
    guard let file = fopen(path, "wb") else { return String(cString: strerror(errno)) }
    defer { fclose(file) }
    let count = content.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, file) }
    return count == content.count ? nil : String(cString: strerror(errno))
  }
  static func write(_ text: String, to path: String) -> String? { write(Array(text.utf8), to: path) }
}
