/// `[pslistmodifier]`: what to add to, remove from or put in place of a list, made of a hash table with these keys.
import Engine
import NetTypes

final class ListModifier: Ref {
  let added: PSArray, removed: PSArray, replacing: PSArray

  init(add: [Value] = [], remove: [Value] = [], replace: [Value] = []) {
    func collection(_ values: [Value]) -> PSArray {
      let list = PSArray(values)
      list.kind = .collection
      return list
    }
    added = collection(add)
    removed = collection(remove)
    replacing = collection(replace)
    super.init()
  }
  override var netType: NetType { TypeTable.get(ListModifier.name) }

  private static let name = "System.Management.Automation.PSListModifier"

  static func register() {
    TypeTable.register(name) { NetType(name, base: TypeTable.object, define: define) }
  }
  private static func define(_ t: NetType) {
    func of(_ v: Value) -> ListModifier? { v.refValue as? ListModifier }
    t.constructor("pslistmodifier new()") { _, _ in .other(ListModifier()) }
    t.constructor("pslistmodifier new(System.Collections.ObjectModel.Collection[System.Object] removeItems, System.Collections.ObjectModel.Collection[System.Object] addItems)") { a, _ in
      .other(ListModifier(add: items(a.last ?? .null), remove: items(a.first ?? .null)))
    }
    t.constructor("pslistmodifier new(hashtable hash)") { a, _ in .other(try read(a.first ?? .null)) }
    let list = "System.Collections.ObjectModel.Collection[System.Object]"
    t.property("\(list) Add {get;}") { v, _ in of(v).map { .array($0.added) } ?? .null }
    t.property("\(list) Remove {get;}") { v, _ in of(v).map { .array($0.removed) } ?? .null }
    t.property("\(list) Replace {get;}") { v, _ in of(v).map { .array($0.replacing) } ?? .null }
    t.method("void ApplyTo(System.Object collectionToUpdate)") { v, a, _ in
      guard let change = of(v) else { return .void }
      guard let target = a.first, !target.isNull else {
        throw netError(
          "System.ArgumentNullException",
          "Cannot process argument because the value of argument \"collectionToUpdate\" is null. Change the value of argument \"collectionToUpdate\" to a non-null value."
        )
      }
      guard case .array(let list) = target.base, list.kind != .array else {
        throw netError("System.InvalidOperationException", "Cannot apply the update because the object is not a supported collection type.")
      }
      change.apply(to: list)
      return .void
    }
  }
  private static func items(_ v: Value) -> [Value] { v.isNull ? [] : v.elementsIfSequence ?? [v] }

  /// The keys are Add, Remove and Replace; Replace stands alone.
  private static func read(_ v: Value) throws -> ListModifier {
    var add: [Value] = [], remove: [Value] = [], replace: [Value] = []
    guard case .hash(let h) = v.base else { return ListModifier() }
    for (key, value) in zip(h.keys, h.values) {
      switch Conversion.toString(key).lowercased() {
      case "add": add = items(value)
      case "remove": remove = items(value)
      case "replace": replace = items(value)
      default:
        throw netError("System.ArgumentException", "The following unknown list modifier was detected: '\(Conversion.toString(key))'. Valid list modifiers are Add, Remove, and Replace.")
      }
    }
    return ListModifier(add: add, remove: remove, replace: replace)
  }

  func apply(to list: PSArray) {
    guard replacing.values.isEmpty else { return list.replaceAll(replacing.values) }
    for v in removed.values { if let i = list.values.firstIndex(where: { Conversion.equals($0, v) }) { list.remove(at: i) } }
    for v in added.values { list.append(v) }
  }
}
