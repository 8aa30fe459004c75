/// Remembers where the session stands, then moves.
import Engine

struct PushLocation: Cmdlet {
  static let command = Command("Push", "Location", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.Management.Automation.PathInfo"],
    synopsis: "Goes to another folder and remembers this one.",
    examples: [("And back", "Push-Location sub; Pop-Location")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"]) var path: String?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("StackName", from: .propertyName) var stackName: String?

  mutating func process(_ shell: Invocation) throws {
    let space = shell.space
    let text = $literalPath.isBound ? literalPath : path
    var place: ItemPath? = space.current
    // what was left is remembered even when there is nowhere to go
    space.stacks[stackName ?? space.currentStack, default: []].append(space.current)
    if let text { place = try SetLocation.target(text, literal: $literalPath.isBound, shell) }
    guard let place else { return }
    try SetLocation.go(to: place, shell)
    if passThru.isOn { try shell.write(.other(PathInfo(place))) }
  }
}
