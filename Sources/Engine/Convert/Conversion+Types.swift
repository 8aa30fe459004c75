/// Conversions a type offers itself, found the way PowerShell looks for them: a converter, `Parse`, a constructor with
/// one parameter, then by way of text, then property by property.
import Primitives

extension Conversion {
  /// nil = nothing fits.
  static func typesOwnConversion(_ v: Value, _ type: NetType, _ target: ConversionTarget, _ context: ExecutionContext?) throws -> Value? {
    if target == .psCustomObject { return v }
    type.ensureDefined()
    if target != .xml, let hook = type.converter {
      do { if let r = try hook(v, context) { return r } } catch where isFailure(error) { throw converterError(error, v, type) }
    }
    if type.isByRefLike { return nil }
    if target == .delegate || target == .type { return convertibleSource(v) ? try refuse(v, type) : nil }
    if !type.isEnum {
      if case .string(let s) = v, let r = try parse(s.string, v, type, context) { return r }
      if let r = try construct(v, type, context) { return r }
    }
    // an object of members alone is an element rather than a description of the collection
    if target == .collection, case .object(let o) = v, o.isCustom, let r = try collection(v, type, context) { return r }
    if target == .switchParameter || target == .enumeration { return try lastResorts(v, type, target, context) }
    if let r = try lastResorts(v, type, target, context) { return r }
    if target == .collection, let r = try collection(v, type, context) { return r }
    return nil
  }
  /// Bools, chars, dates, enums and the null of databases are `IConvertible` without being numbers: what they cannot become is said by .NET.
  static func convertibleSource(_ v: Value) -> Bool {
    switch v {
    case .bool, .char, .datetime: true
    default: v.enumValue != nil || isDatabaseNull(v)
    }
  }
  /// `[DBNull]::Value`, what a column without value holds.
  static func isDatabaseNull(_ v: Value) -> Bool { if case .other(let r) = v { r.netType.fullName == "System.DBNull" } else { false } }
  private static func refuse(_ v: Value, _ type: NetType) throws -> Value? { throw impossibleConvertible(v, type) }

  private static func lastResorts(_ v: Value, _ type: NetType, _ target: ConversionTarget, _ context: ExecutionContext?) throws -> Value? {
    if convertibleSource(v) { throw impossibleConvertible(v, type) }
    if v.typeCode.isNumeric, !type.isArray {
      // Numbers go by way of their text when text converts.
      let text = Value.str(scalarText(v))
      if type.target == .collection || mayConvert(text, to: type) { return try convert(text, to: type, context) }
      return nil
    }
    switch v {
    case .hash(let h) where h.enumerated() == nil: return try object(of: type, v, h.pairs.map { (toString($0.key), $0.value) }, fromObject: false, context)
    case .object(let o) where o.wrapped == nil && o.type == nil:
      return try object(of: type, v, o.members.map { ($0.name, $0.kind == .note ? $0.value : (try? context?.property(v, $0.name)) ?? .null) }, fromObject: true, context)
    default: return nil
    }
  }

  private static func converterError(_ error: Error, _ v: Value, _ type: NetType) -> Error {
    if let e = error as? TerminatingError, e.record.errorId.hasPrefix("InvalidCast") || e.record.errorId.hasPrefix("ConvertTo") { return e }
    let id: String
    switch type.fullName {
    case "System.Text.RegularExpressions.Regex": id = "InvalidCastFromStringToRegex"
    case "System.Uri": id = "InvalidCastFromStringToUri"
    case _ where type.hasTypeConverter: id = "InvalidCastTypeConvertersConvertFrom"
    default:
      let parse = v.stringValue == nil || type.staticMember("Parse") == nil ? nil : parseMethod(type)?.withCulture ?? false
      id = parse.map { $0 ? "InvalidCastParseTargetInvocationWithFormatProvider" : "InvalidCastParseTargetInvocation" } ?? "InvalidCastConstructorException"
    }
    return castError(id, plainText(v), to: type, because: cause(error))
  }

  // MARK: Parse

  private static func parseMethod(_ type: NetType) -> (overload: Overload, withCulture: Bool)? {
    guard let m = type.staticMember("Parse") else { return nil }
    if let o = m.overloads.first(where: { $0.parameters.count == 2 && $0.types[0] === TypeTable.string && $0.parameters[1].type.hasSuffix("IFormatProvider") }) { return (o, true) }
    if let o = m.overloads.first(where: { $0.parameters.count == 1 && $0.types[0] === TypeTable.string }) { return (o, false) }
    return nil
  }
  private static func parse(_ s: String, _ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    guard let (overload, withCulture) = parseMethod(type) else { return nil }
    do { return try overload.body(.null, withCulture ? [v, parsingCulture] : [v], context ?? spare) } catch where isFailure(error) {
      throw castError(withCulture ? "InvalidCastParseTargetInvocationWithFormatProvider" : "InvalidCastParseTargetInvocation", s, to: type, because: cause(error))
    }
  }
  /// Whether texts are read in the current culture, as for the parameters of compiled cmdlets; else in the invariant one.
  nonisolated(unsafe) static var parsesInCurrentCulture = false
  /// The culture as an argument; null where module NetTypes is not there.
  private static var parsingCulture: Value {
    let name = parsesInCurrentCulture ? "CurrentCulture" : "InvariantCulture"
    return (try? TypeTable.get("System.Globalization.CultureInfo").staticMember(name)?.getter?(.null, spare)) ?? .null
  }
  /// For members called where no session is at hand.
  nonisolated(unsafe) static var spareContext: ExecutionContext?
  private static var spare: ExecutionContext {
    if let c = spareContext { return c }
    let c = ExecutionContext(host: Host())
    spareContext = c
    return c
  }

  // MARK: Constructors

  private static func construct(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    guard let c = constructor(of: type, for: v) else { return nil }
    var argument = v
    if let t = c.types[0], t !== TypeTable.typeOf(v), t.typeCode.isNumericOrPrimitive, let n = integer(v) { argument = value(n, as: t.typeCode) ?? v }
    do { return try c.body(.null, [argument], context ?? spare) } catch where isFailure(error) {
      let id = type.fullName == "System.Text.RegularExpressions.Regex" && v.stringValue != nil ? "InvalidCastFromStringToRegex"
        : type.fullName == "System.Uri" && v.stringValue != nil ? "InvalidCastFromStringToUri" : "InvalidCastConstructorException"
      throw castError(id, plainText(v), to: type, because: cause(error))
    }
  }
  /// The constructor .NET's binder picks for one argument of the value's type: exact, then assignable, then widening.
  private static func constructor(of type: NetType, for v: Value) -> Overload? {
    if case .object(let o) = v, o.type == nil { return nil }
    let from = TypeTable.typeOf(v)
    if v.typeCode.isInteger, v.enumValue == nil, type.interfaces.contains(where: { $0 == "System.Collections.ICollection" || $0 == "System.Collections.IList" }) { return nil }
    let candidates = type.allConstructors.filter { $0.parameters.count == 1 && !$0.takesRest }
    if candidates.isEmpty { return nil }
    if let exact = candidates.first(where: { $0.types[0] === from }) { return exact }
    if let c = candidates.first(where: { $0.types[0].map { t in t !== TypeTable.object && t.isAssignable(from: from) } ?? false }) { return c }
    var best: Overload?
    var bestCode = TypeCode.string
    for c in candidates {
      guard let t = c.types[0], !t.isEnum, widens(v.typeCode, to: t.typeCode) || v.enumValue != nil && t.typeCode == v.typeCode, t.typeCode < bestCode else { continue }
      best = c; bestCode = t.typeCode
    }
    if let best { return best }
    return candidates.first { $0.types[0] === TypeTable.object }
  }
  /// .NET's implicit widening between primitive types.
  static func widens(_ from: TypeCode, to: TypeCode) -> Bool {
    switch from {
    case .char: to == .uint16 || to >= .int32 && to <= .double
    case .sbyte: to == .int16 || to == .int32 || to == .int64 || to == .single || to == .double
    case .byte: to == .char || to >= .int16 && to <= .double
    case .int16: to == .int32 || to == .int64 || to == .single || to == .double
    case .uint16: to >= .int32 && to <= .double
    case .int32: to == .int64 || to == .single || to == .double
    case .uint32: to == .int64 || to == .uint64 || to == .single || to == .double
    case .int64, .uint64: to == .single || to == .double
    case .single: to == .double
    default: false
    }
  }

  /// Whether there is any way from the value's type to the target, without trying it.
  static func mayConvert(_ v: Value, to type: NetType) -> Bool { type.converter != nil || mayConvertWithoutHook(v, to: type) }
  /// Whether a constructor takes the value.
  static func constructs(_ v: Value, _ type: NetType) -> Bool { constructor(of: type, for: v) != nil }
  static func mayConvertWithoutHook(_ v: Value, to type: NetType) -> Bool {
    let target = type.target
    if v.isNull { return !type.isValueType || target == .nullable || type.typeCode.isNumericOrPrimitive }
    switch target {
    case .object, .psObject, .psCustomObject, .bool, .string, .void, .reference, .anyArray, .collection: return true
    default: break
    }
    if type.isAssignable(from: TypeTable.typeOf(v)) { return true }
    if target == .number || target == .bigInteger || target == .char {
      return v.typeCode.isNumericOrPrimitive || v.typeCode == .string || v.typeCode == .dateTime || v.bigIntegerValue != nil || isDatabaseNull(v)
    }
    if type.isEnum, enumerable(v) != nil { return true }
    if v.stringValue != nil, parseMethod(type) != nil || type.isEnum { return true }
    if constructor(of: type, for: v) != nil { return true }
    if convertibleSource(v) { return true }
    if v.typeCode.isNumeric { return type.isEnum || mayConvert(.emptyString, to: type) }
    if case .hash(let h) = v, h.enumerated() == nil { return type.isValueType || hasDefaultConstructor(type) }
    return false
  }

  // MARK: Property by property

  private static func hasDefaultConstructor(_ type: NetType) -> Bool { type.allConstructors.contains { $0.parameters.isEmpty } }

  /// A new object with the given properties set.
  private static func object(of type: NetType, _ v: Value, _ properties: [(String, Value)], fromObject: Bool, _ context: ExecutionContext?) throws -> Value? {
    let isPrimitive = type.typeCode.isNumericOrPrimitive && type.typeCode != .decimal && !type.isEnum
    guard hasDefaultConstructor(type) || type.isValueType && !isPrimitive else { return nil }
    let context = context ?? spare
    if context.languageMode != .full {
      throw TerminatingError(
        "HashtableToObjectConversionNotSupportedInDataSection",
        """
        Cannot convert hashtable to an object of the following type: \(type.fullName). Hashtable-to-Object conversion is not supported in restricted language \
        mode or a Data section.
        """,
        .invalidOperation)
    }
    let made: Value
    do { made = try context.construct(type, []) } catch where isFailure(error) {
      if type.isValueType, let (name, _) = properties.first { throw fromObject ? objectError(v, type) : noProperty(name, type, "") }
      throw castError("InvalidCastConstructorTargetInvocationException", plainText(v), to: type, because: cause(error))
    }
    for (name, x) in properties {
      guard isSettable(made, name, type, context) else {
        if fromObject {
          throw objectError(v, type)
        }
        throw noProperty(name, type, settableProperties(made, type, context))
      }
      do { try context.setProperty(made, name, x.orNull, byMember: true) } catch where isFailure(error) {
        var reason = (error as? TerminatingError)?.record.exception ?? cause(error)
        if let inner = reason.inner { reason = inner }
        // what was an object of another process is taken whole or not at all
        if fromObject, case .object(let o) = v, o.typeNames?.first?.hasPrefix("Deserialized.") ?? false { throw objectError(v, type) }
        let isReadOnly = reason.message == "'\(name)' is a ReadOnly property."
        if isReadOnly { reason = PSException(reason.type, "\"\(name)\" is a ReadOnly property.") }
        throw castError("ObjectCreationError", "Cannot create object of type \"\(typeText(type))\". \(reason.message)", inner: reason)
      }
    }
    return made
  }
  private static func objectError(_ v: Value, _ type: NetType) -> TerminatingError {
    castError("InvalidCastConstructorException", plainText(v), to: type, because: PSException("System.Management.Automation.PSInvalidCastException", finalMessage(v, to: type)))
  }
  private static func noProperty(_ name: String, _ type: NetType, _ settable: String) -> TerminatingError {
    let sentence = settable.isEmpty ? "There is no settable property available." : "The settable properties are: \(settable)."
    let message = "The property '\(name)' was not found for the '\(type.fullName)' object. \(sentence)"
    return castError("ObjectCreationError", "Cannot create object of type \"\(typeText(type))\". \(message)", inner: PSException("System.InvalidOperationException", message))
  }
  private static func isSettable(_ v: Value, _ name: String, _ type: NetType, _ context: ExecutionContext) -> Bool {
    if let m = type.instanceMember(name), m.kind == .property || m.kind == .field { return true }
    if case .object(let o) = v, o.slot(Symbol.of(name)) != nil { return true }
    return context.properties(v).contains { $0.name.equalsIgnoringCase(name) }
  }
  private static func settableProperties(_ v: Value, _ type: NetType, _ context: ExecutionContext) -> String {
    if type.isEnum { return "[value__ <\(type.enumeration?.underlying ?? "System.Int32")>]" }
    return context.properties(v).filter { $0.isSettable && !$0.isHidden && $0.kind == .property }.map { "[\($0.name) <\($0.typeName)>]" }.joined(separator: ", ")
  }

  // MARK: Collections

  /// A generic collection from the elements of an array, or of one value.
  private static func collection(_ v: Value, _ type: NetType, _ context: ExecutionContext?) throws -> Value? {
    guard let element = type.genericArguments.first, let definition = type.genericDefinition else { return nil }
    var items: [Value] = []
    if element.isAssignable(from: v.shownAsObject) {
      items = [v]
    } else if case .array(let a) = v, a.kind == .array {
      for x in a.elements {
        guard let c = tryConvert(x.base.isNull ? .null : x, to: element, context) else { throw finalError(v, to: type) }
        items.append(c)
      }
    } else {
      items = [try convert(v, to: element, context)]
    }
    switch definition {
    case "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1":
      let set = PSHash(definition.hasSuffix("HashSet`1") ? .hashSet : .sortedSet, caseSensitive: true, capacity: items.count)
      set.keyType = element
      for x in items { set.set(x, .null) }
      return .hash(set)
    default:
      let list = PSArray(items, of: element)
      switch definition {
      case "System.Collections.ObjectModel.ObservableCollection`1": list.kind = .collection; list.exactType = type
      case "System.Collections.ObjectModel.Collection`1": list.kind = .collection
      case "System.Collections.ObjectModel.ReadOnlyCollection`1": list.kind = .readOnlyCollection
      case "System.Collections.Generic.Queue`1": list.kind = .queue
      case "System.Collections.Generic.Stack`1": list.kind = .stack; list.replaceAll(items.reversed())
      case "System.Collections.Generic.LinkedList`1": list.kind = .linkedList
      case "System.Collections.Generic.List`1": list.kind = .list
      default:
        list.kind = .list
        return try (context ?? spare).construct(type, [.array(list)])
      }
      return .array(list)
    }
  }

  /// `$OFS`, or a space.
  static func outputFieldSeparator(_ context: ExecutionContext) -> String {
    guard let v = context.variable("OFS"), !v.isNull else { return " " }
    return elementText(v, nil)
  }
}
