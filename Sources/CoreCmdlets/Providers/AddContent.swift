/// Adds lines at the end of a file, which is made when missing.
import Engine

struct AddContent: Cmdlet {
  static let command = Command("Add", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Writes at the end of files.",
    examples: [("A line", "Add-Content log.txt 'done'")])
  private var content = ContentParameters()

  mutating func begin(_ shell: Invocation) { content.begin() }
  mutating func process(_ shell: Invocation) throws { try content.write(append: true, shell) }
  mutating func end(_ shell: Invocation) throws { try content.finish(shell) }
  mutating func cleanup(_ shell: Invocation) { content.close() }
}
