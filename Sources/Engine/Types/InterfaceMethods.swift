/// Methods a type has because it implements an interface: Get-Member shows them beside (or instead of) the type's own,
/// as `int IComparable.CompareTo(System.Object obj)`.
public enum InterfaceMethods {
  /// Interfaces of everyday types, in the order PowerShell lists them; `T` stands for the type itself.
  private static let implemented: [String: String] = {
    let number = "IComparable IFormattable IConvertible IComparable[T] IEquatable[T]"
    var all = [
      "System.String": "IComparable IEnumerable IConvertible IEnumerable[char] IComparable[string] IEquatable[string] ICloneable",
      "System.Boolean": "IComparable IConvertible IComparable[T] IEquatable[T]", "System.Char": "IComparable IConvertible IComparable[T] IEquatable[T] IFormattable",
      "System.DateTime": number + " ISerializable", "System.TimeSpan": "IComparable IComparable[T] IEquatable[T] IFormattable", "System.Guid": "IComparable IFormattable IComparable[T] IEquatable[T]",
      "System.DateTimeOffset": "IComparable IFormattable IComparable[T] IEquatable[T] ISerializable IDeserializationCallback",
      "System.Version": "ICloneable IComparable IComparable[T] IEquatable[T] IFormattable",
      "System.Collections.Hashtable": "IDictionary ICollection IEnumerable ISerializable IDeserializationCallback ICloneable",
      "System.Collections.Specialized.OrderedDictionary": "IOrderedDictionary IDictionary ICollection IEnumerable ISerializable IDeserializationCallback",
      "System.Collections.ArrayList": "IList ICollection IEnumerable ICloneable", "System.Array": "ICloneable IList ICollection IEnumerable IStructuralComparable IStructuralEquatable",
      "System.Collections.Generic.List`1": "ICollection[E] IEnumerable[E] IList[E] IList ICollection IEnumerable",
      "System.Collections.Generic.HashSet`1": "ICollection[E] IEnumerable[E] ISet[E] IReadOnlySet[E] IEnumerable ISerializable IDeserializationCallback",
      "System.IO.FileInfo": "ISerializable", "System.IO.DirectoryInfo": "ISerializable", "System.Management.Automation.ScriptBlock": "ISerializable", "System.Uri": "ISerializable",
    ]
    for n in ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double"] { all["System." + n] = number }
    all["System.Decimal"] = number + " ISerializable IDeserializationCallback"
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
    "IDisposable": [("void", "Dispose()")],
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

  /// Methods arrays have through IList alone.
  static let onlyOfList: Set<String> = ["Add", "Clear", "Contains", "IndexOf", "Insert", "Remove", "RemoveAt"]

  /// Name and signature of every method of the type's interfaces, in the order of the interfaces.
  static func all(_ t: NetType) -> [(name: String, signature: String)] {
    if let own = t.interfaceMethods { return own() }
    var own: String?, holder = t
    var walk: NetType? = t
    while let u = walk, own == nil { own = implemented[u.genericDefinition ?? u.fullName]; holder = u; walk = u.baseType }
    guard let own else { return [] }
    let short = MemberText.typeName(t)
    // what a collection holds: by its full name, in the interface's own name by its last part
    let held = holder.genericArguments.first.map { MemberText.typeName($0) } ?? "", heldShort = held.split(separator: ".").last.map(String.init) ?? held
    return own.split(separator: " ").flatMap { entry -> [(name: String, signature: String)] in
      let open = entry.firstIndex(of: "[")
      let argument = open.map { String(entry[entry.index(after: $0)...].dropLast()) } ?? ""
      let element = argument == "T" ? short : argument == "E" ? held : argument
      let shown: String = open.map { String(entry[..<$0]) + "[" + (argument == "E" ? heldShort : element) + "]" } ?? String(entry)
      return (methods[open.map { String(entry[..<$0]) + "[]" } ?? String(entry)] ?? []).map { m in
        (String(m.call.prefix { $0 != "(" }), "\(placed(m.result, element)) \(shown).\(placed(m.call, element))")
      }
    }
  }
  /// Those of one interface that is no generic one.
  public static func of(_ interface: NetType) -> [(name: String, signature: String)] {
    (methods[interface.name] ?? []).map { m in (String(m.call.prefix { $0 != "(" }), "\(m.result) \(interface.name).\(m.call)") }
  }
  /// `T` as a word replaced by the type's name.
  private static func placed(_ s: String, _ element: String) -> String {
    if element.isEmpty { return s }
    if s.contains("%E") { return s.replacing("%E", with: element) }
    return s.hasSuffix("(T other)") ? String(s.dropLast(8)) + element + " other)" : s.hasSuffix("[T]") ? String(s.dropLast(2)) + element + "]" : s
  }
}
