/// What every object has: `GetType`, `ToString`, `Equals`, `GetHashCode`.
import Engine
import Primitives

extension NetTypes {
  static func installObject() {
    TypeTable.extend("System.Object") { t in
      t.method("bool Equals(System.Object obj)") { v, a, _ in
        // the base of every custom object is one and the same, which no other object equals
        if case .object(let o) = v, o.isCustom { return .no }
        return .bool(netEquals(v, a.at(0)))
      }
      t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
      t.method("type GetType()") { v, _, _ in
        // a deserialized copy does not pretend to be what it was
        if case .object(let o) = v, o.adapted > 0 { return .type(TypeTable.psObject) }
        return .type(TypeTable.typeOf(v))
      }
      t.method("string ToString()") { v, _, c in
        // .NET knows nothing of a custom object's properties
        if case .object(let o) = v, o.isCustom { return .emptyString }
        return .str(netText(v, c))
      }
      t.staticMethod("static bool Equals(System.Object objA, System.Object objB)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
      t.staticMethod("static bool ReferenceEquals(System.Object objA, System.Object objB)") { a, _ in .bool(sameReference(a.at(0), a.at(1))) }
      t.constructor("System.Object new()") { _, _ in .other(PlainObject()) }
    }
  }
}

/// `[object]::new()`.
final class PlainObject: Ref {}

/// `ToString()` without arguments: .NET's, in the current culture, not PowerShell's string conversion.
func netText(_ v: Value, _ context: ExecutionContext?) -> String {
  switch v {
  case .string(let s): s.string
  case .array(let a): a.netType.clrText
  case .hash(let h): h.netType.clrText
  case .null, .void, .unset: ""
  case .object: Conversion.toString(v, context)
  default: Conversion.plainText(v)
  }
}

extension NetType {
  /// `Type.ToString()`: generic arguments without their assemblies.
  var clrText: String {
    guard let d = genericDefinition else { return fullName }
    return d + "[" + genericArguments.map(\.clrText).joined(separator: ",") + "]"
  }
}

/// `Equals`: same type and same value; strings by ordinal comparison.
public func netEquals(_ a: Value, _ b: Value) -> Bool {
  switch (a.base, b.base) {
  case (.string(let x), .string(let y)): x.string == y.string && x.string.utf8.elementsEqual(y.string.utf8)
  case (.int(let x), .int(let y)): x == y
  case (.bool(let x), .bool(let y)): x == y
  case (.char(let x), .char(let y)): x == y
  case (.byte(let x), .byte(let y)): x == y
  case (.sbyte(let x), .sbyte(let y)): x == y
  case (.short(let x), .short(let y)): x == y
  case (.ushort(let x), .ushort(let y)): x == y
  case (.uint(let x), .uint(let y)): x == y
  case (.long(let x), .long(let y)): x == y
  case (.ulong(let x), .ulong(let y)): x == y
  case (.single(let x), .single(let y)): x == y || x.isNaN && y.isNaN
  case (.double(let x), .double(let y)): x == y || x.isNaN && y.isNaN
  case (.datetime(let x), .datetime(let y)): x.bits & 0x3FFF_FFFF_FFFF_FFFF == y.bits & 0x3FFF_FFFF_FFFF_FFFF
  case (.timespan(let x), .timespan(let y)): x.ticks == y.ticks
  case (.other(let x), let y): x.isEqual(y, ignoreCase: false)
  case (.object(let x), let y): sameReference(a, b) || !y.isNull && x.hasOwnEquality(to: b)
  case (.null, .null), (.null, .void), (.void, .null), (.void, .void): true
  default: sameReference(a, b)
  }
}

func sameReference(_ a: Value, _ b: Value) -> Bool {
  switch (a.base, b.base) {
  case (.string(let x), .string(let y)): x === y
  case (.array(let x), .array(let y)): x === y
  case (.hash(let x), .hash(let y)): x === y
  case (.object(let x), .object(let y)): x === y
  case (.block(let x), .block(let y)): x === y
  case (.type(let x), .type(let y)): x === y
  case (.other(let x), .other(let y)): x === y
  case (.null, .null), (.null, .void), (.void, .null), (.void, .void): true
  default: false
  }
}

/// `GetHashCode`: .NET's value where it is fixed (integers, booleans, characters, dates), else a stable one.
public func netHash(_ v: Value) -> Int32 {
  // small and positive, as .NET's
  func identity(_ o: AnyObject) -> Int32 { Int32(truncatingIfNeeded: (ObjectIdentifier(o).hashValue >> 4) & 0x3FF_FFFF) }
  func fold(_ n: Int64) -> Int32 { Int32(truncatingIfNeeded: n) ^ Int32(truncatingIfNeeded: n >> 32) }
  switch v.base {
  case .int(let n): return n
  case .bool(let b): return b ? 1 : 0
  case .char(let c): return Int32(c) | Int32(truncatingIfNeeded: UInt32(c) << 16)
  case .byte(let n): return Int32(n)
  case .sbyte(let n): return Int32(n)
  case .short(let n): return Int32(n)
  case .ushort(let n): return Int32(n)
  case .uint(let n): return Int32(bitPattern: n)
  case .long(let n): return fold(n)
  case .ulong(let n): return fold(Int64(bitPattern: n))
  case .double(let d): return fold(Int64(bitPattern: (d == 0 ? 0 : d).bitPattern))
  case .single(let f): return Int32(bitPattern: (f == 0 ? 0 : f).bitPattern)
  case .timespan(let t): return fold(t.ticks)
  case .datetime(let d): return fold(Int64(bitPattern: d.bits & 0x3FFF_FFFF_FFFF_FFFF))
  case .string(let s):
    var h: UInt32 = 2_166_136_261
    for b in s.string.utf8.attentive { h = (h ^ UInt32(b)) &* 16_777_619 }
    return Int32(bitPattern: h)
  case .array(let a): return identity(a)
  case .hash(let a): return identity(a)
  case .object(let a): return identity(a)
  case .other(let r): return Int32(truncatingIfNeeded: r.keyHash >> 4)
  default: return 0
  }
}
