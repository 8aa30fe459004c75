/// The node classes and their properties by PowerShell's names.
import Engine
import Primitives
import Syntax

extension NetTypes {
  /// Declares a node class: properties read from the wrapped node when it is of class `N`.
  private static func node<N: Ast>(_ name: String, _ base: String, _ type: N.Type, _ properties: [(String, (PSAst, N) -> Value)]) {
    TypeTable.register(astSpace + name) {
      NetType(astSpace + name, base: TypeTable.get(astSpace + base)) { t in
        for (definition, read) in properties {
          t.property(NodeProperties.definition(definition, of: name) + " {get;}") { v, _ in
            guard let w = v.refValue as? PSAst, let n = w.ast as? N else { return .null }
            let value = read(w, n)
            if case .array(let list) = value, let element = NodeProperties.element(definition, of: name) { list.elementType = element }
            return value
          }
        }
        t.redeclare(NodeProperties.names(of: name))
        t.orderProperties(NodeProperties.names(of: name))
      }
    }
  }
  private static func enumeration(_ name: String, _ n: Int) -> Value { .member(astSpace + name, n) }
  private static func op(_ k: TokenKind) -> Value { enumeration("TokenKind", Int(k.rawValue)) }
  private static func typeName(_ t: TypeName) -> Value { .other(PSTypeNameObject(t)) }
  private static func place(_ e: Extent) -> Value { .other(PSExtent(e)) }
  private static func pairs(_ items: [(Value, Value)]) -> Value {
    .arr(items.map { a, b in
      guard case .other(let x) = valueTuple([a, b]) else { return .null }
      return .other(x)
    })
  }

  static func registerNodes() {
    TypeTable.register(astSpace + "Ast") { NetType(astSpace + "Ast", base: TypeTable.object, define: defineAst) }
    for (n, base) in [
      ("StatementAst", "Ast"), ("CommandBaseAst", "StatementAst"), ("PipelineBaseAst", "StatementAst"), ("ChainableAst", "PipelineBaseAst"),
      ("ExpressionAst", "CommandElementAst"), ("CommandElementAst", "Ast"), ("MemberAst", "Ast"), ("LoopStatementAst", "LabeledStatementAst"),
    ] {
      if n == "CommandBaseAst" {
        node(n, base, CommandBaseAst.self, [("Redirections", { $0.list($1.redirections) })])
      } else {
        TypeTable.register(astSpace + n) {
          NetType(astSpace + n, base: TypeTable.get(astSpace + base)) { t in
            if n == "ExpressionAst" { t.property("type StaticType {get;}") { v, _ in staticType(v) } }
          }
        }
      }
    }
    node("AttributeBaseAst", "Ast", AttributeBaseAst.self, [("TypeName", { typeName($1.typeName) })])
    node("LabeledStatementAst", "StatementAst", LabeledStatementAst.self, [("Label", { $1.label.map { .str($0) } ?? .null })])
    node("RedirectionAst", "Ast", RedirectionAst.self, [("FromStream", { enumeration("RedirectionStream", Int($1.fromStream.rawValue)) })])
    registerBlocks()
    registerStatements()
    registerExpressions()
  }

  private static func staticType(_ v: Value) -> Value {
    guard let a = (v.refValue as? PSAst)?.ast else { return .null }
    switch a.kind {
    case .stringConstant, .expandableString: return .type(TypeTable.string)
    case .constant: return (a as? ConstantExpressionAst).map { .type(TypeTable.typeOf(Conversion.value($0.value))) } ?? .null
    case .hashtable: return .type(TypeTable.hashtable)
    case .array, .arrayLiteral: return .type(TypeTable.objectArray)
    case .scriptBlockExpression: return .type(TypeTable.scriptBlock)
    case .typeExpression: return .type(TypeTable.get("System.Type"))
    case .convert: return (a as? ConvertExpressionAst).flatMap { TypeTable.resolve($0.type.typeName) }.map { .type($0) } ?? .type(TypeTable.object)
    default: return .type(TypeTable.object)
    }
  }

  private static func defineAst(_ t: NetType) {
    func of(_ v: Value) -> PSAst? { v.refValue as? PSAst }
    t.property("System.Management.Automation.Language.IScriptExtent Extent {get;}") { v, _ in of(v).map { place($0.ast.extent) } ?? .null }
    t.property("System.Management.Automation.Language.Ast Parent {get;}") { v, _ in of(v).map { $0.value($0.ast === $0.root ? nil : $0.ast.parent) } ?? .null }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
    t.method("System.Management.Automation.Language.Ast Copy()") { v, _, _ in v }
    /// Pre-order walk; false from `visit` stops it. Nested blocks are entered only when asked for.
    func walk(_ a: Ast, _ nested: Bool, _ top: Bool, _ visit: (Ast) throws -> Bool) throws -> Bool {
      // PowerShell's search passes over the base constructor's call itself
      if a.kind != .baseCtorInvoke, try !visit(a) { return false }
      if !nested, !top, a.kind == .scriptBlockExpression || a.kind == .functionDefinition { return true }
      for c in a.children { if try !walk(c, nested, false, visit) { return false } }
      return true
    }
    let predicate = "System.Func[System.Management.Automation.Language.Ast,bool] predicate, bool searchNestedScriptBlocks"
    t.method("System.Management.Automation.Language.Ast Find(\(predicate))") { v, a, c in
      guard let w = of(v) else { return .null }
      var found = Value.null
      _ = try walk(w.ast, a.bool(1), true) { n in
        if try test(a.at(0), w.value(n), c) { found = w.value(n); return false }
        return true
      }
      return found
    }
    t.method("System.Collections.Generic.IEnumerable[System.Management.Automation.Language.Ast] FindAll(\(predicate))") { v, a, c in
      guard let w = of(v) else { return .null }
      let out = PSArray(capacity: 16)
      _ = try walk(w.ast, a.bool(1), true) { n in
        let x = w.value(n)
        if try test(a.at(0), x, c) { out.append(x) }
        return true
      }
      return .array(out)
    }
    for p in ["", "bool skipHashtableSizeCheck"] {
      t.method("System.Object SafeGetValue(\(p))") { v, a, c in
        guard let w = of(v) else { return .null }
        guard w.ast.hasSafeValue, p.isEmpty || !a.bool(0) ? w.ast.isWithinSafeSize : true else {
          throw netError("System.InvalidOperationException", "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: \(w.ast.extent.text).")
        }
        return try c.invokeBlock(try c.makeBlock(w.ast.extent.text, file: w.ast.extent.source.file)).orNull
      }
    }
    t.method("scriptblock GetScriptBlock()") { v, _, c in
      do {
        let whole = try c.parse(of(v)?.text() ?? "")
        return .block(.unbound(of(v)?.ast as? ScriptBlockAst ?? whole.ast))
      } catch let e as TerminatingError where !e.record.parseErrors.isEmpty {
        throw netError("System.Management.Automation.PSInvalidOperationException", "Operation is not valid due to the current state of the object.")
      }
    }
  }

  private static func registerBlocks() {
    node("ScriptBlockAst", "Ast", ScriptBlockAst.self, [
      ("Attributes", { $0.list($1.attributes) }), ("UsingStatements", { $0.list($1.usingStatements) }), ("ParamBlock", { $0.value($1.paramBlock) }), ("BeginBlock", { $0.value($1.beginBlock) }),
      ("ProcessBlock", { $0.value($1.processBlock) }), ("EndBlock", { $0.value($1.endBlock) }), ("CleanBlock", { $0.value($1.cleanBlock) }), ("DynamicParamBlock", { $0.value($1.dynamicParamBlock) }),
        (
          "ScriptRequirements",
          { _, n in
            n.requirements.map { r in
              .object(
                PSObject([
                  ("RequiredPSVersion", r.version.map { .str($0) } ?? .null), ("RequiredModules", .strings(r.modules)),
                  ("IsElevationRequired", .bool(r.isElevationRequired))
                ]))
            } ?? .null
          }
        )
    ])
    node("ParamBlockAst", "Ast", ParamBlockAst.self, [("Attributes", { $0.list($1.attributes) }), ("Parameters", { $0.list($1.parameters) })])
    node("ParameterAst", "Ast", ParameterAst.self, [
      ("Attributes", { $0.list($1.attributes) }), ("Name", { $0.value($1.name) }), ("DefaultValue", { $0.value($1.defaultValue) }),
      ("StaticType", { _, n in .type(n.attributes.compactMap { ($0 as? TypeConstraintAst).flatMap { TypeTable.resolve($0.typeName) } }.last ?? TypeTable.object) }),
    ])
    node("NamedBlockAst", "Ast", NamedBlockAst.self, [
      ("Statements", { $0.list($1.statements) }), ("Traps", { $1.traps.isEmpty ? .null : $0.list($1.traps) }), ("Unnamed", { .bool($1.unnamed) }),
      ("BlockKind", { _, n in op(n.name == .begin ? .begin : n.name == .process ? .process : n.name == .dynamicparam ? .dynamicparam : n.name == .clean ? .clean : .end) }),
    ])
    node("StatementBlockAst", "Ast", StatementBlockAst.self, [("Statements", { $0.list($1.statements) }), ("Traps", { $1.traps.isEmpty ? .null : $0.list($1.traps) })])
    node(
      "NamedAttributeArgumentAst", "Ast", NamedAttributeArgumentAst.self,
      [("ArgumentName", { .str($1.argumentName) }), ("Argument", { $0.value($1.argument) }), ("ExpressionOmitted", { .bool($1.expressionOmitted) })])
    node("AttributeAst", "AttributeBaseAst", AttributeAst.self, [("PositionalArguments", { $0.list($1.positionalArguments) }), ("NamedArguments", { $0.list($1.namedArguments) })])
    node("TypeConstraintAst", "AttributeBaseAst", TypeConstraintAst.self, [])
    node(
      "UsingStatementAst", "StatementAst", UsingStatementAst.self,
      [
        ("UsingStatementKind", { .str("\($1.usingKind)".capitalizedFirst) }), ("Name", { $0.value($1.name) }), ("Alias", { $0.value($1.alias) }),
        ("ModuleSpecification", { $0.value($1.moduleSpecification) })
      ])
    node("FunctionDefinitionAst", "StatementAst", FunctionDefinitionAst.self, [
        ("IsFilter", { .bool($1.isFilter) }), ("IsWorkflow", { .bool($1.isWorkflow) }), ("Name", { .str($1.name) }),
        ("Parameters", { w, n in n.parameters.map { w.list($0) } ?? .null }), ("Body", { $0.value($1.body) })
    ])
    node("TypeDefinitionAst", "StatementAst", TypeDefinitionAst.self, [
      ("Name", { .str($1.name) }), ("Attributes", { $0.list($1.attributes) }), ("BaseTypes", { $0.list($1.baseTypes) }), ("Members", { $0.list($1.members) }),
      ("IsEnum", { .bool($1.typeKind == .enum) }), ("IsClass", { .bool($1.typeKind == .class) }), ("IsInterface", { .bool($1.typeKind == .interface) }),
    ])
    node("PropertyMemberAst", "MemberAst", PropertyMemberAst.self, [
      ("Name", { .str($1.name) }), ("PropertyType", { $0.value($1.propertyType) }), ("Attributes", { $0.list($1.attributes) }), ("InitialValue", { $0.value($1.initialValue) }),
      ("IsStatic", { .bool($1.isStatic) }), ("IsHidden", { .bool($1.isHidden) }), ("IsPublic", { _, _ in .yes }),
    ])
    node("FunctionMemberAst", "MemberAst", FunctionMemberAst.self, [
      ("Name", { .str($1.name) }), ("ReturnType", { $0.value($1.returnType) }), ("Attributes", { $0.list($1.attributes) }), ("Parameters", { $0.list($1.parameters) }), ("Body", { $0.value($1.body) }),
      ("IsStatic", { .bool($1.isStatic) }), ("IsHidden", { .bool($1.isHidden) }), ("IsConstructor", { .bool($1.isConstructor) }), ("IsPublic", { _, _ in .yes }),
    ])
  }

  private static func registerStatements() {
    node("IfStatementAst", "StatementAst", IfStatementAst.self, [
      ("Clauses", { w, n in pairs(n.clauses.map { (w.value($0.condition), w.value($0.body)) }) }), ("ElseClause", { $0.value($1.elseClause) }),
    ])
    node("SwitchStatementAst", "LabeledStatementAst", SwitchStatementAst.self, [
      ("Condition", { $0.value($1.condition) }), ("Clauses", { w, n in pairs(n.clauses.map { (w.value($0.test), w.value($0.body)) }) }), ("Default", { $0.value($1.defaultClause) }),
      ("Flags", { enumeration("SwitchFlags", Int($1.flags.rawValue)) }),
    ])
    for n in ["WhileStatementAst", "DoWhileStatementAst", "DoUntilStatementAst"] {
      node(n, "LoopStatementAst", Syntax.LoopStatementAst.self, [("Condition", { $0.value($1.condition) }), ("Body", { $0.value($1.body) })])
    }
    node("ForStatementAst", "LoopStatementAst", ForStatementAst.self, [
      ("Initializer", { $0.value($1.initializer) }), ("Condition", { $0.value($1.condition) }), ("Iterator", { $0.value($1.iterator) }),
      ("Body", { $0.value($1.body) }),
    ])
    node("ForEachStatementAst", "LoopStatementAst", ForEachStatementAst.self, [
      ("Variable", { $0.value($1.variable) }), ("Condition", { $0.value($1.condition) }), ("Body", { $0.value($1.body) }),
      ("ThrottleLimit", { $0.value($1.throttleLimit) }), ("Flags", { enumeration("ForEachFlags", $1.isParallel ? 1 : 0) }),
    ])
    node("TryStatementAst", "StatementAst", TryStatementAst.self, [("Body", { $0.value($1.body) }), ("CatchClauses", { $0.list($1.catchClauses) }), ("Finally", { $0.value($1.finally) })])
    node("CatchClauseAst", "Ast", CatchClauseAst.self, [("CatchTypes", { $0.list($1.catchTypes) }), ("Body", { $0.value($1.body) }), ("IsCatchAll", { .bool($1.isCatchAll) })])
    node("TrapStatementAst", "StatementAst", TrapStatementAst.self, [("TrapType", { $0.value($1.trapType) }), ("Body", { $0.value($1.body) })])
    node(
      "DataStatementAst", "StatementAst", DataStatementAst.self,
      [("Variable", { $1.variable.map { .str($0) } ?? .null }), ("CommandsAllowed", { $0.list($1.commandsAllowed) }), ("Body", { $0.value($1.body) })])
    node("BlockStatementAst", "StatementAst", BlockStatementAst.self, [("Body", { $0.value($1.body) })])
    for n in ["BreakStatementAst", "ContinueStatementAst"] { node(n, "StatementAst", LoopFlowStatementAst.self, [("Label", { $0.value($1.label) })]) }
    for n in ["ReturnStatementAst", "ThrowStatementAst", "ExitStatementAst"] {
      node(n, "StatementAst", FlowStatementAst.self, [("Pipeline", { $0.value($1.pipeline) })] + (n == "ThrowStatementAst" ? [("IsRethrow", { .bool($1.pipeline == nil) })] : []))
    }
    // there are no keywords of modules here, but code that walks trees asks for their nodes
    TypeTable.extend(astSpace + "DynamicKeyword") { t in
      t.staticMethod("static void Reset()") { _, _ in .void }
      t.staticMethod("static bool ContainsKeyword(string name)") { _, _ in .bool(false) }
      t.staticMethod("static System.Management.Automation.Language.DynamicKeyword GetKeyword(string name)") { _, _ in .null }
      t.staticMethod("static System.Collections.Generic.List[System.Management.Automation.Language.DynamicKeyword] GetKeyword()") { _, _ in .array(PSArray([])) }
    }
    TypeTable.register(astSpace + "DynamicKeywordStatementAst") { NetType(astSpace + "DynamicKeywordStatementAst", base: TypeTable.get(astSpace + "StatementAst")) }
    node("PipelineAst", "ChainableAst", PipelineAst.self, [("PipelineElements", { $0.list($1.elements) }), ("Background", { .bool($1.background) })])
    node("PipelineChainAst", "ChainableAst", PipelineChainAst.self, [
      ("LhsPipelineChain", { $0.value($1.left) }), ("RhsPipeline", { $0.value($1.right) }), ("Operator", { op($1.isAnd ? .andAnd : .orOr) }),
      ("Background", { .bool($1.background) }),
    ])
    node(
      "AssignmentStatementAst", "PipelineBaseAst", AssignmentStatementAst.self,
      [("Left", { $0.value($1.left) }), ("Operator", { op($1.op) }), ("Right", { $0.value($1.right) }), ("ErrorPosition", { place($1.errorPosition) })])
    node("CommandAst", "CommandBaseAst", CommandAst.self, [
        ("CommandElements", { $0.list($1.elements) }),
        ("InvocationOperator", { op($1.invocationOperator == .ampersand ? .ampersand : $1.invocationOperator == .dot ? .dot : .unknown) }),
        ("DefiningKeyword", { _, _ in .null })
    ])
    TypeTable.extend(astSpace + "CommandAst") { t in
      t.method("string GetCommandName()") { v, _, _ in ((v.refValue as? PSAst)?.ast as? CommandAst)?.commandName.map { .str($0) } ?? .null }
    }
    node(
      "CommandParameterAst", "CommandElementAst", CommandParameterAst.self,
      [("ParameterName", { .str($1.parameterName) }), ("Argument", { $0.value($1.argument) }), ("ErrorPosition", { place($1.errorPosition) })])
    node("CommandExpressionAst", "CommandBaseAst", CommandExpressionAst.self, [("Expression", { $0.value($1.expression) })])
    node("FileRedirectionAst", "RedirectionAst", FileRedirectionAst.self, [("Location", { $0.value($1.location) }), ("Append", { .bool($1.append) })])
    node("MergingRedirectionAst", "RedirectionAst", MergingRedirectionAst.self, [("ToStream", { enumeration("RedirectionStream", Int($1.toStream.rawValue)) })])
    node("ErrorStatementAst", "PipelineBaseAst", ErrorStatementAst.self, [
      ("NestedAst", { $0.list($1.nested) }), ("Conditions", { $0.list($1.conditions) }), ("Bodies", { $0.list($1.bodies) }),
      ("Flags", { node, e in
        guard let file = e.file, let tuple = TypeTable.generic("System.Tuple`2", [TypeTable.get(astSpace + "Token"), TypeTable.get(astSpace + "Ast")]) else { return .null }
        let h = PSHash(.dictionary)
        h.keyType = TypeTable.string
        h.set("file", .other(PSTuple(tuple, [.null, node.value(file)])))
        return .hash(h)
      }),
    ])
    node("ConfigurationDefinitionAst", "StatementAst", ConfigurationDefinitionAst.self, [("Body", { $0.value($1.body) }), ("InstanceName", { $0.value($1.instanceName) })])
  }

  private static func registerExpressions() {
    node("TernaryExpressionAst", "ExpressionAst", TernaryExpressionAst.self, [("Condition", { $0.value($1.condition) }), ("IfTrue", { $0.value($1.ifTrue) }), ("IfFalse", { $0.value($1.ifFalse) })])
    node(
      "BinaryExpressionAst", "ExpressionAst", BinaryExpressionAst.self,
      [("Operator", { op($1.op) }), ("Left", { $0.value($1.left) }), ("Right", { $0.value($1.right) }), ("ErrorPosition", { place($1.errorPosition) })])
    node("UnaryExpressionAst", "ExpressionAst", UnaryExpressionAst.self, [("TokenKind", { op($1.op) }), ("Child", { $0.value($1.child) })])
    node("AttributedExpressionAst", "ExpressionAst", AttributedExpressionAst.self, [("Attribute", { $0.value($1.attribute) }), ("Child", { $0.value($1.child) })])
    node("ConvertExpressionAst", "AttributedExpressionAst", ConvertExpressionAst.self, [("Type", { $0.value($1.type) }), ("Attribute", { $0.value($1.type) }), ("Child", { $0.value($1.child) })])
    node("MemberExpressionAst", "ExpressionAst", MemberExpressionAst.self, [
      ("Expression", { $0.value($1.expression) }), ("Member", { $0.value($1.member) }), ("Static", { .bool($1.isStatic) }),
      ("NullConditional", { .bool($1.nullConditional) }),
    ])
    node("InvokeMemberExpressionAst", "MemberExpressionAst", InvokeMemberExpressionAst.self, [
        ("Expression", { $0.value($1.expression) }), ("Member", { $0.value($1.member) }),
        ("Arguments", { w, n in n.arguments.isEmpty ? .null : w.list(n.arguments) }), ("Static", { .bool($1.isStatic) }),
        ("NullConditional", { .bool($1.nullConditional) }),
      ("GenericTypeArguments", { _, n in .arr(n.genericArguments.map { typeName($0) }) }),
    ])
    node(
      "BaseCtorInvokeMemberExpressionAst", "InvokeMemberExpressionAst", BaseCtorInvokeMemberExpressionAst.self,
      [("Expression", { $0.value($1.expression) }), ("Member", { $0.value($1.member) }), ("Arguments", { $0.list($1.arguments) })])
    node("IndexExpressionAst", "ExpressionAst", IndexExpressionAst.self, [("Target", { $0.value($1.target) }), ("Index", { $0.value($1.index) }), ("NullConditional", { .bool($1.nullConditional) })])
    node("VariableExpressionAst", "ExpressionAst", VariableExpressionAst.self, [("VariablePath", { _, n in .other(PSVariablePath(n.path)) }), ("Splatted", { .bool($1.splatted) })])
    node("ConstantExpressionAst", "ExpressionAst", ConstantExpressionAst.self, [("Value", { Conversion.value($1.value) })])
    node(
      "StringConstantExpressionAst", "ConstantExpressionAst", StringConstantExpressionAst.self,
      [("Value", { .str($1.value) }), ("StringConstantType", { enumeration("StringConstantType", stringType($1.stringType)) })])
    node(
      "ExpandableStringExpressionAst", "ExpressionAst", ExpandableStringExpressionAst.self,
      [
        ("Value", { .str($1.value) }), ("StringConstantType", { enumeration("StringConstantType", stringType($1.stringType)) }),
        ("NestedExpressions", { $0.list($1.nestedExpressions) })
      ])
    node("TypeExpressionAst", "ExpressionAst", TypeExpressionAst.self, [("TypeName", { typeName($1.typeName) })])
    node("ArrayExpressionAst", "ExpressionAst", ArrayExpressionAst.self, [("SubExpression", { $0.value($1.subExpression) })])
    node("ArrayLiteralAst", "ExpressionAst", ArrayLiteralAst.self, [("Elements", { $0.list($1.elements) })])
    node("HashtableAst", "ExpressionAst", HashtableAst.self, [("KeyValuePairs", { w, n in pairs(n.pairs.map { (w.value($0.key), w.value($0.value)) }) })])
    node("ScriptBlockExpressionAst", "ExpressionAst", ScriptBlockExpressionAst.self, [("ScriptBlock", { $0.value($1.scriptBlock) })])
    node("ParenExpressionAst", "ExpressionAst", ParenExpressionAst.self, [("Pipeline", { $0.value($1.pipeline) })])
    node("SubExpressionAst", "ExpressionAst", SubExpressionAst.self, [("SubExpression", { $0.value($1.subExpression) })])
    node("UsingExpressionAst", "ExpressionAst", UsingExpressionAst.self, [("SubExpression", { $0.value($1.subExpression) })])
    node("ErrorExpressionAst", "ExpressionAst", ErrorExpressionAst.self, [("NestedAst", { $0.list($1.nested) })])
  }
  private static func stringType(_ s: StringConstantType) -> Int { Int(s.rawValue) }
}

private extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
