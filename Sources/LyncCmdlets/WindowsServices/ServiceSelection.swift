/// Which services a cmdlet means: by name, by display name or as objects, less what -Include and -Exclude leave out.
import Engine
import Lync

struct ServiceSelection {
  @Parameter("DisplayName", sets: ["DisplayName"], mandatory: true, help: "The name people see.") var displayName: [String]
  @Parameter("Include", validate: [.notNullOrEmpty], help: "Only services of these names, of those that are meant.") var include: [String]
  @Parameter("Exclude", validate: [.notNullOrEmpty], help: "No services of these names.") var exclude: [String]

  /// The services in the order of their names; what is not found is told.
  /// - Parameters:
  ///   - names: nil = not by name; empty = all there are
  ///   - input: services that were given as objects
  func services(_ names: [String]?, _ input: [Value], on computers: [String], _ shell: Invocation, _ world: LyncWorld) throws -> [LyncObject] {
    var found: [LyncObject] = []
    func add(_ service: LyncObject, by property: String = "Name") {
      let id = service[property]?.text ?? ""
      func matches(_ patterns: [String]) -> Bool { patterns.contains { Wildcard($0).matches(id) } }
      if !include.isEmpty && !matches(include) || matches(exclude) { return }
      if !found.contains(where: { $0["Name"]?.text == service["Name"]?.text && $0["MachineName"]?.text == service["MachineName"]?.text }) { found.append(service) }
    }
    if !input.isEmpty {
      for object in input {
        func text(_ name: String) throws -> String { Conversion.toString(try shell.context.property(object, name) ?? .null, shell.context) }
        let name = try text("ServiceName")
        for service in try LocalServices.all(world, on: try text("MachineName")) where service["Name"]?.text == name { add(service) }
      }
    } else {
      let all = try computers.flatMap { try LocalServices.all(world, on: $0) }
      for service in all where names?.isEmpty ?? false { add(service) }
      for name in names ?? [] {
        let pattern = Wildcard(name), isPattern = Wildcard.isPattern(name)
        // a name in full may be the one people see
        let matching = all.filter { pattern.matches($0["Name"]?.text ?? "") || !isPattern && pattern.matches($0["DisplayName"]?.text ?? "") }
        if matching.isEmpty, !isPattern { try shell.error(LocalServices.notFound(name)) }
        for service in matching { add(service) }
      }
      for name in names == nil ? displayName : [] {
        let matching = all.filter { Wildcard(name).matches($0["DisplayName"]?.text ?? "") }
        if matching.isEmpty, !Wildcard.isPattern(name) { try shell.error(LocalServices.notFound(displayName: name)) }
        for service in matching { add(service, by: "DisplayName") }
      }
    }
    return found.sorted { ($0["Name"]?.text ?? "").lowercased() < ($1["Name"]?.text ?? "").lowercased() }
  }
}
