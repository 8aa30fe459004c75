/// Listing members: what `PSObject.Properties`, Get-Member, Select-Object * and the formatter see.
import Primitives

extension ExecutionContext {
  /// `PSObject.TypeNames`, most derived first.
  public func typeNames(_ v: Value) -> [String] {
    switch v {
    case .object(let o):
      if let own = o.typeNames { return own }
      if let w = o.wrapped, o.type?.scriptClass == nil { return typeNames(w) }
      if let t = o.type { return t.chain.map(\.fullName) }
      return ExecutionContext.customObjectNames
    case .null, .void, .unset: return []
    case .other(let r):
      if r is PSObjectView || r is MemberSetView { return ["System.Management.Automation.PSMemberSet"] }
      return netNames(r.netType)
    case .boxed(let b): return typeNames(b.current)
    default: return netNames(TypeTable.typeOf(v))
    }
  }
  private func netNames(_ t: NetType) -> [String] {
    if t === TypeTable.runtimeType { return ["System.RuntimeType", "System.Reflection.TypeInfo", "System.Type", "System.Reflection.MemberInfo", "System.Object"] }
    return t.chain.map(\.fullName)
  }
  static let customObjectNames = ["System.Management.Automation.PSCustomObject", "System.Object"]

  /// All properties in display order: the object's own, type data, the type's.
  public func properties(_ v: Value) -> [PropertyInfo] {
    if case .other(let r) = v, let view = r.exactly(MemberSetView.self) { return view.members(self, methods: false) }
    var all: [PropertyInfo] = [], declared: [PropertyInfo] = []
    var seen = Set<String>()
    func add(_ p: PropertyInfo) { if seen.insert(p.name.lowercased()).inserted { all.append(p) } }
    let base = v.base
    if case .object(let o) = v {
      let hidden = o.type?.scriptClass != nil
      for (i, m) in o.members.enumerated() {
        if m.kind == .scriptMethod || m.kind == .codeMethod { continue }
        let constraint = i < o.shape.constraints.count ? o.shape.constraints[i] : nil
        if m.kind == .note {
          if hidden, constraint == nil, i < o.type?.scriptClass?.slotCount ?? 0 {
            declared.append(PropertyInfo(name: m.name, kind: .property, definition: "System.Object \(m.name) {get;set;}", typeName: "System.Object") { _ in i < o.count ? o.slots[i] : .null })
          } else if hidden, i < o.shape.constraints.count || o.type?.scriptClass != nil, let k = constraint {
            declared.append(
              PropertyInfo(
                name: m.name, kind: .property, definition: "\(MemberText.typeName(k.type ?? TypeTable.object)) \(m.name) {get;set;}",
                typeName: (k.type ?? TypeTable.object).fullName, isHidden: k.isHidden
              ) { _ in o.slots[i] })
          } else if let t = o.type, t.scriptClass == nil, t !== TypeTable.psCustomObject, o.wrapped == nil {
            // a property bag that stands for a .NET type
            let kind = m.value.isNull ? TypeTable.string : TypeTable.typeOf(m.value)
            declared.append(
              PropertyInfo(name: m.name, kind: .property, definition: "\(MemberText.typeName(kind)) \(m.name) {get;set;}", typeName: kind.fullName) { _ in i < o.count ? o.slots[i] : .null })
          } else if i < o.adapted {
            let type = m.value.isNull ? "System.Object" : typeNames(m.value).first ?? "System.Object"
            declared.append(PropertyInfo(name: m.name, kind: .property, definition: type + " {get;set;}", typeName: type) { _ in i < o.count ? o.slots[i] : .null })
          } else {
            add(
              PropertyInfo(
                name: m.name, kind: .note, definition: MemberText.note(m.name, m.value, self),
                typeName: m.value.isNull ? "System.Object" : typeNames(m.value).first ?? "System.Object"
              ) { _ in i < o.count ? o.slots[i] : .null })
          }
        } else if case .other(let r) = m.value, let d = r as? MemberDefinition { add(info(d, v)) }
      }
    }
    if let added = instanceMembers(of: v) {
      for m in added.members where m.kind != .scriptMethod && m.kind != .codeMethod {
        if m.kind == .note {
          let n = m.name
          add(
            PropertyInfo(
              name: n, kind: .note, definition: MemberText.note(n, m.value, self),
              typeName: m.value.isNull ? "System.Object" : typeNames(m.value).first ?? "System.Object"
            ) { _ in added.get(n) ?? .null })
        }
        else if case .other(let r) = m.value, let d = r as? MemberDefinition { add(info(d, v)) }
      }
    }
    for d in typeMembers(v) where d.kind != .scriptMethod && d.kind != .codeMethod { add(info(d, v)) }
    for p in declared { add(p) }
    if case .other(let r) = base, let d = r.dynamicMembers {
      let visible = d.visibleNames
      for n in d.dynamicNames {
        let (type, isSettable) = d.dynamicType(n)
        add(
          PropertyInfo(
            name: n, kind: .property, definition: "\(MemberText.typeName(type)) \(n) {get;\(isSettable ? "set;" : "")}", typeName: type.fullName,
            isHidden: !visible.contains(n), isSettable: isSettable
          ) { c in try d.read(n, c) ?? .null })
      }
    }
    if case .object(let o) = v, o.wrapped == nil, o.type == nil { return all }
    if base.isNull { return all }
    let t = TypeTable.typeOf(base), isAdapted = base.refValue?.dynamicMembers != nil
    for m in t.allMembers(isStatic: false) where m.kind == .property || m.kind == .field {
      guard let get = m.getter else { continue }
      add(
        PropertyInfo(
          name: m.name, kind: .property, definition: m.definition, typeName: ExecutionContext.fullName(ofMember: m), isHidden: m.isHidden,
          isSettable: m.setter != nil, isBeneath: isAdapted
        ) { c in try get(base, c) })
    }
    // arrays have ICollection's Count besides Length
    if case .array(let a) = base, a.kind == .array {
      add(PropertyInfo(name: "Count", kind: .property, definition: "int Count {get;}", typeName: "System.Int32", isSettable: false) { _ in .int(Int32(clamping: a.count)) })
    }
    return all
  }
  /// What type data add to a value: the members of its base types first, one defined again where the nearer type has it.
  private func typeMembers(_ v: Value) -> [MemberDefinition] {
    if typeData.isEmpty { return [] }
    var all: [MemberDefinition] = []
    for t in typeNames(v).reversed() {
      guard let data = typeData[t.lowercased()] else { continue }
      for d in data.members {
        all.removeAll { $0.name.equalsIgnoringCase(d.name) }
        all.append(d)
      }
    }
    return all
  }
  /// Whether type data add anything to an object.
  public func isExtended(_ o: PSObject) -> Bool { !typeMembers(.object(o)).isEmpty }
  /// What type data add to the properties of an object, for its text.
  func typeDataProperties(of o: PSObject) -> [(name: String, kind: Shape.Member, value: Value)] {
    typeMembers(.object(o)).compactMap { d in
      guard d.isValue, o.slot(Symbol.of(d.name)) == nil else { return nil }
      return (d.name, d.kind, { if case .note(let x) = d.body { x } else { .null } }())
    }
  }
  /// The text of a member that belongs to no object yet, as Get-Member shows one.
  public func text(of d: MemberDefinition) -> String {
    switch d.body {
    case .method, .codeMethod: d.methodText
    default: info(d, .null).definition
    }
  }
  /// The type of a property; what it gives by reference has the mark of references behind it.
  private static func fullName(ofMember m: Member) -> String {
    guard m.typeName.utf8.last == 38 else { return TypeTable.resolve(m.typeName)?.fullName ?? m.typeName }
    return TypeTable.resolve(String(m.typeName.dropLast())).map { $0.fullName + "&" } ?? m.typeName
  }
  private func info(_ d: MemberDefinition, _ v: Value) -> PropertyInfo {
    let kind: PropertyInfo.Kind
    let text: String
    var isSettable = true
    switch d.body {
    case .script(let get, let set):
      kind = .script
      isSettable = set != nil
      text = "System.Object \(d.name) {" + (get.map { "get=" + $0.bodyText + ";" } ?? "") + (set.map { "set=" + $0.bodyText + ";" } ?? "") + "}"
    case .alias(let target, let type): kind = .alias; text = "\(d.name) = " + (type.map { "(\($0.fullName))" } ?? "") + target
    case .set(let names): kind = .propertySet; text = "\(d.name) {\(names.joined(separator: ", "))}"
    case .code(_, let set):
      isSettable = set != nil
      switch d.getter {
      case .script(let source): kind = .script; text = "System.Object \(d.name) {get=\(source);}"
      case .method(let method, let type): kind = .code; text = "\(type) \(d.name){get=\(method);}"
      case .note: kind = .note; text = MemberText.note(d.name, (try? evaluate(d, v)) ?? .null, self)
      case nil: kind = .code; text = d.codeText ?? "System.Object \(d.name){get=\(d.name);}"
      }
    case .note(let x): kind = .note; isSettable = false; text = MemberText.note(d.name, x, self)
    case .method: kind = .scriptMethod; text = ""
    case .codeMethod: kind = .codeMethod; text = ""
    }
    let ofCode = d.codeText.map { Overload.result(in: $0) } ?? "System.Object"
    let type = if case .method(_, let name)? = d.getter, kind == .code { name } else { ofCode }
    return PropertyInfo(name: d.name, kind: kind, definition: text, typeName: type, isHidden: d.isHidden, isSettable: isSettable) { c in try c.evaluate(d, v) ?? .null }
  }

  /// Properties and methods (unsorted).
  public func members(_ v: Value) -> [PropertyInfo] {
    if case .other(let r) = v, let view = r.exactly(MemberSetView.self) { return view.members(self, methods: true) }
    var all = properties(v)
    var seen = Set(all.map { $0.name.lowercased() })
    func add(_ p: PropertyInfo) { if seen.insert(p.name.lowercased()).inserted { all.append(p) } }
    // methods that were added stand before what the object's type has
    var added = all.prefix { switch $0.kind { case .note, .script, .alias, .code, .propertySet, .memberSet: true; default: false } }.count
    func addBefore(_ p: PropertyInfo) { if seen.insert(p.name.lowercased()).inserted { all.insert(p, at: added); added += 1 } }
    if case .object(let o) = v {
      for m in o.members where m.kind == .scriptMethod || m.kind == .codeMethod {
        guard case .other(let r) = m.value, let d = r as? MemberDefinition else { continue }
        addBefore(PropertyInfo(name: d.name, kind: m.kind == .scriptMethod ? .scriptMethod : .codeMethod, definition: d.methodText) { _ in .other(d) })
      }
      if let k = o.type?.scriptClass { for p in k.methodInfos() { add(p) } }
    }
    for d in typeMembers(v) where d.kind == .scriptMethod || d.kind == .codeMethod {
      addBefore(PropertyInfo(name: d.name, kind: d.kind == .scriptMethod ? .scriptMethod : .codeMethod, definition: d.methodText) { _ in .other(d) })
    }
    let base = v.base
    // what came through serialization with properties of its type has the object's own two methods
    if case .object(let o) = v, o.wrapped == nil, o.type == nil, o.adapted > 0 {
      for (name, definition) in MemberText.methodsOfDeserialized { add(PropertyInfo(name: name, kind: .method, definition: definition) { _ in .null }) }
      return all
    }
    let t = TypeTable.typeOf(base)
    var byInterface: [String: [String]] = [:], extra: [String] = []
    for m in InterfaceMethods.all(t) { if byInterface[m.name] == nil { extra.append(m.name) }; byInterface[m.name, default: []].append(m.signature) }
    for m in t.allMembers(isStatic: false) where m.kind == .method || m.kind == .parameterizedProperty {
      // an indexer is told as a property with parameters
      let isProperty = m.kind == .parameterizedProperty || m.name == "Item" || m.name == "Chars"
      let accessors = t.instanceMember("set_" + m.name) == nil ? " {get;}" : " {get;set;}"
      let definition = isProperty
        ? (m.definition.isEmpty ? m.overloads.map { $0.signature + accessors }.joined(separator: ", ") : m.definition)
        : InterfaceMethods.definitions(m, of: t).joined(separator: ", ")
      add(PropertyInfo(name: m.name, kind: isProperty ? .parameterized : .method, definition: definition, isHidden: m.isHidden) { _ in .other(PSMethodInfo(v, m, t)) })
    }
    for m in t.allMembers(isStatic: false) where m.kind == .event { add(PropertyInfo(name: m.name, kind: .event, definition: m.definition) { _ in .null }) }
    if t.isArray { add(PropertyInfo(name: "Item", kind: .parameterized, definition: "System.Object IList.Item(int index) {get;set;}") { _ in .null }) }
    if let text = t.chain.lazy.compactMap(\.indexerText).first { add(PropertyInfo(name: "Item", kind: .parameterized, definition: text) { _ in .null }) }
    for n in extra { add(PropertyInfo(name: n, kind: .method, definition: (byInterface[n] ?? []).joined(separator: ", ")) { _ in .null }) }
    return all
  }
}

/// Texts of member definitions.
public enum MemberText {
  /// `string n=v`, as a note property's text.
  public static func note(_ name: String, _ v: Value) -> String { note(name, v, ExecutionContext.current) }
  /// `int`, `string[]`, `System.IO.FileInfo`: accelerators for the language's own types.
  public static func typeName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return typeName(e) + "[" + String(repeating: ",", count: t.rank - 1) + "]" }
    if let d = t.genericDefinition, !t.genericArguments.isEmpty {
      return d.prefix { $0 != "`" } + "[" + t.genericArguments.map(typeName).joined(separator: ",") + "]"
    }
    return short[t.fullName] ?? t.fullName
  }
  /// The same without a namespace.
  public static func bareTypeName(_ t: NetType) -> String {
    let name = typeName(t)
    return name.split(separator: ".").last.map(String.init) ?? name
  }
  static let methodsOfDeserialized = [
    ("GetType", "type GetType()"),
    (
      "ToString",
      """
      string ToString(), string ToString(string format, System.IFormatProvider formatProvider), string IFormattable.ToString(string format, \
      System.IFormatProvider formatProvider)
      """
    ),
  ]
  static let short = ["System.String": "string", "System.Int32": "int", "System.Int64": "long", "System.Boolean": "bool", "System.Double": "double", "System.Single": "float",
    "System.Decimal": "decimal", "System.Byte": "byte", "System.SByte": "sbyte", "System.Int16": "short", "System.UInt16": "ushort", "System.UInt32": "uint", "System.UInt64": "ulong",
    "System.Char": "char", "System.DateTime": "datetime", "System.TimeSpan": "timespan", "System.Collections.Hashtable": "hashtable", "System.Management.Automation.ScriptBlock": "scriptblock",
    "System.Management.Automation.SwitchParameter": "switch", "System.Guid": "guid", "System.Uri": "uri", "System.Version": "version", "System.Xml.XmlDocument": "xml",
    "System.Text.RegularExpressions.Regex": "regex", "System.Management.Automation.PSObject": "psobject", "System.Object": "System.Object",
    "System.Collections.Specialized.OrderedDictionary": "ordered", "System.Void": "void", "System.Type": "type", "System.Numerics.BigInteger": "bigint",
    "System.Management.Automation.SemanticVersion": "semver"]
  static func note(_ name: String, _ v: Value, _ c: ExecutionContext) -> String {
    if v.isNull { return "object \(name)=null" }
    return "\(typeNameOfValue(v, c)) \(name)=\(Conversion.plainText(v))"
  }
  static func typeNameOfValue(_ v: Value, _ c: ExecutionContext) -> String {
    if case .object = v { return c.typeNames(v).first ?? "System.Management.Automation.PSCustomObject" }
    return bareName(TypeTable.typeOf(v.base))
  }
  /// A type by its accelerator, else without its namespace: `DayOfWeek`, `List[int]`.
  private static func bareName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return bareName(e) + "[" + String(repeating: ",", count: max(0, t.rank - 1)) + "]" }
    if t === TypeTable.object { return "Object" }
    if let s = short[t.fullName] { return s }
    func withoutNamespace(_ n: Substring) -> String { n.split(separator: ".").last.map(String.init) ?? String(n) }
    if !t.genericArguments.isEmpty, let d = t.genericDefinition { return withoutNamespace(d.prefix { $0 != "`" }) + "[" + t.genericArguments.map(bareName).joined(separator: ",") + "]" }
    let literal = Conversion.typeLiteral(t)
    // a type that no name reaches is written with its assembly
    return literal == t.fullName || literal.hasPrefix(t.fullName + ",") ? withoutNamespace(t.fullName[...]) : literal
  }
}
