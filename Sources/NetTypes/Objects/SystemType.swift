/// `System.Type` as scripts see it, and `Activator`.
import Engine
import Primitives

extension NetTypes {
  private static func type(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.object } }

  static func installType() {
    TypeTable.extend("System.Type", defineType)
    TypeTable.extend("System.Enum", defineEnum)
    TypeTable.registerLater {
      TypeTable.register("System.Activator") {
        NetType("System.Activator", base: TypeTable.object) { t in
          func missing(_ t: NetType, _ count: Int) -> TerminatingError {
            let bare = "Cannot dynamically create an instance of type '\(t.clrText)'. Reason: No parameterless constructor defined."
            return netError("System.MissingMethodException", count == 0 ? bare : "Constructor on type '\(t.clrText)' not found.")
          }
          func make(_ t: NetType, _ arguments: [Value], _ c: ExecutionContext) throws -> Value {
            do { return try c.construct(t, arguments) } catch let e as TerminatingError where e.record.errorId == "MethodCountCouldNotFindBest" { throw missing(t, arguments.count) }
          }
          t.staticMethod("static System.Object CreateInstance(type type)") { a, c in try make(type(a.at(0)), [], c) }
          t.staticMethod("static System.Object CreateInstance(type type, bool nonPublic)") { a, c in try make(type(a.at(0)), [], c) }
          t.staticMethod("static System.Object CreateInstance(type type, Params System.Object[] args)") { a, c in try make(type(a.at(0)), a.rest(1).values(0), c) }
        }
      }
      TypeTable.register("System.Reflection.IntrospectionExtensions") {
        NetType("System.Reflection.IntrospectionExtensions", base: TypeTable.object) { t in
          t.staticMethod("static System.Reflection.TypeInfo GetTypeInfo(type type)") { a, _ in a.at(0).base }
        }
      }
      registerReflectedMembers()
      // of the assembly of a script's classes, the file they were written in
      let script = "System.Management.Automation.DynamicClassImplementationAssemblyAttribute"
      TypeTable.register(script) {
        NetType(script, base: TypeTable.get("System.Attribute")) { t in
          t.property("string ScriptFile {get;set;}", set: { _, _, _ in }) { v, _ in ((v.refValue as? PSAssemblyAttribute)?.file).map { .str($0) } ?? .null }
        }
      }
      TypeTable.register("System.Reflection.Assembly") {
        NetType("System.Reflection.Assembly", base: TypeTable.object) { t in
          t.staticMethod("static System.Reflection.Assembly Load(string assemblyString)") { a, _ in .other(PSAssembly(a.string(0))) }
          t.staticMethod("static System.Reflection.Assembly LoadWithPartialName(string partialName)") { a, _ in .other(PSAssembly(a.string(0))) }
          defineAssembly(t)
          for (n, list) in [("DefinedTypes", "System.Collections.Generic.IEnumerable[System.Reflection.TypeInfo]"), ("ExportedTypes", "System.Collections.Generic.IEnumerable[type]")] {
            t.property("\(list) \(n) {get;}") { v, _ in .array(PSArray((v.refValue as? PSAssembly)?.allTypes.map { .type($0) } ?? [], of: TypeTable.get("System.Type"))) }
          }
          for n in ["GetTypes", "GetExportedTypes"] {
            t.method("type[] \(n)()") { v, _, _ in .array(PSArray((v.refValue as? PSAssembly)?.allTypes.map { .type($0) } ?? [], of: TypeTable.get("System.Type"))) }
          }
          for p in ["bool inherit", "type attributeType, bool inherit"] {
            t.method("System.Object[] GetCustomAttributes(\(p))") { v, _, _ in
              guard let a = v.refValue as? PSAssembly, a.isOfScript else { return .arr([]) }
              return .arr([.other(PSAssemblyAttribute(a.file))])
            }
          }
          t.method("System.Reflection.AssemblyName GetName()") { v, _, _ in .other(PSAssemblyName((v.refValue as? PSAssembly)?.name ?? "")) }
          for name in ["GetExecutingAssembly", "GetCallingAssembly"] {
            t.staticMethod("static System.Reflection.Assembly \(name)()") { _, _ in .other(PSAssembly(FollowedVersion.automationAssembly)) }
          }
          t.staticMethod("static System.Reflection.Assembly GetEntryAssembly()") { _, _ in .other(PSAssembly("pwsh")) }
          t.method("System.Reflection.Module[] GetModules()") { v, _, _ in (v.refValue as? PSAssembly).map { .array($0.modules) } ?? .null }
          t.method("System.Reflection.AssemblyName GetName(bool copiedName)") { v, _, _ in .other(PSAssemblyName((v.refValue as? PSAssembly)?.name ?? "")) }
          t.method("type GetType()") { v, _, _ in .type(TypeTable.typeOf(v)) }
          t.method("type GetType(string name)") { _, a, _ in TypeTable.resolve(a.string(0)).map { .type($0) } ?? .null }
        }
      }
      TypeTable.register("System.Reflection.RuntimeAssembly") { NetType("System.Reflection.RuntimeAssembly", base: TypeTable.get("System.Reflection.Assembly")) }
      TypeTable.register("System.Reflection.Module") { NetType("System.Reflection.Module", base: TypeTable.object) }
      TypeTable.register("System.Reflection.RuntimeModule") {
        NetType("System.Reflection.RuntimeModule", base: TypeTable.get("System.Reflection.Module")) { t in
          func of(_ v: Value) -> PSAssemblyModule? { v.refValue as? PSAssemblyModule }
          t.property("string FullyQualifiedName {get;}") { v, _ in .str(of(v).map { m in (m.assembly as? PSAssembly).flatMap(\.location) ?? m.name } ?? "") }
          t.property("string ScopeName {get;}") { v, _ in .str(v.refValue?.text() ?? "") }
          t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? "") }
          t.property("System.Reflection.Assembly Assembly {get;}") { v, _ in (v.refValue as? PSAssemblyModule).map { .other($0.assembly) } ?? .null }
          t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
        }
      }
      registerAssemblyName()
      TypeTable.register("System.Nullable") {
        NetType("System.Nullable", base: TypeTable.object) { t in
          t.staticMethod("static type GetUnderlyingType(type nullableType)") { a, _ in
            type(a.at(0)).genericDefinition == "System.Nullable`1" ? type(a.at(0)).genericArguments.first.map { .type($0) } ?? .null : .null
          }
        }
      }
    }
  }

  private static func defineType(_ t: NetType) {
    t.property("string Name {get;}") { v, _ in .str(type(v).name) }
    t.property("string FullName {get;}") { v, _ in .str(type(v).fullName) }
    t.property("string Namespace {get;}") { v, _ in
      let u = type(v)
      if u.scriptClass != nil { return .null }
      let n = u.elementType?.namespace ?? u.namespace
      return n.isEmpty ? .null : .str(n)
    }
    t.property("string AssemblyQualifiedName {get;}") { v, _ in
      .str(type(v).fullName + ", " + (type(v).assembly?.text() ?? FollowedVersion.assembly(of: type(v))))
    }
    func assembly(_ v: Value) -> Ref {
      type(v).assembly ?? PSAssembly(FollowedVersion.assembly(of: type(v)), isOfScript: type(v).scriptAssembly != nil, file: type(v).scriptFile)
    }
    t.property("System.Reflection.Assembly Assembly {get;}") { v, _ in .other(assembly(v)) }
    t.property("System.Reflection.Module Module {get;}") { v, _ in .other(PSAssemblyModule(assembly(v))) }
    t.property("type BaseType {get;}") { v, _ in type(v).baseType.map { .type($0) } ?? .null }
    t.property("type UnderlyingSystemType {get;}") { v, _ in v.base }
    t.property("type DeclaringType {get;}") { v, _ in
      guard let i = type(v).fullName.lastIndex(of: "+") else { return .null }
      return .type(TypeTable.get(String(type(v).fullName[..<i])))
    }
    t.property("type ReflectedType {get;}") { _, _ in .null }
    let ofParameters = "Method may only be called on a Type for which Type.IsGenericParameter is true."
    t.property("System.Reflection.MethodBase DeclaringMethod {get;}") { _, _ in throw invalidOperation(ofParameters) }
    t.property("System.Reflection.GenericParameterAttributes GenericParameterAttributes {get;}") { _, _ in throw invalidOperation(ofParameters) }
    t.property("int GenericParameterPosition {get;}") { _, _ in throw invalidOperation(ofParameters) }
    t.property("type[] GenericTypeParameters {get;}") { _, _ in .array(PSArray([], of: t)) }
    t.property("bool IsCollectible {get;}") { v, _ in .bool(type(v).scriptAssembly != nil) }
    t.property("guid GUID {get;}") { _, _ in .other(PSGuid(.empty)) }
    t.property("System.Reflection.MemberTypes MemberType {get;}") { _, _ in .member("System.Reflection.MemberTypes", 32) }
    t.property("type[] GenericTypeArguments {get;}") { v, _ in .array(PSArray(type(v).genericArguments.map { .type($0) }, of: t)) }
    let flags: [(String, (NetType) -> Bool)] = [
      ("IsArray", { $0.isArray }), ("IsEnum", { $0.isEnum }), ("IsInterface", { $0.category == .interface }), ("IsValueType", { $0.isValueType }),
      ("IsClass", { !$0.isValueType && $0.category != .interface }), ("IsGenericType", { !$0.genericArguments.isEmpty || $0.fullName.contains("`") && !$0.isArray }),
      ("IsGenericTypeDefinition", { $0.genericArguments.isEmpty && $0.fullName.contains("`") && !$0.fullName.contains("[") }), ("IsConstructedGenericType", { !$0.genericArguments.isEmpty }),
      (
        "IsPrimitive",
        {
          ["Boolean", "Char", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double"].contains($0.name)
            && $0.namespace == "System" && $0.isValueType
        }
      ),
      ("IsPublic", { !$0.fullName.contains("+") && $0.isVisible }), ("IsNotPublic", { !$0.fullName.contains("+") && !$0.isVisible }),
      ("IsVisible", { $0.isVisible }), ("IsNested", { $0.fullName.contains("+") }),
      ("IsNestedPublic", { $0.fullName.contains("+") && $0.isVisible }), ("IsNestedPrivate", { $0.fullName.contains("+") && !$0.isVisible }),
      ("IsAbstract", { TypeModifiers.abstract.contains($0.genericDefinition ?? $0.fullName) || $0.category == .interface || $0.isAbstract }),
      ("IsSealed", { $0.isSealed }), ("IsByRef", { _ in false }), ("IsPointer", { _ in false }), ("IsByRefLike", { $0.isByRefLike }),
      ("IsSerializable", TypeModifiers.isSerializable),
      ("HasElementType", { $0.isArray }), ("ContainsGenericParameters", { _ in false }), ("IsCOMObject", { _ in false }), ("IsSpecialName", { _ in false }),
      ("IsMarshalByRef", { $0.isSubclass(of: "System.MarshalByRefObject") }), ("IsUnmanagedFunctionPointer", { _ in false }),
    ]
    for n in [
      "IsGenericParameter", "IsGenericTypeParameter", "IsGenericMethodParameter", "IsSecuritySafeCritical",
      "IsSecurityTransparent", "IsImport", "IsNestedAssembly", "IsNestedFamANDAssem", "IsNestedFamily", "IsNestedFamORAssem",
      "IsExplicitLayout", "IsAutoClass", "IsUnicodeClass", "IsContextful", "IsSignatureType", "IsFunctionPointer",
    ] {
      t.property("bool \(n) {get;}") { _, _ in .bool(false) }
    }
    let layouts: [(String, (NetType) -> Bool)] = [
      ("IsSZArray", { $0.isArray && $0.rank == 1 }), ("IsVariableBoundArray", { $0.isArray && $0.rank > 1 }),
      ("IsTypeDefinition", { !$0.isArray && $0.genericArguments.isEmpty }), ("IsSecurityCritical", { _ in true }),
      ("IsAnsiClass", { _ in true }), ("IsAutoLayout", { !$0.isValueType || $0.isEnum }), ("IsLayoutSequential", { $0.isValueType && !$0.isEnum }),
    ]
    for (n, f) in flags + layouts { t.property("bool \(n) {get;}") { v, _ in .bool(f(type(v))) } }
    t.method("string ToString()") { v, _, _ in .str(type(v).clrText) }
    t.method("System.Reflection.TypeInfo GetTypeInfo()") { v, _, _ in v.base }
    t.property("System.Collections.Generic.IEnumerable[type] ImplementedInterfaces {get;}") { v, _ in
      var seen: Set<String> = []
      let all = type(v).isEnum ? ["System.IComparable", "System.ISpanFormattable", "System.IFormattable", "System.IConvertible"] : type(v).chain.flatMap(\.interfaces)
      return .array(PSArray(all.filter { seen.insert($0).inserted }.map { .type(TypeTable.get($0)) }, of: t))
    }
    t.method("bool Equals(System.Object o)") { v, a, _ in .bool(sameReference(v, a.at(0))) }
    t.method("bool Equals(type o)") { v, a, _ in .bool(sameReference(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(Int32(truncatingIfNeeded: ObjectIdentifier(type(v)).hashValue >> 4)) }
    t.method("type GetElementType()") { v, _, _ in type(v).elementType.map { .type($0) } ?? .null }
    t.method("int GetArrayRank()") { v, _, _ in .count(type(v).rank) }
    t.method("type MakeArrayType()") { v, _, _ in .type(TypeTable.array(of: type(v))) }
    t.method("type MakeArrayType(int rank)") { v, a, _ in .type(TypeTable.array(of: type(v), rank: max(1, a.int(0)))) }
    t.method("type MakeGenericType(Params type[] typeArguments)") { v, a, _ in
      let args = try a.rest(0, notNull: "typeArguments").compactMap { x -> NetType? in if case .type(let u) = x.base { u } else { nil } }
      return TypeTable.generic(type(v).genericDefinition ?? type(v).fullName, args).map { .type($0) } ?? .null
    }
    t.method("type[] GetGenericArguments()") { v, _, _ in .array(PSArray(type(v).genericArguments.map { .type($0) }, of: t)) }
    t.method("type GetGenericTypeDefinition()") { v, _, _ in
      guard let d = type(v).genericDefinition else { throw invalidOperation("This operation is only valid on generic types.") }
      return .type(TypeTable.get(d))
    }
    t.method("type[] GetInterfaces()") { v, _, _ in
      var seen = Set<String>()
      return .array(PSArray(type(v).chain.flatMap(\.interfaces).filter { seen.insert($0).inserted }.map { .type(TypeTable.get($0)) }, of: t))
    }
    func interface(_ v: Value, _ name: String, ignoreCase: Bool) -> Value {
      let found = type(v).chain.flatMap(\.interfaces).first { full in
        let short = full.lastIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
        return ignoreCase ? full.equalsIgnoringCase(name) || short.equalsIgnoringCase(name) : full == name || short == name
      }
      return found.map { .type(TypeTable.get($0)) } ?? .null
    }
    t.method("type GetInterface(string name)") { v, a, _ in interface(v, a.string(0), ignoreCase: false) }
    t.method("type GetInterface(string name, bool ignoreCase)") { v, a, _ in interface(v, a.string(0), ignoreCase: a.bool(1)) }
    t.method("bool IsAssignableFrom(type c)") { v, a, _ in .bool(!a.at(0).isNull && type(v).isAssignable(from: type(a.at(0)))) }
    t.method("bool IsAssignableTo(type targetType)") { v, a, _ in .bool(!a.at(0).isNull && type(a.at(0)).isAssignable(from: type(v))) }
    t.method("bool IsSubclassOf(type c)") { v, a, _ in .bool(type(v) !== type(a.at(0)) && type(v).chain.contains { $0 === type(a.at(0)) }) }
    t.method("bool IsInstanceOfType(System.Object o)") { v, a, _ in .bool(!a.at(0).isNull && type(v).isAssignable(from: TypeTable.typeOf(a.at(0)))) }
    func ofEnum(_ v: Value, _ c: ExecutionContext, _ name: String, _ arguments: [Value]) throws -> Value {
      if !type(v).isEnum { throw argumentError("Type provided must be an Enum.", param: "enumType") }
      return try c.callStatic(TypeTable.enumType, name, arguments)
    }
    t.method("string[] GetEnumNames()") { v, _, c in try ofEnum(v, c, "GetNames", [v]) }
    t.method("array GetEnumValuesAsUnderlyingType()") { v, _, c in try ofEnum(v, c, "GetValuesAsUnderlyingType", [v]) }
    t.method("array GetEnumValues()") { v, _, c in try ofEnum(v, c, "GetValues", [v]) }
    t.method("string GetEnumName(System.Object value)") { v, a, c in try ofEnum(v, c, "GetName", [v, a.at(0)]) }
    t.method("type GetEnumUnderlyingType()") { v, _, c in try ofEnum(v, c, "GetUnderlyingType", [v]) }
    t.method("bool IsEnumDefined(System.Object value)") { v, a, c in try ofEnum(v, c, "IsDefined", [v, a.at(0)]) }
    defineReflection(t)
    defineByFlags(t)
    t.staticMethod("static type GetType(string typeName)") { a, _ in TypeTable.resolve(a.string(0)).map { .type($0) } ?? .null }
    t.staticMethod("static type GetType(string typeName, bool throwOnError)") { a, _ in
      if let u = TypeTable.resolve(a.string(0)) { return .type(u) }
      if a.bool(1) { throw netError("System.TypeLoadException", "Could not load type '\(a.string(0))' from assembly '\(FollowedVersion.automationAssembly)'.") }
      return .null
    }
    t.staticMethod("static System.TypeCode GetTypeCode(type type)") { a, _ in
      let names = [
        "Boolean": 3, "Char": 4, "SByte": 5, "Byte": 6, "Int16": 7, "UInt16": 8, "Int32": 9, "UInt32": 10, "Int64": 11, "UInt64": 12, "Single": 13,
        "Double": 14, "Decimal": 15, "DateTime": 16, "String": 18
      ]
      return .member("System.TypeCode", type(a.at(0)).isEnum ? 9 : type(a.at(0)).namespace == "System" ? names[type(a.at(0)).name] ?? 1 : 1)
    }
    t.staticProperty("type[] EmptyTypes {get;}") { _ in .array(PSArray([], of: t)) }
    t.staticMethod("static type[] GetTypeArray(System.Object[] args)") { a, _ in .array(PSArray(a.values(0).map { .type(TypeTable.typeOf($0)) }, of: t)) }
  }

  private static func defineReflection(_ t: NetType) {
    func members(_ v: Value, _ pick: (Member) -> Bool) -> [(Member, NetType)] {
      let u = type(v)
      return inOrder((u.allMembers(isStatic: false) + u.allMembers(isStatic: true)).filter(pick), u).map { ($0, u) }
    }
    /// Members of a class written in a script as it declares them, those of `object` behind all others.
    func inOrder(_ all: [Member], _ u: NetType) -> [Member] {
      guard let own = u.scriptClass?.declaredNames else { return all }
      let last = ["gettype", "tostring", "equals", "gethashcode"]
      func place(_ m: Member) -> Int {
        let n = m.name.lowercased()
        return own.firstIndex(of: n) ?? (last.firstIndex(of: n).map { 2 * own.count + 1 + $0 } ?? 2 * own.count)
      }
      return all.enumerated().map { (place($0.element), $0.offset, $0.element) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    /// Own and inherited methods; static ones are not inherited.
    func methods(_ v: Value) -> [Value] {
      let inherited = type(v).baseType?.allMembers(isStatic: true) ?? []
      let accessors = type(v).scriptClass == nil ? [] : members(v) { $0.kind == .property }.flatMap { PSMemberInfo.accessors($0, $1.declarer(of: $0)) }
      return accessors + members(v) { m in m.kind == .method && !(m.isStatic && inherited.contains { $0 === m }) }.flatMap { m, u in m.overloads.map { .other(PSMemberInfo(m, $0, u)) } }
    }
    func constructors(_ v: Value) -> [Value] {
      let u = type(v), m = Member(".ctor", .method, isStatic: false, definition: "")
      return u.allConstructors.map { .other(PSMemberInfo(m, $0, u)) }
    }
    /// The methods of a name; of compiled types the accessors of properties are found by their names alone.
    func methods(_ v: Value, named name: String) -> [Value] {
      let found = named(methods(v), name)
      guard found.isEmpty, name.hasPrefix("get_") || name.hasPrefix("set_") else { return found }
      return named(members(v) { $0.kind == .property && $0.name == name.dropFirst(4) }.flatMap { PSMemberInfo.accessors($0, $1) }, name)
    }
    func properties(_ v: Value) -> [Value] { members(v) { $0.kind == .property }.map { .other(PSMemberInfo($0, nil, $1)) } }
    func named(_ all: [Value], _ name: String) -> [Value] { all.filter { ($0.refValue as? PSMemberInfo)?.name == name } }
    /// Of an instance (4), of the type (8), public (16) or not (32): nothing unless it is asked for both ways.
    func chosen(_ all: [Value], _ flags: Int) -> [Value] {
      flags & 48 == 0 ? [] : all.filter { ($0.refValue as? PSMemberInfo).map { flags & ($0.member.isStatic ? 8 : 4) != 0 } ?? false }
    }
    let method = TypeTable.get("System.Reflection.MethodInfo"), property = TypeTable.get("System.Reflection.PropertyInfo")
    t.method("System.Reflection.MethodInfo[] GetMethods()") { v, _, _ in .array(PSArray(methods(v), of: method)) }
    t.method("System.Reflection.MethodInfo[] GetMethods(System.Reflection.BindingFlags bindingAttr)") { v, a, _ in .array(PSArray(chosen(methods(v), a.flags(0)), of: method)) }
    t.method("System.Reflection.MethodInfo GetMethod(string name)") { v, a, _ in
      let all = methods(v, named: a.string(0))
      if all.count > 1 { throw netError("System.Reflection.AmbiguousMatchException", "Ambiguous match found for '\(type(v).fullName) \(a.string(0))'.") }
      return all.first ?? .null
    }
    t.method("System.Reflection.MethodInfo GetMethod(string name, type[] types)") { v, a, _ in
      let want = a.values(1).map { x -> NetType? in if case .type(let u) = x.base { u } else { nil } }
      return methods(v, named: a.string(0)).first { x in
        guard let o = (x.refValue as? PSMemberInfo)?.overload, o.types.count == want.count else { return false }
        return zip(o.types, want).allSatisfy { $0 === $1 }
      } ?? .null
    }
    t.method("System.Reflection.PropertyInfo[] GetProperties()") { v, _, _ in .array(PSArray(properties(v), of: property)) }
    t.method("System.Reflection.PropertyInfo[] GetProperties(System.Reflection.BindingFlags bindingAttr)") { v, a, _ in .array(PSArray(chosen(properties(v), a.flags(0)), of: property)) }
    t.method("System.Reflection.PropertyInfo GetProperty(string name)") { v, a, _ in named(properties(v), a.string(0)).first ?? .null }
    // constants are properties in the tables: these names are fields in .NET
    let constants: Set<String> = [
      "MaxValue", "MinValue", "Epsilon", "NaN", "PositiveInfinity", "NegativeInfinity", "Empty", "Zero", "One", "MinusOne", "UnixEpoch", "TicksPerDay",
      "TicksPerHour", "TicksPerMillisecond", "TicksPerMinute", "TicksPerSecond", "TrueString", "FalseString", "E", "PI", "Tau", "EmptyTypes", "Missing", "Value"
    ]
    func fields(_ v: Value) -> [Value] {
      // the number of an enum, and its names
      if case .type(let t) = v.base, let e = t.enumeration {
        let number = t.instanceMember("value__").map { Member("value__", .field, isStatic: false, definition: $0.definition, get: $0.getter, set: $0.setter) }
        let names = zip(e.names, e.values).map { name, raw in
          Member(name, .field, isStatic: true, definition: "\(t.fullName) \(name) {get;}", get: { _, _ in .other(PSEnum(t, raw)) })
        }
        return ((number.map { [$0] } ?? []) + names).map { .other(PSMemberInfo($0, nil, t, isField: true)) }
      }
      // a type whose fields stand as such in the tables has no others
      let own = members(v) { $0.kind == .field }
      return (own.isEmpty ? members(v) { $0.kind == .property && $0.isStatic && $0.setter == nil && constants.contains($0.name) } : own).map { .other(PSMemberInfo($0, nil, $1, isField: true)) }
    }
    t.method("System.Reflection.FieldInfo[] GetFields()") { v, _, _ in .array(PSArray(fields(v), of: TypeTable.get("System.Reflection.FieldInfo"))) }
    t.method("System.Reflection.FieldInfo[] GetFields(System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      .array(PSArray(chosen(fields(v), a.flags(0)), of: TypeTable.get("System.Reflection.FieldInfo")))
    }
    t.method("System.Reflection.FieldInfo GetField(string name)") { v, a, _ in
      named(fields(v) + members(v) { $0.kind == .property && $0.isStatic }.map { .other(PSMemberInfo($0, nil, $1, isField: true)) }, a.string(0)).first ?? .null
    }
    t.method("System.Reflection.MemberInfo[] GetMembers()") { v, _, _ in .array(PSArray(methods(v) + constructors(v) + properties(v), of: TypeTable.get("System.Reflection.MemberInfo"))) }
    t.method("System.Reflection.MemberInfo[] GetMember(string name)") { v, a, _ in
      .array(PSArray(methods(v, named: a.string(0)) + named(properties(v), a.string(0)), of: TypeTable.get("System.Reflection.MemberInfo")))
    }
    t.method("System.Reflection.MemberInfo[] GetMembers(System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      .array(PSArray(chosen(methods(v) + properties(v), a.flags(0)), of: TypeTable.get("System.Reflection.MemberInfo")))
    }
    t.method("System.Reflection.MemberInfo[] GetMember(string name, System.Reflection.BindingFlags bindingAttr)") { v, a, _ in
      .array(PSArray(named(chosen(methods(v) + properties(v), a.flags(1)), a.string(0)), of: TypeTable.get("System.Reflection.MemberInfo")))
    }
    t.method("System.Reflection.ConstructorInfo[] GetConstructors()") { v, _, _ in .array(PSArray(constructors(v), of: TypeTable.get("System.Reflection.ConstructorInfo"))) }
    t.method("System.Reflection.ConstructorInfo GetConstructor(type[] types)") { v, a, _ in
      let u = type(v), want = a.values(0).map { x -> NetType? in if case .type(let t) = x.base { t } else { nil } }
      let found = u.allConstructors.first { o in o.types.count == want.count && zip(o.types, want).allSatisfy { $0 === $1 } }
      return found.map { .other(PSMemberInfo(Member(".ctor", .method, isStatic: false, definition: ""), $0, u)) } ?? .null
    }
    for p in ["", "System.Reflection.BindingFlags bindingAttr"] {
      t.method("type[] GetNestedTypes(\(p))") { v, _, _ in .array(PSArray(TypeTable.nestedTypes(of: type(v)).map { .type($0) }, of: t)) }
    }
    t.method("type GetNestedType(string name, System.Reflection.BindingFlags bindingAttr)") { v, a, _ in TypeTable.resolve(type(v).fullName + "+" + a.string(0)).map { .type($0) } ?? .null }
    t.staticProperty("char Delimiter {get;}") { _ in .char(46) }
    t.property("System.Collections.Generic.IEnumerable[System.Reflection.CustomAttributeData] CustomAttributes {get;}") { _, _ in .arr([]) }
    t.method("type GetNestedType(string name)") { v, a, _ in TypeTable.resolve(type(v).fullName + "+" + a.string(0)).map { .type($0) } ?? .null }
    t.method("bool IsEquivalentTo(type other)") { v, a, _ in .bool(sameReference(v, a.at(0))) }
    t.method("bool IsDefined(type attributeType, bool inherit)") { v, a, _ in .bool(type(v).attributeObjects().contains { type(a.at(0)).isAssignable(from: TypeTable.typeOf($0)) }) }
    t.method("type AsType()") { v, _, _ in v.base }
    t.method("System.Object[] GetCustomAttributes(bool inherit)") { v, _, _ in .arr(type(v).attributeObjects()) }
    t.method("System.Object[] GetCustomAttributes(type attributeType, bool inherit)") { v, a, _ in .arr(type(v).attributeObjects().filter { type(a.at(0)).isAssignable(from: TypeTable.typeOf($0)) }) }
    t.method("System.Object InvokeMember(string name, System.Reflection.BindingFlags invokeAttr, System.Object binder, System.Object target, System.Object[] args)") { v, a, c in
      a.at(3).isNull ? try c.callStatic(type(v), a.string(0), a.values(4)) : try c.callMethod(a.at(3), a.string(0), a.values(4))
    }
  }
}
