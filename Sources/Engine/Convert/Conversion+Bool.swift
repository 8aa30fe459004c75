/// What counts as true.
import Primitives

extension Conversion {
  static func boolSlow(_ v: Value) -> Bool {
    switch v {
    case .bool(let b): return b
    case .char(let c): return c != 0
    case .byte(let n): return n != 0
    case .sbyte(let n): return n != 0
    case .short(let n): return n != 0
    case .ushort(let n): return n != 0
    case .int(let n): return n != 0
    case .uint(let n): return n != 0
    case .long(let n): return n != 0
    case .ulong(let n): return n != 0
    case .single(let n): return n != 0
    case .double(let n): return n != 0
    case .string(let s): return !s.string.isEmpty
    case .null, .void, .unset: return false
    case .array(let a):
      // Queues, stacks and linked lists are no IList: they are simply there.
      guard a.kind != .queue, a.kind != .stack, a.kind != .linkedList else { return true }
      if a.count != 1 { return a.count > 1 }
      let first = a[0].base
      if case .array(let inner) = first { return inner.count > 0 }
      return toBool(first)
    case .other(let r):
      if let s = r.exactly(SwitchParameter.self) { return s.isOn }
      if let e = r.exactly(PSEnum.self) { return e.raw != 0 }
      if let d = r.exactly(PSDecimal.self) { return !d.value.isZero }
      if let b = r.exactly(PSBigInteger.self) { return !b.value.isZero }
      return true
    case .object(let o): return o.wrapped.map { toBool($0) } ?? true
    case .boxed(let b): return toBool(b.value)
    case .datetime, .timespan, .hash, .block, .type: return true
    }
  }
}

extension Conversion {
  /// Whether a value is a bool, a switch or a number, enumerations included.
  static func isBooleanOrNumber(_ v: Value) -> Bool {
    let x = v.base
    if case .bool = x { return true }
    return x.typeCode.isNumeric || x.refValue?.exactly(SwitchParameter.self) != nil
  }
  /// Variables and parameters that are bools or switches take bools, switches and numbers only; null may be a switch
  /// and a bool that may be null.
  static func requireBoolean(_ v: Value, as t: NetType) throws {
    if v.isNull ? t !== TypeTable.bool : isBooleanOrNumber(v) { return }
    let text =
      """
      Cannot convert value "\(v.isNull ? "" : typeText(TypeTable.typeOf(v.base)))" to type "\(typeText(t))". Boolean parameters accept only Boolean values \
      and numbers, such as $True, $False, 1 or 0.
      """
    throw TerminatingError("InvalidCastExceptionUnsupportedParameterType", text, .invalidArgument, exception: "System.Management.Automation.PSInvalidCastException")
  }
  /// Bools, switches and both where they may be null.
  static func isBooleanLike(_ t: NetType) -> Bool {
    t === TypeTable.bool || t === TypeTable.switchParameter
      || t.genericDefinition == "System.Nullable`1" && t.genericArguments.first.map { $0 === TypeTable.bool || $0 === TypeTable.switchParameter } == true
  }
}
