/// Orders objects by properties or computed keys; only -Stable, -Top and -Bottom keep equal objects in their order.
///
/// Streams nothing by nature: everything is read. Keys are computed once per object: properties as it comes in; blocks and patterns,
/// which stand for the properties of all objects, when all have come.
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
  /// The objects, when their keys are computed at the end.
  private var waiting: [Value] = []
  private var waits = false

  mutating func begin(_ shell: Invocation) throws {
    keys = try PropertyArgument.parse(property, PropertyArgument.sort, shell)
    if keys.count == 1, case .name(let s) = keys[0].expression.source { single = PropertySlot(s) }
    waits = keys.contains { if case .name = $0.expression.source { false } else { true } }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    if waits { return waiting.append(item) }
    if !prepared {
      prepared = true
      if keys.isEmpty { keys = shell.context.defaultKeys(item) ?? [] }
    }
    if let single, case .object(let o) = item, let i = single.note(in: o) { return entries.append(SortEntry(object: item, key: o.slots[i], index: entries.count)) }
    if keys.isEmpty { return entries.append(SortEntry(object: item, key: item, index: entries.count)) }
    entries.append(SortEntry(object: item, keys: try SortObject.keyValues(item, keys, shell), index: entries.count))
  }
  /// Patterns replaced by the names they stand for on any object, in order of the names; without any name the object itself is the key.
  private mutating func computeWaiting(_ shell: Invocation) throws {
    var resolved: [PropertyArgument] = []
    for k in keys {
      guard k.expression.isPattern else { resolved.append(k); continue }
      var names: [String: String] = [:]
      for item in waiting.attentive { for n in try k.expression.names(on: item, shell) { names[n.uppercased()] = n } }
      for (_, n) in names.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) {
        var one = k
        one.expression = PropertyExpression(resolved: n)
        one.isExpanded = true
        resolved.append(one)
      }
    }
    keys = resolved
    for item in waiting.attentive {
      entries.append(SortEntry(object: item, keys: keys.isEmpty ? [item] : try SortObject.keyValues(item, keys, shell), index: entries.count))
    }
    waiting = []
    try shell.poll()
  }
  /// Keys of one object; a property that is missing gives nil.
  static func keyValues(_ item: Value, _ keys: [PropertyArgument], _ shell: Invocation) throws -> [Value?] {
    var values: [Value?] = []
    values.reserveCapacity(keys.count)
    for k in keys {
      if case .name = k.expression.source {
        let value = try k.expression.value(of: item, shell) ?? (k.isExpanded ? .null : nil)
        if value == nil, shell.isDebugging { try shell.debug("\"Sort-Object\" - \"\(k.expression.text)\" cannot be found in \"InputObject\".") }
        values.append(value)
        continue
      }
      let found = try k.expression.results(on: item, shell)
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
    if waits { try computeWaiting(shell) }
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
