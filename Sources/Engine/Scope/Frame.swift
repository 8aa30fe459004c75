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
  /// Parameters the call of a plain function binds.
  var boundNames: [String] = []
  init(_ name: String, _ extent: Extent) { self.name = name; self.extent = extent }
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

/// The top scope of a module: its variables, functions and aliases.
final class ModuleScope {
  /// `Set-StrictMode` at the top of the module.
  var strictVersion: Int?
  var variables: [Int: Variable] = [:]
  var functions: [String: FunctionInfo] = [:]
  var aliases: [String: AliasInfo] = [:]
  var exports: ModuleExports?
  /// Functions of modules that this module imported; known inside only.
  var imported: [String: FunctionInfo] = [:]
  var importedAliases: [String: AliasInfo] = [:]
  weak var owner: ModuleInfo?
}

/// Cells of global variables: fixed addresses for the session's lifetime.
final class GlobalTable {
  /// By symbol id.
  @exclusivity(unchecked) private var cells: UnsafeMutablePointer<Cell?>
  @exclusivity(unchecked) private var capacity = 1024
  private(set) var symbols: [Symbol] = []
  init() {
    cells = .allocate(capacity: capacity)
    cells.initialize(repeating: nil, count: capacity)
  }
  func cell(_ s: Symbol) -> Cell {
    if let p = existing(s) { return p }
    if s.id >= capacity { grow(s.id + 1) }
    let p = Cell.allocate(capacity: 1)
    p.initialize(to: .unset)
    cells[s.id] = p
    symbols.append(s)
    return p
  }
  private func grow(_ wanted: Int) {
    let n = max(wanted, capacity * 2)
    let q = UnsafeMutablePointer<Cell?>.allocate(capacity: n)
    q.initialize(repeating: nil, count: n)
    q.update(from: cells, count: capacity)
    cells.deallocate()
    cells = q; capacity = n
  }
  @inline(__always) func existing(_ s: Symbol) -> Cell? { s.id < capacity ? cells[s.id] : nil }
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

  // MARK: Look-up by name

  /// The cell of a name in one frame; nil when the frame has no such variable.
  func cell(_ s: Symbol, in d: Int) -> Cell? {
    if isGlobalFrame(d) { let c = globals.existing(s); return c.flatMap { $0.isUnset ? nil : $0 } }
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0, !(frames[d].fp + i).isUnset { return frames[d].fp + i }
    if let x = frames[d].extras, let v = x._withUnsafeGuaranteedRef({ $0.variables[s.id] }) { return variableCell(v) }
    return nil
  }
  /// A cell that holds `.boxed(v)`.
  private func variableCell(_ v: Variable) -> Cell {
    let scratch = boxCell
    scratch.pointee = .boxed(v)
    return scratch
  }
  @inline(never) func lookupSlow(_ s: Symbol) -> Value? {
    let bit = s.bit
    var d = depth - 1
    while d > 0 {
      let f = frames + d
      if f.pointee.chain & bit == 0 { break }
      if f.pointee.names & bit != 0, let p = cell(s, in: d), !isPrivateElsewhere(p, d) { return read(p) }
      d = Int(f.pointee.parent)
    }
    if let m = frames[depth - 1].module, let v = m._withUnsafeGuaranteedRef({ $0.variables[s.id] }) { return v.current }
    guard let g = globals.existing(s), !g.isUnset, isGlobalFrame(depth - 1) || !isPrivateElsewhere(g, 0) else { return nil }
    return read(g)
  }
  /// A private variable of another scope than the running one.
  private func isPrivateElsewhere(_ p: Cell, _ d: Int) -> Bool {
    if p.tag == Tag.boxed, case .boxed(let v) = p.pointee, v.options.contains(.private), d != depth - 1 { return true }
    return false
  }
  @inline(__always) func read(_ p: Cell) -> Value { if p.tag == Tag.boxed, case .boxed(let v) = p.pointee { return v.current }; return p.pointee }

  /// The variable as an object with identity, made on demand; nil when there is none.
  func variableObject(_ s: Symbol, in d: Int) -> Variable? {
    guard let p = cell(s, in: d) else { return nil }
    if case .boxed(let v) = p.pointee { return v }
    let v = Variable(s.name, p.pointee)
    if !isGlobalFrame(d) {
      let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
      if i >= 0, let a = frames[d].unit._withUnsafeGuaranteedRef({ $0.constraints[i] }) { v.attributes = a; v.isTypedLocal = Attribute.isType(a) }
    }
    p.pointee = .boxed(v)
    return v
  }
  /// The nearest variable of that name.
  func findVariable(_ s: Symbol) -> Variable? {
    var d = depth - 1
    func isSeen(_ v: Variable, _ d: Int) -> Bool { !v.options.contains(.private) || d == depth - 1 || isGlobalFrame(d) && isGlobalFrame(depth - 1) }
    while d > 0 {
      if let v = variableObject(s, in: d), isSeen(v, d) { return v }
      d = Int(frames[d].parent)
    }
    if let m = frames[depth - 1].module, let v = m._withUnsafeGuaranteedRef({ $0.variables[s.id] }) { return v }
    return variableObject(s, in: 0).flatMap { isSeen($0, 0) ? $0 : nil }
  }
  /// Assigns in one frame, creating the variable there when needed; honours read-only and constraints.
  func assign(_ s: Symbol, _ v: Value, in d: Int) throws {
    let v = v.headValue
    if isGlobalFrame(d) { try store(globals.cell(s), v); return }
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0 {
      let constraint = frames[d].unit._withUnsafeGuaranteedRef { $0.constraints[i] }
      try store(frames[d].fp + i, constraint == nil ? v : try apply(constraint ?? [], to: v, name: s.name, isTypedLocal: Attribute.isType(constraint ?? [])))
      return
    }
    if let m = frames[d].module, frames[d].isModuleTop {
      let scope = m.takeUnretainedValue()
      if let b = scope.variables[s.id] { try storeBoxed(b, v) } else { scope.variables[s.id] = Variable(s.name, v) }
      return
    }
    let x = extras(d)
    if let b = x.variables[s.id] ?? allScopeVariable(s, from: d) { try storeBoxed(b, v) } else { x.variables[s.id] = Variable(s.name, v) }
    announce(s, in: d)
  }
  /// Frame `d` got a variable without having a slot for it: look-ups from it and from the frames above must stop there.
  func announce(_ s: Symbol, in d: Int) {
    frames[d].names |= s.bit
    for k in d..<max(d, depth) { frames[k].chain |= s.bit }
  }
  /// `$global:name`; nil when there is none, or only a private one and other code than the global scope's runs.
  @inline(never) func readGlobal(_ s: Symbol) -> Value? {
    guard let g = globals.existing(s), !g.isUnset, isGlobalFrame(depth - 1) || !isPrivateElsewhere(g, 0) else { return nil }
    return read(g)
  }
  /// The module whose scope `$script:` means in the running frame; nil = a script's frame or the global one.
  func scriptModule() -> ModuleScope? {
    var d = depth - 1
    while d > 0 {
      let session = frames[d].module
      // a file that a module runs has a script scope of its own
      if frames[d].isScript, !frames[d].isModuleTop { return nil }
      d = Int(frames[d].parent)
      if let session, d <= 0 || frames[d].module?.toOpaque() != session.toOpaque() { return session.takeUnretainedValue() }
    }
    return nil
  }
  /// `$script:name`.
  func readScript(_ s: Symbol) -> Value? {
    if let m = scriptModule() { return m.variables[s.id]?.current }
    let d = scriptFrameIndex()
    guard let p = cell(s, in: d), !isPrivateElsewhere(p, d) || isGlobalFrame(d) && isGlobalFrame(depth - 1) else { return nil }
    return read(p)
  }
  func assignScript(_ s: Symbol, _ v: Value) throws {
    if let m = scriptModule() {
      if let b = m.variables[s.id] { try storeBoxed(b, v.orNull) } else { m.variables[s.id] = Variable(s.name, v.orNull) }
      return
    }
    try assign(s, v, in: scriptFrameIndex())
  }
  /// The nearest frame of a script file (or module), else the global one.
  func scriptFrameIndex() -> Int {
    var d = depth - 1
    while d > 0 { if frames[d].isScript { return d }; d = Int(frames[d].parent) }
    return 0
  }
}

/// Stores into a cell; a variable with identity takes the value itself.
@inline(__always) func store(_ p: Cell, _ v: Value) throws {
  let t = p.tag
  if t < Tag.string || t == Tag.none { p.initialize(to: v) } else if t != Tag.boxed { p.pointee = v } else { try storeSlow(p, v) }
}
@inline(never) func storeSlow(_ p: Cell, _ v: Value) throws {
  if case .boxed(let b) = p.pointee { try storeBoxed(b, v) } else { p.pointee = v }
}
@inline(never) func storeBoxed(_ b: Variable, _ v: Value) throws {
  if b.options.contains(.readOnly) || b.options.contains(.constant) {
    if b.name == "null" { return }
    throw TerminatingError(
      "VariableNotWritable", "Cannot overwrite variable \(b.name) because it is read-only or constant.", .writeError,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(b.name))
  }
  if let set = b.setter { try set(v); return }
  b.value = b.attributes.isEmpty || b.takesAsIs(v) ? v : try ExecutionContext.current.apply(b.attributes, to: v, name: b.name, isTypedLocal: b.isTypedLocal)
}

extension TerminatingError {
  /// The script called too deep. Whoever passes over errors of blocks it calls lets this one through: trying the next object
  /// at every level of a recursion would never end.
  public var isCallDepthOverflow: Bool { record.errorId == "CallDepthOverflow" }
}
