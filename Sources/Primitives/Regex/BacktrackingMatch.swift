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
  private static let mostSteps = 100_000_000, mostChanges = 8_000_000

  private var scalars: [UInt32] = []
  private var offsets: [Int] = []
  private var captures: [[Range<Int>]] = []
  private var registers: [Int] = []
  private var changes: [Change] = []

  /// All captures of each group, as ranges of bytes, the whole match first; nil when there is no match at or after the byte (before it,
  /// when matching backward). Gives up, and says so to `Attention`, when it takes too long.
  func match(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int?) -> [[Range<Int>]]? {
    decode(bytes)
    let deadline = limit.map { now() + $0 }
    var spent = 0
    var position = offsets.firstIndex { $0 >= start } ?? scalars.count
    let origin = position
    while position >= 0, position <= scalars.count {
      captures = [[Range<Int>]](repeating: [], count: groupCount)
      registers = [Int](repeating: 0, count: program.registers)
      changes.removeAll(keepingCapacity: true)
      if let end = run(from: position, origin: origin, deadline, &spent) {
        captures[0] = [min(position, end)..<max(position, end)]
        return captures.map { $0.map { offsets[$0.lowerBound]..<offsets[$0.upperBound] } }
      }
      if spent < 0 { return nil }
      position += isBackward ? -1 : 1
    }
    return nil
  }

  private func now() -> Int {
    var t = timespec()
    clock_gettime(CLOCK_MONOTONIC, &t)
    return t.tv_sec * 1_000_000_000 + t.tv_nsec
  }
  private func decode(_ bytes: UnsafeBufferPointer<UInt8>) {
    scalars = []
    offsets = []
    var at = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      scalars.append(scalar.value)
      offsets.append(at)
      at += UTF8.width(scalar)
    }
    offsets.append(bytes.count)
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
        let place = back ? position - 1 : position
        if place >= 0, place < scalars.count, leaf.takes(scalars[place]) { position += back ? -1 : 1 } else { isGood = false }
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
    case .end: at == scalars.count
    case .lineStart: at == 0 || scalars[at - 1] == 10
    case .lineEnd: at == scalars.count || scalars[at] == 10
    case .lastLineEnd: at == scalars.count || at == scalars.count - 1 && scalars[at] == 10
    case .previous: at == origin
    case .boundary, .noBoundary:
      (isWord(at - 1) != isWord(at)) == (anchor == .boundary)
    }
  }
  private func isWord(_ at: Int) -> Bool { at >= 0 && at < scalars.count && wordLeaf.takes(scalars[at]) }

  private func repeated(_ slot: Int, _ position: Int, _ ignoresCase: Bool, _ back: Bool) -> Int? {
    guard let range = captures[slot].last else { return nil }
    let from = back ? position - range.count : position
    guard from >= 0, from + range.count <= scalars.count else { return nil }
    for i in 0..<range.count where scalars[range.lowerBound + i] != scalars[from + i] {
      guard ignoresCase, lower(scalars[range.lowerBound + i]) == lower(scalars[from + i]) else { return nil }
    }
    return back ? from : from + range.count
  }
  private func lower(_ scalar: UInt32) -> UInt32 {
    scalar < 128 ? (scalar &- 65 < 26 ? scalar | 32 : scalar) : Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }
}
