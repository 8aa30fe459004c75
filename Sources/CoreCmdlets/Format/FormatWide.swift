/// Shows one property of each object, several objects to a line.
import Engine
import Formatting

struct FormatWide: Cmdlet {
  static let command = Command("Format", "Wide", aliases: ["fw"],
    outputs: FormatOutputs.all,
    synopsis: "Shows one property of many objects, in columns.",
    examples: [("Pools in three columns", "Get-CsPool | Format-Wide Identity -Column 3")])
  @Parameter("Property", at: 0) var property: Value?
  @Parameter("AutoSize") var autoSize: Switch
  @Parameter("Column", validate: [.range(.int(1), .int(Int32.max))]) var column: Int?
  private let common = FormatParameters()
  private var run = FormatRun()

  mutating func begin(_ shell: Invocation) throws {
    var o = FormatOptions(.wide)
    let given = property.flatMap { $0.isNull ? nil : $0 }
    if let given { o.properties = try FormatProperty.parse([given], .wide, shell) }
    if autoSize.isOn, column != nil { throw shell.detailed("FormatCannotSpecifyAutosizeAndColumns", "Cmdlet parameters AutoSize and Column are mutually exclusive.") }
    try o.read(common, hasProperty: given != nil, shell)
    if $autoSize.isBound { o.autosize = autoSize.isOn }
    o.columns = column
    run.begin(o, given.map { [$0] } ?? [], shell)
  }
  mutating func process(_ shell: Invocation) throws { try run.process(common.inputObject, shell) }
  mutating func end(_ shell: Invocation) throws { try run.end() }
}
