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

  /// Nil = written, all of it; else why not, and the old file is as it was.
  static func write(_ content: [UInt8], to path: String) -> String? {
    let failure = FileText.replace(path, content)
    return failure == 0 ? nil : String(cString: strerror(failure))
  }
  static func write(_ text: String, to path: String) -> String? { write(Array(text.utf8), to: path) }
}
