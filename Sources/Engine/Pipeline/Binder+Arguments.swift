/// Arguments of the command line to parameters: by name, by position, what remains.
import Syntax
import Primitives

extension Binder {
  // MARK: Names

  /// A parameter found by name: declared ones by index, common ones by name.
  enum Match: Equatable { case declared(Int), common(String) }

  /// What a cmdlet has only under a condition is unknown until its other parameters are bound.
  private func isKnown(_ row: ParameterTable.Row) -> Bool { !hidesConditional || row.metadata.condition == nil }
  /// Exact name or alias, then a prefix that only one parameter has; declared parameters win over common ones.
  func find(_ word: String, _ at: Extent) throws -> Match? {
    var name = Substring(word)
    if let c = name.unicodeScalars.first, c == "-" || c == "\u{2013}" || c == "\u{2014}" || c == "\u{2015}" { name.removeFirst() }
    let n = String(name)
    let rows = table.rows
    for i in rows.indices where rows[i].metadata.name.equalsIgnoringCase(n) && isKnown(rows[i]) { return .declared(i) }
    for c in table.common where c.equalsIgnoringCase(n) { return .common(c) }
    for i in rows.indices where !rows[i].metadata.aliases.isEmpty && isKnown(rows[i]) { for a in rows[i].metadata.aliases where a.equalsIgnoringCase(n) { return .declared(i) } }
    if !table.common.isEmpty { for (a, c) in CommonParameterNames.aliases where a.equalsIgnoringCase(n) && table.common.contains(c) { return .common(c) } }
    var hits: [Match] = []
    for i in rows.indices where CaseInsensitive.hasPrefix(rows[i].metadata.name, n) && isKnown(rows[i]) { hits.append(.declared(i)) }
    for c in table.common where CaseInsensitive.hasPrefix(c, n) { hits.append(.common(c)) }
    for i in rows.indices where isKnown(rows[i]) && !hits.contains(.declared(i)) && rows[i].metadata.aliases.contains(where: { CaseInsensitive.hasPrefix($0, n) }) { hits.append(.declared(i)) }
    if !table.common.isEmpty { for (a, c) in CommonParameterNames.aliases where CaseInsensitive.hasPrefix(a, n) && table.common.contains(c) && !hits.contains(.common(c)) { hits.append(.common(c)) } }
    if hits.count < 2 { return hits.first }
    // what a cmdlet always has is looked at before what it has under a condition
    let lasting = hits.filter { if case .declared(let i) = $0 { rows[i].metadata.condition == nil } else { true } }
    if !lasting.isEmpty { hits = lasting }
    if hits.count < 2 { return hits.first }
    let declared = hits.filter { if case .declared = $0 { true } else { false } }
    if declared.count == 1 { return declared[0] }
    let names = hits.map { h -> String in switch h { case .declared(let i): " -" + rows[i].metadata.name; case .common(let c): " -" + c } }.joined()
    throw failure(
      .other, "AmbiguousParameter", .invalidArgument,
      "Parameter cannot be processed because the parameter name '\(n)' is ambiguous. Possible matches include:\(names).", at, about: (n, nil, .null))
  }

  /// Gives each parameter that stands without a value the argument after it.
  func reparse(_ arguments: [Argument]) throws -> [Argument] {
    guard arguments.contains(where: { $0.name != nil && !$0.hasValue }) else { return arguments }
    var result: [Argument] = []
    result.reserveCapacity(arguments.count)
    var i = 0
    while i < arguments.count {
      var a = arguments[i]
      i += 1
      guard let name = a.name, !a.hasValue, let m = try find(name, a.extent) else { result.append(a); continue }
      let formal: String, type: NetType, isSwitch: Bool
      switch m {
      case .declared(let p): let q = table.rows[p].metadata; formal = q.name; type = q.type; isSwitch = q.isSwitch
      case .common(let c): formal = c; type = TypeTable.get(CommonParameterNames.typeName(c)); isSwitch = CommonParameterNames.isSwitch(c)
      }
      a.hasValue = true
      if isSwitch { a.value = .other(SwitchParameter(true)); a.index = BindingPlan.Move.present; result.append(a); continue }
      func missing() -> BindingFailure {
        failure(
          .other, "MissingArgument", .invalidArgument, "Missing an argument for parameter '\(formal)'. Specify a parameter of type '\(Conversion.typeText(type))' and try again.",
          a.extent, about: (formal, type, .null))
      }
      guard i < arguments.count else { throw missing() }
      let next = arguments[i]
      if let n = next.name {
        // a word that looks like a parameter but is none is the value
        if try find(n, next.extent) != nil || next.hasValue { throw missing() }
        a.value = .str(next.word)
        a.index = BindingPlan.Move.elsewhere
      } else { a.value = next.value; a.index = next.index; a.isUnquoted = next.isUnquoted }
      a.name = formal
      a.valueExtent = next.extent
      i += 1
      result.append(a)
    }
    return result
  }

  /// Binds what has a name that the command knows; the rest is returned.
  func bindNamed(_ arguments: [Argument]) throws -> [Argument] {
    guard arguments.contains(where: { $0.name != nil }) else { return arguments }
    var rest: [Argument] = []
    var explicit: Set<String>?
    let possible = sets
    for a in arguments {
      guard let name = a.name, let m = try find(name, a.extent) else { rest.append(a); continue }
      let formal: String
      switch m { case .declared(let p): formal = table.rows[p].metadata.name; case .common(let c): formal = c }
      let taken = bound.contains(.str(formal))
      if a.isSplat {
        if explicit == nil { explicit = Set(bound.keys.compactMap { $0.stringValue?.lowercased() }) }
        if explicit?.contains(formal.lowercased()) ?? false { continue }
      }
      if taken {
        throw failure(
          .other, "ParameterAlreadyBound", .invalidArgument,
          """
          Cannot bind parameter because parameter '\(name)' is specified more than once. To provide multiple values to parameters that can accept multiple \
          values, use the array syntax. For example, "-parameter value1,value2,value3".
          """,
          a.extent, about: (name, nil, .null))
      }
      switch m {
      case .common(let c): try elaborated { try tracing("BIND arg [\(traceText(a.value))] to parameter [\(c)]") { try bindCommon(c, a) } }
      case .declared(let p):
        if !table.rows[p].isIn(possible) {
          try elaborated { throw failure(.other, "ParameterNotInParameterSet", .invalidArgument, "Parameter '\(name)' cannot be specified in parameter set '\(table.name(of: possible))'.", extent) }
        }
        try elaborated { _ = try bind(p, a, convert: true, delayIn: possible) }
      }
    }
    return rest
  }

  // MARK: Positions

  private struct Position {
    let number: Int
    var candidates: [(parameter: Int, entries: [ParameterTable.Entry])]
  }
  private func openPositions() throws -> [Position] {
    var list: [Position] = []
    for p in open {
      let row = table.rows[p]
      guard row.isIn(sets) else { continue }
      for e in row.entries where !e.remaining && e.isIn(sets) {
        guard let n = e.position else { continue }
        guard let k = list.firstIndex(where: { $0.number == n }) else { list.append(Position(number: n, candidates: [(p, [e])])); continue }
        for c in list[k].candidates where c.parameter != p && c.entries.contains(where: { $0.bit & e.bit != 0 || $0.bit == e.bit }) {
          throw failure(.other, "AmbiguousPositionalParameterNoName", .invalidArgument, "Cannot bind positional parameters because no names were given.", extent)
        }
        if let c = list[k].candidates.firstIndex(where: { $0.parameter == p }) { list[k].candidates[c].entries.append(e) } else { list[k].candidates.append((p, [e])) }
      }
    }
    return list.sorted { $0.number < $1.number }
  }

  /// Binds arguments without name by the parameters' positions: the default set first, and without conversion before
  /// with conversion.
  func bindPositional(_ arguments: [Argument]) throws -> (rest: [Argument], failure: BindingFailure?) {
    if arguments.isEmpty { return (arguments, nil) }
    var positions = try openPositions()
    if positions.isEmpty { return (arguments, nil) }
    var rest: [Argument] = []
    var problem: BindingFailure?
    var valid = sets
    let preferred = metadata.isAdvanced ? table.defaultBit : ~0
    var i = 0
    func next() -> Argument? {
      while i < arguments.count {
        let a = arguments[i]
        i += 1
        if a.name == nil { return a }
        // an unknown parameter keeps the word after it
        rest.append(a)
        if i < arguments.count, arguments[i].name == nil { rest.append(arguments[i]); i += 1 }
      }
      return nil
    }
    var k = 0
    while k < positions.count {
      let candidates = positions[k].candidates
      k += 1
      if candidates.isEmpty { continue }
      guard let a = next() else { break }
      var done = false
      for convert in [false, true] {
        if preferred != 0, valid & preferred != 0, !done { done = try bindAt(candidates, preferred, a, convert, &problem) }
        if !done { done = try bindAt(candidates, valid, a, convert, &problem) }
        if done { break }
      }
      if !done { rest.append(a) } else if valid != sets {
        valid = sets
        for j in positions.indices {
          positions[j].candidates = positions[j].candidates.compactMap { c in
            let left = c.entries.filter { $0.isIn(valid) }
            return left.isEmpty ? nil : (c.parameter, left)
          }
        }
      }
    }
    rest += arguments[i...]
    return (rest, problem)
  }
  private func bindAt(_ candidates: [(parameter: Int, entries: [ParameterTable.Entry])], _ valid: UInt32, _ a: Argument, _ convert: Bool, _ problem: inout BindingFailure?) throws -> Bool {
    problem = nil
    if candidates.count > 1 { moves = nil }
    var any = false
    for c in candidates {
      for e in c.entries where e.isIn(valid) {
        var ok = false
        do { ok = try bind(c.parameter, a, convert: convert, delayIn: valid) } catch let f as BindingFailure {
          if f.kind == .other { problem = f } else { try elaborated { throw f } }
        }
        if ok { any = true; break }
      }
    }
    return any
  }

  // MARK: The rest

  /// All arguments left to the parameter that takes them; false when there is none.
  func bindRemaining(_ rest: [Argument]) throws -> Bool {
    var taker: Int?
    for p in open {
      guard let e = table.rows[p].entry(in: sets), e.remaining else { continue }
      if taker != nil { try elaborated { throw ambiguousSet(.metadataError) } }
      taker = p
    }
    guard let p = taker else { return false }
    var list: [Value] = []
    for a in rest {
      if a.name != nil { list.append(.str(a.word)) }
      if a.hasValue { if case .void = a.value { continue }; list.append(a.value) }
    }
    var all: Value
    if list.count == 1, Conversion.collected(list[0]) != nil { all = list[0] } else {
      let a = PSArray(list)
      a.kind = .list
      a.elementType = TypeTable.object
      all = .array(a)
    }
    if case .unset = all { all = .null }
    let at = rest.count == 1 ? rest[0].valueExtent ?? rest[0].extent : extent
    try tracing("BIND REMAININGARGUMENTS cmd line args to param: [\(table.rows[p].metadata.name)]") {
      try elaborated { _ = try bind(p, Argument(name: nil, value: all, hasValue: true, extent: at), convert: true, delayIn: 0) }
    }
    return true
  }
  /// The error for an argument that no parameter took.
  func refusal(_ a: Argument, _ original: BindingFailure?) -> BindingFailure {
    if let name = a.name {
      return failure(
        .other, "NamedParameterNotFound", .invalidArgument, "A parameter cannot be found that matches parameter name '\(name)'.", a.extent,
        about: (name, nil, a.hasValue ? a.value : .null))
    }
    if let original { return original }
    let isWrappedList = if case .object(let o) = a.value, case .array? = o.wrapped { true } else { false }
    let text = a.value.isNull ? "$null" : isWrappedList ? Conversion.toString(a.value, context) : Conversion.plainText(a.value)
    return failure(.other, "PositionalParameterNotFound", .invalidArgument, "A positional parameter cannot be found that accepts argument '\(text)'.", extent, about: (text, nil, a.value))
  }

  // MARK: Common parameters

  func bindCommon(_ n: String, _ a: Argument) throws {
    moves = nil
    if let trace = context.bindingTrace, let t = TypeTable.resolve(CommonParameterNames.typeName(n)) { traceCoercion(trace, a.value, t, element: nil, n) }
    defer { if let x = bound.get(.str(n)) { context.bindingTrace?.line("BIND arg [\(traceText(x))] to param [\(n)] SUCCESSFUL") } }
    if CommonParameterNames.isSwitch(n) {
      let on = a.value.isNull ? true : try switchValue(a, n, "System.Management.Automation.SwitchParameter")
      switch n { case "Verbose": common.verbose = on; case "Debug": common.debug = on; case "WhatIf": common.whatIf = on; case "Confirm": common.confirm = on; default: common.includeTotalCount = on }
      bound.set(.str(n), .other(SwitchParameter(on)))
      return
    }
    let at = a.valueExtent ?? a.extent
    func converted(_ t: NetType) throws -> Value {
      if !t.isEnum, Binder.list(a.value) != nil { throw noList(a.value, t, n, at) }
      do { return try Conversion.convert(a.value, to: t, context) } catch let e as TerminatingError {
        throw failure(.other, "CannotConvertArgumentNoMessage", .invalidArgument, "Cannot bind parameter '\(n)'. \(e.record.exception.message)", at,
          inner: e.record.exception.withoutLanguage)
      }
    }
    func invalid(_ x: PSException) -> BindingFailure {
      failure(
        .validation, "ParameterArgumentValidationError", .invalidData, "Cannot validate argument on parameter '\(n)'. \(x.message)", at,
        exception: "System.Management.Automation.ParameterBindingValidationException", inner: x)
    }
    var kept = a.value
    func variableName() throws -> String {
      if a.value.isNull { kept = .null; return "" }
      if Binder.list(a.value) != nil { throw noList(a.value, TypeTable.string, n, at) }
      let text = Conversion.followsCulture(a.value) ? try Conversion.textInCulture(a.value, context) : Conversion.toString(a.value, context)
      kept = .str(text)
      let name = text.hasPrefix("+") ? String(text.dropFirst()) : text
      if name.isEmpty {
        throw invalid(PSException(
          "System.Management.Automation.PSArgumentException",
          """
          Cannot process argument because the value of argument "path" is not valid. Change the value of the "path" argument and run the operation again.
          """))
      }
      if VariablePath(name).scope == .drive {
        throw invalid(PSException(
          "System.Management.Automation.ValidationMetadataException", "Cannot validate argument '\(name)' because it is not a valid variable name."))
      }
      return text
    }
    /// The command refuses a value that has the parameter's type.
    func refused(_ x: PSException) -> BindingFailure {
      let set = PSException("System.Management.Automation.SetValueInvocationException", "Exception setting \"\(n)\": \"\(x.message)\"", inner: x)
      return failure(.other, "ParameterBindingFailed", .writeError, "Cannot bind parameter '\(n)' to the target. \(set.message)", at, inner: set)
    }
    func preference() throws -> ActionPreference {
      let type = ExecutionContext.actionPreferenceType
      if a.value.isNull {
        do { _ = try Conversion.convert(.null, to: type, context) } catch let e as TerminatingError {
          throw refused(PSException("System.Management.Automation.PSInvalidCastException", e.record.exception.message))
        }
      }
      kept = try converted(type)
      let p = ActionPreference(name: Conversion.toString(kept, context)) ?? .continue
      if p == .suspend { throw refused(PSException("System.NotSupportedException", ActionPreference.suspendIsReserved)) }
      return p
    }
    switch n {
    case "ErrorAction": common.errorAction = try preference()
    case "WarningAction": common.warningAction = try preference()
    case "InformationAction": common.informationAction = try preference()
    case "ProgressAction": common.progressAction = try preference()
    case "ErrorVariable": common.errorVariable = try variableName()
    case "WarningVariable": common.warningVariable = try variableName()
    case "InformationVariable": common.informationVariable = try variableName()
    case "OutVariable": common.outVariable = try variableName()
    case "PipelineVariable": common.pipelineVariable = try variableName()
    case "Skip": kept = try converted(TypeTable.get("System.UInt64")); common.skip = UInt64(exactly: (try? Conversion.toInt64(kept)) ?? 0)
    case "First": kept = try converted(TypeTable.get("System.UInt64")); common.first = UInt64(exactly: (try? Conversion.toInt64(kept)) ?? 0)
    default:
      kept = try converted(TypeTable.int)
      do { try Validator.check(.range(.int(0), .int(.max)), kept, context) } catch let e as TerminatingError { throw invalid(e.record.exception) }
      common.outBuffer = Int((try? Conversion.toInt64(kept)) ?? 0)
    }
    bound.set(.str(n), kept)
  }
}
