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
    let given = $literalPath.isBound ? literalPath : path
    for text in resolve.isOn ? try shell.items(given, literal: $literalPath.isBound).map(\.display) : given {
      var found: Value?
      // the parent of a path whose provider is not there ends the command
      if leaf.isOn || leafBase.isOn || `extension`.isOn { try shell.carryOut { found = try part(text, shell) } } else { found = try part(text, shell) }
      if let found { try shell.write(found) }
    }
  }
  private func part(_ text: String, _ shell: Invocation) throws -> Value? {
    if leaf.isOn || leafBase.isOn || `extension`.isOn {
      let name = try SplitPath.leaf(text, shell.space)
      return .str(leaf.isOn ? name : leafBase.isOn ? PathText.base(name) : PathText.fileExtension(name))
    }
    let qualified = PathText.qualifier(text)
    if isAbsolute.isOn { return .bool(text.hasPrefix("/") || text.hasPrefix("\\") || qualified != nil) }
    if noQualifier.isOn { return .str(qualified.map { $0 == text ? text : String(text.dropFirst($0.count)) } ?? text) }
    if qualifier.isOn {
      if let colon = text.firstIndex(of: ":") { return .str(qualified ?? String(text[...colon])) }
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
    return .str(try SplitPath.parent(text, qualified, shell))
  }
  /// The last name of a path, of which `.` and `..` have been followed; all of one whose drive is not there, or which is flat.
  private static func leaf(_ text: String, _ space: PathSpace) throws -> String {
    let p: ItemPath
    do { p = try space.resolve(text) }
    catch let e as TerminatingError where e.record.exception.type.name == "DriveNotFoundException" {
      let name = PathSpace.slashes(text)
      return name.hasSuffix(":") ? name + "/" : PathText.lastPart(name)
    }
    guard p.provider.isHierarchical else { return p.path }
    let dots = PathSpace.slashes(text).split(separator: "/").contains { $0 == "." || $0 == ".." }
    let name = dots || text.hasPrefix("~") || text.hasSuffix(":") ? p.path == "/" ? "" : p.leaf : PathText.leaf(text)
    return name == "/" ? "" : name
  }
  private static func parent(_ text: String, _ qualified: String?, _ shell: Invocation) throws -> String {
    if let qualified, qualified.hasSuffix("::") {
      let name = String(qualified.dropLast(2))
      guard let p = shell.space.provider(name) else { throw shell.terminating(PathSpace.providerNotFound(name).record) }
      // what stands before a provider's path stays as it is
      let parent = p.isHierarchical ? PathText.parent(String(text.dropFirst(qualified.count))) : ""
      return parent.isEmpty ? "" : qualified + parent
    }
    if let qualified, let d = shell.space.drive(String(qualified.dropLast())), !d.provider.isHierarchical { return "" }
    let parent = PathText.parent(text)
    return parent == "/" || isRoot(parent, shell) ? "" : parent
  }
  /// The root of a drive of the session; nobody knows the one of a letter.
  private static func isRoot(_ path: String, _ shell: Invocation) -> Bool {
    guard path.hasSuffix(":/"), path.utf8.count > 3, let p = try? shell.space.resolve(path) else { return false }
    return p.path.isEmpty || p.path == "/"
  }
}
