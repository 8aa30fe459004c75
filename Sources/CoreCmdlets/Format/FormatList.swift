/// Shows objects as lists of their properties.
import Engine
import Formatting

struct FormatList: Cmdlet {
  static let command = Command("Format", "List", aliases: ["fl"],
    outputs: FormatOutputs.all,
    synopsis: "Shows objects as lists, a property a line.",
    examples: [("Everything about one user", "Get-CsUser sip:kenmyer@contoso.com | Format-List *")])
  @Parameter("Property", at: 0) var property: [Value]
  private let common = FormatParameters()
  private var run = FormatRun()

  mutating func begin(_ shell: Invocation) throws {
    var o = FormatOptions(.list)
    try shell.requireProperties(property)
    if $property.isBound { o.properties = try FormatProperty.parse(property, .list, shell) }
    try o.read(common, hasProperty: !property.isEmpty, shell)
    run.begin(o, property, shell)
  }
  mutating func process(_ shell: Invocation) throws { try run.process(common.inputObject, shell) }
  mutating func end(_ shell: Invocation) throws { try run.end() }
}
