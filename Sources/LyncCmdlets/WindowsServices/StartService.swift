/// Starts services of the computer the session is on.
import Engine
import Lync

struct StartService: Cmdlet {
  static let command = Command("Start", "Service", module: "Microsoft.PowerShell.Management", defaultSet: "InputObject", confirm: .medium,
    outputs: ["System.ServiceProcess.ServiceController"],
    synopsis: "Starts services of the computer the session is on.",
    examples: [
      ("One service", "Start-Service Replica"),
    ])
  private let services = ServiceParameters()

  mutating func process(_ shell: Invocation) throws { try services.change(shell, LocalServices.start) }
}
