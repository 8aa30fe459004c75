/// The time zone the computer is set to.
import Engine
import Primitives

struct GetTimeZone: Cmdlet {
  static let command = Command("Get", "TimeZone", module: "Microsoft.PowerShell.Management", defaultSet: "Name", outputs: ["System.TimeZoneInfo"], synopsis: "Gets the current time zone or a list of available time zones.", examples: [("The current one", "Get-TimeZone")])
  @Parameter("Name", at: 0, from: .pipeline, sets: ["Name"]) var name: [String]
  @Parameter("Id", from: .propertyName, sets: ["Id"], mandatory: true) var id: [String]
  @Parameter("ListAvailable", sets: ["ListAvailable"], mandatory: true, fidelity: .inert) var listAvailable: Switch

  mutating func process(_ shell: Invocation) throws {
    let wanted = $id.isBound ? id : name
    if wanted.isEmpty { return try shell.write(GetTimeZone.object(.local)) }
    for n in wanted {
      guard let z = NetTimeZone.named(n) else {
        try shell.error("TimeZoneNotFound", .objectNotFound, "The time zone ID '\(n)' was not found on the local computer.", exception: "System.TimeZoneNotFoundException", target: .str(n)); continue
      }
      try shell.write(GetTimeZone.object(z))
    }
  }
  private static func object(_ z: NetTimeZone) -> Value {
    let offset = NetTimeSpan(ticks: z.baseOffset)
    let sign = offset.ticks < 0 ? "-" : "+"
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let name = z.isUtc ? "(UTC) Coordinated Universal Time" : "(UTC\(sign)\(two(abs(offset.hours))):\(two(abs(offset.minutes)))) \(z.id)"
    let standard = z.isUtc ? "Coordinated Universal Time" : z.id
    return type.make([.str(z.isUtc ? "UTC" : z.id), .bool(true), .str(name), .str(standard), .str(standard), .timespan(offset), .bool(z.supportsDaylightSavingTime)], text: name)
  }
  private static let type = RecordType("System.TimeZoneInfo", ["string Id {get;}", "bool HasIanaId {get;}", "string DisplayName {get;}", "string StandardName {get;}", "string DaylightName {get;}", "timespan BaseUtcOffset {get;}", "bool SupportsDaylightSavingTime {get;}"])
}
