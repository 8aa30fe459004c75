/// Enumerators and dictionary entries as objects.
import Engine
import Primitives

/// What `GetEnumerator()` returns: yields its remaining elements to pipelines, or one at a time by `MoveNext`/`Current`.
public final class Enumerator: Ref {
  /// That of `StringCollection`, which is no `IEnumerator`.
  static let ofTexts = "System.Collections.Specialized.StringEnumerator"
  let typeName: String
  let items: [Value]
  var position = -1
  public init(_ typeName: String, _ items: [Value]) { self.typeName = typeName; self.items = items; super.init() }
  public override var netType: NetType { TypeTable.get(typeName) }
  public override var isIterator: Bool { true }
  /// What is left; nothing is after that.
  public override func enumerated() -> PSArray? {
    if typeName == Enumerator.ofTexts { return nil }
    let rest = PSArray(Array(items.dropFirst(max(0, position + 1))))
    position = items.count
    return rest
  }

  /// The parts of a text that people take for characters, which have places.
  private static func defineTextElements(_ t: NetType) {
    func of(_ v: Value) throws -> (e: Enumerator, place: Int) {
      guard let e = v.refValue as? Enumerator, e.position >= 0 else { throw invalidOperation("Enumeration has either not started or has already finished.") }
      return (e, e.items.prefix(e.position).reduce(0) { $0 + Conversion.toString($1).utf16.count })
    }
    t.property("int ElementIndex {get;}") { v, _ in .count(try of(v).place) }
    t.method("string GetTextElement()") { v, _, _ in
      let e = try of(v).e
      guard e.items.indices.contains(e.position) else { throw invalidOperation("Enumeration has either not started or has already finished.") }
      return e.items[e.position]
    }
  }
  static func define(_ t: NetType) {
    if t.fullName == "System.Globalization.TextElementEnumerator" { defineTextElements(t) }
    func of(_ v: Value) -> Enumerator? { v.refValue as? Enumerator }
    func current(_ v: Value) throws -> Value {
      guard let e = of(v) else { return .null }
      guard e.items.indices.contains(e.position) else {
        if e.typeName.contains("Generic") { return .null }
        throw invalidOperation(e.position < 0 ? "Enumeration has not started. Call MoveNext." : "Enumeration already finished.")
      }
      return e.items[e.position]
    }
    t.method("bool MoveNext()") { v, _, _ in
      guard let e = of(v) else { return .no }
      if e.position < e.items.count { e.position += 1 }
      return .bool(e.position < e.items.count)
    }
    t.method("void Reset()") { v, _, _ in of(v)?.position = -1; return .void }
    t.method("void Dispose()") { _, _, _ in .void }
    guard ["Dictionary", "Hashtable", "SortedList"].contains(where: t.fullName.contains) else {
      t.property("System.Object Current {get;}") { v, _ in try current(v) }
      return
    }
    t.property("System.Object Key {get;}") { v, _ in (try current(v).refValue as? PairEntry)?.key ?? .null }
    t.property("System.Collections.DictionaryEntry Entry {get;}") { v, _ in try current(v) }
    t.property("System.Object Current {get;}") { v, _ in try current(v) }
    t.property("System.Object Value {get;}") { v, _ in (try current(v).refValue as? PairEntry)?.value ?? .null }
  }
}

/// `DictionaryEntry` or `KeyValuePair<K,V>`.
public final class PairEntry: Ref {
  public var key: Value, value: Value
  let type: NetType?
  public init(_ key: Value, _ value: Value, _ type: NetType? = nil) { self.key = key; self.value = value; self.type = type; super.init() }
  public override var netType: NetType { type ?? TypeTable.get("System.Collections.DictionaryEntry") }
  public override func text() -> String { Conversion.entryText(key, value) }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = other.refValue as? PairEntry else { return false }
    return netEquals(key, o.key) && netEquals(value, o.value)
  }
  public override var keyHash: UInt { UInt(truncatingIfNeeded: Int(netHash(key))) &* 31 ^ UInt(truncatingIfNeeded: Int(netHash(value))) }
}

extension PSHash {
  /// Type of the entries enumeration yields; nil for `DictionaryEntry`.
  var entryType: NetType? {
    switch kind {
    case .dictionary, .sortedDictionary, .concurrent: TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [keyType ?? TypeTable.object, valueType ?? TypeTable.object])
    case .sortedList: keyType.flatMap { TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [$0, valueType ?? TypeTable.object]) }
    default: nil
    }
  }
  /// The entries as objects, in order of enumeration.
  public var entries: [Value] {
    let t = entryType
    return pairs.map { .other(PairEntry($0.key, $0.value, t)) }
  }
}

extension NetTypes {
  /// True when a predicate argument (script block or delegate) accepts the value.
  static func test(_ predicate: Value, _ v: Value, _ context: ExecutionContext) throws -> Bool { Conversion.toBool(try call(predicate, [v], context)) }
  public static func call(_ delegate: Value, _ arguments: [Value], _ context: ExecutionContext) throws -> Value {
    switch delegate.base {
    case .block(let b): return try context.invokeBlock(b, arguments: arguments)
    case .other(let r): if let d = r as? PSDelegate { return try d.invoke(arguments, context) }
    default: break
    }
    return try context.callMethod(delegate, "Invoke", arguments)
  }
  static func installCollections() {
    TypeTable.extend("System.Array", defineArray)
    TypeTable.defineArray = defineArrayAccess
    TypeTable.extend("System.Collections.ArrayList", defineArrayList)
    TypeTable.extend("System.Collections.Generic.List`1", defineList)
    TypeTable.extend("System.Collections.ObjectModel.Collection`1", defineCollection)
    TypeTable.extend("System.Collections.ObjectModel.ObservableCollection`1", defineObservableCollection)
    TypeTable.extend("System.Collections.ObjectModel.ReadOnlyCollection`1", defineReadOnlyCollection)
    TypeTable.extend("System.Collections.Hashtable", defineHashtable)
    registerOrderedHashtable()
    TypeTable.extend("System.Collections.Specialized.OrderedDictionary", defineOrderedDictionary)
    for n in ["Generic.Dictionary`2", "Generic.SortedDictionary`2", "Generic.SortedList`2", "Concurrent.ConcurrentDictionary`2"] { TypeTable.extend("System.Collections." + n, defineDictionary) }
    for n in ["HashSet`1", "SortedSet`1"] { TypeTable.extend("System.Collections.Generic." + n, defineSet) }
    for n in ["Generic.Queue`1", "Generic.Stack`1", "Generic.LinkedList`1", "Concurrent.ConcurrentBag`1", "Concurrent.ConcurrentQueue`1"] {
      TypeTable.extend("System.Collections." + n, defineSequence)
    }
    TypeTable.extend("System.Collections.Generic.KeyValuePair`2", definePair)
    for n in ["System.Tuple`2", "System.Tuple`3"] { TypeTable.extend(n, defineTuple) }
    TypeTable.register("System.Collections.DictionaryEntry") { NetType("System.Collections.DictionaryEntry", .struct, base: TypeTable.valueType, define: definePair) }
    TypeTable.registerLater(registerOtherCollections)
    TypeTable.registerLater(registerRarerCollections)
  }

  private static func definePair(_ t: NetType) {
    func pair(_ v: Value) -> PairEntry? { v.refValue as? PairEntry }
    let generic = t.genericDefinition != nil
    let k = generic ? signatureName(t.genericArguments[0]) : "System.Object", w = generic ? signatureName(t.genericArguments[1]) : "System.Object"
    if generic {
      t.property("\(k) Key {get;}") { v, _ in pair(v)?.key ?? .null }
      t.property("\(w) Value {get;}") { v, _ in pair(v)?.value ?? .null }
      t.method("string ToString()") { v, _, _ in .str(pair(v)?.text() ?? "") }
    } else {
      t.property("System.Object Key {get;set;}", set: { v, x, _ in pair(v)?.key = x }) { v, _ in pair(v)?.key ?? .null }
      t.property("System.Object Value {get;set;}", set: { v, x, _ in pair(v)?.value = x }) { v, _ in pair(v)?.value ?? .null }
    }
    t.constructor("\(signatureName(t)) new(\(k) key, \(w) value)") { a, _ in .other(PairEntry(a.at(0), a.at(1), generic ? t : nil)) }
  }
}
