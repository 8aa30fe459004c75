/// Where attributes may stand in classes, and what a class marked `[DscResource()]` must have.
enum ClassAttributePlaces {
  /// Whether a declaration is none of those an attribute is for.
  static func misplaced(_ places: String, on parent: Ast) -> Bool {
    if places == "All" { return false }
    let kinds: [Substring] =
      switch parent.kind {
      case .typeDefinition:
        switch (parent as? TypeDefinitionAst)?.typeKind { case .enum?: ["Enum"]; case .class?: ["Class"]; default: ["Interface"] }
      case .propertyMember: ["Property", "Field"]
      case .functionMember: [(parent as? FunctionMemberAst)?.isConstructor == true ? "Constructor" : "Method"]
      default: ["Parameter"]
      }
    return !places.split(separator: ", ").contains { kinds.contains($0) }
  }
  static func shortName(_ a: AttributeAst) -> String {
    var name = a.typeName.fullName.lowercased()
    if name.hasPrefix("system.management.automation.") { name.removeFirst("system.management.automation.".count) } else if name.hasPrefix("system.") { name.removeFirst(7) }
    if name.hasSuffix("attribute"), name != "attribute" { name.removeLast(9) }
    return name
  }
}

extension SemanticChecks {
  /// A DSC resource has Get, Set and Test, a key, and can be made without arguments.
  func checkDscResource(_ type: TypeDefinitionAst) {
    guard type.typeKind == .class, type.attributes.contains(where: { ClassAttributePlaces.shortName($0) == "dscresource" }) else { return }
    var hasGet = false, hasSet = false, hasTest = false, hasKey = false, constructors = 0, hasDefault = false
    for m in type.members {
      if let p = m as? PropertyMemberAst {
        for a in p.attributes where ClassAttributePlaces.shortName(a) == "dscproperty" {
          guard a.namedArguments.contains(where: { $0.argumentName.lowercased() == "key" }) else { continue }
          hasKey = true
          let name = p.propertyType.map { KnownTypes.simplify($0.typeName.fullName) } ?? ""
          let isScalar = ["string", "byte", "sbyte", "int16", "short", "uint16", "ushort", "int", "int32", "uint", "uint32", "long", "int64", "ulong", "uint64"].contains(name)
          if !isScalar, p.propertyType == nil || KnownTypes.isDefined?(name, []) ?? false { report(.dscResourceInvalidKeyProperty, p) }
        }
        continue
      }
      guard let f = m as? FunctionMemberAst else { continue }
      if f.isConstructor {
        if f.isStatic { continue }
        constructors += 1
        hasDefault = hasDefault || f.parameters.isEmpty
        continue
      }
      guard f.parameters.isEmpty else { continue }
      let result = f.returnType.map { $0.typeName.fullName.lowercased() }
      switch f.name.lowercased() {
      case "get":
        hasGet = true
        if result != type.name.lowercased() { report(.dscResourceInvalidGetMethod, f, type.name) }
      case "set": hasSet = hasSet || f.returnType.map { KnownTypes.isVoid($0.typeName) } ?? true
      case "test": hasTest = hasTest || result == "bool" || result == "system.boolean"
      default: break
      }
    }
    if !hasGet { report(.dscResourceMissingGetMethod, type, type.name) }
    if !hasTest { report(.dscResourceMissingTestMethod, type, type.name) }
    if !hasSet { report(.dscResourceMissingSetMethod, type, type.name) }
    if constructors > 0, !hasDefault { report(.dscResourceMissingDefaultConstructor, type, type.name) }
    if !hasKey { report(.dscResourceMissingKeyProperty, type, type.name) }
  }
}
