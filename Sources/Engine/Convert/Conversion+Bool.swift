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
  /// Typed variables and parameters of type bool take bools, switches and numbers only.
  static func requireBoolLike(_ v: Value) throws {
    let x = v.base
    if case .bool = x { return }
    if !x.isNull, x.typeCode.isNumeric || x.refValue?.exactly(SwitchParameter.self) != nil { return }
    let text = "Cannot convert value \"\(x.isNull ? "" : toString(x))\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0."
    throw TerminatingError("InvalidCastNonBool", text, .invalidArgument, exception: "System.Management.Automation.PSInvalidCastException")
  }
}
