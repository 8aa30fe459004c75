/// A string value: Swift's native string in a box, with its case-insensitive hash kept once computed.
///
/// .NET semantics are UTF-16 (`Length`, indexes): use the `utf16` view, which is constant-time on ASCII. Lone surrogates
/// cannot be stored; a `char` holds them.
import Primitives

/// A text as an object: `$s` and a copy of it are the same text.
public final class PSString: Ref {
  @exclusivity(unchecked) public var string: String
  @exclusivity(unchecked) var hash: UInt = 0
  public init(_ s: String) { string = s; super.init() }
  public override var netType: NetType { TypeTable.string }
  public override func text() -> String { string }
  /// Hash that ignores case; equal for strings that `-eq` calls equal ordinally.
  @inline(__always) var ignoreCaseHash: UInt { if hash != 0 { return hash }; hash = CaseInsensitive.hash(string) | 1; return hash }
  func append(_ t: String) { string.append(t); hash = 0 }
}

/// Ordinal comparison without regard to case, with an ASCII fast path over the UTF-8 bytes.
public enum CaseInsensitive {
  @inline(__always) static func lower(_ b: UInt8) -> UInt8 { b &- 65 < 26 ? b | 0x20 : b }

  /// Without regard to case: equal for texts that `equal` takes for the same.
  public static func hash(_ s: String) -> UInt {
    s.utf8.withContiguousStorageIfAvailable { p -> UInt in
      var h: UInt = 0xcbf29ce484222325
      var high: UInt8 = 0
      for b in p { high |= b; h = (h ^ UInt(lower(b))) &* 0x100000001b3 }
      return high < 128 ? h ^ (h >> 29) : hashSlow(s)
    } ?? hashSlow(s)
  }
  @inline(never) static func hashSlow(_ s: String) -> UInt {
    var h: UInt = 0xcbf29ce484222325
    for u in s.uppercased().utf16 { h = (h ^ UInt(u)) &* 0x100000001b3 }
    return h ^ (h >> 29)
  }
  /// Ordinally, in any case, as `-eq` compares where the culture has no say.
  public static func equal(_ a: String, _ b: String) -> Bool {
    let r: Int? = a.utf8.withContiguousStorageIfAvailable { p in b.utf8.withContiguousStorageIfAvailable { q -> Int in
      var high: UInt8 = 0
      if p.count == q.count {
        var i = 0
        let n = p.count
        while i < n {
          // what is cut off by Ctrl+C is not looked at
          let stop = n &- i > 0x100000 ? i &+ 0x100000 : n
          while i < stop { let x = p[i], y = q[i]; high |= x | y; if x != y && lower(x) != lower(y) { return high < 128 ? 0 : 2 }; i &+= 1 }
          if i < n, Attention.isWanted { return 0 }
        }
        return 1
      }
      for x in p { high |= x }
      for y in q { high |= y }
      return high < 128 ? 0 : 2
    } ?? 2 }
    if let r, r != 2 { return r == 1 }
    return a.uppercased() == b.uppercased()
  }
  /// True when `s` begins with `prefix`, ignoring case.
  public static func hasPrefix(_ s: String, _ prefix: String) -> Bool {
    let n = prefix.utf16.count
    guard s.utf16.count >= n else { return false }
    return equal(String(s.utf16.prefix(n)) ?? "", prefix)
  }
}

extension String {
  /// `-ieq` of two plain strings, ordinal.
  @inline(__always) public func equalsIgnoringCase(_ other: String) -> Bool { CaseInsensitive.equal(self, other) }
  /// Length as .NET counts it.
  @inline(__always) public var netLength: Int { utf16.count }
}
