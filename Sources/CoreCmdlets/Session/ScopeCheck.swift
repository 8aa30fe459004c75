/// `-Scope` of cmdlets: a name or a number of a scope there is.
import Engine

extension Invocation {
  /// Throws, as an error of this cmdlet, when there is no such scope.
  func checkScope(_ scope: String?) throws {
    do { try context.checkScope(scope) } catch let e as TerminatingError { throw terminating(e.record) }
  }
  /// How deep the scope lies, the global one at 0.
  func depth(of scope: String?) throws -> Int {
    do { return try context.depth(ofScope: scope) } catch let e as TerminatingError { throw terminating(e.record) }
  }
}
