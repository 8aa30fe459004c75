/// `-Scope` of cmdlets: a name or a number of a scope there is.
import Engine

extension Invocation {
  /// Throws, as an error of this cmdlet, when there is no such scope.
  func checkScope(_ scope: String?) throws {
    do { try context.checkScope(scope) } catch let e as TerminatingError { throw terminating(e.record) }
  }
  /// What stands for the scope; nil for the global one.
  func scopeOwner(_ scope: String?) throws -> AnyObject? {
    do { return try context.scopeOwner(scope) } catch let e as TerminatingError { throw terminating(e.record) }
  }
}
