/// The conversions the language defines itself: characters, arrays, hashtables, custom objects, switches, types, enums.
import Primitives

extension Conversion {
  /// nil = the language has no conversion; the type may have one.
  static func languageConversion(_ v: Value, _ type: NetType, _ target: ConversionTarget, _ context: ExecutionContext?) throws -> Value? {
    switch target {
    case .void: return .void
    case .char: return try toChar(v, type)
    case .bigInteger:
      if case .string(let s) = v { return try textToBigInteger(s.string, type) }
      if let r = try toBigInteger(v, type) { return r }
      if case .array(let a) = v, a.kind == .array, a.elementType === TypeTable.byte {
        return .bigInteger(BigInteger(bytes: a.elements.map { if case .byte(let b) = $0 { b } else { 0 } }))
      }
      return nil
    case .array: return try toArray(v, type, context)
    case .anyArray:
      if let items = collected(v) { return .array(PSArray(items.values)) }
      return .arr([v])
    case .hashtable:
      guard case .hash(let h) = v, h.enumerated() == nil else { return nil }
      let copy = PSHash(.hashtable, capacity: h.count)
      for (k, x) in h.pairs { copy.set(k, x) }
      return .hash(copy)
    case .psCustomObject: return try customObject(v, context)
    case .switchParameter: if case .bool(let b) = v { return .other(SwitchParameter(b)) }; return nil
    case .reference: return try referenceTo(v)
    case .type: return try toType(v, type, context)
    case .delegate: if case .block(let b) = v { return ExecutionContext.makeDelegate?(type, b) ?? v }
      if case .other(let r) = v, let m = r as? PSMethodInfo, let c = context { return try m.block(for: type, c).flatMap { ExecutionContext.makeDelegate?(type, $0) } }
      // a method declared for objects takes a delegate for anything more special
      if case .other(let r) = v, r.netType.target == .delegate, r.netType.genericDefinition == type.genericDefinition { return v }
      return nil
    case .enumeration: return try toEnum(v, type, context)
    case .xml: return try toXml(v, type, context)
    default: return nil
    }
  }

  /// What a value enumerates to; nil for single things (strings and dictionaries are single).
  @inline(__always) public static func enumerable(_ v: Value) -> PSArray? {
    switch v {
    case .array(let a): a
    case .object(let o): o.enumerated()
    case .other(let r): r.enumerated()
    case .hash(let h): h.enumerated()
    case .boxed(let b): enumerable(b.value)
    default: nil
    }
  }

  /// The same for a conversion, to which an enumerator is no collection.
  static func collected(_ v: Value) -> PSArray? { if case .other(let r) = v, r.isIterator { nil } else { enumerable(v) } }

  private static func toChar(_ v: Value, _ type: NetType) throws -> Value? {
    switch v {
    case .string(let s):
      let u = s.string.utf16
      if u.count == 1, let c = u.first { return .char(c) }
      throw castError("InvalidCastParseTargetInvocation", s.string, to: type, because: PSException("System.FormatException", "String must be exactly one character long."))
    default: break
    }
    if v.bigIntegerValue != nil {
      throw castError("InvalidCastIConvertible", plainText(v), to: type, because: PSException("System.InvalidCastException", "Object must implement IConvertible."))
    }
    guard v.typeCode.isNumericOrPrimitive || v.typeCode == .dateTime else { return nil }
    return try numberToNumber(v, type)
  }

  // MARK: Arrays

  static func toArray(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    let element = type.elementType ?? TypeTable.object
    if case .array(let a) = v, a.kind == .array {
      if a.dimensions != nil, type.rank == 1 {
        if element.isAssignable(from: a.elementType ?? TypeTable.object) { throw rawError("System.RankException", "The specified arrays must have the same number of dimensions.") }
        throw rawError("System.ArgumentException", "Array was not a one-dimensional array.")
      }
      return .array(try arrayOf(a, element, context))
    }
    if case .string(let s) = v, element === TypeTable.char {
      let r = PSArray(capacity: s.string.utf8.count)
      r.elementType = element
      for unit in s.string.utf16 {
        if r.count & 0xFFFF == 0xFFFF, Attention.isWanted { throw FlowSignal.stopped }
        r.append(.char(unit))
      }
      return .array(r)
    }
    if let items = collected(v) {
      do { return .array(try arrayOf(items, element, context)) } catch where isFailure(error) {
        throw castError("InvalidCastExceptionEnumerableToArray", plainText(v), to: type, because: cause(error))
      }
    }
    let one: Value
    do { one = try convert(v, to: element, context) } catch where isFailure(error) {
      // No way to the element type at all is reported for the array type; a way that failed is reported as such.
      if let e = error as? TerminatingError, e.record.errorId == "ConvertToFinalInvalidCastException" { return nil }
      if convertibleSource(v) { throw impossibleConvertible(v, type) }
      throw castError("InvalidCastExceptionScalarToArray", plainText(v), to: type, because: cause(error))
    }
    return .array(PSArray([one], of: element === TypeTable.object ? nil : element))
  }
  /// The elements converted one by one into a new array.
  private static func arrayOf(_ a: PSArray, _ element: NetType, _ context: ExecutionContext?) throws -> PSArray {
    let r = PSArray(capacity: a.count)
    if element === TypeTable.object { r.append(contentsOf: a); return r }
    r.elementType = element
    for x in a.elements {
      r.append(try convert(x, to: element, context))
      if r.count & 0xFF == 0, Attention.isWanted { throw FlowSignal.stopped }
    }
    return r
  }

  // MARK: Objects

  /// `[pscustomobject]`: a dictionary becomes an object with its entries as properties; anything else stays itself.
  static func customObject(_ v: Value, _ context: ExecutionContext?) throws -> Value {
    guard case .hash(let h) = v, h.kind == .ordered || h.isHashtable else { return v }
    let o = PSObject(reserve: h.count)
    for (k, x) in h.pairs { try give(o, toString(k), x, context) }
    return .object(o)
  }
  /// Gives an object an entry of the table it is made from: the name of its type, the value of a property that type data gave it
  /// with that name, or a property of its own.
  /// - Throws: what setting the property raises, as the failure of the cast it is
  public static func give(_ o: PSObject, _ name: String, _ x: Value, _ context: ExecutionContext?) throws {
    if name.equalsIgnoringCase("PSTypeName"), case .string(let t) = x {
      o.typeNames = [t.string, "System.Management.Automation.PSCustomObject", "System.Object"]
      return
    }
    guard let context, o.typeNames != nil, o.slot(Symbol.of(name)) == nil, let d = context.typeDataMember(.object(o), name), d.isValue else { return o.set(name, x) }
    let custom = "System.Management.Automation.LanguagePrimitives+InternalPSCustomObject"
    func unmade(_ reason: PSException) -> TerminatingError { castError("ObjectCreationError", "Cannot create object of type \"\(custom)\". \(reason.message)", inner: reason) }
    if case .note = d.body {
      throw unmade(PSException("System.Management.Automation.SetValueException", "Cannot change the member created from the type configuration: \"\(name)\"."))
    }
    do { try context.setProperty(.object(o), name, x.orNull, byMember: true) } catch let e as TerminatingError {
      let e = e.record.exception
      guard case .alias = d.body, let reason = e.inner else { throw unmade(e.inner ?? e) }
      throw castError(
        "InvalidCastConstructorException", "Cannot convert value \"System.Collections.Specialized.OrderedDictionary\" to type \"\(custom)\". Error: \"\(reason.message)\"", inner: reason)
    }
  }
  static func referenceTo(_ v: Value) throws -> Value { .other(PSReference(value: v.orNull)) }

  private static func toType(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    let name: String
    switch v {
    case .type: return v
    case .string(let s): name = s.string
    default:
      guard v.typeCode.isNumeric, v.enumValue == nil else { return nil }
      name = scalarText(v)
    }
    // as the code that asks would find it
    if let c = context, c.depth > 0 { if let t = try c.type(named: trimmed(name)) { return .type(t) } }
    else if let t = TypeTable.resolve(trimmed(name)), t.isVisible { return .type(t) }
    throw castError("InvalidCastFromStringToType", "Cannot convert the \"\(name)\" value of type \"System.String\" to type \"System.Type\".")
  }

  private static func toXml(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    guard let hook = type.converter else { return nil }
    do { return try hook(.str(textForXml(v, context)), context) } catch where isFailure(error) {
      throw castError("InvalidCastToXmlDocument", plainText(v), to: type, because: cause(error))
    }
  }
  /// Arrays of lines are joined by newlines before they are read as XML.
  private static func textForXml(_ v: Value, _ context: ExecutionContext?) -> String {
    guard let items = collected(v) else { return toString(v, context) }
    return items.elements.map { toString($0, context) }.joined(separator: "\n")
  }
  /// `Convert.ChangeType` from a bool, char, date or enum to a type that is no such thing.
  static func impossibleConvertible(_ v: Value, _ type: NetType) -> TerminatingError {
    if isDatabaseNull(v), type.typeCode.isNumericOrPrimitive || type.typeCode == .dateTime, !type.isEnum, !type.isArray {
      return castError("InvalidCastIConvertible", plainText(v), to: type, because: PSException("System.InvalidCastException", "Object cannot be cast from DBNull to other types."))
    }
    return castOfConvertible(v, type)
  }
  private static func castOfConvertible(_ v: Value, _ type: NetType) -> TerminatingError {
    castError("InvalidCastIConvertible", plainText(v), to: type, because: PSException("System.InvalidCastException", type.typeCode == .dateTime && !type.isArray
      ? "Invalid cast from '\(v.typeCode.name)' to 'DateTime'." : "Invalid cast from '\(TypeTable.typeOf(v).fullName)' to '\(type.fullName)'."))
  }
}
