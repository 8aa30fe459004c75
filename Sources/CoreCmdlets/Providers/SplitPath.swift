/// A part of a path: parent, leaf, extension, drive …
import Engine

struct SplitPath: Cmdlet {
  static let command = Command("Split", "Path", module: "Microsoft.PowerShell.Management", defaultSet: "ParentSet",
    outputs: ["System.String", "System.Boolean"],
    synopsis: "Takes one part of a path: its folder, its last name, its extension.",
    examples: [("The file name", "Split-Path /a/b/c.txt -Leaf")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName],
    sets: ["ParentSet", "LeafSet", "LeafBaseSet", "ExtensionSet", "QualifierSet", "NoQualifierSet", "IsAbsoluteSet"], mandatory: true) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPathSet"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Qualifier", from: .propertyName, sets: ["QualifierSet"], mandatory: true) var qualifier: Switch
  @Parameter("NoQualifier", from: .propertyName, sets: ["NoQualifierSet"], mandatory: true) var noQualifier: Switch
  @Parameter("Parent", from: .propertyName, sets: ["ParentSet"], fidelity: .inert) var parent: Switch
  @Parameter("Leaf", from: .propertyName, sets: ["LeafSet"], mandatory: true) var leaf: Switch
  @Parameter("LeafBase", from: .propertyName, sets: ["LeafBaseSet"], mandatory: true) var leafBase: Switch
  @Parameter("Extension", from: .propertyName, sets: ["ExtensionSet"], mandatory: true) var `extension`: Switch
  @Parameter("Resolve") var resolve: Switch
  @Parameter("IsAbsolute", sets: ["IsAbsoluteSet"], mandatory: true) var isAbsolute: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?

  mutating func process(_ shell: Invocation) throws {
    for given in $literalPath.isBound ? literalPath : path {
      var all = [given]
      if resolve.isOn { all = try shell.items([given], literal: $literalPath.isBound).map(\.display) }
      for text in all { if let part = try part(text, shell) { try shell.write(part) } }
    }
  }
  /// A path whose `..` have been followed, so that it ends in a name.
  private static func withoutDots(_ text: String, _ shell: Invocation) -> String {
    guard PathSpace.slashes(text).split(separator: "/").contains(".."), let p = try? shell.space.resolve(text) else { return text }
    return p.path
  }
  private func part(_ text: String, _ shell: Invocation) throws -> Value? {
    let text = !parent.isOn && text.contains("..") && (leaf.isOn || leafBase.isOn || `extension`.isOn) ? SplitPath.withoutDots(text, shell) : text
    if leaf.isOn {
      let name = PathText.leaf(text == "~" ? (try? shell.space.resolve(text).path) ?? text : text)
      return .str(name == "/" ? "" : name)
    }
    if leafBase.isOn { return .str(PathText.base(PathText.leaf(text))) }
    if `extension`.isOn { return .str(PathText.fileExtension(PathText.leaf(text))) }
    if isAbsolute.isOn { return .bool(text.hasPrefix("/") || text.hasPrefix("\\") || PathText.qualifier(text) != nil) }
    if noQualifier.isOn { return .str(PathText.qualifier(text).map { String(text.dropFirst($0.count)) } ?? text) }
    if qualifier.isOn {
      if let q = PathText.qualifier(text) { return .str(q) }
      try shell.error(
        "ParsePathFormatError", .invalidArgument, "Cannot parse path because path '\(text)' does not have a qualifier specified.",
        exception: "System.FormatException", target: .str(text))
      return nil
    }
    if text == "/" || text == "\\" {
      throw shell.terminating(
        "Argument", .invalidArgument,
        "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.",
        exception: "System.Management.Automation.PSArgumentException")
    }
    // what stands before a provider's path stays as it is
    if let r = text.range(of: "::") { return .str(text[..<r.upperBound] + PathText.parent(String(text[r.upperBound...]))) }
    let parent = PathText.parent(text)
    return .str(parent == "/" || isRoot(parent, shell) ? "" : parent)
  }
  /// The root of a drive of the session; nobody knows the one of a letter.
  private func isRoot(_ path: String, _ shell: Invocation) -> Bool {
    guard path.hasSuffix(":/"), path.utf8.count > 3, let p = try? shell.space.resolve(path) else { return false }
    return p.path.isEmpty || p.path == "/"
  }
}
