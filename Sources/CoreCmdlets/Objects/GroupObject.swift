/// Gathers objects with equal keys into groups.
///
/// Whole-number and string keys are found by hash; other keys by comparing with the groups so far.
import Engine

struct GroupObject: Cmdlet {
  static let command = Command("Group", "Object", errorType: "Microsoft.PowerShell.Commands.GroupObjectCommand", outputs: ["System.Collections.Hashtable", "Microsoft.PowerShell.Commands.GroupInfo"], synopsis: "Groups objects that contain the same value for specified properties.", examples: [("Users per pool", "Get-CsUser | Group-Object RegistrarPool -NoElement")])
  @Parameter("Property", at: 0) var property: [Value]
  @Parameter("NoElement") var noElement: Switch
  @Parameter("AsHashTable", sets: ["HashTable"], aliases: ["AHT"]) var asHashTable: Switch
  @Parameter("AsString", sets: ["HashTable"]) var asString: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Culture") var culture: String?
  @Parameter("CaseSensitive") var caseSensitive: Switch

  private var keys: [PropertyArgument] = []
  private var groups: [Grouping] = []
  private var byKey = PSHash(.dictionary)
  private var sameType: NetType?
  private var mixed = false
  private var prepared = false

  mutating func begin(_ shell: Invocation) throws {
    keys = try PropertyArgument.parse(property, PropertyArgument.group, shell)
    byKey = PSHash(.dictionary, caseSensitive: caseSensitive.isOn)
    if asString.isOn, !asHashTable.isOn {
      throw shell.terminating("ArgumentException", .invalidArgument, "The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter.", exception: "System.ArgumentException", target: .bool(true))
    }
    if keys.count > 1, asHashTable.isOn, !asString.isOn {
      throw shell.terminating("ArgumentException", .invalidArgument, "The command cannot be run because using the AsHashTable parameter with more than one property requires adding the AsString parameter.", exception: "System.ArgumentException", target: .bool(true))
    }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    if !prepared {
      prepared = true
      if keys.isEmpty, let names = shell.context.defaultKeys(item) { keys = names.map { PropertyArgument(expression: PropertyExpression($0)) } }
    }
    let values = keys.isEmpty ? [item] : try SortObject.keyValues(item, keys, shell)
    if !mixed {
      for v in values { if let v, !v.isNull { let t = TypeTable.typeOf(v.base); if sameType == nil { sameType = t } else if sameType !== t { mixed = true } } }
    }
    let g = find(values)
    g.count += 1
    if !noElement.isOn { g.items.append(item) }
  }
  private mutating func find(_ values: [Value?]) -> Grouping {
    let order = ObjectOrder(ignoreCase: !caseSensitive.isOn)
    if let key = Grouping.hashKey(values) {
      if case .long(let i)? = byKey.get(key) { return groups[Int(i)] }
      // keys of several types may still be equal (1 and '1'): look among the groups once per new key
      if mixed, let g = groups.first(where: { $0.matches(values, order) }) { return g }
      byKey.set(key, .long(Int64(groups.count)))
    } else if let g = groups.first(where: { $0.matches(values, order) }) { return g }
    let g = Grouping(values)
    groups.append(g)
    return g
  }
  mutating func end(_ shell: Invocation) throws {
    if !mixed || keys.count > 1 {
      let order = EntryOrder(order: ObjectOrder(ignoreCase: !caseSensitive.isOn), descending: Array(repeating: false, count: max(1, keys.count)))
      groups = order.sorted(groups.enumerated().map { SortEntry(object: .other($0.element), keys: $0.element.keys, index: $0.offset) }).compactMap { $0.object.refValue as? Grouping }
    }
    if !asHashTable.isOn { for g in groups { try shell.write(g.info(noElement.isOn, shell.context)) }; return }
    let table = PSHash(.hashtable, caseSensitive: caseSensitive.isOn)
    for g in groups {
      let key = asString.isOn ? Value.str(g.name(shell.context)) : (g.keys.first ?? nil) ?? .null
      if table.contains(key) {
        try shell.error("The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again.", .invalidArgument, "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again.", exception: "System.ArgumentException", target: key)
      } else { table.set(key, g.collection) }
    }
    if groups.isEmpty { return }
    try shell.write(.hash(table))
  }
}

/// One group while it is gathered.
final class Grouping: Ref {
  let keys: [Value?]
  var items = PSArray(capacity: 4)
  var count = 0
  init(_ keys: [Value?]) { self.keys = keys; super.init() }

  /// A key under which equal groups are certainly found: one string or number.
  static func hashKey(_ values: [Value?]) -> Value? {
    if values.count == 1 {
      switch values[0] { case .string?, .int?, .bool?: return values[0]; case nil: return nil; default: return nil }
    }
    var text = ""
    for v in values {
      switch v {
      case .string(let s)?: text += "s" + s.string
      case .int(let i)?: text += "i\(i)"
      case .bool(let b)?: text += b ? "t" : "f"
      default: return nil
      }
      text += "\u{1}"
    }
    return .str(text)
  }
  func matches(_ other: [Value?], _ order: ObjectOrder) -> Bool {
    guard other.count == keys.count else { return false }
    for (a, b) in zip(keys, other) {
      switch (a, b) {
      case (nil, nil): continue
      case (let x?, let y?): if !order.equal(x, y) { return false }
      case (nil, let y?): if !y.isNull { return false }
      case (let x?, nil): if !x.isNull { return false }
      }
    }
    return true
  }
  func name(_ context: ExecutionContext) -> String {
    keys.map { v in
      guard let v else { return "" }
      if let a = v.arrayValue { return "{" + a.values.map { Conversion.toString($0, context) }.joined(separator: ", ") + "}" }
      return Conversion.toString(v, context)
    }.joined(separator: ", ")
  }
  var collection: Value {
    items.kind = .collection
    items.elementType = TypeTable.psObject
    return .array(items)
  }
  func info(_ noElement: Bool, _ context: ExecutionContext) -> Value {
    let values = PSArray(keys.map { $0 ?? .null })
    values.kind = .arrayList
    let fields: [Value] = [.int(Int32(clamping: count)), noElement ? .null : collection, .str(name(context)), .array(values)]
    return noElement ? Grouping.bareType.make([fields[0], fields[2], fields[3]]) : Grouping.type.make(fields)
  }
  static let type = RecordType("Microsoft.PowerShell.Commands.GroupInfo", ["int Count {get;}", "System.Collections.ObjectModel.Collection[psobject] Group {get;}", "string Name {get;}", "System.Collections.ArrayList Values {get;}"])
  static let bareType = RecordType("Microsoft.PowerShell.Commands.GroupInfoNoElement", base: "Microsoft.PowerShell.Commands.GroupInfo", ["int Count {get;}", "string Name {get;}", "System.Collections.ArrayList Values {get;}"])
}
