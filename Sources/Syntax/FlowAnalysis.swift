/// The flow of control in a class method: does every path return, and which variables are read before anything was
/// assigned to them? (In methods, variables of callers are not visible.)
///
/// The method is cut into blocks; a block is reachable when it was reached from a reachable one at the time of
/// linking. Assigned variables are propagated once through the blocks in reverse depth-first order.
final class FlowAnalysis {
  private final class Block {
    enum Item { case use(VariableExpressionAst), assign(name: String, type: String?, target: VariableExpressionAst?) }
    var items: [Item] = []
    var successors: [Block] = []
    var predecessors: [Block] = []
    var isUnreachable = true, throwsOut = false, returns = false
    var assigned: Set<String>?
    var isVisited = false

    func flows(to next: Block) {
      if successors.contains(where: { $0 === next }) { return }
      if !isUnreachable { next.isUnreachable = false }
      successors.append(next)
      next.predecessors.append(self)
    }
  }
  private struct Details {
    var type: String?
    var isAssigned = false
    /// Not kept in a slot of the method but looked up by name: then only never being assigned is an error.
    var isDynamic = false
  }
  private static let automatic: Set<String> = ["_", "args", "this", "input", "pscmdlet", "psboundparameters", "myinvocation", "psscriptroot", "pscommandpath", "?"]
  private static let allScope: Set<String> = ["?", "executioncontext", "false", "home", "host", "pid", "psculture", "pshome", "psuiculture", "psversiontable",
                                              "psedition", "shellid", "true", "enabledexperimentalfeatures"]
  private static let implicit: Set<String> = ["lastexitcode", "error", "stacktrace", "outputencoding", "nestedpromptlevel", "pwd", "matches", "psapplicationoutputencoding"]
  private static let pessimizing: Set<String> = ["new-variable", "remove-variable", "set-variable", "set-psbreakpoint", "nv", "rv", "sbp", "sv", "set"]

  private let entry = Block(), exit = Block()
  private var current: Block
  private var variables: [String: Details] = [:]
  private var loops: [(label: String, breakTarget: Block, continueTarget: Block)] = []
  private var keepsNothing = false
  private var found: [ObjectIdentifier: VariableExpressionAst] = [:]
  private var blocks: [Block] = []

  init() { current = entry; entry.isUnreachable = false }
  deinit { for b in blocks + [entry, exit] { b.successors = []; b.predecessors = [] } }

  /// Uses of variables that are not assigned in the method.
  var unassigned: [VariableExpressionAst] { Array(found.values) }

  /// Whether every path returns or throws.
  func analyze(_ method: FunctionMemberAst) -> Bool {
    scanForPessimizing(method.body)
    for parameter in method.parameters {
      guard let name = localName(parameter.name.path) else { continue }
      variables[name, default: Details()].isAssigned = true
      let types = parameter.attributes.filter { $0.kind == .typeConstraint }
      if types.count > 1 || types.count < parameter.attributes.count { variables[name, default: Details()].isDynamic = true }
      entry.items.append(.assign(name: name, type: types.first.map { typeKey($0.typeName) } ?? "object", target: nil))
    }
    let body = method.body
    for block in [body.dynamicParamBlock, body.beginBlock, body.processBlock, body.endBlock, body.cleanBlock] { if let block { visit(block.statements) } }
    current.flows(to: exit)
    propagate()
    return exit.predecessors.allSatisfy { $0.returns || $0.throwsOut || $0.isUnreachable }
  }

  private func typeKey(_ type: TypeName) -> String { KnownTypes.simplify(type.fullName) }
  private func newBlock() -> Block { let b = Block(); blocks.append(b); return b }
  private func localName(_ path: VariablePath) -> String? {
    if path.isDriveQualified || path.scope == .global || path.scope == .script { return nil }
    let name = path.name.lowercased()
    return name == "psitem" ? "_" : name
  }

  private func scanForPessimizing(_ body: Ast) {
    body.walk({ node in
      switch node.kind {
      case .functionDefinition, .scriptBlockExpression, .trapStatement: return false
      case .command:
        let command = unsafeDowncast(node, to: CommandAst.self)
        if command.invocationOperator == .dot { keepsNothing = true }
        if let name = command.commandName?.lowercased(), FlowAnalysis.pessimizing.contains(name) { keepsNothing = true }
      case .variable: if unsafeDowncast(node, to: VariableExpressionAst.self).path.scope == .private { keepsNothing = true }
      default: break
      }
      return true
    })
  }

  // MARK: Propagation

  private func propagate() {
    var order: [Block] = [], stack: [(Block, Int)] = [(entry, 0)]
    entry.isVisited = true
    while let (block, i) = stack.popLast() {
      if i < block.successors.count {
        stack.append((block, i + 1))
        let next = block.successors[i]
        if !next.isVisited { next.isVisited = true; stack.append((next, 0)) }
      } else {
        order.append(block)
      }
    }
    var suspects: [(name: String, variable: VariableExpressionAst)] = []
    for block in order.reversed() {
      var assigned: Set<String>?
      for p in block.predecessors { if let a = p.assigned { assigned = assigned?.intersection(a) ?? a } }
      var now = assigned ?? []
      for item in block.items {
        switch item {
        case .use(let variable):
          guard let name = localName(variable.path) else { continue }
          if FlowAnalysis.automatic.contains(name) { continue }
          if !now.contains(name) || variables[name]?.isDynamic == true { suspects.append((name, variable)) }
        case .assign(let name, let type, let target):
          assign(name, type, target, &now)
        }
      }
      block.assigned = now
    }
    for (name, variable) in suspects {
      let details = variables[name] ?? Details()
      if details.isDynamic, details.isAssigned { continue }
      note(variable)
    }
  }

  private func assign(_ name: String, _ written: String?, _ target: VariableExpressionAst?, _ now: inout Set<String>) {
    var details = variables[name] ?? Details(), type = written
    if target != nil { details.isAssigned = true }
    if keepsNothing || FlowAnalysis.allScope.contains(name) { details.isDynamic = true }
    if let known = details.type {
      if !now.contains(name), type == nil { type = "object" }
      if let type, type != known, !FlowAnalysis.automatic.contains(name) { details.isDynamic = true }
    } else {
      details.type = type ?? "object"
    }
    now.insert(name)
    variables[name] = details
  }

  private func note(_ variable: VariableExpressionAst) {
    let path = variable.path
    if path.isDriveQualified || path.scope == .global || path.scope == .script { return }
    switch path.userPath.lowercased() { case "true", "false", "null": return; default: break }
    if FlowAnalysis.implicit.contains(path.userPath.lowercased()) { return }
    found[ObjectIdentifier(variable)] = variable
  }

  // MARK: Building the blocks

  private func visit(_ statements: [StatementAst]) { for s in statements { visit(s) } }
  private func cast<T: Ast>(_ ast: Ast, _ type: T.Type) -> T { unsafeDowncast(ast, to: type) }

  private func visit(_ ast: Ast) {
    switch ast.kind {
    case .statementBlock: visit(cast(ast, StatementBlockAst.self).statements)
    case .ifStatement: visitIf(cast(ast, IfStatementAst.self))
    case .switchStatement: visitSwitch(cast(ast, SwitchStatementAst.self))
    case .whileStatement:
      let loop = cast(ast, LoopStatementAst.self)
      whileLoop(loop.label, condition: { self.visit(loop.condition) }, body: { self.visit(loop.body) })
    case .doWhileStatement, .doUntilStatement: doLoop(cast(ast, LoopStatementAst.self))
    case .forStatement:
      let loop = cast(ast, ForStatementAst.self)
      if let i = loop.initializer { visit(i) }
      whileLoop(loop.label, condition: loop.condition.map { c in { self.visit(c) } }, body: { self.visit(loop.body) }, iterator: loop.iterator)
    case .forEachStatement: visitForEach(cast(ast, ForEachStatementAst.self))
    case .tryStatement: visitTry(cast(ast, TryStatementAst.self))
    case .breakStatement, .continueStatement: jump(cast(ast, LoopFlowStatementAst.self))
    case .returnStatement: leaveMethod(cast(ast, FlowStatementAst.self)).returns = true
    case .throwStatement, .exitStatement: leaveMethod(cast(ast, FlowStatementAst.self)).throwsOut = true
    case .dataStatement:
      let data = cast(ast, DataStatementAst.self)
      visit(data.body)
      if let name = data.variable { current.items.append(.assign(name: name.lowercased(), type: "object", target: nil)) }
    case .assignment: visitAssignment(cast(ast, AssignmentStatementAst.self))
    case .pipeline: visitPipeline(cast(ast, PipelineAst.self))
    case .ternary:
      let t = cast(ast, TernaryExpressionAst.self), whenTrue = newBlock(), whenFalse = newBlock(), after = newBlock()
      visit(t.condition)
      current.flows(to: whenTrue); current.flows(to: whenFalse)
      current = whenTrue; visit(t.ifTrue); current.flows(to: after)
      current = whenFalse; visit(t.ifFalse); current.flows(to: after)
      current = after
    case .binary:
      let b = cast(ast, BinaryExpressionAst.self)
      visit(b.left)
      guard b.op == .and || b.op == .or else { visit(b.right); return }
      let target = newBlock(), next = newBlock()
      current.flows(to: target); current.flows(to: next)
      current = next
      visit(b.right)
      current.flows(to: target)
      current = target
    case .convert: visit(cast(ast, ConvertExpressionAst.self).child)
    case .attributed: visit(cast(ast, AttributedExpressionAst.self).child)
    case .variable: use(cast(ast, VariableExpressionAst.self))
    case .functionDefinition, .scriptBlockExpression, .typeDefinition, .errorStatement, .errorExpression, .usingStatement, .configurationDefinition,
         .baseCtorInvoke, .trapStatement: break
    default: ast.forEachChild { visit($0) }
    }
  }

  private func use(_ variable: VariableExpressionAst) {
    guard let name = localName(variable.path), !FlowAnalysis.automatic.contains(name) else { return }
    current.items.append(.use(variable))
  }

  private func visitIf(_ statement: IfStatementAst) {
    let after = newBlock()
    if statement.elseClause == nil { current.flows(to: after) }
    for (i, clause) in statement.clauses.enumerated() {
      let isLast = i == statement.clauses.count - 1 && statement.elseClause == nil
      let block = newBlock(), next = isLast ? after : newBlock()
      visit(clause.condition)
      current.flows(to: block); current.flows(to: next)
      current = block
      visit(clause.body)
      current.flows(to: after)
      current = next
    }
    if let e = statement.elseClause { visit(e); current.flows(to: after) }
    current = after
  }

  private func visitSwitch(_ statement: SwitchStatementAst) {
    let hasDefault = statement.defaultClause != nil
    whileLoop(statement.label, condition: {
      self.visit(statement.condition)
      self.current.items.append(.assign(name: "switch", type: "collections.ienumerator", target: nil))
    }, body: {
      let after = self.newBlock()
      for (i, clause) in statement.clauses.enumerated() {
        let isLast = i == statement.clauses.count - 1 && !hasDefault
        let block = self.newBlock(), next = isLast ? after : self.newBlock()
        self.visit(clause.test)
        self.current.flows(to: next); self.current.flows(to: block)
        self.current = block
        self.visit(clause.body)
        if !isLast { self.current.flows(to: next); self.current = next }
      }
      if let d = statement.defaultClause { self.current.flows(to: after); self.visit(d) }
      self.current.flows(to: after)
      self.current = after
    })
  }

  private func whileLoop(_ label: String?, condition: (() -> Void)?, body: () -> Void, iterator: Ast? = nil) {
    let continueBlock = newBlock()
    if let iterator {
      let afterContinue = newBlock()
      current.flows(to: afterContinue)
      current = continueBlock
      visit(iterator)
      current.flows(to: afterContinue)
      current = afterContinue
    } else {
      current.flows(to: continueBlock)
      current = continueBlock
    }
    let bodyBlock = newBlock(), breakBlock = newBlock()
    if let condition { condition(); current.flows(to: breakBlock) }
    loops.append((label ?? "", breakBlock, continueBlock))
    current.flows(to: bodyBlock)
    current = bodyBlock
    body()
    current.flows(to: continueBlock)
    current = breakBlock
    loops.removeLast()
  }

  private func doLoop(_ loop: LoopStatementAst) {
    let continueBlock = newBlock(), bodyBlock = newBlock(), breakBlock = newBlock(), again = newBlock()
    loops.append((loop.label ?? "", breakBlock, continueBlock))
    current.flows(to: bodyBlock)
    current = bodyBlock
    visit(loop.body)
    current.flows(to: continueBlock)
    current = continueBlock
    visit(loop.condition)
    current.flows(to: breakBlock); current.flows(to: again)
    current = again
    current.flows(to: bodyBlock)
    current = breakBlock
    loops.removeLast()
  }

  private func visitForEach(_ loop: ForEachStatementAst) {
    let after = newBlock()
    whileLoop(loop.label, condition: {
      self.visit(loop.condition)
      self.current.flows(to: after)
      self.current.items.append(.assign(name: "foreach", type: "collections.ienumerator", target: nil))
      if let name = self.localName(loop.variable.path) { self.current.items.append(.assign(name: name, type: nil, target: loop.variable)) }
    }, body: { self.visit(loop.body) })
    current.flows(to: after)
    current = after
  }

  private func visitTry(_ statement: TryStatementAst) {
    let before = current
    current = newBlock()
    before.flows(to: current)
    visit(statement.body)
    let lastInTry = current, finallyBlock = statement.finally.map { _ in newBlock() }, after = newBlock()
    var catchesAll = false
    for clause in statement.catchClauses {
      if clause.isCatchAll { catchesAll = true }
      current = newBlock()
      before.flows(to: current)
      visit(clause.body)
      current.flows(to: finallyBlock ?? after)
    }
    if let finallyBlock, let finally = statement.finally {
      lastInTry.flows(to: finallyBlock)
      current = finallyBlock
      visit(finally)
      current.flows(to: after)
      if !catchesAll {
        before.flows(to: finallyBlock)
        let rethrow = newBlock()
        current.flows(to: rethrow)
        rethrow.throwsOut = true
        rethrow.flows(to: exit)
      }
    } else {
      lastInTry.flows(to: after)
    }
    current = after
  }

  private func jump(_ statement: LoopFlowStatementAst) {
    let isBreak = statement.kind == .breakStatement
    var target: Block?
    if let label = statement.label {
      visit(label)
      if label.kind == .stringConstant {
        let name = cast(label, StringConstantExpressionAst.self).value.lowercased()
        target = loops.last { $0.label.lowercased() == name }.map { isBreak ? $0.breakTarget : $0.continueTarget }
      }
    } else {
      target = loops.last.map { isBreak ? $0.breakTarget : $0.continueTarget }
    }
    if let target { current.flows(to: target) } else { current.flows(to: exit); current.throwsOut = true }
    current = newBlock()
  }

  private func leaveMethod(_ statement: FlowStatementAst) -> Block {
    if let p = statement.pipeline { visit(p) }
    current.flows(to: exit)
    let last = current
    current = newBlock()
    return last
  }

  private func visitAssignment(_ assignment: AssignmentStatementAst) {
    visit(assignment.right)
    for target in targets(assignment.left) {
      var left = target, converts = 0, hasAttributes = false, type: TypeName?
      while left.kind == .convert || left.kind == .attributed {
        converts += 1
        if left.kind == .convert {
          let c = cast(left, ConvertExpressionAst.self)
          type = c.type.typeName
          left = c.child
        } else {
          hasAttributes = true
          left = cast(left, AttributedExpressionAst.self).child
        }
      }
      guard left.kind == .variable else { visit(target); continue }
      let variable = cast(left, VariableExpressionAst.self)
      guard let name = localName(variable.path) else { continue }
      if hasAttributes || converts > 1 { variables[name, default: Details()].isDynamic = true }
      else { current.items.append(.assign(name: name, type: type.map(typeKey), target: variable)) }
    }
  }
  private func targets(_ expression: ExpressionAst) -> [ExpressionAst] {
    switch expression.kind {
    case .paren:
      let pipeline = cast(expression, ParenExpressionAst.self).pipeline
      guard pipeline.kind == .pipeline, let e = cast(pipeline, PipelineAst.self).pureExpression else { return [] }
      return targets(e)
    case .arrayLiteral: return cast(expression, ArrayLiteralAst.self).elements.flatMap(targets)
    default: return [expression]
    }
  }

  private func visitPipeline(_ pipeline: PipelineAst) {
    var invokes = false
    for element in pipeline.elements {
      element.forEachChild { visit($0) }
      if element.kind == .command { invokes = true }
    }
    guard invokes, !loops.isEmpty else { return }
    for loop in loops { current.flows(to: loop.breakTarget); current.flows(to: loop.continueTarget) }
    let next = newBlock()
    current.flows(to: next)
    current = next
  }
}
