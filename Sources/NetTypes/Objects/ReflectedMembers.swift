/// Members of types as objects: `MethodInfo`, `PropertyInfo`, `FieldInfo`, `ConstructorInfo`, `ParameterInfo`.
///
/// What only the metadata of compiled code holds is left out: tokens, handles, flags of its compiler.
import Engine
import Primitives

/// `MethodInfo`, `PropertyInfo`, `FieldInfo`, `ConstructorInfo`.
class PSMemberInfo: Ref {
  let member: Member
  let overload: Overload?
  let owner: NetType
  /// .NET has it as a field, which the tables of members have as a property.
  let isField: Bool
  init(_ m: Member, _ o: Overload?, _ t: NetType, isField: Bool = false) { member = m; overload = o; owner = t; self.isField = isField; super.init() }
  var name: String { member.name }
  /// A type declares it.
  var hasOwner: Bool { true }
  final override var netType: NetType {
    let kind = name == ".ctor" ? "RuntimeConstructorInfo" : overload != nil || self is ThrownMethod ? "RuntimeMethodInfo" : !isField ? "RuntimePropertyInfo" : isLiteral ? "MdFieldInfo" : "RtFieldInfo"
    return TypeTable.get("System.Reflection." + kind)
  }
  /// A constant, whose value is in the code that uses it: that of a number or an enumeration.
  var isLiteral: Bool { isField && member.isStatic && (owner.isEnum || returnType.map { $0.isPrimitive && $0.name != "Boolean" && !$0.name.hasSuffix("IntPtr") } ?? false) }
  /// The methods that read and write a property.
  static func accessors(_ m: Member, _ u: NetType) -> [Value] {
    func info(_ name: String, _ signature: String, _ types: [NetType], _ body: @escaping MethodBody) -> Value {
      let method = Member(name, .method, isStatic: m.isStatic, definition: "")
      let overload = Overload((m.isStatic ? "static " : "") + signature, types: types, body)
      method.overloads = [overload]
      return .other(PSMemberInfo(method, overload, u))
    }
    var all: [Value] = []
    let type = Overload.result(in: m.definition)
    if let get = m.getter { all.append(info("get_" + m.name, "\(type) get_\(m.name)()", []) { v, _, c in try get(v, c) }) }
    if let set = m.setter {
      all.append(info("set_" + m.name, "void set_\(m.name)(\(type) value)", [TypeTable.resolve(type) ?? TypeTable.object]) { v, a, c in try set(v, a.at(0), c); return .void })
    }
    return all
  }
  /// Primitive types by their short names, others by the full ones.
  static func shortName(_ t: NetType) -> String {
    if t.isArray, let e = t.elementType { return shortName(e) + "[" + String(repeating: ",", count: t.rank - 1) + "]" }
    return t.isPrimitive || t.fullName == "System.Void" ? t.name : Conversion.typeText(t)
  }
  /// As .NET writes a member: `Int32 IndexOf(Char, Int32)`; primitive types by their short names.
  override func text() -> String {
    func name(_ t: NetType?, _ raw: String) -> String { t.map(PSMemberInfo.shortName) ?? raw }
    guard let o = overload else { return name(returnType, member.typeName) + " " + member.name }
    let parameters = zip(o.parameters, o.types).enumerated().map { i, p in
      let isRest = o.takesRest && i == o.types.count - 1
      return name(p.1, p.0.type) + (isRest ? "[]" : "") + (p.0.type.hasPrefix("[ref]") ? " ByRef" : "")
    }
    return (self.name == ".ctor" ? "Void" : name(returnType, "")) + " " + self.name + "(" + parameters.joined(separator: ", ") + ")"
  }
  /// What a constructor makes; one that is not public is called as it is.
  func construct(_ arguments: [Value], _ c: ExecutionContext) throws -> Value {
    if let overload, !owner.allConstructors.contains(where: { $0 === overload }) { return try overload.body(.null, arguments, c) }
    return try c.construct(owner, arguments)
  }
  /// First word of the signature that is a type.
  var returnType: NetType? { TypeTable.resolve(Overload.result(in: overload?.signature ?? member.definition)) }
}

/// `ParameterInfo`: a parameter of a method, or what the method returns.
final class PSParameterInfo: Ref {
  let method: PSMemberInfo
  /// Among the method's parameters; -1 for what it returns.
  let position: Int
  init(_ m: PSMemberInfo, _ position: Int) { method = m; self.position = position; super.init() }
  override var netType: NetType { TypeTable.named("System.Reflection.RuntimeParameterInfo") }
  override func text() -> String { (type.map { PSMemberInfo.shortName($0) } ?? "") + (name.map { " " + $0 } ?? "") }
  var name: String? { position < 0 ? nil : method.overload?.parameters[position].name }
  var type: NetType? {
    guard position >= 0, let o = method.overload, let t = o.types[position] else { return position < 0 ? method.returnType : nil }
    return o.takesRest && position == o.types.count - 1 ? TypeTable.array(of: t) : t
  }
  var isOptional: Bool { position >= 0 && method.overload.map { $0.types.count - position <= $0.optionalCount } ?? false }
  var isOut: Bool { position >= 0 && method.overload?.parameters[position].type.hasPrefix("out ") ?? false }
}

extension NetTypes {
  private static func type(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.object } }
  private static func of(_ v: Value) -> PSMemberInfo? { v.refValue as? PSMemberInfo }

  static func registerReflectedMembers() {
    let ns = "System.Reflection."
    func register(_ name: String, _ base: String, _ define: @escaping (NetType) -> Void = { _ in }) {
      TypeTable.register(ns + name) { NetType(ns + name, base: TypeTable.get(base), define: define) }
    }
    register("MethodBase", ns + "MemberInfo")
    register("MethodInfo", ns + "MethodBase") { t in
      defineMemberInfo(t, methods: true)
      defineMethodBase(t)
      t.property("type ReturnType {get;}") { v, _ in of(v)?.returnType.map { .type($0) } ?? .null }
      t.property("System.Reflection.ICustomAttributeProvider ReturnTypeCustomAttributes {get;}") { v, _ in of(v).map { .other(PSParameterInfo($0, -1)) } ?? .null }
      t.property("System.Reflection.ParameterInfo ReturnParameter {get;}") { v, _ in of(v).map { .other(PSParameterInfo($0, -1)) } ?? .null }
    }
    register("ConstructorInfo", ns + "MethodBase") { t in
      defineMemberInfo(t, methods: true)
      defineMethodBase(t)
    }
    register("PropertyInfo", ns + "MemberInfo") { t in
      defineMemberInfo(t, methods: false)
      t.property("System.Reflection.PropertyAttributes Attributes {get;}") { _, _ in .member(ns + "PropertyAttributes", 0) }
      t.property("bool IsSpecialName {get;}") { _, _ in .no }
    }
    register("FieldInfo", ns + "MemberInfo", defineFieldInfo)
    for n in ["MethodInfo", "ConstructorInfo", "PropertyInfo", "FieldInfo"] { register("Runtime" + n, ns + n) }
    for n in ["MdFieldInfo", "RtFieldInfo"] { register(n, ns + "RuntimeFieldInfo") }
    register("ParameterInfo", "System.Object", defineParameterInfo)
    register("RuntimeParameterInfo", ns + "ParameterInfo")
  }

  /// Who may use a method or a field.
  private static func defineAccess(_ t: NetType) {
    t.property("bool IsStatic {get;}") { v, _ in .bool(of(v)?.member.isStatic ?? false) }
    t.property("bool IsPublic {get;}") { _, _ in .yes }
    for n in ["IsAssembly", "IsFamily", "IsFamilyAndAssembly", "IsFamilyOrAssembly", "IsPrivate", "IsSecuritySafeCritical", "IsSecurityTransparent"] {
      t.property("bool \(n) {get;}") { _, _ in .no }
    }
    t.property("bool IsSecurityCritical {get;}") { _, _ in .yes }
  }

  private static func defineMethodBase(_ t: NetType) {
    defineAccess(t)
    func isConstructor(_ m: PSMemberInfo) -> Bool { m.name == ".ctor" }
    func isSpecial(_ m: PSMemberInfo) -> Bool { isConstructor(m) || ["get_", "set_", "add_", "remove_", "op_"].contains { m.name.hasPrefix($0) } }
    func isOfScript(_ m: PSMemberInfo) -> Bool { m.owner.scriptClass != nil }
    /// An interface of its type asks for it.
    func isOfInterface(_ m: PSMemberInfo) -> Bool { !m.member.isStatic && !isConstructor(m) && !isOfScript(m) && InterfaceMethods.declareToo(m.name, m.owner) }
    /// Methods of script classes are, and those that an interface or a base asks for.
    func isVirtual(_ m: PSMemberInfo) -> Bool {
      guard !m.member.isStatic, !isConstructor(m) else { return false }
      if isOfScript(m) { return true }
      return isOfInterface(m) || m.owner.baseType?.instanceMember(m.name).map { $0.overloads.contains { $0.parameters.map(\.type) == m.overload?.parameters.map(\.type) } } ?? false
    }
    func isFinal(_ m: PSMemberInfo) -> Bool { isOfInterface(m) && m.owner.baseType?.instanceMember(m.name) == nil }
    t.property("System.Reflection.MethodAttributes Attributes {get;}") { v, _ in
      guard let m = of(v) else { return .null }
      var all = 6
      if m.member.isStatic { all |= 16 }
      if isFinal(m) { all |= 32 | 256 }
      if isVirtual(m) { all |= 64 }
      if !isOfScript(m) { all |= 128 }
      if isSpecial(m) { all |= 2048 }
      if isConstructor(m) { all |= 4096 }
      return .member("System.Reflection.MethodAttributes", all)
    }
    t.property("System.Reflection.CallingConventions CallingConvention {get;}") { v, _ in .member("System.Reflection.CallingConventions", of(v)?.member.isStatic == true ? 1 : 33) }
    let flags: [(String, (PSMemberInfo) -> Bool)] = [
      ("IsGenericMethod", { !($0.overload.map { Overload.typeParameters($0.signature) } ?? []).isEmpty }),
      ("IsGenericMethodDefinition", { !($0.overload.map { Overload.typeParameters($0.signature) } ?? []).isEmpty }),
      ("ContainsGenericParameters", { !($0.overload.map { Overload.typeParameters($0.signature) } ?? []).isEmpty }),
      ("IsAbstract", { $0.owner.category == .interface }), ("IsConstructor", isConstructor), ("IsFinal", isFinal), ("IsHideBySig", { !isOfScript($0) }),
      ("IsSpecialName", isSpecial), ("IsVirtual", isVirtual),
    ]
    for (n, f) in flags { t.property("bool \(n) {get;}") { v, _ in .bool(of(v).map(f) ?? false) } }
    t.property("bool IsConstructedGenericMethod {get;}") { _, _ in .no }
  }

  private static func defineFieldInfo(_ t: NetType) {
    defineMemberInfo(t, methods: false)
    for n in ["PropertyType", "CanRead", "CanWrite", "GetMethod", "SetMethod"] { t.drop(n) }
    defineAccess(t)
    t.property("System.Reflection.MemberTypes MemberType {get;}") { _, _ in .member("System.Reflection.MemberTypes", 4) }
    t.property("type FieldType {get;}") { v, _ in of(v)?.returnType.map { .type($0) } ?? .null }
    t.property("System.Reflection.FieldAttributes Attributes {get;}") { v, _ in
      guard let m = of(v) else { return .null }
      return .member("System.Reflection.FieldAttributes", 6 | (m.member.isStatic ? 16 : 0) | (m.isLiteral ? 64 | 32768 : m.member.setter == nil ? 32 : 0))
    }
    t.property("bool IsInitOnly {get;}") { v, _ in .bool(of(v).map { !$0.isLiteral && $0.member.setter == nil } ?? false) }
    t.property("bool IsLiteral {get;}") { v, _ in .bool(of(v)?.isLiteral ?? false) }
    for n in ["IsNotSerialized", "IsPinvokeImpl", "IsSpecialName"] { t.property("bool \(n) {get;}") { _, _ in .no } }
    t.method("System.Object GetRawConstantValue()") { v, _, c in
      guard let m = of(v), m.isLiteral else { throw netError("System.InvalidOperationException", "Operation is not valid due to the current state of the object.") }
      let value = try m.member.getter?(.type(m.owner), c) ?? .null
      // of an enum its number
      guard let e = value.refValue as? PSEnum else { return value }
      return Conversion.tryConvert(.long(e.raw), to: TypeTable.get(e.type.enumeration?.underlying ?? "System.Int32"), c) ?? .long(e.raw)
    }
  }

  private static func defineParameterInfo(_ t: NetType) {
    func of(_ v: Value) -> PSParameterInfo? { v.refValue as? PSParameterInfo }
    t.property("type ParameterType {get;}") { v, _ in of(v)?.type.map { .type($0) } ?? .null }
    t.property("string Name {get;}") { v, _ in of(v)?.name.map { .str($0) } ?? .null }
    t.property("bool HasDefaultValue {get;}") { v, _ in .bool(of(v)?.isOptional ?? false) }
    for n in ["DefaultValue", "RawDefaultValue"] {
      t.property("System.Object \(n) {get;}") { v, c in try of(v).flatMap { p in p.isOptional ? p.method.overload?.defaultText(p.position) : nil }.map { try defaultValue($0, c) } ?? .null }
    }
    t.property("System.Reflection.ParameterAttributes Attributes {get;}") { v, _ in
      .member("System.Reflection.ParameterAttributes", (of(v)?.isOut == true ? 2 : 0) | (of(v)?.isOptional == true ? 16 | 4096 : 0))
    }
    t.property("System.Reflection.MemberInfo Member {get;}") { v, _ in of(v).map { .other($0.method) } ?? .null }
    t.property("int Position {get;}") { v, _ in .count(of(v)?.position ?? 0) }
    for n in ["IsIn", "IsLcid"] { t.property("bool \(n) {get;}") { _, _ in .no } }
    t.property("bool IsOptional {get;}") { v, _ in .bool(of(v)?.isOptional ?? false) }
    t.property("bool IsOut {get;}") { v, _ in .bool(of(v)?.isOut ?? false) }
    t.property("bool IsRetval {get;}") { _, _ in .no }
    t.property("System.Collections.Generic.IEnumerable[System.Reflection.CustomAttributeData] CustomAttributes {get;}") { _, _ in .arr([]) }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
  }
  /// The value that the text of a signature gives a parameter.
  private static func defaultValue(_ text: String, _ c: ExecutionContext) throws -> Value {
    switch text {
    case "null", "default": .null
    case "True": .yes
    case "False": .no
    default: text.hasPrefix("\"") ? .str(String(text.dropFirst().dropLast())) : Conversion.tryConvert(.str(text), to: TypeTable.int, c) ?? .str(text)
    }
  }

  private static func defineMemberInfo(_ t: NetType, methods: Bool) {
    t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? "") }
    t.property("type DeclaringType {get;}") { v, _ in of(v).flatMap { $0.hasOwner ? .type($0.owner.declarer(of: $0.member)) : nil } ?? .null }
    t.property("type ReflectedType {get;}") { v, _ in of(v).flatMap { $0.hasOwner ? .type($0.owner) : nil } ?? .null }
    t.property("System.Reflection.Module Module {get;}") { v, _ in
      of(v).map { .other(PSAssemblyModule(PSAssembly(($0 as? ThrownMethod)?.site.source ?? FollowedVersion.assembly(of: $0.owner), isOfScript: $0.owner.scriptAssembly != nil))) } ?? .null
    }
    // code made while the session runs can be forgotten
    t.property("bool IsCollectible {get;}") { v, _ in .bool(of(v).map { $0.owner.scriptAssembly != nil || $0.name == ".ctor" } ?? false) }
    t.property("System.Collections.Generic.IEnumerable[System.Reflection.CustomAttributeData] CustomAttributes {get;}") { _, _ in .arr([]) }
    t.property("System.Reflection.MemberTypes MemberType {get;}") { v, _ in .member("System.Reflection.MemberTypes", methods ? of(v)?.name == ".ctor" ? 1 : 8 : 16) }
    if methods {
      t.method("System.Reflection.ParameterInfo[] GetParameters()") { v, _, _ in
        .array(PSArray((0..<(of(v)?.overload?.parameters.count ?? 0)).compactMap { i in of(v).map { .other(PSParameterInfo($0, i)) } }, of: TypeTable.get("System.Reflection.ParameterInfo")))
      }
      t.method("System.Object[] GetCustomAttributes(bool inherit)") { v, _, _ in .arr(of(v).map { $0.owner.attributeObjects(ofMethod: $0.name) } ?? []) }
      t.method("System.Object[] GetCustomAttributes(type attributeType, bool inherit)") { v, a, _ in
        .arr(of(v).map { $0.owner.attributeObjects(ofMethod: $0.name) }?.filter { type(a.at(0)).isAssignable(from: TypeTable.typeOf($0)) } ?? [])
      }
      t.method("System.Object Invoke(System.Object obj, System.Object[] parameters)") { v, a, c in
        guard let m = of(v) else { return .null }
        if m.name == ".ctor" { return try m.construct(a.values(1), c) }
        // not public: no call by name finds it
        if !m.member.isStatic, m.owner.instanceMember(m.name) == nil, let hidden = m.overload { return try hidden.body(a.at(0), a.values(1), c) }
        return m.member.isStatic ? try c.callStatic(m.owner, m.name, a.values(1)) : try c.callMethod(a.at(0), m.name, a.values(1))
      }
      t.method("System.Object Invoke(System.Object[] parameters)") { v, a, c in try of(v)?.construct(a.values(0), c) ?? .null }
    } else {
      t.method("System.Object[] GetCustomAttributes(bool inherit)") { v, _, _ in .arr(of(v).map { $0.owner.attributeObjects(ofProperty: $0.name) } ?? []) }
      t.method("System.Object[] GetCustomAttributes(type attributeType, bool inherit)") { v, a, _ in
        .arr(of(v).map { $0.owner.attributeObjects(ofProperty: $0.name) }?.filter { type(a.at(0)).isAssignable(from: TypeTable.typeOf($0)) } ?? [])
      }
      t.property("type PropertyType {get;}") { v, _ in of(v)?.returnType.map { .type($0) } ?? .null }
      t.property("bool CanRead {get;}") { v, _ in .bool(of(v)?.member.getter != nil) }
      t.property("bool CanWrite {get;}") { v, _ in .bool(of(v)?.member.setter != nil) }
      func accessors(_ v: Value, _ prefix: String = "") -> [Value] {
        let all = of(v).map { PSMemberInfo.accessors($0.member, $0.owner) } ?? []
        return all.filter { ($0.refValue as? PSMemberInfo)?.name.hasPrefix(prefix) ?? false }
      }
      t.property("System.Reflection.MethodInfo GetMethod {get;}") { v, _ in accessors(v, "get_").first ?? .null }
      t.property("System.Reflection.MethodInfo SetMethod {get;}") { v, _ in accessors(v, "set_").first ?? .null }
      t.method("System.Reflection.MethodInfo GetGetMethod()") { v, _, _ in accessors(v, "get_").first ?? .null }
      t.method("System.Reflection.MethodInfo GetSetMethod()") { v, _, _ in accessors(v, "set_").first ?? .null }
      t.method("System.Reflection.MethodInfo[] GetAccessors()") { v, _, _ in .array(PSArray(accessors(v), of: TypeTable.get("System.Reflection.MethodInfo"))) }
      for index in ["", ", System.Object[] index"] {
        t.method("System.Object GetValue(System.Object obj\(index))") { v, a, c in
          guard let m = of(v), let get = m.member.getter else { return .null }
          return try get(m.member.isStatic ? .type(m.owner) : a.at(0), c)
        }
        t.method("void SetValue(System.Object obj, System.Object value\(index))") { v, a, c in
          guard let m = of(v), let set = m.member.setter else { throw argumentError("Property set method not found.") }
          try set(a.at(0), a.at(1), c)
          return .void
        }
      }
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
  }
}

