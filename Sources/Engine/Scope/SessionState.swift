/// Session states as objects: the one of the session itself and one for each module, through which other code can reach
/// their variables, and to which blocks are bound.

/// `SessionState`. There is one object for each session state, so that they can be compared.
public final class SessionState: Ref {
  /// nil = the session's own.
  public let module: ModuleInfo?
  init(_ module: ModuleInfo?) { self.module = module; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.SessionState") }

  /// The object behind it, which scripts reach by reflection only: test frameworks bind blocks to it.
  public var inner: SessionStateInternal {
    if let known { return known }
    let made = SessionStateInternal(self)
    known = made
    return made
  }
  private weak var known: SessionStateInternal?
}

/// What stands behind a `SessionState`, which reflection finds.
public final class SessionStateInternal: Ref {
  public let outer: SessionState
  init(_ outer: SessionState) { self.outer = outer; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.SessionStateInternal") }
}

extension ExecutionContext {
  /// Of the code that runs.
  public var currentSessionState: SessionState { sessionState(of: runningModule) }
  /// - Parameter module: nil = the session's own
  public func sessionState(of module: ModuleInfo?) -> SessionState {
    let module = module?.known
    if let known = module == nil ? ownSessionState : module?.sessionState { return known }
    let made = SessionState(module)
    if let module { module.sessionState = made } else { ownSessionState = made }
    return made
  }
  /// Runs `body` in the current scope of a session state.
  public func within<T>(_ state: SessionState, _ body: () throws -> T) throws -> T {
    state.module === runningModule ? try body() : try inScope(of: state.module?.scope) { _ in try body() }
  }
}

extension ScriptBlock {
  /// The session state its code runs in; nil = that of whoever calls it.
  public func sessionState(_ c: ExecutionContext) -> SessionState? { isUnbound ? nil : c.sessionState(of: module) }
  public func bind(to state: SessionState?) {
    if asWritten == nil { asWritten = copy() }
    module = state?.module
    isUnbound = state == nil
    forgetCompiled()
  }
}
