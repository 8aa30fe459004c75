/// Calls: candidates, C#'s choice among them, inference of type arguments, and the code that calls.
import Engine
import NetTypes

/// An argument with what its expression means.
struct Bound {
  let code: Code
  let expression: Expression
  var name: String?
  var passing = Argument.Passing.value
  /// Of `ref` and `out` arguments.
  var target: Target?
  /// `out var x`: declared when the method is known.
  var declares: (name: String, type: NetType?, offset: Int)?
  init(_ c: Code, _ e: Expression) { code = c; expression = e }
}

/// A candidate with the types a call gives its parameters.
struct Candidate {
  let callable: Callable
  let parameters: [ParameterSymbol]
  var result: NetType
  let takesRest: Bool
  var isExpanded = false
  var typeParameters: [NetType] = [], typeArguments: [NetType] = []
  /// Which argument goes to which parameter.
  var places: [Int] = []
  func type(_ i: Int) -> NetType {
    let t = parameters[min(i, parameters.count - 1)].type
    return isExpanded && i >= parameters.count - 1 ? t.elementType ?? t : t
  }
}

extension BodyCompiler {
  func bind(_ arguments: [Argument]) -> [Bound] {
    arguments.map { a in
      var b: Bound
      if let t = a.declares, case .name(let n, _) = a.value.kind {
        b = Bound(Code(.value, Types.dynamic), a.value)
        b.declares = (n, t.isVar ? nil : resolve(t), a.value.offset)
      } else if a.passing == .ref || a.passing == .out, case .name("_", _) = a.value.kind, local("_") == nil {
        b = Bound(Code(.value, Types.dynamic), a.value)
        b.declares = ("_", nil, a.value.offset)
      } else if a.passing == .ref || a.passing == .out, let t = target(a.value) {
        if a.passing == .ref { t.local?.isRead = true }
        t.local?.isAssigned = true
        t.field?.isWritten = true
        t.local?.hasPlainValue = false
        t.local?.isRead = true
        b = Bound(Code(t.type, t.load), a.value)
        b.target = t
      } else { b = Bound(argument(a.value), a.value) }
      b.name = a.name
      b.passing = a.passing == .in ? .value : a.passing
      return b
    }
  }
  /// An expression whose type the parameter may decide.
  func argument(_ e: Expression) -> Code {
    let c = expression(e)
    if case .type(let t) = c.form { return fail(119, "'\(Text.shortName(t))' is a type, which is not valid in the given context", e.start) }
    return c
  }

  // MARK: Candidates

  func candidateCount(_ c: Callable) -> Int { switch c { case .method(let m, _): m.parameters.count; case .overload(let o, _, _): o.parameters.count } }
  func candidateTakesRest(_ c: Callable) -> Bool { switch c { case .method(let m, _): m.parameters.last?.isRest ?? false; case .overload(let o, _, _): o.takesRest } }
  func candidate(_ c: Callable) -> Candidate {
    switch c {
    case .method(let m, let t):
      let owner = m.owner
      // members of a generic class with the arguments of the type they are called on
      var arguments = t.genericArguments
      if ClassSymbol.of(t) !== owner, !owner.typeParameters.isEmpty,
        let b = t.chain.first(where: { ClassSymbol.of($0) === owner }) ?? Types.allInterfaces(t).first(where: { ClassSymbol.of($0) === owner })
      {
        arguments = b.genericArguments
      }
      func adapted(_ u: NetType) -> NetType { Types.substitute(u, owner.typeParameters, arguments) }
      let p = m.parameters.map { ParameterSymbol(name: $0.name, type: adapted($0.type), passing: $0.passing, isRest: $0.isRest, initial: $0.initial, offset: $0.offset) }
      return Candidate(callable: c, parameters: p, result: m.isConstructor ? t : adapted(m.returnType), takesRest: p.last?.isRest ?? false, typeParameters: m.typeParameters)
    case .overload(let o, let t, _):
      let types = o.types
      let p = o.parameters.enumerated().map { i, x -> ParameterSymbol in
        var u = types.indices.contains(i) ? types[i] ?? Types.dynamic : Types.dynamic
        if o.takesRest, i == types.count - 1 { u = TypeTable.array(of: u) }
        let isReference = x.type.hasPrefix("[ref]") || x.type.hasPrefix("ref ") || x.type.hasPrefix("out ")
        return ParameterSymbol(name: x.name, type: u, passing: isReference ? .out : .value, isRest: o.takesRest && i == types.count - 1, initial: i >= types.count - o.optionalCount ? .unset : nil)
      }
      return Candidate(callable: c, parameters: p, result: NetMembers.result(of: o, in: t), takesRest: o.takesRest)
    }
  }
  /// The candidate as this call would use it; nil when it takes no such arguments.
  private func applicable(_ c: Candidate, _ arguments: [Bound], expanded: Bool, explicitTypes: [NetType]) -> Candidate? {
    var c = c
    c.isExpanded = expanded
    let n = c.parameters.count
    var places: [Int] = [], used = Set<Int>()
    for (i, a) in arguments.enumerated() {
      var k = i
      if let name = a.name { guard let at = c.parameters.firstIndex(where: { $0.name == name }) else { return nil }; k = at }
      if k >= n { guard expanded else { return nil } } else if !used.insert(k).inserted { return nil }
      places.append(k)
    }
    for (k, p) in c.parameters.enumerated() where !used.contains(k) { if p.initial == nil, !(expanded && k == n - 1) { return nil } }
    c.places = places
    if !c.typeParameters.isEmpty {
      guard let t = infer(c, arguments, explicitTypes) else { return nil }
      c.typeArguments = t
      let p = c.parameters.map { ParameterSymbol(name: $0.name, type: Types.substitute($0.type, c.typeParameters, t), passing: $0.passing, isRest: $0.isRest, initial: $0.initial, offset: $0.offset) }
      var d = Candidate(
        callable: c.callable, parameters: p, result: Types.substitute(c.result, c.typeParameters, t), takesRest: c.takesRest, isExpanded: expanded,
        typeParameters: c.typeParameters, typeArguments: t)
      d.places = places
      c = d
    }
    for (i, a) in arguments.enumerated() {
      let p = c.parameters[min(places[i], n - 1)], t = c.type(places[i])
      if p.passing != .value || a.passing != .value {
        guard p.passing != .value, a.passing != .value else { return nil }
        if a.declares == nil, let x = a.target?.type, x !== t, !Types.isOpen(x), !Types.isOpen(t) { if case .overload = c.callable { continue }; return nil }
        continue
      }
      if !fits(a.code, t, c) { return nil }
    }
    return c
  }
  /// Whether an argument goes to a parameter; the shell's own tables are less exact than .NET's, so they are read leniently.
  private func fits(_ a: Code, _ t: NetType, _ c: Candidate) -> Bool {
    if converts(a, to: t) { return true }
    guard case .overload = c.callable else { return false }
    if t === TypeTable.object || t === Types.dynamic { return a.type !== Types.void || a.form.isLambdaLike }
    if a.form.isLambdaLike { return Types.isDelegate(t) }
    if t === TypeTable.arrayBase || t.fullName == "System.Collections.IEnumerable" { return Types.element(of: a.type) != nil }
    if t.fullName == "System.Management.Automation.ScriptBlock" || Num(of: t) != nil || t === TypeTable.string || t === TypeTable.bool || Num(of: a.type) != nil { return false }
    if t.fullName == "System.Management.Automation.PSObject" { return true }
    return !t.isValueType
      && (a.type === TypeTable.object
        ? false
        : t.genericDefinition != nil && Types.element(of: a.type) != nil || t.category == .interface && !a.type.isValueType && a.type !== TypeTable.string)
  }

  /// Picks the method a call means; nil when none takes the arguments.
  func choose(_ all: [Callable], _ arguments: [Bound], explicitTypes: [NetType] = [], quiet: Bool = false) -> Candidate? {
    var found: [Candidate] = []
    for c in all {
      var x = candidate(c)
      if !explicitTypes.isEmpty, x.typeParameters.count != explicitTypes.count { if case .method = c { continue } }
      if case .overload = c { x.typeParameters = [] }
      if let y = applicable(x, arguments, expanded: false, explicitTypes: explicitTypes) { found.append(y) }
      else if x.takesRest, let y = applicable(x, arguments, expanded: true, explicitTypes: explicitTypes) { found.append(y) }
    }
    guard var best = found.first else { return nil }
    for c in found.dropFirst() where better(c, best, arguments) { best = c }
    return best
  }
  /// Whether the first is better than the second.
  private func better(_ a: Candidate, _ b: Candidate, _ arguments: [Bound]) -> Bool {
    var wins = 0, losses = 0
    for (i, x) in arguments.enumerated() {
      let s = a.type(a.places[i]), t = b.type(b.places[i])
      if s === t { continue }
      let o = betterConversion(x.code, s, t)
      if o > 0 { wins += 1 } else if o < 0 { losses += 1 }
    }
    if wins > 0, losses == 0 { return true }
    if losses > 0 { return false }
    if a.typeParameters.isEmpty != b.typeParameters.isEmpty { return a.typeParameters.isEmpty }
    if a.isExpanded != b.isExpanded { return !a.isExpanded }
    if a.parameters.count != b.parameters.count {
      // fewer defaults, or more fixed parameters before the rest
      return a.isExpanded ? a.parameters.count > b.parameters.count : a.parameters.count < b.parameters.count
    }
    return false
  }
  /// > 0 when the first type is the better target.
  private func betterConversion(_ c: Code, _ s: NetType, _ t: NetType) -> Int {
    if case .lambda(let l, _) = c.form { return lambdaPreference(l, s, t) }
    if c.type === s { return 1 }
    if c.type === t { return -1 }
    if case .methods = c.form { return 0 }
    // text between quotes is text before it is a sequence of characters
    let toT = implicitExists(s, t), toS = implicitExists(t, s)
    if toT != toS { return toT ? 1 : -1 }
    if let x = Num(of: s), let y = Num(of: t) {
      let signed: Set<Num> = [.sbyte, .short, .int, .long], unsigned: Set<Num> = [.byte, .ushort, .uint, .ulong]
      if signed.contains(x), unsigned.contains(y) { return 1 }
      if unsigned.contains(x), signed.contains(y) { return -1 }
    }
    if s === TypeTable.object { return -1 }
    if t === TypeTable.object { return 1 }
    return 0
  }
  private func implicitExists(_ a: NetType, _ b: NetType) -> Bool { if case .none = implicit(a, b) { false } else { true } }
  private func lambdaPreference(_ l: Lambda, _ s: NetType, _ t: NetType) -> Int {
    guard let x = Types.signature(s), let y = Types.signature(t) else { return Types.signature(s) != nil ? 1 : Types.signature(t) != nil ? -1 : 0 }
    let xv = x.result === Types.void, yv = y.result === Types.void
    if xv != yv {
      let yields: Bool
      switch l.body {
      case .expression(let e):
        switch e.kind { case .assign, .postfix: yields = false; case .call: yields = true; default: yields = true }
      case .block(let b): yields = SharedNames.returnsValue(b)
      }
      return yields == !xv ? 1 : -1
    }
    return 0
  }

  // MARK: Type arguments

  private func infer(_ c: Candidate, _ arguments: [Bound], _ explicit: [NetType]) -> [NetType]? {
    if !explicit.isEmpty { return explicit.count == c.typeParameters.count ? explicit : nil }
    var known: [ObjectIdentifier: NetType] = [:]
    func unify(_ p: NetType, _ a: NetType) {
      if a === Types.none || a === Types.null || a === Types.void { return }
      if c.typeParameters.contains(where: { $0 === p }) {
        if let old = known[ObjectIdentifier(p)] { if old !== a, implicitExists(old, a) { known[ObjectIdentifier(p)] = a } } else { known[ObjectIdentifier(p)] = a }
        return
      }
      if p.isArray, let x = p.elementType { if a.isArray, let y = a.elementType { unify(x, y) }; return }
      guard !p.genericArguments.isEmpty else { return }
      if p.genericDefinition == a.genericDefinition, a.genericArguments.count == p.genericArguments.count { for (x, y) in zip(p.genericArguments, a.genericArguments) { unify(x, y) }; return }
      if let x = Types.nullable(p) { unify(x, a); return }
      if p.genericArguments.count == 1, p.genericDefinition?.hasPrefix("System.Collections.Generic.I") ?? false, let e = Types.element(of: a) { unify(p.genericArguments[0], e); return }
      for u in a.chain + Types.allInterfaces(a) where u.genericDefinition == p.genericDefinition && u !== a { for (x, y) in zip(p.genericArguments, u.genericArguments) { unify(x, y) } }
    }
    for (i, a) in arguments.enumerated() {
      if a.form.isLambdaLike { continue }
      unify(c.type(c.places[i]), a.target?.type ?? a.code.type)
    }
    // results of lambdas, once what they take is known
    for (i, a) in arguments.enumerated() {
      guard case .lambda(let l, _) = a.code.form, let s = Types.signature(c.type(c.places[i])) else { continue }
      let parameters = s.parameters.map { p in Types.substitute(p, c.typeParameters, c.typeParameters.map { known[ObjectIdentifier($0)] ?? $0 }) }
      for (p, x) in zip(s.parameters, l.parameters) { if let t = x.type, let r = resolve(t) { unify(p, r) } }
      if Types.mentionsParameter(s.result), let r = resultOf(l, parameters, a.expression) { unify(s.result, r) }
    }
    let found = c.typeParameters.compactMap { known[ObjectIdentifier($0)] }
    return found.count == c.typeParameters.count ? found : nil
  }

  // MARK: Messages

  /// Why none of the candidates takes the arguments.
  func noOverload(_ name: String, _ all: [Callable], _ arguments: [Bound], _ e: Expression, isConstructor: NetType? = nil, typeName: String? = nil) -> Code {
    if arguments.contains(where: { $0.code.form.isFailure }) { return .failed() }
    let candidates = all.map { candidate($0) }
    let right = candidates.filter { c in
      let least = c.parameters.filter { $0.initial == nil && !$0.isRest }.count
      return arguments.count >= least && (arguments.count <= c.parameters.count || c.takesRest)
    }
    guard let c = right.first else {
      if candidates.count == 1, let only = candidates.first, arguments.count < only.parameters.count, case .method(let m, _) = only.callable {
        let p = only.parameters.enumerated().first { i, p in p.initial == nil && i >= arguments.count } ?? (0, only.parameters[0])
        return fail(7036, "There is no argument given that corresponds to the required parameter '\(p.element.name)' of '\(m.shown)'", e.offset)
      }
      if let t = isConstructor { return fail(1729, "'\(Text.shortName(t))' does not contain a constructor that takes \(arguments.count) arguments", e.offset) }
      if let typeName { return fail(1593, "Delegate '\(typeName)' does not take \(arguments.count) arguments", e.offset) }
      return fail(1501, "No overload for method '\(name)' takes \(arguments.count) arguments", e.offset)
    }
    let isExpanded = c.takesRest && arguments.count != c.parameters.count
    var d = c
    d.isExpanded = isExpanded
    for (i, a) in arguments.enumerated() {
      if let n = a.name, !c.parameters.contains(where: { $0.name == n }) { return fail(1739, "The best overload for '\(name)' does not have a parameter named '\(n)'", a.expression.start) }
      let k = a.name.flatMap { n in c.parameters.firstIndex { $0.name == n } } ?? i
      let p = c.parameters[min(k, c.parameters.count - 1)], t = d.type(k)
      if p.passing != a.passing, !(p.passing != .value && a.passing != .value && a.passing == p.passing) {
        if p.passing == .value { return fail(1615, "Argument \(i + 1) may not be passed with the '\(a.passing == .ref ? "ref" : "out")' keyword", a.expression.start) }
        if a.passing == .value { return fail(1620, "Argument \(i + 1) must be passed with the '\(p.passing == .ref ? "ref" : "out")' keyword", a.expression.start) }
      }
      if !converts(a.code, to: t) {
        let from: String
        switch a.code.form {
        case .null: from = "<null>"
        case .lambda: from = "lambda expression"
        case .methods: from = "method group"
        default: from = Text.fullName(a.code.type)
        }
        return fail(1503, "Argument \(i + 1): cannot convert from '\(from)' to '\(p.passing == .ref ? "ref " : p.passing == .out ? "out " : "")\(Text.fullName(t))'", a.expression.start)
      }
    }
    if !c.typeParameters.isEmpty, case .method(let m, _) = c.callable {
      return fail(411, "The type arguments for method '\(m.shown)' cannot be inferred from the usage. Try specifying the type arguments explicitly.", e.offset)
    }
    return fail(1501, "No overload for method '\(name)' takes \(arguments.count) arguments", e.offset)
  }

  // MARK: Code

  /// Arguments in the order of the parameters, with defaults and the rest gathered.
  func arrange(_ c: Candidate, _ arguments: [Bound]) -> (codes: [Code], outs: [(Int, Target)]) {
    let n = c.parameters.count
    var codes: [Code?] = Array(repeating: nil, count: n), outs: [(Int, Target)] = [], rest: [Code] = []
    for (i, a) in arguments.enumerated() {
      let k = c.places[i], t = c.type(k)
      if c.parameters[min(k, n - 1)].passing != .value {
        var place = a.target
        if let d = a.declares {
          let l = declare(d.name == "_" ? "" : d.name, d.type ?? t, d.offset)
          l.isAssigned = true
          l.isRead = true
          let create = initialiser(l), load = read(l).run
          place = Target(type: l.type, load: load, store: { f, v in create(f, v) }, local: l)
        }
        guard let place else { codes[k] = .failed(); continue }
        outs.append((k, place))
        let load = a.declares == nil ? place.load : { _ in Types.zero(t) }, slot = function.slot(), isOut = a.passing == .out
        codes[k] = Code(t) { f in
          try place.prepare(f)
          let r = PSReference(value: isOut ? Types.zero(t) : try load(f))
          f.slots[slot] = .other(r)
          return .other(r)
        }
        outs[outs.count - 1].1.setup = [(slot, Code(t) { $0.slots[slot] })]
        continue
      }
      let code: Code
      if converts(a.code, to: t) { code = convert(a.code, to: t, a.expression) }
      else if a.code.form.isLambdaLike { code = convert(a.code, to: t, a.expression) }
      else { code = value(a.code, a.expression) }
      if c.isExpanded, k >= n - 1 { rest.append(code) } else { codes[k] = code }
    }
    if c.isExpanded, let t = c.parameters.last?.type {
      let items = rest.map { RunBox($0.stored) }, e = t.elementType
      codes[n - 1] = Code(t) { f in
        let a = PSArray(capacity: max(1, items.count))
        if let e, e !== TypeTable.object { a.elementType = e }
        for x in items { a.append(try x.run(f)) }
        return .array(a)
      }
    }
    return (codes.enumerated().map { k, x in x ?? Code(constant: c.parameters[k].initial ?? .null, c.parameters[k].type) }, outs)
  }
  func emit(_ c: Candidate, _ receiver: Code?, _ arguments: [Bound], _ e: Expression, isBase: Bool = false) -> Code {
    let (codes, outs) = arrange(c, arguments)
    if codes.contains(where: \.form.isFailure) { return .failed() }
    let call: Code
    switch c.callable {
    case .method(let m, _): call = emit(m, receiver, codes, c, isBase: isBase)
    case .overload(let o, let t, let isStatic): call = emit(o, t, isStatic, receiver, codes, c)
    }
    if outs.isEmpty { return call }
    let run = call.run
    return Code(call.type) { f in
      let r = try run(f)
      for (_, t) in outs { if let s = t.setup.first, case .other(let x) = f.slots[s.slot], let reference = x as? PSReference { try t.store(f, reference.value) } }
      return r
    }
  }
  private func emit(_ m: MethodSymbol, _ receiver: Code?, _ codes: [Code], _ c: Candidate, isBase: Bool) -> Code {
    let owner = m.owner, n = codes.count, runs = codes.map { RunBox($0.stored) }
    let types: ((Frame) -> [NetType])?
    if c.typeArguments.isEmpty { types = nil } else {
      let all = c.typeArguments.map { t in (t, TypeResolver.runtime(t, owner: self.owner, methodParameters: methodParameters)) }
      types = { f in all.map { $0.1?(f) ?? $0.0 } }
    }
    let result = c.result
    if m.isStatic {
      if m.direct != nil || m.isExtern {
        return Code(result) { f in
          try owner.initialise(f.context)
          return try m.invoke(.null, try runs.map { try $0.run(f) }, f.context)
        }
      }
      let run: Run = { f in
        try owner.initialise(f.context)
        let g = Frame(m.frameSize, .null, f.context, types?(f) ?? [])
        var i = 0
        while i < n { g.slots[i] = try runs[i].run(f); i &+= 1 }
        return try m.run(g)
      }
      return result === TypeTable.int
        ? Code(
          result,
          int: { f in
            if case .int(let k) = try run(f) { return k }; return 0
          }, run)
        : result === TypeTable.bool
          ? Code(
            result,
            bool: { f in
              if case .bool(let b) = try run(f) { return b }; return false
            }, run) : Code(result, run)
    }
    guard let receiver else { return .failed() }
    let object = receiver.run
    return Code(result) { f in
      let v = try object(f)
      if v.isNull { throw Runtime.nullReference() }
      let t = isBase ? m : m.target(v)
      if t.direct != nil || t.body == nil { return try t.invoke(v, try runs.map { try $0.run(f) }, f.context) }
      let g = Frame(t.frameSize, v, f.context, types?(f) ?? [])
      var i = 0
      while i < n { g.slots[i] = try runs[i].run(f); i &+= 1 }
      return try t.run(g)
    }
  }
  private func emit(_ o: Overload, _ t: NetType, _ isStatic: Bool, _ receiver: Code?, _ codes: [Code], _ c: Candidate) -> Code {
    let runs = codes.map { x in x.constant.map { if case .unset = $0 { true } else { false } } ?? false ? nil : RunBox(x.run) }.compactMap { $0 }
    let types = o.types, body = o.body, this: Run = isStatic ? { _ in .type(t) } : receiver?.run ?? { _ in .null }
    // where the shell wants another form than C# has: its own conversion
    let needs: [NetType?] = codes.enumerated().map { i, x in
      guard types.indices.contains(i), let p = types[i], p !== TypeTable.object, !(c.takesRest && i == types.count - 1), x.type !== p, !isNull(x) else { return nil }
      return converts(x, to: p) ? nil : p
    }
    let result = c.result, isLoose = needs.contains { $0 != nil }
    return Code(result) { f in
      let v = try this(f)
      if v.isNull { throw Runtime.nullReference() }
      var a: [Value] = []
      a.reserveCapacity(runs.count)
      for (i, r) in runs.enumerated() {
        var x = try r.run(f)
        if isLoose, let p = needs[i] { x = try Conversion.convert(x, to: p, f.context) }
        a.append(x)
      }
      return try body(BodyCompiler.inner(v), a, f.context).orNull
    }
  }
  /// What members of a .NET base class work on.
  static func inner(_ v: Value) -> Value {
    guard let o = v.compiled else { return v }
    if case .unset = o.inner { return v }
    return o.inner
  }
}

extension Code.Form {
  var isLambdaLike: Bool { switch self { case .lambda, .methods: true; default: false } }
}
extension Bound {
  var form: Code.Form { code.form }
}
extension SharedNames {
  /// Whether a `return` with a value stands in it.
  static func returnsValue(_ s: Statement) -> Bool {
    switch s.kind {
    case .return(let e): e != nil
    case .block(let l): l.contains(where: returnsValue) || l.count == 1 && { if case .throw = l[0].kind { true } else { false } }()
    case .if(_, let a, let b): returnsValue(a) || b.map(returnsValue) ?? false
    case .while(_, let b), .do(let b, _), .for(_, _, _, let b), .forEach(_, _, _, _, let b), .using(_, _, let b), .lock(_, let b), .checked(let b), .labelled(_, let b): returnsValue(b)
    case .switch(_, let l): l.contains { $0.body.contains(where: returnsValue) }
    case .try(let b, let c, _): returnsValue(b) || c.contains { returnsValue($0.body) }
    default: false
    }
  }
}
