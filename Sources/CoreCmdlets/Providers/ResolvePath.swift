/// The items a path with wildcards names.
import Engine

struct ResolvePath: Cmdlet {
  static let command = Command("Resolve", "Path", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.String", "System.Management.Automation.PathInfo"],
    synopsis: "Lists the paths a pattern stands for.",
    examples: [("Text files", "Resolve-Path *.txt -Relative")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Relative", sets: ["LiteralPath", "Path"]) var relative: Switch
  @Parameter("RelativeBasePath") var relativeBasePath: String?
  @Parameter("Force") var force: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let space = shell.space
    let base = try relativeBasePath.map { try space.resolve($0) } ?? space.current!
    if $relativeBasePath.isBound, !base.isContainer { return try shell.notFound(base, base.display) }
    // relative paths stand below the base
    let given = ($literalPath.isBound ? literalPath : path).map { $relativeBasePath.isBound && !$0.hasPrefix("/") && !$0.contains(":") ? base.path + "/" + $0 : $0 }
    for text in given {
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn) {
        if !relative.isOn { try shell.write(.other(PathInfo(p.ending(as: text)))) }
        // what lies outside the drive of the base has no path relative to it
        else if let d = base.drive, p.drive !== d, p.provider.isHierarchical, p.path != d.root, !p.path.hasPrefix(d.root == "/" ? "/" : d.root + "/") { try shell.write(p.ending(as: text).display) }
        else { try shell.write(PathText.relative(p.path, to: base.path)) }
      }
    }
  }
}
