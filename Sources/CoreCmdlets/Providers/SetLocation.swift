/// Moves the session to another place.
import Engine

struct SetLocation: Cmdlet {
  static let command = Command("Set", "Location", module: "Microsoft.PowerShell.Management", defaultSet: "Path", outputs: ["System.Management.Automation.PathInfo", "System.Management.Automation.PathInfoStack"], synopsis: "Sets the current working location to a specified location.", examples: [("Up one", "Set-Location ..")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"]) var path: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("StackName", from: .propertyName, sets: ["Stack"]) var stackName: String?

  mutating func process(_ shell: Invocation) throws {
    if $stackName.isBound { shell.space.currentStack = stackName ?? ""; return }
    let text = $literalPath.isBound ? literalPath : path ?? "~"
    guard let p = try SetLocation.target(text, literal: $literalPath.isBound, shell) else { return }
    shell.space.go(to: p)
    if passThru.isOn { try shell.write(.other(PathInfo(p))) }
  }
  /// The container a path names, or nil after an error.
  static func target(_ text: String, literal: Bool, _ shell: Invocation) throws -> ItemPath? {
    if text == "-" || text == "+" {
      guard let p = shell.space.history(forward: text == "+") else {
        throw shell.terminating("Invalid", .invalidOperation, text == "-" ? "There is no location history left to navigate backwards." : "There is no location history left to navigate forwards.", exception: "System.InvalidOperationException")
      }
      return p
    }
    let all = try shell.space.expand(text.isEmpty ? "." : text, literal: literal)
    if all.count > 1 { throw shell.terminating("Argument", .invalidArgument, "Cannot set the location because path '\(text)' resolved to multiple containers. You can only the set the location to a single container at a time.", exception: "System.Management.Automation.PSArgumentException", target: .str(text)) }
    guard let p = all.first, p.exists, p.isContainer else {
      let shown = all.first.map(\.display) ?? text
      try shell.error("PathNotFound", .objectNotFound, "Cannot find path '\(shown)' because it does not exist.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(shown))
      return nil
    }
    return p
  }
}
