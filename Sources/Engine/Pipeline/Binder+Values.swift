/// One value to one parameter: conversion, checks, and the errors they end in.
import Syntax
import Primitives

/// A value or argument was refused; the kind decides which callers try something else instead.
struct BindingFailure: Error {
  enum Kind {
    /// The value has not the parameter's type and cannot be converted by the parameter's type constraint.
    case cast
    /// Another transformation of the argument failed.
    case transformation
    case validation
    case other
  }
  let kind: Kind
  let error: TerminatingError
}

extension Binder {
  /// Binds a value; false when it needs a conversion and none is allowed.
  /// - Parameter delayIn: sets in which a script block may wait for pipeline input; 0 = never
  func bind(_ p: Int, _ a: Argument, convert: Bool, delayIn: UInt32 = 0) throws -> Bool {
    if let trace = context.bindingTrace { return try bindTraced(trace, p, a, convert: convert, delayIn: delayIn) }
    return try bindUntraced(p, a, convert: convert, delayIn: delayIn)
  }
  func bindUntraced(_ p: Int, _ a: Argument, convert: Bool, delayIn: UInt32) throws -> Bool {
    let row = table.rows[p]
    let v = a.value.orNull
    if delayIn != 0, case .block = v.base, row.takesInput(in: delayIn), !Binder.acceptsBlock(row) {
      guard expectsInput else {
        throw failure(
          .other, "ScriptBlockArgumentNoInput", .metadataError,
          """
          Cannot evaluate parameter '\(row.metadata.name)' because its argument is specified as a script block and there is no input. A script block cannot \
          be evaluated without input.
          """,
          a.valueExtent ?? a.extent)
      }
      delayed.append((p, a))
      values[p] = v
      bound.set(.str(row.metadata.name), v)
      taken(p, row)
      return false
    }
    let x: Value
    let given = row.transforms.isEmpty && !row.takesUserName ? v : try rewritten(v, row, a)
    if convert {
      x = try transformed(given, row, a)
    } else {
      guard let fitting = unconverted(given, row) else { return false }
      x = fitting
    }
    if let n = row.typeName, !x.isNull { try checkTypeName(x, n, row, a, convert) }
    try validate(x, row, a)
    if x.isNull, refusesNull(row) { throw unsettable(row, a) }
    record(p, x)
    if a.index == BindingPlan.Move.elsewhere { moves = nil } else { moves?.append(.init(parameter: p, argument: a.index, isPositional: a.name == nil)) }
    taken(p, row)
    if row.obsolete != nil, !obsolete.contains(p) {
      obsolete.append(p)
      if isLineBound { try warnOfObsolete(p) }
    }
    return true
  }
  func warnOfObsolete(_ p: Int) throws {
    let row = table.rows[p]
    try context.withCommon(common) { try context.writeWarning("Parameter '\(row.metadata.name)' is obsolete. \(row.obsolete ?? "")", from: info) }
  }
  /// The value an argument (or pipeline object) would give a parameter, without recording it; nil when the whole
  /// procedure must decide. For calls and objects whose parameter is known.
  /// - Parameter orItsProperty: the property of the parameter's name is taken, when it fits as it is, before anything is converted
  func fitted(_ a: Argument, _ row: ParameterTable.Row, asItIsFirst: Bool, orItsProperty: Bool = false) -> Value? {
    let v = a.value.orNull
    if !row.transforms.isEmpty || row.takesUserName || row.obsolete != nil || row.typeName != nil { return nil }
    if case .block = v.base, row.takesInput, !Binder.acceptsBlock(row) { return nil }
    do {
      var x: Value?
      if asItIsFirst { x = unconverted(v, row) }
      if x == nil, orItsProperty, let property = try inputProperty(v, row) { x = unconverted(property, row) }
      let y = try x ?? transformed(v, row, a)
      try validate(y, row, a)
      return y.isNull && refusesNull(row) ? nil : y
    } catch { return nil }
  }
  /// What the parameter's own transformation attributes make of the value.
  func rewritten(_ v: Value, _ row: ParameterTable.Row, _ a: Argument) throws -> Value {
    func refused(_ e: TerminatingError) -> BindingFailure {
      failure(
        .transformation, "ParameterArgumentTransformationError", .invalidData,
        "Cannot process argument transformation on parameter '\(row.metadata.name)'. \(e.record.exception.message)", a.valueExtent ?? a.extent,
        exception: "System.Management.Automation.ParameterBindingArgumentTransformationException", inner: e.record.exception)
    }
    var x = v
    if row.takesUserName, let ask = context.askPassword, !v.isNull || row.mandatorySomewhere || row.validations.contains(where: \.refusesNull) {
      do {
        switch v.base {
        case .string(let user): x = try ask(user.string, context)
        case .null: x = try ask("", context)
        case .other(let r) where r.netType === Binder.credential: break
        default: throw TerminatingError("Argument", "userName", .invalidArgument, exception: "System.Management.Automation.PSArgumentException")
        }
      } catch let e as TerminatingError where !e.isCallDepthOverflow { throw refused(e) }
    }
    for t in row.transforms {
      if x.isNull, !row.mandatorySomewhere, let always = try context.property(t, "TransformNullOptionalParameters"), !Conversion.toBool(always) { continue }
      do { x = try context.transform(x, by: t) } catch let e as TerminatingError where !e.isCallDepthOverflow { throw refused(e) }
    }
    return x
  }
  private static var credential: NetType { TypeTable.get("System.Management.Automation.PSCredential") }
  private func taken(_ p: Int, _ row: ParameterTable.Row) {
    if row.bits != 0 { sets &= row.bits }
    if let i = open.firstIndex(of: p) { open.remove(at: i) }
  }
  /// Script blocks are values of their own for these parameters.
  static func acceptsBlock(_ row: ParameterTable.Row) -> Bool {
    let t = row.collection == .none ? row.metadata.type : row.element ?? row.metadata.type
    return t === TypeTable.object || t === TypeTable.scriptBlock || row.metadata.type === TypeTable.object
  }

  // MARK: Without conversion

  /// The value when the parameter takes it as it is; an element alone is an array of one.
  private func unconverted(_ v: Value, _ row: ParameterTable.Row) -> Value? {
    let t = row.metadata.type
    if t === TypeTable.object { return row.metadata.check == nil ? v : nil }
    if v.isNull { return t.isValueType || t === TypeTable.string ? nil : .null }
    if t === TypeTable.psObject { return v }
    if Conversion.isInstance(v, of: t) { if case .object(let o) = v, o.textForm != nil { return v.base }; return v }
    if row.takesNumbersAsText, v.base.typeCode.isNumeric { return .str(Conversion.toString(v, context)) }
    if row.collection == .list { return gathered(v, row) }
    guard row.collection == .array, let e = row.element else { return nil }
    func fits(_ x: Value) -> Bool { x.isNull || e === TypeTable.object || (Conversion.isInstance(x, of: e) && e.category != .interface) }
    if let a = Binder.list(v) {
      for x in a.values where !fits(x) { return nil }
      return .array(PSArray(a.values, of: e))
    }
    return fits(v) ? .array(PSArray([v.base], of: e)) : nil
  }
  /// A collection of the parameter's type with the value, or the elements of a list, in it; nil when an element is not of the
  /// collection's type.
  private func gathered(_ v: Value, _ row: ParameterTable.Row) -> Value? {
    func fits(_ x: Value) -> Bool {
      guard let e = row.element, !x.isNull else { return true }
      return e === TypeTable.object || e.category != .interface && Conversion.isInstance(x, of: e)
    }
    let items = Binder.list(v)?.values ?? [v]
    for x in items where !fits(x) { return nil }
    return try? Conversion.convert(.array(PSArray(items)), to: row.metadata.type, context)
  }
  /// Arrays and lists, which collection parameters take apart.
  static func list(_ v: Value) -> PSArray? {
    switch v.base {
    case .array(let a): return a.isList ? a : nil
    case .other(let r): return r.netType.isList ? r.enumerated() : nil
    default: return nil
    }
  }

  // MARK: With conversion

  /// The value as the parameter's type wants it.
  func transformed(_ v: Value, _ row: ParameterTable.Row, _ a: Argument) throws -> Value {
    if !metadata.isScript || row.metadata.isDynamic { return try coerced(v, row.metadata.type, row, a) }
    var x = v
    for t in row.types {
      do { x = try constrained(x, t, a) } catch let e as TerminatingError where !e.isCallDepthOverflow {
        let cast = e.record.exception.inner.flatMap { $0.type.fullName.hasSuffix(".PSInvalidCastException") ? $0 : nil } ?? e.record.exception
        let inner = PSException("System.Management.Automation.ArgumentTransformationMetadataException", e.record.exception.message, inner: cast)
        throw failure(
          .cast, "ParameterArgumentTransformationError", .invalidData,
          "Cannot process argument transformation on parameter '\(row.metadata.name)'. \(e.record.exception.message)", a.valueExtent ?? a.extent,
          exception: "System.Management.Automation.ParameterBindingArgumentTransformationException", inner: inner,
          about: (row.metadata.name, row.metadata.type, x))
      }
    }
    return x
  }
  /// A type constraint of the source.
  private func constrained(_ v: Value, _ t: NetType, _ a: Argument) throws -> Value {
    if t === TypeTable.int, case .int = v { return v }
    if t === TypeTable.string {
      if case .string = v { return v }
      if metadata.isAdvanced, case .array(let x) = v.base, x.kind == .array {
        throw TerminatingError(
          "InvalidCastFromAnyTypeToString", "Cannot convert value to type System.String.", .invalidArgument,
          exception: "System.Management.Automation.PSInvalidCastException")
      }
    }
    var x = v
    if t.fullName == "System.Management.Automation.PSReference" {
      guard case .other(let r) = v.base, r is PSReference else {
        throw TerminatingError(
          "InvalidCastExceptionReferenceTypeExpected", "Reference type is expected in argument.", .invalidArgument,
          exception: "System.Management.Automation.PSInvalidCastException")
      }
      return v
    }
    if case .other(let r) = v.base, let reference = r as? PSReference { x = reference.value }
    if Conversion.isBooleanLike(t) { try Conversion.requireBoolean(x, as: t) }
    else if metadata.isAdvanced, let e = t.isArray ? t.elementType : ParameterTable.Row.gathers(t) ? t.genericArguments.first : nil, Conversion.isBooleanLike(e) {
      if let list = Binder.list(x) { for y in list.values { try Conversion.requireBoolean(y, as: e) } } else { try Conversion.requireBoolean(x, as: e) }
    }
    if t === TypeTable.switchParameter {
      if case .other(let r) = x.base, r is SwitchParameter { return x.base }
      if case .bool(let on) = x.base { return .other(SwitchParameter(on)) }
      if x.isNull { return .other(SwitchParameter(false)) }
    }
    // a collection gets the elements of a list; anything else is one element of it, a dictionary too
    if t.target == .collection, let e = t.genericArguments.first, !x.isNull, !t.isAssignable(from: TypeTable.typeOf(x.base)), context.languageMode == .full {
      let given = Binder.list(x)?.values ?? [x]
      if let elements = try? given.map({ try Conversion.convert($0, to: e, context) }), let made = try? Conversion.convert(.array(PSArray(elements, of: e)), to: t, context) { return made }
    }
    // what was trusted before keeps its conversions
    if context.languageMode == .constrained, (info.command as? FunctionInfo)?.block.isTrusted == false { try context.checkConversion(x, to: t) }
    return try Conversion.convert(x, to: t, context)
  }
  private func run(_ check: ParameterCheck, _ v: Value, _ row: ParameterTable.Row, _ a: Argument) throws {
    do { try check.run(v, context) } catch let e as TerminatingError where !e.isCallDepthOverflow {
      let name = row.metadata.name, x = e.record.exception, at = a.valueExtent ?? a.extent
      if row.collection == .none, let shown = row.metadata.shownType, Binder.list(v) != nil, !check.isTransformation(v) { throw noList(v, shown, name, at) }
      if x.type.fullName == "System.Management.Automation.ValidationMetadataException" {
        throw failure(
          .validation, "ParameterArgumentValidationError", .invalidData, "Cannot validate argument on parameter '\(name)'. \(x.message)", at,
          exception: "System.Management.Automation.ParameterBindingValidationException", inner: x)
      }
      let binding = "System.Management.Automation.ParameterBindingException"
      // what the type says itself about binding stands
      if x.type.fullName == binding || x.type.isSubclass(of: binding) {
        throw failure(.other, e.record.errorId, e.record.category, x.message, at, exception: x.type.fullName, inner: x.inner)
      }
      if check.isTransformation(v) {
        throw failure(
          .transformation, "ParameterArgumentTransformationError", .invalidData, "Cannot process argument transformation on parameter '\(name)'. \(x.message)",
          at, exception: "System.Management.Automation.ParameterBindingArgumentTransformationException", inner: x.asTransformation)
      }
      throw failure(.other, "CannotConvertArgumentNoMessage", .invalidArgument, "Cannot bind parameter '\(name)'. \(x.message)", at, inner: x.withoutLanguage)
    }
  }
  /// A compiled cmdlet's parameter.
  private func coerced(_ v: Value, _ t: NetType, _ row: ParameterTable.Row, _ a: Argument, isElement: Bool = false) throws -> Value {
    if t === TypeTable.object {
      if let check = row.metadata.check, !v.isNull { try run(check, v, row, a) }
      return v
    }
    if t === TypeTable.string {
      if case .string = v { return v }
    }
    if t === TypeTable.int, case .int = v { return v }
    let at = a.valueExtent ?? a.extent
    if v.isNull {
      if t === TypeTable.bool {
        throw failure(
          .other, "ParameterArgumentValidationErrorNullNotAllowed", .invalidArgument,
          "Cannot bind argument to parameter '\(row.metadata.name)' because it is null.", at)
      }
      if t === TypeTable.switchParameter { return .other(SwitchParameter(true)) }
      if !t.isValueType || t === row.metadata.type { return .null }
      // an array has no null for an element of a structure
      if isElement, let zero = try? context.construct(t, []) { return zero }
    }
    if t === TypeTable.psObject || Conversion.isInstance(v, of: t) { return v }
    if t === TypeTable.bool { return .bool(try switchValue(a, row.metadata.name, t.fullName)) }
    if t === TypeTable.switchParameter { return .other(SwitchParameter(try switchValue(a, row.metadata.name, t.fullName))) }
    if t.isArray || t.fullName == "System.Array" {
      let e = t.elementType ?? TypeTable.object
      func element(_ x: Value) throws -> Value { try coerced(x, e, row, Argument(name: a.name, value: x, hasValue: true, extent: a.extent, valueExtent: a.valueExtent), isElement: true) }
      if let list = Binder.list(v) {
        var out: [Value] = []
        out.reserveCapacity(list.count)
        for x in list.values { out.append(try element(x)) }
        return .array(PSArray(out, of: e))
      }
      return .array(PSArray([try element(v)], of: e))
    }
    if row.collection == .none || isElement, !t.isEnum, Binder.list(v) != nil, try t.converter.map({ try $0(v, context) == nil }) ?? true {
      throw noList(v, t, row.metadata.name, at)
    }
    let outer = Conversion.parsesInCurrentCulture
    Conversion.parsesInCurrentCulture = true
    defer { Conversion.parsesInCurrentCulture = outer }
    do {
      if t === TypeTable.string, Conversion.followsCulture(v) { return .str(try Conversion.textInCulture(v, context)) }
      return try Conversion.convert(v, to: t, context)
    } catch let e as TerminatingError {
      throw failure(
        .other, "CannotConvertArgumentNoMessage", .invalidArgument, "Cannot bind parameter '\(row.metadata.name)'. \(e.record.exception.message)", at,
        inner: e.record.exception.inner ?? e.record.exception, about: (row.metadata.name, t, v))
    }
  }
  func noList(_ v: Value, _ t: NetType, _ name: String, _ at: Extent) -> BindingFailure {
    failure(
      .other, "CannotConvertArgument", .invalidArgument,
      """
      Cannot convert '\(Conversion.typeText(TypeTable.typeOf(v.base)))' to the type '\(Conversion.typeText(t))' required by parameter '\(name)'. Specified method is \
      not supported.
      """,
      at, inner: PSException("System.NotSupportedException", "Specified method is not supported."))
  }
  /// A compiled cmdlet's parameter of a value type cannot hold the null that its checks saw.
  private func refusesNull(_ row: ParameterTable.Row) -> Bool {
    let m = row.metadata
    return m.type.isValueType && (!metadata.isScript || m.isDynamic) && !(m.shownType?.fullName.hasPrefix("System.Nullable`1") ?? false)
  }
  private func unsettable(_ row: ParameterTable.Row, _ a: Argument) -> BindingFailure {
    let name = row.metadata.name, type = row.metadata.shownType ?? row.metadata.type
    let cast = PSException("System.Management.Automation.PSInvalidCastException", Conversion.finalMessage(.null, to: type))
    let setting = PSException("System.Management.Automation.SetValueInvocationException", "Exception setting \"\(name)\": \"\(cast.message)\"", inner: cast)
    return failure(
      .other, "ParameterBindingFailed", .writeError, "Cannot bind parameter '\(name)' to the target. \(setting.message)", a.valueExtent ?? a.extent,
      inner: setting, about: (name, type, .null))
  }
  /// A boolean or number as a compiled cmdlet's switch or boolean parameter takes it.
  func switchValue(_ a: Argument, _ name: String, _ type: String) throws -> Bool {
    if Conversion.isBooleanOrNumber(a.value) { return Conversion.toBool(a.value) }
    throw failure(
      .other, "CannotConvertArgument", .invalidArgument,
      "Cannot convert '\(Conversion.typeText(TypeTable.typeOf(a.value.base)))' to the type '\(type)' required by parameter '\(name)'. ", a.valueExtent ?? a.extent)
  }
  /// A switch argument of a plain function.
  static func switchValue(_ v: Value, _ c: ExecutionContext) throws -> Bool {
    if case .bool(let b) = v.base { return b }
    if case .other(let r) = v.base, let s = r as? SwitchParameter { return s.isOn }
    if v.isNull { return false }
    try Conversion.requireBoolean(v, as: TypeTable.switchParameter)
    return Conversion.toBool(try Conversion.convert(v, to: TypeTable.switchParameter, c))
  }

  // MARK: Checks

  private func checkTypeName(_ v: Value, _ wanted: String, _ row: ParameterTable.Row, _ a: Argument, _ convert: Bool) throws {
    for x in context.sequence(v)?.values ?? [v] where !x.isNull && !context.typeNames(x).contains(where: { $0.equalsIgnoringCase(wanted) }) {
      let text = "Cannot bind argument to parameter '\(row.metadata.name)', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: \(wanted)."
      let inner = PSException("System.Management.Automation.PSInvalidCastException", text)
      throw failure(
        convert ? .cast : .other, "MismatchedPSTypeName", .invalidArgument, text, a.valueExtent ?? a.extent,
        exception: convert
          ? "System.Management.Automation.ParameterBindingArgumentTransformationException" : "System.Management.Automation.ParameterBindingException",
        inner: inner)
    }
  }
  private func validate(_ v: Value, _ row: ParameterTable.Row, _ a: Argument) throws {
    for check in row.validations {
      // a wrapped value is neither an empty text nor a collection
      if case .notNullOrEmpty = check, row.metadata.type === TypeTable.psObject, !v.isNull { continue }
      do { try Validator.check(check, v, context) } catch let e as TerminatingError where !e.isCallDepthOverflow {
        // a text that the pattern takes for another set's argument goes there; an empty one is refused
        let yields = if row.yieldsPosition, case .pattern = check { true } else { false }
        throw failure(
          yields ? .other : .validation, "ParameterArgumentValidationError", .invalidData,
          "Cannot validate argument on parameter '\(row.metadata.name)'. \(e.record.exception.message)", a.valueExtent ?? a.extent,
          exception: "System.Management.Automation.ParameterBindingValidationException", inner: e.record.exception,
          about: (row.metadata.name, row.metadata.type, v))
      }
    }
    if row.mandatorySomewhere { try requireContent(v, row, a) }
  }
  /// Mandatory parameters refuse null, empty strings and empty collections unless told otherwise.
  private func requireContent(_ v: Value, _ row: ParameterTable.Row, _ a: Argument) throws {
    func refuse(_ id: String, _ what: String) -> BindingFailure {
      failure(
        .validation, "ParameterArgumentValidationError\(id)NotAllowed", .invalidData,
        "Cannot bind argument to parameter '\(row.metadata.name)' because it is \(what).", a.valueExtent ?? a.extent,
        exception: "System.Management.Automation.ParameterBindingValidationException", about: (row.metadata.name, row.metadata.type, v))
    }
    func check(_ x: Value, _ t: NetType?) throws {
      if x.isNull, t.map({ !Conversion.isBooleanLike($0) || $0.genericDefinition == nil }) ?? true { if !row.allowsNull { throw refuse("Null", "null") }; return }
      if t === TypeTable.string, case .string(let s) = x.base, s.string.isEmpty, !row.allowsEmptyString { throw refuse("EmptyString", "an empty string") }
    }
    try check(v, row.metadata.type)
    if v.isNull || row.collection == .none { return }
    guard let list = Binder.list(v) ?? context.sequence(v) else { return }
    if !(row.element?.isValueType ?? false) { for x in list.values { try check(x, row.element) } }
    if list.count == 0, !row.allowsEmptyCollection { throw row.metadata.type.isArray ? refuse("EmptyArray", "an empty array") : refuse("EmptyCollection", "an empty collection") }
  }

  // MARK: Errors

  /// - Parameter about: the parameter, its type and the value it got, for the exception's properties
  func failure(
    _ kind: BindingFailure.Kind, _ id: String, _ category: ErrorCategory, _ message: String, _ at: Extent,
    exception: String = "System.Management.Automation.ParameterBindingException", inner: PSException? = nil,
    about: (name: String, type: NetType?, value: Value)? = nil
  ) -> BindingFailure {
    let x = PSException(exception, message, inner: inner)
    if let about {
      x.properties = [
        ("ParameterName", .str(about.name)), ("ParameterType", about.type.map { .type($0) } ?? .null),
        ("TypeSpecified", about.value.isNull ? .null : .type(TypeTable.typeOf(about.value.base)))
      ]
    }
    return BindingFailure(kind: kind, error: located(ErrorRecord(x, id: id, category), at))
  }
  func located(_ r: ErrorRecord, _ at: Extent) -> TerminatingError {
    let called = info.beforeBinding(info.command ?? block.map { context.blockCommand($0) })
    r.position = at
    r.invocation = called
    r.exception.properties =
      r.exception.properties + [
        ("ErrorId", .str(r.errorId)), ("CommandInvocation", .other(info)), ("Line", .long(Int64(at.startLine))), ("Offset", .long(Int64(at.startColumn)))
      ]
    r.errorId += errorName.isEmpty ? "" : "," + errorName
    r.categoryActivity = commandName
    return TerminatingError(r)
  }
}
