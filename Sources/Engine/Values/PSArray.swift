/// Indexed sequences: one class for `Object[]`, typed arrays, `List<T>`, `ArrayList` and friends.
///
/// Own storage instead of a Swift array: no uniqueness test or exclusivity check per element. `kind` and `elementType`
/// decide what the object claims to be; enumeration, indexing and `Count` are the same for all.
import Primitives

public final class PSArray: Ref {
  public enum Kind: UInt8 { case array, list, arrayList, collection, readOnlyCollection, queue, stack, linkedList }
  public private(set) var storage: Cell
  public private(set) var count: Int
  /// How many elements fit before the storage grows; as .NET lists report it.
  public private(set) var capacity: Int
  public var kind: Kind = .array
  /// Type of the elements; nil means `System.Object`.
  public var elementType: NetType?
  /// Lengths per dimension of a multi-dimensional array; nil for ordinary ones. Elements are stored row by row.
  public var dimensions: [Int]?
  /// The exact type, when it is neither an array nor one of the standard collections.
  public var exactType: NetType?

  public init(capacity n: Int) {
    capacity = n < 1 ? 4 : n; storage = .allocate(capacity: capacity); count = 0
    super.init()
  }
  public convenience init(_ a: [Value], of type: NetType? = nil) {
    self.init(capacity: a.count)
    for v in a { append(v) }
    elementType = type
  }
  public convenience init(repeating v: Value, count n: Int, of type: NetType? = nil) {
    self.init(capacity: n)
    for _ in 0..<n { append(v) }
    elementType = type
  }
  deinit { storage.deinitialize(count: count); storage.deallocate() }

  @inline(__always) public func append(_ v: Value) { if count == capacity { grow() }; (storage + count).initialize(to: v); count += 1 }
  @inline(never) private func grow() {
    let n = capacity * 2
    let q = Cell.allocate(capacity: n)
    q.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = q; capacity = n
  }
  /// Makes room for exactly `n` elements.
  public func reserve(_ n: Int) {
    guard n >= count, n != capacity, n > 0 else { return }
    let q = Cell.allocate(capacity: n)
    q.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = q; capacity = n
  }
  public func append(contentsOf other: PSArray) { for v in other.elements { append(v) } }
  @inline(__always) public subscript(_ i: Int) -> Value {
    get { storage[i] }
    set { (storage + i).put(newValue) }
  }
  public var elements: UnsafeMutableBufferPointer<Value> { UnsafeMutableBufferPointer(start: storage, count: count) }
  /// The elements as a Swift array (a copy).
  public var values: [Value] { Array(elements) }
  public func removeAll() { storage.deinitialize(count: count); count = 0 }
  public func remove(at i: Int) {
    (storage + i).deinitialize(count: 1)
    (storage + i).moveInitialize(from: storage + i + 1, count: count - i - 1)
    count -= 1
  }
  public func insert(_ v: Value, at i: Int) {
    if count == capacity { grow() }
    (storage + i + 1).moveInitialize(from: storage + i, count: count - i)
    (storage + i).initialize(to: v)
    count += 1
  }
  public func replaceAll(_ a: [Value]) { removeAll(); for v in a { append(v) } }
  public func copy() -> PSArray {
    let r = PSArray(values, of: elementType)
    r.kind = kind; r.dimensions = dimensions; r.exactType = exactType
    return r
  }
  /// Arrays have a fixed length; the others can grow.
  public var isFixedSize: Bool { kind == .array || kind == .readOnlyCollection }

  public override var netType: NetType { exactType ?? TypeTable.sequence(kind, elementType, rank: dimensions?.count ?? 1) }
  public override func enumerated() -> PSArray? { self }
}
