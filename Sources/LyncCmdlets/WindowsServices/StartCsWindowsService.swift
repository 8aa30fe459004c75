/// Starts a Lync Server service, or all of a computer.
import Engine
import Lync

struct StartCsWindowsService: Cmdlet {
  static let command = Command("Start", "CsWindowsService", module: "Lync", errorType: "CsShell.StartCsWindowsService", defaultSet: "Name", confirm: .medium,
    synopsis: "Starts a Lync Server service, or all of a computer.",
    examples: [
      ("The Front-End service", "Start-CsWindowsService -Name RTCSRV -ComputerName fe13a.contoso.com"),
    ])
  @Parameter("Name", at: 0, sets: ["Name"], help: "The name.") var name: String?
  @Parameter("ComputerName", sets: ["Name"], help: "The computer; this one when nothing is given.") var computerName: String?
  @Parameter("NoWait", help: "Does not wait.") var noWait: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("Report", help: "A file that tells what was done, as HTML.") var report: String?
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], help: "Services, as Get-CsWindowsService returns them.") var inputObject: Value?

  mutating func process(_ shell: Invocation) throws {
    let (name, computer) = try ServiceTarget.of(inputObject, name, computerName, shell)
    try shell.change({ name ?? computer ?? $0.currentComputer }) { world in
      let started = try world.startWindowsService(name, computer: computer)
      return Outcome(warnings: shell.context.isInteractive && !noWait.isOn ? started.map { LyncWorld.waiting(for: $0, toStart: true) } : [])
    }
  }
}
