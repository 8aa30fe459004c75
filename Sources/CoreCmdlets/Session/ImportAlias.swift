/// Reads aliases from a file Export-Alias wrote.
import Engine
import Codecs

struct ImportAlias: Cmdlet {
  static let command = Command("Import", "Alias", defaultSet: "ByPath", confirm: .medium,
    outputs: ["System.Management.Automation.AliasInfo"],
    synopsis: "Reads aliases from a file.",
    examples: [("All", "Import-Alias aliases.csv -Force")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["ByPath"]) var path: String
  @Parameter("LiteralPath", from: [.pipeline, .propertyName], sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Scope", validate: [.notNullOrEmpty]) var scope: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let name = $literalPath.isBound ? literalPath : path
    let found = try shell.space.expand(name, literal: $literalPath.isBound)
    let other = try found.isEmpty ? shell.space.resolve(name).provider : found[0].provider
    guard other is FileSystemProvider else {
      throw shell.terminating(
        "NotSupported", .notImplemented,
        """
        Cannot import the alias because the specified path '\(name)' referred to a '\(other.text())' provider path. Change the value of the Path \
        parameter to a file system path.
        """,
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    guard found.count == 1, let file = found.first else {
      throw shell.terminating(
        "NotSupported", .notImplemented,
        """
        Cannot import alias because path '\(name)' contains wildcard characters that resolve to multiple paths. Aliases can be imported from only one file. \
        Change the value of the Path parameter to a path that resolves to a single file.
        """,
        exception: "System.Management.Automation.PSNotSupportedException")
    }
    if !$literalPath.isBound, !file.exists { throw shell.terminating(PathSpace.notFound(file.display)) }
    var text: String
    do { text = TextCodec.decodeFile(try Posix.readFile(file.path)) } catch let e as Posix.Failure {
      let record = e.record("FileOpenFailure", .openError, file.path)
      record.detailsMessage = "Cannot open file \(file.path) to import the alias. \(record.exception.message)"
      throw shell.terminating(record)
    }
    for row in try rows(&text, file.path, shell) {
      guard try shell.shouldProcess("Name: \(row.name) Value: \(row.value)", action: "Import Alias") else { continue }
      if force.isOn {
        do { try shell.context.checkScope(scope) } catch let e as TerminatingError { try shell.error(e.record); continue }
      } else { try shell.checkScope(scope) }
      if !force.isOn, try isTaken(row.name, shell) { continue }
      if let a = try shell.makeAlias(row.name, row.value, row.options, row.description, force: force.isOn, scope: scope), passThru.isOn { try shell.write(.other(a)) }
    }
  }

  private struct Row { let name: String, value: String, description: String, options: Value }

  /// What the file says; one malformed line and none of it is taken.
  private func rows(_ text: inout String, _ path: String, _ shell: Invocation) throws -> [Row] {
    var all: [Row] = [], row: [String] = [], quoted: [Bool] = [], line = 0
    try text.withUTF8 { b in
      var r = CsvReader(b)
      while !r.isAtEnd {
        line += 1
        if r.peekLine().trimmed.isEmpty || r.peekLine().hasPrefix("#") { r.skipLine(); continue }
        guard r.readRow(&row, &quoted) else { return }
        guard row.count == 4 else {
          let message =
            """
            Cannot import an alias. Line number \(line) in the file '\(path)' is not a properly-formatted, comma-separated values (CSV) line for aliases. \
            Change the line to contain four values separated by commas. If the value text itself contains a comma, then the value must be contained in \
            quotation marks.
            """
          let record = ErrorRecord(PSException("System.FormatException", message), id: "ImportAliasFileFormatError", .readError, target: .str(path))
          record.detailsMessage = message
          throw shell.terminating(record)
        }
        let options = TypeTable.get("System.Management.Automation.ScopedItemOptions")
        guard let option = Conversion.tryConvert(.str(row[3]), to: options, shell.context) else {
          let record = ErrorRecord(
            PSException(
              "System.ArgumentException",
              row[3].trimmed.isEmpty
                ? "Must specify valid information for parsing in the string. (Parameter 'value')" : "Requested value '\(row[3])' was not found."),
            id: "ImportAliasOptionsError", .readError, target: .str(path))
          record.detailsMessage =
            """
            Cannot import the alias because line number \(line) in the file '\(path)' contains an option that is not recognized for aliases. Change the \
            file to contain valid options.
            """
          try shell.error(record)
          continue
        }
        all.append(Row(name: row[0], value: row[1], description: row[2], options: option))
      }
    }
    return all
  }
  /// Whether an alias or another command has the name.
  private func isTaken(_ name: String, _ shell: Invocation) throws -> Bool {
    var text: String?
    if try shell.context.alias(name, scope: scope) != nil { text = "The alias is not allowed, because an alias with the name '\(name)' already exists." }
    else {
      let known: CommandInfo? = shell.context.functionInScope(name) ?? shell.context.commands.cmdlet(name)
      if let c = known ?? (name.contains("/") ? nil : shell.context.findExternal(name)) {
        text = "The alias is not allowed, because a command with the name '\(name)' and command type '\(c.type.rawValue)' already exists."
      }
    }
    guard let text else { return false }
    try shell.error("AliasAlreadyExists", .resourceExists, text, exception: "System.Management.Automation.SessionStateException", target: .str(name))
    return true
  }
}
