/// The time zone the computer is set to.
import Engine
import NetTypes
import Primitives

struct GetTimeZone: Cmdlet {
  static let command = Command("Get", "TimeZone", module: "Microsoft.PowerShell.Management", defaultSet: "Name",
    outputs: ["System.TimeZoneInfo"],
    synopsis: "Tells the time zone, or lists those there are.",
    examples: [("The current one", "Get-TimeZone")])
  @Parameter("Id", from: .propertyName, sets: ["Id"], mandatory: true) var id: [String]
  @Parameter("ListAvailable", sets: ["ListAvailable"], mandatory: true) var listAvailable: Switch
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name"]) var name: [String]

  mutating func process(_ shell: Invocation) throws {
    if listAvailable.isOn { for z in PSTimeZone.system { try shell.write(.other(z)) }; return }
    if $id.isBound {
      for n in id {
        if let z = NetTimeZone.named(n) { try shell.write(.other(PSTimeZone(z))) } else { try missing("The time zone ID '\(n)' was not found on the local computer.", "Id", shell) }
      }
      return
    }
    if name.isEmpty { return try shell.write(.other(PSTimeZone(.local))) }
    for n in name {
      let pattern = Wildcard(n)
      let hits = PSTimeZone.system.filter { pattern.matches($0.standardName) }
      if hits.isEmpty { try missing("The time zone name '\(n)' was not found on the local computer.", "Name", shell) }
      for z in hits { try shell.write(.other(z)) }
    }
  }
  /// - Parameter parameter: what the zone was asked for by
  private func missing(_ message: String, _ parameter: String, _ shell: Invocation) throws {
    try shell.error("TimeZoneNotFound", .invalidArgument, message, exception: "System.TimeZoneNotFoundException", target: .str(parameter))
  }
}
