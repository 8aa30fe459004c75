/// Lambdas, anonymous methods, groups of methods, local functions → delegates.
import Engine
import NetTypes

extension BodyCompiler {
  /// Compiles a body as a function of its own inside the one around.
  private func inside<T>(_ names: Set<String>, _ body: (FunctionScope) -> T) -> T {
    let outer = function, slots = conditionalSlot, catches = catchSlots
    let inner = FunctionScope(outer, sharedNames: names)
    inner.isLambda = true
    function = inner
    conditionalSlot = []
    catchSlots = []
    defer { function = outer; conditionalSlot = slots; catchSlots = catches }
    return body(inner)
  }
  private func names(_ l: Lambda) -> Set<String> { switch l.body { case .expression(let e): SharedNames.of(expression: e); case .block(let b): SharedNames.of(b) } }

  /// The type a lambda's body has when its parameters have these; nil when it has none. Reports are taken back.
  func resultOf(_ l: Lambda, _ parameters: [NetType], _ e: Expression) -> NetType? {
    let count = compilation.diagnostics.count
    defer { compilation.diagnostics.removeSubrange(min(count, compilation.diagnostics.count)...) }
    return inside(names(l)) { inner -> NetType? in
      for (i, p) in l.parameters.enumerated() {
        declare(p.name, p.type.flatMap { $0.isVar ? nil : resolve($0) } ?? (i < parameters.count ? parameters[i] : Types.dynamic), p.offset, isParameter: true)
      }
      switch l.body {
      case .expression(let x):
        let c = expression(x)
        if c.form.isFailure || isNull(c) { return nil }
        switch c.form { case .methods, .type, .namespace: return nil; case .lambda: return naturalDelegate(c, x)?.type; default: return c.type }
      case .block(let b):
        inner.returnType = nil
        _ = block(b)
        let types = inner.inferred.filter { !isNull($0) && !$0.form.isFailure }
        if types.isEmpty { return SharedNames.returnsValue(b) ? nil : Types.void }
        return types.first { t in types.allSatisfy { converts($0, to: t.type) } }?.type ?? types[0].type
      }
    }
  }
  /// A lambda as a delegate of a type.
  func lambda(_ l: Lambda, as t: NetType, _ e: Expression) -> Code {
    guard let s = Types.signature(t) else {
      if t === Types.dynamic || t === TypeTable.object || t === Types.delegate, let c = naturalDelegate(Code(.lambda(l, e.offset)), e) { return c }
      // a delegate of which only the name is known takes what it is given
      if t.category == .delegate { return lambda(l, t, l.parameters.map { _ in Types.dynamic }, Types.dynamic, e) }
      return fail(1660, "Cannot convert lambda expression to type '\(Text.shortName(t))' because it is not a delegate type", e.offset)
    }
    if !l.takesAny, s.parameters.count != l.parameters.count { return fail(1593, "Delegate '\(Text.shortName(t))' does not take \(l.parameters.count) arguments", e.offset) }
    return lambda(l, t, s.parameters, s.result, e)
  }
  private func lambda(_ l: Lambda, _ t: NetType, _ parameters: [NetType], _ result: NetType, _ e: Expression, isLocalFunction: Bool = false) -> Code {
    inside(names(l)) { inner -> Code in
      let locals = l.parameters.enumerated().map { i, p -> Local in
        let x = declare(p.name, p.type.flatMap { $0.isVar ? nil : resolve($0) } ?? parameters[i], p.offset, isParameter: true)
        x.isByReference = p.passing != .value
        return x
      }
      var run: Run
      inner.returnType = result
      switch l.body {
      case .expression(let x):
        if result === Types.void {
          let c = expression(x)
          if c.form.isFailure { return c }
          let body = value(c, x).run
          run = { f in _ = try body(f); return .void }
        } else {
          let c = convert(expression(x, wants: result), to: result, x)
          if c.form.isFailure { return c }
          run = c.stored
        }
      case .block(let b):
        let step = block(b)
        if result !== Types.void, result !== Types.dynamic, completes(b) { report(1643, "Not all code paths return a value in lambda expression of type '\(Text.shortName(t))'", e.offset) }
        run = { f in if case .return = try step(f) { return f.returned }; return .void }
      }
      return delegate(t, inner, locals, run, isLocalFunction: isLocalFunction)
    }
  }
  /// Code that makes the delegate: it takes along `this` and the boxes of what the body mentions.
  ///
  /// A local function looks for the boxes when it is called: it may stand before the variables it mentions.
  private func delegate(_ t: NetType, _ inner: FunctionScope, _ parameters: [Local], _ run: @escaping Run, isLocalFunction: Bool) -> Code {
    let captures = inner.captures.map { ($0.outer.slot, $0.inner.slot, $0.outer.isBoxed) }, token = DelegateToken()
    let slots = parameters.map { (slot: $0.slot, isBoxed: $0.isBoxed, type: $0.type) }
    let size = inner
    let runtime = TypeResolver.runtime(t, owner: owner, methodParameters: methodParameters)
    return Code(t) { f in
      let boxes = isLocalFunction ? [] : captures.map { BodyCompiler.box(f, $0.0, $0.2) }, home = isLocalFunction ? f : nil, this = f.this, types = f.typeArguments
      let body: PSDelegate.Body = { arguments, c in
        if c.stackIsLow() { throw c.callDepthError() }
        try c.poll()
        let g = Frame(size.slots, this, c, types)
        if let home { for x in captures { g.slots[x.1] = BodyCompiler.box(home, x.0, x.2) } } else { for (i, x) in captures.enumerated() { g.slots[x.1] = boxes[i] } }
        for (i, p) in slots.enumerated() {
          let v = i < arguments.count ? BodyCompiler.argument(arguments[i], p.type) : .null
          g.slots[p.slot] = p.isBoxed ? .other(Box(v)) : v
        }
        return try run(g)
      }
      return .other(PSDelegate(runtime?(f) ?? t, [PSDelegate.Target(method: token, object: this, body: body)]))
    }
  }
  /// What a lambda takes along of a variable; one that lives in no box never changes again.
  static func box(_ f: Frame, _ slot: Int, _ isBoxed: Bool) -> Value { isBoxed ? f.slots[slot] : .other(Box(f.slots[slot])) }
  /// What engine code passes to a delegate may be a number of another kind.
  static func argument(_ v: Value, _ t: NetType) -> Value {
    if let n = Num(of: t), let m = Num(of: TypeTable.typeOf(v.base)), n != m { return (try? Numbers.convert(v.base, to: n)) ?? v }
    return Runtime.incoming(v, t)
  }
  /// `Func<…>` or `Action<…>` for a lambda whose parameters have types, or for a single method.
  func naturalDelegate(_ c: Code, _ e: Expression) -> Code? {
    switch c.form {
    case .lambda(let l, _):
      let parameters = l.parameters.compactMap { $0.type.flatMap { resolve($0) } }
      guard parameters.count == l.parameters.count else { return nil }
      let result = resultOf(l, parameters, e) ?? Types.void
      return lambda(l, as: Types.function(parameters, result), e)
    case .methods(let all, _, _, _):
      guard all.count == 1, case .method(let m, _) = all[0] else { return nil }
      return methodGroup(c, as: Types.function(m.parameters.map(\.type), m.returnType), e)
    default: return nil
    }
  }
  func methodGroup(_ c: Code, as t: NetType, _ e: Expression) -> Code {
    guard case .methods(let all, let receiver, let types, let n) = c.form else { return c }
    guard let s = Types.signature(t) else {
      if t === Types.dynamic || t === TypeTable.object || t === Types.delegate, let x = naturalDelegate(c, e) { return x }
      return fail(428, "Cannot convert method group '\(n)' to non-delegate type '\(Text.shortName(t))'. Did you intend to invoke the method?", e.offset)
    }
    // a call with parameters of those types tells which method is meant
    let slots = s.parameters.map { _ in function.slot() }
    let arguments = zip(s.parameters, slots).map { p, i in Bound(Code(p) { $0.slots[i] }, e) }
    var rebound: [Bound] = arguments
    if let best = all.first, case .method(let m, _) = best {
      for (i, p) in m.parameters.enumerated() where i < rebound.count && p.passing != .value {
        rebound[i].passing = p.passing
        rebound[i].target = Target(type: s.parameters[i], load: { $0.slots[slots[i]] }, store: { f, v in f.slots[slots[i]] = v })
      }
    }
    guard let best = choose(all, rebound, explicitTypes: types) else { return fail(123, "No overload for '\(n)' matches delegate '\(Text.shortName(t))'", e.offset) }
    let object = receiver?.run
    switch best.callable {
    case .method(let m, _):
      if s.result !== Types.void, m.returnType === Types.void { return fail(407, "'\(m.shown)' has the wrong return type", e.offset) }
      if !m.isStatic, receiver == nil { return fail(120, "An object reference is required for the non-static field, method, or property '\(m.shown)'", e.start) }
      let owner = m.owner, parameters = m.parameters.map(\.type)
      return Code(t) { f in
        let this = m.isStatic ? .null : try object?(f) ?? .null
        if !m.isStatic, this.isNull { throw Runtime.nullReference() }
        return .other(PSDelegate(t, [PSDelegate.Target(method: m, object: this) { a, c in
          try owner.initialise(c)
          return try m.invoke(this, a.enumerated().map { i, v in i < parameters.count ? BodyCompiler.argument(v, parameters[i]) : v }, c)
        }]))
      }
    case .overload(let o, let type, let isStatic):
      return Code(t) { f in
        let this = isStatic ? Value.type(type) : try object?(f) ?? .null
        return .other(PSDelegate(t, [PSDelegate.Target(method: o, object: this) { a, c in try o.body(this, a, c) }]))
      }
    }
  }

  // MARK: Local functions

  func declare(localFunction m: Method) {
    let saved = methodParameters
    methodParameters += m.typeParameters.map { Types.parameter($0) }
    defer { methodParameters = saved }
    let p = Declarations(compilation, owner).parameters(m.parameters, resolver)
    let result = m.returnType.flatMap { $0.isVoid ? Types.void : resolve($0) } ?? Types.void
    let l = declare(m.name, Types.function(p.map(\.type), result), m.offset)
    l.isRead = true
    l.isAssigned = true
    l.isBoxed = true
    l.isFixed = nil
    function.localFunctions[m.name] = LocalFunction(m, l, p, result)
  }
  /// Fills the function's variable; its box exists from the start of the block, so that it can call itself.
  func define(localFunction m: Method) -> Step {
    guard let x = function.localFunctions[m.name], x.syntax === m else { return { _ in .next } }
    var l = Lambda(parameters: m.parameters.map { (name: $0.name, type: $0.type, passing: $0.passing, offset: $0.offset) }, body: .block(Statement(.block([]), m.offset)))
    if let b = m.body { l.body = .block(b) } else if let e = m.expressionBody { l.body = .expression(e) }
    let slot = x.local.slot
    let isIterator = m.body.map { SharedNames.yields($0) } ?? false
    if isIterator { _ = unsupported("local functions with 'yield'", m.offset) }
    let e = Expression(.lambda(l), m.offset, end: m.offset)
    let code = lambda(l, x.local.type, x.parameters.map(\.type), x.result, e, isLocalFunction: true)
    if code.form.isFailure { return { _ in .next } }
    let run = code.run
    return { f in
      let b = Box(.null)
      f.slots[slot] = .other(b)
      b.value = try run(f)
      return .next
    }
  }
}

/// Tells one lambda of the source from another.
final class DelegateToken {}

enum Delegates {
  static func combine(_ isAdd: Bool, _ a: Value, _ b: Value, _ t: NetType) -> Value {
    func parts(_ v: Value) -> [PSDelegate.Target] {
      switch v.base {
      case .other(let r): return r.exactly(PSDelegate.self)?.parts ?? []
      case .block(let block): return PSDelegate(t, block).parts
      default: return []
      }
    }
    let x = parts(a), y = parts(b)
    if y.isEmpty { return a }
    if isAdd { return .other(PSDelegate(t, x + y)) }
    // the last occurrence of the whole list goes
    var i = x.count - y.count
    while i >= 0 {
      if zip(x[i...], y).allSatisfy({ $0.method === $1.method && Runtime.same($0.object, $1.object) }) {
        let rest = Array(x[..<i]) + Array(x[(i + y.count)...])
        return rest.isEmpty ? .null : .other(PSDelegate(t, rest))
      }
      i -= 1
    }
    return a
  }
}
