/// Drops objects equal to the one before them, as in a sorted list.
import Engine

struct GetUnique: Cmdlet {
  static let command = Command("Get", "Unique", defaultSet: "AsString",
    synopsis: "Drops what equals the object before it.",
    examples: [("Distinct words", "'a', 'a', 'b' | Get-Unique")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("AsString", sets: ["AsString"]) var asString: Switch
  @Parameter("OnType", sets: ["UniqueByType"]) var onType: Switch
  @Parameter("CaseInsensitive") var caseInsensitive: Switch

  private var last: Value = .void
  private var lastText = ""

  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject else { return }
    var same = false
    if last.isNull {} else if item.isNull, onType.isOn || asString.isOn {
      // what null is compared by is not asked for
      let type = "System.NullReferenceException"
      throw shell.terminating(type, .notSpecified, "Object reference not set to an instance of an object.", exception: type)
    } else if onType.isOn {
      same = shell.context.typeNames(last).first == shell.context.typeNames(item).first
    } else if asString.isOn {
      let text = Conversion.toString(item, shell.context)
      same = caseInsensitive.isOn ? lastText.equalsIgnoringCase(text) : lastText == text
      lastText = text
    } else {
      same = ObjectOrder(ignoreCase: caseInsensitive.isOn).equal(item, last)
    }
    if last.isNull, asString.isOn { lastText = Conversion.toString(item, shell.context) }
    if same { return }
    last = item
    try shell.write(item)
  }
}
