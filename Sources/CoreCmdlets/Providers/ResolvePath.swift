/// The items a path with wildcards names.
import Engine

struct ResolvePath: Cmdlet {
  static let command = Command("Resolve", "Path", module: "Microsoft.PowerShell.Management", defaultSet: "Path", outputs: ["System.String", "System.Management.Automation.PathInfo"], synopsis: "Resolves the wildcard characters in a path, and displays the path contents.", examples: [("Text files", "Resolve-Path *.txt -Relative")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  @Parameter("Relative", sets: ["LiteralPath", "Path"]) var relative: Switch
  @Parameter("RelativeBasePath") var relativeBasePath: String?
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Credential", from: .propertyName, type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  mutating func process(_ shell: Invocation) throws {
    let base = try relativeBasePath.map { try shell.space.resolve($0) } ?? shell.space.current!
    // relative paths stand below the base
    let given = ($literalPath.isBound ? literalPath : path).map { $relativeBasePath.isBound && !$0.hasPrefix("/") && !$0.contains(":") ? base.path + "/" + $0 : $0 }
    for p in try shell.items(given, literal: $literalPath.isBound) where $relativeBasePath.isBound {
      if relative.isOn { try shell.write(PathText.relative(p.path, to: base.path)) } else { try shell.write(.other(PathInfo(p))) }
    }
    if $relativeBasePath.isBound { return }
    for p in try shell.items($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound) {
      if relative.isOn || $relativeBasePath.isBound && relative.isOn { try shell.write(PathText.relative(p.path, to: base.path)) }
      else { try shell.write(.other(PathInfo(p))) }
    }
  }
}
