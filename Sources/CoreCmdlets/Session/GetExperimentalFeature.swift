/// Features that are tried out: see `ExperimentalFeature`.
import Engine

struct GetExperimentalFeature: Cmdlet {
  static let command = Command("Get", "ExperimentalFeature", module: "Microsoft.PowerShell.Core",
    outputs: ["System.Management.Automation.ExperimentalFeature"],
    synopsis: "Lists features that are still on trial.",
    examples: [("All of them", "Get-ExperimentalFeature")])
  @Parameter("Name", at: 0, from: .pipeline, validate: [.notNullOrEmpty]) var name: [String]

  mutating func process(_ shell: Invocation) throws {
    for f in try ExperimentalFeature.named(name) { try shell.write(f) }
  }
}
