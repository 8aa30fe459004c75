/// Whether an item exists.
import Engine
import Primitives

struct TestPath: Cmdlet {
  static let command = Command("Test", "Path", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.Boolean"],
    synopsis: "Tells whether there is something at a path.",
    examples: [("A folder", "Test-Path reports -PathType Container")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true, attributes: [.allowNull, .allowEmptyCollection, .allowEmptyString]) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"],
    attributes: [.allowNull, .allowEmptyCollection, .allowEmptyString]) var literalPath: [String]
  @Parameter("Filter") var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("PathType", aliases: ["Type"]) var pathType: TestPathType?
  @Parameter("IsValid") var isValid: Switch
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential", fidelity: .inert) var credential: Value?
  @Parameter("OlderThan", shows: "System.Nullable`1[System.DateTime]", dynamic: .onTestedFiles) var olderThan: NetDateTime?
  @Parameter("NewerThan", shows: "System.Nullable`1[System.DateTime]", dynamic: .onTestedFiles) var newerThan: NetDateTime?

  mutating func process(_ shell: Invocation) throws {
    let filter = ItemFilter(filter, include, exclude)
    let given = shell.bound.get(.str($literalPath.isBound ? "LiteralPath" : "Path")) ?? .null
    let elements = given.isNull ? [] : given.elementsIfSequence ?? [given]
    if elements.isEmpty { return try refuse(given, shell) }
    for (text, element) in zip($literalPath.isBound ? literalPath : path, elements) {
      if element.isNull { try refuse(given, shell); continue }
      if text.trimmed.isEmpty { try shell.write(.bool(false)); continue }
      if isValid.isOn { try shell.write(.bool((try? shell.space.resolve(text)) != nil && !text.utf8.contains(0))); continue }
      let found = ((try? shell.space.expand(text, literal: $literalPath.isBound, choice: filter)) ?? []).filter(\.exists)
      // of a pattern's items all must be containers
      let kind = pathType ?? .Any
      let fits = kind == .Any || (kind == .Container) == (!found.isEmpty && found.allSatisfy(\.isContainer))
      try shell.write(.bool(try fits && found.contains { p in try filter.filter?.matches(p.leaf) ?? true && isOfAge(p, shell) }))
    }
  }
  private func refuse(_ given: Value, _ shell: Invocation) throws {
    try shell.error(
      "NullPathNotPermitted", .invalidArgument, "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')",
      exception: "System.ArgumentNullException", target: given)
  }
  private func isOfAge(_ p: ItemPath, _ shell: Invocation) throws -> Bool {
    guard olderThan != nil || newerThan != nil else { return true }
    guard case .datetime(let d)? = try shell.context.property(p.object(), "LastWriteTime") else { return false }
    if let olderThan, d >= olderThan { return false }
    if let newerThan, d <= newerThan { return false }
    return true
  }
}
