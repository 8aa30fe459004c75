/// Shows objects as a table.
import Engine
import Formatting

struct FormatTable: Cmdlet {
  static let command = Command("Format", "Table", aliases: ["ft"],
    outputs: FormatOutputs.all,
    synopsis: "Shows objects as a table.",
    examples: [("Chosen columns, as wide as their contents", "Get-CsUser | Format-Table SipAddress, RegistrarPool -AutoSize")])
  @Parameter("AutoSize") var autoSize: Switch
  @Parameter("RepeatHeader") var repeatHeader: Switch
  @Parameter("HideTableHeaders") var hideTableHeaders: Switch
  @Parameter("Wrap") var wrap: Switch
  @Parameter("Property", at: 0) var property: [Value]
  private let common = FormatParameters()
  private var run = FormatRun()

  mutating func begin(_ shell: Invocation) throws {
    var o = FormatOptions(.table)
    try shell.requireProperties(property)
    if $property.isBound { o.properties = try FormatProperty.parse(property, .table, shell) }
    try o.read(common, hasProperty: !property.isEmpty, shell)
    if $autoSize.isBound { o.autosize = autoSize.isOn }
    if $hideTableHeaders.isBound { o.hidesHeaders = hideTableHeaders.isOn }
    if $wrap.isBound { o.wraps = wrap.isOn }
    o.repeatsHeader = repeatHeader.isOn
    run.begin(o, property, shell)
  }
  mutating func process(_ shell: Invocation) throws { try run.process(common.inputObject, shell) }
  mutating func end(_ shell: Invocation) throws { try run.end() }
}
