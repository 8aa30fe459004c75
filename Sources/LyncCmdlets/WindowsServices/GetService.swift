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
  @Parameter("DisplayName", help: "The name people see.") var displayName: [String]

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let found = try LocalServices.all(shell.session.world())
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
