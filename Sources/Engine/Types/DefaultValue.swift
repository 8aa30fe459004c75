/// `default(T)`: what a place of a type holds before anybody writes to it.
import Primitives

extension NetType {
  /// Zero of numbers, the first moment of dates, the empty GUID; null of classes and of what may be null.
  public var defaultValue: Value {
    guard isValueType, genericDefinition != "System.Nullable`1" else { return .null }
    if self === TypeTable.bool { return .bool(false) }
    if self === TypeTable.switchParameter { return .other(SwitchParameter(false)) }
    if isEnum { return .other(PSEnum(self, 0)) }
    switch fullName {
    case "System.Char": return .char(0)
    case "System.DateTime": return .datetime(NetDateTime(ticks: 0))
    case "System.TimeSpan": return .timespan(.zero)
    default: break
    }
    // Asking for the constructors completes a type that nobody used yet.
    let constructors = allConstructors
    if let makeDefault { return makeDefault() }
    if let own = constructors.first(where: { $0.parameters.isEmpty }), let v = try? own.body(.type(self), [], ExecutionContext.current) { return v }
    return Conversion.tryConvert(.int(0), to: self, nil) ?? .null
  }
}
