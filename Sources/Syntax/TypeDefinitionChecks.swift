/// Errors in class and enum definitions that show when the types are made, before the script's first statement runs.
/// PowerShell's parser alone does not tell them; running the script does, as parse errors.
///
/// The order is PowerShell's: what all classes derive from, then the values of all enums, then members class by class.
extension Parser {
  public static func definitionErrors(_ root: ScriptBlockAst, _ types: DefinedTypes) -> [ParseError] {
    let checks = TypeDefinitionChecks(ParseErrors(root.extent.source), types)
    var definitions: [TypeDefinitionAst] = []
    root.walk({ node in
      if node.kind == .typeDefinition { definitions.append(unsafeDowncast(node, to: TypeDefinitionAst.self)) }
      return true
    })
    checks.check(definitions)
    return checks.errors.list
  }
}

/// What the checks must know about types outside of the definitions, and whom they tell the values of enums.
public protocol DefinedTypes: AnyObject {
  /// Nil for a type nobody knows.
  func facts(of type: TypeName) -> BaseTypeFacts?
  /// An enumerator's value as a number of the enum's type; nil for one that cannot be told here.
  func value(of expression: ExpressionAst, as underlying: TypeName?) -> EnumeratorValue?
  func define(_ enumeration: TypeDefinitionAst, _ members: [(String, Int64)])
  /// The sentence of the runtime that refuses to make a class which lacks a method of an interface or abstract base.
  func missingMethod(of definition: TypeDefinitionAst, among all: [TypeDefinitionAst]) -> String?
}
/// Of a type a class derives from.
public struct BaseTypeFacts {
  let name: String
  let isInterface, isSealed, isOpenGeneric, hasDefaultConstructor: Bool
  public init(name: String, isInterface: Bool, isSealed: Bool, isOpenGeneric: Bool, hasDefaultConstructor: Bool) {
    self.name = name; self.isInterface = isInterface; self.isSealed = isSealed; self.isOpenGeneric = isOpenGeneric; self.hasDefaultConstructor = hasDefaultConstructor
  }
}
/// What is known of an enumerator's value before anything runs.
public enum EnumeratorValue { case number(Int64), outOfBounds, notNumber }

struct TypeDefinitionChecks {
  let errors: ParseErrors
  private let types: DefinedTypes
  init(_ errors: ParseErrors, _ types: DefinedTypes) { self.errors = errors; self.types = types }

  /// Largest and smallest value of an enum's type, and the type as messages name it.
  private static let ranges: [String: (low: Int64, high: UInt64, name: String)] = [
    "byte": (0, 255, "byte"), "sbyte": (-128, 127, "sbyte"), "short": (-32768, 32767, "short"), "int16": (-32768, 32767, "short"), "ushort": (0, 65535, "ushort"),
    "uint16": (0, 65535, "ushort"), "int": (Int64(Int32.min), UInt64(Int32.max), "int"), "int32": (Int64(Int32.min), UInt64(Int32.max), "int"),
    "uint": (0, UInt64(UInt32.max), "uint"), "uint32": (0, UInt64(UInt32.max), "uint"), "long": (Int64.min, UInt64(Int64.max), "long"),
    "int64": (Int64.min, UInt64(Int64.max), "long"), "ulong": (0, UInt64.max, "ulong"), "uint64": (0, UInt64.max, "ulong"),
  ]

  private func report(_ message: ParserMessage, _ span: Span, _ arguments: String...) { errors.add(message, span, false, arguments) }

  func check(_ definitions: [TypeDefinitionAst]) {
    let classes = definitions.filter { $0.typeKind != .enum }
    let names = Set(definitions.map { $0.name.lowercased() })
    var made: [String: TypeDefinitionAst] = [:], lacking: [ObjectIdentifier: String] = [:]
    for d in classes {
      if let base = checkBases(d, among: names, made) { lacking[ObjectIdentifier(d)] = base }
      made[d.name.lowercased()] = d
    }
    checkEnums(definitions.filter { $0.typeKind == .enum })
    for d in classes {
      checkMembers(d)
      if let base = lacking[ObjectIdentifier(d)] { report(.baseClassNoDefaultCtor, d.span, base) }
    }
    guard errors.isEmpty else { return }
    for d in classes { if let sentence = types.missingMethod(of: d, among: classes) { report(.typeCreationError, d.span, d.name, sentence) } }
  }

  /// A class can derive only from what was defined before it.
  /// - Returns: the base class, when it cannot be constructed without arguments and the class has no constructor that passes some
  private func checkBases(_ definition: TypeDefinitionAst, among names: Set<String>, _ made: [String: TypeDefinitionAst]) -> String? {
    func isMade(_ type: TypeName) -> Bool {
      switch type {
      case .simple(let name, _): !names.contains(name.lowercased()) || made[name.lowercased()] != nil
      case .array(let element, _, _): isMade(element)
      case .generic(_, let arguments, _): arguments.allSatisfy(isMade)
      }
    }
    var needsArguments: String?
    for base in definition.baseTypes { if case .array = base.typeName { report(.subtypeArray, base.span, base.typeName.fullName) } }
    for (i, base) in definition.baseTypes.enumerated() {
      if case .array = base.typeName { continue }
      let facts: BaseTypeFacts?
      if case .simple(let name, _) = base.typeName, let other = made[name.lowercased()] {
        let constructors = other.members.compactMap { $0 as? FunctionMemberAst }.filter(\.isConstructor)
        facts = BaseTypeFacts(
          name: other.name, isInterface: false, isSealed: false, isOpenGeneric: false,
          hasDefaultConstructor: constructors.isEmpty || constructors.contains { $0.parameters.isEmpty })
      } else { facts = isMade(base.typeName) ? types.facts(of: base.typeName) : nil }
      guard let facts else { report(.typeNotFound, base.span, base.typeName.fullName); continue }
      if i > 0 { if !facts.isInterface { report(.interfaceNameExpected, base.span, facts.name) } }
      else if facts.isSealed { report(.sealedBaseClass, base.span, facts.name) }
      else if facts.isOpenGeneric { report(.subtypeUnclosedGeneric, base.span, facts.name) }
      else if !facts.isInterface, !facts.hasDefaultConstructor { needsArguments = facts.name }
    }
    let isConstructed = definition.members.contains {
      $0.kind == .functionMember && unsafeDowncast($0, to: FunctionMemberAst.self).isConstructor && !unsafeDowncast($0, to: FunctionMemberAst.self).isStatic
    }
    return isConstructed ? nil : needsArguments
  }

  private func checkMembers(_ definition: TypeDefinitionAst) {
    var properties: Set<String> = [], methods: [String: [(types: [String], isStatic: Bool)]] = [:]
    for member in definition.members {
      if member.kind == .propertyMember {
        let property = unsafeDowncast(member, to: PropertyMemberAst.self)
        if !properties.insert(property.name.lowercased()).inserted { report(.memberAlreadyDefined, property.span, property.name) }
        continue
      }
      let method = unsafeDowncast(member, to: FunctionMemberAst.self)
      let types = method.parameters.map { p in p.attributes.first { $0.kind == .typeConstraint }.map { TypeDefinitionChecks.key($0.typeName) } ?? "object" }
      let name = method.name.lowercased()
      if methods[name, default: []].contains(where: { $0.types == types && ($0.isStatic == method.isStatic || !method.isConstructor) }) {
        let extent = method.definition.nameExtent
        report(.memberAlreadyDefined, Span(extent.start, extent.end), method.name)
        continue
      }
      methods[name, default: []].append((types, method.isStatic))
      if method.isConstructor, method.isStatic, let first = method.parameters.first, let last = method.parameters.last {
        report(.staticConstructorCantHaveParameters, first.span.to(last))
      }
    }
  }

  /// Accelerators and full names of the same type alike.
  private static func key(_ type: TypeName) -> String {
    switch type {
    case .array(let element, let rank, _): return key(element) + "[\(rank)]"
    case .generic(let name, let arguments, _): return key(name) + "<" + arguments.map(key).joined(separator: ",") + ">"
    case .simple(let name, _):
      let simple = KnownTypes.simplify(name)
      return ranges[simple]?.name ?? simple
    }
  }

  /// Enums whose values mention others come after them; those that mention each other are refused.
  private func checkEnums(_ enums: [TypeDefinitionAst]) {
    let names = enums.map { $0.name.lowercased() }, known = Set(names)
    var needs = enums.map { mentioned(in: $0, of: known) }
    var waiting: [String: [Int]] = [:]
    for (i, all) in needs.enumerated() { for name in all { waiting[name, default: []].append(i) } }
    /// Places of those that can be checked, the next one last: PowerShell takes the latest.
    var ready = enums.indices.filter { needs[$0].isEmpty }
    var isDone = [Bool](repeating: false, count: enums.count)
    while let i = ready.popLast() {
      isDone[i] = true
      checkEnum(enums[i])
      for k in waiting[names[i]] ?? [] where !isDone[k] && needs[k].remove(names[i]) != nil && needs[k].isEmpty {
        ready.append(k)
      }
    }
    for (i, definition) in enums.enumerated() where !isDone[i] { report(.cycleInEnumInitializers, definition.span) }
  }
  private func mentioned(in definition: TypeDefinitionAst, of names: Set<String>) -> Set<String> {
    var found: Set<String> = []
    for case let member as PropertyMemberAst in definition.members {
      member.initialValue?.walk({ node in
        if node.kind == .typeExpression, case .simple(let name, _) = unsafeDowncast(node, to: TypeExpressionAst.self).typeName { found.insert(name.lowercased()) }
        return true
      })
    }
    found.remove(definition.name.lowercased())
    return found.intersection(names)
  }

  private func checkEnum(_ definition: TypeDefinitionAst) {
    let base = definition.baseTypes.first.map { KnownTypes.simplify($0.typeName.fullName) } ?? "int"
    let range = TypeDefinitionChecks.ranges[base] ?? (Int64(Int32.min), UInt64(Int32.max), "int")
    /// Of a type of 64 unsigned bits the numbers are kept by their bits.
    let highest = Int64(truncatingIfNeeded: range.1)
    var names: Set<String> = [], members: [(String, Int64)] = [], next: Int64 = 0, isTooBig = false
    for case let member as PropertyMemberAst in definition.members {
      if let value = member.initialValue {
        if !ConstantExpressions().isConstant(value) { report(.enumeratorValueMustBeConstant, value.span) } else {
          switch types.value(of: value, as: definition.baseTypes.first?.typeName) {
          case .number(let n): next = n
          case .outOfBounds: report(.enumeratorValueOutOfBounds, value.span, range.2)
          case .notNumber: report(.cannotConvertValue, value.span, range.2)
          case nil: break
          }
        }
        isTooBig = false
      }
      if isTooBig { report(.enumeratorValueOutOfBounds, member.span, range.2) }
      if names.insert(member.name.lowercased()).inserted { members.append((member.name, next)) } else { report(.memberAlreadyDefined, member.span, member.name) }
      if next == highest { isTooBig = true } else { next &+= 1; isTooBig = false }
    }
    types.define(definition, members)
  }
}
