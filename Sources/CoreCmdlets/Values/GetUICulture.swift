/// The culture that messages follow.
import Engine
import NetTypes

struct GetUICulture: Cmdlet {
  static let command = Command("Get", "UICulture",
    outputs: ["System.Globalization.CultureInfo"],
    synopsis: "Tells the language in which the shell speaks.",
    examples: [("Its name", "(Get-UICulture).Name")])

  mutating func process(_ shell: Invocation) throws {
    try shell.write(.other(PSCulture(shell.context.uiCulture ?? shell.context.culture, usesOverride: true)))
  }
}
