/// `TypeDescriptor` and the converters it finds: values from texts and texts from values, as property windows and configurations read them.
import Engine
import Primitives

final class PSTypeConverter: Ref {
  let typeName: String
  /// What it makes values of; nil = of nothing in particular.
  let target: NetType?
  init(_ n: String, _ t: NetType?) { typeName = n; target = t; super.init() }
  override var netType: NetType { TypeTable.get(typeName) }
  var name: String { typeName.parts(at: 46).last ?? typeName }
  static let component = "System.ComponentModel."

  /// The converter of a type: that of its own, of its enum, collection or interface, else one that converts nothing.
  static func of(_ t: NetType) -> PSTypeConverter {
    if let own = own[t.fullName] { return PSTypeConverter(own, t) }
    if t.isEnum { return PSTypeConverter(component + "EnumConverter", t) }
    if t.genericDefinition == "System.Nullable`1" { return PSTypeConverter(component + "NullableConverter", t) }
    if t.isArray { return PSTypeConverter(component + "ArrayConverter", nil) }
    if t.category == .interface { return PSTypeConverter(component + "ReferenceConverter", nil) }
    let isCollection = t.chain.contains { $0.interfaces.contains { $0.hasSuffix(".ICollection") || $0.hasSuffix(".IDictionary") || $0.hasSuffix(".IList") } }
    if isCollection { return PSTypeConverter(component + "CollectionConverter", nil) }
    return PSTypeConverter(component + "TypeConverter", nil)
  }
  static let numbers = ["Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Int128", "UInt128", "Half", "Single", "Double", "Decimal"]
  static let shapes = ["Point", "Size", "SizeF", "Rectangle"]
  private static let own: [String: String] = {
    var all = ["System.Uri": "System.UriTypeConverter", "System.Globalization.CultureInfo": component + "CultureInfoConverter", "System.Drawing.Color": "System.Drawing.ColorConverter"]
    for n in numbers + ["String", "Boolean", "Char", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid", "Version"] { all["System." + n] = component + n + "Converter" }
    for n in shapes { all["System.Drawing." + n] = "System.Drawing.\(n)Converter" }
    return all
  }()

  // MARK: From texts

  func read(_ text: String, _ c: ExecutionContext) throws -> Value {
    guard let target else { throw refused(TypeTable.string.fullName) }
    let t = NetString.trim(text), short = target.name
    if name == "NullableConverter" { return text.isEmpty ? .null : try PSTypeConverter.of(target.genericArguments[0]).read(text, c) }
    if PSTypeConverter.numbers.contains(short) { return try number(t, target, c) }
    switch short {
    case "String": return .str(text)
    case "Char":
      let units = Array((text.utf16.count > 1 ? t : text).utf16)
      if units.count > 1 { throw formatError("\(text) is not a valid value for Char.") }
      return .char(units.first ?? 0)
    case "Guid":
      do { return try parsed(t, target, c) } catch let e as TerminatingError { throw formatError(e.record.exception.inner?.message ?? e.record.exception.message) }
    case "Color": return .other(try ColorText.read(text, c.culture))
    case "Uri": return text.isEmpty ? .null : try c.construct(target, [.str(text), .member("System.UriKind", 0)])
    case "CultureInfo": return try c.construct(target, [.str(text)])
    case _ where target.isEnum:
      guard let e = NetTypes.enumValue(target, t, ignoreCase: true) else { throw formatError("\(text) is not a valid value for \(short).") }
      return .other(e)
    case _ where PSTypeConverter.shapes.contains(short):
      guard let kind = ShapeKind.all.first(where: { $0.name == short }), let shape = try kind.read(text, c.culture) else { return .null }
      return .other(shape)
    default:
      if t.isEmpty, short.hasPrefix("Date") || short == "TimeOnly" { return target.defaultValue }
      do { return try parsed(t, target, c) } catch is TerminatingError { throw formatError("\(text) is not a valid value for \(short).") }
    }
  }
  private func parsed(_ text: String, _ t: NetType, _ c: ExecutionContext) throws -> Value {
    guard let parse = t.staticMember("Parse")?.overloads.first(where: { $0.parameters.count == 1 && $0.types[0] === TypeTable.string }) else { throw refused(TypeTable.string.fullName) }
    return try parse.body(.null, [.str(text)], c)
  }
  /// Decimal, or hexadecimal behind `#`, `0x` or `&h`.
  private func number(_ t: String, _ target: NetType, _ c: ExecutionContext) throws -> Value {
    let lower = t.lowercased(), isHex = !["Half", "Single", "Double", "Decimal"].contains(target.name)
    let digits = !isHex ? nil : lower.hasPrefix("#") ? t.dropFirst() : lower.hasPrefix("0x") || lower.hasPrefix("&h") ? t.dropFirst(2) : nil
    do {
      if let digits {
        guard let n = UInt64(digits, radix: 16), let v = Conversion.tryConvert(.ulong(n), to: target, c) else { throw formatError("") }
        return v
      }
      return try parsed(t, target, c)
    } catch let e as TerminatingError {
      throw netError("System.ArgumentException", "\(t) is not a valid value for \(target.name).", param: "value", inner: e.record.exception)
    }
  }
  func refused(_ source: String) -> TerminatingError { notSupported("\(name) cannot convert from \(source).") }
  func make(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if let text = v.stringValue { return try read(text, c) }
    throw refused(v.isNull ? "(null)" : TypeTable.typeOf(v).fullName)
  }
  var readsTexts: Bool { target != nil }

  // MARK: To texts and other types

  func text(_ v: Value, _ c: ExecutionContext, invariant: Bool) -> String {
    let culture = invariant ? Culture.invariant : c.culture
    if v.isNull { return "" }
    if let color = v.refValue as? PSColor, name == "ColorConverter" { return ColorText.write(color, culture) }
    if let shape = v.refValue as? PSShape, name.hasPrefix(shape.kind.name) { return shape.list(culture) }
    if case .datetime(let d) = v.base, name == "DateTimeConverter" {
      let hasTime = d.ticks % 864_000_000_000 != 0
      let format = invariant ? hasTime ? "" : "yyyy-MM-dd" : hasTime ? culture.shortDate + " " + culture.shortTime : culture.shortDate
      return (try? DateFormat.text(d, format, culture)) ?? ""
    }
    return invariant ? Conversion.toString(v) : Conversion.toString(v, c)
  }
  func write(_ v: Value, as t: NetType, _ c: ExecutionContext) throws -> Value {
    if t === TypeTable.string { return .str(text(v, c, invariant: false)) }
    if isNumeric, t.isNumber, let n = Conversion.tryConvert(v, to: t, c) { return n }
    throw notSupported("'\(name)' is unable to convert '\(v.isNull ? "(null)" : TypeTable.typeOf(v).fullName)' to '\(t.fullName)'.")
  }
  var isNumeric: Bool { target.map { PSTypeConverter.numbers.contains($0.name) } ?? false }
  /// Values a list may offer: those of an enum, both bools.
  var standardValues: [Value]? {
    if let e = target?.enumeration, let target { return e.values.map { .other(PSEnum(target, $0)) } }
    return target === TypeTable.bool ? [.yes, .no] : nil
  }
}

private extension NetType {
  var isNumber: Bool { !isEnum && PSTypeConverter.numbers.contains(name) && namespace == "System" }
}

extension NetTypes {
  static func registerTypeConverters() {
    let ns = PSTypeConverter.component, base = ns + "TypeConverter"
    func register(_ name: String, _ define: @escaping (NetType) -> Void) {
      TypeTable.register(name) { NetType(name, base: name == base ? TypeTable.object : TypeTable.get(base), define: define) }
    }
    register(base, defineTypeConverter)
    for n in PSTypeConverter.numbers + ["String", "Boolean", "Char", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid", "Version"] {
      let name = ns + n + "Converter"
      register(name) { t in t.constructor("\(name) new()") { _, _ in .other(PSTypeConverter(name, TypeTable.get("System." + n))) } }
    }
    for n in ["ArrayConverter", "CollectionConverter"] { register(ns + n) { t in t.constructor("\(ns)\(n) new()") { _, _ in .other(PSTypeConverter(ns + n, nil)) } } }
    for (name, target) in [("System.UriTypeConverter", "System.Uri"), (ns + "CultureInfoConverter", "System.Globalization.CultureInfo"), ("System.Drawing.ColorConverter", "System.Drawing.Color")]
      + PSTypeConverter.shapes.map({ ("System.Drawing.\($0)Converter", "System.Drawing." + $0) })
    {
      register(name) { t in t.constructor("\(name) new()") { _, _ in .other(PSTypeConverter(name, TypeTable.get(target))) } }
    }
    for n in ["EnumConverter", "NullableConverter", "ReferenceConverter"] {
      register(ns + n) { t in
        t.constructor("\(ns)\(n) new(type type)") { a, _ in
          guard case .type(let target) = a.at(0).base else { throw nullArgument("type") }
          return .other(PSTypeConverter(ns + n, n == "ReferenceConverter" ? nil : target))
        }
        if n == "NullableConverter" {
          for (p, f) in [("type NullableType", { $0 }), ("type UnderlyingType", { $0.genericArguments[0] })] as [(String, (NetType) -> NetType)] {
            t.property("\(p) {get;}") { v, _ in converterOf(v).target.map { .type(f($0)) } ?? .null }
          }
          t.property("\(base) UnderlyingTypeConverter {get;}") { v, _ in converterOf(v).target.map { .other(PSTypeConverter.of($0.genericArguments[0])) } ?? .null }
        }
      }
    }
    TypeTable.register(ns + "TypeDescriptor") {
      NetType(ns + "TypeDescriptor", base: TypeTable.object) { t in
        func typeOf(_ v: Value) throws -> NetType {
          if v.isNull { throw argumentError("component") }
          return TypeTable.typeOf(v)
        }
        t.staticMethod("static \(base) GetConverter(System.Object component)") { a, _ in .other(PSTypeConverter.of(try typeOf(a.at(0)))) }
        t.staticMethod("static \(base) GetConverter(System.Object component, bool noCustomTypeDesc)") { a, _ in .other(PSTypeConverter.of(try typeOf(a.at(0)))) }
        t.staticMethod("static \(base) GetConverter(type type)") { a, _ in
          guard case .type(let t) = a.at(0).base else { throw argumentError("component") }
          return .other(PSTypeConverter.of(t))
        }
        t.staticMethod("static string GetClassName(System.Object component)") { a, _ in .str(try typeOf(a.at(0)).fullName) }
        t.staticMethod("static string GetClassName(System.Object component, bool noCustomTypeDesc)") { a, _ in .str(try typeOf(a.at(0)).fullName) }
        t.staticMethod("static string GetClassName(type componentType)") { a, _ in
          guard case .type(let t) = a.at(0).base else { throw nullArgument("type") }
          return .str(t.fullName)
        }
      }
    }
  }
  private static func converterOf(_ v: Value) -> PSTypeConverter { v.refValue as? PSTypeConverter ?? PSTypeConverter(PSTypeConverter.component + "TypeConverter", nil) }

  private static func defineTypeConverter(_ t: NetType) {
    let of = converterOf
    t.constructor("\(t.fullName) new()") { _, _ in .other(PSTypeConverter(PSTypeConverter.component + "TypeConverter", nil)) }
    func type(_ v: Value, _ p: String) throws -> NetType {
      guard case .type(let t) = v.base else { throw nullArgument(p) }
      return t
    }
    t.method("bool CanConvertFrom(type sourceType)") { v, a, _ in
      let from = try type(a.at(0), "sourceType")
      return .bool(of(v).readsTexts && from === TypeTable.string)
    }
    t.method("bool CanConvertTo(type destinationType)") { v, a, _ in
      let to = try type(a.at(0), "destinationType")
      return .bool(to === TypeTable.string || of(v).isNumeric && to.isNumber)
    }
    t.method("System.Object ConvertFrom(System.Object value)") { v, a, c in try of(v).make(a.at(0), c) }
    t.method("System.Object ConvertFromInvariantString(string text)") { v, a, c in try of(v).read(a.string(0), c) }
    t.method("System.Object ConvertFromString(string text)") { v, a, c in try of(v).read(a.string(0), c) }
    t.method("System.Object ConvertTo(System.Object value, type destinationType)") { v, a, c in try of(v).write(a.at(0), as: type(a.at(1), "destinationType"), c) }
    t.method("string ConvertToInvariantString(System.Object value)") { v, a, c in .str(of(v).text(a.at(0), c, invariant: true)) }
    t.method("string ConvertToString(System.Object value)") { v, a, c in .str(of(v).text(a.at(0), c, invariant: false)) }
    t.method("System.Collections.ICollection GetStandardValues()") { v, _, _ in of(v).standardValues.map { .arr($0) } ?? .null }
    t.method("bool GetStandardValuesExclusive()") { v, _, _ in .bool(of(v).standardValues != nil) }
    t.method("bool GetStandardValuesSupported()") { v, _, _ in .bool(of(v).standardValues != nil) }
    t.method("bool IsValid(System.Object value)") { v, a, c in
      do { return .bool(try !of(v).make(a.at(0), c).isNull) } catch is TerminatingError { return .no }
    }
  }
}
