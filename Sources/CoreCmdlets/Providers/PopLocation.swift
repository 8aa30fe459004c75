/// Moves back to the place remembered last.
import Engine

struct PopLocation: Cmdlet {
  static let command = Command("Pop", "Location", module: "Microsoft.PowerShell.Management", outputs: ["System.Management.Automation.PathInfo"],
    synopsis: "Goes back to the folder that Push-Location remembered last.", examples: [("And back", "Push-Location sub; Pop-Location")])
  @Parameter("PassThru") var passThru: Switch
  @Parameter("StackName", from: .propertyName) var stackName: String?

  mutating func process(_ shell: Invocation) throws {
    let space = shell.space
    var name = stackName ?? space.currentStack
    if Wildcard.hasSpecial(name) {
      let w = Wildcard(name), hits = space.stacks.keys.filter { w.matches($0) }
      if hits.count > 1 {
        return try shell.error(
          "Argument", .invalidArgument, "The provided value '\(name)' resolved to more than one location stack.",
          exception: "System.Management.Automation.PSArgumentException")
      }
      name = hits.first ?? name
    }
    if !name.isEmpty, space.stacks[name] == nil {
      return try shell.error(
        "Argument", .invalidArgument, "Cannot find location stack '\(name)'. It does not exist or it is not a container.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    guard let p = space.stacks[name]?.popLast() else { return }
    if !name.isEmpty, space.stacks[name]?.isEmpty ?? true { space.stacks[name] = nil }
    try SetLocation.go(to: p, shell)
    if passThru.isOn { try shell.write(.other(PathInfo(p))) }
  }
}
