/// What was compiled in a session, so that it can go again.
///
/// A block keeps its plan and a plan its block (a function's plan also the function, which keeps the block): nobody else
/// would ever let go of closures, blocks made from text and functions defined anew that a loop makes by the thousand. Now and
/// then, when as many plans have been added as were left the last time, each that is held by nothing but its own block
/// is let go with it.
final class PlanRegister {
  private static let least = 256
  private var plans: [FunctionPlan] = []
  private var limit = PlanRegister.least

  /// - Parameter inUse: whether code of the unit runs
  func add(_ p: FunctionPlan, inUse: (Unit) -> Bool) {
    plans.append(p)
    if plans.count >= limit { sweep(inUse) }
  }
  private func sweep(_ inUse: (Unit) -> Bool) {
    release(inUse)
    limit = max(PlanRegister.least, 2 * plans.count)
  }
  /// - Returns: whether something went, which may have held other blocks
  @discardableResult private func release(_ inUse: (Unit) -> Bool) -> Bool {
    var all: [FunctionPlan] = []
    swap(&all, &plans)
    let count = all.count
    while var p = all.popLast() {
      // a block that was compiled again, or bound to another session state, keeps this plan no longer
      guard p.block.plan === p else { continue }
      if inUse(p.unit) || !isAlone(&p) { plans.append(p) }
    }
    return plans.count < count
  }
  /// Whether nothing but the plan, its block and its function hold one another; if so they do no longer.
  private func isAlone(_ p: inout FunctionPlan) -> Bool {
    p.block.plan = nil
    guard isKnownUniquelyReferenced(&p) else { p.block.plan = p; return false }
    guard var f = p.unit.function else {
      if isKnownUniquelyReferenced(&p.block) { return true }
      p.block.plan = p
      return false
    }
    p.unit.function = nil
    if isKnownUniquelyReferenced(&f), f.block === p.block {
      f.block = emptyBlock
      if isKnownUniquelyReferenced(&p.block) { return true }
      f.block = p.block
    }
    p.unit.function = f
    p.block.plan = p
    return false
  }
  /// The session is over.
  deinit { while release({ _ in false }) {} }
}
