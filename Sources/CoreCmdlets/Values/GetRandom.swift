/// Random numbers, or items picked at random; `-SetSeed` makes both repeatable.
import Engine

struct GetRandom: Cmdlet {
  static let command = Command("Get", "Random", defaultSet: "RandomNumberParameterSet",
    outputs: ["System.Int32", "System.Int64", "System.Double"],
    synopsis: "Draws numbers or objects by chance.",
    examples: [("A die", "Get-Random -Minimum 1 -Maximum 7")])
  @Parameter("SetSeed", validate: [.notNull], shows: "System.Nullable`1[System.Int32]") var setSeed: Int?
  @Parameter("Maximum", at: 0, sets: ["RandomNumberParameterSet"]) var maximum: Value?
  @Parameter("Minimum", sets: ["RandomNumberParameterSet"]) var minimum: Value?
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["RandomListItemParameterSet", "ShuffleParameterSet"], mandatory: true, attributes: [.allowNull]) var inputObject: [Value]
  @Parameter("Count", sets: ["RandomNumberParameterSet", "RandomListItemParameterSet"], validate: [.range(.int(1), .int(2147483647))]) var count: Int?
  @Parameter("Shuffle", sets: ["ShuffleParameterSet"], mandatory: true) var shuffle: Switch

  private var picker = RandomPicker()
  // `begin` puts the session's source in place of the one made here
  static let isCopyable = true

  mutating func begin(_ shell: Invocation) throws {
    if let setSeed { RandomPicker.seed(setSeed, shell.context) }
    picker.source = RandomPicker.source(shell.context)
    if shell.parameterSet == "RandomNumberParameterSet", !RandomPicker.isList(maximum) { try picker.numbers(minimum, maximum, count ?? 1, shell) }
  }
  mutating func process(_ shell: Invocation) throws {
    if picker.takesList(maximum, count ?? 1) { return }
    if shell.parameterSet != "RandomNumberParameterSet" { picker.take($inputObject.isBound && inputObject.isEmpty ? [.null] : inputObject, shuffle.isOn ? .max : count ?? 1) }
  }
  mutating func end(_ shell: Invocation) throws { try picker.writeChosen(shell) }
}
