/// The order .NET's dictionary lists its keys in: that of their coming, except that a new one takes the place left by one that went.

struct DefinitionOrder {
  private var keys: [String?] = []
  private var places: [String: Int] = [:]
  private var free: [Int] = []

  mutating func add(_ key: String) {
    if places[key] != nil { return }
    if let p = free.popLast() { keys[p] = key; places[key] = p } else { places[key] = keys.count; keys.append(key) }
  }
  mutating func remove(_ key: String) {
    if let p = places.removeValue(forKey: key) { keys[p] = nil; free.append(p) }
  }
  /// What a table holds, in this order.
  func values<T>(of table: [String: T]) -> [T] { keys.compactMap { $0.flatMap { table[$0] } } }
}
