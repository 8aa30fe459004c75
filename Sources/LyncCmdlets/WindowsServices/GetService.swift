/// Lists the services of the computer the session is on.
import Engine
import Lync

struct GetService: Cmdlet {
  static let command = Command("Get", "Service", module: "Microsoft.PowerShell.Management", errorType: "CsShell.GetService", outputs: ["System.ServiceProcess.ServiceController"],
    synopsis: "Lists the services of the computer the session is on.",
    description: "Enter-SimComputer goes to another one.",
    examples: [
      ("One service", "Get-Service Replica"),
    ])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], aliases: ["ServiceName"], help: "The name.") var name: [String]
  @Parameter("ComputerName", from: .propertyName, aliases: ["Cn"], help: "The computers; the one the session is on when nothing is given.") var computerName: [String]
  @Parameter("DisplayName", help: "The name people see.") var displayName: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      var found: [LyncObject] = []
      for computer in computerName.isEmpty ? ["."] : computerName {
        guard let fqdn = world.computer(named: computer), !world.isDown(fqdn) else {
          try shell.error(
            "System.InvalidOperationException", .notSpecified,
            "Cannot open Service Control Manager on computer '\(computer)'. This operation might require other privileges.",
            exception: "System.InvalidOperationException")
          continue
        }
        found += try LocalServices.all(world, on: fqdn)
      }
      if found.isEmpty, !computerName.isEmpty { return }
      let wanted = name.isEmpty ? displayName : name
      if wanted.isEmpty { for service in found { try shell.write(LyncObjects.value(service)) } }
      for text in wanted {
        let pattern = Wildcard(text)
        let matching = found.filter { pattern.matches($0[name.isEmpty ? "DisplayName" : "Name"]?.text ?? "") }
        for service in matching { try shell.write(LyncObjects.value(service)) }
        if matching.isEmpty, !Wildcard.isPattern(text) { try shell.error(LocalServices.notFound(text)) }
      }
    }
  }
}
