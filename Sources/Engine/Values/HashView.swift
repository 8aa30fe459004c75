/// `Keys` and `Values` of a dictionary: a view that follows its changes.
public final class HashView: Ref {
  public let hash: PSHash
  let isKeys: Bool
  init(_ hash: PSHash, keys: Bool) { self.hash = hash; isKeys = keys; super.init() }
  public override var netType: NetType { TypeTable.viewType(hash, keys: isKeys) }
  public override func text() -> String {
    let owner = TypeTable.viewOwner(hash)
    if owner.genericDefinition == nil { return netType.fullName }
    return netType.fullName.prefix { $0 != "[" } + "[" + owner.genericArguments.map(Conversion.typeText).joined(separator: ",") + "]"
  }
  public override func enumerated() -> PSArray? {
    let a = PSArray(isKeys ? hash.keys : hash.values)
    a.kind = .collection
    return a
  }
  /// Views of ordered and sorted dictionaries are lists; those of hashtables have no positions.
  var isIndexed: Bool { hash.kind == .ordered || hash.kind == .sortedList }
}

extension TypeTable {
  static func viewOwner(_ h: PSHash) -> NetType { h.kind == .ordered ? TypeTable.ordered : dictionary(h.kind, h.keyType, h.valueType) }
  /// The type of a dictionary's `Keys` or `Values`.
  static func viewType(_ h: PSHash, keys: Bool) -> NetType {
    let owner = viewOwner(h)
    let nested: String
    switch h.kind {
    case .ordered: nested = "OrderedDictionaryKeyValueCollection"
    case .sortedList: nested = keys ? "KeyList" : "ValueList"
    default: nested = keys ? "KeyCollection" : "ValueCollection"
    }
    let definition = owner.genericDefinition ?? owner.fullName
    let full = definition + "+" + nested + (owner.genericArguments.isEmpty ? "" : "[" + owner.genericArguments.map { "[" + assemblyQualified($0) + "]" }.joined(separator: ",") + "]")
    if let t = known[full.lowercased()] { return t }
    var interfaces = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
    if h.kind == .ordered || h.kind == .sortedList { interfaces.insert("System.Collections.IList", at: 0) }
    let t = NetType(full, base: object, interfaces: interfaces)
    t.genericArguments = owner.genericArguments.isEmpty ? [] : [owner.genericArguments[keys ? 0 : min(1, owner.genericArguments.count - 1)]]
    define(t)
    t.extend { t in
      func view(_ v: Value) -> HashView? { v.refValue?.exactly(HashView.self) }
      t.property("int Count {get;}") { v, _ in .int(Int32(clamping: view(v)?.hash.count ?? 0)) }
      t.property("bool IsSynchronized {get;}") { _, _ in .bool(false) }
      t.property("System.Object SyncRoot {get;}") { v, _ in view(v).map { .hash($0.hash) } ?? .null }
      t.method("void CopyTo(array array, int index)") { v, a, _ in
        guard let from = view(v)?.enumerated(), let to = a.first?.arrayValue, a.count > 1, case .int(let i) = a[1], i >= 0, Int(i) + from.count <= to.count else {
          throw TerminatingError(
            "ArgumentException",
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')",
            .notSpecified, exception: "System.ArgumentException")
        }
        for (k, x) in from.values.enumerated() { to[Int(i) + k] = x }
        return .void
      }
      t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in ExecutionContext.makeEnumerator?(full + "+Enumerator", view(v)?.enumerated()?.values ?? []) ?? .null }
      t.method("bool Contains(System.Object item)") { v, a, _ in .bool(view(v)?.enumerated()?.values.contains { Conversion.equals($0, a.first ?? .null, ignoreCase: false) } ?? false) }
    }
    return t
  }
}
