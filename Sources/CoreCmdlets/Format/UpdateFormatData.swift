/// Loads views from format files, before or after those there are.
import Codecs
import Engine
import Formatting

struct UpdateFormatData: Cmdlet {
  static let command = Command("Update", "FormatData", defaultSet: "FileSet", confirm: .low, synopsis: "Updates the formatting data in the current session.")
  @Parameter("AppendPath", at: 0, from: [.pipeline, .propertyName], sets: ["FileSet"], aliases: ["PSPath", "Path"], validate: [.notNull]) var appendPath: [String]
  @Parameter("PrependPath", sets: ["FileSet"], validate: [.notNull]) var prependPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let table = ViewTable.of(shell.context)
    for p in prependPath.reversed() { if let v = try load(p, shell) { table.prepended = v + table.prepended } }
    for p in appendPath { if let v = try load(p, shell) { table.appended += v } }
    table.loaded()
  }

  private func load(_ given: String, _ shell: Invocation) throws -> [View]? {
    let path = shell.context.resolvePath(given)
    guard try shell.shouldProcess("FileName: \(path)", action: "Update FormatData") else { return nil }
    guard let root = try ConfigurationFile.read(path, given: given, "FormatXmlUpdateException", shell) else { return nil }
    var file = FormatFile(shell.context)
    return try file.views(root)
  }
}

/// A `.ps1xml` file as a tree; problems are errors of the cmdlet.
enum ConfigurationFile {
  static func read(_ path: String, given: String, _ id: String, _ shell: Invocation) throws -> XmlTree? {
    guard path.lowercased().hasSuffix(".ps1xml") else {
      try shell.error("WrongExtension", .invalidArgument, "Cannot read the file \"\(path)\"  because it does not have the file name extension \"ps1xml\".", exception: "System.Management.Automation.PSInvalidOperationException", target: .str(given))
      return nil
    }
    guard let bytes = FileBytes.read(path) else {
      try shell.error("PathNotFound", .objectNotFound, "Cannot find path '\(path)' because it does not exist.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(given))
      return nil
    }
    do { return try XmlTree.parse(bytes) } catch let p as XmlScanner.Problem {
      try shell.error(id, .invalidOperation, "The following error occurred while loading the file \(path): \(p.text)", exception: "System.Management.Automation.RuntimeException")
      return nil
    }
  }
}
