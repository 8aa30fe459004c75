/// Bodies → closures: finds what every name means, checks types, reports what does not fit.
///
/// One compiler works on one method (lambdas inside it included). Messages go to the compilation; what could not be understood
/// becomes a code of form `failure`, which reports nothing again.
import Engine

final class Local {
  let name: String, type: NetType, slot: Int
  let function: FunctionScope
  let offset: Int
  /// Lambdas hold it too: the slot has a box.
  var isBoxed = false
  /// A `ref` or `out` parameter: the slot has a reference.
  var isByReference = false
  var isParameter = false, isRead = false, isAssigned = false
  /// Assigned by nothing but constants where it is declared.
  var hasPlainValue = false
  var isConstant = false
  var constant: Value?
  /// `foreach` and `using` variables.
  var isFixed: String?
  init(_ name: String, _ type: NetType, _ slot: Int, _ function: FunctionScope, _ offset: Int) { self.name = name; self.type = type; self.slot = slot; self.function = function; self.offset = offset }
}

/// A method, accessor, lambda or local function while its body is compiled.
final class FunctionScope {
  let parent: FunctionScope?
  var blocks: [[String: Local]] = [[:]]
  var slots = 0
  /// Variables of the functions around that are used here: their box is copied into a slot of the lambda's frame.
  var captures: [(outer: Local, inner: Local)] = []
  /// Names that lambdas inside mention: such variables live in boxes.
  let sharedNames: Set<String>
  /// Nil while it is inferred.
  var returnType: NetType?
  var inferred: [Code] = []
  var isIterator = false, isLambda = false, isAsync = false
  var element: NetType?
  var loops = 0, switches = 0
  var localFunctions: [String: LocalFunction] = [:]
  var labels: [String: Int] = [:]
  init(_ parent: FunctionScope?, sharedNames: Set<String>) { self.parent = parent; self.sharedNames = sharedNames }
  func slot() -> Int { slots += 1; return slots - 1 }
}

final class LocalFunction {
  let syntax: Method
  let local: Local
  let parameters: [ParameterSymbol]
  let result: NetType
  init(_ syntax: Method, _ local: Local, _ parameters: [ParameterSymbol], _ result: NetType) { self.syntax = syntax; self.local = local; self.parameters = parameters; self.result = result }
}

final class BodyCompiler {
  let compilation: Compilation
  let owner: ClassSymbol
  let source: SourceText
  let isStatic: Bool
  var function: FunctionScope
  var methodParameters: [NetType] = []
  var isChecked = false, isUnchecked = false
  /// Slots of the exceptions that the catch clauses around hold, for a bare `throw`.
  var catchSlots: [Int] = []
  /// Field initialisers, attribute arguments, enum values.
  var isConstantContext = false
  /// Which overload of the method around is compiled, for messages.
  var method: MethodSymbol?
  var conditionalSlot: [(slot: Int, type: NetType)] = []
  /// Every variable declared in the method, for warnings.
  private var locals: [Local] = []

  init(_ c: Compilation, _ owner: ClassSymbol, isStatic: Bool, sharedNames: Set<String> = []) {
    compilation = c
    self.owner = owner
    source = owner.source
    self.isStatic = isStatic
    function = FunctionScope(nil, sharedNames: sharedNames)
  }
  var maximumSlots: Int { max(1, function.slots) }
  var resolver: TypeResolver { TypeResolver(compilation, owner.scope, owner, source: source, methodParameters: methodParameters) }
  func resolve(_ t: TypeRef) -> NetType? { resolver.resolve(t) }
  func report(_ code: Int, _ message: String, _ offset: Int, _ severity: Diagnostic.Severity = .error) { compilation.report(code, message, source, offset, severity) }
  func fail(_ code: Int, _ message: String, _ offset: Int) -> Code { report(code, message, offset); return .failed() }
  /// C# that this compiler does not know.
  func unsupported(_ what: String, _ offset: Int) -> Code { fail(9999, "this shell's compiler does not know \(what)", offset) }

  // MARK: All bodies of a class

  static func compile(_ s: ClassSymbol, _ c: Compilation) {
    if case .enum = s.syntax.kind { return }
    if case .delegate = s.syntax.kind { return }
    for f in s.fields { initialiser(f, s, c) }
    for p in s.properties { for (m, isGet) in [(p.getter, true), (p.setter, false)] { if let m { accessor(m, p, isGet, s, c) } } }
    for e in s.events { for m in [e.add, e.remove] { if let m { method(m, s, c, body: m.accessor?.body, expression: m.accessor?.expressionBody) } } }
    for m in s.methods { method(m, s, c, body: m.syntax?.body, expression: m.syntax?.expressionBody) }
    for m in s.constructors + [s.staticConstructor].compactMap({ $0 }) { method(m, s, c, body: m.syntax?.body, expression: m.syntax?.expressionBody) }
    unusedFields(s, c)
  }
  private static func initialiser(_ f: FieldSymbol, _ s: ClassSymbol, _ c: Compilation) {
    guard let e = f.initialSyntax else { return }
    if f.isConst { _ = constant(of: f, c); return }
    let b = BodyCompiler(c, s, isStatic: f.isStatic, sharedNames: SharedNames.of(expression: e))
    b.isConstantContext = !f.isStatic
    let code: Code
    if case .newArray(nil, _, 1, let elements?) = e.kind, f.type.isArray, s.source.bytes.indices.contains(e.start), s.source.bytes[e.start] == 123 {
      code = b.arrayLiteral(f.type, elements, e)
    } else {
      code = b.convert(b.expression(e, wants: f.type), to: f.type, e)
    }
    let run = code.stored
    f.isWritten = true
    if f.isStatic { s.staticFrame = max(s.staticFrame, b.function.slots); f.initial = run; return }
    let n = b.function.slots
    f.initial = { outer in try run(Frame(n, outer.this, outer.context)) }
  }
  /// The value of a `const` field, computed on first need.
  static func constant(of f: FieldSymbol, _ c: Compilation) -> Value {
    if let v = f.constant { return v }
    f.constant = Types.zero(f.type)
    if let e = f.initialSyntax { f.constant = ConstantFolder(c, f.owner).value(e, as: f.type) ?? f.constant }
    return f.constant ?? .null
  }
  private static func accessor(_ m: MethodSymbol, _ p: PropertySymbol, _ isGet: Bool, _ s: ClassSymbol, _ c: Compilation) {
    if let f = p.backing {
      let slot = f.slot
      f.isRead = true
      f.isWritten = true
      if f.isStatic {
        m.direct = isGet ? { _, _, c in try s.initialise(c); return s.statics[slot] } : { _, a, c in try s.initialise(c); s.statics[slot] = a.first ?? .null; return .void }
      } else {
        m.direct =
          isGet
          ? { v, _, _ in
            guard let o = v.compiled else { throw Runtime.nullReference() }; return o.fields[slot]
          }
          : { v, a, _ in
            guard let o = v.compiled else { throw Runtime.nullReference() }; o.fields[slot] = a.first ?? .null; return .void
          }
      }
      return
    }
    method(m, s, c, body: m.accessor?.body, expression: m.accessor?.expressionBody)
  }
  private static func method(_ m: MethodSymbol, _ s: ClassSymbol, _ c: Compilation, body: Statement?, expression: Expression?) {
    if m.isExtern { NativeMethods.install(m, s, c); return }
    guard body != nil || expression != nil else { return }
    let names = body.map { SharedNames.of($0) } ?? expression.map { SharedNames.of(expression: $0) } ?? []
    let b = BodyCompiler(c, s, isStatic: m.isStatic, sharedNames: names)
    let reported = c.diagnostics.count
    defer { c.dropFlowReports(from: reported) }
    b.method = m
    b.methodParameters = m.typeParameters
    b.function.returnType = m.returnType
    if m.isConstructor || m === s.staticConstructor { b.function.returnType = Types.void }
    b.function.isAsync = m.syntax?.modifiers.has("async") ?? false
    for p in m.parameters {
      let l = b.declare(p.name, p.type, p.offset, isParameter: true)
      l.isByReference = p.passing != .value
      if l.isByReference { l.isBoxed = false } else if l.isBoxed { m.boxed.append(l.slot) }
    }
    if let body, SharedNames.yields(body) {
      m.isIterator = true
      b.function.isIterator = true
      b.function.element = Types.element(of: m.returnType) ?? m.returnType.genericArguments.first ?? TypeTable.object
    }
    var chain: ((Frame) throws -> Void)?
    if m.isConstructor, !m.isStatic { chain = b.constructorChain(m) }
    let run: Run
    if let body {
      let step = b.block(body)
      if m.returnType !== Types.void, !m.isIterator, !m.isConstructor, b.completes(body), !(b.function.isAsync && m.returnType.fullName == "System.Threading.Tasks.Task") {
        let shown = m.accessor == nil ? m.shown : "\(s.shown).\(m.name.dropFirst(4)).\(m.name.prefix(3))"
        c.report(161, "'\(shown)': not all code paths return a value", s.source, m.offset)
      }
      DefiniteAssignment.check(body, outs: m.parameters.filter { $0.passing == .out }.map(\.name), end: m.offset) { b.report($0, $1, $2) }
      run = b.finish(step, m)
    } else if let e = expression {
      if m.returnType === Types.void {
        let x = b.statementExpression(e)
        run = { f in _ = try x.run(f); return .void }
      } else { run = b.convert(b.expression(e, wants: b.resultType(m.returnType)), to: b.resultType(m.returnType), e).stored }
    } else { run = { _ in .void } }
    let result = b.function.isAsync ? Tasks.wrap(run, m.returnType) : run
    if let chain { m.body = { f in try chain(f); return try result(f) } } else { m.body = result }
    m.frameSize = max(1, b.function.slots)
    b.unusedLocals()
  }
  /// What `return` gives in a method of that type.
  func resultType(_ t: NetType) -> NetType {
    guard function.isAsync else { return t }
    return t.genericDefinition == "System.Threading.Tasks.Task`1" ? t.genericArguments[0] : Types.void
  }
  private func finish(_ step: @escaping Step, _ m: MethodSymbol) -> Run {
    guard m.isIterator else {
      return { f in
        if case .return = try step(f) { return f.returned }
        return .void
      }
    }
    let element = function.element ?? TypeTable.object, isEnumerator = m.returnType.fullName.contains("IEnumerator")
    return { f in
      // each enumeration starts from the arguments as they were
      let arguments = (0..<m.parameters.count).map { f.slots[$0] }, this = f.this, types = f.typeArguments
      let s = LazySequence(element) { sink in
        let g = Frame(m.frameSize, this, f.context, types)
        for (i, a) in arguments.enumerated() { g.slots[i] = a }
        g.yields = sink
        _ = try step(g)
      }
      return isEnumerator ? .other(SequenceEnumerator(s)) : .other(s)
    }
  }
  private static func unusedFields(_ s: ClassSymbol, _ c: Compilation) {
    for f in s.fields where f.access == .private && !f.isHidden && !f.isConst && f.isWritten == false && s.syntax.attributes.isEmpty {
      // used by classes inside?
      if !s.nested.isEmpty { continue }
      if f.isRead {
        if !f.type.isValueType || !s.isStruct {
          c.report(
            649, "Field '\(s.shown).\(f.name)' is never assigned to, and will always have its default value\(defaultText(f.type))", s.source, f.offset, .warning
          )
        }
      }
      else { c.report(169, "The field '\(s.shown).\(f.name)' is never used", s.source, f.offset, .warning) }
    }
  }
  private static func defaultText(_ t: NetType) -> String {
    if Num(of: t) != nil { return " 0" }
    if t === TypeTable.bool { return " false" }
    return t.isValueType ? "" : " null"
  }

  // MARK: Variables

  func find(_ n: String, in f: FunctionScope) -> Local? {
    for b in f.blocks.reversed() { if let l = b[n] { return l } }
    return nil
  }
  /// A variable of this function, or of one around it, which is then captured.
  func local(_ n: String, _ f: FunctionScope? = nil) -> Local? {
    let f = f ?? function
    if let l = find(n, in: f) { return l }
    guard let parent = f.parent, let outer = local(n, parent) else { return nil }
    if outer.isConstant { return outer }
    outer.isRead = true
    if outer.isByReference { report(1628, "Cannot use ref, out, or in parameter '\(n)' inside an anonymous method, lambda expression, query expression, or local function", outer.offset) }
    let inner = Local(n, outer.type, f.slot(), f, outer.offset)
    inner.isBoxed = true
    inner.isRead = true
    inner.isAssigned = true
    inner.isParameter = true
    f.blocks[0][n] = inner
    f.captures.append((outer, inner))
    return inner
  }
  @discardableResult func declare(_ n: String, _ t: NetType, _ offset: Int, isParameter: Bool = false) -> Local {
    if !n.isEmpty, n != "_" {
      if function.blocks.last?[n] != nil { report(128, "A local variable or function named '\(n)' is already defined in this scope", offset) }
      else if find(n, in: function).map({ $0.function === function }) ?? false {
        report(
          136,
          "A local or parameter named '\(n)' cannot be declared in this scope because that name is used in an enclosing local scope to define a local or parameter",
          offset)
      }
    }
    let l = Local(n, t, function.slot(), function, offset)
    l.isParameter = isParameter
    l.isBoxed = function.sharedNames.contains(n)
    function.blocks[function.blocks.count - 1][n] = l
    locals.append(l)
    return l
  }
  func unusedLocals() {
    for l in locals where !l.isParameter && !l.isRead && !l.name.isEmpty && l.isFixed == nil && l.name != "_" && !l.isBoxed {
      if !l.isAssigned { report(168, "The variable '\(l.name)' is declared but never used", l.offset, .warning) }
      else if l.hasPlainValue { report(219, "The variable '\(l.name)' is assigned but its value is never used", l.offset, .warning) }
    }
  }
  func scoped<T>(_ body: () -> T) -> T {
    function.blocks.append([:])
    defer { function.blocks.removeLast() }
    return body()
  }
  /// Reads a variable.
  func read(_ l: Local) -> Code {
    l.isRead = true
    if let v = l.constant { return Code(constant: v, l.type) }
    let i = l.slot
    let c: Code
    if l.isBoxed { c = Code(l.type) { f in if case .other(let r) = f.slots[i] { return unsafeDowncast(r, to: Box.self).value }; return .null } }
    else if l.isByReference { c = Code(l.type) { f in f.slots[i].refValue.flatMap { ($0 as? PSReference)?.value } ?? .null } }
    else if l.type === TypeTable.int {
      c = Code(TypeTable.int, int: { f in if case .int(let n) = f.slots[i] { return n }; return 0 }) { $0.slots[i] }
    } else if l.type === TypeTable.bool {
      c = Code(TypeTable.bool, bool: { f in if case .bool(let b) = f.slots[i] { return b }; return false }) { $0.slots[i] }
    } else { c = Code(l.type) { $0.slots[i] } }
    c.form = .local(l)
    c.isPlace = true
    return c
  }
  func writer(_ l: Local) -> (Frame, Value) throws -> Void {
    let i = l.slot
    if l.isBoxed { return { f, v in if case .other(let r) = f.slots[i] { unsafeDowncast(r, to: Box.self).value = v } } }
    if l.isByReference { return { f, v in try (f.slots[i].refValue as? PSReference)?.assign(v) } }
    return { f, v in f.slots[i] = v }
  }
  /// Makes the variable anew: a box of its own each time the declaration runs.
  func initialiser(_ l: Local) -> (Frame, Value) -> Void {
    let i = l.slot
    return l.isBoxed ? { f, v in f.slots[i] = .other(Box(v)) } : { f, v in f.slots[i] = v }
  }
}

extension Code {
  static func failed() -> Code { let c = Code(.value, Types.dynamic); c.form = .failure; return c }
}
extension Code.Form {
  var isFailure: Bool { if case .failure = self { true } else { false } }
}
