/// `-Runspace`: a runspace, or its name, number or instance id.
import Engine
import NetTypes

struct RunspaceParameter: ParameterValue {
  let runspace: Runspace?
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get(Hosting.runspaces + "Runspace") }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { v, c in _ = try converted(v, c) } }
  static var absent: RunspaceParameter { RunspaceParameter(runspace: nil) }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> RunspaceParameter { RunspaceParameter(runspace: try converted(v, context)) }

  /// The runspace a value stands for; values that stand for none come back as they are from `[Runspace()]`.
  static func named(_ v: Value, _ context: ExecutionContext) -> Runspace? {
    _ = Runspace.of(context)
    let hits: [Runspace]
    switch v.base {
    case .other(let r): if let r = r as? Runspace { return r }; hits = []
    case .string(let s): hits = Runspace.all.filter { Wildcard(s.string).matches($0.name) }
    case .int(let n): hits = Runspace.all.filter { $0.id == Int(n) }
    default: hits = []
    }
    if hits.isEmpty, TypeTable.typeOf(v.base).fullName == "System.Guid" {
      let id = Conversion.toString(v).lowercased()
      return Runspace.all.first { $0.instanceId.description.lowercased() == id }
    }
    return hits.count == 1 ? hits[0] : nil
  }
  private static func converted(_ v: Value, _ context: ExecutionContext) throws -> Runspace {
    if let r = named(v, context) { return r }
    return try Conversion.convert(v, to: TypeTable.get(Hosting.runspaces + "Runspace"), context).refValue as? Runspace ?? Runspace.of(context)
  }

  /// `[System.Management.Automation.Runspaces.Runspace()]` on a script's parameter.
  static func registerAttribute() {
    let name = Hosting.runspaces + "RunspaceAttribute"
    TypeTable.register(name) {
      NetType(name, base: TypeTable.get(Hosting.ns + "ArgumentTransformationAttribute")) { t in
        t.constructor("\(name) new()") { _, _ in .other(AttributeObject()) }
        t.method("System.Object Transform(\(Hosting.ns)EngineIntrinsics engineIntrinsics, System.Object inputData)") { _, a, c in
          let given = a.last ?? .null
          return named(given, c).map { .other($0) } ?? given
        }
      }
    }
  }
  private final class AttributeObject: Ref { override var netType: NetType { TypeTable.get(Hosting.runspaces + "RunspaceAttribute") } }
}

extension Invocation {
  /// The debugger of a runspace; nil stands for the session's own.
  func debugger(of runspace: Runspace?) -> Debugger { runspace?.context?.debugger ?? context.debugger }
  /// Writes a breakpoint; one of another runspace says whose it is.
  func write(_ b: Debugger.Breakpoint, of runspace: Runspace?) throws {
    guard let runspace, let other = runspace.context, other !== context else { return try write(.other(b)) }
    let o = PSObject(wrapping: .other(b))
    o.set("RunspaceId", Hosting.guid(runspace.instanceId))
    try write(.object(o))
  }
  /// A breakpoint and the runspace it belongs to; nil after an error.
  func owned(_ v: Value) throws -> (breakpoint: Debugger.Breakpoint, runspace: Runspace?)? {
    guard let b = v.base.refValue as? Debugger.Breakpoint else { return nil }
    if let r = Runspace.all.first(where: { $0.context?.debugger.breakpoints.contains { $0 === b } ?? false }) { return (b, r) }
    guard case .object(let o) = v, let id = o.get("RunspaceId") else { return (b, nil) }
    try error(
      "PSBreakpoint:RunspaceInstanceIdNotFound", .invalidArgument,
      "A breakpoint associated with another runspace cannot be updated because there is no runspace with instance ID '\(Conversion.toString(id))'.",
      exception: "System.ArgumentException")
    return nil
  }
}
