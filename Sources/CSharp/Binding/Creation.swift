/// `new`: objects, arrays, initialisers, anonymous objects, tuples; and constructors calling each other.
import Engine
import NetTypes

extension BodyCompiler {
  func creation(_ r: TypeRef?, _ a: [Argument], _ initial: Initialiser?, _ e: Expression, wants: NetType?) -> Code {
    guard let r else {
      if let wants, wants !== Types.none { return creation(of: Types.nullable(wants) ?? wants, a, initial, e) }
      return Code(
        .targetTyped { [self] t in
          t === Types.none
            ? fail(8754, "There is no target type for 'new(\(a.map { _ in "" }.joined(separator: ",")))'", e.start)
            : creation(of: Types.nullable(t) ?? t, a, initial, e)
        })
    }
    guard let t = resolve(r) else { _ = bind(a); return .failed() }
    return creation(of: t, a, initial, e, at: r.offset)
  }
  private func creation(of t: NetType, _ a: [Argument], _ initial: Initialiser?, _ e: Expression, at: Int? = nil) -> Code {
    let c = construct(t, a, e, at: at ?? e.start)
    guard let initial, !c.form.isFailure else { return c }
    let slot = function.slot(), run = c.run
    let read = Code(t) { $0.slots[slot] }
    let steps = initialise(read, initial, e).map { RunBox($0) }
    return Code(t) { f in
      f.slots[slot] = try run(f)
      for s in steps { _ = try s.run(f) }
      return f.slots[slot]
    }
  }
  private func construct(_ t: NetType, _ a: [Argument], _ e: Expression, at: Int) -> Code {
    let here = Expression(.missing, at, start: e.start, end: e.end)
    if Types.isParameter(t) {
      let runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters)
      return Code(t) { f in try f.context.construct(runtime?(f) ?? TypeTable.object, []) }
    }
    if t.isAbstract || t.category == .interface || Types.isGenericInterface(t) {
      return fail(
        ClassSymbol.of(t)?.isStaticClass ?? false ? 712 : 144,
        ClassSymbol.of(t)?.isStaticClass ?? false
          ? "Cannot create an instance of the static class '\(Text.shortName(t))'"
          : "Cannot create an instance of the abstract type or interface '\(Text.shortName(t))'", e.start)
    }
    if Types.isDelegate(t) {
      guard a.count == 1 else { return fail(149, "Method name expected", e.start) }
      let c = expression(a[0].value)
      if case .lambda(let l, _) = c.form { return lambda(l, as: t, a[0].value) }
      if case .methods = c.form { return methodGroup(c, as: t, a[0].value) }
      return Code(t, c.run)
    }
    let arguments = bind(a)
    if arguments.contains(where: { $0.code.form.isFailure }) { return .failed() }
    guard let s = ClassSymbol.of(t) else { return constructShells(t, arguments, here) }
    let all = s.constructors.filter { isAccessible($0.access, s) }
    if s.isStruct, arguments.isEmpty, !s.constructors.contains(where: { $0.parameters.isEmpty }) { return Code(t) { _ in Types.zero(t) } }
    if all.isEmpty, let hidden = s.constructors.first { return fail(122, "'\(hidden.shown)' is inaccessible due to its protection level", at) }
    guard let best = choose(all.map { .method($0, in: t) }, arguments), case .method(let m, _) = best.callable else {
      return noOverload(s.name, all.map { .method($0, in: t) }, arguments, here, isConstructor: t)
    }
    let (codes, outs) = arrange(best, arguments)
    if codes.contains(where: \.form.isFailure) { return .failed() }
    let runs = codes.map { RunBox($0.stored) }, runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters)
    return Code(t) { f in
      let v = try Construction.make(s, m, runtime?(f) ?? t, try runs.map { try $0.run(f) }, f.context)
      for (_, o) in outs { if let x = o.setup.first, case .other(let r) = f.slots[x.slot], let reference = r as? PSReference { try o.store(f, reference.value) } }
      return v
    }
  }
  /// An object of one of the shell's own types.
  private func constructShells(_ t: NetType, _ arguments: [Bound], _ e: Expression) -> Code {
    let runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters)
    let all = t.allConstructors
    if t === TypeTable.object, arguments.isEmpty { return Code(t) { _ in .other(PlainObject()) } }
    if t === TypeTable.string || all.isEmpty && !arguments.isEmpty {
      // what the tables know nothing of is left to the shell
      if all.isEmpty, t !== TypeTable.string, !t.isSubclass(of: "System.Exception"), Num(of: t) != nil { return noOverload(t.name, [], arguments, e, isConstructor: t) }
    }
    let callables = all.map { Callable.overload($0, t, isStatic: true) }
    if let best = choose(callables, arguments) {
      let c = emit(best, nil, arguments, e)
      if let runtime, !c.form.isFailure {
        let runs = arrange(best, arguments).codes.map { RunBox($0.run) }
        return Code(t) { f in try f.context.constructBare(runtime(f), try runs.map { try $0.run(f) }) }
      }
      return Code(t, c.run)
    }
    if all.isEmpty || t.isSubclass(of: "System.Exception")
      || arguments.contains(where: { $0.code.form.isLambdaLike || Types.isOpen($0.code.type) || $0.code.type === TypeTable.object })
      || all.contains(where: { $0.parameters.count == arguments.count })
        && !arguments.contains(where: { Num(of: $0.code.type) != nil || $0.code.type === TypeTable.string })
    {
      let runs = arguments.map { RunBox(value($0.code, $0.expression).run) }
      return Code(t) { f in try f.context.constructBare(runtime?(f) ?? t, try runs.map { try $0.run(f) }) }
    }
    return noOverload(t.name, callables, arguments, e, isConstructor: t)
  }

  // MARK: Initialisers

  private func initialise(_ object: Code, _ initial: Initialiser, _ e: Expression) -> [Run] {
    let t = object.type
    return initial.elements.flatMap { x -> [Run] in
      switch x {
      case .member(let n, let y, let o):
        guard let target = initialTarget(object, n, o) else { _ = expression(y); return [] }
        let c: Code
        if case .newArray(nil, _, 1, let elements?) = y.kind, target.type.isArray, source.bytes.indices.contains(y.start), source.bytes[y.start] == 123 {
          c = arrayLiteral(target.type, elements, y)
        } else {
          c = convert(expression(y, wants: target.type), to: target.type, y)
        }
        target.field?.isWritten = true
        return [storing(target, c).run]
      case .nested(let n, let inner, let o):
        guard let target = initialTarget(object, n, o) else { return [] }
        let slot = function.slot(), load = loading(target).run
        let read: Run = { f in f.slots[slot] = try load(f); return .null }
        return [read] + initialise(Code(target.type) { $0.slots[slot] }, inner, e)
      case .indexed(let a, let y):
        let receiver = Expression(.conditionalReceiver, y.start)
        let slot = function.slot(), run = object.run
        conditionalSlot.append((slot, t))
        let target = indexTarget(receiver, a, e)
        conditionalSlot.removeLast()
        guard let target else { return [] }
        let store = storing(target, convert(expression(y, wants: target.type), to: target.type, y)).run
        return [{ f in f.slots[slot] = try run(f); return try store(f) }]
      case .item(let items):
        let arguments = items.map { Bound(expression($0), $0) }
        let group = memberOf(t, "Add", [], e, receiver: object)
        if group.form.isFailure { return [] }
        guard case .methods(let all, _, _, _) = group.form else {
          if group.late != nil {
            let runs = arguments.map { RunBox($0.code.run) }, run = object.run
            return [{ f in try Runtime.call(try run(f), "Add", try runs.map { try $0.run(f) }, f.context) }]
          }
          return []
        }
        if let special = Intrinsics.call(all, "Add", object, arguments, self, e) { return [special.run] }
        guard let best = choose(all, arguments) else { _ = noOverload("Add", all, arguments, items[0]); return [] }
        return [emit(best, object, arguments, e).run]
      }
    }
  }
  private func initialTarget(_ object: Code, _ n: String, _ o: Int) -> Target? {
    let x = Expression(.name(n, []), o, end: o)
    let t = object.type
    if let c = compiledTarget(t, n, x, receiver: object, isBase: false, isImplicit: false, isWrite: true) {
      if let p = c.property, p.setter == nil { report(200, "Property or indexer '\(p.owner.shown).\(n)' cannot be assigned to -- it is read only", o); return nil }
      return c
    }
    let base = ClassSymbol.of(t)?.netBase ?? t
    if let m = NetMembers.instance(base, n), m.kind != .method { return netTarget(m, object) }
    if Types.isOpen(t) {
      let run = object.run
      return Target(
        type: Types.dynamic, load: { f in try Runtime.property(try run(f), n, f.context) },
        store: { f, v in try Runtime.setProperty(try run(f), n, v, f.context) })
    }
    report(117, "'\(Text.shortName(t))' does not contain a definition for '\(n)'", o)
    return nil
  }

  // MARK: Arrays

  func newArray(_ r: TypeRef?, _ lengths: [Expression], _ rank: Int, _ elements: [Expression]?, _ e: Expression, wants: NetType?) -> Code {
    guard let r else {
      guard let elements else { return .failed() }
      // new[] { … }: the best common type
      let codes = elements.map { ($0, value(expression($0), $0)) }
      if codes.contains(where: { $0.1.form.isFailure }) { return .failed() }
      guard let type = codes.first(where: { x in !isNull(x.1) && codes.allSatisfy { converts($0.1, to: x.1.type) } })?.1.type else {
        if let wants, wants.isArray { return arrayLiteral(wants, elements, e) }
        return fail(826, "No best type found for implicitly-typed array", e.start)
      }
      return arrayOf(type, codes.map { convert($0.1, to: type, $0.0) })
    }
    guard let element = resolve(r) else { return .failed() }
    let t = TypeTable.array(of: element, rank: rank)
    if let elements {
      if let n = lengths.first.flatMap({ expression($0).constant }), rank == 1, Numbers.integer(n) != Int128(elements.count) {
        return fail(847, "An array initializer of length '\(Numbers.integer(n))' is expected", e.start)
      }
      return arrayLiteral(t, elements, e)
    }
    let counts = lengths.map { x -> (Frame) throws -> Int in
      let c = value(expression(x), x)
      let n = converts(c, to: TypeTable.int) ? convert(c, to: TypeTable.int, x) : Num(of: c.type)?.isInteger ?? false ? c : convert(c, to: TypeTable.int, x)
      let run = n.run
      return { f in Int(truncatingIfNeeded: Numbers.integer(try run(f))) }
    }
    let runtime = TypeResolver.runtime(element, owner: owner, methodParameters: methodParameters)
    let isStruct = ClassSymbol.of(element)?.isStruct ?? false
    return Code(t) { f in
      let n = try counts.map { try $0(f) }
      if n.contains(where: { $0 < 0 }) { throw Runtime.overflow() }
      let e = runtime?(f) ?? element
      let a = try PSArray.filled(Types.zero(e), n, of: e === TypeTable.object ? nil : e)
      if isStruct { for i in 0..<a.count { a[i] = Types.zero(e) } }
      if n.count > 1 { a.dimensions = n }
      return .array(a)
    }
  }
  private func arrayOf(_ element: NetType, _ codes: [Code]) -> Code {
    if codes.contains(where: \.form.isFailure) { return .failed() }
    let runs = codes.map { RunBox($0.stored) }, runtime = TypeResolver.runtime(element, owner: owner, methodParameters: methodParameters)
    return Code(TypeTable.array(of: element)) { f in
      let a = PSArray(capacity: max(1, runs.count)), e = runtime?(f) ?? element
      if e !== TypeTable.object { a.elementType = e }
      for r in runs { a.append(try r.run(f)) }
      return .array(a)
    }
  }
  /// `{ 1, 2 }` for a known type of array.
  func arrayLiteral(_ t: NetType, _ elements: [Expression], _ e: Expression) -> Code {
    let element = t.elementType ?? TypeTable.object
    if t.rank > 1 {
      var lengths: [Int] = [], flat: [Code] = []
      func walk(_ list: [Expression], _ depth: Int) {
        if lengths.count <= depth { lengths.append(list.count) } else if lengths[depth] != list.count { report(847, "An array initializer of length '\(lengths[depth])' is expected", e.start) }
        for x in list {
          if depth + 1 < t.rank, case .newArray(nil, _, _, let inner?) = x.kind { walk(inner, depth + 1) } else { flat.append(convert(expression(x, wants: element), to: element, x)) }
        }
      }
      walk(elements, 0)
      let run = arrayOf(element, flat).run
      return Code(t) { f in
        let v = try run(f)
        v.arrayValue?.dimensions = lengths
        return v
      }
    }
    let codes = elements.map { x -> Code in
      if case .newArray(nil, _, 1, let inner?) = x.kind, element.isArray, source.bytes.indices.contains(x.start), source.bytes[x.start] == 123 { return arrayLiteral(element, inner, x) }
      return convert(expression(x, wants: element), to: element, x)
    }
    return Code(t, arrayOf(element, codes).run)
  }
  /// `[1, 2]`.
  func collection(_ items: [Expression], _ t: NetType, _ e: Expression) -> Code {
    if t.isArray { return arrayLiteral(t, items, e) }
    if let element = Types.element(of: t) {
      let c = arrayLiteral(TypeTable.array(of: element), items, e)
      if c.form.isFailure { return c }
      let run = c.run, isList = t.genericDefinition == "System.Collections.Generic.List`1"
      return Code(t) { f in
        let v = try run(f)
        if isList { v.arrayValue?.kind = .list }
        return v
      }
    }
    return fail(9176, "There is no target type for the collection expression.", e.start)
  }

  // MARK: Anonymous objects, tuples

  func anonymous(_ members: [(String?, Expression)], _ e: Expression) -> Code {
    let parts = members.map { n, x -> (String, Code) in
      var name = n ?? ""
      if n == nil {
        switch x.kind {
        case .name(let w, _), .member(_, let w, _): name = w
        default:
          report(
            746, "Invalid anonymous type member declarator. Anonymous type members must be declared with a member assignment, simple name or member access.",
            x.start)
        }
      }
      return (name, value(expression(x), x))
    }
    if parts.contains(where: { $0.1.form.isFailure }) { return .failed() }
    let t = Anonymous.type(parts.map { ($0.0, isNull($0.1) ? TypeTable.object : $0.1.type) })
    let runs = parts.map { RunBox($0.1.stored) }
    return Code(t) { f in .other(AnonymousObject(t, try runs.map { try $0.run(f) })) }
  }
  func tuple(_ items: [(String?, Expression)], _ e: Expression, wants: NetType?) -> Code {
    let wanted = wants.map { Tuples.parts($0) } ?? []
    let codes = items.enumerated().map { i, x -> Code in
      let t = wanted.count == items.count ? wanted[i] : nil
      let c = expression(x.1, wants: t)
      return t.map { convert(c, to: $0, x.1) } ?? value(c, x.1)
    }
    if codes.contains(where: \.form.isFailure) { return .failed() }
    guard let t = TypeTable.generic("System.ValueTuple", codes.map { isNull($0) ? TypeTable.object : $0.type }) else { return unsupported("tuples of this size", e.start) }
    let runs = codes.map { RunBox($0.stored) }
    return Code(t) { f in try f.context.constructBare(t, try runs.map { try $0.run(f) }) }
  }
  /// `(a, b) = (b, a);`, `var (x, y) = point;`
  func deconstruction(_ items: [(String?, Expression)], _ y: Expression, _ e: Expression) -> Code {
    let source = value(expression(y), y)
    if source.form.isFailure { return source }
    let parts = Tuples.parts(source.type)
    var stores: [(Frame, Value) throws -> Void] = []
    for (i, x) in items.enumerated() {
      let t = parts.indices.contains(i) ? parts[i] : Types.dynamic
      switch x.1.kind {
      case .declaration(let r, let n):
        let l = declare(n, r.isVar ? t : resolve(r) ?? t, x.1.start), put = initialiser(l)
        l.isAssigned = true
        l.isRead = true
        stores.append { f, v in put(f, v) }
      case .name("_", _): stores.append { _, _ in }
      default:
        guard let target = target(x.1) else { return fail(131, "The left-hand side of an assignment must be a variable, property or indexer", x.1.start) }
        target.local?.isAssigned = true
        target.field?.isWritten = true
        let store = target.store
        stores.append { f, v in try target.prepare(f); try store(f, v) }
      }
    }
    let run = source.run, n = items.count
    return Code(source.type) { f in
      let v = try run(f)
      for (i, x) in try Tuples.split(v, n, f.context).enumerated() { try stores[i](f, x) }
      return v
    }
  }

  // MARK: Constructors

  /// What runs before a constructor's body: initialisers of fields, then the constructor it names (or the base class's).
  func constructorChain(_ m: MethodSymbol) -> (Frame) throws -> Void {
    let s = owner
    let inits: (Frame) throws -> Void = { f in
      guard let o = f.object else { return }
      for x in s.fields where !x.isStatic { if let i = x.initial { o.fields[x.slot] = try i(f) } }
    }
    let chain = m.syntax?.chain
    let arguments = bind(chain?.arguments ?? [])
    if arguments.contains(where: { $0.code.form.isFailure }) { return inits }
    let at = Expression(.missing, chain?.offset ?? m.offset, start: chain?.offset ?? m.offset)
    if let chain, !chain.isBase {
      guard let best = choose(s.constructors.filter { $0 !== m }.map { .method($0, in: s.type) }, arguments), case .method(let other, _) = best.callable else {
        _ = noOverload(s.name, s.constructors.map { .method($0, in: s.type) }, arguments, at, isConstructor: s.type); return inits
      }
      let runs = arrange(best, arguments).codes.map { RunBox($0.stored) }
      return { f in try Construction.run(other, f.this, try runs.map { try $0.run(f) }, f.context) }
    }
    if let b = s.base {
      let all = b.constructors.filter { $0.access != .private || isAccessible(.private, b) }
      let baseType = s.type.baseType ?? b.type
      guard let best = choose(all.map { .method($0, in: baseType) }, arguments), case .method(let other, _) = best.callable else {
        _ = noOverload(b.name, all.map { .method($0, in: baseType) }, arguments, at, isConstructor: b.type); return inits
      }
      let runs = arrange(best, arguments).codes.map { RunBox($0.stored) }
      return { f in
        try inits(f)
        try Construction.run(other, f.this, try runs.map { try $0.run(f) }, f.context)
      }
    }
    let runs = arguments.map { RunBox(value($0.code, $0.expression).run) }
    if s.isException {
      let base = s.netBase
      return { f in
        try inits(f)
        guard let x = f.this.refValue as? PSException, !runs.isEmpty else { return }
        // the base class says what its arguments mean
        if let made = try f.context.constructBare(base, try runs.map { try $0.run(f) }).refValue as? PSException {
          x.message = made.message
          x.inner = made.inner
          x.properties += made.properties
        }
      }
    }
    if s.needsInner {
      let base = s.netBase
      return { f in
        f.object?.inner = try f.context.constructBare(base, try runs.map { try $0.run(f) })
        try inits(f)
      }
    }
    return inits
  }
}

/// `new object()`: nothing but an identity.
final class PlainObject: Ref {
  override var netType: NetType { TypeTable.object }
  override func text() -> String { "System.Object" }
}

extension ExecutionContext {
  /// An object of a .NET class; what its constructor throws comes as it is.
  func constructBare(_ t: NetType, _ a: [Value]) throws -> Value { try Runtime.unwrapped { try construct(t, a) } }
}

/// Objects come into being.
enum Construction {
  static func make(_ s: ClassSymbol, _ m: MethodSymbol, _ t: NetType, _ arguments: [Value], _ c: ExecutionContext) throws -> Value {
    try s.initialise(c)
    let o = s.blank(t)
    guard s.isException else {
      let v = Value.other(o)
      try run(m, v, arguments, c)
      return v
    }
    let x = PSException(t, "Exception of type '\(t.fullName)' was thrown.")
    x.properties.append((PSException.compiledProperty, .other(o)))
    o.exception = x
    let v = Value.other(x)
    try run(m, v, arguments, c)
    if let p = s.find(property: "Message")?.getter { x.message = Text.string(try p.invoke(v, [], c)) }
    return v
  }
  /// Runs a constructor on an object.
  static func run(_ m: MethodSymbol, _ v: Value, _ arguments: [Value], _ c: ExecutionContext) throws {
    let f = Frame(m.frameSize, v, c)
    for (i, a) in arguments.enumerated() where i < m.parameters.count { f.slots[i] = a }
    _ = try m.run(f)
  }
}
