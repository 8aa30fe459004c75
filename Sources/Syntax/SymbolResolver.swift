/// What a search for the module of `using module` ended with.
public enum UsedModule {
  /// The module's name, and those of the classes and enums it offers.
  case found(String, types: [String])
  case missing, wildcard, invalid(String)
}

/// Looks up the types named in class definitions, and finds assignments in methods that forgot `$this.`.
final class SymbolResolver {
  private let parser: ScriptParser
  private var namespaces: [String] = []
  /// Their types are known only when they are loaded.
  private var usesAssemblies = false

  private struct Scope {
    var isMethod = false
    var definition: TypeDefinitionAst?
    var types: Set<String> = []
    /// Types of used modules, by lower-case name, with the modules that have them.
    var imported: [String: [String]] = [:]
    var properties: [String: PropertyMemberAst] = [:]
  }
  private var scopes: [Scope] = []

  init(_ parser: ScriptParser) { self.parser = parser }

  func resolve(_ root: ScriptBlockAst) {
    namespaces = root.usingStatements.filter { $0.usingKind == .namespace }.compactMap { $0.name?.value }
    usesAssemblies = root.usingStatements.contains { $0.usingKind == .assembly }
    enterScope(Scope(), typesIn: root)
    root.walk({ enter($0); return true }, leave: { leave($0) })
  }

  private func checkModule(_ u: UsingStatementAst) {
    guard let find = Parser.findModule, u.name != nil || u.moduleSpecification != nil else { return }
    if let h = u.moduleSpecification, !ConstantExpressions(forRequires: true).isConstant(h) { return parser.report(.requiresArgumentMustBeConstant, u.span) }
    switch find(u) {
    case .found(let module, let types):
      for t in types.map({ $0.lowercased() }) {
        scopes[scopes.count - 1].imported[t, default: []].append(module)
        scopes[scopes.count - 1].imported[module.lowercased() + "." + t] = [module]
      }
    case .missing: parser.report(.moduleNotFoundDuringParse, u.span, u.name?.value ?? u.moduleSpecification?.extent.text ?? "")
    case .wildcard: parser.report(.wildCardModuleNameError, u.span)
    case .invalid(let why): parser.report(.requiresModuleInvalid, u.span, why)
    }
  }

  private func enterScope(_ new: Scope, typesIn ast: Ast) {
    var scope = new
    ast.walk({ node in
      if node.kind == .scriptBlockExpression || (node.kind == .functionDefinition && node !== ast) { return false }
      if node.kind == .typeDefinition, node !== ast || scope.definition == nil {
        let definition = unsafeDowncast(node, to: TypeDefinitionAst.self)
        if !scope.types.insert(definition.name.lowercased()).inserted {
          parser.report(.memberAlreadyDefined, definition.span, definition.name)
        }
        return false
      }
      return true
    })
    scopes.append(scope)
  }

  private func enter(_ ast: Ast) {
    switch ast.kind {
    case .typeDefinition:
      let definition = unsafeDowncast(ast, to: TypeDefinitionAst.self)
      var scope = Scope()
      scope.definition = definition
      for case let property as PropertyMemberAst in definition.members where scope.properties[property.name.lowercased()] == nil {
        scope.properties[property.name.lowercased()] = property
      }
      enterScope(scope, typesIn: ast)
    case .scriptBlockExpression: enterScope(Scope(), typesIn: unsafeDowncast(ast, to: ScriptBlockExpressionAst.self).scriptBlock)
    case .functionDefinition: if ast.parent?.kind != .functionMember { enterScope(Scope(), typesIn: unsafeDowncast(ast, to: FunctionDefinitionAst.self).body) }
    case .functionMember: enterScope(Scope(isMethod: true), typesIn: unsafeDowncast(ast, to: FunctionMemberAst.self).body)
    case .assignment: if scopes.last?.isMethod == true { checkAssignment(unsafeDowncast(ast, to: AssignmentStatementAst.self).left) }
    case .usingStatement:
      let u = unsafeDowncast(ast, to: UsingStatementAst.self)
      if u.usingKind == .module { checkModule(u) }
    case .typeExpression: lookUp(unsafeDowncast(ast, to: TypeExpressionAst.self).typeName)
    case .typeConstraint: lookUp(unsafeDowncast(ast, to: TypeConstraintAst.self).typeName)
    case .attribute: lookUp(unsafeDowncast(ast, to: AttributeAst.self).typeName, isAttribute: true)
    default: break
    }
  }
  private func leave(_ ast: Ast) {
    switch ast.kind {
    case .typeDefinition, .scriptBlockExpression, .functionMember: scopes.removeLast()
    case .functionDefinition: if ast.parent?.kind != .functionMember { scopes.removeLast() }
    default: break
    }
  }

  private func lookUp(_ type: TypeName, isAttribute: Bool = false) {
    switch type {
    case .array(let element, _, _):
      var inner = element
      while case .array(let e, _, _) = inner { inner = e }
      lookUp(inner)
    case .generic(let name, let arguments, _):
      if case .simple(let n, _) = name, KnownTypes.isDefined?("\(n)`\(arguments.count)", namespaces) != true { lookUp(name) }
      for a in arguments { lookUp(a) }
    case .simple(let name, let extent):
      let lower = name.lowercased()
      for scope in scopes.reversed() {
        if scope.types.contains(lower) || (isAttribute && scope.types.contains(lower + "attribute")) { return }
        guard let modules = scope.imported[lower] else { continue }
        if modules.count > 1 { parser.report(.ambiguousTypeReference, Span(extent.start, extent.end), name, "\(modules[0]).\(name)", "\(modules[1]).\(name)") }
        return
      }
      guard scopes.contains(where: { $0.definition != nil }) else { return }
      if lower == "ordered" || usesAssemblies && name.utf8.contains(0x2E) || KnownTypes.exists(name, isAttribute: isAttribute, namespaces: namespaces) { return }
      parser.report(isAttribute ? .customAttributeTypeNotFound : .typeNotFound, Span(extent.start, extent.end), name)
    }
  }

  private func checkAssignment(_ target: ExpressionAst) {
    switch target.kind {
    case .arrayLiteral: for e in unsafeDowncast(target, to: ArrayLiteralAst.self).elements { checkAssignment(e) }
    case .paren:
      let pipeline = unsafeDowncast(target, to: ParenExpressionAst.self).pipeline
      if pipeline.kind == .pipeline, let e = unsafeDowncast(pipeline, to: PipelineAst.self).pureExpression { checkAssignment(e) }
    case .convert: checkAssignment(unsafeDowncast(target, to: ConvertExpressionAst.self).child)
    case .variable:
      let variable = unsafeDowncast(target, to: VariableExpressionAst.self)
      guard !variable.path.isDriveQualified else { return }
      let name = variable.path.userPath.lowercased()
      for scope in scopes.reversed() {
        guard let property = scope.properties[name] else { continue }
        let definition = scopes.last { $0.definition != nil }?.definition
        if property.isStatic { parser.report(.missingTypeInStaticPropertyAssignment, variable.span, "[\(definition?.name ?? "")]::", property.name) }
        else { parser.report(.missingThis, variable.span, "$this.", property.name) }
        return
      }
    default: break
    }
  }
}
