/// Files cmdlets read and write: paths as the session means them, `D:\\output.xml` included.
import Engine
import Glibc

struct SessionFiles {
  let context: ExecutionContext
  init(_ context: ExecutionContext) { self.context = context }

  /// The file a path stands for.
  func path(_ text: String) -> String { LetterDrives.path(text) ?? context.resolvePath(text) }

  /// Nil = written, all of it; else why not, and the old file is as it was.
  static func write(_ content: [UInt8], to path: String) -> String? {
    let failure = FileText.replace(path, content)
    return failure == 0 ? nil : String(cString: strerror(failure))
  }
  static func write(_ text: String, to path: String) -> String? { write(Array(text.utf8), to: path) }
}
