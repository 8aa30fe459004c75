/// Moves the session to another place.
import Engine

struct SetLocation: Cmdlet {
  static let command = Command("Set", "Location", module: "Microsoft.PowerShell.Management", defaultSet: "Path",
    outputs: ["System.Management.Automation.PathInfo", "System.Management.Automation.PathInfoStack"], synopsis: "Goes to another folder or drive.",
    examples: [("Up one", "Set-Location ..")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"]) var path: String?
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("PassThru") var passThru: Switch
  @Parameter("StackName", from: .propertyName, sets: ["Stack"]) var stackName: String?

  mutating func process(_ shell: Invocation) throws {
    if $stackName.isBound { return try useStack(stackName ?? "", shell) }
    let text = $literalPath.isBound ? literalPath : path.flatMap { $0.isEmpty ? nil : $0 } ?? shell.space.home
    guard let p = try SetLocation.target(text, literal: $literalPath.isBound, shell) else { return shell.space.stay() }
    try SetLocation.go(to: p, shell)
    if passThru.isOn { try shell.write(.other(PathInfo(p))) }
  }
  /// Makes a stack the one that Push-Location and Pop-Location use; empty or "default" is the first.
  private func useStack(_ name: String, _ shell: Invocation) throws {
    let isFirst = name.isEmpty || name.equalsIgnoringCase("default")
    if !isFirst, shell.space.stacks[name] == nil { return try shell.error(PathSpace.notFound(name, id: "StackNotFound")) }
    shell.space.currentStack = isFirst ? "" : name
  }
  /// Moves the session, and tells who wants to know.
  static func go(to p: ItemPath, _ shell: Invocation) throws {
    let old = shell.space.current
    shell.space.go(to: p)
    guard case .block(let action) = shell.space.locationChanged.base else { return }
    let what = PSObject(
      [
        ("SessionState", try shell.context.property(shell.context.variable("ExecutionContext") ?? .null, "SessionState") ?? .null),
        ("OldPath", old.map { .other(PathInfo($0)) } ?? .null), ("NewPath", .other(PathInfo(p)))
      ], typeName: "System.Management.Automation.LocationChangedEventArgs")
    _ = try shell.context.invokeBlock(action, item: .object(what), this: .other(Runspace.of(shell.context)))
  }
  /// The container a path names, or nil after an error.
  static func target(_ text: String, literal: Bool, _ shell: Invocation) throws -> ItemPath? {
    if !literal, text == "-" || text == "+" {
      guard let p = shell.space.history(forward: text == "+") else {
        throw shell.terminating(
          "System.InvalidOperationException", .notSpecified,
          text == "-" ? "There is no location history left to navigate backwards." : "There is no location history left to navigate forwards.",
          exception: "System.InvalidOperationException")
      }
      return p
    }
    var all: [ItemPath] = []
    do {
      let goesOn = try shell.carryOut { all = try shell.space.expand(text.isEmpty ? "." : text, literal: literal).filter { !Wildcard.hasSpecial(text) || literal || $0.isContainer } }
      guard goesOn else { return nil }
    } catch let e as TerminatingError where e.record.errorId == "PathNotFound" {
      try shell.error(e.record)
      return nil
    }
    if all.count > 1 {
      try shell.error(
        "Argument", .invalidArgument,
        """
        Cannot set the location because path '\(text)' resolved to multiple containers. You can only set the location to a single container at a time.
        """,
        exception: "System.Management.Automation.PSArgumentException")
      return nil
    }
    guard let p = all.first, p.exists, p.isContainer else {
      try shell.error(PathSpace.notFound(all.first.map { $0.exists ? text : $0.shown(as: text, literal: literal) } ?? text))
      return nil
    }
    return p
  }
}
