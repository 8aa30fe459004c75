/// Parameter binding: arguments and pipeline objects to the parameters of a command, by PowerShell's rules.
///
/// Order: named arguments, positional ones, remaining ones, `$PSDefaultParameterValues`, dynamic parameters, then per
/// object: pipeline by value without and with conversion, by property name without and with conversion. Parameter sets
/// are a bit mask that each binding narrows.
import Syntax
import Primitives

final class Binder {
  let context: ExecutionContext
  private(set) var metadata: CommandMetadata
  let commandName: String
  /// Cmdlet's type or function name in error ids.
  let errorName: String
  let info: InvocationInfo
  let extent: Extent
  private(set) var bound: PSHash
  private(set) var unbound: [Value] = []
  private(set) var common = CommonParameters()
  private(set) var chosenSet = ParameterMetadata.allSets
  /// Evaluates the `dynamicparam` block or the cmdlet's dynamic parameters.
  var dynamic: (() throws -> Value)?
  /// Told of each value as it is bound.
  var onAssign: ((Int, Value) -> Void)?
  private var expectsInput = false

  private var values: [Value?]
  private var fromCommandLine: [Bool]
  private var pipelineParameters: [Int] = []
  private var mask: UInt32 = ~0
  private var parameterMasks: [UInt32]
  private var lastPipelineBound: [Int] = []
  private var maskBeforePipeline: UInt32 = ~0

  init(_ c: ExecutionContext, _ m: CommandMetadata, commandName: String, info: InvocationInfo, extent: Extent, errorName: String) {
    context = c; metadata = m; self.commandName = commandName; self.info = info; self.extent = extent; self.errorName = errorName
    bound = info.boundParameters
    values = Array(repeating: nil, count: m.parameters.count)
    fromCommandLine = Array(repeating: false, count: m.parameters.count)
    parameterMasks = []
    recomputeMasks()
  }
  private func recomputeMasks() {
    let sets = metadata.setNames
    let all: UInt32 = sets.isEmpty ? 1 : sets.count >= 32 ? ~0 : (1 << UInt32(sets.count)) - 1
    parameterMasks = metadata.parameters.map { p in
      var m: UInt32 = 0
      for s in p.sets {
        if s.name == ParameterMetadata.allSets { m |= all } else if let i = sets.firstIndex(where: { $0.equalsIgnoringCase(s.name) }), i < 32 { m |= 1 << UInt32(i) }
      }
      return m
    }
    mask = all
  }

  func value(_ i: Int) -> Value? { i < values.count ? values[i] : nil }
  func isPipelineBound(_ i: Int) -> Bool { delayed.contains { $0.parameter == i } || pipelineParameters.contains(i) && !fromCommandLine[i] }

  // MARK: Arguments

  func bindArguments(_ arguments: [Argument], expectsInput: Bool) throws {
    mayDelay = expectsInput
    defer { mayDelay = false }
    self.expectsInput = expectsInput
    var positional: [Argument] = []
    var deferred: [Argument] = []
    var i = 0
    while i < arguments.count {
      var a = arguments[i]
      i += 1
      guard let name = a.name else { positional.append(a); continue }
      if metadata.isAdvanced, try bindCommon(name, &a, arguments, &i) { continue }
      guard let p = try find(name, a) else {
        if !metadata.isAdvanced {
          positional.append(Argument(name: nil, value: .object(PSObject.parameterWord("-" + name + (a.hasValue && !a.isSplat ? ":" : ""), name, a.hasValue ? a.value : nil)), hasValue: true, extent: a.extent))
          if a.hasValue, !a.isSplat { positional.append(Argument(name: nil, value: a.value, hasValue: true, extent: a.extent)) }
          continue
        }
        if dynamic != nil || metadata.hasDynamicParameters { deferred.append(a); if !a.hasValue, i < arguments.count, arguments[i].name == nil { deferred.append(arguments[i]); i += 1 }; continue }
        if metadata.parameters.contains(where: { p in p.sets.contains { $0.remaining } }) {
          positional.append(Argument(name: nil, value: .str("-" + name), hasValue: true, extent: a.extent))
          if a.hasValue { positional.append(Argument(name: nil, value: a.value, hasValue: true, extent: a.extent)) }
          continue
        }
        throw unknownParameter(name, a)
      }
      try bindNamed(p, &a, arguments, &i, name)
    }
    if dynamic != nil { try bindDynamic(&positional, deferred) }
    try bindPositional(positional)
    try bindDefaults()
    narrowToMandatory(expectsInput)
    try chooseSet(final: !expectsInput)
    pipelineParameters = metadata.parameters.indices.filter { k in !fromCommandLine[k] && metadata.parameters[k].sets.contains { $0.fromPipeline || $0.fromPropertyName } }
    maskBeforePipeline = mask
    if !expectsInput, metadata.isAdvanced || metadata.parameters.contains(where: { $0.sets.contains { $0.mandatory } }) { try requireMandatory() }
  }
  private func bindNamed(_ p: Int, _ a: inout Argument, _ arguments: [Argument], _ i: inout Int, _ name: String) throws {
    let m = metadata.parameters[p]
    if !a.hasValue {
      if m.isSwitch { a.value = .other(SwitchParameter(true)) }
      else if i < arguments.count, arguments[i].name == nil { a.value = arguments[i].value; a.literal = arguments[i].literal; a.isBareWord = arguments[i].isBareWord; i += 1 }
      else { throw error("MissingArgument", .invalidArgument, "Missing an argument for parameter '\(m.name)'. Specify a parameter of type '\(m.type.fullName)' and try again.", a.extent) }
    }
    if values[p] != nil { if a.isSplat { return }; throw error("ParameterAlreadyBound", .invalidArgument, "Cannot bind parameter because parameter '\(m.name)' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\".", a.extent) }
    try assign(p, a.value, literal: a.literal, at: a.extent)
    fromCommandLine[p] = true
    mask &= parameterMasks[p]
    if mask == 0 { throw ambiguousSet() }
  }

  /// Exact name or alias, then a unique prefix.
  private func find(_ name: String, _ a: Argument) throws -> Int? {
    for (i, p) in metadata.parameters.enumerated() where p.name.equalsIgnoringCase(name) || p.aliases.contains(where: { $0.equalsIgnoringCase(name) }) { return i }
    var hits: [Int] = []
    for (i, p) in metadata.parameters.enumerated() where CaseInsensitive.hasPrefix(p.name, name) || p.aliases.contains(where: { CaseInsensitive.hasPrefix($0, name) }) { hits.append(i) }
    if hits.count > 1 {
      let names = hits.map { "-" + metadata.parameters[$0].name }.joined(separator: " ")
      throw error("AmbiguousParameter", .invalidArgument, "Parameter cannot be processed because the parameter name '\(name)' is ambiguous. Possible matches include: \(names).", a.extent)
    }
    return hits.first
  }
  private func unknownParameter(_ name: String, _ a: Argument) -> TerminatingError {
    let e = error("NamedParameterNotFound", .invalidArgument, "A parameter cannot be found that matches parameter name '\(name)'.", a.extent)
    e.record.recommendedAction = Suggestion.nearest(name, metadata.parameters.map(\.name)).map { "Did you mean -\($0)?" }
    return e
  }

  private func bindPositional(_ arguments: [Argument]) throws {
    var rest: [Argument] = []
    var queue = arguments[...]
    while let a = queue.first {
      let open = positionalCandidates()
      guard let lowest = open.map({ $0.1 }).min() else { rest += queue; break }
      let candidates = open.filter { $0.1 == lowest }.map { $0.0 }
      var failure: Error?
      var done = false
      let defaultBit = defaultMask()
      let ordered = candidates.filter { parameterMasks[$0] & defaultBit != 0 } + candidates.filter { parameterMasks[$0] & defaultBit == 0 }
      // an argument that fits without conversion wins over one that must be converted
      let exact = ordered.count > 1 ? ordered.filter { Conversion.isInstance(a.value, of: metadata.parameters[$0].type) } : []
      for p in exact + ordered.filter({ !exact.contains($0) }) {
        do {
          try assign(p, a.value, literal: a.literal, at: a.extent)
          fromCommandLine[p] = true
          mask &= parameterMasks[p]
          done = true
          break
        } catch { if failure == nil { failure = error } }
      }
      if !done { if let failure { throw failure }; rest += queue; break }
      queue = queue.dropFirst()
    }
    if rest.isEmpty { return }
    // the rest goes to the parameter that takes remaining arguments
    if let p = metadata.parameters.indices.first(where: { k in values[k] == nil && parameterMasks[k] & mask != 0 && metadata.parameters[k].sets.contains { $0.remaining } }) {
      let list = PSArray(rest.map { $0.value })
      if !metadata.parameters[p].type.isArray { list.kind = .list }
      if rest.count == 1, case .array = rest[0].value.base { try assign(p, rest[0].value, at: rest[0].extent) } else { try assign(p, .array(list), at: rest[0].extent) }
      fromCommandLine[p] = true
      mask &= parameterMasks[p]
      return
    }
    if metadata.isAdvanced {
      let a = rest[0]
      throw error("PositionalParameterNotFound", .invalidArgument, "A positional parameter cannot be found that accepts argument '\(Conversion.toString(a.value, context))'.", a.extent, positional: true)
    }
    unbound = rest.map(\.value)
  }
  /// Unbound parameters that can take a positional argument, with their position.
  private func positionalCandidates() -> [(Int, Int)] {
    var result: [(Int, Int)] = []
    for (i, p) in metadata.parameters.enumerated() where values[i] == nil {
      guard parameterMasks[i] & mask != 0 else { continue }
      for s in p.sets {
        guard let position = s.position, !s.remaining else { continue }
        let bit = s.name == ParameterMetadata.allSets ? ~0 : setBit(s.name)
        if bit & mask != 0 { result.append((i, position)); break }
      }
    }
    return result
  }
  private func setBit(_ name: String) -> UInt32 { metadata.setNames.firstIndex { $0.equalsIgnoringCase(name) }.map { 1 << UInt32(min($0, 31)) } ?? 0 }
  private func defaultMask() -> UInt32 { metadata.binding.defaultParameterSetName.map { setBit($0) } ?? 0 }

  private func bindDefaults() throws {
    guard metadata.isAdvanced, case .hash(let h)? = context.variable("PSDefaultParameterValues"), h.count > 0, !commandName.isEmpty else { return }
    if let off = h.get("Disabled"), Conversion.toBool(off) { return }
    for (k, v) in h.pairs {
      let key = Conversion.toString(k, context)
      guard let colon = key.firstIndex(of: ":") else { continue }
      let pattern = String(key[..<colon]), name = String(key[key.index(after: colon)...])
      guard (try? WildcardPattern(pattern, ignoreCase: true).matches(commandName)) ?? false else { continue }
      guard let p = metadata.parameters.firstIndex(where: { $0.name.equalsIgnoringCase(name) || $0.aliases.contains { $0.equalsIgnoringCase(name) } }), values[p] == nil, parameterMasks[p] & mask != 0 else {
        if CommonParameterNames.canonical(name) != nil, metadata.isAdvanced { var i = 0; var a = Argument(name: name, value: v, hasValue: true, extent: extent); _ = try bindCommon(name, &a, [], &i) }
        continue
      }
      var x = v
      if case .block(let b) = v.base { x = try context.invokeBlock(b) }
      try assign(p, x, at: extent)
      fromCommandLine[p] = true
      mask &= parameterMasks[p]
    }
  }

  private func bindDynamic(_ positional: inout [Argument], _ deferred: [Argument]) throws {
    guard let dynamic else { return }
    let v = try dynamic()
    if case .hash(let h) = v.base {
      let copy = CommandMetadata()
      copy.parameters = metadata.parameters
      copy.binding = metadata.binding
      copy.isAdvanced = metadata.isAdvanced
      copy.hasDynamicParameters = true
      for (k, d) in h.pairs {
        let m = try context.dynamicParameter(Conversion.toString(k, context), d)
        copy.parameters.append(m)
        values.append(nil)
        fromCommandLine.append(false)
      }
      metadata = copy
      let before = mask
      recomputeMasks()
      if before != ~0 { mask &= before }
    }
    var i = 0
    while i < deferred.count {
      var a = deferred[i]
      i += 1
      guard let name = a.name else { positional.append(a); continue }
      guard let p = try find(name, a) else { throw unknownParameter(name, a) }
      try bindNamed(p, &a, deferred, &i, name)
    }
  }

  // MARK: Values

  /// Script blocks given to parameters that take pipeline input: evaluated per object with `$_` set.
  private var delayed: [(parameter: Int, block: ScriptBlock)] = []
  private var mayDelay = false
  private func isDelayed(_ v: Value, _ m: ParameterMetadata) -> ScriptBlock? {
    guard mayDelay, case .block(let b) = v.base, !metadata.isScript || metadata.isAdvanced, m.sets.contains(where: { $0.fromPipeline || $0.fromPropertyName }) else { return nil }
    let t = m.type.isArray ? m.type.elementType ?? m.type : m.type
    return t === TypeTable.scriptBlock || t === TypeTable.object || t === TypeTable.psObject ? nil : b
  }
  private func bindDelayed(_ item: Value) throws {
    for d in delayed {
      let x = try context.invokeBlock(d.block, item: item)
      if x.isNull {
        let n = metadata.parameters[d.parameter].name
        throw finish(ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", "Cannot evaluate parameter '\(n)' because its argument is specified as a script block and the evaluation of that script block produced no result. A script block cannot be evaluated without result."), id: "ScriptBlockArgumentNoOutput", .invalidArgument), extent)
      }
      try assign(d.parameter, x, at: extent)
      lastPipelineBound.append(d.parameter)
    }
  }

  /// Converts, validates and records the value of a parameter.
  private func assign(_ p: Int, _ v: Value, literal: String? = nil, at e: Extent) throws {
    let m = metadata.parameters[p]
    if let b = isDelayed(v, m) {
      delayed.append((p, b))
      values[p] = v
      bound.set(.str(m.name), v)
      return
    }
    var x = v.orNull
    if case .block(let b) = x.base, m.type !== TypeTable.scriptBlock, m.type !== TypeTable.object, m.type !== TypeTable.psObject, !(m.type.isArray && (m.type.elementType === TypeTable.scriptBlock || m.type.elementType === TypeTable.object)),
      m.sets.contains(where: { $0.fromPipeline || $0.fromPropertyName }) {
      guard expectsInput else {
        throw finish(ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", "Cannot evaluate parameter '\(m.name)' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input."), id: "ScriptBlockArgumentNoInput", .metadataError), e)
      }
    }
    if let literal, m.type === TypeTable.string || (m.type.isArray && m.type.elementType === TypeTable.string) { x = .str(literal) }
    do { x = try convert(x, m) } catch { throw wrapTransformation(error, m, e) }
    try validate(x, m, e)
    values[p] = x
    bound.set(.str(m.name), x)
    onAssign?(p, x)
  }
  private func convert(_ v: Value, _ m: ParameterMetadata) throws -> Value {
    if m.isSwitch { return .other(SwitchParameter(try Binder.switchValue(v, context))) }
    let t = m.type
    if t === TypeTable.object { return v }
    if t === TypeTable.string, case .string = v { return v }
    if t === TypeTable.int, case .int = v { return v }
    if t === TypeTable.scriptBlock, case .block = v { return v }
    if t === TypeTable.psObject { return v }
    if v.isNull {
      if t === TypeTable.string { return m.attributes.contains(where: { if case .allowNull = $0 { true } else { false } }) ? .null : .emptyString }
      if t === TypeTable.bool { throw TerminatingError("InvalidCast", "Cannot convert value \"\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.", .invalidArgument) }
      if !t.isValueType { return .null }
    }
    if t === TypeTable.bool {
      switch v.base {
      case .bool: return v.base
      case .int, .long, .double, .byte, .short, .single, .uint, .ulong, .ushort, .sbyte: return .bool(Conversion.toBool(v))
      case .other(let r) where r is SwitchParameter: return .bool(Conversion.toBool(v))
      default: throw TerminatingError("InvalidCast", "Cannot convert value \"\(TypeTable.typeOf(v.base).fullName)\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.", .invalidArgument)
      }
    }
    return try Conversion.convert(v, to: t, context)
  }
  static func switchValue(_ v: Value, _ c: ExecutionContext) throws -> Bool {
    switch v.base {
    case .bool(let b): return b
    case .other(let r as SwitchParameter): return r.isOn
    case .int, .long, .double, .null, .void, .unset: return Conversion.toBool(v)
    default: throw TerminatingError("InvalidCast", "Cannot convert value \"\(TypeTable.typeOf(v.base).fullName)\" to type \"System.Management.Automation.SwitchParameter\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.", .invalidArgument)
    }
  }
  private func wrapTransformation(_ e: Error, _ m: ParameterMetadata, _ at: Extent) -> Error {
    guard let t = e as? TerminatingError else { return e }
    if t.record.errorId.hasPrefix("ParameterArgumentTransformation") { return e }
    let inner = t.record.exception
    if metadata.isScript {
      let r = ErrorRecord(PSException("System.Management.Automation.ParameterBindingArgumentTransformationException", "Cannot process argument transformation on parameter '\(m.name)'. \(inner.message)", inner: inner), id: "ParameterArgumentTransformationError", .invalidData)
      return finish(r, at)
    }
    let r = ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", "Cannot bind parameter '\(m.name)'. \(inner.message)", inner: inner), id: t.record.errorId == "InvalidCast" || m.type.isArray == false ? "CannotConvertArgumentNoMessage" : "CannotConvertArgument", .invalidArgument)
    return finish(r, at)
  }
  private func finish(_ r: ErrorRecord, _ at: Extent) -> TerminatingError {
    r.position = at
    r.invocation = info
    r.exception.properties = r.exception.properties + [("ErrorId", .str(r.errorId)), ("CommandInvocation", .other(info)), ("Line", .long(Int64(at.startLine))), ("Offset", .long(Int64(at.startColumn)))]
    r.errorId += errorName.isEmpty ? "" : "," + errorName
    r.categoryActivity = commandName
    return TerminatingError(r)
  }
  private func validate(_ v: Value, _ m: ParameterMetadata, _ at: Extent) throws {
    try checkNull(v, m, at)
    for case .validate(let check) in m.attributes {
      do { try Validator.check(check, v, context) } catch let e as TerminatingError {
        let r = ErrorRecord(PSException("System.Management.Automation.ParameterBindingValidationException", "Cannot validate argument on parameter '\(m.name)'. \(e.record.exception.message)", inner: e.record.exception), id: "ParameterArgumentValidationError", .invalidData)
        throw finish(r, at)
      }
    }
  }
  /// Mandatory parameters refuse null, empty strings and empty collections unless told otherwise.
  private func checkNull(_ v: Value, _ m: ParameterMetadata, _ at: Extent) throws {
    guard m.sets.contains(where: { $0.mandatory }) else { return }
    var allowNull = false, allowEmpty = false, allowEmptyCollection = false
    for a in m.attributes { switch a { case .allowNull: allowNull = true; case .allowEmptyString: allowEmpty = true; case .allowEmptyCollection: allowEmptyCollection = true; default: break } }
    func refuse(_ id: String, _ text: String) -> TerminatingError {
      finish(ErrorRecord(PSException("System.Management.Automation.ParameterBindingValidationException", text), id: id, .invalidData), at)
    }
    switch v.base {
    case .null, .void, .unset: if !allowNull { throw refuse("ParameterArgumentValidationErrorNullNotAllowed", "Cannot bind argument to parameter '\(m.name)' because it is null.") }
    case .string(let s): if s.string.isEmpty, !allowEmpty, m.type === TypeTable.string { throw refuse("ParameterArgumentValidationErrorEmptyStringNotAllowed", "Cannot bind argument to parameter '\(m.name)' because it is an empty string.") }
    case .array(let a) where m.type.isArray || m.type.fullName.hasPrefix("System.Collections"):
      if a.count == 0, !allowEmptyCollection { throw refuse("ParameterArgumentValidationErrorEmptyArrayNotAllowed", "Cannot bind argument to parameter '\(m.name)' because it is an empty array.") }
      if m.type.elementType === TypeTable.string {
        for x in a.values { if !allowEmpty, case .string(let s) = x.base, s.string.isEmpty { throw refuse("ParameterArgumentValidationErrorEmptyStringNotAllowed", "Cannot bind argument to parameter '\(m.name)' because it is an empty string.") } }
      } else if !allowNull, m.type.elementType.map({ !$0.isValueType }) ?? false {
        for x in a.values where x.isNull { throw refuse("ParameterArgumentValidationErrorNullNotAllowed", "Cannot bind argument to parameter '\(m.name)' because it is null.") }
      }
    default: break
    }
  }

  // MARK: Pipeline input

  /// The one parameter that takes whole pipeline objects of any type, when nothing else can be bound from them: after
  /// the first object the others need no search.
  private(set) lazy var wholeObjectParameter: Int? = {
    guard delayed.isEmpty, onAssign == nil else { return nil }
    let candidates = pipelineParameters.filter { parameterMasks[$0] & maskBeforePipeline != 0 }
    guard candidates.count == 1, let p = candidates.first else { return nil }
    let m = metadata.parameters[p]
    guard m.type === TypeTable.object || m.type === TypeTable.psObject, m.sets.allSatisfy({ $0.fromPipeline && !$0.fromPropertyName && !$0.mandatory }) else { return nil }
    if m.attributes.contains(where: { if case .validate = $0 { true } else { false } }) { return nil }
    return p
  }()

  /// Binds one pipeline object; false (with an error written) when no parameter takes it.
  func bindPipelineObject(_ v: Value) throws -> Bool {
    for p in lastPipelineBound { values[p] = nil; bound.remove(.str(metadata.parameters[p].name)) }
    lastPipelineBound.removeAll(keepingCapacity: true)
    mask = maskBeforePipeline
    func entry(_ p: Int, _ test: (ParameterMetadata.SetEntry) -> Bool) -> Bool {
      for s in metadata.parameters[p].sets where test(s) && (s.name == ParameterMetadata.allSets || setBit(s.name) & mask != 0) { return true }
      return false
    }
    func take(_ p: Int, _ x: Value) throws {
      try assign(p, x, at: extent)
      lastPipelineBound.append(p)
      mask &= parameterMasks[p]
    }
    var any = false
    var failure: Error?
    for coerce in [false, true] {
      for p in pipelineParameters where values[p] == nil && parameterMasks[p] & mask != 0 {
        guard entry(p, { $0.fromPipeline }) else { continue }
        if !coerce, !Conversion.isInstance(v, of: metadata.parameters[p].type), metadata.parameters[p].type !== TypeTable.psObject { continue }
        do { try take(p, v); any = true } catch { if coerce || isValidation(error) { failure = failure ?? error; if isValidation(error) { throw error } } }
      }
      for p in pipelineParameters where values[p] == nil && parameterMasks[p] & mask != 0 {
        guard entry(p, { $0.fromPropertyName }), let x = try propertyFor(p, v) else { continue }
        if !coerce, !Conversion.isInstance(x, of: metadata.parameters[p].type) { continue }
        do { try take(p, x); any = true } catch { if coerce { failure = failure ?? error } }
      }
    }
    if !delayed.isEmpty { try bindDelayed(v); any = true }
    if any { try chooseSet(final: true); try requireMandatory(afterInput: false); return true }
    let refusal = ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input."), id: "InputObjectNotBound", .invalidArgument, target: v)
    throw finish(refusal, extent)
  }
  private func isValidation(_ e: Error) -> Bool { (e as? TerminatingError)?.record.errorId.hasPrefix("ParameterArgumentValidation") ?? false }
  private func propertyFor(_ p: Int, _ v: Value) throws -> Value? {
    let m = metadata.parameters[p]
    if v.isNull { return nil }
    if let x = try context.property(v, m.name) { return x }
    for a in m.aliases { if let x = try context.property(v, a) { return x } }
    return nil
  }

  // MARK: Sets and mandatory parameters

  private func isMandatory(_ p: Int) -> Bool {
    metadata.parameters[p].sets.contains { $0.mandatory && ($0.name == ParameterMetadata.allSets || setBit($0.name) & mask != 0) }
  }
  /// Among several possible sets, drops those whose mandatory parameters are missing when others are complete.
  private func narrowToMandatory(_ expectsInput: Bool) {
    let names = metadata.setNames
    guard names.count > 1, mask.nonzeroBitCount > 1 else { return }
    var complete: UInt32 = 0
    for (k, n) in names.enumerated() where k < 32 && mask & (1 << UInt32(k)) != 0 {
      let missing = metadata.parameters.indices.contains { p in
        values[p] == nil && metadata.parameters[p].sets.contains { s in s.mandatory && (s.name == ParameterMetadata.allSets || s.name.equalsIgnoringCase(n)) && !(expectsInput && (s.fromPipeline || s.fromPropertyName)) }
      }
      if !missing { complete |= 1 << UInt32(k) }
    }
    let preferred = defaultMask()
    if complete != 0, complete != mask {
      if preferred & mask != 0, preferred & complete == 0, complete.nonzeroBitCount > 1 { return }
      mask &= complete
    }
  }
  private func chooseSet(final: Bool) throws {
    let names = metadata.setNames
    guard !names.isEmpty else { return }
    if mask == 0 { throw ambiguousSet() }
    let preferred = defaultMask()
    if mask.nonzeroBitCount == 1 { chosenSet = names[mask.trailingZeroBitCount]; return }
    if preferred & mask != 0 { chosenSet = names[preferred.trailingZeroBitCount]; if final { mask = preferred }; return }
    if !final { return }
    // a set none of whose own parameters is bound cannot be told from another
    var candidates: [Int] = []
    for (k, n) in names.enumerated() where k < 32 && mask & (1 << UInt32(k)) != 0 {
      let missing = metadata.parameters.indices.contains { p in values[p] == nil && metadata.parameters[p].sets.contains { $0.mandatory && ($0.name == ParameterMetadata.allSets || $0.name.equalsIgnoringCase(n)) } }
      if !missing { candidates.append(k) }
    }
    if candidates.count == 1 { mask = 1 << UInt32(candidates[0]); chosenSet = names[candidates[0]]; return }
    if metadata.binding.defaultParameterSetName == nil, candidates.isEmpty || candidates.count > 1 {
      if candidates.count > 1, metadata.parameters.indices.allSatisfy({ values[$0] == nil || metadata.parameters[$0].sets.contains { $0.name == ParameterMetadata.allSets } }), !metadata.isAdvanced { return }
      throw ambiguousSet()
    }
    if let k = candidates.first { chosenSet = names[k] }
  }
  private func ambiguousSet() -> TerminatingError {
    error("AmbiguousParameterSet", .invalidArgument, "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.", extent)
  }
  /// Asks for (or complains about) mandatory parameters that have no value.
  func requireMandatory(afterInput: Bool = false) throws {
    let missing = metadata.parameters.indices.filter { p in values[p] == nil && parameterMasks[p] & mask != 0 && isMandatory(p) && !(afterInput && pipelineParameters.contains(p)) }
    if missing.isEmpty { return }
    if context.host.isInteractive {
      try prompt(missing)
      return
    }
    let names = missing.map { metadata.parameters[$0].name }.joined(separator: " ")
    throw error("MissingMandatoryParameter", .invalidArgument, "Cannot process command because of one or more missing mandatory parameters: \(names).", extent)
  }
  private func prompt(_ missing: [Int]) throws {
    let fields = missing.map { p -> PromptField in
      let m = metadata.parameters[p]
      let help = m.attributes.lazy.compactMap { if case .parameter(let a) = $0, !a.helpMessage.isEmpty { a.helpMessage } else { nil } }.first ?? m.sets.first { !$0.helpMessage.isEmpty }?.helpMessage ?? ""
      let secret = m.type.fullName == "System.Security.SecureString"
      return PromptField(m.name, help: help, isList: m.type.isArray, isSecret: secret, typeName: m.type.fullName)
    }
    let caption = "cmdlet \(commandName) at command pipeline position \(info.pipelinePosition)"
    guard let answers = try context.host.prompt(caption: caption, message: "Supply values for the following parameters:", fields: fields) else { throw FlowSignal.stopped }
    for (p, answer) in zip(missing, answers) {
      try assign(p, answer.value, literal: answer.value.stringValue, at: extent)
      fromCommandLine[p] = true
    }
  }

  func error(_ id: String, _ category: ErrorCategory, _ message: String, _ at: Extent, positional: Bool = false) -> TerminatingError {
    finish(ErrorRecord(PSException("System.Management.Automation.ParameterBindingException", message), id: id, category), at)
  }

  // MARK: Common parameters

  private func bindCommon(_ name: String, _ a: inout Argument, _ arguments: [Argument], _ i: inout Int) throws -> Bool {
    // a declared parameter of that name, or one that the abbreviation fits better, wins
    if metadata.parameters.contains(where: { $0.name.equalsIgnoringCase(name) || $0.aliases.contains { $0.equalsIgnoringCase(name) } }) { return false }
    guard let n = CommonParameterNames.canonical(name, shouldProcess: metadata.binding.supportsShouldProcess) else { return false }
    if !name.equalsIgnoringCase(n), !CommonParameterNames.isAlias(name), metadata.parameters.contains(where: { CaseInsensitive.hasPrefix($0.name, name) }) { return false }
    if CommonParameterNames.switches.contains(n) {
      let on = a.hasValue ? try Binder.switchValue(a.value, context) : true
      switch n { case "Verbose": common.verbose = on; case "Debug": common.debug = on; case "WhatIf": common.whatIf = on; default: common.confirm = on }
      bound.set(.str(n), .other(SwitchParameter(on)))
      return true
    }
    if !a.hasValue {
      guard i < arguments.count, arguments[i].name == nil else { throw error("MissingArgument", .invalidArgument, "Missing an argument for parameter '\(n)'. Specify a parameter of type '\(n.hasSuffix("Action") ? "System.Management.Automation.ActionPreference" : n == "OutBuffer" ? "System.Int32" : "System.String")' and try again.", a.extent) }
      a.value = arguments[i].value
      i += 1
    }
    let text = Conversion.toString(a.value, context)
    func preference() throws -> ActionPreference {
      if let p = ActionPreference(name: text) { return p }
      if case .int(let k) = a.value.base, let p = ActionPreference(rawValue: Int(k)) { return p }
      throw error("CannotConvertArgumentNoMessage", .invalidArgument, "Cannot bind parameter '\(n)'. Cannot convert value \"\(text)\" to type \"System.Management.Automation.ActionPreference\". Error: \"Unable to match the identifier name \(text) to a valid enumerator name. Specify one of the following enumerator names and try again:\nSilentlyContinue, Stop, Continue, Inquire, Ignore, Suspend, Break\"", a.extent)
    }
    switch n {
    case "ErrorAction": common.errorAction = try preference()
    case "WarningAction": common.warningAction = try preference()
    case "InformationAction": common.informationAction = try preference()
    case "ProgressAction": common.progressAction = try preference()
    case "ErrorVariable": common.errorVariable = text
    case "WarningVariable": common.warningVariable = text
    case "InformationVariable": common.informationVariable = text
    case "OutVariable": common.outVariable = text
    case "PipelineVariable": common.pipelineVariable = text
    default: common.outBuffer = Int(text)
    }
    bound.set(.str(n), a.value)
    return true
  }
  /// Advanced functions see their common parameters as preference variables of their scope.
  func applyPreferences() throws {
    guard metadata.isAdvanced else { return }
    func set(_ n: String, _ v: Value) throws { try context.assign(Symbol.of(n), v, in: context.depth - 1) }
    if let v = common.verbose { try set("VerbosePreference", .str(v ? "Continue" : "SilentlyContinue")) }
    if let v = common.debug { try set("DebugPreference", .str(v ? "Continue" : "SilentlyContinue")) }
    if let v = common.errorAction { try set("ErrorActionPreference", .str(v.name)) }
    if let v = common.warningAction { try set("WarningPreference", .str(v.name)) }
    if let v = common.informationAction { try set("InformationPreference", .str(v.name)) }
    if let v = common.whatIf { try set("WhatIfPreference", .bool(v)) }
    if let v = common.confirm { try set("ConfirmPreference", .str(v ? "Low" : "None")) }
  }
}

enum CommonParameterNames {
  static let switches = ["Verbose", "Debug", "WhatIf", "Confirm"]
  static let all = ["Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"]
  static let aliases = ["vb": "Verbose", "db": "Debug", "ea": "ErrorAction", "wa": "WarningAction", "infa": "InformationAction", "proga": "ProgressAction", "ev": "ErrorVariable", "wv": "WarningVariable", "iv": "InformationVariable", "ov": "OutVariable", "ob": "OutBuffer", "pv": "PipelineVariable", "wi": "WhatIf", "cf": "Confirm"]
  static func isAlias(_ name: String) -> Bool { aliases[name.lowercased()] != nil }
  static func canonical(_ name: String, shouldProcess: Bool = true) -> String? {
    if let a = aliases[name.lowercased()] { return !shouldProcess && (a == "WhatIf" || a == "Confirm") ? nil : a }
    let names = shouldProcess ? all + ["WhatIf", "Confirm"] : all
    if let exact = names.first(where: { $0.equalsIgnoringCase(name) }) { return exact }
    let hits = names.filter { CaseInsensitive.hasPrefix($0, name) }
    return hits.count == 1 ? hits[0] : nil
  }
}

/// The nearest known name to a misspelt one.
public enum Suggestion {
  public static func nearest(_ name: String, _ names: [String]) -> String? {
    let a = Array(name.lowercased().utf8)
    var best: (Int, String)?
    for n in names {
      let d = distance(a, Array(n.lowercased().utf8))
      if d <= max(1, a.count / 3), best.map({ d < $0.0 }) ?? true { best = (d, n) }
    }
    return best?.1
  }
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var previous = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let keep = row[j + 1]
        row[j + 1] = min(row[j + 1] + 1, row[j] + 1, previous + (a[i] == b[j] ? 0 : 1))
        previous = keep
      }
    }
    return row[b.count]
  }
}
