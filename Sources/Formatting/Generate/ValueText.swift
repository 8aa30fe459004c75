/// The text of a value in a cell: `ToString()` of the current culture, enumerations as `{a, b, c…}`.
import Engine
import Primitives

public enum ValueText {
  /// `ToString()` as displays use it.
  static func text(_ v: Value, _ c: ExecutionContext) -> String {
    switch v {
    case .string(let s): return s.string
    case .int(let n): return n < 0 && c.culture.minus != "-" ? c.culture.minus + String(n.magnitude) : String(n)
    case .bool(let b): return b ? "True" : "False"
    case .null, .void, .unset: return ""
    case .double(let d):
      if let n = Int32(exactly: d), n != 0 || d.sign == .plus { return text(.int(n), c) }
      return (try? NumberFormat.text(d, "G15", c.culture)) ?? ""
    case .single(let f): return (try? NumberFormat.text(f, "G7", c.culture)) ?? ""
    case .datetime(let d): return (try? DateFormat.text(d, "", c.culture)) ?? ""
    case .timespan(let t): return TimeSpanFormat.constant(t)
    case .type(let t): return typeText(t)
    case .boxed(let b): return text(b.value, c)
    case .object(let o):
      if let w = o.wrapped {
        if case .hash = w { return netText(w, c) }
        if o.typeNames != nil, let member = o.deserializedEnumerationText { return member }
        // ToString may be one of the added members
        return o.slot(toStringSymbol) == nil && c.typeData.isEmpty ? text(w, c) : Conversion.toString(v, c) == Conversion.toString(w, c) ? text(w, c) : Conversion.toString(v, c)
      }
      if o.type == nil, o.textForm == nil, o.slot(toStringSymbol) == nil, !hasTypeDataText(o, c) { return o.count == 0 ? "" : customText(o, c) }
      return Conversion.toString(v, c)
    case .other(let r):
      if let f = r as? Formattable { return (try? f.formatted("", c.culture)) ?? r.text() }
      if let d = r.dynamicMembers { return d.displayText }
      return Conversion.toString(v, c)
    default: return Conversion.toString(v, c)
    }
  }

  private static let toStringSymbol = Symbol.of("ToString")
  private static func hasTypeDataText(_ o: PSObject, _ c: ExecutionContext) -> Bool {
    guard let names = o.typeNames else { return false }
    return names.contains { c.typeData[$0.lowercased()]?.member("ToString") != nil }
  }

  /// `@{a=1; b=2}` of a custom object: what stands in it in the session's culture, sequences by their type.
  private static func customText(_ o: PSObject, _ c: ExecutionContext) -> String {
    Conversion.objectText(o, c) { x in if case .type = x.base { nil } else if x.base.refValue?.dynamicMembers != nil { nil } else { netText(x, c) } }
  }

  /// `Type.ToString()`: generic arguments in brackets without their assemblies.
  static func typeText(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return typeText(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    guard let d = t.genericDefinition, !t.genericArguments.isEmpty else { return t.fullName }
    return d + "[" + t.genericArguments.map(typeText).joined(separator: ",") + "]"
  }

  /// The plain .NET `ToString()`: collections name their type.
  static func netText(_ v: Value, _ c: ExecutionContext) -> String {
    switch v.base {
    case .array(let a): return typeText(a.netType)
    case .hash(let h): return typeText(h.netType)
    default: return text(v, c)
    }
  }

  /// What enumeration of a value yields; nil when it is a single thing. Dictionaries yield entries.
  static func elements(_ v: Value) -> PSArray? {
    switch v {
    case .array(let a): return a
    case .hash(let h): return h.exactType?.fullName == FileExtensions.name ? nil : h.enumerated() ?? entries(h)
    // what enumerates is used up by that: it shows itself as what it is
    case .other(let r): return r.isIterator ? nil : r.enumerated()
    case .object(let o):
      if let a = o.enumerated() { return a }
      if let w = o.wrapped, case .hash(let h) = w { return entries(h) }
      return nil
    default: return nil
    }
  }

  /// Entries of a dictionary as objects: `DictionaryEntry` (Name, Key, Value) or `KeyValuePair` (Key, Value).
  public static func entries(_ h: PSHash) -> PSArray {
    let list = PSArray(capacity: h.count)
    switch h.kind {
    case .hashtable, .ordered:
      for (k, v) in h.pairs { list.append(.object(PSObject(pairShape, [k, v], type: entryType))) }
    case .sortedList where h.keyType == nil:
      for (k, v) in h.pairs { list.append(.object(PSObject(pairShape, [k, v], type: entryType))) }
    default:
      let type = TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [h.keyType ?? TypeTable.object, h.valueType ?? TypeTable.object]) ?? entryType
      for (k, v) in h.pairs { list.append(.object(PSObject(pairShape, [k, v], type: type))) }
    }
    return list
  }
  static let entryType = TypeTable.get("System.Collections.DictionaryEntry")
  private static let pairShape = Shape.of(["Key", "Value"])

  static func isEntry(_ o: PSObject) -> Bool { o.shape === pairShape && o.type != nil }

  /// A cell's text; at most `limit` elements of an enumeration, floating-point numbers in tables with fixed digits.
  @inline(__always) static func smart(_ v: Value, limit: Int, floats: Bool, _ c: ExecutionContext) -> String {
    switch v {
    case .string(let s): return s.string
    case .int, .bool, .null: return text(v, c)
    default: return slow(v, limit, floats, c)
    }
  }

  @inline(never) private static func slow(_ v: Value, _ limit: Int, _ floats: Bool, _ c: ExecutionContext) -> String {
    if let list = elements(v) {
      var s = "{"
      var n = 0
      for x in list.elements {
        if limit >= 0, n == limit { s += "…"; break }
        if n > 0 { s += ", " }
        // elements that are objects to PowerShell show themselves by their own text
        s += list.elementType === TypeTable.psObject ? wrappedName(x, c) : objectName(x, c)
        n += 1
      }
      return s + "}"
    }
    if case .other(let r) = v, r.isIterator { return r.netType.fullName }
    if floats {
      switch v.base {
      case .double(let d): return (try? NumberFormat.text(d, "F", c.culture)) ?? text(v, c)
      case .single(let f): return (try? NumberFormat.text(f, "F", c.culture)) ?? text(v, c)
      case .other(let r): if let d = r as? PSDecimal { return (try? NumberFormat.text(d.value, "F", c.culture)) ?? text(v, c) }
      default: break
      }
    }
    return text(v, c)
  }

  /// An element that PowerShell holds as an object.
  private static func wrappedName(_ v: Value, _ c: ExecutionContext) -> String {
    switch v {
    case .other: text(v, c)
    case .hash(let h) where h.enumerated() == nil: netText(v, c)
    default: objectName(v, c)
    }
  }

  /// An element inside `{…}`.
  static func objectName(_ v: Value, _ c: ExecutionContext) -> String {
    switch v {
    case .null, .void, .unset: return "$null"
    // what only comes out of pipelines is an object to PowerShell
    case .other(let r) where piped.contains(r.netType.fullName): return text(v, c)
    case .other(let r) where inheritsText.contains(r.netType.fullName) || r.text() == r.netType.fullName: return displayName(v, c) ?? orTypeName(v, c)
    case .other(let r) where r.enumerated() != nil: return r.text()
    case .array, .hash: return displayName(v, c) ?? orTypeName(v, c)
    case .object(let o):
      if isEntry(o) {
        let k = o.slots[o.count - 2], value = o.slots[o.count - 1]
        // what came through serialization is an object to PowerShell, whose text is that of its elements
        if case .object(let w) = value, case .array? = w.wrapped { return "[" + netText(k, c) + ", " + text(value, c) + "]" }
        return "[" + netText(k, c) + ", " + netText(value, c) + "]"
      }
      if let t = o.type, t.category == .scriptClass {
        // a class without a ToString of its own says its name
        let own = Conversion.toString(v, c)
        return own != t.fullName && own != t.name ? own : displayName(v, c) ?? own
      }
      return orTypeName(v, c)
    default: return text(v, c)
    }
  }
  /// .NET types whose ToString is their base's: such elements show the property that names them.
  private static let inheritsText: Set<String> = ["System.Text.RegularExpressions.Group", "System.Text.RegularExpressions.Match", "System.Management.Automation.PSMethod"]
  private static let piped: Set<String> = ["Microsoft.PowerShell.Commands.GroupInfo", "System.Management.Automation.LocalVariable", "System.Management.Automation.PSVariable"]
  private static func orTypeName(_ v: Value, _ c: ExecutionContext) -> String {
    let s = text(v, c)
    return s.isEmpty ? netText(v, c) : s
  }

  /// The property that names an object: the type's default display property, or one that looks like a name.
  static func displayNameProperty(_ v: Value, _ c: ExecutionContext) -> String? {
    for t in c.typeNames(v) {
      if let p = c.typeData[t.lowercased()]?.defaultDisplayProperty { return p }
    }
    var names: [String]
    if case .hash(let h) = v.base, h.kind == .hashtable { names = h.keys.compactMap(\.stringValue) } else { names = c.properties(v).filter { !$0.isHidden }.map(\.name) }
    names.removeAll { ["PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId"].contains($0) }
    for exact in ["name", "id", "key"] { if let n = names.first(where: { $0.equalsIgnoringCase(exact) }) { return n } }
    for tail in ["key", "name", "id"] { if let n = names.first(where: { $0.lowercased().hasSuffix(tail) }) { return n } }
    return nil
  }
  static func displayName(_ v: Value, _ c: ExecutionContext) -> String? {
    guard let p = displayNameProperty(v, c), let x = try? c.property(v, p) else { return nil }
    return text(x, c)
  }
}
