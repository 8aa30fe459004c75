/// Queues, stacks, linked lists, bags, tuples, and the older collections.
import Engine
import Primitives

extension NetTypes {
  private static func list(_ v: Value) -> PSArray { if case .array(let a) = v.base { a } else { PSArray([]) } }

  /// `Queue<T>`, `Stack<T>`, `LinkedList<T>`, `ConcurrentBag<T>`, `ConcurrentQueue<T>` and the non-generic `Queue`, `Stack`.
  /// Stacks keep their top at position 0, which is the order they enumerate in.
  static func defineSequence(_ t: NetType) {
    let e = t.genericArguments.first
    let T = e.map(signatureName) ?? "System.Object", n = signatureName(t)
    let what = t.genericDefinition ?? t.fullName
    let kind: PSArray.Kind = what.contains("Stack") ? .stack : what.contains("Linked") ? .linkedList : .queue
    let concurrent = what.contains("Concurrent")
    func new(_ values: [Value]) -> Value {
      let a = PSArray(values, of: e)
      a.kind = kind
      if concurrent { a.exactType = t }
      return .array(a)
    }
    func items(_ v: Value, _ c: ExecutionContext?) throws -> [Value] {
      if v.isNull { throw nullArgument("collection") }
      let all = try e.map { e in try v.sequence.map { try Conversion.convert($0, to: e, c) } } ?? v.sequence
      return kind == .stack ? all.reversed() : all
    }
    let empty: TerminatingError = invalidOperation(kind == .stack ? "Stack empty." : kind == .linkedList ? "The LinkedList is empty." : "Queue empty.")
    t.constructor("\(n) new()") { _, _ in new([]) }
    if kind != .linkedList { t.constructor("\(n) new(int capacity)") { _, _ in new([]) } }
    t.constructor("\(n) new(\(e == nil ? "System.Collections.ICollection col" : "System.Collections.Generic.IEnumerable[\(T)] collection"))") { a, c in new(try items(a.at(0), c)) }
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    if e == nil {
      t.property("bool IsSynchronized {get;}") { _, _ in .no }
      t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
      t.method("System.Object Clone()") { v, _, _ in .array(list(v).copy()) }
    } else {
      if kind == .linkedList { t.property("bool IsReadOnly {get;}") { _, _ in .no } }
      t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
      t.property("bool IsSynchronized {get;}") { _, _ in .no }
    }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("bool Contains(\(T) \(e == nil ? "obj" : kind == .linkedList ? "value" : "item"))") { v, a, _ in .bool(list(v).values.contains { netEquals($0, a.at(0)) }) }
    t.method(e == nil ? "void CopyTo(array array, int index)" : "void CopyTo(\(T)[] array, int \(kind == .linkedList ? "index" : "arrayIndex"))") { v, a, _ in
      try copyInto(list(v).values, a.array(0), a.int(1))
    }
    let enumerator = e == nil || concurrent ? "System.Collections.IEnumerator" : what + "+Enumerator[\(T)]"
    t.method("\(enumerator) GetEnumerator()") { v, _, _ in .other(Enumerator(what + "+Enumerator", list(v).values)) }
    if kind != .linkedList { t.method("\(T)[] ToArray()") { v, _, _ in .array(PSArray(list(v).values, of: e === TypeTable.object ? nil : e)) } }
    if e == nil {
      t.staticMethod("static \(n) Synchronized(\(n) \(kind == .stack ? "stack" : "queue"))") { a, _ in
        if a.at(0).isNull { throw nullArgument(kind == .stack ? "stack" : "queue") }
        return a.at(0).base
      }
      if kind == .queue { t.method("void TrimToSize()") { _, _, _ in .void } }
    }
    if e != nil, kind != .linkedList {
      t.property("int Capacity {get;}") { v, _ in .count(list(v).count == 0 ? 0 : max(4, list(v).capacity)) }
      t.method("int EnsureCapacity(int capacity)") { v, a, _ in
        if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
        return .count(max(a.int(0), list(v).capacity))
      }
      t.method("void TrimExcess(int capacity)") { v, a, _ in
        if a.int(0) < list(v).count { throw outOfRange("capacity", "capacity was less than the current size.") }
        return .void
      }
    }
    if e != nil { t.method("void TrimExcess()") { _, _, _ in .void } }
    func take(_ v: Value, remove: Bool) throws -> Value {
      let x = list(v)
      guard x.count > 0 else { throw empty }
      let first = x[0]
      if remove { x.remove(at: 0) }
      return first
    }
    func tryTake(_ name: String, remove: Bool) {
      if e == nil { return }
      t.method("bool \(name)([ref] \(T) result)") { v, a, c in
        let x = list(v)
        try a.setReference(0, x.count > 0 ? x[0] : defaultValue(e), c)
        guard x.count > 0 else { return .no }
        if remove { x.remove(at: 0) }
        return .yes
      }
    }
    switch kind {
    case .stack:
      t.method("void Push(\(T) \(e == nil ? "obj" : "item"))") { v, a, _ in list(v).insert(a.at(0), at: 0); return .void }
      if !concurrent {
        t.method("\(T) Pop()") { v, _, _ in try take(v, remove: true) }
        t.method("\(T) Peek()") { v, _, _ in try take(v, remove: false) }
      }
      tryTake("TryPop", remove: true)
      tryTake("TryPeek", remove: false)
      if concurrent {
        t.property("bool IsEmpty {get;}") { v, _ in .bool(list(v).count == 0) }
        t.method("void PushRange(\(T)[] items)") { v, a, _ in for x in a.values(0) { list(v).insert(x, at: 0) }; return .void }
      }
    case .linkedList:
      func node(_ x: PSArray, _ i: Int) -> Value { x.count > i && i >= 0 ? .other(LinkedNode(x, i)) : .null }
      t.property("System.Collections.Generic.LinkedListNode[\(T)] First {get;}") { v, _ in node(list(v), 0) }
      t.property("System.Collections.Generic.LinkedListNode[\(T)] Last {get;}") { v, _ in node(list(v), list(v).count - 1) }
      t.method("System.Collections.Generic.LinkedListNode[\(T)] AddFirst(\(T) value)") { v, a, _ in list(v).insert(a.at(0), at: 0); return node(list(v), 0) }
      t.method("void Add(\(T) item)") { v, a, _ in list(v).append(a.at(0)); return .void }
      t.method("System.Collections.Generic.LinkedListNode[\(T)] AddLast(\(T) value)") { v, a, _ in list(v).append(a.at(0)); return node(list(v), list(v).count - 1) }
      t.method("System.Collections.Generic.LinkedListNode[\(T)] AddAfter(System.Collections.Generic.LinkedListNode[\(T)] node, \(T) value)") { v, a, _ in
        let i = ((a.at(0).refValue as? LinkedNode)?.index ?? list(v).count - 1) + 1
        list(v).insert(a.at(1), at: min(i, list(v).count))
        return node(list(v), i)
      }
      t.method("System.Collections.Generic.LinkedListNode[\(T)] AddBefore(System.Collections.Generic.LinkedListNode[\(T)] node, \(T) value)") { v, a, _ in
        let i = (a.at(0).refValue as? LinkedNode)?.index ?? 0
        list(v).insert(a.at(1), at: min(i, list(v).count))
        return node(list(v), i)
      }
      t.method("System.Collections.Generic.LinkedListNode[\(T)] Find(\(T) value)") { v, a, _ in list(v).values.firstIndex { netEquals($0, a.at(0)) }.map { node(list(v), $0) } ?? .null }
      t.method("bool Remove(\(T) value)") { v, a, _ in
        guard let i = list(v).values.firstIndex(where: { netEquals($0, a.at(0)) }) else { return .no }
        list(v).remove(at: i)
        return .yes
      }
      t.method("void Remove(System.Collections.Generic.LinkedListNode[\(T)] node)") { v, a, _ in
        guard let n = a.at(0).refValue as? LinkedNode else { throw nullArgument("node") }
        guard n.list === list(v), n.index < list(v).count else { throw invalidOperation("The LinkedList node does not belong to current LinkedList.") }
        list(v).remove(at: n.index)
        return .void
      }
      t.method("void RemoveFirst()") { v, _, _ in _ = try take(v, remove: true); return .void }
      t.method("void RemoveLast()") { v, _, _ in
        guard list(v).count > 0 else { throw empty }
        list(v).remove(at: list(v).count - 1)
        return .void
      }
    default:
      if what.contains("Bag") {
        t.method("void Add(\(T) item)") { v, a, _ in list(v).insert(a.at(0), at: 0); return .void }
        tryTake("TryTake", remove: true)
      } else {
        t.method("void Enqueue(\(T) \(e == nil ? "obj" : "item"))") { v, a, _ in list(v).append(a.at(0)); return .void }
        if !concurrent {
          t.method("\(T) Dequeue()") { v, _, _ in try take(v, remove: true) }
          t.method("\(T) Peek()") { v, _, _ in try take(v, remove: false) }
        }
        tryTake("TryDequeue", remove: true)
      }
      tryTake("TryPeek", remove: false)
      if concurrent { t.property("bool IsEmpty {get;}") { v, _ in .bool(list(v).count == 0) } }
    }
  }

  static func defineTuple(_ t: NetType) {
    // Length is the interface's: System.Tuple, whose items are properties, shows it last
    func length() { t.property("int Length {get;}") { v, _ in .count((v.refValue as? PSTuple)?.items.count ?? 0) } }
    if t.category == .struct { length() }
    for (i, e) in t.genericArguments.enumerated() {
      t.property("\(signatureName(e)) Item\(i + 1) {get;}") { v, _ in
        guard let x = v.refValue as? PSTuple, x.items.indices.contains(i) else { return .null }
        return x.items[i]
      }
    }
    if t.category == .class { length() }
    t.indexer = { v, i in
      let items = (v.refValue as? PSTuple)?.items ?? []
      func item(_ k: Int) throws -> Value {
        let n = k < 0 ? k + items.count : k
        guard items.indices.contains(n) else { throw outsideArray() }
        return items[n]
      }
      if case .array(let all) = i.base { return .arr(try all.elements.map { try item(Int(try Conversion.toInt64($0))) }) }
      return try item(Int(try Conversion.toInt64(i)))
    }
    t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    let ps = t.genericArguments.enumerated().map { "\(signatureName($1)) item\($0 + 1)" }.joined(separator: ", ")
    t.constructor("\(signatureName(t)) new(\(ps))") { a, _ in .other(PSTuple(t, a)) }
  }

  static func registerOtherCollections() {
    TypeTable.register("System.Collections.Queue") {
      NetType(
        "System.Collections.Queue", base: TypeTable.object,
        interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"], define: defineSequence)
    }
    TypeTable.register("System.Collections.Stack") {
      NetType(
        "System.Collections.Stack", base: TypeTable.object,
        interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"], define: defineSequence)
    }
    TypeTable.register("System.Collections.SortedList") {
      NetType(
        "System.Collections.SortedList", base: TypeTable.object,
        interfaces: ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"], define: defineSortedList)
    }
    TypeTable.register("System.Collections.Specialized.StringCollection") {
      NetType(
        "System.Collections.Specialized.StringCollection", base: TypeTable.object,
        interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
      ) { t in
        defineStringCollection(t)
      }
    }
    for n in 1...8 { registerTuple(n) }
    TypeTable.registerClosed("System.Collections.Generic.LinkedListNode`1") { t in
      func node(_ v: Value) -> LinkedNode? { v.refValue as? LinkedNode }
      func at(_ v: Value, _ d: Int) -> Value { node(v).map { n in n.list.count > n.index + d && n.index + d >= 0 ? .other(LinkedNode(n.list, n.index + d)) : .null } ?? .null }
      let e = signatureName(t.genericArguments[0])
      t.property("\(e) Value {get;set;}", set: { v, x, _ in if let n = node(v), n.index < n.list.count { n.list[n.index] = x } }) { v, _ in
        node(v).map { $0.index < $0.list.count ? $0.list[$0.index] : .null } ?? .null
      }
      t.property("\(e)& ValueRef {get;}") { v, _ in node(v).map { $0.index < $0.list.count ? $0.list[$0.index] : .null } ?? .null }
      t.property("\(signatureName(t)) Next {get;}") { v, _ in at(v, 1) }
      t.property("\(signatureName(t)) Previous {get;}") { v, _ in at(v, -1) }
      t.property("System.Collections.Generic.LinkedList[\(e)] List {get;}") { v, _ in node(v).map { .array($0.list) } ?? .null }
    }
    for (name, _) in [("System.Tuple", 0), ("System.ValueTuple", 1)] {
      TypeTable.register(name) {
        NetType(name, base: TypeTable.object) { t in
          for n in 1...7 {
            let ps = (1...n).map { "System.Object item\($0)" }.joined(separator: ", ")
            t.staticMethod("static \(name)[\(Array(repeating: "System.Object", count: n).joined(separator: ","))] Create(\(ps))") { a, _ in
              let types = a.map { TypeTable.typeOf($0) }
              guard let closed = TypeTable.generic("\(name)`\(n)", types) else { return .null }
              return .other(PSTuple(closed, a.map { $0 }))
            }
          }
        }
      }
    }
    let enumerators = [
      "System.CharEnumerator", "System.ArrayEnumerator", "System.Collections.ArrayList+ArrayListEnumeratorSimple", "System.Collections.Generic.List`1+Enumerator",
      "System.Collections.Hashtable+HashtableEnumerator", "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryEnumerator",
      "System.Collections.Generic.Dictionary`2+Enumerator", "System.Collections.Generic.SortedDictionary`2+Enumerator", "System.Collections.Generic.SortedList`2+Enumerator",
      "System.Collections.Concurrent.ConcurrentDictionary`2+Enumerator", "System.Collections.Generic.HashSet`1+Enumerator", "System.Collections.Generic.SortedSet`1+Enumerator",
      "System.Collections.Generic.Queue`1+Enumerator", "System.Collections.Generic.Stack`1+Enumerator", "System.Collections.Generic.LinkedList`1+Enumerator",
      "System.Collections.Concurrent.ConcurrentBag`1+Enumerator", "System.Collections.Concurrent.ConcurrentQueue`1+Enumerator", "System.Collections.Concurrent.ConcurrentStack`1+Enumerator",
      "System.Collections.Concurrent.BlockingCollection`1+Enumerator", "System.Globalization.TextElementEnumerator",
      "System.Collections.Queue+Enumerator", "System.Collections.Stack+Enumerator", "System.Collections.SortedList+SortedListEnumerator", "System.Collections.BitArray+Enumerator",
      "System.Management.Automation.Runspaces.PipelineReader`1+<GetReadEnumerator>d__20",
    ]
    TypeTable.register(Enumerator.ofTexts) { NetType(Enumerator.ofTexts, base: TypeTable.object, define: Enumerator.define) }
    for n in enumerators { TypeTable.register(n) { NetType(n, base: TypeTable.object, interfaces: ["System.Collections.IEnumerator"], define: Enumerator.define) } }
    for n in ["System.Collections.Hashtable+KeyCollection", "System.Collections.Hashtable+ValueCollection", "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection",
              "System.Collections.SortedList+KeyList", "System.Collections.SortedList+ValueList"]
      + [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedList`2",
        "System.Collections.Concurrent.ConcurrentDictionary`2"
      ].flatMap({ [$0 + "+KeyCollection", $0 + "+ValueCollection"] })
    {
      TypeTable.register(n) {
        NetType(n, base: TypeTable.object, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"]) { t in
          let isGeneric = n.contains("Generic.")
          if isGeneric {
            t.property("int Count {get;}") { v, _ in .count(list(v).count) }
            t.property("bool IsReadOnly {get;}") { _, _ in .yes }
            t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
          }
          t.property("bool IsSynchronized {get;}") { _, _ in .no }
          if !isGeneric {
            t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
            t.property("int Count {get;}") { v, _ in .count(list(v).count) }
          }
          t.method("bool Contains(System.Object item)") { v, a, _ in .bool(list(v).values.contains { netEquals($0, a.at(0)) }) }
          t.method("void CopyTo(array array, int arrayIndex)") { v, a, _ in try copyInto(list(v).values, a.array(0), a.int(1)) }
          t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.ArrayEnumerator", list(v).values)) }
        }
      }
    }
    registerStringComparers()
  }

  private static func registerTuple(_ n: Int) {
    for (name, value) in [("System.Tuple", false), ("System.ValueTuple", true)] where value || n != 2 && n != 3 {
      let definition = "\(name)`\(n)"
      TypeTable.registerGeneric(definition) { a in
        let t = NetType(
          definition + "[" + a.map { "[" + $0.fullName + "]" }.joined(separator: ",") + "]", value ? .struct : .class,
          base: value ? TypeTable.valueType : TypeTable.object, define: defineTuple)
        t.genericArguments = a
        t.genericDefinition = definition
        return t
      }
    }
  }
}

/// A place in a linked list: the list and a position.
final class LinkedNode: Ref {
  let list: PSArray
  let index: Int
  init(_ list: PSArray, _ index: Int) { self.list = list; self.index = index; super.init() }
  override var netType: NetType { TypeTable.generic("System.Collections.Generic.LinkedListNode`1", [list.elementType ?? TypeTable.object]) ?? TypeTable.object }
}

/// `Tuple<…>` and `ValueTuple<…>`.
public final class PSTuple: Ref {
  let type: NetType
  public let items: [Value]
  init(_ type: NetType, _ items: [Value]) { self.type = type; self.items = items; super.init() }
  public override var netType: NetType { type }
  public override func text() -> String { "(" + items.map { Conversion.toString($0) }.joined(separator: ", ") + ")" }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue as? PSTuple, o.items.count == items.count else { return false }
    return zip(items, o.items).allSatisfy { netEquals($0, $1) }
  }
  public override func compare(_ other: Value) -> Int? {
    guard let o = other.refValue as? PSTuple, o.items.count == items.count else { return nil }
    for (x, y) in zip(items, o.items) { if let c = try? Conversion.compare(x, y, ignoreCase: false), c != 0 { return c } }
    return 0
  }
  public override var keyHash: UInt { items.reduce(7) { $0 &* 31 &+ UInt(truncatingIfNeeded: Int(netHash($1))) } }
}

/// A script block turned into a delegate: `[Func[int,int]] { … }`, `[System.Predicate[string]] { … }`; or compiled methods.
public final class PSDelegate: Ref {
  public typealias Body = ([Value], ExecutionContext) throws -> Value
  /// One of the methods a delegate calls; equal when method and object are.
  public struct Target {
    public let method: AnyObject, object: Value
    public let body: Body
    public init(method: AnyObject, object: Value, body: @escaping Body) { self.method = method; self.object = object; self.body = body }
  }
  public let type: NetType
  let block: ScriptBlock?
  /// What is called, in this order, when it is no script block.
  public let targets: [Target]
  public init(_ type: NetType, _ block: ScriptBlock) { self.type = type; self.block = block; targets = []; super.init() }
  public init(_ type: NetType, _ targets: [Target]) { self.type = type; block = nil; self.targets = targets; super.init() }
  public override var netType: NetType { type }
  public override func text() -> String { Conversion.typeText(type) }
  /// The same as things that can be put together with others.
  public var parts: [Target] {
    if !targets.isEmpty { return targets }
    return block.map { _ in [Target(method: self, object: .null) { [self] in try invoke($0, $1) }] } ?? []
  }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue as? PSDelegate else { return false }
    if o === self { return true }
    // PowerShell makes one delegate of a block and type
    if let block { return block === o.block && type === o.type }
    return !targets.isEmpty && targets.count == o.targets.count && zip(targets, o.targets).allSatisfy { $0.method === $1.method && sameReference($0.object, $1.object) }
  }
  /// Runs the block; the result is converted to the delegate's return type when it names one.
  public func invoke(_ arguments: [Value], _ context: ExecutionContext) throws -> Value {
    guard let block else {
      var last = Value.void
      for t in targets { last = try t.body(arguments, context) }
      return last
    }
    let r = try context.asCallback { try context.invokeBlock(block, arguments: arguments) }
    guard let d = type.genericDefinition, let last = type.genericArguments.last else { return r }
    if d.hasPrefix("System.Func`") || d.hasPrefix("System.Converter`") { return try Conversion.convert(r.orNull, to: last, context) }
    if d.hasPrefix("System.Predicate`") { return .bool(Conversion.toBool(r)) }
    if d.hasPrefix("System.Comparison`") { return .int(try Conversion.toInt32(r)) }
    return .void
  }
}
