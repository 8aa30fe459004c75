/// Patterns recently compiled in a session, found by the identity of the string they came from.
///
/// A literal is one string object per place in the source, so a loop over `-like` or `-match` finds its pattern by
/// comparing a pointer. Each slot keeps its string alive: an address cannot be taken over by another pattern.
import Primitives

final class PatternCache {
  private struct Slot<P> {
    var text: PSString?
    var ignoreCase = false
    var pattern: P?
  }
  @exclusivity(unchecked) private var wildcards = [Slot<WildcardPattern>](repeating: Slot(), count: 8)
  @exclusivity(unchecked) private var regexes = [Slot<NetRegex>](repeating: Slot(), count: 8)

  /// The keys `$Matches` gets for the groups of the pattern asked last: numbers or names, made once.
  @exclusivity(unchecked) private var groups: (regex: NetRegex, keys: [Value])?
  func keys(_ regex: NetRegex) -> [Value] {
    if let groups, groups.regex === regex { return groups.keys }
    let keys = regex.groupNames.map { name -> Value in Int32(name).map { .int($0) } ?? .str(name) }
    groups = (regex, keys)
    return keys
  }

  private static func index(_ s: PSString) -> Int { (Int(bitPattern: Unmanaged.passUnretained(s).toOpaque()) >> 5) & 7 }

  func wildcard(_ s: PSString, ignoreCase: Bool) throws -> WildcardPattern {
    let i = PatternCache.index(s)
    if wildcards[i].text === s, wildcards[i].ignoreCase == ignoreCase, let p = wildcards[i].pattern { return p }
    let p = try Operators.wildcard(s.string, ignoreCase: ignoreCase)
    wildcards[i] = Slot(text: s, ignoreCase: ignoreCase, pattern: p)
    return p
  }
  func regex(_ s: PSString, ignoreCase: Bool) throws -> NetRegex {
    let i = PatternCache.index(s)
    if regexes[i].text === s, regexes[i].ignoreCase == ignoreCase, let p = regexes[i].pattern { return p }
    let p = try Operators.compiled(s.string, ignoreCase ? [.ignoreCase] : [])
    regexes[i] = Slot(text: s, ignoreCase: ignoreCase, pattern: p)
    return p
  }
}
