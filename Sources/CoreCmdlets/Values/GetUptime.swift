/// How long the computer has been running.
import Engine
import Glibc
import Primitives

struct GetUptime: Cmdlet {
  static let command = Command("Get", "Uptime", defaultSet: "Timespan",
    outputs: ["System.TimeSpan", "System.DateTime"],
    synopsis: "Tells how long the computer has been running.",
    examples: [("Since when", "Get-Uptime -Since")])
  @Parameter("Since", sets: ["Since"]) var since: Switch

  mutating func process(_ shell: Invocation) throws {
    if InternalTestHooks.isOn("StopwatchIsNotHighResolution") {
      throw shell.terminating(
        "GetUptimePlatformIsNotSupported", .notImplemented, "\"The platform is not supported (System.Diagnostics.Stopwatch.IsHighResolution is false).\"",
        exception: "System.NotSupportedException")
    }
    var t = timespec()
    clock_gettime(CLOCK_BOOTTIME, &t)
    let span = NetTimeSpan(ticks: Int64(t.tv_sec) * 10_000_000)
    if $since.isBound, let d = try? NetDateTime.now.subtracting(span) { return try shell.write(.datetime(d)) }
    try shell.write(.timespan(span))
  }
}
