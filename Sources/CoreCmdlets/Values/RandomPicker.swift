/// Random numbers and picks as Get-Random makes them; with a seed they are those of .NET's seeded generator.
import Engine
import Glibc
import Primitives

/// The system's random numbers, fetched many at a time: each fetch is a system call.
struct EntropyPool: RandomNumberGenerator {
  private var words: [UInt64] = []
  mutating func next() -> UInt64 {
    if words.isEmpty {
      words = Array(repeating: 0, count: 32)
      let isFilled = words.withUnsafeMutableBytes { $0.baseAddress.map { getentropy($0, 256) } } == 0
      if !isFilled { var system = SystemRandomNumberGenerator(); for i in words.indices { words[i] = system.next() } }
    }
    return words.removeLast()
  }
}

final class RandomSource {
  /// .NET's seeded generator; nil = the system's cryptographic source.
  private var seeded: NetRandom?
  private var system = EntropyPool()

  init(seed: Int? = nil) { seeded = seed.flatMap { Int32(exactly: $0) }.map { NetRandom(seed: $0) } }

  func byte() -> UInt8 { seeded == nil ? UInt8.random(in: 0...255, using: &system) : UInt8(truncatingIfNeeded: seeded?.nextInt() ?? 0) }
  private func sample() -> Int32 {
    if seeded == nil { return Int32.random(in: .min ... .max, using: &system) }
    var v: UInt32 = 0
    for i in 0..<4 { v |= UInt32(byte()) << UInt32(8 * i) }
    return Int32(bitPattern: v)
  }
  private func nextInt() -> Int32 {
    var r = sample()
    while r == .max { r = sample() }
    return r < 0 ? r &+ .max : r
  }
  func double() -> Double { Double(nextInt()) * (1.0 / 2_147_483_647) }
  func int(_ low: Int, _ high: Int) -> Int {
    let range = high - low
    if range <= 2_147_483_647 { return Int(double() * Double(range)) + low }
    var r = Int(sample())
    while r == 2_147_483_647 { r = Int(sample()) }
    return Int(Double(r + 2_147_483_647) * (1.0 / 4_294_967_294) * Double(range)) + low
  }
  func long(_ low: Int64, _ high: Int64) -> Int64 {
    let range = UInt64(bitPattern: high &- low)
    if range <= 2_147_483_647 { return low &+ Int64(int(0, Int(range))) }
    let mask = UInt64.max >> UInt64(range.leadingZeroBitCount)
    while true {
      var v: UInt64 = 0
      for i in 0..<8 { v |= UInt64(byte()) << UInt64(8 * i) }
      v &= mask
      if v < range {
        let d = Double(low) + Double(v)
        return d >= 9.223372036854775807e18 ? .max : Int64(d)
      }
    }
  }
}

struct RandomPicker {
  var source = RandomSource()
  private var chosen: [Value] = []
  private var seen = 0

  static func seed(_ n: Int, _ context: ExecutionContext) { context.services["Random"] = RandomSource(seed: n) }
  static func source(_ context: ExecutionContext) -> RandomSource {
    if let s = context.services["Random"] as? RandomSource { return s }
    let s = RandomSource()
    context.services["Random"] = s
    return s
  }

  /// A list where a number may stand too is what to choose from.
  static func isList(_ maximum: Value?) -> Bool { maximum?.arrayValue != nil }
  mutating func takesList(_ maximum: Value?, _ count: Int) -> Bool {
    guard let list = maximum?.arrayValue else { return false }
    take(list.values, count)
    return true
  }

  /// - Throws: what cannot be a number as the `PSInvalidCastException` of the conversion
  func numbers(_ low: Value?, _ high: Value?, _ count: Int, _ shell: Invocation) throws {
    do { try draw(low, high, count, shell) } catch let e as TerminatingError {
      guard e.record.category == .invalidArgument, e.record.exception.type.name == "RuntimeException", let cast = e.record.exception.inner else { throw e }
      throw shell.terminating(ErrorRecord(cast, id: e.record.errorId, .invalidArgument))
    }
  }
  private func draw(_ low: Value?, _ high: Value?, _ count: Int, _ shell: Invocation) throws {
    // the upper bound is read first
    let hi = try operand(high, shell), lo = try operand(low, shell)
    func refuse(_ a: Value, _ b: Value) -> TerminatingError {
      shell.terminating(
        "MinGreaterThanOrEqualMax", .invalidArgument,
        "The Minimum value (\(Conversion.toString(a))) cannot be greater than or equal to the Maximum value (\(Conversion.toString(b))).",
        exception: "System.ArgumentException")
    }
    switch (lo ?? .int(0), hi ?? .null) {
    case (.int(let a), let b) where hi == nil || b.isInt:
      let top: Int32 = if case .int(let x) = b { x } else { .max }
      if a >= top { throw refuse(.int(a), .int(top)) }
      for _ in 0..<count { try shell.write(.int(Int32(truncatingIfNeeded: source.int(Int(a), Int(top))))) }
    case (let a, let b) where a.isInt64 && (hi == nil || b.isInt64):
      let bottom = try Conversion.toInt64(a), top = hi == nil ? Int64.max : try Conversion.toInt64(b)
      if bottom >= top { throw refuse(.long(bottom), .long(top)) }
      for _ in 0..<count { try shell.write(.long(source.long(bottom, top))) }
    case (let a, let b):
      let bottom = try Conversion.toDouble(a), top = hi == nil ? Double.greatestFiniteMagnitude : try Conversion.toDouble(b)
      if bottom >= top { throw refuse(.double(bottom), .double(top)) }
      for _ in 0..<count { try shell.write(.double(double(bottom, top))) }
    }
  }
  private func double(_ low: Double, _ high: Double) -> Double {
    var difference = high - low
    while true {
      let r = source.double()
      let v = difference.isInfinite ? low + r * high - r * low : low + r * difference
      if !difference.isInfinite { difference *= r }
      if v < high { return v }
    }
  }
  private func operand(_ v: Value?, _ shell: Invocation) throws -> Value? {
    guard let b = v?.base, !b.isNull else { return nil }
    guard case .string(let s) = b else { return b }
    if let i = Int32(s.string.trimmed) { return .int(i) }
    if let l = Int64(s.string.trimmed) { return .long(l) }
    if let n = Conversion.scanNumber(s.string) { return n }
    return try Conversion.convert(b, to: TypeTable.int, shell.context)
  }

  mutating func take(_ items: [Value], _ count: Int) {
    for item in items {
      if seen < count { chosen.append(item) } else if source.int(0, seen + 1) < count { chosen[source.int(0, chosen.count)] = item }
      seen += 1
    }
  }
  mutating func writeChosen(_ shell: Invocation) throws {
    let n = chosen.count
    for i in 0..<n {
      let j = source.int(i, n)
      try shell.write(chosen[j])
      if i != j { chosen[j] = chosen[i] }
    }
  }
}

extension Value {
  fileprivate var isInt: Bool { if case .int = self { true } else { false } }
  fileprivate var isInt64: Bool { switch self { case .int, .long: true; default: false } }
}
