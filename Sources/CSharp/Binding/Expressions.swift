/// Expressions → code.
import Engine
import NetTypes

extension BodyCompiler {
  /// - Parameter wants: the type the place needs, for what has none of its own
  func expression(_ e: Expression, wants: NetType? = nil) -> Code {
    switch e.kind {
    case .missing: return .failed()
    case .literal(let l): return literal(l, e)
    case .interpolated(let parts): return interpolation(parts, e)
    case .name(let n, let types): return name(n, types, e)
    case .typeName(let t): return resolve(t).map { Code(.type($0)) } ?? .failed()
    case .member(let x, let n, let types): return member(x, n, types, e)
    case .conditional(let x, let rest): return conditional(x, rest, e)
    case .conditionalReceiver:
      guard let (slot, type) = conditionalSlot.last else { return .failed() }
      let c = Code(type) { $0.slots[slot] }
      c.isPlace = true
      return c
    case .call(let x, let a): return call(x, a, e)
    case .index(let x, let a):
      guard let t = indexTarget(x, a, e) else { return .failed() }
      return loading(t)
    case .new(let t, let a, let i): return creation(t, a, i, e, wants: wants)
    case .newArray(let t, let lengths, let rank, let elements): return newArray(t, lengths, rank, elements, e, wants: wants)
    case .anonymous(let members): return anonymous(members, e)
    case .unary(let op, let x): return unary(op, x, e)
    case .postfix(let op, let x): return step(op, x, e, isPostfix: true)
    case .binary(let op, let x, let y): return binary(op, x, y, e)
    case .assign(let op, let x, let y): return assignment(op, x, y, e)
    case .ternary(let c, let x, let y): return ternary(c, x, y, e, wants: wants)
    case .cast(let t, let x):
      guard let type = resolve(t) else { return .failed() }
      return cast(expression(x, wants: type), to: type, e)
    case .isType(let x, let p):
      let c = value(expression(x), x)
      if c.form.isFailure { return c }
      let slot = function.slot(), run = c.run
      let test = pattern(p, Code(c.type) { $0.slots[slot] }, x)
      return Code(bool: { f in f.slots[slot] = try run(f); return try test(f) })
    case .asType(let x, let t):
      let c = value(expression(x), x)
      guard let type = resolve(t) else { return .failed() }
      if type.isValueType, Types.nullable(type) == nil {
        return fail(77, "The as operator must be used with a reference type or nullable type ('\(Text.fullName(type))' is a non-nullable value type)", e.start)
      }
      if case .none = explicit(c.type, type), !c.form.isFailure, !isNull(c) {
        return fail(
          39,
          """
          Cannot convert type '\(Text.fullName(c.type))' to '\(Text.fullName(type))' via a reference conversion, boxing conversion, unboxing conversion, \
          wrapping conversion, or null type conversion
          """,
          e.start)
      }
      let run = c.run, test = TypeResolver.runtime(type, owner: owner, methodParameters: methodParameters)
      return Code(type) { f in
        let v = try run(f)
        return Runtime.isInstance(v, test?(f) ?? type) ? v : .null
      }
    case .typeOf(let t):
      guard let type = t.isVoid ? Types.void : resolve(t) else { return .failed() }
      let runtime = TypeResolver.runtime(type, owner: owner, methodParameters: methodParameters)
      return Code(Types.type) { f in .type(runtime?(f) ?? type) }
    case .defaultOf(let t):
      guard let t else { if let wants { return Code(constant: Types.zero(wants), wants).open(wants, self) }; return Code(.defaultLiteral) }
      guard let type = resolve(t) else { return .failed() }
      let c = Code(constant: Types.zero(type), type).open(type, self)
      if Num(of: type) == nil, type !== TypeTable.bool { c.constant = nil }
      if Types.maybeStruct(type), TypeResolver.runtime(type, owner: owner, methodParameters: methodParameters) == nil { return Code(type) { _ in Types.zero(type) } }
      return c
    case .sizeOf(let t):
      guard let type = resolve(t), let n = Num(of: type.isEnum ? Types.underlying(type) : type) ?? (type === TypeTable.bool ? .byte : nil) else { return unsupported("'sizeof' of this type", e.start) }
      let sizes: [Num: Int32] = [.sbyte: 1, .byte: 1, .short: 2, .ushort: 2, .char: 2, .int: 4, .uint: 4, .float: 4, .long: 8, .ulong: 8, .double: 8, .decimal: 16]
      return Code(constant: .int(sizes[n] ?? 8), TypeTable.int)
    case .nameOf(let x):
      switch x.kind {
      case .name(let n, _): return Code(constant: .str(n), TypeTable.string)
      case .member(_, let n, _): return Code(constant: .str(n), TypeTable.string)
      case .typeName(let t): return Code(constant: .str(t.word ?? ""), TypeTable.string)
      default: return fail(8081, "Expression does not have a name.", x.start)
      }
    case .this:
      if isStatic { return fail(26, "Keyword 'this' is not valid in a static property, static method, or static field initializer", e.start) }
      return thisCode()
    case .base: return fail(175, "Use of keyword 'base' is not valid in this context", e.start)
    case .lambda(let l): return Code(.lambda(l, e.offset))
    case .checked(let x), .unchecked(let x):
      let saved = (isChecked, isUnchecked)
      if case .checked = e.kind { (isChecked, isUnchecked) = (true, false) } else { (isChecked, isUnchecked) = (false, true) }
      defer { (isChecked, isUnchecked) = saved }
      return expression(x, wants: wants)
    case .throwing(let x):
      let run = value(expression(x), x).run
      let c = Code(Types.none) { f in throw Runtime.raise(try run(f)) }
      c.form = .throwing
      return c
    case .switching(let x, let arms): return switching(x, arms, e, wants: wants)
    case .tuple(let items): return tuple(items, e, wants: wants)
    case .declaration: return unsupported("a declaration here", e.start)
    case .collection(let items):
      let c = Code(.targetTyped { [self] t in collection(items, t, e) })
      return wants.map { collection(items, $0, e) } ?? c
    case .range: return unsupported("ranges here", e.start)
    case .awaiting(let x): return Tasks.awaiting(value(expression(x), x))
    case .query(let q): return query(q, e)
    }
  }
  /// The expression as a value: nothing that needs a target's type, no types, no groups of methods.
  func value(_ c: Code, _ e: Expression) -> Code {
    switch c.form {
    case .type(let t): return fail(119, "'\(Text.shortName(t))' is a type, which is not valid in the given context", e.start)
    case .namespace(let n): return fail(118, "'\(n)' is a namespace but is used like a variable", e.start)
    case .methods: return naturalDelegate(c, e) ?? fail(8917, "The delegate type could not be inferred.", e.start)
    case .lambda: return naturalDelegate(c, e) ?? fail(8917, "The delegate type could not be inferred.", e.start)
    case .targetTyped(let make): return make(Types.none)
    case .defaultLiteral: return fail(8716, "There is no target type for the default literal.", e.start)
    default: return c
    }
  }
  func thisCode() -> Code {
    let c = Code(owner.type) { $0.this }
    c.isThis = true
    c.isPlace = true
    return c
  }
  func statementExpression(_ e: Expression) -> Code { expression(e) }

  private func literal(_ l: Literal, _ e: Expression) -> Code {
    switch l {
    case .null: return Code(.null, Types.null)
    case .bool(let b): return Code(constant: .bool(b), TypeTable.bool)
    case .string(let s): return Code(constant: .str(s), TypeTable.string)
    case .character(let c): return Code(constant: .char(c), TypeTable.char)
    case .integer(let n, let suffix):
      let u = suffix.contains("u"), l = suffix.contains("l")
      if !u, !l, let i = Int32(exactly: n) { return Code(constant: .int(i), TypeTable.int) }
      if !l, let i = UInt32(exactly: n) { return Code(constant: .uint(i), TypeTable.uint) }
      if !u, let i = Int64(exactly: n) { return Code(constant: .long(i), TypeTable.long) }
      return Code(constant: .ulong(n), TypeTable.ulong)
    case .real(let s, let suffix):
      if suffix == "m" { return Code(constant: Conversion.tryConvert(.str(s), to: TypeTable.decimal, nil) ?? .null, TypeTable.decimal) }
      let d = Double(s.hasPrefix(".") ? "0" + s : s) ?? 0
      return suffix == "f" ? Code(constant: .single(Float(s.hasPrefix(".") ? "0" + s : s) ?? 0), TypeTable.single) : Code(constant: .double(d), TypeTable.double)
    }
  }
  private func interpolation(_ parts: [(text: String?, value: Expression?, alignment: Expression?, format: String?)], _ e: Expression) -> Code {
    final class Piece {
      let text: String, run: Run?, alignment: Int, format: String?
      init(_ t: String, _ r: Run?, _ a: Int, _ f: String?) { text = t; run = r; alignment = a; format = f }
    }
    var pieces: [Piece] = [], isConstant = true, whole = ""
    for p in parts {
      guard let x = p.value else { pieces.append(Piece(p.text ?? "", nil, 0, nil)); whole += p.text ?? ""; continue }
      let c = value(expression(x), x)
      if c.form.isFailure { return c }
      if c.type === Types.void { return fail(1950, "Cannot use an expression of type 'void' as an argument to a dynamically dispatched operation", x.start) }
      if let v = c.constant, c.type === TypeTable.string, p.alignment == nil, p.format == nil { whole += Text.string(v) } else { isConstant = false }
      let a = p.alignment.flatMap { expression($0).constant }.map { Int(truncatingIfNeeded: Numbers.integer($0)) } ?? 0
      pieces.append(Piece("", c.run, a, p.format))
    }
    if isConstant { return Code(constant: .str(whole), TypeTable.string) }
    return Code(TypeTable.string) { f in
      var out = ""
      for p in pieces {
        guard let run = p.run else { out += p.text; continue }
        let v = try run(f)
        if p.alignment == 0, p.format == nil { out += Text.string(v) } else { out += try Text.formatted(v, p.alignment, p.format, f.context) }
      }
      return .str(out)
    }
  }

  // MARK: Names

  private func name(_ n: String, _ types: [TypeRef], _ e: Expression) -> Code {
    if types.isEmpty, let l = local(n) {
      if l.isConstant { l.isRead = true; return Code(constant: l.constant ?? .null, l.type) }
      return read(l)
    }
    if let c = ownMember(n, types, e) { return c }
    switch resolver.lookUp(n, types.count) {
    case .type(let t)?:
      let a = types.compactMap { resolve($0) }
      return Code(.type(a.isEmpty ? t : ClassSymbol.of(t).map { TypeInstaller.close($0, a) } ?? TypeTable.generic(t.genericDefinition ?? t.fullName, a) ?? t))
    case .ambiguous(let a, let b)?: return fail(104, "'\(n)' is an ambiguous reference between '\(Text.fullName(a))' and '\(Text.fullName(b))'", e.start)
    case nil: break
    }
    if let (r, s) = owner.scope.alias(n) { if let t = TypeResolver(compilation, s.outer ?? s, nil, source: source).resolve(r) { return Code(.type(t)) } }
    for t in owner.scope.allStaticUsings { if let c = staticMember(t, n, types, e, quiet: true) { return c } }
    if let ns = owner.scope.namespace(n) { return Code(.namespace(ns)) }
    return fail(103, "The name '\(n)' does not exist in the current context", e.start)
  }
  /// A member of the class around, of its base classes, or (when static) of the classes around that.
  private func ownMember(_ n: String, _ types: [TypeRef], _ e: Expression) -> Code? {
    var s: ClassSymbol? = owner
    while let x = s {
      if x.isEnum { if let c = staticMember(x.type, n, types, e, quiet: true) { return c } }
      else if has(x, n) {
        let inner = x === owner
        return memberOf(x.type, n, types, e, receiver: inner && !isStatic ? thisCode() : nil, isImplicit: true)
      }
      if x.netBase !== TypeTable.object, !x.isInterface, x === owner {
        if NetMembers.instance(x.netBase, n) != nil || CmdletMembers.has(n, x) { return memberOf(x.type, n, types, e, receiver: isStatic ? nil : thisCode(), isImplicit: true) }
        if NetMembers.fixed(x.netBase, n) != nil { return staticMember(x.netBase, n, types, e, quiet: true) }
      } else if x === owner, !x.isInterface, NetMembers.instance(TypeTable.object, n) != nil || n == "MemberwiseClone" {
        return memberOf(x.type, n, types, e, receiver: isStatic ? nil : thisCode(), isImplicit: true)
      }
      else if x === owner, ["Equals", "ReferenceEquals"].contains(n) { return staticMember(TypeTable.object, n, types, e, quiet: true) }
      s = x.outer
    }
    return nil
  }
  private func has(_ s: ClassSymbol, _ n: String) -> Bool {
    s.isEnum
      ? s.type.enumeration?.names.contains(n) ?? false
      : s.find(field: n) != nil || s.find(property: n) != nil || s.find(event: n) != nil || s.chain.contains { $0.methods.contains { $0.name == n } }
  }
  /// Whether a compiled class has a static member (or nested type) of the name; other types are asked directly.
  private func hasStatic(_ t: NetType, _ n: String) -> Bool {
    guard let s = ClassSymbol.of(t), !s.isEnum, has(s, n) else { return true }
    return s.find(field: n)?.isStatic ?? s.find(property: n)?.isStatic ?? s.chain.contains { $0.methods.contains { $0.name == n && $0.isStatic } || $0.nested.contains { $0.name == n } }
  }

  // MARK: Members

  private func member(_ x: Expression, _ n: String, _ types: [TypeRef], _ e: Expression) -> Code {
    if n.isEmpty { _ = expression(x); return .failed() }
    if case .base = x.kind { return memberOf(owner.type.baseType ?? TypeTable.object, n, types, e, receiver: thisCode(), isBase: true) }
    let c = expression(x)
    switch c.form {
    case .failure: return c
    case .namespace(let ns):
      let full = ns + "." + n
      if let t = compilation.type(full, types.count) {
        let a = types.compactMap { resolve($0) }
        return Code(.type(a.isEmpty ? t : ClassSymbol.of(t).map { TypeInstaller.close($0, a) } ?? TypeTable.generic(t.genericDefinition ?? t.fullName, a) ?? t))
      }
      if compilation.isNamespace(full) { return Code(.namespace(full)) }
      return fail(234, "The type or namespace name '\(n)' does not exist in the namespace '\(ns)' (are you missing an assembly reference?)", e.offset)
    case .type(let t): return staticMember(t, n, types, e, quiet: false) ?? .failed()
    case .null: return fail(23, "Operator '.' cannot be applied to operand of type '<null>'", e.start)
    case .methods, .lambda: return fail(119, "'\(source.text(x.start, x.end))' is a method, which is not valid in the given context", x.start)
    default: break
    }
    // a name that is also the name of its type: Colour Colour;
    if case .name(let word, let a) = x.kind, a.isEmpty, case .type(let t)? = resolver.lookUp(word, 0), t === c.type, hasStatic(t, n), let s = staticMember(t, n, types, e, quiet: true) { return s }
    return memberOf(value(c, x).type, n, types, e, receiver: value(c, x))
  }
  /// `Type.Name`.
  func staticMember(_ t: NetType, _ n: String, _ types: [TypeRef], _ e: Expression, quiet: Bool) -> Code? {
    if let info = t.enumeration, t.isEnum {
      // names are exact in C#
      if let i = info.names.firstIndex(of: n) { return Code(constant: .other(PSEnum(t, info.values[i])), t) }
    }
    if let s = ClassSymbol.of(t) {
      if let inner = s.chain.lazy.flatMap(\.nested).first(where: { $0.name == n }) { return Code(.type(inner.type)) }
      if has(s, n) { return memberOf(t, n, types, e, receiver: nil) }
      if s.netBase !== TypeTable.object, let c = staticMember(s.netBase, n, types, e, quiet: true) { return c }
    } else {
      if let m = NetMembers.fixed(t, n) {
        if m.kind == .method { return Code(.methods(m.overloads.map { .overload($0, t, isStatic: true) }, receiver: nil, typeArguments: types.compactMap { resolve($0) }, name: n)) }
        if let c = fixedValue(t, m) { return c }
        let get = m.getter
        return Code(NetMembers.type(of: m)) { f in try get?(.type(t), f.context) ?? .null }
      }
      if let c = Intrinsics.fixed(t, n) { return c }
      let full = t.fullName + "+" + n
      if let inner = TypeTable.resolve(full), inner.fullName == full { return Code(.type(inner)) }
    }
    if ["Equals", "ReferenceEquals"].contains(n), let m = NetMembers.fixed(TypeTable.object, n) {
      return Code(.methods(m.overloads.map { .overload($0, TypeTable.object, isStatic: true) }, receiver: nil, typeArguments: [], name: n))
    }
    if t.isEnum, let m = NetMembers.fixed(TypeTable.enumType, n) {
      return Code(
        .methods(m.overloads.map { .overload($0, TypeTable.enumType, isStatic: true) }, receiver: nil, typeArguments: types.compactMap { resolve($0) }, name: n)
      )
    }
    if quiet { return nil }
    if Types.isParameter(t) { return Code(Types.dynamic) { f in .null } }
    if NetMembers.instance(t, n) != nil { return fail(120, "An object reference is required for the non-static field, method, or property '\(Text.shortName(t)).\(n)\(signature(of: t, n))'", e.start) }
    return fail(117, "'\(Text.shortName(t))' does not contain a definition for '\(n)'", e.offset)
  }
  private func signature(of t: NetType, _ n: String) -> String {
    guard let m = NetMembers.instance(t, n), m.kind == .method, let o = m.overloads.first else { return "" }
    return "(" + o.types.map { $0.map { Text.shortName($0) } ?? "object" }.joined(separator: ", ") + ")"
  }
  /// Constants of .NET are constants in C# too.
  private func fixedValue(_ t: NetType, _ m: Member) -> Code? {
    if t.fullName.hasPrefix("System.Management.Automation.Verbs") { return Code(constant: .str(m.name), TypeTable.string) }
    guard Num(of: t) != nil, ["MaxValue", "MinValue", "Epsilon", "NaN", "PositiveInfinity", "NegativeInfinity"].contains(m.name),
      let v = try? m.getter?(.type(t), compilation.context)
    else { return nil }
    return Code(constant: v, NetMembers.type(of: m))
  }

  /// `receiver.Name`; a nil receiver means that only the type is named (or `this` is missing).
  func memberOf(_ t: NetType, _ n: String, _ types: [TypeRef], _ e: Expression, receiver: Code?, isImplicit: Bool = false, isBase: Bool = false) -> Code {
    if let r = receiver, Types.isOpen(t) { return openMember(r, n, types, e) }
    if ClassSymbol.of(t) != nil || Types.allInterfaces(t).contains(where: { ClassSymbol.of($0) != nil }) {
      if let target = compiledTarget(t, n, e, receiver: receiver, isBase: isBase, isImplicit: isImplicit) { return loading(target) }
      if let c = compiledMethods(t, n, types, e, receiver: receiver, isImplicit: isImplicit, isBase: isBase) { return c }
    }
    let base = ClassSymbol.of(t)?.netBase ?? t
    if let r = receiver {
      if let c = CmdletMembers.member(n, owner: t, receiver: r, self) { return c }
      if let c = Intrinsics.member(t, n, r) { return c }
      if let m = NetMembers.instance(base, n) {
        if m.kind == .method { return Code(.methods(m.overloads.map { .overload($0, base, isStatic: false) }, receiver: r, typeArguments: types.compactMap { resolve($0) }, name: n)) }
        return loading(netTarget(m, r))
      }
      if n == "MemberwiseClone" {
        return Code(
          .methods(
            [
              .overload(
                Overload("System.Object MemberwiseClone()", types: []) { v, _, _ in v.compiled.map { $0.copy().value } ?? v }, TypeTable.object, isStatic: false
              )
            ], receiver: r, typeArguments: [], name: n))
      }
      if let c = extensions(t, n, types, r, e) { return c }
      if NetMembers.fixed(t, n) != nil { return fail(176, "Member '\(Text.shortName(t)).\(n)' cannot be accessed with an instance reference; qualify it with a type name instead", e.start) }
      return fail(
        1061,
        """
        '\(Text.shortName(t))' does not contain a definition for '\(n)' and no accessible extension method '\(n)' accepting a first argument of type \
        '\(Text.shortName(t))' could be found (are you missing a using directive or an assembly reference?)
        """,
        e.offset)
    }
    if NetMembers.instance(base, n) != nil {
      return fail(
        120, "An object reference is required for the non-static field, method, or property '\(Text.shortName(base)).\(n)\(signature(of: base, n))'", e.start)
    }
    return fail(117, "'\(Text.shortName(t))' does not contain a definition for '\(n)'", e.offset)
  }
  private func openMember(_ r: Code, _ n: String, _ types: [TypeRef], _ e: Expression) -> Code {
    // what constraints promise is looked up like anything else, but at run time
    let run = r.run
    let read = Code(Types.dynamic) { f in try Runtime.property(try run(f), n, f.context) }
    read.late = (r, n)
    if let x = Types.isParameter(r.type) ? constraintMember(r, n, types, e) : nil { return x }
    return read
  }
  private func constraintMember(_ r: Code, _ n: String, _ types: [TypeRef], _ e: Expression) -> Code? {
    let all = (method?.syntax?.constraints[r.type.name] ?? []) + (owner.syntax.constraints[r.type.name] ?? [])
    for c in all {
      guard let t = Parser(SourceText(c)).constraintType().flatMap({ resolver.quietly($0) }) else { continue }
      let x = Code(t, r.run)
      if ClassSymbol.of(t) != nil || NetMembers.instance(t, n) != nil { return memberOf(t, n, types, e, receiver: x) }
    }
    if let m = NetMembers.instance(TypeTable.object, n) { return Code(.methods(m.overloads.map { .overload($0, TypeTable.object, isStatic: false) }, receiver: r, typeArguments: [], name: n)) }
    return extensions(TypeTable.object, n, types, r, e)
  }

  func isAccessible(_ a: Access, _ s: ClassSymbol) -> Bool {
    switch a {
    case .public, .internal: return true
    case .protected:
      var x: ClassSymbol? = owner
      while let c = x { if c.isSubclass(of: s) { return true }; x = c.outer }
      return false
    case .private:
      var x: ClassSymbol? = owner
      while let c = x { if c === s { return true }; x = c.outer }
      // a class sees what the classes inside it keep to themselves? no: only the other way round
      return false
    }
  }
  private func compiledMethods(_ t: NetType, _ n: String, _ types: [TypeRef], _ e: Expression, receiver: Code?, isImplicit: Bool, isBase: Bool) -> Code? {
    var all: [MethodSymbol] = []
    if let s = ClassSymbol.of(t) { all = s.methods(named: n) } else { for i in Types.allInterfaces(t) { all += ClassSymbol.of(i)?.methods(named: n) ?? [] } }
    if all.isEmpty { return nil }
    let accessible = all.filter { isAccessible($0.access, $0.owner) }
    guard !accessible.isEmpty else { return fail(122, "'\(all[0].shown)' is inaccessible due to its protection level", e.offset) }
    let c = Code(.methods(accessible.map { .method($0, in: t) }, receiver: receiver, typeArguments: types.compactMap { resolve($0) }, name: n))
    c.isBaseAccess = isBase
    c.isImplicitReceiver = isImplicit
    return c
  }
  /// Reading a place.
  func loading(_ t: Target) -> Code {
    let load = t.load, setup = t.setup
    let run: Run
    switch setup.count {
    case 0: run = load
    case 1:
      let s = setup[0].slot, first = setup[0].code.run
      run = { f in f.slots[s] = try first(f); return try load(f) }
    default: run = { f in for s in setup { f.slots[s.slot] = try s.code.run(f) }; return try load(f) }
    }
    let c =
      t.type === TypeTable.int
      ? Code(
        t.type,
        int: { f in
          let v = try run(f); if case .int(let n) = v { return n }; return Int32(truncatingIfNeeded: Numbers.integer(v))
        }, run) : Code(t.type, run)
    c.constant = t.constant
    c.isPlace = true
    return c
  }

  // MARK: Calls

  func call(_ x: Expression, _ a: [Argument], _ e: Expression) -> Code {
    if case .name("nameof", _) = x.kind { return expression(e) }
    let c = expression(x)
    if c.form.isFailure { _ = bind(a); return c }
    if let (receiver, n) = c.late { return lateCall(receiver, n, a) }
    if case .methods(let all, let receiver, let types, let n) = c.form {
      let arguments = bind(a)
      if arguments.contains(where: { $0.code.form.isFailure }) { return .failed() }
      if let special = Intrinsics.call(all, n, receiver, arguments, self, e) { return special }
      guard let best = choose(all, arguments, explicitTypes: types) else {
        if let r = receiver, let linq = extensions(r.type, n, [], r, x), case .methods(let more, let r2, _, _) = linq.form, let b = choose(more, arguments) { return emit(b, r2, arguments, e) }
        if let r = receiver, let make = extensions(r.type, n, [], r, x)?.extensionCall { return make(arguments, types) }
        let at = Expression(.missing, x.offset, start: x.offset, end: x.end)
        return noOverload(n, all, arguments, at)
      }
      if case .method(let m, _) = best.callable, !m.isStatic, receiver == nil || (c.isImplicitReceiver && isStatic) {
        return fail(120, "An object reference is required for the non-static field, method, or property '\(m.shown)'", x.start)
      }
      if case .method(let m, _) = best.callable, m.isStatic, let r = receiver, !c.isImplicitReceiver, !r.isThis {
        return fail(176, "Member '\(m.shown)' cannot be accessed with an instance reference; qualify it with a type name instead", x.start)
      }
      if case .method(let m, _) = best.callable, m.isAbstract, c.isBaseAccess { return fail(205, "Cannot call an abstract base member: '\(m.shown)'", x.start) }
      return emit(best, receiver, arguments, e, isBase: c.isBaseAccess)
    }
    if let make = c.extensionCall { return make(bind(a), c.extensionTypes) }
    if case .type(let t) = c.form { return fail(1955, "Non-invocable member '\(Text.shortName(t))' cannot be used like a method.", x.offset) }
    if c.type === Types.dynamic {
      let arguments = bind(a).map { RunBox(value($0.code, $0.expression).run) }, run = c.run
      return Code(Types.dynamic) { f in try Runtime.invoke(try run(f), try arguments.map { try $0.run(f) }, f.context).orNull }
    }
    guard let s = Types.signature(c.type) else {
      return fail(
        x.isMemberName ? 1955 : 149,
        x.isMemberName ? "Non-invocable member '\(source.text(x.start, x.end))' cannot be used like a method." : "Method name expected", x.offset)
    }
    return callDelegate(c, s, a, e)
  }
  private func callDelegate(_ c: Code, _ s: (parameters: [NetType], result: NetType), _ a: [Argument], _ e: Expression) -> Code {
    let arguments = bind(a)
    if arguments.count != s.parameters.count { return fail(1593, "Delegate '\(Text.shortName(c.type))' does not take \(arguments.count) arguments", e.offset) }
    for (i, x) in arguments.enumerated() where !converts(x.code, to: s.parameters[i]) && x.passing == .value {
      return fail(1503, "Argument \(i + 1): cannot convert from '\(Text.fullName(x.code.type))' to '\(Text.fullName(s.parameters[i]))'", x.expression.start)
    }
    let runs = zip(arguments, s.parameters).map { RunBox(($0.passing == .value ? convert($0.code, to: $1, $0.expression) : $0.code).stored) }, run = c.run
    return Code(s.result) { f in
      let d = try run(f)
      if d.isNull { throw Runtime.nullReference() }
      return try Runtime.invoke(d, try runs.map { try $0.run(f) }, f.context)
    }
  }
  private func lateCall(_ receiver: Code, _ n: String, _ a: [Argument]) -> Code {
    let arguments = bind(a).map { RunBox(value($0.code, $0.expression).run) }, run = receiver.run
    return Code(Types.dynamic) { f in try Runtime.call(try run(f), n, try arguments.map { try $0.run(f) }, f.context) }
  }
  private func conditional(_ x: Expression, _ rest: Expression, _ e: Expression) -> Code {
    let c = value(expression(x), x)
    if c.form.isFailure { return c }
    if c.type.isValueType, Types.nullable(c.type) == nil { return fail(23, "Operator '?' cannot be applied to operand of type '\(Text.fullName(c.type))'", e.offset) }
    let slot = function.slot()
    conditionalSlot.append((slot, Types.nullable(c.type) ?? c.type))
    let then = value(expression(rest), rest)
    conditionalSlot.removeLast()
    if then.form.isFailure { return then }
    let run = c.run, next = then.run
    return Code(then.type === Types.void ? Types.void : Types.makeNullable(then.type)) { f in
      let v = try run(f)
      if v.isNull { return .null }
      f.slots[slot] = v
      return try next(f)
    }
  }

  // MARK: Choices

  private func ternary(_ c: Expression, _ x: Expression, _ y: Expression, _ e: Expression, wants: NetType?) -> Code {
    let test = condition(c).bools
    let a = expression(x, wants: wants), b = expression(y, wants: wants)
    if a.form.isFailure || b.form.isFailure { return .failed() }
    let type: NetType
    switch (a.form, b.form) {
    case (.throwing, _): type = b.type
    case (_, .throwing): type = a.type
    case (.null, .null): type = wants ?? TypeTable.object
    case (.lambda, _), (.methods, _), (.targetTyped, _): type = wants ?? b.type
    default:
      if a.type === b.type { type = a.type }
      else if converts(b, to: a.type), !(converts(a, to: b.type) && a.constant != nil && b.constant == nil), !isNull(a) { type = a.type }
      else if converts(a, to: b.type), !isNull(b) { type = b.type }
      else if let wants, converts(a, to: wants), converts(b, to: wants) { type = wants }
      else if isNull(a) || isNull(b) {
        let o = isNull(a) ? b : a; type = wants ?? Types.makeNullable(o.type)
        if wants == nil, o.type.isValueType {
          return fail(
            173,
            """
            Type of conditional expression cannot be determined because there is no implicit conversion between \
            '\(isNull(a) ? "<null>" : Text.fullName(a.type))' and '\(isNull(b) ? "<null>" : Text.fullName(b.type))'
            """,
            c.start)
        }
      }
      else {
        return fail(
          173,
          "Type of conditional expression cannot be determined because there is no implicit conversion between '\(Text.fullName(a.type))' and '\(Text.fullName(b.type))'",
          c.start)
      }
    }
    let p = convert(a, to: type, x), q = convert(b, to: type, y)
    if type === TypeTable.int { let l = p.ints, r = q.ints; return Code(int: { f in try test(f) ? try l(f) : try r(f) }) }
    let l = p.stored, r = q.stored
    return Code(type) { f in try test(f) ? try l(f) : try r(f) }
  }
  private func switching(_ x: Expression, _ arms: [(Pattern, Expression?, Expression)], _ e: Expression, wants: NetType?) -> Code {
    let subject = value(expression(x), x), slot = function.slot()
    let read = Code(subject.type) { $0.slots[slot] }
    var compiled: [(test: (Frame) throws -> Bool, code: Code, expression: Expression)] = []
    for (p, g, r) in arms {
      function.blocks.append([:])
      let test = pattern(p, read, x)
      let guarded = g.map { condition($0).bools }
      compiled.append((guarded.map { w in { f in try test(f) ? try w(f) : false } } ?? test, expression(r, wants: wants), r))
      function.blocks.removeLast()
    }
    let values = compiled.filter { if case .throwing = $0.code.form { false } else { true } }
    if values.contains(where: { $0.code.form.isFailure }) { return .failed() }
    let type = values.first { c in values.allSatisfy { converts($0.code, to: c.code.type) } && !isNull(c.code) }?.code.type ?? wants ?? TypeTable.object
    let run = subject.run
    let tests = compiled.map { (test: $0.test, run: RunBox(convert($0.code, to: type, $0.expression).stored)) }
    return Code(type) { f in
      f.slots[slot] = try run(f)
      for t in tests where try t.test(f) { return try t.run.run(f) }
      throw Runtime.error(
        "System.Runtime.CompilerServices.SwitchExpressionException",
        "Non-exhaustive switch expression failed to match its input." + (f.slots[slot].isNull ? "" : "\nUnmatched value was \(Text.string(f.slots[slot]))."))
    }
  }
}

extension Expression {
  var isMemberName: Bool { switch kind { case .name, .member: true; default: false } }
}
