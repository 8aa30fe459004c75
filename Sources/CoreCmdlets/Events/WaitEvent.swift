/// Waits until an event has come.
import Engine
import Glibc

struct WaitEvent: Cmdlet {
  static let command = Command("Wait", "Event",
    outputs: ["System.Management.Automation.PSEventArgs"],
    synopsis: "Waits until something announced by an event happens.",
    examples: [("At most ten seconds", "Wait-Event -SourceIdentifier Done -Timeout 10")])
  @Parameter("SourceIdentifier", at: 0, from: .propertyName) var sourceIdentifier: String?
  @Parameter("Timeout", aliases: ["TimeoutSec"], validate: [.range(.int(-1), .int(2147483647))]) var timeout: Int?

  mutating func process(_ shell: Invocation) throws {
    let manager = EventManager.of(shell.context)
    let limit = timeout ?? -1
    var passed = 0
    while true {
      try manager.look(shell.context)
      if let e = try manager.received(from: sourceIdentifier ?? "*", shell).first { return try shell.write(e) }
      if limit >= 0, passed >= limit * 100 { return }
      try shell.poll()
      usleep(10_000)
      passed += 1
    }
  }
}
