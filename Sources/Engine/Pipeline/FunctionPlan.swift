/// A script function (or block) made ready to be called: its unit, parameters and compiled bodies.
import Syntax

final class FunctionPlan {
  struct Parameter {
    let name: String
    let symbol: Symbol
    let slot: Int
    /// Type constraint, when the parameter has exactly one and nothing else.
    let type: NetType?
    let isSwitch: Bool
    let defaultValue: ExprBox?
    let attributeAsts: [AttributeBaseAst]
  }
  let unit: Unit
  let parameters: [Parameter]
  let begin: Code?
  let process: Code?
  /// The body of a function without named blocks, or its `end` block.
  let end: Code?
  let clean: Code?
  let dynamicParameters: Code?
  /// Not to be changed; a variable for `PlanRegister`, which asks whether it is the only one that holds it.
  @exclusivity(unchecked) var block: ScriptBlock
  /// Called without the binder: no attributes beyond types, only an end block.
  let isSimple: Bool
  let isAdvanced: Bool
  let frameSize: Int
  let argsSlot, boundSlot, inputSlot, cmdletSlot, invocationSlot: Int
  let metadata: CommandMetadata
  let hasNamedBlocks: Bool
  /// The one block that runs when nothing is piped in, if it is one.
  let onlyBlock: Code?
  /// What was wrong with the classes defined in the block; thrown when it is called.
  private(set) var definitionError: Error?
  /// Set when a module its code uses could not be loaded.
  private(set) var useError: Error?
  /// The parameters cannot be declared as they are written: nothing is bound to them.
  private(set) var isMisdeclared = false
  /// What `[Obsolete]` says of the command; nil without it.
  let obsolete: String?
  /// Whether the next call is to look again, because the type or module that is missing may be there by then.
  var isProvisional: Bool {
    if useError != nil { return true }
    return switch (definitionError as? TerminatingError)?.record.errorId { case "TypeNotFound"?, "CustomAttributeTypeNotFound"?: isMisdeclared; default: false }
  }

  init(_ c: ExecutionContext, _ block: ScriptBlock, name: String, isFilter: Bool) {
    self.block = block
    let unit = Unit(name, .frame)
    unit.block = block
    unit.standsAside = block.standsAside
    unit.module = block.module
    unit.namespaces = block.namespaces
    unit.types = block.types
    unit.hidesTypes = true
    unit.isTrusted = block.isTrusted
    let ast = block.ast
    if !block.runsInScope { unit.body = ast }
    unit.namedBlocks = [ast.dynamicParamBlock, ast.beginBlock, ast.processBlock, ast.endBlock, ast.cleanBlock].compactMap { $0 }.filter { !$0.unnamed }.map { ($0.extent, $0.name.traceLabel) }
    let asts = ast.paramBlock?.parameters ?? block.parameterList ?? []
    for p in asts { unit.declare(Symbol.of(p.name.path.name)) }
    AssignedNames.collect(ast, into: unit)
    AssignedNames.collect(block.parameterList ?? [], into: unit)
    let compiler = Compiler(c, unit, block.source)
    // types first, so that the code below knows them; those of dot-sourced code belong to the scope it runs in
    if !block.runsInScope { do {
      do { try c.useModules(ast, unit, block.source) } catch { useError = error; throw error }
      try c.defineTypes(ast, compiler)
    } catch { definitionError = error } }
    unit.tracksSuccess = block.bodyText.utf8.containsQuestionVariable
    // attributes decide whether this is an advanced function
    var binding: CmdletBinding?
    var outputs: [String] = []
    var obsolete: String?
    for a in (ast.paramBlock?.attributes ?? []) + (ast.attributes as [AttributeBaseAst]) {
      let n = a.typeName.fullName.lowercased()
      if let x = a as? AttributeAst {
        compiler.check(x)
        if compiler.attributeError == nil, compiler.isParameterAttribute(x) {
          _ = compiler.parameterMetadata("", [x], type: TypeTable.object, position: nil)
        } else if case .other(let name, let values)? = compiler.attribute(x), name.hasSuffix("Obsolete") || name.hasSuffix("ObsoleteAttribute") {
          obsolete = values.first.map { Conversion.toString($0) } ?? ""
        }
      }
      if n == "cmdletbinding" || n == "system.management.automation.cmdletbindingattribute", let x = a as? AttributeAst { binding = compiler.cmdletBinding(x) }
      if n == "outputtype", let x = a as? AttributeAst {
        outputs += x.positionalArguments.compactMap {
          ($0 as? TypeExpressionAst).map { t in compiler.declaredType(t.typeName, at: t.extent)?.fullName ?? t.typeName.fullName }
            ?? ($0 as? StringConstantExpressionAst)?.value
        }
      }
    }
    var parameters: [Parameter] = []
    var metadata: [ParameterMetadata] = []
    var plain = obsolete == nil
    self.obsolete = obsolete
    var position = 0
    let hasParameterAttributes = asts.contains { p in p.attributes.contains { $0.typeName.fullName.lowercased().hasSuffix("parameter") && $0.kind == .attribute } }
    isAdvanced = binding != nil || hasParameterAttributes
    if isAdvanced, CmdletMentions.stand(in: block.source) { unit.declare(Symbol.of("PSCmdlet")) }
    for p in asts {
      let s = Symbol.of(p.name.path.name)
      let slot = unit.slot(s)
      if s.isConstantEverywhere, definitionError == nil {
        definitionError = TerminatingError(
          "VariableNotWritable", "Cannot overwrite variable \(s.name) because it is read-only or constant.", .writeError,
          exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(s.name))
      }
      let types = p.attributes.filter { $0.kind == .typeConstraint }
      let other = p.attributes.filter { $0.kind != .typeConstraint }
      let type = types.first.flatMap { compiler.resolveType($0.typeName) }
      if types.count > 1 || !other.isEmpty || (types.count == 1 && type == nil) || type.map(FunctionPlan.asksMore) ?? false { plain = false }
      let isSwitch = type === TypeTable.switchParameter
      parameters.append(
        Parameter(
          name: p.name.path.name, symbol: s, slot: slot, type: type, isSwitch: isSwitch, defaultValue: p.defaultValue.map { ExprBox(compiler.parameterDefault($0)) },
          attributeAsts: p.attributes))
      let m = compiler.parameterMetadata(p, type: type ?? TypeTable.object, position: (binding?.positionalBinding ?? true) && !isSwitch ? position : nil)
      if !isSwitch { position += 1 }
      metadata.append(m)
      let constraints = m.attributes.filter { if case .type = $0 { return true }; if case .validate = $0 { return true }; if case .transform = $0 { return true }; return false }
      if !constraints.isEmpty, type?.fullName != "System.Management.Automation.PSReference" { unit.constraints[slot] = constraints }
    }
    let declarationError = compiler.attributeError
    // a written position or set silences the automatic ones
    if metadata.contains(where: { m in m.explicitPosition || m.sets.contains { !$0.name.equalsIgnoringCase(ParameterMetadata.allSets) } }) {
      for m in metadata where !m.explicitPosition { m.sets = m.sets.map { var e = $0; e.position = nil; return e } }
    }
    let cm = CommandMetadata()
    cm.parameters = metadata
    cm.binding = binding ?? CmdletBinding()
    cm.isAdvanced = isAdvanced
    cm.isScript = true
    cm.outputTypes = outputs
    cm.hasDynamicParameters = ast.dynamicParamBlock != nil
    self.metadata = cm
    begin = ast.beginBlock.map { compiler.code($0) }
    clean = ast.cleanBlock.map { compiler.code($0) }
    dynamicParameters = ast.dynamicParamBlock.map { compiler.code($0) }
    let unnamed = ast.endBlock?.unnamed ?? false
    if isFilter, unnamed, let e = ast.endBlock {
      process = compiler.code(e)
      end = nil
    } else {
      process = ast.processBlock.map { compiler.code($0) }
      end = ast.endBlock.map { compiler.code($0) }
    }
    if definitionError == nil, let e = declarationError { definitionError = e; isMisdeclared = true }
    // names that contradict each other make no command, also one that binds nothing by name
    if definitionError == nil, !isAdvanced, metadata.contains(where: { !$0.aliases.isEmpty }), let c = cm.table.conflict {
      definitionError = TerminatingError(c.id, c.message, .metadataError, exception: "System.Management.Automation.MetadataException")
      isMisdeclared = true
    }
    if definitionError == nil, FunctionPlan.hasTooManySets(metadata) {
      definitionError = TerminatingError(
        "ParsingTooManyParameterSets", "Cannot get or run the command. The maximum number of parameter sets for this command has been exceeded.", .notSpecified,
        exception: "System.Management.Automation.ParsingMetadataException")
    }
    hasNamedBlocks = begin != nil || process != nil || clean != nil || dynamicParameters != nil
    self.unit = unit
    self.parameters = parameters
    // a function with the parameters of cmdlets has no `$args` of its own: its caller's is read
    argsSlot = isAdvanced ? -1 : unit.slot(Symbol.of("args"))
    boundSlot = unit.slot(Symbol.of("PSBoundParameters"))
    // a parameter of that name is no automatic variable
    inputSlot = parameters.contains { $0.symbol === Symbol.of("input") } ? -1 : unit.slot(Symbol.of("input"))
    cmdletSlot = isAdvanced ? unit.slot(Symbol.of("PSCmdlet")) : -1
    invocationSlot = unit.slot(Symbol.of("MyInvocation"))
    isSimple = plain && !isAdvanced && !hasNamedBlocks && end != nil && block.module == nil && invocationSlot < 0 && definitionError == nil
    let blocks = [begin, process, end].compactMap { $0 }
    onlyBlock = blocks.count == 1 ? blocks[0] : nil
    frameSize = unit.count
  }
  var mask: UInt64 { unit.mask }
  /// Types whose parameters take more than a conversion.
  private static func asksMore(_ t: NetType) -> Bool {
    switch t.fullName {
    case "System.Management.Automation.PSReference", "System.Management.Automation.PSCredential": true
    default: ParameterTable.Row.gathers(t)
    }
  }
  /// Whether the parameters name more sets than a command may have.
  private static func hasTooManySets(_ metadata: [ParameterMetadata]) -> Bool {
    let limit = 32
    // few mentions cannot be many sets
    guard metadata.reduce(0, { $0 + $1.sets.count }) > limit else { return false }
    return Set(metadata.flatMap { $0.sets.map { $0.name.lowercased() } }).subtracting([ParameterMetadata.allSets.lowercased()]).count > limit
  }
  /// `$input` while the begin or the process block runs: a list in an advanced function, else an enumerator.
  func input(_ values: [Value]) -> Value {
    guard isAdvanced else { return ExecutionContext.input(values) }
    let list = PSArray(values)
    list.kind = .arrayList
    return .array(list)
  }
}

extension String.UTF8View {
  /// Whether the text mentions `$?`.
  var containsQuestionVariable: Bool {
    var previous: UInt8 = 0
    for b in self { if b == 63, previous == 36 { return true }; previous = b }
    return false
  }
}

extension ExecutionContext {
  func plan(_ f: FunctionInfo) -> FunctionPlan? {
    if let p = f.block.plan { return p }
    let p = FunctionPlan(self, f.block, name: f.name, isFilter: f.type == .filter)
    p.unit.function = f
    if p.isProvisional { return p }
    f.block.plan = p
    register(p)
    return p
  }
  func plan(_ b: ScriptBlock) -> FunctionPlan {
    if b.isUnbound, let m = runningModule { return plan(b.adopted(by: m)) }
    if let p = b.plan { return p }
    let p = FunctionPlan(self, b, name: "", isFilter: false)
    if p.isProvisional { return p }
    b.plan = p
    register(p)
    return p
  }
  private func register(_ p: FunctionPlan) {
    plans.add(p) { [frames, depth] unit in (0..<depth).contains { frames[$0].unit.toOpaque() == Unmanaged.passUnretained(unit).toOpaque() } }
  }

  /// A body that writes to the sink; with `valueWanted` its output is collected instead.
  @inline(never) func runBody(_ body: Stmt, _ base: Cell, valueWanted: Bool) throws -> Value {
    func finish(_ f: Flow) throws {
      switch f {
      case .next: break
      case .ret: let v = returned; returned = .void; try emit(v, into: sink)
      case .brk, .cont: throw strayFlow(f)
      }
    }
    if !valueWanted { try finish(try body(self, base)); return .void }
    let k = Collector()
    let saved = sink
    sink = k
    defer { sink = saved }
    try finish(try body(self, base))
    return k.result
  }
  /// - Parameter convert: the parameter's conversions, when it has more than one type
  @inline(never) func defaultParameter(_ p: FunctionPlan.Parameter, _ cell: Cell, _ base: Cell, _ convert: ((Value) throws -> Value)? = nil) throws {
    if let d = p.defaultValue {
      let v = try defaultValue(d, base).orNull
      if let convert { cell.put(try convert(v)); return }
      if let t = p.type, t !== TypeTable.object {
        do {
          if Conversion.isBooleanLike(t) { try Conversion.requireBoolean(v, as: t) }
          cell.put(try Conversion.convert(v, to: t, self))
        } catch { throw transformationError(error, p.name, frames[depth - 1].unit.takeUnretainedValue().name) }
      } else { cell.put(v) }
      return
    }
    cell.put(ExecutionContext.zero(of: p.type))
  }
  /// Loop words and `exit` end the default alone.
  private func defaultValue(_ d: ExprBox, _ base: Cell) throws -> Value {
    do { return try d.f(self, base) } catch let flow as FlowSignal where flow.leavesCode { return .null }
  }
  /// The value of a typed parameter nobody set.
  static func zero(of t: NetType?) -> Value {
    guard let t else { return .null }
    if t === TypeTable.switchParameter { return .other(SwitchParameter(false)) }
    if t === TypeTable.string { return .emptyString }
    if t === TypeTable.bool { return .bool(false) }
    return t.target == .number ? Conversion.value(0, as: t.typeCode) ?? .null : .null
  }
  func transformationError(_ error: Error, _ parameter: String, _ command: String) -> Error {
    guard let e = error as? TerminatingError else { return error }
    let inner = e.record.exception
    let r = ErrorRecord(
      PSException(
        "System.Management.Automation.ParameterBindingArgumentTransformationException",
        "Cannot process argument transformation on parameter '\(parameter)'. \(inner.message)", inner: inner.asTransformation),
      id: command.isEmpty ? "ParameterArgumentTransformationError" : "ParameterArgumentTransformationError,\(command)", .invalidData)
    r.categoryActivity = command
    return TerminatingError(r)
  }
}

/// A `[switch]` argument as an object: `$flag.IsPresent`.
public final class SwitchParameter: Ref {
  let isOn: Bool
  public init(_ on: Bool) { isOn = on; super.init() }
  public override var netType: NetType { TypeTable.switchParameter }
  public override func text() -> String { isOn ? "True" : "False" }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    if case .bool(let on) = other.base { return on == isOn }
    return (other.base.refValue as? SwitchParameter)?.isOn == isOn
  }
}

/// `[ref]`.
public final class PSReference: Ref {
  let variable: Variable?
  private var held: Value
  init(variable: Variable) { self.variable = variable; held = .null; super.init() }
  public init(value: Value) { variable = nil; held = value; super.init() }
  /// The variable's when it refers to one, else its own.
  public var value: Value { variable?.current ?? held }
  /// Assigns to the variable as a script does: it converts, checks, or refuses.
  public func assign(_ v: Value) throws { if let variable { try variable.assign(v) } else { held = v } }
  public override var netType: NetType { PSReference.type(of: value) }
  public override func text() -> String { Conversion.typeText(netType) }
  private static func type(of v: Value) -> NetType {
    let held = v.isNull ? TypeTable.get("System.Management.Automation.LanguagePrimitives+Null") : TypeTable.typeOf(v.base)
    return TypeTable.generic("System.Management.Automation.PSReference`1", [held]) ?? TypeTable.get("System.Management.Automation.PSReference")
  }
}

extension Compiler {
  /// A parameter's default; `return` in it gives its value.
  func parameterDefault(_ e: ExpressionAst) -> Expr {
    isInDefault = true
    defer { isInDefault = false }
    let x = expression(e)
    guard e.returns else { return x }
    return { c, fp in
      let k = Collector(), sink = c.sink
      c.sink = k
      defer { c.sink = sink }
      do { return try x(c, fp) } catch FlowSignal.returnFromScript { return k.result }
    }
  }
}
