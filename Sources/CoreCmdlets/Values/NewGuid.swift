/// A new random GUID, the empty one, or one read from text.
import Engine
import NetTypes
import Primitives

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
    if $inputObject.isBound {
      // after the error of a text that is none, there is still an output
      func refuse(_ why: String, _ type: String) throws {
        try shell.error("StringNotRecognizedAsGuid", .invalidArgument, why, exception: type)
        try shell.write(.null)
      }
      guard let inputObject else { return try refuse("Value cannot be null. (Parameter 'g')", "System.ArgumentNullException") }
      do { return try shell.write(.other(PSGuid(try NetGuid.parse(inputObject)))) } catch let e as NetError { return try refuse(e.message, "System.FormatException") }
    }
    try shell.write(try shell.context.callStatic(type, "NewGuid", []))
  }
}
