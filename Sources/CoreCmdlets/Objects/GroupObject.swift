/// Gathers objects with equal keys into groups.
///
/// Keys of one type are found by hash, and so are numbers of several types; other mixtures by comparing with the groups so far.
import Engine
import Primitives

struct GroupObject: Cmdlet {
  static let command = Command("Group", "Object", errorType: "Microsoft.PowerShell.Commands.GroupObjectCommand",
    outputs: ["System.Collections.Hashtable", "Microsoft.PowerShell.Commands.GroupInfo"],
    synopsis: "Puts objects with equal values together and counts them.",
    examples: [("Users per pool", "Get-CsUser | Group-Object RegistrarPool -NoElement")])
  @Parameter("NoElement") var noElement: Switch
  @Parameter("AsHashTable", sets: ["HashTable"], aliases: ["AHT"]) var asHashTable: Switch
  @Parameter("AsString", sets: ["HashTable"]) var asString: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject") var inputObject: Value?
  @Parameter("Property", at: 0) var property: [Value]
  @Parameter("Culture") var culture: CultureName?
  @Parameter("CaseSensitive") var caseSensitive: Switch

  private var keys: [PropertyArgument] = []
  private var groups: [Grouping] = []
  private var byKey = PSHash(.dictionary)
  private var types: [NetType?] = []
  /// Keys of several types: groups come in the order they were met, and values that convert into each other meet.
  private var mixed = false
  /// Every key was one number, which is found by its value, whatever its type.
  private var onlyNumbers = true
  private var prepared = false
  private var position = 0
  /// Two custom objects met as keys, which nothing can compare.
  private var incomparable: (Value, Value)?

  private mutating func prepare(_ item: Value, _ shell: Invocation) throws {
    prepared = true
    try shell.requireProperties(property)
    keys = try PropertyArgument.parse(property, PropertyArgument.group, shell)
    byKey = PSHash(.dictionary, caseSensitive: caseSensitive.isOn)
    if keys.isEmpty { keys = shell.context.defaultKeys(item) ?? [] }
    if asString.isOn, !asHashTable.isOn {
      throw shell.terminating(
        "ArgumentException", .invalidArgument, "The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter.",
        exception: "System.ArgumentException", target: shell.bound.get(.str("AsString")) ?? .bool(true))
    }
    if keys.count > 1, asHashTable.isOn, !asString.isOn {
      throw shell.terminating(
        "ArgumentException", .invalidArgument,
        "The command cannot be run because using the AsHashTable parameter with more than one property requires adding the AsString parameter.",
        exception: "System.ArgumentException", target: .array(PSArray(property)))
    }
  }
  mutating func process(_ shell: Invocation) throws {
    guard let item = inputObject, !item.isNull else { return }
    if !prepared { try prepare(item, shell) }
    var values = keys.isEmpty ? [item] : try SortObject.keyValues(item, keys, shell)
    // several objects of a block are one key, which prints as a list does
    if values.count == keys.count {
      for (i, k) in keys.enumerated() { if case .block = k.expression.source { values[i] = values[i].map(ObjectText.travelling) } }
    }
    if !mixed { noteTypes(values) }
    let g = find(values)
    g.count += 1
    if !noElement.isOn { g.items.append(item) }
    if g.isUnordered { g.entries.append(SortEntry(object: item, keys: values, index: position)) }
    position += 1
  }
  private mutating func noteTypes(_ values: [Value?]) {
    if types.isEmpty { types = values.map { v in v.flatMap { $0.isNull ? nil : TypeTable.typeOf($0.base) } }; return }
    if types.count != values.count { mixed = true; return }
    for (i, v) in values.enumerated() {
      guard let v, !v.isNull else { continue }
      let t = TypeTable.typeOf(v.base)
      if types[i] == nil { types[i] = t } else if types[i] !== t { mixed = true; return }
    }
  }
  private mutating func find(_ values: [Value?]) -> Grouping {
    let key = Grouping.lookupKey(values)
    switch key { case .int, .double: break; default: onlyNumbers = false }
    if case .long(let i)? = byKey.get(key) {
      let g = groups[Int(i)]
      if incomparable == nil { incomparable = g.stranger(to: values) }
      if g.keys.count == values.count { for k in values.indices where g.keys[k] == nil && values[k] != nil { g.keys[k] = values[k] } }
      return g
    }
    // keys of several types may still be equal (1 and '1'): look among the groups once per new key
    if mixed, !onlyNumbers {
      let order = EntryOrder(order: ObjectOrder(ignoreCase: !caseSensitive.isOn, culture: culture?.name), descending: [false])
      let entry = SortEntry(object: .null, keys: values, index: 0)
      if let g = groups.first(where: { order.compare(SortEntry(object: .null, keys: $0.keys, index: 0), entry) == 0 }) { return g }
    }
    byKey.set(key, .long(Int64(groups.count)))
    let g = Grouping(values)
    groups.append(g)
    return g
  }
  mutating func end(_ shell: Invocation) throws {
    if let (a, b) = incomparable {
      let x = ObjectText.plain(a, shell.context)
      throw shell.terminating(
        "PSObjectCompareTo", .notSpecified,
        """
        Cannot compare "\(x)" to "\(ObjectText.plain(b, shell.context))" because the objects are not the same type or the object "\(x)" does not \
        implement "IComparable".
        """,
        exception: "System.Management.Automation.ExtendedTypeSystemException")
    }
    if !mixed {
      let order = EntryOrder(order: ObjectOrder(ignoreCase: !caseSensitive.isOn, culture: culture?.name), descending: [false])
      // objects whose keys have no order of their own are sorted by the keys' texts, and the first names the group
      for g in groups where g.isUnordered {
        let list = order.sortedStably(g.entries)
        if let first = list.first { g.keys = first.keys }
        if !noElement.isOn { g.items = PSArray(list.map(\.object)) }
      }
      let entries = groups.enumerated().attentive.map { SortEntry(object: .other($0.element), keys: $0.element.keys, index: $0.offset) }
      try shell.poll()
      groups = order.sortedStably(entries).attentive.compactMap { $0.object.refValue as? Grouping }
      try shell.poll()
    }
    if groups.isEmpty { return }
    if !asHashTable.isOn { for g in groups { try shell.write(g.info(noElement.isOn, isWhole: keys.isEmpty, shell.context)) }; return }
    let table = PSHash(.hashtable, caseSensitive: caseSensitive.isOn)
    for g in groups {
      let key = asString.isOn ? Value.str(g.name(isWhole: keys.isEmpty, shell.context)) : (g.keys.first ?? nil) ?? .null
      if key.isNull || table.contains(key) {
        let message = "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again."
        return try shell.error(message, .invalidArgument, message, exception: "System.Exception")
      }
      table.set(key, g.collection)
      if table.count & 0xFFFF == 0 { try shell.poll() }
    }
    try shell.write(.hash(table))
  }
}

/// One group while it is gathered.
final class Grouping: Ref {
  /// The keys of the group's first object; nil = it has no such property.
  var keys: [Value?]
  var items = PSArray(capacity: 4)
  var count = 0
  /// Some key has no order of its own; `entries` then remembers each object's keys.
  let isUnordered: Bool
  var entries: [SortEntry] = []
  init(_ keys: [Value?]) {
    self.keys = keys
    isUnordered = keys.contains { v in v.map { !$0.isNull && !ObjectOrder.isSimple($0.base) } ?? false }
    super.init()
  }

  /// The key a group is found by: a value itself, the type's name of what has no order, the text of several.
  static func lookupKey(_ values: [Value?]) -> Value {
    if values.count == 1 {
      switch values[0] {
      case .string(let s)?: return s.string.isEmpty ? .char(0) : .string(s)
      // a whole number is the same as an int and as a double
      case .double(let d)? where d == d.rounded(.towardZero) && abs(d) <= 2_147_483_647: return .int(Int32(d))
      case .int?, .bool?, .double?, .long?, .datetime?: return values[0] ?? .null
      case nil, .null?, .void?, .unset?: return .char(1)
      default: break
      }
    }
    var text = ""
    for v in values {
      switch v?.base {
      case nil, .null?, .void?, .unset?: text += "n"
      case .string(let s)?: text += "s" + s.string
      case .int(let i)?: text += "i\(i)"
      case .bool(let b)?: text += b ? "t" : "f"
      // letters differ by case, unlike texts
      case .char(let c)?: text += "c\(c)"
      case .object(let o)?: text += o.isCustom ? "o" : "u" + Conversion.toString(.object(o), ExecutionContext.current)
      case let x?: text += ObjectOrder.isSimple(x) ? "v" + ObjectText.shown(x) : "u" + Conversion.plainText(x)
      }
      text += "\u{1}"
    }
    return .str(text)
  }
  /// The key of the group and the same key of another object, when both are custom objects and not one and the same.
  func stranger(to values: [Value?]) -> (Value, Value)? {
    for (mine, other) in zip(keys, values) {
      guard case .object(let a)? = mine, case .object(let b)? = other, a.isCustom, a !== b else { continue }
      return (.object(a), .object(b))
    }
    return nil
  }
  /// Keys as they print, null ones left out; collections in braces.
  /// - Parameter isWhole: the objects themselves are the keys: they print as any object does
  func name(isWhole: Bool, _ context: ExecutionContext) -> String {
    if isWhole, let v = keys.first ?? nil, !v.isNull {
      if case .type = v.base { return Conversion.plainText(v) }
      if let text = v.base.refValue?.dynamicMembers?.displayText { return text }
      return Conversion.toStringInCulture(v, context)
    }
    var parts: [String] = []
    for case let v? in keys where !v.isNull {
      switch v {
      case .array(let a): parts.append("{" + a.values.map { ObjectText.plain($0, context) }.joined(separator: ", ") + "}")
      case .hash(let h):
        parts.append(
          "{"
            + (h.enumerated()?.values.map { ObjectText.plain($0, context) }
            ?? h.pairs.map { "[\(ObjectText.plain($0.key, context)), \(ObjectText.plain($0.value, context))]" }).joined(separator: ", ") + "}")
      case .other(let r):
        if let all = r.enumerated() { parts.append("{" + all.values.map { ObjectText.plain($0, context) }.joined(separator: ", ") + "}") } else { parts.append(ObjectText.plain(v, context)) }
      default: parts.append(ObjectText.plain(v, context))
      }
    }
    return parts.joined(separator: ", ")
  }
  var collection: Value {
    items.kind = .collection
    items.elementType = TypeTable.psObject
    return .array(items)
  }
  func info(_ noElement: Bool, isWhole: Bool, _ context: ExecutionContext) -> Value {
    let values = PSArray(keys.map { $0 ?? .null })
    values.kind = .arrayList
    let shown: [Value] = [.array(values), .int(Int32(clamping: count)), collection, .str(name(isWhole: isWhole, context))]
    return (noElement ? Grouping.bareType : Grouping.type).make(shown)
  }
  static let type = RecordType(
    "Microsoft.PowerShell.Commands.GroupInfo",
    ["System.Collections.ArrayList Values {get;}", "int Count {get;}", "System.Collections.ObjectModel.Collection[psobject] Group {get;}", "string Name {get;}"]
  )
  static let bareType: RecordType = {
    _ = type
    return RecordType("Microsoft.PowerShell.Commands.GroupInfoNoElement", base: "Microsoft.PowerShell.Commands.GroupInfo", [])
  }()
}
