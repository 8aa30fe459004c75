/// Lets virtual time pass.
import Directory
import Engine
import Lync

struct StepSimClock: Cmdlet {
  static let command = Command("Step", "SimClock", module: "Sim", errorType: "CsShell.StepSimClock",
    synopsis: "Lets virtual time pass.",
    description: "A number is seconds; 90s, 5m, 2h, 1d and 1h30m are what they say; a time span is taken too. Belongs to the simulator; the product has no such cmdlet.",
    examples: [
      ("Until replicas are up to date", "Step-SimClock 60"),
      ("Two hours", "Step-SimClock 2h"),
    ])
  @Parameter("Time", at: 0, aliases: ["Seconds"], help: "How long: seconds, 2h, 1h30m, 30d, or a time span.") var time: String

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      guard let seconds = Duration(time).seconds else {
        throw Fault(.invalidArgument, key: "E-ARGUMENT", id: "Duration", target: time, "\"\(time)\" is not a length of time. Use seconds, 2h, 1h30m, 30d, or a time span.")
      }
      try shell.session.world().advance(seconds: seconds)
    }
  }
}

/// A length of time as people write it. A text, no type of parameters: `60d` would come as the number 60.
struct Duration {
  private let text: String
  init(_ text: String) { self.text = text }

  /// Nil when the text is none; at most some thousand years.
  var seconds: Int? {
    if text.utf8.contains(UInt8(ascii: ":")) { return LyncWorld.secondsOfTimeSpan(text) }
    var total = 0.0, number = ""
    for byte in text.utf8 {
      if byte &- 0x30 < 10 || byte == UInt8(ascii: ".") { number.unicodeScalars.append(Unicode.Scalar(byte)); continue }
      guard let count = Double(number), let unit = Duration.units[byte | 0x20] else { return nil }
      total += count * unit
      number = ""
    }
    if !number.isEmpty {
      // Only a number alone is seconds.
      guard total == 0, let count = Double(number) else { return nil }
      total = count
    }
    return text.isEmpty || total > 1e11 ? nil : Int(total)
  }

  private static let units: [UInt8: Double] = [UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400, UInt8(ascii: "w"): 604_800]
}
