/// A condition on properties: what `-Filter` of the directory cmdlets says.
import Directory

public indirect enum PropertyTest {
  case compare(property: String, operation: Operation, value: String?)
  case not(PropertyTest)
  case and(PropertyTest, PropertyTest)
  case or(PropertyTest, PropertyTest)

  /// The operators of `-Filter`, as the product writes them.
  public enum Operation: String {
    case eq, ne, like, notlike, gt, ge, lt, le
  }

  /// The first property of the condition that `isKnown` denies.
  public func unknownProperty(_ isKnown: (String) -> Bool) -> String? {
    switch self {
    case .compare(let property, _, _): return isKnown(property) ? nil : property
    case .not(let inner): return inner.unknownProperty(isKnown)
    case .and(let left, let right), .or(let left, let right): return left.unknownProperty(isKnown) ?? right.unknownProperty(isKnown)
    }
  }

  /// Whether it holds for an object with these properties; a property it does not have makes a comparison false.
  public func matches(_ value: (String) -> LyncValue?) -> Bool {
    switch self {
    case .not(let inner): return !inner.matches(value)
    case .and(let left, let right): return left.matches(value) && right.matches(value)
    case .or(let left, let right): return left.matches(value) || right.matches(value)
    case .compare(let property, let operation, let wanted): return value(property).map { PropertyTest.compare($0, operation, wanted) } ?? false
    }
  }

  /// `wanted` nil = `$null`.
  static func compare(_ actual: LyncValue, _ operation: Operation, _ wanted: String?) -> Bool {
    guard let wanted else {
      let empty = actual.text.isEmpty
      return operation == .eq || operation == .like ? empty : operation == .ne || operation == .notlike ? !empty : false
    }
    if case .date(let seconds) = actual, let other = Calendar.seconds(any: wanted) { return ordered(seconds < other ? -1 : seconds > other ? 1 : 0, operation) }
    // A list has a value when one of its elements is it.
    let candidates: [String]
    switch actual {
    case .strings(let texts): candidates = texts
    case .list(let items): candidates = items.map(\.text)
    default: candidates = [actual.text]
    }
    switch operation {
    case .eq: return candidates.contains { Folding.equal($0, wanted) }
    case .ne: return !candidates.contains { Folding.equal($0, wanted) }
    case .like, .notlike:
      let pattern = Wildcard(wanted)
      return candidates.contains { pattern.matches($0) } == (operation == .like)
    default:
      let text = actual.text
      if text.isEmpty { return false }
      if let a = Double(text), let b = Double(wanted) { return ordered(a < b ? -1 : a > b ? 1 : 0, operation) }
      let a = Folding.key(text), b = Folding.key(wanted)
      return ordered(a < b ? -1 : a > b ? 1 : 0, operation)
    }
  }

  static func ordered(_ order: Int, _ operation: Operation) -> Bool {
    switch operation {
    case .eq, .like: return order == 0
    case .ne, .notlike: return order != 0
    case .gt: return order > 0
    case .ge: return order >= 0
    case .lt: return order < 0
    case .le: return order <= 0
    }
  }
}
