/// Lists the changes made so far.
import Engine
import Lync

struct GetSimHistory: Cmdlet {
  static let command = Command("Get", "SimHistory", module: "Sim", errorType: "CsShell.GetSimHistory",
    synopsis: "Lists the changes made so far.",
    description: "Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The steps", "Get-SimHistory"),
    ])
  @Parameter("Detailed", help: "Lists every change instead of the steps.") var detailed: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.get { world in
      world.history().flatMap { entry in
        detailed.isOn ? entry.differences.map(DifferenceObject.make) : [DifferenceObject.step(number: entry.number, title: entry.title, count: entry.differences.count)]
      }
    }
  }
}
