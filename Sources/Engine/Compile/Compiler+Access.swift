/// Variables, members, methods and indexes as expressions.
import Primitives
import Syntax

extension Compiler {
  func variable(_ e: VariableExpressionAst) -> Expr {
    let usual = ownVariable(e)
    // blocks that are called back have one of their own
    guard isCallback, e.path.scope == .none, e.path.name.equalsIgnoringCase("MyInvocation") else { return usual }
    return { c, fp in c.isInCallback ? .other(c.callerInvocation()) : try usual(c, fp) }
  }
  private func ownVariable(_ e: VariableExpressionAst) -> Expr {
    let p = e.path
    if e === usingRoot, context.usingValues != nil, p.drive == nil {
      let name = p.name.lowercased()
      return { c, _ in c.usingValues?[name] ?? .null }
    }
    if let v = constantVariable(p) { return { _, _ in v } }
    if e.splatted { return splatted(p) }
    let s = Symbol.of(p.scope == .none && p.name.equalsIgnoringCase("PSItem") ? "_" : p.name)
    let extent = e.extent, written = p.userPath
    switch p.scope {
    case .drive: return driveVariable(p, extent)
    case .script:
      return { c, _ in
        if let v = c.readScript(s) { return v.orNull }
        return try c.undefined(written, extent)
      }
    default: break
    }
    if isOfOwnScope(p) {
      return { c, _ in
        if let v = c.readLocal(s) { return v.orNull }
        return try c.undefined(written, extent)
      }
    }
    if p.scope == .none {
      switch s.name.lowercased() {
      case "?": return { c, _ in .bool(c.flags.pointee.success) }
      case "input" where blockInput == .item: return { c, fp in .array(PSArray([c.dollarCell(fp).pointee])) }
      case "input" where blockInput == .nothing: return { _, _ in .array(PSArray([])) }
      case "myinvocation" where unit.kind == .global:
        let g = context.globals.cell(s)
        return { c, _ in g.isUnset ? .other(c.myInvocation()) : c.read(g) }
      default: break
      }
    }
    let quiet = isInString
    switch locate(p, s) {
    case .slot(let i):
      return { c, fp in
        let cell = fp + i
        if cell.tag < Tag.boxed { return cell.pointee }
        do { return try readPlaceSlow(cell, s, c) } catch { return try c.unset(error, extent, quiet, written) }
      }
    case .cell(let g):
      if p.scope == .global {
        return { c, _ in
          if g.tag < Tag.boxed { return g.pointee }
          if let v = c.readGlobal(s) { return v }
          do { return try c.strictVersion >= 1 ? c.missing(s) : .null } catch { return try c.unset(error, extent, quiet, written) }
        }
      }
      return { c, _ in
        if g.tag < Tag.boxed { return g.pointee }
        do { return try readPlaceSlow(g, s, c) } catch { return try c.unset(error, extent, quiet, written) }
      }
    case .dynamic:
      let g = context.globals.cell(s)
      let bit = s.bit
      return { c, _ in
        if c.frames[c.depth &- 1].chain & bit == 0, g.tag < Tag.boxed { return g.pointee }
        do { return try c.lookup(s) } catch { return try c.unset(error, extent, quiet, written) }
      }
    }
  }
  /// `$local:x` and `$private:x`: no variable of a scope around.
  func isOfOwnScope(_ p: VariablePath) -> Bool {
    guard p.scope == .local || p.scope == .private, unit.kind != .global else { return false }
    switch p.name.lowercased() { case "_", "psitem", "args", "input", "this", "foreach", "switch", "matches", "psboundparameters", "myinvocation", "pscmdlet", "?": return false; default: return true }
  }
  private func splatted(_ p: VariablePath) -> Expr {
    variable(VariableExpressionAst(Extent(source, 0, 0), path: p, splatted: false))
  }
  /// A pattern may name several items, and a name may begin with a scope or a separator, which the drives find out.
  func leavesNameToDrive(_ name: String) -> Bool { WildcardPattern.containsWildcard(name) || name.utf8.contains { $0 == 58 || $0 == 47 || $0 == 92 } }
  private func driveVariable(_ p: VariablePath, _ extent: Extent) -> Expr {
    let name = p.name
    let drive = leavesNameToDrive(name) ? "" : (p.drive ?? "").lowercased()
    switch drive {
    case "env": return { _, _ in Environment.get(name).map { .str($0) } ?? .null }
    case "function": return { c, _ in c.functionInScope(name).map { .block($0.block) } ?? .null }
    case "variable":
      let s = Symbol.of(name), written = p.userPath
      return { c, _ in try c.lookupSlow(s) ?? c.undefined(written, extent) }
    case "alias": return { c, _ in c.aliasInScope(name).map { .str($0.target) } ?? .null }
    default:
      let full = p.userPath
      return { c, _ in
        do { return try c.readDriveVariable(full) } catch { throw c.locate(error, extent) }
      }
    }
  }

  // MARK: Members

  /// The name of a member when it is written plainly.
  func constantName(_ m: ExpressionAst) -> String? { (m as? StringConstantExpressionAst)?.value }

  func member(_ e: MemberExpressionAst) -> Expr {
    let extent = place(of: e)
    if e.isStatic { return staticMember(e) }
    guard let name = constantName(e.member) else {
      let x = expression(e.expression), m = expression(e.member)
      let conditional = e.nullConditional
      return { c, fp in
        let v = try x(c, fp)
        if conditional, v.isNull { return .null }
        do { return try c.readMember(v, computed: try m(c, fp)) } catch { throw c.locate(error, extent) }
      }
    }
    let site = MemberSite(name, extent)
    if !e.nullConditional, let (l, s) = place(e.expression) {
      switch l {
      case .slot(let i): return placeMember(SlotPlace(i: i), s, site)
      case .cell(let p): return placeMember(CellPlace(p: p), s, site)
      default: break
      }
    }
    let x = expression(e.expression)
    if e.nullConditional { return { c, fp in let v = try x(c, fp); return v.isNull ? .null : try site.get(v, c) } }
    return { c, fp in try site.get(try x(c, fp), c) }
  }
  private func staticMember(_ e: MemberExpressionAst) -> Expr {
    let extent = place(of: e)
    let type = typeOperand(e.expression)
    if let name = constantName(e.member) {
      let site = StaticMemberSite(name)
      return { c, fp in do { return try site.read(try type(c, fp), c) } catch { throw c.locate(error, extent) } }
    }
    let m = expression(e.member)
    return { c, fp in
      do { return try c.readStatic(try type(c, fp), Conversion.toString(try m(c, fp), c)) } catch { throw c.locate(error, extent) }
    }
  }
  /// The left side of `::`, which must be a type.
  func typeOperand(_ e: ExpressionAst) -> (ExecutionContext, Cell) throws -> NetType {
    if e.kind == .typeExpression {
      let t = typeReference(unsafeDowncast(e, to: TypeExpressionAst.self).typeName, at: e.extent)
      return { c, _ in try t(c) }
    }
    let x = expression(e)
    return { c, fp in
      let v = try x(c, fp)
      if case .type(let t) = v.base { return t }
      if case .object(let o) = v, let t = o.type, t.scriptClass != nil { return t }
      return TypeTable.typeOf(v)
    }
  }
  /// - Parameter isClosed: the types in brackets behind the name are taken care of
  func invokeMember(_ e: InvokeMemberExpressionAst, isClosed: Bool = false) -> Expr {
    if !e.genericArguments.isEmpty, !isClosed { return genericCall(e) }
    let extent = place(of: e)
    if e.expression.kind == .variable, unsafeDowncast(e.expression, to: VariableExpressionAst.self).path.name.equalsIgnoringCase("PSCmdlet") {
      let call = memberCall(e, extent, isClosed)
      return { c, fp in
        c.reportPlace = extent
        return try call(c, fp)
      }
    }
    return memberCall(e, extent, isClosed)
  }
  private func memberCall(_ e: InvokeMemberExpressionAst, _ extent: Extent, _ isClosed: Bool) -> Expr {
    let name = constantName(e.member)
    let args = ExprSequence(e.arguments.map { ExprBox(expression($0)) })
    if e.isStatic {
      let type = typeOperand(e.expression)
      let m = name.map { n -> Expr in let v = Value.str(n); return { _, _ in v } } ?? expression(e.member)
      let isConstant = name != nil
      let site = StaticCallSite(extent)
      site.isConstrained = isCastToType(e.expression)
      site.takesTypes = isClosed
      let guards = guards
      var casts: UInt64 = 0
      for (i, a) in e.arguments.enumerated() {
        if let cast = (a as? ConvertExpressionAst)?.type.typeName.fullName, ["object[]", "type", "System.Type"].contains(where: cast.equalsIgnoringCase) { casts |= 1 << UInt64(i & 63) }
      }
      return { c, fp in
        let t = try type(c, fp)
        let n = try m(c, fp)
        let values = try args.values(c, fp)
        if guards { do { try c.checkCall(Conversion.toString(n, c), of: t) } catch { throw c.locate(error, extent) } }
        c.tellingCasts = casts
        do { return try site.call(t, Conversion.toString(n, c), isConstant: isConstant, values, c) } catch { throw c.locate(error, extent) }
      }
    }
    if let name, let own = objectMethod(e, name, args, extent) { return own }
    if let name, let cast = castTarget(e.expression) { return baseCall(e, name, args, cast, extent) }
    let x = expression(e.expression)
    let conditional = e.nullConditional
    if guards {
      let m = name.map { n -> Expr in let v = Value.str(n); return { _, _ in v } } ?? expression(e.member)
      return { c, fp in
        let v = try x(c, fp)
        if conditional, v.isNull { return .null }
        let n = Conversion.toString(try m(c, fp), c), values = try args.values(c, fp)
        do {
          try c.checkCall(n, on: v)
          return try c.callMethod(v, n, values)
        } catch { throw c.locate(error, extent) }
      }
    }
    if let name {
      let site = MethodSite(CallInfo(name, extent), args.count)
      let general: Expr = { c, fp in
        let v = try x(c, fp)
        if conditional, v.isNull { return .null }
        let values = try args.values(c, fp)
        do { return try site.call(v, values, c) } catch { throw c.locate(error, extent) }
      }
      guard let (l, _) = place(e.expression) else { return general }
      switch l {
      case .slot(let i): return callOnPlace(SlotPlace(i: i), site, args, extent, general)
      case .cell(let g): return callOnPlace(CellPlace(p: g), site, args, extent, general)
      case .dynamic: return general
      }
    }
    let m = expression(e.member)
    return { c, fp in
      let v = try x(c, fp)
      if conditional, v.isNull { return .null }
      let n = try m(c, fp)
      let values = try args.values(c, fp)
      do {
        return try c.callMethod(v, Conversion.toString(n, c), values)
      } catch { throw c.locate(error, extent) }
    }
  }

  /// `[array]::Empty[string]()`: the types are there for the method to ask for while it is called.
  private func genericCall(_ e: InvokeMemberExpressionAst) -> Expr {
    let types = e.genericArguments.map { typeReference($0) }
    let call = invokeMember(e, isClosed: true)
    return { c, fp in
      let saved = c.typeArguments
      c.typeArguments = try types.map { try $0(c) }
      defer { c.typeArguments = saved }
      return try call(c, fp)
    }
  }
  /// `([type]'name')::Method()`: the cast asks for methods of the type Type.
  private func isCastToType(_ e: ExpressionAst) -> Bool { castTarget(e).map { resolveType($0.type.typeName)?.fullName == "System.Type" } ?? false }
  /// `([object]$x).ToString()` and its kin call what Object itself has, whatever the class of the value made of it.
  private func objectMethod(_ e: InvokeMemberExpressionAst, _ name: String, _ args: ExprSequence, _ extent: Extent) -> Expr? {
    guard let cast = castTarget(e.expression) else { return nil }
    let isText = name.equalsIgnoringCase("ToString") && args.count == 0, isEqual = name.equalsIgnoringCase("Equals") && args.count == 1
    guard isText || isEqual, resolveType(cast.type.typeName) === TypeTable.object else { return nil }
    let value = expression(cast.child)
    return { c, fp in
      let v = try value(c, fp).headValue
      do {
        switch v {
        case .null, .void, .unset: return try c.callMethod(v, name, isText ? [] : [try args.eval(0, c, fp).orNull])
        case .object(let o) where o.type == nil && o.wrapped == nil: return try c.callMethod(v, name, isText ? [] : [try args.eval(0, c, fp).orNull])
        default: break
        }
        let type = TypeTable.typeOf(v.base)
        if isText { return try c.callMethod(.type(type), "ToString", []) }
        let other = try args.eval(0, c, fp).orNull
        // values compare as what they hold, objects as what they are
        if type.isValueType { return try c.callMethod(v, "Equals", [other]) }
        return try c.callStatic(TypeTable.object, "ReferenceEquals", [v.base, other.base])
      } catch { throw c.locate(error, extent) }
    }
  }
  /// `([Base]$x).Method()`: the base class's own, whatever the object's class made of it.
  private func baseCall(_ e: InvokeMemberExpressionAst, _ name: String, _ args: ExprSequence, _ cast: ConvertExpressionAst, _ extent: Extent) -> Expr {
    let known = resolveType(cast.type.typeName), type = typeReference(cast.type.typeName)
    let x = expression(e.expression), conditional = e.nullConditional
    let site = MethodSite(CallInfo(name, extent), args.count)
    let general: Expr = { c, fp in
      let v = try x(c, fp)
      if conditional, v.isNull { return .null }
      let values = try args.values(c, fp)
      do {
        guard case .object(let o) = v, let own = o.type, own.scriptClass != nil else { return try site.call(v, values, c) }
        let t = try known ?? type(c)
        if t === own || t.isInterface || !t.isAssignable(from: own) { return try site.call(v, values, c) }
        if let r = try t.scriptClass?.invoke(name, v, values, c) { return r }
        let inherited = t.scriptClass?.compiledBase ?? t.compiledBase
        if let b = inherited, let m = b.ownMethod(name, isInside: c.runsInside(own.scriptClass?.netBase ?? t)) { return try c.invoke(m.overloads, m.name, v, values) }
        if let m = t.instanceMember(name), m.kind == .method { return try c.invoke(m.overloads, m.name, t.scriptClass == nil ? o.wrapped ?? v : v, values) }
        return try site.call(v, values, c)
      } catch { throw c.locate(error, extent) }
    }
    guard let known, let i = thisSlot, let this = cast.child as? VariableExpressionAst, this.path.name.equalsIgnoringCase("this") else { return general }
    return callOnPlace(SlotPlace(i: i), BaseCallSite(known, CallInfo(name, extent), args.count), args, extent, general)
  }
  /// The cast in `([Base]$x)`.
  private func castTarget(_ e: ExpressionAst) -> ConvertExpressionAst? {
    var x = e
    while x.kind == .paren, let p = unsafeDowncast(x, to: ParenExpressionAst.self).pipeline as? PipelineAst, let inner = p.pureExpression { x = inner }
    return x.kind == .convert && x !== e ? unsafeDowncast(x, to: ConvertExpressionAst.self) : nil
  }

  private var thisSlot: Int? { let i = unit.slot(Symbol.of("this")); return unit.kind == .frame && i >= 0 ? i : nil }

  // MARK: Indexes

  /// `$o[[object]10]`: the cast chooses the indexer that takes a key, which an ordered dictionary has beside the one for positions.
  private func keyIndex(_ e: IndexExpressionAst, _ i: @escaping Expr, _ extent: Extent) -> Expr {
    let x = expression(e.target), conditional = e.nullConditional
    return { c, fp in
      let v = try x(c, fp)
      if conditional, v.isNull { return .null }
      let k = try i(c, fp)
      if case .hash(let h) = v.base, h.kind == .ordered, !k.isNull { return h.get(k) ?? .null }
      do { return try c.readIndex(v, k) } catch { throw c.locate(error, extent) }
    }
  }

  func index(_ e: IndexExpressionAst) -> Expr {
    let extent = place(of: e)
    let i = expression(e.index)
    if e.index.kind == .convert, resolveType(unsafeDowncast(e.index, to: ConvertExpressionAst.self).type.typeName) === TypeTable.object { return keyIndex(e, i, extent) }
    if !e.nullConditional, let (l, s) = place(e.target) {
      if let (k, t) = place(e.index) {
        switch (l, k) {
        case (.slot(let a), .slot(let b)): return indexPlaces(SlotPlace(i: a), s, SlotPlace(i: b), t, extent)
        case (.cell(let a), .cell(let b)): return indexPlaces(CellPlace(p: a), s, CellPlace(p: b), t, extent)
        default: break
        }
      }
      switch l {
      case .slot(let a): return indexPlace(SlotPlace(i: a), s, i, extent)
      case .cell(let a): return indexPlace(CellPlace(p: a), s, i, extent)
      default: break
      }
    }
    let x = expression(e.target)
    let conditional = e.nullConditional
    return { c, fp in
      let v = try x(c, fp)
      if conditional, v.isNull { return .null }
      let k = try i(c, fp)
      do { return try c.readIndex(v, k) } catch { throw c.locate(error, extent) }
    }
  }
}

@inline(__always) private func placeMember<P: Place>(_ a: P, _ s: Symbol, _ site: MemberSite) -> Expr {
  { c, fp in
    let p = a.at(fp)
    if p.tag == Tag.object, let cell = p.borrow(PSObject.self)._withUnsafeGuaranteedRef({ site.cell(of: $0) }) { return cell.pointee }
    return try site.get(try readPlace(p, s, c), c)
  }
}
@inline(__always) private func indexPlace<P: Place>(_ a: P, _ s: Symbol, _ i: @escaping Expr, _ extent: Extent) -> Expr {
  { c, fp in
    let kv = try i(c, fp)
    let p = a.at(fp)
    if p.tag == Tag.array, case .int(let k) = kv {
      let u = p.borrow(PSArray.self), k = Int(k)
      if k >= 0, k < u._withUnsafeGuaranteedRef({ $0.flatCount }) { return u._withUnsafeGuaranteedRef { $0.storage[k] } }
    } else if p.tag == Tag.hash {
      let u = p.borrow(PSHash.self)
      if u._withUnsafeGuaranteedRef({ $0.kind == .hashtable }), !kv.isNull { return u._withUnsafeGuaranteedRef { $0.get(kv) ?? $0.missing(kv) } }
    }
    do { return try c.readIndex(try readPlace(p, s, c), kv) } catch { throw c.locate(error, extent) }
  }
}
@inline(__always) private func indexPlaces<P: Place, Q: Place>(_ a: P, _ s: Symbol, _ b: Q, _ t: Symbol, _ extent: Extent) -> Expr {
  { c, fp in
    let p = a.at(fp), q = b.at(fp)
    if p.tag == Tag.array, q.tag == Tag.int {
      let u = p.borrow(PSArray.self), k = Int(q.rawInt)
      if k >= 0, k < u._withUnsafeGuaranteedRef({ $0.flatCount }) { return u._withUnsafeGuaranteedRef { $0.storage[k] } }
    }
    let kv = try readPlace(q, t, c)
    do { return try c.readIndex(try readPlace(p, s, c), kv) } catch { throw c.locate(error, extent) }
  }
}

extension PSArray {
  /// Number of elements reachable by one index: 0 for multi-dimensional arrays, which need all of theirs.
  @inline(__always) var flatCount: Int { dimensions == nil && !kind.hasNoIndex ? count : 0 }
}
extension PSHash {
  /// A key that was not found: wrapped keys are looked up by what they wrap.
  func missing(_ k: Value) -> Value {
    if case .object = k, let v = get(k.base) { return v }
    if case .array(let ks) = k.base { return .array(PSArray(ks.values.map { get($0.base) ?? .null })) }
    return .null
  }
}
