/// Cmdlets that do one thing each and share no noun: one table a family, the parameters from `actions.txt`.
///
/// An entry names the cmdlet, says what it does in a sentence, shows a call, lists the parameters that have an effect, and
/// is what it does. Cmdlets of the text without an entry would be a mistake; `Tests/LyncSurface` finds it.
import Directory
import Engine
import Lync

struct ActionEntry {
  let name: String
  let synopsis: String
  let example: String
  /// Parameters that do something.
  let uses: Set<String>
  let action: DescribedCmdlet.Action

  init(_ name: String, _ synopsis: String, _ example: String, uses: Set<String> = [], _ action: @escaping DescribedCmdlet.Action) {
    (self.name, self.synopsis, self.example, self.uses, self.action) = (name, synopsis, example, uses, action)
  }
}

enum ActionCmdlets {
  static func all() -> [CmdletInfo] {
    var entries: [String: ActionEntry] = [:]
    for family in families { for entry in family { entries[entry.name] = entry } }
    return DescribedCommand.all(EmbeddedActions.text("actions") ?? "").compactMap { described in
      guard let entry = entries[described.name] else { return nil }
      return CmdletInfo(described.command(synopsis: entry.synopsis, examples: [("", entry.example)])) {
        DescribedCmdlet(described, help: { entry.uses.contains($0) || $0 == "Report" ? help($0) : nil }, entry.action)
      }
    }
  }

  private static let families = [
    RoleSettings.entries, UserDataActions.entries, PoolActions.entries, DirectoryActions.entries, HealthTests.entries, VoiceTests.entries, PeopleActions.entries, LoggingActions.entries,
    DatabaseActions.entries, ChatActions.entries, FileActions.entries, RoleActions.entries,
  ]

  private static func help(_ name: String) -> String {
    switch name {
    case "Computers": return "The computers; without them and Pools every agent."
    case "Pools": return "The pools whose computers are meant."
    case "Scenario", "ScenarioName": return "The logging scenario."
    case "Duration": return "How long, as hours:minutes:seconds."
    case "LogLevel": return "The level of the lines: \(LoggingSearch.levels.joined(separator: ", "))."
    case "OutLoggerVariable": return "A variable that takes the log of the test; its methods ToHTML and ToXML give it as a page."
    case "OutVerboseVariable": return "A variable that takes what the test did, line by line."
    case "Report": return "A file that tells what was done, as HTML."
    case "AsXml": return "Returns XML."
    case "SqlServerFqdn": return "The SQL server."
    case "DatabaseType": return "Which database."
    case "Target": return "The pool to move to."
    case "PassThru": return "Returns the object."
    case "ResultSize": return "The greatest number of objects to return."
    case "Filter": return "Which objects: Property -op value joined by -and, -or, -not; for named things a wildcard."
    case "LdapFilter", "LDAPFilter": return "Which objects, as an LDAP filter."
    case "Content": return "The bytes of the file."
    case "Identity": return "The object to work on."
    case "PoolFqdn": return "The pool."
    case "FileName": return "The file."
    case "UserFilter": return "The only user, as user@domain."
    case "ConfDirectoryFilter": return "The only conference directory, by number."
    case "TargetNumber", "DialedNumber": return "The telephone number to try."
    case "OU", "ComputerOU": return "The organizational unit, by DN."
    default: return ""
    }
  }
}

extension DescribedArguments {
  /// The text of a file the session means.
  func read(_ name: String) throws -> String {
    guard let bytes = FileText.read(SessionFiles(shell.context).path(name)) else { throw FaultRecord.noFile(name) }
    return FileText.decode(StoredZip.entries(bytes).first?.content ?? bytes)
  }

  /// Writes a file; zipped when its name says so.
  func write(_ text: String, to name: String, entry: String) throws {
    let bytes = name.lowercased().hasSuffix(".zip") ? StoredZip.archive([(entry, Array(text.utf8))]) : Array(text.utf8)
    if let why = SessionFiles.write(bytes, to: SessionFiles(shell.context).path(name)) { throw FaultRecord.file(name, why) }
  }

  /// The bytes given, or those of a file.
  func content(file: String?, bytes: Value?) throws -> String {
    if let file { return try read(file) }
    let found = bytes?.arrayValue?.values.compactMap { (try? Conversion.toInt64($0)).flatMap { UInt8(exactly: $0) } } ?? []
    return FileText.decode(StoredZip.entries(found).first?.content ?? found)
  }
}
