/// The overload a call chose last for arguments that fit none exactly.
///
/// Which one it is depends on the kinds of plain values alone, so arguments of the same kinds need no second choice:
/// `[math]::Floor($i / 7)` meets ints and doubles by turns.
struct ChosenOverload {
  private var kinds: UInt64 = 0
  private var overload: Overload?

  func overload(for a: [Value]) -> Overload? {
    guard let overload else { return nil }
    return ChosenOverload.kinds(a) == kinds ? overload : nil
  }
  mutating func remember(_ o: Overload, among all: [Overload], for a: [Value]) {
    let k = ChosenOverload.kinds(a)
    guard k != 0, all.allSatisfy({ $0.hasPlainTypes || !$0.mayTake(a.count) }) else { return }
    kinds = k
    overload = o
  }

  /// A byte for each argument; 0 when one of them is more than a number, bool, character or text, or they are too many.
  private static func kinds(_ a: [Value]) -> UInt64 {
    if a.count > 8 { return 0 }
    return a.withUnsafeBufferPointer { values in
      var k: UInt64 = 0
      for i in values.indices {
        let tag = Cell(mutating: values.baseAddress! + i).tag
        guard tag <= Tag.double || tag == Tag.string else { return 0 }
        k = k << 8 | UInt64(tag + 1)
      }
      return k
    }
  }
}

extension Overload {
  fileprivate func mayTake(_ count: Int) -> Bool { takesRest || count <= types.count && count >= types.count - optionalCount }
  /// Every parameter is a number, bool, character, text or any object: how well a value fits is told by its kind.
  fileprivate var hasPlainTypes: Bool {
    !takesRest && references == nil && types.allSatisfy { t in t.map { $0 === TypeTable.object || $0 === TypeTable.string || $0.isPrimitive || $0 === TypeTable.decimal } ?? false }
  }
}
