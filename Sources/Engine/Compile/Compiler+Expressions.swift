/// Expressions.
import Syntax
import Primitives

extension Compiler {
  func expression(_ e: ExpressionAst) -> Expr { dropsOutput ? gathering { form(e) } : form(e) }
  private func form(_ e: ExpressionAst) -> Expr {
    switch e.kind {
    case .constant:
      let v = Compiler.literal(unsafeDowncast(e, to: ConstantExpressionAst.self).value)
      if case .int(let k) = v { return { _, _ in .int(k) } }
      return { _, _ in v }
    case .stringConstant:
      let v = Value.str(unsafeDowncast(e, to: StringConstantExpressionAst.self).value)
      return { _, _ in v }
    case .expandableString: return interpolation(unsafeDowncast(e, to: ExpandableStringExpressionAst.self))
    case .variable: return variable(unsafeDowncast(e, to: VariableExpressionAst.self))
    case .binary: return binary(unsafeDowncast(e, to: BinaryExpressionAst.self))
    case .unary: return unary(unsafeDowncast(e, to: UnaryExpressionAst.self))
    case .ternary:
      let t = unsafeDowncast(e, to: TernaryExpressionAst.self)
      let test = condition(t.condition), a = expression(t.ifTrue), b = expression(t.ifFalse)
      return { c, fp in try test(c, fp) ? try a(c, fp) : try b(c, fp) }
    case .paren: return paren(unsafeDowncast(e, to: ParenExpressionAst.self))
    case .subExpression:
      let body = unsafeDowncast(e, to: SubExpressionAst.self).subExpression
      if body.traps.isEmpty, body.statements.count == 1, let p = body.statements[0] as? PipelineAst, let x = p.pureExpression, !Compiler.isVoidExpression(x) {
        let f = within(p.extent) { expression(x) }
        if Compiler.cannotFail(x) { return { c, fp in Compiler.normalised(try f(c, fp)) } }
        let extent = p.extent, track = unit.tracksSuccess && Compiler.setsSuccess(x)
        return { c, fp in
          // a statement of its own: its error is reported, and the expression around goes on without a value
          do {
            let v = Compiler.normalised(try f(c, fp))
            if track { c.flags.pointee.success = true }
            return v
          } catch { try c.statementFailed(error, extent); return .void }
        }
      }
      return collected(block(body))
    case .array: return arrayExpression(unsafeDowncast(e, to: ArrayExpressionAst.self))
    case .arrayLiteral:
      let xs = ExprSequence(unsafeDowncast(e, to: ArrayLiteralAst.self).elements.map { ExprBox(expression($0)) })
      return { c, fp in
        let r = PSArray(capacity: xs.count)
        var k = 0
        while k < xs.count { r.append(try xs.eval(k, c, fp).headValue); k &+= 1 }
        return .array(r)
      }
    case .hashtable: return hashtable(unsafeDowncast(e, to: HashtableAst.self), .hashtable)
    case .scriptBlockExpression:
      let b = unsafeDowncast(e, to: ScriptBlockExpressionAst.self).scriptBlock
      let literal = BlockLiteral(scriptBlock(b))
      return { _, _ in literal.value }
    case .typeExpression:
      let n = unsafeDowncast(e, to: TypeExpressionAst.self).typeName
      let type = typeReference(n, at: e.extent)
      return { c, _ in .type(try type(c)) }
    case .convert: return convert(unsafeDowncast(e, to: ConvertExpressionAst.self))
    case .attributed: return expression(unsafeDowncast(e, to: AttributedExpressionAst.self).child)
    case .member: return member(unsafeDowncast(e, to: MemberExpressionAst.self))
    case .invokeMember: return invokeMember(unsafeDowncast(e, to: InvokeMemberExpressionAst.self))
    case .index: return index(unsafeDowncast(e, to: IndexExpressionAst.self))
    case .using:
      let u = unsafeDowncast(e, to: UsingExpressionAst.self)
      usingRoot = u.rootVariable
      defer { usingRoot = nil }
      let value = expression(u.subExpression), extent = place(of: e)
      if context.usingValues != nil { return value }
      return { c, _ in
        throw c.locate(
          TerminatingError(
            "UsingWithoutInvokeCommand",
            """
            A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. \
            When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.
            """,
            .invalidOperation), extent)
      }
    case .baseCtorInvoke: return baseConstructor(unsafeDowncast(e, to: BaseCtorInvokeMemberExpressionAst.self))
    default:
      let text = e.extent.text, extent = e.extent
      return { c, _ in throw c.locate(TerminatingError("NotImplemented", "The expression '\(text)' is not supported yet.", .notImplemented), extent) }
    }
  }

  /// The block object of a literal; compiled when first run.
  func scriptBlock(_ b: ScriptBlockAst) -> ScriptBlock {
    let s = ScriptBlock(b, source: source, home: unit, bodyText: ScriptBlock.innerText(of: b))
    s.module = unit.module
    s.namespaces = unit.namespaces
    s.types = unit.types
    s.isTrusted = unit.isTrusted
    return s
  }

  static func literal(_ n: NumberLiteral) -> Value { Conversion.value(n) }

  /// What a sub-expression makes of one value: a sequence is re-collected (empty → nothing, one → itself).
  @inline(__always) static func normalised(_ v: Value) -> Value {
    switch v {
    case .array, .other, .object, .hash: return normalisedSlow(v)
    default: return v
    }
  }
  @inline(never) static func normalisedSlow(_ v: Value) -> Value {
    let a: PSArray?
    switch v { case .array(let x): a = x; case .other(let r): a = r.enumerated(); case .object(let o): a = o.enumerated(); case .hash(let h): a = h.enumerated(); default: a = nil }
    guard let a else { return v }
    if a.count == 0 { return .void }
    if a.count == 1 { return a[0] }
    // what a command without output left among the elements is nothing here
    var all = a.values
    if all.contains(where: { if case .void = $0 { true } else { false } }) { all.removeAll { if case .void = $0 { true } else { false } } }
    return all.count > 1 ? .array(PSArray(all)) : all.first ?? .void
  }

  /// Runs statements with a collector as the sink.
  func collected(_ body: @escaping Stmt) -> Expr {
    { c, fp in
      let k = Collector()
      let saved = c.sink
      c.sink = k
      defer { c.sink = saved }
      let f = try body(c, fp)
      if f != .next {
        // what was gathered so far leaves with what is returned
        if f == .ret { try emit(c.returned, into: k); c.returned = .void; try emit(k.result, into: saved); throw FlowSignal.returnFromScript }
        throw c.strayFlow(f)
      }
      return k.result
    }
  }

  /// Variables and constants: nothing to guard.
  private static func cannotFail(_ x: ExpressionAst) -> Bool { x.kind == .constant || x.kind == .stringConstant }
  /// An assignment inside another statement: its errors point at it.
  private func innerAssignment(_ a: AssignmentStatementAst) -> Expr { within(a.extent) { assignment(a, wantsValue: true) } }
  private func paren(_ e: ParenExpressionAst) -> Expr {
    if let p = e.pipeline as? PipelineAst, let x = p.pureExpression { return expression(x) }
    if e.pipeline.kind == .assignment { return innerAssignment(unsafeDowncast(e.pipeline, to: AssignmentStatementAst.self)) }
    return pipelineValue(e.pipeline)
  }

  private func arrayExpression(_ e: ArrayExpressionAst) -> Expr {
    let b = e.subExpression
    if b.traps.isEmpty, b.statements.count == 1, let p = b.statements[0] as? PipelineAst, let x = p.pureExpression, !Compiler.isVoidExpression(x) {
      // no statement of its own: an error inside points at the statement around
      if x.kind == .arrayLiteral { return expression(x) }
      let f = expression(x)
      return { c, fp in
        switch try f(c, fp) {
        case .void: return .array(PSArray(capacity: 0))
        case .array(let a) where a.kind == .array && a.elementType == nil: return .array(PSArray(a.values))
        case let v:
          let k = PSArray(capacity: 4)
          let stage = Appender(k)
          try emit(v, into: stage)
          return .array(k)
        }
      }
    }
    let body = block(b)
    return { c, fp in
      let k = PSArray(capacity: 4)
      let saved = c.sink
      c.sink = Appender(k)
      defer { c.sink = saved }
      let f = try body(c, fp)
      // what it holds so far is lost with it
      if f == .ret { c.returned = .void }
      if f != .next { throw c.strayFlow(f) }
      return .array(k)
    }
  }

  func hashtable(_ e: HashtableAst, _ kind: PSHash.Kind) -> Expr {
    let xs = ExprSequence(e.pairs.flatMap { [ExprBox(hashKey($0.key)), ExprBox(statementValue($0.value))] })
    let extents = e.pairs.map(\.key.extent)
    return { c, fp in
      let h = PSHash(kind, capacity: xs.count / 2)
      var k = 0
      while k < xs.count {
        let base = try xs.eval(k, c, fp).base
        let value = try xs.eval(k &+ 1, c, fp).headValue
        if base.isNull || h.contains(base) { throw c.locate(Compiler.refusedKey(base, h, c), extents[k / 2]) }
        h.set(base, value)
        k &+= 2
      }
      return .hash(h)
    }
  }
  /// What a literal says of a key that is null or there already.
  private static func refusedKey(_ key: Value, _ table: PSHash, _ c: ExecutionContext) -> TerminatingError {
    if key.isNull { return TerminatingError("InvalidNullKey", "A null key is not allowed in a hash literal.", .invalidOperation, target: .hash(table)) }
    let text = Conversion.toString(key, c), units = text.utf16
    let shown = units.count > 40 ? String(text[..<units.index(units.startIndex, offsetBy: 40)]) + "…" : text
    return TerminatingError("DuplicateKeyInHashLiteral", "Duplicate keys '\(shown)' are not allowed in hash literals.", .invalidOperation, target: .hash(table))
  }
  /// Bare words are strings as keys.
  func hashKey(_ e: ExpressionAst) -> Expr { expression(e) }

  /// `[pscustomobject]@{ … }`: one shape, slots filled directly.
  func customObject(_ e: HashtableAst) -> ExprBox? {
    var shape = Shape.root
    for (k, _) in e.pairs {
      guard let s = k as? StringConstantExpressionAst, !s.value.isEmpty, !s.value.equalsIgnoringCase("PSTypeName"), shape.slot(Symbol.of(s.value)) == nil else { return nil }
      shape = shape.adding(s.value)
    }
    let final = shape
    let xs = ExprSequence(e.pairs.map { ExprBox(statementValue($0.value)) })
    return ExprBox { c, fp in
      let o = PSObject(shape: final, reserve: xs.count)
      var k = 0
      while k < xs.count { o.fill(try xs.eval(k, c, fp)); k &+= 1 }
      return .object(o)
    }
  }

  /// The value of a statement used as an expression (hash values, right sides of assignments).
  func statementValue(_ s: StatementAst) -> Expr {
    if dropsOutput { return gathering { statementValue(s) } }
    switch s.kind {
    case .pipeline:
      let p = unsafeDowncast(s, to: PipelineAst.self)
      if let x = p.pureExpression { return expression(x) }
      return pipelineValue(p)
    // the right side of an assignment comes without a pipeline around it
    case .commandExpression:
      let x = unsafeDowncast(s, to: CommandExpressionAst.self)
      return x.redirections.isEmpty ? expression(x.expression) : collected(statement(s))
    case .pipelineChain: return pipelineValue(unsafeDowncast(s, to: PipelineChainAst.self))
    case .assignment: return innerAssignment(unsafeDowncast(s, to: AssignmentStatementAst.self))
    default: return collected(statement(s))
    }
  }

  private func convert(_ e: ConvertExpressionAst) -> Expr {
    let n = e.type.typeName
    let simple = n.fullName.lowercased()
    if e.child.kind == .hashtable {
      let h = unsafeDowncast(e.child, to: HashtableAst.self)
      if simple == "ordered" { return hashtable(h, .ordered) }
      if simple == "pscustomobject" || simple == "management.automation.pscustomobject" {
        if let fast = customObject(h) { return fast.f }
        let f = hashtable(h, .ordered), extent = place(of: e)
        return { c, fp in
          let table = try f(c, fp)
          do { return try Conversion.customObject(table, c) } catch { throw c.locate(error, extent) }
        }
      }
    }
    // only the short name makes a reference to the variable itself
    if simple == "ref", let v = e.child as? VariableExpressionAst {
      let s = Symbol.of(v.path.name)
      let scope = v.path.scope
      let name = v.path.userPath
      return { c, _ in
        let r = PSReference(variable: try c.referenceTarget(s, scope, name))
        if c.methodTrace != nil { c.traceReference(r.value) }
        return .other(r)
      }
    }
    let isCustom = simple == "pscustomobject" || simple == "system.management.automation.pscustomobject"
    let type: (ExecutionContext) throws -> NetType = isCustom ? { _ in TypeTable.psCustomObject } : typeReference(n)
    let x = expression(e.child), extent = place(of: e)
    let namedVoid = simple == "void"
    let known = resolveType(n)
    if known === TypeTable.int {
      return { c, fp in
        let v = try x(c, fp)
        if case .int = v { return v }
        do { return try Conversion.convert(v.orNull, to: TypeTable.int, c) } catch { throw c.locate(error, extent) }
      }
    }
    let guards = guards
    // a type that is not there is missed before the operand is looked at
    let isLookedUp = known == nil && !isCustom && !namedVoid
    return { c, fp in
      if isLookedUp { do { _ = try type(c) } catch { throw c.locate(error, extent) } }
      let v = try x(c, fp)
      if namedVoid { return .void }
      if guards { do { try c.checkConversion(v, to: try type(c)) } catch { throw c.locate(error, extent) } }
      do {
        let wanted = try type(c)
        if wanted.isByRefLike { throw Conversion.finalError(v.headValue, to: wanted) }
        return try Conversion.convert(v.headValue, to: wanted, c)
      } catch { throw c.locate(error, extent) }
    }
  }

  private func interpolation(_ e: ExpandableStringExpressionAst) -> Expr {
    var boxes: [ExprBox] = []
    let outer = isInString
    isInString = true
    defer { isInString = outer }
    for p in e.parts {
      switch p {
      case .text(let t): let v = Value.str(t); boxes.append(ExprBox { _, _ in v })
      case .expression(let x): boxes.append(ExprBox(expression(x)))
      }
    }
    let xs = ExprSequence(boxes)
    return { c, fp in
      let b = c.scratch
      let start = b.count
      do {
        var k = 0
        while k < xs.count {
          switch try xs.eval(k, c, fp) {
          case .string(let t): b.append(t.string)
          case .int(let i): b.append(Int64(i))
          case .null, .void, .unset: break
          case let v: b.append(try Conversion.text(v.withoutText, c))
          }
          k &+= 1
        }
      } catch { b.truncate(to: start); throw error }
      return .str(b.take(from: start))
    }
  }
}
