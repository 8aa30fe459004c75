/// Loads views from format files, before or after those there are.
import Codecs
import Engine
import Formatting

struct UpdateFormatData: Cmdlet {
  static let command = Command("Update", "FormatData", defaultSet: "FileSet", confirm: .low,
    synopsis: "Reads views of types from .ps1xml files.",
    examples: [("Views of a file", "Get-FormatData System.IO.FileInfo | Export-FormatData -Path ./files.format.ps1xml; Update-FormatData -PrependPath ./files.format.ps1xml")])
  @Parameter("AppendPath", at: 0, from: [.pipeline, .propertyName], sets: ["FileSet"], aliases: ["PSPath", "Path"], validate: [.notNull]) var appendPath: [String]
  @Parameter("PrependPath", sets: ["FileSet"], validate: [.notNull]) var prependPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let table = ViewTable.of(shell.context)
    for p in try ConfigurationFile.find(prependPath, "FormatPrependPathException", shell).reversed() { if let v = try load(p, shell) { table.prepended = v + table.prepended } }
    for p in try ConfigurationFile.find(appendPath, "FormatAppendPathException", shell) { if let v = try load(p, shell) { table.appended += v } }
    table.loaded()
  }

  private func load(_ path: String, _ shell: Invocation) throws -> [View]? {
    guard try shell.shouldProcess("FileName: \(path)", action: "Update FormatData") else { return nil }
    return try FormatFile.load(path, shell.context) { try shell.error($0) }
  }
}

extension FormatFile {
  /// What is said of a file: the fault found last comes first.
  private static func faults(_ path: String, _ all: [String]) -> String {
    "Errors occurred while loading the format data file: \n" + all.map { "\(path), \($0)\n" }.joined()
  }
  /// The views of a format file; nil when it is broken, which has been reported.
  static func load(_ path: String, _ context: ExecutionContext, report: (ErrorRecord) throws -> Void) throws -> [View]? {
    let broken = { (text: String) in FormatFile.faults(path, ["Error in file \(path): \(text)"]) }
    guard let root = try ConfigurationFile.read(path, "FormatXmlUpdateException", report, broken) else { return nil }
    let errors = FormatFileCheck(path).errors(in: root)
    if !errors.isEmpty {
      try report(ConfigurationFile.fault("FormatXmlUpdateException", FormatFile.faults(path, errors.reversed())))
      return nil
    }
    var file = FormatFile(context)
    return try file.views(root)
  }
}

/// A `.ps1xml` file as a tree; problems are errors of the cmdlet.
enum ConfigurationFile {
  /// The files names and patterns stand for.
  /// - Parameter id: of the error when there is none
  static func find(_ names: [String], _ id: String, _ shell: Invocation) throws -> [String] {
    var files: [String] = []
    for name in names {
      for p in try shell.space.expand(name, literal: false) {
        guard p.exists else { try shell.error(PathSpace.notFound(p.display, id: id, .invalidOperation, target: name)); continue }
        if p.provider.name != "FileSystem" {
          try shell.error(
            id, .invalidArgument, "Cannot open the file because the current provider is \"\(p.provider.text())\", and this command requires a file.",
            exception: "System.Management.Automation.PSInvalidOperationException")
          continue
        }
        guard p.path.lowercased().hasSuffix(".ps1xml") else {
          try shell.error(
            "WrongExtension", .invalidArgument, "Cannot read the file \"\(p.path)\"  because it does not have the file name extension \"ps1xml\".",
            exception: "System.Management.Automation.PSInvalidOperationException")
          continue
        }
        files.append(p.path)
      }
    }
    return files
  }
  static func fault(_ id: String, _ message: String) -> ErrorRecord { ErrorRecord(PSException("System.Management.Automation.RuntimeException", message), id: id, .invalidOperation) }
  /// - Parameter sentence: what to say of XML that is none; nil = what is said of any file
  static func read(_ path: String, _ id: String, _ report: (ErrorRecord) throws -> Void, _ sentence: ((String) -> String)? = nil) throws -> XmlTree? {
    guard let bytes = try? Posix.readFile(path) else { return nil }
    do { return try XmlTree.parse(bytes) } catch let p as XmlScanner.Problem {
      let usual = id == "TypesXmlUpdateException" ? "\(path), \(path) : Exception: \(p.text)" : "The following error occurred while loading the file \(path): \(p.text)"
      try report(fault(id, sentence?(p.text) ?? usual))
      return nil
    }
  }
}
