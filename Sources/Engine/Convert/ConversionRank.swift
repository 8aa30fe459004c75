/// How good a conversion is: PowerShell picks the overload whose arguments convert best.
///
/// The ranks look at types only; a text ranks as convertible to a number whether or not it is one.
import Primitives

enum ConversionRank {
  static let none = 0, unrelatedArrays = 0x0F, toString = 0x1F, custom = 0x2F, convertible = 0x3F, explicitCast = 0x5F, constructor = 0x6F
  static let parse = 0x7F, psObject = 0x8F, language = 0x9F, nullToValue = 0xAF, nullToReference = 0xBF
  static let numericExplicit = 0xCF, numericExplicit1 = 0xDF, numericString = 0xEF, numericImplicit = 0xFF
  static let assignable = 0x10F, stringToCharArray = 0x11A, identity = 0x11F
  /// A single value to an array of its kind ranks below every plain conversion of it.
  static func scalarToArray(_ r: Int) -> Int { min(r & 0xFFF7, language - 8) }
}

extension Conversion {
  /// The rank of the way from a value to a type; 0 = there is none.
  static func rank(_ v: Value, to t: NetType) -> Int {
    let x = v.base
    let target = t.target
    if x.isNull {
      switch target {
      case .string: return ConversionRank.toString
      case .bool, .char, .number, .bigInteger, .nullable, .switchParameter: return ConversionRank.nullToValue
      default: return t.isValueType ? 0 : ConversionRank.nullToReference
      }
    }
    let from = TypeTable.typeOf(x)
    if from === t { return ConversionRank.identity }
    // a custom object is only what its class is: it converts to nothing when an overload is looked for
    if from === TypeTable.psCustomObject { return takesCustomObject(t) ? ConversionRank.assignable : 0 }
    // the null that stands for a text counts as one
    if case .other(let r) = x, r === NullString.value { return target == .string ? ConversionRank.identity : rank(.emptyString, to: t) }
    if target == .psObject {
      if case .object = v { return ConversionRank.assignable }
      return ConversionRank.psObject
    }
    if t.isAssignable(from: from) { return ConversionRank.assignable }
    switch target {
    case .nullable: return t.genericArguments.first.map { rank(x, to: $0) } ?? 0
    case .bool: return ConversionRank.language
    case .string: return isPlainNumber(x) || x.bigIntegerValue != nil ? ConversionRank.numericString : ConversionRank.toString
    case .number: return rankToNumber(x, t.typeCode)
    case .bigInteger:
      if case .string = x { return ConversionRank.numericString }
      if case .bool = x { return ConversionRank.language }
      return mayConvert(x, to: t) ? ConversionRank.constructor : 0
    case .char:
      if isPlainNumber(x) || x.bigIntegerValue != nil { return ConversionRank.numericString }
      if case .string = x { return ConversionRank.parse }
      return x.typeCode.isNumericOrPrimitive || x.typeCode == .dateTime ? ConversionRank.convertible : 0
    case .array: return rankToArray(x, t)
    case .anyArray: return collected(x) != nil ? ConversionRank.language : ConversionRank.scalarToArray(ConversionRank.assignable)
    case .hashtable: if case .hash(let h) = x, h.enumerated() == nil { return ConversionRank.language }
    case .reference, .xml, .psCustomObject, .void: return ConversionRank.language
    case .delegate:
      if case .block = x { return ConversionRank.language }
      if case .other(let r) = x, r is PSMethodInfo { return ConversionRank.language }
      if case .other(let r) = x, r.netType.target == .delegate, r.netType.genericDefinition == t.genericDefinition { return ConversionRank.language }
    case .enumeration:
      if isPlainNumber(x), x.typeCode.isInteger { return ConversionRank.language }
      if x.enumValue != nil { return ConversionRank.language }
      if case .string = x { return ConversionRank.parse }
      if collected(x) != nil { return ConversionRank.parse }
    case .type: if case .string = x { return ConversionRank.language }
    default: break
    }
    if t.converter == nil, !mayConvert(x, to: t) { return 0 }
    if case .string = x {
      if t.fullName == "System.Uri" || t.fullName == "System.Text.RegularExpressions.Regex" { return ConversionRank.language }
      if t.staticMember("Parse") != nil { return ConversionRank.parse }
    }
    if t.converter != nil {
      if (try? t.converter?(x, nil)) ?? nil != nil { return ConversionRank.constructor }
      if t.isByRefLike || !mayConvertWithoutHook(x, to: t) { return 0 }
    }
    return x.typeCode.isNumericOrPrimitive || x.typeCode == .dateTime ? constructs(x, t) ? ConversionRank.constructor : ConversionRank.convertible : ConversionRank.constructor
  }
  private static func takesCustomObject(_ t: NetType) -> Bool {
    switch t.target {
    case .object, .psObject, .psCustomObject: true
    default: ["System.IFormattable", "System.IComparable", "System.Runtime.Serialization.ISerializable", "System.Dynamic.IDynamicMetaObjectProvider"].contains(t.fullName)
    }
  }
  /// A number that is no enum.
  private static func isPlainNumber(_ v: Value) -> Bool { v.typeCode.isNumeric && v.enumValue == nil }

  private static func rankToNumber(_ v: Value, _ to: TypeCode) -> Int {
    switch v {
    case .string: return ConversionRank.numericString
    case .char: return to.isFloating ? ConversionRank.language : ConversionRank.convertible
    case .bool, .datetime: return ConversionRank.convertible
    default: break
    }
    if v.bigIntegerValue != nil { return ConversionRank.explicitCast }
    if v.enumValue != nil { return ConversionRank.convertible }
    return numericRank(v.typeCode, to)
  }
  static func numericRank(_ from: TypeCode, _ to: TypeCode) -> Int {
    guard from.isNumeric, to.isNumeric else { return 0 }
    if from == to { return ConversionRank.identity }
    if from.isInteger, to.isInteger {
      let i = (Int(from.rawValue) - 5) / 2, j = (Int(to.rawValue) - 5) / 2
      if j < i { return ConversionRank.numericExplicit }
      if from.isSigned == to.isSigned { return ConversionRank.numericImplicit }
      if from.isSigned { return ConversionRank.numericExplicit1 }
      return j > i ? ConversionRank.numericImplicit : ConversionRank.numericExplicit
    }
    if from.isInteger { return ConversionRank.numericImplicit }
    if to.isInteger { return ConversionRank.numericExplicit }
    if from == .single, to == .double { return ConversionRank.numericImplicit }
    return from == .decimal ? ConversionRank.numericExplicit1 : ConversionRank.numericExplicit
  }
  private static func rankToArray(_ v: Value, _ t: NetType) -> Int {
    let element = t.elementType ?? TypeTable.object
    if case .array(let a) = v, a.kind == .array {
      return element.isAssignable(from: a.elementType ?? TypeTable.object) ? ConversionRank.language : ConversionRank.unrelatedArrays
    }
    if case .string = v, element === TypeTable.char { return ConversionRank.stringToCharArray }
    if collected(v) != nil { return ConversionRank.language }
    let r = ConversionRank.scalarToArray(rank(v, to: element))
    // what can be asked to convert itself is asked for arrays too
    if r == 0 { return 0 }
    switch v {
    case .bool, .datetime, .char: return max(r, ConversionRank.convertible)
    default: return r
    }
  }
  /// The rank between two declared types: only what ties between candidates need.
  static func rank(from a: NetType, to b: NetType) -> Int {
    if a === b { return ConversionRank.identity }
    if b.isAssignable(from: a) { return ConversionRank.assignable }
    if !a.isEnum, !b.isEnum {
      let r = numericRank(a.typeCode, b.typeCode)
      if r != 0 { return r }
      if a === TypeTable.string, b.typeCode.isNumeric { return ConversionRank.numericString }
      if a === TypeTable.string, b.isArray, b.elementType === TypeTable.char { return ConversionRank.stringToCharArray }
      if b === TypeTable.string { return a.typeCode.isNumeric ? ConversionRank.numericString : ConversionRank.toString }
      if b === TypeTable.char { return a.typeCode.isNumeric ? ConversionRank.numericString : a === TypeTable.string ? ConversionRank.parse : 0 }
      if a === TypeTable.char, b.typeCode.isNumeric { return b.typeCode.isFloating ? ConversionRank.language : ConversionRank.convertible }
      if b === TypeTable.bool { return ConversionRank.language }
      if b.isArray, !a.isArray, let e = b.elementType { return rank(from: a, to: e) & 0xFFF7 }
    }
    return 0
  }
}

extension NetType {
  /// `Type.IsPrimitive`.
  public var isPrimitive: Bool { !isEnum && typeCode.rawValue >= 3 && typeCode.rawValue <= 14 }
  /// Every value of this primitive type is one of the other's, as .NET's arrays and reflection ask it.
  public func widens(to wider: NetType) -> Bool {
    guard isPrimitive, wider.isPrimitive, typeCode != .boolean, wider.typeCode != .boolean, wider.typeCode != .char else { return self === wider }
    if typeCode == .char { return wider.typeCode == .uint16 || Conversion.numericRank(.uint16, wider.typeCode) == ConversionRank.numericImplicit }
    let r = Conversion.numericRank(typeCode, wider.typeCode)
    return r == ConversionRank.numericImplicit || r == ConversionRank.identity
  }
}
