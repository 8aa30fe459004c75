// Stands in until the real types land in this module: delete this file then.
public struct NetDateTime { public var bits: UInt64; public init(bits: UInt64) { self.bits = bits } }
public struct NetTimeSpan { public var ticks: Int64; public init(ticks: Int64) { self.ticks = ticks } }
public struct NetDecimal: Hashable, Comparable { public var description: String { "" }; public static func < (a: NetDecimal, b: NetDecimal) -> Bool { false } }
public struct BigInteger: Hashable, Comparable { public var description: String { "" }; public static func < (a: BigInteger, b: BigInteger) -> Bool { false } }
public final class Culture { nonisolated(unsafe) public static let invariant = Culture() }
