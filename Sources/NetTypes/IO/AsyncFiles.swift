/// The members of `File` that end in Async: the work is done when the task is made.
import Engine
import Primitives

extension NetTypes {
  static func registerAsyncFiles() {
    TypeTable.extend("System.IO.File") { t in
      let encoding = ", System.Text.Encoding encoding"
      let lines = "System.Collections.Generic.IEnumerable[string] contents"
      let rows: [(String, String, Bool, String?)] = [
        ("ReadAllText", "string path", true, "string"), ("ReadAllLines", "string path", true, "string[]"), ("ReadAllBytes", "string path", false, "byte[]"),
        ("WriteAllText", "string path, string contents", true, nil), ("AppendAllText", "string path, string contents", true, nil),
        ("WriteAllLines", "string path, \(lines)", true, nil), ("AppendAllLines", "string path, \(lines)", true, nil), ("WriteAllBytes", "string path, byte[] bytes", false, nil),
      ]
      for (name, parameters, hasEncoding, result) in rows {
        for p in hasEncoding ? [parameters, parameters + encoding] : [parameters] {
          for cancellable in ["", ", System.Threading.CancellationToken cancellationToken"] {
            let count = p.parts(at: 44).count
            t.staticMethod("static System.Threading.Tasks.Task\(result.map { "[" + $0 + "]" } ?? "") \(name)Async(\(p)\(cancellable))") { a, c in
              do {
                let value = try c.callStatic(t, name, Array(a.prefix(count)))
                return done(result == nil ? .void : value, result.flatMap { TypeTable.resolve($0) })
              } catch let e as TerminatingError {
                return .other(PSTask(failure: e.record.exception.inner ?? e.record.exception, result.flatMap { TypeTable.resolve($0) }))
              }
            }
          }
        }
      }
    }
  }
}
