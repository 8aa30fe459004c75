/// Lists the changes made so far.
import Engine
import Lync

struct GetSimHistory: Cmdlet {
  static let command = Command("Get", "SimHistory", module: "Sim", errorType: "CsShell.GetSimHistory",
    synopsis: "Lists the changes made so far: who made them, when, with which command, to which objects.",
    description: "Changes holds what each step changed, with the values before and after. Undo-SimChange takes the last step back. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("The steps", "Get-SimHistory"),
      ("What the last one did", "(Get-SimHistory -Last 1).Changes"),
      ("Everything that happened to a user", "Get-SimHistory -Detailed | Where-Object Object -like 'CN=Ken Myer,*'"),
    ])
  @Parameter("Last", at: 0, validate: [.range(.int(0), .int(Int32.max))], help: "Only the last ones.") var last: Int?
  @Parameter("Detailed", help: "Lists every change instead of the steps.") var detailed: Switch

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      for entry in world.lastSteps(last) {
        let differences = world.differences(of: entry)
        if detailed.isOn { for difference in differences { try shell.write(LyncObjects.value(DifferenceObject.make(difference))) } } else {
          try shell.write(LyncObjects.value(DifferenceObject.step(entry, world.objects(of: entry), differences)))
        }
      }
    }
  }
}
