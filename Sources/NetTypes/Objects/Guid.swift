/// `System.Guid`.
import Engine
import Primitives

public final class PSGuid: Ref {
  public let value: NetGuid
  public init(_ g: NetGuid) { value = g; super.init() }
  public override var netType: NetType { TypeTable.named("System.Guid") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSGuid).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSGuid).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(truncatingIfNeeded: value.high ^ value.low) }
}
extension PSGuid: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try value.text(format.isEmpty ? "D" : format) }
}

extension NetTypes {
  static func registerGuid() {
    TypeTable.register("System.Guid", "guid") { NetType("System.Guid", .struct, base: TypeTable.valueType, interfaces: ["System.IComparable", "System.IFormattable"], define: defineGuid) }
  }

  private static func defineGuid(_ t: NetType) {
    func of(_ v: Value) -> NetGuid { (v.refValue as? PSGuid)?.value ?? .empty }
    func make(_ g: NetGuid) -> Value { .other(PSGuid(g)) }
    t.staticProperty("guid Empty {get;}") { _ in make(.empty) }
    t.staticProperty("guid AllBitsSet {get;}") { _ in make(NetGuid(high: .max, low: .max)) }
    t.constructor("guid new(byte[] b)") { a, _ in
      if a.at(0).isNull { throw nullArgument("b") }
      guard let g = NetGuid(bytes: a.bytes(0)) else { throw argumentError("Byte array for Guid must be exactly 16 bytes long.", param: "b") }
      return make(g)
    }
    t.constructor("guid new(string g)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("g") }
      return make(try net { try NetGuid.parse(s) })
    }
    t.constructor("guid new()") { _, _ in make(.empty) }
    t.constructor("guid new(int a, short b, short c, byte[] d)") { a, _ in
      let d = a.bytes(3)
      guard d.count == 8 else { throw argumentError("Byte array for Guid must be exactly 8 bytes long.", param: "d") }
      let x = UInt32(truncatingIfNeeded: a.int(0)), y = UInt16(truncatingIfNeeded: a.int(1)), z = UInt16(truncatingIfNeeded: a.int(2))
      return make(NetGuid(high: UInt64(x) << 32 | UInt64(y) << 16 | UInt64(z), low: d.reduce(0) { $0 << 8 | UInt64($1) }))
    }
    for three in ["int a, short b, short c", "uint a, ushort b, ushort c"] {
      t.constructor("guid new(\(three), byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)") { a, _ in
        let x = UInt32(truncatingIfNeeded: a.int(0)), y = UInt16(truncatingIfNeeded: a.int(1)), z = UInt16(truncatingIfNeeded: a.int(2))
        return make(NetGuid(high: UInt64(x) << 32 | UInt64(y) << 16 | UInt64(z), low: (3..<11).reduce(0) { $0 << 8 | UInt64(UInt8(truncatingIfNeeded: a.int($1))) }))
      }
    }
    t.property("int Variant {get;}") { v, _ in .count(Int(of(v).low >> 60)) }
    t.property("int Version {get;}") { v, _ in .count(Int(of(v).high >> 12 & 15)) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard a.at(0).refValue is PSGuid else { throw argumentError("Object must be of type GUID.", param: "value") }
      return .count(order(of(v), of(a.at(0))))
    }
    t.method("int CompareTo(guid value)") { v, a, _ in .count(order(of(v), of(a.at(0)))) }
    t.method("bool Equals(System.Object o)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(guid g)") { v, a, _ in .bool(of(v) == of(a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("byte[] ToByteArray()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("byte[] ToByteArray(bool bigEndian)") { v, a, _ in .bytes(a.bool(0) ? of(v).writtenBytes : of(v).bytes) }
    t.method("string ToString()") { v, _, _ in .str(of(v).description) }
    t.method("string ToString(string format)") { v, a, _ in .str(try net { try of(v).text(a.string(0).isEmpty ? "D" : a.string(0)) }) }
    t.method("string ToString(string format, System.IFormatProvider provider)") { v, a, _ in .str(try net { try of(v).text(a.string(0).isEmpty ? "D" : a.string(0)) }) }
    spanFormatting(t, behind: ", System.ReadOnlySpan[char] format = default") { v, a, _ in try net { try of(v).text(a.string(2).isEmpty ? "D" : a.string(2)) } }
    t.method("bool TryWriteBytes(System.Span[byte] destination)") { v, a, c in try store(of(v).bytes.map { .byte($0) }, a, countAt: nil, c) }
    t.method("bool TryWriteBytes(System.Span[byte] destination, bool bigEndian, [ref] int bytesWritten)") { v, a, c in
      try store((a.bool(1) ? of(v).writtenBytes : of(v).bytes).map { .byte($0) }, a, countAt: 2, c)
    }
    t.staticMethod("static guid NewGuid()") { _, _ in make(.newGuid()) }
    func version7(_ milliseconds: Int64) -> Value {
      let r = NetGuid.newGuid()
      return make(NetGuid(high: UInt64(bitPattern: milliseconds) << 16 | 0x7000 | r.high & 0xFFF, low: r.low))
    }
    t.staticMethod("static guid CreateVersion7()") { _, _ in version7(NetDateTimeOffset.utcNow.unixTimeMilliseconds) }
    t.staticMethod("static guid CreateVersion7(System.DateTimeOffset timestamp)") { a, _ in
      let ms = (a.at(0).refValue as? PSDateTimeOffset)?.value.unixTimeMilliseconds ?? 0
      guard ms >= 0 else { throw mustBeNonNegative("timestamp", Int(ms)) }
      return version7(ms)
    }
    func parse(_ s: String?) throws -> NetGuid {
      guard let s else { throw nullArgument("input") }
      return try net { try NetGuid.parse(s) }
    }
    t.staticMethod("static guid Parse(string input)") { a, _ in make(try parse(a.text(0))) }
    t.staticMethod("static guid Parse(string s, System.IFormatProvider provider)") { a, _ in make(try parse(a.text(0))) }
    t.staticMethod("static guid ParseExact(string input, string format)") { a, _ in make(try net { try NetGuid.parse(a.string(0), exactly: a.string(1)) }) }
    func attempt(_ a: [Value], _ at: Int, _ c: ExecutionContext, _ read: () throws -> NetGuid) throws -> Value {
      let g = try? read()
      try a.setReference(at, make(g ?? .empty), c)
      return .bool(g != nil)
    }
    t.staticMethod("static bool TryParseExact(string input, string format, [ref] guid result)") { a, c in try attempt(a, 2, c) { try NetGuid.parse(a.string(0), exactly: a.string(1)) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] guid result)") { a, c in try attempt(a, 2, c) { try parse(a.text(0)) } }
    t.staticMethod("static bool TryParse(string input, [ref] guid result)") { a, c in
      let g = try? parse(a.text(0))
      try a.setReference(1, make(g ?? .empty), c)
      return .bool(g != nil)
    }
  }
}
