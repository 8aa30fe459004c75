/// Sends objects down the pipeline, sequences element by element.
import Engine

struct WriteOutput: Cmdlet {
  static let command = Command("Write", "Output",
    synopsis: "Hands objects on to what follows.",
    examples: [("Two objects", "Write-Output 'one', 'two'")])
  @Parameter("InputObject", at: 0, from: .pipeline, attributes: [.allowNull, .allowEmptyCollection], remaining: true, type: "psobject") var inputObject: Value
  @Parameter("NoEnumerate") var noEnumerate: Switch

  mutating func process(_ shell: Invocation) throws {
    if noEnumerate.isOn { try shell.write(inputObject) } else { try shell.writeEach(inputObject) }
  }
}
