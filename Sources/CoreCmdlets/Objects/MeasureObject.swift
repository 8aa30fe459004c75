/// Counts objects and adds up, averages or compares property values; or counts lines, words and characters of text.
import Engine

struct MeasureObject: Cmdlet {
  static let command = Command("Measure", "Object", defaultSet: "GenericMeasure",
    outputs: [
      "Microsoft.PowerShell.Commands.GenericMeasureInfo",
      "Microsoft.PowerShell.Commands.TextMeasureInfo",
      "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo",
    ],
    synopsis: "Counts objects, adds up their properties, counts words and lines.",
    examples: [("Total size", "Get-ChildItem | Measure-Object Length -Sum")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0, validate: [.notNullOrEmpty], type: "Microsoft.PowerShell.Commands.PSPropertyExpression[]") var property: [Value]
  @Parameter("StandardDeviation", sets: ["GenericMeasure"]) var standardDeviation: Switch
  @Parameter("Sum", sets: ["GenericMeasure"]) var sum: Switch
  @Parameter("AllStats", sets: ["GenericMeasure"]) var allStats: Switch
  @Parameter("Average", sets: ["GenericMeasure"]) var average: Switch
  @Parameter("Maximum", sets: ["GenericMeasure"]) var maximum: Switch
  @Parameter("Minimum", sets: ["GenericMeasure"]) var minimum: Switch
  @Parameter("Line", sets: ["TextMeasure"]) var line: Switch
  @Parameter("Word", sets: ["TextMeasure"]) var word: Switch
  @Parameter("Character", sets: ["TextMeasure"]) var character: Switch
  @Parameter("IgnoreWhiteSpace", sets: ["TextMeasure"]) var ignoreWhiteSpace: Switch

  private var expressions: [PropertyExpression] = []
  private var order: [String] = []
  private var statistics: [String: MeasuredValues] = [:]
  private var total = 0
  private var only = MeasuredValues()
  private var latest = (name: "", figures: MeasuredValues())
  private var isText: Bool { shell_isText }
  private var shell_isText = false
  private var wants = MeasuredValues.Wanted()

  mutating func begin(_ shell: Invocation) throws {
    shell_isText = shell.parameterSet == "TextMeasure"
    expressions = try property.map { try PropertyArgument.parse($0, PropertyArgument.measure, shell).expression }
    let all = allStats.isOn
    wants = .init(sum: sum.isOn || average.isOn || standardDeviation.isOn || all, deviation: standardDeviation.isOn || all, minimum: minimum.isOn || all, maximum: maximum.isOn || all,
                  lines: line.isOn, words: word.isOn, characters: character.isOn, ignoreWhiteSpace: ignoreWhiteSpace.isOn)
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    total += 1
    if expressions.isEmpty { return try only.add(item, wants, shell, isWhole: true) }
    if expressions.count == 1, let slot = expressions[0].slot, case .object(let o) = item, let i = slot.note(in: o) {
      // one property by name, as mostly: its figures are found once per spelling
      let name = o.shape.name(i)
      if name != latest.name { latest = (name, entry(name)) }
      return try latest.figures.add(o.slots[i], wants, shell)
    }
    var seen = Set<String>()
    for e in expressions {
      if case .name(let s) = e.source, let slot = e.slot, case .object(let o) = item, let i = slot.note(in: o) {
        if seen.insert(s.name).inserted { try entry(o.shape.name(i)).add(o.slots[i], wants, shell) }
        continue
      }
      let found = try e.results(on: item, shell)
      if found.isEmpty, !e.isPattern { _ = entry(e.text) }
      for f in found where seen.insert(f.name).inserted {
        // several values a block gives are one text
        let value: Value = if case .block = e.source { isText ? .str(Conversion.toString(f.value, shell.context)) : ObjectText.travelling(f.value) } else { f.value }
        try entry(f.name).add(value, wants, shell)
      }
    }
  }
  private mutating func entry(_ name: String) -> MeasuredValues {
    if let m = statistics[name] { return m }
    let m = MeasuredValues()
    statistics[name] = m
    order.append(name)
    return m
  }
  mutating func end(_ shell: Invocation) throws {
    if expressions.isEmpty {
      if total > 0 || only.count == 0 { try shell.write(result(only, .null, shell)) }
      return
    }
    for name in order {
      guard let m = statistics[name] else { continue }
      if m.count > 0 { try shell.write(result(m, .str(name), shell)) } else if shell.context.strictVersion >= 2 { try notFound(name, shell) }
    }
  }
  private func notFound(_ name: String, _ shell: Invocation) throws {
    let text = "Cannot process argument because the value of argument \"\(name)\" is not valid. Change the value of the \"\(name)\" argument and run the operation again."
    let r = ErrorRecord(PSException("System.Management.Automation.PSArgumentException", text), id: isText ? "TextMeasurePropertyNotFound" : "GenericMeasurePropertyNotFound", .objectNotFound)
    r.detailsMessage = "The property \"\(name)\" cannot be found in the input for any objects."
    try shell.error(r)
  }
  private func result(_ m: MeasuredValues, _ name: Value, _ shell: Invocation) -> Value {
    if isText { return m.text(name, wants) }
    let all = allStats.isOn
    return m.info(name, wants, average: average.isOn || all, sum: sum.isOn || all, deviation: standardDeviation.isOn || all)
  }
}
