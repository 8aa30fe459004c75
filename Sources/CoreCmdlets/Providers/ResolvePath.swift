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
    for text in ($literalPath.isBound ? literalPath : path).map({ $relativeBasePath.isBound ? ResolvePath.below(base, $0) : $0 }) {
      var folder: (shown: Substring, relative: Substring)?
      for p in try shell.items([text], literal: $literalPath.isBound, hidden: force.isOn) {
        let place = p.ending(as: text)
        if !relative.isOn { try shell.write(.other(PathInfo(place))); continue }
        guard ResolvePath.isReachable(p, from: base) else { try shell.write(place.display); continue }
        guard p.provider.isHierarchical, base.provider.isHierarchical else { try shell.write(p.path == "/" ? "" : p.path); continue }
        // a drive's root stands in no folder
        if p.path == base.path, p.path == p.drive.map({ PathSpace.slashless($0.root) }) { try shell.write("./"); continue }
        // what stands in the folder of the one before begins as that one did
        let name = p.leaf, shown = p.display.dropLast(name.count)
        if let folder, folder.shown == shown { try shell.write(folder.relative + name); continue }
        let seen = PathText.relative(p.path, to: base.path)
        folder = (shown, seen.dropLast(name.count))
        try shell.write(seen)
      }
    }
  }
  /// A relative path stands below the base.
  private static func below(_ base: ItemPath, _ text: String) -> String {
    text.hasPrefix("/") || text.hasPrefix("~") || text.contains(":") ? text : base.path + "/" + text
  }
  /// What lies outside the drive of the base has no path relative to it.
  private static func isReachable(_ p: ItemPath, from base: ItemPath) -> Bool {
    guard let d = base.drive, p.drive !== d else { return true }
    if !d.provider.isHierarchical { return true }
    guard p.provider.isHierarchical else { return false }
    return p.path == d.root || p.path.hasPrefix(d.root.hasSuffix("/") ? d.root : d.root + "/")
  }
}
