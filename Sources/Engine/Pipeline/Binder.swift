/// Parameter binding: arguments and pipeline objects to the parameters of a command, by PowerShell's rules.
///
/// Order: named arguments, positional ones, `$PSDefaultParameterValues`, dynamic parameters, remaining ones, then the
/// question which parameter sets are possible and what mandatory parameters are missing; then per object: by value and
/// by property name without conversion, the same with conversion. Parameter sets are a bit mask that each binding
/// narrows; all bits set means that nothing narrowed it yet.
///
/// The parts: `Binder+Arguments` (command line), `Binder+Sets` (which set, what is missing), `Binder+Pipeline` (objects),
/// `Binder+Values` (conversion and checks of one value), `Binder+Defaults` (`$PSDefaultParameterValues`).
import Syntax
import Primitives

final class Binder {
  // What is touched for every call or object carries no exclusivity checks.
  let context: ExecutionContext
  @exclusivity(unchecked) private(set) var metadata: CommandMetadata
  @exclusivity(unchecked) private(set) var table: ParameterTable
  let commandName: String
  /// Cmdlet's type or function name in error ids.
  let errorName: String
  let info: InvocationInfo
  /// The code of a command without a name.
  @exclusivity(unchecked) var block: ScriptBlock?
  let extent: Extent
  let bound: PSHash
  /// Arguments a plain function has no parameters for.
  @exclusivity(unchecked) var unbound: [Value] = []
  @exclusivity(unchecked) var common = CommonParameters()
  /// Name of the parameter set, as `$PSCmdlet.ParameterSetName` says it.
  @exclusivity(unchecked) var chosenSet = ""
  /// Evaluates the `dynamicparam` block or the cmdlet's dynamic parameters.
  var dynamic: (() throws -> Value)?
  /// Parameters that a cmdlet has only under a condition are not looked at yet: a word after the name of one waits with it.
  @exclusivity(unchecked) var hidesConditional = false
  /// Told of each value as it is bound.
  var onAssign: ((Int, Value) -> Void)?

  /// Values by parameter; `unset` = nothing bound.
  @exclusivity(unchecked) var values: [Value]
  /// Parameters without value, in the order they are tried.
  @exclusivity(unchecked) var open: [Int]
  /// The parameter sets still possible.
  @exclusivity(unchecked) var sets: UInt32 = ~0
  @exclusivity(unchecked) var setsBeforeInput: UInt32 = ~0
  /// A set whose parameters take pipeline input before those of other sets.
  @exclusivity(unchecked) var preferredSet: UInt32 = 0
  @exclusivity(unchecked) var expectsInput = false
  /// Script blocks given to parameters that take pipeline input: evaluated per object with `$_` set.
  @exclusivity(unchecked) var delayed: [(parameter: Int, argument: Argument)] = []
  /// Parameters the last pipeline object was bound to.
  @exclusivity(unchecked) var boundFromInput: [Int] = []
  /// Parameters a pipeline object may set.
  @exclusivity(unchecked) private(set) var inputParameters: [Int] = []
  /// Parameters set by `$PSDefaultParameterValues`.
  var boundDefaults: [String] = []
  @exclusivity(unchecked) var usesDefaults = false
  /// Defaults of `$PSDefaultParameterValues` that failed and were warned about.
  var warned: Set<String> = []
  /// What went where, for a plan; nil once something depended on more than the form of the call.
  @exclusivity(unchecked) var moves: [BindingPlan.Move]? = []
  /// Obsolete parameters that were bound, each once. Of those on the command line nobody is told before the whole line is bound.
  var obsolete: [Int] = []
  @exclusivity(unchecked) private(set) var isLineBound = false
  /// `RuntimeDefinedParameter` objects by parameter.
  private var dynamicObjects: [Int: (object: Value, property: String?)] = [:]

  /// The call of a function, whose frame stands while objects are bound but is no level of what these errors tell.
  var call: CallInfo?
  init(_ c: ExecutionContext, _ m: CommandMetadata, commandName: String, info: InvocationInfo, extent: Extent, errorName: String) {
    context = c; metadata = m; self.commandName = commandName; self.info = info; self.extent = extent; self.errorName = errorName
    table = m.table
    bound = info.boundParameters
    values = Array(repeating: .unset, count: m.parameters.count)
    open = Array(0..<m.parameters.count)
  }

  func value(_ i: Int) -> Value? {
    guard i < values.count else { return nil }
    if case .unset = values[i] { return nil }
    return values[i]
  }
  func isBound(_ p: Int) -> Bool { if case .unset = values[p] { false } else { true } }
  /// Whether the parameter's value changes from object to object.
  func isPipelineBound(_ i: Int) -> Bool { inputParameters.contains(i) }

  // MARK: The command line

  func bindArguments(_ arguments: [Argument], expectsInput: Bool) throws {
    self.expectsInput = expectsInput
    do {
      if metadata.isAdvanced { try bindAdvanced(numbered(arguments)) } else { try bindPlain(arguments) }
    } catch let f as BindingFailure { throw f.error }
    isLineBound = true
    for p in obsolete { try warnOfObsolete(p) }
  }
  /// As code is bound that something calls back: by place alone, whatever attributes say of sets, places and what must be given. A switch
  /// takes its place too.
  func bindByPlace(_ arguments: [Argument]) throws {
    do {
      for (i, a) in arguments.enumerated() {
        if i < metadata.parameters.count { _ = try bind(i, a, convert: true) } else { unbound.append(a.value) }
      }
    } catch let f as BindingFailure { throw f.error }
  }
  private func numbered(_ arguments: [Argument]) -> [Argument] {
    var list = arguments
    for i in list.indices { list[i].index = i }
    return list
  }
  /// How to bind the next call from the same place; nil when that takes the whole procedure.
  func plan() -> BindingPlan? {
    guard let moves, context.bindingTrace == nil, metadata.isAdvanced, dynamic == nil, delayed.isEmpty, unbound.isEmpty, !usesDefaults, !expectsInput else { return nil }
    return BindingPlan(self, moves)
  }
  /// A function without attributes: names, positions, and `$args` for the rest.
  private func bindPlain(_ arguments: [Argument]) throws {
    let p = try bindPositional(try bindNamed(try reparse(explicitFirst(arguments))))
    if p.rest.isEmpty { return }
    for a in p.rest {
      if let n = a.name {
        if n.equalsIgnoringCase("$args"), a.hasValue { if case .array(let x) = a.value.base { unbound += x.values } else { unbound.append(a.value) }; continue }
        unbound.append(.object(PSObject.parameterWord(a.word, n, nil)))
      }
      if a.hasValue { unbound.append(a.value) }
    }
  }
  /// Explicit arguments win over those of splatted hashtables.
  private func explicitFirst(_ given: [Argument]) -> [Argument] {
    // `--` only ends the parameters
    let arguments = given.contains(where: { $0.name == "-" && !$0.hasValue }) ? given.filter { $0.name != "-" || $0.hasValue } : given
    return arguments.contains(where: { $0.isSplat }) ? arguments.filter { !$0.isSplat } + arguments.filter { $0.isSplat } : arguments
  }
  private func bindAdvanced(_ arguments: [Argument]) throws {
    if metadata.isScript, let c = table.conflict { throw TerminatingError(c.id, c.message, .metadataError, exception: "System.Management.Automation.MetadataException") }
    try bindCommandLine(arguments)
    var count = expectsInput ? try validateSets(beforeInput: true, useDefault: false) : try validateSets(beforeInput: false, useDefault: true)
    if count == 1, !usesDefaults { try bindDefaults() }
    if count > 1, expectsInput {
      let narrowed = setsTakingInput()
      if narrowed != sets { sets = narrowed; count = try validateSets(beforeInput: true, useDefault: false) }
    }
    try tracing("MANDATORY PARAMETER CHECK on cmdlet [\(commandName)]") {
      let missing = try missingMandatory(count, expectsInput)
      if !missing.isEmpty { try elaborated { try supply(missing) } }
    }
    if !expectsInput { try requireOneSet() }
    setsBeforeInput = sets
    if expectsInput { inputParameters = table.rows.indices.filter { table.rows[$0].takesInput && !isBound($0) } + delayed.map(\.parameter) }
  }
  /// Arguments to parameters, without asking what is missing.
  private func bindCommandLine(_ arguments: [Argument]) throws {
    try readDefaults()
    hidesConditional = metadata.hasConditions
    let given = try reparse(explicitFirst(arguments))
    var rest = try tracing("BIND NAMED cmd line args [\(commandName)]") { try bindNamed(given) }
    var positional = try tracing("BIND POSITIONAL cmd line args [\(commandName)]") { try bindPositional(rest) }
    rest = positional.rest
    var failure = positional.failure
    try bindDefaults()
    _ = try validateSets(beforeInput: true, useDefault: false)
    if hidesConditional {
      hidesConditional = false
      if !rest.isEmpty {
        try refuseUnmetConditions(rest)
        positional = try bindPositional(try bindNamed(try reparse(rest)))
        rest = positional.rest
        failure = failure ?? positional.failure
      }
    }
    if dynamic != nil {
      try tracing("BIND cmd line args to DYNAMIC parameters.") {
        try addDynamicParameters()
        if rest.isEmpty { return }
        rest = try tracing("BIND NAMED args to DYNAMIC parameters") { try bindNamed(try reparse(rest)) }
        positional = try tracing("BIND POSITIONAL args to DYNAMIC parameters") { try bindPositional(rest) }
        rest = positional.rest
        failure = failure ?? positional.failure
      }
      try bindDefaults()
    }
    if rest.isEmpty { return }
    if try bindRemaining(rest) { return }
    try elaborated { throw refusal(rest[0], failure) }
  }

  /// A parameter whose condition does not hold is one the cmdlet does not have.
  private func refuseUnmetConditions(_ arguments: [Argument]) throws {
    for a in arguments {
      guard let name = a.name, case .declared(let p)? = try find(name, a.extent), let condition = table.rows[p].metadata.condition else { continue }
      moves = nil
      if !condition.holds(bound, context) { try elaborated { throw refusal(a, nil) } }
    }
  }

  /// The value of a parameter nobody set, through the parameter's conversions.
  func convertedDefault(_ i: Int, _ v: Value) throws -> Value {
    guard i < table.rows.count else { return v }
    let row = table.rows[i], a = Argument(name: nil, value: v, hasValue: true, extent: extent)
    do { return try transformed(row.transforms.isEmpty && !row.takesUserName || v.isNull ? v : try rewritten(v, row, a), row, a) } catch let f as BindingFailure { throw f.error }
  }

  // MARK: Parameters known only at run time

  private func addDynamicParameters() throws {
    guard let dynamic else { return }
    moves = nil
    let v: Value
    do { v = try dynamic() } catch let e as TerminatingError {
      // what the command itself raised ends it as it is
      if e.record.raisedByCmdlet { throw e }
      let r = ErrorRecord(
        PSException(
          "System.Management.Automation.ParameterBindingException", "Cannot retrieve the dynamic parameters for the cmdlet. \(e.record.exception.message)",
          inner: e.record.exception), id: "GetDynamicParametersException", .invalidArgument)
      throw located(r, extent)
    }
    if case .hash(let h) = v.base {
      for (k, p) in h.pairs {
        let key = Conversion.toString(k), name = try context.property(p, "Name").map { Conversion.toString($0) } ?? ""
        if key == name { continue }
        let message =
          """
          Cannot bind cmdlet \(commandName) because runtime-defined parameter '\(name)' was added to the RuntimeDefinedParameterDictionary with key '\(key)'. \
          The key must be the same as RuntimeDefinedParameter.Name.
          """
        throw located(ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", message), id: "RuntimeDefinedParameterNameMismatch", .invalidArgument), extent)
      }
    }
    let described = try context.describedParameters(v)
    if described.isEmpty { return }
    let copy = CommandMetadata()
    copy.parameters = metadata.parameters
    copy.binding = metadata.binding
    copy.isAdvanced = metadata.isAdvanced
    copy.isScript = metadata.isScript
    copy.hasDynamicParameters = true
    for (p, target, property) in described {
      copy.parameters.append(p)
      dynamicObjects[values.count] = (target, property)
      open.append(values.count)
      values.append(.unset)
    }
    metadata = copy
    table = copy.table
  }
  /// Records the value of a parameter.
  func record(_ p: Int, _ v: Value) {
    values[p] = v
    bound.set(.str(table.rows[p].metadata.name), v)
    if let (o, property) = dynamicObjects[p] {
      if let property { try? context.setProperty(o, property, v) }
      else { try? context.setProperty(o, "Value", v); try? context.setProperty(o, "IsSet", .bool(true)) }
    }
    onAssign?(p, v)
  }

  // MARK: Common parameters as variables

  /// What the common parameters of an advanced function are to its code: preference variables of its scope.
  var preferences: [(name: String, value: Value)] {
    guard metadata.isAdvanced else { return [] }
    func action(_ a: ActionPreference) -> Value { .other(PSEnum(ExecutionContext.actionPreferenceType, Int64(a.rawValue))) }
    var all: [(name: String, value: Value)] = []
    if let v = common.verbose { all.append(("VerbosePreference", action(v ? .continue : .silentlyContinue))) }
    if let v = common.debug { all.append(("DebugPreference", action(v ? .continue : .silentlyContinue))) }
    if let v = common.errorAction { all.append(("ErrorActionPreference", action(v))) }
    if let v = common.warningAction { all.append(("WarningPreference", action(v))) }
    if let v = common.informationAction { all.append(("InformationPreference", action(v))) }
    if let v = common.progressAction { all.append(("ProgressPreference", action(v))) }
    if let v = common.whatIf { all.append(("WhatIfPreference", .other(SwitchParameter(v)))) }
    if let v = common.confirm { all.append(("ConfirmPreference", .other(PSEnum(ExecutionContext.confirmImpactType, v ? 1 : 0)))) }
    return all
  }

  /// The one parameter that pipeline objects go to by value, when no other takes input: what the first object showed
  /// holds for the others.
  var soleInputParameter: Int? {
    guard delayed.isEmpty, !context.mayHaveDefaultParameterValues else { return nil }
    let candidates = inputParameters.filter { table.rows[$0].isIn(setsBeforeInput) }
    guard candidates.count == 1, let p = candidates.first else { return nil }
    let row = table.rows[p]
    guard preferredSet == 0 || row.inAllSets, row.typeName == nil, row.entries.allSatisfy({ $0.fromPipeline }) else { return nil }
    return p
  }
  /// The one parameter that takes whole pipeline objects of any type, when nothing else can be bound from them: after
  /// the first object the others need no search.
  private(set) lazy var wholeObjectParameter: Int? = {
    guard onAssign == nil, let p = soleInputParameter else { return nil }
    let row = table.rows[p]
    guard row.metadata.type === TypeTable.object || row.metadata.type === TypeTable.psObject,
      row.entries.allSatisfy({ $0.fromPipeline && !$0.fromPropertyName && !$0.mandatory }), row.validations.isEmpty, row.typeName == nil
    else { return nil }
    return p
  }()
}
