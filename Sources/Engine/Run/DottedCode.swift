/// Code that runs in a scope that exists already, every name looked up there: dot-sourced files, functions and blocks, and the script
/// of the command line.
///
/// It runs in steps, as the objects of its pipeline come. `$args`, `$input`, `$MyInvocation`, `$PSBoundParameters`, `$PSCmdlet` and the
/// preferences its common parameters stand for are its own while a step runs, and what they were for the scope between the steps and
/// afterwards. Parameters and whatever else it assigns stay.
import Syntax

final class DottedCode {
  private let context: ExecutionContext
  private let block: ScriptBlock
  private let plan: FunctionPlan
  private let info: InvocationInfo
  private var compiler: Compiler?
  private var binder: Binder?
  private var processCode: Code?
  /// What is piped in and no process block takes.
  private var gathered: [Value] = []
  /// Values that pipeline parameters have while no object gives them one.
  private var defaults: [(parameter: Int, value: Value)] = []
  private var hasBegun = false
  /// The command that dot-sources it.
  private let site: CommandSite?
  /// A cmdlet calls it, which is not as strict as a command; see `Binder.bindByPlace`.
  private let isCalledBack: Bool
  /// The last object of the process block.
  private var last: Value?
  /// Parameters may take what is piped in.
  private var bindsInput = false
  /// A variable of its own, and whether its process block names it: what it does not name need not be there for every object.
  private struct Own {
    let name: Symbol
    var value: Value
    var isNamed: Bool
  }
  private var own: [Own] = []

  /// - Parameters:
  ///   - info: `$MyInvocation` while the code runs
  ///   - input: what the cmdlet that calls it back has for `$input`; nil = it is a command of its own
  init(_ c: ExecutionContext, _ b: ScriptBlock, _ info: InvocationInfo, _ site: CommandSite? = nil, calledBackWith input: [Value]? = nil) {
    context = c
    self.site = site
    isCalledBack = input != nil
    gathered = input ?? []
    block = b
    self.info = info
    // a function's code has its name
    plan = (info.command as? FunctionInfo).flatMap { $0.block === b && !$0.name.isEmpty ? c.plan($0) : nil } ?? c.plan(b)
    give("MyInvocation", .other(info), always: true)
  }
  /// The function or script it is; nil for a block, which has no name.
  private var command: CommandInfo? { info.command.flatMap { $0.name.isEmpty ? nil : $0 } }
  /// The name of the file or function it is; nil for a block.
  var name: String? { command?.name }
  /// What its parameters got, and what none of them took.
  var bound: PSHash? { binder?.bound }
  var unbound: [Value] { binder?.unbound ?? [] }
  /// What stack traces call it.
  var unit: Unit { plan.unit }
  /// What the call said beyond arguments; known once they are bound.
  var common: CommonParameters { binder?.common ?? CommonParameters() }

  // MARK: Steps

  /// The parameters become variables of the scope, with their constraints.
  func bind(_ arguments: [Argument], expectsInput: Bool) throws {
    try step { fp, d in
      let unit = context.frames[d].unit.takeUnretainedValue()
      // the prompt's unit takes any code; other frames are reached by name
      let target = unit.kind == .global ? unit : Unit("", .dynamic)
      target.tracksSuccess = true
      if target !== unit {
        target.module = block.isUnbound ? context.runningModule : block.module
        target.types = unit.types.merging(block.types) { $1 }
      }
      block.runsInScope = true
      do { try context.within(statement: context.outerPosition ?? site.map { $0.statement ?? $0.extent }) { try context.useModules(block.ast, target, block.source) } } catch {
        throw site.map { context.notReady(error, $0) } ?? error
      }
      if !block.namespaces.isEmpty { target.namespaces = block.namespaces }
      let compiler = Compiler(context, target, block.source)
      self.compiler = compiler
      try asGuest {
        if let call = context.innerCode.last?.call { try context.beforeBody(of: call) { try bind(arguments, expectsInput, fp, d, compiler) } }
        else { try bind(arguments, expectsInput, fp, d, compiler) }
      }
    }
  }
  /// The begin block, before any object.
  func begin() throws {
    give("input", input(gathered))
    try step { fp, _ in
      hasBegun = true
      guard let compiler else { return }
      try context.defineTypes(block.ast, compiler)
      if let begin = block.ast.beginBlock { try run(compiler.code(begin.statements, traps: begin.traps), fp) }
    }
  }
  /// The process block once, without an object: `$_` is null there.
  func run() throws {
    guard block.ast.processBlock != nil else { return }
    try step { fp, _ in if isCalledBack { try runProcess(fp) } else { try runProcess(fp, with: .null) } }
  }
  /// One object that was piped in.
  /// - Returns: false when no parameter takes it, which was reported
  @discardableResult func process(_ v: Value) throws -> Bool {
    let gathers = block.ast.processBlock == nil
    if gathers { gathered.append(v) }
    if gathers, !bindsInput { return true }
    var isBound = true
    give("input", ExecutionContext.input([v]))
    try step(namedOnly: true) { fp, d in
      if bindsInput, let binder { isBound = try accept(v, binder, d) }
      if gathers || !isBound { return }
      try runProcess(fp, with: v)
    }
    return isBound
  }
  /// The end block, after all objects.
  func end() throws {
    guard let end = block.ast.endBlock else { return }
    give("input", input(gathered))
    try step { fp, _ in
      guard let compiler else { return }
      let dollar = context.dollarCell(fp), saved = dollar.pointee
      if let last { dollar.put(last) }
      defer { if last != nil { dollar.put(saved) } }
      try run(compiler.code(end.statements, traps: end.traps), fp)
    }
  }
  var wantsCleaning: Bool { hasBegun && block.ast.cleanBlock != nil }
  /// The clean block, however the others ended.
  func clean() {
    guard wantsCleaning, let clean = block.ast.cleanBlock else { return }
    context.cleaningUp { try step { fp, _ in if let compiler { try run(compiler.code(clean.statements, traps: clean.traps), fp) } } }
  }

  // MARK: What a step needs

  private func give(_ name: String, _ value: Value, always: Bool = false) {
    let s = Symbol.of(name)
    if let i = own.firstIndex(where: { $0.name.id == s.id }) { own[i].value = value; return }
    own.append(Own(name: s, value: value, isNamed: always || block.ast.holds(name)))
  }
  /// What is piped into the program comes through a reader; what a cmdlet gathered is a list.
  private func input(_ values: [Value]) -> Value {
    if isCalledBack { return .array(PSArray(values)) }
    let reader = info.isFromHost && block.ast.holds("input") ? ExecutionContext.makeEnumerator?("System.Management.Automation.Runspaces.PipelineReader`1+<GetReadEnumerator>d__20", values) : nil
    return reader ?? ExecutionContext.input(values)
  }
  /// Runs `body` in the scope, with the variables of this code in place.
  private func step(namedOnly: Bool = false, _ body: (_ fp: Cell, _ frame: Int) throws -> Void) throws {
    let c = context
    try c.inScope(of: (block.isUnbound ? c.runningModule : block.module)?.scope) { fp in
      let d = c.depth - 1
      let covered = own.filter { $0.isNamed || !namedOnly }.map { ($0.name, c.cover($0.name, by: $0.value, in: d)) }
      defer { for o in covered { c.uncover(o.0, o.1, in: d) } }
      do { try asGuest { try body(fp, d) } } catch let e as TerminatingError {
        let error = c.traced(e, d)
        if plan.isAdvanced, !isCalledBack { e.record.leave(command, info) }
        throw error
      }
    }
  }
  /// Types are looked up by the names of this code.
  private func asGuest(_ body: () throws -> Void) rethrows {
    let host = context.guest
    if let target = compiler?.unit, target.kind == .dynamic { context.guest = (target, context.depth) }
    defer { context.guest = host }
    try body()
  }
  private func runProcess(_ fp: Cell, with v: Value) throws {
    let dollar = context.dollarCell(fp), saved = dollar.pointee
    dollar.put(v)
    defer { dollar.put(saved) }
    last = v
    try runProcess(fp)
  }
  private func runProcess(_ fp: Cell) throws {
    guard let compiler, let process = block.ast.processBlock else { return }
    let code = processCode ?? compiler.code(process.statements, traps: process.traps)
    processCode = code
    try run(code, fp)
  }
  private func run(_ code: Code, _ fp: Cell) throws {
    let c = context
    switch try code.body(c, fp) {
    case .ret: let v = c.returned; c.returned = .void; try emit(v, into: c.sink)
    case .brk: throw c.strayFlow(.brk)
    case .cont: throw c.strayFlow(.cont)
    case .next: break
    }
  }

  // MARK: Parameters

  private func bind(_ arguments: [Argument], _ expectsInput: Bool, _ fp: Cell, _ d: Int, _ compiler: Compiler) throws {
    let c = context, params = block.ast.paramBlock?.parameters ?? block.parameterList ?? []
    // what the host calls stands nowhere in a script
    let place = info.isFromHost ? Extent.nowhere : info.position ?? block.ast.extent
    let binder = Binder(c, plan.metadata, commandName: command?.name ?? "", info: info, extent: place, errorName: command?.errorTypeName ?? "")
    self.binder = binder
    if let dynamic = block.ast.dynamicParamBlock {
      binder.dynamic = { [unowned self] in
        let k = Collector(), saved = c.sink
        c.sink = k
        defer { c.sink = saved }
        try run(compiler.code(dynamic.statements, traps: dynamic.traps), fp)
        return k.result
      }
    }
    bindsInput = expectsInput && plan.metadata.isAdvanced
    if isCalledBack { try binder.bindByPlace(arguments) } else { try binder.bindArguments(arguments, expectsInput: bindsInput) }
    if let e = plan.definitionError { throw e }
    for (i, q) in plan.parameters.enumerated() where i < params.count {
      var v: Value
      if let given = binder.value(i) { v = given }
      else if let x = params[i].defaultValue { v = try binder.convertedDefault(i, try compiler.expression(x)(c, fp).orNull) }
      else { v = ExecutionContext.zero(of: q.type) }
      if binder.isPipelineBound(i), binder.value(i) == nil { defaults.append((i, v)) }
      // what a cmdlet calls back keeps its parameters for itself
      if isCalledBack { give(q.name, v, always: true); continue }
      let constraints = plan.metadata.parameters[i].attributes.filter { switch $0 { case .type, .validate: true; default: false } }
      if constraints.isEmpty || q.type?.fullName == "System.Management.Automation.PSReference" { try c.assign(q.symbol, v, in: d); continue }
      let variable = Variable(q.name, v)
      variable.attributes = constraints
      try c.define(variable)
    }
    if plan.isAdvanced, !isCalledBack {
      let shell = Invocation(c, info.command ?? FunctionInfo("", block), next: c.sink, info: info)
      shell.common = binder.common
      shell.parameterSet = binder.chosenSet
      give("PSCmdlet", .other(PSCmdletObject(shell, calledFrom: c.frames[d].module)), always: true)
      for p in binder.preferences { give(p.name, p.value, always: true) }
    } else {
      let words = arguments.flatMap { a -> [Value] in a.name == nil ? [a.value] : a.hasValue ? [.str(a.word), a.value] : [.str(a.word)] }
      // advanced functions that are called read it here
      give("args", .array(PSArray(params.isEmpty ? words : binder.unbound)), always: info.isFromHost)
    }
    give("PSBoundParameters", .hash(binder.bound))
    info.unboundArguments = binder.unbound
  }
  /// Binds an object to the parameters that take it; false when none does, which was reported.
  private func accept(_ v: Value, _ binder: Binder, _ d: Int) throws -> Bool {
    guard try binder.accept(v) else { return false }
    for x in defaults where binder.value(x.parameter) == nil { try context.assign(plan.parameters[x.parameter].symbol, x.value, in: d) }
    for i in binder.inputParameters where i < plan.parameters.count {
      if let x = binder.value(i) { try context.assign(plan.parameters[i].symbol, x, in: d) }
    }
    return true
  }
}

/// What a variable was that another one covers for a while.
private enum Covered {
  /// The content of its cell.
  case cell(Value)
  case variable(Variable?)
}
extension ExecutionContext {
  /// Puts a variable in the place of one of the scope, which is not looked at: reading it may have effects.
  fileprivate func cover(_ s: Symbol, by v: Value, in d: Int) -> Covered {
    func replaced(_ cell: Cell) -> Covered {
      defer { cell.put(v.headValue) }
      return .cell(cell.pointee)
    }
    if isGlobalFrame(d) { return replaced(globals.cell(s)) }
    let i = frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
    if i >= 0 { return replaced(frames[d].fp + i) }
    defer { announce(s, in: d) }
    if frames[d].isModuleTop, let scope = frames[d].module?.takeUnretainedValue() {
      defer { scope.variables[s.id] = Variable(s.name, v.headValue) }
      return .variable(scope.variables[s.id])
    }
    let x = extras(d)
    defer { x.variables[s.id] = Variable(s.name, v.headValue) }
    return .variable(x.variables[s.id])
  }
  fileprivate func uncover(_ s: Symbol, _ covered: Covered, in d: Int) {
    switch covered {
    case .cell(let v):
      let i = isGlobalFrame(d) ? -1 : frames[d].unit._withUnsafeGuaranteedRef { $0.slot(s) }
      (i < 0 ? globals.cell(s) : frames[d].fp + i).put(v)
    case .variable(let old):
      if frames[d].isModuleTop, let scope = frames[d].module?.takeUnretainedValue() { scope.variables[s.id] = old } else { extras(d).variables[s.id] = old }
    }
  }
}
