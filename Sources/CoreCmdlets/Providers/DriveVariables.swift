/// `${drive:path}`: what a provider's item holds, read and written like a variable.
import Codecs
import Engine
import Glibc

enum DriveVariables {
  /// What the one item holds that the path names; null when there is none.
  static func read(_ path: String, _ context: ExecutionContext) throws -> Value {
    guard let all = try? PathSpace.of(context).expand(path, literal: false).filter(\.exists), let p = all.first else { return .null }
    if all.count > 1 { throw resolvedToMultiple(path) }
    if let s = p.provider as? SessionProvider { return try s.content(p.path) ?? .null }
    guard !p.isContainer, let bytes = try? Posix.readFile(p.path) else { return .null }
    let lines = TextLines.all(TextCodec.decodeFile(bytes), delimiter: nil)
    return lines.count == 1 ? .str(lines[0]) : .arr(lines.map { .str($0) })
  }
  static func write(_ path: String, _ v: Value, _ context: ExecutionContext) throws {
    let all = try PathSpace.of(context).expand(path, literal: false)
    guard let p = all.first else { throw TerminatingError(PathSpace.notFound(path)) }
    if all.count > 1 { throw resolvedToMultiple(path) }
    if let s = p.provider as? SessionProvider { return try s.store(p.path, v.isNull && !(s is VariableProvider) ? nil : v, context) }
    if p.isContainer {
      throw TerminatingError("WriteContainerContentException", "Unable to write content because it is a directory: '\(p.path)'.", .invalidOperation, exception: "System.InvalidOperationException")
    }
    let text = (v.elementsIfSequence ?? [v]).map { Conversion.toString($0, context) + "\n" }.joined()
    do { try Posix.writeFile(p.path, Array(text.utf8)) } catch let f as Posix.Failure {
      if f.code == ENOENT || f.code == ENOTDIR {
        throw TerminatingError(
          "GetContentWriterDirectoryNotFoundError", "Could not find a part of the path '\(p.path)'.", .objectNotFound,
          exception: "System.IO.DirectoryNotFoundException", target: .str(p.path))
      }
      throw TerminatingError(f.record("GetContentWriterUnauthorizedAccessError", .permissionDenied, p.path))
    }
  }
  private static func resolvedToMultiple(_ path: String) -> TerminatingError {
    TerminatingError(
      "Argument",
      """
      Cannot process variable because variable path '\(path)' resolved to multiple items. You can get or set the variable value only one item at a time.
      """,
      .invalidArgument, exception: "System.Management.Automation.PSArgumentException")
  }
}
