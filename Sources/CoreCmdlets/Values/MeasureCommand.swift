/// Runs a script block, drops its output, and tells how long it took.
import Engine
import Primitives

struct MeasureCommand: Cmdlet {
  static let command = Command("Measure", "Command",
    outputs: ["System.TimeSpan"],
    synopsis: "Tells how long something takes.",
    examples: [("How long", "Measure-Command { Get-CsUser }")])
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Expression", at: 0) var expression: ScriptBlock

  private var elapsed: Int64 = 0

  mutating func process(_ shell: Invocation) throws {
    let from = MonotonicClock.nanoseconds
    _ = try shell.valueInPlace(expression, item: inputObject ?? .void)
    elapsed += MonotonicClock.nanoseconds - from
  }
  mutating func end(_ shell: Invocation) throws { try shell.write(.timespan(NetTimeSpan(ticks: elapsed / 100))) }
}
