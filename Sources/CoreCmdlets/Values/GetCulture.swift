/// The culture that numbers, dates and sorting follow.
import Engine
import NetTypes

struct GetCulture: Cmdlet {
  static let command = Command("Get", "Culture", defaultSet: "CurrentCulture",
    outputs: ["System.Globalization.CultureInfo"],
    synopsis: "Tells the culture that numbers and dates are written in.",
    examples: [("Its name", "(Get-Culture).Name")])
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name"], validate: [.notNull]) var name: [String]
  @Parameter("NoUserOverrides", sets: ["CurrentCulture", "Name"]) var noUserOverrides: Switch
  @Parameter("ListAvailable", sets: ["ListAvailable"]) var listAvailable: Switch

  mutating func process(_ shell: Invocation) throws {
    let type = TypeTable.get("System.Globalization.CultureInfo")
    if listAvailable.isOn { return try shell.writeEach(try shell.context.callStatic(type, "GetCultures", [.int(7)])) }
    // the session's own culture and named ones are not to be changed
    if name.isEmpty {
      return try shell.write(.other(PSCulture(shell.context.culture, usesOverride: !noUserOverrides.isOn)))
    }
    for n in name {
      do { try shell.write(try shell.context.callStatic(type, "GetCultureInfo", [.str(n)])) } catch is TerminatingError {
        throw shell.terminating(
          "ParameterArgumentValidationError", .invalidData,
          """
          Cannot validate argument on parameter 'Name'. The argument "\(n)" does not belong to the set "\(try available(type, shell).joined(separator: ","))" \
          specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.
          """,
          exception: "System.Management.Automation.ParameterBindingValidationException")
      }
    }
  }
  private func available(_ type: NetType, _ shell: Invocation) throws -> [String] {
    try (shell.context.callStatic(type, "GetCultures", [.int(7)]).elementsIfSequence ?? []).map { Conversion.toString(try shell.context.property($0, "Name") ?? .null) }
  }
}
