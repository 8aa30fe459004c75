/// Sets the computer's clock, for which most accounts lack the right.
import Engine
import Glibc
import Primitives

struct SetDate: Cmdlet {
  static let command = Command("Set", "Date", defaultSet: "Date", confirm: .medium,
    outputs: ["System.DateTime"],
    synopsis: "Sets the clock of the computer.",
    examples: [("One minute ahead", "Set-Date -Adjust 00:01:00 -WhatIf")])
  @Parameter("Date", at: 0, from: [.pipeline, .propertyName], sets: ["Date"]) var date: NetDateTime
  @Parameter("Adjust", at: 0, from: .propertyName, sets: ["Adjust"], attributes: [.allowNull]) var adjust: NetTimeSpan
  @Parameter("DisplayHint") var displayHint: DisplayHint?

  mutating func process(_ shell: Invocation) throws {
    let target: NetDateTime
    if shell.parameterSet == "Adjust" { target = (try? NetDateTime.now.adding(adjust)) ?? .now } else { target = date }
    let shown = (displayHint ?? .DateTime).noted(on: target)
    // the time is told whether the clock was set to it or not
    guard try shell.shouldProcess(try Conversion.textInCulture(.datetime(target), shell.context)) else { return try shell.write(shown) }
    if InternalTestHooks.isOn("SetDate") { return try shell.write(.datetime(target)) }
    let utc = target.toUniversalTime().ticks - 621_355_968_000_000_000
    var t = timespec(tv_sec: Int(utc / 10_000_000), tv_nsec: Int(utc % 10_000_000) * 100)
    if clock_settime(CLOCK_REALTIME, &t) != 0 {
      throw shell.terminating("System.ComponentModel.Win32Exception", .notSpecified, String(cString: strerror(errno)), exception: "System.ComponentModel.Win32Exception")
    }
    try shell.write(shown)
  }
}
