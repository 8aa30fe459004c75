/// Assignments: to variables, members, indexes and several targets at once; `+=` and friends; `++`.
import Syntax

extension Compiler {
  /// An assignment as a statement.
  func assignmentStatement(_ a: AssignmentStatementAst) -> Stmt {
    if let fast = fastAssignment(a) { return fast }
    let f = assignment(a, wantsValue: false)
    return { c, fp in _ = try f(c, fp); return .next }
  }

  private func constraint(_ l: Location) -> [Attribute]? { if case .slot(let i) = l { unit.constraints[i] } else { nil } }

  private func isPrivate(_ e: ExpressionAst) -> Bool { e.kind == .variable && unsafeDowncast(e, to: VariableExpressionAst.self).path.scope == .private }
  private func fastAssignment(_ a: AssignmentStatementAst) -> Stmt? {
    let extent = place(of: a)
    if let (l, s) = place(a.left), constraint(l) == nil, !isPrivate(a.left) {
      switch a.op {
      case .equals:
        let x = statementValue(a.right)
        switch l { case .slot(let i): return setPlace(SlotPlace(i: i), x, extent); case .cell(let p): return setPlace(CellPlace(p: p), x, extent); default: return nil }
      case .plusEquals:
        let site = OpSite(.plus, place(of: a))
        if let p = a.right as? CommandExpressionAst, p.redirections.isEmpty {
          let r = p.expression
          if let k = intConstant(r) {
            switch l { case .slot(let i): return addConst(SlotPlace(i: i), s, k, site); case .cell(let p): return addConst(CellPlace(p: p), s, k, site); default: return nil }
          }
          if let (m, t) = place(r) {
            switch (l, m) {
            case (.slot(let i), .slot(let j)): return addPlace(SlotPlace(i: i), s, SlotPlace(i: j), t, site)
            case (.cell(let i), .cell(let j)): return addPlace(CellPlace(p: i), s, CellPlace(p: j), t, site)
            default: break
            }
          }
        }
        let x = statementValue(a.right)
        switch l { case .slot(let i): return addExpr(SlotPlace(i: i), s, x, site); case .cell(let p): return addExpr(CellPlace(p: p), s, x, site); default: return nil }
      default:
        guard let op = Compiler.operation(a.op) else { return nil }
        let site = OpSite(op, place(of: a)), x = statementValue(a.right)
        switch l { case .slot(let i): return opPlace(SlotPlace(i: i), s, x, site); case .cell(let p): return opPlace(CellPlace(p: p), s, x, site); default: return nil }
      }
    }
    if a.left.kind == .index, let s = indexAssignment(a, unsafeDowncast(a.left, to: IndexExpressionAst.self)) { return s }
    if a.left.kind == .member, let s = memberAssignment(a, unsafeDowncast(a.left, to: MemberExpressionAst.self)) { return s }
    return nil
  }
  static func operation(_ k: TokenKind) -> TokenKind? {
    switch k { case .plusEquals: .plus; case .minusEquals: .minus; case .multiplyEquals: .multiply; case .divideEquals: .divide; case .remainderEquals: .rem; default: nil }
  }

  private func indexAssignment(_ a: AssignmentStatementAst, _ e: IndexExpressionAst) -> Stmt? {
    guard let (l, s) = place(e.target) else { return nil }
    let extent = place(of: a)
    let k = expression(e.index), x = statementValue(a.right)
    if a.op == .equals {
      if let (m, t) = place(e.index) {
        switch (l, m) {
        case (.slot(let i), .slot(let j)): return setIndexPlaces(SlotPlace(i: i), s, SlotPlace(i: j), t, x, extent)
        case (.cell(let i), .cell(let j)): return setIndexPlaces(CellPlace(p: i), s, CellPlace(p: j), t, x, extent)
        default: break
        }
      }
      switch l { case .slot(let i): return setIndex(SlotPlace(i: i), s, k, x, extent); case .cell(let p): return setIndex(CellPlace(p: p), s, k, x, extent); default: return nil }
    }
    guard let op = Compiler.operation(a.op) else { return nil }
    let site = OpSite(op, place(of: a))
    switch l { case .slot(let i): return updateIndex(SlotPlace(i: i), s, k, x, site, extent); case .cell(let p): return updateIndex(CellPlace(p: p), s, k, x, site, extent); default: return nil }
  }
  private func memberAssignment(_ a: AssignmentStatementAst, _ e: MemberExpressionAst) -> Stmt? {
    guard !e.isStatic, let n = (e.member as? StringConstantExpressionAst)?.value, let (l, s) = place(e.expression) else { return nil }
    if let op = Compiler.operation(a.op) {
      let site = MemberSite(n, place(of: a)), x = statementValue(a.right), opSite = OpSite(op, place(of: a))
      switch l { case .slot(let i): return updateMember(SlotPlace(i: i), s, site, x, opSite); case .cell(let p): return updateMember(CellPlace(p: p), s, site, x, opSite); default: return nil }
    }
    guard a.op == .equals else { return nil }
    let site = MemberSite(n, place(of: a)), x = statementValue(a.right)
    switch l { case .slot(let i): return setMember(SlotPlace(i: i), s, site, x); case .cell(let p): return setMember(CellPlace(p: p), s, site, x); default: return nil }
  }

  // MARK: The general case

  /// An assignment that yields the value assigned.
  func assignment(_ a: AssignmentStatementAst, wantsValue: Bool) -> Expr {
    let extent = place(of: a)
    if a.op == .questionQuestionEquals {
      let read = expression(a.left), x = statementValue(a.right), set = setter(a.left)
      return { c, fp in
        let old = try read(c, fp)
        if !old.isNull { return old }
        let v = try x(c, fp).orNull
        do { try set(c, fp, v) } catch { throw c.locate(error, extent) }
        return v
      }
    }
    if let op = Compiler.operation(a.op) {
      let site = OpSite(op, place(of: a))
      let x = statementValue(a.right)
      if a.left.kind == .variable {
        let read = expression(a.left), set = setter(a.left)
        return { c, fp in
          let r = try x(c, fp)
          let v = try site.arithmetic(try read(c, fp).orNull, r.orNull, c)
          do { try set(c, fp, v) } catch { throw c.locate(error, extent) }
          return v
        }
      }
      let update = updater(a.left)
      return { c, fp in
        do { return try update(c, fp) { old in try site.arithmetic(old, try x(c, fp).orNull, c) } } catch { throw c.locate(error, extent) }
      }
    }
    let x = statementValue(a.right), set = setter(a.left)
    return { c, fp in
      let v = try x(c, fp).headValue
      do { try set(c, fp, v) } catch { throw c.locate(error, extent) }
      return v
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
        let all: [Value]
        switch v { case .array(let a): all = a.values; case .null, .void, .unset: all = []; case .other(let r): all = r.enumerated()?.values ?? [v]; default: all = [v] }
        for (i, s) in sets.enumerated() {
          if i == sets.count - 1, all.count > sets.count { try s(c, fp, .array(PSArray(Array(all[i...])))) }
          else { try s(c, fp, i < all.count ? all[i] : .null) }
        }
      }
    case .member:
      let m = unsafeDowncast(e, to: MemberExpressionAst.self)
      let name: Expr = (m.member as? StringConstantExpressionAst).map { s in let v = Value.str(s.value); return { _, _ in v } } ?? expression(m.member)
      let extent = place(of: e)
      if m.isStatic {
        let type = typeOperand(m.expression)
        return { c, fp, v in do { try c.writeStatic(try type(c, fp), Conversion.toString(try name(c, fp), c), v) } catch { throw c.locate(error, extent) } }
      }
      let x = expression(m.expression)
      return { c, fp, v in
        let o = try x(c, fp)
        do { try c.setProperty(o, Conversion.toString(try name(c, fp), c), v) } catch { throw c.locate(error, extent) }
      }
    case .index:
      let i = unsafeDowncast(e, to: IndexExpressionAst.self)
      let x = expression(i.target), k = expression(i.index), extent = place(of: e)
      return { c, fp, v in
        let o = try x(c, fp)
        do { try c.writeIndex(o, try k(c, fp), v) } catch { throw c.locate(error, extent) }
      }
    default: break
    }
    let extent = place(of: e)
    return { c, _, _ in throw c.locate(TerminatingError("InvalidLeftHandSide", "The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.", .parserError), extent) }
  }
  func variableSetter(_ p: VariablePath) -> Setter {
    let s = Symbol.of(p.scope == .none && p.name.equalsIgnoringCase("PSItem") ? "_" : p.name)
    let path = p
    if p.scope == .drive {
      let drive = (p.drive ?? "").lowercased(), name = p.name
      switch drive {
      case "env": return { c, _, v in Environment.set(name, v.isNull ? nil : Conversion.toString(v, c)) }
      case "function": return { c, _, v in
          if case .block(let b) = v.base { try c.defineFunction(name, b, isFilter: false) } else if v.isNull { c.commands.removeFunction(name) }
          else { try c.defineFunction(name, try c.makeBlock(Conversion.toString(v, c)), isFilter: false) }
        }
      case "variable": return { c, _, v in try c.assign(Symbol.of(name), v, in: c.depth - 1) }
      case "alias": return { c, _, v in c.commands.define(AliasInfo(name, Conversion.toString(v, c))) }
      default: return { c, _, v in try c.writeDriveVariable(path.userPath, v) }
      }
    }
    if p.scope == .script { return { c, _, v in try c.assignScript(s, v) } }
    if constantVariable(p) != nil, p.name.lowercased() == "null" { return { _, _, _ in } }
    if constantVariable(p) != nil {
      return { c, _, v in throw TerminatingError("VariableNotWritable", "Cannot overwrite variable \(["true", "false"].contains(path.name.lowercased()) ? path.name.lowercased() : path.name) because it is read-only or constant.", .writeError, exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(path.name)) }
    }
    switch locate(p, s) {
    case .slot(let i):
      if p.scope == .private {
        return { _, fp, v in
          if case .boxed(let b) = (fp + i).pointee { try storeBoxed(b, v); b.options.insert(.private); return }
          let b = Variable(s.name, v)
          b.options = [.private]
          (fp + i).put(.boxed(b))
        }
      }
      if let constraint = unit.constraints[i] { return { c, fp, v in try store(fp + i, try c.apply(constraint, to: v, name: s.name)) } }
      return { _, fp, v in try store(fp + i, v) }
    case .cell(let g): return { _, _, v in try store(g, v) }
    case .dynamic: return { c, _, v in try c.assign(s, v, in: c.depth - 1) }
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
    return { c, fp, v in
      let a = try evaluate(c, fp)
      let converted = try c.apply(a, to: v, name: s.name, isNew: true)
      let cell: Cell
      switch location {
      case .slot(let i): cell = fp + i
      case .cell(let g): cell = g
      case .dynamic:
        let d = p.scope == .script ? c.scriptFrameIndex() : c.depth - 1
        try c.assign(s, converted, in: d)
        if let b = c.variableObject(s, in: d) { b.attributes = a }
        return
      }
      if case .boxed(let b) = cell.pointee {
        if b.options.contains(.readOnly) || b.options.contains(.constant) { try storeBoxed(b, converted) }
        b.attributes = a
        b.value = converted
        return
      }
      let b = Variable(s.name, converted)
      b.attributes = a
      cell.put(.boxed(b))
    }
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
      let x = expression(m.expression)
      return { c, fp, f in
        let o = try x(c, fp), n = Conversion.toString(try name(c, fp), c)
        let v = try f(try c.readMember(o, n).orNull)
        try c.setProperty(o, n, v)
        return v
      }
    case .index:
      let i = unsafeDowncast(e, to: IndexExpressionAst.self)
      let x = expression(i.target), k = expression(i.index)
      return { c, fp, f in
        let o = try x(c, fp), key = try k(c, fp)
        let v = try f(try c.readIndex(o, key).orNull)
        try c.writeIndex(o, key, v)
        return v
      }
    default:
      let read = expression(e), set = setter(e)
      return { c, fp, f in let v = try f(try read(c, fp).orNull); try set(c, fp, v); return v }
    }
  }

  // MARK: ++ and --

  func incrementStatement(_ e: UnaryExpressionAst) -> Stmt {
    let d: Int32 = e.op == .plusPlus || e.op == .postfixPlusPlus ? 1 : -1
    if let (l, s) = place(e.child), constraint(l) == nil {
      let extent = place(of: e)
      switch l { case .slot(let i): return incrementPlace(SlotPlace(i: i), s, d, extent); case .cell(let p): return incrementPlace(CellPlace(p: p), s, d, extent); default: break }
    }
    let f = increment(e, wantsValue: false)
    return { c, fp in _ = try f(c, fp); return .next }
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

// MARK: - Specialised stores

@inline(__always) private func setPlace<P: Place>(_ a: P, _ x: @escaping Expr, _ extent: Extent) -> Stmt {
  { c, fp in
    let v = try x(c, fp)
    let p = a.at(fp)
    if p.tag == Tag.boxed { do { try storeSlow(p, v.orNull) } catch { throw c.locate(error, extent) }; return .next }
    if case .unset = v { p.put(.null) } else { p.put(v) }
    return .next
  }
}
@inline(__always) private func incrementPlace<P: Place>(_ a: P, _ s: Symbol, _ d: Int32, _ extent: Extent) -> Stmt {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(d); if !o { p.putInt(z); return .next } }
    do { try store(p, try Operators.increment(try readPlace(p, s, c).orNull, by: d, c)) } catch { throw c.locate(error, extent) }
    return .next
  }
}
@inline(__always) private func addConst<P: Place>(_ a: P, _ s: Symbol, _ k: Int32, _ site: OpSite) -> Stmt {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(k); if !o { p.putInt(z); return .next } }
    try addAny(p, s, .int(k), site, c)
    return .next
  }
}
@inline(__always) private func addExpr<P: Place>(_ a: P, _ s: Symbol, _ x: @escaping Expr, _ site: OpSite) -> Stmt {
  { c, fp in
    let r = try x(c, fp)
    let p = a.at(fp)
    let t = p.tag
    if t == Tag.int, case .int(let y) = r { let (z, o) = p.rawInt.addingReportingOverflow(y); if !o { p.putInt(z); return .next } }
    else if t == Tag.double { if case .double(let y) = r { p.putDouble(p.rawDouble + y); return .next } else if case .int(let y) = r { p.putDouble(p.rawDouble + Double(y)); return .next } }
    try addAny(p, s, r.orNull, site, c)
    return .next
  }
}
@inline(__always) private func addPlace<P: Place, Q: Place>(_ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ site: OpSite) -> Stmt {
  { c, fp in
    let p = a.at(fp), q = b.at(fp)
    let x = p.tag, y = q.tag
    if x == Tag.int, y == Tag.int { let (z, o) = p.rawInt.addingReportingOverflow(q.rawInt); if !o { p.putInt(z); return .next } }
    else if x == Tag.double { if y == Tag.double { p.putDouble(p.rawDouble + q.rawDouble); return .next } else if y == Tag.int { p.putDouble(p.rawDouble + Double(q.rawInt)); return .next } }
    try addAny(p, s, try readPlace(q, t, c), site, c)
    return .next
  }
}
/// `$x += v` in general: strings and arrays that nobody else holds grow in place. Uniqueness is tested on the cell
/// itself: any Swift-level copy of the payload would make it look shared and turn appending quadratic.
@inline(never) private func addAny(_ p: Cell, _ s: Symbol, _ r: Value, _ site: OpSite, _ c: ExecutionContext) throws {
  switch p.tag {
  case Tag.string:
    let q = UnsafeMutableRawPointer(p).assumingMemoryBound(to: PSString.self)
    if isKnownUniquelyReferenced(&q.pointee) {
      if case .string(let t) = r { q.pointee.append(t.string) } else { q.pointee.append(Conversion.toString(r, c)) }
      return
    }
  case Tag.array:
    let q = UnsafeMutableRawPointer(p).assumingMemoryBound(to: PSArray.self)
    if isKnownUniquelyReferenced(&q.pointee), q.pointee.kind == .array, q.pointee.elementType == nil, q.pointee.dimensions == nil {
      switch r {
      case .array(let t): for i in 0..<t.count { q.pointee.append(t[i]) }; return
      case .other(let o): if let t = o.enumerated() { for i in 0..<t.count { q.pointee.append(t[i]) } } else { q.pointee.append(r) }; return
      case .object, .hash: break
      default: q.pointee.append(r.orNull); return
      }
    }
  default: break
  }
  try store(p, try site.arithmetic(try readPlace(p, s, c).orNull, r, c))
}
@inline(__always) private func opPlace<P: Place>(_ a: P, _ s: Symbol, _ x: @escaping Expr, _ site: OpSite) -> Stmt {
  { c, fp in
    let r = try x(c, fp)
    let p = a.at(fp)
    if p.tag == Tag.double, case .double(let y) = r {
      switch site.op {
      case .minus: p.putDouble(p.rawDouble - y); return .next
      case .multiply: p.putDouble(p.rawDouble * y); return .next
      case .divide: p.putDouble(p.rawDouble / y); return .next
      default: break
      }
    }
    try store(p, try site.arithmetic(try readPlace(p, s, c).orNull, r.orNull, c))
    return .next
  }
}
@inline(__always) private func setIndex<P: Place>(_ a: P, _ s: Symbol, _ kv: @escaping Expr, _ x: @escaping Expr, _ extent: Extent) -> Stmt {
  { c, fp in
    let v = try x(c, fp).orNull, k = try kv(c, fp)
    let p = a.at(fp)
    if p.tag == Tag.array, case .int(let k) = k {
      let u = p.borrow(PSArray.self), k = Int(k)
      if k >= 0, u._withUnsafeGuaranteedRef({ k < $0.flatCount && $0.elementType == nil && $0.kind != .readOnlyCollection }) { u._withUnsafeGuaranteedRef { ($0.storage + k).put(v) }; return .next }
    }
    do { try c.writeIndex(try readPlace(p, s, c), k, v) } catch { throw c.locate(error, extent) }
    return .next
  }
}
@inline(__always) private func setIndexPlaces<P: Place, Q: Place>(_ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ x: @escaping Expr, _ extent: Extent) -> Stmt {
  { c, fp in
    let v = try x(c, fp).orNull
    let p = a.at(fp), q = b.at(fp)
    if p.tag == Tag.array, q.tag == Tag.int {
      let u = p.borrow(PSArray.self), k = Int(q.rawInt)
      if k >= 0, u._withUnsafeGuaranteedRef({ k < $0.flatCount && $0.elementType == nil && $0.kind != .readOnlyCollection }) { u._withUnsafeGuaranteedRef { ($0.storage + k).put(v) }; return .next }
    }
    do { try c.writeIndex(try readPlace(p, s, c), try readPlace(q, t, c), v) } catch { throw c.locate(error, extent) }
    return .next
  }
}
@inline(__always) private func updateIndex<P: Place>(_ a: P, _ s: Symbol, _ kv: @escaping Expr, _ x: @escaping Expr, _ site: OpSite, _ extent: Extent) -> Stmt {
  { c, fp in
    let k = try kv(c, fp), r = try x(c, fp).orNull
    let p = a.at(fp)
    if p.tag == Tag.hash {
      let h = p.borrow(PSHash.self).takeUnretainedValue()
      let e = h.index(of: k)
      if e >= 0, !h.isReadOnly, h.valueType == nil {
        let cell = h.valueCell(at: e)
        if site.op == .plus, cell.tag == Tag.int, case .int(let q) = r { let (z, o) = cell.rawInt.addingReportingOverflow(q); if !o { cell.putInt(z); return .next } }
        let v = try site.arithmetic(cell.pointee, r, c)
        h.set(k, v)
        return .next
      }
    }
    let target = try readPlace(p, s, c)
    do {
      let old = try c.readIndex(target, k).orNull
      try c.writeIndex(target, k, try site.arithmetic(old, r, c))
    } catch { throw c.locate(error, extent) }
    return .next
  }
}
@inline(__always) private func setMember<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite, _ x: @escaping Expr) -> Stmt {
  { c, fp in
    var r = try x(c, fp).orNull
    let tag = withUnsafeMutablePointer(to: &r) { $0.tag }
    let p = a.at(fp)
    if p.tag == Tag.object {
      let u = p.borrow(PSObject.self)
      if u._withUnsafeGuaranteedRef({ site.canStore($0, tag) }) { u._withUnsafeGuaranteedRef { ($0.slots + site.index).put(r) }; return .next }
    }
    do { try c.setProperty(try readPlace(p, s, c), site.name, r) } catch { throw c.locate(error, site.extent) }
    return .next
  }
}

@inline(__always) private func updateMember<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite, _ x: @escaping Expr, _ op: OpSite) -> Stmt {
  { c, fp in
    let target = try readPlace(a.at(fp), s, c)
    let r = try x(c, fp).orNull
    let old = try site.get(target, c).orNull
    var v: Value
    if op.op == .plus, case .int(let i) = old, case .int(let j) = r, case let (z, o) = i.addingReportingOverflow(j), !o { v = .int(z) }
    else { v = try op.arithmetic(old, r, c) }
    let tag = withUnsafeMutablePointer(to: &v) { $0.tag }
    if case .object(let o) = target, site.canStore(o, tag) { o.setSlot(site.index, v); return .next }
    do { try c.setProperty(target, site.name, v) } catch { throw c.locate(error, site.extent) }
    return .next
  }
}
