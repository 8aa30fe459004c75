/// Makes mistakes such as reading unset variables errors.
import Engine

struct SetStrictMode: Cmdlet {
  static let command = Command("Set", "StrictMode", module: "Microsoft.PowerShell.Core", defaultSet: "Version",
    synopsis: "Makes doubtful code an error: unset variables, missing properties.",
    examples: [("The strictest", "Set-StrictMode -Version Latest")])
  @Parameter("Off", sets: ["Off"], mandatory: true) var off: Switch
  @Parameter("Version", sets: ["Version"], mandatory: true, aliases: ["v"]) var version: StrictVersion

  mutating func process(_ shell: Invocation) throws {
    if off.isOn { shell.context.strictVersion = 0 } else if $version.isBound { shell.context.strictVersion = version.major }
  }
}

/// `-Version` of Set-StrictMode: a version PowerShell had, or `latest`. A whole number is a major version.
struct StrictVersion: ParameterValue {
  let major: Int
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get("System.Version") }
  static var absent: StrictVersion { StrictVersion(major: 0) }
  static var attributes: [Attribute] { [.allowNull, .allowEmptyString] }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { _ = try from($0, $1) } }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> StrictVersion {
    let parts = try version(v, context)
    let known = switch parts.major {
    case 1...4: parts.minor == 0
    case 5: parts.minor <= 1
    case 6: parts.minor <= 2
    case 7: parts.minor <= 6
    default: false
    }
    guard known else {
      throw TerminatingError(
        "ParameterArgumentValidationError",
        """
        The "\(parts.text)" argument does not contain a valid PowerShell version. Supply a valid version number and then try the command again.
        """,
        .invalidData, exception: "System.Management.Automation.ValidationMetadataException")
    }
    return StrictVersion(major: parts.major)
  }

  private static func version(_ v: Value, _ context: ExecutionContext) throws -> (major: Int, minor: Int, text: String) {
    var made = v.base
    switch v.base {
    case .string(let s) where s.string.equalsIgnoringCase("latest"): return (7, 6, "7.6")
    case .string(let s) where s.string.contains("."): break
    // as it was written: 3.0 is a version, 3 as a number with a fraction is not
    case .double: made = .str(Conversion.toString(v, context))
    default: if case .int(let n)? = Conversion.tryConvert(v, to: TypeTable.int, context) {
      if n < 0 {
        throw TerminatingError(
          "ParameterArgumentTransformationError",
          "Cannot process argument transformation on parameter 'Version'. major ('\(n)') must be a non-negative value. (Parameter 'major')\nActual value was \(n).",
          .invalidData, exception: "System.Management.Automation.ParameterBindingArgumentTransformationException")
      }
      made = .str("\(n).0")
    }
    }
    let text = Conversion.toString(try Conversion.convert(made, to: TypeTable.get("System.Version"), context), context)
    let numbers = text.split(separator: ".").map { Int($0) ?? 0 }
    return (numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0, text)
  }
}
