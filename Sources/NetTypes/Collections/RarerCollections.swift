/// Collections that few scripts name: `PriorityQueue`, `ConcurrentStack`, `ObservableCollection`, `Lazy`.
import Engine
import Primitives

/// `PriorityQueue<E,P>`: a heap with four children a node, moved as .NET moves its own, so that elements of the same
/// priority leave in the same order.
final class PSPriorityQueue: Ref {
  typealias Node = (element: Value, priority: Value)
  private(set) var nodes: [Node] = []
  private let type: NetType
  private let comparer: Value
  init(_ type: NetType, _ comparer: Value) { self.type = type; self.comparer = comparer; super.init() }
  override var netType: NetType { type }

  private func order(_ a: Value, _ b: Value) throws -> Int { try NetTypes.order(a, b, by: comparer, .current) }
  func enqueue(_ n: Node) throws {
    nodes.append(n)
    var i = nodes.count - 1
    while i > 0 {
      let parent = (i - 1) >> 2
      if try order(n.priority, nodes[parent].priority) >= 0 { break }
      nodes[i] = nodes[parent]
      i = parent
    }
    nodes[i] = n
  }
  func dequeue() throws -> Node? {
    guard let first = nodes.first else { return nil }
    let last = nodes.removeLast()
    if !nodes.isEmpty { try moveDown(last, from: 0) }
    return first
  }
  private func moveDown(_ n: Node, from start: Int) throws {
    var i = start
    while i << 2 + 1 < nodes.count {
      let firstChild = i << 2 + 1
      var least = firstChild
      for k in firstChild + 1..<max(firstChild + 1, min(firstChild + 4, nodes.count)) where try order(nodes[k].priority, nodes[least].priority) < 0 { least = k }
      if try order(n.priority, nodes[least].priority) <= 0 { break }
      nodes[i] = nodes[least]
      i = least
    }
    nodes[i] = n
  }
  func clear() { nodes = [] }
}

/// `Lazy<T>`: a value made when it is first asked for.
final class PSLazy: Ref {
  private let type: NetType
  private var maker: Value?
  private var value: Value
  init(_ type: NetType, maker: Value) { self.type = type; self.maker = maker; value = .null; super.init() }
  init(_ type: NetType, value: Value) { self.type = type; self.value = value; super.init() }
  /// One that is made without arguments.
  private var isPlain = false
  static func plain(_ type: NetType) -> PSLazy {
    let l = PSLazy(type, value: .null)
    l.isPlain = true
    return l
  }
  override var netType: NetType { type }
  override func text() -> String { isMade ? Conversion.toString(value) : "Value is not created." }
  var isMade: Bool { maker == nil && !isPlain }
  func get(_ c: ExecutionContext) throws -> Value {
    if isPlain, let t = type.genericArguments.first {
      if !t.isValueType, t.constructors.isEmpty, t.allConstructors.isEmpty {
        throw netError("System.MissingMemberException", "The lazily-initialized type does not have a public, parameterless constructor.")
      }
      value = t.isValueType ? t.defaultValue : try c.construct(t, [])
      isPlain = false
    }
    if let m = maker {
      let made = try NetTypes.call(m, [], c)
      value = type.genericArguments.first.map { (try? Conversion.convert(made, to: $0, c)) ?? made } ?? made
      maker = nil
    }
    return value
  }
}

extension NetTypes {
  static func registerRarerCollections() {
    registerSmallDictionaries()
    let sequence = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
    TypeTable.registerClosed("System.Collections.Concurrent.ConcurrentStack`1", interfaces: sequence, define: defineSequence)
    TypeTable.registerClosed("System.Collections.Generic.PriorityQueue`2", define: definePriorityQueue)
    TypeTable.registerClosed("System.Lazy`1", define: defineLazy)
    TypeTable.registerClosed("System.Collections.ObjectModel.ObservableCollection`1", interfaces: TypeTable.arrayList.interfaces, define: defineObservable)
    registerComparers()
  }

  private static func definePriorityQueue(_ t: NetType) {
    let E = signatureName(t.genericArguments[0]), P = signatureName(t.genericArguments[1]), n = signatureName(t)
    func of(_ v: Value) -> PSPriorityQueue { v.refValue as? PSPriorityQueue ?? PSPriorityQueue(t, .null) }
    t.constructor("\(n) new()") { _, _ in .other(PSPriorityQueue(t, .null)) }
    t.constructor("\(n) new(int initialCapacity)") { _, _ in .other(PSPriorityQueue(t, .null)) }
    t.constructor("\(n) new(System.Collections.Generic.IComparer[\(P)] comparer)") { a, _ in .other(PSPriorityQueue(t, a.at(0))) }
    t.property("int Count {get;}") { v, _ in .count(of(v).nodes.count) }
    t.property("System.Object UnorderedItems {get;}") { v, _ in .array(PSArray(of(v).nodes.map { valueTuple([$0.element, $0.priority]) })) }
    t.method("void Enqueue(\(E) element, \(P) priority)") { v, a, _ in try of(v).enqueue((a.at(0), a.at(1))); return .void }
    let empty = invalidOperation("Queue empty.")
    t.method("\(E) Dequeue()") { v, _, _ in
      guard let x = try of(v).dequeue() else { throw empty }
      return x.element
    }
    t.method("\(E) Peek()") { v, _, _ in
      guard let x = of(v).nodes.first else { throw empty }
      return x.element
    }
    for (name, removes) in [("TryDequeue", true), ("TryPeek", false)] {
      t.method("bool \(name)([ref] \(E) element, [ref] \(P) priority)") { v, a, c in
        let x = removes ? try of(v).dequeue() : of(v).nodes.first
        try a.setReference(0, x?.element ?? defaultValue(t.genericArguments[0]), c)
        try a.setReference(1, x?.priority ?? defaultValue(t.genericArguments[1]), c)
        return .bool(x != nil)
      }
    }
    t.method("\(E) EnqueueDequeue(\(E) element, \(P) priority)") { v, a, _ in
      try of(v).enqueue((a.at(0), a.at(1)))
      return try of(v).dequeue()?.element ?? .null
    }
    t.method("void Clear()") { v, _, _ in of(v).clear(); return .void }
    t.method("int EnsureCapacity(int capacity)") { v, a, _ in .count(max(a.int(0), of(v).nodes.count)) }
    t.method("void TrimExcess()") { _, _, _ in .void }
  }

  private static func defineLazy(_ t: NetType) {
    let T = signatureName(t.genericArguments[0]), n = signatureName(t)
    let mode = "System.Threading.LazyThreadSafetyMode mode"
    t.constructor("\(n) new()") { _, _ in .other(PSLazy.plain(t)) }
    t.constructor("\(n) new(\(T) value)") { a, _ in .other(PSLazy(t, value: a.at(0))) }
    func made(_ a: [Value]) throws -> Value {
      if a.at(0).isNull { throw nullArgument("valueFactory") }
      return .other(PSLazy(t, maker: a.at(0)))
    }
    t.constructor("\(n) new(System.Func[\(T)] valueFactory)") { a, _ in try made(a) }
    for p in ["bool isThreadSafe", mode] { t.constructor("\(n) new(\(p))") { _, _ in .other(PSLazy.plain(t)) } }
    for p in ["bool isThreadSafe", mode] { t.constructor("\(n) new(System.Func[\(T)] valueFactory, \(p))") { a, _ in try made(a) } }
    t.property("bool IsValueCreated {get;}") { v, _ in .bool((v.refValue as? PSLazy)?.isMade ?? false) }
    t.property("\(T) Value {get;}") { v, c in try (v.refValue as? PSLazy)?.get(c) ?? .null }
    t.orderProperties("IsValueCreated", "Value")
  }

  private static func defineObservable(_ t: NetType) {
    defineCollection(t)
    let n = signatureName(t), T = signatureName(t.genericArguments[0])
    func make(_ values: [Value]) -> Value {
      let a = PSArray(values, of: t.genericArguments[0])
      a.kind = .collection
      a.exactType = t
      return .array(a)
    }
    t.constructors = []
    t.constructor("\(n) new()") { _, _ in make([]) }
    t.constructor("\(n) new(System.Collections.Generic.IEnumerable[\(T)] collection)") { a, c in make(try a.values(0).map { try Conversion.convert($0, to: t.genericArguments[0], c) }) }
    t.method("void Move(int oldIndex, int newIndex)") { v, a, _ in
      guard let x = v.arrayValue, a.int(0) >= 0, a.int(0) < x.count, a.int(1) >= 0, a.int(1) < x.count else { throw indexOutOfRange() }
      let moved = x[a.int(0)]
      x.remove(at: a.int(0))
      x.insert(moved, at: a.int(1))
      return .void
    }
  }
}
