/// A runspace's debugger as scripts see it: its mode. What stops is the debugger at the prompt (`Debugging/`).
import Engine
import Primitives

final class RunspaceDebugger: Ref {
  private(set) var mode = Value.other(PSEnum(RunspaceDebugger.modes, 1))
  private let instanceId = NetGuid.newGuid()
  /// `UnhandledBreakpointMode` is `Wait`: who stops waits for somebody to look (Enable-RunspaceDebug).
  var waits = false
  var breaksAll = false
  override var netType: NetType { TypeTable.get(RunspaceDebugger.name) }

  private static let name = Hosting.ns + "ScriptDebugger"
  private static let modes: NetType = {
    let t = NetType(Hosting.ns + "DebugModes", .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
    t.enumeration = EnumInfo([("None", 0), ("Default", 1), ("LocalScript", 2), ("RemoteScript", 4)], flags: true)
    return t
  }()

  static func register() {
    TypeTable.register(Hosting.ns + "DebugModes") { modes }
    TypeTable.register(Hosting.ns + "Debugger") { NetType(Hosting.ns + "Debugger", base: TypeTable.object, define: define) }
    TypeTable.register(name) { NetType(name, base: TypeTable.get(Hosting.ns + "Debugger")) }
  }
  private static func define(_ t: NetType) {
    func of(_ v: Value) throws -> RunspaceDebugger {
      guard let d = v.refValue as? RunspaceDebugger else { throw Hosting.null("debugger") }
      return d
    }
    t.property("\(Hosting.ns)DebugModes DebugMode {get;}") { v, _ in try of(v).mode }
    t.property("bool InBreakpoint {get;}") { _, c in .bool(c.debugger.place != nil) }
    t.property("guid InstanceId {get;}") { v, _ in Hosting.guid(try of(v).instanceId) }
    t.property("bool IsActive {get;}") { _, c in .bool(!c.debugger.breakpoints.isEmpty) }
    t.method("void SetDebugMode(\(Hosting.ns)DebugModes mode)") { v, a, c in
      try of(v).mode = try Conversion.convert(a.first ?? .null, to: modes, c)
      return .void
    }
    t.method("System.Collections.Generic.List[\(Hosting.ns)Breakpoint] GetBreakpoints()") { _, _, c in
      let list = PSArray(c.debugger.breakpoints.map { .other($0) })
      list.kind = .list
      return .array(list)
    }
  }
}
