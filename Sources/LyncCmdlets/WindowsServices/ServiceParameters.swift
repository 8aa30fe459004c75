/// What Start-, Stop- and Restart-Service have alike: which services are meant, and changing each of them.
import Engine
import Lync

struct ServiceParameters {
  @Parameter("Name", at: 0, from: [.pipeline, .propertyName], sets: ["Default"], mandatory: true, aliases: ["ServiceName"], help: "The name.") var name: [String]
  @Parameter("InputObject", at: 0, from: .pipeline, sets: ["InputObject"], mandatory: true, validate: [.notNullOrEmpty],
    type: "System.ServiceProcess.ServiceController[]", help: "Services, as Get-Service returns them.") var inputObject: [Value]
  @Parameter("PassThru", help: "Returns the object.") var passThru: Switch
  private let selection = ServiceSelection()

  /// - Parameter change: what is done to one service; the names of those that were changed, in the order of the changes
  func change(_ shell: Invocation, _ change: (LyncObject, LyncWorld) throws -> [String]) throws {
    try shell.refusals {
      let world = try shell.session.world()
      for service in try selection.services(shell.parameterSet == "Default" ? name : nil, inputObject, on: [world.currentComputer], shell, world) {
        guard try shell.confirmed("\(service["DisplayName"]?.text ?? "") (\(service["Name"]?.text ?? ""))") else { continue }
        let changed = try change(service, world)
        guard passThru.isOn else { continue }
        let after = try LocalServices.all(world, on: service["MachineName"]?.text)
        for name in changed { for one in after where one["Name"]?.text == name { try shell.write(LyncObjects.value(one)) } }
      }
    }
  }
  /// Stops a service with those that need it; without -Force, not while one of them runs.
  static func stop(_ service: LyncObject, _ world: LyncWorld, force: Bool, _ shell: Invocation) throws -> [String] {
    if !force, try LocalServices.related(service, "DependentServices", world).contains(where: { $0["Status"]?.text != "Stopped" }) {
      try shell.error(LocalServices.hasDependents(service))
      return []
    }
    return try LocalServices.stop(service, world)
  }
}
