/// The culture that numbers, dates and sorting follow.
import Engine

struct GetCulture: Cmdlet {
  static let command = Command("Get", "Culture", defaultSet: "CurrentCulture", outputs: ["System.Globalization.CultureInfo"], synopsis: "Gets the current culture set in the operating system.", examples: [("Its name", "(Get-Culture).Name")])
  @Parameter("NoUserOverrides", sets: ["CurrentCulture", "Name"], fidelity: .inert) var noUserOverrides: Switch
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name"], validate: [.notNull]) var name: [String]
  @Parameter("ListAvailable", sets: ["ListAvailable"]) var listAvailable: Switch

  mutating func process(_ shell: Invocation) throws {
    let type = TypeTable.get("System.Globalization.CultureInfo")
    if name.isEmpty { return try shell.write(try shell.context.construct(type, [.str(shell.context.culture.name)])) }
    for n in name { try shell.write(try shell.context.construct(type, [.str(n)])) }
  }
}
