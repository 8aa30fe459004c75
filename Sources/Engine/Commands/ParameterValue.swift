/// Swift types a cmdlet's parameter can have. The binder converts to `netType` by PowerShell's rules first; `from` then
/// only unwraps.
import Primitives

public protocol ParameterValue {
  static var netType: NetType { get }
  /// What the property reads as when nothing was bound.
  static var absent: Self { get }
  static var isMandatoryByDefault: Bool { get }
  /// Attributes the type brings along (an enum's set of values, `AllowNull`).
  static var attributes: [Attribute] { get }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> Self
  /// The type Get-Command shows, when it is not the one values are converted to.
  static var shownType: NetType? { get }
  /// What refuses values before they are bound, for types that take any object and read it themselves.
  static var check: ParameterCheck? { get }
}

/// Throws when a value is none of the type's.
public struct ParameterCheck {
  let isTransformation: (Value) -> Bool
  let run: (Value, ExecutionContext) throws -> Void
  /// - Parameter isTransformation: the type's values are made by a transformation attribute of PowerShell, not by a conversion
  public init(isTransformation: Bool, _ run: @escaping (Value, ExecutionContext) throws -> Void) { self.init(transforms: { _ in isTransformation }, run) }
  /// - Parameter transforms: the attribute takes such a value; others are converted
  public init(transforms: @escaping (Value) -> Bool, _ run: @escaping (Value, ExecutionContext) throws -> Void) { isTransformation = transforms; self.run = run }
}

extension ParameterValue {
  public static var shownType: NetType? { nil }
  public static var check: ParameterCheck? { nil }
  public static var isMandatoryByDefault: Bool { true }
  public static var attributes: [Attribute] { [] }
}

/// `[switch]`.
public struct Switch: ParameterValue {
  /// It was given, and not as `-Name:$false`.
  public let isOn: Bool
  init(_ on: Bool) { isOn = on }
  public static var netType: NetType { TypeTable.switchParameter }
  public static var absent: Switch { Switch(false) }
  public static var isMandatoryByDefault: Bool { false }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Switch { Switch(Conversion.toBool(v)) }
}

extension Optional: ParameterValue where Wrapped: ParameterValue {
  public static var netType: NetType { Wrapped.netType }
  public static var absent: Wrapped? { nil }
  public static var isMandatoryByDefault: Bool { false }
  public static var shownType: NetType? { Wrapped.shownType }
  public static var check: ParameterCheck? { Wrapped.check }
  public static var attributes: [Attribute] { Wrapped.attributes }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Wrapped? { if v.isNull, !Wrapped.acceptsNull { nil } else { try Wrapped.from(v, context) } }
}
extension ParameterValue {
  /// Whether null is a value of the type (`Value`) rather than the absence of one.
  static var acceptsNull: Bool { self is Value.Type }
}
extension Array: ParameterValue where Element: ParameterValue {
  public static var netType: NetType { TypeTable.array(of: Element.netType) }
  public static var absent: [Element] { [] }
  public static var isMandatoryByDefault: Bool { false }
  public static var attributes: [Attribute] { Element.attributes }
  @_specialize(where Element == String)
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> [Element] {
    if v.isNull { return [] }
    if case .array(let a) = v.base {
      var all: [Element] = []
      all.reserveCapacity(a.count)
      // a copy: reading an element as text may run code that changes the array
      for x in a.values { all.append(try Element.from(x, context)) }
      return all
    }
    return [try Element.from(v, context)]
  }
}
extension String: ParameterValue {
  public static var netType: NetType { TypeTable.string }
  public static var absent: String { "" }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> String { try Conversion.text(v, context) }
}
extension Bool: ParameterValue {
  public static var netType: NetType { TypeTable.bool }
  public static var absent: Bool { false }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Bool { Conversion.toBool(v) }
}
extension Int: ParameterValue {
  public static var netType: NetType { TypeTable.int }
  public static var absent: Int { 0 }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Int { Int(try Conversion.toInt64(v)) }
}
extension Int64: ParameterValue {
  public static var netType: NetType { TypeTable.long }
  public static var absent: Int64 { 0 }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Int64 { try Conversion.toInt64(v) }
}
extension Double: ParameterValue {
  public static var netType: NetType { TypeTable.double }
  public static var absent: Double { 0 }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Double { try Conversion.toDouble(v) }
}
extension Value: ParameterValue {
  public static var netType: NetType { TypeTable.object }
  public static var absent: Value { .null }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Value { v }
}
extension ScriptBlock: ParameterValue {
  public static var netType: NetType { TypeTable.scriptBlock }
  public static var absent: Self { unsafeDowncast(emptyBlock, to: Self.self) }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Self {
    guard case .block(let b) = v.base else {
      throw TerminatingError("ParameterArgumentTransformationError", "Cannot convert value to type \"System.Management.Automation.ScriptBlock\".", .invalidData)
    }
    return unsafeDowncast(b, to: Self.self)
  }
}
extension PSHash: ParameterValue {
  public static var netType: NetType { TypeTable.hashtable }
  public static var absent: Self { unsafeDowncast(PSHash(), to: Self.self) }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Self {
    guard case .hash(let h) = v.base else { throw TerminatingError("ParameterArgumentTransformationError", "Cannot convert value to type \"System.Collections.Hashtable\".", .invalidData) }
    return unsafeDowncast(h, to: Self.self)
  }
}
extension NetDateTime: ParameterValue {
  public static var netType: NetType { TypeTable.datetime }
  public static var absent: NetDateTime { NetDateTime(bits: 0) }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> NetDateTime { if case .datetime(let d) = v.base { d } else { absent } }
}
extension NetTimeSpan: ParameterValue {
  public static var netType: NetType { TypeTable.timespan }
  public static var absent: NetTimeSpan { NetTimeSpan(ticks: 0) }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> NetTimeSpan { if case .timespan(let d) = v.base { d } else { absent } }
}

/// A Swift enum as a parameter: its cases are the values, matched without case and by prefix as PowerShell does with enums.
public protocol ParameterEnum: ParameterValue, CaseIterable, RawRepresentable where RawValue == String {
  /// The .NET enum's full name.
  static var typeName: String { get }
}
extension ParameterEnum {
  public static var netType: NetType { TypeTable.enumeration(typeName, allCases.map { $0.rawValue }) }
  public static var absent: Self { allCases.first! }
  public static func from(_ v: Value, _ context: ExecutionContext) throws -> Self {
    let text = Conversion.toString(v, context)
    if let c = allCases.first(where: { $0.rawValue.equalsIgnoringCase(text) }) { return c }
    throw TerminatingError("CannotConvertArgumentNoMessage", "Cannot convert value \"\(text)\" to type \"\(typeName)\".", .invalidArgument)
  }
}
