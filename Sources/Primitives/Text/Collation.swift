import CUtf8proc
import Glibc

/// Linguistic comparison: what .NET does through ICU for `CompareOptions.None` and `.IgnoreCase`.
///
/// ASCII is compared here by the weights of the root collation: control characters do not count; spaces, then
/// punctuation, symbols, digits, letters; lower case before upper case when all else is equal. Anything beyond ASCII
/// goes to the system's ICU, loaded on first need; without ICU an approximation over decomposed characters decides.
public enum Collation {
  /// -1, 0 or 1.
  public static func compare(_ a: String, _ b: String, ignoreCase: Bool = false) -> Int {
    var (left, right) = (a, b)
    let fast = NetString.bothUtf8(&left, &right) { x, y in compareAscii(x, y, ignoreCase) }
    if fast != 2 { return fast }
    return compareBeyondAscii(left, right, ignoreCase)
  }

  /// By the rules of a culture (`sv-SE`) instead of those common to all.
  public static func compare(_ a: String, _ b: String, ignoreCase: Bool, culture: String) -> Int {
    guard let icu = IcuCollator.of(culture) else { return compare(a, b, ignoreCase: ignoreCase) }
    return icu.compare(a, b, ignoreCase)
  }

  /// Whether two texts are the same to a reader: equal under `compare`.
  public static func equals(_ a: String, _ b: String, ignoreCase: Bool = true) -> Bool {
    var (left, right) = (a, b)
    let fast = NetString.bothUtf8(&left, &right) { x, y -> Int in
      // Same length and printable ASCII: a plain scan decides.
      guard x.count == y.count else { return compareAscii(x, y, ignoreCase) }
      var index = 0
      while index < x.count {
        let stop = min(x.count, index &+ AttentiveText.piece)
        while index < stop {
          let (p, q) = (x[index], y[index])
          if p != q {
            if p | q >= 127 || p < 32 || q < 32 { return compareAscii(x, y, ignoreCase) }
            // Two different characters that count, at the same place: nothing later can mend that.
            if CaseMapping.lowerAscii(p) != CaseMapping.lowerAscii(q) { return 1 }
            if !ignoreCase { return compareAscii(x, y, ignoreCase) }
          }
          index += 1
        }
        if index < x.count, Attention.isWanted { return 1 }
      }
      return 0
    }
    if fast != 2 { return fast == 0 }
    return compareBeyondAscii(left, right, ignoreCase) == 0
  }

  // MARK: ASCII

  /// Primary weight per ASCII character; 0 = ignored.
  static let weights: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 128)
    var weight: UInt8 = 1
    for byte in "\t\n\u{B}\u{C}\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789".utf8 {
      table[Int(byte)] = weight
      weight += 1
    }
    for letter in 0..<26 {
      table[97 + letter] = weight
      table[65 + letter] = weight
      weight += 1
    }
    return table
  }()
  nonisolated(unsafe) private static let table: UnsafePointer<UInt8> = {
    let pointer = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
    for (index, weight) in weights.enumerated() { pointer[index] = weight }
    return UnsafePointer(pointer)
  }()

  /// -1, 0, 1; or 2 when something beyond ASCII takes part.
  static func compareAscii(_ x: UnsafeBufferPointer<UInt8>, _ y: UnsafeBufferPointer<UInt8>, _ ignoreCase: Bool) -> Int {
    let table = Collation.table
    // A common beginning decides nothing.
    var i = 0
    let common = min(x.count, y.count)
    while i < common, x[i] == y[i], x[i] < 128 {
      i &+= 1
      if i & 0xFFFFF == 0, Attention.isWanted { return 0 }
    }
    var j = i
    var tertiary = 0
    while true {
      var p: UInt8 = 0
      var q: UInt8 = 0
      var (u, v): (UInt8, UInt8) = (0, 0)
      while i < x.count {
        u = x[i]
        if u >= 128 { return 2 }
        i += 1
        p = table[Int(u)]
        if p != 0 { break }
      }
      while j < y.count {
        v = y[j]
        if v >= 128 { return 2 }
        j += 1
        q = table[Int(v)]
        if q != 0 { break }
      }
      if p != q {
        // One side at its end: what follows on the other must be looked at for characters beyond ASCII only when
        // it could still be ignorable, which a weight rules out.
        return p < q ? -1 : 1
      }
      if p == 0 { return ignoreCase ? 0 : tertiary }
      if u != v && tertiary == 0 { tertiary = u & 32 != 0 ? -1 : 1 }
    }
  }

  /// The first sixteen weights of an ASCII text: enough to order most texts without looking at them again.
  public struct Weights {
    let high: UInt64, low: UInt64
    /// Nothing that counts comes after them.
    let isWhole: Bool

    /// Nil when the text is not ASCII.
    public init?(_ text: String) {
      var (words, count, whole, ascii) = ((UInt64(0), UInt64(0)), 0, true, true)
      var copy = text
      copy.withUTF8 { bytes in
        let table = Collation.table
        for byte in bytes {
          if byte >= 128 { ascii = false; return }
          let weight = table[Int(byte)]
          if weight == 0 { continue }
          if count < 8 { words.0 |= UInt64(weight) << UInt64(8 * (7 - count)) }
          else if count < 16 { words.1 |= UInt64(weight) << UInt64(8 * (15 - count)) }
          else { whole = false }
          count += 1
        }
      }
      if !ascii { return nil }
      (high, low, isWhole) = (words.0, words.1, whole)
    }
    public static let undecided = 2
    /// -1, 0, 1; or `undecided`.
    @inline(__always) public static func compare(_ a: Weights, _ b: Weights, ignoreCase: Bool) -> Int {
      if a.high != b.high { return a.high < b.high ? -1 : 1 }
      if a.low != b.low { return a.low < b.low ? -1 : 1 }
      return ignoreCase && a.isWhole && b.isWhole ? 0 : undecided
    }
  }

  // MARK: Beyond ASCII

  private static func compareBeyondAscii(_ a: String, _ b: String, _ ignoreCase: Bool) -> Int {
    if let icu = IcuCollator.shared { return icu.compare(a, b, ignoreCase) }
    return approximate(a, b, ignoreCase)
  }

  private struct Element {
    var primary: UInt32
    var secondary: [UInt32]
    var tertiary: UInt8
  }

  /// Base letters first, then accents, then case, after compatibility decomposition.
  static func approximate(_ a: String, _ b: String, _ ignoreCase: Bool) -> Int {
    let (x, y) = (elements(a), elements(b))
    for (p, q) in zip(x, y) where p.primary != q.primary { return p.primary < q.primary ? -1 : 1 }
    if x.count != y.count { return x.count < y.count ? -1 : 1 }
    for (p, q) in zip(x, y) where p.secondary != q.secondary {
      return p.secondary.lexicographicallyPrecedes(q.secondary) ? -1 : 1
    }
    if ignoreCase { return 0 }
    for (p, q) in zip(x, y) where p.tertiary != q.tertiary { return p.tertiary < q.tertiary ? -1 : 1 }
    return 0
  }

  private static func elements(_ text: String) -> [Element] {
    var result = [Element]()
    for scalar in text.unicodeScalars where result.count & 0xFFFF != 0xFFFF || !Attention.isWanted {
      var buffer = [Int32](repeating: 0, count: 32)
      var boundary: Int32 = 0
      let count = utf8proc_decompose_char(Int32(bitPattern: scalar.value), &buffer, 32,
        utf8proc_option_t(rawValue: UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_IGNORE.rawValue), &boundary)
      guard count >= 0 && count <= 32 else { continue }
      for part in buffer[0..<count] {
        let value = UInt32(bitPattern: part)
        if value < 128 {
          let weight = weights[Int(value)]
          if weight != 0 { result.append(Element(primary: UInt32(weight) << 21, secondary: [], tertiary: value < 97 && value >= 65 ? 1 : 0)) }
          continue
        }
        switch value {
        case 0xDF, 0x1E9E:
          for _ in 0..<2 { result.append(Element(primary: UInt32(weights[115]) << 21, secondary: [0xDF], tertiary: value == 0xDF ? 0 : 1)) }
          continue
        case 0x131: result.append(Element(primary: UInt32(weights[105]) << 21, secondary: [0x131], tertiary: 0)); continue
        case 0xE6, 0xC6:
          for letter in [97, 101] { result.append(Element(primary: UInt32(weights[letter]) << 21, secondary: [0xE6], tertiary: value == 0xE6 ? 0 : 1)) }
          continue
        case 0xF8, 0xD8: result.append(Element(primary: UInt32(weights[111]) << 21, secondary: [0xF8], tertiary: value == 0xF8 ? 0 : 1)); continue
        default: break
        }
        switch utf8proc_category(part) {
        case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME:
          if !result.isEmpty { result[result.count - 1].secondary.append(value) }
        case UTF8PROC_CATEGORY_CF, UTF8PROC_CATEGORY_CC: break
        case UTF8PROC_CATEGORY_SO, UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SK, UTF8PROC_CATEGORY_PO, UTF8PROC_CATEGORY_PD,
          UTF8PROC_CATEGORY_PS, UTF8PROC_CATEGORY_PE, UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF:
          // Symbols come after ASCII's and before digits.
          result.append(Element(primary: UInt32(weights[126]) << 21 + value, secondary: [], tertiary: 0))
        default:
          let lower = CaseMapping.lower(value)
          result.append(Element(primary: 200 << 21 + lower, secondary: [], tertiary: lower == value ? 0 : 1))
        }
      }
    }
    return result
  }
}

/// The system's ICU, found at run time under whatever version it has.
final class IcuCollator: @unchecked Sendable {
  private typealias Open = @convention(c) (UnsafePointer<CChar>?, UnsafeMutablePointer<Int32>) -> OpaquePointer?
  private typealias SetAttribute = @convention(c) (OpaquePointer, Int32, Int32, UnsafeMutablePointer<Int32>) -> Void
  private typealias CompareUtf8 =
    @convention(c) (OpaquePointer, UnsafePointer<UInt8>?, Int32, UnsafePointer<UInt8>?, Int32, UnsafeMutablePointer<Int32>) -> Int32

  private typealias OpenRules = @convention(c) (UnsafePointer<UInt16>?, Int32, Int32, Int32, OpaquePointer?, UnsafeMutablePointer<Int32>) -> OpaquePointer?
  private typealias GetRules = @convention(c) (OpaquePointer, UnsafeMutablePointer<Int32>) -> UnsafePointer<UInt16>?

  private let tertiary, secondary: OpaquePointer
  private let compareUtf8: CompareUtf8
  private let openRules: OpenRules, getRules: GetRules
  /// Without case, but with the two kinds of kana and the widths apart; opened when such a character comes.
  private lazy var withWidths: OpaquePointer = {
    var length: Int32 = 0, status: Int32 = 0
    let own = getRules(tertiary, &length)
    let rules = Array(UnsafeBufferPointer(start: own, count: own == nil ? 0 : Int(length))) + CollationRules.kindsAndWidths
    // UCOL_DEFAULT = -1, UCOL_SECONDARY = 1
    let made = openRules(rules, Int32(rules.count), -1, 1, nil, &status)
    return status <= 0 ? made ?? secondary : secondary
  }()

  /// nil when no ICU is installed (or `CSSHELL_NO_ICU` is set, for tests).
  static let shared: IcuCollator? = IcuCollator("")
  /// Opened so far, by culture.
  nonisolated(unsafe) private static var opened: [String: IcuCollator] = [:]
  static func of(_ culture: String) -> IcuCollator? {
    if let known = opened[culture] { return known }
    let made = IcuCollator(String(decoding: culture.utf8.map { $0 == 45 ? 95 : $0 }, as: UTF8.self))
    opened[culture] = made
    return made
  }

  private init?(_ locale: String) {
    if getenv("CSSHELL_NO_ICU") != nil { return nil }
    var library: UnsafeMutableRawPointer?
    var suffix = ""
    for version in [72] + Array((60...90).reversed()) {
      library = dlopen("libicui18n.so.\(version)", RTLD_LAZY | RTLD_LOCAL)
      if library != nil {
        suffix = "_\(version)"
        break
      }
    }
    guard let library,
      let open = dlsym(library, "ucol_open" + suffix),
      let set = dlsym(library, "ucol_setAttribute" + suffix),
      let compare = dlsym(library, "ucol_strcollUTF8" + suffix),
      let rules = dlsym(library, "ucol_openRules" + suffix), let rulesOf = dlsym(library, "ucol_getRules" + suffix)
    else { return nil }
    (openRules, getRules) = (unsafeBitCast(rules, to: OpenRules.self), unsafeBitCast(rulesOf, to: GetRules.self))
    let openCollator = unsafeBitCast(open, to: Open.self)
    let setAttribute = unsafeBitCast(set, to: SetAttribute.self)
    var status: Int32 = 0
    guard let first = openCollator(locale, &status), status <= 0 else { return nil }
    status = 0
    guard let second = openCollator(locale, &status), status <= 0 else { return nil }
    status = 0
    // UCOL_STRENGTH = 5, UCOL_SECONDARY = 1
    setAttribute(second, 5, 1, &status)
    (tertiary, secondary) = (first, second)
    compareUtf8 = unsafeBitCast(compare, to: CompareUtf8.self)
  }

  func compare(_ a: String, _ b: String, _ ignoreCase: Bool) -> Int {
    var (left, right) = (a, b)
    return NetString.bothUtf8(&left, &right) { x, y in
      let collator = !ignoreCase ? tertiary : CollationRules.concern(x) || CollationRules.concern(y) ? withWidths : secondary
      var status: Int32 = 0
      // ICU wants a pointer even for nothing.
      var nothing: UInt8 = 0
      let result = withUnsafePointer(to: &nothing) { empty in
        compareUtf8(collator, x.baseAddress ?? empty, Int32(clamping: x.count), y.baseAddress ?? empty, Int32(clamping: y.count), &status)
      }
      return Int(result).signum()
    }
  }
}
