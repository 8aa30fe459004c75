/// The types the engine cannot do without, with their place in the hierarchy; members are added in module NetTypes.
extension TypeTable {
  static func registerCoreTypes() {
    known["system.object"] = object
    func value(_ full: String, _ accelerators: String...) {
      makers[full.lowercased()] = { NetType(full, .struct, base: get("System.ValueType"), interfaces: ["System.IComparable", "System.IConvertible", "System.IFormattable", "System.IEquatable`1"]) }
      for a in accelerators { self.accelerators[a] = full }
    }
    func reference(_ full: String, base: String = "System.Object", interfaces: [String] = [], _ accelerators: String...) {
      makers[full.lowercased()] = { NetType(full, base: get(base), interfaces: interfaces) }
      for a in accelerators { self.accelerators[a] = full }
    }
    func interface(_ full: String, _ accelerators: String...) {
      makers[full.lowercased()] = { NetType(full, .interface) }
      for a in accelerators { self.accelerators[a] = full }
    }
    reference("System.ValueType")
    reference("System.Enum", base: "System.ValueType")
    reference("System.Array", interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"], "array")
    reference("System.String", interfaces: ["System.IComparable", "System.ICloneable", "System.IConvertible", "System.Collections.IEnumerable"], "string")
    value("System.Boolean", "bool"); value("System.Char", "char"); value("System.Byte", "byte"); value("System.SByte", "sbyte")
    value("System.Int16", "int16", "short"); value("System.UInt16", "uint16", "ushort")
    value("System.Int32", "int", "int32"); value("System.UInt32", "uint", "uint32")
    value("System.Int64", "long", "int64"); value("System.UInt64", "ulong", "uint64")
    value("System.Single", "float", "single"); value("System.Double", "double"); value("System.Decimal", "decimal")
    value("System.Numerics.BigInteger", "bigint"); value("System.DateTime", "datetime"); value("System.TimeSpan", "timespan")
    value("System.Void", "void")
    reference("System.Collections.Hashtable", interfaces: ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"], "hashtable")
    reference("System.Collections.Specialized.OrderedDictionary", interfaces: ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"], "ordered")
    reference("System.Collections.ArrayList", interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"])
    reference("System.Management.Automation.PSObject", "psobject")
    reference("System.Management.Automation.PSCustomObject")
    // the accelerator stands for the class every object is wrapped in; casts treat the word themselves
    accelerators["pscustomobject"] = "System.Management.Automation.PSObject"
    reference("System.Management.Automation.ScriptBlock", interfaces: ["System.Runtime.Serialization.ISerializable"], "scriptblock")
    makers["system.management.automation.switchparameter"] = { NetType("System.Management.Automation.SwitchParameter", .struct, base: get("System.ValueType")) }
    accelerators["switch"] = "System.Management.Automation.SwitchParameter"
    reference("System.Management.Automation.PSVariable", "psvariable")
    for name in ["LocalVariable", "NullVariable", "QuestionMarkVariable", "PSCultureVariable", "PSUICultureVariable"] {
      reference("System.Management.Automation." + name, base: "System.Management.Automation.PSVariable")
    }
    reference("System.Management.Automation.PSReference", "ref")
    reference("System.Management.Automation.LanguagePrimitives+Null")
    registerGeneric("System.Management.Automation.PSReference`1") { a in
      let full = "System.Management.Automation.PSReference`1[" + a.map { "[" + assemblyQualified($0) + "]" }.joined(separator: ",") + "]"
      let t = NetType(full, base: get("System.Management.Automation.PSReference"))
      t.genericArguments = a
      t.genericDefinition = "System.Management.Automation.PSReference`1"
      return t
    }
    reference("System.Management.Automation.ErrorRecord")
    reference("System.Management.Automation.Internal.AutomationNull")
    reference("System.Type", base: "System.Reflection.MemberInfo", interfaces: [], "type")
    reference("System.Reflection.MemberInfo")
    reference("System.Reflection.TypeInfo", base: "System.Type")
    reference("System.RuntimeType", base: "System.Reflection.TypeInfo")
    interface("System.Collections.IEnumerable"); interface("System.Collections.ICollection"); interface("System.Collections.IList")
    interface("System.Collections.IDictionary"); interface("System.IComparable"); interface("System.IFormattable"); interface("System.IDisposable")
    interface("System.IConvertible"); interface("System.ICloneable"); interface("System.Collections.IEnumerator")
    for n in [
      "System.Collections.IComparer", "System.Collections.IEqualityComparer", "System.Collections.IDictionaryEnumerator",
      "System.Collections.IStructuralComparable", "System.Collections.IStructuralEquatable",
      "System.IFormatProvider", "System.ICustomFormatter", "System.IServiceProvider", "System.ComponentModel.INotifyPropertyChanged",
      "System.Management.Automation.IValidateSetValuesGenerator",
              "System.Management.Automation.IArgumentCompleter", "System.Management.Automation.IDynamicParameters"] { interface(n) }
    reference("System.EventArgs"); reference("System.MarshalByRefObject")
    registerGenericSequences()
  }

  private static func registerGenericSequences() {
    let list = ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    let dictionary = ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    func closed(_ definition: String, interfaces: [String]) { registerClosed(definition, interfaces: interfaces) }
    for n in ["List`1"] { closed("System.Collections.Generic." + n, interfaces: list) }
    closed("System.Collections.Generic.HashSet`1", interfaces: ["System.Collections.IEnumerable"])
    for n in ["SortedSet`1", "Queue`1", "Stack`1", "LinkedList`1"] {
      closed("System.Collections.Generic." + n, interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"])
    }
    for n in ["Dictionary`2", "SortedDictionary`2", "SortedList`2"] { closed("System.Collections.Generic." + n, interfaces: dictionary) }
    registerClosed("System.Collections.Generic.KeyValuePair`2", .struct)
    closed("System.Collections.ObjectModel.Collection`1", interfaces: list)
    closed("System.Collections.ObjectModel.ReadOnlyCollection`1", interfaces: list)
    closed("System.Collections.ObjectModel.ObservableCollection`1", interfaces: list)
    closed("System.Collections.Concurrent.ConcurrentDictionary`2", interfaces: dictionary)
    closed("System.Collections.Concurrent.ConcurrentBag`1", interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"])
    closed("System.Collections.Concurrent.ConcurrentQueue`1", interfaces: ["System.Collections.ICollection", "System.Collections.IEnumerable"])
    closed("System.Tuple`2", interfaces: []); closed("System.Tuple`3", interfaces: [])
    closed("System.Nullable`1", interfaces: []); closed("System.Management.Automation.FlagsExpression`1", interfaces: [])
    for i in 1...9 { closed("System.Func`\(i)", interfaces: []) }
    for i in 1...8 { closed("System.Action`\(i)", interfaces: []) }
    for n in ["Predicate`1", "Comparison`1", "Converter`2", "EventHandler`1", "IEquatable`1", "IComparable`1"] { closed("System." + n, interfaces: []) }
    for n in [
      "IEnumerable`1", "IList`1", "ICollection`1", "IDictionary`2", "IComparer`1", "IEqualityComparer`1", "IEnumerator`1",
      "IReadOnlyList`1", "IReadOnlyCollection`1", "ISet`1",
    ] { closed("System.Collections.Generic." + n, interfaces: []) }
  }

  /// Registers a generic type by its definition, `System.Lazy`1`; `define` gets each closed type to add its members, `made` gets it
  /// at once.
  /// - Parameter base: the definition of the type it derives from, with the same arguments; nil = none of its own
  public static func registerClosed(
    _ definition: String, _ category: NetType.Category = .class, base: String? = nil, interfaces: [String] = [], made: ((NetType) -> Void)? = nil,
    define: ((NetType) -> Void)? = nil
  ) {
    registerGeneric(definition) { a in
      let full = definition + "[" + a.map { "[" + assemblyQualified($0) + "]" }.joined(separator: ",") + "]"
      let t = NetType(full, category, base: category == .struct ? valueType : base.flatMap { generic($0, a) } ?? object, interfaces: interfaces, define: define)
      t.genericArguments = a
      t.genericDefinition = definition
      made?(t)
      return t
    }
  }
  /// A generic argument as `FullName` shows it.
  static func assemblyQualified(_ t: NetType) -> String {
    t.fullName + ", " + FollowedVersion.assembly(of: t)
  }
}
