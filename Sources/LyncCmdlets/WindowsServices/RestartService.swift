/// Restarts services of the computer the session is on.
import Engine
import Lync

struct RestartService: Cmdlet {
  static let command = Command("Restart", "Service", module: "Microsoft.PowerShell.Management", errorType: "CsShell.RestartService", confirm: .medium,
    synopsis: "Restarts services of the computer the session is on.",
    examples: [
      ("One service", "Restart-Service Replica"),
    ])
  private let services = ServiceParameters()
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws { try services.change(shell, LocalServices.restart) }
}
