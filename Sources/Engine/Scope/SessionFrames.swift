/// Which frames see each other: code of one session state (a module's, or the global one) has scopes of its own.
///
/// A function's names are looked up in the frames of its own session state only, from the innermost one that runs,
/// then in its module's variables, then in the global ones. So a block of the script that a module's function calls
/// still sees the script's variables, not the function's.
extension ExecutionContext {
  /// The innermost frame of a session state, from frame `d` down its callers; nil = none of it is running.
  /// The global session state always runs (frame 0).
  func frame(of session: ModuleScope?, from d: Int) -> Int? {
    let wanted = session.map { Unmanaged.passUnretained($0).toOpaque() }
    var p = d
    while p > 0 {
      if frames[p].module?.toOpaque() == wanted { return p }
      p = Int(frames[p].caller)
    }
    return session == nil ? 0 : nil
  }
  /// Links a frame just pushed, whose code belongs to another session state than its caller's.
  @inline(never) func link(_ d: Int, to session: ModuleScope?, mask: UInt64) {
    let parent = frame(of: session, from: Int(frames[d].caller)) ?? 0
    frames[d].parent = Int32(truncatingIfNeeded: parent)
    frames[d].module = session.map { .passUnretained($0) }
    // the module's variables have no bits in the chain
    frames[d].chain = session == nil ? frames[parent].chain | mask : ~0
  }
  /// True for the global frame and for its copies on top of other frames.
  @inline(__always) func isGlobalFrame(_ d: Int) -> Bool { d <= 0 || frames[d].parent < 0 }

  /// Runs `body` in the current scope of a session state, wherever that is on the stack.
  func inScope<T>(of session: ModuleScope?, _ body: (_ fp: Cell) throws -> T) throws -> T {
    if let t = frame(of: session, from: depth - 1) {
      if isUrged { try checkDepth() }
      let pushed = enter(t)
      if pushed { frames[depth - 1].caller = Int32(truncatingIfNeeded: depth - 2) }
      defer { leave(t, pushed) }
      return try body(frames[t].fp)
    }
    let unit = Unit("", .dynamic)
    unit.module = session?.owner
    let d = depth, base = try reserve(unit.count)
    push(.passUnretained(unit), base, mask: ~0, call: nil)
    link(d, to: session, mask: ~0)
    // at the top of a module, what is assigned becomes the module's
    frames[d].isScript = true
    frames[d].isModuleTop = session != nil
    defer { pop(to: d); release(base, unit.count) }
    return try withExtendedLifetime(unit) { try body(base) }
  }

  /// Runs `body` in the scope that called `function` when that runs now; else where it is.
  /// - Throws: what `body` throws, or that calls are nested too deep
  public func asCaller(of function: FunctionInfo, _ body: () throws -> Void) throws {
    let d = depth - 1
    guard d > 0, !isGlobalFrame(d), frames[d].unit.takeUnretainedValue().block === function.block else { return try body() }
    try onFrame(Int(frames[d].parent), body)
  }
}
