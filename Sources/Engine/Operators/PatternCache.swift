/// What operators compiled from a text recently in a session, found by the identity of the string they came from.
///
/// A literal is one string object per place in the source, so a loop over `-like`, `-match` or `-f` finds its pattern by
/// comparing a pointer. Each slot keeps its string alive: an address cannot be taken over by another pattern.
import Primitives

final class PatternCache {
  private struct Slot<P: AnyObject> {
    var text: PSString?
    var ignoreCase = false
    var pattern: P?
  }
  /// Slots in memory of their own: no array to check and count on the way.
  private struct Slots<P: AnyObject> {
    private static var sets: Int { 16 }
    private let slots = UnsafeMutablePointer<Slot<P>>.allocate(capacity: 2 * sets)
    init() { slots.initialize(repeating: Slot(), count: 2 * Self.sets) }
    func free() { slots.deinitialize(count: 2 * Self.sets); slots.deallocate() }

    /// Two places for each address: the patterns of a loop, which were allocated at about the same time, must not push each other out.
    @inline(__always) func find(_ s: PSString, _ ignoreCase: Bool, _ make: () throws -> P) rethrows -> P {
      let address = UInt(bitPattern: Unmanaged.passUnretained(s).toOpaque())
      let slot = slots + 2 * Int((address &* 0x9E37_79B9_7F4A_7C15) >> 60)
      if slot.pointee.text === s, slot.pointee.ignoreCase == ignoreCase, let p = slot.pointee.pattern { return p }
      if slot[1].text === s, slot[1].ignoreCase == ignoreCase, let p = slot[1].pattern { return p }
      let p = try make()
      slot[1] = slot[0]
      slot[0] = Slot(text: s, ignoreCase: ignoreCase, pattern: p)
      return p
    }
  }
  private let wildcards = Slots<PSWildcard>()
  private let regexes = Slots<NetRegex>()
  private let formats = Slots<CompositeFormat>()
  deinit {
    wildcards.free()
    regexes.free()
    formats.free()
  }

  /// The keys `$Matches` gets for the groups of the pattern asked last: numbers or names, made once.
  @exclusivity(unchecked) private var groups: (regex: NetRegex, keys: [Value])?
  func keys(_ regex: NetRegex) -> [Value] {
    if let groups, groups.regex === regex { return groups.keys }
    let keys = regex.groupNames.map { name -> Value in Int32(name).map { .int($0) } ?? .str(name) }
    groups = (regex, keys)
    return keys
  }

  func wildcard(_ s: PSString, ignoreCase: Bool) throws -> PSWildcard {
    try wildcards.find(s, ignoreCase) { PSWildcard(try Operators.wildcard(s.string, ignoreCase: ignoreCase)) }
  }
  func regex(_ s: PSString, ignoreCase: Bool) throws -> NetRegex {
    try regexes.find(s, ignoreCase) { try Operators.compiled(s.string, ignoreCase ? [.ignoreCase] : []) }
  }
  func format(_ s: PSString) -> CompositeFormat { formats.find(s, false) { CompositeFormat(s.string) } }
}
