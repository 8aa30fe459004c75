/// Lists the services of the computer the session is on.
import Engine
import Lync

struct GetService: Cmdlet {
  static let command = Command("Get", "Service", module: "Microsoft.PowerShell.Management", defaultSet: "Default",
    outputs: ["System.ServiceProcess.ServiceController"],
    synopsis: "Lists the services of the computer the session is on.",
    description: "Enter-SimComputer goes to another one.",
    examples: [
      ("One service", "Get-Service Replica"), ("What must run for it", "Get-Service RTCSRV -RequiredServices"),
      ("Those of Lync that do not run", "Get-Service -DisplayName 'Lync Server*' | Where-Object Status -eq Stopped"),
    ])
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], sets: ["Default"], aliases: ["ServiceName"], validate: [.notNullOrEmpty], help: "The name.") var name: [String]
  @Parameter("ComputerName", from: .propertyName, aliases: ["Cn"], help: "The computers; the one the session is on when nothing is given.") var computerName: [String]
  @Parameter("DependentServices", aliases: ["DS"], help: "The services that need the ones that are meant.") var dependentServices: Switch
  @Parameter("RequiredServices", aliases: ["SDO", "ServicesDependedOn"], help: "The services that the ones that are meant need.") var requiredServices: Switch
  @Parameter("InputObject", from: .pipeline, sets: ["InputObject"], validate: [.notNullOrEmpty], type: "System.ServiceProcess.ServiceController[]",
    help: "Services, as this cmdlet returns them.") var inputObject: [Value]
  private let selection = ServiceSelection()

  mutating func process(_ shell: Invocation) throws {
    try shell.refusals {
      let world = try shell.session.world()
      var computers: [String] = []
      for computer in computerName.isEmpty ? ["."] : computerName {
        guard let fqdn = world.computer(named: computer), !world.isDown(fqdn) else {
          try shell.error(
            "System.InvalidOperationException", .notSpecified,
            "Cannot open Service Control Manager on computer '\(computer)'. This operation might require other privileges.",
            exception: "System.InvalidOperationException")
          continue
        }
        computers.append(fqdn)
      }
      if computers.isEmpty { return }
      for service in try selection.services(shell.parameterSet == "DisplayName" ? nil : name, inputObject, on: computers, shell, world) {
        if !dependentServices.isOn, !requiredServices.isOn { try shell.write(LyncObjects.value(service)) }
        if dependentServices.isOn { for other in try LocalServices.related(service, "DependentServices", world) { try shell.write(LyncObjects.value(other)) } }
        if requiredServices.isOn { for other in try LocalServices.related(service, "ServicesDependedOn", world) { try shell.write(LyncObjects.value(other)) } }
      }
    }
  }
}
