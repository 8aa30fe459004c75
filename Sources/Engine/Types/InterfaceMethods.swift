/// Methods a type has because it implements an interface: Get-Member shows them beside (or instead of) the type's own,
/// as `int IComparable.CompareTo(System.Object obj)`.
public enum InterfaceMethods {
  /// Interfaces of everyday types, in the order PowerShell lists them; `T` stands for the type itself, `E` and `V` for its first and second
  /// type arguments, `K` for a pair of them.
  private static let implemented: [String: String] = {
    let text = "ISpanFormattable IUtf8SpanFormattable", compared = "IComparable IComparable[T] IEquatable[T]"
    let formatted = compared + " IFormattable " + text
    let number = "IComparable IConvertible IFormattable IComparable[T] IEquatable[T] " + text, wide = formatted
    let map = "IDictionary[E,V] ICollection[K] IEnumerable[K] IEnumerable IDictionary ICollection IReadOnlyDictionary[E,V]"
    let saved = "+ISerializable +IDeserializationCallback"
    var all = [
      "System.String": "IComparable IEnumerable IConvertible IEnumerable[char] IComparable[string] IEquatable[string] ICloneable",
      "System.Boolean": "IComparable IConvertible IComparable[T] IEquatable[T]", "System.Char": "IComparable IConvertible IComparable[T] IEquatable[T] IFormattable",
      "System.DateTime": "IComparable IFormattable IConvertible IComparable[T] IEquatable[T] ISerializable " + text,
      "System.Decimal": "IComparable IFormattable IConvertible IComparable[T] IEquatable[T] ISerializable IDeserializationCallback " + text,
      "System.Enum": "IComparable IFormattable IConvertible ISpanFormattable",
      "System.TimeSpan": formatted, "System.Guid": formatted, "System.Version": "ICloneable " + formatted, "System.DateOnly": formatted, "System.TimeOnly": formatted,
      "System.DateTimeOffset": formatted + " ISerializable IDeserializationCallback", "System.Management.Automation.SemanticVersion": compared,
      "System.Uri": "IEquatable[T] IFormattable ISpanFormattable ISerializable", "System.Net.IPAddress": "IFormattable " + text,
      "System.Half": wide, "System.Int128": wide, "System.UInt128": wide, "System.Numerics.BigInteger": wide, "System.Text.Rune": wide,
      "System.Numerics.Complex": "IEquatable[T] IFormattable " + text,
      "System.Collections.Hashtable": "IDictionary ICollection IEnumerable \(saved) ICloneable",
      "System.Collections.Specialized.OrderedDictionary": "IOrderedDictionary IDictionary ICollection IEnumerable +ISerializable IDeserializationCallback",
      "System.Collections.SortedList": "IDictionary ICollection IEnumerable ICloneable",
      "System.Collections.Queue": "ICollection IEnumerable ICloneable", "System.Collections.Stack": "ICollection IEnumerable ICloneable",
      "System.Collections.BitArray": "ICollection IEnumerable ICloneable",
      "System.Collections.ArrayList": "IList ICollection IEnumerable ICloneable", "System.Array": "ICloneable IList ICollection IEnumerable IStructuralComparable IStructuralEquatable",
      "System.Collections.Generic.List`1": "ICollection[E] IEnumerable[E] IList[E] IList ICollection IEnumerable",
      "System.Collections.Generic.HashSet`1": "ICollection[E] IEnumerable[E] ISet[E] IReadOnlySet[E] IEnumerable \(saved)",
      "System.Collections.Generic.SortedSet`1": "ISet[E] ICollection[E] IEnumerable[E] IEnumerable ICollection IReadOnlySet[E] ISerializable IDeserializationCallback",
      "System.Collections.Generic.Queue`1": "IEnumerable[E] IEnumerable ICollection", "System.Collections.Generic.Stack`1": "IEnumerable[E] IEnumerable ICollection",
      "System.Collections.Generic.Dictionary`2": map + " " + saved, "System.Collections.Generic.SortedDictionary`2": map,
      "System.Collections.Generic.SortedList`2": map, "System.Collections.Concurrent.ConcurrentDictionary`2": map,
      "System.IO.FileSystemInfo": "+ISerializable", "System.Exception": "+ISerializable",
      "System.Management.Automation.ErrorRecord": "+ISerializable", "System.Management.Automation.PSCredential": "+ISerializable",
      "System.Text.RegularExpressions.Regex": "ISerializable", "System.Text.StringBuilder": "ISerializable",
      "System.Globalization.CultureInfo": "ICloneable IFormatProvider", "System.Globalization.NumberFormatInfo": "ICloneable IFormatProvider",
      "System.Globalization.DateTimeFormatInfo": "ICloneable IFormatProvider", "System.Xml.XmlNode": "ICloneable IEnumerable IXPathNavigable",
      "System.IO.Stream": "IAsyncDisposable IDisposable", "System.IO.TextWriter": "IAsyncDisposable IDisposable", "System.IO.TextReader": "IDisposable",
      "System.Security.SecureString": "IDisposable",
    ]
    for n in ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double"] { all["System." + n] = number }
    return all
  }()
  private static let conversions =
    """
    bool ToBoolean;byte ToByte;char ToChar;datetime ToDateTime;decimal ToDecimal;double ToDouble;short ToInt16;int ToInt32;long ToInt64;sbyte ToSByte;float \
    ToSingle;ushort ToUInt16;uint ToUInt32;ulong ToUInt64
    """
  private static let others = "System.Collections.Generic.IEnumerable[%E] other"
  private static let setTests = ["IsSubsetOf", "IsProperSupersetOf", "IsProperSubsetOf", "IsSupersetOf", "Overlaps", "SetEquals"].map { ("bool", "\($0)(\(others))") }
  /// Signatures by interface, without its name: `return type`, `method(parameters)`.
  private static let methods: [String: [(result: String, call: String)]] = [
    "IComparable": [("int", "CompareTo(System.Object obj)")], "IComparable[]": [("int", "CompareTo(T other)")], "IEquatable[]": [("bool", "Equals(T other)")],
    "IDisposable": [("void", "Dispose()")], "IAsyncDisposable": [("System.Threading.Tasks.ValueTask", "DisposeAsync()")],
    "IFormatProvider": [("System.Object", "GetFormat(type formatType)")], "IXPathNavigable": [("System.Xml.XPath.XPathNavigator", "CreateNavigator()")],
    "ISpanFormattable": [("bool", "TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)")],
    "IUtf8SpanFormattable": [("bool", "TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)")],
    "ICloneable": [("System.Object", "Clone()")], "IFormattable": [("string", "ToString(string format, System.IFormatProvider formatProvider)")],
    "IConvertible": [("System.TypeCode", "GetTypeCode()"), ("string", "ToString(System.IFormatProvider provider)"), ("System.Object", "ToType(type conversionType, System.IFormatProvider provider)")]
      + conversions.split(separator: ";").compactMap { row in
        let w = row.split(separator: " ")
        return w.count == 2 ? (String(w[0]), "\(w[1])(System.IFormatProvider provider)") : nil
      },
    "IEnumerable": [("System.Collections.IEnumerator", "GetEnumerator()")], "IEnumerable[]": [("System.Collections.Generic.IEnumerator[T]", "GetEnumerator()")],
    "ICollection": [("void", "CopyTo(array array, int index)")],
    "IDictionary": [
      ("bool", "Contains(System.Object key)"), ("void", "Add(System.Object key, System.Object value)"), ("void", "Clear()"),
      ("System.Collections.IDictionaryEnumerator", "GetEnumerator()"), ("void", "Remove(System.Object key)"),
    ],
    "IList": [
      ("int", "Add(System.Object value)"), ("bool", "Contains(System.Object value)"), ("void", "Clear()"), ("int", "IndexOf(System.Object value)"),
      ("void", "Insert(int index, System.Object value)"), ("void", "Remove(System.Object value)"), ("void", "RemoveAt(int index)"),
    ],
    "IDictionary[,]": [
      ("void", "Add(%E key, %V value)"), ("bool", "ContainsKey(%E key)"), ("bool", "Remove(%E key)"), ("bool", "TryGetValue(%E key, [ref] %V value)"),
    ],
    "IReadOnlyDictionary[,]": [("bool", "ContainsKey(%E key)"), ("bool", "TryGetValue(%E key, [ref] %V value)")],
    "IOrderedDictionary": [
      ("System.Collections.IDictionaryEnumerator", "GetEnumerator()"), ("void", "Insert(int index, System.Object key, System.Object value)"), ("void", "RemoveAt(int index)"),
    ],
    "ICollection[]": [("void", "Add(%E item)"), ("void", "Clear()"), ("bool", "Contains(%E item)"), ("void", "CopyTo(%E[] array, int arrayIndex)"), ("bool", "Remove(%E item)")],
    "IList[]": [("int", "IndexOf(%E item)"), ("void", "Insert(int index, %E item)"), ("void", "RemoveAt(int index)")],
    "ISet[]": [("bool", "Add(%E item)")] + ["UnionWith", "IntersectWith", "ExceptWith", "SymmetricExceptWith"].map { ("void", "\($0)(\(others))") } + setTests,
    "IReadOnlySet[]": [("bool", "Contains(%E item)")] + setTests,
    "IStructuralComparable": [("int", "CompareTo(System.Object other, System.Collections.IComparer comparer)")],
    "IStructuralEquatable": [("bool", "Equals(System.Object other, System.Collections.IEqualityComparer comparer)"), ("int", "GetHashCode(System.Collections.IEqualityComparer comparer)")],
    "ISerializable": [("void", "GetObjectData(System.Runtime.Serialization.SerializationInfo info, System.Runtime.Serialization.StreamingContext context)")],
    "IDeserializationCallback": [("void", "OnDeserialization(System.Object sender)")],
  ]

  /// Methods that the type of a collection has through its interfaces alone, however it is asked for them.
  private static func isExplicit(_ name: String, of t: NetType) -> Bool {
    t.isArray && ["Add", "Clear", "Contains", "IndexOf", "Insert", "Remove", "RemoveAt"].contains(name)
  }

  /// Whether values of the type are `IConvertible`.
  static func isConvertible(_ t: NetType) -> Bool { t.chain.contains { implemented[$0.fullName]?.contains("IConvertible") ?? false } }
  /// Whether interfaces of the type declare a method that the type has itself.
  public static func declareToo(_ name: String, _ t: NetType) -> Bool { all(t).contains { $0.name.equalsIgnoringCase(name) } }
  /// The definitions of a method of the type: its own overloads, then those of its interfaces.
  public static func definitions(_ m: Member, of t: NetType) -> [String] {
    let own = m.overloads.map(\.signature)
    if m.isStatic { return own }
    return (isExplicit(m.name, of: t) ? [] : own) + all(t).lazy.filter { $0.name == m.name }.map(\.signature)
  }
  /// Name and signature of every method of the type's interfaces, in the order of the interfaces.
  public static func all(_ t: NetType) -> [(name: String, signature: String)] {
    if let own = t.interfaceMethods { return own() }
    var own: String?, holder = t
    var walk: NetType? = t
    while let u = walk, own == nil { own = implemented[u.genericDefinition ?? u.fullName]; holder = u; walk = u.baseType }
    guard let own else { return [] }
    var rows: [(name: String, signature: String)] = []
    // what a collection holds: by its full name, in the interface's own name by its last part
    let places = Places(t, holder)
    for entry in own.split(separator: " ") {
      let isPublic = entry.hasPrefix("+")
      let open = entry.firstIndex(of: "["), end = open ?? entry.endIndex
      let name = String(entry[..<end].drop { $0 == "+" })
      let argument = open.map { String(entry[entry.index(after: $0)...].dropLast()) } ?? ""
      let shown = open == nil ? name : "\(name)[\(places.short(argument))]"
      for m in methods[open == nil ? name : argument == "E,V" ? name + "[,]" : name + "[]"] ?? [] {
        let result = places.full(m.result, argument), call = places.full(m.call, argument), called = String(m.call.prefix { $0 != "(" })
        if isPublic { rows.append((called, "\(result) \(call)")) }
        rows.append((called, "\(result) \(shown).\(call)"))
      }
    }
    return rows
  }
  /// Interfaces that others extend, and the properties they declare.
  private static let extended: [String: [String]] = {
    let items = "System.Collections.IEnumerable", collection = ["System.Collections.ICollection", items]
    return ["System.Collections.ICollection": [items], "System.Collections.IList": collection, "System.Collections.IDictionary": collection]
  }()
  private static let properties: [String: [(type: String, name: String)]] = [
    "System.Collections.ICollection": [("int", "Count"), ("bool", "IsSynchronized"), ("System.Object", "SyncRoot")],
    "System.Collections.IList": [("bool", "IsFixedSize"), ("bool", "IsReadOnly")], "System.Collections.IEnumerator": [("System.Object", "Current")],
    "System.Collections.IDictionary": [
      ("bool", "IsFixedSize"), ("bool", "IsReadOnly"), ("System.Collections.ICollection", "Keys"), ("System.Collections.ICollection", "Values"),
    ],
  ]
  /// Interfaces with those they extend.
  static func closure(_ interfaces: [String]) -> [String] {
    var all: [String] = []
    for i in interfaces { for n in [i] + (extended[i] ?? []) where !all.contains(n) { all.append(n) } }
    return all
  }
  /// Properties that the interfaces of a class ask for, which methods like `get_Count` of it are.
  static func properties(of interfaces: [String]) -> [(type: String, name: String)] { interfaces.flatMap { properties[$0] ?? [] } }
  /// Those of one interface that is no generic one.
  public static func of(_ interface: NetType) -> [(name: String, signature: String)] {
    (methods[interface.name] ?? []).map { m in (String(m.call.prefix { $0 != "(" }), "\(m.result) \(interface.name).\(m.call)") }
  }

  /// What the letters of the rows stand for.
  private struct Places {
    let own: String, first: String, second: String
    init(_ t: NetType, _ holder: NetType) {
      own = MemberText.typeName(t)
      first = holder.genericArguments.first.map { MemberText.typeName($0) } ?? ""
      second = holder.genericArguments.count > 1 ? MemberText.typeName(holder.genericArguments[1]) : ""
    }
    private func bare(_ s: String) -> String { s.contains("[") ? s : s.split(separator: ".").last.map(String.init) ?? s }
    /// An interface's arguments as its own name shows them.
    func short(_ argument: String) -> String {
      switch argument {
      case "T": bare(own)
      case "E": bare(first)
      case "E,V": "\(bare(first)),\(bare(second))"
      case "K": "KeyValuePair[\(bare(first)),\(bare(second))]"
      default: argument
      }
    }
    func full(_ text: String, _ argument: String) -> String {
      let item = switch argument {
      case "T": own
      case "K": "System.Collections.Generic.KeyValuePair[\(first),\(second)]"
      case "", "E", "E,V": first
      default: argument
      }
      if item.isEmpty { return text }
      if text.contains("%") { return text.replacing("%E", with: item).replacing("%V", with: second) }
      return text.hasSuffix("(T other)") ? String(text.dropLast(8)) + item + " other)" : text.hasSuffix("[T]") ? String(text.dropLast(2)) + item + "]" : text
    }
  }
}
