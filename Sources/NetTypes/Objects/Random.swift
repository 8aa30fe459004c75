/// `System.Random`.
import Engine
import Primitives

final class PSRandom: Ref {
  var source: NetRandom
  init(_ r: NetRandom) { source = r; super.init() }
  override var netType: NetType { TypeTable.named("System.Random") }
}

extension NetTypes {
  static func registerRandom() {
    TypeTable.register("System.Random") { NetType("System.Random", base: TypeTable.object, define: defineRandom) }
  }

  private static func defineRandom(_ t: NetType) {
    func of(_ v: Value) -> PSRandom { v.refValue as? PSRandom ?? PSRandom(NetRandom()) }
    let shared = PSRandom(NetRandom())
    t.staticProperty("System.Random Shared {get;}") { _ in .other(shared) }
    t.constructor("System.Random new()") { _, _ in .other(PSRandom(NetRandom())) }
    t.constructor("System.Random new(int Seed)") { a, _ in .other(PSRandom(NetRandom(seed: Int32(truncatingIfNeeded: a.int(0))))) }
    t.method("int Next()") { v, _, _ in .int(of(v).source.nextInt()) }
    t.method("int Next(int maxValue)") { v, a, _ in .int(try net { try of(v).source.nextInt(below: Int32(truncatingIfNeeded: a.int(0))) }) }
    t.method("int Next(int minValue, int maxValue)") { v, a, _ in .int(try net { try of(v).source.nextInt(from: Int32(truncatingIfNeeded: a.int(0)), below: Int32(truncatingIfNeeded: a.int(1))) }) }
    t.method("long NextInt64()") { v, _, _ in .long(try net { try of(v).source.nextInt64() }) }
    t.method("long NextInt64(long maxValue)") { v, a, _ in .long(try net { try of(v).source.nextInt64(below: Int64(a.int(0))) }) }
    t.method("long NextInt64(long minValue, long maxValue)") { v, a, _ in .long(try net { try of(v).source.nextInt64(from: Int64(a.int(0)), below: Int64(a.int(1))) }) }
    t.method("double NextDouble()") { v, _, _ in .double(of(v).source.nextDouble()) }
    t.method("float NextSingle()") { v, _, _ in .single(of(v).source.nextSingle()) }
    t.method("void NextBytes(byte[] buffer)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("buffer") }
      let random = of(v)
      for i in 0..<b.count {
        if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { throw FlowSignal.stopped }
        b[i] = .byte(random.source.nextByte())
      }
      return .void
    }
    func letters(_ v: Value, _ choices: [UInt16], _ n: Int, _ name: String) throws -> Value {
      if n < 0 { throw mustBeNonNegative(name, n) }
      try PSArray.checkRoom(n)
      guard !choices.isEmpty else { throw argumentError("Span may not be empty.", param: "choices") }
      let picked = try chosen(choices.map { .char($0) }, n, of(v))
      return .str(String(units: picked.map { if case .char(let u) = $0 { u } else { 0 } }))
    }
    t.method("string GetString(System.ReadOnlySpan[char] choices, int length)") { v, a, _ in try letters(v, a.chars(0), a.int(1), "length") }
    t.method("string GetHexString(int stringLength, bool lowercase = False)") { v, a, _ in
      try letters(v, Array((a.bool(1) ? "0123456789abcdef" : "0123456789ABCDEF").utf16), a.int(0), "stringLength")
    }
    t.method("void Shuffle[T](T[] values)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("values") }
      var all = b.values
      of(v).source.shuffle(&all)
      for (i, x) in all.enumerated() { b[i] = x }
      return .void
    }
    t.method("T[] GetItems[T](T[] choices, int length)") { v, a, _ in
      let all = a.values(0), n = a.int(1)
      guard !all.isEmpty else { throw argumentError("Span may not be empty.", param: "choices") }
      if n < 0 { throw mustBeNonNegative("length", n) }
      try PSArray.checkRoom(n)
      return .array(PSArray(try chosen(all, n, of(v)), of: a.array(0)?.elementType))
    }
  }
  /// So many of the choices; from bytes, masked, when their number is a power of two.
  private static func chosen(_ all: [Value], _ n: Int, _ random: PSRandom) throws -> [Value] {
    if all.count <= 256, all.count.nonzeroBitCount == 1 { return (0..<n).map { _ in all[Int(random.source.nextByte()) & (all.count - 1)] } }
    return try net { try (0..<n).map { _ in all[Int(try random.source.nextInt(below: Int32(truncatingIfNeeded: all.count)))] } }
  }
}
