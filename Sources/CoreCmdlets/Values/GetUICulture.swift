/// The culture that messages follow.
import Engine

struct GetUICulture: Cmdlet {
  static let command = Command("Get", "UICulture",
    outputs: ["System.Globalization.CultureInfo"],
    synopsis: "Tells the language in which the shell speaks.",
    examples: [("Its name", "(Get-UICulture).Name")])

  mutating func process(_ shell: Invocation) throws {
    try shell.write(try shell.context.callStatic(TypeTable.get("System.Globalization.CultureInfo"), "GetCultureInfo", [.str((shell.context.uiCulture ?? shell.context.culture).name)]))
  }
}
