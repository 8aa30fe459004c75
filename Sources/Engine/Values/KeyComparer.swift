/// How a dictionary or set tells its keys apart when it was made with a comparer of its own.
///
/// A dictionary asks in the middle of a search, where nothing can be thrown: what a comparer written in script throws waits
/// with the engine and is raised by the next `poll`, which ends every call of a method. A comparison that failed finds,
/// adds and removes nothing, and none is asked after it.
public final class KeyComparer {
  /// What the dictionary's `Comparer` gives back.
  public let value: Value
  private enum Rule {
    case order((Value, Value) throws -> Int)
    case equality(hash: (Value) throws -> Int32, equal: (Value, Value) throws -> Bool)
  }
  private let rule: Rule

  /// An `IComparer`, for the sorted kinds: keys are the same when neither comes first.
  public init(_ value: Value, order: @escaping (Value, Value) throws -> Int) {
    self.value = value
    rule = .order(order)
  }
  /// An `IEqualityComparer`, for the others.
  public init(_ value: Value, hash: @escaping (Value) throws -> Int32, equal: @escaping (Value, Value) throws -> Bool) {
    self.value = value
    rule = .equality(hash: hash, equal: equal)
  }

  /// Whether keys are found by their order rather than by their hash codes.
  var isOrder: Bool { if case .order = rule { true } else { false } }
  /// A comparison failed and its error was not raised yet.
  var hasFailed: Bool { ExecutionContext.current.waitingFailure != nil }

  /// .NET's hash code; 0 of what only orders.
  func hash(_ k: Value) -> UInt {
    guard case .equality(let hash, _) = rule else { return 0 }
    return UInt(UInt32(bitPattern: ask(0) { try hash(k) }))
  }
  func equal(_ a: Value, _ b: Value) -> Bool {
    switch rule {
    case .order(let order): ask(false) { try order(a, b) == 0 }
    case .equality(_, let equal): ask(false) { try equal(a, b) }
    }
  }
  /// Negative when the first comes first; 0 of what tells only equals.
  func order(_ a: Value, _ b: Value) -> Int {
    guard case .order(let order) = rule else { return 0 }
    return ask(0) { try order(a, b) }
  }
  private func ask<T>(_ nothing: T, _ question: () throws -> T) -> T {
    if hasFailed { return nothing }
    do { return try question() } catch {
      ExecutionContext.current.failLater(error)
      return nothing
    }
  }
}

/// The slots of the keys a comparer told apart, by its hash codes.
final class ComparedKeys {
  let comparer: KeyComparer
  private var slots: [UInt: [Int32]] = [:]
  /// The hash code of the key that was looked for last: it is the next to be added, if any.
  private(set) var sought: UInt = 0
  init(_ c: KeyComparer) { comparer = c }

  /// -1 when no key is the same.
  func slot(of k: Value, key: (Int) -> Value) -> Int {
    sought = comparer.hash(k)
    for s in slots[sought] ?? [] where comparer.equal(key(Int(s)), k) { return Int(s) }
    return -1
  }
  func add(_ hash: UInt, _ slot: Int) { if !comparer.isOrder { slots[hash, default: []].append(Int32(slot)) } }
  func remove(_ hash: UInt, _ slot: Int) { slots[hash]?.removeAll { $0 == Int32(slot) } }
  func removeAll() { slots = [:] }
}

extension ExecutionContext {
  /// Raises an error at the next `poll`, for code that cannot throw.
  func failLater(_ e: any Error) {
    waitingFailure = e
    flags.pointee.failureWaits = true
  }
  func takeWaitingFailure() -> (any Error)? {
    defer { waitingFailure = nil }
    return waitingFailure
  }
  /// What a comparison of keys threw since the last call, where no method was called but an index or a member.
  public func takeKeyFailure() -> (any Error)? {
    guard let e = takeWaitingFailure() else { return nil }
    flags.pointee.failureWaits = false
    return e
  }
}
