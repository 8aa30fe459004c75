/// Breakpoints as a runspace's debugger sets and keeps them for scripts, and their constructors.
import Engine
import NetTypes

extension RunspaceDebugger {
  static func defineBreakpoints(_ t: NetType) {
    let ns = Hosting.ns
    func engine(_ v: Value) throws -> ExecutionContext {
      guard let d = v.refValue as? RunspaceDebugger else { throw Hosting.null("debugger") }
      return try d.runspace.engine()
    }
    func text(_ v: Value) -> String? { v.isNull ? nil : Conversion.toString(v) }
    func set(_ v: Value, _ script: Value, _ condition: Debugger.Condition, _ action: Value) throws -> Value {
      let c = try engine(v)
      c.debugger.enable(c)
      return .other(c.debugger.add(text(script), condition, block(action)))
    }
    t.method("\(ns)CommandBreakpoint SetCommandBreakpoint(string command, scriptblock action, string path)") { v, a, _ in
      try set(v, a[2], .command(Conversion.toString(a[0])), a[1])
    }
    t.method("\(ns)LineBreakpoint SetLineBreakpoint(string path, int line, int column, scriptblock action)") { v, a, _ in
      try set(v, a[0], .line(Hosting.integer(a[1]), column: Hosting.integer(a[2])), a[3])
    }
    t.method("\(ns)VariableBreakpoint SetVariableBreakpoint(string variableName, \(ns)VariableAccessMode accessMode, scriptblock action, string path)") { v, a, _ in
      try set(v, a[3], .variable(Conversion.toString(a[0]), access(a[1])), a[2])
    }
    t.method("void SetBreakpoints(System.Collections.Generic.IEnumerable[\(ns)Breakpoint] breakpoints)") { v, a, _ in
      let c = try engine(v)
      c.debugger.enable(c)
      for x in a[0].elementsIfSequence ?? [a[0]] { if let b = x.refValue as? Debugger.Breakpoint { c.debugger.add(b) } }
      return .void
    }
    /// One of the debugger's own, changed; nil when it is not one of them.
    func own(_ v: Value, _ given: Value, _ change: (Debugger.Breakpoint, Debugger) -> Void) throws -> Debugger.Breakpoint? {
      let d = try engine(v).debugger
      guard let b = given.refValue as? Debugger.Breakpoint, d.breakpoints.contains(where: { $0.id == b.id }) else { return nil }
      change(b, d)
      return b
    }
    for (name, isEnabled) in [("EnableBreakpoint", true), ("DisableBreakpoint", false)] {
      t.method("\(ns)Breakpoint \(name)(\(ns)Breakpoint breakpoint)") { v, a, _ in try own(v, a[0]) { b, _ in b.isEnabled = isEnabled }.map { .other($0) } ?? .null }
    }
    t.method("bool RemoveBreakpoint(\(ns)Breakpoint breakpoint)") { v, a, _ in .bool(try own(v, a[0]) { b, d in d.remove(b) } != nil) }
    t.method("\(ns)Breakpoint GetBreakpoint(int id)") { v, a, _ in
      try engine(v).debugger.breakpoints.first { $0.id == Hosting.integer(a[0]) }.map { .other($0) } ?? .null
    }
    t.method("System.Collections.Generic.List[\(ns)Breakpoint] GetBreakpoints()") { v, _, _ in
      let list = PSArray(try engine(v).debugger.breakpoints.map { .other($0) }, of: TypeTable.get(ns + "Breakpoint"))
      list.kind = .list
      return .array(list)
    }
  }
  private static func block(_ v: Value) -> ScriptBlock? { if case .block(let b) = v.base { b } else { nil } }
  private static func access(_ v: Value) -> Debugger.Access { (v.refValue as? PSEnum).flatMap { Debugger.Access(rawValue: Int($0.raw)) } ?? .write }

  /// A breakpoint made by itself belongs to no debugger until `SetBreakpoints` gives it to one.
  static func defineBreakpointConstructors() {
    func constructors(_ name: String, _ parameters: String, _ condition: @escaping ([Value]) -> Debugger.Condition) {
      let full = Hosting.ns + name, count = parameters.split(separator: ",").count + 1
      TypeTable.extend(full) { t in
        for action in ["", ", scriptblock action"] {
          t.constructor("\(full) new(string script, \(parameters)\(action))") { a, _ in
            .other(Debugger.Breakpoint(Debugger.nextId(), a[0].isNull ? nil : Conversion.toString(a[0]), condition(a), a.count > count ? block(a[count]) : nil))
          }
        }
      }
    }
    constructors("LineBreakpoint", "int line") { a in .line(Hosting.integer(a[1]), column: 0) }
    constructors("LineBreakpoint", "int line, int column") { a in .line(Hosting.integer(a[1]), column: Hosting.integer(a[2])) }
    constructors("CommandBreakpoint", "\(Hosting.ns)WildcardPattern command, string commandString") { a in .command(Conversion.toString(a[2])) }
    constructors("VariableBreakpoint", "string variable, \(Hosting.ns)VariableAccessMode accessMode") { a in .variable(Conversion.toString(a[1]), access(a[2])) }
  }
}
