/// Ends processes of the host.
import Engine
import Glibc
import NetTypes

struct StopProcess: Cmdlet {
  static let command = Command("Stop", "Process", module: "Microsoft.PowerShell.Management", defaultSet: "Id", confirm: .medium,
    outputs: ["System.Diagnostics.Process"],
    synopsis: "Ends programs that run.",
    examples: [("One that was just started", "Start-Process sleep -ArgumentList 60 -PassThru | Stop-Process")])
  @Parameter("Name", from: .propertyName, sets: ["Name"], mandatory: true, aliases: ["ProcessName"]) var name: [String]
  @Parameter("Id", at: 0, from: .propertyName, sets: ["Id"], mandatory: true) var id: [Int]
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["InputObject"], mandatory: true, type: "System.Diagnostics.Process[]") var inputObject: [Value]
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Force", validate: [.notNullOrEmpty], fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    let found = try ProcessQuery(names: $name.isBound ? name : nil, ids: $id.isBound ? id : nil, input: $inputObject.isBound ? inputObject : nil).run(shell)
    // the shell itself goes last
    for p in found.filter({ $0.id != getpid() }) + found.filter({ $0.id == getpid() }) { try stop(p, shell) }
  }
  private func stop(_ p: PSProcess, _ shell: Invocation) throws {
    let name = p.name
    guard try shell.shouldProcess("\(name) (\(p.id))") else { return }
    if !p.hasExited() {
      if p.id == getpid() { shell.context.host.flush() }
      if kill(p.id, SIGKILL) != 0, errno != ESRCH {
        let reason = errno == EPERM ? "Operation not permitted" : String(cString: strerror(errno))
        return try ProcessQuery.error(shell, "Cannot stop process \"\(name) (\(p.id))\" because of the following error: \(reason)", "CouldNotStopProcess", .closeError, .other(p))
      }
    }
    if passThru.isOn { try shell.write(.other(p)) }
  }
}
