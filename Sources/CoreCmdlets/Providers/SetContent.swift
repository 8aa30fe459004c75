/// Replaces what a file holds; each object is one line.
import Engine

struct SetContent: Cmdlet {
  static let command = Command("Set", "Content", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Writes a file anew.",
    examples: [("A text", "'one', 'two' | Set-Content list.txt")])
  private var content = ContentParameters()

  mutating func begin(_ shell: Invocation) { content.begin() }
  mutating func process(_ shell: Invocation) throws { try content.write(append: false, shell) }
  mutating func end(_ shell: Invocation) throws { try content.finish(shell) }
  mutating func cleanup(_ shell: Invocation) { content.close() }
}
