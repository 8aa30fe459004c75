/// Restarts services of the computer the session is on.
import Engine
import Lync

struct RestartService: Cmdlet {
  static let command = Command("Restart", "Service", module: "Microsoft.PowerShell.Management", defaultSet: "InputObject", confirm: .medium,
    outputs: ["System.ServiceProcess.ServiceController"],
    synopsis: "Restarts services of the computer the session is on.",
    examples: [
      ("One service", "Restart-Service Replica"),
    ])
  private let services = ServiceParameters()
  @Parameter("Force", help: "Also restarts running services that need it.") var force: Switch

  mutating func process(_ shell: Invocation) throws {
    try services.change(shell) { service, world in
      let stopped = try ServiceParameters.stop(service, world, force: force.isOn, shell)
      // what went down with it comes back after it
      return try stopped.reversed().flatMap { try LocalServices.start($0, on: service["MachineName"]?.text, world) }
    }
  }
}
