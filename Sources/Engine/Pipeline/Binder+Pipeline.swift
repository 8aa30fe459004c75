/// Pipeline objects to parameters: script block arguments first, then by value and by property name, without and with
/// conversion.
import Syntax
import Primitives

extension Binder {
  /// Binds one pipeline object; false, with an error written, when the command cannot run for it.
  func accept(_ v: Value) throws -> Bool {
    do {
      if try tracing("BIND PIPELINE object to parameters: [\(commandName)]", { try bindObject(v) }) {
        let missing = try tracing("MANDATORY PARAMETER CHECK on cmdlet [\(commandName)]") { try missingMandatory(Binder.count(sets), false) }
        if missing.isEmpty { return true }
        let names = missing.map { " " + table.rows[$0].metadata.name }.joined()
        try report("InputObjectMissingMandatory", "The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: \(names)", v)
      } else {
        try report(
          "InputObjectNotBound",
          """
          The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its \
          properties do not match any of the parameters that take pipeline input.
          """,
          v)
      }
    } catch let f as BindingFailure {
      f.error.record.target = v
      try write(f.error.record)
    }
    return false
  }
  private func report(_ id: String, _ message: String, _ target: Value) throws {
    let f = failure(.other, id, .invalidArgument, message, extent)
    f.error.record.target = target
    f.error.record.invocation = info
    // what a cmdlet gave more properties comes in the object that holds them
    if case .object(let o) = target, o.wrapped != nil { _ = f.error.record.aboutObject }
    try write(f.error.record)
  }
  /// The lists that a function's parameters name gather what its code reports, not what could not be bound.
  private func write(_ r: ErrorRecord) throws {
    if let call {
      context.complete(r)
      r.dropLevel(of: call)
    }
    var common = common
    if info.command is FunctionInfo { common.errorList = nil; common.cutsLists = true }
    try context.withCommon(common) { try context.writeError(r) }
  }

  private func bindObject(_ v: Value) throws -> Bool {
    do {
      let delayedBound = try bindDelayed(v)
      var any = delayedBound
      if delayed.isEmpty || delayedBound { any = try bindByInput(v) || any }
      try requireOneSet()
      if !any { restore() }
      return any
    } catch { restore(); throw error }
  }
  /// Takes back what the object before was bound to.
  private func restore() {
    for p in boundFromInput {
      values[p] = .unset
      if !open.contains(p) { open.append(p) }
    }
    boundFromInput.removeAll(keepingCapacity: true)
  }

  private func bindDelayed(_ v: Value) throws -> Bool {
    for d in delayed {
      guard case .block(let b) = d.argument.value.base else { continue }
      let name = table.rows[d.parameter].metadata.name, at = d.argument.valueExtent ?? d.argument.extent
      let x: Value
      do { x = try context.invokeCatching(b, arguments: [], item: v) } catch let e as TerminatingError {
        throw failure(
          .other, "ScriptBlockArgumentInvocationFailed", .invalidArgument,
          "The input to the script block for parameter '\(name)' failed. \(e.record.exception.message)", at, inner: e.record.exception)
      }
      // several outputs are a collection, which becomes one text where an array does not
      if let several = x.arrayValue, several.kind == .array, several.count > 1 { several.kind = .collection }
      if !x.isPresent { throw failure(.other, "ScriptBlockArgumentNoOutput", .invalidArgument, "Cannot evaluate parameter '\(name)' because its argument input did not produce any output.", at) }
      _ = try bind(d.parameter, Argument(name: nil, value: x, hasValue: true, extent: at), convert: true)
    }
    return !delayed.isEmpty
  }

  private func bindByInput(_ v: Value) throws -> Bool {
    context.bindingTrace?.line("PIPELINE object TYPE = [\(v.isPresent && !v.isNull ? context.typeNames(v).first ?? TypeTable.typeOf(v.base).fullName : "null")]")
    context.bindingTrace?.line("RESTORING pipeline parameter's original values")
    restore()
    sets = setsBeforeInput
    var valid = preferredSet != 0 ? preferredSet : sets
    var any = false
    for step in 0..<(preferredSet != 0 ? 2 : 1) {
      for convert in [false, true] {
        for byName in [false, true] where try bindOpen(v, valid, convert, byName) {
          if preferredSet == 0 || step == 1 {
            try validateSets(beforeInput: true, useDefault: true)
            valid = sets
          }
          any = true
        }
      }
      if preferredSet != 0, step == 0 {
        if sets == preferredSet { break }
        valid = sets & ~preferredSet
      }
    }
    try validateSets(beforeInput: false, useDefault: true)
    if !usesDefaults { try bindDefaults() }
    return any
  }
  /// The default set's parameters first, those of other sets when none of them took anything.
  private func bindOpen(_ v: Value, _ valid: UInt32, _ convert: Bool, _ byName: Bool) throws -> Bool {
    if byName, v.isNull { return false }
    let preferred = table.defaultBit
    var rest = valid
    if preferred != 0, valid & preferred != 0 {
      if try bindOpenIn(v, preferred, convert, byName) { return true }
      rest &= ~preferred
    }
    return try bindOpenIn(v, rest, convert, byName)
  }
  private func bindOpenIn(_ v: Value, _ valid: UInt32, _ convert: Bool, _ byName: Bool) throws -> Bool {
    var any = false
    var i = open.count - 1
    while i >= 0 {
      defer { i -= 1 }
      if i >= open.count { continue }
      let p = open[i], row = table.rows[p]
      guard row.takesInput, row.isIn(valid) else { continue }
      for e in row.entries where e.isIn(valid) && (byName ? e.fromPropertyName : e.fromPipeline) {
        func tell(_ how: String) { context.bindingTrace?.line("Parameter [\(row.metadata.name)] PIPELINE INPUT \(how) \(convert ? "WITH" : "NO") COERCION") }
        tell(byName ? "ValueFromPipelineByPropertyName" : "ValueFromPipeline")
        if byName {
          guard let x = try inputProperty(v, row) else { continue }
          do {
            if try bindFromInput(p, x, convert) { any = true; break }
          } catch let f as BindingFailure { if f.kind != .other { try elaborated { throw f } } }
        } else {
          do {
            if try bindFromInput(p, v, convert) { any = true; break }
          } catch let f as BindingFailure { if f.kind != .other && f.kind != .cast { try elaborated { throw f } } }
        }
      }
    }
    return any
  }
  private func bindFromInput(_ p: Int, _ v: Value, _ convert: Bool) throws -> Bool {
    if case .void = v { return false }
    guard try bind(p, Argument(name: nil, value: v, hasValue: true, extent: extent), convert: convert) else { return false }
    boundFromInput.append(p)
    return true
  }
  /// The object's property of the parameter's name or one of its aliases; keys of dictionaries are none.
  func inputProperty(_ v: Value, _ row: ParameterTable.Row) throws -> Value? {
    func read(_ name: String) throws -> Value? {
      if case .hash(let h) = v, !h.isSet, h.contains(.str(name)) {
        switch name.lowercased() {
        case "count": return .int(Int32(clamping: h.count))
        case "keys": return .array(PSArray(h.keys))
        case "values": return .array(PSArray(h.values))
        default: return nil
        }
      }
      return try context.property(v, name)
    }
    if let x = try read(row.metadata.name) { return x }
    for a in row.metadata.aliases { if let x = try read(a) { return x } }
    return nil
  }
}
