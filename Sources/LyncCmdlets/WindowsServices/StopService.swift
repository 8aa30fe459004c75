/// Stops services of the computer the session is on.
import Engine
import Lync

struct StopService: Cmdlet {
  static let command = Command("Stop", "Service", module: "Microsoft.PowerShell.Management", defaultSet: "InputObject", confirm: .medium,
    outputs: ["System.ServiceProcess.ServiceController"],
    synopsis: "Stops services of the computer the session is on.",
    examples: [
      ("One service", "Stop-Service Replica"),
    ])
  private let services = ServiceParameters()
  @Parameter("Force", help: "Also stops running services that need it.") var force: Switch
  @Parameter("NoWait", fidelity: .inert, help: "Does not wait for the end; a service here ends at once.") var noWait: Switch

  mutating func process(_ shell: Invocation) throws {
    try services.change(shell) { try ServiceParameters.stop($0, $1, force: force.isOn, shell) }
  }
}
