/// .NET's attribute classes that hold no more than what they are made of, a row each: name, `!` when nothing derives from it, the
/// parameters of its constructors (`-` for none), its properties. A parameter sets the property of its name.
import Engine
import Primitives

extension NetTypes {
  private static let plainAttributes = """
    System.FlagsAttribute (-)
    System.SerializableAttribute! (-)
    System.NonSerializedAttribute! (-)
    System.ThreadStaticAttribute (-)
    System.ParamArrayAttribute! (-)
    System.CLSCompliantAttribute! (bool isCompliant) bool IsCompliant
    System.ObsoleteAttribute! (-) (string message) (string message, bool error) string Message, bool IsError=error, string DiagnosticId, string UrlFormat
    System.ComponentModel.DescriptionAttribute (-) (string description) string Description
    System.ComponentModel.DisplayNameAttribute (-) (string displayName) string DisplayName
    System.ComponentModel.CategoryAttribute (-) (string category) string Category
    System.ComponentModel.BrowsableAttribute! (bool browsable) bool Browsable
    System.Diagnostics.ConditionalAttribute! (string conditionString) string ConditionString
    System.Diagnostics.DebuggerHiddenAttribute! (-)
    System.Diagnostics.DebuggerStepThroughAttribute! (-)
    System.Diagnostics.DebuggerNonUserCodeAttribute! (-)
    System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute! (-) string Justification
    System.Diagnostics.CodeAnalysis.SuppressMessageAttribute! (string category, string checkId) string Category, string CheckId, string Scope, string Target, string MessageId, string Justification
    System.Reflection.AssemblyTitleAttribute! (string title) string Title
    System.Reflection.AssemblyCompanyAttribute! (string company) string Company
    System.Reflection.AssemblyProductAttribute! (string product) string Product
    System.Reflection.AssemblyDescriptionAttribute! (string description) string Description
    System.Runtime.CompilerServices.CompilerGeneratedAttribute! (-)
    System.Runtime.CompilerServices.ExtensionAttribute! (-)
    System.Runtime.Serialization.DataContractAttribute! (-) bool IsReference, string Namespace, string Name
    System.Runtime.Serialization.EnumMemberAttribute! (-) string Value
    System.Runtime.Serialization.IgnoreDataMemberAttribute! (-)
    System.Runtime.Serialization.KnownTypeAttribute! (type type) (string methodName) string MethodName, type Type
    System.Runtime.Serialization.ContractNamespaceAttribute! (string contractNamespace) string ClrNamespace, string ContractNamespace
    """

  static func registerPlainAttributes() {
    for line in plainAttributes.tableLines {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init), isSealed = parts[0].hasSuffix("!")
      let name = isSealed ? String(parts[0].dropLast()) : parts[0]
      var rest = Substring(parts.count > 1 ? parts[1] : ""), constructors: [String] = []
      while rest.hasPrefix("("), let end = rest.firstIndex(of: ")") {
        constructors.append(String(rest[rest.index(after: rest.startIndex)..<end]))
        rest = rest[rest.index(after: end)...].drop { $0 == " " }
      }
      let properties = rest.isEmpty ? [] : rest.split(separator: ",").map { $0.drop { $0 == " " }.split(separator: " ").map(String.init) }
      TypeTable.register(name) {
        let t = NetType(name, base: TypeTable.get("System.Attribute")) { t in define(t, constructors, properties.map { ($0[0], $0[1]) }) }
        t.isDeclaredSealed = isSealed
        if name.hasPrefix("System.Runtime.Serialization.") { t.assembly = PSAssembly(serializationAssembly) }
        return t
      }
    }
  }
  private static let serializationAssembly = "System.Runtime.Serialization.Primitives, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"
  private static func define(_ t: NetType, _ constructors: [String], _ properties: [(type: String, name: String)]) {
    let names = properties.map { p -> (property: String, parameter: String) in
      let halves = p.name.split(separator: "=").map(String.init)
      return (halves[0], (halves.count > 1 ? halves[1] : halves[0]).lowercased())
    }
    for c in constructors {
      let parameters = c == "-" ? "" : c
      let given = parameters.split(separator: ",").map { $0.split(separator: " ").last?.lowercased() ?? "" }
      t.constructor("\(t.fullName) new(\(parameters))") { a, _ in
        let o = PSObject(reserve: names.count, type: t)
        for (n, p) in zip(names, properties) {
          let at = given.firstIndex(of: n.parameter)
          o.set(n.property, at.map { a.at($0) } ?? (p.type == "bool" ? .no : p.name == "Description" || p.name == "DisplayName" ? .str("") : .null))
        }
        return .object(o)
      }
    }
  }
}
