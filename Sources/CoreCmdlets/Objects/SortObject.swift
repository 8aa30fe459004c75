/// Orders objects by properties or computed keys; only -Stable, -Top and -Bottom keep equal objects in their order.
///
/// Streams nothing by nature: everything is read, keys are computed once per object as it comes in.
import Engine
import Primitives

struct SortObject: Cmdlet {
  static let command = Command("Sort", "Object", errorType: "Microsoft.PowerShell.Commands.SortObjectCommand", defaultSet: "Default",
    synopsis: "Puts objects in order.",
    examples: [
      ("By two properties", "Get-CsUser | Sort-Object RegistrarPool, DisplayName"),
      ("Largest first", "Get-ChildItem | Sort-Object Length -Descending"),
    ])
  @Parameter("Stable", sets: ["Default"]) var stable: Switch
  @Parameter("Descending") var descending: Switch
  @Parameter("Unique") var unique: Switch
  @Parameter("Top", sets: ["Top"], validate: [.range(.int(1), .int(2147483647))]) var top: Int
  @Parameter("Bottom", sets: ["Bottom"], validate: [.range(.int(1), .int(2147483647))]) var bottom: Int
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0) var property: [Value]
  @Parameter("Culture") var culture: CultureName?
  @Parameter("CaseSensitive") var caseSensitive: Switch

  private var keys: [PropertyArgument] = []
  private var entries: [SortEntry] = []
  private var prepared = false
  private var single: PropertySlot?

  mutating func begin(_ shell: Invocation) throws {
    keys = try PropertyArgument.parse(property, PropertyArgument.sort, shell)
    if keys.count == 1, case .name(let s) = keys[0].expression.source { single = PropertySlot(s) }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    if !prepared {
      prepared = true
      if keys.isEmpty { keys = shell.context.defaultKeys(item) ?? [] }
    }
    if let single, case .object(let o) = item, let i = single.note(in: o) { return entries.append(SortEntry(object: item, key: o.slots[i], index: entries.count)) }
    if keys.isEmpty { return entries.append(SortEntry(object: item, key: item, index: entries.count)) }
    entries.append(SortEntry(object: item, keys: try SortObject.keyValues(item, keys, shell), index: entries.count))
  }
  /// Keys of one object; a pattern may give several, a property that is missing gives nil.
  static func keyValues(_ item: Value, _ keys: [PropertyArgument], _ shell: Invocation) throws -> [Value?] {
    var values: [Value?] = []
    values.reserveCapacity(keys.count)
    for k in keys {
      if case .name = k.expression.source { values.append(try k.expression.value(of: item, shell)); continue }
      var found = try k.expression.results(on: item, shell)
      if k.expression.isPattern { found.sort { $0.name.lowercased() < $1.name.lowercased() } }
      if found.isEmpty { values.append(nil) }
      for f in found {
        if let e = f.error { try shell.error(failed(e, item).aboutObject) }
        values.append(f.value)
      }
    }
    return values
  }
  /// A block that could not say the key. What a `throw` raised is told as an exception of its own.
  private static func failed(_ e: ErrorRecord, _ item: Value) -> ErrorRecord {
    let r = ErrorRecord(e.thrownByStatement ? PSException(e.exception.type, e.exception.message, inner: e.exception.inner) : e.exception, id: "ExpressionEvaluation", .invalidResult, target: item)
    r.thrownByStatement = e.thrownByStatement
    return r
  }
  mutating func end(_ shell: Invocation) throws {
    let order = EntryOrder(order: ObjectOrder(ignoreCase: !caseSensitive.isOn, culture: culture?.name), descending: keys.isEmpty ? [descending.isOn] : keys.map { $0.descending ?? descending.isOn })
    var sorted: [SortEntry]
    if stable.isOn || $top.isBound || $bottom.isBound {
      sorted = EntryHeap(order: order, size: stable.isOn ? nil : $top.isBound ? top : bottom, isTop: $top.isBound).sorted(entries, unique: unique.isOn)
    } else {
      sorted = order.sorted(entries)
      if unique.isOn {
        var kept: [SortEntry] = []
        for e in sorted.attentive { if let l = kept.last, order.compare(l, e) == 0 { continue }; kept.append(e) }
        sorted = kept
      }
    }
    entries = []
    try shell.poll()
    for e in sorted { try shell.write(e.object) }
  }
}
