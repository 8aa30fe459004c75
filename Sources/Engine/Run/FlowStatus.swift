/// `break`, `continue` and `return` on their way: status codes inside a unit, `FlowSignal`s out of a script block that a cmdlet
/// runs, which only the loop's outer handler looks at.

extension ExecutionContext {
  /// A status code that reached the border of its unit, as the throw that carries it on.
  func strayFlow(_ f: Flow) -> Error {
    switch f {
    case .brk: FlowSignal.breakLoop(flowLabel ?? "")
    case .cont: FlowSignal.continueLoop(flowLabel ?? "")
    default: FlowSignal.returnFromScript
    }
  }
  /// Whether a `break`/`continue` is meant for the loop with this label.
  @inline(__always) func isMine(_ label: String?) -> Bool {
    guard let l = flowLabel else { return true }
    if l == label { flowLabel = nil; return true }
    return false
  }
  /// Turns a signal from a nested block into the status it stands for; rethrows anything else.
  @inline(never) func flow(of error: Error) throws -> Flow {
    guard let s = error as? FlowSignal else { throw error }
    switch s {
    case .breakLoop(let l): flowLabel = l.isEmpty ? nil : l; return .brk
    case .continueLoop(let l): flowLabel = l.isEmpty ? nil : l; return .cont
    default: throw s
    }
  }
}
