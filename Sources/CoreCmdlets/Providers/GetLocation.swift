/// Where the session stands.
import Engine

struct GetLocation: Cmdlet {
  static let command = Command("Get", "Location", module: "Microsoft.PowerShell.Management", defaultSet: "Location",
    outputs: ["System.Management.Automation.PathInfo", "System.Management.Automation.PathInfoStack"],
    synopsis: "Tells the folder one is in, or the remembered ones.", examples: [("The current folder", "(Get-Location).Path")])
  @Parameter("PSProvider", from: .propertyName, sets: ["Location"]) var psProvider: [String]
  @Parameter("PSDrive", from: .propertyName, sets: ["Location"]) var psDrive: [String]
  @Parameter("Stack", sets: ["Stack"]) var stack: Switch
  @Parameter("StackName", from: .propertyName, sets: ["Stack"]) var stackName: [String]

  mutating func process(_ shell: Invocation) throws {
    let space = shell.space
    if stack.isOn || $stackName.isBound {
      for n in stackName.isEmpty ? [space.currentStack] : stackName {
        if !n.isEmpty, space.stacks[n] == nil {
          try shell.error(
            "Argument", .invalidArgument,
            """
            Cannot process argument because the value of argument "stackName" is not valid. Change the value of the "stackName" argument and run the \
            operation again.
            """,
            exception: "System.Management.Automation.PSArgumentException")
          continue
        }
        let a = PSArray((space.stacks[n] ?? []).reversed().map { .other(PathInfo($0)) })
        a.kind = .stack
        a.exactType = TypeTable.get("System.Management.Automation.PathInfoStack")
        try shell.write(.array(a))
      }
      return
    }
    if !psDrive.isEmpty {
      for n in psDrive {
        if !n.isEmpty { try shell.checkWildcards([n]) }
        let w = Wildcard(n.isEmpty ? "*" : n)
        var all = space.drivesInSight.filter { w.matches($0.name) }
        if all.isEmpty, w.isLiteral, let letter = space.drive(n) { all = [letter] }
        for d in all { try shell.write(.other(PathInfo(try space.resolve(d.isPlainRoot ? "/" + d.location : d.name + ":")))) }
        if all.isEmpty, w.isLiteral {
          try shell.error(ErrorRecord(PathSpace.driveNotFound(n).record.exception, id: "GetLocationNoMatchingDrive", .objectNotFound, target: .str(n)))
        }
      }
      return
    }
    if !psProvider.isEmpty {
      for n in psProvider {
        guard let p = space.provider(n) else { try shell.error(PathSpace.providerNotFound(n).record); continue }
        if let d = space.drives.first(where: { $0.provider === p }) { try shell.write(.other(PathInfo(try space.resolve(d.isPlainRoot ? "/" + d.location : d.name + ":")))) }
      }
      return
    }
    try shell.write(.other(PathInfo(space.current)))
  }
}
