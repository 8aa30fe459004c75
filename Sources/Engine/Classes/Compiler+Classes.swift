/// Classes and enums of a script: defined when the script is loaded, before its statements run.
import Syntax

extension ExecutionContext {
  /// Defines all types of a script: first the names, then the members, so that they may mention each other.
  func defineTypes(_ ast: ScriptBlockAst, _ compiler: Compiler) throws {
    let definitions = ast.typeDefinitions
    if definitions.isEmpty { return }
    ScriptTypes.nextAssembly()
    let types = ScriptTypes(self, compiler, definitions)
    var errors = Parser.definitionErrors(ast, types)
    for d in definitions where errors.isEmpty {
      let members = d.members.flatMap { ($0 as? PropertyMemberAst)?.attributes ?? ($0 as? FunctionMemberAst)?.attributes ?? [] }
      errors = compiler.classErrors(d.attributes + members)
    }
    if !errors.isEmpty { throw ExecutionContext.parseException(errors) }
    if types.hasUnfinishedBase {
      if depth == 1, ast.extent.source.file != nil {
        throw TerminatingError(
          "RuntimeException", "An error occurred while creating the pipeline.", .notSpecified, exception: "System.Management.Automation.ParentContainsErrorRecordException")
      }
      throw TerminatingError("System.NotSupportedException", "Specified method is not supported.", .operationStopped, exception: "System.NotSupportedException")
    }
    let classes = try definitions.filter { $0.typeKind == .class }.map { d in (d, try declareClass(d, types.begun[d.name.lowercased()], compiler)) }
    for (d, k) in classes { try fill(k, d, compiler) }
  }

  private func declareClass(_ d: TypeDefinitionAst, _ begun: NetType?, _ compiler: Compiler) throws -> ScriptClass {
    var base: NetType?
    var interfaces: [String] = []
    // the bases may mention the class itself: IComparable[Point]
    let t = begun ?? NetType(d.name, .scriptClass)
    if begun == nil { compiler.define(t) }
    for b in d.baseTypes {
      guard let t = compiler.resolveType(b.typeName) else {
        throw locate(TerminatingError("TypeNotFound", "Unable to find type [\(b.typeName.fullName)].", .parserError, exception: "System.Management.Automation.ParseException"), b.extent)
      }
      if t.isInterface { interfaces.append(t.fullName) } else { base = t }
    }
    t.baseType = base ?? TypeTable.object
    t.interfaces = InterfaceMethods.closure(interfaces)
    let declared = t.interfaces.map { TypeTable.get($0) }.filter { $0.genericArguments.isEmpty }
    if !declared.isEmpty { t.interfaceMethods = { [unowned t] in declared.flatMap { InterfaceMethods.of($0) } + (t.baseType.map { InterfaceMethods.all($0) } ?? []) } }
    let k = ScriptClass(d.name, t, base: base?.scriptClass, netBase: base?.scriptClass == nil ? base : base?.scriptClass?.netBase, context: self, home: compiler.unit)
    t.scriptClass = k
    k.file = compiler.source.file
    k.attributeObjects = d.attributes.compactMap { compiler.attributeObject($0) }
    return k
  }

  private func fill(_ k: ScriptClass, _ d: TypeDefinitionAst, _ compiler: Compiler) throws {
    let getters = Set(d.members.compactMap { ($0 as? FunctionMemberAst).flatMap { $0.parameters.isEmpty && !$0.isStatic ? $0.name.lowercased() : nil } })
    for p in InterfaceMethods.properties(of: k.type.interfaces) where getters.contains("get_" + p.name.lowercased()) {
      k.type.property("\(p.type) \(p.name) {get;}") { v, c in try c.callMethod(v, "get_" + p.name, []) }
    }
    let initialisers = Compiler(self, k.initialiserUnit, compiler.source)
    for m in d.members {
      if let p = m as? PropertyMemberAst {
        let type = try p.propertyType.map { try compiler.typeReference($0.typeName)(self) }
        let attributes = p.attributes.compactMap { compiler.attribute($0) }
        if p.attributes.contains(where: compiler.isParameterAttribute) {
          let parameter = compiler.parameterMetadata(p.name, p.attributes, type: type ?? TypeTable.object, position: nil)
          parameter.isDynamic = true
          k.parameters.append(parameter)
        }
        k.properties.append(
          .init(
            name: p.name, constraint: PropertyConstraint(type: type, attributes: attributes, isHidden: p.isHidden),
            initial: p.initialValue.map { ExprBox(initialisers.expression($0)) }, isStatic: p.isStatic, extent: p.extent))
      } else if let f = m as? FunctionMemberAst {
        let method = try compileMethod(f, k, compiler)
        if f.isConstructor {
          if f.isStatic { k.staticConstructor = method } else { k.constructors.append(method) }
        } else {
          let key = f.name.lowercased()
          if !f.attributes.isEmpty { k.methodAttributes[key] = f.attributes.compactMap { compiler.attributeObject($0) } }
          if k.methods[key] == nil { k.methodOrder.append(key) }
          k.methods[key, default: []].append(method)
        }
      }
    }
    k.seal()
    k.registerMembers()
  }

  private func compileMethod(_ f: FunctionMemberAst, _ k: ScriptClass, _ outer: Compiler) throws -> ScriptClass.Method {
    let unit = Unit(f.isConstructor ? k.name : f.name, .frame)
    unit.namespaces = outer.unit.namespaces
    unit.types = outer.unit.types
    unit.module = outer.unit.module
    unit.ownerClass = k
    unit.body = f.body
    for p in f.parameters { unit.declare(Symbol.of(p.name.path.name)) }
    unit.declare(Symbol.of("this"))
    AssignedNames.collect(f.body, into: unit)
    let compiler = Compiler(self, unit, outer.source)
    unit.tracksSuccess = f.extent.text.utf8.containsQuestionVariable
    var parameters: [ScriptClass.Method.Parameter] = []
    for p in f.parameters {
      let t = try p.attributes.first { $0.kind == .typeConstraint }.map { try compiler.typeReference($0.typeName)(self) }
      let attributes = p.attributes.filter { $0.kind == .attribute }.compactMap { compiler.attribute(unsafeDowncast($0, to: AttributeAst.self)) }
      parameters.append((unit.slot(Symbol.of(p.name.path.name)), t, p.name.path.name, attributes))
    }
    let returns = try f.returnType.map { try compiler.typeReference($0.typeName)(self) }
    let isVoid = f.returnType == nil || returns?.fullName == "System.Void"
    var statements = f.body.endBlock?.statements ?? []
    var chained: BaseCtorInvokeMemberExpressionAst?
    let head = (statements.first as? PipelineAst)?.pureExpression ?? (statements.first as? CommandExpressionAst)?.expression
    if let x = head, x.kind == .baseCtorInvoke {
      chained = unsafeDowncast(x, to: BaseCtorInvokeMemberExpressionAst.self)
      statements.removeFirst()
    }
    // only returned values come out of a method
    let onlyReturns = statements.last.map { $0.kind == .returnStatement || $0.kind == .ifStatement } ?? false
    compiler.dropsOutput = true
    let code = compiler.code(statements, traps: f.body.endBlock?.traps ?? [])
    let body = onlyReturns && Compiler.valueIsReturned(statements) ? code : Code(unit: unit, body: code.body, isSilent: code.isSilent)
    let args = chained?.arguments.map { ExprBox(compiler.expression($0)) } ?? []
    let shown = (f.isStatic ? "static " : "") + (isVoid ? "void" : returns.map { MemberText.typeName($0) } ?? "System.Object")
    let signature = shown + " \(f.name)(" + parameters.map { "\($0.type.map { MemberText.typeName($0) } ?? "System.Object") \($0.name)" }.joined(separator: ", ") + ")"
    return ScriptClass.Method(
      name: f.name, unit: unit, parameters: parameters, returnType: returns, isVoid: isVoid, isStatic: f.isStatic, isHidden: f.isHidden, body: body,
      chained: chained, chainedArguments: args, thisSlot: unit.slot(Symbol.of("this")), call: CallInfo(f.name, f.extent), signature: signature)
  }
}

extension Compiler {
  /// Whether a value body hands out only what `return` returns (not what a last expression would emit).
  static func valueIsReturned(_ b: [StatementAst]) -> Bool {
    guard let last = b.last else { return false }
    switch last.kind {
    case .returnStatement: return true
    case .ifStatement:
      let s = unsafeDowncast(last, to: IfStatementAst.self)
      return s.clauses.allSatisfy { $0.body.statements.isEmpty || valueIsReturned($0.body.statements) } && (s.elseClause.map { $0.statements.isEmpty || valueIsReturned($0.statements) } ?? true)
    default: return false
    }
  }
  /// `: base(…)` outside of a constructor cannot occur; the constructor takes it out of its body.
  func baseConstructor(_ e: BaseCtorInvokeMemberExpressionAst) -> Expr { { _, _ in .void } }
}

extension ScriptClass {
  func runStatic(_ m: Method, _ c: ExecutionContext) throws -> Value { try invokeDirect(m, .type(type), [], c) }
  /// Makes the class's members visible to reflection and Get-Member.
  func registerMembers() {
    for p in properties {
      let name = p.name
      let text = "\(p.isStatic ? "static " : "")\(MemberText.typeName(p.constraint.type ?? TypeTable.object)) \(name) {get;set;}"
      if p.isStatic {
        type.add(
          Member(
            name, .property, isStatic: true, definition: text, get: { [unowned self] _, c in try self.readStatic(name, c) ?? .null },
            set: { [unowned self] _, v, c in _ = try self.writeStatic(name, v, c) }))
        type.staticMember(name)?.isHidden = p.constraint.isHidden
      }
    }
    for n in methodOrder {
      for m in methods[n] ?? [] {
        let body: MethodBody = { [unowned self] this, a, c in try self.invokeDirect(m, this, a, c) }
        let table = m.isStatic ? type.staticMember(m.name) : nil
        if let old = table, old.kind == .method { old.overloads.append(Overload(m.signature, body)); continue }
        let member = Member(m.name, .method, isStatic: m.isStatic, definition: "")
        member.overloads = [Overload(m.signature, body)]
        member.isHidden = m.isHidden
        if let old = m.isStatic ? nil : (type.instanceTable[m.name.lowercased()]) { old.overloads.append(Overload(m.signature, body)) } else { type.add(member) }
      }
    }
    for n in methodOrder where n.utf8.count > 4 && n.hasPrefix("get_") {
      guard let m = methods[n]?.first(where: { !$0.isStatic && $0.parameters.isEmpty }), let base = netBase else { continue }
      let p = base.instanceMember(String(n.dropFirst(4)))
      guard p?.kind == .property || p == nil && ScriptTypes.required[base.fullName]?.contains(where: { $0.name.equalsIgnoringCase(n) }) ?? false else { continue }
      let set = methods["set_" + n.dropFirst(4)]?.first { !$0.isStatic && $0.parameters.count == 1 }
      let setter: Setter? = set.map { s in { [unowned self] v, x, c in _ = try self.invokeDirect(s, v, [x], c) } }
      let name = p?.name ?? String(m.name.dropFirst(4)), result = m.returnType.map { MemberText.typeName($0) } ?? "System.Object"
      let member = Member(
        name, .property, isStatic: false, definition: p?.definition ?? "\(result) \(name) {get;\(set == nil ? "" : "set;")}",
        get: { [unowned self] v, c in try self.invokeDirect(m, v, [], c) }, set: setter)
      accessors[name.lowercased()] = member
      type.add(member)
    }
    for p in properties where !p.isStatic {
      let name = p.name, s = Symbol.of(p.name)
      let m = Member(name, .property, isStatic: false, definition: "\(MemberText.typeName(p.constraint.type ?? TypeTable.object)) \(name) {get;set;}",
        get: { v, _ in v.objectValue?.get(s) ?? .null }, set: { v, x, c in try c.setProperty(v, name, x) })
      m.isHidden = p.constraint.isHidden
      type.add(m)
    }
    if constructors.isEmpty { type.constructors = [Overload("\(name) new()") { [unowned self] _, a, c in try self.construct(a, c) }]; return }
    type.constructors = constructors.map { m in Overload(constructorText(m)) { [unowned self] _, a, c in try self.construct(a, c) } }
  }
}

extension NetType {
  /// An interface, generic ones included.
  var isInterface: Bool {
    if category == .interface { return true }
    guard let d = genericDefinition, let leaf = d.split(separator: ".").last, leaf.utf8.first == 73, let second = leaf.utf8.dropFirst().first else { return false }
    return second >= 65 && second <= 90
  }
}

extension Compiler {
  /// A class or enum of the script becomes known: everywhere when the prompt or the program's script defines it, else
  /// only to the code it is defined in.
  func define(_ t: NetType) {
    unit.types[t.fullName.lowercased()] = t
    t.isLocal = unit.hidesTypes
    TypeTable.define(t)
  }
}
