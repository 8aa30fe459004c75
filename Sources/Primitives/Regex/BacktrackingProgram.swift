/// A tree as steps of a small machine, written for one direction at a time: inside look-behinds, and throughout patterns that match from
/// right to left, sequences stand in reverse and characters are taken backwards.
struct BacktrackingProgram {
  enum Step {
    case leaf(BacktrackingLeaf, back: Bool)
    case jump(Int)
    /// Goes on with the next step, or, when that fails, with the other one.
    case fork(Int)
    case set(register: Int, to: Int)
    case markPosition(register: Int)
    case markHeight(register: Int)
    case capture(start: Int, slot: Int?, popped: Int?)
    /// Another turn or not: the counter, and where the last turn began.
    case loop(counter: Int, begun: Int, low: Int, high: Int, isLazy: Bool, exit: Int)
    /// Begins the turn that a lazy loop put off.
    case turn(counter: Int, begun: Int, body: Int)
    /// Forgets the ways back since the height was marked; what was written down stays.
    case commit(height: Int)
    case moveTo(position: Int)
    /// Undoes everything since the height was marked, then fails.
    case refuse(height: Int)
    case unlessCaptured(slot: Int, to: Int)
    case anchor(BacktrackingTree.Anchor)
    case reference(slot: Int, ignoresCase: Bool, back: Bool)
    case matched
  }
  private(set) var steps: [Step] = []
  private(set) var registers = 0

  init(_ tree: BacktrackingTree, back: Bool) {
    write(tree, back)
    steps.append(.matched)
  }

  private mutating func register() -> Int {
    registers += 1
    return registers - 1
  }
  private mutating func hole() -> Int {
    steps.append(.jump(0))
    return steps.count - 1
  }

  private mutating func write(_ tree: BacktrackingTree, _ back: Bool) {
    switch tree {
    case .empty: break
    case .leaf(let leaf): steps.append(.leaf(leaf, back: back))
    case .sequence(let items): for item in back ? items.reversed() : items { write(item, back) }
    case .choice(let all):
      var ends: [Int] = []
      for (i, item) in all.enumerated() {
        if i == all.count - 1 { write(item, back); break }
        let fork = hole()
        write(item, back)
        ends.append(hole())
        steps[fork] = .fork(steps.count)
      }
      for end in ends { steps[end] = .jump(steps.count) }
    case .capture(let slot, let popped, let body):
      let start = register()
      steps.append(.markPosition(register: start))
      write(body, back)
      steps.append(.capture(start: start, slot: slot, popped: popped))
    case .loop(let body, let low, let high, let isLazy):
      let counter = register(), begun = register()
      steps.append(.set(register: counter, to: 0))
      steps.append(.set(register: begun, to: -1))
      let head = hole()
      steps.append(.turn(counter: counter, begun: begun, body: head + 2))
      write(body, back)
      steps.append(.jump(head))
      steps[head] = .loop(counter: counter, begun: begun, low: low, high: high, isLazy: isLazy, exit: steps.count)
    case .atomic(let body):
      let height = register()
      steps.append(.markHeight(register: height))
      write(body, back)
      steps.append(.commit(height: height))
    case .look(let behind, let negated, let body):
      let height = register(), position = register()
      steps.append(.markHeight(register: height))
      steps.append(.markPosition(register: position))
      if negated {
        let fork = hole()
        write(body, behind)
        steps.append(.refuse(height: height))
        steps[fork] = .fork(steps.count)
      } else {
        write(body, behind)
        steps.append(.commit(height: height))
        steps.append(.moveTo(position: position))
      }
    case .ifCaptured(let slot, let yes, let no):
      let test = hole()
      write(yes, back)
      let end = hole()
      steps[test] = .unlessCaptured(slot: slot, to: steps.count)
      write(no, back)
      steps[end] = .jump(steps.count)
    case .ifLook(let look, let yes, let no):
      let height = register()
      steps.append(.markHeight(register: height))
      let fork = hole()
      write(look, back)
      steps.append(.commit(height: height))
      write(yes, back)
      let end = hole()
      steps[fork] = .fork(steps.count)
      write(no, back)
      steps[end] = .jump(steps.count)
    case .anchor(let anchor): steps.append(.anchor(anchor))
    case .reference(let slot, let ignoresCase): steps.append(.reference(slot: slot, ignoresCase: ignoresCase, back: back))
    }
  }
}
