/// The drives of the session.
import Engine

struct GetPSDrive: Cmdlet {
  static let command = Command("Get", "PSDrive", module: "Microsoft.PowerShell.Management", defaultSet: "Name", outputs: ["System.Management.Automation.PSDriveInfo"],
    synopsis: "Lists the drives of the session.", examples: [("File system drives", "Get-PSDrive -PSProvider FileSystem")])
  @Parameter("Name", at: 0, from: .propertyName, sets: ["Name"], validate: [.notNullOrEmpty]) var name: [String]
  @Parameter("LiteralName", at: 0, from: .propertyName, sets: ["LiteralName"], mandatory: true) var literalName: [String]
  @Parameter("Scope", from: .propertyName) var scope: String?
  @Parameter("PSProvider", from: .propertyName) var psProvider: [String]

  mutating func process(_ shell: Invocation) throws {
    let wanted = $literalName.isBound ? literalName : name
    let kinds = WildcardList(psProvider)
    let owner = try scope.map { try shell.scopeOwner($0) }
    let drives = shell.space.drives
    // of drives with one name only the innermost is in sight
    let shown = drives.enumerated().filter { i, d in
      !d.isLetter && kinds.matches(d.provider.name) && owner.map { d.isOf($0) } ?? !drives[(i + 1)...].contains { $0.name.equalsIgnoringCase(d.name) }
    }.map(\.element).sorted { $0.name.lowercased() < $1.name.lowercased() }
    for n in psProvider where !Wildcard.hasSpecial(n) && shell.space.provider(n) == nil {
      try shell.error(ErrorRecord(PathSpace.providerNotFound(n).record.exception, id: "GetLocationNoMatchingProvider", .objectNotFound, target: .str(n)))
    }
    if wanted.isEmpty { for d in shown { try shell.write(.other(d)) }; return }
    for n in wanted {
      if !$literalName.isBound { try shell.checkWildcards([n]) }
      let w = Wildcard(n)
      let hits = $literalName.isBound ? shown.filter { $0.name.equalsIgnoringCase(n) } : shown.filter { w.matches($0.name) }
      for d in hits { try shell.write(.other(d)) }
      if hits.isEmpty, $literalName.isBound || w.isLiteral {
        try shell.error(
          scope == nil ? "GetLocationNoMatchingDrive" : "GetDriveNoMatchingDrive", .objectNotFound,
          "Cannot find drive. A drive with the name '\(n)' does not exist.", exception: "System.Management.Automation.DriveNotFoundException", target: .str(n))
      }
    }
  }
}
