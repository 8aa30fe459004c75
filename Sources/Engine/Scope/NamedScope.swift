/// Scopes as commands name them: `-Scope Script`, `-Scope 1`, or none for the current one.
///
/// The scopes of a session state are its frames, innermost first. Those of a module end at its top, which is no frame once its
/// body has run; behind it comes the global scope.
enum NamedScope {
  /// A frame; 0 is the global scope.
  case frame(Int)
  /// The top of a module.
  case module(ModuleScope)

  /// What a command says of a `-Scope` that names no scope.
  fileprivate static func refused(_ id: String, _ text: String, exception: String) -> TerminatingError {
    let e = TerminatingError(id, text, .invalidArgument, exception: exception)
    e.record.exception.properties.append(("ParamName", .str("Scope")))
    return e
  }
}

extension ExecutionContext {
  /// The frame whose scope definitions without a scope go to.
  var currentScope: Int {
    var d = depth - 1
    while d > 0, frames[d].unit._withUnsafeGuaranteedRef({ $0.standsAside }) { d = Int(frames[d].parent) }
    return max(d, 0)
  }
  /// A scope by its name: "global", "script", "local", "private" or a number of levels up; nil = the current one.
  /// Throws when there is no such scope.
  func namedScope(_ scope: String?) throws -> NamedScope {
    switch scope?.lowercased() {
    case nil, "", "local", "private": return scopeAt(currentScope)
    case "global": return .frame(0)
    case "script": return scriptModule().map { .module($0) } ?? .frame(scriptFrameIndex())
    case let text?:
      guard let n = Int(text) else {
        throw NamedScope.refused(
          "Argument",
          """
          Cannot process argument because the value of parameter "Scope" is not valid. Valid values are "Global", "Local", or "Script", or a number \
          relative to the current scope (0 through the number of scopes where 0 is the current scope and 1 is its parent). Change the value of the "Scope" \
          parameter and run the operation again.
          """,
          exception: "System.Management.Automation.PSArgumentException")
      }
      if n < 0 || n > Int32.max {
        throw NamedScope.refused(
          "ArgumentOutOfRange",
          """
          Cannot process argument because the value of argument "Scope" is out of range. Change argument "Scope" to a value that is within range. (Parameter \
          'Scope')
          Actual value was \(n).
          """,
          exception: "System.Management.Automation.PSArgumentOutOfRangeException")
      }
      var place = scopeAt(currentScope)
      for _ in 0..<n {
        guard let outer = surroundings(of: place) else {
          throw NamedScope.refused(
            "ArgumentOutOfRange", "The scope number '\(text)' exceeds the number of active scopes. (Parameter 'Scope')\nActual value was \(text).",
            exception: "System.Management.Automation.PSArgumentOutOfRangeException")
        }
        place = outer
      }
      return place
    }
  }
  private func scopeAt(_ d: Int) -> NamedScope {
    if isGlobalFrame(d) { return .frame(0) }
    if frames[d].isModuleTop, let m = frames[d].module { return .module(m.takeUnretainedValue()) }
    return .frame(d)
  }
  private func surroundings(of place: NamedScope) -> NamedScope? {
    guard case .frame(let d) = place else { return .frame(0) }
    if isGlobalFrame(d) { return nil }
    let outer = Int(frames[d].parent)
    if let m = frames[d].module, outer <= 0 || frames[outer].module?.toOpaque() != m.toOpaque() { return .module(m.takeUnretainedValue()) }
    return scopeAt(outer)
  }

  /// A frame index for what is kept by frames only: 0 for the top of a module.
  func scopeIndex(_ scope: String?) throws -> Int {
    if case .frame(let d) = try namedScope(scope) { return d }
    return 0
  }
  /// Throws when there is no such scope.
  public func checkScope(_ scope: String?) throws { _ = try namedScope(scope) }
  /// What stands for a scope, wherever its frame lies: a block that is dot-sourced runs on a copy of it. nil for the global one; without
  /// a name the current one.
  /// - Parameter end: called when the scope ends; the global one does not
  public func scopeOwner(_ scope: String?, end: (() -> Void)? = nil) throws -> AnyObject? {
    let d = try scopeIndex(scope)
    if isGlobalFrame(d) { return nil }
    let owner = extras(d)
    if let end { owner.endings.append(end) }
    return owner
  }
}
