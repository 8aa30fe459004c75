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
    var k: UInt64 = 0
    for v in a {
      let kind: UInt64
      switch v {
      case .bool: kind = 1
      case .char: kind = 2
      case .byte: kind = 3
      case .sbyte: kind = 4
      case .short: kind = 5
      case .ushort: kind = 6
      case .int: kind = 7
      case .uint: kind = 8
      case .long: kind = 9
      case .ulong: kind = 10
      case .single: kind = 11
      case .double: kind = 12
      case .string: kind = 13
      default: return 0
      }
      k = k << 8 | kind
    }
    return k
  }
}

extension Overload {
  fileprivate func mayTake(_ count: Int) -> Bool { takesRest || count <= types.count && count >= types.count - optionalCount }
  /// Every parameter is a number, bool, character, text or any object: how well a value fits is told by its kind.
  fileprivate var hasPlainTypes: Bool {
    !takesRest && references == nil && types.allSatisfy { t in t.map { $0 === TypeTable.object || $0 === TypeTable.string || $0.isPrimitive || $0 === TypeTable.decimal } ?? false }
  }
}
