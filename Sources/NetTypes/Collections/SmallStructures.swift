/// `BitVector32`, `KeyValuePair.Create`, `WeakReference<T>`.
import Engine
import Primitives

/// Thirty-two bits, taken singly by masks or together as sections.
final class PSBitVector: Ref {
  var data: UInt32
  init(_ data: UInt32) { self.data = data; super.init() }
  override var netType: NetType { TypeTable.named("System.Collections.Specialized.BitVector32") }
  override func text() -> String {
    let bits = String(data, radix: 2)
    return "BitVector32{" + String(repeating: "0", count: 32 - bits.utf8.count) + bits + "}"
  }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSBitVector)?.data == data }
}
final class PSBitSection: Ref {
  let mask: UInt32, offset: Int
  init(mask: UInt32, offset: Int) { self.mask = mask; self.offset = offset; super.init() }
  override var netType: NetType { TypeTable.named("System.Collections.Specialized.BitVector32+Section") }
  override func text() -> String { "Section{0x" + String(mask, radix: 16) + ", 0x" + String(offset, radix: 16) + "}" }
}

extension NetTypes {
  static func registerSmallStructures() {
    let n = "System.Collections.Specialized.BitVector32", section = n + "+Section"
    TypeTable.register(section) {
      NetType(section, .struct, base: TypeTable.valueType) { t in
        t.property("short Mask {get;}") { v, _ in .short(Int16(truncatingIfNeeded: (v.refValue as? PSBitSection)?.mask ?? 0)) }
        t.property("short Offset {get;}") { v, _ in .short(Int16(truncatingIfNeeded: (v.refValue as? PSBitSection)?.offset ?? 0)) }
      }
    }
    TypeTable.register(n) { NetType(n, .struct, base: TypeTable.valueType) { t in defineBitVector(t, section) } }
    TypeTable.register("System.Collections.Generic.KeyValuePair") {
      NetType("System.Collections.Generic.KeyValuePair", base: TypeTable.object) { t in
        t.staticMethod("static System.Object Create[TKey,TValue](TKey key, TValue value)") { a, c in
          guard let pair = TypeTable.generic("System.Collections.Generic.KeyValuePair`2", [TypeTable.typeOf(a.at(0)), TypeTable.typeOf(a.at(1))]) else { return .null }
          return try c.construct(pair, [a.at(0), a.at(1)])
        }
      }
    }
    TypeTable.registerClosed("System.WeakReference`1") { t in
      let T = signatureName(t.genericArguments[0]), name = signatureName(t)
      t.constructor("\(name) new(\(T) target)") { a, _ in
        let o = PSObject(type: t)
        o.set("Target", a.at(0))
        return .object(o)
      }
      t.method("bool TryGetTarget([ref] \(T) target)") { v, a, c in
        let target = try c.property(v, "Target") ?? .null
        try a.setReference(0, target, c)
        return .bool(!target.isNull)
      }
      t.method("void SetTarget(\(T) target)") { v, a, c in try c.setProperty(v, "Target", a.at(0)); return .void }
    }
  }

  private static func defineBitVector(_ t: NetType, _ section: String) {
    let n = signatureName(t)
    func of(_ v: Value) -> PSBitVector { v.refValue as? PSBitVector ?? PSBitVector(0) }
    func bits(_ n: Int) -> UInt32 { UInt32(truncatingIfNeeded: n) }
    t.constructor("\(n) new()") { _, _ in .other(PSBitVector(0)) }
    t.constructor("\(n) new(int data)") { a, _ in .other(PSBitVector(bits(a.int(0)))) }
    t.constructor("\(n) new(\(n) value)") { a, _ in .other(PSBitVector(of(a.at(0)).data)) }
    t.property("int Data {get;}") { v, _ in .int(Int32(bitPattern: of(v).data)) }
    t.indexer = { v, k in
      if let s = k.refValue as? PSBitSection { return .count(Int(of(v).data >> UInt32(s.offset) & s.mask)) }
      return .bool(of(v).data & bits(k.asInt) == bits(k.asInt))
    }
    for name in ["Item", "get_Item"] {
      t.method("bool \(name)(int bit)") { v, a, _ in .bool(of(v).data & bits(a.int(0)) == bits(a.int(0))) }
      t.method("int \(name)(\(section) section)") { v, a, _ in
        guard let s = a.at(0).refValue as? PSBitSection else { return .int(0) }
        return .count(Int(of(v).data >> UInt32(s.offset) & s.mask))
      }
    }
    t.method("void set_Item(int bit, bool value)") { v, a, _ in
      if a.bool(1) { of(v).data |= bits(a.int(0)) } else { of(v).data &= ~bits(a.int(0)) }
      return .void
    }
    t.method("void set_Item(\(section) section, int value)") { v, a, _ in
      guard let s = a.at(0).refValue as? PSBitSection else { return .void }
      of(v).data = of(v).data & ~(s.mask << UInt32(s.offset)) | (bits(a.int(1)) & s.mask) << UInt32(s.offset)
      return .void
    }
    t.staticMethod("static int CreateMask()") { _, _ in .int(1) }
    t.staticMethod("static int CreateMask(int previous)") { a, _ in
      if a.int(0) == 0 { return .int(1) }
      if a.int(0) == Int(Int32.min) { throw invalidOperation("Bit vector is full.") }
      return .int(Int32(truncatingIfNeeded: a.int(0) << 1))
    }
    func make(_ maximum: Int, after s: PSBitSection?) throws -> Value {
      if maximum < 1 { throw argumentError("Argument maxValue must be greater than or equal to 1.", param: "maxValue") }
      let offset = s.map { $0.offset + $0.mask.nonzeroBitCount } ?? 0
      if offset >= 32 { throw invalidOperation("Bit vector is full.") }
      let width = Int.bitWidth - maximum.leadingZeroBitCount
      return .other(PSBitSection(mask: UInt32(1) << UInt32(min(16, width)) - 1, offset: offset))
    }
    t.staticMethod("static \(section) CreateSection(short maxValue)") { a, _ in try make(a.int(0), after: nil) }
    t.staticMethod("static \(section) CreateSection(short maxValue, \(section) previous)") { a, _ in try make(a.int(0), after: a.at(1).refValue as? PSBitSection) }
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
  }
}
