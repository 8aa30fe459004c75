/// Breakpoints as objects: their members, and finding them.
import Engine

enum BreakpointTypes {
  static func register() {
    func of(_ v: Value) -> Debugger.Breakpoint? { v.refValue as? Debugger.Breakpoint }
    let base = "System.Management.Automation.Breakpoint"
    TypeTable.register(base) { NetType(base, base: TypeTable.object) { t in
      t.property("scriptblock Action {get;}") { v, _ in of(v)?.action.map { .block($0) } ?? .null }
      t.property("bool Enabled {get;}") { v, _ in .bool(of(v)?.isEnabled ?? false) }
      t.property("int HitCount {get;}") { v, _ in .integer(of(v)?.hitCount ?? 0) }
      t.property("int Id {get;}") { v, _ in .integer(of(v)?.id ?? 0) }
      t.property("string Script {get;}") { v, _ in of(v)?.script.map { .str($0) } ?? .null }
    } }
    func own(_ name: String, _ define: @escaping (NetType) -> Void) {
      let full = "System.Management.Automation." + name
      TypeTable.register(full) { NetType(full, base: TypeTable.get(base), define: define) }
    }
    own("LineBreakpoint") { t in
      t.property("int Column {get;}") { v, _ in if case .line(_, let c)? = of(v)?.condition { .integer(c) } else { .null } }
      t.property("int Line {get;}") { v, _ in if case .line(let l, _)? = of(v)?.condition { .integer(l) } else { .null } }
    }
    own("CommandBreakpoint") { t in t.property("string Command {get;}") { v, _ in if case .command(let n)? = of(v)?.condition { .str(n) } else { .null } } }
    own("VariableBreakpoint") { t in
      t.property("System.Management.Automation.VariableAccessMode AccessMode {get;}") { v, _ in
        if case .variable(_, let a)? = of(v)?.condition { .other(PSEnum("System.Management.Automation.VariableAccessMode", a.name)) } else { .null }
      }
      t.property("string Variable {get;}") { v, _ in if case .variable(let n, _)? = of(v)?.condition { .str(n) } else { .null } }
    }
    TypeTable.register("System.Management.Automation.VariableAccessMode") {
      let t = NetType("System.Management.Automation.VariableAccessMode", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Read", 0), ("Write", 1), ("ReadWrite", 2)])
      return t
    }
    TypeTable.register("Microsoft.PowerShell.Commands.BreakpointType") {
      let t = NetType("Microsoft.PowerShell.Commands.BreakpointType", .enum, base: TypeTable.enumType)
      t.enumeration = EnumInfo([("Line", 0), ("Variable", 1), ("Command", 2)])
      return t
    }
  }
  static func kind(_ b: Debugger.Breakpoint) -> String { switch b.condition { case .line: "Line"; case .command: "Command"; case .variable: "Variable" } }
}

extension Invocation {
  /// Breakpoints of a runspace by number; unknown numbers are errors.
  func breakpoints(ids: [Int], in runspace: Runspace?) throws -> [Debugger.Breakpoint] {
    var all: [Debugger.Breakpoint] = []
    for n in ids {
      if let b = debugger(of: runspace).breakpoints.first(where: { $0.id == n }) { all.append(b) }
      else { try error("PSBreakpoint:BreakpointIdNotFound", .invalidArgument, "There is no breakpoint with ID '\(n)'.", exception: "System.ArgumentException") }
    }
    return all
  }
  /// Those given as objects or by number that may be changed, each with the runspace it belongs to.
  func breakpoints(_ given: [Value], ids: [Int]?, in runspace: Runspace?) throws -> [(Debugger.Breakpoint, Runspace?)] {
    let all: [(Debugger.Breakpoint, Runspace?)]
    if let ids { all = try breakpoints(ids: ids, in: runspace).map { ($0, runspace) } } else { all = try given.compactMap { v in try owned(v).map { ($0.breakpoint, $0.runspace) } } }
    return try all.filter { try shouldProcess($0.0.text()) }
  }
  /// The script files names stand for; others than scripts are errors.
  func breakpointScripts(_ names: [String]) throws -> [String] {
    var all: [String] = []
    for n in names {
      let found = try space.expand(n, literal: false)
      if let missing = found.first(where: { !$0.exists }) { throw terminating(PathSpace.notFound(missing.shown(as: n))) }
      for p in found {
        if p.provider.name != "FileSystem" || p.isContainer {
          try error("NewPSBreakpoint:FileDoesNotExist", .invalidArgument, "File '\(p.path)' does not exist.", exception: "System.ArgumentException")
          continue
        }
        let lower = p.path.lowercased()
        if lower.hasSuffix(".ps1") || lower.hasSuffix(".psm1") { all.append(p.path) }
        else {
          try error(
            "NewPSBreakpoint:WrongExtension", .invalidArgument, "Cannot set breakpoint on file '\(p.path)'; only *.ps1 and *.psm1 files are valid.",
            exception: "System.ArgumentException")
        }
      }
    }
    return all
  }
}
