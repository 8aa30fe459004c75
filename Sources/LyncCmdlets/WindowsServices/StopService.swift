/// Stops services of the computer the session is on.
import Engine
import Lync

struct StopService: Cmdlet {
  static let command = Command("Stop", "Service", module: "Microsoft.PowerShell.Management", errorType: "CsShell.StopService", confirm: .medium,
    synopsis: "Stops services of the computer the session is on.",
    examples: [
      ("One service", "Stop-Service Replica"),
    ])
  private let services = ServiceParameters()
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws { try services.change(shell, LocalServices.stop) }
}
