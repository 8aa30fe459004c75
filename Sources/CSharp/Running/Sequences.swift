/// Enumeration: `foreach` over anything, iterators, and the lazy sequences of LINQ.
///
/// Sequences push: each element is handed to a closure, which answers whether it wants more. So an iterator runs only as far as
/// it is asked, without a thread or a state machine.
import Engine
import NetTypes

/// What an iterator method or a LINQ operator yields.
final class LazySequence: Ref {
  let element: NetType
  private let generate: (@escaping (Value) throws -> Bool) throws -> Void
  /// Pairs of `orderby` keys, for `ThenBy`.
  var order: Ordering?
  init(_ element: NetType, _ generate: @escaping (@escaping (Value) throws -> Bool) throws -> Void) { self.element = element; self.generate = generate; super.init() }
  override var netType: NetType { Types.sequence(of: element) }
  override func text() -> String { "System.Collections.Generic.IEnumerable`1[\(Text.clrName(element))]" }
  func forEach(_ body: @escaping (Value) throws -> Bool) throws {
    var isOver = false
    try generate { v in
      if isOver { return false }
      if !(try body(v)) { isOver = true; return false }
      return true
    }
  }
  /// All elements, as an array.
  func materialised() throws -> PSArray {
    let all = PSArray([])
    if element !== TypeTable.object, !Types.isOpen(element) { all.elementType = element }
    try forEach { all.append($0); return true }
    return all
  }
  override func enumerated() -> PSArray? { try? materialised() }
}

/// `GetEnumerator()` of an iterator: what it yields is gathered when it is first asked.
final class SequenceEnumerator: Ref {
  private let sequence: LazySequence
  private var items: [Value]?
  private var failure: Error?
  private var position = -1
  init(_ s: LazySequence) { sequence = s; super.init() }
  override var netType: NetType { TypeTable.generic("System.Collections.Generic.IEnumerator", [sequence.element]) ?? TypeTable.object }
  func moveNext() throws -> Bool {
    if items == nil {
      var all: [Value] = []
      do { try sequence.forEach { all.append($0); return true } } catch { failure = error }
      items = all
    }
    position += 1
    if let n = items?.count, position < n { return true }
    if let e = failure { failure = nil; throw e }
    return false
  }
  var current: Value { items.flatMap { $0.indices.contains(position) ? $0[position] : nil } ?? .null }
  override func enumerated() -> PSArray? {
    var all: [Value] = []
    while (try? moveNext()) ?? false { all.append(current) }
    return PSArray(all)
  }
}

enum Sequences {
  /// Hands every element to `body` until it answers false.
  static func forEach(_ v: Value, _ c: ExecutionContext, _ body: @escaping (Value) throws -> Bool) throws {
    switch v {
    case .array(let a):
      // lists complain when they change; arrays are read as they are
      let n = a.count
      var i = 0
      while i < a.count {
        if a.kind != .array, a.count != n { throw changed() }
        if !(try body(a[i])) { return }
        i += 1
      }
      if a.kind != .array, a.count != n { throw changed() }
    case .string(let s): for u in s.string.utf16 where !(try body(.char(u))) { return }
    case .hash(let h):
      if let keys = h.enumerated() { return try forEach(.array(keys), c, body) }
      let n = h.count
      for e in h.entries {
        if !(try body(e)) { return }
        if h.count != n { throw changed() }
      }
    case .null, .void, .unset: throw Runtime.nullReference()
    case .object(let o):
      if let w = o.wrapped { return try forEach(w, c, body) }
      try generic(v, c, body)
    case .other(let r):
      if let s = r.exactly(LazySequence.self) { return try s.forEach(body) }
      if let o = r.exactly(CompiledObject.self) {
        if let m = o.symbol.find(method: "GetEnumerator", count: 0) ?? o.symbol.explicitEnumerator { return try forEach(enumerator: try m.invoke(v, [], c), c, body) }
        return try forEach(o.inner, c, body)
      }
      if let a = r.enumerated() { for x in a.values where !(try body(x)) { return }; return }
      try generic(v, c, body)
    default: try generic(v, c, body)
    }
  }
  private static func changed() -> TerminatingError { Runtime.error("System.InvalidOperationException", "Collection was modified; enumeration operation may not execute.") }
  private static func generic(_ v: Value, _ c: ExecutionContext, _ body: @escaping (Value) throws -> Bool) throws {
    try forEach(enumerator: try Runtime.call(v, "GetEnumerator", [], c), c, body)
  }
  static func forEach(enumerator e: Value, _ c: ExecutionContext, _ body: @escaping (Value) throws -> Bool) throws {
    if case .other(let r) = e {
      if let s = r.exactly(SequenceEnumerator.self) { while try s.moveNext() { if !(try body(s.current)) { return } }; return }
      if r.exactly(CompiledObject.self) == nil, let a = r.enumerated() { for x in a.values where !(try body(x)) { return }; return }
    }
    while Conversion.toBool(try Runtime.call(e, "MoveNext", [], c)) {
      if !(try body(try Runtime.property(e, "Current", c))) { return }
      try c.poll()
    }
  }
  static func array(_ v: Value, _ c: ExecutionContext) throws -> [Value] {
    var all: [Value] = []
    try forEach(v, c) { all.append($0); return true }
    return all
  }
}

enum Tuples {
  static func parts(_ t: NetType) -> [NetType] {
    if let d = t.genericDefinition, d.hasPrefix("System.ValueTuple`") || d.hasPrefix("System.Tuple`") || d == "System.Collections.Generic.KeyValuePair`2" { return t.genericArguments }
    return []
  }
  static func split(_ v: Value, _ n: Int, _ c: ExecutionContext) throws -> [Value] {
    if case .other(let r) = v {
      if let t = r as? PSTuple, t.items.count == n { return t.items }
      if let p = r as? PairEntry { return [p.key, p.value] }
      if let o = r.exactly(CompiledObject.self), let m = o.symbol.find(method: "Deconstruct", count: n) {
        let references = (0..<n).map { _ in PSReference(value: .null) }
        _ = try m.invoke(v, references.map { .other($0) }, c)
        return references.map(\.value)
      }
      if let o = r.exactly(CompiledObject.self), o.symbol.isRecord, let k = o.symbol.constructors.first(where: { $0.parameters.count == n }) {
        return try k.parameters.map { try Runtime.property(v, $0.name, c) }
      }
    }
    throw Runtime.error("System.InvalidOperationException", "The value cannot be taken apart.")
  }
}

/// `new { Name = …, Size = … }`.
enum Anonymous {
  nonisolated(unsafe) private static var known: [String: NetType] = [:]
  static func type(_ members: [(String, NetType)]) -> NetType {
    let key = members.map { "\($0.0):\($0.1.fullName)" }.joined(separator: ",")
    if let t = known[key] { return t }
    let t = NetType("<>f__AnonymousType\(known.count)`\(members.count)", base: TypeTable.object)
    for (i, m) in members.enumerated() {
      t.property("\(Text.memberName(m.1)) \(m.0) {get;}") { v, _ in v.refValue?.exactly(AnonymousObject.self)?.values[i] ?? .null }
    }
    t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    names[ObjectIdentifier(t)] = members.map(\.0)
    known[key] = t
    return t
  }
  nonisolated(unsafe) static var names: [ObjectIdentifier: [String]] = [:]
}
final class AnonymousObject: Ref {
  let type: NetType
  let values: [Value]
  init(_ t: NetType, _ v: [Value]) { type = t; values = v; super.init() }
  override var netType: NetType { type }
  override func text() -> String { "{ " + zip(Anonymous.names[ObjectIdentifier(type)] ?? [], values).map { "\($0) = \(Text.string($1))" }.joined(separator: ", ") + " }" }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue?.exactly(AnonymousObject.self), o.type === type else { return false }
    return zip(values, o.values).allSatisfy { Runtime.equals($0, $1) }
  }
  override var keyHash: UInt { values.reduce(7) { $0 &* 31 &+ Runtime.hash($1) } }
}

/// `async` methods run at once; what they return is a task that is over.
enum Tasks {
  static func wrap(_ run: @escaping Run, _ t: NetType) -> Run {
    if t === Types.void { return run }
    let task = TypeTable.get("System.Threading.Tasks.Task")
    return { f in
      let v = try run(f)
      if t === task { return try f.context.property(.type(task), "CompletedTask") ?? f.context.callStatic(task, "FromResult", [.null]) }
      return try Runtime.unwrapped { try f.context.callStatic(task, "FromResult", [v]) }
    }
  }
  static func awaiting(_ c: Code) -> Code {
    if c.form.isFailure { return c }
    let run = c.run, result = c.type.genericDefinition == "System.Threading.Tasks.Task`1" ? c.type.genericArguments[0] : c.type.fullName == "System.Threading.Tasks.Task" ? Types.void : Types.dynamic
    return Code(result) { f in
      let v = try run(f)
      if v.isNull { throw Runtime.nullReference() }
      _ = try Runtime.call(v, "Wait", [], f.context)
      return result === Types.void ? .void : try Runtime.property(v, "Result", f.context)
    }
  }
}
