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
      var joined = PathText.join(start, child.first ?? "")
      for c in child.dropFirst() { joined = PathText.join(joined, c) }
      if joined.utf8.contains(58), !joined.contains("::"), let colon = joined.firstIndex(of: ":"), joined[..<colon].utf8.count > 1,
        !joined[..<colon].contains("/"), shell.space.drive(String(joined[..<colon])) == nil
      {
        try shell.error(PathSpace.driveNotFound(String(joined[..<colon])).record)
        continue
      }
      if !resolve.isOn { try shell.write(joined); continue }
      for p in try shell.items([joined], literal: false) { try shell.write(p.display) }
    }
  }
}
