/// Frames: one record per running unit, on one stack, and the dynamic look-up of names through them.
///
/// Frames strictly nest, so they need no allocation. `chain` holds the bits of all names any frame up the chain may
/// have: a miss in that mask goes straight to the global cell.
import Syntax

struct Frame {
  var unit: Unmanaged<Unit>
  var fp: Cell
  /// Bits of the names this frame may have itself: look-ups pass a frame without them at the cost of one test.
  var names: UInt64
  var chain: UInt64
  /// Index of the frame whose names are visible next: the nearest caller of the same session state; -1 = this is the global frame.
  var parent: Int32
  /// Index of the frame that made the call.
  var caller: Int32
  /// Names that came without a slot (Set-Variable, dot-sourced code), functions and aliases defined here.
  var extras: Unmanaged<Extras>?
  /// The call that made the frame: command and place, for stack traces and `$MyInvocation`.
  var call: Unmanaged<CallInfo>?
  /// The module whose code runs here: its variables are visible behind those of its frames; nil = the global session state.
  var module: Unmanaged<ModuleScope>?
  /// Of a script file, which is a scope of its own for `$script:`, or of a module's top.
  var isScript = false
  /// Of a module's body, or of code brought into its scope: what is assigned here is the module's.
  var isModuleTop = false

  init(unit: Unmanaged<Unit>, fp: Cell, parent: Int32, names: UInt64, chain: UInt64, extras: Unmanaged<Extras>?, call: Unmanaged<CallInfo>? = nil) {
    self.unit = unit; self.fp = fp; self.parent = parent; caller = parent; self.names = names; self.chain = chain; self.extras = extras; self.call = call
  }
}

/// Where a command was called; one per call site.
final class CallInfo {
  let name: String
  let extent: Extent
  /// A block called by no command, whose place is where it is written.
  var isCallback = false
  /// A script that a program has run, which stands nowhere and has no name.
  var isHosted = false
  /// The call of the function that takes its commands step by step: they stand where it was called, under its name.
  var driver: InvocationInfo?
  /// Parameters the call of a plain function binds.
  var boundNames: [String] = []
  /// The statement the call is part of.
  let statement: Extent?
  init(_ name: String, _ extent: Extent, statement: Extent? = nil) { self.name = name; self.extent = extent; self.statement = statement }
}

/// Variables a frame got at run time without having a slot, and the definitions it shadowed.
final class Extras {
  var variables: [Int: Variable] = [:]
  /// `Set-StrictMode` of this scope.
  var strictVersion: Int?
  /// Functions and aliases of this scope, by lower-case name; see `ScopedCommands`.
  var functions: [String: FunctionInfo] = [:]
  var aliases: [String: AliasInfo] = [:]
  /// What else goes with the scope.
  var endings: [() -> Void] = []
}

extension ExecutionContext {
  /// Slots for a unit's frame; all `unset`.
  @inline(__always) func reserve(_ n: Int) throws -> Cell {
    let base = sp
    let top = base + n
    if top > stackEnd || isUrged { try refuse(top) }
    var p = base
    while p < top { p.initialize(to: .unset); p += 1 }
    sp = top
    return base
  }
  /// Gives slots back: releases what they hold.
  @inline(__always) func release(_ base: Cell, _ n: Int) {
    var p = base
    let e = base + n
    while p < e { let t = p.tag; if t >= Tag.string && t != Tag.none { p.pointee = .unset }; p += 1 }
    sp = base
  }
  /// No further call may begin before somebody has looked why: the depth is used up, or `poll` has something to do. A recursion
  /// without loops comes to no other place where Ctrl+C is seen.
  @inline(__always) var isUrged: Bool {
    depth >= ExecutionContext.maximumDepth || stackIsLow() || UnsafeRawPointer(flags).load(as: UInt32.self) != 0
  }
  @inline(never) private func refuse(_ top: Cell) throws {
    if top > stackEnd { throw callDepthError() }
    try checkDepth()
  }
  @inline(never) func checkDepth() throws {
    if depth >= ExecutionContext.maximumDepth || stackIsLow() { throw callDepthError() }
    try poll()
  }
  /// True when the native stack is nearly used up.
  @inline(__always) public func stackIsLow() -> Bool {
    var here: UInt8 = 0
    return withUnsafePointer(to: &here) { UInt(bitPattern: $0) < stackLimit }
  }
  /// The error of a script that calls too deep.
  @inline(never) public func callDepthError() -> TerminatingError {
    TerminatingError("CallDepthOverflow", "The script failed due to call depth overflow.", .invalidOperation, exception: "System.Management.Automation.ScriptCallDepthException")
  }

  @inline(__always) func push(_ unit: Unmanaged<Unit>, _ fp: Cell, mask: UInt64, call: Unmanaged<CallInfo>?) {
    let d = depth
    frames[d] = Frame(unit: unit, fp: fp, parent: Int32(truncatingIfNeeded: d &- 1), names: mask, chain: frames[d &- 1].chain | mask, extras: nil, call: call)
    if frames[d &- 1].module != nil { link(d, to: unit._withUnsafeGuaranteedRef { $0.module?.scope }, mask: mask) }
    if allScopeNames & mask != 0 { shareAllScope(unit, fp, from: d &- 1) }
    depth = d &+ 1
  }
  @inline(__always) func pop(to d: Int) {
    depth = d
    if frames[d].extras != nil { dropExtras(d) }
  }
  @inline(never) func dropExtras(_ d: Int) {
    guard let e = frames[d].extras else { return }
    e._withUnsafeGuaranteedRef { x in
      if x.hasCommands { scopesWithCommands -= 1; commands.touch() }
      for end in x.endings.reversed() { end() }
    }
    e.release()
    frames[d].extras = nil
  }
  func extras(_ d: Int) -> Extras {
    if let e = frames[d].extras { return e.takeUnretainedValue() }
    let e = Extras()
    frames[d].extras = Unmanaged.passRetained(e)
    return e
  }
}

extension TerminatingError {
  /// The script called too deep. Whoever passes over errors of blocks it calls lets this one through: trying the next object
  /// at every level of a recursion would never end.
  public var isCallDepthOverflow: Bool { record.errorId == "CallDepthOverflow" }
}
