/// Waits.
import Engine
import Glibc
import Primitives

struct StartSleep: Cmdlet {
  static let command = Command("Start", "Sleep", defaultSet: "Seconds",
    synopsis: "Waits for a while.",
    examples: [("Half a second", "Start-Sleep -Milliseconds 500")])
  @Parameter("Seconds", at: 0, from: [.pipeline, .propertyName], sets: ["Seconds"], validate: [.range(.int(0), .int(2147483))]) var seconds: Double
  @Parameter("Milliseconds", from: .propertyName, sets: ["Milliseconds"], aliases: ["ms"], validate: [.range(.int(0), .int(2147483647))]) var milliseconds: Int
  @Parameter("Duration", at: 0, from: [.pipeline, .propertyName], sets: ["FromTimeSpan"], aliases: ["ts"], validate: [.rangeKind("NonNegative")]) var duration: NetTimeSpan

  mutating func process(_ shell: Invocation) throws {
    let total: Double
    switch shell.parameterSet {
    case "Milliseconds": total = Double(milliseconds) / 1000
    case "FromTimeSpan":
      total = duration.totalSeconds
      if total > 2147483.647 {
        throw shell.terminating(
          "MaximumDurationExceeded", .invalidArgument,
          "The '-Duration' parameter value must not exceed '24.20:31:23.6470000', provided value was '\(TimeSpanFormat.constant(duration))'. (Parameter 'Duration')",
          exception: "System.Management.Automation.PSArgumentException")
      }
    default: total = seconds
    }
    try shell.sleep(seconds: total)
  }
}

extension Invocation {
  /// Waits; Ctrl+C and events are seen meanwhile.
  func sleep(seconds total: Double) throws {
    // On the virtual clock of a simulated forest nobody has to wait.
    if BackgroundRun.running == 0, context.passTime?(total) ?? false { return }
    context.host.flush()
    let begin = MonotonicClock.nanoseconds
    while true {
      try poll()
      let left = total - Double(MonotonicClock.nanoseconds - begin) / 1e9
      if left <= 0 { return try EventManager.of(context).look(context) }
      Turn.outside(context) { _ = usleep(UInt32(min(left, 0.05) * 1_000_000) + 1) }
    }
  }
}
