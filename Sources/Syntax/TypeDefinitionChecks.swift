/// Errors in class and enum definitions that show when the types are made, before the script's first statement runs.
/// PowerShell's parser alone does not tell them; running the script does, as parse errors.
extension Parser {
  public static func definitionErrors(_ root: ScriptBlockAst) -> [ParseError] {
    let checks = TypeDefinitionChecks(ParseErrors(root.extent.source))
    root.walk({ node in
      if node.kind == .typeDefinition { checks.check(unsafeDowncast(node, to: TypeDefinitionAst.self)) }
      return true
    })
    return checks.errors.list
  }
}

struct TypeDefinitionChecks {
  let errors: ParseErrors
  init(_ errors: ParseErrors) { self.errors = errors }

  private static let sealed = ["string": "String", "array": "Array", "void": "Void", "bool": "Boolean", "byte": "Byte", "char": "Char", "datetime": "DateTime", "decimal": "Decimal",
    "double": "Double", "float": "Single", "single": "Single", "guid": "Guid", "int": "Int32", "int32": "Int32", "int64": "Int64", "long": "Int64", "short": "Int16", "int16": "Int16",
    "timespan": "TimeSpan", "uint": "UInt32", "uint32": "UInt32", "uint64": "UInt64", "ulong": "UInt64", "ushort": "UInt16", "version": "Version", "scriptblock": "ScriptBlock",
    "switch": "SwitchParameter", "pscredential": "PSCredential", "console": "Console", "math": "Math", "convert": "Convert", "environment": "Environment"]
  /// Largest and smallest value of an enum's type, and the type as messages name it.
  private static let ranges: [String: (low: Int64, high: UInt64, name: String)] = [
    "byte": (0, 255, "byte"), "sbyte": (-128, 127, "sbyte"), "short": (-32768, 32767, "short"), "int16": (-32768, 32767, "short"), "ushort": (0, 65535, "ushort"),
    "uint16": (0, 65535, "ushort"), "int": (Int64(Int32.min), UInt64(Int32.max), "int"), "int32": (Int64(Int32.min), UInt64(Int32.max), "int"),
    "uint": (0, UInt64(UInt32.max), "uint"), "uint32": (0, UInt64(UInt32.max), "uint"), "long": (Int64.min, UInt64(Int64.max), "long"),
    "int64": (Int64.min, UInt64(Int64.max), "long"), "ulong": (0, UInt64.max, "ulong"), "uint64": (0, UInt64.max, "ulong"),
  ]

  private func report(_ message: ParserMessage, _ span: Span, _ arguments: String...) { errors.add(message, span, false, arguments) }

  func check(_ definition: TypeDefinitionAst) {
    if definition.typeKind == .enum { checkEnum(definition) } else { checkClass(definition) }
  }

  private func checkClass(_ definition: TypeDefinitionAst) {
    for base in definition.baseTypes { if case .array = base.typeName { report(.subtypeArray, base.span, base.typeName.fullName) } }
    if let first = definition.baseTypes.first, case .simple(let name, _) = first.typeName, let sealed = TypeDefinitionChecks.sealed[KnownTypes.simplify(name)] {
      report(.sealedBaseClass, first.span, sealed)
    }
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
      return (ranges[simple]?.name ?? sealed[simple]?.lowercased()) ?? simple
    }
  }

  private func checkEnum(_ definition: TypeDefinitionAst) {
    let base = definition.baseTypes.first.map { KnownTypes.simplify($0.typeName.fullName) } ?? "int"
    let range = TypeDefinitionChecks.ranges[base] ?? (Int64(Int32.min), UInt64(Int32.max), "int")
    var names: Set<String> = []
    for case let member as PropertyMemberAst in definition.members {
      if let value = member.initialValue {
        if !ConstantExpressions().isConstant(value) { report(.enumeratorValueMustBeConstant, value.span) }
        else if value.kind == .constant, !fits(unsafeDowncast(value, to: ConstantExpressionAst.self).value, range.0, range.1) {
          report(.enumeratorValueOutOfBounds, value.span, range.2)
        } else if value.kind == .stringConstant, Parser.parseNumber(unsafeDowncast(value, to: StringConstantExpressionAst.self).value) == nil {
          report(.cannotConvertValue, value.span, range.2)
        }
      }
      if !names.insert(member.name.lowercased()).inserted { report(.memberAlreadyDefined, member.span, member.name) }
    }
  }
  private func fits(_ value: NumberLiteral, _ low: Int64, _ high: UInt64) -> Bool {
    func signed(_ v: Int64) -> Bool { v >= low && (v < 0 || UInt64(v) <= high) }
    switch value {
    case .byte(let v): return signed(Int64(v))
    case .sbyte(let v): return signed(Int64(v))
    case .short(let v): return signed(Int64(v))
    case .ushort(let v): return signed(Int64(v))
    case .int(let v): return signed(Int64(v))
    case .uint(let v): return signed(Int64(v))
    case .long(let v): return signed(v)
    case .ulong(let v): return v <= high
    case .double(let v): return v.rounded() >= Double(low) && v.rounded() <= Double(high)
    case .decimal(let t), .bigInteger(let t): return UInt64(t).map { $0 <= high } ?? Int64(t).map(signed) ?? false
    }
  }
}
