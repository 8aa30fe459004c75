/// `BlockingCollection<T>`: a queue one side fills until it says that nothing more comes.
import Engine
import Primitives

final class PSBlockingCollection: Ref {
  let items = PSArray([])
  let bound: Int
  var isAddingCompleted = false
  private let type: NetType
  init(_ type: NetType, bound: Int = -1) { self.type = type; self.bound = bound; super.init() }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { items }
}

extension NetTypes {
  static func registerBlockingCollection() {
    TypeTable.registerClosed("System.Collections.Concurrent.BlockingCollection`1", interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable", "System.IDisposable"]) { t in
      let e = t.genericArguments[0], T = signatureName(e), n = signatureName(t)
      func of(_ v: Value) -> PSBlockingCollection { v.refValue as? PSBlockingCollection ?? PSBlockingCollection(t) }
      t.constructor("\(n) new()") { _, _ in .other(PSBlockingCollection(t)) }
      t.constructor("\(n) new(int boundedCapacity)") { a, _ in
        if a.int(0) < 1 { throw outOfRange("boundedCapacity", "The boundedCapacity argument must be positive.", actual: a.at(0)) }
        return .other(PSBlockingCollection(t, bound: a.int(0)))
      }
      t.property("int BoundedCapacity {get;}") { v, _ in .count(of(v).bound) }
      t.property("int Count {get;}") { v, _ in .count(of(v).items.count) }
      t.property("bool IsAddingCompleted {get;}") { v, _ in .bool(of(v).isAddingCompleted) }
      t.property("bool IsCompleted {get;}") { v, _ in .bool(of(v).isAddingCompleted && of(v).items.count == 0) }
      func put(_ v: Value, _ x: Value, _ milliseconds: Int, _ c: ExecutionContext) throws -> Bool {
        let b = of(v)
        if b.isAddingCompleted { throw invalidOperation("The collection has been marked as complete with regards to additions.") }
        guard try b.bound < 0 || Waiting.until(milliseconds, c, { b.items.count < b.bound }) else { return false }
        b.items.append(x)
        return true
      }
      /// nil when nothing came in time, or nothing will come.
      func take(_ v: Value, _ milliseconds: Int, _ c: ExecutionContext) throws -> Value? {
        let b = of(v)
        _ = try Waiting.until(milliseconds, c) { b.items.count > 0 || b.isAddingCompleted }
        guard b.items.count > 0 else { return nil }
        let first = b.items[0]
        b.items.remove(at: 0)
        return first
      }
      t.method("void Add(\(T) item)") { v, a, c in _ = try put(v, a.at(0), -1, c); return .void }
      t.method("bool TryAdd(\(T) item)") { v, a, c in .bool(try put(v, a.at(0), 0, c)) }
      t.method("bool TryAdd(\(T) item, int millisecondsTimeout)") { v, a, c in .bool(try put(v, a.at(0), a.int(1), c)) }
      t.method("void CompleteAdding()") { v, _, _ in of(v).isAddingCompleted = true; return .void }
      t.method("\(T) Take()") { v, _, c in
        guard let x = try take(v, -1, c) else { throw invalidOperation("The collection argument is empty and has been marked as complete with regards to additions.") }
        return x
      }
      for p in ["", ", int millisecondsTimeout"] {
        t.method("bool TryTake([ref] \(T) item\(p))") { v, a, c in
          let x = try take(v, a.count > 1 ? a.int(1) : 0, c)
          try a.setReference(0, x ?? defaultValue(e), c)
          return .bool(x != nil)
        }
      }
      t.method("System.Collections.Generic.IEnumerable[\(T)] GetConsumingEnumerable()") { v, _, c in
        var all: [Value] = []
        while let x = try take(v, -1, c) { all.append(x) }
        return .array(PSArray(all, of: e))
      }
      t.method("\(T)[] ToArray()") { v, _, _ in .array(PSArray(of(v).items.values, of: e)) }
      t.method("void Dispose()") { _, _, _ in .void }
    }
  }
}
