/// Starts services of the computer the session is on.
import Engine
import Lync

struct StartService: Cmdlet {
  static let command = Command("Start", "Service", module: "Microsoft.PowerShell.Management", errorType: "CsShell.StartService", confirm: .medium,
    synopsis: "Starts services of the computer the session is on.",
    examples: [
      ("One service", "Start-Service Replica"),
    ])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ServiceName"], help: "The name.") var name: [String]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    for text in name {
      try shell.refusals {
        let world = try shell.session.world()
        let found = try LocalServices.matching(text, world)
        if found.isEmpty { return try shell.error(LocalServices.notFound(text)) }
        for service in found {
          guard try shell.confirmed("\(service["DisplayName"]?.text ?? text) (\(service["Name"]?.text ?? text))") else { continue }
          try LocalServices.start(service["Name"]?.text ?? text, world)
          if passThru.isOn { for after in try LocalServices.matching(service["Name"]?.text ?? text, world) { try shell.write(LyncObjects.value(after)) } }
        }
      }
    }
  }
}
