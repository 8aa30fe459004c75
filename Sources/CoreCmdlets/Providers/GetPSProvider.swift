/// The kinds of drives there are.
import Engine

struct GetPSProvider: Cmdlet {
  static let command = Command("Get", "PSProvider", module: "Microsoft.PowerShell.Management",
    outputs: ["System.Management.Automation.ProviderInfo"],
    synopsis: "Lists the providers, which make stores look like drives.",
    examples: [("All", "Get-PSProvider")])
  @Parameter("PSProvider", at: 0, from: .propertyName, validate: [.notNullOrEmpty]) var psProvider: [String]

  mutating func process(_ shell: Invocation) throws {
    if psProvider.isEmpty { for p in shell.space.providers { try shell.write(.other(p)) }; return }
    for n in psProvider {
      let w = Wildcard(n)
      let hits = shell.space.providers.filter { w.matches($0.name) || $0.text().equalsIgnoringCase(n) }
      for p in hits { try shell.write(.other(p)) }
      if hits.isEmpty, w.isLiteral { try shell.error(PathSpace.providerNotFound(n).record) }
    }
  }
}
