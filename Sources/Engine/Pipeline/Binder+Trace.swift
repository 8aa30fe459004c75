/// What a trace of ParameterBinding tells about one value: how it is converted, checked and bound.
///
/// The conversion itself stays untraced; the lines are those PowerShell's binder would write for the same value and type.
import Syntax

extension Binder {
  func tracing<T>(_ text: @autoclosure () -> String, _ body: () throws -> T) rethrows -> T {
    guard let trace = context.bindingTrace else { return try body() }
    return try trace.scope(text(), body)
  }
  /// A value as .NET's formatting shows it: collections by their type.
  func traceText(_ v: Value) -> String {
    if v.isNull { return "" }
    switch v.base {
    case .array, .hash: return TypeTable.typeOf(v.base).fullName
    // reading an enumerator would use it up
    case .other where TypeTable.typeOf(v.base).interfaces.contains("System.Collections.IEnumerator"): return TypeTable.typeOf(v.base).fullName
    default: return Conversion.toString(v, context)
    }
  }

  func bindTraced(_ trace: EngineTrace, _ p: Int, _ a: Argument, convert: Bool, delayIn: UInt32) throws -> Bool {
    let row = table.rows[p], name = row.metadata.name, v = a.value.orNull
    if delayIn != 0, case .block = v.base, row.takesInput(in: delayIn), !Binder.acceptsBlock(row), expectsInput {
      trace.line("Adding ScriptBlock to delay-bind list for parameter '\(name)'")
      return try bindUntraced(p, a, convert: convert, delayIn: delayIn)
    }
    return try trace.scope("BIND arg [\(traceText(v))] to parameter [\(name)]") {
      for _ in row.types {
        trace.scope("Executing DATA GENERATION metadata: [System.Management.Automation.ArgumentTypeConverterAttribute]") { trace.line("result returned from DATA GENERATION: \(traceText(v))") }
      }
      let type = row.metadata.shownType ?? row.metadata.type
      if convert { traceCoercion(trace, v, type, element: row.collection == .none ? nil : row.element, name) }
      else if !v.isNull, row.collection != .none, !fits(v, type) { traceElements(trace, v, type, row.element, name, converts: false) }
      do {
        let done = try bindUntraced(p, a, convert: convert, delayIn: delayIn)
        if done { for check in row.validations { trace.scope(validation(check)) {} } }
        trace.line("BIND arg [\(traceText(done ? values[p] : v))] to param [\(name)] \(done ? "SUCCESSFUL" : "SKIPPED")")
        return done
      } catch let f as BindingFailure {
        if f.error.record.errorId.hasPrefix("ParameterArgumentValidationError,"), let check = row.validations.last {
          trace.scope(validation(check)) { trace.line("ERROR: VALIDATION FAILED: \(f.error.record.exception.inner?.message ?? "")") }
        } else if f.error.record.errorId.hasPrefix("ParameterArgumentValidationErrorNull") { trace.line("ERROR: Argument cannot be null") }
        else if f.error.record.errorId.hasPrefix("ParameterArgumentValidationErrorEmptyString") { trace.line("ERROR: Argument cannot be an empty string") }
        else if f.error.record.errorId.hasPrefix("ParameterArgumentValidationErrorEmpty") { trace.line("ERROR: Argument cannot be an empty collection") }
        throw f
      }
    }
  }
  private func validation(_ check: Validation) -> String { "Executing VALIDATION metadata: [System.Management.Automation.\(Attribute.validate(check).typeName)]" }
  private func fits(_ v: Value, _ t: NetType) -> Bool {
    if t === TypeTable.psObject { if case .object = v { return true }; return false }
    return t === TypeTable.object || Conversion.isInstance(v, of: t)
  }

  /// - Parameter element: of a collection
  func traceCoercion(_ trace: EngineTrace, _ v: Value, _ t: NetType, element: NetType?, _ name: String) {
    trace.scope("COERCE arg to [\(t.fullName)]") {
      if v.isNull {
        if t === TypeTable.bool { trace.line("ERROR: No argument is specified for parameter and parameter type is BOOL") }
        else if t === TypeTable.switchParameter { trace.line("Arg is null or not present, parameter type is SWITCHPARAMTER, value is true.") }
        else { trace.line("Arg is null, parameter type not bool or SwitchParameter, value is null.") }
        return
      }
      if fits(v, t) { return trace.line("Parameter and arg types the same, no coercion is needed.") }
      trace.line("Trying to convert argument value from \(TypeTable.typeOf(v.base).fullName) to \(t.fullName)")
      if t === TypeTable.psObject {
        return trace.line(
          "The parameter is of type [\(t.fullName)] and the argument is an PSObject, so the parameter value is the argument value wrapped into an PSObject.")
      }
      if t === TypeTable.bool || t === TypeTable.switchParameter { return }
      if let element {
        trace.line("ENCODING arg into collection")
        return traceElements(trace, v, t, element, name, converts: true)
      }
      trace.line("CONVERT arg type to param type using LanguagePrimitives.ConvertTo")
      if let x = Conversion.tryConvert(v, to: t, context) { trace.line("CONVERT SUCCESSFUL using LanguagePrimitives.ConvertTo: [\(x.isNull ? "null" : traceText(x))]") }
      else { trace.error("ERROR: COERCE FAILED: arg [\(traceText(v))] could not be converted to the parameter type [\(t.fullName)]") }
    }
  }
  private func traceElements(_ trace: EngineTrace, _ v: Value, _ t: NetType, _ element: NetType?, _ name: String, converts: Bool) {
    func shortName(_ x: Value) -> String { x.isNull ? "null" : TypeTable.typeOf(x.base).name }
    let e = element ?? TypeTable.object, kind = t.isArray ? "Array" : t.genericArguments.isEmpty ? "IList" : "ICollectionGeneric"
    trace.line("""
      Binding collection parameter \(name): argument type [\(shortName(v))], parameter type [\(t.fullName)], collection type \(kind), element type \
      [\(e.fullName)], \(converts ? "coerceElementType" : "no coerceElementType")
      """)
    let list = Binder.list(v)
    if let list { trace.line("Arg is IList with \(list.count) elements") }
    trace.line(t.isArray ? "Creating array with element type [\(e.fullName)] and \(list?.count ?? 1) elements" : "Creating collection [\(t.fullName)]")
    func place(_ i: Int) -> String { kind == "Array" ? "to array position \(i)" : kind == "IList" ? "via IList.Add" : "via ICollection<T>::Add()" }
    guard let list else {
      trace.line("Argument type \(shortName(v)) is not IList, treating this as scalar")
      if converts {
        trace.line("Coercing scalar arg value to type \(e.fullName)")
        traceCoercion(trace, v, e, element: nil, name)
      } else if !fits(v, e) { return }
      return trace.line("Adding scalar element of type \(converts && !fits(v, e) ? e.name : shortName(v)) \(place(0))")
    }
    trace.line("Argument type \(TypeTable.typeOf(v.base).fullName) is IList")
    for (i, x) in list.values.enumerated() {
      if converts {
        trace.line("COERCE collection element from type \(shortName(x)) to type \(e.fullName)")
        traceCoercion(trace, x, e, element: nil, name)
      } else if !fits(x, e), !x.isNull {
        return trace.line("COERCION REQUIRED: Did not attempt to coerce collection element from type \(shortName(x)) to type \(e.fullName)")
      }
      trace.line("Adding element of type \(converts && !x.isNull && !fits(x, e) ? e.name : shortName(x)) \(place(i))")
    }
  }
}
