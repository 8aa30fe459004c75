/// Empties files without removing them.
import Engine
import Glibc

struct ClearContent: Cmdlet {
  static let command = Command("Clear", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Empties a file but keeps it.",
    examples: [("An empty log", "Clear-Content log.txt")])
  @Parameter("Path", at: 0, from: .propertyName, sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    for text in $literalPath.isBound ? literalPath : path {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn, filter: filter) { try clear(p.ending(as: text), shell) }
    }
  }
  private func clear(_ p: ItemPath, _ shell: Invocation) throws {
    guard p.provider.name == "FileSystem" else {
      return try shell.error(
        "NotSupported", .notImplemented, "Cannot perform the ClearContent operation. The ClearContent operation is not supported by this provider.",
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    if p.isContainer { return try shell.error(ClearContent.isFolder(p)) }
    guard try shell.shouldProcess("Item: \(p.path)", action: "Clear Content") else { return }
    // a link that leads nowhere is not followed to a new file
    guard access(p.path, F_OK) == 0 else { return try shell.error(Posix.Failure(code: errno, path: p.path).record("ClearContentIOError", .writeError, p.path)) }
    try FileWriter(p.path, append: false, encoding: .utf8, shell).close()
  }
  static func isFolder(_ p: ItemPath) -> ErrorRecord {
    ErrorRecord(
      PSException("System.NotSupportedException", "Unable to clear content of '\(p.path)' because it is a directory. Clear-Content is only supported on files."),
      id: "ClearDirectoryContent", .invalidOperation, target: .str(p.path))
  }
}
