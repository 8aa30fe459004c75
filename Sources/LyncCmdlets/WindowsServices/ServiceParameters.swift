/// What Start-, Stop- and Restart-Service have alike: which services are meant, and changing each of them.
import Engine
import Lync

struct ServiceParameters {
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], mandatory: true, aliases: ["ServiceName"], help: "The name.") var name: [String]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch

  func change(_ shell: Invocation, _ change: (String, LyncWorld) throws -> Void) throws {
    for text in name {
      try shell.refusals {
        let world = try shell.session.world()
        let found = try LocalServices.matching(text, world)
        if found.isEmpty { return try shell.error(LocalServices.notFound(text)) }
        for service in found {
          let own = service["Name"]?.text ?? text
          guard try shell.confirmed("\(service["DisplayName"]?.text ?? text) (\(own))") else { continue }
          try change(own, world)
          if passThru.isOn { for after in try LocalServices.matching(own, world) { try shell.write(LyncObjects.value(after)) } }
        }
      }
    }
  }
}
