/// A new random GUID, the empty one, or one read from text.
import Engine

struct NewGuid: Cmdlet {
  static let command = Command("New", "Guid", defaultSet: "Default",
    outputs: ["System.Guid"],
    synopsis: "Makes a random GUID.",
    examples: [("A new one", "New-Guid")])
  @Parameter("Empty", sets: ["Empty"]) var empty: Switch
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["InputObject"]) var inputObject: String?

  mutating func process(_ shell: Invocation) throws {
    let type = TypeTable.get("System.Guid")
    if empty.isOn { return try shell.write(try Conversion.convert(.str("00000000-0000-0000-0000-000000000000"), to: type, shell.context)) }
    if let inputObject {
      do { return try shell.write(try Conversion.convert(.str(inputObject), to: type, shell.context)) }
      catch is TerminatingError { return try shell.error("StringNotRecognizedAsGuid", .invalidArgument, "Unrecognized Guid format.", exception: "System.FormatException") }
    }
    try shell.write(try shell.context.callStatic(type, "NewGuid", []))
  }
}
