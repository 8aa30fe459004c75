/// `switch -File`: the one file a path means, and its lines.
import Primitives
import Syntax

extension ExecutionContext {
  /// The lines of the file, without their ends; a last empty one is none.
  func linesOfFile(_ path: String, _ extent: Extent) throws -> Value {
    let isPattern = path.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 }
    var bytes = path.isEmpty || isPattern ? nil : FileText.read(resolvePath(path))
    if bytes == nil { bytes = FileText.read(try fileForSwitch(path, extent)) }
    guard let bytes else { throw locate(TerminatingError("FileNotFoundException", "Could not find file '\(path)'.", .openError, exception: "System.IO.FileNotFoundException"), extent) }
    return .array(PSArray(FileText.decode(bytes).textLines.map { .str($0) }))
  }
  /// The one file that `switch -file` means by a path that is not simply a file's.
  private func fileForSwitch(_ path: String, _ extent: Extent) throws -> String {
    func refused(_ id: String, _ message: String) -> Error { locate(TerminatingError(id, message, .invalidOperation, target: .str(path)), extent) }
    if path.isEmpty { throw refused("InvalidFilenameOption", "The file name argument to -file in the switch statement is not valid.") }
    let found = try output(of: "Microsoft.PowerShell.Management\\Resolve-Path -Path " + SourceLiteral.quoted(path))
    if found.isEmpty, !path.utf8.contains(where: { $0 == 42 || $0 == 63 || $0 == 91 }) {
      let full = resolvePath(path)
      throw locate(
        TerminatingError(
          "PathNotFound", "Cannot find path '\(full)' because it does not exist.", .objectNotFound,
          exception: "System.Management.Automation.ItemNotFoundException", target: .str(full)), extent)
    }
    for x in found {
      guard let provider = try property(x, "Provider"), let name = try property(provider, "Name") else { continue }
      if !Conversion.toString(name).equalsIgnoringCase("FileSystem") { throw refused("FileOpenError", "The current provider (\(Conversion.toString(provider, self))) cannot open a file.") }
    }
    if found.isEmpty { throw refused("FileNotFound", "No files matching '\(path)' were found.") }
    if found.count > 1 { throw refused("AmbiguousPath", "The path cannot be processed because it resolved to more than one file; only one file at a time can be processed.") }
    return Conversion.toString(try property(found[0], "ProviderPath") ?? found[0], self)
  }
}
