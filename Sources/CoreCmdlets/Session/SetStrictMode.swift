/// Makes mistakes such as reading unset variables errors.
import Engine

struct SetStrictMode: Cmdlet {
  static let command = Command("Set", "StrictMode", module: "Microsoft.PowerShell.Core", defaultSet: "Version",
    synopsis: "Makes doubtful code an error: unset variables, missing properties.",
    examples: [("The strictest", "Set-StrictMode -Version Latest")])
  @Parameter("Version", sets: ["Version"], aliases: ["v"], type: "System.Object", shows: "System.Version") var version: Value
  @Parameter("Off", sets: ["Off"], mandatory: true) var off: Switch

  mutating func process(_ shell: Invocation) throws {
    if off.isOn { shell.context.strictVersion = 0; return }
    let text = Conversion.toString(version, shell.context)
    if text.equalsIgnoringCase("latest") { shell.context.strictVersion = 3; return }
    if case .int = version.base {} else if case .double = version.base {} else {
      do { _ = try Conversion.convert(.str(text), to: TypeTable.get("System.Version"), shell.context) } catch let e as TerminatingError {
        throw shell.terminating(
          "CannotConvertArgumentNoMessage", .invalidArgument, "Cannot bind parameter 'Version'. \(e.record.exception.message)",
          exception: "System.Management.Automation.ParameterBindingException")
      }
    }
    guard let major = Int(text.prefix { $0 != "." }), major >= 0, major <= 3 else {
      throw shell.terminating(
        "ParameterArgumentValidationError", .invalidData,
        """
        Cannot validate argument on parameter 'Version'. The "\(text)" argument does not contain a valid PowerShell version. Supply a valid version number \
        and then try the command again.
        """,
        exception: "System.Management.Automation.ParameterBindingException")
    }
    shell.context.strictVersion = major
  }
}
