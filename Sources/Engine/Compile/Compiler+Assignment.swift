/// Assignments: to variables, members, indexes and several targets at once; `+=` and friends; `++`.
import Primitives
import Syntax

extension Compiler {
  /// An assignment as a statement.
  func assignmentStatement(_ a: AssignmentStatementAst) -> Stmt {
    if let fast = fastAssignment(a, reports: false) { return fast.f }
    let f = assignment(a, wantsValue: false)
    return { c, fp in _ = try f(c, fp); return .next }
  }

  private func constraint(_ l: Location) -> [Attribute]? { if case .slot(let i) = l { unit.constraints[i] } else { nil } }

  private func isPrivate(_ e: ExpressionAst) -> Bool { e.kind == .variable && unsafeDowncast(e, to: VariableExpressionAst.self).path.scope == .private }
  /// The specialised forms. With `reports` an error ends the statement as the list it stands in would have it end
  /// (`StatementEnd`); the test for that stands on the slow path.
  func fastAssignment(_ a: AssignmentStatementAst, reports: Bool) -> StmtBox? {
    // what stands on the left is read before the right side changes it
    if a.op != .equals, a.right.assigns { return nil }
    let end = StatementEnd(place(of: a), reports: reports)
    switch a.right.kind {
    case .pipeline, .commandExpression, .assignment, .pipelineChain: break
    // an error of the assignment itself points into these
    default: if a.left.kind != .variable { return nil }
    }
    if let (l, s) = place(a.left), constraint(l) == nil, !isPrivate(a.left) {
      switch a.op {
      case .equals:
        let x = statementValue(a.right)
        switch l { case .slot(let i): return StmtBox(setPlace(SlotPlace(i: i), x, end)); case .cell(let p): return StmtBox(setPlace(CellPlace(p: p), x, end)); default: return nil }
      case .plusEquals:
        let site = OpSite(.plus, place(of: a), readsOuter: readsOuter(a.left))
        if let p = a.right as? CommandExpressionAst, p.redirections.isEmpty {
          let r = p.expression
          if let k = intConstant(r) {
            switch l {
            case .slot(let i): return StmtBox(addConst(SlotPlace(i: i), s, k, site, end))
            case .cell(let p): return StmtBox(addConst(CellPlace(p: p), s, k, site, end))
            default: return nil
            }
          }
          if let (m, t) = place(r) {
            switch (l, m) {
            case (.slot(let i), .slot(let j)): return StmtBox(addPlace(SlotPlace(i: i), s, SlotPlace(i: j), t, site, end))
            case (.cell(let i), .cell(let j)): return StmtBox(addPlace(CellPlace(p: i), s, CellPlace(p: j), t, site, end))
            default: break
            }
          }
        }
        let x = statementValue(a.right)
        switch l { case .slot(let i): return StmtBox(addExpr(SlotPlace(i: i), s, x, site, end)); case .cell(let p): return StmtBox(addExpr(CellPlace(p: p), s, x, site, end)); default: return nil }
      default:
        guard let op = Compiler.operation(a.op) else { return nil }
        let site = OpSite(op, place(of: a), readsOuter: readsOuter(a.left)), x = statementValue(a.right)
        switch l { case .slot(let i): return StmtBox(opPlace(SlotPlace(i: i), s, x, site, end)); case .cell(let p): return StmtBox(opPlace(CellPlace(p: p), s, x, site, end)); default: return nil }
      }
    }
    if a.left.kind == .index { return indexAssignment(a, unsafeDowncast(a.left, to: IndexExpressionAst.self), end) }
    if a.left.kind == .member { return memberAssignment(a, unsafeDowncast(a.left, to: MemberExpressionAst.self), end) }
    return nil
  }
  static func operation(_ k: TokenKind) -> TokenKind? {
    switch k { case .plusEquals: .plus; case .minusEquals: .minus; case .multiplyEquals: .multiply; case .divideEquals: .divide; case .remainderEquals: .rem; default: nil }
  }

  private func indexAssignment(_ a: AssignmentStatementAst, _ e: IndexExpressionAst, _ end: StatementEnd) -> StmtBox? {
    guard e.index.kind != .arrayLiteral, let (l, s) = place(e.target) else { return nil }
    let extent = place(of: a)
    let k = expression(e.index), x = statementValue(a.right)
    if a.op == .equals {
      if let (m, t) = place(e.index) {
        switch (l, m) {
        case (.slot(let i), .slot(let j)): return StmtBox(setIndexPlaces(SlotPlace(i: i), s, SlotPlace(i: j), t, x, extent, end))
        case (.cell(let i), .cell(let j)): return StmtBox(setIndexPlaces(CellPlace(p: i), s, CellPlace(p: j), t, x, extent, end))
        default: break
        }
      }
      switch l {
      case .slot(let i): return StmtBox(setIndex(SlotPlace(i: i), s, k, x, extent, end))
      case .cell(let p): return StmtBox(setIndex(CellPlace(p: p), s, k, x, extent, end))
      default: return nil
      }
    }
    guard let op = Compiler.operation(a.op) else { return nil }
    let site = OpSite(op, place(of: a))
    switch l {
    case .slot(let i): return StmtBox(updateIndex(SlotPlace(i: i), s, k, x, site, extent, end))
    case .cell(let p): return StmtBox(updateIndex(CellPlace(p: p), s, k, x, site, extent, end))
    default: return nil
    }
  }
  private func memberAssignment(_ a: AssignmentStatementAst, _ e: MemberExpressionAst, _ end: StatementEnd) -> StmtBox? {
    guard !guards, !e.isStatic, let n = (e.member as? StringConstantExpressionAst)?.value, let (l, s) = place(e.expression) else { return nil }
    if let op = Compiler.operation(a.op) {
      let site = MemberSite(n, place(of: a)), x = statementValue(a.right), opSite = OpSite(op, place(of: a))
      // the object is found before the right side runs, which may assign the variable: unless it cannot
      let isInert = (a.right as? CommandExpressionAst).map { $0.redirections.isEmpty && (place($0.expression) != nil || $0.expression.kind == .constant) } ?? false
      switch l {
      case .slot(let i): return StmtBox(isInert ? updateMemberInPlace(SlotPlace(i: i), s, site, x, opSite, end) : updateMember(SlotPlace(i: i), s, site, x, opSite, end))
      case .cell(let p): return StmtBox(isInert ? updateMemberInPlace(CellPlace(p: p), s, site, x, opSite, end) : updateMember(CellPlace(p: p), s, site, x, opSite, end))
      default: return nil
      }
    }
    guard a.op == .equals else { return nil }
    let site = MemberSite(n, place(of: a)), x = statementValue(a.right)
    switch l { case .slot(let i): return StmtBox(setMember(SlotPlace(i: i), s, site, x, end)); case .cell(let p): return StmtBox(setMember(CellPlace(p: p), s, site, x, end)); default: return nil }
  }

  // MARK: The general case

  /// An assignment that yields the value assigned.
  func assignment(_ a: AssignmentStatementAst, wantsValue: Bool) -> Expr {
    let extent = place(of: a)
    if a.op == .questionQuestionEquals {
      let old = ExprBox(ownValue(a.left, always: true)), x = statementValue(a.right), set = setter(a.left)
      return { c, fp in
        let old = try old.f(c, fp)
        if !old.isNull { return old }
        let v = try x(c, fp).orNull
        do { try set(c, fp, v) } catch { throw c.locate(error, extent) }
        return v
      }
    }
    if let op = Compiler.operation(a.op) {
      let site = OpSite(op, place(of: a))
      let x = statementValue(a.right)
      if a.left.kind == .variable || a.left.kind == .convert {
        let read = ownValue(a.left), set = setter(a.left)
        return { c, fp in
          let old = try read(c, fp).orNull
          let v = try site.arithmetic(old, try x(c, fp), c)
          do { try set(c, fp, v) } catch { throw c.locate(error, extent) }
          return v
        }
      }
      let update = updater(a.left)
      return { c, fp in
        do { return try update(c, fp) { old in try site.arithmetic(old, try x(c, fp), c) } } catch { throw c.locate(error, extent) }
      }
    }
    if let set = memberOfExpression(a) { return set }
    let (x, leavesPosition) = rightSide(a.right), set = setter(a.left), assigned = wantsValue ? valueAssigned(to: a.left) : nil
    return { c, fp in
      let v = try x(c, fp).headValue
      do { try set(c, fp, v) } catch {
        if leavesPosition, let last = c.lastPosition, let e = c.asTerminating(error) { e.record.position = last }
        throw c.locate(error, extent)
      }
      return try assigned?.f(c, fp, v) ?? v
    }
  }
  /// Whether an operator that assigns takes a variable the scope has not yet from its callers: everywhere but in a function's own code,
  /// unless that looks all its names up.
  private func readsOuter(_ e: ExpressionAst) -> Bool { isInDefault || unit.keepsNames || !isOwnCode(e) }
  /// What an operator that assigns finds on its left.
  /// - Parameter always: a variable the scope has not yet is nothing wherever the code stands
  private func ownValue(_ e: ExpressionAst, always: Bool = false) -> Expr {
    var variable = e
    while variable.kind == .convert { variable = unsafeDowncast(variable, to: ConvertExpressionAst.self).child }
    guard always || !readsOuter(e), case (.slot(let i), let s)? = place(variable) else { return expression(e) }
    if variable !== e {
      let read = expression(e)
      return { c, fp in (fp + i).isUnset ? .null : try read(c, fp) }
    }
    let slot = SlotPlace(i: i)
    return { c, fp in
      let p = slot.at(fp)
      return p.isUnset ? .null : try readPlace(p, s, c)
    }
  }
  /// `(…).Name = …`: the object is found before the right side runs.
  private func memberOfExpression(_ a: AssignmentStatementAst) -> Expr? {
    guard a.left.kind == .member, !guards else { return nil }
    let m = unsafeDowncast(a.left, to: MemberExpressionAst.self)
    guard !m.isStatic, let name = constantName(m.member), let p = m.expression as? ParenExpressionAst, p.pipeline.kind != .assignment else { return nil }
    let object = expression(p), (x, leavesPosition) = rightSide(a.right), inner = place(of: m), extent = place(of: a)
    return { c, fp in
      let o = try object(c, fp), v = try x(c, fp).headValue
      do {
        do { try c.setProperty(o, name, v) } catch { throw c.locate(error, inner) }
      } catch {
        if leavesPosition, let last = c.lastPosition, let e = c.asTerminating(error) { e.record.position = last }
        throw c.locate(error, extent)
      }
      return v
    }
  }
  private struct AssignedValue { let f: (ExecutionContext, Cell, Value) throws -> Value }
  /// What an assignment yields when that is not the value on its right: what a typed variable made of it, and what each of several
  /// targets got.
  private func valueAssigned(to e: ExpressionAst) -> AssignedValue? {
    switch e.kind {
    case .arrayLiteral:
      let count = unsafeDowncast(e, to: ArrayLiteralAst.self).elements.count
      return AssignedValue { _, _, v in .array(PSArray(Compiler.shares(of: v, count))) }
    case .convert, .attributed:
      var inner = e
      while inner.kind == .convert || inner.kind == .attributed {
        inner = inner.kind == .convert ? unsafeDowncast(inner, to: ConvertExpressionAst.self).child : unsafeDowncast(inner, to: AttributedExpressionAst.self).child
      }
      guard inner.kind == .variable else { return nil }
      let read = expression(inner)
      return AssignedValue { c, fp, _ in try read(c, fp) }
    default: return nil
    }
  }
  /// What each of several targets gets: the last one all that is left. Only a list is dealt out: queues, sets and enumerators are one thing.
  private static func shares(of v: Value, _ count: Int) -> [Value] {
    let all: [Value]
    switch v {
    case .null, .void, .unset: all = []
    case .array(let a): all = a.isList ? a.values : [v]
    case .other(let r): all = r.netType.isList ? r.enumerated()?.values ?? [v] : [v]
    default: all = [v]
    }
    return (0..<count).map { i in
      if i == count - 1, all.count > count { return .array(PSArray(Array(all[i...]))) }
      return i < all.count ? all[i] : .null
    }
  }

  typealias Setter = (ExecutionContext, Cell, Value) throws -> Void

  /// How to store into an assignable expression.
  func setter(_ e: ExpressionAst) -> Setter {
    switch e.kind {
    case .variable: return variableSetter(unsafeDowncast(e, to: VariableExpressionAst.self).path)
    case .paren:
      if let p = unsafeDowncast(e, to: ParenExpressionAst.self).pipeline as? PipelineAst, let x = p.pureExpression { return setter(x) }
    case .convert, .attributed: return typedSetter(e)
    case .arrayLiteral:
      let sets = unsafeDowncast(e, to: ArrayLiteralAst.self).elements.map { setter($0) }
      return { c, fp, v in
        let parts = Compiler.shares(of: v, sets.count)
        for (i, s) in sets.enumerated() { try s(c, fp, parts[i]) }
      }
    case .member:
      let m = unsafeDowncast(e, to: MemberExpressionAst.self)
      let name: Expr = (m.member as? StringConstantExpressionAst).map { s in let v = Value.str(s.value); return { _, _ in v } } ?? expression(m.member)
      // what an assignment in the object's place yields is the last thing that was looked at
      let inside = (m.expression as? ParenExpressionAst)?.pipeline
      let extent = inside?.kind == .assignment ? inside?.extent ?? place(of: e) : place(of: e), guards = guards
      if m.isStatic {
        let type = typeOperand(m.expression)
        return { c, fp, v in
          do {
            let t = try type(c, fp), n = Conversion.toString(try name(c, fp), c)
            if guards { try c.checkSetting(n, of: .type(t)) }
            try c.writeStatic(t, n, v)
          } catch { throw c.locate(error, extent) }
        }
      }
      let x = expression(m.expression)
      return { c, fp, v in
        let o = try x(c, fp)
        if guards { do { try c.checkSetting(Conversion.toString(try name(c, fp), c), of: o) } catch { throw c.locate(error, extent) } }
        do { try c.setProperty(o, computed: try name(c, fp), v) } catch { throw c.locate(error, extent) }
      }
    case .index:
      let i = unsafeDowncast(e, to: IndexExpressionAst.self)
      let x = expression(i.target), k = expression(i.index), extent = place(of: e), several = i.index.kind == .arrayLiteral
      return { c, fp, v in
        let o = try x(c, fp)
        do { try c.writeIndex(o, try k(c, fp), v, several: several) } catch { throw c.locate(error, extent) }
      }
    case .invokeMember:
      if let set = parameterizedSetter(unsafeDowncast(e, to: InvokeMemberExpressionAst.self)) { return set }
    default: break
    }
    let extent = place(of: e)
    return { c, _, _ in
      throw c.locate(
        TerminatingError(
          "InvalidLeftHandSide",
          """
          The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a \
          variable or a property.
          """,
          .parserError), extent)
    }
  }
  /// `$x.Item(1) = …`: a property with parameters, which is the same as an index. Of a method, only the call is made.
  private func parameterizedSetter(_ e: InvokeMemberExpressionAst) -> Setter? {
    guard let name = constantName(e.member) else { return nil }
    let x = expression(e.expression), extent = place(of: e), isStatic = e.isStatic
    let arguments = e.arguments.map { ExprBox(expression($0)) }
    return { c, fp, v in
      let o = try x(c, fp)
      let given = try arguments.map { try $0.f(c, fp).orNull }
      do {
        if o.isNull { throw TerminatingError("InvokeMethodOnNull", "You cannot call a method on a null-valued expression.", .invalidOperation) }
        if isStatic {
          throw TerminatingError("MethodNotFound", "Method invocation failed because [System.RuntimeType] does not contain a method named '\(name)'.", .invalidOperation)
        }
        let t = TypeTable.typeOf(o)
        let isItem = name.equalsIgnoringCase("Item") && (o.base.hashValue_ != nil || o.base.arrayValue != nil)
        guard isItem || t.instanceMember(name)?.kind == .parameterizedProperty, given.count > 0 else { return try c.callForAssignment(o, name, given, v) }
        try c.writeIndex(o, given.count == 1 ? given[0] : .array(PSArray(given)), v)
      } catch { throw c.locate(error, extent) }
    }
  }
  func variableSetter(_ p: VariablePath) -> Setter {
    let s = Symbol.of(p.scope == .none && p.name.equalsIgnoringCase("PSItem") ? "_" : p.name)
    let path = p
    if p.scope == .drive {
      let name = p.name
      let drive = leavesNameToDrive(name) ? "" : (p.drive ?? "").lowercased()
      switch drive {
      case "env": return { c, _, v in Environment.set(name, v.isNull ? nil : Conversion.toString(v, c)) }
      case "function": return { c, _, v in
          if case .block(let b) = v.base { try c.defineFunction(name, b, isFilter: false) } else if v.isNull { c.removeFunctionInScope(name) }
          else {
            do { try c.defineFunction(name, try c.makeBlock(Conversion.toString(v, c)), isFilter: false) } catch {
              c.asTerminating(error)?.record.isPlaceless = true
              throw error
            }
          }
        }
      case "variable": return { c, _, v in try c.assign(Symbol.of(name), v, in: c.depth - 1) }
      case "alias": return { c, _, v in
          if v.isNull { try c.removeAlias(name) } else { try c.defineAlias(AliasInfo(name, Conversion.toString(v, c))) }
        }
      default: return { c, _, v in try c.writeDriveVariable(path.userPath, v) }
      }
    }
    if p.scope == .script { return { c, _, v in try c.assignScript(s, v.assigned) } }
    if constantVariable(p) != nil, p.name.lowercased() == "null" { return { _, _, _ in } }
    if constantVariable(p) != nil {
      return { c, _, v in
        throw TerminatingError(
          "VariableNotWritable",
          "Cannot overwrite variable \(["true", "false"].contains(path.name.lowercased()) ? path.name.lowercased() : path.name) because it is read-only or constant.",
          .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(path.name))
      }
    }
    switch locate(p, s) {
    case .slot(let i):
      if p.scope == .private {
        // one that is there already stays as visible as it is
        return { _, fp, v in
          if !(fp + i).isUnset { return try store(fp + i, v.assigned) }
          let b = Variable(s.name, v)
          b.options = [.private]
          (fp + i).put(.boxed(b))
        }
      }
      if let constraint = unit.constraints[i] {
        let isTypedLocal = Attribute.typesParameter(constraint), name = unit.parameterName(s)
        return { c, fp, v in try store(fp + i, try c.apply(constraint, to: v, name: name, isTypedLocal: isTypedLocal)) }
      }
      return { _, fp, v in try store(fp + i, v.assigned) }
    case .cell(let g):
      if p.scope == .private {
        return { _, _, v in
          if !g.isUnset { return try store(g, v.assigned) }
          let b = Variable(s.name, v)
          b.options = [.private]
          g.put(.boxed(b))
        }
      }
      return { _, _, v in try store(g, v.assigned) }
    case .dynamic: return { c, _, v in try c.assign(s, v.assigned, in: c.depth - 1) }
    }
  }
  /// `[int]$x = …`, `[ValidateSet('a')]$x = …`: the variable keeps the constraint.
  private func typedSetter(_ e: ExpressionAst) -> Setter {
    var attributes: [AttributeBaseAst] = []
    var inner = e
    while true {
      if inner.kind == .convert { let x = unsafeDowncast(inner, to: ConvertExpressionAst.self); attributes.append(x.type); inner = x.child }
      else if inner.kind == .attributed { let x = unsafeDowncast(inner, to: AttributedExpressionAst.self); attributes.append(x.attribute); inner = x.child }
      else { break }
    }
    let evaluate = self.attributes(attributes)
    guard inner.kind == .variable else {
      let set = setter(inner)
      return { c, fp, v in
        let a = try evaluate(c, fp)
        try set(c, fp, try c.apply(a, to: v, name: ""))
      }
    }
    let p = unsafeDowncast(inner, to: VariableExpressionAst.self).path
    let s = Symbol.of(p.name)
    let location = locate(p, s)
    let hasTypedPlace = isOwnCode(e) && !unit.keepsNames && attributes.count == 1 && attributes[0].kind == .typeConstraint
    return { c, fp, v in
      let a = try evaluate(c, fp)
      let d = p.scope == .script ? c.scriptFrameIndex() : c.depth - 1
      let isNew = switch location { case .slot(let i): (fp + i).isUnset; case .cell(let g): g.isUnset; case .dynamic: c.cell(s, in: d) == nil }
      var isTypedLocal = false
      if hasTypedPlace, case .slot(let i) = location {
        isTypedLocal = isNew && Attribute.typesLocal(a)
        if !isNew, case .boxed(let b) = (fp + i).pointee { isTypedLocal = b.isTypedLocal && b.attributes.first?.type === a.first?.type }
      }
      let converted = try c.apply(a, to: v, name: p.name, isNew: isNew, isTypedLocal: isTypedLocal)
      let cell: Cell
      switch location {
      case .slot(let i): cell = fp + i
      case .cell(let g): cell = g
      case .dynamic:
        try c.assign(s, converted, in: d)
        if let b = c.variableObject(s, in: d) { b.attributes = a }
        return
      }
      if case .boxed(let b) = cell.pointee {
        if b.options.contains(.readOnly) || b.options.contains(.constant) { try storeBoxed(b, converted) }
        b.attributes = a
        b.isTypedLocal = isTypedLocal
        b.value = converted
        return
      }
      let b = Variable(p.name, converted)
      b.attributes = a
      b.isTypedLocal = isTypedLocal
      cell.put(.boxed(b))
    }
  }
  /// Whether a node is the unit's own code, not that of a block in it: blocks that a command runs in the unit's scope know
  /// its variables by name.
  private func isOwnCode(_ e: Ast) -> Bool {
    var node = e.parent
    while let n = node, n.kind != .scriptBlock { node = n.parent }
    return node != nil && node === unit.body
  }
  /// Read-modify-write of a member or element, evaluating its object once.
  private func updater(_ e: ExpressionAst) -> (ExecutionContext, Cell, (Value) throws -> Value) throws -> Value {
    switch e.kind {
    case .member:
      let m = unsafeDowncast(e, to: MemberExpressionAst.self)
      let name: Expr = (m.member as? StringConstantExpressionAst).map { s in let v = Value.str(s.value); return { _, _ in v } } ?? expression(m.member)
      if m.isStatic {
        let type = typeOperand(m.expression)
        return { c, fp, f in
          let t = try type(c, fp), n = Conversion.toString(try name(c, fp), c)
          let v = try f(try c.readStatic(t, n))
          try c.writeStatic(t, n, v)
          return v
        }
      }
      let x = expression(m.expression), guards = guards
      if let s = m.member as? StringConstantExpressionAst {
        let site = MemberSite(s.value, place(of: e))
        return { c, fp, f in
          let o = try x(c, fp)
          if guards { try c.checkSetting(site.name, of: o) }
          let v = try f(try site.get(o, c).orNull)
          if case .hash(let h) = o, !h.isReadOnly, !h.caseSensitive, h.keyType == nil, !h.isSet { h.set(site.key, v) } else { try c.setProperty(o, site.name, v) }
          return v
        }
      }
      return { c, fp, f in
        let o = try x(c, fp), n = try name(c, fp)
        let v = try f(try c.readMember(o, computed: n).orNull)
        try c.setProperty(o, computed: n, v)
        return v
      }
    case .index:
      let i = unsafeDowncast(e, to: IndexExpressionAst.self)
      let x = expression(i.target), k = expression(i.index), several = i.index.kind == .arrayLiteral
      return { c, fp, f in
        let o = try x(c, fp), key = try k(c, fp)
        let v = try f(try c.readIndex(o, key).orNull)
        try c.writeIndex(o, key, v, several: several)
        return v
      }
    default:
      let read = expression(e), set = setter(e)
      return { c, fp, f in let v = try f(try read(c, fp).orNull); try set(c, fp, v); return v }
    }
  }

  // MARK: ++ and --

  func incrementStatement(_ e: UnaryExpressionAst) -> Stmt {
    if let fast = fastIncrement(e, reports: false) { return fast.f }
    let f = increment(e, wantsValue: false)
    return { c, fp in _ = try f(c, fp); return .next }
  }
  func fastIncrement(_ e: UnaryExpressionAst, reports: Bool) -> StmtBox? {
    guard let (l, s) = place(e.child), constraint(l) == nil else { return nil }
    let d: Int32 = e.op == .plusPlus || e.op == .postfixPlusPlus ? 1 : -1, end = StatementEnd(place(of: e), reports: reports)
    switch l { case .slot(let i): return StmtBox(incrementPlace(SlotPlace(i: i), s, d, end)); case .cell(let p): return StmtBox(incrementPlace(CellPlace(p: p), s, d, end)); default: return nil }
  }
  func increment(_ e: UnaryExpressionAst, wantsValue: Bool) -> Expr {
    let d: Int32 = e.op == .plusPlus || e.op == .postfixPlusPlus ? 1 : -1
    let isPostfix = e.op == .postfixPlusPlus || e.op == .postfixMinusMinus
    let extent = place(of: e)
    let update = updater(e.child)
    return { c, fp in
      var old: Value = .null
      do {
        let new = try update(c, fp) { v in old = v; return try Operators.increment(v, by: d, c) }
        return isPostfix ? (old.isNull ? .int(0) : old) : new
      } catch { throw c.locate(error, extent) }
    }
  }
}
