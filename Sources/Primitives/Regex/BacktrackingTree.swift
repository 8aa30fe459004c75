/// A pattern as a tree, for what PCRE2 cannot match as .NET does: balancing groups, look-behinds of any form, matching from right to left.
///
/// It is read from what `RegexTranslator` writes: few forms, known to be well-formed. `(?@P,C:…)`, which PCRE2 does not have,
/// is a balancing group: it takes a capture of .NET's group P away and, unless C is 0, is PCRE2's group C.
indirect enum BacktrackingTree {
  case empty
  case leaf(BacktrackingLeaf)
  case sequence([BacktrackingTree])
  case choice([BacktrackingTree])
  case capture(slot: Int?, popped: Int?, BacktrackingTree)
  case loop(BacktrackingTree, low: Int, high: Int, isLazy: Bool)
  case look(behind: Bool, negated: Bool, BacktrackingTree)
  case atomic(BacktrackingTree)
  case ifCaptured(slot: Int, BacktrackingTree, BacktrackingTree)
  case ifLook(BacktrackingTree, BacktrackingTree, BacktrackingTree)
  case anchor(Anchor)
  case reference(slot: Int, ignoresCase: Bool)

  enum Anchor { case start, end, lineStart, lineEnd, lastLineEnd, previous, boundary, noBoundary }
}

/// Reads a translated pattern.
struct BacktrackingReader {
  private let bytes: [UInt8]
  private var at = 0
  private var groups = 0
  /// Place of each PCRE2 group in the list of .NET's groups.
  private let slots: [Int]
  private let slotOfNumber: (Int) -> Int
  private struct Flags { var ignoreCase: Bool, multiline: Bool, singleline: Bool }
  private var flags: Flags

  init(_ bytes: [UInt8], _ options: NetRegex.Options, slots: [Int], slotOfNumber: @escaping (Int) -> Int) {
    self.bytes = bytes
    self.slots = slots
    self.slotOfNumber = slotOfNumber
    flags = Flags(ignoreCase: options.contains(.ignoreCase), multiline: options.contains(.multiline), singleline: options.contains(.singleline))
  }

  private func peek(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { t in at + t.count <= bytes.count && bytes[at..<at + t.count].elementsEqual(t) }
  }
  private mutating func take(_ text: StaticString) -> Bool {
    guard peek(text) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }
  private mutating func number() -> Int {
    var n = 0
    while at < bytes.count, bytes[at] &- 48 < 10 {
      n = min(n * 10 + Int(bytes[at] - 48), Int(Int32.max))
      at += 1
    }
    return n
  }

  /// Alternatives up to a closing parenthesis, left unread, or the end.
  mutating func alternatives() -> [BacktrackingTree] {
    var all: [BacktrackingTree] = []
    var items: [BacktrackingTree] = []
    while at < bytes.count, bytes[at] != 41 {
      if bytes[at] == 124 {
        at += 1
        all.append(.sequence(items))
        items = []
        continue
      }
      if let item = atom() { items.append(quantified(item)) }
    }
    return all + [.sequence(items)]
  }
  mutating func tree() -> BacktrackingTree {
    let all = alternatives()
    return all.count == 1 ? all[0] : .choice(all)
  }

  private mutating func quantified(_ item: BacktrackingTree) -> BacktrackingTree {
    guard at < bytes.count else { return item }
    var low = 0, high = Int.max
    switch bytes[at] {
    case 42: at += 1
    case 43: at += 1; low = 1
    case 63: at += 1; high = 1
    case 123:
      at += 1
      low = number()
      if take(",") { high = at < bytes.count && bytes[at] != 125 ? number() : Int.max } else { high = low }
      at += 1
    default: return item
    }
    return .loop(item, low: low, high: high, isLazy: take("?"))
  }

  private mutating func enclosed() -> BacktrackingTree {
    let outer = flags
    let inner = tree()
    at += 1
    flags = outer
    return inner
  }

  private mutating func atom() -> BacktrackingTree? {
    let start = at
    switch bytes[at] {
    case 40: return group()
    case 91:
      at += 1
      while at < bytes.count, bytes[at] != 93 { at += bytes[at] == 92 ? 2 : 1 }
      at += 1
      return leaf(start)
    case 94:
      at += 1
      return .anchor(flags.multiline ? .lineStart : .start)
    case 36:
      at += 1
      return .anchor(flags.multiline ? .lineEnd : .lastLineEnd)
    case 92:
      at += 2
      switch at <= bytes.count ? bytes[at - 1] : 0 {
      case 65: return .anchor(.start)
      case 71: return .anchor(.previous)
      case 90: return .anchor(.lastLineEnd)
      case 122: return .anchor(.end)
      case 98: return .anchor(.boundary)
      case 66: return .anchor(.noBoundary)
      case 103:
        at += 1
        let n = number()
        at += 1
        return .reference(slot: n > 0 && n <= slots.count ? slots[n - 1] : 0, ignoresCase: flags.ignoreCase)
      default:
        if at < bytes.count, bytes[at] == 123, [112, 80, 120].contains(bytes[at - 1]) {
          while at < bytes.count, bytes[at] != 125 { at += 1 }
          at += 1
        }
        return leaf(start)
      }
    default:
      at += 1
      return leaf(start)
    }
  }
  private func leaf(_ start: Int) -> BacktrackingTree {
    .leaf(BacktrackingLeaf(Array(bytes[start..<min(at, bytes.count)]), ignoreCase: flags.ignoreCase, singleline: flags.singleline))
  }

  private mutating func group() -> BacktrackingTree? {
    if take("(?:") { return enclosed() }
    if take("(?=") { return .look(behind: false, negated: false, enclosed()) }
    if take("(?!") { return .look(behind: false, negated: true, enclosed()) }
    if take("(?<=") { return .look(behind: true, negated: false, enclosed()) }
    if take("(?<!") { return .look(behind: true, negated: true, enclosed()) }
    if take("(?>") { return .atomic(enclosed()) }
    if take("(?@") {
      let popped = slotOfNumber(number())
      at += 1
      let own = number()
      at += 1
      if own > 0 { groups += 1 }
      return .capture(slot: own > 0 && own <= slots.count ? slots[own - 1] : nil, popped: popped, enclosed())
    }
    if take("(?(") { return condition() }
    if take("(?") { return switches() }
    at += 1
    groups += 1
    let slot = groups <= slots.count ? slots[groups - 1] : 0
    return .capture(slot: slot, popped: nil, enclosed())
  }

  private mutating func condition() -> BacktrackingTree {
    let outer = flags
    defer { flags = outer }
    func branches(_ all: [BacktrackingTree]) -> (BacktrackingTree, BacktrackingTree) { (all[0], all.count > 1 ? all[1] : .empty) }
    if at < bytes.count, bytes[at] &- 48 < 10 {
      let n = number()
      at += 1
      let (yes, no) = branches(alternatives())
      at += 1
      return .ifCaptured(slot: n > 0 && n <= slots.count ? slots[n - 1] : 0, yes, no)
    }
    at -= 1
    let look = group() ?? .empty
    let (yes, no) = branches(alternatives())
    at += 1
    return .ifLook(look, yes, no)
  }

  /// `(?i-m)` for the rest of the group, `(?i-m:…)` for its own text.
  private mutating func switches() -> BacktrackingTree? {
    let outer = flags
    var on = true
    while at < bytes.count {
      let c = bytes[at]
      at += 1
      switch c {
      case 105: flags.ignoreCase = on
      case 109: flags.multiline = on
      case 115: flags.singleline = on
      case 45: on = false
      case 58:
        let inner = tree()
        at += 1
        flags = outer
        return inner
      default: return nil
      }
    }
    return nil
  }
}
