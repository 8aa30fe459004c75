/// What the checks of class and enum definitions ask about types, answered from the table of types.
import Syntax

/// Serves one script: its enums become known as soon as their values are, so that others can mention them.
final class ScriptTypes: DefinedTypes {
  private let context: ExecutionContext
  private let compiler: Compiler
  /// The definitions that belong to the code that is about to run; those inside of functions and blocks come with these.
  private let own: Set<ObjectIdentifier>
  private let definitions: [TypeDefinitionAst]
  init(_ context: ExecutionContext, _ compiler: Compiler, _ own: [TypeDefinitionAst]) {
    self.context = context; self.compiler = compiler; self.own = Set(own.map { ObjectIdentifier($0) }); definitions = own
  }

  /// How many texts defined types so far: the version of their assembly.
  nonisolated(unsafe) private static var texts = 0
  static func nextAssembly() { texts += 1 }
  static var assembly: String { "PowerShell Class Assembly, Version=1.0.0.\(texts), Culture=neutral, PublicKeyToken=null" }

  // MARK: Bases

  /// Classes that a base names among its type arguments before their own members are known.
  private(set) var begun: [String: NetType] = [:]
  /// A base class is made of a class that is not finished: .NET cannot say how it is constructed.
  private(set) var hasUnfinishedBase = false

  func facts(of name: TypeName) -> BaseTypeFacts? {
    guard let t = compiler.resolveType(name) ?? begin(name) else { return nil }
    let isInterface = t.isInterface
    let isBuilt = !t.isGenericDefinition && !isInterface
    var hasDefault = true
    if let k = t.scriptClass { hasDefault = k.constructors.isEmpty || k.constructors.contains { $0.parameters.isEmpty } }
    else if let b = t.compiledBase, !isInterface { hasDefault = b.constructors.contains { $0.types.count <= $0.optionalCount } }
    else if isBuilt, t.genericDefinition == "System.Collections.ObjectModel.ReadOnlyCollection`1" { hasDefault = false }
    return BaseTypeFacts(name: t.name, isInterface: isInterface, isSealed: t.isSealed, isOpenGeneric: t.isGenericDefinition, hasDefaultConstructor: hasDefault)
  }

  /// The generic type named, over classes of this script that stand before.
  private func begin(_ name: TypeName) -> NetType? {
    guard case .generic(_, let arguments, _) = name else { return nil }
    var isOwn = false
    func visit(_ n: TypeName) {
      switch n {
      case .simple(let n, _):
        guard let d = definitions.first(where: { $0.name.equalsIgnoringCase(n) }), d.typeKind == .class else { return }
        isOwn = true
        if begun[n.lowercased()] == nil {
          let t = NetType(d.name, .scriptClass)
          begun[n.lowercased()] = t
          compiler.define(t)
        }
      case .array(let element, _, _): visit(element)
      case .generic(_, let inner, _): inner.forEach(visit)
      }
    }
    arguments.forEach(visit)
    guard isOwn, let t = compiler.resolveType(name) else { return nil }
    if !t.isInterface { hasUnfinishedBase = true }
    return t
  }

  // MARK: Enums

  func value(of expression: ExpressionAst, as underlying: TypeName?) -> EnumeratorValue? {
    let type = underlying.flatMap { compiler.resolveType($0) } ?? TypeTable.int
    guard let v = try? compiler.expression(expression)(context, context.frames[context.depth - 1].fp).orNull else { return nil }
    if case .other(let r) = v, let e = r as? PSEnum { return .number(e.raw) }
    guard let converted = try? Conversion.convert(v, to: type, context), let n = Conversion.integer(converted) else { return v.typeCode.isNumeric ? .outOfBounds : .notNumber }
    return .number(Int64(truncatingIfNeeded: n))
  }
  func define(_ d: TypeDefinitionAst, _ members: [(String, Int64)]) {
    guard own.contains(ObjectIdentifier(d)) else { return }
    let t = NetType(d.name, .scriptEnum, base: TypeTable.enumType)
    let flags = d.attributes.contains { $0.typeName.fullName.lowercased().hasPrefix("flags") || $0.typeName.fullName.lowercased().hasPrefix("system.flags") }
    t.enumeration = EnumInfo(members, flags: flags, underlying: d.baseTypes.first.flatMap { compiler.resolveType($0.typeName)?.fullName } ?? "System.Int32")
    let underlying = t.enumeration.map { TypeTable.get($0.underlying) } ?? TypeTable.int
    if underlying !== TypeTable.int, let number = TypeTable.enumType.instanceMember("value__") {
      t.add(Member("value__", .property, isStatic: false, definition: "\(MemberText.typeName(underlying)) value__ {get;set;}", get: number.getter, set: number.setter))
    }
    let attributes = d.attributes.compactMap { compiler.attributeObject($0) }
    if !attributes.isEmpty { t.attributeMaker = { attributes } }
    compiler.define(t)
  }

  // MARK: Abstract methods

  /// Methods a class must have, by the interface or abstract class that asks for them: name, parameters, result.
  static let required: [String: [(name: String, parameters: [String], result: String)]] = [
    "System.IComparable": [("CompareTo", ["System.Object"], "System.Int32")], "System.IComparable`1": [("CompareTo", ["T"], "System.Int32")],
    "System.IEquatable`1": [("Equals", ["T"], "System.Boolean")], "System.IDisposable": [("Dispose", [], "System.Void")], "System.ICloneable": [("Clone", [], "System.Object")],
    "System.IFormattable": [("ToString", ["System.String", "System.IFormatProvider"], "System.String")],
    "System.Collections.IEnumerable": [("GetEnumerator", [], "System.Collections.IEnumerator")], "System.Collections.IComparer": [("Compare", ["System.Object", "System.Object"], "System.Int32")],
    "System.Collections.IEqualityComparer": [("Equals", ["System.Object", "System.Object"], "System.Boolean"), ("GetHashCode", ["System.Object"], "System.Int32")],
    "System.Collections.Generic.IComparer`1": [("Compare", ["T", "T"], "System.Int32")],
    "System.Collections.Generic.IEqualityComparer`1": [("Equals", ["T", "T"], "System.Boolean"), ("GetHashCode", ["T"], "System.Int32")],
    "System.Management.Automation.IValidateSetValuesGenerator": [("GetValidValues", [], "System.String[]")],
    "System.Management.Automation.IArgumentCompleter": [
      (
        "CompleteArgument",
        ["System.String", "System.String", "System.String", "System.Management.Automation.Language.CommandAst", "System.Collections.IDictionary"],
        "System.Collections.Generic.IEnumerable`1[System.Management.Automation.CompletionResult]"
      )
    ],
    "System.Management.Automation.ArgumentTransformationAttribute": [("Transform", ["System.Management.Automation.EngineIntrinsics", "System.Object"], "System.Object")],
    "System.Management.Automation.ValidateArgumentsAttribute": [("Validate", ["System.Object", "System.Management.Automation.EngineIntrinsics"], "System.Void")],
    "System.Management.Automation.ValidateEnumeratedArgumentsAttribute": [("ValidateElement", ["System.Object"], "System.Void")],
    "System.Management.Automation.CachedValidValuesGeneratorBase": [("GenerateValidValues", [], "System.String[]")],
    "System.IO.FileSystemInfo": [("get_Exists", [], "System.Boolean"), ("get_Name", [], "System.String"), ("Delete", [], "System.Void")],
    "System.Type": [("get_Name", [], "System.String")],
    "System.Management.Automation.Host.PSHost": [
      ("get_Name", [], "System.String"), ("get_Version", [], "System.Version"), ("get_InstanceId", [], "System.Guid"), ("get_UI", [], "System.Management.Automation.Host.PSHostUserInterface"),
      ("get_CurrentCulture", [], "System.Globalization.CultureInfo"), ("get_CurrentUICulture", [], "System.Globalization.CultureInfo"), ("SetShouldExit", ["System.Int32"], "System.Void"),
      ("EnterNestedPrompt", [], "System.Void"), ("ExitNestedPrompt", [], "System.Void"), ("NotifyBeginApplication", [], "System.Void"), ("NotifyEndApplication", [], "System.Void"),
    ],
  ]
  func missingMethod(of definition: TypeDefinitionAst, among all: [TypeDefinitionAst]) -> String? {
    for base in definition.baseTypes {
      guard let t = compiler.resolveType(base.typeName), t.scriptClass == nil else { continue }
      let element = t.genericArguments.first?.fullName ?? ""
      let methods = t.compiledBase.map { b in b.abstractMethods.map { (name: $0.name, parameters: $0.parameters.map(\.fullName), result: $0.result.fullName) } }
        ?? ScriptTypes.required[t.genericDefinition ?? t.fullName]?.map { (name: $0.name, parameters: $0.parameters.map { $0 == "T" ? element : $0 }, result: $0.result) } ?? []
      for m in methods where !has(definition, m.name, m.parameters, m.result, all) {
        return "Method '\(m.name)' in type '\(definition.name)' from assembly '\(ScriptTypes.assembly)' does not have an implementation."
      }
    }
    return nil
  }
  private func has(_ definition: TypeDefinitionAst, _ name: String, _ parameters: [String], _ result: String, _ all: [TypeDefinitionAst]) -> Bool {
    func isType(_ written: TypeName?, _ wanted: String, otherwise: String) -> Bool {
      guard let written else { return wanted == otherwise }
      guard let t = compiler.resolveType(written) else { return all.contains { $0.name.equalsIgnoringCase(written.fullName) } && wanted.equalsIgnoringCase(written.fullName) }
      return t.fullName == wanted || (t.genericDefinition != nil && wanted.hasPrefix(t.genericDefinition ?? ""))
    }
    for case let m as FunctionMemberAst in definition.members where !m.isStatic && m.name.equalsIgnoringCase(name) && m.parameters.count == parameters.count {
      let types = m.parameters.map { p in p.attributes.first { $0.kind == .typeConstraint }?.typeName }
      if zip(types, parameters).allSatisfy({ isType($0, $1, otherwise: "System.Object") }), isType(m.returnType?.typeName, result, otherwise: "System.Void") { return true }
    }
    // a property has the accessors of its name
    let isGet = name.hasPrefix("get_")
    if isGet || name.hasPrefix("set_"), parameters.count == (isGet ? 0 : 1) {
      for case let p as PropertyMemberAst in definition.members where !p.isStatic && p.name.equalsIgnoringCase(String(name.dropFirst(4))) {
        if isType(p.propertyType?.typeName, isGet ? result : parameters[0], otherwise: "System.Object") { return true }
      }
    }
    // a base class may have it
    guard let base = definition.baseTypes.first?.typeName else { return false }
    if let d = all.first(where: { $0 !== definition && $0.name.equalsIgnoringCase(base.fullName) }) { return has(d, name, parameters, result, all) }
    guard let t = compiler.resolveType(base), !t.isInterface else { return false }
    return ScriptTypes.required[t.fullName] == nil && !(t.compiledBase?.abstractMethods.contains { $0.name == name } ?? false)
      && (t.scriptClass?.hasMethod(name) ?? false || t.instanceMember(name) != nil)
  }
}
