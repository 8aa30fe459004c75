/// The current (or a given) date and time, as an object or as text.
import Engine
import Primitives

struct GetDate: Cmdlet {
  static let command = Command("Get", "Date", defaultSet: "DateAndFormat",
    outputs: ["System.String", "System.DateTime"],
    synopsis: "Tells the time, or makes a date.",
    examples: [("As text", "Get-Date -Format 'yyyy-MM-dd'")])
  @Parameter("Date", at: 0, from: [.pipeline, .propertyName], sets: ["DateAndFormat", "DateAndUFormat"], aliases: ["LastWriteTime"]) var date: NetDateTime?
  @Parameter("UnixTimeSeconds", sets: ["UnixTimeSecondsAndFormat", "UnixTimeSecondsAndUFormat"], aliases: ["UnixTime"],
    validate: [.range(.long(-62135596800), .long(253402300799))]) var unixTimeSeconds: Int64
  @Parameter("Year", validate: [.range(.int(1), .int(9999))]) var year: Int?
  @Parameter("Month", validate: [.range(.int(1), .int(12))]) var month: Int?
  @Parameter("Day", validate: [.range(.int(1), .int(31))]) var day: Int?
  @Parameter("Hour", validate: [.range(.int(0), .int(23))]) var hour: Int?
  @Parameter("Minute", validate: [.range(.int(0), .int(59))]) var minute: Int?
  @Parameter("Second", validate: [.range(.int(0), .int(59))]) var second: Int?
  @Parameter("Millisecond", validate: [.range(.int(0), .int(999))]) var millisecond: Int?
  @Parameter("DisplayHint") var displayHint: DisplayHint?
  @Parameter("UFormat", sets: ["DateAndUFormat", "UnixTimeSecondsAndUFormat"]) var uFormat: String
  @Parameter("Format", sets: ["DateAndFormat", "UnixTimeSecondsAndFormat"]) var format: String?
  @Parameter("AsUTC") var asUTC: Switch

  mutating func process(_ shell: Invocation) throws {
    do {
      let moment = try adjusted()
      if $uFormat.isBound {
        guard let text = try UnixDateFormat.text(moment, uFormat) else {
          throw shell.terminating("System.IndexOutOfRangeException", .notSpecified, "Index was outside the bounds of the array.", exception: "System.IndexOutOfRangeException")
        }
        return try shell.write(.str(text))
      }
      if let format { return try shell.write(try formatted(moment, format)) }
      try shell.write((displayHint ?? .DateTime).noted(on: moment))
    } catch let e as NetError {
      throw shell.terminating(e.typeName, .notSpecified, e.message, exception: e.typeName)
    }
  }
  private func adjusted() throws -> NetDateTime {
    var d = $unixTimeSeconds.isBound ? NetDateTimeOffset(utcTicks: 621_355_968_000_000_000 &+ unixTimeSeconds &* 10_000_000, offsetMinutes: 0).localDateTime : date ?? NetDateTime.now
    if let year { d = try d.adding(years: year - d.year) }
    if let month { d = try d.adding(months: month - d.month) }
    if let day { d = try d.adding(days: Double(day - d.day)) }
    if let hour { d = try d.adding(hours: Double(hour - d.hour)) }
    if let minute { d = try d.adding(minutes: Double(minute - d.minute)) }
    if let second { d = try d.adding(seconds: Double(second - d.second)) }
    if let millisecond {
      d = try d.adding(milliseconds: Double(millisecond - d.millisecond))
      d = try d.adding(ticks: -(d.ticks % 10_000))
    }
    return asUTC.isOn ? d.toUniversalTime() : d
  }
  private func formatted(_ d: NetDateTime, _ format: String) throws -> String {
    switch format.lowercased() {
    case "filedate": try DateFormat.text(d, "yyyyMMdd")
    case "filedateuniversal": try DateFormat.text(d.toUniversalTime(), "yyyyMMddZ")
    case "filedatetime": try DateFormat.text(d, "yyyyMMddTHHmmssffff")
    case "filedatetimeuniversal": try DateFormat.text(d.toUniversalTime(), "yyyyMMddTHHmmssffffZ")
    default: try DateFormat.text(d, format)
    }
  }
}
