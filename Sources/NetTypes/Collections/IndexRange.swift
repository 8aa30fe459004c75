/// `System.Index` and `System.Range`: places counted from either end.
import Engine
import Primitives

final class PSIndex: Ref {
  let value: Int, fromEnd: Bool
  init(_ v: Int, fromEnd: Bool = false) { value = v; self.fromEnd = fromEnd; super.init() }
  override var netType: NetType { TypeTable.named("System.Index") }
  override func text() -> String { (fromEnd ? "^" : "") + String(value) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    if let i = other.refValue as? PSIndex { return i.value == value && i.fromEnd == fromEnd }
    if case .int(let n) = other.base { return !fromEnd && Int(n) == value }
    return false
  }
  override var keyHash: UInt { UInt(bitPattern: fromEnd ? ~value : value) }
  func offset(_ length: Int) -> Int { fromEnd ? length - value : value }
}
final class PSRange: Ref {
  let start: PSIndex, end: PSIndex
  init(_ s: PSIndex, _ e: PSIndex) { start = s; end = e; super.init() }
  override var netType: NetType { TypeTable.named("System.Range") }
  override func text() -> String { start.text() + ".." + end.text() }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    (other.refValue as? PSRange).map { start.isEqual(.other($0.start), ignoreCase: false) && end.isEqual(.other($0.end), ignoreCase: false) } ?? false
  }
  override var keyHash: UInt { start.keyHash &* 31 &+ end.keyHash }
}

extension NetTypes {
  static func registerIndexRange() {
    let i = "System.Index", r = "System.Range"
    func index(_ v: Value) -> PSIndex { v.refValue as? PSIndex ?? PSIndex(v.asInt) }
    func range(_ v: Value) -> PSRange { v.refValue as? PSRange ?? PSRange(PSIndex(0), PSIndex(0)) }
    func make(_ n: Int, _ fromEnd: Bool) throws -> Value {
      if n < 0 { throw outOfRange("value", "Non-negative number required.") }
      return .other(PSIndex(n, fromEnd: fromEnd))
    }
    TypeTable.register(i) {
      let t = NetType(i, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1"]) { t in
        t.constructor("\(i) new(int value, bool fromEnd = False)") { a, _ in try make(a.int(0), a.count > 1 && a.bool(1)) }
        t.makeDefault = { .other(PSIndex(0)) }
        t.staticProperty("\(i) End {get;}") { _ in .other(PSIndex(0, fromEnd: true)) }
        t.staticProperty("\(i) Start {get;}") { _ in .other(PSIndex(0)) }
        t.property("int Value {get;}") { v, _ in .count(index(v).value) }
        t.property("bool IsFromEnd {get;}") { v, _ in .bool(index(v).fromEnd) }
        t.staticMethod("static \(i) FromStart(int value)") { a, _ in try make(a.int(0), false) }
        t.staticMethod("static \(i) FromEnd(int value)") { a, _ in try make(a.int(0), true) }
        t.method("int GetOffset(int length)") { v, a, _ in .count(index(v).offset(a.int(0))) }
        t.method("bool Equals(System.Object value)") { v, a, _ in .bool(a.at(0).refValue is PSIndex && netEquals(v, a.at(0))) }
        t.method("bool Equals(\(i) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("bool IEquatable[Index].Equals(\(i) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("int GetHashCode()") { v, _, _ in .count(index(v).fromEnd ? ~index(v).value : index(v).value) }
        t.staticMethod("static \(i) op_Implicit(int value)") { a, _ in try make(a.int(0), false) }
        t.method("string ToString()") { v, _, _ in .str(index(v).text()) }
      }
      // of whole numbers alone: others do not go by way of their text here
      t.converter = { v, _ in
        if case .int(let n) = v.base { return try make(Int(n), false) }
        switch v.base {
        case .double, .long, .byte, .single, .short, .uint, .ulong, .sbyte, .ushort: throw Conversion.finalError(v, to: t)
        default: return nil
        }
      }
      return t
    }
    TypeTable.register(r) {
      NetType(r, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1"]) { t in
        t.constructor("\(r) new(\(i) start, \(i) end)") { a, _ in .other(PSRange(index(a.at(0)), index(a.at(1)))) }
        t.makeDefault = { .other(PSRange(PSIndex(0), PSIndex(0))) }
        t.staticProperty("\(r) All {get;}") { _ in .other(PSRange(PSIndex(0), PSIndex(0, fromEnd: true))) }
        t.property("\(i) Start {get;}") { v, _ in .other(range(v).start) }
        t.property("\(i) End {get;}") { v, _ in .other(range(v).end) }
        t.staticMethod("static \(r) StartAt(\(i) start)") { a, _ in .other(PSRange(index(a.at(0)), PSIndex(0, fromEnd: true))) }
        t.staticMethod("static \(r) EndAt(\(i) end)") { a, _ in .other(PSRange(PSIndex(0), index(a.at(0)))) }
        t.method("System.ValueTuple[int,int] GetOffsetAndLength(int length)") { v, a, _ in
          let length = a.int(0), from = range(v).start.offset(length), to = range(v).end.offset(length)
          guard from >= 0, to <= length, from <= to else { throw outOfRange("length", "Specified argument was out of the range of valid values.") }
          return valueTuple([.count(from), .count(to - from)])
        }
        t.method("bool Equals(System.Object value)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("bool Equals(\(r) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("bool IEquatable[Range].Equals(\(r) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
        t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
        t.method("string ToString()") { v, _, _ in .str(range(v).text()) }
      }
    }
  }
}
