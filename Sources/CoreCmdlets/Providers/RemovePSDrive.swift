/// Forgets drives.
import Engine

struct RemovePSDrive: Cmdlet {
  static let command = Command("Remove", "PSDrive", module: "Microsoft.PowerShell.Management", defaultSet: "Name", confirm: .medium,
    synopsis: "Takes drives out of the session.",
    examples: [("A drive", "Remove-PSDrive Logs")])
  @Parameter("Name", at: 0, from: .propertyName, sets: ["Name"], mandatory: true, attributes: [.allowNull, .allowEmptyCollection]) var name: [String]
  @Parameter("LiteralName", at: 0, from: .propertyName, sets: ["LiteralName"], mandatory: true) var literalName: [String]
  @Parameter("PSProvider", from: .propertyName) var psProvider: [String]
  @Parameter("Scope", from: .propertyName) var scope: String?
  @Parameter("Force") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let kinds = WildcardList(psProvider), owner = try scope.map { try shell.scopeOwner($0) }
    for n in $literalName.isBound ? literalName : name {
      if !$literalName.isBound { try shell.checkWildcards([n]) }
      let w = Wildcard($literalName.isBound ? Wildcard.escape(n) : n)
      let named = shell.space.drives.filter { d in w.matches(d.name) && kinds.matches(d.provider.name) && owner.map { d.isOf($0) } ?? true }
      // without a scope, the innermost of those with one name
      let hits = named.enumerated().filter { i, d in !named[(i + 1)...].contains { $0.name.equalsIgnoringCase(d.name) } }.map(\.element)
      if hits.isEmpty { try shell.error(PathSpace.driveNotFound(n).record) }
      for d in hits {
        guard try shell.shouldProcess("Name: \(d.name) Provider: \(d.provider.text()) Root: \(d.root)", action: "Remove Drive") else { continue }
        if shell.space.current.drive === d, !force.isOn {
          try shell.error(
            "InvalidOperation", .invalidOperation, "Cannot remove drive '\(d.name)' because it is in use.",
            exception: "System.Management.Automation.PSInvalidOperationException")
          continue
        }
        shell.space.remove(d)
      }
    }
  }
}
