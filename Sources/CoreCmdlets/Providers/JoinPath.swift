/// Puts the parts of a path together.
import Engine

struct JoinPath: Cmdlet {
  static let command = Command("Join", "Path", module: "Microsoft.PowerShell.Management",
    outputs: ["System.String"],
    synopsis: "Puts parts of paths together.",
    examples: [("Three parts", "Join-Path a b c.txt")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["PSPath"]) var path: [String]
  @Parameter("ChildPath", at: 1, from: .propertyName, mandatory: true, attributes: [.allowNull, .allowEmptyString, .allowEmptyCollection]) var childPath: [String]
  @Parameter("AdditionalChildPath", at: 2, from: .propertyName, attributes: [.allowNull, .allowEmptyString, .allowEmptyCollection], remaining: true) var additionalChildPath: [String]
  @Parameter("Resolve") var resolve: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    let child = (childPath + additionalChildPath)
    for start in path {
      if PathSpace.isDirect(start), shell.space.current.provider.isHierarchical {
        throw shell.terminating(
          "ArgumentNull", .invalidArgument, "Cannot process argument because the value of argument \"drive\" is null. Change the value of argument \"drive\" to a non-null value.",
          exception: "System.Management.Automation.PSArgumentNullException")
      }
      var joined: String?
      guard try shell.carryOut({ joined = try JoinPath.join(start, child, shell.space) }), let joined else { continue }
      if !resolve.isOn { try shell.write(joined); continue }
      for p in try shell.items([joined], literal: false) { try shell.write(p.display) }
    }
  }
  /// Throws when the path begins with a drive or a provider that is not there.
  private static func join(_ start: String, _ child: [String], _ space: PathSpace) throws -> String {
    var below = PathSpace.slashes(child.first ?? "")
    for c in child.dropFirst() { below = PathText.join(below, c) }
    // a letter is joined to whether its drive is there or not
    guard let q = PathText.qualifier(start), q.utf8.count > 2 else { return space.current.provider.isHierarchical ? joined(start, below, child) : below }
    if q.hasSuffix("::") {
      let name = String(q.dropLast(2))
      guard let p = space.provider(name) else { throw PathSpace.providerNotFound(name) }
      let plain = below.drop { $0 == "/" }
      if !p.isHierarchical { return below.utf8.count > 1 && below.hasPrefix("/") ? below : p.text() + (name.contains("\\") ? "::" : ":/") + plain }
      let all = joined(start, below, child)
      // with its separators turned a long name is no longer known as the provider's
      return all.hasPrefix(p.name + "::") || all.hasPrefix(p.text() + "::") ? all : p.text() + "::" + all
    }
    let name = String(q.dropLast())
    guard let d = space.drive(name) else { throw PathSpace.driveNotFound(name) }
    if d.provider.isHierarchical { return joined(start, below, child) }
    // items of a flat drive hold no others: what comes last is the name
    return below.utf8.count > 1 && below.hasPrefix("/") ? below : d.name + ":/" + below.drop { $0 == "/" }
  }
  private static func joined(_ start: String, _ below: String, _ child: [String]) -> String {
    var all = PathText.join(start, child.first ?? "")
    for c in child.dropFirst() { all = PathText.join(all, c) }
    return all
  }
}
