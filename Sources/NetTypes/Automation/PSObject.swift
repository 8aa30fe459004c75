/// `$x.PSObject`: the object's members as objects, its type names and base.
import Engine
import Primitives

/// A member of an object: `PSNoteProperty`, `PSProperty`, `PSScriptProperty`, `PSMethod` …; free-standing until added.
final class PSMember: Ref {
  let name: String
  let info: PropertyInfo?
  /// The object it belongs to; null when made by a constructor.
  let owner: Value
  /// Value of a free-standing note property.
  var held: Value
  let definition: MemberDefinition?
  let typeName: String
  init(_ info: PropertyInfo, of owner: Value) {
    name = info.name; self.info = info; self.owner = owner; held = .null; definition = nil
    typeName = PSMember.typeName(info.kind)
    super.init()
  }
  init(note name: String, _ v: Value) {
    self.name = name; info = nil; owner = .null; held = v; definition = nil
    typeName = "System.Management.Automation.PSNoteProperty"
    super.init()
  }
  init(_ d: MemberDefinition, typeName: String) {
    name = d.name; info = nil; owner = .null; held = .null; definition = d; self.typeName = "System.Management.Automation." + typeName
    super.init()
  }
  override var netType: NetType { TypeTable.get(typeName) }
  /// What it does, when it is one that was added to its object or to the object's type.
  func body(_ context: ExecutionContext) -> MemberDefinition.Body? { (definition ?? owner.objectValue?.definition(name) ?? context.typeDataMember(owner, name))?.body }
  override func text() -> String {
    if let info { return info.definition }
    guard let d = definition else { return MemberText.note(name, held) }
    if case .note(let set) = d.body { return "\(name) {\(set.objectValue?.members.map(\.name).joined(separator: ", ") ?? "")}" }
    return ExecutionContext.current.text(of: d)
  }
  /// The overloads of a method, each by itself.
  func overloadTexts(_ c: ExecutionContext) -> [String] {
    if let m = (try? info?.value(c))?.refValue as? PSMethodInfo, isMethod { return kindName == "ParameterizedProperty" ? [text()] : m.definitions }
    return [text()]
  }
  /// Whether its value can be set, and read; what stands for another member outside of an object cannot say.
  func access(_ c: ExecutionContext) throws -> (isSettable: Bool, isGettable: Bool) {
    switch body(c) {
    case .script(let get, let set): return (set != nil, get != nil)
    case .alias(let target, _):
      guard info != nil else { throw PSMember.refusal("AliasLookupMemberOutsidePSObject", "Cannot access member \"\(target)\" outside of a PSObject.") }
      return (c.properties(owner).first { $0.name.equalsIgnoringCase(target) }?.isSettable ?? true, true)
    default: return (info?.isSettable ?? true, true)
    }
  }

  static func typeName(_ kind: PropertyInfo.Kind) -> String { "System.Management.Automation.PS" + kind.rawValue }
  var isMethod: Bool { ["Method", "ScriptMethod", "CodeMethod", "ParameterizedProperty"].contains(kindName) }
  /// Names that every object answers itself.
  static let reserved = ["psbase", "psadapted", "psextended", "psobject", "pstypenames"]
  static func refusal(_ id: String, _ message: String, exception: String = "ExtendedTypeSystemException") -> TerminatingError {
    TerminatingError(id, message, .notSpecified, exception: "System.Management.Automation." + exception)
  }
  var kindName: String { info?.kind.rawValue ?? String(typeName.dropFirst("System.Management.Automation.PS".count)) }
}

/// `Properties`, `Members`, `Methods` of an object.
final class PSMemberCollection: Ref {
  let owner: Value
  let which: Which
  enum Which { case properties, members, methods }
  let context: ExecutionContext
  init(_ owner: Value, _ which: Which, _ c: ExecutionContext) { self.owner = owner; self.which = which; context = c; super.init() }
  override var netType: NetType { switch which { case .properties: PSMemberCollection.ofProperties; case .members: PSMemberCollection.ofMembers; case .methods: PSMemberCollection.ofMethods } }
  private static let ofProperties = type("PSPropertyInfo"), ofMembers = type("PSMemberInfo"), ofMethods = type("PSMethodInfo")
  private static func type(_ element: String) -> NetType {
    let ns = "System.Management.Automation."
    return TypeTable.generic(ns + "PSMemberInfoIntegratingCollection`1", [TypeTable.get(ns + element)]) ?? TypeTable.object
  }
  var items: [PropertyInfo] { which == .properties ? all.filter { !$0.isHidden || adapted.contains($0.name) } : all }
  /// What the object itself adds, also where a display leaves it out.
  private var adapted: [String] { owner.base.refValue?.dynamicMembers?.dynamicNames ?? [] }
  /// With those that are found by name only.
  private var all: [PropertyInfo] {
    switch which {
    case .properties: context.properties(owner).filter { $0.kind != .propertySet && $0.kind != .memberSet }
    case .members: context.members(owner)
    case .methods: context.members(owner).filter { [.method, .scriptMethod, .codeMethod, .parameterized].contains($0.kind) }
    }
  }
  override func enumerated() -> PSArray? { PSArray(items.map { .other(PSMember($0, of: owner)) }) }
  func find(_ name: String) -> Value { all.first { $0.name.equalsIgnoringCase(name) }.map { .other(PSMember($0, of: owner)) } ?? .null }
}

extension NetTypes {
  /// Calls a method as its object does: whatever it throws comes wrapped, a script class's too.
  private static func throughObject(_ name: String, _ count: Int, _ c: ExecutionContext, _ call: () throws -> Value) throws -> Value {
    do { return try c.callingByReflection(call) } catch let e as TerminatingError {
      var reason = e.record.hostedException(isCommand: false)
      // what no method was chosen for, in contrast to one whose result no script can hold
      if reason.type.fullName == "System.Management.Automation.MethodException", e.record.errorId != "CannotCallMethodWithByRefLikeReturnType" { throw e }
      if reason.type.fullName == "System.Management.Automation.MethodInvocationException", let inner = reason.inner { reason = inner }
      throw TerminatingError(
        "DotNetMethodException", "Exception calling \"\(name)\" with \"\(count)\" argument(s): \"\(reason.message)\"", .notSpecified,
        exception: "System.Management.Automation.MethodInvocationException", inner: reason)
    }
  }
  private static func overloads(_ v: Value, _ c: ExecutionContext) -> Value {
    let a = PSArray(((v.refValue as? PSMethodInfo)?.definitions ?? (v.refValue as? PSMember)?.overloadTexts(c) ?? []).map { .str($0) }, of: TypeTable.string)
    a.kind = .collection
    return .array(a)
  }
  static func registerMembers() {
    let ns = "System.Management.Automation."
    TypeTable.extend(ns + "PSObject", definePSObject)
    TypeTable.register(ns + "PSMemberInfo") { NetType(ns + "PSMemberInfo", base: TypeTable.object, define: defineMember) }
    TypeTable.register(ns + "PSPropertyInfo") { NetType(ns + "PSPropertyInfo", base: TypeTable.get(ns + "PSMemberInfo")) { t in
        t.property("bool IsSettable {get;}") { v, c in .bool(try (v.refValue as? PSMember)?.access(c).isSettable ?? true) }
        t.property("bool IsGettable {get;}") { v, c in .bool(try (v.refValue as? PSMember)?.access(c).isGettable ?? true) }
      }
    }
    TypeTable.register(ns + "PSMethodInfo") { NetType(ns + "PSMethodInfo", base: TypeTable.get(ns + "PSMemberInfo")) }
    // those with short names have them in the table of accelerators
    for name in ["NoteProperty", "Property", "ScriptProperty", "AliasProperty", "CodeProperty", "PropertySet", "MemberSet"] {
      TypeTable.register(ns + "PS" + name) {
        NetType(ns + "PS" + name, base: TypeTable.get(ns + (name.hasSuffix("Set") ? "PSMemberInfo" : "PSPropertyInfo"))) { defineMemberConstructors($0, name) }
      }
    }
    for name in ["Method", "ScriptMethod", "CodeMethod", "ParameterizedProperty"] {
      TypeTable.register(ns + "PS" + name) {
        NetType(ns + "PS" + name, base: TypeTable.get(ns + "PSMethodInfo")) { t in
          defineMemberConstructors(t, name)
          if name == "Method" {
            t.property("string Name {get;}") { v, _ in
              if let m = v.refValue as? PSMethodInfo { return .str(m.member.name) }
              return .str((v.refValue as? PSMember)?.name ?? "")
            }
            t.property("System.Collections.ObjectModel.Collection[string] OverloadDefinitions {get;}") { v, c in
              return overloads(v, c)
            }
            t.method("System.Object Invoke(Params System.Object[] arguments)") { v, a, c in
              let arguments = a.rest(0).values(0)
              if let m = v.refValue as? PSMethodInfo {
                // the one that was chosen already
                return try throughObject(m.member.name, arguments.count, c) {
                  if m.member.overloads.count == 1 { return try c.invoke(m.member.overloads, m.member.name, m.owner, arguments) }
                  if case .type(let t) = m.owner { return try c.callStatic(t, m.member.name, arguments) }
                  return try c.callMethod(m.owner, m.member.name, arguments)
                }
              }
              guard let m = v.refValue as? PSMember else { return .null }
              return try throughObject(m.name, arguments.count, c) { try c.callMethod(m.owner, m.name, arguments) }
            }
          }
          if name == "ParameterizedProperty" {
            t.property("bool IsSettable {get;}") { v, _ in .bool((v.refValue as? PSMember)?.text().hasSuffix("set;}") ?? false) }
            t.property("bool IsGettable {get;}") { _, _ in .yes }
            t.property("System.Collections.ObjectModel.Collection[string] OverloadDefinitions {get;}") { v, c in overloads(v, c) }
            t.property("string TypeNameOfValue {get;}") { v, _ in
              let type = (v.refValue as? PSMember).map { String($0.text().prefix { $0 != " " }) } ?? ""
              return .str(TypeTable.resolve(type)?.fullName ?? type)
            }
          }
          if name == "ScriptMethod" {
            t.property("scriptblock Script {get;}") { v, c in
              if case .method(let b)? = (v.refValue as? PSMember)?.body(c) { .block(b) } else { .null }
            }
            t.property("System.Collections.ObjectModel.Collection[string] OverloadDefinitions {get;}") { v, c in overloads(v, c) }
            t.method("System.Object Invoke(Params System.Object[] arguments)") { v, a, c in
              guard let m = v.refValue as? PSMember else { return .null }
              if case .method(let b)? = m.definition?.body { return try c.invokeBlock(b, arguments: a.rest(0).values(0), this: .null) }
              return try c.callMethod(m.owner, m.name, a.rest(0).values(0))
            }
          }
        }
      }
    }
    TypeTable.registerClosed(ns + "PSMemberInfoCollection`1", interfaces: ["System.Collections.IEnumerable"], define: defineMemberCollection)
    TypeTable.registerClosed(
      ns + "PSMemberInfoIntegratingCollection`1", interfaces: ["System.Collections.IEnumerable"],
      made: { $0.baseType = TypeTable.generic(ns + "PSMemberInfoCollection`1", $0.genericArguments) }, define: defineMemberCollection)
    TypeTable.registerClosed(ns + "ReadOnlyPSMemberInfoCollection`1", interfaces: ["System.Collections.IEnumerable"], define: PSMatchedMembers.define)
  }

  private static func definePSObject(_ t: NetType) {
    func target(_ v: Value) -> Value { (v.refValue as? PSObjectView)?.value ?? v }
    let ns = "System.Management.Automation."
    t.constructor("psobject new()") { _, _ in .object(PSObject()) }
    t.constructor("psobject new(System.Object obj)") { a, _ in a.at(0) }
    t.staticMethod("static psobject AsPSObject(System.Object obj)") { a, _ in a.at(0) }
    t.property("\(ns)PSMemberInfoCollection[\(ns)PSMemberInfo] Members {get;}") { v, c in .other(PSMemberCollection(target(v), .members, c)) }
    t.property("\(ns)PSMemberInfoCollection[\(ns)PSPropertyInfo] Properties {get;}") { v, c in .other(PSMemberCollection(target(v), .properties, c)) }
    t.property("\(ns)PSMemberInfoCollection[\(ns)PSMethodInfo] Methods {get;}") { v, c in .other(PSMemberCollection(target(v), .methods, c)) }
    // what was added to a structure stays with its box
    func base(_ v: Value, _ c: ExecutionContext) -> Value {
      if case .object(let o) = v, o.type == nil, o.count > 0, let inner = o.wrapped, TypeTable.typeOf(inner.base).isValueType { return v }
      return c.unwrapping(v)
    }
    t.property("System.Object ImmediateBaseObject {get;}") { v, c in base(target(v), c) }
    t.property("System.Object BaseObject {get;}") { v, c in base(target(v), c) }
    t.property("System.Collections.ObjectModel.Collection[string] TypeNames {get;}") { v, c in .other(PSTypeNames(target(v), c)) }
    t.method("psobject Copy()") { v, _, _ in
      switch target(v) {
      case .object(let o): return .object(o.copy())
      case .hash(let h): return .hash(h.copy())
      case .array(let a): return .array(a.copy())
      case let x: return x
      }
    }
    t.method("int CompareTo(System.Object obj)") { v, a, _ in .count(try Conversion.compare(target(v), a.at(0))) }
    t.method("string ToString()") { v, _, c in .str(Conversion.toStringInCulture(target(v), c)) }
  }

  private static func defineMember(_ t: NetType) {
    func of(_ v: Value) -> PSMember? { v.refValue as? PSMember }
    let ns = "System.Management.Automation."
    t.property("\(ns)PSMemberTypes MemberType {get;}") { v, _ in
      let name = of(v)?.kindName ?? "Method"
      return .other(PSEnum(ns + "PSMemberTypes", name))
    }
    t.property("System.Object Value {get;set;}", set: { v, x, c in
      guard let m = of(v) else { return }
      if m.isMethod || m.kindName == "PropertySet" || m.kindName == "MemberSet" {
        throw PSMember.refusal(m.isMethod ? "CannotChangePSMethodInfoValue" : "CannotChangePS\(m.kindName)Value", "Cannot set the Value property for PSMemberInfo object of type \"\(m.typeName)\".")
      }
      if let info = m.info, info.kind == .note, !info.isSettable {
        throw PSMember.refusal("ChangeValueOfStaticNote", "Cannot change the member created from the type configuration: \"\(m.name)\".", exception: "SetValueException")
      }
      if m.info == nil { m.held = x } else { try c.setProperty(m.owner, m.name, x, byMember: true) }
    }) { v, c in
      guard let m = of(v) else { return (v.refValue as? PSMethodInfo).map { .str($0.definitions.joined(separator: ", ")) } ?? .null }
      if m.isMethod || m.kindName == "PropertySet" || m.kindName == "MemberSet" { return v }
      if let d = m.definition {
        switch d.body {
        case .script(let get, _):
          guard let get else { throw PSMember.refusal("GetWithoutGetterFromScriptPropertyValue", "Get accessor for property \"\(m.name)\" is unavailable.", exception: "GetValueException") }
          return try c.invokeBlock(get, this: .null).orNull
        case .alias(let target, _): throw PSMember.refusal("AliasLookupMemberOutsidePSObject", "Cannot access member \"\(target)\" outside of a PSObject.")
        default: break
        }
      }
      guard let info = m.info else { return m.held }
      return try info.value(c).orNull
    }
    t.property("string TypeNameOfValue {get;}") { v, c in
      guard let m = of(v), m.kindName != "Method" else { return .str("System.Management.Automation.PSMethod") }
      if m.kindName == "PropertySet" || m.kindName == "MemberSet" { return .str(m.typeName) }
      if m.info == nil, case .alias(let target, let type)? = m.definition?.body {
        guard let type else { throw PSMember.refusal("AliasLookupMemberOutsidePSObject", "Cannot access member \"\(target)\" outside of a PSObject.") }
        return .str(type.fullName)
      }
      if let info = m.info {
        if info.kind == .note, let x = try? info.value(c), !x.isNull { return .str(c.typeNames(x).first ?? "System.Object") }
        // what stands for another property is of its type
        if info.kind == .alias, case .alias(let target, let type)? = m.body(c) {
          return .str(type?.fullName ?? c.properties(m.owner).first { $0.name.equalsIgnoringCase(target) }?.typeName ?? info.typeName)
        }
        return .str(info.typeName)
      }
      return .str(m.held.isNull ? "System.Object" : Conversion.typeText(TypeTable.typeOf(m.held)))
    }
    t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? (v.refValue as? PSMethodInfo)?.member.name ?? "") }
    t.property("bool IsInstance {get;}") { v, c in
      .bool(of(v).map { m in m.info == nil || m.owner.objectValue?.slot(Symbol.of(m.name)) != nil || c.typeDataMember(m.owner, m.name) == nil } ?? true)
    }
    t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    t.method("\(ns)PSMemberInfo Copy()") { v, _, _ in
      guard let m = of(v) else { return v }
      if let info = m.info { return .other(PSMember(info, of: m.owner)) }
      return .other(m.definition.map { PSMember($0, typeName: "PS" + m.kindName) } ?? PSMember(note: m.name, m.held))
    }
  }
  private static func defineMemberConstructors(_ t: NetType, _ kind: String) {
    let full = "System.Management.Automation.PS" + kind
    switch kind {
    case "NoteProperty": t.constructor("\(full) new(string name, System.Object value)") { a, _ in
      if a.string(0).isEmpty {
        throw netError(
          "System.Management.Automation.PSArgumentException",
          "Cannot process argument because the value of argument \"name\" is not valid. Change the value of the \"name\" argument and run the operation again.")
      }
      return .other(PSMember(note: a.string(0), a.at(1).orNull))
    }
    case "AliasProperty":
      t.constructor("\(full) new(string name, string referencedMemberName)") { a, _ in
        .other(PSMember(MemberDefinition(a.string(0), .alias(a.string(1), convertTo: nil)), typeName: "PSAliasProperty"))
      }
      t.constructor("\(full) new(string name, string referencedMemberName, type conversionType)") { a, _ in
        guard case .type(let type) = a.at(2).base else { throw nullArgument("conversionType") }
        return .other(PSMember(MemberDefinition(a.string(0), .alias(a.string(1), convertTo: type)), typeName: "PSAliasProperty"))
      }
      t.property("type ConversionType {get;}") { v, c in
        if case .alias(_, let type?)? = (v.refValue as? PSMember)?.body(c) { .type(type) } else { .null }
      }
      t.property("string ReferencedMemberName {get;}") { v, _ in
        if let d = (v.refValue as? PSMember)?.definition, case .alias(let n, _) = d.body { return .str(n) }
        guard let text = (v.refValue as? PSMember)?.info?.definition, let at = text.range(of: " = ") else { return .null }
        return .str(String(text[at]))
      }
    case "ScriptProperty":
      func body(_ v: Value, _ c: ExecutionContext) throws -> (get: ScriptBlock?, set: ScriptBlock?) {
        guard let m = v.refValue as? PSMember, let d = m.definition ?? m.owner.objectValue?.definition(m.name) ?? c.typeDataMember(m.owner, m.name) else { return (nil, nil) }
        if case .script(let get, let set) = d.body { return (get, set) }
        guard case .script(let source)? = d.getter, case .block(let b) = try c.callStatic(TypeTable.scriptBlock, "Create", [.str(source)]).base else { return (nil, nil) }
        return (b, nil)
      }
      t.property("scriptblock GetterScript {get;}") { v, c in try body(v, c).get.map { .block($0) } ?? .null }
      t.property("scriptblock SetterScript {get;}") { v, c in try body(v, c).set.map { .block($0) } ?? .null }
      t.constructor("\(full) new(string name, scriptblock getterScript)") { a, _ in .other(PSMember(MemberDefinition(a.string(0), .script(get: a.block(1), set: nil)), typeName: "PSScriptProperty")) }
      t.constructor("\(full) new(string name, scriptblock getterScript, scriptblock setterScript)") { a, _ in
        if a.block(1) == nil, a.block(2) == nil {
          throw netError(
            "System.Management.Automation.PSArgumentException",
            """
            Cannot process argument because the value of argument "getterScript setterScript" is not valid. Change the value of the "getterScript \
            setterScript" argument and run the operation again.
            """
          )
        }
        return .other(PSMember(MemberDefinition(a.string(0), .script(get: a.block(1), set: a.block(2))), typeName: "PSScriptProperty"))
      }
    case "ScriptMethod":
      t.constructor("\(full) new(string name, scriptblock script)") { a, _ in
        guard let b = a.block(1) else { throw nullArgument("script") }
        return .other(PSMember(MemberDefinition(a.string(0), .method(b)), typeName: "PSScriptMethod"))
      }
    case "PropertySet":
      t.constructor("\(full) new(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)") { a, _ in
        .other(PSMember(MemberDefinition(a.string(0), .set(a.values(1).map { Conversion.toString($0) })), typeName: "PSPropertySet"))
      }
      t.property("System.Collections.ObjectModel.Collection[string] ReferencedPropertyNames {get;}") { v, c in
        guard case .set(let names)? = (v.refValue as? PSMember)?.body(c) else { return .null }
        let a = PSArray(names.map { .str($0) }, of: TypeTable.string)
        a.kind = .collection
        return .array(a)
      }
    case "MemberSet":
      t.constructor("\(full) new(string name)") { a, c in
        .other(PSMember(MemberDefinition(a.string(0), .note(.object(try MemberSet.holding([], c)))), typeName: "PSMemberSet"))
      }
      t.constructor("\(full) new(string name, System.Collections.Generic.IEnumerable[System.Management.Automation.PSMemberInfo] members)") { a, c in
        .other(PSMember(MemberDefinition(a.string(0), .note(.object(try MemberSet.holding(a.values(1), c)))), typeName: "PSMemberSet"))
      }
    default: break
    }
  }

  private static func defineMemberCollection(_ t: NetType) {
    func of(_ v: Value) -> PSMemberCollection? { v.refValue as? PSMemberCollection }
    func add(_ v: Value, _ x: Value, preValidated: Bool = false) throws {
      guard let c = of(v), let m = x.refValue as? PSMember else { throw nullArgument("member") }
      if !preValidated {
        if m.kindName == "Property" || m.kindName == "Method" { throw PSMember.refusal("CannotAddMethodOrProperty", "A PSProperty or PSMethod object cannot be added to this collection.") }
        if PSMember.reserved.contains(m.name.lowercased()) { throw PSMember.refusal("PSObjectMembersMembersAddReservedName", "The member name \"\(m.name)\" is reserved.") }
      }
      guard let o = c.owner.objectValue ?? c.context.makeInstanceMembers(of: c.owner) else { return }
      // a member the object has of its own is replaced
      if !preValidated, o.slot(Symbol.of(m.name)) == nil, let shared = c.context.typeDataMember(c.owner, m.name), [.scriptProperty, .aliasProperty, .note].contains(shared.kind)
      {
        throw PSMember.refusal("AlreadyPresentInTypesXml", "The member \"\(m.name)\" is already present from the extended type data file.")
      }
      if let d = m.definition {
        if case .note(let set) = d.body { c.context.addMember(m.name, set, kind: .memberSet, to: o) } else { c.context.addMember(m.name, .other(d), kind: d.kind, to: o) }
      } else {
        c.context.addMember(m.name, m.info == nil ? m.held : (try m.info?.value(c.context).orNull ?? .null), to: o)
      }
    }
    t.method("void Add(System.Management.Automation.PSMemberInfo member)") { v, a, _ in try add(v, a.at(0)); return .void }
    t.method("void Add(System.Management.Automation.PSMemberInfo member, bool preValidated)") { v, a, _ in try add(v, a.at(0), preValidated: a.bool(1)); return .void }
    t.method("void Remove(string name)") { v, a, _ in
      if let c = of(v), case .object(let o) = c.owner { o.remove(a.string(0)) }
      return .void
    }
    PSMatchedMembers.defineMatch(t) { v in of(v).map { c in (c.items.map { PSMember($0, of: c.owner) }, c.netType) } }
    t.method("System.Management.Automation.PSMemberInfo get_Item(string name)") { v, a, _ in of(v)?.find(a.string(0)) ?? .null }
    t.indexer = { v, key in of(v)?.find(Conversion.toString(key)) ?? .null }
  }
}

/// `PSObject.TypeNames`: a list whose changes reach the object.
final class PSTypeNames: Ref {
  let owner: Value
  let context: ExecutionContext
  init(_ v: Value, _ c: ExecutionContext) { owner = v; context = c; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.Runspaces.ConsolidatedString") }
  var names: [String] {
    get { context.typeNames(owner) }
    set { if case .object(let o) = owner { o.typeNames = newValue } }
  }
  override func enumerated() -> PSArray? { PSArray(names.map { .str($0) }, of: TypeTable.string) }
}

extension NetTypes {
  static func registerTypeNames() {
    TypeTable.register("System.Management.Automation.Runspaces.ConsolidatedString") {
      NetType(
        "System.Management.Automation.Runspaces.ConsolidatedString", base: TypeTable.object,
        interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
      ) { t in
        func of(_ v: Value) -> PSTypeNames? { v.refValue as? PSTypeNames }
        t.property("int Count {get;}") { v, _ in .count(of(v)?.names.count ?? 0) }
        t.method("void Insert(int index, string item)") { v, a, _ in
          guard let l = of(v) else { return .void }
          var names = l.names
          guard a.int(0) >= 0, a.int(0) <= names.count else { throw indexOutOfRange() }
          names.insert(a.string(1), at: a.int(0))
          l.names = names
          return .void
        }
        t.method("void Add(string item)") { v, a, _ in of(v)?.names.append(a.string(0)); return .void }
        t.method("bool Remove(string item)") { v, a, _ in
          guard let l = of(v), let i = l.names.firstIndex(of: a.string(0)) else { return .no }
          l.names.remove(at: i)
          return .yes
        }
        t.method("void RemoveAt(int index)") { v, a, _ in
          guard let l = of(v), l.names.indices.contains(a.int(0)) else { throw indexOutOfRange() }
          l.names.remove(at: a.int(0))
          return .void
        }
        t.method("void Clear()") { v, _, _ in of(v)?.names = []; return .void }
        t.method("bool Contains(string item)") { v, a, _ in .bool(of(v)?.names.contains(a.string(0)) ?? false) }
        t.method("int IndexOf(string item)") { v, a, _ in .count(of(v)?.names.firstIndex(of: a.string(0)) ?? -1) }
        t.indexer = { v, i in
          guard let names = of(v)?.names else { return .null }
          guard case .int(let n)? = Conversion.tryConvert(i, to: TypeTable.int, nil) else { return .null }
          let k = n < 0 ? Int(n) + names.count : Int(n)
          // several positions leave out those that are not there
          return names.indices.contains(k) ? .str(names[k]) : .void
        }
      }
    }
  }
}

private extension String {
  /// Where the rest after a short separator begins.
  func range(of separator: String) -> PartialRangeFrom<String.Index>? {
    let n = Array(separator.utf8), h = Array(utf8)
    guard h.count >= n.count else { return nil }
    for i in 0...(h.count - n.count) where Array(h[i..<i + n.count]) == n { return utf8.index(utf8.startIndex, offsetBy: i + n.count)... }
    return nil
  }
}
