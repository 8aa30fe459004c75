/// Random numbers, or items picked at random, from the system's cryptographic source.
import Engine

struct GetSecureRandom: Cmdlet {
  static let command = Command("Get", "SecureRandom", defaultSet: "RandomNumberParameterSet",
    outputs: ["System.Int32", "System.Int64", "System.Double"],
    synopsis: "Draws numbers or objects by chance that nobody can foretell.",
    examples: [("A die", "Get-SecureRandom -Minimum 1 -Maximum 7")])
  @Parameter("Maximum", at: 0, sets: ["RandomNumberParameterSet"]) var maximum: Value?
  @Parameter("Minimum", sets: ["RandomNumberParameterSet"]) var minimum: Value?
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["RandomListItemParameterSet", "ShuffleParameterSet"], mandatory: true, attributes: [.allowNull]) var inputObject: [Value]
  @Parameter("Count", sets: ["RandomListItemParameterSet", "RandomNumberParameterSet"], validate: [.range(.int(1), .int(2147483647))]) var count: Int?
  @Parameter("Shuffle", sets: ["ShuffleParameterSet"], mandatory: true) var shuffle: Switch

  private var picker = RandomPicker()

  mutating func begin(_ shell: Invocation) throws {
    if shell.parameterSet == "RandomNumberParameterSet", !RandomPicker.isList(maximum) { try picker.numbers(minimum, maximum, count ?? 1, shell) }
  }
  mutating func process(_ shell: Invocation) throws {
    if picker.takesList(maximum, count ?? 1) { return }
    if shell.parameterSet != "RandomNumberParameterSet" { picker.take($inputObject.isBound && inputObject.isEmpty ? [.null] : inputObject, shuffle.isOn ? .max : count ?? 1) }
  }
  mutating func end(_ shell: Invocation) throws { try picker.writeChosen(shell) }
}
