/// What the cmdlets of items and their properties have alike: which of the items that a path names are meant.
import Engine

struct ItemSelection {
  @Parameter("Filter") var mask: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Credential", from: .propertyName, attributes: [.credential], type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]

  /// `-LiteralPath` was given: its names stand for themselves.
  var isLiteral: Bool { $literalPath.isBound }
  /// What `-LiteralPath` was given, else `-Path`.
  func paths(_ path: [String]) -> [String] { isLiteral ? literalPath : path }
  var filter: ItemFilter { ItemFilter(mask, include, exclude) }
}
