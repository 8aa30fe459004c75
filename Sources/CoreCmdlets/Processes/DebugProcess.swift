/// Attaching a debugger: there is none to attach on this platform, which the error says.
import Engine
import NetTypes

struct DebugProcess: Cmdlet {
  static let command = Command("Debug", "Process", module: "Microsoft.PowerShell.Management", defaultSet: "Name", confirm: .medium,
    synopsis: "Attaches a debugger to programs that run.",
    examples: [("By number", "Debug-Process -Id 4711")])
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true, aliases: ["PID", "ProcessId"], validate: [.notNullOrEmpty]) var id: [Int]
  @Parameter("Name", at: 0, from: .propertyName, sets: ["Name"], mandatory: true, aliases: ["ProcessName"]) var name: [String]
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], mandatory: true, type: "System.Diagnostics.Process[]") var inputObject: [Value]

  mutating func process(_ shell: Invocation) throws {
    for p in try ProcessQuery(names: $name.isBound ? name : nil, ids: $id.isBound ? id : nil, input: $inputObject.isBound ? inputObject : nil).run(shell) {
      guard try shell.shouldProcess("\(p.name) (\(p.id))") else { continue }
      try ProcessQuery.error(
        shell,
        "This command cannot be run because the debugger cannot be attached to the process \"\(p.name) (\(p.id))\". Specify another process and Run your command.",
        "NoDebuggerFound", .resourceUnavailable, .other(p))
    }
  }
}
