/// A time span from its parts, or between two moments.
import Engine
import Primitives

struct NewTimeSpan: Cmdlet {
  static let command = Command("New", "TimeSpan", defaultSet: "Date",
    outputs: ["System.TimeSpan"],
    synopsis: "Makes a length of time, from its parts or between two dates.",
    examples: [("A day and a half", "New-TimeSpan -Days 1 -Hours 12")])
  @Parameter("Start", at: 0, from: [.pipeline, .propertyName], sets: ["Date"], aliases: ["LastWriteTime"]) var start: NetDateTime?
  @Parameter("End", at: 1, from: .propertyName, sets: ["Date"]) var endDate: NetDateTime?
  @Parameter("Days", sets: ["Time"]) var days: Int?
  @Parameter("Hours", sets: ["Time"]) var hours: Int?
  @Parameter("Minutes", sets: ["Time"]) var minutes: Int?
  @Parameter("Seconds", sets: ["Time"]) var seconds: Int?
  @Parameter("Milliseconds", sets: ["Time"]) var milliseconds: Int?

  mutating func process(_ shell: Invocation) throws {
    if shell.parameterSet == "Time" {
      do { return try shell.write(.timespan(try NetTimeSpan(days: days ?? 0, hours: hours ?? 0, minutes: minutes ?? 0, seconds: seconds ?? 0, milliseconds: milliseconds ?? 0))) }
      catch let e as NetError { throw shell.terminating("System.ArgumentOutOfRangeException", .notSpecified, e.message, exception: e.typeName) }
    }
    let now = NetDateTime.now
    try shell.write(.timespan((endDate ?? now) - (start ?? now)))
  }
}
