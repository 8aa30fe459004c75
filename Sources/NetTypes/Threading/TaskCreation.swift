/// Tasks a script makes of its own code: `new`, `Start`, `RunSynchronously`, `ContinueWith`, `Factory.StartNew`. Code of a script runs in a
/// task only when the task runs where the script does; a thread of the pool has no runspace.
import Engine
import Primitives

extension NetTypes {
  static func registerTaskCreation() {
    let n = "System.Threading.Tasks.Task", token = "System.Threading.CancellationToken", factory = "System.Threading.Tasks.TaskFactory"
    func task(_ v: Value) throws -> PSTask {
      guard let t = v.refValue as? PSTask else { throw nullArgument("task") }
      return t
    }
    func block(_ v: Value, _ name: String) throws -> ScriptBlock {
      guard let b = v.block else { throw nullArgument(name) }
      return b
    }
    /// What the pool would make of it.
    func onPool(_ v: Value, _ name: String, _ type: NetType?) throws -> PSTask { PSTask(failure: PSThread.noRunspace(try block(v, name)), type) }
    func result(of v: Value) -> NetType? { (v.refValue as? PSDelegate).flatMap { $0.netType.genericDefinition?.hasPrefix("System.Func`") ?? false ? $0.netType.genericArguments.last : nil } }

    func creation(_ t: NetType, _ delegate: String, _ type: NetType?) {
      let parameter = type == nil ? "action" : "function"
      for more in ["", ", \(token) cancellationToken", ", System.Threading.Tasks.TaskCreationOptions creationOptions"] {
        t.constructor("\(signatureName(t)) new(\(delegate) \(parameter)\(more))") { a, _ in
          let work = a.at(0)
          _ = try block(work, parameter)
          return .other(PSTask(unstarted: { c in try NetTypes.call(work, [], c) }, failure: PSThread.noRunspace(try block(work, parameter)), type))
        }
      }
    }
    TypeTable.extend(n) { t in
      creation(t, "System.Action", nil)
      t.method("void Start()") { v, _, _ in try task(v).start(); return .void }
      t.method("void RunSynchronously()") { v, _, c in try task(v).runHere(c); return .void }
      for (p, type) in [("System.Action[\(n)] continuationAction", n), ("System.Func[\(n),TResult] continuationFunction", n + "[TResult]")] {
        let isFunction = type != n
        for more in ["", ", \(token) cancellationToken", ", System.Threading.Tasks.TaskContinuationOptions continuationOptions"] {
          t.method("\(type) ContinueWith\(isFunction ? "[TResult]" : "")(\(p)\(more))") { v, a, _ in
            let first = try task(v), failure = PSThread.noRunspace(try block(a.at(0), isFunction ? "continuationFunction" : "continuationAction"))
            return .other(PSTask(resultType: isFunction ? result(of: a.at(0)) ?? TypeTable.object : nil) { c, limit in
              guard try first.wait(limit, c) else { return nil }
              throw TerminatingError(ErrorRecord(failure, id: failure.type.name, .notSpecified))
            })
          }
        }
      }
      t.staticProperty("\(factory) Factory {get;}") { _ in bare(factory) }
      t.staticProperty("System.Nullable[int] CurrentId {get;}") { _ in .null }
      t.staticMethod("static \(n) FromCanceled(\(token) cancellationToken)") { a, _ in
        guard let c = a.at(0).refValue as? PSCancellation, c.isCancelled else { throw outOfRange("cancellationToken", "Specified argument was out of the range of valid values.") }
        return .other(PSTask(failure: PSException("System.Threading.Tasks.TaskCanceledException", "A task was canceled.")))
      }
      func waiting(_ v: Value, _ ms: Int, _ cancel: PSCancellation?) throws -> Value {
        let inner = try task(v), end = ms < 0 ? Int.max : Waiting.clock + ms
        return .other(PSTask(resultType: inner.resultType) { c, limit in
          let done = try Waiting.until(limit, c) {
            if try inner.wait(0, c) { return true }
            if cancel?.isCancelled ?? false { throw netError("System.Threading.Tasks.TaskCanceledException", "A task was canceled.") }
            if Waiting.clock >= end { throw netError("System.TimeoutException", "The operation has timed out.") }
            return false
          }
          if done, let e = inner.failure { throw TerminatingError(ErrorRecord(e, id: e.type.name, .notSpecified)) }
          return done ? inner.result : nil
        })
      }
      t.method("\(n) WaitAsync(\(token) cancellationToken)") { v, a, _ in try waiting(v, -1, a.at(0).refValue as? PSCancellation) }
      t.method("\(n) WaitAsync(timespan timeout)") { v, a, _ in try waiting(v, Waiting.milliseconds(a.at(0)), nil) }
      t.method("\(n) WaitAsync(timespan timeout, \(token) cancellationToken)") { v, a, _ in try waiting(v, Waiting.milliseconds(a.at(0)), a.at(1).refValue as? PSCancellation) }
    }
    TypeTable.extend(n + "`1") { t in
      let r = t.genericArguments.first ?? TypeTable.object
      creation(t, "System.Func[\(signatureName(r))]", r)
    }
    TypeTable.register(factory) {
      NetType(factory, base: TypeTable.object) { t in
        t.constructor("\(factory) new()") { _, _ in bare(factory) }
        for more in ["", ", \(token) cancellationToken", ", System.Threading.Tasks.TaskCreationOptions creationOptions"] {
          t.method("\(n) StartNew(System.Action action\(more))") { _, a, _ in .other(try onPool(a.at(0), "action", nil)) }
          t.method("\(n)[TResult] StartNew[TResult](System.Func[TResult] function\(more))") { _, a, _ in .other(try onPool(a.at(0), "function", result(of: a.at(0)) ?? TypeTable.object)) }
        }
      }
    }
    TypeTable.extend("System.Threading.CancellationTokenSource") { t in
      t.staticMethod("static \(t.fullName) CreateLinkedTokenSource(Params \(token)[] tokens)") { a, _ in
        let all = try a.rest(0, notNull: "tokens").compactMap { $0.refValue as? PSCancellation }
        return .other(PSCancellation(linkedTo: all))
      }
    }
  }
}
