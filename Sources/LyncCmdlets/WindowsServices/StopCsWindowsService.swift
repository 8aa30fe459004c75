/// Stops a Lync Server service with those that depend on it, or all of a computer.
import Engine
import Lync

struct StopCsWindowsService: Cmdlet {
  static let command = Command("Stop", "CsWindowsService", module: "Lync", errorType: "CsShell.StopCsWindowsService", defaultSet: "Name", confirm: .medium,
    synopsis: "Stops a Lync Server service with those that depend on it, or all of a computer.",
    examples: [
      ("The Front-End service", "Stop-CsWindowsService -Name RTCSRV -ComputerName fe13a.contoso.com"),
    ])
  @Parameter("Name", at: 0, sets: ["Name"], help: "The name.") var name: String?
  @Parameter("ComputerName", sets: ["Name"], help: "The computer; this one when nothing is given.") var computerName: String?
  @Parameter("Graceful", fidelity: .inert) var graceful: Switch
  @Parameter("NoWait", help: "Does not wait.") var noWait: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("LeaveClsAgentRunning", help: "Lets the logging agent run when all services are stopped.") var leaveClsAgentRunning: Switch
  @Parameter("LeaveWebServerRunning", help: "Lets the web server run when all services are stopped.") var leaveWebServerRunning: Switch
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], help: "Services, as Get-CsWindowsService returns them.") var inputObject: Value?

  mutating func process(_ shell: Invocation) throws {
    let (name, computer) = try ServiceTarget.of(inputObject, name, computerName, shell)
    let left = (leaveClsAgentRunning.isOn ? ["RTCCLSAGT"] : []) + (leaveWebServerRunning.isOn ? ["W3SVC"] : [])
    try shell.change({ name ?? computer ?? $0.currentComputer }) { world in
      let stopped = try world.stopWindowsService(name, computer: computer, except: left)
      return Outcome(warnings: shell.context.isInteractive && !noWait.isOn ? stopped.map { LyncWorld.waiting(for: $0, toStart: false) } : [])
    }
  }
}
