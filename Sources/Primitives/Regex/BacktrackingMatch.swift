import Glibc

/// The machine for patterns that PCRE2 cannot match: it tries, writes down every change, and takes changes back when it fails.
///
/// No recursion, so a long text needs memory but no stack. Groups keep all their captures.
final class BacktrackingMatcher {
  private let program: BacktrackingProgram
  private let groupCount: Int
  let isBackward: Bool
  private let wordLeaf = BacktrackingLeaf(Array("[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}\\x{200C}\\x{200D}]".utf8), ignoreCase: false, singleline: false)

  init(_ tree: BacktrackingTree, groupCount: Int, isBackward: Bool) {
    program = BacktrackingProgram(tree, back: isBackward)
    self.groupCount = groupCount
    self.isBackward = isBackward
  }

  private enum Change {
    case way(step: Int, position: Int)
    case register(Int, Int)
    case captured(slot: Int)
    case popped(slot: Int, Range<Int>)
  }
  /// More steps than any pattern needs that ends in this life, and more ways back than memory should hold.
  private static let mostSteps = 100_000_000, mostChanges = 8_000_000, keptChanges = 100_000

  /// The text of the match that runs. Positions are those of bytes: what a match costs depends on how far it reads, not on the text.
  @exclusivity(unchecked) private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  @exclusivity(unchecked) private var captures: [[Range<Int>]] = []
  @exclusivity(unchecked) private var registers: [Int] = []
  @exclusivity(unchecked) private var changes: [Change] = []

  /// All captures of each group, as ranges of bytes, the whole match first; nil when there is no match at or after the byte (before it,
  /// when matching backward). Gives up, and says so to `Attention`, when it takes too long.
  /// - Parameter known: what `\G` stands for; nil = the start
  func match(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, origin known: Int? = nil, limit: Int?) -> [[Range<Int>]]? {
    text = bytes
    let deadline = limit.map { now() + $0 }
    var spent = 0
    var position = start
    while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
    let origin = known ?? position
    captures = [[Range<Int>]](repeating: [], count: groupCount)
    registers = [Int](repeating: 0, count: program.registers)
    changes.removeAll(keepingCapacity: changes.count < Self.keptChanges)
    while true {
      // what fails has taken all its changes back
      if let end = run(from: position, origin: origin, deadline, &spent) {
        captures[0] = [min(position, end)..<max(position, end)]
        return captures
      }
      if spent < 0 { return nil }
      guard let next = isBackward ? before(position) : after(position) else { return nil }
      position = next
    }
  }

  private func now() -> Int { Int(MonotonicClock.nanoseconds) }

  // MARK: Characters

  /// Where the character before a position begins; nil at the beginning.
  @inline(__always) private func before(_ position: Int) -> Int? {
    guard position > 0 else { return nil }
    var at = position - 1
    while at > 0, text[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }
  /// Where the character at a position ends; nil at the end.
  @inline(__always) private func after(_ position: Int) -> Int? {
    guard position < text.count else { return nil }
    let first = text[position]
    return min(text.count, position + (first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4))
  }
  @inline(__always) private func scalar(_ from: Int, _ to: Int) -> UInt32 {
    let first = UInt32(text[from])
    if first < 0x80 { return first }
    var value = first & (to - from == 2 ? 0x1F : to - from == 3 ? 0x0F : 0x07)
    for at in (from + 1)..<max(from + 1, to) { value = value << 6 | UInt32(text[at] & 0x3F) }
    return value
  }

  private func store(_ register: Int, _ value: Int) {
    changes.append(.register(register, registers[register]))
    registers[register] = value
  }
  /// Takes changes back to the last way not tried; nil when there is none above the floor.
  private func goBack(to floor: Int = 0) -> (step: Int, position: Int)? {
    while changes.count > floor, let change = changes.popLast() {
      switch change {
      case .way(let step, let position): return (step, position)
      case .register(let r, let old): registers[r] = old
      case .captured(let slot): captures[slot].removeLast()
      case .popped(let slot, let range): captures[slot].append(range)
      }
    }
    return nil
  }

  /// Where a match that begins here ends; spent becomes negative when it was given up.
  private func run(from begin: Int, origin: Int, _ deadline: Int?, _ spent: inout Int) -> Int? {
    var at = 0, position = begin
    while true {
      spent += 1
      if spent & 4095 == 0 {
        let isLate = deadline.map { now() > $0 } ?? false
        if Attention.isWanted || isLate || spent > Self.mostSteps || changes.count > Self.mostChanges {
          if !Attention.isWanted { Attention.giveUp() }
          spent = -1
          return nil
        }
      }
      var isGood = true
      switch program.steps[at] {
      case .leaf(let leaf, let back):
        if let end = back ? before(position) : after(position), leaf.takes(scalar(min(position, end), max(position, end))) { position = end } else { isGood = false }
        at += 1
      case .jump(let to): at = to
      case .fork(let other):
        changes.append(.way(step: other, position: position))
        at += 1
      case .set(let register, let value):
        store(register, value)
        at += 1
      case .markPosition(let register):
        store(register, position)
        at += 1
      case .markHeight(let register):
        store(register, changes.count + 1)
        at += 1
      case .capture(let start, let slot, let popped):
        isGood = close(registers[start], position, slot, popped)
        at += 1
      case .loop(let counter, let begun, let low, let high, let isLazy, let exit):
        let count = registers[counter]
        if count >= low, count >= high || registers[begun] == position {
          at = exit
        } else if count < low || !isLazy {
          if count >= low { changes.append(.way(step: exit, position: position)) }
          at += 1
        } else {
          changes.append(.way(step: at + 1, position: position))
          at = exit
        }
      case .turn(let counter, let begun, let body):
        store(counter, registers[counter] + 1)
        store(begun, position)
        at = body
      case .commit(let height):
        commit(registers[height])
        at += 1
      case .moveTo(let register):
        position = registers[register]
        at += 1
      case .refuse(let height):
        let floor = registers[height]
        while goBack(to: floor) != nil {}
        isGood = false
      case .unlessCaptured(let slot, let to): at = captures[slot].isEmpty ? to : at + 1
      case .anchor(let anchor):
        isGood = holds(anchor, position, origin)
        at += 1
      case .reference(let slot, let ignoresCase, let back):
        if let end = repeated(slot, position, ignoresCase, back) { position = end } else { isGood = false }
        at += 1
      case .matched: return position
      }
      if !isGood {
        guard let way = goBack() else { return nil }
        (at, position) = way
      }
    }
  }

  /// Keeps what was changed since, without the ways back.
  private func commit(_ height: Int) {
    guard height < changes.count else { return }
    let kept = changes[height...].filter { if case .way = $0 { false } else { true } }
    changes.replaceSubrange(height..., with: kept)
  }

  /// The end of a group: its text is captured, or what lies between it and the capture it takes away.
  private func close(_ start: Int, _ end: Int, _ slot: Int?, _ popped: Int?) -> Bool {
    var range = min(start, end)..<max(start, end)
    if let popped {
      guard let other = captures[popped].popLast() else { return false }
      changes.append(.popped(slot: popped, other))
      if range.lowerBound >= other.upperBound {
        range = other.upperBound..<range.lowerBound
      } else if range.upperBound <= other.lowerBound {
        range = other.lowerBound..<max(other.lowerBound, range.upperBound)
      } else {
        range = range.clamped(to: other)
      }
    }
    guard let slot else { return true }
    captures[slot].append(range)
    changes.append(.captured(slot: slot))
    return true
  }

  private func holds(_ anchor: BacktrackingTree.Anchor, _ at: Int, _ origin: Int) -> Bool {
    switch anchor {
    case .start: at == 0
    case .end: at == text.count
    case .lineStart: at == 0 || text[at - 1] == 10
    case .lineEnd: at == text.count || text[at] == 10
    case .lastLineEnd: at == text.count || at == text.count - 1 && text[at] == 10
    case .previous: at == origin
    case .boundary, .noBoundary:
      (isWord(before(at), at) != isWord(at, after(at))) == (anchor == .boundary)
    }
  }
  private func isWord(_ from: Int?, _ to: Int?) -> Bool {
    guard let from, let to else { return false }
    return wordLeaf.takes(scalar(from, to))
  }

  /// Where the text of a group ends that stands here once more.
  private func repeated(_ slot: Int, _ position: Int, _ ignoresCase: Bool, _ back: Bool) -> Int? {
    guard let range = captures[slot].last else { return nil }
    if !ignoresCase {
      let from = back ? position - range.count : position
      guard from >= 0, from + range.count <= text.count else { return nil }
      for i in 0..<range.count where text[range.lowerBound + i] != text[from + i] { return nil }
      return back ? from : from + range.count
    }
    // letters of one text may take another number of bytes than those they are equal to
    var own = back ? range.upperBound : range.lowerBound, at = position
    while own != (back ? range.lowerBound : range.upperBound) {
      guard let ownEnd = back ? before(own) : after(own), let end = back ? before(at) : after(at),
        lower(scalar(min(own, ownEnd), max(own, ownEnd))) == lower(scalar(min(at, end), max(at, end)))
      else { return nil }
      (own, at) = (ownEnd, end)
    }
    return at
  }
  private func lower(_ scalar: UInt32) -> UInt32 {
    scalar < 128 ? (scalar &- 65 < 26 ? scalar | 32 : scalar) : Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }
}
