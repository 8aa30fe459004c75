/// The texts of Markdown files as the Markdown cmdlets read them.
import Engine
import Glibc

extension Invocation {
  /// A pattern that stands for nothing is no error; a file that cannot be read ends the call, for there is no text to go on with.
  func markdownTexts(_ name: String, literal: Bool) throws -> [String] {
    var texts: [String] = []
    for file in try space.expand(name, literal: literal) {
      guard file.provider is FileSystemProvider else {
        try error(
          "OnlyFileSystemPathsSupported", .invalidArgument, "Only FileSystem Provider paths are supported. The file path is not supported: '\(name)'.",
          exception: "System.ArgumentException", target: .str(name))
        throw terminating("System.NullReferenceException", .notSpecified, "Object reference not set to an instance of an object.", exception: "System.NullReferenceException")
      }
      if !literal, !file.exists {
        if Wildcard.hasSpecial(name) { continue }
        try error(
          "FileNotFound", .resourceUnavailable, "Cannot find path '\(file.display)' because it does not exist.",
          exception: "System.Management.Automation.ItemNotFoundException", target: .str(name))
        continue
      }
      do { texts.append(FileText.decode(try Posix.readFile(file.path))) } catch let e as Posix.Failure {
        let isDenied = e.code == EACCES || e.code == EISDIR
        try error(isDenied ? e.record("FileUnauthorizedAccess", .securityError, file.path) : e.record("FileNotFound", .resourceUnavailable, file.path))
        throw terminating("System.ArgumentNullException", .notSpecified, "Value cannot be null. (Parameter 'markdown')", exception: "System.ArgumentNullException")
      }
    }
    return texts
  }
}
