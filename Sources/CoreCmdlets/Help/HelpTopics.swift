/// How an `about_` text is found and shown: those of the shell, and those in help files.
import Engine
import Formatting

extension HelpTopics {
  /// A text by name, whether it is the shell's or a file's.
  struct Page {
    let name: String
    /// The whole text, and what a list says of it.
    let text: () -> String
    let synopsis: () -> String
  }

  /// All pages of a session, by name; what stands in a file counts.
  func named(_ context: ExecutionContext) -> [Page] {
    let files = HelpFiles.topics(context).map { topic in
      Page(name: topic.name, text: { FileText.text(topic.path) ?? "" }, synopsis: { HelpTopics.synopsis(FileText.text(topic.path) ?? "") })
    }
    let own = all.filter { t in !files.contains { $0.name.equalsIgnoringCase(t.name) } }.map { t in Page(name: t.name, text: { HelpTopics.text(t) }, synopsis: { t.synopsis }) }
    return (files + own).sorted { $0.name.lowercased() < $1.name.lowercased() }
  }

  private static func text(_ t: Topic) -> String {
    func indented(_ s: String) -> String { s.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n") }
    return "TOPIC\n    \(t.name)\n\nSHORT DESCRIPTION\n\(indented(t.synopsis))\n\nLONG DESCRIPTION\n\(indented(t.body))\n"
  }
  /// The fifth line of a file says what it is about, and the sixth goes on.
  private static func synopsis(_ text: String) -> String {
    let lines = text.split(separator: "\n", maxSplits: 7, omittingEmptySubsequences: false)
    return lines.count > 4 ? (String(lines[4]) + (lines.count > 5 ? String(lines[5]) : "")).trimmed : ""
  }

  static func page(_ p: Page) -> Value { page(p.name, p.text(), p.synopsis()) }
  private static func page(_ name: String, _ text: String, _ synopsis: String) -> Value {
    let o = PSObject(wrapping: .str(text))
    for (member, value) in [
      ("Name", Value.str(name)), ("Category", .str("HelpFile")), ("Synopsis", .str(synopsis)), ("Component", .null), ("Role", .null), ("Functionality", .null)
    ] { o.set(member, value) }
    return .object(o)
  }

  /// What Get-Help says alone.
  static var introduction: Value {
    let text = """
      TOPIC
          CsShell Help System

      SHORT DESCRIPTION
          Shows help for commands and concepts.

      LONG DESCRIPTION
          Get-Help <command>            what a command does and how it is called
          Get-Help <command> -Full      with all parameters and examples
          Get-Help <command> -Examples  only the examples
          Get-Help *trusted*            everything whose name matches
          Get-Help about_*              texts about the language, the shell and the labs
          Get-Command *-Cs*             commands of a kind

      """
    return page("default", text, "SHORT DESCRIPTION Shows help for commands and concepts.")
  }
}
