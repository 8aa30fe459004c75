/// Shows objects by a custom view, or as a dump of their properties to a depth.
import Engine
import Formatting

struct FormatCustom: Cmdlet {
  static let command = Command("Format", "Custom", aliases: ["fc"],
    outputs: FormatOutputs.all,
    synopsis: "Shows objects with all that is inside them, level by level.",
    examples: [("An object and what it holds", "Get-CsTopology | Format-Custom -Depth 2")])
  @Parameter("Property", at: 0) var property: [Value]
  @Parameter("Depth", validate: [.range(.int(1), .int(Int32.max))]) var depth: Int?
  private let common = FormatParameters()
  private var run = FormatRun()

  mutating func begin(_ shell: Invocation) throws {
    var o = FormatOptions(.custom)
    try shell.requireProperties(property)
    if $property.isBound { o.properties = try FormatProperty.parse(property, .custom, shell) }
    try o.read(common, hasProperty: !property.isEmpty, shell)
    if let depth { o.depth = depth }
    run.begin(o, property, shell)
  }
  mutating func process(_ shell: Invocation) throws { try run.process(common.inputObject, shell) }
  mutating func end(_ shell: Invocation) throws { try run.end() }
}
