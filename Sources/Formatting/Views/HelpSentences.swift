/// What help says of parameters and commands beyond their declarations: sentences in tables, one row for a family of
/// parameters. Each module adds its tables when it is installed; they are read when help is asked for.
///
/// A table's lines:
///
///     # a remark
///     Get-Item Set-*            commands the rows below are about: names, or patterns
///       Path,LiteralPath Text   two blanks, names of parameters, what they do
///       = Text                  the description of the command
///       > Type                  what the command writes
///
/// A row of a command's own name counts before rows of patterns, of which the first does; `*` alone counts last.
import Engine
import Primitives

/// The tables of sentences that modules have added.
public final class HelpSentences {
  private struct Row {
    let pattern: WildcardPattern
    let text: Substring
  }
  /// What a command or one of its parameters is known by: `get-item path`, `get-item =`.
  private var exact: [String: Substring] = [:]
  /// By parameter, or `=` and `>`, in the order of the tables.
  private var patterns: [String: [Row]] = [:]
  /// What holds of every command, rows of `*`.
  private var everywhere: [String: Substring] = [:]
  private var sources: [() -> [String]] = []
  private var isRead = false

  /// Those of a session.
  public static func of(_ context: ExecutionContext) -> HelpSentences { context.service("HelpSentences") { HelpSentences() } }

  /// Adds tables of a module; what earlier modules added counts first.
  public func add(_ tables: @escaping () -> [String]) { sources.append(tables) }

  /// What a parameter of a command does; nil when no row tells.
  public func parameter(_ name: String, of command: String) -> String? { find(name.lowercased(), command) }
  /// What a command does, in more words than its synopsis.
  public func description(of command: String) -> String? { find("=", command) }
  /// What a command writes, where its declaration does not say.
  public func outputs(of command: String) -> [String] { find(">", command).map { [$0] } ?? [] }

  private func find(_ key: String, _ command: String) -> String? {
    if !isRead { read() }
    if let text = exact[command.lowercased() + " " + key] { return String(text) }
    return (patterns[key]?.first { $0.pattern.matches(command) }?.text ?? everywhere[key]).map { String($0) }
  }

  private func read() {
    isRead = true
    for table in sources.flatMap({ $0() }) {
      var names: [String] = [], families: [WildcardPattern] = [], isForAll = false
      for line in table.split(separator: "\n") where !line.hasPrefix("#") {
        guard line.hasPrefix("  ") else {
          let commands = line.split(separator: " ")
          isForAll = line == "*"
          names = commands.filter { !$0.utf8.contains(UInt8(ascii: "*")) }.map { $0.lowercased() }
          families = isForAll ? [] : commands.filter { $0.utf8.contains(UInt8(ascii: "*")) }.compactMap { try? WildcardPattern(String($0)) }
          continue
        }
        let row = line.dropFirst(2)
        guard let gap = row.firstIndex(of: " ") else { continue }
        let text = row[row.index(after: gap)...]
        for key in row[..<gap].lowercased().split(separator: ",") {
          for name in names where exact[name + " " + key] == nil { exact[name + " " + key] = text }
          for family in families { patterns[String(key), default: []].append(Row(pattern: family, text: text)) }
          if isForAll, everywhere[String(key)] == nil { everywhere[String(key)] = text }
        }
      }
    }
  }
}
