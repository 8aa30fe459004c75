/// Features that are tried out.
import Engine

struct GetExperimentalFeature: Cmdlet {
  static let command = Command("Get", "ExperimentalFeature", module: "Microsoft.PowerShell.Core",
    outputs: ["System.Management.Automation.ExperimentalFeature"],
    synopsis: "Lists features that are still on trial.",
    examples: [("All", "Get-ExperimentalFeature")])
  @Parameter("Name", at: 0, from: .pipeline, validate: [.notNullOrEmpty]) var name: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.checkWildcards(name)
    for n in ExperimentalFeatures.names(name) { try shell.write(ExperimentalFeatures.object(n)) }
  }
}
