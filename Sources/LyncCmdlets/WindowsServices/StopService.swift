/// Stops services of the computer the session is on.
import Engine
import Lync

struct StopService: Cmdlet {
  static let command = Command("Stop", "Service", module: "Microsoft.PowerShell.Management", errorType: "CsShell.StopService", confirm: .medium,
    synopsis: "Stops services of the computer the session is on.",
    examples: [
      ("One service", "Stop-Service Replica"),
    ])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ServiceName"], help: "The name.") var name: [String]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  @Parameter("Force", fidelity: .inert) var force: Switch

  mutating func process(_ shell: Invocation) throws {
    for text in name {
      try shell.refusals {
        let world = try shell.session.world()
        let found = try LocalServices.matching(text, world)
        if found.isEmpty { return try shell.error(LocalServices.notFound(text)) }
        for service in found {
          guard try shell.confirmed("\(service["DisplayName"]?.text ?? text) (\(service["Name"]?.text ?? text))") else { continue }
          try LocalServices.stop(service["Name"]?.text ?? text, world)
          if passThru.isOn { for after in try LocalServices.matching(service["Name"]?.text ?? text, world) { try shell.write(LyncObjects.value(after)) } }
        }
      }
    }
  }
}
