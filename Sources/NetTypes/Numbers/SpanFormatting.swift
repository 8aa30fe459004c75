/// What numbers, dates and their like have for spans: `TryFormat` into characters or UTF-8 bytes, and the bytes of whole numbers and of the
/// parts of fractions. Scripts give arrays for the spans.
import Engine
import Primitives

extension NetTypes {
  /// Stores elements at the start of the array given for a span and tells how many there are; false when they do not fit.
  /// - Parameter countAt: place of the argument that takes their number
  static func store(_ items: [Value], _ a: [Value], countAt i: Int?, _ c: ExecutionContext) throws -> Value {
    guard let span = a.array(0), span.count >= items.count else {
      if let i { try a.setReference(i, .int(0), c) }
      return .no
    }
    for (k, x) in items.enumerated() { span[k] = x }
    if let i { try a.setReference(i, .count(items.count), c) }
    return .yes
  }
  /// `TryFormat`.
  /// - Parameters:
  ///   - between: parameters before the number of written elements, each with its comma
  ///   - behind: those after it
  ///   - text: the text to be written, of the object and all arguments
  static func spanFormatting(
    _ t: NetType, interface: String = "", between: String = "", behind: String, hasBytes: Bool = true, _ text: @escaping (Value, [Value], ExecutionContext) throws -> String
  ) {
    let i = between.isEmpty ? 1 : 2
    func name(_ kind: String) -> String { interface.isEmpty ? "TryFormat" : "I\(kind)Formattable.TryFormat" }
    t.method("bool \(name("Span"))(System.Span[char] destination, \(between)[ref] int charsWritten\(behind))") { v, a, c in
      try store(try text(v, a, c).utf16.map { .char($0) }, a, countAt: i, c)
    }
    if hasBytes {
      t.method("bool \(name("Utf8Span"))(System.Span[byte] utf8Destination, \(between)[ref] int bytesWritten\(behind))") { v, a, c in
        try store(try text(v, a, c).utf8.map { .byte($0) }, a, countAt: i, c)
      }
    }
  }
  /// `TryFormat` with a format and its provider.
  static func spanFormatting(_ t: NetType, provider: String = "provider", hasBytes: Bool = true, _ text: @escaping (Value, String, Culture) throws -> String) {
    spanFormatting(t, behind: ", System.ReadOnlySpan[char] format = default, System.IFormatProvider \(provider) = null", hasBytes: hasBytes) { v, a, c in
      try net { try text(v, a.string(2), culture(of: a.at(3)) ?? c.culture) }
    }
  }

  /// `WriteBigEndian` and its like: of their overloads PowerShell chooses none.
  private static func writing(_ t: NetType, _ name: String) {
    for parameters in ["byte[] destination", "byte[] destination, int startIndex", "System.Span[byte] destination"] {
      t.method("int \(name)(\(parameters))") { _, a, _ in
        throw TerminatingError.noOverload(name.split(separator: ".").last.map(String.init) ?? name, a.count)
      }
    }
  }
  /// What `IBinaryInteger` declares for objects.
  static func binaryInteger(_ t: NetType, count: @escaping (Value) -> Int, length: @escaping (Value) -> Int, bytes: @escaping (Value) -> [UInt8]) {
    let interface = "IBinaryInteger[\(MemberText.bareTypeName(t))]."
    t.method("int \(interface)GetByteCount()") { v, _, _ in .count(count(v)) }
    t.method("int \(interface)GetShortestBitLength()") { v, _, _ in .count(length(v)) }
    for (order, isBig) in [("Big", true), ("Little", false)] {
      t.method("bool \(interface)TryWrite\(order)Endian(System.Span[byte] destination, [ref] int bytesWritten)") { v, a, c in
        let all = bytes(v)
        return try store((isBig ? all.reversed() : all).map { .byte($0) }, a, countAt: 1, c)
      }
      writing(t, "\(interface)Write\(order)Endian")
    }
  }
  static func binaryInteger<T: FixedWidthInteger>(_ t: NetType, _ of: @escaping (Value) -> T) {
    binaryInteger(
      t, count: { _ in T.bitWidth / 8 },
      length: { v in let n = of(v); return n < 0 ? T.bitWidth + 1 - (~n).leadingZeroBitCount : T.bitWidth - n.leadingZeroBitCount },
      bytes: { v in (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: of(v) >> ($0 * 8)) } })
  }
  /// What `IFloatingPoint` declares for objects.
  /// - Parameters:
  ///   - exponent: its value, and how many bytes it takes
  ///   - significand: likewise, and how many of its bits count
  static func floatingPoint(_ t: NetType, exponent: @escaping (Value) -> Int, bytes: Int, significand: @escaping (Value) -> [UInt8], bits: Int) {
    let interface = "IFloatingPoint[\(MemberText.bareTypeName(t))]."
    t.method("int \(interface)GetExponentByteCount()") { _, _, _ in .count(bytes) }
    t.method("int \(interface)GetExponentShortestBitLength()") { v, _, _ in
      let n = exponent(v)
      return .count(n < 0 ? Int.bitWidth + 1 - (~n).leadingZeroBitCount : Int.bitWidth - n.leadingZeroBitCount)
    }
    t.method("int \(interface)GetSignificandBitLength()") { _, _, _ in .count(bits) }
    t.method("int \(interface)GetSignificandByteCount()") { v, _, _ in .count(significand(v).count) }
    let parts: [(String, (Value) -> [UInt8])] = [("Exponent", { v in (0..<bytes).map { UInt8(truncatingIfNeeded: exponent(v) >> ($0 * 8)) } }), ("Significand", significand)]
    for (part, of) in parts {
      for (order, isBig) in [("Big", true), ("Little", false)] {
        t.method("bool \(interface)TryWrite\(part)\(order)Endian(System.Span[byte] destination, [ref] int bytesWritten)") { v, a, c in
          let all = of(v)
          return try store((isBig ? all.reversed() : all).map { .byte($0) }, a, countAt: 1, c)
        }
        writing(t, "\(interface)Write\(part)\(order)Endian")
      }
    }
  }
  /// The same of a binary number: `bits` of its pattern belong to the significand, in front of them stands the one that is not written.
  static func floatingPoint(_ t: NetType, pattern: @escaping (Value) -> UInt64, bits: Int, exponentBits: Int) {
    let bias = 1 << (exponentBits - 1) - 1
    func raw(_ v: Value) -> Int { Int(pattern(v) >> UInt64(bits) & (1 << UInt64(exponentBits) - 1)) }
    floatingPoint(
      t, exponent: { raw($0) - bias }, bytes: exponentBits > 8 ? 2 : 1,
      significand: { v in
        let low = pattern(v) & (1 << UInt64(bits) - 1), all = raw(v) == 0 ? low : low | 1 << UInt64(bits)
        return (0..<(1 + bits + exponentBits) / 8).map { UInt8(truncatingIfNeeded: all >> ($0 * 8)) }
      }, bits: bits + 1)
  }
}
