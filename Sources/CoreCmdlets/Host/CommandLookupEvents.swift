/// `$ExecutionContext.InvokeCommand.CommandNotFoundAction`: what a session does with a name that no command has.
import Engine
import NetTypes

/// The handler of a session, kept with it.
private final class CommandNotFoundHandler {
  var action = Value.null
}

/// `CommandLookupEventArgs`: the name that is looked up, and the command that shall stand for it.
private final class CommandLookup: Ref {
  static let typeName = "System.Management.Automation.CommandLookupEventArgs"
  let name: String
  var command: CommandInfo?
  var stops = false
  init(_ name: String) { self.name = name; super.init() }
  override var netType: NetType { TypeTable.get(CommandLookup.typeName) }
}

enum CommandLookupEvents {
  private static let automation = "System.Management.Automation."
  static func register() {
    TypeTable.register(CommandLookup.typeName) {
      NetType(CommandLookup.typeName, base: TypeTable.get("System.EventArgs")) { t in
        func of(_ v: Value) -> CommandLookup { v.refValue as? CommandLookup ?? CommandLookup("") }
        t.property("string CommandName {get;}") { v, _ in .str(of(v).name) }
        t.property("\(automation)CommandOrigin CommandOrigin {get;}") { _, _ in .other(PSEnum(automation + "CommandOrigin", "Internal")) }
        t.property("bool StopSearch {get;set;}", set: { v, x, _ in of(v).stops = Conversion.toBool(x) }) { v, _ in .bool(of(v).stops) }
        t.property("\(automation)CommandInfo Command {get;set;}", set: { v, x, _ in of(v).command = x.refValue as? CommandInfo }) { v, _ in of(v).command.map { .other($0) } ?? .null }
        t.property("scriptblock CommandScriptBlock {get;set;}", set: { v, x, _ in
          let lookup = of(v)
          if case .block(let b) = x.base { lookup.command = FunctionInfo("LookupHandlerReplacementFor<<\(lookup.name)>>", b) } else { lookup.command = nil }
          lookup.stops = lookup.command != nil
        }) { v, _ in (of(v).command as? FunctionInfo).map { .block($0.block) } ?? .null }
      }
    }
  }
  static func define(_ t: NetType) {
    let handler = "System.EventHandler[\(CommandLookup.typeName)]"
    t.property("\(handler) CommandNotFoundAction {get;set;}", set: { _, x, c in
      let held = CommandNotFoundHandler()
      held.action = x.isNull ? .null : try Conversion.convert(x, to: TypeTable.generic("System.EventHandler`1", [TypeTable.get(CommandLookup.typeName)]) ?? TypeTable.object, c)
      c.services["CommandNotFoundAction"] = held
      c.commands.replaceMissing = x.isNull ? nil : { name, c in answer(name, held.action, c) }
    }) { _, c in (c.services["CommandNotFoundAction"] as? CommandNotFoundHandler)?.action ?? .null }
    for name in ["PreCommandLookupAction", "PostCommandLookupAction"] {
      t.property("\(handler) \(name) {get;set;}", set: { _, _, _ in
        throw netError("System.NotSupportedException", "\(name) is not raised here: commands are looked up once for each place that calls them. CommandNotFoundAction is.")
      }) { _, _ in .null }
    }
  }
  /// Asks the handler; one that fails, or looks for what is missing itself, has no answer.
  private static func answer(_ name: String, _ action: Value, _ c: ExecutionContext) -> CommandInfo? {
    let replace = c.commands.replaceMissing
    c.commands.replaceMissing = nil
    defer { if c.commands.replaceMissing == nil { c.commands.replaceMissing = replace } }
    let lookup = CommandLookup(name)
    _ = try? NetTypes.call(action, [.str(name), .other(lookup)], c)
    return lookup.command
  }
}
