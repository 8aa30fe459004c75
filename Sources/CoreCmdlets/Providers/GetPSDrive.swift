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
    let drives = shell.space.drives, names = wanted.isEmpty ? ["*"] : wanted
    let scope = (self.scope ?? "").isEmpty ? nil : self.scope, owner: AnyObject??
    // a provider or a scope that is not there is told of for each name
    for n in psProvider where !n.isEmpty && !Wildcard.hasSpecial(n) && shell.space.provider(n) == nil {
      for _ in names {
        try shell.error(
          ErrorRecord(
            PathSpace.providerNotFound(n).record.exception, id: "GetLocationNoMatchingDrive", .objectNotFound, target: .array(PSArray(psProvider.map { .str($0) }, of: TypeTable.string))))
      }
      return
    }
    do { owner = try scope.map { try shell.context.scopeOwner($0) } } catch let e as TerminatingError { return try names.forEach { _ in try shell.error(e.record) } }
    // of drives with one name only the innermost is in sight
    let shown = drives.enumerated().filter { i, d in
      !d.isLetter && kinds.matches(d.provider.name) && owner.map { d.isOf($0) } ?? !drives[(i + 1)...].contains { $0.name.equalsIgnoringCase(d.name) }
    }.map(\.element).sorted { $0.name.lowercased() < $1.name.lowercased() }
    if wanted.isEmpty { for d in shown { try shell.write(.other(d)) }; return }
    for n in wanted {
      if !$literalName.isBound { try shell.checkWildcards([n]) }
      let w = Wildcard(n)
      let hits = $literalName.isBound ? shown.filter { $0.name.equalsIgnoringCase(n) } : shown.filter { w.matches($0.name) }
      for d in hits { try shell.write(.other(d)) }
      if hits.isEmpty, w.isLiteral {
        try shell.error(
          scope == nil && !drives.contains { $0.name.equalsIgnoringCase(n) } ? "GetLocationNoMatchingDrive" : "GetDriveNoMatchingDrive", .objectNotFound,
          "Cannot find drive. A drive with the name '\(n)' does not exist.", exception: "System.Management.Automation.DriveNotFoundException", target: .str(n))
      }
    }
  }
}
