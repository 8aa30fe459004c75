/// Waits until processes of the host have ended.
import Engine
import Glibc
import NetTypes

struct WaitProcess: Cmdlet {
  static let command = Command("Wait", "Process", module: "Microsoft.PowerShell.Management", defaultSet: "Name",
    outputs: ["System.Diagnostics.Process"],
    synopsis: "Waits until programs have ended.",
    examples: [("Until a program is done", "Wait-Process -Name make -Timeout 600")])
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, aliases: ["PID", "ProcessId"], validate: [.notNullOrEmpty]) var id: [Int]
  @Parameter("Name", at: 0, from: .propertyName, sets: ["Name"], mandatory: true, aliases: ["ProcessName"]) var name: [String]
  @Parameter("Timeout", at: 1, aliases: ["TimeoutSec"], validate: [.notNullOrEmpty, .range(.int(0), .int(32767))]) var timeout: Int?
  @Parameter("Any") var `any`: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], mandatory: true, type: "System.Diagnostics.Process[]") var inputObject: [Value]

  private var waited: [PSProcess] = []

  mutating func process(_ shell: Invocation) throws {
    for p in try ProcessQuery(names: $name.isBound ? name : nil, ids: $id.isBound ? id : nil, input: $inputObject.isBound ? inputObject : nil).run(shell) {
      if p.id == getpid() {
        try ProcessQuery.error(
          shell, "This command stopped operation because it cannot wait on itself. Specify another process and Run your command again.", "WaitOnItself",
          .objectNotFound, .other(p))
      } else { waited.append(p) }
    }
  }
  mutating func end(_ shell: Invocation) throws {
    var left = timeout.map { $0 * 1000 } ?? .max
    func isDone() -> Bool { `any`.isOn ? waited.isEmpty || waited.contains { $0.hasExited() } : waited.allSatisfy { $0.hasExited() } }
    while !isDone(), left > 0 {
      try shell.poll()
      usleep(10_000)
      if left != .max { left -= 10 }
    }
    if !isDone() {
      for p in waited where !p.hasExited() {
        try shell.error(
          "ProcessNotTerminated", .closeError,
          "This command stopped operation because process \"\(p.name) (\(p.id))\" is not stopped in the specified time-out.",
          exception: "System.TimeoutException", target: .other(p))
      }
    }
    if passThru.isOn { for p in waited { try shell.write(.other(p)) } }
  }
}
