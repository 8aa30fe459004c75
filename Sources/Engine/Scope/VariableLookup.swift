/// Names to variables: reading and assigning by name through the frames that can see each other, when a name has no slot.
extension ExecutionContext {
  /// The cell of a name in one frame; nil when the frame has no such variable.
  func cell(_ s: Symbol, in d: Int) -> Cell? {
    if isGlobalFrame(d) { let c = globals.existing(s); return c.flatMap { $0.isUnset ? nil : $0 } }
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0, !(frames[d].fp + i).isUnset { return frames[d].fp + i }
    if let x = frames[d].extras, let v = x._withUnsafeGuaranteedRef({ $0.variables[s.id] }) { return variableCell(v) }
    return nil
  }
  /// A variable of the running scope itself.
  func readLocal(_ s: Symbol) -> Value? {
    let d = depth - 1
    if let c = cell(s, in: d) { return read(c) }
    return frames[d].isModuleTop ? lookupSlow(s) : nil
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
      v.isLocal = i >= 0
      if i >= 0, let a = frames[d].unit._withUnsafeGuaranteedRef({ $0.constraints[i] }) { v.attributes = a; v.isTypedLocal = Attribute.typesParameter(a) }
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
      try store(frames[d].fp + i, constraint == nil ? v : try apply(constraint ?? [], to: v, name: s.name, isTypedLocal: Attribute.typesParameter(constraint ?? [])))
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
