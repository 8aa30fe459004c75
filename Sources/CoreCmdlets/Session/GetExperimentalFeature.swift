/// Features that are tried out: this shell has none.
import Engine

struct GetExperimentalFeature: Cmdlet {
  static let command = Command("Get", "ExperimentalFeature", module: "Microsoft.PowerShell.Core",
    outputs: ["System.Management.Automation.ExperimentalFeature"],
    synopsis: "Lists features that are still on trial.",
    examples: [("None", "Get-ExperimentalFeature")])
  @Parameter("Name", at: 0, from: .pipeline, validate: [.notNullOrEmpty], fidelity: .inert) var name: [String]

  mutating func process(_ shell: Invocation) throws {}
}
